#!/usr/bin/env python3
"""Measures the Python package beside the parsers that a bot would use otherwise, for the README beside this file.

    python_figures.py            prints the tables
    python_figures.py --write    writes them into that README
    python_figures.py --check    fails if the package needs 25 % more of json's instructions than written
    python_figures.py --check --some    compares a.json alone

Needs orjson and msgspec, as tests/python/requirements.txt names them. Instructions are callgrind's: those of 1000 jobs
less those of none, divided by 1000. They depend on the interpreter, and so the check compares the package with json,
and leaves room for a json that was compiled better.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from figures import BODIES, README, ROOT, WHAT

BEGIN, END = "<!-- python -->\n", "<!-- /python -->\n"
PARSERS = ("mixerr", "json", "orjson", "msgspec")
COUNTED, TIMED = 1000, 20000
ROOM = 1.25

Table = dict[tuple[str, str], int]


def job(parser: str, body: str, times: int, *more: str, under: tuple[str, ...] = ()) -> subprocess.CompletedProcess:
    """Does the job so many times, in a process of its own."""
    command = [*under, sys.executable, str(Path(__file__).with_name("python_job.py")), parser, str(BODIES / body)]
    # Where objects lie decides how long a dict's chains are.
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "ffi/python/src"), "PYTHONHASHSEED": "0"}
    result = subprocess.run([*command, str(times), *more], env=environment, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        sys.exit(f"{parser} {body} failed:\n{result.stderr}")
    return result


def instructions(parser: str, body: str, times: int) -> int:
    valgrind = ("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null")
    return int(re.search(r"Collected : (\d+)", job(parser, body, times, under=valgrind).stderr).group(1))


def cells(parsers: Iterable[str], bodies: Iterable[str]) -> list[tuple[str, str]]:
    return [(parser, body) for parser in parsers for body in bodies]


def counted(parsers: Iterable[str], bodies: Iterable[str] = WHAT) -> Table:
    def count(cell: tuple[str, str]) -> int:
        return (instructions(*cell, COUNTED) - instructions(*cell, 0)) // COUNTED

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        measured = cells(parsers, bodies)
        return dict(zip(measured, pool.map(count, measured)))


def timed() -> Table:
    return {cell: int(job(*cell, TIMED, "timed").stdout) for cell in cells(PARSERS, WHAT)}


def rows(table: Table) -> list[str]:
    """Writes a table: a row for each parser, and what mixerr needs of json's."""
    lines = [f"| {parser} | {' | '.join(str(table[parser, body]) for body in WHAT)} |" for parser in PARSERS]
    ratios = (f"{table['mixerr', body] / table['json', body]:.2f}" for body in WHAT)
    return [*lines, f"| mixerr / json | {' | '.join(ratios)} |"]


def head(what: str) -> list[str]:
    return [f"| {what} | {' | '.join(f'`{body}`' for body in WHAT)} |", "| --- |" + " ---: |" * len(WHAT)]


def text() -> str:
    python = f"{platform.python_implementation()} {platform.python_version()}"
    lines = [*head("instructions"), *rows(counted(PARSERS)), "", *head("nanoseconds"), *rows(timed()), ""]
    return "\n".join([*lines, f"{python}, x86_64; the nanoseconds are medians of a busy machine.", ""])


def check(written: str) -> None:
    """Compares what mixerr needs of json's instructions now with what is written."""
    bodies = list(WHAT)[: 1 if "--some" in sys.argv else None]
    table = counted(("mixerr", "json"), bodies)
    row = next(line for line in written.splitlines() if line.startswith("| mixerr / json |"))
    grown = []
    for body, ratio in zip(bodies, row.split(" | ")[1:]):
        now = table["mixerr", body] / table["json", body]
        print(f"{body}: {now:.2f} of json's instructions, {ratio.strip(' |')} written")
        if now > float(ratio.strip(" |")) * ROOM:
            grown.append(body)
    if grown:
        sys.exit(f"more of json's instructions than written (tests/tools/figures/python_figures.py --write): {grown}")
    print(f"python figures: {len(bodies)} passed, 0 failed")


def main() -> None:
    for module in ("orjson", "msgspec"):
        if importlib.util.find_spec(module) is None:
            sys.exit(f"python_figures.py: needs {module}: pip install -r tests/python/requirements.txt")
    before, rest = README.read_text().split(BEGIN)
    written, after = rest.split(END)
    if "--check" in sys.argv:
        check(written)
        return
    new = text()
    print(new, end="")
    if "--write" in sys.argv:
        README.write_text(before + BEGIN + new + END + after)


if __name__ == "__main__":
    main()
