"""The quizmaster: plans games, asks the Session, saves every answer."""

from spacequiz.quizmaster.archive import Archive, Opened, Standing
from spacequiz.quizmaster.master import PLAYER_SETTING, STREAKS_SETTING, Quizmaster
from spacequiz.quizmaster.planner import Due, Editions, Planner
from spacequiz.quizmaster.shelf import Shelf

__all__ = [
    "PLAYER_SETTING",
    "STREAKS_SETTING",
    "Archive",
    "Due",
    "Editions",
    "Opened",
    "Planner",
    "Quizmaster",
    "Shelf",
    "Standing",
]
