"""Reads a log of responses, whole columns in one call. Needs pyarrow, which the extra ``mixerr[arrow]`` installs.

pandas, Polars, DuckDB and PySpark exchange columns with pyarrow, so each works with this module.
"""

# pyarrow has no type annotations.
# mypy: disable-error-code="import-untyped,no-any-return"

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from ctypes import POINTER, byref, c_uint16, cast
from functools import cache, partial
from typing import Any, Callable, Optional, Union

from mixerr import _abi
from mixerr._codes import Action, Code, Data, Fault, Outcome, Payment
from mixerr._library import LONG_LIBRARY, check

try:
    import pyarrow as pa
    import pyarrow.compute as pc
except ImportError as error:
    raise ImportError("mixerr.arrow needs pyarrow, which the extra mixerr[arrow] installs") from error

__all__ = ["SCHEMA", "SCHEMA_WITH_NAMES", "classify"]

SCHEMA: pa.Schema = pa.schema(
    {
        "outcome": pa.uint8(),
        "action": pa.uint8(),
        "fault": pa.uint8(),
        "payment": pa.uint8(),
        "data": pa.uint8(),
        "status": pa.uint16(),
        "code": pa.uint32(),
        "fault_offset": pa.uint32(),
    }
)
"""The columns of a result, which are the fields of a ``mixerr.Response``."""

_ENUMS = {"outcome": Outcome, "action": Action, "fault": Fault, "payment": Payment, "data": Data}

SCHEMA_WITH_NAMES: pa.Schema = pa.schema(
    [
        pa.field(field.name, pa.dictionary(field.type, pa.string()) if field.name in _ENUMS else field.type)
        for field in SCHEMA
    ]
).append(pa.field("code_name", pa.dictionary(pa.int32(), pa.string())))
"""The columns of a result with names."""

_FIELDS: list[tuple[str, Any]] = [(field[0], field[1]) for field in _abi.mixerr_columns._fields_]

# A thread reads so many bytes of bodies at least: about the time that it takes to start it.
_MIN_BYTES = 1 << 18
# More parts than threads, because rows and cores are not equally slow.
_PARTS_OF_A_THREAD = 4


def classify(
    http_status: Any, body: Any, *, names: bool = False, threads: Optional[int] = None
) -> Union[pa.RecordBatch, pa.Table]:
    """Reads the responses of a log, and returns the columns of `SCHEMA`, a row for each response.

    ``http_status`` and ``body`` are columns of the same length: Arrow arrays, chunked arrays, anything with the Arrow
    PyCapsule interface (such as a Series of Polars or pandas), or lists. The result is a Table if one of them has
    chunks, and a RecordBatch otherwise. HTTP statuses are integers of 0 to 65535, 0 for a WebSocket frame. Bodies are
    of a binary or string type. Those of the types binary, string, large_binary and large_string are not copied.
    Statuses and offsets are copied only if their address is not a multiple of their size.

    A row whose HTTP status or body is null is null in every column. Otherwise the values are those of `mixerr.read`,
    and an absent status, code or offset is 0. With ``names``, the columns of enums are dictionary-encoded names, and
    the column ``code_name`` has the name of a known code: the columns of `SCHEMA_WITH_NAMES`.

    At most ``threads`` threads read, as many as there are cores by default. The interpreter's lock is released.

    Raises TypeError if the bodies are of another type or the HTTP statuses are bools, ValueError if the columns have
    different lengths, an HTTP status is not 0 to 65535 or ``threads`` is less than 1.

    >>> import pyarrow, mixerr.arrow
    >>> bodies = pyarrow.array([b'{"data":{}}', b'{"error":{"code":20119}}', b"<html>", None])
    >>> batch = mixerr.arrow.classify([200, 202, 502, 200], bodies, names=True)
    >>> batch["action"].to_pylist()
    ['PROCEED', 'ASK_USER', 'RETRY', None]
    >>> batch["code_name"].to_pylist()
    [None, 'PIN_INCORRECT', None, None]
    """
    if threads is not None and threads < 1:
        raise ValueError(f"threads must be 1 or more, not {threads}")
    statuses, bodies = _column(http_status), _column(body)
    if _is_bool(statuses.type):
        # A cast would make False 0, the status of a WebSocket frame.
        raise TypeError("HTTP statuses are integers, not bool")
    if len(statuses) != len(bodies):
        raise ValueError(f"there are {len(statuses)} HTTP statuses and {len(bodies)} bodies")
    statuses, bodies = statuses.cast(pa.uint16()), _as_bodies(bodies)
    if isinstance(statuses, pa.Array) and isinstance(bodies, pa.Array):
        rows = _Rows(statuses, bodies)
        _run(rows.parts(), threads)
        return rows.result(names)
    # A batch is where both have one chunk.
    batches = pa.Table.from_arrays([statuses, bodies], ["http_status", "body"]).to_batches()
    every = [_Rows(*batch.columns) for batch in batches]
    _run([part for rows in every for part in rows.parts()], threads)
    return pa.Table.from_batches([rows.result(names) for rows in every], SCHEMA_WITH_NAMES if names else SCHEMA)


def _column(values: Any) -> Union[pa.Array, pa.ChunkedArray]:
    if isinstance(values, (pa.Array, pa.ChunkedArray)):
        return values
    if hasattr(values, "__arrow_c_stream__"):
        return pa.chunked_array(values)
    return pa.array(values)


def _is_bool(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        return _is_bool(kind.value_type)
    return pa.types.is_boolean(kind) or getattr(kind, "extension_name", None) == "arrow.bool8"


def _as_bodies(bodies: Union[pa.Array, pa.ChunkedArray]) -> Union[pa.Array, pa.ChunkedArray]:
    """Converts a column to a type that the library reads."""
    kind = bodies.type
    if pa.types.is_dictionary(kind):
        return _as_bodies(bodies.cast(kind.value_type))
    if kind in (pa.binary(), pa.string(), pa.large_binary(), pa.large_string()):
        return bodies
    if pa.types.is_null(kind) or kind in (pa.binary_view(), pa.string_view()) or pa.types.is_fixed_size_binary(kind):
        return bodies.cast(pa.large_binary())
    raise TypeError(f"bodies must be of a binary or string type, not {kind}")


class _Rows:
    """The rows of one array, and the columns that they are read into."""

    def __init__(self, statuses: pa.Array, bodies: pa.Array) -> None:
        self._count = count = len(statuses)
        self._validity: Optional[pa.Buffer] = None
        if statuses.null_count or bodies.null_count:
            # A new bitmap, without the offset of a slice.
            self._validity = pc.and_(statuses.is_valid(), bodies.is_valid()).buffers()[1]
        self._columns = [pa.allocate_buffer(count * field.type.bit_width // 8) for field in SCHEMA]
        self._read: Any
        _, offsets, texts = bodies.buffers()
        if bodies.type in (pa.large_binary(), pa.large_string()):
            self._read, self._width = LONG_LIBRARY.mixerr_read_columns64, 8
        else:
            self._read, self._width = LONG_LIBRARY.mixerr_read_columns, 4
        self._statuses, status_owner = _aligned(statuses.buffers()[1], statuses.offset, count, 2)
        self._offsets, offset_owner = _aligned(offsets, bodies.offset, count + 1, self._width)
        self._owners = (status_owner, offset_owner, texts)
        self._body_bytes = bodies.nbytes
        self._texts, self._texts_size = _address(texts), texts.size if texts is not None else 0

    def parts(self) -> list[Callable[[], None]]:
        """Returns calls that read the rows. They write to disjoint rows, so threads may make them together."""
        count = self._count
        parts = max(1, min(_PARTS_OF_A_THREAD * _cores(), self._body_bytes // _MIN_BYTES, count))
        bounds = [count * part // parts for part in range(parts + 1)]
        # Not stored: a cycle of references would keep the columns in memory until the next garbage collection.
        return [partial(self._read_rows, first, end) for first, end in zip(bounds, bounds[1:])]

    def _read_rows(self, first: int, end: int) -> None:
        columns = _abi.mixerr_columns()
        for field, buffer, (_, pointer) in zip(SCHEMA, self._columns, _FIELDS):
            setattr(columns, field.name, cast(buffer.address + first * field.type.bit_width // 8, pointer))
        status = self._read(
            end - first,
            cast(self._statuses + first * 2, POINTER(c_uint16)),
            cast(self._offsets + first * self._width, self._read.argtypes[2]),
            self._texts,
            self._texts_size,
            _address(self._validity) or None,
            first,
            byref(columns),
        )
        check(status)

    def result(self, names: bool) -> pa.RecordBatch:
        """Returns the columns, once each part has been called."""
        columns = {}
        for field, buffer in zip(SCHEMA, self._columns):
            columns[field.name] = pa.Array.from_buffers(field.type, self._count, [self._validity, buffer])
        if not names:
            return pa.RecordBatch.from_pydict(columns, SCHEMA)
        dictionaries, codes, code_names = _dictionaries()
        for name, dictionary in dictionaries.items():
            # The numbers of an enum are the indices of its names.
            columns[name] = pa.DictionaryArray.from_arrays(columns[name], dictionary)
        index = pc.index_in(columns["code"], value_set=codes)
        columns["code_name"] = pa.DictionaryArray.from_arrays(index, code_names)
        return pa.RecordBatch.from_pydict(columns, SCHEMA_WITH_NAMES)


@cache
def _dictionaries() -> tuple[dict[str, pa.Array], pa.Array, pa.Array]:
    """Returns the names of the enums, the codes and their names. `pa.array` imports pandas, which takes 40 MB."""
    enums = {name: pa.array([member.name for member in enum], pa.string()) for name, enum in _ENUMS.items()}
    codes = pa.array([int(code) for code in Code], pa.uint32())
    return enums, codes, pa.array([code.name for code in Code], pa.string())


def _address(buffer: Optional[pa.Buffer]) -> int:
    return buffer.address if buffer is not None else 0


def _aligned(buffer: Optional[pa.Buffer], first: int, count: int, width: int) -> tuple[int, Optional[pa.Buffer]]:
    """Returns the address of integers in a buffer, and the buffer that owns them.

    That is a copy if the address is not a multiple of the width, as in a slice of a file or a message.
    """
    address = _address(buffer) + first * width
    if buffer is None or address % width == 0:
        return address, buffer
    integers = memoryview(buffer)[first * width : (first + count) * width]
    copy = pa.allocate_buffer(len(integers))
    memoryview(copy)[:] = integers
    return copy.address, copy


def _cores() -> int:
    """Returns the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _run(parts: Sequence[Callable[[], None]], threads: Optional[int]) -> None:
    threads = min(_cores() if threads is None else threads, len(parts))
    if threads <= 1:
        for part in parts:
            part()
        return
    with ThreadPoolExecutor(threads) as pool:
        # Raises the first exception.
        list(pool.map(lambda part: part(), parts))
