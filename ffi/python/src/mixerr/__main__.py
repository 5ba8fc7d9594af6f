"""``python -m mixerr``: explains a response of the API or an error code.

A test compares the command with ``explain``, an example of the Rust library. Only ``explain`` prints what a malformed
body should have at its fault, and more than 128 bytes of a text.
"""

import signal
import sys

from mixerr._explain.command import main
from mixerr._logs import main as logs

if __name__ == "__main__":
    # End without a traceback on Ctrl-C.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(logs(sys.argv[2:]) if sys.argv[1:2] == ["logs"] else main())
