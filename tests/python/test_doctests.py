"""Runs the examples of the documentation, and checks that every public name has documentation."""

from __future__ import annotations

import ast
import doctest
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mixerr
import pytest

FILES = sorted(Path(mixerr.__file__).parent.rglob("*.py"))


def documents(file: Path) -> Iterator[tuple[int, str]]:
    """Yields the line and text of every string with an example."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and ">>>" in node.value:
            yield node.lineno, inspect.cleandoc(node.value)


EXAMPLES = [(file, line, text) for file in FILES for line, text in documents(file)]


def public() -> Iterator[tuple[str, Any]]:
    """Yields the package's public functions and classes, and their methods and properties."""
    for name in mixerr.__all__:
        thing = getattr(mixerr, name)
        if inspect.isclass(thing) or inspect.isfunction(thing):
            yield name, thing
        if inspect.isclass(thing) and not issubclass(thing, int):
            for inner, member in vars(thing).items():
                is_documented = inspect.isfunction(member) or isinstance(member, property)
                if is_documented and not inner.startswith("_"):
                    yield f"{name}.{inner}", member


@pytest.mark.parametrize(("file", "line", "text"), EXAMPLES, ids=[f"{file.name}:{line}" for file, line, _ in EXAMPLES])
def test_example_prints_the_expected_output(file: Path, line: int, text: str) -> None:
    test = doctest.DocTestParser().get_doctest(text, {"__name__": "__main__"}, file.name, str(file), line)
    assert test.examples
    shown: list[str] = []
    doctest.DocTestRunner().run(test, out=shown.append)
    assert not shown, "".join(shown)


def test_functions_and_classes_have_examples() -> None:
    documented = {name for name, thing in public() if ">>>" in (thing.__doc__ or "")}
    required = {"read", "lookup", "raise_for_error", "raise_for_response", "Reader", "Response", "Entry"}
    required |= {"MixinError", "ApiError", "NotFromApiError"}
    of_classes = {name for name, _ in public() if name.startswith(("Reader.", "Response."))}
    assert documented >= required | of_classes
    assert len(EXAMPLES) > len(documented)


@pytest.mark.parametrize(("name", "thing"), list(public()), ids=[name for name, _ in public()])
def test_public_name_has_a_docstring(name: str, thing: Any) -> None:
    first = (inspect.getdoc(thing) or "").split("\n")[0]
    assert first.endswith("."), f"{name}: {first!r}"
    if inspect.isclass(thing):
        assert thing.__doc__ and not thing.__doc__.startswith(f"{thing.__name__}("), name


def test_all_is_sorted_and_complete() -> None:
    assert mixerr.__all__ == sorted(mixerr.__all__)
    assert all(hasattr(mixerr, name) for name in mixerr.__all__)
    names = {name for name, thing in vars(mixerr).items() if not name.startswith("_") and not inspect.ismodule(thing)}
    assert names == set(mixerr.__all__) - {"__version__"}


def test_modules_have_docstrings() -> None:
    for file in FILES:
        assert ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))), file.name
