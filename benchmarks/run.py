"""Run all benchmarks and print one table."""

from __future__ import annotations

import sys

import answer
import start
from pairs import print_figures

if __name__ == "__main__":
    sys.exit(print_figures([*start.measure(), *answer.measure()]))
