"""Reads the tables with the package: whole, in chunks, and by exceptions. Needs no pytest: `cargo test` runs it."""

from __future__ import annotations

import sys

import mixerr
import vectors
from vectors import fields


def read_chunks(http_status: int, body: bytes, size: int) -> mixerr.Response:
    reader = mixerr.Reader()
    for start in range(0, len(body), size):
        reader.feed(body[start : start + size])
    return reader.finish(http_status)


def raised(http_status: int, body: bytes) -> mixerr.Response | None:
    """Returns the response of the exception that `raise_for_error` raises."""
    try:
        mixerr.raise_for_error(http_status, body)
    except mixerr.MixinError as error:
        return error.response
    return None


def main() -> None:
    cases = vectors.answers() + vectors.sentences()
    wrong = []
    for name, http_status, body, expected in cases:
        responses = {
            "read": mixerr.read(http_status, body),
            "Reader, chunks of 7": read_chunks(http_status, body, 7 if len(body) < 10000 else 997),
        }
        error = raised(http_status, body)
        if error is not None or expected["outcome"] != 1:
            responses["raise_for_error"] = error
        for how, response in responses.items():
            if response is None or fields(response) != expected:
                wrong.append(f"{name}, {how}: {None if response is None else fields(response)}, not {expected}")
    if wrong:
        sys.exit(f"{len(wrong)} wrong:\n" + "\n".join(wrong))
    print(f"{len(cases)} cases")


if __name__ == "__main__":
    main()
