#!/usr/bin/env python3
"""Compares mixerr with yyjson, by instructions and by nanoseconds.

Prints a Markdown table for the bodies of each set. mixerr_read is the C library's, in its release profile; read_into
and read are Rust's. yyjson parses into a pool allocator over a static buffer, then finds the error's members; it
neither searches a catalog nor copies a text. Nanoseconds are the minimum of many rounds, in each of which every reader
has its turn, on one CPU; all bodies are swept several times, so that a slow minute of the machine spoils none of them.
Instructions are callgrind's, of a call after the first.
"""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from figures import BODIES, ROOT, arguments, build_library, collected, feature_options, markdown, run

BENCH = ROOT / "tests/tools/bench"
TARGET = BENCH / "target"
MANIFEST = ["--manifest-path", str(BENCH / "Cargo.toml")]
SWEEPS, ROUNDS = 10, 500
# The ratio is of these two readers.
OURS, THEIRS = "mixerr_read", "yyjson"
SIZES = [1 << 10, 1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 20]

# By reader and body: the instructions and the nanoseconds of a call.
Figures = dict[tuple[str, Path], tuple[int, float]]


def yyjson_sources() -> Path:
    """Returns the directory of yyjson's sources, which the crate yyjson-sys contains."""
    packages = json.loads(run("cargo", "metadata", "--format-version", "1", *MANIFEST).stdout)["packages"]
    package = next(package for package in packages if package["name"] == "yyjson-sys")
    return Path(package["manifest_path"]).parent / "yyjson/src"


def build(features: str = "") -> str:
    """Builds versus.c with the C library, the Rust library and yyjson; returns the program."""
    library = build_library(features) / "libmixerr.a"
    rust = feature_options(features, "mixerr/")
    run("cargo", "build", "--quiet", "--release", *MANIFEST, "--example", "rust_read", *rust)
    sources = yyjson_sources()
    program, yyjson, shared = TARGET / "versus", TARGET / "yyjson.o", TARGET / "release/examples"
    run("cc", "-O3", "-c", str(sources / "yyjson.c"), "-o", str(yyjson))
    run(
        "cc",
        "-O2",
        f"-I{ROOT / 'include'}",
        f"-I{sources}",
        str(BENCH / "versus.c"),
        str(yyjson),
        str(library),
        str(shared / "librust_read.so"),
        f"-Wl,-rpath,{shared}",
        "-o",
        str(program),
    )
    return str(program)


def success(size: int) -> Path:
    """Writes a success of so many bytes, as src/bodies.rs makes it; returns the file."""
    path = TARGET / f"success_{size}.json"
    job = ("cargo", "run", "--quiet", "--release", *MANIFEST, "--bin", "job", "body", f"size:{size}")
    path.write_text(run(*job).stdout)
    return path


def tuned() -> list[Path]:
    """The bodies that the engine's aims name."""
    return [*sorted(BODIES.iterdir()), success(SIZES[-1])]


def untuned() -> list[Path]:
    """Responses in the shapes of the API, after which nothing was optimized."""
    return sorted((BENCH / "bodies").iterdir())


def sizes() -> list[Path]:
    """Successes that grow."""
    return [success(size) for size in SIZES]


SETS = {"tuned": tuned, "untuned": untuned, "sizes": sizes}


def readers(program: str) -> list[str]:
    return run(program, "names").stdout.split()


def nanoseconds(program: str, bodies: list[Path], rounds: int, cpu: int) -> dict[tuple[str, Path], float]:
    shortest: dict[tuple[str, Path], float] = {}
    for _ in range(SWEEPS):
        lines = run("taskset", "-c", str(cpu), program, "time", str(rounds), *map(str, bodies)).stdout.splitlines()
        for path, reader, time in (line.split("\t") for line in lines):
            cell = reader, Path(path)
            shortest[cell] = min(float(time), shortest.get(cell, float("inf")))
    return shortest


def instructions(program: str, reader: str, body: Path) -> int:
    """Counts the instructions of a call after the first, the mean of several."""
    times = max(1, min(200, 65536 // body.stat().st_size))

    def of(times: int) -> int:
        return collected(program, "read", reader, str(times), str(body))

    return (of(1 + times) - of(1)) // times


def measure(program: str, bodies: list[Path], rounds: int, cpu: int) -> Figures:
    # Nothing else runs while time is measured.
    times = nanoseconds(program, bodies, rounds, cpu)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        counts = pool.map(lambda cell: instructions(program, *cell), times)
        return {cell: (count, times[cell]) for cell, count in zip(times, counts)}


def table(program: str, bodies: list[Path], figures: Figures) -> str:
    names = readers(program)
    titles = [name if name == THEIRS else f"`{name}`" for name in names]
    head = ["body", "bytes"]
    for unit in ("instructions", "ns"):
        head += [f"{unit}: {titles[0]}", *titles[1:], f"{titles[0]} / {THEIRS}"]
    rows = []
    for body in bodies:
        row = [f"`{body.name}`", str(body.stat().st_size)]
        for column, form in ((0, "d"), (1, ".0f")):
            values = {name: figures[name, body][column] for name in names}
            row += [format(value, form) for value in values.values()]
            row.append(f"**{values[OURS] / values[THEIRS]:.2f}**")
        rows.append(row)
    return markdown(head, rows)


def last_cpu() -> int:
    return max(os.sched_getaffinity(0))


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("bodies", nargs="*", type=Path, metavar="FILE", help="bodies to measure instead of the sets")
    parser.add_argument("--set", choices=SETS, action="append", help="a set to measure (default: tuned and untuned)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds of a sweep (default: %(default)s)")
    parser.add_argument("--cpu", type=int, default=last_cpu(), help="the CPU to measure on (default: %(default)s)")
    options = parser.parse_args()
    program = build(options.features)
    bodies = [path.resolve() for path in options.bodies]
    for chosen in [bodies] if bodies else [SETS[name]() for name in options.set or ("tuned", "untuned")]:
        print(table(program, chosen, measure(program, chosen, options.rounds, options.cpu)))


if __name__ == "__main__":
    main()
