"""Quiz night as a family sees it: each format to the podium by keys, and nothing lost."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from builders import Clock, find_right
from spacequiz.game.kinds import Kind
from spacequiz.game.match.phases import Phase
from spacequiz.quizmaster.night import NightMaster
from spacequiz.quizmaster.night_plan import LobbySetup, NightWish

from .packs import write_many, write_plain
from .stage import Player, Stage, close

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from spacequiz.game.match.setup import NightSetup
    from spacequiz.game.match.view import MatchView
    from spacequiz.paths import Places

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

    def phase(self) -> Phase:
        return self.view.phase

    def scores(self) -> list[int]:
        return [team.score for team in self.view.teams]

    async def go(self, seconds: float = 1.0) -> None:
        self.clock.advance(seconds)
        await self.player.press("enter")

    async def wait(self, seconds: float) -> None:
        """Let time pass, and the stage notice."""
        self.clock.advance(seconds)
        await self.player.pilot.pause(0.15)

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

    async def answer(self, team: str, *, right: bool) -> None:
        self.clock.advance(0.2)
        # A test is faster than fingers: what looks like a held key is not.
        hands = self.player.app.screen.hands  # type: ignore[attr-defined]
        hands._last.clear()
        hands._held = ("", 0.0)
        key = self.key(team, right=right)
        await self.player.press({".": "full_stop"}.get(key, key))


@pytest.fixture
def stage(places: Places, clock: Clock) -> Stage:
    write_many(places.bundled, 40)
    write_plain(places.bundled)
    return Stage(places, clock)


@asynccontextmanager
async def open_lobby(
    stage: Stage, form: str = "rounds", size: tuple[int, int] = (80, 24), **wish: object
) -> AsyncIterator[Night]:
    app = stage.make_app()
    wishes = {"packs": ("many",), "teams": ("Ann", "Bob"), "form": form} | wish
    app._first = NightWish(**wishes)  # type: ignore[arg-type]
    master = app.quizmaster
    app.night_flow._master = NightMaster(
        master.bank,
        master.save,
        master.player,
        master.editions,
        clock=stage.clock,
        now=stage.clock.now,
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
    stage: Stage, form: str = "rounds", size: tuple[int, int] = (80, 24), **wish: object
) -> AsyncIterator[Night]:
    async with open_lobby(stage, form, size, **wish) as night:
        await night.player.press("s")
        await night.player.until(lambda: night.player.screen == "NightStageScreen", "the stage")
        yield night


async def play_rounds(night: Night) -> None:
    """Let Ann be right and Bob be wrong until the podium."""
    for _ in range(400):
        phase = night.view.phase
        if phase is Phase.ENDED:
            return
        if phase is Phase.ANSWERING:
            await night.answer("1", right=True)
            await night.answer("2", right=False)
        else:
            await night.go()
    raise AssertionError("the evening did not end")


async def test_rounds_are_played_to_the_podium_by_keys(stage: Stage) -> None:
    async with begin(stage) as night:
        await night.player.see("enter starts it", "Ann", "Bob")
        await night.player.press("a")  # Ann doubles the first round.
        await night.player.see("doubles this round")
        await play_rounds(night)
        await night.player.until(lambda: night.player.screen == "NightPodiumScreen", "the podium")
        assert night.scores() == [30_000, 0]
        await night.player.see("30,000", "Longest streak: Ann, 24 in a row")
        assert stage_saved(night) is None


def stage_saved(night: Night) -> object:
    return night.player.app.quizmaster.save.unfinished_night()


async def test_who_has_locked_in_shows_and_what_does_not(stage: Stage) -> None:
    async with begin(stage) as night:
        await night.go()
        before = night.player.text
        await night.answer("1", right=True)
        await night.player.see("✓ in")
        # Nothing but the strip of the teams has changed.
        after = night.player.text
        pairs = zip(before.splitlines(), after.splitlines(), strict=True)
        changed = [n for n, (one, other) in enumerate(pairs) if one != other]
        assert changed == [len(after.splitlines()) - 2]
        await night.answer("2", right=True)
        await night.player.see("+1,000", "That is how it is")


async def test_the_clock_ends_a_question(stage: Stage) -> None:
    async with begin(stage) as night:
        await night.go()
        await night.answer("1", right=True)
        await night.wait(60)
        await night.player.until(lambda: night.phase() is Phase.REVEALED, "the reveal")
        await night.player.see("no answer", "Bob")
        assert night.scores() == [1000, 0]


async def test_a_held_key_counts_once(stage: Stage) -> None:
    async with begin(stage, "buzzer") as night:
        await night.go()
        await night.wait(10)
        await night.player.until(lambda: night.phase() is Phase.ANSWERING, "the question")
        for _ in range(6):
            night.player.send("a")
        await night.player.settle()
        night.clock.advance(0.1)
        await night.player.until(lambda: night.phase() is Phase.FLOOR, "the floor")
        for _ in range(6):
            night.player.send("a")
        await night.player.settle()
        assert night.phase() is Phase.FLOOR


async def test_buzzers_are_played_to_the_podium(stage: Stage) -> None:
    async with begin(stage, "buzzer") as night:
        for _ in range(400):
            phase = night.view.phase
            if phase is Phase.ENDED:
                break
            if phase is Phase.READING:
                await night.wait(10)
            elif phase is Phase.ANSWERING:
                await night.player.press("l")
                await night.wait(0.1)
                await night.player.until(lambda: night.phase() is Phase.FLOOR, "the floor")
                await night.answer("2", right=True)
            else:
                await night.go()
        assert night.phase() is Phase.ENDED
        assert night.scores() == [0, 15_000]


async def test_a_wrong_answer_can_be_stolen_and_an_early_press_locks_out(stage: Stage) -> None:
    async with begin(stage, "buzzer") as night:
        await night.go(1)
        assert night.phase() is Phase.READING
        await night.player.press("a")
        await night.player.see("too early")
        await night.wait(2)
        await night.player.until(lambda: night.phase() is Phase.ANSWERING, "the question")
        await night.player.press("a")
        assert night.phase() is Phase.ANSWERING
        await night.player.press("l")
        await night.wait(0.1)
        await night.player.until(lambda: night.phase() is Phase.FLOOR, "the floor")
        await night.answer("2", right=False)
        await night.player.see("Who knows better?", "wrong")
        await night.wait(2)
        await night.player.resize(60, 20)
        await night.player.press("a")
        await night.wait(0.1)
        await night.player.until(lambda: night.phase() is Phase.FLOOR, "the floor")
        night.clock.advance(1)
        await night.answer("1", right=True)
        assert night.phase() is Phase.REVEALED
        assert night.scores() == [1000, 0]


async def test_two_keys_at_once_are_drawn_by_lot(stage: Stage) -> None:
    async with begin(stage, "buzzer") as night:
        await night.go()
        await night.wait(10)
        await night.player.until(lambda: night.phase() is Phase.ANSWERING, "the question")
        night.player.send("a", "l")
        await night.wait(0.1)
        await night.player.until(lambda: night.phase() is Phase.FLOOR, "the floor")
        question = night.view.question
        assert question is not None
        assert {question.floor, *question.queue} == {"1", "2"}


async def test_the_host_can_do_and_take_back(stage: Stage) -> None:
    async with begin(stage) as night:
        player = night.player
        await night.go()
        await night.answer("1", right=True)
        await night.answer("2", right=False)
        assert night.scores() == [1000, 0]
        await player.press("f4", "down", "enter", "enter")
        assert night.scores() == [1000, 1000]
        await player.press("ctrl+z")
        assert night.scores() == [1000, 0]
        await player.press("ctrl+y")
        assert night.scores() == [1000, 1000]
        await player.press("f5", "enter")
        await player.type("250")
        await player.press("enter")
        await player.type("helped")
        await player.press("enter")
        assert night.scores() == [1250, 1000]
        await player.press("f8", "enter")
        await player.type("Annie")
        await player.press("enter")
        assert night.view.teams[0].team.name == "Annie"
        await player.press("f9")
        await player.type("Cid")
        await player.press("enter")
        assert [team.team.name for team in night.view.teams] == ["Annie", "Bob", "Cid"]
        await player.press("ctrl+l")
        await player.see("Cid joined", "helped", "Bob was judged right by the host")
        await player.press("escape")
        await night.go()
        await player.press("f3")
        await player.see("Skipped")
        await player.press("f10", "down", "enter")
        await player.until(lambda: player.screen == "NightPodiumScreen", "the podium")
        await player.press("ctrl+z")
        await player.until(lambda: player.screen == "NightStageScreen", "the stage")
        assert night.phase() is Phase.REVEALED


async def test_a_pause_stops_everything(stage: Stage) -> None:
    async with begin(stage) as night:
        await night.go()
        await night.player.press("space")
        await night.player.see("paused")
        await night.wait(100)
        await night.answer("1", right=True)
        assert night.phase() is Phase.ANSWERING
        assert not night.view.teams[0].locked
        await night.player.press("space")
        await night.answer("1", right=True)
        assert night.view.teams[0].locked


async def test_an_evening_that_was_left_goes_on_exactly_there(stage: Stage) -> None:
    async with begin(stage) as night:
        await night.go()
        await night.answer("1", right=True)
        await night.answer("2", right=False)
        await night.go()
        await night.answer("1", right=True)
        asked = night.view.question
    # Another process, on another day, with another clock.
    stage.clock.advance(-5000)
    async with open_lobby(stage) as night:
        await night.player.see("Continue", "Ann 1,000, Bob 0")
        await night.player.press("enter")
        await night.player.until(lambda: night.player.screen == "NightStageScreen", "the stage")
        now = night.view.question
        assert asked is not None
        assert now is not None
        assert now.address == asked.address
        assert [team.locked for team in night.view.teams] == [True, False]
        await night.answer("2", right=False)
        assert night.scores() == [2000, 0]
        await play_rounds(night)
        assert night.scores() == [24_000, 0]


async def test_the_board_is_played_to_the_podium(stage: Stage, places: Places) -> None:
    write_categories(places)
    async with begin(stage, "board", packs=("board",)) as night:
        for _ in range(600):
            phase = night.view.phase
            if phase is Phase.ENDED:
                break
            if phase is Phase.WAGERING:
                await night.player.type("500")
                await night.player.press("enter")
            elif phase is Phase.FLOOR:
                question = night.view.question
                assert question is not None
                await night.answer(question.floor, right=True)
            elif phase is Phase.ANSWERING:
                await night.answer(night.view.picker, right=True)
            else:
                await night.go()
        assert night.phase() is Phase.ENDED
        assert min(night.scores()) > 0
        await night.player.until(lambda: night.player.screen == "NightPodiumScreen", "the podium")


def write_categories(places: Places) -> None:
    """Write a pack with five questions in each of two categories."""
    from .packs import _describe, _wrong, write_pack

    questions = [
        _describe(
            f"{category}{n}",
            f"Which is {category} {n}?",
            category=category.title(),
            answer=f"right {n}",
            wrong=_wrong(f"left {n}", f"up {n}", f"down {n}"),
        )
        for category in ("moons", "suns")
        for n in range(5)
    ]
    write_pack(places.bundled, questions, "board", title="The Board")


async def test_typed_answers_are_given_one_after_the_other_and_hidden(stage: Stage) -> None:
    async with begin(stage, packs=("planets",)) as night:
        player = night.player
        for _ in range(60):
            question = night.view.question
            if question is not None and question.turns:
                break
            if night.phase() is Phase.ANSWERING:
                await night.wait(100)
            await night.go()
        await player.see("take the keyboard")
        for _ in range(2):
            await night.go()
            await player.type("1966")
            assert "1966" not in player.text
            await player.press("enter")
        await player.until(lambda: night.phase() is Phase.REVEALED, "the reveal")
        await player.see("1966")


async def test_names_are_clean_whatever_is_typed(stage: Stage) -> None:
    async with open_lobby(stage) as night:
        player = night.player
        await player.press("down", "enter")
        await player.paste("\x1b[31m[@click=app.quit]x[/]" + "y" * 200)
        await player.press("enter")
        assert "\x1b" not in player.text
        name = player.app.screen.setup.teams[0].name  # type: ignore[attr-defined]
        assert name.startswith("Ann")
        assert len(name) <= 24


async def test_too_few_questions_are_told(stage: Stage) -> None:
    async with open_lobby(stage, packs=("planets",)) as night:
        await night.player.see("so the evening is shorter")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60), (40, 12)])
async def test_every_size_shows_question_answers_and_teams(
    stage: Stage, size: tuple[int, int]
) -> None:
    async with begin(stage, size=size) as night:
        await night.go()
        await night.player.resize(100, 30)
        await night.player.resize(*size)
        question = night.view.question
        assert question is not None
        assert question.card is not None
        await night.answer("1", right=True)
        await night.answer("2", right=False)
        await night.player.see("+1,000")


async def test_what_was_missed_can_be_reviewed(stage: Stage) -> None:
    async with begin(stage) as night:
        await night.go()
        await night.answer("1", right=True)
        await night.answer("2", right=False)
        await night.player.press("f10", "down", "enter")
        await night.player.until(lambda: night.player.screen == "NightPodiumScreen", "the podium")
        await night.player.press("m")
        await night.player.until(lambda: night.player.screen == "QuestionScreen", "the review")


async def test_misses_feed_the_cards_of_a_player_who_is_a_team(stage: Stage) -> None:
    async with begin(stage) as night:
        save = night.player.app.quizmaster.save
        bob = save.player("Bob")
        await night.go()
        await night.answer("1", right=True)
        await night.answer("2", right=False)
        question = night.master.match.question
        assert question is not None
        await night.player.press("f10", "down", "enter")
        await night.player.until(lambda: night.player.screen == "NightPodiumScreen", "the podium")
        memory = save.memory(bob, question.progress_key)
        assert memory is not None
        assert memory.answers == 1
        assert save.unfinished(bob) is None


def test_the_set_up_survives_damage() -> None:
    from spacequiz.quizmaster.night_plan import pack_setup, read_setup

    setup = LobbySetup(kinds="all kinds")
    assert read_setup(pack_setup(setup)) == setup
    assert read_setup({"teams": [3, {"name": "\x1b"}], "rounds": "x", "form": 7}) == LobbySetup()
    assert Kind.CHOICE
