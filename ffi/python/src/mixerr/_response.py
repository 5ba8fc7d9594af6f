"""What an answer is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Optional

from mixerr import _texts
from mixerr._catalog import Entry
from mixerr._codes import Action, Fault, Outcome, Trace


class Blank:
    """A response while it is filled, which costs a tenth of what filling a frozen one does.

    Filled, it is made a Response by its ``__class__``.
    """

    __slots__ = (
        "outcome",
        "action",
        "code",
        "status",
        "http_status",
        "entry",
        "description",
        "description_cut",
        "extra_text",
        "extra_cut",
        "fault",
        "offset",
    )


@dataclass(frozen=True, repr=False)
class Response(Blank):
    """What an answer is. `read` and `Reader.finish` make it; nobody changes it.

    ``str()`` and ``repr()`` are safe to log: they show the server's own words only with every digit masked. The
    fields are not: a description may name a phone number.

    >>> import mixerr
    >>> body = b'{"error":{"status":202,"code":20110,"description":"Invalid phone number +8613800138000"}}'
    >>> response = mixerr.read(202, body)
    >>> response.outcome, response.code, response.action
    (<Outcome.API_ERROR: 1>, <Code.INVALID_PHONE_NUMBER: 20110>, <Action.ASK_USER: 3>)
    >>> response.detail
    '+8613800138000'
    >>> print(response)
    20110 INVALID_PHONE_NUMBER: Invalid phone number {phone} [Invalid phone number +*************]
    """

    __slots__ = ()

    outcome: Outcome
    """Whether it is an error."""
    action: Action
    """What to do now, whatever the outcome."""
    code: Optional[int]
    """The envelope's ``error.code``: a `Code` if the catalog lists it; None if it is no error of the API."""
    status: Optional[int]
    """The envelope's ``error.status``; None if absent, 0, or no integer of 16 bits."""
    http_status: int
    """The HTTP status as given, 0 for a WebSocket frame."""
    entry: Optional[Entry]
    """What the catalog knows of the code; None if it does not list it."""
    description: str
    """The envelope's ``error.description``, escapes decoded, the first 128 bytes of it; ``""`` if absent."""
    description_cut: bool
    """Whether the description was longer."""
    extra_text: str
    """The envelope's ``error.extra`` as compact JSON, the first 128 bytes of it; ``""`` if absent."""
    extra_cut: bool
    """Whether the extra was longer, and so is no JSON any more."""
    fault: Fault
    """Why it is not from the API."""
    offset: Optional[int]
    """Of a malformed or too deep body: the first byte, from 0, that cannot stand where it stands; the body's length
    if it was cut; at most 4294967295. None otherwise."""

    @property
    def extra(self) -> Any:
        """The envelope's ``error.extra`` as `json.loads` makes it; None if absent, null, or cut.

        >>> import mixerr
        >>> mixerr.read(202, b'{"error":{"code":20119,"extra":{"attempts":1}}}').extra
        {'attempts': 1}
        """
        return json.loads(self.extra_text) if self.extra_text and not self.extra_cut else None

    @property
    def trace(self) -> Trace:
        """Whether a transfer's trace id must be kept, as after everything but some errors of the catalog.

        It speaks of the request that was answered. If an earlier one with the same trace id went without an answer,
        look for the transfer by its trace id before it is thrown away.

        >>> import mixerr
        >>> mixerr.read(502, b"<html>").trace
        <Trace.KEEP: 0>
        """
        return Trace.KEEP if self.entry is None else self.entry.trace

    @property
    def retryable(self) -> bool:
        """Whether the same request may be sent again, at once or after a pause, with the same trace id.

        >>> import mixerr
        >>> mixerr.read(500, b'{"error":{"status":500,"code":7000}}').retryable
        True
        """
        return self.action in (Action.RETRY, Action.WAIT)

    @property
    def field(self) -> Optional[str]:
        """The field that a request has wrong, if the extra tells.

        >>> import mixerr
        >>> body = b'{"error":{"code":10002,"extra":{"field":"amount","reason":"must be positive"}}}'
        >>> mixerr.read(202, body).field
        'amount'
        """
        return self.extra_string("field")

    @property
    def reason(self) -> Optional[str]:
        """Why that field is wrong, if the extra tells.

        >>> import mixerr
        >>> body = b'{"error":{"code":10002,"extra":{"field":"amount","reason":"must be positive"}}}'
        >>> mixerr.read(202, body).reason
        'must be positive'
        """
        return self.extra_string("reason")

    def extra_string(self, key: str) -> Optional[str]:
        """Returns a string in the extra by its member's name, None if there is none.

        Of an extra that was cut, the strings that are whole are found.

        Raises TypeError if ``key`` is no str.

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

    def envelope(self) -> Optional[bytes]:
        """Returns the envelope as the API would send it, for mock servers and proxies; None if it is no API error.

        An extra that was cut is left out.

        >>> import mixerr
        >>> mixerr.read(202, b'{"error" : {"code" : 20119}, "data" : null}').envelope()
        b'{"error":{"code":20119}}'
        """
        return _texts.envelope(self)

    def __post_init__(self) -> None:
        # What the library filled does not come here.
        _texts.check(self)

    def __str__(self) -> str:
        return _texts.log_line(self)

    def __repr__(self) -> str:
        return f"<mixerr.{type(self).__name__} {self.action}: {self}>"

    def __reduce__(self) -> tuple[Any, ...]:
        # A frozen class with slots cannot be filled by pickle.
        return type(self), tuple(getattr(self, name) for name in Blank.__slots__)
