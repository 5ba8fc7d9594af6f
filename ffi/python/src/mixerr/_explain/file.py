"""Recognizes a file name that was passed in place of a body, which would be read as a malformed body."""

from __future__ import annotations

import os

import mixerr
from mixerr import Fault


def is_named(argument: str) -> bool:
    """Returns whether an argument is the name of an existing file. Valid, truncated or damaged JSON is not a name."""
    return not _is_json(os.fsencode(argument)) and os.path.exists(argument) and not os.path.isdir(argument)


def _is_json(argument: bytes) -> bool:
    is_whole = mixerr.read(200, argument).fault is not Fault.MALFORMED
    return is_whole or argument.lstrip(b" \t\n\f\r").startswith((b"{", b"[", b'"'))
