"""`Receipt`: whether a success is about the requested transfer."""

from __future__ import annotations

from ctypes import byref
from typing import TYPE_CHECKING, Any

from mixerr import _abi, _arguments
from mixerr._codes import Match
from mixerr._library import LIBRARY, check
from mixerr._response import Response

if TYPE_CHECKING:
    from typing_extensions import Buffer


class Receipt:
    """Compares a success with the requested transfer.

    JSON without an error is not yet a payment: a captive portal answers in JSON too, a proxy may send the request back,
    and another transfer may hold the idempotency key. ``name`` is the key's member, ``trace_id``, or ``request_id`` on
    Safe, and ``key`` its value. Only members of ``data`` are compared, which is an object or an array of objects.
    The bytes of ``key`` are compared, and the API writes a UUID in lower case.

    Raises TypeError if an argument is not a str, ValueError if it contains a NUL.

    >>> import mixerr
    >>> receipt = mixerr.Receipt("trace_id", "c6d0c728-2624-429b-8e0d-d9d19b6592f1").require_decimal("amount", "1.5")
    >>> body = b'{"data":{"trace_id":"c6d0c728-2624-429b-8e0d-d9d19b6592f1","amount":"-1.50"}}'
    >>> receipt.begin()
    >>> receipt.feed(body)
    >>> receipt.match(mixerr.read(200, body))
    <Match.EXACT: 1>
    """

    __slots__ = ("_struct",)

    def __init__(self, name: str, key: str) -> None:
        self._struct = _abi.mixerr_receipt()
        check(LIBRARY.mixerr_receipt_init(byref(self._struct), _to_text(name), _to_text(key)))

    def require(self, name: str, value: str) -> Receipt:
        """Adds a member that must be a string with this value, such as ``asset_id``. Returns the receipt.

        Raises ValueError if there are four members already, or if one has this name.
        """
        return self._add(LIBRARY.mixerr_receipt_require, name, value)

    def require_decimal(self, name: str, value: str) -> Receipt:
        """Adds a member that must be a string with this decimal number, such as ``amount``. Returns the receipt.

        Sign, leading and trailing zeros do not count: ``-1.50`` equals ``1.5``.

        Raises ValueError as `require` does, and if ``value`` is not a decimal number of at most 64 digits.
        """
        return self._add(LIBRARY.mixerr_receipt_require_decimal, name, value)

    def wait_for(self, name: str, value: str) -> Receipt:
        """Adds a member that has this value once the transfer is final. Returns the receipt.

        On Safe it is ``state`` with ``spent``. Raises ValueError as `require` does.

        >>> import mixerr
        >>> receipt = mixerr.Receipt("request_id", "id-1").wait_for("state", "spent")
        >>> body = b'{"data":[{"request_id":"id-1","state":"signed"}]}'
        >>> receipt.feed(body)
        >>> receipt.match(mixerr.read(200, body))
        <Match.PENDING: 3>
        """
        return self._add(LIBRARY.mixerr_receipt_wait_for, name, value)

    def begin(self) -> None:
        """Begins a new body. Call it before each response."""
        check(LIBRARY.mixerr_receipt_begin(byref(self._struct)))

    def feed(self, chunk: Buffer) -> None:
        """Reads the next bytes of the body. A chunk may have any length, including 0.

        Raises TypeError if ``chunk`` is not a bytes-like object, BufferError if it is not C-contiguous.
        """
        for pointer, length in _arguments.chunks(chunk):
            check(LIBRARY.mixerr_receipt_feed(byref(self._struct), pointer, length))

    def match(self, response: Response) -> Match:
        """Returns how the complete body matches the transfer. ``response`` is that of the same body.

        - `Match.EXACT`: an object in ``data`` has the key, and every other member with its value.
        - `Match.PENDING`: it has the key and every required member, but not yet the value that is waited for.
        - `Match.CONFLICT`: it has the key, and a required member is a string that differs.
        - `Match.NONE`: everything else, and every response that is not a success.

        Raises TypeError if ``response`` is not a `Response`.
        """
        if not isinstance(response, Response):
            raise TypeError(f"a response is what mixerr.read returns, not {type(response).__name__}")
        return Match(LIBRARY.mixerr_receipt_match(byref(self._struct), byref(response._to_struct())))

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        _arguments.refuse_to_copy("Receipt")

    def _add(self, function: Any, name: str, value: str) -> Receipt:
        status = function(byref(self._struct), _to_text(name), _to_text(value))
        if status == _abi.STATUS_TOO_MANY_MEMBERS:
            raise ValueError("a receipt has at most four members besides the key")
        if status == _abi.STATUS_INVALID_MEMBER:
            raise ValueError(f"the receipt has a member {name!r}, or {value!r} is not a decimal number")
        check(status)
        return self


def _to_text(value: str) -> bytes:
    if not isinstance(value, str):
        raise TypeError(f"a name or value is a str, not {type(value).__name__}")
    text = value.encode("utf-8", "surrogatepass")
    if b"\0" in text:
        raise ValueError("a name or value must not contain a NUL")
    return text
