"""``python -m mixerr``: the command ``mixerr``."""

import sys

from mixerr._command import main

if __name__ == "__main__":
    sys.exit(main())
