#!/usr/bin/env python3
"""Generates a log of responses: the same rows for the same seed.

    generate.py FILE.parquet|FILE.ndjson|FILE.tsv [--rows 100000] [--seed 1] [--mix real|success300|error300] [--days 2]

Each row has the columns `time` (UTC, ascending), `http_status` and `body`. A TSV file has a header line, and writes
tabs and newlines of a body as spaces.

The mix `real` is 95 % successes of 0.3 to 4 KB and 5 % errors; a tenth of the errors is one outage of an hour, in the
middle. SUCCESSES and ERRORS below list them with their weights. The ids are random, so a file does not compress better
than a real one. The mixes `success300` and `error300` have bodies of exactly 300 bytes.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

SCHEMA = pa.schema([("time", pa.timestamp("us", "UTC")), ("http_status", pa.uint16()), ("body", pa.string())])
START = datetime(2025, 3, 1, tzinfo=timezone.utc)
BATCH = 4096
OUTAGE = timedelta(hours=1)

NGINX = (
    "<html>\r\n<head><title>{0}</title></head>\r\n<body>\r\n<center><h1>{0}</h1></center>\r\n"
    "<hr><center>nginx/1.18.0 (Ubuntu)</center>\r\n</body>\r\n</html>\r\n"
)


class Source:
    """Random values of the API."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def uuid(self) -> str:
        digits = f"{self.random.getrandbits(128):032x}"
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"

    def hash(self) -> str:
        return f"{self.random.getrandbits(256):064x}"

    def amount(self) -> str:
        return f"{self.random.randrange(10**10) / 10**8:.8f}"

    def time(self) -> str:
        return f"2025-03-{self.random.randrange(1, 29):02d}T08:21:{self.random.randrange(60):02d}.670911Z"

    def snapshot(self) -> str:
        memo = self.random.choice(("", "", "order 1", "coffee \\u0026 cake", "付款 🐬", self.hash()[:40]))
        return (
            f'{{"type":"transfer","snapshot_id":"{self.uuid()}","user_id":"{self.uuid()}","opponent_id":"{self.uuid()}",'
            f'"asset_id":"{self.uuid()}","amount":"-{self.amount()}","opening_balance":"{self.amount()}",'
            f'"closing_balance":"{self.amount()}","trace_id":"{self.uuid()}","memo":"{memo}",'
            f'"created_at":"{self.time()}","transaction_hash":"{self.hash()}","snapshot_hash":"","snapshot_at":null}}'
        )

    def output(self) -> str:
        return (
            f'{{"type":"utxo","output_id":"{self.uuid()}","transaction_hash":"{self.hash()}","output_index":'
            f'{self.random.randrange(3)},"asset":"{self.hash()}","asset_id":"{self.uuid()}","amount":"{self.amount()}",'
            f'"receivers":["{self.uuid()}"],"receivers_threshold":1,"senders":[],"state":"unspent",'
            f'"sequence":{self.random.randrange(10**8)},"created_at":"{self.time()}","inscription_hash":null}}'
        )

    def asset(self) -> str:
        return (
            f'{{"type":"asset","asset_id":"{self.uuid()}","chain_id":"{self.uuid()}","symbol":"BTC","name":"Bitcoin",'
            f'"icon_url":"https://images.example.com/{self.hash()}=s128","price_btc":"{self.amount()}",'
            f'"price_usd":"{self.amount()}","change_usd":"-0.018305927","balance":"{self.amount()}","confirmations":3}}'
        )

    def user(self) -> str:
        return (
            f'{{"type":"user","user_id":"{self.uuid()}","identity_number":"7000{self.random.randrange(10**6):06d}",'
            f'"phone":"","full_name":"Alice 🐬","biography":"Builds bots.\\nAsk me about \\"Safe\\".",'
            f'"avatar_url":"https://images.example.com/{self.hash()}=s256","relationship":"FRIEND",'
            f'"mute_until":"0001-01-01T00:00:00Z","created_at":"{self.time()}","is_verified":false,"is_scam":false,'
            f'"app":null,"membership":{{"plan":"none","expired_at":"0001-01-01T00:00:00Z"}}}}'
        )

    def list_of(self, item: Callable[[], str], at_most: int) -> str:
        return "[" + ",".join(item() for _ in range(self.random.randint(1, at_most))) + "]"


def success(data: Callable[[Source], str]) -> Callable[[Source], tuple[int, str]]:
    return lambda source: (200, f'{{"data":{data(source)}}}')


def error(status: int, code: int, description: str, extra: str = "", http_status: int = 202):
    extra = extra and f',"extra":{extra}'
    body = f'{{"error":{{"status":{status},"code":{code},"description":{json.dumps(description)}{extra}}}}}'
    return lambda source: (http_status, body)


def page(http_status: int, title: str) -> Callable[[Source], tuple[int, str]]:
    return lambda source: (http_status, NGINX.format(f"{http_status} {title}"))


def truncated(source: Source) -> tuple[int, str]:
    body = f'{{"data":{source.list_of(source.snapshot, 4)}}}'
    return 200, body[: source.random.randrange(len(body))]


# Each with its weight.
SUCCESSES = [
    (25, success(Source.snapshot)),
    (20, success(Source.user)),
    (15, success(Source.output)),
    (15, success(lambda source: source.list_of(source.snapshot, 5))),
    (15, success(lambda source: source.list_of(source.output, 9))),
    (10, success(lambda source: source.list_of(source.asset, 10))),
]
ERRORS = [
    (20, error(202, 20117, "Insufficient balance.")),
    (8, error(202, 20119, "PIN incorrect.")),
    (2, error(202, 20118, "Invalid PIN format.")),
    (10, error(202, 429, "Too Many Requests", http_status=429)),
    (12, error(202, 401, "Unauthorized, maybe invalid token.")),
    (8, error(202, 404, "The endpoint is not found.")),
    (3, error(202, 403, "Forbidden")),
    (
        8,
        error(
            202,
            10002,
            "The request body can't be parsed as valid data.",
            '{"field":"amount","reason":"must be more than 0.00000001"}',
        ),
    ),
    (4, error(202, 20124, "Insufficient transaction fee.")),
    (4, error(202, 20131, "Withdrawal memo format incorrect.")),
    (2, error(202, 10006, "Please update the app.")),
    (2, error(202, 77777, "A code that the catalog does not list.")),
    (4, error(500, 7000, "Blaze server error.", http_status=500)),
    (4, error(500, 500, "Internal Server Error", http_status=500)),
    (5, page(502, "Bad Gateway")),
    (2, page(504, "Gateway Time-out")),
    (1, lambda source: (200, '{"login":"https://portal.example.com/"}')),
    (1, truncated),
]
# The errors of the outage.
OUTAGE_ERRORS = [
    (5, error(500, 500, "Internal Server Error", http_status=500)),
    (3, page(502, "Bad Gateway")),
    (2, page(503, "Service Temporarily Unavailable")),
]


def real(source: Source, is_outage: bool) -> tuple[int, str]:
    errors, outage, is_error = source.random.random(), source.random.random(), 0.05
    # An hour with so many errors more is a tenth of all errors, for a log of two days.
    if is_outage and outage < 0.22:
        return choose(source, OUTAGE_ERRORS)
    return choose(source, ERRORS if errors < is_error * 0.9 else SUCCESSES)


def choose(source: Source, kinds: list) -> tuple[int, str]:
    weights = [weight for weight, _ in kinds]
    [(_, make)] = source.random.choices(kinds, weights)
    return make(source)


def success300(source: Source, is_outage: bool) -> tuple[int, str]:
    body = f'{{"data":{{"type":"transfer","snapshot_id":"{source.uuid()}","asset_id":"{source.uuid()}","amount":'
    body += f'"{source.amount()}","trace_id":"{source.uuid()}","created_at":"{source.time()}","memo":"'
    return 200, body + source.hash()[: 300 - len(body) - 3].ljust(300 - len(body) - 3, "m") + '"}}'


def error300(source: Source, is_outage: bool) -> tuple[int, str]:
    body = (
        f'{{"request_id":"{source.uuid()}","error":{{"status":202,"code":{source.random.choice((20117, 20119, 10002))},'
        f'"description":"Insufficient balance: {source.amount()}.","extra":{{"field":"amount","reason":"'
    )
    return 202, body + "m" * (300 - len(body) - 4) + '"}}}'


MIXES = {"real": real, "success300": success300, "error300": error300}


def batches(rows: int, seed: int, mix: str, days: float = 2) -> Iterator[pa.RecordBatch]:
    """Generates the rows in batches."""
    source, make = Source(seed), MIXES[mix]
    step = timedelta(days=days) / max(rows, 1)
    middle = START + timedelta(days=days) / 2
    for first in range(0, rows, BATCH):
        times = [START + step * row for row in range(first, min(first + BATCH, rows))]
        made = [make(source, middle <= time < middle + OUTAGE) for time in times]
        yield pa.record_batch([times, [status for status, _ in made], [body for _, body in made]], schema=SCHEMA)


def lines(batch: pa.RecordBatch, is_tsv: bool) -> Iterator[str]:
    for time, http_status, body in zip(*(column.to_pylist() for column in batch.columns)):
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        if is_tsv:
            yield f"{stamp}\t{http_status}\t{body.translate({9: ' ', 10: ' ', 13: ' '})}\n"
        else:
            yield json.dumps({"time": stamp, "http_status": http_status, "body": body}) + "\n"


def write(file: Path, rows: Iterator[pa.RecordBatch]) -> None:
    """Writes a file in the format of its suffix."""
    if file.suffix == ".parquet":
        # Rows arrive in batches, and row groups of that size would be slow to read.
        with pq.ParquetWriter(file, SCHEMA, compression="zstd") as writer:
            group: list[pa.RecordBatch] = []
            for batch in rows:
                group.append(batch)
                if len(group) == 16:
                    writer.write_table(pa.Table.from_batches(group))
                    group.clear()
            if group:
                writer.write_table(pa.Table.from_batches(group))
    elif file.suffix in (".ndjson", ".tsv"):
        with file.open("w", encoding="utf-8", newline="\n") as text:
            if file.suffix == ".tsv":
                text.write("time\thttp_status\tbody\n")
            for batch in rows:
                text.writelines(lines(batch, file.suffix == ".tsv"))
    else:
        raise SystemExit(f"generate.py: {file} is not .parquet, .ndjson or .tsv")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mix", choices=MIXES, default="real")
    parser.add_argument("--days", type=float, default=2)
    arguments = parser.parse_args()
    write(arguments.file, batches(arguments.rows, arguments.seed, arguments.mix, arguments.days))


if __name__ == "__main__":
    main()
