"""Every row of the tables, read whole and in pieces."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Callable

import mixerr
import pytest
import vectors
from forget import forget
from mixerr import Code, Response, _filled, _kept
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
    for name in ("outcome", "action", "fault"):
        enum = {"outcome": mixerr.Outcome, "action": mixerr.Action, "fault": mixerr.Fault}[name]
        assert {case.expected[name] for case in ANSWERS} == set(enum)
    assert {case.expected["code"] for case in ANSWERS} >= set(mixerr.catalog)


def test_read_says_what_the_tables_say() -> None:
    assert wrong(ROWS, mixerr.read) == []


def test_read_says_the_same_when_a_kind_is_learnt_and_when_it_is_known() -> None:
    def read_twice(http_status: int, body: bytes) -> Response:
        forget()
        first, second = (mixerr.read(http_status, body) for _ in range(2))
        assert first == second and len(_filled.heads) == 1
        return second

    assert wrong(ROWS, read_twice) == []


def test_read_says_the_same_when_there_is_no_room_for_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_filled, "_HEADS", 0)
    assert wrong(ROWS, mixerr.read) == []
    assert _filled.heads == {}


def test_read_says_the_same_when_no_struct_is_free() -> None:
    def read_without(http_status: int, body: bytes) -> Response:
        _kept.free.clear()
        return mixerr.read(http_status, body)

    assert wrong(ROWS, read_without) == []
    assert len(_kept.free) == 1


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
        offset = case.expected["offset"]
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
        text, cut = case.expected["extra_text"], case.expected["extra_cut"]
        expected = json.loads(text) if text and not cut else None
        seen += expected is not None
        assert mixerr.read(case.http_status, case.body).extra == expected, case.name
    assert seen > 50


def test_raise_for_error_raises_what_the_tables_say() -> None:
    for case in ROWS:
        try:
            mixerr.raise_for_error(case.http_status, case.body)
        except mixerr.MixinError as error:
            assert fields(error.response) == case.expected, case.name
            is_api_error = case.expected["outcome"] is mixerr.Outcome.API_ERROR
            assert isinstance(error, mixerr.ApiError if is_api_error else mixerr.NotFromApiError), case.name
        else:
            assert case.expected["outcome"] is mixerr.Outcome.SUCCESS, case.name


@pytest.mark.parametrize("column", [b"\\", b"\\q", b"\\x4", b"\\xgg", b"\\{3*a", b"\\{3a}", b"\\{x*a}"])
def test_decode_refuses_what_is_no_escape(column: bytes) -> None:
    with pytest.raises(ValueError, match="a wrong escape"):
        vectors.decode(column)


def test_decode_reads_every_escape() -> None:
    assert vectors.decode(b"a\\\\\\t\\n\\r\\xff\\{3*[\\x7d}z") == b"a\\\t\n\r\xff[}[}[}z"
