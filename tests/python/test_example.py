"""The example bot against a bank that fails in every way: it never pays twice, and says what is known."""

from __future__ import annotations

import contextlib
import gzip
import importlib.util
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Optional

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from server import Part, Request, chunked, error, reply, serving

BOT = Path(__file__).resolve().parents[2] / "examples/python/bot.py"
TRACE_ID = "0b5f4c1e-6a4e-4c1c-9d52-3c1b9f1e2a77"
ASSET_ID = "965e5c6e-434c-3fa9-b780-c50f43cd955c"
OPPONENT_ID = "773e5e77-4107-45c2-b648-8fc722ed77f5"
SOMEBODY_ELSE = "7766b24c-1a03-4c3a-83a3-b4358266875d"
RIGHT_PIN = "314159"
PAGE = b"<html>502 Bad Gateway</html>"


def shown(trace_id: str, **others: Any) -> bytes:
    """Returns a success that shows a transfer, with its amount as the payer sees it."""
    told = {"type": "transfer", "trace_id": trace_id, "asset_id": ASSET_ID, "opponent_id": OPPONENT_ID, "amount": "-1"}
    return json.dumps({"data": {**told, **others}}).encode()


class Bank:
    """Pays each trace id once. A step is a word for the response to one request.

    ``others`` are the fields in which its transfers differ from those of the bot.
    """

    def __init__(self, *steps: str, **others: Any) -> None:
        self.steps, self.others = list(steps), others
        self.paid: list[str] = []
        self.on_their_way: list[str] = []
        self.asked: list[str] = []

    def pay(self, trace_id: str) -> None:
        # What the API does with a trace id that it knows: the same transfer, paid once.
        if trace_id not in self.paid:
            self.paid.append(trace_id)

    def arrive(self) -> None:
        """Pays what took its time."""
        while self.on_their_way:
            self.pay(self.on_their_way.pop())

    def answer(self, request: Request) -> Iterator[Part]:
        self.asked.append(request.method)
        if request.method == "GET":
            trace_id = request.path.rpartition("/")[2]
            yield reply(200, shown(trace_id, **self.others)) if trace_id in self.paid else reply(202, error(404))
            return
        sent = json.loads(request.body)
        trace_id = sent["trace_id"]
        step = self.steps.pop(0) if self.steps else "pays"
        if step.startswith("pays") and sent["pin"] == RIGHT_PIN:
            self.on_their_way.append(trace_id)
            if step != "pays-later":
                self.arrive()
        if step == "pays":
            is_right = sent["pin"] == RIGHT_PIN
            yield reply(200, shown(trace_id, **self.others)) if is_right else reply(202, error(20119))
        elif step == "pays-and-breaks-off":
            yield reply(200, shown(trace_id)[:-9], length=1000)
        elif step in ("pays-and-a-proxy-answers", "pays-later"):
            yield reply(502, PAGE)
        elif step == "pays-and-falls-silent":
            yield 2.0
        elif step in REPLIES:
            yield REPLIES[step]
        elif step not in ("pays-and-hangs-up", "hangs-up"):
            yield reply(202, error(int(step)))


REPLIES = {
    "redirects": reply(302, b"", "Location: /elsewhere"),
    "redirects-to-nowhere": reply(302, b"", "Location: http://[::1"),
    "redirects-to-no-text": b"HTTP/1.1 307 Words\r\nLocation: http://\xff\xfe\r\nContent-Length: 0\r\n\r\n",
    "portal": reply(200, PAGE),
    "portal-in-json": reply(200, b'{"data":{"login":"https://wifi.example"}}'),
    "portal-in-other-json": reply(200, b'["data"]'),
    "another-trace-id": reply(200, shown("4ad0d0a1-1dd5-4d5c-8ac5-86e6cf9cbd52")),
    "trace-id-alone": reply(200, b'{"data":{"trace_id":"%s"}}' % TRACE_ID.encode()),
    "amount-as-a-number": reply(200, shown(TRACE_ID, amount=-1)),
    "nothing": reply(204, b""),
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


TRANSFER = bot.Transfer(TRACE_ID, ASSET_ID, OPPONENT_ID, "1")


def pay(bank: Bank, *pins: str, is_open: bool = False, transfer: Any = TRANSFER) -> str:
    entered = iter(pins or [RIGHT_PIN])
    with serving(bank.answer) as url:
        ending = bot.Wallet(url, 0, 0.5).pay(transfer, lambda: next(entered), is_open)
    return str(ending.name)


UNTIL_PAID = {
    "at-once": [],
    "after-a-server-error": ["7000"],
    "after-a-pause": ["429", "30103"],
    "after-a-proxy": ["pays-and-a-proxy-answers"],
    "after-a-portal": ["portal"],
    "after-it-broke-off": ["pays-and-breaks-off"],
    "after-it-hung-up": ["hangs-up"],
    "after-it-fell-silent": ["pays-and-falls-silent"],
    "of-which-the-api-says-so": ["pays-and-a-proxy-answers", "20125"],
    "though-the-balance-is-gone": ["pays-and-breaks-off", "20117"],
    "though-the-pin-is-said-to-be-wrong": ["pays-and-falls-silent", "20119"],
    "though-every-answer-is-lost": ["pays-and-hangs-up"] * 4,
    "though-nobody-knows-the-code": ["pays-and-hangs-up", "99999"],
    "though-a-portal-answers-in-json": ["pays-and-hangs-up", "portal-in-json"],
}


@pytest.mark.parametrize("name", UNTIL_PAID)
def test_bot_pays_once(name: str) -> None:
    bank = Bank(*UNTIL_PAID[name])
    assert pay(bank) == "PAID"
    assert bank.paid == [TRACE_ID]


@pytest.mark.parametrize(
    ("steps", "ending", "looks_up"),
    [
        (["20117"], "ASK_USER", False),
        (["30100"] * 4, "AGAIN", False),
        (["7000", "20117"], "ASK_USER", True),
        (["20160"], "ASK_USER", True),
        (["401"], "NOT_BY_ITSELF", True),
        (["10002"], "NOT_BY_ITSELF", True),
        (["99999"], "NOT_BY_ITSELF", True),
        (["redirects"], "NOT_BY_ITSELF", True),
        (["redirects-to-nowhere"], "NOT_BY_ITSELF", True),
        (["redirects-to-no-text"], "NOT_BY_ITSELF", True),
        (["page-at-401"], "NOT_BY_ITSELF", True),
        (["20125"], "AGAIN", True),
        (["portal-in-json"], "AGAIN", True),
        (["portal-in-other-json"], "AGAIN", True),
        (["another-trace-id"], "AGAIN", True),
        (["trace-id-alone"], "AGAIN", True),
        (["amount-as-a-number"], "AGAIN", True),
        (["nothing"], "AGAIN", True),
        (["hangs-up"] * 4, "AGAIN", True),
        (["breaks-off"] * 4, "AGAIN", True),
        (["no-http"] * 4, "AGAIN", True),
        (["portal"] * 4, "AGAIN", True),
        (["429"] * 4, "AGAIN", True),
    ],
)
def test_bot_says_what_is_known_of_a_transfer_that_was_not_paid(steps: list[str], ending: str, looks_up: bool) -> None:
    bank = Bank(*steps)
    assert pay(bank) == ending
    assert bank.paid == []
    assert bank.asked == ["POST"] * len(steps) + ["GET"] * looks_up


def test_bot_looks_a_trace_id_up_that_an_earlier_run_may_have_paid() -> None:
    bank = Bank("pays-later", "hangs-up", "hangs-up", "hangs-up")
    assert pay(bank) == "AGAIN"
    bank.steps = ["20117"]
    assert pay(bank, is_open=True) == "ASK_USER"
    bank.arrive()
    bank.steps = ["20117"]
    assert pay(bank, is_open=True) == "PAID"
    assert bank.paid == [TRACE_ID]


@pytest.mark.parametrize("others", [{"amount": "-1.5"}, {"opponent_id": SOMEBODY_ELSE}, {"asset_id": SOMEBODY_ELSE}])
@pytest.mark.parametrize(
    "steps", [["20125"], ["pays-and-a-proxy-answers", "20125"], ["pays-and-hangs-up", "20117"], []]
)
def test_bot_takes_no_other_transfer_under_its_trace_id_for_its_own(steps: list[str], others: dict[str, str]) -> None:
    bank = Bank(*steps, **others)
    bank.pay(TRACE_ID)
    assert pay(bank) == "CONFLICT"


@pytest.mark.parametrize(
    ("asked", "told"),
    [("1", "-1"), ("1.50", "-1.5"), ("0.00000001", "-0.00000001"), ("500", "-500.00"), ("1" * 40, "-" + "1" * 40)],
)
def test_bot_compares_amounts_as_decimals(asked: str, told: str) -> None:
    transfer = TRANSFER._replace(amount=asked)
    assert pay(Bank(amount=told), transfer=transfer) == "PAID"
    assert pay(Bank(amount=told + "1" if "." in told else told + ".1"), transfer=transfer) == "CONFLICT"


@pytest.mark.parametrize("told", ["NaN", "-", "", "1,0", "1e0", "Infinity", "1_0", "+1", "١", "--1", "1.", ".1", "-1 "])
def test_bot_takes_no_odd_amount_for_its_own(told: str) -> None:
    assert pay(Bank(amount=told)) == "CONFLICT"


STEPS = ["pays", "pays-later", "pays-and-hangs-up", "pays-and-a-proxy-answers", "pays-and-breaks-off", "hangs-up"]
STEPS += ["7000", "429", "30100", "20117", "20119", "20125", "401", "99999", *REPLIES]


PINS = [RIGHT_PIN, RIGHT_PIN, "111111", ""]
RUN = st.tuples(st.lists(st.sampled_from(STEPS), max_size=5), st.lists(st.sampled_from(PINS), min_size=4, max_size=4))


@settings(max_examples=40)
@given(runs=st.lists(RUN, min_size=2, max_size=3))
def test_bot_that_is_obeyed_never_pays_twice(runs: list[tuple[list[str], list[str]]]) -> None:
    bank = Bank()
    for number, (steps, pins) in enumerate(runs):
        bank.steps = list(steps)
        ending = pay(bank, *pins, is_open=number > 0)
        assert ending != "CONFLICT"
        if ending == "PAID":
            assert bank.paid == [TRACE_ID]
            break
        bank.arrive()
    bank.arrive()
    assert bank.paid in ([], [TRACE_ID])


def test_bot_asks_again_for_a_wrong_pin() -> None:
    bank = Bank()
    assert pay(bank, "111111", "222222", RIGHT_PIN) == "PAID"
    assert bank.asked == ["POST"] * 3


def test_bot_tries_a_wrong_pin_four_times_at_most() -> None:
    bank = Bank()
    assert pay(bank, *["111111"] * 5) == "ASK_USER"
    assert (bank.asked, bank.paid) == (["POST"] * 4, [])


def test_bot_sends_nothing_without_a_pin() -> None:
    bank = Bank()
    assert pay(bank, "") == "ASK_USER"
    assert (bank.asked, bank.paid) == ([], [])


@pytest.mark.parametrize("status", [200, 302, 502])
@pytest.mark.parametrize(("piece", "read"), [(b"[],", None), (b"<p>", b"[<")])
def test_bot_hangs_up_on_an_answer_without_end(piece: bytes, read: Optional[bytes], status: int) -> None:
    sent = 0

    def answer(request: Request) -> Iterator[Part]:
        nonlocal sent
        yield b"HTTP/1.1 %d Words\r\nLocation: /elsewhere\r\n\r\n[" % status
        for _ in range(1000):
            yield piece * 20000
            sent += 1

    started = time.monotonic()
    with serving(answer) as url:
        found = bot.Wallet(url, 0, 10).ask("POST", "/transfers", {})
    assert (found and found.body) == read
    assert time.monotonic() - started < 5
    # The sockets hold more than what is read.
    assert sent < 500


HEAD = b"HTTP/1.1 200 Words\r\n"
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
IN_CHUNKS = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
NOTHING = gzip.compress(b"")
# What comes first, what comes then over and over, and the seconds between.
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
    "a-transfer-and-no-end": (HEAD + b"\r\n" + shown(TRACE_ID), b"", 0.05),
    "gzip-of-nothing": (HEAD + b"Content-Encoding: gzip\r\n\r\n", NOTHING, 0.05),
    "gzip-of-nothing-at-once": (HEAD + b"Content-Encoding: gzip\r\n\r\n", NOTHING * 99, 0),
}


@pytest.mark.parametrize("name", WITHOUT_END)
def test_bot_gives_an_answer_without_end_no_more_than_its_time(name: str) -> None:
    first, piece, pause = WITHOUT_END[name]
    hung_up = threading.Event()

    def answer(request: Request) -> Iterator[Part]:
        try:
            yield first
            while True:
                yield piece
                yield pause
        finally:
            hung_up.set()

    started = time.monotonic()
    with serving(answer) as url:
        found = bot.Wallet(url, 0, 0.5).ask("POST", "/transfers", {"trace_id": TRACE_ID})
        assert time.monotonic() - started < 1.5
        # An unrequested compressed body is not valid JSON, and is not received to its end.
        assert found is None or (name.startswith("gzip") and found.response.retryable)
        # Who sends nothing learns nothing.
        assert not piece or hung_up.wait(5)


def test_bot_gives_a_handshake_no_more_than_its_time() -> None:
    """The server begins a record of TLS, of which the rest comes byte by byte."""
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
        url = f"https://127.0.0.1:{server.getsockname()[1]}"
        assert bot.Wallet(url, 0, 0.5).ask("POST", "/transfers", {}) is None
        assert time.monotonic() - started < 1.5
        thread.join(5)
        assert not thread.is_alive()


def test_bot_s_time_is_for_the_whole_answer_and_not_for_each_byte_of_it() -> None:
    body = shown(TRACE_ID)

    def answer(request: Request) -> Iterator[Part]:
        for byte in reply(200, body):
            yield bytes([byte])
            yield 0.001

    with serving(answer) as url:
        found = bot.Wallet(url, 0, 10).ask("GET", f"/transfers/trace/{TRACE_ID}")
    assert TRANSFER.ending(found).name == "PAID"


def test_bot_waits_longer_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(bot, "time", SimpleNamespace(sleep=pauses.append, monotonic=time.monotonic))
    with serving(Bank(*["429"] * 4).answer) as url:
        bot.Wallet(url, 2, 5).pay(TRANSFER, lambda: RIGHT_PIN)
    assert pauses == [2, 4, 8]


def run(*arguments: str, pin: str = f"{RIGHT_PIN}\n") -> tuple[int, str, str]:
    """Runs the bot without a terminal, where it reads the PIN from its standard input."""
    environment = {**os.environ, "BOT_PAUSE": "0", "BOT_TIMEOUT": "1"}
    ran = subprocess.run(
        [sys.executable, str(BOT), *arguments],
        env=environment,
        input=pin,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
        timeout=30,
    )
    return ran.returncode, ran.stdout, ran.stderr


def test_bot_s_transcript_tells_no_secret() -> None:
    bank = Bank("7000", "pays-and-a-proxy-answers")
    with serving(bank.answer) as url:
        exit_code, printed, logged = run(url, *TRANSFER[1:], TRACE_ID)
    assert (exit_code, printed) == (0, f"trace id {TRACE_ID}\npaid\n")
    answers = [line for line in logged.splitlines() if line.startswith("POST")]
    assert answers == [
        "POST /transfers: <mixerr.Response RETRY: 7000 BLAZE_SERVER_ERROR: Blaze server error.>",
        "POST /transfers: <mixerr.Response RETRY: not from the API: malformed JSON at byte 0 (HTTP 502)>",
        "POST /transfers: <mixerr.Response PROCEED: success with data (HTTP 200)>",
    ]
    assert RIGHT_PIN not in printed + logged and bank.paid == [TRACE_ID]


def test_bot_makes_a_trace_id_of_its_own_for_a_new_transfer() -> None:
    bank = Bank()
    with serving(bank.answer) as url:
        printed = [run(url, *TRANSFER[1:])[1].splitlines() for _ in range(2)]
    assert [lines[0] for lines in printed] == [f"trace id {trace_id}" for trace_id in bank.paid]
    assert len(set(bank.paid)) == 2


def test_bot_s_exit_code_tells_the_ending() -> None:
    with serving(Bank("20117", "20117").answer) as url:
        exit_code, printed, _ = run(url, *TRANSFER[1:])
        assert (exit_code, printed.splitlines()[1]) == (1, "ASK_USER: keep the trace id")
        told = run(url, *TRANSFER[1:], TRACE_ID)[:2]
        assert told == (1, f"trace id {TRACE_ID}\nASK_USER: keep the trace id\n")
    with serving(Bank(amount="-500").answer) as url:
        told = run(url, *TRANSFER[1:], TRACE_ID)[:2]
        assert told == (3, f"trace id {TRACE_ID}\nCONFLICT: keep the trace id\n")
    assert run("http://127.0.0.1:1", *TRANSFER[1:], TRACE_ID)[0] == 75
    assert run("http://127.0.0.1:1", *TRANSFER[1:], pin="")[0] == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["http://127.0.0.1:1"],
        ["http://127.0.0.1:1", "1"],
        ["http://127.0.0.1:1", *TRANSFER[1:], "../../me"],
        ["http://127.0.0.1:1", "bitcoin", *TRANSFER[2:]],
        ["http://127.0.0.1:1", ASSET_ID, "../me", "1"],
        ["http://127.0.0.1:1", *TRANSFER[1:], TRACE_ID, "1"],
        ["ftp://127.0.0.1:1", *TRANSFER[1:]],
        ["127.0.0.1:1", *TRANSFER[1:]],
        ["http://", *TRANSFER[1:]],
        ["http://127.0.0.1:99999", *TRANSFER[1:]],
    ],
)
def test_bot_tells_its_usage(arguments: list[str]) -> None:
    assert run(*arguments) == (64, "", "usage: bot.py URL ASSET_ID OPPONENT_ID AMOUNT [TRACE_ID]\n")
