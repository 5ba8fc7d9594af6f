"""Does the whole job in Python so many times: bytes in; outcome, code, catalog entry and description out.

    python_job.py PARSER BODY TIMES          for callgrind to count
    python_job.py PARSER BODY TIMES timed    prints the median of seven runs, in nanoseconds a time

PARSER is mixerr, json, orjson, or msgspec with a struct as its type. The other three look the code up in a dict, and
check no more than they must.
"""

from __future__ import annotations

import statistics
import sys
import timeit
from itertools import repeat
from pathlib import Path
from typing import Any, Callable, Optional

Job = Callable[[bytes], Any]
HTTP_STATUS = 202
CATALOG = {code: object() for code in (7000, 10002, 20110, 20119)}


def mixerr_job() -> Job:
    import mixerr

    def job(body: bytes) -> Any:
        response = mixerr.read(HTTP_STATUS, body)
        return response.outcome, response.code, response.entry, response.description

    return job


def dict_job(loads: Callable[[bytes], Any]) -> Job:
    def job(body: bytes) -> Any:
        try:
            answer = loads(body)
        except ValueError:
            return 2, None, None, None
        error = answer.get("error") if type(answer) is dict else None
        if error is None:
            return 0, None, None, None
        if type(error) is not dict or type(code := error.get("code")) is not int:
            return 2, None, None, None
        return 1, code, CATALOG.get(code), error.get("description", "")

    return job


def json_job() -> Job:
    import json

    return dict_job(json.loads)


def orjson_job() -> Job:
    import orjson

    return dict_job(orjson.loads)


def msgspec_job() -> Job:
    import msgspec

    error_type = msgspec.defstruct(
        "Error", [("code", int), ("status", int, 0), ("description", str, ""), ("extra", Any, None)]
    )
    envelope = msgspec.defstruct("Envelope", [("error", Optional[error_type], None)])
    decode = msgspec.json.Decoder(envelope).decode

    def job(body: bytes) -> Any:
        try:
            error = decode(body).error
        except msgspec.DecodeError:
            return 2, None, None, None
        if error is None:
            return 0, None, None, None
        return 1, error.code, CATALOG.get(error.code), error.description

    return job


JOBS = {
    "mixerr": mixerr_job,
    "json": json_job,
    "orjson": orjson_job,
    "msgspec": msgspec_job,
}


def main() -> None:
    parser, body, times = sys.argv[1], Path(sys.argv[2]).read_bytes(), int(sys.argv[3])
    job = JOBS[parser]()

    def work() -> None:
        for one in repeat(body, times):
            job(one)

    if sys.argv[4:] == ["timed"]:
        print(round(statistics.median(timeit.repeat(work, number=1, repeat=7)) / times * 1e9))
    else:
        work()


if __name__ == "__main__":
    main()
