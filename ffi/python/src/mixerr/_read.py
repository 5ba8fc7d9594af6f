"""Reads complete bodies, and bodies that arrive in chunks."""

from __future__ import annotations

from ctypes import byref
from typing import TYPE_CHECKING, Any, Optional

from mixerr import _abi, _buffers, _filled, _kept
from mixerr._library import LIBRARY, LONG, LONG_LIBRARY, failure
from mixerr._numbers import number
from mixerr._response import Response

if TYPE_CHECKING:
    from typing_extensions import Buffer

# A look into a module costs more than one at home.
_http_statuses = _kept.http_statuses
_longer_http_statuses = _kept.longer_http_statuses
_lengths = _kept.lengths
_length_argument = _kept.length_argument
_quick_read = _kept.quick_read
_free = _kept.free
_take = _free.pop
_made = _filled.made

_KEPT_LENGTHS = len(_lengths)
_LONGEST = min(LONG, _buffers.LONGEST_ARGUMENT)


def read(http_status: int, body: Buffer) -> Response:
    """Reads a complete body, and returns what it is, an error too.

    ``http_status`` is the HTTP status as it arrived, or 0 for a WebSocket frame. ``body`` is a bytes-like object of any
    length; bytes are not copied, everything else is copied in chunks.

    Raises TypeError if ``http_status`` is not an int or ``body`` is not a bytes-like object (a str is not one),
    ValueError if ``http_status`` is not 0 to 65535, BufferError if ``body`` is not C-contiguous.

    >>> import mixerr
    >>> response = mixerr.read(202, b'{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}')
    >>> response.is_success, response.code, response.action
    (False, <Code.PIN_INCORRECT: 20119>, <Action.ASK_USER: 4>)
    >>> mixerr.read(200, b"<html>").fault
    <Fault.MALFORMED: 1>
    """
    try:
        http_status_argument = _http_statuses[http_status]
        if type(body) is bytes and http_status_argument is _longer_http_statuses[http_status]:
            length = len(body)
            length_argument = _lengths[length] if length < _KEPT_LENGTHS else _medium_length(length)
            struct = _take()
            status = _quick_read(http_status_argument, body, length_argument, struct[0])
            if status:
                raise failure(status)
            response = _made(struct)
            _free.append(struct)
            return response
    except (LookupError, TypeError):
        pass  # what is odd about the arguments is told below
    return _read_otherwise(http_status, body)


def _medium_length(length: int) -> Any:
    if length > _LONGEST:
        raise LookupError
    return _length_argument(length)


def _read_otherwise(http_status: int, body: Buffer) -> Response:
    """Reads a response whose arguments are not kept, or that is long enough to let other threads run."""
    http_status = checked(http_status)
    if not _buffers.is_argument(body):
        reader = Reader()
        reader.feed(body)
        return reader.finish(http_status)
    struct = _kept.take()
    status = LONG_LIBRARY.mixerr_read(http_status, body, len(body), struct[0])
    if status:
        raise failure(status)
    response = _made(struct)
    _free.append(struct)
    return response


def checked(http_status: int) -> int:
    """Returns an HTTP status that is one, as an int.

    A bool is not one: `read(response.ok, body)` would be read as a WebSocket frame if the response is not ok.
    """
    if isinstance(http_status, bool):
        raise TypeError("an HTTP status is an int, not bool")
    told = number(http_status, "an HTTP status")
    if not 0 <= told <= 0xFFFF:
        raise ValueError(f"an HTTP status is 0 to 65535, not {told}")
    return told


class Reader:
    """Reads a body that arrives in chunks of any size. Every split of a body gives the same response.

    One reader is for one response, and for one thread at a time.

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
        status = LIBRARY.mixerr_reader_init(byref(self._struct))
        if status:
            raise failure(status)

    def feed(self, chunk: Buffer) -> None:
        """Reads the next bytes of the body, any number of them.

        Raises TypeError if ``chunk`` is no bytes-like object, BufferError if it is not C-contiguous, ValueError if
        the reader is finished.

        >>> import mixerr
        >>> mixerr.Reader().feed(bytearray(b'{"data":'))
        """
        struct = self._ready()
        for piece, length in _buffers.pieces(chunk):
            status = LIBRARY.mixerr_reader_feed(byref(struct), piece, length)
            if status:
                raise failure(status)

    @property
    def is_faulty(self) -> bool:
        """Whether the bytes so far cannot be the API's, so that the rest of the body need not be received.

        Raises ValueError if the reader is finished.

        >>> import mixerr
        >>> reader = mixerr.Reader()
        >>> reader.feed(b"<html>")
        >>> reader.is_faulty
        True
        """
        return bool(LIBRARY.mixerr_reader_is_faulty(byref(self._ready())))

    def finish(self, http_status: int) -> Response:
        """Ends the body, and returns the response. A reader can be finished once.

        ``http_status`` is the HTTP status as it arrived, or 0 for a WebSocket frame.

        Raises TypeError if ``http_status`` is no int, ValueError if it is not 0 to 65535 or the reader is finished.

        >>> import mixerr
        >>> mixerr.Reader().finish(200).fault
        <Fault.MALFORMED: 1>
        """
        reader = self._ready()
        http_status = checked(http_status)
        self._struct = None
        struct = _kept.take()
        status = LIBRARY.mixerr_reader_finish(byref(reader), http_status, struct[0])
        if status:
            raise failure(status)
        response = _made(struct)
        _free.append(struct)
        return response

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        raise TypeError("a Reader cannot be copied or pickled: two would share one place")

    def _ready(self) -> _abi.mixerr_reader:
        if self._struct is None:
            raise ValueError("the reader is finished; every answer needs one of its own")
        return self._struct
