"""Run the game with `python -m spacequiz`."""

import sys
from contextlib import suppress
from os import getcwd

# Python puts the working folder first, where a player's yaml.py would be taken for the library.
with suppress(FileNotFoundError):
    if sys.path[0] == getcwd() and not sys.flags.safe_path:  # noqa: PTH109
        del sys.path[0]

from spacequiz.cli import main

if __name__ == "__main__":
    main()
