"""A bot that sends one transfer: python bot.py URL ASSET_ID OPPONENT_ID AMOUNT [TRACE_ID]

The trace id is the transfer's key: however often it is sent, it is paid at most once. So every attempt uses the same
trace id, and only a success that shows the transfer, with its asset, receiver and amount, means that it is paid. After
every other ending, run the bot again with the TRACE_ID that it printed, and with the same transfer. Without a TRACE_ID
the transfer is new.

BOT_PAUSE and BOT_TIMEOUT are seconds: the pause before another attempt, and the time limit of a response. Requests are
not signed here. Apart from mixerr it needs the standard library only: the usual clients have a timeout for each byte,
and no deadline for a response.
"""

from __future__ import annotations

import enum
import getpass
import http.client
import io
import json
import logging
import os
import re
import socket
import ssl
import sys
import time
import uuid
from decimal import Decimal
from typing import Any, Callable, NamedTuple, Optional
from urllib.parse import urlsplit

import mixerr
from mixerr import Action, Code, Payment

ATTEMPTS = 4
LONGEST_ANSWER = 1 << 16
USAGE = 64
AMOUNT = re.compile(r"-?[0-9]+(\.[0-9]+)?")

log = logging.getLogger("bot")


class Ending(enum.IntEnum):
    """How it ended, as exit codes."""

    PAID = 0
    ASK_USER = 1  # a person must decide something
    NOT_BY_ITSELF = 2  # a program or an operator must: see the log
    CONFLICT = 3  # another transfer has this trace id: a person must look at both
    AGAIN = 75  # run this again later


class Incoming(io.RawIOBase):
    """What a socket receives until a deadline, and no more of it than an answer has.

    Both are held here, and not where the body is read: the head of an answer, the `100 Continue` before it and the
    trailers behind it need not end either. A socket's own timeout begins anew with every byte.
    """

    def __init__(self, line: socket.socket, deadline: float) -> None:
        self.line, self.deadline, self.room = line, deadline, LONGEST_ANSWER

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.line.settimeout(left(self.deadline))
        count = self.line.recv_into(buffer)
        self.room -= count
        if self.room < 0:
            raise OSError("the answer does not end")
        return count

    def makefile(self, mode: str) -> io.BufferedReader:
        """Is what http.client asks a socket for."""
        return io.BufferedReader(self)


def left(deadline: float) -> float:
    """Returns how many seconds there are until then."""
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise TimeoutError("the time is up")
    return seconds


def address(url: str) -> tuple[str, int]:
    """Returns where a server is. Raises ValueError if that is no URL of one."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("a server's URL begins with https:// or http://")
    return parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)


def connected(url: str, deadline: float) -> socket.socket:
    """Connects to a server, by TLS if its URL says so. How long the lookup of its name takes is the system's."""
    host, port = address(url)
    line = socket.create_connection((host, port), left(deadline))
    if urlsplit(url).scheme == "http":
        return line
    with line:  # unless TLS takes it over
        line.settimeout(left(deadline))
        return ssl.create_default_context().wrap_socket(line, server_hostname=host)


def exchanged(line: socket.socket, deadline: float, method: str, url: str, request: Any) -> http.client.HTTPResponse:
    """Sends a request and receives the head of the answer. A redirect is an answer like any other."""
    parts = urlsplit(url)
    sender = http.client.HTTPConnection(parts.netloc.rpartition("@")[2])
    sender.sock = line
    line.settimeout(left(deadline))
    body = None if request is None else json.dumps(request)
    sender.request(method, parts.path, body, {"Content-Type": "application/json"})
    incoming: Any = Incoming(line, deadline)
    answer = http.client.HTTPResponse(incoming, method=method)
    answer.begin()
    return answer


class Answer(NamedTuple):
    """A response, and its body."""

    response: mixerr.Response
    body: bytes


class Transfer(NamedTuple):
    """The transfer that is asked for."""

    trace_id: str
    asset_id: str
    opponent_id: str
    amount: str

    def ending(self, answer: Optional[Answer]) -> Optional[Ending]:
        """Returns PAID if an answer shows this transfer, CONFLICT if it shows another one with the same trace id.

        None if it shows neither. A success alone is no transfer: a captive portal may send JSON, too.
        """
        if answer is None or not answer.response.is_success:
            return None
        try:
            data = json.loads(answer.body)["data"]
            shown = {name: data[name] for name in self._fields if isinstance(data[name], str)}
        except (LookupError, TypeError, ValueError):
            return None
        if shown.get("trace_id") != self.trace_id or len(shown) < len(self):
            return None
        return (
            Ending.PAID
            if all(is_same(value, shown[name]) for name, value in self._asdict().items())
            else Ending.CONFLICT
        )


def is_same(asked: str, shown: str) -> bool:
    """Compares two values: amounts as decimals, without the sign that shows who paid."""
    if AMOUNT.fullmatch(asked) and AMOUNT.fullmatch(shown):
        return Decimal(asked.lstrip("-")) == Decimal(shown.lstrip("-"))
    return asked == shown


class Wallet(NamedTuple):
    """Where the API is, and how long to wait, in seconds."""

    url: str
    pause: float
    timeout: float

    def ask(self, method: str, path: str, request: Optional[dict[str, str]] = None) -> Optional[Answer]:
        """Sends a request; returns None if no answer came in time, or only a part of one."""
        reader, body, deadline = mixerr.Reader(), bytearray(), time.monotonic() + self.timeout
        try:
            with connected(self.url, deadline) as line:
                answer = exchanged(line, deadline, method, self.url.rstrip("/") + path, request)
                # Byte by byte, because http.client waits until a piece is full, however slowly it comes.
                while byte := answer.read(1):
                    reader.feed(byte)
                    body += byte
                    if reader.is_faulty:
                        break  # no API's answer can come of it: hang up
                else:
                    if answer.length:
                        raise http.client.IncompleteRead(bytes(body), answer.length)
        # A ValueError is http.client's, which reads the length of a chunk.
        except (OSError, http.client.HTTPException, ValueError) as error:
            log.warning("%s %s: no answer (%s)", method, path, type(error).__name__)
            return None
        response = reader.finish(answer.status)
        log.info("%s %s: %r", method, path, response)  # the server's own words are masked
        return Answer(response, bytes(body))

    def pay(self, transfer: Transfer, ask_pin: Callable[[], str], is_open: bool = False) -> Ending:
        """Sends a transfer until it is known how it ended.

        ``is_open``: an earlier request with this trace id may have paid.
        """
        pin, ending = "", Ending.AGAIN
        for attempt in range(ATTEMPTS):
            pin = pin or ask_pin()
            if not pin:
                ending = Ending.ASK_USER
                break
            if attempt:
                time.sleep(self.pause * 2 ** (attempt - 1))
            answer = self.ask("POST", "/transfers", {**transfer._asdict(), "pin": pin})
            shown, ending = transfer.ending(answer), Ending.AGAIN
            if shown is not None:
                return shown
            if answer is None:
                is_open = True
                continue
            response = answer.response
            is_open = is_open or response.payment is Payment.POSSIBLE
            if response.code == Code.PIN_INCORRECT and not is_open:
                pin, ending = "", Ending.ASK_USER  # a person's: a bot that guesses loses the account
            elif not response.retryable:
                if response.action is Action.ASK_USER:
                    ending = Ending.ASK_USER
                elif response.action not in (Action.PROCEED, Action.RECONCILE):
                    ending = Ending.NOT_BY_ITSELF
                break
        # If each request so far surely paid nothing, there is nothing to look up.
        shown = transfer.ending(self.ask("GET", f"/transfers/trace/{transfer.trace_id}")) if is_open else None
        return ending if shown is None else shown


def ask_pin() -> str:
    """Asks a person; returns "" if there is none."""
    try:
        return getpass.getpass("PIN: ")
    except EOFError:
        return ""


def main() -> int:
    try:
        url, asset_id, opponent_id, amount, given = [*sys.argv[1:], ""] if len(sys.argv) == 5 else sys.argv[1:]
        trace_id = str(uuid.UUID(given) if given else uuid.uuid4())
        transfer = Transfer(trace_id, str(uuid.UUID(asset_id)), str(uuid.UUID(opponent_id)), amount)
        address(url)
    except ValueError:
        print("usage: bot.py URL ASSET_ID OPPONENT_ID AMOUNT [TRACE_ID]", file=sys.stderr)
        return USAGE
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    print("trace id", transfer.trace_id, flush=True)  # before anything is sent, so that it is not lost
    pause, timeout = float(os.environ.get("BOT_PAUSE", 2)), float(os.environ.get("BOT_TIMEOUT", 30))
    ending = Wallet(url, pause, timeout).pay(transfer, ask_pin, is_open=bool(given))
    print("paid" if ending is Ending.PAID else f"{ending.name}: keep the trace id")
    return ending


if __name__ == "__main__":
    sys.exit(main())
