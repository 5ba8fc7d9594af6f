"""Layout of lines for a terminal."""

from __future__ import annotations

import os
import sys
import unicodedata

from mixerr._explain.as_lines import Lines

# The columns of a line, and those of a label with its margins.
_WIDTH, _MARGIN = 80, 15
# Characters that change the direction of writing or end a line, and are not control characters.
_TURNS = "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"


def page(lines: Lines) -> str:
    """Returns a headline with aligned lines under it."""
    is_bold = sys.stdout is not None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    bold, plain = ("\x1b[1m", "\x1b[0m") if is_bold else ("", "")
    page = []
    for label, text in lines:
        if label is None:
            page.append(text)
            continue
        for row, part in enumerate(_wrapped(text, _WIDTH - _MARGIN if label else _WIDTH - 2)):
            if label:
                page.append(f"  {'' if row else label:11}  {part}\n")
            else:
                page.append(f"{'  ' if row else ''}{bold}{part}{plain}\n")
    return "".join(page)


def _columns(text: str) -> int:
    """Returns the number of columns in a terminal. East Asian characters are two columns wide."""
    return sum(2 if character >= "\u1100" else 1 for character in text)


def _wrapped(text: str, width: int) -> list[str]:
    """Splits a text into lines, at spaces if possible."""
    lines, line = [], ""
    for word in harmless(text).split(" "):
        if line and _columns(line) + 1 + _columns(word) > width:
            lines.append(line)
            line = ""
        line += " " if line else ""
        for character in word:
            if _columns(line) >= width:
                lines.append(line)
                line = ""
            line += character
    return [*lines, line]


def harmless(text: str) -> str:
    """Escapes characters that move a terminal's cursor, end a line or change the direction of writing."""
    return "".join(map(_escaped, text))


def _escaped(character: str) -> str:
    if character in "\t\n\r":
        return {"\t": "\\t", "\n": "\\n", "\r": "\\r"}[character]
    # Surrogates represent bytes of an argument that are not UTF-8.
    is_control = unicodedata.category(character) in ("Cc", "Cs")
    return f"\\u{{{ord(character):x}}}" if is_control or character in _TURNS else character
