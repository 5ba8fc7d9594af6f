"""Texts that the library writes about a response. Each function takes the response as a C struct."""

from __future__ import annotations

from ctypes import byref, c_size_t, create_string_buffer
from typing import Any, Callable, Optional

from mixerr import _abi
from mixerr._library import LIBRARY, check


def log_line(response: _abi.mixerr_response) -> str:
    return _decode(_write(LIBRARY.mixerr_write_log_line, response, _abi.LOG_LINE_CAPACITY)) or ""


def envelope(response: _abi.mixerr_response) -> Optional[bytes]:
    return _write(LIBRARY.mixerr_write_envelope, response, _abi.ENVELOPE_CAPACITY)


def detail(response: _abi.mixerr_response) -> Optional[str]:
    return _decode(_write(LIBRARY.mixerr_detail, response, _abi.DESCRIPTION_CAPACITY + 1))


def extra_string(response: _abi.mixerr_response, key: str) -> Optional[str]:
    name = key.encode("utf-8", "surrogatepass")
    # In C, a key ends at its first NUL.
    if b"\0" in name:
        return None
    return _decode(_write(LIBRARY.mixerr_extra_string, response, _abi.EXTRA_CAPACITY + 1, name))


def _write(function: Callable[..., int], response: Any, capacity: int, *arguments: Any) -> Optional[bytes]:
    """Calls a function that writes a text. Returns None if the response does not have that text."""
    out, length = create_string_buffer(capacity), c_size_t()
    status = function(byref(response), *arguments, out, capacity, byref(length))
    if status in (_abi.STATUS_NOT_FOUND, _abi.STATUS_NOT_API_ERROR):
        return None
    check(status)
    return out.raw[: length.value]


def _decode(text: Optional[bytes]) -> Optional[str]:
    return None if text is None else text.decode("utf-8")
