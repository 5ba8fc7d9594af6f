"""`mixerr.arrow`: each row equals `mixerr.read`, whatever the form of the columns."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import mixerr
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mixerr import arrow
from vectors import responses

CASES = [(case.http_status, case.body) for case in responses()]
STATUSES = [status for status, _ in CASES]
BODIES = [body for _, body in CASES]
FIELDS = ("outcome", "action", "fault", "payment", "data", "status", "code", "fault_offset")
TYPES = [pa.binary(), pa.large_binary(), pa.binary_view()]


def bool8(values: list[bool]) -> pa.Array:
    return pa.ExtensionArray.from_storage(pa.bool8(), pa.array(values, pa.bool_()).cast(pa.int8()))


def expected(status: int | None, body: bytes | None) -> dict[str, int | None]:
    if status is None or body is None:
        return dict.fromkeys(FIELDS)
    response = mixerr.read(status, body)
    values = {name: getattr(response, name) for name in FIELDS}
    # An absent value is 0 in a column.
    return {name: 0 if value is None else int(value) for name, value in values.items()}


def check(result: Any, statuses: list[int | None], bodies: list[bytes | None]) -> None:
    assert result.schema == arrow.SCHEMA
    result.validate(full=True)
    assert result.to_pylist() == [expected(*row) for row in zip(statuses, bodies)]


@pytest.mark.parametrize("kind", TYPES, ids=str)
def test_rows_equal_read(kind: pa.DataType) -> None:
    result = arrow.classify(pa.array(STATUSES, pa.uint16()), pa.array(BODIES, kind))
    assert isinstance(result, pa.RecordBatch)
    check(result, STATUSES, BODIES)


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()], ids=str)
def test_strings_are_read_as_their_bytes(kind: pa.DataType) -> None:
    rows = [(status, body) for status, body in CASES if is_utf8(body)]
    statuses, bodies = [status for status, _ in rows], [body for _, body in rows]
    check(arrow.classify(statuses, pa.array([body.decode() for body in bodies], kind)), statuses, bodies)


def is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


@st.composite
def columns(draw: st.DrawFn) -> tuple[list[int | None], list[bytes | None]]:
    rows = draw(st.lists(st.tuples(st.sampled_from(CASES), st.integers(0, 5)), max_size=40))
    statuses = [None if nothing == 0 else status for (status, _), nothing in rows]
    return statuses, [None if nothing == 1 else body for (_, body), nothing in rows]


@given(columns(), st.integers(0, 20), st.integers(0, 20), st.integers(0, 20), st.sampled_from(TYPES), st.integers(1, 3))
def test_slices_with_nulls_equal_read(
    rows: tuple[list[Any], list[Any]], first: int, of_status: int, of_body: int, kind: pa.DataType, threads: int
) -> None:
    statuses, bodies = rows
    # Each column is a slice of a longer one, with an offset of its own.
    status = pa.array([7] * of_status + statuses, pa.uint16())[of_status:]
    body = pa.array([b"junk"] * of_body + bodies, kind)[of_body:]
    check(arrow.classify(status[first:], body[first:], threads=threads), statuses[first:], bodies[first:])


@given(columns(), st.lists(st.integers(0, 40), max_size=4), st.lists(st.integers(0, 40), max_size=4))
def test_chunks_with_other_bounds_equal_read(
    rows: tuple[list[Any], list[Any]], bounds: list[int], other: list[int]
) -> None:
    statuses, bodies = rows

    def chunked(values: list[Any], bounds: list[int], kind: pa.DataType) -> pa.ChunkedArray:
        ends = sorted({min(bound, len(values)) for bound in bounds} | {0, len(values)})
        return pa.chunked_array([pa.array(values[a:b], kind) for a, b in zip(ends, ends[1:])], kind)

    result = arrow.classify(chunked(statuses, bounds, pa.uint16()), chunked(bodies, other, pa.binary()))
    assert isinstance(result, pa.Table)
    check(result, statuses, bodies)


def test_one_column_may_have_chunks() -> None:
    result = arrow.classify(STATUSES, pa.chunked_array([pa.array(BODIES[:9]), pa.array(BODIES[9:])]))
    check(result, STATUSES, BODIES)


def test_names_are_those_of_the_enums() -> None:
    statuses, bodies = [*STATUSES, None], [*BODIES, b"{}"]
    result = arrow.classify(statuses, pa.array(bodies, pa.binary()), names=True)
    result.validate(full=True)
    assert result.schema == arrow.SCHEMA_WITH_NAMES
    *rows, last = result.to_pylist()
    for row, status, body in zip(rows, STATUSES, BODIES):
        response = mixerr.read(status, body)
        assert row["outcome"] == response.outcome.name and row["action"] == response.action.name
        assert row["payment"] == response.payment.name
        assert row["fault"] == ("NONE" if response.fault is None else response.fault.name)
        known = response.entry.name if response.entry is not None else None
        assert row["code_name"] == known
    assert set(last.values()) == {None}


def test_names_cost_no_copy_of_the_numbers() -> None:
    batch = arrow.classify(STATUSES, pa.array(BODIES, pa.binary()), names=True)
    for name in ("outcome", "action", "fault", "payment", "data"):
        assert batch[name].indices.type == pa.uint8()
    counts = {row["values"]: row["counts"] for row in pc.value_counts(batch["action"]).to_pylist()}
    assert sum(counts.values()) == len(CASES) and "ASK_USER" in counts


def test_dictionaries_fixed_sizes_and_nulls_are_read() -> None:
    body = b'{"error":{"code":20119}}'
    dictionary = pa.array([body, None, body], pa.binary()).dictionary_encode()
    check(arrow.classify([202, 202, 202], dictionary), [202] * 3, [body, None, body])
    check(arrow.classify([202], pa.array([body], pa.binary(len(body)))), [202], [body])
    check(arrow.classify([202, 202], pa.nulls(2)), [202] * 2, [None, None])
    check(arrow.classify(pa.nulls(1), pa.array([body])), [None], [body])


def test_no_rows_are_a_result_without_rows() -> None:
    assert arrow.classify([], pa.array([], pa.binary())).num_rows == 0
    assert arrow.classify([], pa.array([], pa.binary()), names=True).schema == arrow.SCHEMA_WITH_NAMES
    empty = arrow.classify(pa.chunked_array([], pa.uint16()), pa.chunked_array([], pa.binary()))
    assert empty.num_rows == 0 and empty.schema == arrow.SCHEMA
    assert arrow.classify([0], pa.array([b""])).to_pylist() == [expected(0, b"")]


def test_wrong_columns_are_refused() -> None:
    with pytest.raises(ValueError, match="2 HTTP statuses and 1 bodies"):
        arrow.classify([200, 200], pa.array([b"{}"]))
    for status in (-1, 65536):
        with pytest.raises(ValueError, match="65535"):
            arrow.classify([status], pa.array([b"{}"]))
    with pytest.raises(TypeError, match="binary or string type, not int64"):
        arrow.classify([200], pa.array([1]))
    with pytest.raises(ValueError, match="threads must be"):
        arrow.classify([200], pa.array([b"{}"]), threads=0)


@pytest.mark.parametrize(
    "wrap", [pa.array, lambda values: pa.array(values).dictionary_encode(), bool8], ids=["bool", "dictionary", "bool8"]
)
def test_bools_are_no_statuses(wrap: Any) -> None:
    """False is the number 0, the status of a WebSocket frame."""
    body = pa.array([b"<html>", b"<html>"])
    for statuses in (wrap([True, False]), pa.chunked_array([wrap([True, False])])):
        with pytest.raises(TypeError, match="HTTP statuses are integers, not bool"):
            arrow.classify(statuses, body)


@pytest.mark.parametrize("kind", [pa.binary(), pa.large_binary()], ids=str)
@pytest.mark.parametrize("first", [0, 3])
def test_buffers_at_odd_addresses_equal_read(kind: pa.DataType, first: int) -> None:
    def at_odd_address(values: pa.Array) -> pa.Array:
        buffers = [buffer and pa.py_buffer(b"x" + buffer.to_pybytes()).slice(1) for buffer in values.buffers()]
        assert buffers[1].address % 2 == 1
        return pa.Array.from_buffers(values.type, len(values), buffers)

    statuses, bodies = [*STATUSES, 200, None], [*BODIES, None, b"{}"]
    status, body = at_odd_address(pa.array(statuses, pa.uint16())), at_odd_address(pa.array(bodies, kind))
    check(arrow.classify(status[first:], body[first:], threads=2), statuses[first:], bodies[first:])
    assert arrow.classify(status[:0], body[:0]).num_rows == 0


def test_inputs_are_not_copied() -> None:
    """The result of a large column needs memory for its own columns alone, 17 bytes a row."""
    rows, body = 2000, b'{"data":"' + b"x" * 10_000 + b'"}'
    statuses, bodies = pa.array([200] * rows, pa.uint16()), pa.array([body] * rows, pa.binary())
    pool = pa.default_memory_pool()
    before, peak = pool.bytes_allocated(), pool.max_memory()
    assert bodies.nbytes > 20_000_000
    result = arrow.classify(statuses, bodies)
    assert result.num_rows == rows
    assert pool.bytes_allocated() - before < 100_000
    assert pool.max_memory() - max(peak, before) < 100_000


def test_other_threads_run_during_a_call() -> None:
    """Fails if the interpreter's lock is held: then no other thread counts during the call."""
    body = b'{"data":["' + b"x" * (64 << 20) + b'"]}'
    bodies, counted, stop = pa.array([body], pa.binary()), [], threading.Event()

    def count() -> None:
        while not stop.is_set():
            counted.append(time.perf_counter())
            time.sleep(0.0002)

    thread = threading.Thread(target=count)
    thread.start()
    try:
        spans = []
        for _ in range(20):
            begun = time.perf_counter()
            arrow.classify([200], bodies, threads=1)
            spans.append((begun, time.perf_counter()))
    finally:
        stop.set()
        thread.join()
    # The interpreter gives the lock to another thread after 5 ms, so a call that held it would have none inside.
    inside = [sum(begun < moment < end for moment in counted) for begun, end in spans]
    assert max(inside) > 3, inside


def test_many_rows_in_many_threads_equal_one_thread() -> None:
    chosen = random.Random(1)
    rows = [chosen.choice(CASES) for _ in range(20_000)]
    status, body = pa.array([row[0] for row in rows], pa.uint16()), pa.array([row[1] for row in rows], pa.binary())
    assert body.nbytes > 4 << 18
    one = arrow.classify(status, body, threads=1)
    assert arrow.classify(status, body, threads=7) == one
    check(one[:500], *([list(column) for column in zip(*rows[:500])]))


def test_program_of_the_readme_prints_its_comment() -> None:
    readme = Path(__file__).resolve().parents[2] / "ffi" / "python" / "README.md"
    programs = re.findall(r"^```python\n(.*?)^```$", readme.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    [program] = [program for program in programs if "arrow.classify" in program]
    [line] = re.findall(r"# (\[.+\])", program)
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (ran.stdout, ran.stderr) == (f"{line}\n", "")
