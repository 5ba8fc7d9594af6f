"""The files of logs: their rows in batches of columns."""

# pyarrow has no type annotations.
# mypy: disable-error-code="import-untyped,no-any-return"

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Callable, NamedTuple, Optional

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
_BLOCK = 1 << 20


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
    suffix = file.suffix.lower().lstrip(".")
    kind = options.format or _SUFFIXES.get(suffix, suffix)
    if kind not in FORMATS:
        raise Failure(f"{file} is not .{', .'.join(FORMATS)}: name its --format", USAGE)
    reader: dict[str, Callable[[Path, argparse.Namespace], Iterator[Batch]]]
    reader = {"parquet": _parquet, "ndjson": _ndjson, "tsv": _separated, "csv": _separated}
    return reader[kind](file, options)


def _columns(file: Path, names: Iterable[str], options: argparse.Namespace) -> dict[str, str]:
    """Returns the names of the file's columns that are read. That of the time may be absent."""
    present = list(names)
    found = {}
    for column, usual in NAMES.items():
        chosen = getattr(options, column)
        matches = [name for name in ((chosen,) if chosen else usual) if name in present]
        if matches:
            found[column] = matches[0]
        elif column != "time" or chosen or options.svg is not None:
            option = f"--{column.replace('_', '-')}"
            raise Failure(f"{file} has no column {chosen or column}, only {', '.join(present)}: see {option}", USAGE)
    return found


def _parquet(file: Path, options: argparse.Namespace) -> Iterator[Batch]:
    import pyarrow.parquet as pq

    # A buffered stream reads a row group page by page; otherwise all of it would be in memory.
    with pq.ParquetFile(file, pre_buffer=False, buffer_size=1 << 16) as parquet:
        names = _columns(file, parquet.schema_arrow.names, options)
        size, rows, read = file.stat().st_size, max(1, parquet.metadata.num_rows), 0
        for group in range(parquet.num_row_groups):
            metadata = parquet.metadata.row_group(group)
            row_size = max(1, metadata.total_byte_size // max(1, metadata.num_rows))
            batch_rows = max(1, min(2 * _BLOCK // row_size, 1 << 17))
            columns = list(names.values())
            for batch in parquet.iter_batches(batch_rows, row_groups=[group], columns=columns, use_threads=False):
                read += batch.num_rows
                yield Batch({column: batch[name] for column, name in names.items()}, size * read // rows)


def _ndjson(file: Path, options: argparse.Namespace) -> Iterator[Batch]:
    import pyarrow as pa
    import pyarrow.json as pj

    with file.open("rb") as lines:
        first = _first_line(lines)
        if first is None:
            return
        try:
            row = json.loads(first)
        except ValueError as error:
            raise Failure(f"{file}: line 1 is not JSON: {error}") from None
        names = _columns(file, row if isinstance(row, dict) else (), options)
        if not isinstance(row[names["body"]], (str, type(None))):
            raise Failure(f"{file}: the bodies are not strings")
        is_number = isinstance(row.get(names.get("time")), (int, float))
        kinds = {"time": pa.float64() if is_number else pa.string(), "http_status": pa.uint16(), "body": pa.string()}
        schema = pa.schema([pa.field(name, kinds[column]) for column, name in names.items()])
        parse = pj.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore")
        with pj.open_json(lines, pj.ReadOptions(block_size=_BLOCK), parse) as reader:
            yield from _streamed(reader, lines, names)


def _separated(file: Path, options: argparse.Namespace) -> Iterator[Batch]:
    import pyarrow as pa
    import pyarrow.csv as pv

    is_csv = (options.format or file.suffix.lower()).endswith("csv")
    with file.open("rb") as lines:
        header = _first_line(lines)
        if header is None:
            return
        parse = pv.ParseOptions(
            delimiter="," if is_csv else "\t",
            quote_char='"' if is_csv else False,
            double_quote=is_csv,
            newlines_in_values=is_csv,
        )
        line = header.decode("utf-8", "replace").rstrip("\r\n")
        names = _columns(file, [name.strip('"') if is_csv else name for name in line.split(parse.delimiter)], options)
        kinds = {"time": pa.string(), "http_status": pa.uint16(), "body": pa.binary()}
        convert = pv.ConvertOptions(
            include_columns=list(names.values()),
            column_types={name: kinds[column] for column, name in names.items()},
            check_utf8=False,
        )
        with pv.open_csv(lines, pv.ReadOptions(block_size=_BLOCK), parse, convert) as reader:
            yield from _streamed(reader, lines, names)


def _first_line(lines: BinaryIO) -> Optional[bytes]:
    """Returns the first line, and leaves the file at its start. Returns None if there is nothing to read."""
    first = lines.readline(_BLOCK)
    lines.seek(0)
    return first if first.strip() else None


def _streamed(reader: Any, lines: BinaryIO, names: dict[str, str]) -> Iterator[Batch]:
    for batch in reader:
        yield Batch({column: batch[name] for column, name in names.items()}, lines.tell())
