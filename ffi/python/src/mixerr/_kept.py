"""What is kept from call to call: converted arguments, structs, and the kinds of answers that were seen."""

from __future__ import annotations

import platform
from ctypes import byref, c_size_t, c_uint16
from typing import Any, Callable

from mixerr import _abi
from mixerr._library import LIBRARY

# Arguments are kept for bodies up to this length; a call costs half as much if they have been converted before.
_LENGTHS = 4096

if platform.python_implementation() == "CPython":
    # Without argtypes bytes go as they are, and a converted argument knows its type.
    quick_read: Callable[..., int] = LIBRARY["mixerr_read"]
    quick_read.restype = _abi.SIGNATURES["mixerr_read"][0]  # type: ignore[attr-defined]
    _http_status_argument: Callable[[int], Any] = c_uint16.from_param
    _length_argument: Callable[[int], Any] = c_size_t.from_param
else:
    quick_read = LIBRARY.mixerr_read
    _http_status_argument = _length_argument = int

Struct = tuple[_abi.mixerr_response, Any]
"""A struct and the reference to it that is an argument."""

http_statuses: dict[int, Any] = {}
lengths: dict[int, Any] = {}
free: list[Struct] = []
"""Structs that nobody uses now. Who reads takes one out meanwhile: a thread, or a signal handler in its midst."""


def take() -> Struct:
    """Returns a struct, which `free` gets back."""
    try:
        return free.pop()
    except IndexError:
        struct = _abi.mixerr_response()
        return struct, byref(struct)


def learn(http_status: int, length: int) -> None:
    """Checks an HTTP status, and keeps it and a body's length as arguments for the next call."""
    if not isinstance(http_status, int):
        raise TypeError(f"an HTTP status is an int, not {type(http_status).__name__}")
    if not 0 <= http_status <= 0xFFFF:
        raise ValueError(f"an HTTP status is 0 to 65535, not {http_status}")
    http_statuses[int(http_status)] = _http_status_argument(http_status)
    if length <= _LENGTHS:
        lengths[length] = _length_argument(length)
