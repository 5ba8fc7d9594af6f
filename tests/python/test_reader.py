"""`Reader`: its states, and the arguments that it rejects."""

from __future__ import annotations

import copy
import pickle
from typing import Any, Callable

import mixerr
import pytest
from mixerr import Action, Code, Fault, Outcome

BODY = b'{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}'


def test_finish_returns_the_response_of_read() -> None:
    reader = mixerr.Reader()
    reader.feed(BODY)
    assert reader.finish(202) == mixerr.read(202, BODY)


def test_finish_of_an_empty_body_is_malformed() -> None:
    for http_status, action in (
        (200, Action.RETRY),
        (429, Action.WAIT),
        (0, Action.RETRY),
        (302, Action.REPORT),
    ):
        response = mixerr.Reader().finish(http_status)
        assert (response.fault, response.fault_offset, response.action) == (Fault.MALFORMED, 0, action)


def test_finish_of_a_truncated_body_is_not_from_the_api() -> None:
    for end in range(len(BODY)):
        reader = mixerr.Reader()
        reader.feed(BODY[:end])
        response = reader.finish(200)
        assert (response.outcome, response.fault_offset) == (Outcome.NOT_FROM_API, end)


def test_finished_reader_rejects_every_call() -> None:
    reader = mixerr.Reader()
    reader.feed(BODY)
    reader.finish(202)
    for use in (
        lambda: reader.feed(b"x"),
        lambda: reader.feed(b""),
        lambda: reader.finish(202),
        lambda: reader.is_faulty,
    ):
        with pytest.raises(ValueError, match="the reader is finished"):
            use()


def test_feed_after_a_fault_changes_nothing() -> None:
    reader = mixerr.Reader()
    reader.feed(b'{"a":<')
    for _ in range(3):
        assert reader.is_faulty
        reader.feed(BODY)
    response = reader.finish(200)
    assert (response.fault, response.fault_offset, response.code) == (Fault.MALFORMED, 5, None)


@pytest.mark.parametrize("chunk", ["x", None, 1, [b"x"], memoryview(BODY)[::2]])
def test_rejected_feed_does_not_change_the_reader(chunk: Any) -> None:
    reader = mixerr.Reader()
    reader.feed(BODY[:20])
    with pytest.raises((TypeError, BufferError)):
        reader.feed(chunk)
    reader.feed(BODY[20:])
    assert reader.finish(202).code is Code.PIN_INCORRECT


@pytest.mark.parametrize("http_status", ["202", None, 1.5, -1, 65536])
def test_rejected_finish_does_not_finish_the_reader(http_status: Any) -> None:
    reader = mixerr.Reader()
    reader.feed(BODY)
    with pytest.raises((TypeError, ValueError), match="an HTTP status is"):
        reader.finish(http_status)
    assert reader.finish(202).code is Code.PIN_INCORRECT


def test_readers_are_independent() -> None:
    readers = [mixerr.Reader() for _ in range(100)]
    bodies = [b'{"error":{"code":%d,"description":"%d"}}' % (number, number) for number in range(20100, 20200)]
    for offset in range(max(map(len, bodies))):
        for reader, body in zip(readers, bodies):
            reader.feed(body[offset : offset + 1])
            mixerr.read(202, BODY)
    for number, reader in zip(range(20100, 20200), readers):
        response = reader.finish(202)
        assert (response.code, response.description) == (number, str(number))


def test_fault_offset_saturates_after_more_than_4_gib() -> None:
    reader = mixerr.Reader()
    spaces = b" " * (1 << 24)
    for _ in range(1 << 8):
        reader.feed(spaces)
        assert not reader.is_faulty
    reader.feed(b"<")
    assert reader.is_faulty
    assert reader.finish(200).fault_offset == 0xFFFFFFFF


def test_reader_has_no_other_attributes() -> None:
    with pytest.raises(AttributeError):
        mixerr.Reader().name = "x"  # type: ignore[attr-defined]


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, pickle.dumps])
def test_reader_cannot_be_copied_or_pickled(duplicate: Callable[[mixerr.Reader], object]) -> None:
    with pytest.raises(TypeError, match="cannot be copied"):
        duplicate(mixerr.Reader())
