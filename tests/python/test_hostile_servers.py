"""Broken and hostile servers: no false success, no endless read, no body in memory."""

from __future__ import annotations

import asyncio
import gzip
import http.client
import socket
import threading
import time
from collections.abc import Iterator
from itertools import repeat
from types import SimpleNamespace
from typing import Callable, Optional

import aiohttp
import httpx
import mixerr
import pytest
import requests
from mixerr import Action, Data, Fault, Outcome, Response
from server import Part, Request, chunked, error, reply, serving
from test_clients import STREAMED, WHOLE, streamed_by_urllib

SUCCESS = b'{"data":{"amount":"1"}}'
NOISE = bytes(range(256)) * 16


def endless(part: bytes, head: bytes = b"HTTP/1.1 200 Words\r\n\r\n") -> Iterator[Part]:
    yield head
    yield from repeat(part)


TRUNCATED = {
    "shorter-than-its-length": [reply(200, SUCCESS, length=1000)],
    "truncated-in-a-chunk": [chunked(200, SUCCESS, end=b"1000\r\n   ")],
    "without-the-last-chunk": [chunked(200, SUCCESS, end=b"")],
    "invalid-chunk": [chunked(200, SUCCESS[:9], end=b"xyz\r\n")],
    "empty": [],
    "not-http": [NOISE],
}


def whole_by_requests(url: str) -> Response:
    response = requests.get(url, timeout=5)
    return mixerr.read(response.status_code, response.content)


def whole_by_httpx(url: str) -> Response:
    response = httpx.get(url, timeout=5)
    return mixerr.read(response.status_code, response.content)


def until_faulty(url: str, timeout: float = 5) -> Response:
    """Reads until the end of the body or its first fault."""
    reader = mixerr.Reader()
    with requests.get(url, timeout=timeout, stream=True) as response:
        for chunk in response.iter_content(4096):
            reader.feed(chunk)
            if reader.is_faulty:
                break
    return reader.finish(response.status_code)


CLIENTS = [whole_by_requests, whole_by_httpx, until_faulty]


@pytest.mark.parametrize("name", TRUNCATED)
@pytest.mark.parametrize("client", CLIENTS)
def test_client_raises_its_own_error_for_a_truncated_response(client: Callable[[str], Response], name: str) -> None:
    parts = TRUNCATED[name]
    with serving(lambda request: iter(parts)) as url, pytest.raises((requests.RequestException, httpx.HTTPError)):
        client(url)


@pytest.mark.parametrize("client", [whole_by_requests, until_faulty])
def test_truncated_status_line_that_requests_accepts_is_not_a_success(client: Callable[[str], Response]) -> None:
    with serving(lambda request: iter([b"HTTP/1.1 200 Wo"])) as url:
        response = client(url)
    assert (response.http_status, response.outcome) == (200, Outcome.NOT_FROM_API)


@pytest.mark.parametrize("end", range(1, len(SUCCESS)))
def test_truncated_response_without_content_length_is_malformed(end: int) -> None:
    parts = [b"HTTP/1.1 200 Words\r\n\r\n", SUCCESS[:end]]
    with serving(lambda request: iter(parts)) as url:
        response = whole_by_requests(url)
    assert (response.outcome, response.fault) == (Outcome.NOT_FROM_API, Fault.MALFORMED)
    assert (response.fault_offset, response.action) == (end, Action.RETRY)


@pytest.mark.parametrize("status", [200, 202])
def test_page_of_a_captive_portal_is_not_a_success(status: int) -> None:
    page = b"<!doctype html><title>Log in</title>" + b"<p>wifi</p>" * 10_000
    with serving(lambda request: iter([reply(status, page, "Content-Type: application/json")])) as url:
        for client in CLIENTS:
            response = client(url)
            assert (response.outcome, response.fault_offset) == (Outcome.NOT_FROM_API, 0)


def test_redirection_to_a_captive_portal_is_not_a_success() -> None:
    def answer(request: Request) -> Iterator[Part]:
        yield reply(200, b"<html>") if request.path == "/login" else reply(302, b"", "Location: /login")

    with serving(answer) as url:
        assert until_faulty(url).outcome is Outcome.NOT_FROM_API


@pytest.mark.parametrize("status", [0, 99, 600, 999])
def test_invalid_http_status_is_not_a_success(status: int) -> None:
    with serving(lambda request: iter([b"HTTP/1.1 %03d Words\r\n\r\n" % status + SUCCESS])) as url:
        host = url.removeprefix("http://")
        connection = http.client.HTTPConnection(host, timeout=5)
        connection.request("GET", "/")
        try:
            response = connection.getresponse()
        except http.client.BadStatusLine:
            assert status < 100
            return
        finally:
            connection.close()
        read = mixerr.read(response.status, response.read())
        assert (read.outcome, read.fault) == (Outcome.NOT_FROM_API, Fault.HTTP)


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        (b"<p>" * 1000, Fault.MALFORMED),
        (NOISE, Fault.MALFORMED),
        (b"[" * 1000, Fault.TOO_DEEP),
        (b"\x1f\x8b\x08" * 1000, Fault.MALFORMED),
    ],
)
def test_endless_body_is_read_until_its_first_fault(part: bytes, fault: Fault) -> None:
    with serving(lambda request: endless(part)) as url:
        response = until_faulty(url)
    assert (response.fault, response.action) == (fault, Action.RETRY)


def test_body_of_100_mb_needs_less_than_4_mb_of_memory() -> None:
    tracemalloc = pytest.importorskip("tracemalloc", reason="PyPy has no tracemalloc", exc_type=ImportError)

    def answer(request: Request) -> Iterator[Part]:
        yield b'HTTP/1.1 200 Words\r\n\r\n{"data":"'
        yield from repeat(b"x" * (1 << 20), 100)
        yield b'"}'

    with serving(answer) as url:
        until_faulty(url)  # allocates what later calls reuse
        tracemalloc.start()
        try:
            response = until_faulty(url)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert response.outcome is Outcome.SUCCESS
    # The server runs in this process, and sends 1 MB at a time.
    assert peak < 4 << 20


def test_slow_body_is_read_byte_by_byte() -> None:
    body = error(20119)

    def answer(request: Request) -> Iterator[Part]:
        yield b"HTTP/1.1 202 Words\r\n\r\n"
        for offset in range(len(body)):
            yield body[offset : offset + 1]
            yield 0.001

    with serving(answer) as url:
        for client in CLIENTS:
            assert client(url).code == 20119


@pytest.mark.parametrize(
    "begin", [b"", b"HTTP/1.1 200 Words\r\n", b"HTTP/1.1 200 Words\r\n\r\n", reply(200, b"{", length=9)]
)
def test_client_raises_its_own_timeout_for_a_silent_server(begin: bytes) -> None:
    def answer(request: Request) -> Iterator[Part]:
        yield begin
        yield 3.0

    started = time.monotonic()
    with serving(answer) as url, pytest.raises(requests.RequestException):
        until_faulty(url, timeout=0.2)
    assert time.monotonic() - started < 2.5


def test_client_raises_its_own_error_for_a_refused_connection() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(requests.ConnectionError):
            until_faulty(f"http://127.0.0.1:{port}")


@pytest.mark.parametrize("client", CLIENTS)
def test_client_raises_its_own_error_for_a_wrong_content_encoding(client: Callable[[str], Response]) -> None:
    sent = reply(200, SUCCESS, "Content-Encoding: gzip")
    with serving(lambda request: iter([sent])) as url, pytest.raises((requests.RequestException, httpx.HTTPError)):
        client(url)


ZIPPED = gzip.compress(SUCCESS)
GZIP = "Content-Encoding: gzip"


def at(status: bytes) -> bytes:
    return b"HTTP/1.1 " + status + b" Words\r\n\r\n" + SUCCESS


NOT_A_SUCCESS = {
    "gzip-truncated": reply(200, ZIPPED[:-12], GZIP),
    "gzip-truncated-in-its-header": reply(200, ZIPPED[:5], GZIP),
    "gzip-with-a-wrong-checksum": reply(200, ZIPPED[:-8] + bytes(8), GZIP),
    "gzip-twice": reply(200, gzip.compress(ZIPPED), GZIP),
    "unknown-content-encoding": reply(200, SUCCESS[::-1], "Content-Encoding: nonsense"),
    "wrong-content-encoding": reply(200, SUCCESS, "Content-Encoding: br", length=len(SUCCESS) - 1),
    "with-a-comment-of-a-proxy": reply(200, SUCCESS + b"<!-- proxy -->"),
    "longer-than-its-length": reply(200, SUCCESS, length=len(SUCCESS) - 3),
    "longer-than-its-chunk": chunked(200, SUCCESS, end=b"5\r\nabcdefgh\r\n0\r\n\r\n"),
    "in-gbk": reply(200, '{"data":"转账"}'.encode("gbk"), "Content-Type: application/json; charset=gbk"),
    "in-utf-16": reply(200, SUCCESS.decode().encode("utf-16-le"), "Content-Type: text/json; charset=utf-16"),
    "with-a-byte-order-mark": reply(200, b"\xef\xbb\xbf" + SUCCESS),
    "not-modified": reply(304, b""),
    "empty-at-200": reply(200, b""),
    "empty-at-202": reply(202, b""),
    "page-at-205": reply(205, b"<html>"),
    "another-protocol": b"HTTP/1.1 101 Words\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n" + SUCCESS,
    "page-after-early-hints": b"HTTP/1.1 103 Words\r\n\r\n" + reply(200, b"<html>"),
    "two-statuses": at(b"502 200"),
    "without-a-header": SUCCESS,
    "shoutcast": at(b"200").replace(b"HTTP/1.1", b"ICY"),
    **{f"status-{status.decode()}": at(status) for status in (b"099", b"600", b"999", b"1000", b"65736", b"-200")},
}
CLIENT_ERRORS = (requests.RequestException, httpx.HTTPError, aiohttp.ClientError, http.client.HTTPException, OSError)
EVERY_CLIENT = [*WHOLE, *STREAMED, streamed_by_urllib]


@pytest.mark.parametrize("name", NOT_A_SUCCESS)
def test_broken_response_is_not_a_success_with_any_client(name: str) -> None:
    with serving(lambda request: iter([NOT_A_SUCCESS[name]])) as url:
        for client in EVERY_CLIENT:
            # Either the client or the package raises an exception.
            with pytest.raises((*CLIENT_ERRORS, EOFError, mixerr.NotFromApiError)):
                mixerr.raise_for_response(client(f"{url}/"))


def test_http_status_000_is_not_read_as_a_websocket_frame() -> None:
    with serving(lambda request: iter([at(b"000")])) as url:
        for client in WHOLE:
            with pytest.raises((*CLIENT_ERRORS, ValueError, mixerr.NotFromApiError)):
                client(f"{url}/")
    # The Python parser of aiohttp returns such a response.
    for response in (SimpleNamespace(status=0), SimpleNamespace(status_code=0)):
        with pytest.raises(ValueError, match="0 is not an HTTP status"):
            mixerr.raise_for_response(response, SUCCESS)


@pytest.mark.parametrize("client", EVERY_CLIENT)
def test_success_is_a_success_with_every_client(client: Callable[[str], Optional[Response]]) -> None:
    for sent in (reply(200, SUCCESS), b"HTTP/1.1 100 Words\r\n\r\n" + at(b"200")):
        with serving(lambda request, sent=sent: iter([sent])) as url:
            response = client(f"{url}/")
            assert response is None or (response.is_success and response.data is Data.PRESENT)


@pytest.mark.parametrize("client", WHOLE)
def test_wrong_charset_does_not_change_the_description(client: Callable[[str], None]) -> None:
    body = '{"error":{"code":20119,"description":"密码错误"}}'.encode()
    sent = reply(202, body, "Content-Type: application/json; charset=iso-8859-1")
    with serving(lambda request: iter([sent])) as url, pytest.raises(mixerr.AskUserError) as raised:
        client(f"{url}/")
    assert raised.value.description == "密码错误"


def until_faulty_by_httpx(url: str) -> Response:
    reader = mixerr.Reader()
    with httpx.stream("GET", url, timeout=5) as response:
        for chunk in response.iter_bytes():
            reader.feed(chunk)
            if reader.is_faulty:
                break
    return reader.finish(response.status_code)


def until_faulty_by_aiohttp(url: str) -> Response:
    async def get() -> Response:
        reader = mixerr.Reader()
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            async for chunk in response.content.iter_any():
                reader.feed(chunk)
                if reader.is_faulty:
                    response.close()
                    break
        return reader.finish(response.status)

    return asyncio.run(get())


@pytest.mark.parametrize("client", [until_faulty, until_faulty_by_httpx, until_faulty_by_aiohttp])
def test_client_closes_the_connection_of_an_endless_page(client: Callable[[str], Response]) -> None:
    is_closed = threading.Event()

    def answer(request: Request) -> Iterator[Part]:
        try:
            yield from endless(b"<p>" * 1000)
        finally:
            is_closed.set()

    with serving(answer) as url:
        response = client(url)
        assert is_closed.wait(5)
    assert (response.fault, response.fault_offset, response.action) == (Fault.MALFORMED, 0, Action.RETRY)
