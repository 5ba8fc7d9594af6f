"""Errors as people paste them: without the envelope, or in a line of a log.

The rules are those of examples/rust/explain/pasted.rs.
"""

from __future__ import annotations

import json
import re

import mixerr
from mixerr import Outcome, Response

# A number of fewer digits may be an HTTP status or a count. It is a code only if the catalog lists it.
_LONG = 5
# The maximum number of digits of a code.
_LONGEST = 7
_OURS = ("error", "err", "code")
# A number after one of these words is not a code of the API.
_NOT_OURS = ("http", "status", "response", "exit", "rpc", "win", "os", "system")

_WORD = re.compile(r"[^\W_]+")
# The white space of Unicode. Python has four characters more.
_WHITE = "".join(letter for letter in map(chr, range(0x3001)) if letter.isspace() and letter not in "\x1c\x1d\x1e\x1f")


def is_object(read: Response) -> bool:
    """Returns whether JSON is an error object of the API. ``read`` is its response inside an envelope.

    Many services have a small ``code`` in their JSON. Without a status and a description, the catalog must list it.
    """
    if read.outcome is not Outcome.API_ERROR:
        return False
    is_known = read.entry is not None and read.entry.code >= 1000
    return read.status is not None or read.description != "" or is_known


def text(text: str, is_malformed: bool) -> Response | None:
    """Reads ``[202/20117] Insufficient balance.``, ``ERROR 20119: PIN incorrect.`` or ``20119 PIN incorrect``.

    ``is_malformed`` is whether the text is not valid JSON.
    """
    text = text.strip(_WHITE)
    if is_json(text, is_malformed):
        return None
    # A line of `curl -v` has a space after the `<`, a web page does not.
    is_page = text.startswith("<") and not text.startswith("< ")
    in_brackets = None if is_page else _in_brackets(text)
    return _in_words(text, is_page) if in_brackets is None else in_brackets


def is_json(text: str, is_malformed: bool) -> bool:
    """Returns whether a text is JSON or damaged JSON. Other languages print ``{ code: 20119 }``."""
    start = text.translate(dict.fromkeys(map(ord, _WHITE)))[:2]
    return start[:1] in ("{", "[") and (not is_malformed or start[1:] in ("", *'"{[]}'))


def _in_brackets(text: str) -> Response | None:
    """Finds ``[status/code] description`` anywhere in a line."""
    for piece in text.split("[")[1:]:
        numbers, closing, rest = piece.partition("]")
        status, slash, digits = numbers.partition("/")
        code = _code(digits)
        if closing and slash and len(status) == 3 and _number(status) is not None and code is not None:
            return _error(code, int(status), rest)
    return None


def _in_words(text: str, is_page: bool) -> Response | None:
    """Finds a code after the word error or code, at the start, or in a text that this library has printed.

    In a web page, only the last of these is a code.
    """
    before_last = last = ""
    status, end = None, 0
    for word in _WORD.finditer(text):
        separator, end = text[end : word.start()], word.end()
        number = _number(word[0])
        if number is not None and not _is_part(separator, not last, text[end : end + 2]):
            is_announced = last.endswith(_OURS) and not last.startswith(_NOT_OURS) and before_last not in _NOT_OURS
            is_told = (is_announced or (not last and number >= 1000)) and _code(word[0]) is not None
            if (is_told and not is_page) or _is_printed(number, text, end):
                return _error(number, status, text[end:])
            if last == "status":
                status = number if number <= 0xFFFF else None
        before_last, last = last, _lower(word[0])
    return None


def _is_printed(code: int, text: str, end: int) -> bool:
    """Returns whether the text after a number shows that this library has printed it."""
    entry = mixerr.lookup(code)
    return text.startswith(f" {entry.name}: {entry.description}" if entry else " (not in the catalog)", end)


def _number(digits: str) -> int | None:
    """Returns a text as a number of 32 bits; None if it is not one."""
    # Python does not convert numbers of thousands of digits.
    if not (digits.isascii() and digits.isdigit() and len(digits.lstrip("0")) <= 10):
        return None
    return int(digits) if int(digits) <= 0xFFFFFFFF else None


def _code(digits: str) -> int | None:
    """Returns a text as a code; None if it cannot be one."""
    number = _number(digits)
    is_whole = len(digits) <= _LONGEST and (len(digits) == 1 or not digits.startswith("0"))
    if number is None or not is_whole or (len(digits) < _LONG and mixerr.lookup(number) is None):
        return None
    return number


def _is_part(separator: str, is_first: bool, after: str) -> bool:
    """Returns whether a number is part of a negative number, a date or an address."""
    is_negative = separator.endswith("-") and (is_first or len(separator) > 1)
    return is_negative or (after[:1] in tuple("-.,:/") and after[1:].isascii() and after[1:].isdigit())


def _error(code: int, status: int | None, rest: str) -> Response:
    """Returns the response for a code and the text after it."""
    entry = mixerr.lookup(code)
    description = _description(rest, entry.name if entry else "")
    return mixerr.read(0, json.dumps({"error": {"code": code, "status": status, "description": description}}).encode())


def _description(rest: str, name: str) -> str:
    """Returns the text after a code in the same line, without the code's name and the labels."""
    said = rest.partition("\n")[0].removesuffix("\r").partition(", extra")[0]
    for label in ("", name, "description", "message", "msg"):
        if _lower(said[: len(label)]) == _lower(label):
            said = said[len(label) :]
        said = said.lstrip(_WHITE + ":;,=-'\")]}>")
    return said.rstrip(_WHITE + "'\"}")


def _lower(text: str) -> str:
    """Converts ASCII letters to lower case. Some other letters have an ASCII letter as their lower case."""
    return text.encode().lower().decode()
