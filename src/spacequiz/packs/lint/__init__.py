"""The linter: the rules of item writing, held against packs by `spacequiz check`.

Reading a pack for a game does not come here: what the rules find is advice, and takes its time.
"""

from __future__ import annotations

from spacequiz.packs.lint.run import CODES, FAILED, check_packs

__all__ = ["CODES", "FAILED", "check_packs"]
