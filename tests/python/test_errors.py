"""Exceptions: their classes, what they carry, and that they are safe to log."""

from __future__ import annotations

import copy
import json
import logging
import pickle
import traceback
from types import SimpleNamespace
from typing import Any

import mixerr
import pytest
from mixerr import Action, ApiError, Fault, MixinError, NotFromApiError

CLASSES = {
    Action.RETRY: mixerr.RetryError,
    Action.WAIT: mixerr.WaitError,
    Action.ASK_USER: mixerr.AskUserError,
    Action.FIX_REQUEST: mixerr.FixRequestError,
    Action.REAUTHORIZE: mixerr.ReauthorizeError,
    Action.RECONCILE: mixerr.ReconcileError,
    Action.RESYNC: mixerr.ResyncError,
    Action.FIX_CLOCK: mixerr.FixClockError,
    Action.UPDATE_APP: mixerr.UpdateAppError,
    Action.REPORT: mixerr.ReportError,
}

# What a server may say that no log may show: a phone number in digits of several scripts, what breaks a line.
PRIVATE = "+8613800138000 ١٣٨٠٠ １３８００ 𝟏𝟑𝟖\n\r\x1b[31m\x00\x7f\x85\u2028\u202e\u200b\ufeff"
DIGITS = ("8613800138000", "13800", "١٣٨٠٠", "１３８００", "𝟏𝟑𝟖")


def body(code: int, **members: Any) -> bytes:
    return json.dumps({"error": {"code": code, **members}}).encode()


def raised(http_status: int, answer: bytes) -> Any:
    with pytest.raises(MixinError) as caught:
        mixerr.raise_for_error(http_status, answer)
    return caught.value


def test_classes_are_one_for_each_action_under_one_base() -> None:
    assert sorted(int(action) for action in CLASSES) == [0, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert len(set(CLASSES.values())) == len(CLASSES)
    # A success is not an error, so no exception says to proceed.
    assert not [name for name in mixerr.__all__ if "proceed" in name.lower()]
    for kind in CLASSES.values():
        assert kind.__bases__ == (ApiError,)
    assert ApiError.__bases__ == NotFromApiError.__bases__ == (MixinError,)
    assert MixinError.__bases__ == (Exception,)


@pytest.mark.parametrize("code", mixerr.catalog)
def test_raise_for_error_raises_the_class_of_the_action(code: int) -> None:
    entry = mixerr.catalog[code]
    error = raised(202, body(code, status=202, description="x", extra={"field": "y"}))
    assert type(error) is CLASSES[entry.action]
    assert (error.code, error.entry, error.action) == (code, entry, entry.action)
    assert error.payment == (1 if code in (20117, 20118, 20119, 20120, 20124, 30100) else 0)
    assert (error.status, error.http_status, error.description) == (202, 202, "x")
    assert error.extra == {"field": "y"} and error.response.field == "y"
    assert error.retryable is (entry.action in (Action.RETRY, Action.WAIT))
    assert str(error).startswith(f"{code} {entry.name}: {entry.description}")


@pytest.mark.parametrize("http_status", [0, 200, 202, 302, 401, 403, 429, 500, 502, 65535])
def test_raise_for_error_raises_an_api_error_at_any_http_status(http_status: int) -> None:
    assert type(raised(http_status, body(20119))) is mixerr.AskUserError


@pytest.mark.parametrize(
    ("http_status", "status", "kind"),
    [
        (202, None, mixerr.ReportError),
        (500, None, mixerr.RetryError),
        (202, 500, mixerr.RetryError),
        (500, 202, mixerr.ReportError),
        (0, None, mixerr.ReportError),
        (429, None, mixerr.ReportError),
    ],
)
def test_raise_for_error_tells_an_unknown_code_by_its_status(http_status: int, status: Any, kind: Any) -> None:
    for code in (0, 1, 77777, 20136, 4294967295):
        for members in (
            {},
            {"description": ""},
            {"description": "x"},
            {"extra": 1},
            {"description": "x", "extra": 1},
        ):
            error = raised(http_status, body(code, status=status, **members))
            assert type(error) is kind
            assert (error.code, error.entry, error.status) == (code, None, status)
            assert type(error.code) is int
            assert (error.description, error.extra) == (members.get("description", ""), members.get("extra"))
            assert error.payment == 0


@pytest.mark.parametrize(
    ("http_status", "answer", "fault", "fault_offset", "action"),
    [
        (200, b"<html>", Fault.MALFORMED, 0, Action.RETRY),
        (200, b"", Fault.MALFORMED, 0, Action.RETRY),
        (502, b"<html>", Fault.MALFORMED, 0, Action.RETRY),
        (429, b"slow down", Fault.MALFORMED, 0, Action.WAIT),
        (401, b"{}", Fault.HTTP, None, Action.REPORT),
        (403, b"<html>", Fault.MALFORMED, 0, Action.REPORT),
        (404, b"{}", Fault.HTTP, None, Action.REPORT),
        (511, b"<html>", Fault.MALFORMED, 0, Action.REPORT),
        (400, b"{}", Fault.HTTP, None, Action.FIX_REQUEST),
        (415, b"", Fault.MALFORMED, 0, Action.FIX_REQUEST),
        (408, b"", Fault.MALFORMED, 0, Action.RETRY),
        (421, b"{}", Fault.HTTP, None, Action.RETRY),
        (425, b"[]", Fault.HTTP, None, Action.RETRY),
        (200, b'{"error":"x"}', Fault.FOREIGN, None, Action.REPORT),
        (200, b"[" * 65, Fault.TOO_DEEP, 64, Action.RETRY),
        (301, b"{}", Fault.HTTP, None, Action.REPORT),
    ],
)
def test_raise_for_error_raises_not_from_api_error(
    http_status: int, answer: bytes, fault: Fault, fault_offset: Any, action: Action
) -> None:
    error = raised(http_status, answer)
    assert type(error) is NotFromApiError
    assert (error.fault, error.fault_offset, error.action) == (fault, fault_offset, action)
    assert (error.http_status, error.payment) == (http_status, 0)
    assert error.retryable is (action in (Action.RETRY, Action.WAIT))


@pytest.mark.parametrize("answer", [b"{}", b"[]", b"1", b"null", b'{"data":{}}', b'{"data":null,"error":null}'])
def test_raise_for_error_passes_a_success(answer: bytes) -> None:
    assert [mixerr.raise_for_error(http_status, answer) for http_status in (0, *range(200, 210))] == [None] * 11


@pytest.mark.parametrize("http_status", [204, 205])
def test_raise_for_response_passes_an_empty_body_where_http_allows_nothing_else(http_status: int) -> None:
    for response in (
        SimpleNamespace(status_code=http_status, content=b""),
        SimpleNamespace(status_code=http_status, content=bytearray()),
        (http_status, b""),
        mixerr.read(http_status, b""),
    ):
        mixerr.raise_for_response(response)
    mixerr.raise_for_response(SimpleNamespace(status=http_status), b"")
    for body_or_none in (None, "", b" "):
        with pytest.raises((TypeError, NotFromApiError)):
            mixerr.raise_for_response(SimpleNamespace(status_code=http_status, content=body_or_none))


@pytest.mark.parametrize(("http_status", "answer"), [("202", b"{}"), (202, "{}"), (202, None), (-1, b"{}")])
def test_raise_for_error_refuses_what_read_refuses(http_status: Any, answer: Any) -> None:
    with pytest.raises((TypeError, ValueError)) as caught:
        mixerr.raise_for_error(http_status, answer)
    assert not isinstance(caught.value, MixinError)


def everything_shown(error: MixinError) -> list[str]:
    """Returns whatever of an exception is likely to come into a log."""
    record = logging.LogRecord("x", logging.ERROR, "x", 1, "%s %r", (error, error), None)
    return [
        str(error),
        repr(error),
        f"{error}",
        record.getMessage(),
        str(error.args),
        repr(error.response),
        "".join(traceback.format_exception_only(type(error), error)).rstrip("\n"),
    ]


@pytest.mark.parametrize("code", [*mixerr.catalog, 77777])
def test_exceptions_show_no_private_words_and_stay_on_one_line(code: int) -> None:
    error = raised(202, body(code, description=PRIVATE, extra={"field": PRIVATE[:20], PRIVATE[15:]: "13800"}))
    for line in everything_shown(error):
        assert not any(digits in line for digits in DIGITS), line
        assert line.isprintable(), ascii(line)
    assert error.description == PRIVATE


def test_exceptions_of_a_truncated_extra_show_no_private_words() -> None:
    for extra in (PRIVATE * 9, {"a": PRIVATE * 9}, 13800 * 10**200, [138000] * 50):
        error = raised(202, body(20119, extra=extra))
        for line in everything_shown(error):
            assert not any(digits in line for digits in DIGITS) and line.isprintable(), ascii(line)


def test_exceptions_that_are_not_the_api_s_show_nothing_of_the_body() -> None:
    for answer in (b"<html>8613800138000", b'{"error":"8613800138000"}', b'{"phone":"8613800138000"}'):
        for line in everything_shown(raised(500, answer)):
            assert "13800" not in line and "html" not in line and "phone" not in line and line.isprintable()


ERRORS = [raised(202, body(code, description="x", extra=[1])) for code in (*mixerr.catalog, 77777)]
ERRORS += [raised(502, b"<html>"), raised(404, b"{}")]


@pytest.mark.parametrize("error", ERRORS, ids=repr)
def test_exceptions_survive_pickle_and_copy(error: MixinError) -> None:
    twins = [pickle.loads(pickle.dumps(error, how)) for how in range(pickle.HIGHEST_PROTOCOL + 1)]
    for twin in [*twins, copy.copy(error), copy.deepcopy(error)]:
        assert type(twin) is type(error) and twin.response == error.response
        assert (str(twin), repr(twin), twin.args) == (str(error), repr(error), error.args)


def test_exceptions_keep_their_cause() -> None:
    cause = OSError("connection lost")
    with pytest.raises(ApiError) as caught:
        try:
            mixerr.raise_for_error(202, body(20119))
        except ApiError as error:
            raise error from cause
    assert caught.value.__cause__ is cause
    assert raised(202, body(20119)).__context__ is None


@pytest.mark.parametrize("answer", [body(20119), body(20119) + b" " * 5000, bytearray(body(20119))])
@pytest.mark.parametrize("http_status", [202, 700])
def test_exceptions_have_no_context_of_the_package_s_own(http_status: int, answer: Any) -> None:
    assert raised(http_status, answer).__context__ is None


def test_raise_for_response_takes_a_response() -> None:
    mixerr.raise_for_response(mixerr.read(200, b"{}"))
    for error in ERRORS:
        with pytest.raises(type(error)) as caught:
            mixerr.raise_for_response(error.response)
        assert caught.value.response is error.response


def test_raise_for_response_takes_a_pair() -> None:
    mixerr.raise_for_response((200, bytearray(b"{}")))
    with pytest.raises(mixerr.AskUserError):
        mixerr.raise_for_response((202, body(20119)))


@pytest.mark.parametrize(
    "response",
    [None, 200, b"{}", "{}", [200, b"{}"], (200,), (200, None), (None, b"{}"), (200, 5), (200, b"{}", 1), {}],
)
def test_raise_for_response_refuses_what_is_no_response(response: Any) -> None:
    with pytest.raises(TypeError):
        mixerr.raise_for_response(response)


def test_raise_for_response_takes_no_second_body_for_an_answer_that_has_one() -> None:
    success = mixerr.read(200, b"{}")
    for response, said in ((success, "a Response was read already"), ((200, b"{}"), "a pair of HTTP status and body")):
        for second in (b"{}", body(20119), b""):
            with pytest.raises(TypeError, match=said):
                mixerr.raise_for_response(response, second)
        mixerr.raise_for_response(response, None)


def test_raise_for_response_believes_the_body_that_it_is_given() -> None:
    with pytest.raises(mixerr.AskUserError):
        mixerr.raise_for_response(SimpleNamespace(status_code=200, content=b"{}"), body(20119))


@pytest.mark.parametrize(
    ("response", "said"),
    [
        (SimpleNamespace(content=b"{}"), "neither status_code nor status"),
        (SimpleNamespace(status_code="200", content=b"{}"), "an HTTP status is an int, not str"),
        (SimpleNamespace(status_code=200), "SimpleNamespace does not hold the body as bytes"),
        (SimpleNamespace(status_code=200, content="{}"), "a body is bytes, not str"),
        ((200, None), "a body is a bytes-like object, not NoneType"),
        (("200", b"{}"), "an HTTP status is an int, not str"),
    ],
)
def test_raise_for_response_says_what_it_misses(response: Any, said: str) -> None:
    with pytest.raises(TypeError, match=said):
        mixerr.raise_for_response(response)
