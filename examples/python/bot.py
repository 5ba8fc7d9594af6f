"""A bot that pays once: python bot.py URL REQUEST_ID RAW TRANSACTION_HASH

It speaks the Safe API, which new programs should use. examples/c/wallet shows the legacy API, with a PIN. It needs the
packages mixerr and httpx.

- REQUEST_ID: the payment's idempotency key, a new UUID in lower case. The API pays a key once.
- RAW and TRANSACTION_HASH: the signed transaction and its hash, from your SDK, both in hexadecimal. The API may have
  another transaction under this key, so the hash is compared.

The file REQUEST_ID.record in the working directory has the state of the payment. To continue, also after a power cut,
run the bot again in the same directory with the same arguments. Do not run it twice at the same time.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import sys
import time
import uuid
from typing import Optional

import httpx
import mixerr
from mixerr import Action, Ending, StepKind

TIMEOUT = 30.0
"""The seconds for one exchange, from connecting to the last byte. A timeout of httpx starts anew with each byte."""
MAX_RESPONSE_BYTES = 1 << 20
"""A response of the API has a few kilobytes."""
USAGE = 64
# Python exits with 1 at an exception, which leaves the payment open.
EXIT_CODES = {Ending.PAID: 0, Ending.NOT_PAID: 2, Ending.CONFLICT: 3, Ending.UNKNOWN: 75}

log = logging.getLogger("bot")


async def exchange(
    method: str, url: str, body: Optional[bytes], receipt: mixerr.Receipt
) -> tuple[mixerr.Response, mixerr.Head]:
    """Sends a request, and reads the response as it comes. Raises httpx.HTTPError if it is not complete."""
    # The API echoes the X-Request-Id, and a captive portal does not.
    request_id = str(uuid.uuid4())
    # Add the Authorization here: each request needs a new token. Compressed bodies would have no bound.
    headers = {"Content-Type": "application/json", "Accept-Encoding": "identity", "X-Request-Id": request_id}
    reader, size = mixerr.Reader(), 0
    receipt.begin()
    # A new client has no used connection, on which a request may fail halfway. The deadline is the caller's.
    async with httpx.AsyncClient(timeout=None, follow_redirects=False) as client:
        async with client.stream(method, url, content=body, headers=headers) as answer:
            async for chunk in answer.aiter_raw():
                reader.feed(chunk)
                receipt.feed(chunk)
                size += len(chunk)
                if reader.is_faulty:
                    break  # not from the API, whatever follows: close the connection
                if size > MAX_RESPONSE_BYTES:
                    raise httpx.ReadError("the response is too long")
    head = mixerr.Head(answer.headers.multi_items(), request_id=request_id)
    return head.refine(reader.finish(answer.status_code)), head


def request(
    transfer: mixerr.Transfer, receipt: mixerr.Receipt, method: str, url: str, body: Optional[bytes] = None
) -> None:
    """Sends a request, and reports to the transfer what came back."""
    try:
        response, head = asyncio.run(asyncio.wait_for(exchange(method, url, body, receipt), TIMEOUT))
    except httpx.ConnectError as error:
        log.warning("%s: not connected (%s)", method, error)
        transfer.handle_no_response(may_have_arrived=False)
    except (httpx.HTTPError, asyncio.TimeoutError) as error:
        log.warning("%s: no complete response (%s)", method, type(error).__name__)
        transfer.handle_no_response(may_have_arrived=True)
    else:
        log.info("%s: %r", method, response)  # secrets in the server's words are masked
        transfer.handle_response(response, receipt, head.retry_after)


def decide(action: Action) -> bool:
    """Returns whether an action was done, and the payment can go on."""
    if action is Action.RETRY:
        return True  # the API does not have the transaction: the same request again is safe
    try:
        return input(f"{action.name}: done? [y/N] ") == "y"
    except EOFError:
        return False  # nobody is there


def pay(url: str, request_id: str, raw: str, transaction_hash: str) -> Ending:
    """Pays, or continues to pay, until the end is known or nothing more can be done now."""
    body = json.dumps([{"request_id": request_id, "raw": raw}]).encode()
    # A transaction is final when it is spent. It may be unspent or signed before.
    receipt = mixerr.Receipt("request_id", request_id)
    receipt.require("transaction_hash", transaction_hash).wait_for("state", "spent")
    # Only a key without a record permits a new transfer.
    store = mixerr.FileStore(f"{request_id}.record")
    record = store.load()
    if record is None:
        transfer = mixerr.Transfer(request_id, request=body)
    else:
        transfer = mixerr.Transfer.restore(record, request=body, trace_id=request_id)
    # A person has started the bot again, to continue at the next unknown end.
    is_continued = record is not None

    while True:
        step = transfer.poll()
        if step.kind is StepKind.SAVE:
            store.save(bytes(transfer))
            transfer.handle_saved()
        elif step.kind is StepKind.WAIT:
            log.info("waiting %.1f s", step.seconds)
            time.sleep(step.seconds)
            transfer.handle_timeout()
        elif step.kind is StepKind.SEND:
            request(transfer, receipt, "POST", f"{url}/safe/transactions", body)
        elif step.kind is StepKind.LOOK_UP:
            request(transfer, receipt, "GET", f"{url}/safe/transactions/{request_id}")
        elif step.kind is StepKind.ASK:
            transfer.handle_decision(decide(step.action))
        elif step.ending is Ending.UNKNOWN and is_continued:
            # Only a decision ends a long Retry-After, or sends a transaction again that was recorded and not signed.
            transfer.handle_decision(True)
            is_continued = False
        else:
            return step.ending


def is_valid(arguments: list[str]) -> bool:
    """Returns true for the four arguments, in the form in which the API writes them."""
    try:
        url, request_id, *others = arguments
        server, key = httpx.URL(url), uuid.UUID(request_id)
    except (ValueError, httpx.InvalidURL):
        return False
    is_server = server.scheme in ("http", "https") and server.host != "" and (server.port or 0) < 1 << 16
    is_hex = all(re.fullmatch("[0-9a-f]+", text) for text in others)
    return is_server and str(key) == request_id and len(others) == 2 and is_hex


def main() -> int:
    if not is_valid(sys.argv[1:]):
        print("usage: bot.py URL REQUEST_ID RAW TRANSACTION_HASH", file=sys.stderr)
        return USAGE
    url, request_id, raw, transaction_hash = sys.argv[1:]
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    log.setLevel(logging.INFO)
    ending = pay(url.rstrip("/"), request_id, raw, transaction_hash)
    print(ending.name)
    return EXIT_CODES[ending]


if __name__ == "__main__":
    sys.exit(main())
