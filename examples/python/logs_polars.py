"""Counts the errors in a log with Polars: `logs_polars.py LOG.parquet`."""

import sys

import polars as pl
from mixerr import arrow

log = pl.read_parquet(sys.argv[1], columns=["http_status", "body"])
results = pl.DataFrame(arrow.classify(log["http_status"], log["body"], names=True))
errors = results.filter(pl.col("outcome") == "API_ERROR")
counts = errors.group_by("code", "code_name", "action").len().sort("code")
for row in counts.iter_rows():
    print(*row)
