"""Responses: their fields, and that they are immutable."""

from __future__ import annotations

import copy
import dataclasses
import json
import operator
import pickle
import unicodedata
from typing import Any

import mixerr
import pytest
import vectors
from mixerr import Response

ROWS = vectors.answers()
RESPONSES = [mixerr.read(case.http_status, case.body) for case in ROWS]
FIELDS = [field.name for field in dataclasses.fields(Response)]


def error(code: int = 77777, **members: Any) -> Response:
    return mixerr.read(202, json.dumps({"error": {"code": code, **members}}).encode())


def twins(response: Response) -> list[Response]:
    """Returns the same response, made in other ways."""
    values = {name: getattr(response, name) for name in FIELDS}
    pickled = [pickle.loads(pickle.dumps(response, how)) for how in range(pickle.HIGHEST_PROTOCOL + 1)]
    copied = [copy.copy(response), copy.deepcopy(response), dataclasses.replace(response), Response(**values)]
    return pickled + copied


def test_response_is_frozen() -> None:
    for response in (error(description="x"), mixerr.read(200, b"{}"), mixerr.read(200, b"<")):
        for name in FIELDS:
            with pytest.raises(dataclasses.FrozenInstanceError):
                setattr(response, name, None)
            with pytest.raises(dataclasses.FrozenInstanceError):
                delattr(response, name)
            with pytest.raises(dataclasses.FrozenInstanceError):
                object.__setattr__(response, name, None)
        with pytest.raises((AttributeError, TypeError)):
            response.other = 1  # type: ignore[attr-defined]
        assert type(response) is Response and not hasattr(response, "__dict__")


def test_responses_are_equal_when_made_otherwise() -> None:
    for response in RESPONSES:
        for twin in twins(response):
            assert twin == response and hash(twin) == hash(response) and repr(twin) == repr(response)
            assert type(twin) is Response and twin.entry is response.entry and type(twin.code) is type(response.code)


def test_responses_differ_by_every_field() -> None:
    response = error(20119, status=202, description="x", extra=1)
    others: list[dict[str, Any]] = [
        {"code": 77777, "entry": None, "payment": mixerr.Payment.POSSIBLE, "action": mixerr.Action.REPORT},
        {"status": 1},
        {"http_status": 1},
        {"description": "y"},
        {"description_truncated": True},
        {"extra_text": "2"},
        {"extra_truncated": True},
    ]
    for other in others:
        assert dataclasses.replace(response, **other) != response, other
    success = mixerr.read(200, b"{}")
    assert dataclasses.replace(success, data=mixerr.Data.NULL) != success
    fault = mixerr.read(200, b"<")
    assert dataclasses.replace(fault, fault_offset=1) != fault
    assert dataclasses.replace(fault, fault=mixerr.Fault.TOO_DEEP) != fault
    assert response != tuple(getattr(response, name) for name in FIELDS)


@pytest.mark.parametrize(
    "values",
    [
        {"description": "x" * 129},
        {"description": "\u00e9" * 65},
        {"description": "\ud800"},
        {"extra_text": '"' + "x" * 127 + '"'},
        {"extra_text": '"\udfff"'},
        {"code": 1 << 32},
        {"code": -1},
        {"status": 1 << 16},
        {"http_status": -1},
        {"fault_offset": 1 << 32},
        {"outcome": mixerr.Outcome.UNREAD},
        {"outcome": mixerr.Outcome.UNREAD, "action": mixerr.Action.REPORT, "code": None, "entry": None},
        {"outcome": mixerr.Outcome.SUCCESS},
        {"outcome": mixerr.Outcome.SUCCESS, "action": mixerr.Action.PROCEED},
        {"outcome": mixerr.Outcome.NOT_FROM_API},
        {"action": mixerr.Action.PROCEED},
        {"action": mixerr.Action.RETRY},
        {"action": mixerr.Action.WAIT},
        {"description_truncated": 1},
        {"extra_truncated": 3},
        {"payment": mixerr.Payment.POSSIBLE},
        {"data": mixerr.Data.PRESENT},
        {"code": None},
        {"code": 20117},
        {"entry": None},
        {"entry": mixerr.catalog[20117]},
        {"fault": mixerr.Fault.HTTP},
        {"fault_offset": 0},
    ],
)
def test_response_is_refused_with_what_no_answer_has(values: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        dataclasses.replace(error(20119, status=202, description="x", extra=1), **values)


@pytest.mark.parametrize(
    "values",
    [
        {"outcome": mixerr.Outcome.UNREAD},
        {"outcome": mixerr.Outcome.NOT_FROM_API},
        {"outcome": mixerr.Outcome.API_ERROR, "action": mixerr.Action.REPORT},
        {"action": mixerr.Action.REPORT},
        {"payment": mixerr.Payment.EXCLUDED},
        {"code": 20119},
        {"status": 202},
        {"entry": mixerr.catalog[20119]},
        {"description": "x"},
        {"description_truncated": True},
        {"extra_text": "1"},
        {"extra_truncated": True},
        {"fault": mixerr.Fault.MALFORMED},
        {"fault_offset": 0},
    ],
)
def test_success_is_refused_with_what_no_success_has(values: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        dataclasses.replace(mixerr.read(200, b'{"data":{}}'), **values)


@pytest.mark.parametrize(
    "values",
    [
        {"outcome": mixerr.Outcome.SUCCESS, "action": mixerr.Action.PROCEED},
        {"action": mixerr.Action.PROCEED},
        {"payment": mixerr.Payment.EXCLUDED},
        {"data": mixerr.Data.NULL},
        {"fault": mixerr.Fault.NONE},
        {"fault": mixerr.Fault.HTTP},
        {"fault_offset": None},
    ],
)
def test_fault_is_refused_with_what_no_fault_has(values: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        dataclasses.replace(mixerr.read(200, b"<"), **values)


@pytest.mark.parametrize("name", ["outcome", "action", "payment", "data", "fault"])
def test_response_is_refused_with_a_number_in_the_place_of_a_word(name: str) -> None:
    response = error(20119)
    for number in (int(getattr(response, name)), 256, True, None):
        with pytest.raises(TypeError, match=f"^a response's {name} is of type {name.title()}, not "):
            dataclasses.replace(response, **{name: number})


def test_response_is_neither_true_nor_false() -> None:
    said = "^a Response is neither true nor false: use is_success, or match on action$"
    asked: list[Any] = [
        bool,
        lambda response: not response,
        lambda response: 1 if response else 2,
        lambda response: response and 1,
        lambda response: response or 1,
        lambda response: list(filter(None, [response])),
        lambda response: any([response]),
        lambda response: all([response]),
        lambda response: [1 for _ in "x" if response],
        operator.truth,
        operator.not_,
    ]
    for response in (error(20119), mixerr.read(200, b'{"data":{}}'), mixerr.read(502, b"<html>")):
        for ask in asked:
            with pytest.raises(TypeError, match=said):
                ask(response)
        with pytest.raises(TypeError, match=said):
            assert response
        with pytest.raises(TypeError, match=said):
            while response:
                raise AssertionError("a response is no condition")
        # Neither has it a length, items or an order, which could be asked instead.
        for ask in (len, iter, int, lambda response: response[0], lambda response: response < response):
            with pytest.raises(TypeError):
                ask(response)
        assert response != True and response != 1 and response != mixerr.Outcome.SUCCESS  # noqa: E712


def test_unread_response_is_refused_wherever_one_is_taken() -> None:
    unread: Any = mixerr.read(200, b"{}")
    unread._values = (int(mixerr.Outcome.UNREAD), *unread._values[1:])
    assert not unread.is_success
    with pytest.raises(ValueError, match="the response is unread"):
        mixerr.raise_for_response(unread)
    for ask in (str, repr, Response.write_envelope, lambda response: response.detail, lambda response: response.field):
        with pytest.raises(RuntimeError, match="INVALID_RESPONSE"):
            ask(unread)
    for ask in (copy.copy, lambda response: pickle.loads(pickle.dumps(response)), dataclasses.replace):
        with pytest.raises(ValueError, match="never unread"):
            ask(unread)
    with pytest.raises(AttributeError):
        mixerr.raise_for_response(Response.__new__(Response))


def test_response_with_changed_internals_is_not_shared() -> None:
    body = b'{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}'
    response: Any = mixerr.read(202, body)
    response._values = (int(mixerr.Outcome.SUCCESS), int(mixerr.Action.PROCEED), *response._values[2:])
    assert response.is_success and response.action is mixerr.Action.PROCEED
    again = mixerr.read(202, body)
    assert not again.is_success and again.action == 4
    with pytest.raises(mixerr.AskUserError):
        mixerr.raise_for_error(202, body)


def test_responses_of_different_rows_are_equal_only_if_all_fields_are() -> None:
    told = [tuple(vectors.fields(response).values()) for response in RESPONSES]
    assert len(set(RESPONSES)) == len(set(told)) > 500


def test_responses_match_by_position() -> None:
    assert getattr(Response, "__match_args__", tuple(FIELDS)) == tuple(FIELDS)


def test_extra_is_made_anew_each_time() -> None:
    response = error(extra={"a": [1]})
    response.extra["a"].append(2)
    assert response.extra == {"a": [1]}


@pytest.mark.parametrize(
    "extra",
    [
        {},
        [],
        "",
        0,
        -1,
        1.5,
        True,
        False,
        {"field": "amount"},
        [[[]]],
        {"a": {"b": [None]}},
        "\x00",
        "é",
        "😀",
        10**100,
    ],
)
def test_extra_is_parsed_whatever_its_type(extra: Any) -> None:
    response = error(extra=extra)
    assert response.extra == extra and type(response.extra) is type(extra)
    assert json.loads(response.extra_text) == extra
    assert response.extra_text == response.extra_text.strip()


def test_extra_is_none_if_absent_null_or_truncated() -> None:
    assert error().extra is None and error().extra_text == ""
    assert error(extra=None).extra is None and error(extra=None).extra_text == "null"
    truncated = error(extra="x" * 127)
    assert truncated.extra_truncated and truncated.extra is None and truncated.extra_text == '"' + "x" * 127
    assert error(extra="x" * 126).extra == "x" * 126


def test_texts_end_on_a_character_s_boundary() -> None:
    for character in "aé€😀":
        for before in range(4):
            text = "x" * before + character * 200
            response = error(description=text, extra=text)
            assert response.description_truncated and response.extra_truncated
            for cut, limit in ((response.description, 128), (response.extra_text[1:], 127)):
                assert text.startswith(cut) and limit - 4 < len(cut.encode()) <= limit


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        (rb"\ud83d\ude00", "\U0001f600"),
        ("\U0001f600".encode(), "\U0001f600"),
        (rb"\ud83d", "\ufffd"),
        (rb"\ude00\ud83d", "\ufffd\ufffd"),
        (rb"\ud83d\ud83d\ude00", "\ufffd\U0001f600"),
        (rb"\ud83dx", "\ufffdx"),
        (rb"a\u0000b", "a\0b"),
        (rb"\"\\\/\b\f\n\r\t\u00e9", '"\\/\b\f\n\r\té'),
        ("\U0010ffff\ufeff\u2028".encode(), "\U0010ffff\ufeff\u2028"),
    ],
)
def test_texts_decode_every_escape(sent: bytes, told: str) -> None:
    body = b'{"error":{"code":77777,"description":"%s","extra":{"key":"%s"}}}' % (sent, sent)
    for response in (mixerr.read(202, body), mixerr.read(202, bytearray(body))):
        assert response.description == told
        assert response.extra == {"key": told} and response.extra_string("key") == told
        assert mixerr.read(202, response.write_envelope() or b"") == response


@pytest.mark.parametrize("key", ["", "key", "é", "😀", 'a"b', "a\\b", "a\nb", "\ufffd", "k" * 60])
def test_extra_string_finds_a_string_by_any_key(key: str) -> None:
    assert error(extra={"x": "y", key: "found", "z": 1}).extra_string(key) == "found"
    assert error(extra={"x": "y"}).extra_string(key) is None


def test_extra_string_does_not_end_a_key_at_its_nul() -> None:
    response = error(extra={"field": "amount"})
    assert response.extra_string("field") == "amount"
    for key in ("field\0", "field\0x", "\0field", "\0"):
        assert response.extra_string(key) is None


def test_extra_string_finds_nothing_by_a_lone_surrogate() -> None:
    response = mixerr.read(202, rb'{"error":{"code":1,"extra":{"\ud83d":"x"}}}')
    assert response.extra_string("\ufffd") == "x"
    assert response.extra_string("\ud83d") is None


@pytest.mark.parametrize("key", [None, b"field", 1, ["field"]])
def test_extra_string_refuses_a_key_that_is_no_str(key: Any) -> None:
    with pytest.raises(TypeError, match=f"a key is a str, not {type(key).__name__}"):
        error(extra={"field": "x"}).extra_string(key)


@pytest.mark.parametrize("extra", [None, 1, "field", ["field"], {"field": 1}, {"field": None}, {"a": {"field": "x"}}])
def test_extra_string_is_none_where_no_string_is(extra: Any) -> None:
    assert error(extra=extra).extra_string("field") is None
    assert error(extra=extra).field is None and error(extra=extra).reason is None


def test_extra_string_takes_the_last_of_several_as_json_does() -> None:
    response = mixerr.read(202, b'{"error":{"code":1,"extra":{"a":"x","a":"y","a":1}}}')
    assert response.extra == {"a": 1} and response.extra_string("a") == "y"


def test_extra_string_finds_what_is_complete_in_a_truncated_extra() -> None:
    response = error(extra={"field": "amount", "reason": "x" * 200})
    assert response.extra_truncated and response.extra is None
    assert (response.field, response.reason) == ("amount", None)


def test_envelope_reads_back_equal_but_for_what_was_truncated() -> None:
    seen = 0
    for case, response in zip(ROWS, RESPONSES):
        envelope = response.write_envelope()
        if response.outcome is not mixerr.Outcome.API_ERROR:
            assert envelope is None, case.name
            continue
        seen += 1
        assert envelope is not None
        expected = dataclasses.replace(response, description_truncated=False)
        if response.extra_truncated:
            expected = dataclasses.replace(expected, extra_truncated=False, extra_text="")
        if case.name.endswith("with_status_0"):
            # A status of 0 reads as absent, so it is not written. An unknown code's action may depend on it.
            expected = dataclasses.replace(expected, action=mixerr.read(case.http_status, envelope).action)
        assert mixerr.read(response.http_status, envelope) == expected, case.name
        assert set(json.loads(envelope)) == {"error"}
    assert seen > 500


def test_detail_is_what_filled_the_template() -> None:
    assert error(20123, description="You have created too many apps, the maximum is 10.").detail == "10"
    assert error(30101, description="Private key for 😀 missing.").detail == "😀"
    assert error(20119, description="PIN incorrect.").detail is None
    assert error(description="PIN incorrect.").detail is None
    assert mixerr.read(200, b"{}").detail is None


def test_payment_is_possible_but_for_six_codes() -> None:
    seen = set()
    for response in RESPONSES:
        is_excluded = response.code in (20117, 20118, 20119, 20120, 20124, 30100)
        assert response.payment == (1 if is_excluded else 0)
        assert type(response.payment) is mixerr.Payment
        seen.add((int(response.outcome), int(response.payment)))
    assert seen == {(1, 0), (2, 0), (2, 1), (3, 0)}


def test_retryable_is_retry_and_wait() -> None:
    for response in RESPONSES:
        assert response.retryable is (response.action.name in ("RETRY", "WAIT"))


def test_str_and_repr_are_one_line_without_control_characters() -> None:
    for response in RESPONSES:
        for line in (str(response), repr(response), f"{response}", f"{response!r:}"):
            assert line and not any(unicodedata.category(letter) in ("Cc", "Zl", "Zp") for letter in line), line
