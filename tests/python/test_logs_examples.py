"""The examples with pandas, Polars and DuckDB count as `mixerr.read` does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import mixerr
import pyarrow.parquet as pq
import pytest
from test_logs import ROOT, generate

pytestmark = pytest.mark.long


@pytest.mark.parametrize("library", ["pandas", "polars", "duckdb"])
def test_example_counts_as_read_does(library: str, tmp_path: Path) -> None:
    log = tmp_path / "log.parquet"
    generate.write(log, generate.batches(3000, 1, "real"))
    example = ROOT / "examples" / "python" / f"logs_{library}.py"
    source = {**os.environ, "PYTHONPATH": str(ROOT / "ffi/python/src")}
    done = subprocess.run([sys.executable, example, log], env=source, capture_output=True, text=True, check=True)
    expected: Counter[tuple[int, str]] = Counter()
    for row in pq.read_table(log).to_pylist():
        response = mixerr.read(row["http_status"], row["body"].encode())
        if response.code is not None:
            expected[int(response.code), response.action.name] += 1
    # Each line has a code, its name, the action and the number.
    lines = [line.split() for line in done.stdout.splitlines() if line[:1].isdigit()]
    assert {(int(line[0]), line[2]): int(line[3]) for line in lines} == expected
    assert len(lines) > 5 and ["20119", "PIN_INCORRECT"] in [line[:2] for line in lines]
