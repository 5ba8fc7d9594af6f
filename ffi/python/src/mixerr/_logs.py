"""``mixerr logs``: counts the responses in files of logs, by code and action."""

# tqdm has no type annotations.
# mypy: disable-error-code="import-untyped,no-any-return"

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NoReturn

from mixerr._codes import Outcome
from mixerr._log_counts import OTHER_CODES, Counts, iso, name_of
from mixerr._log_files import FORMATS, NAMES, UNAVAILABLE, USAGE, Batch, Failure, batches
from mixerr._log_plot import svg

_DESCRIPTION = """\
Counts the responses in files of logs, by code and action.

A file is Parquet, NDJSON (a JSON object a line), TSV or CSV (with a header
line). It has a column of HTTP statuses and one of bodies, which are strings;
a column of times is optional, from 1970 on. Their usual names are found. TSV
has no quotes and no escapes. A line has at most 2 MB. Lines may be compressed
by gzip, or come from a pipe, such as /dev/stdin.
"""

# Batches that are read before they are needed.
_AHEAD = 2
# Characters of an error message.
_MAX_MESSAGE = 400


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Failure(f"{message}, see mixerr logs --help", USAGE)


def run(arguments: list[str]) -> tuple[str, int]:
    """Runs the command; returns its output and the exit code."""
    try:
        options = _options(arguments)
        try:
            import pyarrow  # noqa: F401
        except ImportError:
            raise Failure("this needs pyarrow, which the extra mixerr[logs] installs", UNAVAILABLE) from None
        counts = Counts(options.svg is not None)
        try:
            _read(options, counts)
        except OSError as error:
            raise Failure(str(error)) from error
    except Failure as failure:
        return "", _report(failure)
    text = json.dumps(counts.as_json()) + "\n" if options.json else _table(counts)
    try:
        if options.svg is not None:
            options.svg.write_text(svg(counts), encoding="utf-8")
    except OSError as error:
        # The counts may have taken hours, so they are not lost.
        return text, _report(Failure(str(error)))
    return text, 0


def _report(failure: Failure) -> int:
    """Writes a failure to stderr, and returns its exit code."""
    print(f"mixerr: {_one_line(str(failure))}", file=sys.stderr)
    return failure.exit_code


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = _Parser(prog="mixerr logs", description=_DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--svg", metavar="FILE", type=Path, help="draw the errors over time, by action")
    parser.add_argument("--format", choices=FORMATS, help="of every file; by default its suffix decides")
    for column, names in NAMES.items():
        parser.add_argument(
            f"--{column.replace('_', '-')}", metavar="NAME", help=f"by default one of {', '.join(names)}"
        )
    options = parser.parse_args(arguments)
    # `--svg *.tsv` would replace a log.
    if options.svg is not None and options.svg.suffix.lower() != ".svg" and options.svg.is_file():
        parser.error(f"--svg: {options.svg} exists, and is not .svg")
    return options


def _one_line(message: str) -> str:
    """Returns a message without line breaks and control characters, which the names in a file may contain."""
    printable = "".join(char if char.isprintable() else " " for char in message)
    return " ".join(printable.split())[:_MAX_MESSAGE]


def _read(options: argparse.Namespace, counts: Counts) -> None:
    """Reads all files into the counts."""
    import pyarrow as pa

    if "jemalloc" in pa.supported_memory_backends():
        # The default one, mimalloc, keeps 35 MB more of freed memory.
        pa.set_memory_pool(pa.jemalloc_memory_pool())
    sizes = [file.stat().st_size for file in options.files]
    with _progress(sum(sizes)) as progress:
        done = 0
        for file, size in zip(options.files, sizes):
            try:
                for batch in _prefetch(batches(file, options)):
                    counts.add(batch.columns)
                    progress.update(done + batch.bytes_read - progress.n)
                counts.flush()
            except (TypeError, ValueError, pa.ArrowException) as error:
                # A column of another type.
                raise Failure(f"{file}: {error}") from error
            done += size
            progress.update(done - progress.n)


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


def _prefetch(batches: Iterator[Batch]) -> Iterator[Batch]:
    """Reads the next batches in another thread."""
    with ThreadPoolExecutor(1) as pool:
        waiting = [pool.submit(next, batches, None) for _ in range(_AHEAD)]
        while (batch := waiting.pop(0).result()) is not None:
            waiting.append(pool.submit(next, batches, None))
            yield batch


def _table(counts: Counts) -> str:
    """Returns the counts as lines for a person."""
    rows = [("responses", "share", "code", "response", "action", "first", "last")]
    total = max(1, counts.rows)
    for group, counted in counts.sorted():
        share = f"{100 * counted.rows / total:.2f} %"
        code, words = "", "success"
        if group.outcome is Outcome.UNREAD:
            words = "no response"
        elif group.code == OTHER_CODES:
            words = "other unknown codes"
        elif group.outcome is Outcome.API_ERROR:
            code, words = str(group.code), name_of(group.code) or "unknown code"
        elif group.outcome is Outcome.NOT_FROM_API:
            words = f"not from the API: {group.fault.name.lower().replace('_', ' ')}"
        action = group.action.name if group.outcome is not Outcome.UNREAD else ""
        rows.append(
            (f"{counted.rows:,}", share, code, words, action, iso(counted.first) or "", iso(counted.last) or "")
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
