#!/usr/bin/env python3
"""Measures what mixerr costs on microcontrollers, for examples/firmware/README.md.

    memory.py            prints the table
    memory.py --write    writes it into that README
    memory.py --check    fails if a figure has grown by more than 2 % since it was written, or by more
                         than 15 % if another compiler wrote it
    memory.py --check --some    measures a Cortex-M0 and a Cortex-M4F

Flash is what the linker keeps of the trimmed library for a program that calls these functions, in bytes: code and
constants, without the C library's memcpy. Stack is the most that tests/firmware/stack.c finds painted over, whatever
the body. Instructions are those that QEMU carries out between a board that reads a body once with mixerr_read and one
that does not.
"""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
README = ROOT / "examples/firmware/README.md"
BEGIN, END = "<!-- memory -->\n", "<!-- /memory -->\n"
ROOM, ROOM_FOR_ANOTHER_COMPILER = 1.02, 1.15

# Core, board, target and what its tools are called.
CORES = [
    ("Cortex-M0", "microbit", "thumbv6m-none-eabi", "arm-none-eabi-"),
    ("Cortex-M3", "mps2-an385", "thumbv7m-none-eabi", "arm-none-eabi-"),
    ("Cortex-M4F", "mps2-an386", "thumbv7em-none-eabihf", "arm-none-eabi-"),
    ("Cortex-M33", "mps2-an505", "thumbv8m.main-none-eabihf", "arm-none-eabi-"),
    ("RV32IMAC", "virt", "riscv32imac-unknown-none-elf", "riscv64-unknown-elf-"),
]
SOME = ("Cortex-M0", "Cortex-M4F")
# What a build is called, and how ffi/build-embedded is asked for it.
BUILDS = [("size", ("--size", "--small")), ("speed", ())]
LOOKUP = ("mixerr_lookup",)
READER = ("mixerr_reader_init", "mixerr_reader_feed", "mixerr_reader_finish")


def run(*command: str) -> str:
    """Runs a command from the root; its failure is ours. Returns what it printed."""
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{result.stdout}{result.stderr}")
    return result.stdout


def cross(target: str, *options: str) -> Path:
    """Builds the library; returns its directory."""
    return ROOT / run("ffi/build-embedded", *options, target).splitlines()[-1]


def compiler() -> str:
    """Returns what the library was compiled by, which is written in it."""
    cross(CORES[0][2], "--base")
    built = ROOT / f"target/embedded/build-base/{CORES[0][2]}/release/libmixerr.a"
    found = re.search(rb"rustc version (\d+\.\d+\.\d+)", built.read_bytes())
    if not found:
        sys.exit(f"{built} does not tell its compiler")
    return f"rustc {found[1].decode()}"


def sections(tools: str, library: Path, functions: tuple[str, ...]) -> tuple[int, int]:
    """Links a program of these functions alone; returns its code and its constants in bytes."""
    image = library / "image.elf"
    emulation = ["-melf32lriscv"] if tools.startswith("riscv") else []
    roots = [f"--undefined={function}" for function in functions]
    run(
        f"{tools}ld",
        *emulation,
        "--gc-sections",
        "--unresolved-symbols=ignore-all",
        f"--entry={functions[0]}",
        *roots,
        str(library / "lib/libmixerr.a"),
        "-o",
        str(image),
    )
    code = constants = 0
    for name, size in re.findall(r"^(\.\S+)\s+(\d+)\s", run(f"{tools}size", "-A", str(image)), re.M):
        if name.startswith(".text"):
            code += int(size)
        elif name.startswith((".rodata", ".data", ".srodata", ".sdata")):
            constants += int(size)
    return code, constants


def static_ram(tools: str, library: Path) -> int:
    """Returns the bytes of RAM that the library takes by itself."""
    text = run(f"{tools}size", "-A", str(library / "lib/libmixerr.a"))
    return sum(int(size) for size in re.findall(r"^\.(?:s?data|s?bss)(?:\.(?!rel\.ro)\S+)?\s+(\d+)\s", text, re.M))


def stacks(board: str, library: Path) -> dict[str, int]:
    """Returns the most stack that each function takes, whatever it is given."""
    printed = run(
        "make",
        "--silent",
        "-C",
        "tests/firmware",
        "run-stack",
        f"BOARD={board}",
        f"MIXERR={library}",
        f"OUT={library / 'stack'}",
    )
    most: dict[str, int] = {}
    for function, size in re.findall(r"^(mixerr_\w+) \S+ (\d+)$", printed, re.M):
        most[function] = max(most.get(function, 0), int(size))
    return most


def instructions(board: str, library: Path, body: str) -> int:
    """Counts the instructions of one reading of a body."""
    lines = []
    for times in (0, 1):
        out = library / f"count-{body}-{times}"
        run(
            "make",
            "--silent",
            "-C",
            "tests/tools/figures/board",
            "run",
            f"BOARD={board}",
            f"MIXERR={library}",
            f"BODY={ROOT}/tests/tools/figures/bodies/{body}.json",
            f"TIMES={times}",
            f"OUT={out}",
        )
        lines.append(sum(1 for line in (out / "count.log").open() if line.startswith("Trace ")))
    return lines[1] - lines[0]


def row(core: str, board: str, tools: str, build: str, library: Path) -> str:
    """Measures what one library costs on one core."""
    lookup, catalog = sections(tools, library, LOOKUP)
    every = tuple((ROOT / "tests/c/symbols.txt").read_text().split())
    reader, whole = (sum(sections(tools, library, names)) - catalog for names in (READER, every))
    stack = stacks(board, library)
    cells = [lookup, reader, whole, static_ram(tools, library)]
    cells += [stack[f"mixerr_{name}"] for name in ("lookup", "reader_feed", "read", "write_log_line")]
    cells += [instructions(board, library, body) for body in "ae"]
    return f"| {core} | {build} | " + " | ".join(map(str, cells)) + " |"


def table(cores: list[tuple[str, str, str, str]]) -> str:
    built = [
        (core, board, tools, build, cross(target, *options, "--base"))
        for core, board, target, tools in cores
        for build, options in BUILDS
    ]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        rows = list(pool.map(lambda each: row(*each), built))
    lines = [
        "| core | build | flash: lookup | reader | all | static RAM | stack: lookup | feed | read | log line "
        "| instructions: `a.json` | `e.json` |",
        "| --- | --- |" + " ---: |" * 10,
        *rows,
    ]
    _, base = sections(CORES[0][3], cross(CORES[0][2], "--size", "--small", "--base"), LOOKUP)
    _, extended = sections(CORES[0][3], cross(CORES[0][2], "--size", "--small"), LOOKUP)
    lines += ["", "| catalog, names and descriptions included | bytes of flash |", "| --- | ---: |"]
    lines += [f"| base, 27 codes | {base} |", f"| extended, 97 codes | {extended} |", "", f"Compiled by {compiler()}."]
    return "\n".join(lines) + "\n"


def figures(text: str) -> dict[str, int]:
    """Every figure, by the words of its row and its column."""
    found = {}
    for row in filter(lambda line: line.startswith("|"), text.splitlines()):
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        words = " ".join(cell for cell in cells if not cell.isdigit())
        found.update({f"{words}, column {column}": int(cell) for column, cell in enumerate(cells) if cell.isdigit()})
    return found


def main() -> None:
    new = table([core for core in CORES if "--some" not in sys.argv or core[0] in SOME])
    print(new, end="")
    before, rest = README.read_text().split(BEGIN)
    old, after = rest.split(END)
    if "--write" in sys.argv:
        README.write_text(before + BEGIN + new + END + after)
    if "--check" in sys.argv:
        known = figures(old)
        room = ROOM if f"Compiled by {compiler()}." in old else ROOM_FOR_ANOTHER_COMPILER
        now = figures(new)
        grown = [name for name, value in now.items() if value > known.get(name, -1) * room]
        if grown:
            sys.exit(f"figures of more than {room} times what they were (memory.py --write): {grown}")
        print(f"memory: {len(now)} passed, 0 failed")


if __name__ == "__main__":
    main()
