"""The base classes of the enums."""

from __future__ import annotations

import enum
from typing import NoReturn


class NamedEnum(enum.IntEnum):
    """A number of the C ABI. It prints as its name.

    A member is neither true nor false: PROCEED and MALFORMED are 1, POSSIBLE and REPORT are 0.
    """

    def __bool__(self) -> NoReturn:
        name = f"{type(self).__name__}.{self.name}"
        raise TypeError(f"{name} is neither true nor false: compare it, as in `is {name}`")

    def __str__(self) -> str:
        return self.name

    def __format__(self, form: str) -> str:
        return format(self.name, form)


class NumberEnum(enum.IntEnum):
    """A number of the API. It prints as a number; before Python 3.11, an IntEnum prints as its name."""

    def __str__(self) -> str:
        return int.__repr__(self)

    def __format__(self, form: str) -> str:
        return int.__format__(self, form)
