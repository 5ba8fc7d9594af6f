"""Exceptions: their classes and fields, and that they are safe to log."""

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

# Text that must not be logged: phone numbers in digits of several scripts, and characters that break a line.
PRIVATE = "+8613800138000 ١٣٨٠٠ １３８００ 𝟏𝟑𝟖\n\r\x1b[31m\x00\x7f\x85\u2028\u202e\u200b\ufeff"
DIGITS = ("8613800138000", "13800", "١٣٨٠٠", "１３８００", "𝟏𝟑𝟖")


def body(code: int, **members: Any) -> bytes:
    return json.dumps({"error": {"code": code, **members}}).encode()


def raised(http_status: int, sent: bytes) -> Any:
    with pytest.raises(MixinError) as caught:
        mixerr.raise_for_error(http_status, sent)
    return caught.value


def test_each_action_has_one_class_with_one_base() -> None:
    assert sorted(int(action) for action in CLASSES) == [0, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert len(set(CLASSES.values())) == len(CLASSES)
    # PROCEED is the action of a success, and has no exception.
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
def test_raise_for_error_raises_the_class_of_the_status_for_an_unknown_code(
    http_status: int, status: Any, kind: Any
) -> None:
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
    ("http_status", "sent", "fault", "fault_offset", "action"),
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
    http_status: int, sent: bytes, fault: Fault, fault_offset: Any, action: Action
) -> None:
    error = raised(http_status, sent)
    assert type(error) is NotFromApiError
    assert (error.fault, error.fault_offset, error.action) == (fault, fault_offset, action)
    assert (error.http_status, error.payment) == (http_status, 0)
    assert error.retryable is (action in (Action.RETRY, Action.WAIT))


@pytest.mark.parametrize("sent", [b"{}", b"[]", b"1", b"null", b'{"data":{}}', b'{"data":null,"error":null}'])
def test_raise_for_error_accepts_a_success(sent: bytes) -> None:
    assert [mixerr.raise_for_error(http_status, sent) for http_status in (0, *range(200, 210))] == [None] * 11


@pytest.mark.parametrize("http_status", [204, 205])
def test_raise_for_response_accepts_an_empty_body_with_a_status_that_has_none(http_status: int) -> None:
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


@pytest.mark.parametrize(("http_status", "sent"), [("202", b"{}"), (202, "{}"), (202, None), (-1, b"{}")])
def test_raise_for_error_rejects_the_arguments_that_read_rejects(http_status: Any, sent: Any) -> None:
    with pytest.raises((TypeError, ValueError)) as caught:
        mixerr.raise_for_error(http_status, sent)
    assert not isinstance(caught.value, MixinError)


def log_lines(error: MixinError) -> list[str]:
    """Returns the lines that a program is likely to log for an exception."""
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
def test_log_lines_mask_the_server_s_digits_and_line_breaks(code: int) -> None:
    error = raised(202, body(code, description=PRIVATE, extra={"field": PRIVATE[:20], PRIVATE[15:]: "13800"}))
    for line in log_lines(error):
        assert not any(digits in line for digits in DIGITS), line
        assert line.isprintable(), ascii(line)
    assert error.description == PRIVATE


def test_log_lines_mask_a_truncated_extra() -> None:
    for extra in (PRIVATE * 9, {"a": PRIVATE * 9}, 13800 * 10**200, [138000] * 50):
        error = raised(202, body(20119, extra=extra))
        for line in log_lines(error):
            assert not any(digits in line for digits in DIGITS) and line.isprintable(), ascii(line)


def test_log_lines_of_not_from_api_error_hold_nothing_of_the_body() -> None:
    for sent in (b"<html>8613800138000", b'{"error":"8613800138000"}', b'{"phone":"8613800138000"}'):
        for line in log_lines(raised(500, sent)):
            assert "13800" not in line and "html" not in line and "phone" not in line and line.isprintable()


ERRORS = [raised(202, body(code, description="x", extra=[1])) for code in (*mixerr.catalog, 77777)]
ERRORS += [raised(502, b"<html>"), raised(404, b"{}")]


@pytest.mark.parametrize("error", ERRORS, ids=repr)
def test_traceback_shows_the_public_name(error: MixinError) -> None:
    (line,) = traceback.format_exception_only(type(error), error)
    assert line == f"mixerr.{type(error).__name__}: {error}\n"
    assert getattr(mixerr, type(error).__name__) is type(error)


@pytest.mark.parametrize("error", ERRORS, ids=repr)
def test_copied_and_pickled_exceptions_are_equal(error: MixinError) -> None:
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


@pytest.mark.parametrize("sent", [body(20119), body(20119) + b" " * 5000, bytearray(body(20119))])
@pytest.mark.parametrize("http_status", [202, 700])
def test_exceptions_have_no_context(http_status: int, sent: Any) -> None:
    assert raised(http_status, sent).__context__ is None


def test_raise_for_response_accepts_a_response() -> None:
    mixerr.raise_for_response(mixerr.read(200, b"{}"))
    for error in ERRORS:
        with pytest.raises(type(error)) as caught:
            mixerr.raise_for_response(error.response)
        assert caught.value.response is error.response


def test_raise_for_response_accepts_a_pair() -> None:
    mixerr.raise_for_response((200, bytearray(b"{}")))
    with pytest.raises(mixerr.AskUserError):
        mixerr.raise_for_response((202, body(20119)))


@pytest.mark.parametrize(
    "response",
    [None, 200, b"{}", "{}", [200, b"{}"], (200,), (200, None), (None, b"{}"), (200, 5), (200, b"{}", 1), {}],
)
def test_raise_for_response_rejects_other_types(response: Any) -> None:
    with pytest.raises(TypeError):
        mixerr.raise_for_response(response)


def test_raise_for_response_rejects_a_second_body() -> None:
    success = mixerr.read(200, b"{}")
    for response, name in ((success, "a Response"), ((200, b"{}"), "a pair of HTTP status and body")):
        for second in (b"{}", body(20119), b""):
            with pytest.raises(TypeError, match=f"^{name} already has a body: pass no second argument$"):
                mixerr.raise_for_response(response, second)
        mixerr.raise_for_response(response, None)


def test_raise_for_response_prefers_the_second_argument_to_content() -> None:
    with pytest.raises(mixerr.AskUserError):
        mixerr.raise_for_response(SimpleNamespace(status_code=200, content=b"{}"), body(20119))


@pytest.mark.parametrize(
    ("response", "message"),
    [
        (SimpleNamespace(content=b"{}"), "neither status_code nor status"),
        (SimpleNamespace(status_code="200", content=b"{}"), "an HTTP status is an int, not str"),
        (SimpleNamespace(status_code=200), "SimpleNamespace does not hold the body as bytes"),
        (SimpleNamespace(status_code=200, content="{}"), "a body is bytes, not str"),
        ((200, None), "a body is a bytes-like object, not NoneType"),
        (("200", b"{}"), "an HTTP status is an int, not str"),
    ],
)
def test_raise_for_response_names_the_missing_part(response: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        mixerr.raise_for_response(response)
