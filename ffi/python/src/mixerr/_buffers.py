"""Bodies of whatever type, as bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterator

if TYPE_CHECKING:
    from typing_extensions import Buffer

# What is no bytes is copied in pieces of this size, so that a long body is never in memory twice.
_PIECE = 1 << 20


def pieces(body: Buffer) -> Iterator[bytes]:
    """Yields a body in pieces: bytes as they are, everything else copied.

    Raises TypeError if it is no bytes-like object, BufferError if it is not C-contiguous.
    """
    # A subclass may tell a length that it has not.
    if type(body) is bytes:
        return iter((body,))
    if isinstance(body, str):
        raise TypeError("a body is bytes, not str: hand over what arrived, such as response.content")
    try:
        view = memoryview(body)
    except TypeError:
        raise TypeError(f"a body is a bytes-like object, not {type(body).__name__}") from None
    if not view.c_contiguous:
        raise BufferError("a body must be C-contiguous; bytes() makes a copy that is")
    flat = view.cast("B") if view.nbytes else memoryview(b"")
    return (bytes(flat[start : start + _PIECE]) for start in range(0, max(len(flat), 1), _PIECE))
