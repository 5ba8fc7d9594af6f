"""Reads the tables of tests/vectors, whose format is in tests/vectors/README.md."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import mixerr

DIRECTORY = Path(__file__).resolve().parents[1] / "vectors"

# The words of the tables, and their numbers in the C ABI. A member of an enum is equal to its number.
_OUTCOMES = {"success": 1, "api": 2, "not_from_api": 3}
_ACTIONS = {
    "Report": 0,
    "Proceed": 1,
    "Retry": 2,
    "Wait": 3,
    "AskUser": 4,
    "FixRequest": 5,
    "Reauthorize": 6,
    "Reconcile": 7,
    "Resync": 8,
    "FixClock": 9,
    "UpdateApp": 10,
}
_FAULTS = {"-": 0, "malformed": 1, "foreign": 2, "http": 3, "too_deep": 4, "origin": 5}
_PAYMENTS = {"possible": 0, "excluded": 1}
# A response that is not a success has no data.
_DATA = {"-": 0, "absent": 0, "null": 1, "present": 2}
_LETTERS = {b"\\": b"\\", b"t": b"\t", b"n": b"\n", b"r": b"\r"}
_ESCAPE = re.compile(rb"\\(?:([\\tnr])|x([0-9a-f]{2})|\{([0-9]+)\*([^}]*)\}|(.?))", re.DOTALL)


class Case(NamedTuple):
    """A row of a table."""

    name: str
    http_status: int
    body: bytes
    expected: dict[str, Any]
    """What `fields` must return for the response."""


class Receipt(NamedTuple):
    """A row of receipts.tsv."""

    name: str
    key: tuple[str, str]
    members: list[tuple[str, str, str]]
    """The sign of the rule, the name and the value of each."""
    http_status: int
    body: bytes
    expected: str


class Head(NamedTuple):
    """A row of heads.tsv."""

    name: str
    sent: str | None
    fields: list[tuple[str, str]]
    now_ms: int
    http_status: int
    body: bytes
    origin: str
    retry_after: int
    skew_ms: int | None
    refined: tuple[int, ...]


# The properties that hold a field of the C struct. The others are computed from these.
FIELDS = (
    *("outcome", "action", "payment", "data", "code", "status", "http_status", "entry"),
    *("description", "description_truncated", "extra_text", "extra_truncated", "fault", "fault_offset"),
)


def fields(response: mixerr.Response) -> dict[str, Any]:
    """Returns every field of a response, with the name of its entry."""
    values = {name: getattr(response, name) for name in FIELDS}
    values["entry"] = response.entry and response.entry.name
    return values


def decode(column: bytes) -> bytes:
    """Decodes the escapes of a column."""

    def decode_escape(match: re.Match[bytes]) -> bytes:
        letter, number, count, text, invalid = match.groups()
        if invalid is not None:
            raise ValueError(f"invalid escape: {column!r}")
        if letter:
            return _LETTERS[letter]
        return bytes([int(number, 16)]) if number else decode(text) * int(count)

    return _ESCAPE.sub(decode_escape, column)


def responses() -> list[Case]:
    """Returns the rows of answers.tsv and extended.tsv, which needs the complete catalog."""
    return [_response(row) for file in ("answers.tsv", "extended.tsv") for row in rows(file, 15)]


def sentences() -> list[Case]:
    """Returns the rows of grammar.tsv as responses with HTTP status 200."""
    return [_sentence(row) for row in rows("grammar.tsv", 4)]


def receipts() -> list[Receipt]:
    """Returns the rows of receipts.tsv."""
    return [_receipt(row) for row in rows("receipts.tsv", 7)]


def heads() -> list[Head]:
    """Returns the rows of heads.tsv."""
    return [_head(row) for row in rows("heads.tsv", 13)]


def splits(length: int, edge: int = 40) -> Iterator[int]:
    """Yields the offsets at which a body is split: all of a short body, those near the ends of a long one."""
    return (offset for offset in range(length + 1) if length <= 1024 or offset < edge or length - offset < edge)


def rows(file: str, columns: int) -> Iterator[list[bytes]]:
    """Yields the rows of a table, split into columns."""
    for number, line in enumerate((DIRECTORY / file).read_bytes().split(b"\n"), 1):
        if line and not line.startswith(b"#"):
            row = line.split(b"\t")
            assert len(row) == columns, f"{file}, line {number}: {len(row)} columns instead of {columns}"
            yield row


def _text(column: bytes) -> str:
    return "" if column == b"-" else decode(column).decode("utf-8")


def _number(column: bytes) -> int | None:
    return None if column == b"-" else int(column)


def _response(row: list[bytes]) -> Case:
    name, http_status, body, outcome, code, status, entry, action, payment, data, *rest = row
    description, extra, truncated, fault, offset = rest
    assert (data == b"-") == (outcome != b"success"), name
    assert truncated in (b"-", b"d", b"x", b"dx"), name
    expected = {
        "outcome": _OUTCOMES[outcome.decode()],
        "action": _ACTIONS[action.decode()],
        "payment": _PAYMENTS[payment.decode()],
        "data": _DATA[data.decode()],
        "code": _number(code),
        # In the C ABI, an absent status is 0.
        "status": _number(status) or None,
        "http_status": int(http_status),
        "entry": _text(entry) or None,
        "description": _text(description),
        "description_truncated": b"d" in truncated,
        "extra_text": _text(extra),
        "extra_truncated": b"x" in truncated,
        "fault": _FAULTS[fault.decode()],
        "fault_offset": _number(offset),
    }
    return Case(name.decode(), int(http_status), decode(body), expected)


def _any_text(column: bytes) -> str:
    """Decodes a column whose bytes may be no UTF-8: those of a lone surrogate are one in Python."""
    return decode(column).decode("utf-8", "surrogatepass")


def _receipt(row: list[bytes]) -> Receipt:
    name, key_name, key, members, http_status, body, expected = row
    split = [re.split(rb"([=#~])", member, maxsplit=1) for member in members.split(b" ") if member != b"-"]
    return Receipt(
        name.decode(),
        (_any_text(key_name), _any_text(key)),
        [(rule.decode(), _any_text(member), _any_text(value)) for member, rule, value in split],
        int(http_status),
        decode(body),
        expected.decode(),
    )


def _head(row: list[bytes]) -> Head:
    name, sent, fields, now, http_status, body, origin, retry_after, skew, outcome, fault, action, payment = row
    pairs = [field.split(b":", 1) for field in fields.split(b"|") if field]
    return Head(
        name.decode(),
        None if sent == b"-" else _any_text(sent),
        [(decode(key).decode("latin-1"), decode(value).decode("latin-1")) for key, value in pairs],
        int(now),
        int(http_status),
        decode(body),
        origin.decode(),
        int(retry_after),
        _number(skew),
        (
            _OUTCOMES[outcome.decode()],
            _FAULTS[fault.decode()],
            _ACTIONS[action.decode()],
            _PAYMENTS[payment.decode()],
        ),
    )


def _data(body: bytes) -> int:
    """Returns the number of `Data` for an accepted sentence, by Python's json."""
    root = json.loads(body, parse_int=str)
    if not isinstance(root, dict) or "data" not in root:
        return 0
    return 1 if root["data"] is None else 2


def _sentence(row: list[bytes]) -> Case:
    name, verdict, offset, body = row
    accepted = {b"accept": True, b"reject": False}[verdict]
    expected = {
        "outcome": 1 if accepted else 3,
        "action": 1 if accepted else 2,
        "payment": 0,
        "data": _data(decode(body)) if accepted else 0,
        "code": None,
        "status": None,
        "http_status": 200,
        "entry": None,
        "description": "",
        "description_truncated": False,
        "extra_text": "",
        "extra_truncated": False,
        "fault": 0 if accepted else 1,
        "fault_offset": _number(offset),
    }
    return Case(name.decode(), 200, decode(body), expected)
