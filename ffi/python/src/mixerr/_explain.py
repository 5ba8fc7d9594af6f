"""Explains a text that a person pasted."""

from __future__ import annotations

from ctypes import byref, c_size_t, create_string_buffer
from typing import TYPE_CHECKING, Optional, Union

from mixerr import _abi, _arguments
from mixerr._codes import Outcome
from mixerr._library import LONG_LIBRARY, check
from mixerr._response import Response

if TYPE_CHECKING:
    from typing_extensions import Buffer


class Explanation(str):
    """The lines of an explanation. They may contain private data: do not log them."""

    response: Optional[Response]
    """The response that is explained; None if nothing was recognised in the text."""

    def __new__(cls, lines: str, response: Optional[Response]) -> Explanation:
        explanation = super().__new__(cls, lines)
        explanation.response = response
        return explanation


def explain(text: Union[str, Buffer], http_status: Optional[int] = None) -> Explanation:
    """Explains a text that a person pasted: a body, a response with its head, a log, or a code.

    The lines say what it is, what it means, what to do now, and whether the request may have paid. With an HTTP status,
    the text is the body of that response; 0 is a WebSocket frame. If several errors are in the text, the last one is
    explained and the first one is named. ``mixerr.h`` describes windows of a text that is longer than memory.

    Raises TypeError if ``text`` is not a str or a bytes-like object, or ``http_status`` is not an int, ValueError if
    ``http_status`` is not 0 to 65535.

    >>> import mixerr
    >>> explanation = mixerr.explain("2026-01-02 transfer failed: [202/20119] PIN incorrect.")
    >>> print(explanation.splitlines()[0])
    20119 PIN_INCORRECT, an error of the Mixin Network API
    >>> explanation.response.action
    <Action.ASK_USER: 4>
    """
    body = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else bytes(memoryview(text))
    status = -1 if http_status is None else _arguments.to_http_status(http_status)
    out, length, struct = create_string_buffer(_abi.EXPLANATION_CAPACITY), c_size_t(), _abi.mixerr_response()
    call = LONG_LIBRARY.mixerr_explain
    check(call(body, len(body), status, out, len(out), byref(length), byref(struct)))
    is_read = struct.outcome != Outcome.UNREAD
    return Explanation(out.raw[: length.value].decode(), Response._from_struct(struct) if is_read else None)
