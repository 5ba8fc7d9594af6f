"""Finds and loads the shared library, and refuses a library of another version."""

from __future__ import annotations

import ctypes
import os
import sys
from ctypes import CDLL, byref, sizeof
from pathlib import Path

from mixerr import _abi
from mixerr._codes import Action, Category, Code, Data, Ending, Fault, Match, Origin, Outcome, Payment, Source, StepKind

# The environment variable that may name another library file.
VARIABLE = "MIXERR_LIBRARY"

FILE_NAME = {"darwin": "libmixerr.dylib", "win32": "mixerr.dll"}.get(sys.platform, "libmixerr.so")

# PyDLL keeps the interpreter's lock during a call: releasing it takes longer than most calls. PyPy has no PyDLL.
_Loader: type[CDLL] = getattr(ctypes, "PyDLL", CDLL)


def path() -> Path:
    """Returns the path of the library. Raises ImportError if it is not found."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        if not Path(chosen).is_file():
            raise ImportError(f"mixerr: {VARIABLE} names {chosen}, which is not a file")
        return Path(chosen).resolve()
    here = Path(__file__).resolve().parent
    candidates = [here / FILE_NAME]
    # An editable install runs from src/mixerr, below ffi/python of the repository or below an unpacked sdist.
    parents = list(here.parents)
    for workspace in (*parents[3:4], *(project / "rust" for project in parents[1:2])):
        if (workspace / "ffi" / "Cargo.toml").is_file():
            target = workspace / os.environ.get("CARGO_TARGET_DIR", "target")
            candidates.append(target / "release" / FILE_NAME)
    for candidate in candidates:
        if candidate.is_file():
            return candidate
    tried = " and ".join(map(str, candidates))
    raise ImportError(f"mixerr: no {FILE_NAME}; looked for {tried}. {VARIABLE} may name its path")


def load() -> tuple[CDLL, CDLL]:
    """Returns the library twice: its calls keep the interpreter's lock in the first, and release it in the second.

    Raises ImportError if the library is not found or does not fit this package.
    """
    file = path()
    try:
        locked, unlocked = _Loader(str(file)), CDLL(str(file))
    except OSError as error:
        raise ImportError(f"mixerr: {file} cannot be loaded: {error}") from error
    for name, (result, arguments) in _abi.SIGNATURES.items():
        for library in (locked, unlocked):
            try:
                function = library[name]
            except AttributeError:
                raise ImportError(f"mixerr: {file} has no {name}: it belongs to another version") from None
            function.restype, function.argtypes = result, arguments
            setattr(library, name, function)
        if name == "mixerr_abi_version":
            _check_version(locked, file)
    if not _has_our_sizes(locked):
        raise ImportError(f"mixerr: the structs of {file} have other sizes than this package expects")
    different = _different_enums(locked)
    if different:
        raise ImportError(f"mixerr: {file} has another {different[0]} than this package: it belongs to another version")
    return locked, unlocked


def _check_version(library: CDLL, file: Path) -> None:
    version = library.mixerr_abi_version()
    if version != _abi.ABI_VERSION:
        raise ImportError(f"mixerr: {file} has version {version} of the ABI, this package needs {_abi.ABI_VERSION}")


def _has_our_sizes(library: CDLL) -> bool:
    """Returns whether the library fills the structs of `_abi`, and never writes past their end."""
    description, extra = b"d" * _abi.DESCRIPTION_CAPACITY, b"1" * _abi.EXTRA_CAPACITY
    body = b'{"error":{"status":202,"code":20119,"description":"%sd","extra":%s1}}' % (description, extra)
    # Only the first struct of each array is passed. The others must keep their bytes.
    responses, readers = (_abi.mixerr_response * 8)(), (_abi.mixerr_reader * 8)()
    for array in (responses, readers):
        ctypes.memset(array, 0xA5, sizeof(array))
    statuses = [
        library.mixerr_reader_init(byref(readers[0])),
        library.mixerr_reader_feed(byref(readers[0]), body, len(body)),
        library.mixerr_reader_finish(byref(readers[0]), 65535, byref(responses[0])),
    ]
    response = responses[0]
    numbers = (response.http_status, response.status, response.code, response.description_len, response.extra_len)
    rests = [bytes(array)[sizeof(array[0]) :] for array in (responses, readers)]
    return (
        statuses == [_abi.STATUS_OK] * 3
        and numbers == (65535, 202, 20119, len(description), len(extra))
        and (response.description_truncated, response.extra_truncated) == (True, True)
        and (response.description, response.extra) == (description, extra)
        and all(rest == b"\xa5" * len(rest) for rest in rests)
    )


def _different_enums(library: CDLL) -> list[str]:
    """Returns the names of the enums that have other members in the library than in this package."""
    different = []
    for enum in (Outcome, Action, Fault, Payment, Data, Category, Source, StepKind, Ending, Match, Origin):
        name_of = getattr(library, f"mixerr_{enum.__name__.removesuffix('Kind').lower()}_name")
        # Past the last member every name is UNKNOWN, which is a member of Ending as well.
        names = [name_of(number).decode("ascii") for number in range(len(enum) + 1)]
        if names != [*(member.name for member in enum), "UNKNOWN"]:
            different.append(enum.__name__)
    rows = [library.mixerr_catalog_at(index).contents for index in range(library.mixerr_catalog_len())]
    # A library without the feature `extended` lists fewer codes.
    if not {(row.name.decode("ascii"), row.code) for row in rows} <= {(code.name, int(code)) for code in Code}:
        different.append("Code")
    return different


LIBRARY, LONG_LIBRARY = load()

VERSION: str = LIBRARY.mixerr_version().decode("ascii")


def check(status: int) -> None:
    """Raises RuntimeError if a function of the library failed, which no valid call of this package causes."""
    if status != _abi.STATUS_OK:
        name = LIBRARY.mixerr_status_name(status).decode("ascii")
        raise RuntimeError(f"mixerr: a call of the library failed: {name}")
