"""Makes a Response of a struct that the library has filled."""

from __future__ import annotations

import struct
from typing import Any

from mixerr import _abi
from mixerr._catalog import lookup
from mixerr._codes import Action, Fault, Outcome
from mixerr._response import Blank, Response

# Answers of one kind have everything the same but texts and offset. There are as many kinds as there are codes and HTTP
# statuses; a server that sends more of them than this is slow to read and no more.
_KINDS = 1024

_kinds: dict[bytes, Response] = {}

_WITH_OFFSET = (Fault.MALFORMED, Fault.TOO_DEEP)


def _layout() -> struct.Struct:
    """How a struct is taken apart: all up to the code, which tells its kind, and what comes behind."""
    fields = _abi.mixerr_response
    head = fields.code.offset + fields.code.size
    form, end = f"={head}s", head
    for field, letter in (
        (fields.fault_offset, "I"),
        (fields.description_len, "H"),
        (fields.extra_len, "H"),
        (fields.description, f"{fields.description.size}s"),
        (fields.extra, f"{fields.extra.size}s"),
    ):
        form += f"{field.offset - end}x{letter}"
        end = field.offset + field.size
    return struct.Struct(form)


_unpack = _layout().unpack_from


def response(filled: _abi.mixerr_response) -> Response:
    """Makes a Response, which the struct may change under."""
    head, offset, description_len, extra_len, description, extra = _unpack(filled)
    try:
        kind = _kinds[head]
    except KeyError:
        kind = _learn(head, filled)
    if not (description_len or extra_len or offset):
        return kind
    made: Any = Blank()
    made.outcome = kind.outcome
    made.action = kind.action
    made.code = kind.code
    made.status = kind.status
    made.http_status = kind.http_status
    made.entry = kind.entry
    made.description = description[:description_len].decode()
    made.description_cut = kind.description_cut
    made.extra_text = extra[:extra_len].decode() if extra_len else ""
    made.extra_cut = kind.extra_cut
    made.fault = kind.fault
    made.fault_offset = offset or kind.fault_offset
    made.__class__ = Response
    return made  # type: ignore[no-any-return]


def _learn(head: bytes, filled: _abi.mixerr_response) -> Response:
    """Makes the Response of a kind, without texts."""
    outcome, fault = Outcome(filled.outcome), Fault(filled.fault)
    is_api_error = outcome is Outcome.API_ERROR
    entry = lookup(filled.code) if is_api_error else None
    code: Any = entry.code if entry else filled.code
    kind = Response(
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
        fault_offset=0 if fault in _WITH_OFFSET else None,
    )
    if len(_kinds) < _KINDS:
        _kinds[head] = kind
    return kind
