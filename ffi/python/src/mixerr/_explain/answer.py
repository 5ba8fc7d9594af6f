"""Reads an answer from a file, whatever form it was pasted in."""

from __future__ import annotations

from typing import BinaryIO, NamedTuple

import mixerr
from mixerr import Outcome, Response

# How much is read at once.
_CHUNK = 1 << 16


class Answer(NamedTuple):
    response: Response
    http_status: int | None
    """None if it was not told."""
    form: str
    may_be_the_api: bool
    """Whether a malformed body looks like JSON that was damaged."""


def read(http_status: int | None, source: BinaryIO) -> Answer:
    """Reads an answer, piece by piece, to its end or to its fault."""
    reader, object_reader = mixerr.Reader(), mixerr.Reader()
    # An error object reads the same as the member of an envelope.
    object_reader.feed(b'{"error":')
    seems_json = is_empty = True
    while not reader.is_faulty:
        chunk = source.read(_CHUNK)
        if chunk is None:
            raise BlockingIOError("nothing to read yet")
        if not chunk:
            break
        if is_empty:
            start = chunk.lstrip(b" \t\n\f\r")
            seems_json, is_empty = start[:1] in (b"{", b"["), not start
        reader.feed(chunk)
        object_reader.feed(chunk)
    was_cut = not reader.is_faulty and not is_empty
    response, form = reader.finish(http_status or 0), "body"
    if http_status is None and response.outcome is Outcome.SUCCESS:
        object_reader.feed(b"}")
        pasted = object_reader.finish(0)
        # Many services put a small code into their JSON: alone, it must be a known one.
        is_known = pasted.entry is not None and pasted.entry.code >= 1000
        if pasted.outcome is Outcome.API_ERROR and (pasted.status is not None or pasted.description or is_known):
            response, form = pasted, "object"
    return Answer(response, http_status, form, was_cut or (seems_json and not is_empty))
