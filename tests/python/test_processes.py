"""Reads in forked and spawned processes, in subinterpreters, and at the exit of an interpreter."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import threading

import mixerr
import pytest
import vectors
from mixerr import Response

ROWS = vectors.responses()[:300]
BODIES = [(case.http_status, case.body) for case in ROWS]
EXPECTED = [mixerr.read(*case) for case in BODIES]

# Runs `inner` in a subinterpreter. The module's name depends on the version of Python.
SUBINTERPRETER = """
import sys, threading
try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters

inner = '''
try:
    import mixerr
    for _ in range(1000):
        assert mixerr.read(202, b'{"error":{"code":20119,"description":"x"}}').description == "x"
    result = "fine"
except ImportError as error:
    result = f"ImportError: {error}"
import os
os.write(1, (result + chr(10)).encode())
'''

def run():
    subinterpreter = interpreters.create()
    failure = interpreters.run_string(subinterpreter, inner)
    interpreters.destroy(subinterpreter)
    if failure is not None:
        sys.exit(str(failure))

IMPORTS_FIRST
threads = [threading.Thread(target=run) for _ in range(THREADS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("done", flush=True)
"""


def python(program: str) -> subprocess.CompletedProcess[str]:
    """Runs a program in a new process."""
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=120)


def read_here(case: tuple[int, bytes]) -> Response:
    return mixerr.read(*case)


def raise_here(case: tuple[int, bytes]) -> None:
    mixerr.raise_for_error(*case)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_forked_child_reads_while_the_parent_s_threads_read() -> None:
    stop = threading.Event()

    def read_until_stopped() -> None:
        while not stop.is_set():
            for case in BODIES:
                mixerr.read(*case)

    threads = [threading.Thread(target=read_until_stopped) for _ in range(4)]
    for thread in threads:
        thread.start()
    statuses = []
    try:
        for _ in range(30):
            child = os.fork()
            if child == 0:
                os._exit(0 if [mixerr.read(*case) for case in BODIES] == EXPECTED else 1)
            statuses.append(os.waitpid(child, 0)[1])
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert statuses == [0] * 30


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_reader_continues_in_parent_and_child() -> None:
    reader = mixerr.Reader()
    reader.feed(b'{"error":{"code":201')
    child = os.fork()
    reader.feed(b"17}}" if child == 0 else b"19}}")
    code = reader.finish(202).code
    if child == 0:
        os._exit(0 if code == 20117 else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert code == 20119


@pytest.mark.parametrize("how", multiprocessing.get_all_start_methods())
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_processes_send_responses_and_exceptions_back(how: str) -> None:
    with multiprocessing.get_context(how).Pool(2) as pool:
        assert pool.map(read_here, BODIES) == EXPECTED
        with pytest.raises(mixerr.AskUserError) as caught:
            pool.apply(raise_here, ((202, b'{"error":{"code":20119,"description":"x"}}'),))
    assert (caught.value.code, caught.value.description) == (20119, "x")


@pytest.mark.skipif(sys.implementation.name != "cpython", reason="only CPython has more than one interpreter")
@pytest.mark.parametrize("first", ["import mixerr", "pass"])
@pytest.mark.parametrize("threads", [1, 4])
def test_subinterpreter_reads_or_raises_import_error(first: str, threads: int) -> None:
    done = python(SUBINTERPRETER.replace("IMPORTS_FIRST", first).replace("THREADS", str(threads)))
    assert (done.returncode, done.stderr) == (0, "")
    *result, end = done.stdout.splitlines()
    assert end == "done" and len(result) == threads
    # Python 3.12 does not support ctypes in a subinterpreter with its own lock.
    unsupported = "ImportError: module _ctypes does not support loading in subinterpreters"
    assert set(result) == ({unsupported} if sys.version_info[:2] == (3, 12) else {"fine"})


AT_EXIT = """
import atexit, sys, threading
import mixerr

BODY = b'{"error":{"code":20119,"description":"x"}}'

class Reads:
    def __init__(self):
        self.itself = self
        self.read = mixerr.read

    def __del__(self):
        assert self.read(202, BODY).description == "x"
        print("finalized")

atexit.register(lambda: print("at exit", mixerr.read(202, BODY).code))
in_globals = Reads()
sys.modules["in_modules"] = Reads()
"""

IN_DAEMON_THREADS = """
import threading, time
import mixerr

def read_forever():
    while True:
        mixerr.read(202, b" " * (1 << 21))
        mixerr.read(202, b'{"error":{"code":20119,"description":"x"}}')

for _ in range(4):
    threading.Thread(target=read_forever, daemon=True).start()
time.sleep(0.2)
"""


def test_read_works_at_the_exit_of_the_interpreter() -> None:
    done = python(AT_EXIT)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("at exit 20119")
    if sys.implementation.name == "cpython":
        assert "finalized" in done.stdout


def test_interpreter_exits_while_daemon_threads_read() -> None:
    for _ in range(3):
        done = python(IN_DAEMON_THREADS)
        assert (done.returncode, done.stderr) == (0, "")
