"""The hands: which key is whose, which keys are held down, and what is picked but not locked in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.game.kinds import Kind
from spacequiz.game.match.phases import Phase
from spacequiz.game.match.state import Manner
from spacequiz.tui.widgets.night_keys import find_key, list_columns, list_keys, spread_columns

if TYPE_CHECKING:
    from spacequiz.game.match.view import MatchView, QuestionView
    from spacequiz.quizmaster.night_plan import LobbySetup

REPEAT_SECONDS = 0.15
"""A key that comes again this soon is held down."""
HOLD_SECONDS = 0.8
"""How long the key that buzzed is not taken as an answer, though it is still held."""
HOME_ROW = 2


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
        self._picked: dict[str, list[int]] = {}
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

    def forget(self) -> None:
        """Forget what was picked: another question has come."""
        self._picked.clear()

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

    def pick(self, question: QuestionView, team: str, number: int) -> tuple[str, ...] | None:
        """Return what a key locks in; None where it only picks one of several."""
        card = question.card
        assert card is not None
        if card.kind is not Kind.SEVERAL:
            return (card.options[number],) if number < len(card.options) else None
        picked = self._picked.setdefault(team, [])
        if number < len(card.options):
            picked.remove(number) if number in picked else picked.append(number)
            return None
        last = len(self.keys[team]) - 1
        return self._collect(question, team) if number == last and picked else None

    def _collect(self, question: QuestionView, team: str) -> tuple[str, ...]:
        assert question.card is not None
        return tuple(question.card.options[n] for n in sorted(self._picked.get(team, ())))

    def pending(self, view: MatchView, team: str) -> tuple[str, ...]:
        """Return what a team has picked of several, but not locked in."""
        question = view.question
        if question is None or question.card is None or question.card.kind is not Kind.SEVERAL:
            return ()
        return self._collect(question, team)

    def hint(self, view: MatchView) -> str:
        """Return what the teams' keys do just now."""
        question = view.question
        if question is None or question.card is None or not self.picks(question):
            return ""
        if question.card.kind is Kind.SEVERAL:
            locks = ", ".join(keys[-1] for keys in self.keys.values())
            return f"Pick all that are right; lock in with your last key: {locks}"
        return ""
