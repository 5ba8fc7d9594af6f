"""`Head`: what the header fields of a response prove."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from ctypes import byref, c_int64
from typing import Any, Optional, Union

from mixerr import _abi, _arguments
from mixerr._codes import Origin
from mixerr._library import LIBRARY, check
from mixerr._response import Response

_LONGEST = (1 << 63) - 1


class Head:
    """The header fields of a response that say more than its body.

    - ``fields``: the response's headers, a mapping or pairs of names and values. `X-Request-Id`, `X-Server-Time`,
      `Retry-After` and `Date` are read. A value of another form is ignored.
    - ``request_id``: the ``X-Request-Id`` of the request, which the API echoes. None if none was sent, or for a server
      that does not echo it, such as a TIP node.

    Raises TypeError if a field or ``request_id`` is not a str, ValueError if ``request_id`` contains a NUL.

    >>> import mixerr
    >>> head = mixerr.Head({"x-request-id": "id-1", "Retry-After": "60"}, request_id="id-1")
    >>> head.origin
    <Origin.API: 1>
    >>> head.retry_after
    60
    """

    __slots__ = ("_struct",)

    def __init__(
        self, fields: Union[Mapping[str, str], Iterable[tuple[str, str]]], *, request_id: Optional[str] = None
    ) -> None:
        self._struct = _abi.mixerr_head()
        sent = None if request_id is None else _to_bytes(request_id)
        if sent is not None and b"\0" in sent:
            raise ValueError("a request_id must not contain a NUL")
        check(LIBRARY.mixerr_head_init(byref(self._struct), sent))
        pairs: Any = fields.items() if isinstance(fields, Mapping) else fields
        for name, value in pairs:
            name, value = _to_bytes(name), _to_bytes(value)
            check(LIBRARY.mixerr_head_field(byref(self._struct), name, len(name), value, len(value)))

    @property
    def origin(self) -> Origin:
        """Whether the API answered, by its echo of the ``X-Request-Id``."""
        return Origin(LIBRARY.mixerr_head_origin(byref(self._struct)))

    @property
    def retry_after(self) -> int:
        """For how many seconds the server asks to wait, 0 if it does not."""
        return int(LIBRARY.mixerr_head_retry_after_s(byref(self._struct)))

    def skew(self, now: Optional[float] = None) -> Optional[float]:
        """Returns by how many seconds this clock is ahead of the server's, negative if it is behind.

        ``now`` is the time in seconds since 1970, by default that of this computer. Returns None if the response has no
        ``X-Server-Time``.

        >>> import mixerr
        >>> mixerr.Head({"X-Server-Time": "1764312313000000000"}).skew(1764312373)
        60.0
        """
        skew_ms = c_int64()
        status = LIBRARY.mixerr_head_skew_ms(byref(self._struct), _to_milliseconds(now), byref(skew_ms))
        if status == _abi.STATUS_NOT_FOUND:
            return None
        check(status)
        return skew_ms.value / 1000

    def refine(self, response: Response, now: Optional[float] = None) -> Response:
        """Returns the response, changed by what its head proves.

        A success or an error of the API whose `origin` is `Origin.OTHER` becomes a response with `Fault.ORIGIN`. The
        API's error 401 asks for `Action.FIX_CLOCK` if this clock is five minutes or more off. ``now`` is as for `skew`.

        Raises TypeError if ``response`` is not a `Response`.

        >>> import mixerr
        >>> mixerr.Head({}, request_id="id-1").refine(mixerr.read(200, b'{"data":{}}')).action
        <Action.RETRY: 2>
        """
        if not isinstance(response, Response):
            raise TypeError(f"a response is what mixerr.read returns, not {type(response).__name__}")
        struct = response._to_struct()
        check(LIBRARY.mixerr_head_refine(byref(self._struct), _to_milliseconds(now), byref(struct)))
        return Response._from_struct(struct)

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        _arguments.refuse_to_copy("Head")


def _to_bytes(value: str) -> bytes:
    if not isinstance(value, str):
        raise TypeError(f"a name or value is a str, not {type(value).__name__}")
    return value.encode("utf-8", "surrogatepass")


def _to_milliseconds(now: Optional[float]) -> int:
    """Returns a time in milliseconds, 0 for one that no clock shows."""
    milliseconds = (time.time() if now is None else now) * 1000
    return int(milliseconds) if 0 < milliseconds <= _LONGEST else 0
