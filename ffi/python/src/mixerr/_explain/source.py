"""The bytes of an answer, chunk by chunk, without the head of an HTTP response that stands before them."""

from __future__ import annotations

import re
from typing import BinaryIO

# How much is read at once.
_CHUNK = 8192

_STATUS_LINE = re.compile(rb"HTTP/ *[0-9.]+ +([0-9]{3})(?![^ \r\n])")
# A header field, or the rest of one that goes on in the next line.
_FIELD = re.compile(rb"[A-Za-z0-9!#$%&'*+.^_`|~-]+:|[ \t]")


class Source:
    """An input, and the chunk of it that is being read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self.chunk = stream, b""
        self._fill()

    def next(self) -> None:
        """Reads the next chunk, which is empty at the end."""
        self.chunk = b""
        self._fill()

    def response_head(self) -> int | None:
        """Reads the heads of HTTP responses, and returns the last one's status; the chunk then begins with the body.

        The answer of a proxy, a redirection or ``100 Continue`` may stand before the head that counts.
        """
        http_status = None
        while line := _STATUS_LINE.match(self.chunk.lstrip(b" \t\n\f\r")):
            http_status = int(line[1])
            self.chunk = self.chunk.lstrip(b" \t\n\f\r")
            self._skip_line()
            while _FIELD.match(self.chunk):
                self._skip_line()
            if self.chunk.startswith((b"\n", b"\r\n")):
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
