"""Responses."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, NoReturn, Optional

from mixerr import _texts
from mixerr._catalog import Entry
from mixerr._codes import Action, Data, Fault, Outcome, Payment


class Blank:
    """A response while it is filled, which costs a tenth of what filling a frozen one does.

    Filled, it is made a Response by its ``__class__``.
    """

    __slots__ = (
        "outcome",
        "action",
        "payment",
        "data",
        "code",
        "status",
        "http_status",
        "entry",
        "description",
        "description_truncated",
        "extra_text",
        "extra_truncated",
        "fault",
        "fault_offset",
    )


@dataclass(frozen=True, repr=False)
class Response(Blank):
    """What a response is. `read` and `Reader.finish` make it, a new object each time. It is frozen.

    A response is neither true nor false: ``if response:`` raises TypeError. Only `is_success` means a success.

    ``str()`` and ``repr()`` are safe to log: they show the server's own words only with every digit masked. The
    fields are not: a description may contain a phone number.

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

    __slots__ = ()

    outcome: Outcome
    """A success, an error of the API, or not from the API."""
    action: Action
    """What to do now, whatever the outcome."""
    payment: Payment
    """Whether the request that was answered may have paid. It says nothing about an earlier request with the same
    key."""
    data: Data
    """Whether a success has a member ``data``. `Data.ABSENT` for every other outcome."""
    code: Optional[int]
    """The envelope's ``error.code``: a `Code` if the catalog lists it. None if it is not an error of the API. It may be
    0, so compare it with None."""
    status: Optional[int]
    """The envelope's ``error.status``; None if absent, 0, or not an integer of 16 bits."""
    http_status: int
    """The HTTP status as given, 0 for a WebSocket frame."""
    entry: Optional[Entry]
    """The catalog's entry of the code; None if the catalog does not list it."""
    description: str
    """The envelope's ``error.description``, escapes decoded, at most 128 bytes of it; ``""`` if absent."""
    description_truncated: bool
    """Whether the description was longer."""
    extra_text: str
    """The envelope's ``error.extra`` as compact JSON, at most 128 bytes of it; ``""`` if absent. `extra` is its value.
    C and Rust call the text ``extra``, and have no value."""
    extra_truncated: bool
    """Whether the extra was longer. Its text is then a prefix, and not valid JSON."""
    fault: Fault
    """Why it is not from the API."""
    fault_offset: Optional[int]
    """For a malformed or too deep body, the offset of the first byte that cannot occur there, from 0; the body's length
    if it was truncated; at most 4294967295. None otherwise."""

    @property
    def is_success(self) -> bool:
        """Whether it is a success: JSON without an error, at an HTTP status of a success.

        A success of a payment endpoint is not yet a payment: compare what it contains with the request. A captive
        portal may send JSON without an error, too.

        >>> import mixerr
        >>> mixerr.read(200, b'{"data":{}}').is_success
        True
        >>> mixerr.read(202, b'{"error":{"code":20119}}').is_success
        False
        """
        return self.outcome is Outcome.SUCCESS

    @property
    def extra(self) -> Any:
        """The envelope's ``error.extra`` as `json.loads` decodes `extra_text`; None if absent, null, or truncated.

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
        """The name of the invalid field of the request, if the extra has it.

        >>> import mixerr
        >>> body = b'{"error":{"code":10002,"extra":{"field":"amount","reason":"must be positive"}}}'
        >>> mixerr.read(202, body).field
        'amount'
        """
        return self.extra_string("field")

    @property
    def reason(self) -> Optional[str]:
        """Why that field is invalid, if the extra has a reason.

        >>> import mixerr
        >>> body = b'{"error":{"code":10002,"extra":{"field":"amount","reason":"must be positive"}}}'
        >>> mixerr.read(202, body).reason
        'must be positive'
        """
        return self.extra_string("reason")

    def extra_string(self, key: str) -> Optional[str]:
        """Returns a string in the extra by its key, None if there is none.

        In a truncated extra, strings that are complete are found.

        Raises TypeError if ``key`` is not a str.

        >>> import mixerr
        >>> mixerr.read(202, b'{"error":{"code":403,"extra":{"scope":"PHONE:READ"}}}').extra_string("scope")
        'PHONE:READ'
        """
        return _texts.extra_string(self, key)

    @property
    def detail(self) -> Optional[str]:
        """What the server filled into the catalog's description: a phone number, an asset, a maximum.

        It may be private: do not log it.

        >>> import mixerr
        >>> body = b'{"error":{"code":30101,"description":"Private key for XYZ missing."}}'
        >>> mixerr.read(202, body).detail
        'XYZ'
        """
        return _texts.detail(self)

    def write_envelope(self) -> Optional[bytes]:
        """Returns the envelope as the API would send it, for mock servers and proxies; None if it is not an API error.

        A truncated extra is left out.

        >>> import mixerr
        >>> mixerr.read(202, b'{"error" : {"code" : 20119}, "data" : null}').write_envelope()
        b'{"error":{"code":20119}}'
        """
        return _texts.write_envelope(self)

    def __post_init__(self) -> None:
        # Responses that the library filled do not come here.
        _texts.check(self)

    def __bool__(self) -> NoReturn:
        raise TypeError("a Response is neither true nor false: use is_success, or match on action")

    def __str__(self) -> str:
        return _texts.log_line(self)

    def __repr__(self) -> str:
        return f"<mixerr.{type(self).__name__} {self.action}: {self}>"

    def __reduce__(self) -> tuple[Any, ...]:
        # A frozen class with slots cannot be filled by pickle.
        return type(self), tuple(getattr(self, name) for name in Blank.__slots__)
