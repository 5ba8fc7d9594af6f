"""Arguments that name a code or the catalog."""

from __future__ import annotations

import mixerr

# The length of the longest name, the length of the shortest part of a name, and the number of suggestions.
_LONGEST, _SHORTEST, _TOLD = 40, 3, 3


class Usage(Exception):
    """A wrong command line. The text is for a person."""


def question(text: str) -> int | str | None:
    """Returns the code or the "list" that an argument names; None if the argument is a body."""
    if text == "list":
        return text
    if text.isascii() and text.isdigit():
        # Python does not convert numbers of thousands of digits.
        if len(text.lstrip("0")) > 10 or int(text) > 0xFFFFFFFF:
            raise Usage(f"no code is greater than {0xFFFFFFFF}")
        return int(text)
    # A single word that is not valid JSON can only be a name.
    is_word = text.isascii() and text[:1].isalpha() and text.replace("_", "").isalnum()
    if not is_word or text in ("true", "false", "null"):
        return None
    codes = {entry.name: entry.code for entry in mixerr.catalog.values()}
    if text.upper() in codes:
        return codes[text.upper()]
    asked = text[:_LONGEST].upper()
    counted = ((0 if len(asked) >= _SHORTEST and asked in name else _edits(asked, name), name) for name in codes)
    alike = [name for edits, name in sorted(counted) if edits <= len(asked) // 4][:_TOLD]
    hint = f"did you mean {', '.join(alike)}?" if alike else "see python -m mixerr list"
    raise Usage(f"no code is named {text[:_LONGEST]}; {hint}")


def names_code(text: str) -> bool:
    """Returns whether a text is a number or a name of the catalog, and not a response."""
    return text.isascii() and (text.isdigit() or text.upper() in {entry.name for entry in mixerr.catalog.values()})


def _edits(one: str, other: str) -> int:
    """Returns the number of letters to insert, remove or replace to change one text into the other."""
    row = list(range(len(other) + 1))
    for line, letter in enumerate(one):
        diagonal, row[0] = line, line + 1
        for column, wanted in enumerate(other, 1):
            replaced, diagonal = diagonal + (letter != wanted), row[column]
            row[column] = min(replaced, row[column - 1] + 1, diagonal + 1)
    return row[-1]
