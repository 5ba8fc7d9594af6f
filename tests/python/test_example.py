"""The example bot against a bank that fails in every way: it never pays twice, and says what is known."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mixerr import Trace
from server import Piece, Request, error, reply, serving

BOT = Path(__file__).resolve().parents[2] / "examples/python/bot.py"
TRACE_ID = "0b5f4c1e-6a4e-4c1c-9d52-3c1b9f1e2a77"
RIGHT_PIN = "314159"
PAGE = b"<html>502 Bad Gateway</html>"


class Bank:
    """Pays a trace id once, and answers as it was told: a step is a word that says what happens to one request."""

    def __init__(self, *steps: str) -> None:
        self.steps = list(steps)
        self.paid: list[str] = []
        self.asked: list[str] = []

    def pay(self, trace_id: str) -> None:
        # What the API does with a trace id that it knows: the same transfer, paid once.
        if trace_id not in self.paid:
            self.paid.append(trace_id)

    def answer(self, request: Request) -> Iterator[Piece]:
        self.asked.append(request.method)
        if request.method == "GET":
            is_paid = request.path.rpartition("/")[2] in self.paid
            yield reply(200, b'{"data":{}}') if is_paid else reply(202, error(404))
            return
        sent = json.loads(request.body)
        step = self.steps.pop(0) if self.steps else "pays"
        if step.startswith("pays") and sent["pin"] == RIGHT_PIN:
            self.pay(sent["trace_id"])
        if step == "pays":
            yield reply(200, b'{"data":{}}') if sent["pin"] == RIGHT_PIN else reply(202, error(20119))
        elif step == "pays-and-breaks-off":
            yield reply(200, b'{"data":', length=1000)
        elif step == "pays-and-a-proxy-answers":
            yield reply(502, PAGE)
        elif step == "pays-and-falls-silent":
            yield 2.0
        elif step == "redirects":
            yield reply(302, b"", "Location: /elsewhere")
        elif step == "portal":
            yield reply(200, PAGE)
        elif step == "hangs-up":
            return
        else:
            yield reply(202, error(int(step)))


def load() -> Any:
    specification = importlib.util.spec_from_file_location("bot", BOT)
    assert specification and specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


bot = load()


def pay(bank: Bank, *pins: str) -> tuple[str, Trace]:
    entered = iter(pins or [RIGHT_PIN])
    with serving(bank.answer) as url:
        ending, trace = bot.Wallet(url, 0, 0.5).pay(TRACE_ID, "1", lambda: next(entered))
    return ending.name, trace


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
}


@pytest.mark.parametrize("name", UNTIL_PAID)
def test_bot_pays_once(name: str) -> None:
    bank = Bank(*UNTIL_PAID[name])
    assert pay(bank) == ("PAID", Trace.KEEP)
    assert bank.paid == [TRACE_ID]


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        (["20117"], ("ASK_USER", Trace.DISCARD)),
        (["7000", "20117"], ("UNKNOWN", Trace.KEEP)),
        (["20160"], ("ASK_USER", Trace.KEEP)),
        (["401"], ("NOT_BY_ITSELF", Trace.KEEP)),
        (["10002"], ("NOT_BY_ITSELF", Trace.KEEP)),
        (["99999"], ("NOT_BY_ITSELF", Trace.KEEP)),
        (["redirects"], ("NOT_BY_ITSELF", Trace.KEEP)),
        (["20125"], ("UNKNOWN", Trace.KEEP)),
        (["hangs-up"] * 4, ("UNKNOWN", Trace.KEEP)),
        (["portal"] * 4, ("UNKNOWN", Trace.KEEP)),
        (["429"] * 4, ("UNKNOWN", Trace.KEEP)),
    ],
)
def test_bot_says_what_is_known_of_a_transfer_that_was_not_paid(steps: list[str], told: tuple[str, Trace]) -> None:
    bank = Bank(*steps)
    assert pay(bank) == told
    assert bank.paid == []
    assert bank.asked.count("POST") == len(steps)


def test_bot_asks_again_for_a_wrong_pin() -> None:
    bank = Bank()
    assert pay(bank, "111111", "222222", RIGHT_PIN) == ("PAID", Trace.KEEP)
    assert bank.asked == ["POST"] * 3


def test_bot_tries_a_wrong_pin_four_times_at_most() -> None:
    bank = Bank()
    assert pay(bank, *["111111"] * 5)[0] == "UNKNOWN"
    assert (bank.asked, bank.paid) == (["POST"] * 4, [])


def run(*arguments: str) -> tuple[int, str, str]:
    """Runs the bot without a terminal, where it reads the PIN from its standard input."""
    environment = {**os.environ, "BOT_PAUSE": "0", "BOT_TIMEOUT": "1"}
    ran = subprocess.run(
        [sys.executable, str(BOT), *arguments],
        env=environment,
        input=f"{RIGHT_PIN}\n",
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
        exit_code, printed, logged = run(url, TRACE_ID, "1")
    assert (exit_code, printed) == (0, "paid\n")
    assert "<mixerr.Response RETRY: 7000 BLAZE_SERVER_ERROR: Blaze server error.>\n" in logged
    assert "malformed JSON at byte 0" in logged
    assert RIGHT_PIN not in printed + logged and bank.paid == [TRACE_ID]


def test_bot_s_exit_code_tells_the_ending() -> None:
    with serving(Bank("20117").answer) as url:
        assert run(url, TRACE_ID, "1")[:2] == (1, "ASK_USER: discard the trace id\n")
    assert run("http://127.0.0.1:1", TRACE_ID, "1")[:2] == (75, "UNKNOWN: keep the trace id\n")
    assert run()[0] == 64
