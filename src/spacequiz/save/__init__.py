"""The memory: one SQLite save file that is never lost."""

from spacequiz.save.core import NAME_LIMIT, Player
from spacequiz.save.store import Save

__all__ = ["NAME_LIMIT", "Player", "Save"]
