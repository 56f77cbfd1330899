"""The quizmaster: plans games, asks the Session, saves every answer."""

from spacequiz.quizmaster.master import PLAYER_SETTING, Quizmaster
from spacequiz.quizmaster.sessions import DAY_SETTING, LATEST_BEGINNING, STREAKS_SETTING

__all__ = [
    "DAY_SETTING",
    "LATEST_BEGINNING",
    "PLAYER_SETTING",
    "STREAKS_SETTING",
    "Quizmaster",
]
