"""Runs the Python programs of the repository's README, and checks what they print."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROGRAMS = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
PRINTED = [
    "20119 PIN_INCORRECT: PIN incorrect.\nTrue False None\n",
    "False RETRY MALFORMED 0\nINSUFFICIENT_POOL None\n",
]


def test_output_of_every_program_is_known() -> None:
    assert len(PROGRAMS) == len(PRINTED)


@pytest.mark.parametrize(("program", "printed"), list(zip(PROGRAMS, PRINTED)))
def test_program_prints_the_expected_output(program: str, printed: str) -> None:
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (ran.stdout, ran.stderr, ran.returncode) == (printed, "", 0)


def test_readme_shows_the_line_that_is_safe_to_log() -> None:
    assert PRINTED[0].splitlines()[0] in PROGRAMS[0]


def test_readme_installs_an_existing_project() -> None:
    (directory,) = re.findall(r"pip install (\./\S+)$", README, re.MULTILINE)
    assert (ROOT / directory / "pyproject.toml").is_file()
