"""Every row of the tables, read whole and in pieces."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Callable

import mixerr
import pytest
import vectors
from mixerr import Code, Response, _read
from vectors import Case, fields

ANSWERS = vectors.answers()
SENTENCES = vectors.sentences()
ROWS = ANSWERS + SENTENCES


def read_pieces(http_status: int, pieces: Iterable[Any]) -> Response:
    reader = mixerr.Reader()
    for piece in pieces:
        reader.feed(piece)
    return reader.finish(http_status)


def chunks(body: bytes, size: int) -> list[bytes]:
    return [body[start : start + size] for start in range(0, len(body), size)]


def wrong(cases: Iterable[Case], read: Callable[[int, bytes], Response]) -> list[str]:
    """Returns the names of the rows that are read otherwise than they ask for, and how."""
    found = []
    for case in cases:
        told = fields(read(case.http_status, case.body))
        if told != case.expected:
            differing = [name for name in told if told[name] != case.expected[name]]
            found += [f"{case.name}: {name} is {told[name]!r}, not {case.expected[name]!r}" for name in differing]
    return found


def test_tables_have_rows_of_every_kind() -> None:
    assert len(ANSWERS) >= 1000 and len(SENTENCES) >= 2000
    assert len({case.name for case in ROWS}) == len(ROWS)
    numbers = {"outcome": {1, 2, 3}, "action": set(range(11)), "fault": set(range(5)), "payment": {0, 1}}
    for name, expected in numbers.items():
        assert {int(case.expected[name]) for case in ANSWERS} == expected, name
    of_successes = [case.expected["data"] for case in ANSWERS if case.expected["outcome"] == 1]
    assert {data: of_successes.count(data) >= 15 for data in of_successes} == {0: True, 1: True, 2: True}
    truncated = {(case.expected["description_truncated"], case.expected["extra_truncated"]) for case in ANSWERS}
    assert len(truncated) == 4
    assert {case.expected["code"] for case in ANSWERS} >= set(mixerr.catalog)


def test_read_says_what_the_tables_say() -> None:
    assert wrong(ROWS, mixerr.read) == []


def test_read_makes_an_object_of_its_own_each_time() -> None:
    for case in ROWS:
        first, second = (mixerr.read(case.http_status, case.body) for _ in range(2))
        assert first == second and first is not second, case.name


def test_response_with_changed_internals_changes_no_later_read() -> None:
    for case in ROWS:
        response: Any = mixerr.read(case.http_status, case.body)
        response._values, response._code, response._entry = (0,) * len(response._values), 0, None
        assert response.outcome == 0 != mixerr.read(case.http_status, case.body).outcome
    assert wrong(ROWS, mixerr.read) == []


def test_entry_with_changed_fields_changes_nothing_else_that_is_read() -> None:
    cases = [case for case in ROWS if case.expected["code"] == 20119]
    before = [(mixerr.read(case.http_status, case.body), case) for case in cases]
    lines = [(str(response), response.write_envelope()) for response, _ in before]
    entry = mixerr.catalog[20119]
    values = {name: getattr(entry, name) for name in type(entry).__slots__}
    try:
        for name in ("code", "action", "payment", "description"):
            object.__setattr__(entry, name, "changed")
        after = [mixerr.read(case.http_status, case.body) for case in cases]
        assert len(after) > 100 and [response for response, _ in before] == after
        assert [(str(response), response.write_envelope()) for response in after] == lines
        assert all(fields(response)["payment"] == 1 for response in after)
    finally:
        for name, value in values.items():
            object.__setattr__(entry, name, value)


def test_read_says_the_same_when_no_struct_is_free() -> None:
    def read_without(http_status: int, body: bytes) -> Response:
        _read._pool.clear()
        return mixerr.read(http_status, body)

    assert wrong(ROWS, read_without) == []
    assert len(_read._pool) == 1


@pytest.mark.parametrize("make", [bytearray, memoryview])
def test_read_of_another_bytes_like_object_says_what_the_tables_say(make: Any) -> None:
    assert wrong(ROWS, lambda http_status, body: mixerr.read(http_status, make(body))) == []


def test_reader_says_what_the_tables_say_of_every_split_into_two() -> None:
    for case in ROWS:
        expected = mixerr.read(case.http_status, case.body)
        for place in vectors.places(len(case.body)):
            pieces = (case.body[:place], case.body[place:])
            assert read_pieces(case.http_status, pieces) == expected, f"{case.name}, split at {place}"


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 1000])
def test_reader_says_what_the_tables_say_in_pieces(size: int) -> None:
    rows = [case for case in ROWS if len(case.body) <= 10000 * size]
    assert len(rows) >= len(ROWS) - 20
    assert wrong(rows, lambda http_status, body: read_pieces(http_status, chunks(body, size))) == []


def test_reader_says_what_the_tables_say_with_empty_pieces_between() -> None:
    def pieces(body: bytes) -> Iterable[Any]:
        for chunk in chunks(body, 5 if len(body) < 1000 else 499):
            yield from (b"", bytearray(), chunk, memoryview(b""))

    assert wrong(ROWS, lambda http_status, body: read_pieces(http_status, pieces(body))) == []


def test_reader_is_faulty_from_the_first_bad_byte_on() -> None:
    for case in ROWS:
        offset = case.expected["fault_offset"]
        for place in vectors.places(len(case.body)):
            reader = mixerr.Reader()
            reader.feed(case.body[:place])
            assert reader.is_faulty == (offset is not None and place > offset), f"{case.name} at {place}"


def test_read_gives_the_catalog_s_own_entry_and_code() -> None:
    for case in ANSWERS:
        response = mixerr.read(case.http_status, case.body)
        assert response.entry is (None if response.code is None else mixerr.lookup(response.code)), case.name
        if response.code is not None:
            assert type(response.code) is (int if response.entry is None else Code), case.name


def test_extra_is_what_json_makes_of_its_text() -> None:
    seen = 0
    for case in ANSWERS:
        text, is_truncated = case.expected["extra_text"], case.expected["extra_truncated"]
        expected = json.loads(text) if text and not is_truncated else None
        seen += expected is not None
        assert mixerr.read(case.http_status, case.body).extra == expected, case.name
    assert seen > 50


def test_raise_for_error_raises_what_the_tables_say() -> None:
    for case in ROWS:
        try:
            mixerr.raise_for_error(case.http_status, case.body)
        except mixerr.MixinError as error:
            assert fields(error.response) == case.expected, case.name
            is_api_error = case.expected["outcome"] == 2
            assert isinstance(error, mixerr.ApiError if is_api_error else mixerr.NotFromApiError), case.name
        else:
            assert case.expected["outcome"] == 1, case.name


def test_is_success_is_true_of_successes_alone() -> None:
    seen = 0
    for case in ROWS:
        is_success = mixerr.read(case.http_status, case.body).is_success
        assert is_success is (case.expected["outcome"] == 1), case.name
        seen += is_success
    assert seen > 500


@pytest.mark.parametrize("column", [b"\\", b"\\q", b"\\x4", b"\\xgg", b"\\{3*a", b"\\{3a}", b"\\{x*a}"])
def test_decode_refuses_what_is_no_escape(column: bytes) -> None:
    with pytest.raises(ValueError, match="a wrong escape"):
        vectors.decode(column)


def test_decode_reads_every_escape() -> None:
    assert vectors.decode(b"a\\\\\\t\\n\\r\\xff\\{3*[\\x7d}z") == b"a\\\t\n\r\xff[}[}[}z"
