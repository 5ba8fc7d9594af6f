"""Responses: their properties, and that they are immutable."""

from __future__ import annotations

import copy
import json
import operator
import pickle
import unicodedata
from typing import Any

import mixerr
import pytest
import vectors
from mixerr import Response

ROWS = vectors.responses()
RESPONSES = [mixerr.read(case.http_status, case.body) for case in ROWS]
PROPERTIES = [name for name, value in vars(Response).items() if isinstance(value, property)]


def error(code: int = 77777, **members: Any) -> Response:
    return mixerr.read(202, json.dumps({"error": {"code": code, **members}}).encode())


def test_response_is_immutable() -> None:
    assert set(vectors.FIELDS) < set(PROPERTIES)
    for response in (error(description="x"), mixerr.read(200, b"{}"), mixerr.read(200, b"<")):
        for name in PROPERTIES:
            with pytest.raises(AttributeError):
                setattr(response, name, None)
            with pytest.raises(AttributeError):
                delattr(response, name)
            with pytest.raises(AttributeError):
                object.__setattr__(response, name, None)
        with pytest.raises(AttributeError):
            response.other = 1  # type: ignore[attr-defined]
        assert not hasattr(response, "__dict__")


def test_response_has_no_constructor() -> None:
    with pytest.raises(TypeError, match="^read and Reader.finish make a Response; it has no constructor$"):
        Response()


def test_copied_and_pickled_responses_are_equal() -> None:
    for response in RESPONSES:
        pickled = [pickle.loads(pickle.dumps(response, protocol)) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)]
        for twin in [*pickled, copy.copy(response), copy.deepcopy(response)]:
            assert twin == response and hash(twin) == hash(response) and repr(twin) == repr(response)
            assert vectors.fields(twin) == vectors.fields(response) and type(twin.code) is type(response.code)
            assert type(twin) is Response and twin.entry is response.entry


def test_pickled_response_holds_no_bytes_of_an_earlier_one() -> None:
    for _ in range(20):
        error(description="+8613800138000", extra="+8613800138000")
    for response in (error(description="x", extra=1), mixerr.read(200, b"{}"), mixerr.read(200, b"<")):
        assert b"138" not in pickle.dumps(response)


def test_responses_differ_by_every_field() -> None:
    long = "x" * 128
    responses = [
        error(20119, status=202, description="x", extra=1),
        error(20118, status=202, description="x", extra=1),
        error(20119, status=203, description="x", extra=1),
        error(20119, status=202, description="y", extra=1),
        error(20119, status=202, description="x", extra=2),
        error(20119, status=202, description="", extra="x"),
        mixerr.read(203, b'{"error":{"code":20119,"status":202,"description":"x","extra":1}}'),
        *(error(description=long), error(description=long + "x")),
        *(error(extra=long[2:]), error(extra=long[1:]), error(extra=long)),
        *(mixerr.read(200, b"{}"), mixerr.read(200, b'{"data":null}'), mixerr.read(200, b'{"data":1}')),
        *(mixerr.read(200, b"<"), mixerr.read(200, b" <"), mixerr.read(200, b"[" * 65), mixerr.read(500, b"{}")),
    ]
    # These two have the same text up to the capacity.
    assert responses.pop(11) == responses[10]
    assert len(set(responses)) == len(responses)
    assert all((a == b) == (a is b) for a in responses for b in responses)
    assert responses[0] != responses[0].description


def test_response_is_neither_true_nor_false() -> None:
    message = "^a Response is neither true nor false: use is_success, or match on action$"
    conversions: list[Any] = [
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
        for convert in conversions:
            with pytest.raises(TypeError, match=message):
                convert(response)
        with pytest.raises(TypeError, match=message):
            assert response
        with pytest.raises(TypeError, match=message):
            while response:
                raise AssertionError("a response has a truth value")
        # It also has no length, items, int value or order.
        for ask in (len, iter, int, lambda response: response[0], lambda response: response < response):
            with pytest.raises(TypeError):
                ask(response)
        assert response != True and response != 1 and response != mixerr.Outcome.SUCCESS  # noqa: E712


def test_unread_response_is_rejected() -> None:
    unread: Any = mixerr.read(200, b"{}")
    unread._values = (int(mixerr.Outcome.UNREAD), *unread._values[1:])
    assert not unread.is_success
    with pytest.raises(ValueError, match="the response is unread"):
        mixerr.raise_for_response(unread)
    for ask in (str, repr, Response.write_envelope, lambda response: response.detail, lambda response: response.field):
        with pytest.raises(RuntimeError, match="INVALID_RESPONSE"):
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


def test_responses_of_different_rows_are_equal_if_all_fields_are() -> None:
    values = [tuple(vectors.fields(response).values()) for response in RESPONSES]
    assert len(set(RESPONSES)) == len(set(values)) > 500


def test_extra_is_a_new_object_each_time() -> None:
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
def test_extra_is_decoded_for_every_type(extra: Any) -> None:
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


def test_texts_are_truncated_on_a_character_boundary() -> None:
    for character in "aé€😀":
        for before in range(4):
            text = "x" * before + character * 200
            response = error(description=text, extra=text)
            assert response.description_truncated and response.extra_truncated
            for truncated, limit in ((response.description, 128), (response.extra_text[1:], 127)):
                assert text.startswith(truncated) and limit - 4 < len(truncated.encode()) <= limit


@pytest.mark.parametrize(
    ("sent", "decoded"),
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
def test_texts_decode_every_escape(sent: bytes, decoded: str) -> None:
    body = b'{"error":{"code":77777,"description":"%s","extra":{"key":"%s"}}}' % (sent, sent)
    for response in (mixerr.read(202, body), mixerr.read(202, bytearray(body))):
        assert response.description == decoded
        assert response.extra == {"key": decoded} and response.extra_string("key") == decoded
        assert mixerr.read(202, response.write_envelope() or b"") == response


@pytest.mark.parametrize("key", ["", "key", "é", "😀", 'a"b', "a\\b", "a\nb", "\ufffd", "k" * 60])
def test_extra_string_finds_a_string_by_any_key(key: str) -> None:
    assert error(extra={"x": "y", key: "found", "z": 1}).extra_string(key) == "found"
    assert error(extra={"x": "y"}).extra_string(key) is None


def test_extra_string_does_not_truncate_a_key_at_its_nul() -> None:
    response = error(extra={"field": "amount"})
    assert response.extra_string("field") == "amount"
    for key in ("field\0", "field\0x", "\0field", "\0"):
        assert response.extra_string(key) is None


def test_extra_string_finds_nothing_for_a_lone_surrogate() -> None:
    response = mixerr.read(202, rb'{"error":{"code":1,"extra":{"\ud83d":"x"}}}')
    assert response.extra_string("\ufffd") == "x"
    assert response.extra_string("\ud83d") is None


@pytest.mark.parametrize("key", [None, b"field", 1, ["field"]])
def test_extra_string_rejects_a_key_that_is_not_a_str(key: Any) -> None:
    with pytest.raises(TypeError, match=f"a key is a str, not {type(key).__name__}"):
        error(extra={"field": "x"}).extra_string(key)


@pytest.mark.parametrize("extra", [None, 1, "field", ["field"], {"field": 1}, {"field": None}, {"a": {"field": "x"}}])
def test_extra_string_is_none_without_a_string(extra: Any) -> None:
    assert error(extra=extra).extra_string("field") is None
    assert error(extra=extra).field is None and error(extra=extra).reason is None


def test_extra_string_returns_the_last_duplicate_as_json_does() -> None:
    response = mixerr.read(202, b'{"error":{"code":1,"extra":{"a":"x","a":"y","a":1}}}')
    assert response.extra == {"a": 1} and response.extra_string("a") == "y"


def test_extra_string_finds_complete_strings_in_a_truncated_extra() -> None:
    response = error(extra={"field": "amount", "reason": "x" * 200})
    assert response.extra_truncated and response.extra is None
    assert (response.field, response.reason) == ("amount", None)


def test_envelope_reads_back_equal_except_for_truncation() -> None:
    seen = 0
    for case, response in zip(ROWS, RESPONSES):
        envelope = response.write_envelope()
        if response.outcome is not mixerr.Outcome.API_ERROR:
            assert envelope is None, case.name
            continue
        seen += 1
        assert envelope is not None
        actual = mixerr.read(response.http_status, envelope)
        expected = {**vectors.fields(response), "description_truncated": False}
        if response.extra_truncated:
            expected |= {"extra_truncated": False, "extra_text": ""}
        if case.name.endswith("with_status_0"):
            # A status of 0 reads as absent, so it is not written. An unknown code's action may depend on it.
            expected["action"] = actual.action
        assert vectors.fields(actual) == expected, case.name
        assert set(json.loads(envelope)) == {"error"}
    assert seen > 500


def test_detail_is_the_text_of_the_placeholder() -> None:
    assert error(20123, description="You have created too many apps, the maximum is 10.").detail == "10"
    assert error(30101, description="Private key for 😀 missing.").detail == "😀"
    assert error(20119, description="PIN incorrect.").detail is None
    assert error(description="PIN incorrect.").detail is None
    assert mixerr.read(200, b"{}").detail is None


def test_payment_is_excluded_for_six_codes_only() -> None:
    seen = set()
    for response in RESPONSES:
        is_excluded = response.code in (20117, 20118, 20119, 20120, 20124, 30100)
        assert response.payment == (1 if is_excluded else 0)
        assert type(response.payment) is mixerr.Payment
        seen.add((int(response.outcome), int(response.payment)))
    assert seen == {(1, 0), (2, 0), (2, 1), (3, 0)}


def test_retryable_is_true_for_retry_and_wait() -> None:
    for response in RESPONSES:
        assert response.retryable is (response.action.name in ("RETRY", "WAIT"))


def test_str_and_repr_are_one_line_without_control_characters() -> None:
    for response in RESPONSES:
        for line in (str(response), repr(response), f"{response}", f"{response!r:}"):
            assert line and not any(unicodedata.category(letter) in ("Cc", "Zl", "Zp") for letter in line), line
