"""Makes a response of the struct that the library has filled."""

from __future__ import annotations

from struct import Struct as Layout
from typing import Any, Optional

from mixerr._catalog import Entry, catalog
from mixerr._codes import Action, Code, Data, Fault, Outcome, Payment
from mixerr._kept import Struct
from mixerr._response import Blank, Response

# A mixerr_response up to its texts.
LAYOUT = Layout("@5B2?2H2IP2H")

_unpack = LAYOUT.unpack_from
# The numbers of an enum are its members' indices.
_OUTCOMES, _ACTIONS, _FAULTS = tuple(Outcome), tuple(Action), tuple(Fault)
_PAYMENTS, _DATA = tuple(Payment), tuple(Data)
_API_ERROR = int(Outcome.API_ERROR)
_WITH_OFFSET = (int(Fault.MALFORMED), int(Fault.TOO_DEEP))
_LISTED: dict[int, tuple[Code, Entry]] = {int(code): (Code(code), entry) for code, entry in catalog.items()}


def made(struct: Struct) -> Response:
    """Makes a Response, which the struct may change under."""
    _, description, extra, place = struct
    (
        outcome,
        action,
        fault,
        payment,
        data,
        description_truncated,
        extra_truncated,
        http_status,
        status,
        number,
        fault_offset,
        _,
        description_len,
        extra_len,
    ) = _unpack(place)
    code: Optional[int] = None
    entry: Optional[Entry] = None
    if outcome == _API_ERROR:
        code, entry = _LISTED.get(number) or (number, None)
    response: Any = Blank()
    response.outcome = _OUTCOMES[outcome]
    response.action = _ACTIONS[action]
    response.payment = _PAYMENTS[payment]
    response.data = _DATA[data]
    response.code = code
    response.status = status or None
    response.http_status = http_status
    response.entry = entry
    response.description = description[:description_len].decode() if description_len else ""
    response.description_truncated = description_truncated
    response.extra_text = extra[:extra_len].decode() if extra_len else ""
    response.extra_truncated = extra_truncated
    response.fault = _FAULTS[fault]
    response.fault_offset = fault_offset if fault in _WITH_OFFSET else None
    response.__class__ = Response
    return response  # type: ignore[no-any-return]
