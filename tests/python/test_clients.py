"""Responses of a server through the HTTP clients that bots use, as complete bodies and as streams."""

from __future__ import annotations

import asyncio
import gzip
import http.client
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Callable, NamedTuple, Optional

import aiohttp
import httpx
import mixerr
import pytest
import requests
import vectors
from mixerr import Action, Fault, Outcome, Response
from server import Part, Request, chunked, error, reply, serving

PIN = error(20119, description="PIN incorrect.")
FIELD = error(10002, description="x", extra={"field": "amount", "reason": "must be positive"})
PAGE = b"<html><body><h1>502 Bad Gateway</h1></body></html>"
SUCCESS = b'{"data":{"type":"transfer","memo":"' + b"x" * 50_000 + b'"}}'


# Otherwise httpx loads all certificates for each request.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class Case(NamedTuple):
    sent: bytes
    raised: Optional[type[mixerr.MixinError]]
    action: Action
    http_status: int
    code: Optional[int] = None


CASES = {
    "wrong-pin": Case(reply(202, PIN), mixerr.AskUserError, Action.ASK_USER, 202, 20119),
    "wrong-field": Case(reply(202, FIELD), mixerr.FixRequestError, Action.FIX_REQUEST, 202, 10002),
    "server-error": Case(reply(500, error(7000, 500)), mixerr.RetryError, Action.RETRY, 500, 7000),
    "too-many": Case(reply(429, error(429)), mixerr.WaitError, Action.WAIT, 429, 429),
    "unauthorized": Case(reply(401, error(401)), mixerr.ReauthorizeError, Action.REAUTHORIZE, 401, 401),
    "paid-already": Case(reply(202, error(20125)), mixerr.ReconcileError, Action.RECONCILE, 202, 20125),
    "unknown": Case(reply(202, error(99999)), mixerr.ReportError, Action.REPORT, 202, 99999),
    "in-chunks": Case(chunked(202, PIN[:7], PIN[7:30], PIN[30:]), mixerr.AskUserError, Action.ASK_USER, 202, 20119),
    "compressed": Case(
        reply(202, gzip.compress(PIN), "Content-Encoding: gzip"), mixerr.AskUserError, Action.ASK_USER, 202, 20119
    ),
    "success": Case(reply(200, SUCCESS), None, Action.PROCEED, 200),
    "success-in-chunks": Case(chunked(200, SUCCESS[:999], SUCCESS[999:]), None, Action.PROCEED, 200),
    "page-at-500": Case(reply(500, PAGE, "Content-Type: text/html"), mixerr.NotFromApiError, Action.RETRY, 500),
    "page-at-502": Case(reply(502, PAGE, "Content-Type: text/html"), mixerr.NotFromApiError, Action.RETRY, 502),
    "page-at-200": Case(reply(200, PAGE, "Content-Type: text/html"), mixerr.NotFromApiError, Action.RETRY, 200),
    "empty": Case(reply(200, b""), mixerr.NotFromApiError, Action.RETRY, 200),
    "no-content": Case(reply(204, b""), None, Action.PROCEED, 204),
    "reset-content": Case(reply(205, b""), None, Action.PROCEED, 205),
    "page-at-401": Case(reply(401, PAGE, "Content-Type: text/html"), mixerr.NotFromApiError, Action.REPORT, 401),
    "page-at-403": Case(reply(403, PAGE, "Content-Type: text/html"), mixerr.NotFromApiError, Action.REPORT, 403),
    "page-at-408": Case(reply(408, PAGE, "Content-Type: text/html"), mixerr.NotFromApiError, Action.RETRY, 408),
    "page-at-511": Case(reply(511, PAGE, "Content-Type: text/html"), mixerr.NotFromApiError, Action.REPORT, 511),
    "byte-order-mark": Case(reply(200, b"\xef\xbb\xbf" + PIN), mixerr.NotFromApiError, Action.RETRY, 200),
    "other-charset": Case(reply(202, PIN.decode().encode("utf-16")), mixerr.NotFromApiError, Action.RETRY, 202),
    "compressed-without-saying": Case(reply(200, gzip.compress(PIN)), mixerr.NotFromApiError, Action.RETRY, 200),
}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    def answer(request: Request) -> Iterator[Part]:
        yield CASES[request.path[1:]].sent

    with serving(answer) as url:
        yield url


def by_requests(url: str) -> None:
    mixerr.raise_for_response(requests.get(url, timeout=10))


def by_httpx(url: str) -> None:
    mixerr.raise_for_response(httpx.get(url, timeout=10, verify=NO_TLS))


def by_httpx_async(url: str) -> None:
    async def get() -> None:
        async with httpx.AsyncClient(timeout=10, verify=NO_TLS) as client:
            mixerr.raise_for_response(await client.get(url))

    asyncio.run(get())


def by_aiohttp(url: str) -> None:
    async def get() -> None:
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            mixerr.raise_for_response(response, await response.read())

    asyncio.run(get())


def decoded(body: bytes, encoding: Optional[str]) -> bytes:
    """Decodes a body, which the standard library does not do."""
    return gzip.decompress(body) if encoding == "gzip" else body


def by_http_client(url: str) -> None:
    host, _, path = url.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection(host, timeout=10)
    connection.request("GET", f"/{path}")
    response = connection.getresponse()
    mixerr.raise_for_response(response, decoded(response.read(), response.getheader("Content-Encoding")))
    connection.close()


def opened_by_urllib(url: str) -> Any:
    """Opens a URL. The exception that urllib raises for an HTTP status is a response, too."""
    try:
        return urllib.request.urlopen(url, timeout=10)
    except urllib.error.HTTPError as response:
        return response


def by_urllib(url: str) -> None:
    with opened_by_urllib(url) as response:
        mixerr.raise_for_response(response, decoded(response.read(), response.headers["Content-Encoding"]))


def streamed_by_requests(url: str) -> Response:
    reader = mixerr.Reader()
    with requests.get(url, timeout=10, stream=True) as response:
        for chunk in response.iter_content(7):
            reader.feed(chunk)
    return reader.finish(response.status_code)


def streamed_by_httpx(url: str) -> Response:
    reader = mixerr.Reader()
    with httpx.stream("GET", url, timeout=10, verify=NO_TLS) as response:
        for chunk in response.iter_bytes():
            reader.feed(chunk)
    return reader.finish(response.status_code)


def streamed_by_httpx_async(url: str) -> Response:
    async def get() -> Response:
        reader = mixerr.Reader()
        async with httpx.AsyncClient(timeout=10, verify=NO_TLS) as client, client.stream("GET", url) as response:
            async for chunk in response.aiter_bytes(11):
                reader.feed(chunk)
        return reader.finish(response.status_code)

    return asyncio.run(get())


def streamed_by_aiohttp(url: str) -> Response:
    async def get() -> Response:
        reader = mixerr.Reader()
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            async for chunk in response.content.iter_chunked(13):
                reader.feed(chunk)
        return reader.finish(response.status)

    return asyncio.run(get())


def streamed_by_urllib(url: str) -> Response:
    """Reuses one buffer for all chunks: the reader must not keep a reference to a chunk."""
    reader, buffer = mixerr.Reader(), bytearray(17)
    with opened_by_urllib(url) as response:
        while length := response.readinto(buffer):
            reader.feed(memoryview(buffer)[:length])
    return reader.finish(response.status)


WHOLE = [by_requests, by_httpx, by_httpx_async, by_aiohttp, by_http_client, by_urllib]
STREAMED = [streamed_by_requests, streamed_by_httpx, streamed_by_httpx_async, streamed_by_aiohttp]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("client", WHOLE)
def test_raise_for_response_raises_the_class_of_the_error(client: Callable[[str], None], name: str, url: str) -> None:
    case = CASES[name]
    if case.raised is None:
        client(f"{url}/{name}")
        return
    with pytest.raises(mixerr.MixinError) as raised:
        client(f"{url}/{name}")
    assert type(raised.value) is case.raised
    assert (raised.value.action, raised.value.http_status) == (case.action, case.http_status)
    assert raised.value.retryable is (case.action in (Action.RETRY, Action.WAIT))
    assert raised.value.response.code == case.code


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("client", STREAMED)
def test_reader_reads_a_stream(client: Callable[[str], Response], name: str, url: str) -> None:
    case = CASES[name]
    response = client(f"{url}/{name}")
    assert (response.action, response.http_status, response.code) == (case.action, case.http_status, case.code)
    assert (response.outcome is Outcome.NOT_FROM_API) == (case.raised is mixerr.NotFromApiError)
    assert (response.fault is Fault.NONE) == (case.raised is not mixerr.NotFromApiError)


def test_exception_has_the_extra(url: str) -> None:
    with pytest.raises(mixerr.FixRequestError) as raised:
        by_requests(f"{url}/wrong-field")
    assert raised.value.extra == {"field": "amount", "reason": "must be positive"}
    assert raised.value.response.field == "amount"


def test_aiohttp_response_without_a_body_is_rejected(url: str) -> None:
    async def get() -> None:
        async with aiohttp.ClientSession() as session, session.get(f"{url}/success") as response:
            mixerr.raise_for_response(response)

    with pytest.raises(TypeError, match="await response.read"):
        asyncio.run(get())


def test_unread_httpx_response_is_rejected(url: str) -> None:
    with httpx.stream("GET", f"{url}/success", timeout=10) as response, pytest.raises(httpx.ResponseNotRead):
        mixerr.raise_for_response(response)


# A response with 1xx, 204 or 304 has no body, and 0 is for WebSocket frames.
ROWS = [case for case in vectors.responses() if 200 <= case.http_status < 600 and case.http_status not in (204, 304)]


def framed(status: int, body: bytes, how: int) -> bytes:
    """Returns a response with one of HTTP's three framings: chunks, Content-Length, or the end of the connection."""
    if how == 0:
        return chunked(status, *(body[start : start + 9] for start in range(0, len(body), 9)))
    return reply(status, body) if how == 1 else b"HTTP/1.1 %d Words\r\n\r\n" % status + body


@pytest.mark.parametrize("number", range(len(WHOLE)))
def test_clients_receive_the_rows_of_the_tables(number: int) -> None:
    rows = ROWS[number :: len(WHOLE)]  # each client receives a part of the rows

    def answer(request: Request) -> Iterator[Part]:
        index = int(request.path[1:])
        yield framed(rows[index].http_status, rows[index].body, index % 3)

    with serving(answer) as url:
        for index, case in enumerate(rows):
            if case.expected["outcome"] == 1:
                WHOLE[number](f"{url}/{index}")
                continue
            with pytest.raises(mixerr.MixinError) as raised:
                WHOLE[number](f"{url}/{index}")
            assert vectors.fields(raised.value.response) == case.expected, case.name


def test_stream_of_urllib_gives_the_same_response_as_the_complete_body(url: str) -> None:
    for name, case in CASES.items():
        body = case.sent.partition(b"\r\n\r\n")[2]
        if "chunk" not in name and case.http_status != 204:
            assert streamed_by_urllib(f"{url}/{name}") == mixerr.read(case.http_status, body), name


def test_raw_stream_of_compressed_bytes_is_malformed(url: str) -> None:
    reader = mixerr.Reader()
    with httpx.stream("GET", f"{url}/compressed", timeout=10) as response:
        for chunk in response.iter_raw(7):
            reader.feed(chunk)
    read = reader.finish(response.status_code)
    assert (read.outcome, read.fault, read.fault_offset) == (Outcome.NOT_FROM_API, Fault.MALFORMED, 0)


def test_raise_for_status_does_not_raise_for_an_error_of_the_api(url: str) -> None:
    for response in (requests.get(f"{url}/wrong-pin", timeout=10), httpx.get(f"{url}/wrong-pin", timeout=10)):
        response.raise_for_status()
        with pytest.raises(mixerr.AskUserError):
            mixerr.raise_for_response(response)


def test_raise_for_response_works_as_a_hook(url: str) -> None:
    def raises(response: Any, *_: Any, **__: Any) -> None:
        response.read() if isinstance(response, httpx.Response) else None
        mixerr.raise_for_response(response)

    with pytest.raises(mixerr.AskUserError):
        requests.get(f"{url}/wrong-pin", timeout=10, hooks={"response": raises})
    with httpx.Client(event_hooks={"response": [raises]}) as client:
        client.get(f"{url}/success")
        with pytest.raises(mixerr.AskUserError):
            client.get(f"{url}/wrong-pin")


def test_text_and_decoded_json_are_rejected(url: str) -> None:
    response = requests.get(f"{url}/wrong-pin", timeout=10)
    for body in (response.text, response.json(), response.iter_content, response.raw):
        with pytest.raises(TypeError):
            mixerr.raise_for_response(response, body)


def test_streamed_response_of_requests_is_read_once(url: str) -> None:
    with requests.get(f"{url}/wrong-pin", timeout=10, stream=True) as response, pytest.raises(mixerr.AskUserError):
        mixerr.raise_for_response(response)
    with requests.get(f"{url}/wrong-pin", timeout=10, stream=True) as response:
        assert b"".join(response.iter_content(1)) == PIN
        with pytest.raises(RuntimeError, match="already consumed"):
            mixerr.raise_for_response(response)


def test_response_of_urllib_without_a_body_is_rejected(url: str) -> None:
    for name in ("wrong-pin", "server-error"):
        with opened_by_urllib(f"{url}/{name}") as response, pytest.raises(TypeError, match="second argument"):
            mixerr.raise_for_response(response)


CODES = list(mixerr.catalog)


@pytest.fixture
def slow_url() -> Iterator[str]:
    """A server that sends five bytes at a time, so that concurrent responses overlap."""

    def answer(request: Request) -> Iterator[Part]:
        sent = reply(202, error(int(request.path[1:]), extra=[request.path]))
        for start in range(0, len(sent), 5):
            yield sent[start : start + 5]
            yield 0.0005

    with serving(answer) as url:
        yield url


def test_readers_of_interleaved_tasks_are_independent(slow_url: str) -> None:
    async def read(session: aiohttp.ClientSession, code: int) -> tuple[Any, Any]:
        reader = mixerr.Reader()
        async with session.get(f"{slow_url}/{code}") as response:
            async for chunk in response.content.iter_any():
                reader.feed(chunk)
            read = reader.finish(response.status)
        return read.code, read.extra

    async def read_all() -> list[tuple[Any, Any]]:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=20)) as session:
            return await asyncio.gather(*(read(session, code) for code in CODES))

    assert asyncio.run(read_all()) == [(code, [f"/{code}"]) for code in CODES]


def test_readers_of_threads_are_independent(slow_url: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        responses = list(pool.map(streamed_by_requests, (f"{slow_url}/{code}" for code in CODES)))
    assert [(response.code, response.extra) for response in responses] == [(code, [f"/{code}"]) for code in CODES]
