"""Finds the package: an installed one, or else the repository's own with the library that cargo built."""

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

# The same examples each time, so that a failure is the change's and not the day's.
settings.register_profile("same", derandomize=True, deadline=None, database=None)
settings.load_profile("same")


@pytest.fixture(autouse=True)
def nothing_is_kept() -> None:
    """Lets every test begin with answers that are still to be learnt, and room for them."""
    from forget import forget

    forget()
