"""Makes a response of the struct that the library has filled."""

from __future__ import annotations

import re
from typing import Any, Optional

from mixerr import _abi
from mixerr._catalog import lookup
from mixerr._codes import Action, Fault, Outcome
from mixerr._kept import Struct
from mixerr._response import Blank, Response

# There are about as many heads of structs as there are codes and lengths of texts. A server that sends more of them
# than this is slow to read and no more.
_HEADS = 1024

first: dict[bytes, tuple[Response, bytes, Optional[bytes]]] = {}
"""By the head of a struct, the first response that had it, its description, and its extra if it has one.

A server mostly says the same of an error each time, and then the response is the same object. Words with many digits
are not kept, for they may be somebody's telephone number.
"""

_MANY = 4
_MANY_ASCII_DIGITS = re.compile(rf"[0-9](?:[^0-9]*[0-9]){{{_MANY - 1}}}")

Head = tuple[int, bool, tuple[Any, ...]]
"""What the head of a struct says: the length of the description, whether there is an extra, and all of the response
but its texts, in the order of `made`."""

heads: dict[bytes, Head] = {}

_WITH_OFFSET = (Fault.MALFORMED, Fault.TOO_DEEP)


def made(struct: Struct) -> Response:
    """Makes a Response, which the struct may change under."""
    _, head, description_place, extra_place, place = struct
    key = head.raw
    told = heads.get(key)
    is_first = told is None
    description_len, has_extra, facts = told = told or _told(place)
    response: Any = Blank()
    (
        response.outcome,
        response.action,
        response.code,
        response.status,
        response.http_status,
        response.entry,
        response.description_cut,
        response.extra_cut,
        response.fault,
        response.offset,
    ) = facts
    response.description = description_place[:description_len].decode()  # there may be NULs in it
    response.extra_text = extra_place.value.decode() if has_extra else ""
    response.__class__ = Response
    if is_first:
        _keep(key, told, response)
    return response  # type: ignore[no-any-return]


def _told(place: bytearray) -> Head:
    filled = _abi.mixerr_response.from_buffer_copy(place)
    outcome, fault = Outcome(filled.outcome), Fault(filled.fault)
    is_api_error = outcome is Outcome.API_ERROR
    entry = lookup(filled.code) if is_api_error else None
    code: Any = entry.code if entry else filled.code
    facts = (
        outcome,
        Action(filled.action),
        code if is_api_error else None,
        filled.status or None,
        filled.http_status,
        entry,
        filled.description_cut,
        filled.extra_cut,
        fault,
        filled.fault_offset if fault in _WITH_OFFSET else None,
    )
    return filled.description_len, filled.extra_len > 0, facts


def _keep(key: bytes, told: Head, response: Response) -> None:
    if len(heads) >= _HEADS:
        return
    heads[key] = told
    if not _has_many_digits(response.description + response.extra_text):
        extra = response.extra_text.encode()
        first[key] = response, response.description.encode(), extra or None


def _has_many_digits(text: str) -> bool:
    """Tells whether a text may hold a telephone number, in the digits of any script: those that log lines mask."""
    if text.isascii():
        return _MANY_ASCII_DIGITS.search(text) is not None
    return sum(map(str.isnumeric, text)) >= _MANY
