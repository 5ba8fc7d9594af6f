"""Counts of logged responses, by group and over time."""

# pyarrow has no type annotations.
# mypy: disable-error-code="import-untyped,no-any-return"

from __future__ import annotations

import struct
from datetime import datetime, timezone
from typing import Any, NamedTuple, Optional, Union

from mixerr._catalog import lookup
from mixerr._codes import Action, Fault, Outcome

MINUTE = 60_000_000
# The lengths of the spans of counts over time, in minutes. Each is a multiple of the one before it.
_SPANS = (1, 5, 15, 30, 60, 180, 360, 720, 1440, 10080)
# Counts over time have at most so many spans. Beyond that, spans become longer.
MAX_SPANS = 2048


class Group(NamedTuple):
    """The rows that are counted together. The outcome of rows without a response is UNREAD."""

    outcome: Outcome
    fault: Fault
    code: int
    action: Action


class Counted(NamedTuple):
    """The number of rows, and their first and last times in microseconds since 1970."""

    rows: int
    first: Optional[int]
    last: Optional[int]

    def plus(self, other: Counted) -> Counted:
        first = [time for time in (self.first, other.first) if time is not None]
        last = [time for time in (self.last, other.last) if time is not None]
        return Counted(self.rows + other.rows, min(first, default=None), max(last, default=None))


# A hostile file may have any number of unknown codes. Once there are so many groups, new ones get this code instead.
_MAX_GROUPS = 4096
OTHER_CODES = -1
# Rows that are counted in one `flush`.
_ROWS = 1 << 16
_NOTHING = Counted(0, None, None)


class Counts:
    """The number of responses of each group and, for a plot, of errors over time.

    Its size does not depend on that of the logs.
    """

    def __init__(self, is_plotted: bool = False) -> None:
        self.groups: dict[Group, Counted] = {}
        # The errors of an action in a span of time, whose number is the time divided by the width.
        self.spans: dict[tuple[int, Action], int] = {}
        self.width = MINUTE
        self._is_plotted = is_plotted
        # Results and times that are not yet counted, because counting a batch takes a millisecond whatever its size.
        self._results: list[Any] = []
        self._times: list[Any] = []
        self._waiting = 0

    @property
    def rows(self) -> int:
        """The number of rows, once `flush` has been called."""
        return sum(counted.rows for counted in self.groups.values())

    def add(self, columns: dict[str, Any]) -> None:
        """Reads the rows of a batch, and counts them later. The batches up to a `flush` have the same columns."""
        from mixerr import arrow

        # One thread, because another one reads the next batch.
        self._results.append(arrow.classify(columns["http_status"], columns["body"], threads=1))
        if "time" in columns:
            self._times.append(columns["time"])
        self._waiting += len(columns["body"])
        if self._waiting >= _ROWS:
            self.flush()

    def flush(self) -> None:
        """Counts the rows that have been read."""
        import pyarrow as pa
        import pyarrow.compute as pc

        if self._waiting == 0:
            return
        keys = _keys(pa.Table.from_batches(self._results))
        order = pc.array_sort_indices(keys)
        runs = pc.run_end_encode(keys.take(order))
        times = _microseconds(pa.chunked_array(self._times)).combine_chunks().take(order) if self._times else None
        self._results, self._times, self._waiting = [], [], 0
        start = 0
        for key, end in zip(runs.values.to_pylist(), runs.run_ends.to_pylist()):
            group = Group(Outcome(key >> 16 & 0xFF), Fault(key >> 8 & 0xFF), key >> 24, Action(key & 0xFF))
            self._count(group, end - start, times.slice(start, end - start) if times is not None else None)
            start = end
        while len({span for span, _ in self.spans}) > MAX_SPANS:
            self.widen()

    def _count(self, group: Group, rows: int, times: Any) -> None:
        """Counts rows of a group. Their times are `None` if the log has no times."""
        import pyarrow.compute as pc

        counted = Counted(rows, None, None)
        if times is not None:
            counted = Counted(rows, *pc.min_max(times).as_py().values())
            if self._is_plotted and group.outcome > Outcome.SUCCESS:
                self._add_spans(group.action, times.drop_null())
        is_unknown = group.outcome is Outcome.API_ERROR and name_of(group.code) is None
        if is_unknown and len(self.groups) >= _MAX_GROUPS and group not in self.groups:
            group = group._replace(code=OTHER_CODES)
        self.groups[group] = self.groups.get(group, _NOTHING).plus(counted)

    def _add_spans(self, action: Action, times: Any) -> None:
        import pyarrow.compute as pc

        for row in pc.divide(times, _scalar(self.width)).value_counts().to_pylist():
            key = (row["values"], action)
            self.spans[key] = self.spans.get(key, 0) + row["counts"]

    def widen(self) -> None:
        """Makes each span longer."""
        width = next((minutes * MINUTE for minutes in _SPANS if minutes * MINUTE > self.width), self.width * 2)
        spans: dict[tuple[int, Action], int] = {}
        for (span, action), count in self.spans.items():
            key = (span * self.width // width, action)
            spans[key] = spans.get(key, 0) + count
        self.spans, self.width = spans, width

    def sorted(self) -> list[tuple[Group, Counted]]:
        """Returns the groups, the most frequent first."""
        return sorted(self.groups.items(), key=lambda item: (-item[1].rows, item[0]))

    def as_json(self) -> dict[str, Any]:
        """Returns the object that `--json` prints."""
        counts = []
        for group, counted in self.sorted():
            has_code = group.outcome is Outcome.API_ERROR and group.code != OTHER_CODES
            counts.append(
                {
                    "outcome": group.outcome.name,
                    "fault": group.fault.name,
                    "code": group.code if has_code else None,
                    "name": name_of(group.code) if has_code else None,
                    "action": group.action.name,
                    "count": counted.rows,
                    "first": iso(counted.first),
                    "last": iso(counted.last),
                }
            )
        return {"rows": self.rows, "counts": counts}


def _keys(results: Any) -> Any:
    """Returns a number for each result, which `flush` decodes to a group."""
    import pyarrow as pa
    import pyarrow.compute as pc

    # Not `group_by`, which imports pandas.
    keys = results["code"].cast(pa.int64())
    for name in ("outcome", "fault", "action"):
        keys = pc.bit_wise_or(pc.shift_left(keys, _scalar(8)), results[name])
    # A row without a response is null.
    return pc.fill_null(keys, _scalar(0)).combine_chunks()


def _scalar(value: Union[int, float]) -> Any:
    """Returns an int64 or a double. `pa.scalar` imports pandas, which takes 0.2 s and 40 MB."""
    import pyarrow as pa

    kind, code = (pa.float64(), "d") if isinstance(value, float) else (pa.int64(), "q")
    return pa.Array.from_buffers(kind, 1, [None, pa.py_buffer(struct.pack(code, value))])[0]


def _microseconds(times: Any) -> Any:
    """Converts a column of times to microseconds since 1970.

    Numbers may be seconds, milliseconds or smaller units. A time that is not in the years 1970 to 9999 becomes null.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = times.type
    if pa.types.is_dictionary(kind):
        return _microseconds(times.cast(kind.value_type))
    if pa.types.is_null(kind):
        return times.cast(pa.int64())
    if kind in (pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view()):
        times = _parsed(times.cast(pa.large_string()))
    elif pa.types.is_integer(kind) or pa.types.is_floating(kind):
        numbers = times.cast(pa.float64(), safe=False)
        times = pc.divide(numbers, _scalar(1e3))
        for limit, factor in ((1e17, 1.0), (1e14, 1e3), (1e11, 1e6)):
            is_less = pc.less(pc.abs(numbers), _scalar(limit))
            times = pc.if_else(is_less, pc.multiply(numbers, _scalar(factor)), times)
        return _in_years(times).cast(pa.int64(), safe=False)
    elif pa.types.is_date(kind):
        times = times.cast(pa.timestamp("ms"))
    elif not pa.types.is_timestamp(kind):
        raise TypeError(f"the times are of the type {kind}")
    zone, microseconds = times.type.tz, {"s": 10**6, "ms": 10**3, "us": 1}.get(times.type.unit)
    if microseconds is not None:
        # A cast of other years to microseconds may overflow. Nanoseconds have no other years.
        times = _in_years(times.cast(pa.int64()), microseconds).cast(times.type)
    return times.cast(pa.timestamp("us", zone), safe=False).cast(pa.int64())


def _parsed(times: Any) -> Any:
    """Reads times in ISO 8601. Those without a zone are UTC."""
    import pyarrow as pa

    try:
        return times.cast(pa.timestamp("us", "UTC"), safe=False)
    except pa.ArrowInvalid as error:
        try:
            return times.cast(pa.timestamp("us"), safe=False)
        except pa.ArrowInvalid:
            raise error from None


# The years 1970 to 9999 in microseconds. Both limits are exact in a double.
_FIRST, _LAST = 0, 253_402_300_799_000_000


def _in_years(times: Any, microseconds: int = 1) -> Any:
    """Makes times null that are not in the years 1970 to 9999. A time is a number of so many microseconds."""
    import pyarrow as pa
    import pyarrow.compute as pc

    number = float if pa.types.is_floating(times.type) else int
    first, last = (_scalar(number(limit // microseconds)) for limit in (_FIRST, _LAST))
    is_valid = pc.and_(pc.greater_equal(times, first), pc.less_equal(times, last))
    return pc.if_else(is_valid, times, pa.nulls(1, times.type)[0])


def name_of(code: int) -> Optional[str]:
    """Returns the name of a known code."""
    entry = lookup(code)
    return entry.name if entry is not None else None


def iso(microseconds: Optional[int]) -> Optional[str]:
    """Returns a time in ISO 8601, without the fraction of its second."""
    if microseconds is None:
        return None
    return datetime.fromtimestamp(microseconds // 1_000_000, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
