"""`Response`: the fields of a mixerr_response in Python types."""

from __future__ import annotations

import json
from ctypes import c_void_p, sizeof
from dataclasses import FrozenInstanceError, dataclass, fields
from operator import attrgetter
from struct import Struct
from typing import Any, Callable, Final, NoReturn, Optional

from mixerr import _abi, _format
from mixerr._catalog import Entry, catalog
from mixerr._codes import Action, Code, Data, Fault, Outcome, Payment
from mixerr._validate import validate

# The buffer of the extra follows that of the description.
_DESCRIPTION_SIZE, _EXTRA_SIZE = _abi.DESCRIPTION_CAPACITY + 1, _abi.EXTRA_CAPACITY + 1
# The fields of a mixerr_response in order. Both buffers are one value. `x` skips the pointer to the entry; `0P` only
# aligns.
LAYOUT = Struct(f"@5B2?2H2I0P{sizeof(c_void_p)}x2H{_DESCRIPTION_SIZE + _EXTRA_SIZE}s0P")
_unpack = LAYOUT.unpack_from

# The index of each field among the values that `LAYOUT` unpacks.
_OUTCOME, _ACTION, _FAULT, _PAYMENT, _DATA = range(5)
_DESCRIPTION_TRUNCATED, _EXTRA_TRUNCATED, _HTTP_STATUS, _STATUS, _CODE, _FAULT_OFFSET = range(5, 11)
_DESCRIPTION_LEN, _EXTRA_LEN, _BUFFERS = range(11, 14)

# The members of each enum by number. A call such as Outcome(1) is slower.
_OUTCOMES, _ACTIONS, _FAULTS = tuple(Outcome), tuple(Action), tuple(Fault)
_PAYMENTS, _DATA_STATES = tuple(Payment), tuple(Data)
_API_ERROR = int(Outcome.API_ERROR)
_FAULTS_WITH_OFFSET = (int(Fault.MALFORMED), int(Fault.TOO_DEEP))
_LISTED: dict[int, tuple[Code, Entry]] = {int(code): (entry.code, entry) for code, entry in catalog.items()}

_new = object.__new__


def _refuse(*_: object) -> NoReturn:
    raise FrozenInstanceError("a Response is frozen: dataclasses.replace makes a changed copy")


def _field(get: Callable[[Response], Any]) -> Any:
    """Returns a read-only field.

    A dataclass with ``frozen=True`` would be simpler, but slower: each slot would need a call to be filled.
    """
    return property(get, _refuse, _refuse)


@dataclass(init=False, repr=False, unsafe_hash=True)
class Response:
    """A response that was read. `read` and `Reader.finish` return one. It is frozen.

    A response is neither true nor false: ``if response:`` raises TypeError. Use `is_success`.

    ``str()`` and ``repr()`` are safe to log: they mask every digit of the server's text. The fields are not: a
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

    # The values of the struct's fields, and the code and the entry that the catalog has for them.
    __slots__ = ("_code", "_entry", "_values")

    outcome: Final[Outcome] = _field(lambda self: _OUTCOMES[self._values[_OUTCOME]])
    """Whether this is a success, an error of the API, or not from the API."""
    action: Final[Action] = _field(lambda self: _ACTIONS[self._values[_ACTION]])
    """What to do now. Every outcome has an action."""
    payment: Final[Payment] = _field(lambda self: _PAYMENTS[self._values[_PAYMENT]])
    """Whether the request that was answered may have paid. It says nothing about an earlier request with the same
    key."""
    data: Final[Data] = _field(lambda self: _DATA_STATES[self._values[_DATA]])
    """Whether a success has the key ``data``. `Data.ABSENT` for every other outcome."""
    code: Final[Optional[int]] = _field(attrgetter("_code"))
    """The envelope's ``error.code``: a `Code` if the catalog lists it, None if this is not an error of the API. It may
    be 0, so compare it with None."""
    status: Final[Optional[int]] = _field(lambda self: self._values[_STATUS] or None)
    """The envelope's ``error.status``; None if absent, 0, or not an integer of 16 bits."""
    http_status: Final[int] = _field(lambda self: self._values[_HTTP_STATUS])
    """The HTTP status as passed to `read`; 0 for a WebSocket frame."""
    entry: Final[Optional[Entry]] = _field(attrgetter("_entry"))
    """The catalog entry for the code; None if the catalog does not list it."""
    description: Final[str] = _field(lambda self: self._values[_BUFFERS][: self._values[_DESCRIPTION_LEN]].decode())
    """The envelope's ``error.description`` with escapes decoded, truncated to 128 bytes; ``""`` if absent."""
    description_truncated: Final[bool] = _field(lambda self: self._values[_DESCRIPTION_TRUNCATED])
    """Whether the description was longer."""
    extra_text: Final[str] = _field(
        lambda self: self._values[_BUFFERS][_DESCRIPTION_SIZE:][: self._values[_EXTRA_LEN]].decode()
    )
    """The envelope's ``error.extra`` as compact JSON, truncated to 128 bytes; ``""`` if absent. The field is called
    ``extra`` in C and Rust."""
    extra_truncated: Final[bool] = _field(lambda self: self._values[_EXTRA_TRUNCATED])
    """Whether the extra was longer. A truncated extra is not valid JSON."""
    fault: Final[Fault] = _field(lambda self: _FAULTS[self._values[_FAULT]])
    """Why the response is not from the API; `Fault.NONE` for every other outcome."""
    fault_offset: Final[Optional[int]] = _field(
        lambda self: self._values[_FAULT_OFFSET] if self._values[_FAULT] in _FAULTS_WITH_OFFSET else None
    )
    """The offset in bytes, from 0, of the first byte that is not allowed in a malformed or too deep body. It is the
    body's length if the body was truncated, and at most 4294967295. None for every other fault."""

    def __init__(
        self,
        outcome: Outcome,
        action: Action,
        payment: Payment,
        data: Data,
        code: Optional[int],
        status: Optional[int],
        http_status: int,
        entry: Optional[Entry],
        description: str,
        description_truncated: bool,
        extra_text: str,
        extra_truncated: bool,
        fault: Fault,
        fault_offset: Optional[int],
    ) -> None:
        texts = (description, description_truncated, extra_text, extra_truncated)
        validate(outcome, action, payment, data, code, status, http_status, entry, *texts, fault, fault_offset)
        raw_description, raw_extra = description.encode(), extra_text.encode()
        self._values: tuple[Any, ...] = (
            *(int(outcome), int(action), int(fault), int(payment), int(data), description_truncated, extra_truncated),
            *(http_status, status or 0, code or 0, fault_offset or 0),
            *(len(raw_description), len(raw_extra), raw_description.ljust(_DESCRIPTION_SIZE, b"\0") + raw_extra),
        )
        self._code, self._entry = code, entry

    @staticmethod
    def _from_struct(struct: Any) -> Response:
        """Returns the response that the library has written to a `mixerr_response`."""
        response: Response = _new(Response)
        values = response._values = _unpack(struct)
        if values[_OUTCOME] == _API_ERROR:
            code = values[_CODE]
            try:
                response._code, response._entry = _LISTED[code]
            except KeyError:
                response._code, response._entry = code, None
        else:
            response._code = response._entry = None
        return response

    def _to_struct(self) -> _abi.mixerr_response:
        """Returns a struct with these fields. Its pointer to the entry is NULL, which the library does not read."""
        return _abi.mixerr_response.from_buffer_copy(LAYOUT.pack(*self._values))

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
    def extra(self) -> Any:
        """The envelope's ``error.extra``, decoded by `json.loads`; None if absent, null or truncated.

        >>> import mixerr
        >>> response = mixerr.read(202, b'{"error":{"code":20119,"extra":{"attempts": 1}}}')
        >>> response.extra, response.extra_text
        ({'attempts': 1}, '{"attempts":1}')
        """
        return json.loads(self.extra_text) if self.extra_text and not self.extra_truncated else None

    @property
    def retryable(self) -> bool:
        """Whether the same request may be sent again, at once or after a pause, with the same idempotency key.

        >>> import mixerr
        >>> mixerr.read(500, b'{"error":{"status":500,"code":7000}}').retryable
        True
        """
        return self.action in (Action.RETRY, Action.WAIT)

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
    def detail(self) -> Optional[str]:
        """The text that replaces the placeholder of the catalog's description: a phone number, an asset, a maximum.

        It may be private: do not log it.

        >>> import mixerr
        >>> body = b'{"error":{"code":30101,"description":"Private key for XYZ missing."}}'
        >>> mixerr.read(202, body).detail
        'XYZ'
        """
        return _format.detail(self._to_struct())

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

    def __str__(self) -> str:
        return _format.log_line(self._to_struct())

    def __repr__(self) -> str:
        return f"<mixerr.{type(self).__name__} {self.action}: {self}>"

    def __reduce__(self) -> tuple[Any, ...]:
        # Unpickling calls __init__, which validates the fields.
        return type(self), tuple(getattr(self, field.name) for field in fields(self))
