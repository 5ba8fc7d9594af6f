"""Explains a response of the API, or one of its error codes: ``python -m mixerr``.

It mirrors the example ``explain`` of the Rust library, and a test compares the two. Only ``explain`` says what was
expected at the fault of a malformed body, and keeps more than 128 bytes of a text.
"""

import signal
import sys

from mixerr._explain.command import main

if __name__ == "__main__":
    # Who interrupts a command wants no traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(main())
