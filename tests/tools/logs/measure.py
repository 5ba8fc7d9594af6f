#!/usr/bin/env python3
"""Measures how fast logs of responses are read, side by side with other tools: the tables of tests/tools/bench/LOGS.md.

    measure.py [--rounds 5] [--rows 100000] [--command-rows 900000] [--write]

Needs pyarrow, orjson, msgspec, duckdb, polars and tqdm. All jobs of a mix run in each round, and the smallest time
counts, because other programs use the machine, too. Each job is a process. The times of one core are processor time.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import generate
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
PAGE = ROOT / "tests/tools/bench/LOGS.md"
BEGIN, END = "<!-- logs -->\n", "<!-- /logs -->\n"
RUST_LOOP = ROOT / "target/release/rust_loop"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "ffi/python/src"), "POLARS_MAX_THREADS": "1"}
MIXES = {"real": "real mix", "success300": "successes of 300 bytes", "error300": "errors of 300 bytes"}
JOBS = {
    "columns_c": "`mixerr_read_columns`",
    "rust_loop": "Rust, `read_columns`",
    "arrow": "`mixerr.arrow.classify`",
    "read": "`mixerr.read` in a loop",
    "orjson": "orjson in a loop",
    "msgspec": "msgspec in a loop",
    "json": "json in a loop",
    "duckdb": "DuckDB, `json_valid` and `json_extract`",
    "polars": "Polars, `json_path_match`",
}
# Runs a command; prints the seconds of a clock and of the processor, and its peak memory in MB. A child inherits the
# peak of its parent, so that is a small process.
USAGE = """
import resource, subprocess, sys, time
begun = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
seconds = time.perf_counter() - begun
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024)
"""
# The fastest way found to read Parquet and classify its responses.
ALONE = """
import sys, pyarrow.parquet, mixerr.arrow
for file in sys.argv[1:]:
    with pyarrow.parquet.ParquetFile(file, pre_buffer=False, buffer_size=1 << 16) as parquet:
        columns = ["time", "http_status", "body"]
        for batch in parquet.iter_batches(2048, columns=columns, use_threads=False):
            mixerr.arrow.classify(batch["http_status"], batch["body"], threads=1)
"""
TWO_CORES = {"arrow_x2": "`mixerr.arrow.classify`", "duckdb_x2": "DuckDB"}


def prepare(mix: str, rows: int, directory: Path) -> int:
    """Writes the log of a mix; returns the bytes of its bodies."""
    table = pa.Table.from_batches(generate.batches(rows, 1, mix)).combine_chunks()
    with pa.ipc.new_file(directory / "log.arrow", table.schema) as writer:
        writer.write_table(table)
    status, body = table["http_status"].chunk(0), table["body"].chunk(0)
    _, offsets, bodies = body.buffers()
    (directory / "http_status").write_bytes(status.buffers()[1].slice(0, 2 * rows))
    (directory / "offsets").write_bytes(offsets.slice(0, 4 * (rows + 1)))
    size = int.from_bytes(offsets.slice(4 * rows, 4).to_pybytes(), sys.byteorder)
    (directory / "bodies").write_bytes(bodies.slice(0, size))
    return size


def job(name: str, directory: Path) -> tuple[float, int]:
    """Does a job; returns its shortest time in seconds, and its peak memory in MB."""
    if name == "rust_loop":
        output = subprocess.run([RUST_LOOP, directory, "3"], capture_output=True, text=True, check=True).stdout
        return min(map(int, output.split())) / 1e9, 0
    times = "1" if name in ("json", "read") else "3"
    command = [sys.executable, HERE / "job.py", name, directory, times]
    output = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=True).stdout
    *nanoseconds, peak = map(int, output.split())
    return min(nanoseconds) / 1e9, peak


def measure(mix: str, rows: int, rounds: int, directory: Path) -> list[str]:
    size = prepare(mix, rows, directory)
    best: dict[str, tuple[float, int]] = {}
    for _ in range(rounds):
        for name in (*JOBS, *TWO_CORES):
            seconds, peak = job(name, directory)
            best[name] = min(seconds, best.get(name, (9e9, 0))[0]), peak
            print(f"{mix} {name} {seconds:.3f}", file=sys.stderr)
    lines = [f"\n{MIXES[mix].capitalize()}: {rows:,} responses, {size / rows:,.0f} bytes each.\n"]
    lines.append("| one core | responses/s | MB/s | orjson = 1 | peak MB |\n| --- | ---: | ---: | ---: | ---: |")
    for name, words in JOBS.items():
        seconds, peak = best[name]
        ratio = best["orjson"][0] / seconds
        lines.append(f"| {words} | {rows / seconds:,.0f} | {size / seconds / 1e6:,.0f} | {ratio:.2f} | {peak or '-'} |")
    lines.append("\n| two threads, by the clock | responses/s | MB/s |\n| --- | ---: | ---: |")
    for name, words in TWO_CORES.items():
        seconds, _ = best[name]
        lines.append(f"| {words} | {rows / seconds:,.0f} | {size / seconds / 1e6:,.0f} |")
    return lines


def measure_command(rows: int, rounds: int, directory: Path) -> list[str]:
    """Measures `mixerr logs` over a file of each format, once and four times."""
    logs = [sys.executable, "-m", "mixerr", "logs"]
    lines = ["\n| `mixerr logs` | MB of bodies | MB/s by the clock | processor s | after the start | ratio | peak MB |"]
    lines.append("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for kind, rows_of_kind in (("parquet", rows), ("ndjson", rows // 4), ("tsv", rows // 4)):
        file, sizes = directory / f"log.{kind}", list[int]()
        generate.write(file, counted(generate.batches(rows_of_kind, 1, "real"), sizes))
        empty = directory / f"empty.{kind}"
        generate.write(empty, iter(()))
        files = [("no rows", [empty]), ("1 x", [file]), ("4 x", [file] * 4)]
        programs = {kind: logs}
        if kind == "parquet":
            programs["reading and classifying alone"] = [sys.executable, "-c", ALONE]
            one_group = directory / "one.parquet"
            pq.write_table(pq.read_table(file), one_group, row_group_size=rows, compression="zstd")
            files.append(("one row group", [one_group]))
        starts: list[float] = []
        for words, arguments in files:
            measured = usage([[*program, *map(str, arguments)] for program in programs.values()], rounds)
            starts = starts or [work for _, work, _ in measured]
            after = [work - start for (_, work, _), start in zip(measured, starts)]
            for name, (clock, work, peak), seconds in zip(programs, measured, after):
                size = 0 if words == "no rows" else len(arguments) * sum(sizes) / 1e6
                ratio = f"{seconds / after[1]:.2f}" if kind == "parquet" and size else "-"
                line = f"| {name}, {words} | {size:,.0f} | {size / clock:,.0f} | {work:.2f} | {seconds:.2f} | {ratio} |"
                lines.append(f"{line} {peak} |")
                print(lines[-1], file=sys.stderr)
        file.unlink()
    return lines


def usage(commands: list[list[str]], rounds: int) -> list[tuple[float, float, int]]:
    """Runs each command in each round; returns the shortest times, and the largest peak memory."""
    best = [(9e9, 9e9, 0)] * len(commands)
    for _ in range(rounds):
        for index, command in enumerate(commands):
            run = [sys.executable, "-c", USAGE, *command]
            output = subprocess.run(run, env=ENVIRONMENT, capture_output=True, text=True, check=True).stdout
            clock, work, peak = output.split()
            before = best[index]
            best[index] = min(before[0], float(clock)), min(before[1], float(work)), max(before[2], int(peak))
    return best


def counted(batches: Iterator[pa.RecordBatch], sizes: list[int]) -> Iterator[pa.RecordBatch]:
    """Appends the bytes of the bodies of each batch to `sizes`."""
    for batch in batches:
        sizes.append(pc.sum(pc.binary_length(batch["body"])).as_py())
        yield batch


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--command-rows", type=int, default=900_000, help="1 GB of bodies for `mixerr logs`")
    options.add_argument("--write", action="store_true", help="write the tables into the page")
    arguments = options.parse_args()
    build = ["cargo", "build", "--quiet", "--release"]
    subprocess.run([*build, "-p", "mixerr-ffi"], cwd=ROOT, check=True)
    subprocess.run([*build, "-p", "mixerr-tests", "--features", "simd", "--bin", "rust_loop"], cwd=ROOT, check=True)
    lines = []
    with tempfile.TemporaryDirectory() as scratch:
        for mix in MIXES:
            lines += measure(mix, arguments.rows, arguments.rounds, Path(scratch))
        lines += measure_command(arguments.command_rows, min(arguments.rounds, 3), Path(scratch))
    text = "\n".join(lines) + "\n"
    print(text)
    if arguments.write:
        before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
        PAGE.write_text(before + BEGIN + text + END + rest.split(END)[1], encoding="utf-8")


if __name__ == "__main__":
    main()
