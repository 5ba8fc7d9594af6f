"""Builds the tests with counters, runs them, and returns the counts."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
TARGET = ROOT / "target/coverage"
SOURCES = ["core/src", "ffi/src"]

# rustc counts lines, and with this option branches; a stable one needs leave for the option.
FLAGS = "-C instrument-coverage -Z coverage-options=branch"
ENVIRONMENT = {
    **os.environ,
    "RUSTC_BOOTSTRAP": "1",
    "RUSTFLAGS": FLAGS,
    "CARGO_TARGET_DIR": str(TARGET),
    "LLVM_PROFILE_FILE": str(TARGET / "profiles/%p-%m.profraw"),
}

# The builds: packages and features, tests, and arguments of the test programs. Tests are left out that take minutes and
# reach nothing more.
QUICK = [
    word
    for name in (
        "80_megabytes",
        "offset_beyond_32_bits",
        "every_two_way_split",
        "random_chunks",
        "random_windows",
        "judge::",
        "mutations::",
        "prefixes::",
        "assumptions::",
        "mutants::",
        "worlds::",
    )
    for word in ("--skip", name)
]
RUST = [
    (["-p", "mixerr"], [], []),
    (["-p", "mixerr", "--no-default-features"], [], []),
    (["-p", "mixerr-tests"], ["core", "explain", "transfer"], QUICK),
    (["-p", "mixerr-tests", "--features", "small"], ["core"], QUICK),
]
# The programs in C, which run the library. C++ and Python call the same functions in the same way.
C = ["answers_pass", "columns_pass", "misuse_passes", "receipts_pass", "texts_pass", "threads_pass", "transfers_pass"]
C = [f"programs::{name}_with_gcc" for name in C] + [
    "catalog_is_the_core_s_row_by_row",
    "lookup_prints_the_entry",
    "transfers::random_reports_lead_to_the_steps_of_the_core",
]


def run(*command: object, **environment: str) -> str:
    """Runs a command from the root; its failure is ours."""
    result = subprocess.run(
        list(map(str, command)), cwd=ROOT, capture_output=True, text=True, env={**ENVIRONMENT, **environment}
    )
    if result.returncode != 0:
        sys.exit(f"tests/tools/coverage/run: {' '.join(map(str, command))} failed:\n{result.stdout}{result.stderr}")
    return result.stdout


def tools() -> Path:
    """Returns the directory of llvm-cov and llvm-profdata, of the version that rustc was built with."""
    major = re.search(r"LLVM version: (\d+)", run("rustc", "-vV")).group(1)
    of_rustup = Path(run("rustc", "--print", "target-libdir").strip()).parent / "bin"
    of_debian = Path(f"/usr/lib/llvm-{major}/bin")
    for get in ("", "rustup component add llvm-tools", f"apt-get install -y --no-install-recommends llvm-{major}"):
        if get and shutil.which(get.split()[0]):
            subprocess.run(get.split(), capture_output=True, check=False)
        for directory in (of_rustup, of_debian):
            if (directory / "llvm-cov").exists():
                return directory
    sys.exit(f"tests/tools/coverage/run: needs llvm-cov {major} (rustup component llvm-tools, or Debian: llvm-{major})")


def programs() -> list[Path]:
    """Runs what is measured; returns the programs that ran."""
    for old in ("profiles", "doctests", "tmp/c"):
        shutil.rmtree(TARGET / old, ignore_errors=True)
    found = []
    for package, tests, arguments in RUST:
        chosen = [*package, "--lib", *(word for name in tests for word in ("--test", name))]
        built = run("cargo", "test", "--no-run", "--message-format", "json", *chosen)
        run("cargo", "test", *chosen, "--", *arguments)
        found += map(Path, re.findall(r'"executable":"([^"]+)"', built))
    doctests = f"{FLAGS} -Z unstable-options --persist-doctests {TARGET / 'doctests'}"
    run("cargo", "test", "--doc", "-p", "mixerr", RUSTDOCFLAGS=doctests)
    result = run("cargo", "test", "-p", "mixerr-tests", "--test", "c", "--", "--exact", *C)
    if f" {len(C)} passed" not in result:
        sys.exit(f"tests/tools/coverage/run: not all of {', '.join(C)} are tests")
    found += (TARGET / "doctests").rglob("rust_out")
    found.append(TARGET / "debug/examples/explain")
    # The library is the same in all of them.
    return found + [TARGET / "tmp/c/misuse-gcc-Release/misuse"]


class Counts:
    """What was counted in a file: how often each line was reached, and each condition true and false.

    The key of a condition is its first and last position: line, column, line, column.
    """

    def __init__(self) -> None:
        self.lines: dict[int, int] = {}
        self.branches: dict[tuple[int, int, int, int], Counter[bool]] = defaultdict(Counter)

    def forget_tests(self, path: Path) -> None:
        """Forgets the tests at the end of a file."""
        code = (ROOT / path).read_text().partition("#[cfg(test)]")[0].count("\n")
        self.lines = {line: hits for line, hits in self.lines.items() if line <= code}
        self.branches = {place: hits for place, hits in self.branches.items() if place[0] <= code}


def counts() -> dict[Path, Counts]:
    """Builds, runs and counts."""
    llvm = tools()
    objects = [word for path in programs() for word in ("--object", path)]
    profile = TARGET / "all.profdata"
    run(llvm / "llvm-profdata", "merge", "-sparse", TARGET / "profiles", "-o", profile)
    export = [llvm / "llvm-cov", "export", f"--instr-profile={profile}", *objects, "--sources", *SOURCES]
    files: dict[Path, Counts] = defaultdict(Counts)
    for record in run(*export, "--format=lcov").split("end_of_record")[:-1]:
        path = Path(re.search(r"SF:(.+)", record).group(1)).relative_to(ROOT)
        lines = re.findall(r"^DA:(\d+),(\d+)", record, re.M)
        files[path].lines = {int(line): int(hits) for line, hits in lines}
    # Only this format has the positions of branches. A condition occurs once for each type that it was compiled for.
    report = json.loads(run(*export, "--format=text", "--skip-functions", "--skip-expansions"))
    for file in report["data"][0]["files"]:
        for *place, hits_true, hits_false, _, _, _ in file["branches"]:
            branch = files[Path(file["filename"]).relative_to(ROOT)].branches[tuple(place)]
            branch[True] += hits_true
            branch[False] += hits_false
    for path, file in files.items():
        file.forget_tests(path)
    return dict(sorted(files.items()))
