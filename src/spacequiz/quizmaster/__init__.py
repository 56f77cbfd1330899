"""The quizmaster: plans games, asks the Session, saves every answer."""

from spacequiz.quizmaster.master import PLAYER_SETTING, Quizmaster
from spacequiz.quizmaster.sessions import STREAKS_SETTING

__all__ = ["PLAYER_SETTING", "STREAKS_SETTING", "Quizmaster"]
