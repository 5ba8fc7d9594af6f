"""Reads an answer from a file, whatever form it was pasted in."""

from __future__ import annotations

from typing import BinaryIO, NamedTuple

import mixerr
from mixerr import Fault, Outcome, Response
from mixerr._explain import pasted
from mixerr._explain.source import Source, is_shown

# How much of the start is kept, to recognize what was pasted.
_START = 4096
# How much of what was read is kept behind a chunk's edge, to show where a fault is.
_TAIL = 64


class Answer(NamedTuple):
    response: Response
    http_status: int | None
    """None if it was not told."""
    form: str
    """As what it was given: "body", "response" (with its head), "object" (without the envelope) or "text"."""
    start: bytes
    """The first bytes of the body that are no white space."""
    window: bytes
    """The last bytes that were read; a fault is among them."""
    window_offset: int
    """Where they stand in the body."""
    is_sound: bool
    """Whether every byte could stand where it stands. If the body is malformed all the same, it was cut."""


def read(http_status: int | None, stream: BinaryIO) -> Answer:
    """Reads an answer, piece by piece, to its end or to its fault.

    Without an HTTP status it may be a whole response, or an error as people paste it.
    """
    source, form = Source(stream), "body"
    if http_status is None:
        source.unescape()
        http_status = source.response_head()
        form = "body" if http_status is None else "response"
    reader, object_reader = mixerr.Reader(), mixerr.Reader()
    # An error object reads the same as the member of an envelope.
    object_reader.feed(b'{"error":')
    start = window = b""
    window_offset = 0
    while source.chunk and not reader.is_faulty:
        start = start or source.chunk.lstrip(b" \t\n\f\r")[:_START]
        window_offset += max(len(window) - _TAIL, 0)
        window = window[-_TAIL:] + source.chunk
        reader.feed(source.chunk)
        if http_status is None:
            object_reader.feed(source.chunk)
        if not reader.is_faulty:
            source.next()
    is_sound = not reader.is_faulty
    response = reader.finish(http_status or 0)
    if form == "response" and window_offset == 0:
        response = _without_shown(response, window)
    if http_status is None and response.outcome is not Outcome.API_ERROR:
        object_reader.feed(b"}")
        response, form = _reconsidered(response, object_reader.finish(0), start.decode("utf-8", "replace"))
    return Answer(response, http_status, form, start, window, window_offset, is_sound)


def _without_shown(response: Response, body: bytes) -> Response:
    """Reads a whole body again, without what a terminal shows behind it."""
    place = response.fault_offset
    if place is None or not body[place:] or not is_shown(body[place:]):
        return response
    of_body = mixerr.read(response.http_status, body[:place])
    return response if of_body.fault is Fault.MALFORMED else of_body


def _reconsidered(response: Response, as_object: Response, start: str) -> tuple[Response, str]:
    """Sees whether what is no error of the API by itself is one that was pasted."""
    is_success = response.is_success
    # JSON with an error is what it says; JSON without one may be the error.
    if is_success and pasted.is_object(as_object):
        return as_object, "object"
    in_words = pasted.text(start, not is_success)
    return (response, "body") if in_words is None else (in_words, "text")
