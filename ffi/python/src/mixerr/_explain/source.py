"""The bytes of a response in chunks, without the text before the body.

That text is the heads of HTTP responses, and the lines that a terminal shows around a response.
"""

from __future__ import annotations

import json
import re
from typing import BinaryIO

import mixerr

# The number of bytes of a chunk.
_CHUNK = 8192

_STATUS_LINE = re.compile(rb"(?:< )?HTTP/ *[0-9.]+ +([0-9]{3})(?![^ \r\n])")
# A header field, or its continuation in the next line.
_FIELD = re.compile(rb"(?:< )?(?:[A-Za-z0-9!#$%&'*+.^_`|~-]+:|[ \t])")
# The empty line that ends a head.
_END = re.compile(rb"<?[ \t\f\r]*(?:\n|\Z)")
# A line that a terminal shows around a response: a prompt, or the output of `curl -v` about the connection, the request
# and the progress.
_SHOWN = re.compile(rb"[$*>](?: |[ \t\f\r]*(?:\n|\Z))|<[ \t\f\r]*(?:\n|\Z)|[{}] \[|[0-9][^\n]*--:--:--|% Total|Dload")
# A line that calls curl, after any prompt.
_CALL = re.compile(rb"(?![{<])[^\n]*curl ")
_WHITE = b" \t\n\f\r"


class Source:
    """An input and its current chunk."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self.chunk = stream, b""
        self._fill()

    def next(self) -> None:
        """Reads the next chunk. At the end of the input, it is empty."""
        self.chunk = b""
        self._fill()

    def unescape(self) -> None:
        """Decodes a body inside a JSON string, as in structured logs, if the chunk is the complete input."""
        if len(self.chunk) < _CHUNK:
            self.chunk = _escaped_body(self.chunk.strip(_WHITE)) or self.chunk

    def response_head(self) -> int | None:
        """Skips the heads of HTTP responses, and returns the status of the last one.

        The chunk then starts with the body. The head of a proxy's response, a redirection or ``100 Continue`` may come
        first.
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
        """Reads until the chunk is full or the input ends."""
        more = self._stream.read(_CHUNK - len(self.chunk))
        if more is None:
            raise BlockingIOError("nothing to read yet")
        self.chunk += more

    def _skip_line(self) -> None:
        """Skips the rest of the line, and fills the chunk again."""
        while self.chunk:
            _, end, self.chunk = self.chunk.partition(b"\n")
            self._fill()
            if end:
                return


def _escaped_body(text: bytes) -> bytes | None:
    """Returns the body in a JSON string, with or without the quotes; None if the text is not such a string."""
    quoted = b'"' + text + b'"' if text.startswith(b'{\\"') else text
    if not quoted.startswith(b'"') or not mixerr.read(200, quoted).is_success:
        return None
    content = str(json.loads(quoted))
    # A lone surrogate becomes U+FFFD, as in the library.
    return (
        content.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode() if content[:1] == "{" else None
    )


def head(text: bytes) -> tuple[int, int] | None:
    """Returns the offset of a status line and its HTTP status. Only lines that a terminal shows may come before it."""
    rest = text.lstrip(_WHITE)
    while is_shown(rest) or _CALL.match(rest):
        rest = rest.partition(b"\n")[2].lstrip(_WHITE)
    line = _STATUS_LINE.match(rest)
    return (len(text) - len(rest), int(line[1])) if line else None


def is_shown(text: bytes) -> bool:
    """Returns whether a text starts with a line that a terminal shows around a response."""
    return _SHOWN.match(text) is not None
