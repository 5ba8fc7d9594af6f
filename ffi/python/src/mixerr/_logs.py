"""``mixerr logs``: counts the responses in files of logs, by code and action."""

# pyarrow and tqdm have no type annotations.
# mypy: disable-error-code="import-untyped,no-any-return"

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, BinaryIO, Callable, NamedTuple, NoReturn, Optional

from mixerr._catalog import lookup
from mixerr._codes import Action, Fault, Outcome

_USAGE, _UNAVAILABLE, _IO = 64, 69, 74

_DESCRIPTION = """\
Counts the responses in files of logs, by code and action.

A file is Parquet, NDJSON (a JSON object a line), TSV or CSV (with a header
line). It has a column of HTTP statuses and one of bodies, which are strings;
a column of times is optional. Their usual names are found. TSV has no quotes
and no escapes. A line has at most 1 MB.
"""

# The usual names of the columns, best first.
_NAMES = {
    "time": ("time", "timestamp", "@timestamp", "ts", "created_at", "date"),
    "http_status": ("http_status", "status_code", "status", "http_code"),
    "body": ("body", "response_body", "response", "payload"),
}
_FORMATS = ("parquet", "ndjson", "tsv", "csv")
_SUFFIXES = {"jsonl": "ndjson", "json": "ndjson", "pq": "parquet", "tab": "tsv"}

# The bytes that are in memory at once are a small multiple of this, and a line of a text file may not be longer.
_BLOCK = 1 << 20
# Batches that are read before they are needed.
_AHEAD = 2

_MINUTE = 60_000_000
# The lengths of the spans of counts over time, in minutes. Each is a multiple of the one before it.
_SPANS = (1, 5, 15, 30, 60, 180, 360, 720, 1440, 10080)
# Counts over time have at most so many spans. Beyond that, spans become longer.
_MAX_SPANS = 2048


class _Failure(Exception):
    """A message for the person, and an exit code."""

    def __init__(self, message: str, exit_code: int = _IO) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _Failure(f"{message}, see mixerr logs --help", _USAGE)


def run(arguments: list[str]) -> tuple[str, int]:
    """Runs the command; returns its output and the exit code."""
    try:
        options = _options(arguments)
        try:
            import pyarrow as pa
        except ImportError:
            raise _Failure("this needs pyarrow, which the extra mixerr[logs] installs", _UNAVAILABLE) from None
        counts = _Counts()
        try:
            _read(options, counts)
            if options.svg is not None:
                options.svg.write_text(_svg(counts), encoding="utf-8")
        except (OSError, pa.ArrowException) as error:
            raise _Failure(str(error)) from error
        text = json.dumps(counts.as_json()) + "\n" if options.json else _table(counts)
    except _Failure as failure:
        print(f"mixerr: {failure}", file=sys.stderr)
        return "", failure.exit_code
    return text, 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = _Parser(prog="mixerr logs", description=_DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--svg", metavar="FILE", type=Path, help="draw the errors over time, by action")
    parser.add_argument("--format", choices=_FORMATS, help="of every file; by default its suffix decides")
    for column, names in _NAMES.items():
        parser.add_argument(
            f"--{column.replace('_', '-')}", metavar="NAME", help=f"by default one of {', '.join(names)}"
        )
    return parser.parse_args(arguments)


# Reading: each function yields batches with the columns http_status, body and perhaps time, and the bytes of the file
# that have been read.


class _Batch(NamedTuple):
    columns: dict[str, Any]
    bytes_read: int


def _read(options: argparse.Namespace, counts: _Counts) -> None:
    import pyarrow as pa

    sizes = [file.stat().st_size for file in options.files]
    with _progress(sum(sizes)) as progress:
        done = 0
        for file, size in zip(options.files, sizes):
            for batch in _prefetch(_batches(file, options)):
                counts.add(batch.columns)
                # Otherwise the pool keeps a third more memory than is ever in use.
                pa.default_memory_pool().release_unused()
                progress.update(done + batch.bytes_read - progress.n)
            done += size
            progress.update(done - progress.n)
        counts.flush()


def _progress(total: int) -> Any:
    """Returns a progress bar, which is drawn on a terminal only."""
    try:
        from tqdm import tqdm
    except ImportError:
        return _NoProgress()
    is_terminal = sys.stderr is not None and sys.stderr.isatty()
    return tqdm(total=total, unit="B", unit_scale=True, unit_divisor=1024, disable=not is_terminal, file=sys.stderr)


class _NoProgress:
    n = 0

    def __enter__(self) -> _NoProgress:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def update(self, difference: int) -> None:
        pass


def _prefetch(batches: Iterator[_Batch]) -> Iterator[_Batch]:
    """Reads the next batches in another thread."""
    with ThreadPoolExecutor(1) as pool:
        waiting = [pool.submit(next, batches, None) for _ in range(_AHEAD)]
        while (batch := waiting.pop(0).result()) is not None:
            waiting.append(pool.submit(next, batches, None))
            yield batch


def _batches(file: Path, options: argparse.Namespace) -> Iterator[_Batch]:
    suffix = file.suffix.lower().lstrip(".")
    kind = options.format or _SUFFIXES.get(suffix, suffix)
    if kind not in _FORMATS:
        raise _Failure(f"{file} is not .{', .'.join(_FORMATS)}: name its --format", _USAGE)
    reader: dict[str, Callable[[Path, argparse.Namespace], Iterator[_Batch]]]
    reader = {"parquet": _parquet, "ndjson": _ndjson, "tsv": _separated, "csv": _separated}
    return reader[kind](file, options)


def _columns(file: Path, names: Iterable[str], options: argparse.Namespace) -> dict[str, str]:
    """Returns the names of the file's columns that are read. That of the time may be absent."""
    present = list(names)
    found = {}
    for column, usual in _NAMES.items():
        chosen = getattr(options, column)
        matches = [name for name in ((chosen,) if chosen else usual) if name in present]
        if matches:
            found[column] = matches[0]
        elif column != "time" or chosen or options.svg is not None:
            option = f"--{column.replace('_', '-')}"
            raise _Failure(f"{file} has no column {chosen or column}, only {', '.join(present)}: see {option}", _USAGE)
    return found


def _parquet(file: Path, options: argparse.Namespace) -> Iterator[_Batch]:
    import pyarrow.parquet as pq

    # A buffered stream reads a row group page by page; otherwise all of it would be in memory.
    with pq.ParquetFile(file, pre_buffer=False, buffer_size=1 << 16) as parquet:
        names = _columns(file, parquet.schema_arrow.names, options)
        size, rows, read = file.stat().st_size, max(1, parquet.metadata.num_rows), 0
        for group in range(parquet.num_row_groups):
            metadata = parquet.metadata.row_group(group)
            row_size = max(1, metadata.total_byte_size // max(1, metadata.num_rows))
            batch_rows = max(1, min(2 * _BLOCK // row_size, 1 << 17))
            for batch in parquet.iter_batches(batch_rows, row_groups=[group], columns=list(names.values())):
                read += batch.num_rows
                yield _Batch({column: batch[name] for column, name in names.items()}, size * read // rows)


def _ndjson(file: Path, options: argparse.Namespace) -> Iterator[_Batch]:
    import pyarrow as pa
    import pyarrow.json as pj

    with file.open("rb") as lines:
        first = _first_line(lines)
        if first is None:
            return
        try:
            row = json.loads(first)
        except ValueError as error:
            raise _Failure(f"{file}: line 1 is not JSON: {error}") from None
        names = _columns(file, row if isinstance(row, dict) else (), options)
        if not isinstance(row[names["body"]], (str, type(None))):
            raise _Failure(f"{file}: the bodies are not strings")
        is_number = isinstance(row.get(names.get("time")), (int, float))
        kinds = {"time": pa.float64() if is_number else pa.string(), "http_status": pa.uint16(), "body": pa.string()}
        schema = pa.schema([pa.field(name, kinds[column]) for column, name in names.items()])
        parse = pj.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore")
        with pj.open_json(lines, pj.ReadOptions(block_size=_BLOCK), parse) as reader:
            yield from _streamed(reader, lines, names)


def _separated(file: Path, options: argparse.Namespace) -> Iterator[_Batch]:
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


def _streamed(reader: Any, lines: BinaryIO, names: dict[str, str]) -> Iterator[_Batch]:
    for batch in reader:
        yield _Batch({column: batch[name] for column, name in names.items()}, lines.tell())


class _Group(NamedTuple):
    """What is counted together. The outcome of rows without a response is UNREAD."""

    outcome: Outcome
    fault: Fault
    code: int
    action: Action


class _Counted(NamedTuple):
    rows: int
    # In microseconds since 1970.
    first: Optional[int]
    last: Optional[int]

    def plus(self, other: _Counted) -> _Counted:
        first = [time for time in (self.first, other.first) if time is not None]
        last = [time for time in (self.last, other.last) if time is not None]
        return _Counted(self.rows + other.rows, min(first, default=None), max(last, default=None))


_KEYS = ["outcome", "fault", "code", "action"]
# Rows that are counted together.
_ROWS = 1 << 16
_NOTHING = _Counted(0, None, None)


class _Counts:
    """The number of responses of each group, and of errors over time. Its size does not depend on that of the logs."""

    def __init__(self) -> None:
        self.groups: dict[_Group, _Counted] = {}
        # The errors of an action in a span of time, whose number is the time divided by the width.
        self.spans: dict[tuple[int, Action], int] = {}
        self.width = _MINUTE
        # Results that are not yet counted, because counting a batch takes milliseconds whatever its size.
        self._waiting: list[Any] = []

    @property
    def rows(self) -> int:
        """The number of rows, once `flush` has been called."""
        return sum(counted.rows for counted in self.groups.values())

    def add(self, columns: dict[str, Any]) -> None:
        """Reads the rows of a batch, and counts them later."""
        import pyarrow as pa

        from mixerr import arrow

        result = arrow.classify(columns["http_status"], columns["body"])
        table = pa.table({name: result[name] for name in _KEYS})
        if "time" in columns:
            table = table.append_column("time", _microseconds(columns["time"]))
        if self._waiting and self._waiting[0].schema != table.schema:
            self.flush()
        self._waiting.append(table)
        if sum(map(len, self._waiting)) >= _ROWS:
            self.flush()

    def flush(self) -> None:
        """Counts the rows that have been read."""
        import pyarrow as pa
        import pyarrow.compute as pc

        if not self._waiting:
            return
        table = pa.concat_tables(self._waiting)
        self._waiting.clear()
        has_time = "time" in table.column_names
        times = [("time", "min"), ("time", "max")] if has_time else []
        grouped = table.group_by(_KEYS, use_threads=False).aggregate([([], "count_all"), *times])
        for row in grouped.to_pylist():
            numbers = [row[name] or 0 for name in _KEYS]
            group = _Group(Outcome(numbers[0]), Fault(numbers[1]), numbers[2], Action(numbers[3]))
            counted = _Counted(row["count_all"], row.get("time_min"), row.get("time_max"))
            self.groups[group] = self.groups.get(group, _NOTHING).plus(counted)
        if has_time:
            errors = table.filter(pc.greater(table["outcome"], int(Outcome.SUCCESS))).select(["action", "time"])
            self._add_spans(errors.filter(pc.is_valid(errors["time"])))

    def _add_spans(self, errors: Any) -> None:
        import pyarrow.compute as pc

        errors = errors.set_column(1, "span", pc.divide(errors["time"], self.width))
        for row in errors.group_by(["span", "action"], use_threads=False).aggregate([([], "count_all")]).to_pylist():
            key = (row["span"], Action(row["action"]))
            self.spans[key] = self.spans.get(key, 0) + row["count_all"]
        while len({span for span, _ in self.spans}) > _MAX_SPANS:
            self.widen()

    def widen(self) -> None:
        """Makes each span longer."""
        width = next((minutes * _MINUTE for minutes in _SPANS if minutes * _MINUTE > self.width), self.width * 2)
        spans: dict[tuple[int, Action], int] = {}
        for (span, action), count in self.spans.items():
            key = (span * self.width // width, action)
            spans[key] = spans.get(key, 0) + count
        self.spans, self.width = spans, width

    def sorted(self) -> list[tuple[_Group, _Counted]]:
        """Returns the groups, the most frequent first."""
        return sorted(self.groups.items(), key=lambda item: (-item[1].rows, item[0]))

    def as_json(self) -> dict[str, Any]:
        counts = []
        for group, counted in self.sorted():
            is_error = group.outcome is Outcome.API_ERROR
            counts.append(
                {
                    "outcome": group.outcome.name,
                    "fault": group.fault.name,
                    "code": group.code if is_error else None,
                    "name": _name(group.code) if is_error else None,
                    "action": group.action.name,
                    "count": counted.rows,
                    "first": _iso(counted.first),
                    "last": _iso(counted.last),
                }
            )
        return {"rows": self.rows, "counts": counts}


def _microseconds(times: Any) -> Any:
    """Converts a column of times to microseconds since 1970. Integers may be seconds, milliseconds or smaller units."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_string(times.type) or pa.types.is_large_string(times.type) or pa.types.is_string_view(times.type):
        try:
            times = times.cast(pa.timestamp("us", "UTC"), safe=False)
        except pa.ArrowInvalid:
            # Times without a zone are read as UTC.
            times = times.cast(pa.timestamp("us"), safe=False)
    if pa.types.is_temporal(times.type):
        zone = times.type.tz if pa.types.is_timestamp(times.type) else None
        return times.cast(pa.timestamp("us", zone), safe=False).cast(pa.int64())
    if not (pa.types.is_integer(times.type) or pa.types.is_floating(times.type)):
        raise _Failure(f"the times are of the type {times.type}")
    largest = pc.max(times).as_py() or 0
    factor = next((10.0**power for power, limit in ((6, 1e11), (3, 1e14), (0, 1e17)) if largest < limit), 1e-3)
    return pc.cast(pc.floor(pc.multiply(pc.cast(times, pa.float64(), safe=False), factor)), pa.int64(), safe=False)


def _name(code: int) -> Optional[str]:
    entry = lookup(code)
    return entry.name if entry is not None else None


def _iso(microseconds: Optional[int]) -> Optional[str]:
    if microseconds is None:
        return None
    return datetime.fromtimestamp(microseconds // 1_000_000, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def _table(counts: _Counts) -> str:
    """Returns the counts as lines for a person."""
    rows = [("responses", "share", "code", "response", "action", "first", "last")]
    total = max(1, counts.rows)
    for group, counted in counts.sorted():
        share = f"{100 * counted.rows / total:.2f} %"
        code, words = "", "success"
        if group.outcome is Outcome.UNREAD:
            words = "no response"
        elif group.outcome is Outcome.API_ERROR:
            code, words = str(group.code), _name(group.code) or "unknown code"
        elif group.outcome is Outcome.NOT_FROM_API:
            words = f"not from the API: {group.fault.name.lower().replace('_', ' ')}"
        action = group.action.name if group.outcome is not Outcome.UNREAD else ""
        rows.append(
            (f"{counted.rows:,}", share, code, words, action, _iso(counted.first) or "", _iso(counted.last) or "")
        )
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if index < 3 else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(row, widths))
        ]
        lines.append("  ".join(cells).rstrip() + "\n")
    return "".join(lines) + f"{counts.rows:,} responses\n"


# Eight colours that people with a colour deficiency can tell apart (Okabe and Ito).
_COLORS = ("#0072B2", "#E69F00", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#F0E442", "#000000")
_MAX_BARS = 120
_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM, _LEGEND = 960, 400, 70, 40, 60, 150


def _svg(counts: _Counts) -> str:
    """Draws the errors over time as stacked bars, a color for each action."""
    while counts.spans and max(counts.spans)[0] - min(counts.spans)[0] >= _MAX_BARS:
        counts.widen()
    actions = sorted({action for _, action in counts.spans})
    first, last = min(counts.spans, default=(0, 0))[0], max(counts.spans, default=(0, 0))[0]
    totals = {span: sum(counts.spans.get((span, action), 0) for action in actions) for span, _ in counts.spans}
    highest = max(totals.values(), default=1)
    bar = (_WIDTH - _LEFT - _LEGEND) / (last - first + 1)
    scale = (_HEIGHT - _TOP - _BOTTOM) / highest
    base = _HEIGHT - _BOTTOM
    minutes = counts.width // _MINUTE
    span_name = f"{minutes} min" if minutes < 60 else f"{minutes // 60} h"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"',
        ' font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        f'<text x="{_LEFT}" y="22" font-size="15">Errors in each {span_name}, by action (UTC)</text>',
    ]
    for tick in range(5):
        value = highest * tick / 4
        y = base - value * scale
        parts.append(f'<line x1="{_LEFT}" x2="{_WIDTH - _LEGEND}" y1="{y:.1f}" y2="{y:.1f}" stroke="#dddddd"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{value:,.0f}</text>')
    for span in sorted(totals):
        x, top, time = _LEFT + (span - first) * bar, float(base), _iso(span * counts.width)
        for color, action in zip(_palette(), actions):
            count = counts.spans.get((span, action), 0)
            if count:
                height = count * scale
                top -= height
                parts.append(
                    f'<rect x="{x:.2f}" y="{top:.2f}" width="{bar * 0.9:.2f}" height="{height:.2f}" fill="{color}">'
                    f"<title>{time} {action.name}: {count:,}</title></rect>"
                )
    for tick in range(5):
        moment = first + (last - first) * tick / 4
        x = _LEFT + (moment - first + 0.5) * bar
        date, clock = (_iso(int(moment) * counts.width) or "T").rstrip("Z").split("T")
        parts.append(f'<text x="{x:.1f}" y="{base + 18}" text-anchor="middle">{date}</text>')
        parts.append(f'<text x="{x:.1f}" y="{base + 33}" text-anchor="middle">{clock[:5]}</text>')
    for index, (color, action) in enumerate(zip(_palette(), actions)):
        left, middle = _WIDTH - _LEGEND + 14, _TOP + 22 * index
        parts.append(f'<rect x="{left}" y="{middle}" width="14" height="14" fill="{color}"/>')
        parts.append(f'<text x="{left + 20}" y="{middle + 12}">{action.name}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _palette() -> Iterator[str]:
    while True:
        yield from _COLORS
