"""Counts the errors in a log with DuckDB: `logs_duckdb.py LOG.parquet`."""

import sys

import duckdb
from mixerr import arrow

log = duckdb.read_parquet(sys.argv[1]).select("http_status, body").to_arrow_table()
results = arrow.classify(log["http_status"], log["body"], names=True)
errors = "SELECT code, code_name, action, count(*) FROM results WHERE outcome = 'API_ERROR' GROUP BY ALL ORDER BY code"
for row in duckdb.sql(errors).fetchall():
    print(*row)
