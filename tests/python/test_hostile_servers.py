"""Servers that are broken or mean: what they send is no success, and is read neither for ever nor into memory."""

from __future__ import annotations

import http.client
import socket
import time
import tracemalloc
from collections.abc import Iterator
from itertools import repeat
from typing import Callable, Optional

import httpx
import mixerr
import pytest
import requests
from mixerr import Action, Fault, Outcome, Response
from server import Piece, Request, chunked, error, reply, serving

SUCCESS = b'{"data":{"amount":"1"}}'
NOISE = bytes(range(256)) * 16


def endless(piece: bytes, head: bytes = b"HTTP/1.1 200 Words\r\n\r\n") -> Iterator[Piece]:
    yield head
    yield from repeat(piece)


CUT = {
    "shorter-than-told": [reply(200, SUCCESS, length=1000)],
    "cut-in-a-chunk": [chunked(200, SUCCESS, end=b"1000\r\n   ")],
    "without-the-last-chunk": [chunked(200, SUCCESS, end=b"")],
    "bad-chunk": [chunked(200, SUCCESS[:9], end=b"xyz\r\n")],
    "nothing": [],
    "no-http": [NOISE],
}


def whole_by_requests(url: str) -> Response:
    response = requests.get(url, timeout=5)
    return mixerr.read(response.status_code, response.content)


def whole_by_httpx(url: str) -> Response:
    response = httpx.get(url, timeout=5)
    return mixerr.read(response.status_code, response.content)


def until_faulty(url: str, timeout: float = 5) -> Response:
    """Reads as long as it can still be the API's."""
    reader = mixerr.Reader()
    with requests.get(url, timeout=timeout, stream=True) as response:
        for chunk in response.iter_content(4096):
            reader.feed(chunk)
            if reader.is_faulty:
                break
    return reader.finish(response.status_code)


CLIENTS = [whole_by_requests, whole_by_httpx, until_faulty]


@pytest.mark.parametrize("name", CUT)
@pytest.mark.parametrize("client", CLIENTS)
def test_answer_that_broke_off_is_the_client_s_error(client: Callable[[str], Response], name: str) -> None:
    with serving(lambda request: iter(CUT[name])) as url, pytest.raises((requests.RequestException, httpx.HTTPError)):
        client(url)


@pytest.mark.parametrize("client", [whole_by_requests, until_faulty])
def test_half_a_head_is_no_success_though_requests_takes_it_for_an_answer(client: Callable[[str], Response]) -> None:
    with serving(lambda request: iter([b"HTTP/1.1 200 Wo"])) as url:
        response = client(url)
    assert (response.http_status, response.outcome) == (200, Outcome.NOT_FROM_API)


@pytest.mark.parametrize("end", range(1, len(SUCCESS)))
def test_answer_without_a_told_length_is_malformed_when_it_is_cut(end: int) -> None:
    pieces = [b"HTTP/1.1 200 Words\r\n\r\n", SUCCESS[:end]]
    with serving(lambda request: iter(pieces)) as url:
        response = whole_by_requests(url)
    assert (response.outcome, response.fault) == (Outcome.NOT_FROM_API, Fault.MALFORMED)
    assert (response.offset, response.action) == (end, Action.RETRY)


@pytest.mark.parametrize("status", [200, 202])
def test_page_of_a_captive_portal_is_no_success(status: int) -> None:
    page = b"<!doctype html><title>Log in</title>" + b"<p>wifi</p>" * 10_000
    with serving(lambda request: iter([reply(status, page, "Content-Type: application/json")])) as url:
        for client in CLIENTS:
            response = client(url)
            assert (response.outcome, response.offset) == (Outcome.NOT_FROM_API, 0)


def test_portal_that_is_redirected_to_is_no_success() -> None:
    def answer(request: Request) -> Iterator[Piece]:
        yield reply(200, b"<html>") if request.path == "/login" else reply(302, b"", "Location: /login")

    with serving(answer) as url:
        assert until_faulty(url).outcome is Outcome.NOT_FROM_API


@pytest.mark.parametrize("status", [0, 99, 600, 999])
def test_status_that_no_standard_has_is_no_success(status: int) -> None:
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
    ("piece", "fault"),
    [
        (b"<p>" * 1000, Fault.MALFORMED),
        (NOISE, Fault.MALFORMED),
        (b"[" * 1000, Fault.TOO_DEEP),
        (b"\x1f\x8b\x08" * 1000, Fault.MALFORMED),
    ],
)
def test_body_without_end_is_left_at_its_first_fault(piece: bytes, fault: Fault) -> None:
    with serving(lambda request: endless(piece)) as url:
        response = until_faulty(url)
    assert (response.fault, response.action) == (fault, Action.RETRY)


def test_body_of_100_mb_takes_no_memory() -> None:
    def answer(request: Request) -> Iterator[Piece]:
        yield b'HTTP/1.1 200 Words\r\n\r\n{"data":"'
        yield from repeat(b"x" * (1 << 20), 100)
        yield b'"}'

    with serving(answer) as url:
        until_faulty(url)  # what is made but once
        tracemalloc.start()
        try:
            response = until_faulty(url)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert response.outcome is Outcome.SUCCESS
    # The server sends pieces of 1 MB, and lives in the same process.
    assert peak < 4 << 20


def test_slow_body_is_read_byte_by_byte() -> None:
    body = error(20119)

    def answer(request: Request) -> Iterator[Piece]:
        yield b"HTTP/1.1 202 Words\r\n\r\n"
        for place in range(len(body)):
            yield body[place : place + 1]
            yield 0.001

    with serving(answer) as url:
        for client in CLIENTS:
            assert client(url).code == 20119


@pytest.mark.parametrize(
    "begin", [b"", b"HTTP/1.1 200 Words\r\n", b"HTTP/1.1 200 Words\r\n\r\n", reply(200, b"{", length=9)]
)
def test_server_that_falls_silent_is_the_client_s_timeout(begin: bytes) -> None:
    def answer(request: Request) -> Iterator[Piece]:
        yield begin
        yield 3.0

    started = time.monotonic()
    with serving(answer) as url, pytest.raises(requests.RequestException):
        until_faulty(url, timeout=0.2)
    assert time.monotonic() - started < 2.5


def test_connection_that_is_refused_is_the_client_s_error() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(requests.ConnectionError):
            until_faulty(f"http://127.0.0.1:{port}")


def test_body_that_does_not_hold_what_its_encoding_says_is_the_client_s_error() -> None:
    answer = reply(200, SUCCESS, "Content-Encoding: gzip")
    failed: list[Optional[str]] = []
    with serving(lambda request: iter([answer])) as url:
        for client in CLIENTS:
            with pytest.raises((requests.RequestException, httpx.HTTPError)):
                client(url)
            failed.append(client.__name__)
    assert len(failed) == len(CLIENTS)
