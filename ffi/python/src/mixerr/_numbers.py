"""Numbers of whatever type, as an int."""

from __future__ import annotations

from operator import index
from typing import Any


def number(value: Any, what: str) -> int:
    """Returns the number that a value is. What has an ``__index__``, such as numpy's integers, is one.

    Raises TypeError if it is none, and says ``what`` it should be.
    """
    try:
        # A subclass of int is its number, whatever its methods tell; PyPy would ask them, unless it calculates.
        return int.__or__(index(value), 0)
    except TypeError:
        raise TypeError(f"{what} is an int, not {type(value).__name__}") from None
