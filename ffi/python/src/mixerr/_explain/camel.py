"""Names in the Rust library's spelling."""

from __future__ import annotations

import enum


def camel(word: enum.IntEnum) -> str:
    return "".join(map(str.capitalize, word.name.split("_")))
