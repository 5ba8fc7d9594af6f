#!/usr/bin/env python3
"""Measures the most that a byte costs: the slowest known bodies of 64 KB, read complete and byte by byte.

    worst_case.py            prints the table
    worst_case.py --check    fails if a byte costs more than the bounds in SECURITY.md, or more in a longer body
    worst_case.py --check --some    measures every sixth body

Instructions are callgrind's, of mixerr_read and mixerr_reader_feed, opt-level 3.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from figures import ROOT, build, instructions

SIZE = 1 << 16
GROWTH = 1.10
TIMES = 4
# The last argument of read_times: the bytes of a chunk.
COMPLETE, BYTEWISE = (), ("1",)


def repeated(begin: str, unit: str, end: str, size: int) -> bytes:
    """Fills a body with a unit, however often it fits."""
    return (begin + unit * ((size - len(begin) - len(end)) // len(unit.encode())) + end).encode()


BODIES = {
    "empty arrays": ('{"data":[', "[],", "0]}"),
    "empty objects": ('{"data":[', "{},", "0]}"),
    "arrays 60 deep": ('{"data":[', "[" * 60 + "]" * 60 + ",", "0]}"),
    "objects 60 deep": ('{"data":[', '{"":' * 60 + "0" + "}" * 60 + ",", "0]}"),
    "empty names": ("{", '"":0,', '"":0}'),
    "short names": ("{", '"a":0,', '"a":0}'),
    "names of a character": ("{", '"é":0,', '"":0}'),
    "names of a short escape": ("{", '"\\n":0,', '"":0}'),
    "names of a long escape": ("{", '"\\u0061":0,', '"":0}'),
    "names before white space": ("{", '"a" :0,', '"":0}'),
    "a name of characters": ('{"', "é", '":0}'),
    "a name of long escapes": ('{"', "\\u0061", '":0}'),
    "names that begin as ours do": ("{", '"erro":0,', '"":0}'),
    "errors, each of which replaces the one before": ("{", '"error":{"code":1},', '"":0}'),
    "codes, each of which replaces the one before": ('{"error":{', '"code":1,', '"code":1}}'),
    "codes before white space": ('{"error":{', '"code" :1,', '"code":1}}'),
    "names of the error with an escape": ('{"error":{', '"c\\n":0,', '"code":1}}'),
    "statuses of the wrong type": ('{"error":{', '"status":"",', '"code":1}}'),
    "descriptions": ('{"error":{', '"description":"a",', '"code":1}}'),
    "descriptions of escapes": ('{"error":{', '"description":"\\u00e9",', '"code":1}}'),
    "extras": ('{"error":{', '"extra":[],', '"code":1}}'),
    "extras of objects": ('{"error":{', '"extra":{"a":"b"},', '"code":1}}'),
    "extras with white space": ('{"error":{', '"extra":[ ],', '"code":1}}'),
    "an extra of arrays": ('{"error":{"code":1,"extra":[', "[],", "0]}}"),
    "an extra with white space": ('{"error":{"code":1,"extra":[', "[ ],", "0]}}"),
    "an extra of white space": ('{"error":{"code":1,"extra":[', " ", "0]}}"),
    "an extra of long escapes": ('{"error":{"code":1,"extra":"', "\\u4e2d", '"}}'),
    "an extra of lone surrogates": ('{"error":{"code":1,"extra":"', "\\udead", '"}}'),
    "an extra of text": ('{"error":{"code":1,"extra":" ', "\\u0000aé", '"}}'),
    "an extra of numbers": ('{"error":{"code":1,"extra":[', "1.5e1,", "0]}}"),
    "an extra of characters": ('{"error":{"code":1,"extra":"', "é", '"}}'),
    "an extra of characters, cut off": ('{"error":{"code":1,"extra":"', "é", ""),
    "an extra of long escapes, cut off": ('{"error":{"code":1,"extra":"', "\\u4e2d", ""),
    "a description of characters": ('{"error":{"code":1,"description":"', "é", '"}}'),
    "a description of characters, each alone": ('{"error":{"code":1,"description":"', "aé", '"}}'),
    "a description of characters, cut off": ('{"error":{"code":1,"description":"', "é", ""),
    "a description of characters, each alone, cut off": ('{"error":{"code":1,"description":"', "aé", ""),
    "a description of characters, then malformed": ('{"error":{"code":1,"description":"', "é", '\\x"}}'),
    "a description of long escapes, cut off": ('{"error":{"code":1,"description":"', "\\u4e2d", ""),
    "a description of short escapes, cut off": ('{"error":{"code":1,"description":"', "\\n", ""),
    "a description of characters, before white space": ('{"error":{"code":1,"description" :"', "é", '"}}'),
    "a description of long escapes, before white space": ('{"error":{"code":1,"description" :"', "\\u4e2d", '"}}'),
    "a description of long escapes": ('{"error":{"code":1,"description":"', "\\u4e2d", '"}}'),
    "a description of surrogate pairs": ('{"error":{"code":1,"description":"', "\\ud83d\\ude00", '"}}'),
    "a description of lone surrogates": ('{"error":{"code":1,"description":"', "\\ud83d", '"}}'),
    "characters of two bytes, cut off": ('{"data":"', "é", ""),
    "long escapes, cut off": ('{"data":"', "\\u0061", ""),
    "short escapes, cut off": ('{"data":"', "\\n", ""),
    "short escapes": ('{"data":"', "\\n", '"}'),
    "long escapes": ('{"data":"', "\\u0000", '"}'),
    "lone surrogates": ('{"data":"', "\\udead", '"}'),
    "characters of two bytes": ('{"data":"', "é", '"}'),
    "characters of four bytes": ('{"data":"', "😀", '"}'),
    "characters of two bytes, each alone": ('{"data":"', "aé", '"}'),
    "literals": ('{"data":[', "true,", "0]}"),
    "digits": ('{"data":[', "1,", "0]}"),
    "fractions": ('{"data":[', "-0.0e-0,", "0]}"),
    "a number": ('{"data":', "1", "}"),
    "white space": ('{"data":', " \t\r\n", "0}"),
    "white space between tokens": ('{"data":[', " 0 ,", "0]}"),
    "text": ('{"data":"', "abcdefgh", '"}'),
}


def per_byte(program: str, parts: tuple[str, str, str], size: int, *ways: tuple[str, ...]) -> list[float]:
    """Counts the instructions for a byte of a body, read in each of the ways."""
    with tempfile.NamedTemporaryFile() as file:
        length = file.write(repeated(*parts, size))
        file.flush()
        body = Path(file.name)
        none = instructions(program, body, 0)
        return [(instructions(program, body, TIMES, *way) - none) / TIMES / length for way in ways]


def measured(program: str, parts: tuple[str, str, str]) -> tuple[float, float, float]:
    """Measures a short body and a long one read complete, and a short one read byte by byte."""
    short, bytewise = per_byte(program, parts, SIZE // 4, COMPLETE, BYTEWISE)
    return short, *per_byte(program, parts, SIZE, COMPLETE), bytewise


def main() -> None:
    security = (ROOT / "SECURITY.md").read_text()
    promise = re.search(r"at most (\d+) instructions a byte of a complete body, (\d+) in any split", security)
    bound, bytewise_bound = map(int, promise.groups())
    _, program, _ = build()
    worse = []
    print("| a body of | instructions a byte | byte by byte |\n| --- | ---: | ---: |")
    chosen = list(BODIES)[:: 6 if "--some" in sys.argv else 1]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        figures = pool.map(lambda what: measured(program, BODIES[what]), chosen)
        for what, (short, long, bytewise) in zip(chosen, figures):
            print(f"| {what} | {long:.1f} | {bytewise:.1f} |", flush=True)
            if long > bound or long > short * GROWTH or bytewise > bytewise_bound:
                worse.append(what)
    if "--check" in sys.argv:
        if worse:
            sys.exit(f"a byte costs more than {bound} or {bytewise_bound} instructions, or more the longer: {worse}")
        print(f"worst cases: {len(chosen)} passed, 0 failed")


if __name__ == "__main__":
    main()
