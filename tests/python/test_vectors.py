"""Every row of the tables, read as a complete body and in chunks."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Callable

import mixerr
import pytest
import vectors
from mixerr import Code, Response, _read
from vectors import Case, fields

RESPONSES = vectors.responses()
SENTENCES = vectors.sentences()
ROWS = RESPONSES + SENTENCES


def read_chunks(http_status: int, chunks: Iterable[Any]) -> Response:
    reader = mixerr.Reader()
    for chunk in chunks:
        reader.feed(chunk)
    return reader.finish(http_status)


def chunks_of(body: bytes, size: int) -> list[bytes]:
    return [body[start : start + size] for start in range(0, len(body), size)]


def differences(cases: Iterable[Case], read: Callable[[int, bytes], Response]) -> list[str]:
    """Returns a line for each field that differs from the expected one."""
    found = []
    for case in cases:
        actual = fields(read(case.http_status, case.body))
        if actual != case.expected:
            differing = [name for name in actual if actual[name] != case.expected[name]]
            found += [f"{case.name}: {name} is {actual[name]!r}, not {case.expected[name]!r}" for name in differing]
    return found


def test_tables_have_rows_of_every_kind() -> None:
    assert len(RESPONSES) >= 1000 and len(SENTENCES) >= 2000
    assert len({case.name for case in ROWS}) == len(ROWS)
    numbers = {"outcome": {1, 2, 3}, "action": set(range(11)), "fault": set(range(5)), "payment": {0, 1}}
    for name, expected in numbers.items():
        assert {int(case.expected[name]) for case in RESPONSES} == expected, name
    of_successes = [case.expected["data"] for case in RESPONSES if case.expected["outcome"] == 1]
    assert {data: of_successes.count(data) >= 15 for data in of_successes} == {0: True, 1: True, 2: True}
    truncated = {(case.expected["description_truncated"], case.expected["extra_truncated"]) for case in RESPONSES}
    assert len(truncated) == 4
    assert {case.expected["code"] for case in RESPONSES} >= set(mixerr.catalog)


def test_read_returns_the_fields_of_the_tables() -> None:
    assert differences(ROWS, mixerr.read) == []


def test_read_returns_a_new_object_each_time() -> None:
    for case in ROWS:
        first, second = (mixerr.read(case.http_status, case.body) for _ in range(2))
        assert first == second and first is not second, case.name


def test_response_with_changed_internals_does_not_affect_a_later_read() -> None:
    for case in ROWS:
        response: Any = mixerr.read(case.http_status, case.body)
        response._values, response._code, response._entry = (0,) * len(response._values), 0, None
        assert response.outcome == 0 != mixerr.read(case.http_status, case.body).outcome
    assert differences(ROWS, mixerr.read) == []


def test_entry_with_changed_fields_does_not_affect_a_response() -> None:
    cases = [case for case in ROWS if case.expected["code"] == 20119]
    before = [mixerr.read(case.http_status, case.body) for case in cases]
    lines = [(str(response), response.write_envelope()) for response in before]
    entry = mixerr.catalog[20119]
    values = {name: getattr(entry, name) for name in type(entry).__slots__}
    try:
        for name in ("code", "action", "payment", "description"):
            object.__setattr__(entry, name, "changed")
        after = [mixerr.read(case.http_status, case.body) for case in cases]
        assert len(after) > 100 and before == after
        assert [(str(response), response.write_envelope()) for response in after] == lines
        assert all(fields(response)["payment"] == 1 for response in after)
    finally:
        for name, value in values.items():
            object.__setattr__(entry, name, value)


def test_read_returns_the_fields_of_the_tables_if_the_pool_is_empty() -> None:
    def read_without(http_status: int, body: bytes) -> Response:
        _read._pool.clear()
        return mixerr.read(http_status, body)

    assert differences(ROWS, read_without) == []
    assert len(_read._pool) == 1


@pytest.mark.parametrize("make", [bytearray, memoryview])
def test_read_returns_the_fields_of_the_tables_for_other_types_of_body(make: Any) -> None:
    assert differences(ROWS, lambda http_status, body: mixerr.read(http_status, make(body))) == []


def test_reader_returns_the_same_for_every_split_into_two() -> None:
    for case in ROWS:
        expected = mixerr.read(case.http_status, case.body)
        for offset in vectors.splits(len(case.body)):
            chunks = (case.body[:offset], case.body[offset:])
            assert read_chunks(case.http_status, chunks) == expected, f"{case.name}, split at {offset}"


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 1000])
def test_reader_returns_the_fields_of_the_tables_for_chunks_of_any_size(size: int) -> None:
    rows = [case for case in ROWS if len(case.body) <= 10000 * size]
    assert len(rows) >= len(ROWS) - 20
    assert differences(rows, lambda http_status, body: read_chunks(http_status, chunks_of(body, size))) == []


def test_reader_returns_the_fields_of_the_tables_with_empty_chunks_between() -> None:
    def chunks(body: bytes) -> Iterable[Any]:
        for chunk in chunks_of(body, 5 if len(body) < 1000 else 499):
            yield from (b"", bytearray(), chunk, memoryview(b""))

    assert differences(ROWS, lambda http_status, body: read_chunks(http_status, chunks(body))) == []


def test_reader_is_faulty_after_the_first_invalid_byte() -> None:
    for case in ROWS:
        fault_offset = case.expected["fault_offset"]
        for offset in vectors.splits(len(case.body)):
            reader = mixerr.Reader()
            reader.feed(case.body[:offset])
            is_faulty = fault_offset is not None and offset > fault_offset
            assert reader.is_faulty == is_faulty, f"{case.name} at {offset}"


def test_read_returns_the_entry_and_code_of_the_catalog() -> None:
    for case in RESPONSES:
        response = mixerr.read(case.http_status, case.body)
        assert response.entry is (None if response.code is None else mixerr.lookup(response.code)), case.name
        if response.code is not None:
            assert type(response.code) is (int if response.entry is None else Code), case.name


def test_extra_is_the_decoded_extra_text() -> None:
    seen = 0
    for case in RESPONSES:
        text, is_truncated = case.expected["extra_text"], case.expected["extra_truncated"]
        expected = json.loads(text) if text and not is_truncated else None
        seen += expected is not None
        assert mixerr.read(case.http_status, case.body).extra == expected, case.name
    assert seen > 50


def test_raise_for_error_raises_an_exception_with_the_fields_of_the_tables() -> None:
    for case in ROWS:
        try:
            mixerr.raise_for_error(case.http_status, case.body)
        except mixerr.MixinError as error:
            assert fields(error.response) == case.expected, case.name
            is_api_error = case.expected["outcome"] == 2
            assert isinstance(error, mixerr.ApiError if is_api_error else mixerr.NotFromApiError), case.name
        else:
            assert case.expected["outcome"] == 1, case.name


def test_is_success_is_true_for_a_success_only() -> None:
    seen = 0
    for case in ROWS:
        is_success = mixerr.read(case.http_status, case.body).is_success
        assert is_success is (case.expected["outcome"] == 1), case.name
        seen += is_success
    assert seen > 500


@pytest.mark.parametrize("column", [b"\\", b"\\q", b"\\x4", b"\\xgg", b"\\{3*a", b"\\{3a}", b"\\{x*a}"])
def test_decode_rejects_an_invalid_escape(column: bytes) -> None:
    with pytest.raises(ValueError, match="invalid escape"):
        vectors.decode(column)


def test_decode_decodes_every_escape() -> None:
    assert vectors.decode(b"a\\\\\\t\\n\\r\\xff\\{3*[\\x7d}z") == b"a\\\t\n\r\xff[}[}[}z"
