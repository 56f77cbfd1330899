"""The memory: one SQLite save file that is never lost."""

from spacequiz.save.store import NAME_LIMIT, Player, Save

__all__ = ["NAME_LIMIT", "Player", "Save"]
