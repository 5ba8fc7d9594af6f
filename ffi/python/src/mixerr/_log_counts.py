"""Counts of logged responses, by group and over time."""

# pyarrow has no type annotations.
# mypy: disable-error-code="import-untyped,no-any-return"

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any, NamedTuple, Optional

from mixerr._catalog import lookup
from mixerr._codes import Action, Fault, Outcome
from mixerr._log_files import Failure

MINUTE = 60_000_000
# The lengths of the spans of counts over time, in minutes. Each is a multiple of the one before it.
_SPANS = (1, 5, 15, 30, 60, 180, 360, 720, 1440, 10080)
# Counts over time have at most so many spans. Beyond that, spans become longer.
MAX_SPANS = 2048


class Group(NamedTuple):
    """What is counted together. The outcome of rows without a response is UNREAD."""

    outcome: Outcome
    fault: Fault
    code: int
    action: Action


class Counted(NamedTuple):
    rows: int
    # In microseconds since 1970.
    first: Optional[int]
    last: Optional[int]

    def plus(self, other: Counted) -> Counted:
        first = [time for time in (self.first, other.first) if time is not None]
        last = [time for time in (self.last, other.last) if time is not None]
        return Counted(self.rows + other.rows, min(first, default=None), max(last, default=None))


_KEYS = ["outcome", "fault", "code", "action"]
# Rows that are counted together.
_ROWS = 1 << 16
_NOTHING = Counted(0, None, None)


class Counts:
    """The number of responses of each group, and of errors over time. Its size does not depend on that of the logs."""

    def __init__(self) -> None:
        self.groups: dict[Group, Counted] = {}
        # The errors of an action in a span of time, whose number is the time divided by the width.
        self.spans: dict[tuple[int, Action], int] = {}
        self.width = MINUTE
        # Results that are not yet counted, because counting a batch takes milliseconds whatever its size.
        self._waiting: list[Any] = []

    @property
    def rows(self) -> int:
        """The number of rows, once `flush` has been called."""
        return sum(counted.rows for counted in self.groups.values())

    def add(self, columns: dict[str, Any]) -> None:
        """Reads the rows of a batch, and counts them later."""
        import pyarrow as pa

        from mixerr import arrow

        result = arrow.classify(columns["http_status"], columns["body"])
        table = pa.table({name: result[name] for name in _KEYS})
        if "time" in columns:
            table = table.append_column("time", _microseconds(columns["time"]))
        if self._waiting and self._waiting[0].schema != table.schema:
            self.flush()
        self._waiting.append(table)
        if sum(map(len, self._waiting)) >= _ROWS:
            self.flush()

    def flush(self) -> None:
        """Counts the rows that have been read."""
        import pyarrow as pa
        import pyarrow.compute as pc

        if not self._waiting:
            return
        table = pa.concat_tables(self._waiting)
        self._waiting.clear()
        has_time = "time" in table.column_names
        times = [("time", "min"), ("time", "max")] if has_time else []
        grouped = table.group_by(_KEYS, use_threads=False).aggregate([([], "count_all"), *times])
        for row in grouped.to_pylist():
            numbers = [row[name] or 0 for name in _KEYS]
            group = Group(Outcome(numbers[0]), Fault(numbers[1]), numbers[2], Action(numbers[3]))
            counted = Counted(row["count_all"], row.get("time_min"), row.get("time_max"))
            self.groups[group] = self.groups.get(group, _NOTHING).plus(counted)
        if has_time:
            errors = table.filter(pc.greater(table["outcome"], int(Outcome.SUCCESS))).select(["action", "time"])
            self._add_spans(errors.filter(pc.is_valid(errors["time"])))

    def _add_spans(self, errors: Any) -> None:
        import pyarrow.compute as pc

        errors = errors.set_column(1, "span", pc.divide(errors["time"], self.width))
        for row in errors.group_by(["span", "action"], use_threads=False).aggregate([([], "count_all")]).to_pylist():
            key = (row["span"], Action(row["action"]))
            self.spans[key] = self.spans.get(key, 0) + row["count_all"]
        while len({span for span, _ in self.spans}) > MAX_SPANS:
            self.widen()

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
        counts = []
        for group, counted in self.sorted():
            is_error = group.outcome is Outcome.API_ERROR
            counts.append(
                {
                    "outcome": group.outcome.name,
                    "fault": group.fault.name,
                    "code": group.code if is_error else None,
                    "name": name_of(group.code) if is_error else None,
                    "action": group.action.name,
                    "count": counted.rows,
                    "first": iso(counted.first),
                    "last": iso(counted.last),
                }
            )
        return {"rows": self.rows, "counts": counts}


def _microseconds(times: Any) -> Any:
    """Converts a column of times to microseconds since 1970. Integers may be seconds, milliseconds or smaller units."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_string(times.type) or pa.types.is_large_string(times.type) or pa.types.is_string_view(times.type):
        try:
            times = times.cast(pa.timestamp("us", "UTC"), safe=False)
        except pa.ArrowInvalid:
            # Times without a zone are read as UTC.
            times = times.cast(pa.timestamp("us"), safe=False)
    if pa.types.is_temporal(times.type):
        zone = times.type.tz if pa.types.is_timestamp(times.type) else None
        return times.cast(pa.timestamp("us", zone), safe=False).cast(pa.int64())
    if not (pa.types.is_integer(times.type) or pa.types.is_floating(times.type)):
        raise Failure(f"the times are of the type {times.type}")
    largest = pc.max(times).as_py() or 0
    factor = next((10.0**power for power, limit in ((6, 1e11), (3, 1e14), (0, 1e17)) if largest < limit), 1e-3)
    return pc.cast(pc.floor(pc.multiply(pc.cast(times, pa.float64(), safe=False), factor)), pa.int64(), safe=False)


def name_of(code: int) -> Optional[str]:
    entry = lookup(code)
    return entry.name if entry is not None else None


def iso(microseconds: Optional[int]) -> Optional[str]:
    if microseconds is None:
        return None
    return datetime.fromtimestamp(microseconds // 1_000_000, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
