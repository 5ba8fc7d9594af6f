"""Arguments that name a file. An argument is a body; a file's name by mistake would be read as a damaged one."""

from __future__ import annotations

import os

import mixerr
from mixerr import Fault


def is_named(argument: str) -> bool:
    """Tells whether a file has the name that an argument is. JSON, also when it was cut or damaged, is no name."""
    return not _is_json(os.fsencode(argument)) and os.path.exists(argument) and not os.path.isdir(argument)


def _is_json(argument: bytes) -> bool:
    is_whole = mixerr.read(200, argument).fault is not Fault.MALFORMED
    return is_whole or argument.lstrip(b" \t\n\f\r").startswith((b"{", b"[", b'"'))
