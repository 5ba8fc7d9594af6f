"""Runs cargo-mutants on the core: which mutants there are, and which of them some tests kill."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[3]
# Not target/mutants, which is cargo's for the profile of that name.
TARGET = ROOT / "target/mutation"
VERSION = "27.1.0"
ENVIRONMENT = {**os.environ, "CARGO_PROFILE_MUTANTS_DEBUG": "0"}

KILLED, TIMED_OUT, UNVIABLE, SURVIVED = "CaughtMutant", "Timeout", "Unviable", "MissedMutant"


class Mutant(NamedTuple):
    """A change to a file."""

    file: str
    # In the words of survivors.tsv: without the place, and numbered if the file has several of the same words.
    text: str
    # In the words of cargo-mutants.
    name: str


class Tests(NamedTuple):
    """Tests that are to kill mutants: what cargo test compiles, and what it runs of that."""

    targets: list[str]
    skipped: list[str] = []
    features: list[str] = []
    # Also those that the quick loop ignores.
    is_whole: bool = False

    def cargo(self) -> list[str]:
        return [*self.targets, *(f"--features={feature}" for feature in self.features)]

    def libtest(self) -> list[str]:
        ignored = ["--include-ignored"] if self.is_whole else []
        return [*ignored, *(word for name in self.skipped for word in ("--skip", name))]


def fail(why: str) -> None:
    sys.exit(f"tests/tools/mutants/run: {why}")


def run(command: list[str], wanted: tuple[int, ...] = (0,), **environment: str) -> str:
    """Runs a command from the root; its failure is ours."""
    environment = {**ENVIRONMENT, **environment}
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if result.returncode not in wanted:
        fail(f"{' '.join(command)} failed:\n{result.stdout}{result.stderr}")
    return result.stdout


def install() -> None:
    """Installs cargo-mutants if it is not there."""
    if subprocess.run(["cargo", "mutants", "--version"], capture_output=True).returncode != 0:
        command = ["cargo", "install", "--quiet", "--locked", "cargo-mutants", "--version", VERSION]
        if subprocess.run(command).returncode != 0:
            fail(f"needs cargo-mutants {VERSION}, which could not be installed")


def listed(file: str) -> list[Mutant]:
    """Returns the mutants of a file."""
    found = json.loads(run(["cargo", "mutants", "--no-config", "--list", "--json", "--file", file]))
    seen: Counter[str] = Counter()
    mutants = []
    for name in (mutant["name"] for mutant in found):
        text = re.sub(r"^\S+?:\d+:\d+: ", "", name)
        seen[text] += 1
        mutants.append(Mutant(file, text if seen[text] == 1 else f"{text} ({seen[text]})", name))
    return mutants


def seconds(tests: Tests) -> int:
    """Runs the tests without a mutant, which must pass; returns how long they take."""
    command = ["cargo", "test", "--quiet", "--profile", "mutants", "-p", "mixerr", "-p", "mixerr-tests"]
    # Not the directory of cargo-mutants: cargo takes what was compiled of a copy for what comes of the original.
    target = {"CARGO_TARGET_DIR": str(TARGET / "unchanged")}
    run([*command, "--no-run", *tests.cargo()], **target)
    begun = time.monotonic()
    run([*command, *tests.cargo(), "--", *tests.libtest()], **target)
    return int(time.monotonic() - begun)


def tried(mutants: list[Mutant], tests: Tests) -> dict[Mutant, str]:
    """Runs the tests on each mutant; returns what became of it."""
    command = ["cargo", "mutants", "--no-config", "--no-times", "--output", str(TARGET), "--profile", "mutants"]
    command += ["--package", "mixerr", "--test-package", "mixerr,mixerr-tests"]
    command += ["--baseline", "skip", "--timeout", str(30 + 5 * seconds(tests))]
    command += [f"--file={file}" for file in sorted({mutant.file for mutant in mutants})]
    command += [f"--re=^{re.escape(mutant.name)}$" for mutant in mutants]
    command += [f"--cargo-arg={word}" for word in tests.cargo()]
    # 2: some survived; 3: some timed out.
    run([*command, "--", "--", *tests.libtest()], wanted=(0, 2, 3))
    outcomes = json.loads((TARGET / "mutants.out/outcomes.json").read_text())["outcomes"]
    became = {outcome["scenario"]["Mutant"]["name"]: outcome["summary"] for outcome in outcomes}
    # cargo-mutants 27.1 tries all mutants that delete a field of a struct, whatever `--re` is.
    if missing := sorted({mutant.name for mutant in mutants} - became.keys()):
        fail(f"cargo-mutants did not try {missing}")
    return {mutant: became[mutant.name] for mutant in mutants}
