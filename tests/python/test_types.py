"""What type checkers see, and that it is what the library says. mypy and pyright come from PyPI."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import stubs

HERE = Path(__file__).resolve().parent
SOURCES = HERE.parents[1] / "ffi" / "python" / "src"
PACKAGE = SOURCES / "mixerr"
EXAMPLE = HERE.parents[1] / "examples" / "python" / "bot.py"
USER = HERE / "typed_user.py"


def check(tool: str, *arguments: object) -> str:
    """Runs a checker, which must find nothing wrong, and returns what it says."""
    module = tool.split(".")[0]
    if importlib.util.find_spec(module) is None:
        pytest.fail(f"{module} is not there: pip install {module}", pytrace=False)
    environment = {**os.environ, "PYTHONPATH": str(SOURCES), "MYPYPATH": str(SOURCES)}
    command = [sys.executable, "-m", tool, *map(str, arguments)]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture
def mypy(tmp_path):
    """Runs mypy --strict with a cache of its own."""
    return lambda *files: check("mypy", "--strict", "--cache-dir", tmp_path, *files)


def test_stub_is_what_the_library_says():
    written = stubs.STUB.read_text(encoding="utf-8")
    assert written == stubs.stub(), "it is not fresh: tests/python/stubs.py --write"


def test_stub_has_every_public_enum_and_all_97_codes(monkeypatch):
    monkeypatch.syspath_prepend(SOURCES)
    import mixerr

    written = stubs.STUB.read_text(encoding="utf-8")
    classes = dict(re.findall(r"class (\w+)\(enum\.IntEnum\):\n((?:    \w+ = \d+\n)+)", written))
    enums = {name for name in mixerr.__all__ if issubclass(type(getattr(mixerr, name)), type(mixerr.Code))}
    assert set(classes) == enums
    assert classes["Code"].count("\n") == 97 == len(mixerr.catalog)


def test_stub_fits_the_module_at_run_time():
    check("mypy.stubtest", "mixerr._codes")


def test_package_is_clean_under_mypy_strict(mypy):
    mypy(PACKAGE)


@pytest.mark.long
def test_package_is_clean_under_pyright():
    check("pyright", PACKAGE)


def test_example_is_clean_under_mypy_strict(mypy):
    mypy(EXAMPLE)


def test_user_program_has_the_types_it_says_under_mypy(mypy):
    mypy(USER)


@pytest.mark.long
def test_user_program_has_the_types_it_says_under_pyright():
    check("pyright", USER)


@pytest.mark.long
def test_every_public_name_has_a_known_type():
    said = check("pyright", "--verifytypes", "mixerr", "--ignoreexternal")
    assert "Type completeness score: 100%" in said


def test_user_program_runs():
    ran = subprocess.run([sys.executable, USER], env={**os.environ, "PYTHONPATH": str(SOURCES)}, check=False)
    assert ran.returncode == 0


@pytest.mark.parametrize("tool", ["mypy", pytest.param("pyright", marks=pytest.mark.long)])
def test_user_program_is_refused_when_a_type_is_another(tool, tmp_path):
    text = USER.read_text(encoding="utf-8")
    wrong = text.replace("assert_type(response, Response)", "assert_type(response, Entry)")
    assert wrong != text
    program = tmp_path / "wrong.py"
    program.write_text(wrong, encoding="utf-8")
    arguments = ("--strict", "--cache-dir", tmp_path) if tool == "mypy" else ()
    with pytest.raises(AssertionError, match="Response"):
        check(tool, *arguments, program)
