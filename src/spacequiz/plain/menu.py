"""The plain menu: everything of the game as numbered lists, for screen readers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TextIO

from spacequiz.errors import SpacequizError
from spacequiz.game.modes import DAILY, MODES, Drawing
from spacequiz.game.records import Setup
from spacequiz.language import say, say_count
from spacequiz.plain import overviews
from spacequiz.plain.game import PlainGame
from spacequiz.plain.lines import Lines
from spacequiz.plain.players import PlayersList
from spacequiz.quizmaster.browsing import search
from spacequiz.quizmaster.planner import EVERYTHING
from spacequiz.quizmaster.settings import NUMBER, SETTINGS
from spacequiz.words.games import describe_daily, describe_due, describe_saved, describe_today
from spacequiz.words.modes import describe_mode, title_of_mode
from spacequiz.words.questions import count_questions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacequiz.packs.bank import PackInfo
    from spacequiz.quizmaster import Quizmaster
    from spacequiz.quizmaster.browsing import Entry
    from spacequiz.quizmaster.settings import Setting
    from spacequiz.words import Glyphs


class PlainMenu:
    """Lead through the game by numbered lists. Every item comes back to the menu.

    Args:
        quizmaster: Runs the games.
        stdin: Where lines are read from.
        stdout: Where everything is printed.
        glyphs: What the marks look like.
    """

    def __init__(
        self, quizmaster: Quizmaster, stdin: TextIO, stdout: TextIO, glyphs: Glyphs
    ) -> None:
        self._quizmaster = quizmaster
        self._lines = Lines(stdin, stdout)
        self._glyphs = glyphs
        self._game = PlainGame(quizmaster, stdin, stdout, glyphs, in_menu=True)

    def run(self) -> int:
        """Show the menu until the player quits or the input ends, and return the exit code."""
        name = self._quizmaster.player.name
        self._lines.say(say("spacequiz, played by {name}.", name=name))
        if today := describe_today(self._quizmaster.find_today(), self._glyphs):
            self._lines.say(f"{today[:1].upper()}{today[1:]}.")
        doors = (
            *(self._play, self._review, self._daily, self._statistics, self._scores),
            *(self._packs, self._players, self._settings),
        )
        while True:
            chosen = self._lines.choose(say("Menu"), self._list_items(), leads_back=False)
            if chosen is None or chosen == len(doors):
                self._lines.say(say("Goodbye. Everything is saved."))
                return 0
            try:
                doors[chosen]()
            except SpacequizError as error:
                self._lines.say(f"{error.message} {error.hint}".strip())

    def _list_items(self) -> list[str]:
        quizmaster = self._quizmaster
        return [
            say("Play"),
            say("Review: {state}", state=describe_due(quizmaster.count_due())),
            say("Daily: {state}", state=describe_daily(quizmaster.find_daily())),
            *(say("Statistics"), say("Scores"), say("Packs")),
            say("Players: {player}", player=quizmaster.player.name),
            *(say("Settings"), say("Quit")),
        ]

    # -- games -------------------------------------------------------------------------------

    def _play(self) -> None:
        last, saved = self._quizmaster.last_setup(), self._quizmaster.unfinished()
        options = [say("As before: {game}", game=self._describe(last)), say("Choose how")]
        if saved is not None:
            game = describe_saved(saved)
            options.insert(0, say("Go on with the game that was left: {game}", game=game))
        chosen = self._lines.choose(say("Play"), options)
        if chosen is None:
            return
        if len(options) - chosen == 1:
            self._start(self._set_up())
        else:
            self._game.play(last if len(options) - chosen == _AS_BEFORE else None)

    def _describe(self, setup: Setup) -> str:
        mode = MODES[setup.mode]
        parts = [title_of_mode(mode.name), self._quizmaster.editions.title_of(setup.packs)]
        return ", ".join([*parts, count_questions(setup.count)] if mode.counts else parts)

    def _set_up(self) -> Setup | None:
        """Return the game that the player describes; None if that was given up."""
        packs = self._choose_packs()
        # Review and the daily have items of their own.
        offered = [m for m in MODES.values() if m is not DAILY and m.name != EVERYTHING.mode]
        if packs is None:
            return None
        at = self._lines.choose(say("How?"), [_name_mode(mode.name) for mode in offered])
        if at is None:
            return None
        mode, number = offered[at], offered[at].count
        if mode.counts:
            options = list(map(count_questions, mode.counts))
            place = self._lines.choose(say("How many?"), options)
            if place is None:
                return None
            number = mode.counts[place]
        return Setup(packs, mode.name, number)

    def _start(self, setup: Setup | None) -> None:
        if setup is None:
            return
        if MODES[setup.mode].drawing is not Drawing.GIVEN:
            self._quizmaster.remember_setup(setup)
        self._game.play(setup)

    def _choose_packs(self) -> tuple[str, ...] | None:
        """Return the pack that is meant, or none for all; None if that was given up."""
        packs = self._quizmaster.editions.list_default()
        if len(packs) < _WORTH_CHOOSING:
            return ()
        titles = [say("All of them"), *(info.title for info in packs)]
        at = self._lines.choose(say("Which pack?"), titles)
        if at is None:
            return None
        return (packs[at - 1].id,) if at else ()

    def _review(self) -> None:
        packs = self._choose_packs()
        if packs is not None:
            self._start(replace(EVERYTHING, packs=packs))

    def _daily(self) -> None:
        self._game.play(Setup(mode=DAILY.name))

    # -- looking around ----------------------------------------------------------------------

    def _statistics(self) -> None:
        archive = self._quizmaster.archive
        standing = archive.standing(self._quizmaster.player)
        self._lines.say(overviews.statistics(standing, archive.look_up))
        while aside := self._quizmaster.planner.list_aside():
            asks = [played.card.ask for a in aside if (played := archive.look_up(a))]
            heading = say("Set aside. Choose one for reviews to ask it again")
            at = self._lines.choose(heading, asks)
            if at is None:
                return
            self._quizmaster.take_back(aside[at])

    def _scores(self) -> None:
        self._lines.say(overviews.scores(self._quizmaster.scores(), self._quizmaster.clock))

    def _packs(self) -> None:
        while True:
            packs = self._quizmaster.bank.packs()
            at = self._lines.choose(say("Packs"), [_name_pack(info) for info in packs])
            if at is None:
                return
            self._open_pack(packs[at])

    def _open_pack(self, info: PackInfo) -> None:
        self._lines.say(overviews.pack(info))
        if not info.playable:
            return
        options = [say("Play it"), say("Review it"), say("Search its questions")]
        at = self._lines.choose(info.title, options)
        if at == _SEARCH:
            self._browse(info)
        elif at is not None:
            self._game.play(replace((Setup(), EVERYTHING)[at], packs=(info.id,)))

    def _browse(self, info: PackInfo) -> None:
        """Search a pack's questions, and show them with their answers."""
        words = self._lines.ask(say("Words to search for, or enter for all: "))
        if words is None:
            return
        left: Sequence[Entry] = search(self._quizmaster.bank, words, info.id)
        found = say_count(len(left), "{count} question found.", "{count} questions found.")
        self._lines.say(found)
        while left:
            page, rest = list(left[:_PAGE]), left[_PAGE:]
            options = [entry.ask for entry in page] + ([say("More questions")] if rest else [])
            at = self._lines.choose(say("Questions"), options)
            if at is None:
                return
            if at == len(page):
                left = rest
            elif played := self._quizmaster.archive.look_up(page[at].address):
                self._lines.say(overviews.question(played))

    def _players(self) -> None:
        PlayersList(self._quizmaster, self._lines).run()

    # -- settings ----------------------------------------------------------------------------

    def _settings(self) -> None:
        save, player = self._quizmaster.save, self._quizmaster.player
        while True:
            rows = [f"{s.title}: {s.name_value(s.read(save, player)).words}" for s in SETTINGS]
            at = self._lines.choose(say("Settings"), rows)
            if at is None:
                return
            self._change(SETTINGS[at])

    def _change(self, setting: Setting) -> None:
        save, player = self._quizmaster.save, self._quizmaster.player
        if setting.type == NUMBER:
            prompt = say("{about} Type {allowed}: ", about=setting.about, allowed=setting.allowed)
            line = self._lines.ask(prompt)
            if not line:
                return
            kept = setting.parse(line)
        else:
            at = self._lines.choose(setting.about, [value.words for value in setting.values])
            if at is None:
                return
            kept = setting.values[at].kept
        setting.write(save, player, kept)
        self._quizmaster.follow_settings()


_SEARCH = 2
_PAGE = 10
"""How many questions are listed at once."""
_AS_BEFORE = 2
"""How far from the end the game as before stands among what can be played."""
_WORTH_CHOOSING = 2


def _name_mode(mode: str) -> str:
    return f"{title_of_mode(mode)}: {describe_mode(mode)}"


def _name_pack(info: PackInfo) -> str:
    state = count_questions(info.questions) if info.playable else say("has errors")
    return f"{info.title}: {state}"
