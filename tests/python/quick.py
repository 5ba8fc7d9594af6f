"""Reads the tables with `read`, `Reader` and `raise_for_error`. `cargo test` runs this file without pytest."""

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


# The exception for each action of an error of the API.
ERRORS = {
    "REPORT": "ReportError",
    "RETRY": "RetryError",
    "WAIT": "WaitError",
    "ASK_USER": "AskUserError",
    "FIX_REQUEST": "FixRequestError",
    "REAUTHORIZE": "ReauthorizeError",
    "RECONCILE": "ReconcileError",
    "RESYNC": "ResyncError",
    "FIX_CLOCK": "FixClockError",
    "UPDATE_APP": "UpdateAppError",
}


def raised(http_status: int, body: bytes) -> mixerr.MixinError | None:
    """Returns the exception that `raise_for_error` raises."""
    try:
        mixerr.raise_for_error(http_status, body)
    except mixerr.MixinError as error:
        return error
    return None


def main() -> None:
    cases = vectors.responses() + vectors.sentences()
    failures = []
    for name, http_status, body, expected in cases:
        responses = {
            "read": mixerr.read(http_status, body),
            "Reader, chunks of 7": read_chunks(http_status, body, 7 if len(body) < 10000 else 997),
        }
        outcome, error = mixerr.Outcome(expected["outcome"]).name, raised(http_status, body)
        if error is not None:
            responses["raise_for_error"] = error.response
        class_name = {"SUCCESS": "NoneType", "NOT_FROM_API": "NotFromApiError"}.get(outcome)
        if type(error).__name__ != (class_name or ERRORS[mixerr.Action(expected["action"]).name]):
            failures.append(f"{name}: raise_for_error raises {error!r}")
        if responses["read"].is_success != (outcome == "SUCCESS"):
            failures.append(f"{name}: is_success is wrong")
        for function, response in responses.items():
            if fields(response) != expected:
                failures.append(f"{name}, {function}: {fields(response)}, not {expected}")
    if failures:
        sys.exit(f"{len(failures)} failures:\n" + "\n".join(failures))
    print(f"{len(cases)} cases")


if __name__ == "__main__":
    main()
