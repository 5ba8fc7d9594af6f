"""What is kept from call to call: converted arguments, and structs."""

from __future__ import annotations

import platform
from ctypes import byref, c_char, c_size_t, c_uint16, sizeof
from typing import Any, Callable

from mixerr import _abi
from mixerr._library import LIBRARY

if platform.python_implementation() == "CPython":
    # A call costs half as much without argtypes: bytes go as they are, and a converted argument knows its type.
    quick_read: Callable[..., int] = LIBRARY["mixerr_read"]
    quick_read.restype = _abi.SIGNATURES["mixerr_read"][0]  # type: ignore[attr-defined]
    http_status_argument: Callable[[int], Any] = c_uint16.from_param
    length_argument: Callable[[int], Any] = c_size_t.from_param
else:
    quick_read = LIBRARY.mixerr_read
    http_status_argument = length_argument = int

# Every HTTP status there is, and the length of every common error.
http_statuses = [http_status_argument(http_status) for http_status in range(600)]
# The same, and as much of nothing behind it. A negative number finds different things in the two, or nothing in the
# first: so they tell one without asking the number itself, which a subclass of int answers as it likes.
longer_http_statuses = [*http_statuses, *[None] * len(http_statuses)]
# A bool finds 0 or 1, and is not a status: these two are looked at more closely.
longer_http_statuses[:2] = [None, None]
lengths = [length_argument(length) for length in range(1025)]

Struct = tuple[Any, Any, Any, bytearray]
"""A mixerr_response: the reference to it that is an argument, its description and its extra as arrays of characters,
and its bytes."""

# A field's array reads a text out at half of what `struct` takes.
_response = _abi.mixerr_response
_Description = c_char * _response.description.size
_Extra = c_char * _response.extra.size


def new_struct() -> Struct:
    place = bytearray(sizeof(_response))
    return (
        byref(_response.from_buffer(place)),
        _Description.from_buffer(place, _response.description.offset),
        _Extra.from_buffer(place, _response.extra.offset),
        place,
    )


# Structs that nobody uses now. Who reads takes one out meanwhile: a thread, or a signal handler in its midst. With
# several in it the list need not be allocated anew each time.
free: list[Struct] = [new_struct() for _ in range(8)]


def take() -> Struct:
    """Returns a struct, which `free` gets back."""
    try:
        return free.pop()
    except IndexError:
        return new_struct()
