"""`Receipt` and `Head`: every row of their tables, and their arguments."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import mixerr
import pytest
import vectors
from mixerr import Action, Fault, Match, Origin

RECEIPTS = vectors.receipts()
HEADS = vectors.heads()
KEY = "c6d0c728-2624-429b-8e0d-d9d19b6592f1"
BODY = b'{"data":{"trace_id":"c6d0c728-2624-429b-8e0d-d9d19b6592f1"}}'


def receipt_of(row: vectors.Receipt) -> mixerr.Receipt:
    receipt = mixerr.Receipt(*row.key)
    for rule, name, value in row.members:
        add = {"=": receipt.require, "#": receipt.require_decimal, "~": receipt.wait_for}[rule]
        assert add(name, value) is receipt
    return receipt


def test_match_equals_every_row() -> None:
    assert len(RECEIPTS) >= 250
    for row in RECEIPTS:
        receipt = receipt_of(row)
        response = mixerr.read(row.http_status, row.body)
        for size in (len(row.body) + 1, 1, 7):
            receipt.begin()
            for start in range(0, len(row.body), size):
                receipt.feed(row.body[start : start + size])
            assert receipt.match(response) is Match[row.expected.upper()], (row.name, size)


def test_head_equals_every_row() -> None:
    assert len(HEADS) >= 100
    for row in HEADS:
        head = mixerr.Head(row.fields, request_id=row.sent)
        now = row.now_ms / 1000
        response = head.refine(mixerr.read(row.http_status, row.body), now)
        skew = head.skew(now)
        assert (head.origin.name.lower(), head.retry_after) == (row.origin, row.retry_after), row.name
        assert (skew is None and row.skew_ms is None) or round(skew * 1000) == row.skew_ms, row.name
        assert (response.outcome, response.fault, response.action, response.payment) == row.refined, row.name


def test_transfer_takes_a_receipt() -> None:
    receipt = mixerr.Receipt("trace_id", KEY)
    receipt.feed(bytearray(BODY))
    transfer = mixerr.Transfer(KEY, request=b"1.5")
    transfer.handle_saved()
    transfer.handle_response(mixerr.read(200, BODY), receipt)
    transfer.handle_saved()
    assert transfer.poll().ending is mixerr.Ending.PAID


def test_fifth_member_raises() -> None:
    receipt = mixerr.Receipt("trace_id", KEY)
    for name in "abcd":
        receipt.require(name, "1")
    for add in (receipt.require, receipt.require_decimal, receipt.wait_for):
        with pytest.raises(ValueError, match="at most four members"):
            add("e", "1")


@pytest.mark.parametrize(("name", "value"), [("trace_id", "1"), ("amount", ".5"), ("amount", ""), ("amount", "1,5")])
def test_member_that_is_not_valid_raises(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=r"has a member .* not a decimal number"):
        mixerr.Receipt("trace_id", KEY).require_decimal(name, value)


@pytest.mark.parametrize("wrong", [b"a", 1, None])
def test_name_or_value_of_another_type_raises(wrong: Any) -> None:
    for call in (
        lambda: mixerr.Receipt(wrong, KEY),
        lambda: mixerr.Receipt("trace_id", wrong),
        lambda: mixerr.Receipt("trace_id", KEY).require("a", wrong),
        lambda: mixerr.Head([("Date", wrong)]),
        lambda: mixerr.Head([(wrong, "a")]),
    ):
        with pytest.raises(TypeError, match="a name or value is a str"):
            call()


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, pickle.dumps])
@pytest.mark.parametrize("original", [mixerr.Receipt("trace_id", "1"), mixerr.Head({})])
def test_receipt_and_head_are_not_copied_or_pickled(original: object, duplicate: Callable[[Any], Any]) -> None:
    with pytest.raises(TypeError, match=f"a {type(original).__name__} cannot be copied"):
        duplicate(original)


def test_nul_raises() -> None:
    for call in (
        lambda: mixerr.Receipt("trace_id", "a\0b"),
        lambda: mixerr.Receipt("trace_id", KEY).require("a\0", "b"),
        lambda: mixerr.Head({}, request_id="a\0b"),
    ):
        with pytest.raises(ValueError, match="NUL"):
            call()


def test_response_of_another_type_raises() -> None:
    for call in (mixerr.Receipt("trace_id", KEY).match, mixerr.Head({}).refine):
        with pytest.raises(TypeError, match="a response is what mixerr.read returns"):
            call({})  # type: ignore[operator]


def test_chunk_that_is_a_str_raises() -> None:
    with pytest.raises(TypeError, match="a body is bytes, not str"):
        mixerr.Receipt("trace_id", KEY).feed("{}")  # type: ignore[arg-type]


def test_refined_response_is_another_object() -> None:
    response = mixerr.read(200, BODY)
    refined = mixerr.Head({}, request_id="a").refine(response)
    assert response.is_success
    assert (refined.fault, refined.action, refined.http_status) == (Fault.ORIGIN, Action.RETRY, 200)
    assert mixerr.Head({}, request_id="a").origin is Origin.OTHER


def test_skew_without_a_clock_is_none() -> None:
    head = mixerr.Head({"X-Server-Time": "1764312313000000000"})
    assert head.skew(0) is head.skew(-1) is head.skew(float("inf")) is head.skew(float("nan")) is None
    assert head.skew() is not None
