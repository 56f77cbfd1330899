"""A quiz night in tests: an evening on the stage, and the hands of all teams and the host."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from builders import Clock, find_right
from spacequiz.game.night.state import NightPhase
from spacequiz.quizmaster.night import LOBBY_SETTING, NightMaster
from spacequiz.quizmaster.night_draw import LobbySetup, NightWish, pack_setup
from spacequiz.tui.night.stage import NightStageScreen

from .packs import describe, list_wrong, write_pack
from .stage import SIZE, Player, Stage, close

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from spacequiz.game.night.setup import NightSetup
    from spacequiz.game.night.view import MatchView

BUZZERS = {"1": "a", "2": "l"}
"""The buzzer keys of two teams on the usual keyboard."""
ANSWERS = {"1": "1qaz", "2": "9ol."}


class Night:
    """Play an evening by keys."""

    def __init__(self, player: Player, clock: Clock) -> None:
        self.player = player
        self.clock = clock

    @property
    def master(self) -> NightMaster:
        return self.player.app.night

    @property
    def view(self) -> MatchView:
        return self.master.view

    @property
    def setup(self) -> NightSetup:
        return self.master.match.setup

    @property
    def saved(self) -> object:
        """Return the evening that can be continued."""
        return self.player.app.quizmaster.save.unfinished_night()

    def phase(self) -> NightPhase:
        return self.view.phase

    def scores(self) -> list[int]:
        return [team.score for team in self.view.teams]

    async def go(self, seconds: float = 1.0) -> None:
        self.clock.advance(seconds)
        await self.player.press("enter")
        await self.notice()

    async def wait(self, seconds: float) -> None:
        """Let time pass, and the stage notice."""
        self.clock.advance(seconds)
        await self.notice()

    async def notice(self) -> None:
        """Let the evening and its stage see what time it is, without waiting for their timers."""
        app = self.player.app
        for _ in range(2):
            app.call_later(app._live)
            await self.player.settle()
            stage = app.screen
            if isinstance(stage, NightStageScreen):
                stage.call_later(stage._tick)
                await self.player.settle()

    def key(self, team: str, *, right: bool) -> str:
        question = self.view.question
        assert question is not None
        assert question.card is not None
        match_question = self.master.match.question
        assert match_question is not None
        answer = find_right(match_question)[0]
        options = question.card.options
        at = options.index(answer)
        return ANSWERS[team][at if right else (at + 1) % len(options)]

    def match_entrants(self) -> tuple[str, ...]:
        """Return who takes part in the question."""
        return self.master.match.state.require_asking().entrants

    def rest_hands(self) -> None:
        """Let go of all keys: a test is faster than fingers, and what looks held is not."""
        hands = self.player.app.screen.hands  # type: ignore[attr-defined]
        hands._last.clear()
        hands._held = ("", 0.0)

    async def answer(self, team: str, *, right: bool) -> None:
        self.clock.advance(0.2)
        self.rest_hands()
        key = self.key(team, right=right)
        await self.player.press({".": "full_stop"}.get(key, key))


@asynccontextmanager
async def open_lobby(
    stage: Stage,
    form: str = "rounds",
    size: tuple[int, int] = SIZE,
    *,
    lobby: LobbySetup | None = None,
    ascii_only: bool = False,
    **wish: object,
) -> AsyncIterator[Night]:
    app = stage.make_app(ascii_only=ascii_only)
    wishes = {"packs": ("many",), "teams": ("Ann", "Bob"), "form": form} | wish
    app._first = NightWish(**wishes)  # type: ignore[arg-type]
    master = app.quizmaster
    if lobby is not None:
        master.save.set_setting(None, LOBBY_SETTING, pack_setup(lobby))
    app._night = NightMaster(
        master.bank,
        master.save,
        master.player,
        master.editions,
        clock=stage.clock,
    )
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            player = Player(app, pilot)
            await player.settle()
            yield Night(player, stage.clock)
    finally:
        close(app)


@asynccontextmanager
async def begin(
    stage: Stage,
    form: str = "rounds",
    size: tuple[int, int] = SIZE,
    *,
    lobby: LobbySetup | None = None,
    ascii_only: bool = False,
    **wish: object,
) -> AsyncIterator[Night]:
    async with open_lobby(stage, form, size, lobby=lobby, ascii_only=ascii_only, **wish) as night:
        await night.player.press("f2")
        await night.player.until(lambda: night.player.screen == "NightStageScreen", "the stage")
        yield night


async def play_rounds(night: Night) -> None:
    """Let Ann be right and Bob be wrong until the podium."""
    for _ in range(400):
        phase = night.view.phase
        if phase is NightPhase.ENDED:
            return
        if phase is NightPhase.ANSWERING:
            await night.answer("1", right=True)
            await night.answer("2", right=False)
        else:
            await night.go()
    raise AssertionError("the evening did not end")


def write_categories(folder: Path) -> Path:
    """Write a pack with five questions in each of two categories."""
    questions = [
        describe(
            f"{category}{n}",
            f"Which is {category} {n}?",
            category=category.title(),
            answer=f"right {n}",
            wrong=list_wrong(f"left {n}", f"up {n}", f"down {n}"),
        )
        for category in ("moons", "suns")
        for n in range(5)
    ]
    return write_pack(folder, questions, "board", title="The Board")
