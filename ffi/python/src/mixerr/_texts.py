"""Texts that the library makes of a response (log lines, envelopes, strings in the extra), and checks of one."""

from __future__ import annotations

from ctypes import byref, c_size_t, create_string_buffer
from typing import TYPE_CHECKING, Any, Callable, Optional

from mixerr import _abi
from mixerr._catalog import Entry, lookup
from mixerr._codes import Action, Data, Fault, Outcome, Payment
from mixerr._library import LIBRARY, failure

if TYPE_CHECKING:
    from mixerr._response import Response


_WORDS = {"outcome": Outcome, "action": Action, "payment": Payment, "data": Data, "fault": Fault}
# The size of a response's numbers in bits. ctypes would truncate longer ones.
_BITS = {"http_status": 16, "status": 16, "code": 32, "fault_offset": 32}
_WITH_OFFSET = (Fault.MALFORMED, Fault.TOO_DEEP)


def check(response: Response) -> None:
    """Raises TypeError or ValueError if a response, which a program made or changed, cannot be one of the library's."""
    for name, kind in _WORDS.items():
        word = getattr(response, name)
        if not isinstance(word, kind):
            raise TypeError(f"a response's {name} is of type {kind.__name__}, not {type(word).__name__}")
    for name, bits in _BITS.items():
        number = getattr(response, name) or 0
        if number >> bits:
            raise ValueError(f"a response's {name} is a number of {bits} bits, not {number}")
    for name, capacity in (("description", _abi.DESCRIPTION_CAPACITY), ("extra_text", _abi.EXTRA_CAPACITY)):
        length = len(getattr(response, name).encode("utf-8"))
        if length > capacity:
            raise ValueError(f"a response's {name} has up to {capacity} bytes, not {length}")
    if response.outcome is Outcome.UNREAD:
        raise ValueError("a response is never unread in Python")
    for name, expected in _expected(response).items():
        if not expected:
            raise ValueError(f"a response with the outcome {response.outcome} cannot have this {name}")


def _expected(response: Response) -> dict[str, bool]:
    """Returns whether each field is possible beside the outcome and the code."""
    is_success = response.outcome is Outcome.SUCCESS
    is_api_error = response.outcome is Outcome.API_ERROR
    entry = None if response.code is None else lookup(response.code)
    return {
        "code": is_api_error == (response.code is not None),
        "entry": response.entry is entry,
        "action": response.action in _actions(response, entry),
        "description_truncated": type(response.description_truncated) is bool,
        "extra_truncated": type(response.extra_truncated) is bool,
        "payment": response.payment is (Payment.POSSIBLE if entry is None else entry.payment),
        "data": is_success or response.data is Data.ABSENT,
        "status": is_api_error or response.status is None,
        "description": is_api_error or (response.description, response.description_truncated) == ("", False),
        "extra_text": is_api_error or (response.extra_text, response.extra_truncated) == ("", False),
        "fault": (response.outcome is Outcome.NOT_FROM_API) == (response.fault is not Fault.NONE),
        "fault_offset": (response.fault in _WITH_OFFSET) == (response.fault_offset is not None),
    }


def _actions(response: Response, entry: Optional[Entry]) -> tuple[Action, ...]:
    """Returns the actions that are possible beside the outcome and the code."""
    if response.outcome is Outcome.SUCCESS:
        return (Action.PROCEED,)
    if entry is not None:
        return (entry.action,)
    if response.code is not None:
        return (Action.REPORT, Action.RETRY)
    return tuple(action for action in Action if action is not Action.PROCEED)


def _struct(response: Response) -> _abi.mixerr_response:
    """Fills a struct with what the library said; it looks the entry up again by itself."""
    description = response.description.encode("utf-8")
    extra = response.extra_text.encode("utf-8")
    struct = _abi.mixerr_response(
        outcome=response.outcome,
        action=response.action,
        fault=response.fault,
        payment=response.payment,
        data=response.data,
        description_truncated=response.description_truncated,
        extra_truncated=response.extra_truncated,
        http_status=response.http_status,
        status=response.status or 0,
        code=response.code or 0,
        fault_offset=response.fault_offset or 0,
        description_len=len(description),
        extra_len=len(extra),
    )
    for field, text in ((_abi.mixerr_response.description, description), (_abi.mixerr_response.extra, extra)):
        place = field.offset
        memoryview(struct).cast("B")[place : place + len(text)] = text
    return struct


def _made(function: Callable[..., int], response: Response, capacity: int, *arguments: Any) -> Optional[bytes]:
    """Calls a function that writes a text; None if the response has nothing of that."""
    out, length = create_string_buffer(capacity), c_size_t()
    status = function(byref(_struct(response)), *arguments, out, capacity, byref(length))
    if status == _abi.STATUS_OK:
        return out.raw[: length.value]
    if status in (_abi.STATUS_NOT_FOUND, _abi.STATUS_NOT_API_ERROR):
        return None
    raise failure(status)


def _text(made: Optional[bytes]) -> Optional[str]:
    return None if made is None else made.decode("utf-8")


def extra_string(response: Response, key: str) -> Optional[str]:
    if not isinstance(key, str):
        raise TypeError(f"a key is a str, not {type(key).__name__}")
    name = key.encode("utf-8", "surrogatepass")
    # A key of C ends at a NUL, and must not be found by what stands before it.
    if b"\0" in name:
        return None
    return _text(_made(LIBRARY.mixerr_extra_string, response, _abi.EXTRA_CAPACITY + 1, name))


def detail(response: Response) -> Optional[str]:
    return _text(_made(LIBRARY.mixerr_detail, response, _abi.DESCRIPTION_CAPACITY + 1))


def write_envelope(response: Response) -> Optional[bytes]:
    return _made(LIBRARY.mixerr_write_envelope, response, _abi.ENVELOPE_CAPACITY)


def log_line(response: Response) -> str:
    return _text(_made(LIBRARY.mixerr_write_log_line, response, _abi.LOG_LINE_CAPACITY)) or ""
