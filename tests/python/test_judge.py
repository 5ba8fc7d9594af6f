"""Compares generated responses with a second reading by Python's json.

The judge is stricter than json: it rejects NaN and Infinity, and requires UTF-8 without a byte order mark. It replaces
lone surrogates by U+FFFD, keeps every member of an object, and keeps numbers as they were sent.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, NamedTuple, NoReturn

import mixerr
from hypothesis import given
from hypothesis import strategies as st
from mixerr import Action, Fault, Outcome, Response

MAX_DEPTH = 64
CAPACITY = 128


class Object(list):  # type: ignore[type-arg]
    """All members of an object, in order."""


class Number(NamedTuple):
    """A number as it was sent."""

    text: str


class NotJson(Exception):
    """Not valid JSON by RFC 8259."""


def reject(constant: str) -> NoReturn:
    raise NotJson(constant)


def parsed(text: str) -> Any:
    """Parses JSON; raises NotJson."""
    try:
        value = json.loads(text, parse_constant=reject, parse_int=Number, parse_float=Number, object_pairs_hook=Object)
    except ValueError as error:
        raise NotJson(str(error)) from None
    return without_surrogates(value)


def without_surrogates(value: Any) -> Any:
    """Returns a value with U+FFFD for each lone surrogate."""
    if isinstance(value, str):
        return re.sub("[\ud800-\udfff]", "\ufffd", value)
    if isinstance(value, Object):
        return Object((without_surrogates(key), without_surrogates(inner)) for key, inner in value)
    return [without_surrogates(inner) for inner in value] if type(value) is list else value


def depth(value: Any) -> int:
    inner = [member[1] for member in value] if isinstance(value, Object) else value
    return 1 + max(map(depth, inner), default=0) if isinstance(value, list) else 0


def last(value: Any, name: str, has_type: Any = lambda value: True) -> Any:
    """Returns the last value of the right type with this key; None if absent."""
    members = value if isinstance(value, Object) else []
    return next((inner for key, inner in reversed(members) if key == name and has_type(inner)), None)


def is_unsigned(bits: int) -> Any:
    return lambda value: (
        isinstance(value, Number) and re.fullmatch("[0-9]{1,20}", value.text) and int(value.text) < 1 << bits
    )


def is_string(value: Any) -> bool:
    return type(value) is str


def number(value: Any) -> Any:
    return None if value is None else int(value.text)


def is_success_status(http_status: int) -> bool:
    return http_status == 0 or 200 <= http_status <= 209


def action_without_entry(http_status: int, fault: Fault) -> Action:
    if http_status == 429:
        return Action.WAIT
    if http_status in (408, 421, 425):
        return Action.RETRY
    if http_status in (400, 405, 413, 414, 415, 431):
        return Action.FIX_REQUEST
    if http_status == 511:
        return Action.REPORT
    is_damaged = fault in (Fault.MALFORMED, Fault.TOO_DEEP) and is_success_status(http_status)
    return Action.RETRY if is_damaged or 500 <= http_status <= 599 else Action.REPORT


def truncated(text: str) -> str:
    return text.encode()[:CAPACITY].decode(errors="ignore")


def check_error(response: Response, error: Object) -> None:
    """Checks an error of the API."""
    code, status = (
        number(last(error, "code", is_unsigned(32))),
        number(last(error, "status", is_unsigned(16))),
    )
    assert response.outcome is Outcome.API_ERROR
    assert (response.code, response.status) == (code, status or None)
    description = last(error, "description", is_string) or ""
    assert response.description == truncated(description)
    assert response.description_truncated == (truncated(description) != description)
    if response.extra_truncated:
        # An escape of up to six bytes is not split.
        assert CAPACITY - 6 < len(response.extra_text.encode()) <= CAPACITY and response.extra is None
    elif response.extra_text:
        (extra,) = [inner for name, inner in error if name == "extra"][-1:]
        assert parsed(response.extra_text) == extra
        assert response.extra == json.loads(response.extra_text)
    else:
        assert "extra" not in [name for name, _ in error]
    entry = mixerr.catalog.get(code)
    assert response.entry is entry
    unknown = Action.RETRY if (response.http_status if status is None else status) == 500 else Action.REPORT
    assert response.action is (entry.action if entry else unknown)
    assert response.payment == (1 if code in (20117, 20118, 20119, 20120, 20124, 30100) else 0)
    assert (response.fault, response.fault_offset, response.data) == (Fault.NONE, None, 0)


def check_success(response: Response, value: Any) -> None:
    """Checks a success."""
    members = [inner for name, inner in value if name == "data"] if isinstance(value, Object) else []
    data = 0 if not members else 1 if members[-1] is None else 2
    assert (response.outcome, response.action, response.payment, response.data) == (1, 1, 0, data)
    assert response.is_success and response.fault == 0 and response.code is None


def check_fault(response: Response, body: bytes, fault: Fault) -> None:
    """Checks a response that is not from the API."""
    assert (response.outcome, response.fault) == (Outcome.NOT_FROM_API, fault)
    assert response.action is action_without_entry(response.http_status, fault)
    assert (response.code, response.status, response.entry) == (None, None, None)
    assert (response.description, response.extra_text, response.extra) == ("", "", None)
    assert (response.payment, response.data, response.is_success) == (0, 0, False)
    if fault not in (Fault.MALFORMED, Fault.TOO_DEEP):
        assert response.fault_offset is None
        return
    assert response.fault_offset is not None and response.fault_offset <= len(body)
    # The bytes before the fault are a prefix of valid JSON, or complete.
    before = mixerr.read(200, body[: response.fault_offset])
    assert before.fault is not Fault.MALFORMED or before.fault_offset == response.fault_offset


def check(http_status: int, body: bytes) -> Response:
    """Reads a response, and compares it with the judge's reading."""
    response = mixerr.read(http_status, body)
    assert response.http_status == http_status
    if body == b"" and http_status in (204, 205):
        check_success(response, None)
        return response
    try:
        value = parsed(body.decode("utf-8"))
    except (NotJson, UnicodeDecodeError):
        assert response.fault in (Fault.MALFORMED, Fault.TOO_DEEP)
        check_fault(response, body, response.fault)
        return response
    errors = [inner for name, inner in value if name == "error"] if isinstance(value, Object) else []
    error = next((inner for inner in reversed(errors) if isinstance(inner, Object)), Object())
    if depth(value) > MAX_DEPTH:
        check_fault(response, body, Fault.TOO_DEEP)
    elif last(error, "code", is_unsigned(32)) is not None:
        check_error(response, error)
    elif any(inner is not None for inner in errors):
        check_fault(response, body, Fault.FOREIGN)
    elif not is_success_status(http_status):
        check_fault(response, body, Fault.HTTP)
    else:
        check_success(response, value)
    return response


HTTP_STATUSES = st.sampled_from(
    [0, 100, 199, 200, 202, 204, 205, 209, 210, 301, 400, 401, 403, 404, 405, 408, 413, 414, 415, 421, 425]
    + [429, 431, 499, 500, 502, 511, 599, 600, 65535]
)
SPACES = st.sampled_from(["", "", "", " ", "\n", "\t ", "\r\n"])
ESCAPES = [
    '\\"',
    "\\\\",
    "\\/",
    "\\b",
    "\\n",
    "\\u0000",
    "\\u0041",
    "\\u00E9",
    "\\ud83d\\ude00",
    "\\ud800",
    "\\udc00",
]
LETTERS = st.one_of(
    st.sampled_from(ESCAPES),
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='"\\'),
    st.integers(0, 0xFFFF).map("\\u{:04x}".format),
)
STRINGS = st.lists(LETTERS, max_size=12).map(lambda letters: '"' + "".join(letters) + '"')
LONG_STRINGS = st.tuples(LETTERS, st.integers(20, 140)).map(lambda pair: '"' + pair[0] * pair[1] + '"')
INTEGERS = st.one_of(
    st.sampled_from([*map(str, mixerr.catalog)]),
    st.sampled_from(["0", "-0", "1", "-1", "500", "202", "65535", "65536", "4294967295", "4294967296", "9" * 30]),
    st.integers(0, 9_999_999).map(str),
)
NUMBERS = st.one_of(
    INTEGERS, st.from_regex(r"-?(0|[1-9][0-9]{0,5})(\.[0-9]{1,4})?([eE][+-]?[0-9]{1,3})?", fullmatch=True)
)
LITERALS = st.sampled_from(["null", "true", "false"])
NAMES = st.one_of(
    st.sampled_from(['"error"', '"code"', '"status"', '"description"', '"extra"', '"data"', '"c\\u006fde"']),
    STRINGS,
)


def listed(brackets: Sequence[str], members: Any, min_size: int = 0) -> Any:
    """Generates an array or object of members, with white space wherever it is allowed."""
    items = st.lists(st.tuples(SPACES, members, SPACES).map("".join), min_size=min_size, max_size=5)
    return items.map(lambda texts: brackets[0] + ",".join(texts) + brackets[1])


def member(name: Any, value: Any) -> Any:
    return st.tuples(name, SPACES, st.just(":"), SPACES, value).map("".join)


VALUES = st.recursive(
    st.one_of(STRINGS, NUMBERS, LITERALS),
    lambda inner: st.one_of(listed("[]", inner), listed("{}", member(NAMES, inner))),
    max_leaves=8,
)
ERROR_MEMBERS = st.one_of(
    member(st.just('"code"'), INTEGERS),
    member(st.just('"code"'), INTEGERS),
    member(st.just('"status"'), INTEGERS),
    member(st.just('"description"'), STRINGS | LONG_STRINGS),
    member(st.just('"extra"'), VALUES | LONG_STRINGS),
    member(NAMES, VALUES),
)
ENVELOPES = listed(
    "{}",
    st.one_of(
        member(st.sampled_from(['"error"', '"err\\u006fr"']), listed("{}", ERROR_MEMBERS)),
        member(NAMES, VALUES),
    ),
)
ERRORS = st.one_of(
    listed(['{"error":{', f',"code":{code}}}}}'], ERROR_MEMBERS, min_size=1) for code in (20119, 10002, 77777)
)
BODIES = st.one_of(ERRORS, ENVELOPES, st.tuples(SPACES, VALUES, SPACES).map("".join)).map(str.encode)


@st.composite
def damaged(draw: Any) -> bytes:
    """Generates bodies with removed, added or changed bytes."""
    body = bytearray(draw(BODIES))
    for _ in range(draw(st.integers(1, 2))):
        offset, removed = draw(st.integers(0, len(body))), draw(st.integers(0, 2))
        added = draw(
            st.one_of(st.binary(max_size=2), st.sampled_from([b'"', b"\\", b"{", b"}", b"[", b"]", b",", b"0"]))
        )
        body[offset : offset + removed] = added
    return bytes(body)


@given(HTTP_STATUSES, BODIES)
def test_read_agrees_with_the_judge_on_json(http_status: int, body: bytes) -> None:
    check(http_status, body)


@given(HTTP_STATUSES, damaged())
def test_read_agrees_with_the_judge_on_damaged_bodies(http_status: int, body: bytes) -> None:
    check(http_status, body)


@given(HTTP_STATUSES, st.one_of(st.binary(max_size=40), st.text(max_size=30).map(lambda text: text.encode())))
def test_read_agrees_with_the_judge_on_arbitrary_bytes(http_status: int, body: bytes) -> None:
    check(http_status, body)


@given(BODIES)
def test_read_agrees_with_the_judge_on_every_prefix(body: bytes) -> None:
    for end in range(len(body)):
        check(204, body[:end])


@given(HTTP_STATUSES, st.one_of(BODIES, damaged()), st.data())
def test_reader_agrees_with_the_judge_for_any_split(http_status: int, body: bytes, data: Any) -> None:
    offsets = sorted(data.draw(st.lists(st.integers(0, len(body)), max_size=6)))
    reader = mixerr.Reader()
    for start, end in zip([0, *offsets], [*offsets, len(body)]):
        kind = data.draw(st.sampled_from([bytes, bytearray, memoryview]))
        reader.feed(kind(body[start:end]))
    assert reader.finish(http_status) == check(http_status, body)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["C", "Z"]), max_size=40),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text("abcdé😀", max_size=5), inner, max_size=6),
    max_leaves=12,
)


@given(PLAIN)
def test_extra_is_compact_json_or_a_prefix_of_it(extra: Any) -> None:
    compact = json.dumps(extra, ensure_ascii=False, separators=(",", ":"))
    for sent in (compact, json.dumps(extra, indent=2), json.dumps(extra)):
        response = mixerr.read(202, b'{"error":{"extra":%s,"code":20119}}' % sent.encode())
        assert response.extra_text == truncated(compact)
        assert response.extra_truncated == (truncated(compact) != compact)
        assert response.extra == (None if response.extra_truncated else extra)


def test_read_agrees_with_the_judge_on_every_depth() -> None:
    for levels in range(1, 70):
        for before, after in (
            ("[", "]"),
            ('{"a":', "}"),
            ('{"error":[', "]}"),
            ('{"error":{"code":1,"extra":', "}}"),
        ):
            check(200, (before * levels + "1" + after * levels).encode())
            check(200, ('{"error":{"code":20119,"x":' + before * levels + "1" + after * levels + "}}").encode())
            check(200, (before * levels).encode())
