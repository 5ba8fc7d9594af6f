"""The files of logs: their rows in batches of columns."""

# pyarrow has no type annotations.
# mypy: disable-error-code="import-untyped,no-any-return"

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Callable, NamedTuple

# EX_USAGE, EX_UNAVAILABLE and EX_IOERR of sysexits.h.
USAGE, UNAVAILABLE, IO = 64, 69, 74

# The usual names of the columns, best first.
NAMES = {
    "time": ("time", "timestamp", "@timestamp", "ts", "created_at", "date"),
    "http_status": ("http_status", "status_code", "status", "http_code"),
    "body": ("body", "response_body", "response", "payload"),
}
FORMATS = ("parquet", "ndjson", "tsv", "csv")
_SUFFIXES = {"jsonl": "ndjson", "json": "ndjson", "pq": "parquet", "tab": "tsv"}

# The bytes that are in memory at once are a small multiple of this, and a line of a text file may not be longer.
_BLOCK = 1 << 21
_NOT_SPACE = re.compile(rb"\S")
_LONG_LINE = "a line has more than 2 MB"

# Rows of a Parquet file that are read to measure the length of bodies, and the most rows of a batch.
_PROBE_ROWS, _MAX_ROWS = 64, 1 << 14


class Failure(Exception):
    """A message for the person, and an exit code."""

    def __init__(self, message: str, exit_code: int = IO) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class Batch(NamedTuple):
    """The columns http_status, body and perhaps time, and the bytes of the file that have been read."""

    columns: dict[str, Any]
    bytes_read: int


def batches(file: Path, options: argparse.Namespace) -> Iterator[Batch]:
    """Reads the rows of a file in batches."""
    import pyarrow as pa

    suffixes = [suffix.lower().lstrip(".") for suffix in file.suffixes if suffix.lower() != ".gz"] or [""]
    kind = options.format or _SUFFIXES.get(suffixes[-1], suffixes[-1])
    if kind not in FORMATS:
        raise Failure(f"{file} is not .{', .'.join(FORMATS)}: name its --format", USAGE)
    reader: dict[str, Callable[[Path, argparse.Namespace], Iterator[Batch]]]
    reader = {"parquet": _parquet, "ndjson": _ndjson, "tsv": _separated, "csv": _separated}
    rows = 0
    try:
        for batch in reader[kind](file, options):
            yield batch
            rows += len(batch.columns["body"])
    except Failure as failure:
        raise Failure(f"{file}: {failure}", failure.exit_code) from failure
    except (OSError, EOFError, zlib.error, csv.Error, ValueError, pa.ArrowException) as error:
        where = f"{file}, after {rows:,} rows" if rows else str(file)
        raise Failure(f"{where}: {getattr(error, 'strerror', None) or error}") from error


def _columns(names: Iterable[str], options: argparse.Namespace) -> dict[str, str]:
    """Returns the names of the file's columns that are read. That of the time may be absent."""
    present = list(names)
    found = {}
    for column, usual in NAMES.items():
        chosen = getattr(options, column)
        matches = [name for name in ((chosen,) if chosen else usual) if name in present]
        option = f"--{column.replace('_', '-')}"
        if matches:
            found[column] = matches[0]
            if present.count(matches[0]) > 1:
                raise Failure(f"there are {present.count(matches[0])} columns {matches[0]}: see {option}", USAGE)
        elif column != "time" or chosen or options.svg is not None:
            only = ", ".join(present) or "none"
            raise Failure(f"there is no column {chosen or column}, only {only}: see {option}", USAGE)
    return found


def _parquet(file: Path, options: argparse.Namespace) -> Iterator[Batch]:
    import pyarrow.parquet as pq

    # A buffered stream reads a row group page by page. Otherwise all of it would be in memory.
    with pq.ParquetFile(file, pre_buffer=False, buffer_size=1 << 16) as parquet:
        names = _columns(parquet.schema_arrow.names, options)
        size, rows, read = file.stat().st_size, max(1, parquet.metadata.num_rows), 0
        columns = list(names.values())
        chosen = [index for index in range(len(parquet.schema)) if parquet.schema.column(index).path in columns]
        for group in range(parquet.num_row_groups):
            read_group = partial(parquet.iter_batches, row_groups=[group], columns=columns, use_threads=False)
            # pyarrow raises an error for a damaged column here. Reading its metadata first would end the process.
            probe = next(read_group(_PROBE_ROWS), None)
            if probe is None:
                continue
            metadata = parquet.metadata.row_group(group)
            sizes = [metadata.column(index).total_uncompressed_size for index in chosen]
            # A column with a dictionary may be small, and its bodies long.
            row_size = max(sum(sizes) / max(1, metadata.num_rows), probe.nbytes / len(probe))
            batch_rows = int(max(1, min(_BLOCK / max(1, row_size), _MAX_ROWS)))
            for batch in read_group(batch_rows):
                read += batch.num_rows
                yield Batch({column: batch[name] for column, name in names.items()}, size * read // rows)


def _ndjson(file: Path, options: argparse.Namespace) -> Iterator[Batch]:
    import pyarrow as pa
    import pyarrow.json as pj

    with _Lines(file) as lines:
        if not lines.first:
            return
        try:
            row = json.loads(lines.first.decode("utf-8-sig", "replace"))
        except (ValueError, RecursionError) as error:
            raise Failure(f"line 1 is not JSON: {error}") from None
        names = _columns(row if isinstance(row, dict) else (), options)
        if not isinstance(row[names["body"]], (str, type(None))):
            raise Failure("the bodies are not strings")
        times = pa.float64() if isinstance(row.get(names.get("time")), (int, float)) else pa.string()
        statuses = pa.string() if isinstance(row[names["http_status"]], str) else pa.uint16()
        kinds = {"time": times, "http_status": statuses, "body": pa.string()}
        schema = pa.schema([pa.field(name, kinds[column]) for column, name in names.items()])
        parse = pj.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore")
        for block in lines.blocks(lines.first):
            read = pj.ReadOptions(use_threads=False, block_size=len(block))
            yield from lines.batches(pj.read_json(pa.BufferReader(block), read, parse), names)


def _separated(file: Path, options: argparse.Namespace) -> Iterator[Batch]:
    """Reads a TSV or CSV file."""
    import pyarrow as pa
    import pyarrow.csv as pv

    is_csv = (options.format or file.name.lower().removesuffix(".gz")).endswith("csv")
    with _Lines(file) as lines:
        if not lines.first:
            return
        parse = pv.ParseOptions(
            delimiter="," if is_csv else "\t",
            quote_char='"' if is_csv else False,
            double_quote=is_csv,
            newlines_in_values=is_csv,
        )
        line = lines.first.decode("utf-8-sig", "replace").rstrip("\r\n")
        header = next(csv.reader([line])) if is_csv else line.split("\t")
        names = _columns(header, options)
        kinds = {"time": pa.string(), "http_status": pa.uint16(), "body": pa.binary()}
        convert = pv.ConvertOptions(
            include_columns=list(names.values()),
            column_types={name: kinds[column] for column, name in names.items()},
            check_utf8=False,
        )
        for block in lines.blocks(b"", has_quotes=is_csv):
            read = pv.ReadOptions(use_threads=False, block_size=len(block), column_names=header)
            yield from lines.batches(pv.read_csv(pa.BufferReader(block), read, parse, convert), names)


class _Lines:
    """A file of lines. It may be compressed by gzip, or a pipe.

    pyarrow parses blocks of it. Its own readers of streams call Python in a thread, which may abort at the exit.
    """

    def __init__(self, file: Path) -> None:
        self._file = file.open("rb")
        self._lines: Any = self._file
        if self._file.peek(2).startswith(b"\x1f\x8b"):
            self._lines = gzip.GzipFile(fileobj=self._file)
        self.first = self._first_line()

    def _first_line(self) -> bytes:
        """Returns the first line that is not empty, or nothing."""
        while (line := self._lines.readline(_BLOCK)) and not line.strip():
            pass
        if len(line) == _BLOCK:
            raise Failure(_LONG_LINE)
        return line

    def blocks(self, first: bytes, has_quotes: bool = False) -> Iterator[Any]:
        """Reads blocks of complete lines, which are not all empty. A line does not end between quotes."""
        import pyarrow as pa

        rest, is_at_end = first, False
        while not is_at_end:
            block = bytearray(len(rest) + _BLOCK)
            block[: len(rest)] = rest
            length = len(rest) + self._lines.readinto(memoryview(block)[len(rest) :])
            is_at_end = length == len(rest)
            end = length if is_at_end else _end_of_lines(block, length, has_quotes)
            if end == 0 and length > _BLOCK:
                raise Failure(_LONG_LINE)
            rest = bytes(block[end:length])
            if _NOT_SPACE.search(block, 0, end):
                yield pa.py_buffer(memoryview(block)[:end])

    def batches(self, table: Any, names: dict[str, str]) -> Iterator[Batch]:
        """Returns the batches of a table that was read from a block."""
        read = self._file.tell() if self._file.seekable() else 0
        for batch in table.to_batches():
            yield Batch({column: batch[name] for column, name in names.items()}, read)

    def __enter__(self) -> _Lines:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()


def _end_of_lines(block: bytearray, length: int, has_quotes: bool) -> int:
    """Returns the end of the last complete line, and 0 if there is none."""
    is_quoted = has_quotes and block.count(b'"', 0, length) % 2 == 1
    end = length
    while (newline := block.rfind(b"\n", 0, end)) >= 0:
        is_quoted ^= has_quotes and block.count(b'"', newline, end) % 2 == 1
        if not is_quoted:
            break
        end = newline
    return newline + 1
