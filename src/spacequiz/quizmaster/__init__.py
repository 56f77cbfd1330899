"""The quizmaster: plans games, asks the Session, saves every answer."""

from spacequiz.quizmaster.master import PLAYER_SETTING, STREAKS_SETTING, Quizmaster, Standing
from spacequiz.quizmaster.planner import Due, Editions, Planner

__all__ = [
    "PLAYER_SETTING",
    "STREAKS_SETTING",
    "Due",
    "Editions",
    "Planner",
    "Quizmaster",
    "Standing",
]
