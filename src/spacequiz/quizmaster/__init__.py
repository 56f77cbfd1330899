"""The quizmaster: plans games, asks the Session, saves every answer."""

from spacequiz.quizmaster.games import Quizmaster
from spacequiz.quizmaster.settings import PLAYER_SETTING

__all__ = ["PLAYER_SETTING", "Quizmaster"]
