"""The keys of a quiz night: which ones each team has, and a picture of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from spacequiz.game.kinds import Way
from spacequiz.game.night.state import Manner, NightPhase
from spacequiz.language import say, say_later
from spacequiz.quizmaster.night_draw import FEW_TEAMS
from spacequiz.tui.keyboards import read_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from spacequiz.game.night.view import MatchView, QuestionView
    from spacequiz.quizmaster.night_draw import LobbySetup, NightTeam
    from spacequiz.words import Glyphs


LAYOUTS = {
    "qwerty": ("1234567890", "qwertyuiop", "asdfghjkl;", "zxcvbnm,./"),
    "qwertz": ("1234567890", "qwertzuiop", "asdfghjklö", "yxcvbnm,.-"),
    "azerty": ("&é\"'(-è_çà", "azertyuiop", "qsdfghjklm", "wxcvbn,;:!"),
    "dvorak": ("1234567890", "',.pyfgcrl", "aoeuidhtns", ";qjkxbmwvz"),
    say_later("Spanish"): ("1234567890", "qwertyuiop", "asdfghjklñ", "zxcvbnm,.-"),
    say_later("Portuguese"): ("1234567890", "qwertyuiop", "asdfghjklç", "zxcvbnm,.-"),
    say_later("Brazilian"): ("1234567890", "qwertyuiop", "asdfghjklç", "zxcvbnm,.;"),
    say_later("Italian"): ("1234567890", "qwertyuiop", "asdfghjklò", "zxcvbnm,.-"),
    say_later("Swedish, Finnish"): ("1234567890", "qwertyuiop", "asdfghjklö", "zxcvbnm,.-"),
    say_later("Danish"): ("1234567890", "qwertyuiop", "asdfghjklæ", "zxcvbnm,.-"),
    say_later("Norwegian"): ("1234567890", "qwertyuiop", "asdfghjklø", "zxcvbnm,.-"),
    say_later("Turkish"): ("1234567890", "qwertyuıop", "asdfghjklş", "zxcvbnmöç."),
    say_later("Czech"): ("+ěščřžýáíé", "qwertzuiop", "asdfghjklů", "yxcvbnm,.-"),
    say_later("Russian"): ("1234567890", "йцукенгшщз", "фывапролдж", "ячсмитьбю."),
    say_later("Greek"): ("1234567890", ";ςερτυθιοπ", "ασδφγηξκλ΄", "ζχψωβνμ,./"),
}
"""Ten columns of four keys on each sort of keyboard."""
_OF_LANGUAGE = {
    "de": "qwertz",
    "fr": "azerty",
    "es": "Spanish",
    "pt": "Portuguese",
    "it": "Italian",
    "sv": "Swedish, Finnish",
    "fi": "Swedish, Finnish",
    "da": "Danish",
    "tr": "Turkish",
    "nb": "Norwegian",
    "nn": "Norwegian",
    "no": "Norwegian",
    "cs": "Czech",
    "ru": "Russian",
    "el": "Greek",
}
COLUMNS, ROWS = 10, 4
HOME_ROW = 2
"""The row on which the fingers rest, where a team's buzzer is."""
LEAST_KEYS, MOST_KEYS = 4, 8
"""How many keys a team may choose."""
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


def guess_layout(language: str) -> str:
    """Return the keyboard that is usual where a language such as `es` is spoken."""
    return _OF_LANGUAGE.get(language, "qwerty")


def spread_columns(teams: int) -> tuple[int, ...]:
    """Return a column for each team, as far from one another as the keyboard allows."""
    return _SPREAD.get(teams, tuple(range(teams)))


def list_columns(column: int, teams: int) -> tuple[int, ...]:
    """Return the columns of the team that has its first answers on this one."""
    return (column, column + 1) if teams <= FEW_TEAMS and column + 1 < COLUMNS else (column,)


def list_firsts(teams: int) -> range:
    """Return the columns that a team's first answers can be on."""
    return range(0, COLUMNS, 2 if teams <= FEW_TEAMS else 1)


def list_keys(layout: str, columns: Iterable[int]) -> tuple[str, ...]:
    """Return the keys of columns, each from top to bottom: the answers from A on."""
    rows = LAYOUTS.get(layout, LAYOUTS["qwerty"])
    return tuple(row[column] for column in columns for row in rows)


def keys_of(team: NightTeam, setup: LobbySetup) -> tuple[str, ...]:
    """Return a team's keys: those it chose, or else those of its columns."""
    return tuple(team.keys) or list_keys(setup.layout, list_columns(team.column, len(setup.teams)))


def deal_keys(setup: LobbySetup, teams: Sequence[str], need: int) -> dict[str, tuple[str, ...]]:
    """Return the keys of each team, by its id.

    Those that were there from the start keep theirs. One that came late gets keys that are free,
    as many as the questions need; where there are none, all keys are dealt anew.

    Args:
        setup: The set-up of the evening.
        teams: Their ids; the number of a team is that in the set-up, from 1.
        need: How many keys each has to have.
    """
    dealt = {
        team: keys_of(setup.teams[int(team) - 1], setup)
        for team in teams
        if int(team) <= len(setup.teams)
    }
    for team in teams:
        if team not in dealt:
            keys = find_free_keys(setup.layout, dealt, need)
            if not keys:
                return _deal_anew(setup.layout, teams, need)
            dealt[team] = keys
    return dealt


def has_room(teams: int, need: int) -> bool:
    """Return whether a keyboard has so many keys for so many teams."""
    return teams * max(need, LEAST_KEYS) <= COLUMNS * ROWS


def find_free_keys(layout: str, dealt: Mapping[str, tuple[str, ...]], need: int) -> tuple[str, ...]:
    """Return the keys of columns that nobody has, as far as possible from the others."""
    used = {key for keys in dealt.values() for key in keys}
    free = [n for n in range(COLUMNS) if used.isdisjoint(list_keys(layout, (n,)))]
    taken = [n for n in range(COLUMNS) if n not in free]
    runs: list[tuple[int, ...]] = [(n, n + 1) for n in free if n + 1 in free] or (
        [(n,) for n in free] if need <= ROWS else []
    )
    best = max(runs, key=lambda run: min((abs(n - run[0]) for n in taken), default=0), default=())
    return list_keys(layout, best)


def _deal_anew(layout: str, teams: Sequence[str], need: int) -> dict[str, tuple[str, ...]]:
    count = len(teams)
    if need <= ROWS or count <= FEW_TEAMS:
        firsts = spread_columns(count)
        lists = [list_keys(layout, list_columns(first, count)) for first in firsts]
    else:
        every = list_keys(layout, range(COLUMNS))
        lists = [every[n * need : (n + 1) * need] for n in range(count)]
    return dict(zip(teams, lists, strict=False))


@dataclass(frozen=True, slots=True)
class Holder:
    """Say who holds which keys, and how the team is drawn."""

    keys: tuple[str, ...]
    glyph: str
    style: str
    buzzer: str


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
        by_key = {key: holder for holder in self.holders for key in holder.keys}
        rows = LAYOUTS.get(self.layout_name, LAYOUTS["qwerty"])
        lines = [self._heads(by_key, rows[0])]
        for row, keys in enumerate(rows):
            cells = [self._key(key, by_key.get(key)) for key in keys]
            lines.append(Content(" " * (row + 2)) + Content("").join(cells))
        return Content("\n").join(lines)

    def _heads(self, by_key: Mapping[str, Holder], keys: str) -> Content:
        cells = [
            Content.styled(f" {by_key[key].glyph} ", f"bold {by_key[key].style}")
            if key in by_key and key == by_key[key].keys[0]
            else Content(" " * _CELL)
            for key in keys
        ]
        return Content(" ") + Content("").join(cells)

    def _key(self, key: str, holder: Holder | None) -> Content:
        if holder is None:
            return Content.styled(f" {self._glyphs.gone} ", "$quiet")
        if self.buzzers_only and key != holder.buzzer:
            return Content.styled(f" {key} ", "$quiet")
        text = f"[{key}]" if self.buzzers_only else f" {key} "
        return Content.styled(text, f"bold {holder.style}")


HELD_SECONDS = 0.7
"""A key that comes again within this time is held down: a terminal does not say so, and the first
repeat of a held key comes after half a second or more."""
BUZZER_REST = 1.5
"""How long the key that buzzed is no answer; one that is pressed on and on never is, since it looks
like one that is held."""


def find_same(character: str, among: Collection[str]) -> str:
    """Return which of some keys was pressed: the one that types this, or types it otherwise.

    In capitals, with another alphabet or with shift, the same key types something else.
    """
    if character in among:
        return character
    meanings = read_key(character)
    same = (key for key in among if key.upper() == character.upper())
    found = (key for key in among if key in meanings or character.lower() in read_key(key))
    return next(same, "") or next(found, "")


class Hands:
    """Know whose keys are where.

    Args:
        lobby: The set-up, which gives each of its teams its keys.
        teams: The ids of the teams, those that joined late included.
        need: How many keys the questions of the evening need.
    """

    def __init__(self, lobby: LobbySetup, teams: tuple[str, ...], need: int = 4) -> None:
        self.teams = teams
        self.layout = lobby.layout
        self.keys = deal_keys(lobby, teams, need)
        rows = {str(n): team.buzzer for n, team in enumerate(lobby.teams, 1)}
        self.buzzers = {t: keys[rows.get(t, HOME_ROW)] for t, keys in self.keys.items()}
        self._owners = {key: team for team, keys in self.keys.items() for key in keys}
        self._last: dict[str, float] = {}
        self._held: tuple[str, float] = ("", 0.0)
        self._newest = ("", 0.0)

    def is_buzzer(self, team: str, number: int) -> bool:
        """Return whether a team's key, counted from 0, is its buzzer."""
        return self.keys[team][number] == self.buzzers[team]

    def find(self, character: str, time: float) -> tuple[str, int] | None:
        """Return whose key it is and which; None for a held key, or one that is nobody's."""
        key = find_same(character, self._owners)
        again = time - self._last.get(key, -1e9) < HELD_SECONDS
        self._last[key] = time
        if not key:
            return None
        team = self._owners[key]
        held, until = self._held
        if again or (key == held and time < until):
            return None
        if team == self._owners.get(held):
            self._held = ("", 0.0)
        self._newest = (key, time)
        return team, self.keys[team].index(key)

    def hold(self) -> None:
        """Take the newest key, which buzzed, for no answer until its team has let go of it."""
        self._held = (self._newest[0], self._newest[1] + BUZZER_REST)

    # -- picking -----------------------------------------------------------------------------

    def picks(self, question: QuestionView) -> bool:
        """Return whether a question is answered by the teams' own keys."""
        card = question.card
        if card is None or not card.way.picks:
            return False
        least = min(map(len, self.keys.values()), default=0)
        return len(card.options) <= (least - 1 if card.way is Way.PICK_MANY else least)

    @staticmethod
    def wants_buzz(view: MatchView) -> bool:
        """Return whether a key would be a buzz rather than an answer."""
        floor = view.question is not None and view.question.manner is Manner.FLOOR
        return floor and view.phase is not NightPhase.FLOOR

    def must_type(self, question: QuestionView, phase: NightPhase) -> bool:
        """Return whether the one team that plays for its wager types its answer."""
        alone = question.manner is Manner.ALONE and phase is NightPhase.ANSWERING
        return alone and not self.picks(question) and not question.turns

    def is_last(self, team: str, number: int) -> bool:
        """Return whether a key is a team's last one, which locks in what was picked."""
        return number == len(self.keys[team]) - 1

    def in_use(self, view: MatchView) -> dict[str, tuple[str, ...]]:
        """Return the keys that each team has a use for just now, in the order of the options."""
        question = view.question
        if question is None or question.card is None or view.phase is NightPhase.REVEALED:
            return {}
        if self.wants_buzz(view):
            return {team: (key,) for team, key in self.buzzers.items()}
        if not self.picks(question):
            return {}
        count = len(question.card.options)
        several = question.card.way is Way.PICK_MANY
        only = question.floor or (view.picker if question.manner is Manner.ALONE else "")
        return {
            team: (*keys[:count], *keys[-1:]) if several else keys[:count]
            for team, keys in self.keys.items()
            if only in ("", team)
        }

    def find_pressed(self, view: MatchView, team: str, response: tuple[str, ...]) -> str:
        """Return the keys that a team pressed for its answer."""
        question, card = view.question, view.question.card if view.question else None
        if not question or not card or team not in self.keys or not self.picks(question):
            return ""
        numbers = sorted(card.options.index(part) for part in response if part in card.options)
        return " ".join(self.keys[team][number] for number in numbers)

    def hint(self, view: MatchView) -> str:
        """Return what the teams' keys do just now."""
        question = view.question
        if question is None or question.card is None or not self.picks(question):
            return ""
        if question.card.way is Way.PICK_MANY:
            locks = ", ".join(
                f"{team.team.name} {self.keys[team.team.id][-1]}"
                for team in view.teams
                if team.team.id in self.keys
            )
            return say(
                "Pick all that are right, then lock in with your last key: {keys}", keys=locks
            )
        return ""


def list_taken(setup: LobbySetup, number: int) -> frozenset[str]:
    """Return the keys of all teams but one."""
    others = (team for n, team in enumerate(setup.teams) if n != number)
    return frozenset(key for team in others for key in keys_of(team, setup))
