"""Checks the package's types with mypy and pyright."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import mixerr
import pytest
import write_codes

HERE = Path(__file__).resolve().parent
SOURCES = HERE.parents[1] / "ffi" / "python" / "src"
PACKAGE = SOURCES / "mixerr"
EXAMPLE = HERE.parents[1] / "examples" / "python" / "bot.py"
USER = HERE / "typed_user.py"


def check(tool: str, *arguments: object) -> str:
    """Runs a type checker, which must find no error, and returns its output."""
    module = tool.split(".")[0]
    if importlib.util.find_spec(module) is None:
        pytest.fail(f"{module} is not installed: pip install {module}", pytrace=False)
    environment = {**os.environ, "PYTHONPATH": str(SOURCES), "MYPYPATH": str(SOURCES)}
    command = [sys.executable, "-m", tool, *map(str, arguments)]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture
def mypy(tmp_path):
    """Runs mypy --strict with a cache of its own."""
    return lambda *files: check("mypy", "--strict", "--cache-dir", tmp_path, *files)


def test_enums_are_generated_from_the_headers():
    assert write_codes.CODES.read_text(encoding="utf-8") == write_codes.module(), (
        "out of date: run tests/python/write_codes.py --write"
    )


def test_generated_enums_are_public_and_have_97_codes():
    enums = {name for name in mixerr.__all__ if issubclass(type(getattr(mixerr, name)), type(mixerr.Code))}
    assert enums == set(write_codes.DOCUMENTATION)
    assert len(mixerr.Code) == 97 == len(mixerr.catalog)


def test_package_example_and_user_program_pass_mypy_strict(mypy):
    mypy(PACKAGE, EXAMPLE, USER)


@pytest.mark.long
def test_package_passes_pyright():
    check("pyright", PACKAGE)


@pytest.mark.long
def test_user_program_has_the_asserted_types_in_pyright():
    check("pyright", USER)


@pytest.mark.long
def test_every_public_name_has_a_known_type():
    assert "Type completeness score: 100%" in check("pyright", "--verifytypes", "mixerr", "--ignoreexternal")


def test_user_program_runs():
    ran = subprocess.run([sys.executable, USER], env={**os.environ, "PYTHONPATH": str(SOURCES)}, check=False)
    assert ran.returncode == 0


@pytest.mark.parametrize("tool", ["mypy", pytest.param("pyright", marks=pytest.mark.long)])
def test_user_program_with_a_wrong_type_is_rejected(tool, tmp_path):
    text = USER.read_text(encoding="utf-8")
    wrong = text.replace("assert_type(response, Response)", "assert_type(response, Entry)")
    assert wrong != text
    program = tmp_path / "wrong.py"
    program.write_text(wrong, encoding="utf-8")
    arguments = ("--strict", "--cache-dir", tmp_path) if tool == "mypy" else ()
    with pytest.raises(AssertionError, match="Response"):
        check(tool, *arguments, program)
