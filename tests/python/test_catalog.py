"""The catalog and the enums: their values, and that they are immutable."""

from __future__ import annotations

import copy
import dataclasses
import enum
import json
import pickle
import re
from pathlib import Path
from typing import Any

import mixerr
import pytest
from mixerr import Action, Category, Code, Data, Entry, Fault, Outcome, Payment, Source

TABLE = Path(__file__).resolve().parents[2] / "core/src/catalog/rows.rs"
ROW = re.compile(r'^ {4}(\d+) +(\d+|-) +([A-Z_0-9]+) +(\w+) +(\w+) +(\w+) +(\w+) +"(.*)"$', re.M)
ENUMS = (Action, Category, Code, Data, Fault, Outcome, Payment, Source)


def member(kind: Any, rust: str) -> Any:
    """Returns the member for a variant in Rust: ASK_USER for AskUser."""
    return kind[re.sub("(?<=[a-z])(?=[A-Z])", "_", rust).upper()]


def test_catalog_equals_the_rows_in_rust() -> None:
    rows = ROW.findall(TABLE.read_text(encoding="utf-8"))
    assert len(rows) == len(mixerr.catalog) == 97
    for row, (key, entry) in zip(rows, mixerr.catalog.items()):
        code, status, name, source, category, action, payment, description = row
        assert key == entry.code == int(code)
        assert entry.status == (None if status == "-" else int(status))
        assert (entry.name, entry.description) == (name, description)
        assert (entry.source, entry.category) == (member(Source, source), member(Category, category))
        assert (entry.action, entry.payment) == (member(Action, action), member(Payment, payment))
        assert str(entry) == f"{code} {name}: {description}"


def test_catalog_has_the_payments_and_actions_of_the_contract() -> None:
    excluded = [entry.code for entry in mixerr.catalog.values() if entry.payment == 1]
    assert excluded == [20117, 20118, 20119, 20120, 20124, 30100]
    assert sum(entry.source == 0 for entry in mixerr.catalog.values()) == 27
    actions = {10105: 7, 10631: 4, 20118: 4, 20125: 7, 20137: 4, 401: 6, 403: 5, 911: 9, 10006: 10, 20140: 8, 30101: 0}
    assert {code: mixerr.catalog[code].action for code in actions} == actions


def test_entry_has_the_annotated_types() -> None:
    kinds = (Code, (int, type(None)), str, str, Category, Action, Source, Payment)
    for entry in mixerr.catalog.values():
        values = dataclasses.astuple(entry)
        assert len(values) == len(kinds)
        assert all(isinstance(value, kind) for value, kind in zip(values, kinds))


def test_catalog_is_an_immutable_mapping() -> None:
    assert list(mixerr.catalog) == sorted(mixerr.catalog)
    assert 20119 in mixerr.catalog and 77777 not in mixerr.catalog and "20119" not in mixerr.catalog
    catalog: Any = mixerr.catalog
    with pytest.raises(TypeError):
        catalog[20119] = None
    with pytest.raises(TypeError):
        del catalog[20119]
    with pytest.raises(KeyError):
        catalog[77777]
    with pytest.raises(AttributeError):
        catalog.clear()


def test_entry_is_frozen() -> None:
    entry = mixerr.catalog[20119]
    for field in dataclasses.fields(entry):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(entry, field.name, None)
    assert not hasattr(entry, "__dict__")


def test_copied_and_pickled_entries_are_the_catalog_s() -> None:
    for entry in mixerr.catalog.values():
        pickled = [pickle.loads(pickle.dumps(entry, how)) for how in range(pickle.HIGHEST_PROTOCOL + 1)]
        for twin in [*pickled, copy.copy(entry), copy.deepcopy(entry)]:
            assert twin is entry
    assert len(set(mixerr.catalog.values())) == len(mixerr.catalog)


def test_lookup_finds_listed_codes_only() -> None:
    for code, entry in mixerr.catalog.items():
        assert mixerr.lookup(code) is mixerr.lookup(Code(code)) is entry
    for code in (*range(0, 40000), -1, 2**32, 2**32 + 20119, 2**64, True):
        assert (mixerr.lookup(code) is not None) == (code in mixerr.catalog)


@pytest.mark.parametrize("code", ["20119", 20119.0, None, b"20119", [20119], mixerr.catalog[20119]])
def test_lookup_rejects_other_types(code: Any) -> None:
    with pytest.raises(TypeError, match=f"a code is an int, not {type(code).__name__}"):
        mixerr.lookup(code)


def test_code_is_an_int_that_prints_as_a_number() -> None:
    for code in Code:
        assert isinstance(code, int) and code == mixerr.catalog[code].code
        assert str(code) == f"{code}" == f"{code:d}" == str(int(code)) == json.dumps(code)
        assert f"{code:9}|{code:<9}|{code:x}|{code:,}" == "{0:9}|{0:<9}|{0:x}|{0:,}".format(int(code))
        assert repr(code) == f"<Code.{code.name}: {int(code)}>"
    assert Code(20119) is Code.PIN_INCORRECT
    with pytest.raises(ValueError, match="77777"):
        Code(77777)


@pytest.mark.parametrize("kind", [kind for kind in ENUMS if kind is not Code])
def test_members_print_as_their_names(kind: Any) -> None:
    assert [int(member) for member in kind] == list(range(len(kind)))
    for member in kind:
        assert str(member) == f"{member}" == member.name
        assert f"{member:>20}" == member.name.rjust(20)
        assert repr(member) == f"<{kind.__name__}.{member.name}: {int(member)}>"
        assert json.loads(json.dumps(member)) == int(member)


@pytest.mark.parametrize("kind", [kind for kind in ENUMS if kind is not Code])
def test_members_are_neither_true_nor_false(kind: Any) -> None:
    for member in kind:
        name = f"{kind.__name__}.{member.name}"
        message = f"^{name} is neither true nor false: compare it, as in `is {name}`$"
        for convert in (
            bool,
            lambda member: not member,
            lambda member: member and 1,
            lambda member: member or 1,
            lambda member: any([member]),
        ):
            with pytest.raises(TypeError, match=message):
                convert(member)
        assert member == int(member) and hash(member) == hash(int(member))
    assert all(bool(code) for code in Code)


@pytest.mark.parametrize("kind", ENUMS)
def test_copied_and_pickled_members_are_the_same_object(kind: Any) -> None:
    assert issubclass(kind, enum.IntEnum) and kind.__module__ == "mixerr" and kind.__doc__
    assert getattr(mixerr, kind.__name__) is kind
    for member in kind:
        pickled = [pickle.loads(pickle.dumps(member, protocol)) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)]
        twins = [*pickled, copy.deepcopy(member), kind[member.name], kind(int(member))]
        assert all(twin is member for twin in twins)


def test_entries_are_equal_if_all_fields_are() -> None:
    entry = mixerr.catalog[20119]
    values = {field.name: getattr(entry, field.name) for field in dataclasses.fields(entry)}
    assert Entry(**values) == entry and hash(Entry(**values)) == hash(entry)


def test_lookup_ignores_overridden_methods_of_an_int() -> None:
    liar = type("Liar", (int,), {"__hash__": lambda self: 20117, "__eq__": lambda self, other: other == 20117})
    indexed = type("Index", (), {"__index__": lambda self: 20119})
    for code in (liar(20119), indexed()):
        assert mixerr.lookup(code) is mixerr.catalog[20119]
    assert mixerr.lookup(liar(1)) is None
