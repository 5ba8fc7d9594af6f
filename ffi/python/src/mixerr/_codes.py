"""The enums, made of what the library tells. For type checkers `_codes.pyi` spells them out; a test compares."""

from __future__ import annotations

import enum
from itertools import count, takewhile
from typing import Any, Callable, NoReturn

from mixerr._library import LIBRARY


class _Word(enum.IntEnum):
    """A number of the library that has a name. It prints as that.

    It is neither true nor false: SUCCESS is 1, but so is the number of some failures, and POSSIBLE, REPORT and NONE
    are 0.
    """

    def __bool__(self) -> NoReturn:
        kind = type(self).__name__
        raise TypeError(f"{kind}.{self.name} is neither true nor false: compare it, as in `is {kind}.{self.name}`")

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


Outcome = _words("Outcome", LIBRARY.mixerr_outcome_name, "What a response is. No response is UNREAD in Python.")
Action = _words("Action", LIBRARY.mixerr_action_name, "What to do about a response.")
Fault = _words("Fault", LIBRARY.mixerr_fault_name, "Why a response is not from the API.")
Payment = _words(
    "Payment",
    LIBRARY.mixerr_payment_name,
    """Whether the request that a response answers may have paid.

    This is a fact about one request. It is no permission to discard an idempotency key (`trace_id`, `request_id`): an
    earlier request with the same key may have paid.
    """,
)
Data = _words("Data", LIBRARY.mixerr_data_name, "Whether a success has a member `data` in its root object.")
Category = _words("Category", LIBRARY.mixerr_category_name, "The subject that an error belongs to.")
Source = _words("Source", LIBRARY.mixerr_source_name, "The document in which a row of the catalog is found.")
Code = _made(_Number, "Code", _codes(), "The codes of the catalog. A code that it does not list is a plain int.")
