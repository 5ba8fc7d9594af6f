"""A bot that sends one transfer and acts on the answer: python bot.py URL AMOUNT [TRACE_ID]

The trace id names the transfer: however often it is sent, it is paid once. So after everything that leaves
open whether it was paid, the same trace id is used again; only a success that names it, or an error of which the
catalog says so, ends its use. Such an error speaks of its own request: if an earlier one is open, nothing is known
by it. A TRACE_ID is that of an earlier run, which may have paid; without one the transfer is new.

BOT_PAUSE and BOT_TIMEOUT tell in seconds how long to wait before another attempt, and for an answer. Signing
requests is left out.
"""

from __future__ import annotations

import enum
import getpass
import json
import logging
import os
import sys
import time
import uuid
from typing import Any, Callable, NamedTuple, Optional

import mixerr
import requests
from mixerr import Action, Code, Outcome, Trace

ATTEMPTS = 4
LONGEST_BODY = 1 << 16
USAGE = 64

log = logging.getLogger("bot")


class Ending(enum.IntEnum):
    """How it ended, as exit codes."""

    PAID = 0
    ASK_USER = 1  # a person must decide something
    NOT_BY_ITSELF = 2  # a program or an operator must: see the log
    AGAIN = 75  # run this again later


class Session(requests.Session):
    """Takes a redirect for an answer like any other: neither followed with money nor read to its end."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        return None


class Answer(NamedTuple):
    """What came, and what it is."""

    response: mixerr.Response
    body: bytes

    def tells_of(self, trace_id: str) -> bool:
        """Tells whether this is the transfer. A success is not yet one: a network may answer in JSON, too."""
        try:
            told: Any = self.response.outcome is Outcome.SUCCESS and json.loads(self.body)["data"]["trace_id"]
        except (LookupError, TypeError, ValueError):
            return False
        return bool(told == trace_id)


class Wallet(NamedTuple):
    """Where the API is, and how long to wait, in seconds."""

    url: str
    pause: float
    timeout: float

    def ask(self, method: str, path: str, request: Optional[dict[str, str]] = None) -> Optional[Answer]:
        """Sends a request; returns None if no answer came, or only a part of one."""
        reader, body, deadline = mixerr.Reader(), bytearray(), time.monotonic() + self.timeout
        send: Any = {"json": request, "timeout": self.timeout, "stream": True}
        try:
            with Session() as session, session.request(method, self.url + path, **send) as answer:
                # Byte by byte, because requests waits until a piece is full, however slowly it comes.
                for byte in answer.iter_content(1):
                    reader.feed(byte)
                    body += byte
                    if reader.is_faulty:
                        break  # no API's answer can come of it: hang up
                    if len(body) > LONGEST_BODY or time.monotonic() > deadline:
                        raise requests.Timeout("the answer does not end")
        except requests.RequestException as error:
            log.warning("%s %s: no answer (%s)", method, path, type(error).__name__)
            return None
        response = reader.finish(answer.status_code)
        log.info("%s %s: %r", method, path, response)  # the server's own words are masked
        return Answer(response, bytes(body))

    def pay(
        self, trace_id: str, amount: str, ask_pin: Callable[[], str], is_open: bool = False
    ) -> tuple[Ending, Trace]:
        """Sends a transfer until it is known how it ended; tells also what becomes of the trace id.

        ``is_open`` tells whether an earlier request with this trace id may have paid.
        """
        pin, ending = "", Ending.AGAIN
        for attempt in range(ATTEMPTS):
            pin = pin or ask_pin()
            if not pin:
                ending = Ending.ASK_USER
                break
            if attempt:
                time.sleep(self.pause * 2 ** (attempt - 1))
            answer = self.ask("POST", "/transfers", {"trace_id": trace_id, "amount": amount, "pin": pin})
            ending = Ending.AGAIN
            if answer is None:
                is_open = True
                continue
            if answer.tells_of(trace_id):
                return Ending.PAID, Trace.KEEP
            response = answer.response
            is_open = is_open or response.trace is Trace.KEEP
            if response.code == Code.PIN_INCORRECT and not is_open:
                pin, ending = "", Ending.ASK_USER  # a person's: a bot that guesses loses the account
            elif not response.retryable:
                if response.action is Action.ASK_USER:
                    ending = Ending.ASK_USER
                elif response.action not in (Action.NONE, Action.RECONCILE):
                    ending = Ending.NOT_BY_ITSELF
                break
        if not is_open:
            return ending, Trace.DISCARD
        found = self.ask("GET", f"/transfers/trace/{trace_id}")
        return Ending.PAID if found and found.tells_of(trace_id) else ending, Trace.KEEP


def ask_pin() -> str:
    """Asks a person; returns "" if there is none."""
    try:
        return getpass.getpass("PIN: ")
    except EOFError:
        return ""


def main() -> int:
    try:
        url, amount, given = [*sys.argv[1:], ""] if len(sys.argv) == 3 else sys.argv[1:]
        trace_id = str(uuid.UUID(given) if given else uuid.uuid4())
    except ValueError:
        print("usage: bot.py URL AMOUNT [TRACE_ID]", file=sys.stderr)
        return USAGE
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    print("trace id", trace_id, flush=True)  # before anything is sent, so that it is not lost
    pause, timeout = float(os.environ.get("BOT_PAUSE", 2)), float(os.environ.get("BOT_TIMEOUT", 30))
    ending, trace = Wallet(url, pause, timeout).pay(trace_id, amount, ask_pin, is_open=bool(given))
    print("paid" if ending is Ending.PAID else f"{ending.name}: {trace.name.lower()} the trace id")
    return ending


if __name__ == "__main__":
    sys.exit(main())
