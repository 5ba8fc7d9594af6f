"""Finds the package: the installed one, or else the repository's, with the library that cargo built."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pytest

try:
    from hypothesis import settings
except ImportError:
    pytest.exit("tests/python: needs hypothesis: pip install -r tests/python/requirements.txt", returncode=2)

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "ffi/python/src"

if importlib.util.find_spec("mixerr") is None:
    sys.path.insert(0, str(SOURCE))
    # For the processes that tests start.
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(SOURCE), os.environ.get("PYTHONPATH")]))

# Deterministic examples: a failure comes from a change, not from chance.
settings.register_profile("short", derandomize=True, deadline=None, database=None, max_examples=200)
settings.register_profile("long", settings.get_profile("short"), max_examples=1000)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the slow tests, too: tests/run --long")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "long: a slow test, which needs --long")
    settings.load_profile("long" if config.getoption("--long") else "short")


def pytest_report_header() -> str:
    import mixerr

    return f"mixerr: {Path(mixerr.__file__).parent}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--long"):
        deselected = [item for item in items if item.get_closest_marker("long")]
        items[:] = [item for item in items if item not in deselected]
        config.hook.pytest_deselected(items=deselected)
