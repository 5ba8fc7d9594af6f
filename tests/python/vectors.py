"""The tables of tests/vectors, whose README tells their format, as the responses that they ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import mixerr
from mixerr import Action, Fault, Outcome

DIRECTORY = Path(__file__).resolve().parents[1] / "vectors"

_OUTCOMES = {
    "success": Outcome.SUCCESS,
    "api": Outcome.API_ERROR,
    "not_from_api": Outcome.NOT_FROM_API,
}
_FAULTS = {
    "-": Fault.NONE,
    "malformed": Fault.MALFORMED,
    "foreign": Fault.FOREIGN,
    "http": Fault.HTTP,
    "too_deep": Fault.TOO_DEEP,
}
_LETTERS = {b"\\": b"\\", b"t": b"\t", b"n": b"\n", b"r": b"\r"}
_ESCAPE = re.compile(rb"\\(?:([\\tnr])|x([0-9a-f]{2})|\{([0-9]+)\*([^}]*)\}|(.?))", re.DOTALL)


class Case(NamedTuple):
    """One row."""

    name: str
    http_status: int
    body: bytes
    expected: dict[str, Any]
    """What `fields` gives of the response."""


def fields(response: mixerr.Response) -> dict[str, Any]:
    """Returns every field of a response, its entry by its name."""
    told = {name: getattr(response, name) for name in mixerr.Response.__dataclass_fields__}
    told["entry"] = response.entry and response.entry.name
    return told


def decode(column: bytes) -> bytes:
    """Decodes the escapes of a column."""

    def meaning(match: re.Match[bytes]) -> bytes:
        letter, number, count, text, wrong = match.groups()
        if wrong is not None:
            raise ValueError(f"a wrong escape: {column!r}")
        if letter:
            return _LETTERS[letter]
        return bytes([int(number, 16)]) if number else decode(text) * int(count)

    return _ESCAPE.sub(meaning, column)


def answers() -> list[Case]:
    """Returns the rows of answers.tsv and extended.tsv, which needs the whole catalog."""
    return [_answer(row) for file in ("answers.tsv", "extended.tsv") for row in _rows(file, 13)]


def sentences() -> list[Case]:
    """Returns the rows of grammar.tsv as answers at HTTP 200."""
    return [_sentence(row) for row in _rows("grammar.tsv", 4)]


def places(length: int, edge: int = 40) -> Iterator[int]:
    """Yields the places at which a body is split: all, or those near its ends if repeats make it long."""
    return (place for place in range(length + 1) if length <= 1024 or place < edge or length - place < edge)


def _rows(file: str, columns: int) -> Iterator[list[bytes]]:
    for number, line in enumerate((DIRECTORY / file).read_bytes().split(b"\n"), 1):
        if line and not line.startswith(b"#"):
            row = line.split(b"\t")
            assert len(row) == columns, f"{file}, line {number}: {len(row)} columns instead of {columns}"
            yield row


def _text(column: bytes) -> str:
    return "" if column == b"-" else decode(column).decode("utf-8")


def _number(column: bytes) -> int | None:
    return None if column == b"-" else int(column)


def _action(column: bytes) -> Action:
    return Action[re.sub("(?<=[a-z])(?=[A-Z])", "_", column.decode()).upper()]


def _answer(row: list[bytes]) -> Case:
    name, http_status, body, outcome, code, status, entry, action, description, extra, cut, fault, offset = row
    expected = {
        "outcome": _OUTCOMES[outcome.decode()],
        "action": _action(action),
        "code": _number(code),
        # The C ABI has no way to tell a status of 0 from none.
        "status": _number(status) or None,
        "http_status": int(http_status),
        "entry": _text(entry) or None,
        "description": _text(description),
        "description_cut": b"d" in cut,
        "extra_text": _text(extra),
        "extra_cut": b"x" in cut,
        "fault": _FAULTS[fault.decode()],
        "offset": _number(offset),
    }
    return Case(name.decode(), int(http_status), decode(body), expected)


def _sentence(row: list[bytes]) -> Case:
    name, verdict, offset, body = row
    accepted = {b"accept": True, b"reject": False}[verdict]
    expected = {
        "outcome": Outcome.SUCCESS if accepted else Outcome.NOT_FROM_API,
        "action": Action.NONE if accepted else Action.RETRY,
        "code": None,
        "status": None,
        "http_status": 200,
        "entry": None,
        "description": "",
        "description_cut": False,
        "extra_text": "",
        "extra_cut": False,
        "fault": Fault.NONE if accepted else Fault.MALFORMED,
        "offset": _number(offset),
    }
    return Case(name.decode(), 200, decode(body), expected)
