"""The command ``python -m mixerr``: its arguments, its input and its output."""
