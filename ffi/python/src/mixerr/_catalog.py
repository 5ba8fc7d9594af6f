"""The catalog: an entry for each listed code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Optional

from mixerr import _abi, _arguments
from mixerr._codes import Action, Category, Code, Payment, Source
from mixerr._library import LIBRARY


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

    # help() shows the text of a slot, and not a string after a field.
    __slots__ = {
        "code": "The error code, the envelope's ``error.code``: 20119",
        "status": "The documented HTTP status, 202 or 500; None if none is documented",
        "name": "The name in upper snake case: ``PIN_INCORRECT``",
        "description": "The documented description. The server replaces a placeholder such as ``{phone}``",
        "category": "The subject of the error",
        "action": "What to do about the error",
        "source": "The document that the row comes from",
        "payment": "Whether the request that this error answers may have paid. It says nothing about earlier requests",
    }
    code: Code
    status: Optional[int]
    name: str
    description: str
    category: Category
    action: Action
    source: Source
    payment: Payment

    def __str__(self) -> str:
        return f"{self.code} {self.name}: {self.description}"

    def __reduce__(self) -> tuple[Any, ...]:
        # Pickle cannot fill a frozen class with slots. `lookup` returns the object of the catalog.
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


def _entries() -> dict[int, Entry]:
    rows = (LIBRARY.mixerr_catalog_at(index).contents for index in range(LIBRARY.mixerr_catalog_len()))
    return {entry.code: entry for entry in map(_entry, rows)}


catalog: Mapping[int, Entry] = MappingProxyType(_entries())
"""The entries by code, ascending.

>>> import mixerr
>>> mixerr.catalog[20119].name
'PIN_INCORRECT'
>>> list(mixerr.catalog) == sorted(mixerr.catalog)
True
"""


def lookup(code: int) -> Optional[Entry]:
    """Returns the catalog entry for ``code``, or None if the catalog does not list it.

    ``code`` is the envelope's ``error.code``, not an HTTP status. The server may be newer than this catalog: for an
    unlisted code the action is `Action.RETRY` if the status is 500, and `Action.REPORT` otherwise.

    Raises TypeError if ``code`` is not an int.

    >>> import mixerr
    >>> mixerr.lookup(20119).description
    'PIN incorrect.'
    >>> mixerr.lookup(77777) is None
    True
    """
    return catalog.get(_arguments.to_int(code, "a code"))
