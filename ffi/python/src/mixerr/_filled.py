"""Makes a Response of a struct that the library has filled."""

from __future__ import annotations

import struct
from typing import Any, NamedTuple, Optional

from mixerr import _abi
from mixerr._catalog import lookup
from mixerr._codes import Action, Fault, Outcome
from mixerr._response import Blank, Response

class Kind(NamedTuple):
    """What the head of a struct says: all of the response but its texts."""

    response: Response
    description: bytes
    """The catalog's, which the server's mostly is; nothing for a code that it does not list."""
    decoded: str
    """The same as text."""
    unpack: Any
    """Takes the texts out; None if there are none."""


# There are about as many kinds of answers as there are codes and lengths of descriptions. A server that sends more of
# them than this is slow to read and no more.
_KINDS = 1024

kinds: dict[bytes, Kind] = {}

_WITH_OFFSET = (Fault.MALFORMED, Fault.TOO_DEEP)

# All before the texts. Nothing in it is private.
HEAD = struct.Struct(f"{_abi.mixerr_response.description.offset}s")


def learn(head: bytes, place: bytearray) -> Kind:
    """Makes the Kind of a head."""
    filled = _abi.mixerr_response.from_buffer_copy(place)
    outcome, fault = Outcome(filled.outcome), Fault(filled.fault)
    is_api_error = outcome is Outcome.API_ERROR
    entry = lookup(filled.code) if is_api_error else None
    code: Any = entry.code if entry else filled.code
    response = Response(
        outcome=outcome,
        action=Action(filled.action),
        code=code if is_api_error else None,
        status=filled.status or None,
        http_status=filled.http_status,
        entry=entry,
        description="",
        description_cut=filled.description_cut,
        extra_text="",
        extra_cut=filled.extra_cut,
        fault=fault,
        offset=filled.fault_offset if fault in _WITH_OFFSET else None,
    )
    known = entry.description if entry else ""
    kind = Kind(response, known.encode(), known, _texts(filled))
    if len(kinds) < _KINDS:
        kinds[head] = kind
    return kind


def _texts(filled: _abi.mixerr_response) -> Any:
    if not (filled.description_len or filled.extra_len):
        return None
    description, extra = _abi.mixerr_response.description, _abi.mixerr_response.extra
    gap = extra.offset - description.offset - filled.description_len
    return struct.Struct(
        f"{description.offset}x{filled.description_len}s{gap}x{filled.extra_len}s"
    ).unpack_from


def response(place: bytearray) -> Response:
    """Makes a Response, which the struct may change under."""
    (head,) = _unpack_head(place)
    try:
        response, known, decoded, unpack = kinds[head]
    except KeyError:
        response, known, decoded, unpack = learn(head, place)
    if unpack is None:
        return response
    description, extra = unpack(place)
    made: Any = Blank()
    made.outcome = response.outcome
    made.action = response.action
    made.code = response.code
    made.status = response.status
    made.http_status = response.http_status
    made.entry = response.entry
    made.description = decoded if description == known else description.decode()
    made.description_cut = response.description_cut
    made.extra_text = extra.decode() if extra else ""
    made.extra_cut = response.extra_cut
    made.fault = response.fault
    made.offset = response.offset
    made.__class__ = Response
    return made  # type: ignore[no-any-return]


_unpack_head = HEAD.unpack_from
