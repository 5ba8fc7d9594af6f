"""Conversion of the arguments of public functions: integers, bools, HTTP statuses and bodies."""

from __future__ import annotations

import operator
import platform
from collections.abc import Iterator
from ctypes import addressof, c_char
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from typing_extensions import Buffer, TypeGuard

# The size in bytes of the chunks in which a body is copied: a long body is never in memory twice.
_CHUNK_LEN = 1 << 16
_Chunk = c_char * _CHUNK_LEN

# PyPy allocates many times the length of a bytes argument.
LONGEST_BYTES = (1 << 64) if platform.python_implementation() == "CPython" else 1 << 12


def to_int(value: Any, what: str) -> int:
    """Returns an int, or an object with ``__index__`` such as numpy's integers, as an exact int.

    Raises TypeError if ``value`` is neither; ``what`` names it in the message.
    """
    try:
        # A subclass of int may override __index__ and __int__. PyPy calls them here, except for an operator.
        return int.__or__(operator.index(value), 0)
    except TypeError:
        raise TypeError(f"{what} is an int, not {type(value).__name__}") from None


def to_http_status(value: Any) -> int:
    """Returns an HTTP status as an exact int.

    Raises TypeError if ``value`` is not an int or is a bool, ValueError if it is not 0 to 65535.
    """
    # Without this check, read(response.ok, body) would read an error's body as a WebSocket frame.
    if isinstance(value, bool):
        raise TypeError("an HTTP status is an int, not bool")
    exact = to_int(value, "an HTTP status")
    if not 0 <= exact <= 0xFFFF:
        raise ValueError(f"an HTTP status is 0 to 65535, not {exact}")
    return exact


def to_bool(value: Any, what: str) -> bool:
    """Returns a bool. Raises TypeError for every other type, because the text ``"no"`` would count as true."""
    if not isinstance(value, bool):
        raise TypeError(f"{what} is a bool, not {type(value).__name__}")
    return value


def refuse_to_copy(what: str, instead: str = "") -> NoReturn:
    """Raises the TypeError of an object that has a struct of the library, which copies would share."""
    raise TypeError(f"a {what} cannot be copied or pickled{instead}")


def needs_no_copy(body: object) -> TypeGuard[bytes]:
    """Returns whether the library can read a body without a copy."""
    # A subclass of bytes may override __len__.
    return type(body) is bytes and len(body) <= LONGEST_BYTES


def chunks(body: Buffer) -> Iterator[tuple[Any, int]]:
    """Yields a pointer argument and a length for each chunk of a body. Only bytes are not copied.

    Raises TypeError if ``body`` is not a bytes-like object, BufferError if it is not C-contiguous.
    """
    if isinstance(body, str):
        raise TypeError("a body is bytes, not str: pass what arrived, such as response.content")
    if needs_no_copy(body):
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
    # PyPy copies slowly from a memoryview.
    return _copied_chunks(body if type(body) in (bytes, bytearray) else flat)


def _copied_chunks(body: Any) -> Iterator[tuple[Any, int]]:
    buffer = bytearray(_CHUNK_LEN)
    array = _Chunk.from_buffer(buffer)
    for start in range(0, len(body), _CHUNK_LEN):
        chunk = body[start : start + _CHUNK_LEN]
        buffer[: len(chunk)] = chunk
        yield addressof(array), len(chunk)
