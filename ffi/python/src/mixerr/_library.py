"""Finds the shared library, and loads it if it is the one this package was written for."""

from __future__ import annotations

import ctypes
import os
import sys
from ctypes import CDLL, byref, c_uint8, c_void_p, sizeof
from pathlib import Path

from mixerr import _abi

# Where the library may be told to be.
VARIABLE = "MIXERR_LIBRARY"

FILE_NAME = {"darwin": "libmixerr.dylib", "win32": "mixerr.dll"}.get(sys.platform, "libmixerr.so")

# Calls are so short that handing the interpreter's lock over would cost more than they do. PyPy has no PyDLL.
_Loader: type[CDLL] = getattr(ctypes, "PyDLL", CDLL)

# Reads of more than this are long enough to let other threads run meanwhile.
LONG = 1 << 20


def path() -> Path:
    """Returns where the library is, if anywhere."""
    told = os.environ.get(VARIABLE)
    if told:
        if not Path(told).is_file():
            raise ImportError(f"mixerr: {VARIABLE} names {told}, which is no file")
        return Path(told).resolve()
    here = Path(__file__).resolve().parent
    places = [here / FILE_NAME]
    # An editable install: this is src/mixerr below ffi/python of the repository, or below an unpacked sdist.
    above = list(here.parents)
    for workspace in (*above[3:4], *(project / "rust" for project in above[1:2])):
        if (workspace / "ffi" / "Cargo.toml").is_file():
            target = workspace / os.environ.get("CARGO_TARGET_DIR", "target")
            places.append(target / "release" / FILE_NAME)
    for place in places:
        if place.is_file():
            return place
    tried = " and ".join(map(str, places))
    raise ImportError(f"mixerr: no {FILE_NAME}; looked for {tried}. {VARIABLE} may tell where it is")


def load() -> tuple[CDLL, CDLL]:
    """Loads the library, for calls that keep the interpreter's lock and for calls that hand it over."""
    place = path()
    try:
        short, long = _Loader(str(place)), CDLL(str(place))
    except OSError as error:
        raise ImportError(f"mixerr: {place} cannot be loaded: {error}") from error
    for name, (result, arguments) in _abi.SIGNATURES.items():
        for library in (short, long):
            try:
                function = library[name]
            except AttributeError:
                raise ImportError(f"mixerr: {place} has no {name}: it belongs to another version") from None
            function.restype, function.argtypes = result, arguments
            setattr(library, name, function)
        if name == "mixerr_abi_version":
            _check_version(short, place)
    _check_sizes(short, place)
    return short, long


def _check_version(library: CDLL, place: Path) -> None:
    version = library.mixerr_abi_version()
    if version != _abi.ABI_VERSION:
        raise ImportError(f"mixerr: {place} has version {version} of the ABI, this package needs {_abi.ABI_VERSION}")


def _check_sizes(library: CDLL, place: Path) -> None:
    """Lets the library fill structs with room behind them, and looks whether it keeps to the sizes we know."""
    description, extra = b"d" * _abi.DESCRIPTION_CAPACITY, b"1" * _abi.EXTRA_CAPACITY
    body = b'{"error":{"status":202,"code":20119,"description":"%sd","extra":%s1}}' % (description, extra)
    response = (_abi.mixerr_response * 8)()
    reader = (_abi.mixerr_reader * 8)()
    for room in (response, reader):
        ctypes.memset(room, 0xA5, sizeof(room))
    fine = [
        library.mixerr_reader_init(byref(reader[0])),
        library.mixerr_reader_feed(byref(reader[0]), body, len(body)),
        library.mixerr_reader_finish(byref(reader[0]), 65535, byref(response[0])),
    ] == [_abi.STATUS_OK] * 3
    got = response[0]
    read = (got.http_status, got.status, got.code, got.description_len, got.extra_len)
    fine = fine and read == (65535, 202, 20119, len(description), len(extra))
    fine = fine and (got.description_truncated, got.extra_truncated) == (True, True)
    fine = fine and (got.description, got.extra) == (description, extra)
    for room in (response, reader):
        behind = bytes(room)[sizeof(room[0]) :]
        fine = fine and behind == b"\xa5" * len(behind)
    if not fine:
        raise ImportError(f"mixerr: the structs of {place} have other sizes than this package knows")


LIBRARY, LONG_LIBRARY = load()

VERSION: str = LIBRARY.mixerr_version().decode("ascii")


def entry_address(response: _abi.mixerr_response) -> int | None:
    """Returns where a response's entry is, None if it has none."""
    return ctypes.cast(response.entry, c_void_p).value


def failure(status: int) -> RuntimeError:
    """Makes an exception of a status that cannot be."""
    name = LIBRARY.mixerr_status_name(c_uint8(status)).decode("ascii")
    return RuntimeError(f"mixerr: the library refuses a call: {name}")
