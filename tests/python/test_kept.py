"""What the package keeps of a server's words, and what it must not."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import mixerr
import pytest
from mixerr import _filled


def is_kept(**members: Any) -> bool:
    body = json.dumps({"error": {"code": 20110, **members}}).encode()
    response = mixerr.read(202, body)
    kept = any(first is response for first, _, _ in _filled.first.values())
    assert kept == (mixerr.read(202, body) is response)
    return kept


def digits_of_every_script() -> list[str]:
    """Returns the digits 1 to 4 of each script that has such, and of what else has numbers: circles, superscripts."""
    ones = [chr(place) for place in range(0x80, 0x20000) if unicodedata.digit(chr(place), None) == 1]
    fours = ["".join(chr(ord(one) + more) for more in range(4)) for one in ones]
    return [four for four in fours if [unicodedata.digit(letter, None) for letter in four] == [1, 2, 3, 4]]


@pytest.mark.parametrize("number", ["1234", *digits_of_every_script(), "一二三四", "ⅠⅡⅢⅣ", "1٢３𝟒"], ids=ascii)
def test_words_with_four_digits_of_any_script_are_not_kept(number: str) -> None:
    for text in (number, f"+{number}", f"phone {' '.join(number)}", f"{number} is é", "é" + "x".join(number)):
        assert not is_kept(description=text)
        assert not is_kept(extra=text) and not is_kept(extra={"phone": text})
    assert not is_kept(description=number[:2], extra=number[2:])


@pytest.mark.parametrize("text", ["", "PIN incorrect.", "PIN错误", "a 123 b", "١٢٣", "é 1 ２ ③", "x" * 128, "é" * 64])
def test_words_with_fewer_digits_are_kept(text: str) -> None:
    assert is_kept(description=text)
    assert is_kept(description="é", extra=text)


def test_digits_in_both_texts_are_counted_together() -> None:
    assert is_kept(description="12", extra="3") and not is_kept(description="12", extra="34")
