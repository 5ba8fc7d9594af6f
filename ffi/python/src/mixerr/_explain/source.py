"""The bytes of an answer, chunk by chunk, without what stands before them.

That is the heads of HTTP responses, and the lines that a terminal shows around an answer.
"""

from __future__ import annotations

import json
import re
from typing import BinaryIO

import mixerr

# How much is read at once.
_CHUNK = 8192

_STATUS_LINE = re.compile(rb"(?:< )?HTTP/ *[0-9.]+ +([0-9]{3})(?![^ \r\n])")
# A header field, or the rest of one that goes on in the next line.
_FIELD = re.compile(rb"(?:< )?(?:[A-Za-z0-9!#$%&'*+.^_`|~-]+:|[ \t])")
# The empty line that ends a head.
_END = re.compile(rb"<?[ \t\f\r]*(?:\n|\Z)")
# A line that a terminal shows around an answer, and that is none of it: a prompt, or what `curl -v` tells of the
# connection, the request and its progress.
_SHOWN = re.compile(rb"[$*>](?: |[ \t\f\r]*(?:\n|\Z))|<[ \t\f\r]*(?:\n|\Z)|[{}] \[|[0-9][^\n]*--:--:--|% Total|Dload")
# A line that calls curl, whatever the prompt is.
_CALL = re.compile(rb"(?![{<])[^\n]*curl ")
_WHITE = b" \t\n\f\r"


class Source:
    """An input, and the chunk of it that is being read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self.chunk = stream, b""
        self._fill()

    def next(self) -> None:
        """Reads the next chunk, which is empty at the end."""
        self.chunk = b""
        self._fill()

    def unescape(self) -> None:
        """Makes a body of a JSON string that holds one, as structured logs do, if the chunk is all of it."""
        if len(self.chunk) < _CHUNK:
            self.chunk = _escaped_body(self.chunk.strip(_WHITE)) or self.chunk

    def response_head(self) -> int | None:
        """Reads the heads of HTTP responses, and returns the last one's status; the chunk then begins with the body.

        The answer of a proxy, a redirection or ``100 Continue`` may stand before the head that counts.
        """
        http_status = None
        while (found := head(self.chunk)) is not None:
            place, http_status = found
            self.chunk = self.chunk[place:]
            self._skip_line()
            while _FIELD.match(self.chunk) or (is_shown(self.chunk) and not _END.match(self.chunk)):
                self._skip_line()
            if _END.match(self.chunk):
                self._skip_line()
            while is_shown(self.chunk.lstrip(_WHITE)):
                self._skip_line()
        return http_status

    def _fill(self) -> None:
        """Fills the chunk up, unless the input ends before."""
        more = self._stream.read(_CHUNK - len(self.chunk))
        if more is None:
            raise BlockingIOError("nothing to read yet")
        self.chunk += more

    def _skip_line(self) -> None:
        """Drops the bytes up to the end of the line, and fills the chunk up."""
        while self.chunk:
            _, end, self.chunk = self.chunk.partition(b"\n")
            self._fill()
            if end:
                return


def _escaped_body(text: bytes) -> bytes | None:
    """Returns the body that a text is, escaped as a JSON string is, with quotes around it or without."""
    quoted = b'"' + text + b'"' if text.startswith(b'{\\"') else text
    if not quoted.startswith(b'"') or not mixerr.read(200, quoted).is_success:
        return None
    content = str(json.loads(quoted))
    # Halves of a character become U+FFFD, as the library makes them.
    return (
        content.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode() if content[:1] == "{" else None
    )


def head(text: bytes) -> tuple[int, int] | None:
    """Returns where a response's status line is, which nothing is before but what a terminal shows, and the status."""
    rest = text.lstrip(_WHITE)
    while is_shown(rest) or _CALL.match(rest):
        rest = rest.partition(b"\n")[2].lstrip(_WHITE)
    line = _STATUS_LINE.match(rest)
    return (len(text) - len(rest), int(line[1])) if line else None


def is_shown(text: bytes) -> bool:
    """Tells whether a text begins with a line that a terminal shows around an answer, and that is none of it."""
    return _SHOWN.match(text) is not None
