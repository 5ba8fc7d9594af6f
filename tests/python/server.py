"""A server on loopback that answers with given bytes: what it sends need not be HTTP at all."""

from __future__ import annotations

import json
import socketserver
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Callable, NamedTuple, Union

Piece = Union[bytes, float]
"""What is sent: bytes, or a pause in seconds."""


class Request(NamedTuple):
    method: str
    path: str
    body: bytes


Answers = Callable[[Request], Iterator[Piece]]


def reply(status: int, body: bytes, *headers: str, length: int | None = None) -> bytes:
    """Returns a response. ``length`` is a wrong Content-Length."""
    lines = [f"HTTP/1.1 {status} Words", *headers, "Connection: close"]
    if not any(header.startswith(("Transfer-Encoding", "Content-Length")) for header in headers):
        lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def chunked(status: int, *chunks: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    """Returns an answer in HTTP's chunks; without its ``end`` it is cut."""
    coded = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
    return reply(status, coded + end, "Transfer-Encoding: chunked")


def error(code: int, status: int = 202, **members: object) -> bytes:
    """Returns an envelope."""
    return json.dumps({"error": {"status": status, "code": code, **members}}).encode()


@contextmanager
def serving(answers: Answers) -> Iterator[str]:
    """Serves until the end of the block; gives the server's URL."""

    class Handler(socketserver.StreamRequestHandler):
        timeout = 20

        def handle(self) -> None:
            words = self.rfile.readline().split()
            length = 0
            while (line := self.rfile.readline().strip().lower()) != b"":
                if line.startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            if len(words) < 2:
                return
            request = Request(words[0].decode(), words[1].decode(), self.rfile.read(length))
            pieces = answers(request)
            try:
                for piece in pieces:
                    if isinstance(piece, bytes):
                        self.wfile.write(piece)
                        self.wfile.flush()
                    else:
                        time.sleep(piece)
            except OSError:
                pass  # the client has hung up, as it may
            finally:
                if isinstance(pieces, Generator):
                    pieces.close()

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True
        block_on_close = False

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
