"""Reading: complete bodies, and bodies that arrive in chunks."""

from __future__ import annotations

from ctypes import byref, c_size_t
from typing import TYPE_CHECKING, Any, Optional

from mixerr import _abi, _arguments
from mixerr._library import LIBRARY, LONG_LIBRARY, check
from mixerr._response import Response

if TYPE_CHECKING:
    from typing_extensions import Buffer

# A longer body is read without the interpreter's lock, so that other threads run meanwhile.
_LONG = 1 << 20

# The rest of this block speeds up `read`. Its instructions are counted by tests/tools/figures/python_figures.py.

# The longest body on the fast path.
_FAST_PATH_MAX_LEN = min(_LONG, _arguments.LONGEST_BYTES)

# Without argtypes, ctypes passes bytes as a pointer to them, and an int as a C int, which fits a uint16_t parameter.
# With argtypes, a read takes a third more instructions.
_read_untyped: Any = LIBRARY["mixerr_read"]
_read_untyped.restype = _abi.SIGNATURES["mixerr_read"][0]

# The lengths of most errors, converted to size_t. A conversion in each read takes a tenth more instructions.
_LENGTHS = [c_size_t.from_param(length) for length in range(1025)]


def _new_struct() -> tuple[Any, _abi.mixerr_response]:
    """Returns a pointer argument and the struct that it points to."""
    struct = _abi.mixerr_response()
    return byref(struct), struct


# Structs for reuse. A new struct in each read takes a tenth more instructions. A read removes its struct from the pool
# while it runs, so that no thread, signal handler or finalizer shares it.
_pool = [_new_struct() for _ in range(8)]

_from_struct = Response._from_struct


def read(http_status: int, body: Buffer) -> Response:
    """Reads a complete body and returns the response. It does not raise for an error of the API.

    ``http_status`` is the HTTP status as received, or 0 for a WebSocket frame. ``body`` is a bytes-like object of any
    length. A bytes body is not copied; every other type is copied in chunks.

    Raises TypeError if ``http_status`` is not an int or ``body`` is not a bytes-like object (a str is not one),
    ValueError if ``http_status`` is not 0 to 65535, BufferError if ``body`` is not C-contiguous.

    >>> import mixerr
    >>> response = mixerr.read(202, b'{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}')
    >>> response.is_success, response.code, response.action
    (False, <Code.PIN_INCORRECT: 20119>, <Action.ASK_USER: 4>)
    >>> mixerr.read(200, b"<html>").fault
    <Fault.MALFORMED: 1>
    """
    if (
        type(http_status) is int
        and 0 <= http_status <= 0xFFFF
        and type(body) is bytes
        and (length := len(body)) <= _FAST_PATH_MAX_LEN
    ):
        try:
            size = _LENGTHS[length]
        except IndexError:
            size = c_size_t(length)
        try:
            argument, struct = pooled = _pool.pop()
        except IndexError:
            argument, struct = pooled = _new_struct()
        status = _read_untyped(http_status, body, size, argument)
        if status:
            check(status)
        response = _from_struct(struct)
        _pool.append(pooled)
        return response
    return _read_any(http_status, body)


def _read_any(http_status: int, body: Buffer) -> Response:
    """Reads a complete body of any type and length."""
    http_status = _arguments.to_http_status(http_status)
    if not _arguments.needs_no_copy(body):
        reader = Reader()
        reader.feed(body)
        return reader.finish(http_status)
    library = LIBRARY if len(body) <= _LONG else LONG_LIBRARY
    struct = _abi.mixerr_response()
    check(library.mixerr_read(http_status, body, len(body), byref(struct)))
    return Response._from_struct(struct)


class Reader:
    """Reads a body that arrives in chunks. Every split of a body gives the same response.

    A reader reads one response. Use it in one thread at a time.

    >>> import mixerr
    >>> reader = mixerr.Reader()
    >>> for chunk in (b'{"error":{"code":7000,"sta', b'tus":500}}'):
    ...     reader.feed(chunk)
    >>> reader.finish(500).action
    <Action.RETRY: 2>
    """

    __slots__ = ("_struct",)

    def __init__(self) -> None:
        self._struct: Optional[_abi.mixerr_reader] = _abi.mixerr_reader()
        check(LIBRARY.mixerr_reader_init(byref(self._struct)))

    def feed(self, chunk: Buffer) -> None:
        """Reads the next bytes of the body. A chunk may have any length, including 0.

        Raises TypeError if ``chunk`` is not a bytes-like object, BufferError if it is not C-contiguous, ValueError if
        the reader is finished.

        >>> import mixerr
        >>> mixerr.Reader().feed(bytearray(b'{"data":'))
        """
        struct = self._unfinished()
        for pointer, length in _arguments.chunks(chunk):
            check(LIBRARY.mixerr_reader_feed(byref(struct), pointer, length))

    @property
    def is_faulty(self) -> bool:
        """Whether the body is already malformed or too deep, so that the rest need not be received.

        Raises ValueError if the reader is finished.

        >>> import mixerr
        >>> reader = mixerr.Reader()
        >>> reader.feed(b"<html>")
        >>> reader.is_faulty
        True
        """
        return bool(LIBRARY.mixerr_reader_is_faulty(byref(self._unfinished())))

    def finish(self, http_status: int) -> Response:
        """Ends the body and returns the response. A reader can be finished once.

        ``http_status`` is the HTTP status as received, or 0 for a WebSocket frame.

        Raises TypeError if ``http_status`` is not an int, ValueError if it is not 0 to 65535 or the reader is finished.

        >>> import mixerr
        >>> mixerr.Reader().finish(200).fault
        <Fault.MALFORMED: 1>
        """
        reader = self._unfinished()
        http_status = _arguments.to_http_status(http_status)
        self._struct = None
        struct = _abi.mixerr_response()
        check(LIBRARY.mixerr_reader_finish(byref(reader), http_status, byref(struct)))
        return Response._from_struct(struct)

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        _arguments.refuse_to_copy("Reader")

    def _unfinished(self) -> _abi.mixerr_reader:
        if self._struct is None:
            raise ValueError("the reader is finished; every response needs a new one")
        return self._struct
