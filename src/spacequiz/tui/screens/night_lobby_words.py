"""What the lobby's lines are called, which values they take, and how those read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from spacequiz.game.match.setup import BOARD_VALUES, TIME_FACTORS
from spacequiz.quizmaster.night_plan import (
    ADVANCES,
    BUZZER_QUESTIONS,
    FORMATS,
    KINDS,
    QUESTIONS,
    ROUNDS,
)
from spacequiz.tui.screens.night_team import EXTRA_WORDS
from spacequiz.tui.widgets.night_keys import LAYOUTS, list_columns, list_keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacequiz.quizmaster.night_draw import Draw
    from spacequiz.quizmaster.night_plan import LobbySetup, NightTeam

FIELDS = (
    ("form", "Format"),
    ("rounds", "Rounds"),
    ("questions", "Questions"),
    ("buzzes", "Questions"),
    ("packs", "Packs"),
    ("kinds", "Kinds"),
    ("clock", "Clock"),
    ("speed", "Points"),
    ("jokers", "Joker"),
    ("advance", "Going on"),
    ("repeat", "Too few"),
    ("layout", "Keyboard"),
)
_VALUES: dict[str, tuple[Any, ...]] = {
    "form": FORMATS,
    "rounds": ROUNDS,
    "questions": QUESTIONS,
    "buzzes": BUZZER_QUESTIONS,
    "kinds": tuple(KINDS),
    "clock": TIME_FACTORS,
    "speed": (False, True),
    "jokers": (True, False),
    "advance": ADVANCES,
    "repeat": (False, True),
    "layout": tuple(LAYOUTS),
}
_FORM_WORDS = {
    "rounds": "rounds: everyone answers in secret",
    "board": "board: pick a category and a value",
    "buzzer": "buzzer: the first to press answers",
}
_CLOCK_WORDS = {0.0: "off", 1.0: "20 s, 30 s for typing", 1.5: "half as much again", 2.0: "twice"}


def is_open(name: str, setup: LobbySetup) -> bool:
    """Return whether a line of the lobby has a meaning in this format."""
    rounds = setup.form == "rounds"
    return {
        "rounds": rounds,
        "questions": rounds,
        "jokers": rounds and setup.rounds > 1,
        "speed": rounds,
        "repeat": setup.form != "board",
        "buzzes": setup.form == "buzzer",
    }.get(name, True)


def step_value(name: str, setup: LobbySetup, step: int) -> LobbySetup:
    """Return the set-up with the next value of a line."""
    values = _VALUES[name]
    now = getattr(setup, name)
    at = values.index(now) if now in values else 0
    return replace(setup, **{name: values[(at + step) % len(values)]})


def describe_value(name: str, setup: LobbySetup, title: Callable[[str], str]) -> str:
    """Return a line's value in words."""
    match name:
        case "form":
            return _FORM_WORDS[setup.form]
        case "rounds":
            return str(setup.rounds)
        case "questions":
            return f"{setup.questions} a round"
        case "buzzes":
            return str(setup.buzzes)
        case "packs":
            return ", ".join(map(title, setup.packs)) or "all packs"
        case "clock":
            return _CLOCK_WORDS[setup.clock]
        case "speed":
            return "speed counts, up to half" if setup.speed else "1,000 for every right answer"
        case "jokers":
            return "each team doubles one round" if setup.jokers else "none"
        case "advance":
            return f"by itself after {setup.advance} s" if setup.advance else "when you press enter"
        case "repeat":
            return "questions come again" if setup.repeat else "a shorter evening"
        case _:
            return str(getattr(setup, name))


def describe_team(team: NightTeam, setup: LobbySetup) -> str:
    """Return a team's keys and handicap in words."""
    keys = list_keys(setup.layout, list_columns(team.column, len(setup.teams)))
    parts = [" ".join(keys[:4]) if setup.form == "rounds" else f"buzzer {keys[team.buzzer]}"]
    if team.extra != 1:
        parts.append(f"time: {EXTRA_WORDS[team.extra]}")
    if team.difficulty:
        parts.append(team.difficulty)
    return "   ".join(parts)


def describe_fit(setup: LobbySetup, drawn: Draw) -> tuple[str, str]:
    """Say how many questions the evening will have, and in which style."""
    count = sum(map(len, drawn.rounds))
    if not count and setup.form == "board":
        return (
            f"No two categories have {len(BOARD_VALUES)} questions each. Choose more.",
            "$warning",
        )
    if not count:
        return "No question fits. Press r to start over.", "$warning"
    if setup.form == "board":
        return f"{len(drawn.rounds)} categories with {len(BOARD_VALUES)} questions each", "$quiet"
    if drawn.short and not setup.repeat:
        short = f"Only {count} of {drawn.wanted} questions fit, so the evening is shorter."
        return f'{short} "Too few" below lets them come again.', "$warning"
    return f"{count} questions", "$quiet"
