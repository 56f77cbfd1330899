"""The memory: one SQLite save file that is never lost."""

from spacequiz.save.store import Player, Save

__all__ = ["Player", "Save"]
