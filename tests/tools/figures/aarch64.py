#!/usr/bin/env python3
"""Counts the instructions of mixerr_read on aarch64, under QEMU's user emulation.

Prints a Markdown table: a row for each body, and a column for the default features and for those of --features besides.
The count is that of a program that reads the body once, less that of the same program that does not read it.

Needs qemu-user, gcc-aarch64-linux-gnu and libc6-dev-arm64-cross, and a Rust for aarch64-unknown-linux-gnu: rustc's own
if the target is installed, else Debian's rustc-web with rust-web-src, else that of `rustup target add`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from figures import BODIES, ROOT, arguments, feature_options, markdown, run

TARGET = "aarch64-unknown-linux-gnu"
CC, QEMU = "aarch64-linux-gnu-gcc", "qemu-aarch64"
PACKAGES = {CC: "gcc-aarch64-linux-gnu libc6-dev-arm64-cross", QEMU: "qemu-user"}
DIRECTORY = ROOT / "target/aarch64"
NAMES = [f"{name}.json" for name in "abcde"]


def is_installed() -> bool:
    """Returns true if rustc has Rust's core for the target."""
    libraries = subprocess.run(
        ["rustc", "--print", "target-libdir", "--target", TARGET], capture_output=True, text=True, check=False
    ).stdout.strip()
    return bool(libraries) and any(Path(libraries).glob("libcore-*.rlib"))


def is_debian() -> bool:
    """Returns true if Debian's rustc-web is installed with the sources of its version."""
    if not os.access("/usr/bin/rustc", os.X_OK):
        return False
    version = run("/usr/bin/rustc", "--version").stdout.split()[1]
    return os.path.realpath("/usr/lib/rustlib/src/rust") == f"/usr/src/rustc-{version}"


def toolchain() -> tuple[list[str], list[str]]:
    """Returns the environment and options of cargo, for the first toolchain of ffi/build-embedded that is there."""
    if is_installed():
        return [], []
    if is_debian():
        return ["RUSTC=/usr/bin/rustc", "RUSTC_BOOTSTRAP=1"], ["-Zbuild-std=core"]
    added = subprocess.run(["rustup", "--quiet", "target", "add", TARGET], check=False).returncode == 0
    if not (added and is_installed()):
        sys.exit(f"aarch64.py: no Rust for {TARGET} (Debian packages rustc-web and rust-web-src have one)")
    return [], []


def build(features: str) -> Path:
    """Builds the C library; returns it."""
    environment, options = toolchain()
    directory = DIRECTORY / (features.replace(",", "-") or "default")
    command = ["cargo", "rustc", "--quiet", "--release", "-p", "mixerr-ffi", "--crate-type", "staticlib"]
    command += ["--target", TARGET, "--target-dir", str(directory), *feature_options(features), *options]
    run("env", *environment, *command)
    return directory / TARGET / "release/libmixerr.a"


def executed(library: Path, body: Path, times: int) -> int:
    """Counts the instructions of a program that reads a body so many times."""
    # QEMU writes a line for each block that it executes. With this option each instruction is a block.
    single = "-one-insn-per-tb" if "-one-insn-per-tb" in run(QEMU, "--help").stdout else "-singlestep"
    board = ROOT / "tests/tools/figures/board"
    with tempfile.TemporaryDirectory(dir=DIRECTORY) as directory:
        program, log = f"{directory}/count", f"{directory}/log"
        sources = [str(board / "count.c"), str(board / "body.S"), str(library)]
        definitions = [f"-I{ROOT / 'include'}", f"-DTIMES={times}", f'-DBODY="{body}"']
        run(CC, "-O2", "-static", *definitions, *sources, "-o", program)
        # The environment is on the stack, whose addresses shall be the same in every run.
        run("env", "-i", shutil.which(QEMU) or QEMU, single, "-d", "nochain,exec", "-D", log, program)
        with open(log) as lines:
            return sum(line.startswith("Trace ") for line in lines)


def compiler(library: Path) -> str:
    """Returns the compiler of a library, which is written in it."""
    found = re.search(rb"rustc version (\d+\.\d+\.\d+)", library.read_bytes())
    return f"rustc {found[1].decode()}" if found else "an unknown rustc"


def table(features: str = "") -> str:
    for tool, packages in PACKAGES.items():
        if shutil.which(tool) is None:
            sys.exit(f"aarch64.py: needs {tool} (Debian packages {packages})")
    libraries = {"default features": build("")}
    if features:
        libraries[f"with {features}"] = build(features)
    head = ["aarch64 instructions", "bytes", *(f"`mixerr_read`, {what}" for what in libraries)]
    rows = []
    for name in NAMES:
        body = BODIES / name
        counts = (executed(library, body, 1) - executed(library, body, 0) for library in libraries.values())
        rows.append([f"`{name}`", str(body.stat().st_size), *map(str, counts)])
    return f"{markdown(head, rows)}\nCompiled by {compiler(libraries['default features'])}.\n"


def main() -> None:
    print(table(arguments(__doc__).parse_args().features), end="")


if __name__ == "__main__":
    main()
