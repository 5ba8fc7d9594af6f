"""What a body that is not JSON looks like, to a person who has seen many; and where it is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mixerr import Fault
from mixerr._explain import pasted, source
from mixerr._explain.answer import Answer

# Who sent a malformed body: something in front of the API; the API, and it was damaged or cut; whoever it was sent
# other bytes than these; perhaps nobody, as it is words or bytes that are an answer only where a status came with them.
IN_FRONT, MAYBE_API, UNKNOWN, MAYBE_NOBODY = "in front", "maybe the API", "unknown", "maybe nobody"

# What begins like this, what it then is, and who sent it.
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
# The columns for an excerpt, those for what is before the fault, and what stands for the bytes that have no room.
_WIDTH, _BEFORE, _DOTS = 65, 26, "..."


def malformed(answer: Answer) -> tuple[str, str]:
    """Returns what the body of a malformed answer looks like, and who sent it."""
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
    """Returns who sent an answer that is not from the API; None if it is well-formed, or the API's."""
    return malformed(answer)[1] if answer.response.fault is Fault.MALFORMED else None


def excerpt(answer: Answer, offset: int) -> str:
    """Shows the bytes around ``offset``, with a caret under the one that stands there, if they are at hand."""
    place = offset - answer.window_offset
    # An offset that has reached its maximum may stand for any.
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
    """Returns the bytes that have room, each as it is shown."""
    shown = []
    for byte in data:
        text = chr(byte) if 0x20 <= byte <= 0x7E else repr(bytes([byte]))[2:-1]
        room -= len(text)
        if room < 0:
            break
        shown.append(text)
    return shown
