"""Log lines against Python's own Unicode data, for every character that this Python knows."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator

import mixerr

# 25 characters of four bytes, and the separators, fit a description of 128 bytes.
BATCH = 25


def in_log_line(characters: list[str]) -> list[str]:
    """Returns how a log line writes each character."""
    body = json.dumps({"error": {"code": 1, "description": "|".join(characters)}}, ensure_ascii=False)
    line = str(mixerr.read(202, body.encode()))
    prefix, suffix = "1 (not in the catalog) [", "]"
    assert line.startswith(prefix) and line.endswith(suffix), line
    return line[len(prefix) : -len(suffix)].split("|")


def written() -> Iterator[tuple[str, str]]:
    """Returns each assigned character, and how a log line writes it."""
    assigned = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) not in ("Cn", "Cs")]
    assigned.remove("|")
    for start in range(0, len(assigned), BATCH):
        batch = assigned[start : start + BATCH]
        texts = in_log_line(batch)
        assert len(texts) == len(batch)
        yield from zip(batch, texts)


def is_numeric(character: str) -> bool:
    return unicodedata.numeric(character, None) is not None


def test_log_line_writes_every_character_as_its_unicode_properties_say() -> None:
    # Newer versions of Unicode have numbers that are letters here, so a mask needs no property of this version.
    for character, text in written():
        if any(map(is_numeric, unicodedata.normalize("NFKD", character))):
            assert text == "*", hex(ord(character))
        elif unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp") and not 0xE0030 <= ord(character) <= 0xE0039:
            short = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
            assert text == short.get(character, f"\\u{{{ord(character):x}}}"), hex(ord(character))
        elif unicodedata.category(character)[0] in "PZ":
            delimiter = "\\" if character in "]\\" else ""
            assert text == delimiter + character, hex(ord(character))
        else:
            assert text in (character, "*", f"\\u{{{ord(character):x}}}"), hex(ord(character))
