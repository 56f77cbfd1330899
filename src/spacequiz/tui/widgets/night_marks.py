"""What there is to say of each team just now, what to do next, and typed answers as they count."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from spacequiz.game.kinds import Kind
from spacequiz.game.match.phases import Phase
from spacequiz.game.match.state import Manner
from spacequiz.text import clean_line
from spacequiz.tui.team_colors import color_of
from spacequiz.tui.widgets.night_paint import LETTERS, TeamMark

if TYPE_CHECKING:
    from spacequiz.game.match.view import MatchView, QuestionView, TeamView
    from spacequiz.wording import Glyphs

MOST_CHARACTERS = 200


def mark_teams(view: MatchView, glyphs: Glyphs, now: float) -> dict[str, TeamMark]:
    """Return how each team is drawn, with what there is to say of it."""
    marks = {}
    for team in view.teams:
        note, noted = _describe(view, team, glyphs, now)
        glyph = glyphs.teams[team.team.glyph % len(glyphs.teams)]
        style = color_of(team.team.color)
        marks[team.team.id] = TeamMark(team.team.name, glyph, style, team.score, note, noted)
    return marks


def _describe(view: MatchView, team: TeamView, glyphs: Glyphs, now: float) -> tuple[str, bool]:
    question, name = view.question, team.team.id
    doubled = f"{glyphs.times}2 " if team.doubles and view.phase is not Phase.BETWEEN else ""
    if question is None:
        return doubled.strip(), True
    if view.phase is Phase.REVEALED:
        points = sum(a.points for a in question.answers if a.team == name)
        return doubled + (f"{points:+,}" if points else ""), points > 0
    if name == question.floor:
        return "answers", True
    if name == question.turn:
        return "types", True
    out = team.locked_out_until
    if out is not None and out > now:
        return f"too early, {ceil(out - now)} s", False
    if name in question.buzzed:
        return "pressed", True
    if question.manner is Manner.FLOOR:
        return ("wrong" if team.locked else ""), False
    if not team.plays:
        return "looks on", False
    return doubled + (f"{glyphs.right} in" if team.locked else glyphs.ellipsis), team.locked


def advise(view: MatchView, next_turn: str, hint: str) -> str:
    """Return what to do just now, in a few words."""
    question = view.question
    if view.phase is Phase.BETWEEN:
        if view.rounds_left:
            return "enter starts it"
        return "enter: one question decides" if view.sudden_death_due else "enter: the podium"
    if view.phase is Phase.WAGERING:
        name = view.team(view.picker).team.name
        return f"{name}: how much do you stake? 0 to {view.wager_limit:,}, then enter"
    if question is None:
        return hint
    if next_turn:
        name = view.team(next_turn).team.name
        return f"{name}: take the keyboard, and press enter. The others look away."
    if question.turn:
        return f"{view.team(question.turn).team.name}: {_how_to_type(question)}"
    if question.floor:
        name = view.team(question.floor).team.name
        typed = question.card is not None and question.card.kind in _TYPED
        return f"{name} answers: {_how_to_type(question)}" if typed else f"{name} answers"
    if view.phase is Phase.ANSWERING and question.manner is Manner.FLOOR:
        return (
            "Press your buzzer" if not question.answers else "Who knows better? Press your buzzer"
        )
    return hint


_TYPED = (Kind.TYPED, Kind.NUMBER, Kind.ORDER, Kind.MATCH)


def _how_to_type(question: QuestionView) -> str:
    card = question.card
    if card is None:
        return "press enter"
    if card.kind is Kind.ORDER:
        return f"type the letters in order, such as {LETTERS[: len(card.options)][::-1]}"
    if card.kind is Kind.MATCH:
        example = LETTERS[: len(card.lefts)][::-1]
        return f"type the letter for each in turn, such as {example}"
    return "type a number" if card.kind is Kind.NUMBER else "type your answer"


def read_typed(question: QuestionView | None, text: str) -> tuple[str, ...]:
    """Return a typed answer as it counts; empty where it cannot be one."""
    text = clean_line(text, MOST_CHARACTERS)
    card = question.card if question else None
    if card is None or not text:
        return ()
    if card.kind is Kind.NUMBER and not any(c.isdecimal() for c in text):
        return ()
    if card.kind not in (Kind.ORDER, Kind.MATCH, Kind.SEVERAL, Kind.CHOICE, Kind.TRUE_FALSE):
        return (text,)
    letters = [c for c in text.upper() if c.isalnum()]
    if not all(c in LETTERS[: len(card.options)] for c in letters):
        return ()
    picked = tuple(card.options[LETTERS.index(c)] for c in letters)
    if card.kind is Kind.ORDER:
        return picked if sorted(picked) == sorted(card.options) else ()
    if card.kind is Kind.MATCH:
        return picked if len(picked) == len(card.lefts) else ()
    if card.kind is Kind.SEVERAL:
        return tuple(dict.fromkeys(picked))
    return picked if len(picked) == 1 else ()
