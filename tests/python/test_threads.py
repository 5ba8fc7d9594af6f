"""Reads at the same time and within each other: threads, tasks, signal handlers, finalizers."""

from __future__ import annotations

import asyncio
import gc
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Callable

import mixerr
import pytest
from mixerr import Response, _read

THREADS = 8

on_cpython = pytest.mark.skipif(
    sys.implementation.name != "cpython",
    reason="PyPy collects garbage by no threshold, and is too slow for so many signals",
)


def answer(number: int) -> tuple[int, bytes]:
    """Returns an answer that has the same lengths as all others, and other texts."""
    text = f"{number:04d}"
    return 202, b'{"error":{"status":202,"code":77777,"description":"%s","extra":"%s"}}' % ((text.encode(),) * 2)


ANSWERS = [answer(number) for number in range(500)]
ANSWERS += [
    (200, b'{"data":{}}'),
    (502, b"<html>"),
    (202, b'{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}'),
    (500, b'{"error":{"code":7000}}'),
    (700, b'{"error":{"code":7000,"description":"an HTTP status that no server sends"}}'),
    (202, bytearray(b'{"error":{"code":10002,"extra":{"field":"amount"}}}')),
    (202, b" " * 5000 + b'{"error":{"code":10003,"description":"long"}}'),
    (202, b" " * (1 << 20) + b'{"error":{"code":10003,"description":"so long that others may run"}}'),
]
EXPECTED = [mixerr.read(*case) for case in ANSWERS]


def read_all(seed: int) -> int:
    """Reads all answers in an order of its own; returns how many."""
    order = list(range(len(ANSWERS)))
    random.Random(seed).shuffle(order)
    for place in order:
        assert mixerr.read(*ANSWERS[place]) == EXPECTED[place]
    return len(order)


def feed_all(seed: int) -> int:
    """The same by readers, all at once."""
    readers = [mixerr.Reader() for _ in ANSWERS[:500]]
    order = [place for place in range(500) for _ in ANSWERS[place][1]]
    random.Random(seed).shuffle(order)
    fed = [0] * len(readers)
    for place in order:
        readers[place].feed(ANSWERS[place][1][fed[place] : fed[place] + 1])
        fed[place] += 1
    assert [reader.finish(202) for reader in readers] == EXPECTED[:500]
    return len(readers)


@pytest.fixture(autouse=True)
def busy() -> Iterator[None]:
    """Lets threads take turns as often as can be."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)
    assert_pool_is_whole()


def assert_pool_is_whole() -> None:
    """No struct is in the pool twice, as two threads would get it."""
    assert len({id(struct[-1]) for struct in _read._pool}) == len(_read._pool) >= 1


def in_threads(work: Callable[[int], int]) -> None:
    barrier = threading.Barrier(THREADS)

    def start(seed: int) -> int:
        barrier.wait()
        return sum(work(seed + THREADS * turn) for turn in range(4))

    with ThreadPoolExecutor(THREADS) as threads:
        assert all(threads.map(start, range(THREADS)))


def test_read_is_right_in_many_threads() -> None:
    in_threads(read_all)


def test_readers_are_right_in_many_threads() -> None:
    in_threads(feed_all)


def test_read_is_right_in_many_threads_that_find_the_pool_empty() -> None:
    taken = [_read._pool.pop() for _ in range(len(_read._pool))]
    in_threads(read_all)
    assert 1 <= len(_read._pool) <= THREADS
    _read._pool.extend(taken)


def test_exceptions_and_texts_are_right_in_many_threads() -> None:
    lines = list(map(str, EXPECTED))

    def tell(seed: int) -> int:
        for place in range(seed % 7, len(ANSWERS), 7):
            try:
                mixerr.raise_for_error(*ANSWERS[place])
            except mixerr.MixinError as error:
                assert (error.response, str(error)) == (EXPECTED[place], lines[place])
                assert error.response.write_envelope() == EXPECTED[place].write_envelope()
        return 1

    in_threads(tell)


def longest_wait(work: Callable[[], object]) -> float:
    """Returns how long this thread had to wait while another one worked."""
    other = threading.Thread(target=work)
    longest, last = 0.0, time.perf_counter()
    other.start()
    while True:
        is_over = not other.is_alive()
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
        if is_over:
            return longest
        time.sleep(0)


def test_read_of_a_long_body_lets_other_threads_run() -> None:
    body = b" " * (1 << 28)
    started = time.perf_counter()
    mixerr.read(200, body)
    alone = time.perf_counter() - started
    # A busy machine may make a thread wait too, but not each time.
    assert any(longest_wait(lambda: mixerr.read(200, body)) < alone / 2 for _ in range(10))


def test_tasks_of_asyncio_read_side_by_side() -> None:
    async def receive(http_status: int, body: Any) -> Response:
        reader = mixerr.Reader()
        for start in range(0, len(body), max(len(body) // 50, 1)):
            await asyncio.sleep(0)
            reader.feed(body[start : start + max(len(body) // 50, 1)])
        return reader.finish(http_status)

    async def all_of_them() -> list[Response]:
        return await asyncio.gather(*(receive(*case) for case in ANSWERS))

    assert asyncio.run(all_of_them()) == EXPECTED


def alarmed(work: Callable[[], None], handler: Any) -> None:
    """Works for a while, and is interrupted by a signal as often as can be."""
    before = signal.signal(signal.SIGALRM, handler)
    try:
        signal.setitimer(signal.ITIMER_REAL, 1e-4, 1e-4)
        end = time.monotonic() + 1
        while time.monotonic() < end:
            work()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.skipif(os.name != "posix", reason="signals that interrupt are POSIX's")
@on_cpython
def test_read_is_right_in_a_signal_handler_and_around_it() -> None:
    handled = []

    def handler(*_: Any) -> None:
        place = len(handled) % 507
        handled.append(mixerr.read(*ANSWERS[place]) == EXPECTED[place])

    alarmed(lambda: read_all(1) and None, handler)
    assert len(handled) > 100 and all(handled)


def traced(call: Callable[[], Any], tell: Callable[[], None]) -> Any:
    """Calls something, and `tell` before every line and every opcode of the package."""
    package = os.path.dirname(mixerr.__file__)

    def trace(frame: Any, event: str, _: Any) -> Any:
        if not frame.f_code.co_filename.startswith(package):
            return None
        frame.f_trace_opcodes = True
        if event in ("line", "opcode"):
            tell()
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        return call()
    finally:
        sys.settrace(before)


def feed_and_finish(http_status: int, body: Any) -> Response:
    reader = mixerr.Reader()
    reader.feed(body)
    return reader.finish(http_status)


# An answer for each of the ways in which one is read.
WAYS = [0, *range(500, len(ANSWERS))]


@pytest.mark.parametrize("read", [mixerr.read, feed_and_finish])
@pytest.mark.parametrize("place", WAYS)
def test_read_is_right_whatever_is_read_at_every_opcode_of_it(place: int, read: Any) -> None:
    read_within = []

    def tell() -> None:
        other = ANSWERS[len(read_within) % 500]
        read_within.append(mixerr.read(*other) == EXPECTED[len(read_within) % 500])

    assert traced(lambda: read(*ANSWERS[place]), tell) == EXPECTED[place]
    assert len(read_within) > 20 and all(read_within)


@pytest.mark.parametrize("read", [mixerr.read, feed_and_finish])
@pytest.mark.parametrize("place", WAYS)
def test_read_is_right_after_one_that_was_interrupted_at_any_opcode(place: int, read: Any) -> None:
    http_status, body = ANSWERS[place]
    stops = 0
    for stop in range(2000):
        left = stop

        def tell() -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise KeyboardInterrupt

        try:
            assert traced(lambda: read(http_status, body), tell).http_status == http_status
            if left >= 0:
                break
        except (KeyboardInterrupt, SystemError):
            # Python 3.9 makes a SystemError of what is raised before some opcodes, or forgets it.
            stops += 1
        # Two reads within each other would get one struct, were it twice in the pool.
        for other in (1, 2, 503):
            assert mixerr.read(*ANSWERS[other]) == EXPECTED[other]
        assert_pool_is_whole()
    else:
        pytest.fail("reading never ends")
    assert stops > 20


@on_cpython
def test_read_is_right_in_a_finalizer_and_around_it() -> None:
    finalized = []

    class Reads:
        def __init__(self, place: int) -> None:
            self.place, self.itself = place, self

        def __del__(self) -> None:
            finalized.append(mixerr.read(*ANSWERS[self.place]) == EXPECTED[self.place])

    threshold = gc.get_threshold()
    gc.set_threshold(1)
    try:
        for place in range(500):
            Reads(place)
            assert mixerr.read(*ANSWERS[place]) == EXPECTED[place]
    finally:
        gc.set_threshold(*threshold)
    gc.collect()
    assert len(finalized) == 500 and all(finalized)
