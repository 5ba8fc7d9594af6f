"""Bodies of whatever type, as bytes."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from ctypes import addressof, c_char
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing_extensions import Buffer, TypeGuard

# What is longer is copied in pieces of this size, so that a long body is never in memory twice.
_PIECE = 1 << 16
_PLACE = c_char * _PIECE

# PyPy makes many times their size of bytes that are an argument.
LONGEST_ARGUMENT = (1 << 64) if platform.python_implementation() == "CPython" else 1 << 12


def is_argument(body: object) -> TypeGuard[bytes]:
    """Tells whether a body can be handed to the library as it is."""
    # A subclass of bytes may tell a length that it has not.
    return type(body) is bytes and len(body) <= LONGEST_ARGUMENT


def pieces(body: Buffer) -> Iterator[tuple[Any, int]]:
    """Yields a body in pieces, which are arguments and their lengths: bytes as they are, everything else copied.

    Raises TypeError if it is no bytes-like object, BufferError if it is not C-contiguous.
    """
    if isinstance(body, str):
        raise TypeError("a body is bytes, not str: hand over what arrived, such as response.content")
    if is_argument(body):
        return iter(((body, len(body)),))
    try:
        view = memoryview(body)
    except TypeError:
        raise TypeError(f"a body is a bytes-like object, not {type(body).__name__}") from None
    if not view.c_contiguous:
        raise BufferError("a body must be C-contiguous; bytes() makes a copy that is")
    flat = view.cast("B") if view.nbytes else memoryview(b"")
    if len(flat) <= 1 << 12:
        return iter(((bytes(flat), len(flat)),))
    # PyPy is slow to copy from a memoryview.
    return _copied(body if type(body) in (bytes, bytearray) else flat)


def _copied(flat: Any) -> Iterator[tuple[Any, int]]:
    place = bytearray(_PIECE)
    array = _PLACE.from_buffer(place)
    for start in range(0, len(flat), _PIECE):
        piece = flat[start : start + _PIECE]
        place[: len(piece)] = piece
        yield addressof(array), len(piece)
