"""The quizmaster: plans games, asks the Session, saves every answer."""

from spacequiz.quizmaster.master import PLAYER_SETTING, STREAKS_SETTING, Quizmaster

__all__ = ["PLAYER_SETTING", "STREAKS_SETTING", "Quizmaster"]
