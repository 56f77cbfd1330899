"""The quizmaster: plans games, asks the Session, saves every answer."""

from spacequiz.quizmaster.games import Quizmaster
from spacequiz.quizmaster.settings import (
    DAY_SETTING,
    LATEST_BEGINNING,
    ONCE_MORE_SETTING,
    PLAYER_SETTING,
    STREAKS_SETTING,
)

__all__ = [
    "DAY_SETTING",
    "LATEST_BEGINNING",
    "ONCE_MORE_SETTING",
    "PLAYER_SETTING",
    "STREAKS_SETTING",
    "Quizmaster",
]
