"""Compares the package's structs, signatures and constants with include/mixerr.h, as gcc compiles it."""

from __future__ import annotations

import ctypes
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import mixerr
import pytest
import write_codes
from mixerr import _abi, _response

try:
    from pycparser import c_ast, c_parser
except ImportError:
    pytest.exit("tests/python: needs pycparser: pip install -r tests/python/requirements.txt", returncode=2)

INCLUDE = Path(__file__).resolve().parents[2] / "include"
TEXT = write_codes.headers()

# The declarations of the standard headers that the header uses, without the extensions that pycparser rejects.
STANDARD = {
    "stdbool.h": "typedef _Bool bool;\n#define true 1\n#define false 0\n",
    "stddef.h": "typedef unsigned long size_t;\n#define offsetof(type, member) 0\n",
    "stdint.h": "".join(
        f"typedef unsigned {kind} uint{bits}_t;\n"
        for kind, bits in (("char", 8), ("short", 16), ("int", 32), ("long", 64))
    )
    + "typedef int int32_t;\ntypedef long int64_t;\n",
}

CTYPES = {
    "bool": ctypes.c_bool,
    "size_t": ctypes.c_size_t,
    "uint8_t": ctypes.c_uint8,
    "uint16_t": ctypes.c_uint16,
    "uint32_t": ctypes.c_uint32,
    "uint64_t": ctypes.c_uint64,
    "int32_t": ctypes.c_int32,
    "int64_t": ctypes.c_int64,
    "mixerr_status": ctypes.c_uint8,
    "char": ctypes.c_char,
}

STRUCTS = {name: kind for name, kind in vars(_abi).items() if isinstance(kind, type(ctypes.Structure))}
del STRUCTS["Structure"]

ENUMS = {
    "mixerr_outcome": mixerr.Outcome,
    "mixerr_action": mixerr.Action,
    "mixerr_fault": mixerr.Fault,
    "mixerr_payment": mixerr.Payment,
    "mixerr_data": mixerr.Data,
    "mixerr_category": mixerr.Category,
    "mixerr_source": mixerr.Source,
    "mixerr_step": mixerr.StepKind,
    "mixerr_ending": mixerr.Ending,
    "mixerr_match": mixerr.Match,
    "mixerr_origin": mixerr.Origin,
}


def run(*command: Any) -> str:
    if shutil.which("gcc") is None:
        pytest.fail("needs gcc", pytrace=False)
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The syntax tree of the header."""
    directory = tmp_path_factory.mktemp("standard")
    for name, text in STANDARD.items():
        (directory / name).write_text(text, encoding="ascii")
    command = ("gcc", "-E", "-P", "-std=c11", "-nostdinc", "-DMIXERR_NODISCARD=", "-I", directory, INCLUDE / "mixerr.h")
    return c_parser.CParser().parse(run(*command), "mixerr.h")


def declared(tree: Any, kind: Any) -> dict[str, Any]:
    """Returns the declared structs, enums or functions by name."""
    found = {}
    for node in tree.ext:
        # A struct is declared inside its typedef.
        for candidate in (node.type, getattr(node.type, "type", None)):
            if isinstance(candidate, kind):
                found[getattr(candidate, "name", node.name)] = candidate
    return found


def ctype(node: Any) -> Any:
    """Returns the ctypes type with the memory layout of a field."""
    if isinstance(node, c_ast.ArrayDecl):
        return ctype(node.type) * int(node.dim.value)
    if isinstance(node, c_ast.PtrDecl):
        pointed = ctype(node.type)
        return ctypes.c_char_p if pointed is ctypes.c_char else ctypes.POINTER(pointed)
    inner = node.type
    return STRUCTS[inner.name] if isinstance(inner, c_ast.Struct) else CTYPES[inner.names[0]]


def argument(node: Any) -> Any:
    """Returns the ctypes type of a parameter. A buffer is a c_void_p, which accepts bytes and any ctypes array."""
    # An array parameter is a pointer.
    if isinstance(node, (c_ast.PtrDecl, c_ast.ArrayDecl)):
        pointed = ctype(node.type)
        if pointed is ctypes.c_uint8 or (pointed is ctypes.c_char and "const" not in node.type.quals):
            return ctypes.c_void_p
    return ctype(node)


def signature(function: Any) -> tuple[Any, tuple[Any, ...]]:
    """Returns the type of a function's result, and the types of its parameters."""
    parameters = [parameter.type for parameter in function.args.params]
    is_void = [getattr(getattr(node, "type", None), "names", None) for node in parameters] == [["void"]]
    return ctype(function.type), () if is_void else tuple(map(argument, parameters))


@pytest.fixture(scope="module")
def layout(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """The sizes and offsets that gcc computes."""
    directory = tmp_path_factory.mktemp("layout")
    expressions = {f"sizeof({name})" for name in STRUCTS}
    for name, kind in STRUCTS.items():
        expressions |= {f"offsetof({name}, {field[0]})" for field in kind._fields_}
        expressions |= {f"sizeof((({name} *)0)->{field[0]})" for field in kind._fields_}
    lines = "".join(f'    printf("%s\\t%zu\\n", "{each}", {each});\n' for each in sorted(expressions))
    source = directory / "layout.c"
    source.write_text(
        f"#include <stdio.h>\n#include <mixerr.h>\nint main(void)\n{{\n{lines}    return 0;\n}}\n",
        encoding="ascii",
    )
    run("gcc", "-std=c11", "-Wall", "-Werror", "-I", INCLUDE, source, "-o", directory / "layout")
    pairs = (line.split("\t") for line in run(directory / "layout").splitlines())
    return {expression: int(value) for expression, value in pairs}


def test_structs_equal_the_header_s(tree: Any) -> None:
    assert set(declared(tree, c_ast.Struct)) == set(STRUCTS) != set()


@pytest.mark.parametrize("name", STRUCTS)
def test_struct_has_the_fields_of_the_header_in_order(tree: Any, name: str) -> None:
    fields = [(field.name, ctype(field.type)) for field in declared(tree, c_ast.Struct)[name].decls]
    words = dict(fields).get("opaque")
    if words is not None:
        expected = {
            "mixerr_reader": _abi.READER_WORDS,
            "mixerr_transfer": _abi.TRANSFER_WORDS,
            "mixerr_head": _abi.HEAD_WORDS,
            "mixerr_receipt": _abi.RECEIPT_WORDS,
        }
        assert words._length_ == expected[name]
    assert [(field[0], field[1]) for field in STRUCTS[name]._fields_] == fields


@pytest.mark.parametrize("name", STRUCTS)
def test_struct_has_the_layout_of_gcc(layout: dict[str, int], name: str) -> None:
    struct = STRUCTS[name]
    assert ctypes.sizeof(struct) == layout[f"sizeof({name})"]
    for field in struct._fields_:
        descriptor = getattr(struct, field[0])
        assert descriptor.offset == layout[f"offsetof({name}, {field[0]})"], field[0]
        assert descriptor.size == layout[f"sizeof((({name} *)0)->{field[0]})"], field[0]


# The contract's layout on a 64-bit host.
RESPONSE = {
    "outcome": 0,
    "action": 1,
    "fault": 2,
    "payment": 3,
    "data": 4,
    "description_truncated": 5,
    "extra_truncated": 6,
    "http_status": 8,
    "status": 10,
    "code": 12,
    "fault_offset": 16,
    "entry": 24,
    "description_len": 32,
    "extra_len": 34,
    "description": 36,
    "extra": 165,
}
NEXT = {"step": 0, "ending": 1, "action": 2, "wait_ms": 4}
ENTRY = {"code": 0, "status": 4, "category": 6, "action": 7, "source": 8, "payment": 9, "name": 16, "description": 24}


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="the offsets are those of a 64-bit host")
def test_structs_have_the_contract_s_offsets_and_sizes() -> None:
    structs = (
        (_abi.mixerr_response, RESPONSE, 296),
        (_abi.mixerr_entry, ENTRY, 32),
        (_abi.mixerr_reader, None, 344),
        (_abi.mixerr_transfer, None, 48),
        (_abi.mixerr_head, None, 40),
        (_abi.mixerr_receipt, None, 576),
        (_abi.mixerr_next, NEXT, 8),
    )
    for struct, offsets, size in structs:
        assert ctypes.sizeof(struct) == size
        if offsets is not None:
            assert {field[0]: getattr(struct, field[0]).offset for field in struct._fields_} == offsets


def test_layout_unpacks_and_packs_every_field_except_the_pointer() -> None:
    filled = _abi.mixerr_response()
    values: dict[str, Any] = {}
    for number, field in enumerate(_abi.mixerr_response._fields_, 1):
        name = field[0]
        if name != "entry":
            values[name] = number
        if name.endswith("truncated"):
            values[name] = True
        if name in ("description", "extra"):
            values[name] = bytes(range(1, getattr(_abi.mixerr_response, name).size)) + b"\0"
        if name in values:
            setattr(filled, name, values[name])
    *expected, description, extra = values.values()
    expected.append(description + extra)
    assert _response.LAYOUT.unpack_from(filled) == tuple(expected) and len(expected) == 14
    assert _response.LAYOUT.pack(*expected) == bytes(filled)


def test_signatures_equal_the_header_s(tree: Any) -> None:
    functions = {name: signature(function) for name, function in declared(tree, c_ast.FuncDecl).items()}
    assert functions == _abi.SIGNATURES


def test_constants_equal_the_header_s() -> None:
    defines = {name: int(value) for name, value in re.findall(r"^#define MIXERR_(\w+) (\d+)$", TEXT, re.M)}
    enumerators = {name: int(value) for name, value in re.findall(r"^  MIXERR_(\w+) = (\d+),$", TEXT, re.M)}
    known = {**defines, **enumerators}
    ours = {name: value for name, value in vars(_abi).items() if name.isupper() and isinstance(value, int)}
    assert len(ours) >= 10
    assert ours == {name: known[name] for name in ours}
    version = [defines[f"VERSION_{part}"] for part in ("MAJOR", "MINOR", "PATCH")]
    assert mixerr.__version__ == ".".join(map(str, version))


@pytest.mark.parametrize("name", ENUMS)
def test_enum_equals_the_header_s(tree: Any, name: str) -> None:
    prefix = name.upper() + "_"
    members = {
        member.name[len(prefix) :]: int(member.value.value)
        for member in declared(tree, c_ast.Enum)[name].values.enumerators
        if member.name.startswith(prefix)
    }
    assert {member.name: member.value for member in ENUMS[name]} == members
    assert len(members) == len(declared(tree, c_ast.Enum)[name].values.enumerators)


# The contract's numbers, in order from 0.
NUMBERS = {
    "Outcome": "UNREAD SUCCESS API_ERROR NOT_FROM_API",
    "Action": ("REPORT PROCEED RETRY WAIT ASK_USER FIX_REQUEST REAUTHORIZE RECONCILE RESYNC FIX_CLOCK UPDATE_APP"),
    "Fault": "NONE MALFORMED FOREIGN HTTP TOO_DEEP ORIGIN",
    "Payment": "POSSIBLE EXCLUDED",
    "Data": "ABSENT NULL PRESENT",
    "Source": "ORIGINAL DOCS APPS CALLS",
}


@pytest.mark.parametrize("name", NUMBERS)
def test_enum_has_the_contract_s_numbers(name: str) -> None:
    expected = {word: number for number, word in enumerate(NUMBERS[name].split())}
    assert {member.name: int(member) for member in getattr(mixerr, name)} == expected


def test_package_has_every_enum_of_the_header(tree: Any) -> None:
    # The status of a call becomes an exception in Python.
    assert set(declared(tree, c_ast.Enum)) == {*ENUMS, "mixerr_status"}


def test_codes_equal_the_header_s_in_order() -> None:
    codes = re.findall(r"^#define MIXERR_CODE_(\w+) +(\d+) /\*\*< (.*) \*/$", TEXT, re.M)
    assert len(codes) == len(re.findall("#define MIXERR_CODE_", TEXT)) == 97
    assert [(member.name, member.value) for member in mixerr.Code] == [(name, int(code)) for name, code, _ in codes]
    texts = [text for _, _, text in codes]
    assert [entry.description for entry in mixerr.catalog.values()] == texts
