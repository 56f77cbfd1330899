"""The keys of a quiz night: which ones each team has, and a picture of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from spacequiz.game.kinds import Kind
from spacequiz.game.night.state import Manner, Phase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacequiz.game.night.view import MatchView, QuestionView
    from spacequiz.quizmaster.night_draw import LobbySetup
    from spacequiz.words import Glyphs


LAYOUTS = {
    "qwerty": ("1234567890", "qwertyuiop", "asdfghjkl;", "zxcvbnm,./"),
    "qwertz": ("1234567890", "qwertzuiop", "asdfghjklö", "yxcvbnm,.-"),
    "azerty": ("&é\"'(-è_çà", "azertyuiop", "qsdfghjklm", "wxcvbn,;:!"),
    "dvorak": ("1234567890", "',.pyfgcrl", "aoeuidhtns", ";qjkxbmwvz"),
}
"""Ten columns of four keys on each sort of keyboard."""
COLUMNS = 10
MOST_WITH_TWO = 5
"""Up to so many teams have two columns each, and so eight answers."""
HOME_ROW = 2
"""The row on which the fingers rest, where a team's buzzer is."""
_SPREAD = {
    2: (0, 8),
    3: (0, 4, 8),
    4: (0, 2, 6, 8),
    5: (0, 2, 4, 6, 8),
    6: (0, 2, 4, 5, 7, 9),
    7: (0, 1, 3, 5, 6, 8, 9),
    8: (0, 1, 3, 4, 5, 6, 8, 9),
}
_CELL = 3


@dataclass(frozen=True, slots=True)
class Holder:
    """Say who holds a column of keys, and how the team is drawn."""

    columns: tuple[int, ...]
    glyph: str
    style: str
    buzzer: int = HOME_ROW


def spread_columns(teams: int) -> tuple[int, ...]:
    """Return a column for each team, as far from one another as the keyboard allows."""
    return _SPREAD.get(teams, tuple(range(teams)))


def list_columns(column: int, teams: int) -> tuple[int, ...]:
    """Return the columns of the team that has its first answers on this one."""
    return (column, column + 1) if teams <= MOST_WITH_TWO and column + 1 < COLUMNS else (column,)


def list_firsts(teams: int) -> range:
    """Return the columns that a team's first answers can be on."""
    return range(0, COLUMNS, 2 if teams <= MOST_WITH_TWO else 1)


def list_keys(layout: str, columns: Sequence[int]) -> tuple[str, ...]:
    """Return the keys of columns, each from top to bottom: the answers from A on."""
    rows = LAYOUTS.get(layout, LAYOUTS["qwerty"])
    return tuple(row[column] for column in columns for row in rows)


def find_key(layout: str, character: str) -> tuple[int, int] | None:
    """Return the column and row of a key; None where no team can have it."""
    for row, keys in enumerate(LAYOUTS.get(layout, LAYOUTS["qwerty"])):
        if character and character in keys:
            return keys.index(character), row
    return None


class Keyboard(Widget):
    """Show whose keys are where."""

    DEFAULT_CSS = "Keyboard { height: 5; width: 40; }"

    holders: reactive[tuple[Holder, ...]] = reactive(())
    layout_name: reactive[str] = reactive("qwerty")
    buzzers_only: reactive[bool] = reactive(False)

    def __init__(self, glyphs: Glyphs, holders: Sequence[Holder] = ()) -> None:
        super().__init__()
        self._glyphs = glyphs
        self.set_reactive(Keyboard.holders, tuple(holders))

    def render(self) -> Content:
        """Return the four rows of keys under the glyphs of the teams."""
        by_column = {column: holder for holder in self.holders for column in holder.columns}
        lines = [self._heads(by_column)]
        for row, keys in enumerate(LAYOUTS.get(self.layout_name, LAYOUTS["qwerty"])):
            cells = [self._key(key, row, n, by_column.get(n)) for n, key in enumerate(keys)]
            lines.append(Content(" " * (row + 2)) + Content("").join(cells))
        return Content("\n").join(lines)

    def _heads(self, by_column: dict[int, Holder]) -> Content:
        firsts = {holder.columns[0]: holder for holder in by_column.values()}
        cells = [
            Content.styled(f" {firsts[n].glyph} ", f"bold {firsts[n].style}")
            if n in firsts
            else Content(" " * _CELL)
            for n in range(COLUMNS)
        ]
        return Content(" ") + Content("").join(cells)

    def _key(self, key: str, row: int, column: int, holder: Holder | None) -> Content:
        if holder is None:
            return Content.styled(f" {self._glyphs.gone} ", "$quiet")
        buzzer = row == holder.buzzer and column == holder.columns[0]
        if self.buzzers_only and not buzzer:
            return Content.styled(f" {key} ", "$quiet")
        text = f"[{key}]" if buzzer and self.buzzers_only else f" {key} "
        return Content.styled(text, f"bold {holder.style}")


REPEAT_SECONDS = 0.15
"""A key that comes again this soon is held down."""
HOLD_SECONDS = 0.8
"""How long the key that buzzed is not taken as an answer, though it is still held."""


class Hands:
    """Know whose keys are where.

    Args:
        lobby: The set-up, which gives each of its teams a column of keys.
        teams: The ids of the teams; those that joined late have everybody's keys spread anew.
    """

    def __init__(self, lobby: LobbySetup, teams: tuple[str, ...]) -> None:
        self.teams = teams
        self.layout = lobby.layout
        known = lobby.teams if len(lobby.teams) == len(teams) else ()
        firsts = [t.column for t in known] or list(spread_columns(len(teams)))
        self._rows = [t.buzzer for t in known] or [HOME_ROW] * len(teams)
        self.columns = {
            team: list_columns(first, len(teams)) for team, first in zip(teams, firsts, strict=True)
        }
        self.keys = {team: list_keys(self.layout, c) for team, c in self.columns.items()}
        self._last: dict[str, float] = {}
        self._held: tuple[str, float] = ("", 0.0)
        self._newest = ("", 0.0)

    @property
    def buzzers(self) -> dict[str, str]:
        """Return each team's buzzer key."""
        rows = zip(self.teams, self._rows, strict=True)
        return {team: self.keys[team][row] for team, row in rows}

    def is_buzzer(self, team: str, number: int) -> bool:
        """Return whether a team's key, counted from 0, is its buzzer."""
        return number == self._rows[self.teams.index(team)]

    def find(self, character: str, time: float) -> tuple[str, int] | None:
        """Return whose key it is and which; None for a held key, or one that is nobody's."""
        character = character.lower()
        again = time - self._last.get(character, -1e9) < REPEAT_SECONDS
        self._last[character] = time
        held, until = self._held
        place = find_key(self.layout, character)
        if again or place is None or (character == held and time < until):
            return None
        self._newest = (character, time)
        for team, columns in self.columns.items():
            if place[0] in columns:
                return team, columns.index(place[0]) * 4 + place[1]
        return None

    def hold(self) -> None:
        """Do not take the newest key for an answer while it is still held down."""
        self._held = (self._newest[0], self._newest[1] + HOLD_SECONDS)

    # -- picking -----------------------------------------------------------------------------

    def picks(self, question: QuestionView) -> bool:
        """Return whether a question is answered by the teams' own keys."""
        card = question.card
        if card is None or card.kind not in (Kind.CHOICE, Kind.TRUE_FALSE, Kind.SEVERAL):
            return False
        least = min(map(len, self.keys.values()))
        return len(card.options) <= (least - 1 if card.kind is Kind.SEVERAL else least)

    @staticmethod
    def wants_buzz(view: MatchView) -> bool:
        """Return whether a key would be a buzz rather than an answer."""
        floor = view.question is not None and view.question.manner is Manner.FLOOR
        return floor and view.phase is not Phase.FLOOR

    def must_type(self, question: QuestionView, phase: Phase) -> bool:
        """Return whether the one team that plays for its wager types its answer."""
        alone = question.manner is Manner.ALONE and phase is Phase.ANSWERING
        return alone and not self.picks(question) and not question.turns

    def is_last(self, team: str, number: int) -> bool:
        """Return whether a key is a team's last one, which locks in what was picked."""
        return number == len(self.keys[team]) - 1

    def hint(self, view: MatchView) -> str:
        """Return what the teams' keys do just now."""
        question = view.question
        if question is None or question.card is None or not self.picks(question):
            return ""
        if question.card.kind is Kind.SEVERAL:
            locks = ", ".join(keys[-1] for keys in self.keys.values())
            return f"Pick all that are right; lock in with your last key: {locks}"
        return ""
