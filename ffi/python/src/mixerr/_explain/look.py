"""Describes a body that is not valid JSON: its probable kind, its sender, and an excerpt at the fault."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mixerr import Fault
from mixerr._explain import pasted, source
from mixerr._explain.answer import Answer

# The sender of a malformed body: a server in front of the API; perhaps the API, and the body was damaged or truncated;
# unknown, because these are not the bytes that were sent; perhaps not a response at all, unless a status is known.
IN_FRONT, MAYBE_API, UNKNOWN, MAYBE_NOBODY = "in front", "maybe the API", "unknown", "maybe nobody"

# The prefix of a body, its kind, and its sender.
_LOOKS = (
    (b"< ", "text", MAYBE_NOBODY),
    (b"<", "a web page, as web servers and captive portals send", IN_FRONT),
    (b"\x1f\x8b", "compressed data (gzip): decompress it first", UNKNOWN),
    (b"\xef\xbb\xbf", "text behind a byte order mark, which JSON must not have", UNKNOWN),
    (b"\xff\xfe", "text in UTF-16: the API sends UTF-8", UNKNOWN),
    (b"\xfe\xff", "text in UTF-16: the API sends UTF-8", UNKNOWN),
    (b"{", "damaged JSON", MAYBE_API),
)
_PLAIN = re.compile(rb"[!-~ \t\n\f\r]*")
# The columns of an excerpt, those before the fault, and the mark for bytes that are left out.
_WIDTH, _BEFORE, _DOTS = 65, 26, "..."


def malformed(answer: Answer) -> tuple[str, str]:
    """Returns the kind and the sender of a malformed body."""
    body = answer.start
    if answer.is_sound:
        return ("JSON that was cut off", MAYBE_API) if body else ("an empty body", IN_FRONT)
    if source.head(body) is not None:
        return "a whole HTTP response: give the body alone, or no status", UNKNOWN
    if body.startswith(b"[") and pasted.is_json(body.decode("utf-8", "replace"), True):
        return "damaged JSON", MAYBE_API
    for start, look, sender in _LOOKS:
        if body.startswith(start):
            return look, sender
    return ("text" if _PLAIN.fullmatch(body) else "neither JSON nor plain text"), MAYBE_NOBODY


def sender(answer: Answer) -> str | None:
    """Returns the sender of a malformed body; None if the body is not malformed."""
    return malformed(answer)[1] if answer.response.fault is Fault.MALFORMED else None


def excerpt(answer: Answer, offset: int) -> str:
    """Returns the bytes around ``offset`` with a caret under that byte; ``""`` if they are not kept."""
    place = offset - answer.window_offset
    # The maximum may be the offset of any later byte.
    if not 0 <= place <= len(answer.window) or offset == 0xFFFFFFFF:
        return ""
    before, behind = answer.window[:place], answer.window[place:]
    shown = _shown(reversed(before), _BEFORE)
    is_start = len(shown) == len(before) and answer.window_offset == 0
    left = ("" if is_start else _DOTS) + "".join(reversed(shown))
    shown = _shown(behind, _WIDTH - len(left) - len(_DOTS))
    right = "".join(shown) + ("" if len(shown) == len(behind) else _DOTS)
    return f"  {'fault':11}  {left}{right}\n{' ' * (15 + len(left))}^\n" if left or right else ""


def _shown(data: Iterable[int], room: int) -> list[str]:
    """Returns the text of each byte, up to a number of columns."""
    shown = []
    for byte in data:
        text = chr(byte) if 0x20 <= byte <= 0x7E else repr(bytes([byte]))[2:-1]
        room -= len(text)
        if room < 0:
            break
        shown.append(text)
    return shown
