"""A server on loopback that sends the given bytes, which may be invalid HTTP."""

from __future__ import annotations

import json
import socketserver
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Callable, NamedTuple, Union

Part = Union[bytes, float]
"""A part of a response: bytes, or a pause in seconds."""


class Request(NamedTuple):
    method: str
    path: str
    body: bytes
    headers: dict[str, str]
    """The names are in lower case."""


Handler = Callable[[Request], Iterator[Part]]


def reply(status: int, body: bytes, *headers: str, length: int | None = None) -> bytes:
    """Returns a response. ``length`` replaces the right Content-Length."""
    lines = [f"HTTP/1.1 {status} Words", *headers, "Connection: close"]
    if not any(header.startswith(("Transfer-Encoding", "Content-Length")) for header in headers):
        lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def chunked(status: int, *chunks: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    """Returns a response with chunked transfer coding. Without ``end``, it is truncated."""
    coded = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
    return reply(status, coded + end, "Transfer-Encoding: chunked")


def error(code: int, status: int = 202, **members: object) -> bytes:
    """Returns an envelope."""
    return json.dumps({"error": {"status": status, "code": code, **members}}).encode()


@contextmanager
def serving(handler: Handler) -> Iterator[str]:
    """Serves until the end of the block; yields the server's URL."""

    class RequestHandler(socketserver.StreamRequestHandler):
        timeout = 20

        def handle(self) -> None:
            words = self.rfile.readline().split()
            headers = {}
            while (line := self.rfile.readline().decode().strip()) != "":
                name, _, value = line.partition(":")
                headers[name.lower()] = value.strip()
            if len(words) < 2:
                return
            body = self.rfile.read(int(headers.get("content-length", 0)))
            request = Request(words[0].decode(), words[1].decode(), body, headers)
            parts = handler(request)
            try:
                for part in parts:
                    if isinstance(part, bytes):
                        self.wfile.write(part)
                        self.wfile.flush()
                    else:
                        time.sleep(part)
            except OSError:
                pass  # the client may close the connection
            finally:
                if isinstance(parts, Generator):
                    parts.close()

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True
        block_on_close = False

    with Server(("127.0.0.1", 0), RequestHandler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
