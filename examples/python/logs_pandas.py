"""Counts the errors in a log with pandas: `logs_pandas.py LOG.parquet`."""

import sys

import pandas as pd
from mixerr import arrow

log = pd.read_parquet(sys.argv[1], columns=["http_status", "body"])
results = arrow.classify(log["http_status"], log["body"], names=True).to_pandas()
errors = results[results["outcome"] == "API_ERROR"]
print(errors.groupby(["code", "code_name", "action"], observed=True, dropna=False).size().to_string())
