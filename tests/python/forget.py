"""Makes the package forget the answers that it has read before."""

from __future__ import annotations

from mixerr import _filled


def forget() -> None:
    _filled.heads.clear()
    _filled.first.clear()
