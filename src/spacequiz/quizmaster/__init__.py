"""The quizmaster: plans games, asks the Session, saves every answer."""

from spacequiz.quizmaster.master import STREAKS_SETTING, Quizmaster, Standing
from spacequiz.quizmaster.planner import Due, Editions, Planner

__all__ = ["STREAKS_SETTING", "Due", "Editions", "Planner", "Quizmaster", "Standing"]
