"""Tells what an answer of the API means, or one of its error codes: ``python -m mixerr``.

It mirrors the example ``explain`` of the Rust library, and a test compares the two. Explain alone tells
what could stand where a malformed body is wrong, and keeps more than 128 bytes of a text.
"""

import signal
import sys

from mixerr._explain.command import main

if __name__ == "__main__":
    # Who interrupts a command wants no traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(main())
