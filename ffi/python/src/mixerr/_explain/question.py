"""What an argument of the command asks for."""

from __future__ import annotations

import difflib

import mixerr


class Usage(Exception):
    """A command line that asks for nothing; a sentence for a person."""


def question(text: str) -> int | str | None:
    """Returns the code, or the "list", that an argument asks for; None if it is an answer's body."""
    if text == "list":
        return text
    if text.isascii() and text.isdigit():
        # Python refuses to convert numbers of thousands of digits.
        if len(text.lstrip("0")) > 10 or int(text) > 0xFFFFFFFF:
            raise Usage(f"no code is greater than {0xFFFFFFFF}")
        return int(text)
    # A word that is no JSON by itself can only be a name.
    is_word = text.isascii() and text[:1].isalpha() and text.replace("_", "").isalnum()
    if not is_word or text in ("true", "false", "null"):
        return None
    codes = {entry.name: entry.code for entry in mixerr.catalog.values()}
    if text.upper() in codes:
        return codes[text.upper()]
    alike = difflib.get_close_matches(text[:40].upper(), codes)
    hint = f"did you mean {', '.join(alike)}?" if alike else "list tells them all"
    raise Usage(f"no code is named {text[:40]}; {hint}")
