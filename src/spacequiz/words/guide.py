"""How to play, what brings points, and what the modes are, as rows of a title and a sentence."""

from __future__ import annotations

from spacequiz.game.modes import MODES, name_mode
from spacequiz.game.scoring import BASE_POINTS, FIRST_BONUS_AT, SECOND_BONUS_AT
from spacequiz.language import say
from spacequiz.words.modes import describe_mode, title_of_mode

Row = tuple[str, str]


def list_guide() -> tuple[Row, ...]:
    """Return how to play, what brings points, and all modes."""
    return _explain_play(), _explain_points(), *map(_explain_mode, MODES)


def list_guide_of(mode: str) -> tuple[Row, ...]:
    """Return how a game of one mode is played, and what brings points in it."""
    known = name_mode(mode)
    counts = known.scored and not known.prizes
    return _explain_play(), _explain_mode(mode), *([_explain_points()] if counts else [])


def _explain_mode(mode: str) -> Row:
    return title_of_mode(mode), describe_mode(mode)


def _explain_play() -> Row:
    text = say("Pick or type an answer. Its reason comes at once, and waits for you.")
    return say("How to play"), text


def _explain_points() -> Row:
    easy, medium, hard = BASE_POINTS.values()
    text = say(
        "{easy} for an easy question, {medium} for a medium, {hard} for a hard one; more for "
        "{first} right in a row, for {second} and so on. Speed never counts.",
        easy=easy,
        medium=medium,
        hard=hard,
        first=FIRST_BONUS_AT,
        second=SECOND_BONUS_AT,
    )
    return say("Points"), text
