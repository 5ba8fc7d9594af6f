"""Runs the Python program of the repository's README, and checks what it prints."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_program_prints_the_line_that_is_safe_to_log() -> None:
    (program,) = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    (line,) = re.findall(r"# safe to log: (.+)", program)
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (ran.stdout, ran.stderr, ran.returncode) == (f"{line}\n", "", 0)


def test_readme_installs_an_existing_project() -> None:
    (directory,) = re.findall(r"pip install (\./\S+)$", README, re.MULTILINE)
    assert (ROOT / directory / "pyproject.toml").is_file()
