"""`Response`: the values of one C struct that the library filled.

It has no constructor, which would have to check 14 fields against each other. A test reads a body instead.
"""

# What `LAYOUT` unpacks has the type Any.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

import json
from ctypes import c_void_p, sizeof
from operator import attrgetter
from struct import Struct
from typing import Any, Final, NoReturn, Optional

from mixerr import _abi, _format
from mixerr._catalog import Entry, catalog
from mixerr._codes import Action, Data, Fault, Outcome, Payment

_DESCRIPTION_SIZE, _EXTRA_SIZE = _abi.DESCRIPTION_CAPACITY + 1, _abi.EXTRA_CAPACITY + 1
# The fields of a mixerr_response in order. The two text buffers are adjacent, and unpacked as one value. `x` skips the
# pointer to the entry; `0P` only aligns.
LAYOUT = Struct(f"@5B2?2H2I0P{sizeof(c_void_p)}x2H{_DESCRIPTION_SIZE + _EXTRA_SIZE}s0P")
_unpack = LAYOUT.unpack_from

# The index of each field among the values that `LAYOUT` unpacks.
_OUTCOME, _ACTION, _FAULT, _PAYMENT, _DATA = range(5)
_DESCRIPTION_TRUNCATED, _EXTRA_TRUNCATED, _HTTP_STATUS, _STATUS, _CODE, _FAULT_OFFSET = range(5, 11)
_DESCRIPTION_LEN, _EXTRA_LEN, _BUFFERS = range(11, 14)

# The members of each enum by number. A call such as Outcome(1) is slower.
_OUTCOMES, _ACTIONS, _FAULTS = tuple(Outcome), tuple(Action), tuple(Fault)
_PAYMENTS, _DATA_STATES = tuple(Payment), tuple(Data)
_KNOWN = {int(code): (entry.code, entry) for code, entry in catalog.items()}

_API_ERROR = int(Outcome.API_ERROR)
_FAULTS_WITH_OFFSET = (int(Fault.MALFORMED), int(Fault.TOO_DEEP))

_new = object.__new__


def _slot(name: str, doc: str) -> Any:
    """Returns a property that reads a slot. It is faster than a decorated function."""
    return property(attrgetter(name), doc=doc)


class Response:
    """A response of the API, or of a server in front of it. `read` and `Reader.finish` return one. It is immutable.

    A response is neither true nor false: ``if response:`` raises TypeError. Use `is_success`.

    ``str()`` and ``repr()`` are safe to log: they mask every digit of the server's text. The properties are not: a
    description may contain a phone number.

    >>> import mixerr
    >>> body = b'{"error":{"status":202,"code":20110,"description":"Invalid phone number +8613800138000"}}'
    >>> response = mixerr.read(202, body)
    >>> response.is_success, response.code, response.action
    (False, <Code.INVALID_PHONE_NUMBER: 20110>, <Action.ASK_USER: 4>)
    >>> response.detail
    '+8613800138000'
    >>> print(response)
    20110 INVALID_PHONE_NUMBER: Invalid phone number {phone} [Invalid phone number +*************]
    """

    # What `LAYOUT` unpacks, and the code and the entry that the catalog has for it. Each other property converts its
    # own value, which is faster than the conversion of all.
    __slots__ = ("_code", "_entry", "_values")
    _values: tuple[Any, ...]
    _code: Optional[int]
    _entry: Optional[Entry]

    def __init__(self) -> None:
        raise TypeError("read and Reader.finish make a Response; it has no constructor")

    @staticmethod
    def _from_struct(struct: Any) -> Response:
        """Returns the response in a mixerr_response, or in the bytes of one."""
        response: Response = _new(Response)
        values = response._values = _unpack(struct)
        if values[_OUTCOME] == _API_ERROR:
            code = values[_CODE]
            try:
                response._code, response._entry = _KNOWN[code]
            except KeyError:
                response._code, response._entry = code, None
        else:
            response._code = response._entry = None
        return response

    def _to_bytes(self) -> bytes:
        """Returns the bytes of a mixerr_response. Two responses are equal if these bytes are.

        The pointer to the entry is NULL; the library does not follow it. Zeros follow each text, where the library
        leaves the bytes of an earlier response.
        """
        *numbers, buffers = self._values
        description = buffers[: self._values[_DESCRIPTION_LEN]]
        extra = buffers[_DESCRIPTION_SIZE:][: self._values[_EXTRA_LEN]]
        return LAYOUT.pack(*numbers, description.ljust(_DESCRIPTION_SIZE, b"\0") + extra)

    def _to_struct(self) -> _abi.mixerr_response:
        return _abi.mixerr_response.from_buffer_copy(self._to_bytes())

    @property
    def is_success(self) -> bool:
        """Whether this is a success: JSON without an error, and the HTTP status of a success.

        A success does not prove a payment: compare the transfer in the body with the request. A captive portal, too,
        may send JSON without an error.

        >>> import mixerr
        >>> mixerr.read(200, b'{"data":{}}').is_success
        True
        >>> mixerr.read(202, b'{"error":{"code":20119}}').is_success
        False
        """
        return self.outcome is Outcome.SUCCESS

    @property
    def outcome(self) -> Outcome:
        """Whether this is a success, an error of the API, or not from the API.

        >>> import mixerr
        >>> mixerr.read(502, b"<html>").outcome
        <Outcome.NOT_FROM_API: 3>
        """
        return _OUTCOMES[self._values[_OUTCOME]]

    @property
    def action(self) -> Action:
        """What to do now. Every outcome has an action.

        >>> import mixerr
        >>> mixerr.read(429, b"slow down").action
        <Action.WAIT: 3>
        """
        return _ACTIONS[self._values[_ACTION]]

    @property
    def retryable(self) -> bool:
        """Whether the same request may be sent again, at once or after a pause, with the same idempotency key.

        >>> import mixerr
        >>> mixerr.read(500, b'{"error":{"status":500,"code":7000}}').retryable
        True
        """
        return self.action in (Action.RETRY, Action.WAIT)

    @property
    def payment(self) -> Payment:
        """Whether the request that was answered may have paid.

        It says nothing about an earlier request with the same key.

        >>> import mixerr
        >>> mixerr.read(202, b'{"error":{"code":20119}}').payment
        <Payment.EXCLUDED: 1>
        """
        return _PAYMENTS[self._values[_PAYMENT]]

    @property
    def data(self) -> Data:
        """Whether a success has a member ``data``. `Data.ABSENT` for every other outcome.

        >>> import mixerr
        >>> mixerr.read(200, b'{"data":null}').data
        <Data.NULL: 1>
        """
        return _DATA_STATES[self._values[_DATA]]

    @property
    def http_status(self) -> int:
        """The HTTP status as passed to `read`; 0 for a WebSocket frame.

        >>> import mixerr
        >>> mixerr.read(202, b'{"error":{"status":500,"code":7000}}').http_status
        202
        """
        return self._values[_HTTP_STATUS]

    code: Final[Optional[int]] = _slot(
        "_code",
        """The envelope's ``error.code``: a `Code` if the catalog lists it, None if this is not an error of the API.

        It may be 0, so compare it with None.

        >>> import mixerr
        >>> mixerr.read(202, b'{"error":{"code":20119}}').code
        <Code.PIN_INCORRECT: 20119>
        >>> mixerr.read(202, b'{"error":{"code":77777}}').code
        77777
        """,
    )

    @property
    def status(self) -> Optional[int]:
        """The envelope's ``error.status``; None if absent, 0, or not an integer of 16 bits.

        >>> import mixerr
        >>> mixerr.read(202, b'{"error":{"status":500,"code":7000}}').status
        500
        """
        return self._values[_STATUS] or None

    entry: Final[Optional[Entry]] = _slot(
        "_entry",
        """The catalog entry for the code; None if the catalog does not list it.

        >>> import mixerr
        >>> mixerr.read(202, b'{"error":{"code":20119}}').entry.name
        'PIN_INCORRECT'
        """,
    )

    @property
    def description(self) -> str:
        """The envelope's ``error.description`` with escapes decoded, truncated to 128 bytes; ``""`` if absent.

        >>> import mixerr
        >>> mixerr.read(202, b'{"error":{"code":20119,"description":"PIN incorrect."}}').description
        'PIN incorrect.'
        """
        values = self._values
        return values[_BUFFERS][: values[_DESCRIPTION_LEN]].decode()

    @property
    def description_truncated(self) -> bool:
        """Whether the description was longer than 128 bytes.

        >>> import mixerr
        >>> mixerr.read(202, b'{"error":{"code":20119,"description":"%s"}}' % (b"x" * 129)).description_truncated
        True
        """
        return self._values[_DESCRIPTION_TRUNCATED]

    @property
    def detail(self) -> Optional[str]:
        """The text that replaces the placeholder of the catalog's description: a phone number, an asset, a maximum.

        It may be private: do not log it. None if the description has no placeholder, or the server's text differs.

        >>> import mixerr
        >>> body = b'{"error":{"code":30101,"description":"Private key for XYZ missing."}}'
        >>> mixerr.read(202, body).detail
        'XYZ'
        """
        return _format.detail(self._to_struct())

    @property
    def extra(self) -> Any:
        """The envelope's ``error.extra``, decoded by `json.loads`; None if absent, null or truncated.

        >>> import mixerr
        >>> response = mixerr.read(202, b'{"error":{"code":20119,"extra":{"attempts": 1}}}')
        >>> response.extra, response.extra_text
        ({'attempts': 1}, '{"attempts":1}')
        """
        return json.loads(self.extra_text) if self.extra_text and not self.extra_truncated else None

    @property
    def extra_text(self) -> str:
        """The envelope's ``error.extra`` as compact JSON, truncated to 128 bytes; ``""`` if absent.

        The field is called ``extra`` in C and Rust.

        >>> import mixerr
        >>> mixerr.read(202, b'{"error":{"code":10002,"extra":[1, "x"]}}').extra_text
        '[1,"x"]'
        """
        values = self._values
        return values[_BUFFERS][_DESCRIPTION_SIZE:][: values[_EXTRA_LEN]].decode()

    @property
    def extra_truncated(self) -> bool:
        """Whether the extra was longer than 128 bytes. A truncated extra is not valid JSON.

        >>> import mixerr
        >>> mixerr.read(202, b'{"error":{"code":10002,"extra":"%s"}}' % (b"x" * 127)).extra_truncated
        True
        """
        return self._values[_EXTRA_TRUNCATED]

    def extra_string(self, key: str) -> Optional[str]:
        """Returns the string with this key in the extra; None if absent.

        It also finds the complete strings in a truncated extra.

        Raises TypeError if ``key`` is not a str.

        >>> import mixerr
        >>> mixerr.read(202, b'{"error":{"code":403,"extra":{"scope":"PHONE:READ"}}}').extra_string("scope")
        'PHONE:READ'
        """
        if not isinstance(key, str):
            raise TypeError(f"a key is a str, not {type(key).__name__}")
        return _format.extra_string(self._to_struct(), key)

    @property
    def field(self) -> Optional[str]:
        """The name of the request's invalid field, from the extra; None if absent.

        >>> import mixerr
        >>> body = b'{"error":{"code":10002,"extra":{"field":"amount","reason":"must be positive"}}}'
        >>> mixerr.read(202, body).field
        'amount'
        """
        return self.extra_string("field")

    @property
    def reason(self) -> Optional[str]:
        """The reason why that field is invalid, from the extra; None if absent.

        >>> import mixerr
        >>> body = b'{"error":{"code":10002,"extra":{"field":"amount","reason":"must be positive"}}}'
        >>> mixerr.read(202, body).reason
        'must be positive'
        """
        return self.extra_string("reason")

    @property
    def fault(self) -> Fault:
        """Why the response is not from the API; `Fault.NONE` for every other outcome.

        >>> import mixerr
        >>> mixerr.read(200, b"<html>").fault
        <Fault.MALFORMED: 1>
        """
        return _FAULTS[self._values[_FAULT]]

    @property
    def fault_offset(self) -> Optional[int]:
        """The offset in bytes, from 0, of the first byte that is not allowed in a malformed or too deep body.

        It is the body's length if the body was truncated, and at most 4294967295. None for every other fault.

        >>> import mixerr
        >>> mixerr.read(200, b'{"data":').fault_offset
        8
        """
        values = self._values
        return values[_FAULT_OFFSET] if values[_FAULT] in _FAULTS_WITH_OFFSET else None

    def write_envelope(self) -> Optional[bytes]:
        """Returns the envelope as the API would send it, for mock servers and proxies.

        It leaves out a truncated extra. Returns None if this is not an error of the API.

        >>> import mixerr
        >>> mixerr.read(202, b'{"error" : {"code" : 20119}, "data" : null}').write_envelope()
        b'{"error":{"code":20119}}'
        """
        return _format.envelope(self._to_struct())

    def __bool__(self) -> NoReturn:
        raise TypeError("a Response is neither true nor false: use is_success, or match on action")

    def __eq__(self, other: object) -> bool:
        return self._to_bytes() == other._to_bytes() if isinstance(other, Response) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._to_bytes())

    def __str__(self) -> str:
        return _format.log_line(self._to_struct())

    def __repr__(self) -> str:
        return f"<mixerr.Response {self.action}: {self}>"

    def __reduce__(self) -> tuple[Any, ...]:
        # The slot itself may hold bytes of an earlier response.
        return Response._from_struct, (self._to_bytes(),)
