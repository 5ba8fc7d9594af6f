"""A bot that sends one transfer and acts on the answer: python bot.py URL TRACE_ID AMOUNT

The trace id names the transfer: however often it is sent, it is paid once. So after everything that leaves open whether
it was paid, the same trace id is used again; only a success, or an error of which the catalog says so, ends its use.
Such an error speaks of its own request: if an earlier one is open, the transfer is looked for first.

The PIN is asked for where it is wrong. BOT_PAUSE and BOT_TIMEOUT tell in seconds how long to wait before another
attempt, and for an answer.
"""

from __future__ import annotations

import enum
import getpass
import logging
import os
import sys
import time
from typing import Callable, NamedTuple, Optional

import mixerr
import requests
from mixerr import Action, Outcome, Trace

ATTEMPTS = 4
LONGEST_BODY = 1 << 20
USAGE = 64

log = logging.getLogger("bot")


class Ending(enum.IntEnum):
    """How it ended, as exit codes."""

    PAID = 0
    ASK_USER = 1  # a person must decide something
    NOT_BY_ITSELF = 2  # a program or an operator must: see the log
    UNKNOWN = 75  # nobody knows whether it was paid: run this again, with the same trace id


class Wallet(NamedTuple):
    """Where the API is, and how long to wait, in seconds."""

    url: str
    pause: float
    timeout: float

    def ask(self, method: str, path: str, body: Optional[dict[str, str]] = None) -> Optional[mixerr.Response]:
        """Sends a request; returns None if no answer came, or only a part of one."""
        reader, length, deadline = mixerr.Reader(), 0, time.monotonic() + self.timeout
        try:
            # A redirect is no answer of the API: it is read as what it is, and not followed with money.
            with requests.request(
                method, self.url + path, json=body, timeout=self.timeout, stream=True, allow_redirects=False
            ) as answer:
                for chunk in answer.iter_content(4096):
                    reader.feed(chunk)
                    length += len(chunk)
                    if reader.is_faulty:
                        break  # no API's answer can come of it: hang up
                    if length > LONGEST_BODY or time.monotonic() > deadline:
                        raise requests.Timeout("the answer does not end")
        except requests.RequestException as error:
            log.warning("no answer: %s", type(error).__name__)
            return None
        response = reader.finish(answer.status_code)
        log.info("%r", response)  # the server's own words are masked
        return response

    def pay(self, trace_id: str, amount: str, ask_pin: Callable[[], str]) -> tuple[Ending, Trace]:
        """Sends a transfer until it is known how it ended; tells also what becomes of the trace id."""
        request = {"trace_id": trace_id, "amount": amount, "pin": ask_pin()}
        is_open = False  # whether an earlier request may have paid
        for attempt in range(ATTEMPTS):
            if attempt:
                time.sleep(self.pause)
            response = self.ask("POST", "/transfers", request)
            if response is None:
                is_open = True
                continue
            if response.outcome is Outcome.SUCCESS:
                return Ending.PAID, Trace.KEEP
            if response.trace is Trace.DISCARD and is_open:
                return self.reconcile(trace_id)
            is_open = is_open or response.trace is Trace.KEEP
            if response.code == mixerr.Code.PIN_INCORRECT:
                request["pin"] = ask_pin()  # a person's: a bot that guesses loses the account
            elif response.action is Action.RECONCILE:
                return self.reconcile(trace_id)
            elif response.action is Action.ASK_USER:
                return Ending.ASK_USER, response.trace
            elif not response.retryable:
                return Ending.NOT_BY_ITSELF, response.trace
        return Ending.UNKNOWN, Trace.KEEP

    def reconcile(self, trace_id: str) -> tuple[Ending, Trace]:
        """Looks whether the transfer was paid already."""
        response = self.ask("GET", f"/transfers/trace/{trace_id}")
        is_paid = response is not None and response.outcome is Outcome.SUCCESS
        return Ending.PAID if is_paid else Ending.UNKNOWN, Trace.KEEP


def main() -> int:
    if len(sys.argv) != 4:
        print("usage: bot.py URL TRACE_ID AMOUNT", file=sys.stderr)
        return USAGE
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    seconds = [float(os.environ.get(name, otherwise)) for name, otherwise in (("BOT_PAUSE", 2), ("BOT_TIMEOUT", 30))]
    wallet = Wallet(sys.argv[1], *seconds)
    ending, trace = wallet.pay(sys.argv[2], sys.argv[3], lambda: getpass.getpass("PIN: "))
    print("paid" if ending is Ending.PAID else f"{ending.name}: {trace.name.lower()} the trace id")
    return ending


if __name__ == "__main__":
    sys.exit(main())
