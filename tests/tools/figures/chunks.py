#!/usr/bin/env python3
"""Measures a body that arrives in chunks: Rust's Reader, and mixerr_reader_feed of the C library.

Prints a Markdown table: the instructions of a complete body; those of the same body in chunks of 64 bytes, and their
ratio; and the instructions a byte in chunks of 1 byte. Instructions are callgrind's, the mean of several calls.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from figures import BODIES, arguments, build, count, markdown
from versus import success

NAMES = [f"{name}.json" for name in "abcde"]
SIZE = 1 << 16
CHUNK = 64


def cells(program: str, body: Path) -> list[str]:
    """Measures a body with one of the two libraries."""
    length = body.stat().st_size
    times = max(2, min(200, SIZE // length))
    complete = count(program, body, times=times)
    chunks, bytewise = (count(program, body, str(chunk), times=times) for chunk in (CHUNK, 1))
    return [str(complete), str(chunks), f"**{chunks / complete:.2f}**", f"**{bytewise / length:.1f}**"]


def table(features: str = "") -> str:
    in_rust, in_c, _ = build(features)
    bodies = [*(BODIES / name for name in NAMES), success(SIZE)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        measured = list(pool.map(cells, [in_rust, in_c] * len(bodies), [body for body in bodies for _ in range(2)]))
    head = ["body", "bytes"]
    for name in ("`Reader`", "`mixerr_reader_feed`"):
        head += [f"{name}: complete", f"chunks of {CHUNK}", f"chunks of {CHUNK} / complete", "a byte, chunks of 1"]
    rows = [
        [f"`{body.name}`", str(body.stat().st_size), *rust, *c]
        for body, rust, c in zip(bodies, measured[::2], measured[1::2])
    ]
    return markdown(head, rows)


def main() -> None:
    print(table(arguments(__doc__).parse_args().features), end="")


if __name__ == "__main__":
    main()
