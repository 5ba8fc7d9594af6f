"""The command ``python -m mixerr``: the command line, what it reads, and what it prints."""
