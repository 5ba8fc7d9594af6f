"""The catalog: what is known of each code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Optional

from mixerr import _abi
from mixerr._codes import Action, Category, Code, Payment, Source
from mixerr._library import LIBRARY
from mixerr._numbers import number


@dataclass(frozen=True)
class Entry:
    """One row of the catalog.

    >>> import mixerr
    >>> entry = mixerr.catalog[mixerr.Code.PIN_INCORRECT]
    >>> entry.name, entry.action, entry.payment
    ('PIN_INCORRECT', <Action.ASK_USER: 4>, <Payment.EXCLUDED: 1>)
    >>> print(entry)
    20119 PIN_INCORRECT: PIN incorrect.
    """

    __slots__ = ("code", "status", "name", "description", "category", "action", "source", "payment")

    code: Code
    """The error code, the envelope's ``error.code``: 20119."""
    status: Optional[int]
    """The documented HTTP status, 202 or 500; None if none is documented."""
    name: str
    """The name in upper snake case: ``"PIN_INCORRECT"``."""
    description: str
    """The documented description; a template where the server fills something in, such as ``{phone}``."""
    category: Category
    """The subject that the error belongs to."""
    action: Action
    """What to do about it."""
    source: Source
    """The document in which the row is found."""
    payment: Payment
    """Whether the request that this error answers may have paid, a fact about that request alone."""

    def __str__(self) -> str:
        return f"{self.code} {self.name}: {self.description}"

    def __reduce__(self) -> tuple[Any, ...]:
        # A frozen class with slots cannot be filled by pickle; and entries stay the same object.
        return lookup, (int(self.code),)


def _entry(row: _abi.mixerr_entry) -> Entry:
    return Entry(
        code=Code(row.code),
        status=row.status or None,
        name=row.name.decode("ascii"),
        description=row.description.decode("utf-8"),
        category=Category(row.category),
        action=Action(row.action),
        source=Source(row.source),
        payment=Payment(row.payment),
    )


def _rows() -> dict[int, Entry]:
    rows = (LIBRARY.mixerr_catalog_at(place).contents for place in range(LIBRARY.mixerr_catalog_len()))
    return {entry.code: entry for entry in map(_entry, rows)}


catalog: Mapping[int, Entry] = MappingProxyType(_rows())
"""The entry of each code, ascending by code.

>>> import mixerr
>>> mixerr.catalog[20119].name
'PIN_INCORRECT'
>>> list(mixerr.catalog) == sorted(mixerr.catalog)
True
"""


def lookup(code: int) -> Optional[Entry]:
    """Returns the catalog entry for ``code``, or None if the catalog does not list it.

    ``code`` is the envelope's ``error.code``, not an HTTP status. An unlisted code asks for `Action.RETRY` if
    the status is 500 and for `Action.REPORT` otherwise: the server may be newer than this catalog.

    Raises TypeError if ``code`` is no int.

    >>> import mixerr
    >>> mixerr.lookup(20119).description
    'PIN incorrect.'
    >>> mixerr.lookup(77777) is None
    True
    """
    return catalog.get(number(code, "a code"))
