"""The example bot against a bank that fails in every way: the bank pays at most once, and the bot's end is true."""

from __future__ import annotations

import contextlib
import gc
import gzip
import importlib.util
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Optional

import mixerr
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mixerr import Action
from server import Part, Request, chunked, error, reply, serving

BOT = Path(__file__).resolve().parents[2] / "examples/python/bot.py"
REQUEST_ID = "0b5f4c1e-6a4e-4c1c-9d52-3c1b9f1e2a77"
OTHER_ID = "4ad0d0a1-1dd5-4d5c-8ac5-86e6cf9cbd52"
RAW = "77770005"
HASH = "2cfe1ab35a4cf1b4ea1a2d6a0fa8ae8b1d6cbd7a2c1c40fa02a5f7dbd1c1f0aa"
OTHER_HASH = HASH[::-1]
PAGE = b"<html>502 Bad Gateway</html>"
BODY = json.dumps([{"request_id": REQUEST_ID, "raw": RAW}]).encode()


def view(state: str, request_id: str = REQUEST_ID, transaction_hash: str = HASH) -> dict[str, str]:
    """Returns a transaction as the API shows it."""
    return {"request_id": request_id, "transaction_hash": transaction_hash, "state": state, "raw_transaction": RAW}


def from_api(request: Request, status: int, body: bytes, *headers: str) -> bytes:
    """Returns a response with the echo of the API."""
    return reply(status, body, f"X-Request-Id: {request.headers['x-request-id']}", *headers)


class Bank:
    """Pays each request id once. A step is a word for the response to one request; without steps it pays."""

    def __init__(self, *steps: str, transaction_hash: str = HASH, states: tuple[str, ...] = ("spent",)) -> None:
        self.steps, self.transaction_hash, self.states = list(steps), transaction_hash, list(states)
        self.paid: list[str] = []
        self.on_their_way: list[str] = []
        self.requests: list[str] = []

    def pay(self, request_id: str) -> None:
        # A known request id changes nothing: the API returns its first transaction.
        if request_id not in self.paid:
            self.paid.append(request_id)

    def arrive(self) -> None:
        """Pays what was late."""
        while self.on_their_way:
            self.pay(self.on_their_way.pop())

    def view(self, request_id: str) -> dict[str, str]:
        state = self.states.pop(0) if len(self.states) > 1 else self.states[0]
        return view(state, request_id, self.transaction_hash)

    def answer(self, request: Request) -> Iterator[Part]:
        self.requests.append(request.method)
        step = self.steps.pop(0) if self.steps else "pays"
        if request.method == "POST":
            [sent] = json.loads(request.body)
            request_id = sent["request_id"]
            assert sent == {"request_id": request_id, "raw": RAW} and request.path == "/safe/transactions"
            if step.startswith("pays"):
                self.on_their_way.append(request_id)
                if step != "pays-later":
                    self.arrive()
        else:
            request_id = request.path.removeprefix("/safe/transactions/")
        if step == "pays" and request_id in self.paid:
            shown: Any = self.view(request_id)
            shown = [shown] if request.method == "POST" else shown
            yield from_api(request, 200, json.dumps({"data": shown}).encode())
        elif step == "pays":
            yield from_api(request, 202, error(404))
        elif step == "pays-and-breaks-off":
            body = json.dumps({"data": [view("spent")]}).encode()
            yield reply(200, body, f"X-Request-Id: {request.headers['x-request-id']}", length=1000)
        elif step == "pays-and-says-500":
            yield from_api(request, 500, error(500, 500))
        elif step in ("pays-and-a-proxy-answers", "pays-later"):
            yield reply(502, PAGE)
        elif step == "pays-and-falls-silent":
            yield 2.0
        elif step in FROM_THE_API:
            yield from_api(request, *FROM_THE_API[step])
        elif step in REPLIES:
            yield REPLIES[step]
        elif step not in ("pays-and-hangs-up", "hangs-up"):
            yield from_api(request, 202, error(int(step)))


def success(*transactions: object) -> bytes:
    return json.dumps({"data": transactions}).encode()


# Complete successes that prove nothing about the transaction.
FROM_THE_API: dict[str, Any] = {
    "request-echoed": (200, BODY),
    "request-echoed-in-data": (200, success(*json.loads(BODY))),
    "another-request-id": (200, success(view("spent", OTHER_ID))),
    "hash-as-a-number": (200, success({**view("spent"), "transaction_hash": 7})),
    "empty-data": (200, b'{"data":[]}'),
    "nothing": (204, b""),
}
# Responses without the echo of the API.
REPLIES = {
    "redirects": reply(302, b"", "Location: /elsewhere"),
    "redirects-to-nowhere": reply(302, b"", "Location: http://[::1"),
    "redirects-to-no-text": b"HTTP/1.1 307 Words\r\nLocation: http://\xff\xfe\r\nContent-Length: 0\r\n\r\n",
    "portal": reply(200, PAGE),
    "portal-in-json": reply(200, b'{"data":{"login":"https://wifi.example"}}'),
    "portal-shows-it": reply(200, success(view("spent"))),
    "portal-refuses": reply(202, error(20117)),
    "portal-does-not-find": reply(202, error(404)),
    "page-at-401": reply(401, PAGE),
    "breaks-off": chunked(200, b'{"data":', end=b""),
    "no-http": b"\x00\xff" * 500,
}


def load() -> Any:
    specification = importlib.util.spec_from_file_location("bot", BOT)
    assert specification and specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


bot = load()


class Machine:
    """A computer with its disk, a person who decides, and a clock that does not wait."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, directory: Path) -> None:
        self.pauses: list[float] = []
        self.decisions: list[bool] = []
        monkeypatch.chdir(directory)
        monkeypatch.setattr(bot, "time", SimpleNamespace(sleep=self.pauses.append))
        monkeypatch.setattr(bot, "TIMEOUT", 0.5)
        monkeypatch.setattr("builtins.input", self.input)

    def input(self, prompt: str) -> str:
        if not self.decisions:
            raise EOFError
        return "y" if self.decisions.pop(0) else ""

    def pay(self, bank: Bank, transaction_hash: str = HASH) -> str:
        with serving(bank.answer) as url:
            return str(bot.pay(url, REQUEST_ID, RAW, transaction_hash).name)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Machine:
    return Machine(monkeypatch, tmp_path)


# The steps, and the requests.
UNTIL_PAID = {
    "at-once": ([], "POST"),
    "after-a-server-error": (["7000"], "POST POST"),
    "after-a-500-that-paid": (["pays-and-says-500"], "POST POST"),
    "after-a-pause": (["429", "30103"], "POST POST POST"),
    "after-a-proxy": (["pays-and-a-proxy-answers"], "POST POST"),
    "after-a-portal": (["portal"], "POST POST"),
    "after-a-portal-that-refuses": (["portal-refuses"], "POST POST"),
    "after-a-page-at-401": (["page-at-401"], "POST POST"),
    "after-a-redirect": (["redirects"], "POST POST"),
    "after-a-redirect-to-nowhere": (["redirects-to-nowhere"], "POST POST"),
    "after-a-redirect-to-no-text": (["redirects-to-no-text"], "POST POST"),
    "after-it-broke-off": (["pays-and-breaks-off"], "POST POST"),
    "after-it-hung-up": (["hangs-up"], "POST POST"),
    "after-it-fell-silent": (["pays-and-falls-silent"], "POST POST"),
    "after-no-http": (["no-http", "breaks-off"], "POST POST POST"),
    "though-the-balance-is-gone": (["pays-and-breaks-off", "20117"], "POST POST GET"),
    "though-the-api-says-so": (["pays-and-a-proxy-answers", "10105"], "POST POST GET"),
    "though-nobody-knows-the-code": (["pays-and-hangs-up", "99999"], "POST POST GET"),
    "though-a-portal-does-not-find-it": (["pays-and-hangs-up", "20117", "portal-does-not-find"], "POST POST GET GET"),
    "though-every-response-is-lost": (["pays-and-hangs-up"] * 17, "POST " * 17 + "GET"),
    **{f"after-{name}": ([name], "POST POST") for name in FROM_THE_API},
    **{f"after-{name}": ([name], "POST POST") for name in ("portal-in-json", "portal-shows-it")},
}


@pytest.mark.parametrize("name", UNTIL_PAID)
def test_bot_pays_once(machine: Machine, name: str) -> None:
    steps, requests = UNTIL_PAID[name]
    bank = Bank(*steps)
    assert machine.pay(bank) == "PAID"
    assert (bank.paid, bank.requests) == ([REQUEST_ID], requests.split())


@pytest.mark.parametrize(
    ("steps", "ending", "requests"),
    [
        (["20117"], "NOT_PAID", "POST"),
        (["30100", "30100", "20117"], "NOT_PAID", "POST POST POST"),
        (["7000", "20117"], "UNKNOWN", "POST POST GET"),
        (["401"], "UNKNOWN", "POST GET"),
        (["10002"], "UNKNOWN", "POST GET"),
        (["99999"], "UNKNOWN", "POST GET"),
        (["hangs-up"] * 17, "UNKNOWN", "POST " * 17 + "GET"),
    ],
)
def test_bot_reports_what_is_known_of_a_transaction_that_was_not_paid(
    machine: Machine, steps: list[str], ending: str, requests: str
) -> None:
    bank = Bank(*steps)
    assert machine.pay(bank) == ending
    assert (bank.paid, bank.requests) == ([], requests.split())


def test_bot_waits_until_the_transaction_is_spent(machine: Machine) -> None:
    bank = Bank(states=("unspent", "signed", "spent"))
    assert machine.pay(bank) == "PAID"
    assert bank.requests == ["POST", "GET", "GET"]


def test_bot_does_not_believe_a_transaction_that_stays_signed(machine: Machine) -> None:
    bank = Bank(states=("signed",))
    assert machine.pay(bank) == "UNKNOWN"
    bank.states = ["spent"]
    assert machine.pay(bank) == "PAID"
    assert bank.requests.count("POST") == 1


@pytest.mark.parametrize("steps", [[], ["10105"], ["pays-and-hangs-up"], ["pays-and-hangs-up", "20117"]])
@pytest.mark.parametrize("state", ["unspent", "signed", "spent"])
def test_bot_takes_no_other_transaction_for_its_own(machine: Machine, steps: list[str], state: str) -> None:
    bank = Bank(*steps, transaction_hash=OTHER_HASH, states=(state,))
    bank.pay(REQUEST_ID)
    assert machine.pay(bank) == "CONFLICT"


def test_bot_continues_with_its_record(machine: Machine) -> None:
    bank = Bank("pays-later", "20117")
    assert machine.pay(bank) == "UNKNOWN"
    # Late, after the look-up that did not find it.
    bank.arrive()
    assert machine.pay(bank) == "PAID"
    assert bank.requests == ["POST", "POST", "GET", "GET"]
    # The record has the end, so no request follows.
    assert machine.pay(bank) == "PAID"
    assert (len(bank.requests), bank.paid) == (4, [REQUEST_ID])


def test_bot_sends_again_after_a_restart_if_the_api_does_not_have_it(machine: Machine) -> None:
    bank = Bank("hangs-up", "20117")
    assert machine.pay(bank) == "UNKNOWN"
    assert machine.pay(bank) == "PAID"
    assert bank.requests == ["POST", "POST", "GET", "GET", "POST"]


def test_bot_asks_before_it_sends_after_an_error_that_it_cannot_mend(machine: Machine) -> None:
    bank = Bank("20117", "20117")
    machine.decisions = [True, False]
    assert machine.pay(bank) == "NOT_PAID"
    machine.decisions = []
    assert bank.requests == ["POST", "POST"]


def test_bot_waits_longer_each_time(machine: Machine) -> None:
    machine.pay(Bank(*["7000"] * 4))
    assert all(base <= pause < 2 * base for base, pause in zip((1, 2, 4, 8), machine.pauses))
    assert len(machine.pauses) == 4


def test_bot_waits_as_long_as_the_server_asks(machine: Machine) -> None:
    def answer(request: Request) -> Iterator[Part]:
        yield from_api(request, 202, error(429), "Retry-After: 86400" if machine.pauses else "Retry-After: 60")

    with serving(answer) as url:
        assert bot.pay(url, REQUEST_ID, RAW, HASH).name == "UNKNOWN"
    assert len(machine.pauses) == 1 and machine.pauses[0] >= 60


@pytest.mark.parametrize("record", [b"", b"mxt", bytes(32), bytes([7]) * 32])
def test_bot_sends_nothing_without_an_intact_record(machine: Machine, record: bytes) -> None:
    Path(f"{REQUEST_ID}.record").write_bytes(record)
    bank = Bank()
    with pytest.raises(mixerr.RecordError):
        machine.pay(bank)
    assert bank.requests == []


def test_bot_sends_nothing_with_the_record_of_another_key(machine: Machine) -> None:
    # Its fingerprint is the same. It has only 4 bytes.
    Path(f"{REQUEST_ID}.record").write_bytes(bytes(mixerr.Transfer(OTHER_ID, request=BODY)))
    bank = Bank()
    with pytest.raises(mixerr.RecordOfAnotherRequestError):
        machine.pay(bank)
    assert bank.requests == []


def test_bot_sends_nothing_before_its_record_is_saved(machine: Machine) -> None:
    Path(f"{REQUEST_ID}.record.new").mkdir()
    bank = Bank()
    with pytest.raises(OSError):
        machine.pay(bank)
    assert bank.requests == []


STEPS = ["pays", "pays-later", "pays-and-hangs-up", "pays-and-a-proxy-answers", "pays-and-breaks-off", "hangs-up"]
STEPS += ["pays-and-says-500", "7000", "429", "30100", "20117", "10105", "401", "99999", *FROM_THE_API, *REPLIES]
RUN = st.tuples(st.lists(st.sampled_from(STEPS), max_size=5), st.lists(st.booleans(), max_size=3))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(runs=st.lists(RUN, min_size=2, max_size=3))
def test_bot_that_is_restarted_never_pays_twice(machine: Machine, runs: list[tuple[list[str], list[bool]]]) -> None:
    Path(f"{REQUEST_ID}.record").unlink(missing_ok=True)
    bank = Bank()
    for steps, machine.decisions in runs:
        bank.steps = list(steps)
        ending = machine.pay(bank)
        assert ending != "CONFLICT"
        if ending == "PAID":
            assert bank.paid == [REQUEST_ID]
        bank.arrive()
        if ending == "NOT_PAID":
            assert bank.paid == []
    assert bank.paid in ([], [REQUEST_ID])


def exchange(url: str) -> Optional[mixerr.Response]:
    """Looks the transaction up; returns None if no complete response came."""
    found: list[Optional[mixerr.Response]] = []
    transfer: Any = SimpleNamespace(
        handle_response=lambda response, receipt, retry_after: found.append(response),
        handle_no_response=lambda may_have_arrived: found.append(None) if may_have_arrived else None,
    )
    bot.request(transfer, mixerr.Receipt("request_id", REQUEST_ID), "GET", url)
    [response] = found
    return response


@pytest.mark.parametrize("status", [200, 302, 502])
@pytest.mark.parametrize(("piece", "offset"), [(b"[],", None), (b"<p>", 1)])
def test_bot_closes_the_connection_of_a_body_without_end(
    monkeypatch: pytest.MonkeyPatch, piece: bytes, offset: Optional[int], status: int
) -> None:
    monkeypatch.setattr(bot, "TIMEOUT", 20)
    sent = 0

    def answer(request: Request) -> Iterator[Part]:
        nonlocal sent
        yield b"HTTP/1.1 %d Words\r\nLocation: /elsewhere\r\n\r\n[" % status
        for _ in range(1000):
            yield piece * 20000
            sent += 1

    with serving(answer) as url:
        response = exchange(url)
    assert (None if response is None else response.fault_offset) == offset
    # The buffers of the sockets hold more than the bot reads.
    assert sent < 500


HEAD = b"HTTP/1.1 200 Words\r\n"
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
IN_CHUNKS = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
NOTHING = gzip.compress(b"")
# The first bytes, the bytes that follow again and again, and the seconds between them.
WITHOUT_END: dict[str, tuple[bytes, bytes, float]] = {
    "silence": (b"", b"", 0.05),
    "status-line": (b"HTTP/1.1 200 ", b"W", 0.05),
    "status-line-at-once": (b"HTTP/1.1 200 ", b"W" * 999, 0),
    "header": (HEAD + b"A: ", b"b", 0.05),
    "header-at-once": (HEAD + b"A: ", b"b" * 999, 0),
    "headers": (HEAD, b"A: b\r\n", 0.05),
    "headers-at-once": (HEAD, b"A: b\r\n", 0),
    "continue": (b"", CONTINUE, 0.05),
    "continue-at-once": (b"", CONTINUE, 0),
    "continue-with-headers": (CONTINUE[:-2], b"A: b\r\n", 0.05),
    "body": (HEAD + b"\r\n[", b" ", 0.05),
    "body-at-once": (HEAD + b"\r\n[", b" " * 999, 0),
    "chunks": (IN_CHUNKS, b"1\r\n \r\n", 0.05),
    "chunk-extension": (IN_CHUNKS + b"2;", b"a", 0.05),
    "chunk-of-no-length": (IN_CHUNKS + b"-1\r\n", b" " * 999, 0),
    "trailers": (IN_CHUNKS + b"2\r\n{}\r\n0\r\n", b"A: b\r\n", 0.05),
    "trailers-at-once": (IN_CHUNKS + b"2\r\n{}\r\n0\r\n", b"A: b\r\n", 0),
    "a-transaction-and-no-end": (HEAD + b"\r\n" + success(view("spent")), b"", 0.05),
    "gzip-of-nothing": (HEAD + b"Content-Encoding: gzip\r\n\r\n", NOTHING, 0.05),
    "gzip-of-nothing-at-once": (HEAD + b"Content-Encoding: gzip\r\n\r\n", NOTHING * 99, 0),
}


@pytest.mark.parametrize("name", WITHOUT_END)
def test_bot_ends_a_response_without_end_at_its_deadline(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(bot, "TIMEOUT", 0.5)
    first, piece, pause = WITHOUT_END[name]
    is_closed = threading.Event()

    def answer(request: Request) -> Iterator[Part]:
        try:
            yield first
            while True:
                yield piece
                yield pause
        finally:
            is_closed.set()

    started = time.monotonic()
    with serving(answer) as url:
        response = exchange(url)
        assert time.monotonic() - started < 2.5
        # An unrequested compressed body is not valid JSON, and is not received to its end.
        assert response is None or (name.startswith("gzip") and response.retryable)
        # Without sending, the server does not notice.
        assert not piece or is_closed.wait(5)


def test_bot_ends_a_handshake_at_its_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server begins a record of TLS, whose other bytes follow one by one."""
    monkeypatch.setattr(bot, "TIMEOUT", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def trickle() -> None:
            with contextlib.suppress(OSError), server.accept()[0] as line:
                line.sendall(b"\x16\x03\x03\x40\x00\x02")
                while True:
                    time.sleep(0.05)
                    line.sendall(b"\x00")

        thread = threading.Thread(target=trickle, daemon=True)
        thread.start()
        started = time.monotonic()
        assert exchange(f"https://127.0.0.1:{server.getsockname()[1]}") is None
        assert time.monotonic() - started < 2.5
        # httpx leaves the socket of a cancelled handshake to the garbage collector.
        gc.collect()
        thread.join(5)
        assert not thread.is_alive()


def test_bot_reads_a_slow_response(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot, "TIMEOUT", 20)

    def answer(request: Request) -> Iterator[Part]:
        for byte in from_api(request, 200, success(view("spent"))):
            yield bytes([byte])
            yield 0.001

    with serving(answer) as url:
        response = exchange(url)
    assert response is not None and response.action is Action.PROCEED


def run(directory: Path, *arguments: str) -> tuple[int, str, str]:
    """Runs the bot without a person."""
    ran = subprocess.run(
        [sys.executable, str(BOT), *arguments],
        cwd=directory,
        env=os.environ,
        input="",
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
        timeout=60,
    )
    return ran.returncode, ran.stdout, ran.stderr


def test_bot_logs_each_response(tmp_path: Path) -> None:
    bank = Bank("7000", states=("signed", "spent"))
    with serving(bank.answer) as url:
        exit_code, printed, logged = run(tmp_path, url, REQUEST_ID, RAW, HASH)
    assert (exit_code, printed, bank.paid) == (0, "PAID\n", [REQUEST_ID])
    assert [line for line in logged.splitlines() if not line.startswith("waiting ")] == [
        "POST: <mixerr.Response RETRY: 7000 BLAZE_SERVER_ERROR: Blaze server error.>",
        "POST: <mixerr.Response PROCEED: success with data (HTTP 200)>",
        "GET: <mixerr.Response PROCEED: success with data (HTTP 200)>",
    ]
    assert RAW not in logged


def test_bot_s_exit_code_tells_the_ending(tmp_path: Path) -> None:
    with serving(Bank("20117").answer) as url:
        assert run(tmp_path, url, REQUEST_ID, RAW, HASH)[0] == 2
    with serving(Bank(transaction_hash=OTHER_HASH).answer) as url:
        assert run(tmp_path, url, OTHER_ID, RAW, HASH)[:2] == (3, "CONFLICT\n")
    with serving(Bank("99999").answer) as url:
        assert run(tmp_path, url, "5" + OTHER_ID[1:], RAW, HASH)[:2] == (75, "UNKNOWN\n")


def test_bot_knows_when_a_request_never_left() -> None:
    reports: list[bool] = []
    transfer: Any = SimpleNamespace(handle_no_response=lambda may_have_arrived: reports.append(may_have_arrived))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and does not listen
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        bot.request(transfer, mixerr.Receipt("request_id", REQUEST_ID), "POST", url, BODY)
    assert reports == [False]


URL = "http://127.0.0.1:1"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        [URL, REQUEST_ID, RAW],
        [URL, "../../me", RAW, HASH],
        [URL, REQUEST_ID.upper(), RAW, HASH],
        [URL, REQUEST_ID, "xyz", HASH],
        [URL, REQUEST_ID, RAW, ""],
        [URL, REQUEST_ID, RAW, HASH.upper()],
        [URL, REQUEST_ID, RAW, HASH, "1"],
        ["ftp://127.0.0.1:1", REQUEST_ID, RAW, HASH],
        ["127.0.0.1:1", REQUEST_ID, RAW, HASH],
        ["http://", REQUEST_ID, RAW, HASH],
        ["http://127.0.0.1:99999", REQUEST_ID, RAW, HASH],
    ],
)
def test_bot_prints_its_usage(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["bot.py", *arguments])
    assert bot.main() == 64
    assert capsys.readouterr().err == "usage: bot.py URL REQUEST_ID RAW TRANSACTION_HASH\n"


CALLS = "save send save wait send save look_up ask save wait send save"


def test_loop_of_the_page_pays() -> None:
    """Runs the loop of examples/README.md: a lost request, a look-up without a result, a decision, and a payment."""
    page = (BOT.parents[1] / "README.md").read_text(encoding="utf-8")
    [code] = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    calls: list[str] = []
    bodies = [None, error(10002), error(404), json.dumps({"data": view("spent")}).encode()]

    class NoResponse(Exception):
        may_have_arrived = True

    def exchange(kind: mixerr.StepKind, receipt: mixerr.Receipt) -> tuple[mixerr.Response, Optional[float]]:
        calls.append(kind.name.lower())
        body = bodies.pop(0)
        if body is None:
            raise NoResponse
        receipt.begin()
        receipt.feed(body)
        return mixerr.read(202, body), None

    def ask(action: Action) -> bool:
        calls.append("ask")
        return action is Action.FIX_REQUEST

    transfer = mixerr.Transfer(REQUEST_ID, request=BODY)
    names = {
        "transfer": transfer,
        "receipt": mixerr.Receipt("request_id", REQUEST_ID).require("transaction_hash", HASH),
        "StepKind": mixerr.StepKind,
        "store": SimpleNamespace(save=lambda record: calls.append("save")),
        "time": SimpleNamespace(sleep=lambda seconds: calls.append("wait")),
        "exchange": exchange,
        "ask": ask,
        "NoResponse": NoResponse,
    }
    exec(code, names)
    assert transfer.poll().ending is mixerr.Ending.PAID
    assert " ".join(calls) == CALLS
