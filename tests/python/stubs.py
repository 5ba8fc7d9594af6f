#!/usr/bin/env python3
"""Spells the package's enums out for type checkers, from what the library says.

--write writes them to _codes.pyi; without it they are printed.
"""

from __future__ import annotations

import enum
import sys
from pathlib import Path

STUB = Path(__file__).resolve().parents[2] / "ffi" / "python" / "src" / "mixerr" / "_codes.pyi"

HEAD = """\
# Made by tests/python/stubs.py --write; do not edit.

import enum
from typing import NoReturn
"""


def spelled(enumeration: type[enum.IntEnum]) -> str:
    """Returns an enum as a stub has it."""
    members = "".join(f"    {member.name} = {int(member)}\n" for member in enumeration)
    # Codes are numbers; the others are words, which are neither true nor false.
    method = "" if enumeration.__name__ == "Code" else "    def __bool__(self) -> NoReturn: ...\n"
    return f"\nclass {enumeration.__name__}(enum.IntEnum):\n{members}{method}"


def stub() -> str:
    """Returns what _codes.pyi must hold."""
    sys.path.insert(0, str(STUB.parents[1]))
    from mixerr import Action, Category, Code, Data, Fault, Outcome, Payment, Source

    enums = (Outcome, Action, Fault, Payment, Data, Category, Source, Code)
    return HEAD + "".join(map(spelled, enums))


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        STUB.write_text(stub(), encoding="utf-8")
    elif sys.argv[1:]:
        sys.exit(f"usage: {sys.argv[0]} [--write]")
    else:
        print(stub(), end="")
