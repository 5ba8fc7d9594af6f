"""Does one job over a log: `job.py NAME DIRECTORY TIMES`. Prints the nanoseconds of each time, then the peak memory.

The nanoseconds are those of a processor, or of a clock if the name ends with `x2`, which is for two threads. The
directory has `log.arrow` and, for C, the files of rust_loop.rs. The job is, for each row, whether it is an error, and
its code.
"""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa


def columns_c(table: pa.Table) -> Callable[[], Any]:
    from mixerr._library import path

    function = ctypes.CDLL(str(path())).mixerr_read_columns
    directory = Path(sys.argv[2])
    buffers = status, offsets, bodies = [pa.py_buffer((directory / name).read_bytes()) for name in FILES]
    count = status.size // 2
    outputs = [pa.allocate_buffer(count * width) for width in (1, 1, 1, 1, 1, 2, 4, 4)]
    columns = (ctypes.c_void_p * 8)(*[output.address for output in outputs])
    size, pointer = ctypes.c_size_t, ctypes.c_void_p

    def run() -> None:
        inputs = [pointer(buffer.address) for buffer in buffers]
        if function(size(count), *inputs, size(bodies.size), None, size(0), columns) != 0:
            raise RuntimeError("mixerr_read_columns failed")

    return run


FILES = ("http_status", "offsets", "bodies")


def classify(threads: int) -> Callable[[pa.Table], Callable[[], Any]]:
    def prepare(table: pa.Table) -> Callable[[], Any]:
        from mixerr import arrow

        status, body = table["http_status"].chunk(0), table["body"].chunk(0)
        return lambda: arrow.classify(status, body, threads=threads)

    return prepare


def mixerr_read(table: pa.Table) -> Callable[[], Any]:
    import mixerr

    rows = list(zip(table["http_status"].to_pylist(), table["body"].cast(pa.binary()).to_pylist()))

    def run() -> list[Any]:
        return [(response.action, response.code) for response in (mixerr.read(*row) for row in rows)]

    return run


def parser(name: str) -> Callable[[pa.Table], Callable[[], Any]]:
    def prepare(table: pa.Table) -> Callable[[], Any]:
        module = __import__(f"{name}.json" if name == "msgspec" else name)
        loads: Callable[[bytes], Any] = module.json.decode if name == "msgspec" else module.loads
        bodies = table["body"].cast(pa.binary()).to_pylist()

        def code(body: bytes) -> int:
            try:
                error = loads(body).get("error")
            except ValueError:
                return -1
            return error["code"] if error else 0

        return lambda: [code(body) for body in bodies]

    return prepare


def duckdb(threads: int) -> Callable[[pa.Table], Callable[[], Any]]:
    def prepare(table: pa.Table) -> Callable[[], Any]:
        import duckdb

        connection = duckdb.connect(config={"threads": threads})
        connection.register("log", table)
        code = "CASE WHEN json_valid(body) THEN json_extract(body, '$.error.code')::INT ELSE -1 END"
        query = f"SELECT {code} AS code FROM log"
        return lambda: connection.execute(query).to_arrow_table()

    return prepare


def polars(table: pa.Table) -> Callable[[], Any]:
    import polars as pl

    bodies = pl.Series(table["body"])
    return lambda: bodies.str.json_path_match("$.error.code")


JOBS = {
    "columns_c": columns_c,
    "arrow": classify(1),
    "arrow_x2": classify(2),
    "read": mixerr_read,
    "json": parser("json"),
    "orjson": parser("orjson"),
    "msgspec": parser("msgspec"),
    "duckdb": duckdb(1),
    "duckdb_x2": duckdb(2),
    "polars": polars,
}


def main() -> None:
    name, directory, times = sys.argv[1:]
    table = pa.ipc.open_file(pa.OSFile(str(Path(directory) / "log.arrow"))).read_all()
    run = JOBS[name](table)
    clock = time.perf_counter_ns if name.endswith("x2") else time.process_time_ns
    for _ in range(int(times)):
        begun = clock()
        result = run()
        print(clock() - begun)
        del result
    # Not ru_maxrss, which a process inherits from the one that started it.
    [peak] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    print(int(peak.split()[1]) // 1024)


if __name__ == "__main__":
    main()
