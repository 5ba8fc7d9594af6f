"""The enums, made of what the library tells. For type checkers `_codes.pyi` spells them out; a test compares."""

from __future__ import annotations

import enum
from itertools import count, takewhile
from typing import Any, Callable

from mixerr._library import LIBRARY


class _Word(enum.IntEnum):
    """A number of the library that has a name. It prints as that."""

    def __str__(self) -> str:
        return self.name

    def __format__(self, form: str) -> str:
        return format(self.name, form)


class _Number(enum.IntEnum):
    """A number that is known better than its name. It prints as a number in every version of Python."""

    __str__ = int.__repr__
    __format__ = int.__format__


def _words(name: str, named: Callable[[int], bytes], what: str) -> Any:
    """Makes an enum of all numbers that the library names."""
    names = takewhile(lambda word: word != "UNKNOWN", (named(number).decode("ascii") for number in count()))
    return _made(_Word, name, zip(names, count()), what)


def _made(base: Any, name: str, members: Any, what: str) -> Any:
    made = base(name, list(members), module="mixerr")
    made.__doc__ = what
    return made


def _codes() -> Any:
    rows = (LIBRARY.mixerr_catalog_at(index).contents for index in range(LIBRARY.mixerr_catalog_len()))
    return ((row.name.decode("ascii"), row.code) for row in rows)


Outcome = _words("Outcome", LIBRARY.mixerr_outcome_name, "What an answer is.")
Action = _words("Action", LIBRARY.mixerr_action_name, "What to do about an answer.")
Fault = _words("Fault", LIBRARY.mixerr_fault_name, "Why an answer is not one of the API's.")
Category = _words("Category", LIBRARY.mixerr_category_name, "The subject that an error belongs to.")
Edition = _words("Edition", LIBRARY.mixerr_edition_name, "Where a row of the catalog is known from.")
Trace = _words("Trace", LIBRARY.mixerr_trace_name, "What an error says of a transfer's trace id.")
Code = _made(_Number, "Code", _codes(), "The codes of the catalog. A code that it does not list is a plain int.")
