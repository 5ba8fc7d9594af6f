#!/usr/bin/env python3
"""Bounds the stack of every function of the C ABI by what the compiler says of each function and who calls whom, and
checks that no board has been seen to take more.

Nothing recurses and nothing calls through a pointer, or this fails; so the deepest way through the calls is the bound.
"""

import os
import re
import sys
from functools import cache
from pathlib import Path

from memory import BUILDS, CORES, ROOT, cross, run, stacks

# The frame that is assumed for each function of compiler_builtins (memcpy and its kind), whose size is not known.
GRANTED = 64


def image(target: str, options: tuple[str, ...]) -> Path:
    """Links all functions of a library that was compiled with the sizes of its frames."""
    flags = {"RUSTFLAGS": "-Zemit-stack-sizes", "RUSTC_BOOTSTRAP": "1", "MIXERR_EMBEDDED_DIR": "target/stack_bound"}
    os.environ.update(flags)
    library = cross(target, *options)
    for name in flags:
        del os.environ[name]
    # The archive before localize-symbols, which removes the sizes of the frames.
    variant = library.name.removeprefix(target)
    built = ROOT / f"target/stack_bound/build{variant}" / target / "release"
    roots = [f"--undefined={name}" for name in functions()]
    run(
        "arm-none-eabi-ld",
        "--gc-sections",
        "--unresolved-symbols=ignore-all",
        "--entry=mixerr_read",
        *roots,
        str(built / "libmixerr.a"),
        "-o",
        str(built / "image.elf"),
    )
    return built / "image.elf"


def functions() -> list[str]:
    return (ROOT / "tests/c/symbols.txt").read_text().split()


def frames(elf: Path) -> dict[int, int]:
    """Returns the frames by address. The compiler writes four bytes of address and a ULEB128 for each."""
    raw = elf.with_suffix(".stack_sizes")
    run(
        "arm-none-eabi-objcopy",
        "-O",
        "binary",
        "-j",
        ".stack_sizes",
        "--set-section-flags",
        ".stack_sizes=alloc",
        str(elf),
        str(raw),
    )
    data, place, found = raw.read_bytes(), 0, {}
    while place < len(data):
        address = int.from_bytes(data[place : place + 4], "little") & ~1
        size = shift = 0
        place += 4
        while True:
            byte = data[place]
            size |= (byte & 0x7F) << shift
            shift += 7
            place += 1
            if byte < 0x80:
                break
        found[address] = size
    return found


def calls(elf: Path) -> tuple[dict[str, int], dict[str, set[str]]]:
    """Returns the address of each function and whom it calls, or jumps to at its end."""
    address_of: dict[str, int] = {}
    called: dict[str, set[str]] = {}
    name = ""
    for line in run("arm-none-eabi-objdump", "--disassemble", "--no-show-raw-insn", str(elf)).splitlines():
        if head := re.match(r"^([0-9a-f]+) <(.+)>:$", line):
            name = head[2]
            address_of[name] = int(head[1], 16)
            called[name] = set()
        elif jump := re.search(r"\tbl?x?(?:[a-z]{2})?(?:\.[nw])?\t[0-9a-f]+ <([^+>]+)>", line):
            called[name].add(jump[1])
        # `mov pc` is a jump into a table of the same function.
        elif re.search(r"\tblx?\tr\d|\tbx\t(?!lr)", line) and not name.startswith(("__", "mem")):
            sys.exit(f"{elf}: {name} calls through a pointer: {line.strip()}")
    return address_of, called


def bounds(elf: Path) -> dict[str, int]:
    """Returns the most stack that each function of the header can take."""
    sizes, (address_of, called) = frames(elf), calls(elf)
    on_the_way: list[str] = []

    @cache
    def bound(name: str) -> int:
        if name in on_the_way:
            sys.exit(f"{elf}: {name} recurses: {' '.join(on_the_way)}")
        on_the_way.append(name)
        own = sizes.get(address_of.get(name, -1), GRANTED)
        deepest = max((bound(callee) for callee in called.get(name, ()) if callee != name), default=0)
        on_the_way.pop()
        return own + deepest

    return {name: bound(name) for name in functions()}


def main() -> None:
    over = []
    checked = 0
    print("core, build, function: bytes seen at most, bytes bound")
    for core, board, target, tools in CORES:
        if not tools.startswith("arm"):
            continue
        for build, options in BUILDS:
            bound = bounds(image(target, (*options, "--base")))
            seen = stacks(board, cross(target, *options, "--base"))
            for name in functions():
                checked += 1
                print(f"{core}, {build}, {name}: {seen[name]}, {bound[name]}")
                if seen[name] > bound[name]:
                    over.append(f"{core}, {build}, {name}")
    if over:
        sys.exit(f"more stack was seen than can be taken: {'; '.join(over)}")
    print(f"stack bounds: {checked} passed, 0 failed")


if __name__ == "__main__":
    main()
