"""Reads a response from a file: a body, or one of the forms in which people paste a response."""

from __future__ import annotations

from typing import BinaryIO, NamedTuple

import mixerr
from mixerr import Fault, Outcome, Response
from mixerr._explain import pasted
from mixerr._explain.source import Source, is_shown

# The number of bytes at the start that are kept, to recognize the form.
_START = 4096
# The number of bytes of the previous chunk that are kept, to show the context of a fault.
_TAIL = 64


class Answer(NamedTuple):
    response: Response
    http_status: int | None
    """None if it is not known."""
    form: str
    """The form of the input: "body", "response" (with its head), "object" (without the envelope) or "text"."""
    start: bytes
    """The start of the body, after white space."""
    window: bytes
    """The last bytes that were read. They include a fault."""
    window_offset: int
    """The offset of `window` in the body."""
    is_sound: bool
    """Whether no byte is at fault. If the body is malformed all the same, it was truncated."""


def read(http_status: int | None, stream: BinaryIO) -> Answer:
    """Reads a response in chunks, up to its end or its fault.

    Without an HTTP status, the input may be a response with its head, or an error as people paste it.
    """
    source, form = Source(stream), "body"
    if http_status is None:
        source.unescape()
        http_status = source.response_head()
        form = "body" if http_status is None else "response"
    reader, object_reader = mixerr.Reader(), mixerr.Reader()
    # The same input as the value of ``error`` in an envelope.
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
    """Reads a complete body again, without the lines that a terminal shows after it."""
    place = response.fault_offset
    if place is None or not body[place:] or not is_shown(body[place:]):
        return response
    of_body = mixerr.read(response.http_status, body[:place])
    return response if of_body.fault is Fault.MALFORMED else of_body


def _reconsidered(response: Response, as_object: Response, start: str) -> tuple[Response, str]:
    """Returns another response if the input is an error of the API in a pasted form."""
    is_success = response.is_success
    # JSON without an error may be the error object itself.
    if is_success and pasted.is_object(as_object):
        return as_object, "object"
    in_words = pasted.text(start, not is_success)
    return (response, "body") if in_words is None else (in_words, "text")
