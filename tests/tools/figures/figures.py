#!/usr/bin/env python3
"""Measures the instructions of `read` and `mixerr_read`, and sizes, for the README beside this file.

Instructions are callgrind's: those of 200 calls less those of none, divided by 200.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
README = Path(__file__).with_name("README.md")
BODIES = ROOT / "tests/tools/figures/bodies"
BEGIN, END = "<!-- figures -->\n", "<!-- /figures -->\n"
TIMES = 200

WHAT = {
    "a.json": "an error, 68 bytes",
    "b.json": "an error, indented, 100 bytes",
    "c.json": "an error among other members, with extra, 245 bytes",
    "d.json": "an error with eight escapes, 110 bytes",
    "e.json": "a success of 4096 bytes",
    "f.html": "an HTML page of 1024 bytes",
}


def run(*command: str) -> subprocess.CompletedProcess:
    """Runs a command from the root; its failure is ours."""
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{result.stderr}")
    return result


def arguments(description: str) -> argparse.ArgumentParser:
    """Returns a parser of arguments with the option that the commands here share."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--features",
        default="",
        metavar="NAME,...",
        help="cargo features of mixerr to build with, besides the default ones",
    )
    return parser


def feature_options(features: str, prefix: str = "") -> list[str]:
    """Returns cargo's option for features; the prefix names the crate whose they are, if it is a dependency."""
    names = [prefix + name for name in features.split(",") if name]
    return ["--features", ",".join(names)] if names else []


def markdown(head: list[str], rows: list[list[str]]) -> str:
    """Writes a table; but for the first column, cells are figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def collected(*command: str) -> int:
    """Counts the instructions of a run of a program."""
    report = run("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command).stderr
    return int(re.search(r"Collected : (\d+)", report).group(1))


def instructions(program: str, body: Path, times: int, *chunk: str) -> int:
    """Counts the instructions of a run that reads `body` so many times, whole or in chunks of so many bytes."""
    return collected(program, str(body), "202", str(times), *chunk)


def count(program: str, body: Path, *chunk: str, times: int = TIMES) -> int:
    """Counts the instructions of one reading of `body`, the mean of so many."""
    return (instructions(program, body, times, *chunk) - instructions(program, body, 0, *chunk)) // times


def build_library(features: str = "") -> Path:
    """Builds the C library for this machine; returns its directory."""
    run("cargo", "build", "--quiet", "--release", "-p", "mixerr-ffi", *feature_options(features))
    target = json.loads(run("cargo", "metadata", "--format-version", "1", "--no-deps").stdout)["target_directory"]
    return Path(target) / "release"


def build(features: str = "") -> tuple[str, str, Path]:
    """Builds the programs in Rust and in C that read a body many times; returns them and the library's directory."""
    in_rust = ("-p", "mixerr-tests", "--bin", "read_times", *feature_options(features, "mixerr/"))
    run("cargo", "build", "--quiet", "--release", *in_rust)
    release = build_library(features)
    in_c = str(release / "read_times_c")
    run("cc", "-O2", "-Iinclude", "tests/tools/figures/read_times.c", str(release / "libmixerr.a"), "-o", in_c)
    return str(release / "read_times"), in_c, release


def library_sizes(release: Path) -> list[tuple[str, int]]:
    """The sizes of what is linked with."""
    stripped, trimmed = release / "libmixerr.stripped.so", release / "libmixerr.trimmed.a"
    run("strip", "-o", str(stripped), str(release / "libmixerr.so"))
    run("ffi/localize-symbols", str(release / "libmixerr.a"), str(trimmed))
    return [("libmixerr.so, stripped", stripped.stat().st_size), ("libmixerr.a, trimmed", trimmed.stat().st_size)]


def table(features: str) -> str:
    in_rust, in_c, release = build(features)
    lines = [
        "| x86_64 instructions | `read` | `mixerr_read` |",
        "| --- | ---: | ---: |",
    ]
    for name, what in WHAT.items():
        rust, c = count(in_rust, BODIES / name), count(in_c, BODIES / name)
        lines.append(f"| `{name}`, {what} | {rust} | {c} |")
    lines += ["", "| size on a 64-bit host | bytes |", "| --- | ---: |"]
    for line in (run(in_rust, "sizes").stdout + run(in_c, "sizes").stdout).splitlines():
        name, size = line.rsplit(" ", 1)
        lines.append(f"| `{name}` | {size} |")
    lines += [f"| `{name}` | {size} |" for name, size in library_sizes(release)]
    return "\n".join([*lines, "", f"Compiled by {compiler()}."]) + "\n"


def compiler() -> str:
    """Returns the compiler's name and version."""
    return run("rustc", "--version").stdout.split(" (")[0].strip()


def split_readme() -> tuple[str, str, str]:
    before, rest = README.read_text().split(BEGIN)
    old, after = rest.split(END)
    return before, old, after


def figures(text: str) -> dict[str, int]:
    """The figures, by the row's name and the column."""
    rows = re.findall(r"^\| (`.*?) \| (\d+) \|(?: (\d+) \|)?", text, re.M)
    return {f"{name} {column}": int(value) for name, *row in rows for column, value in enumerate(row) if value}


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--write", action="store_true", help="write the table into the README")
    parser.add_argument(
        "--check",
        action="store_true",
        help="fail if a figure has grown by more than 2 %% (and one) since it was written, or by more than 15 %% if "
        "another compiler had made it",
    )
    options = parser.parse_args()
    new = table(options.features)
    print(new, end="")
    if options.write:
        before, _, after = split_readme()
        README.write_text(before + BEGIN + new + END + after)
    if options.check:
        written = split_readme()[1]
        old, percent = figures(written), 2 if f"{compiler()}." in written else 15
        grown = [name for name, value in figures(new).items() if value - 1 > old.get(name, 0) * (1 + percent / 100)]
        if grown:
            sys.exit(f"grown by more than {percent} % (tests/tools/figures/figures.py --write): " + ", ".join(grown))
        print(f"figures: {len(old)} passed, 0 failed")


if __name__ == "__main__":
    main()
