"""What a room sees from three meters: large what matters now, the last seconds, who moved up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from spacequiz.game.night.state import NightPhase
from spacequiz.quizmaster.night_draw import LobbySetup
from spacequiz.quizmaster.settings import BELL
from spacequiz.tui.night.paint import HEIGHT, draw_line, draw_text

from .night import begin, open_lobby, play_rounds
from .packs import describe, list_wrong, write_many, write_pack, write_plain
from .stage import Player, Stage

if TYPE_CHECKING:
    from builders import Clock
    from spacequiz.paths import Places

SHORT = LobbySetup(rounds=1, questions=3, kinds="choices")


@pytest.fixture
def stage(places: Places, clock: Clock) -> Stage:
    write_many(places.bundled, 40)
    return Stage(places, clock)


def is_large(words: str, player: Player) -> bool:
    """Return whether words stand on the screen in large letters, and nothing runs into them."""
    rows = draw_line(words)
    width = max(map(len, rows))
    block = [f" {row.ljust(width)} " for row in rows]
    lines = [f" {line.ljust(200)}" for line in player.lines]
    return any(
        all(line[at:].startswith(row) for line, row in zip(lines[top:], block, strict=False))
        for top in range(len(lines) - len(block) + 1)
        for at in range(100)
    )


@pytest.mark.parametrize(("words", "rows"), [("MO EE", 6), ("MO ÉE", 7), ("ÉO EE", 6)])
def test_an_accent_keeps_off_the_letter_above(words: str, rows: int) -> None:
    drawn = draw_text(words, 11, 20)
    assert drawn is not None
    assert len(drawn) == rows
    # A line between them takes room, too.
    assert (draw_text(words, 11, 2 * HEIGHT) is None) is (rows > 6)


async def test_the_question_is_large_while_it_is_read_and_then_the_options(
    places: Places, clock: Clock
) -> None:
    questions = [
        describe(f"q{n}", "WHO WAS IT?", answer="ANN", wrong=list_wrong("BOB", "CID", "EVE"))
        for n in range(4)
    ]
    write_pack(places.bundled, questions, "short")
    async with begin(Stage(places, clock), packs=("short",), lobby=SHORT) as night:
        await night.go()
        await night.player.until(lambda: is_large("WHO WAS IT?", night.player), "the question")
        assert not is_large("ANN", night.player)
        await night.wait(8)
        await night.player.until(lambda: is_large("ANN", night.player), "large options")


async def test_the_last_five_seconds_stand_there_large(stage: Stage) -> None:
    async with begin(stage, lobby=SHORT) as night:
        await night.go()
        question = night.view.question
        assert question is not None
        await night.wait(question.reading + 14)
        assert not is_large("3", night.player)
        await night.wait(3.5)
        await night.player.until(lambda: is_large("3", night.player), "a large 3")
        await night.wait(1)
        await night.player.until(lambda: is_large("2", night.player), "a large 2")


async def test_who_moved_up_is_told_at_the_answer(stage: Stage) -> None:
    async with begin(stage, lobby=SHORT) as night:
        await night.go()
        await night.answer("1", right=True)
        await night.answer("2", right=False)
        await night.go()
        await night.answer("1", right=False)
        await night.answer("2", right=True)
        await night.player.see("Bob 1,000 +1,000 up 1")


async def test_the_bell_rings_for_the_answer_unless_it_is_off(stage: Stage) -> None:
    async with begin(stage, lobby=SHORT) as night:
        app, rung = night.player.app, list[NightPhase]()
        app.bell = lambda: rung.append(night.phase())  # type: ignore[method-assign]
        await night.go()
        await night.answer("1", right=True)
        assert rung == []
        await night.answer("2", right=False)
        assert rung == [NightPhase.REVEALED]
        app.change_setting(BELL, False)
        await night.go()
        await night.answer("1", right=True)
        await night.answer("2", right=False)
        assert rung == [NightPhase.REVEALED]


async def test_the_bell_rings_when_a_turn_is_over(stage: Stage) -> None:
    write_plain(stage.places.bundled)
    every = LobbySetup(rounds=1, questions=5, kinds="all kinds")
    async with begin(stage, lobby=every, packs=("planets",)) as night:
        app, rung = night.player.app, list[str]()
        while not (night.view.question and night.view.question.turn):
            await night.go()
            if night.phase() is NightPhase.ANSWERING and not night.view.question.turn:  # type: ignore[union-attr]
                await night.wait(60)
        app.bell = lambda: rung.append(night.phase())  # type: ignore[method-assign]
        first = night.view.question.turn
        await night.go()
        await night.wait(60)
        assert rung
        assert night.view.question.turn != first


async def test_what_is_told_hides_no_points(stage: Stage) -> None:
    async with begin(stage, lobby=SHORT) as night:
        await night.go()
        for _ in range(3):
            await night.answer("1", right=True)
            await night.player.press("f6")
        await night.player.see("Taken back")
        lines = night.player.lines
        assert night.player.text.count("Taken back") == 1
        assert "Bob" in lines[-2]


async def test_the_podium_comes_third_second_first(stage: Stage) -> None:
    async with begin(stage, lobby=SHORT, teams=("Ann", "Bob", "Cid")) as night:
        player = night.player
        await play_rounds(night)
        await player.until(lambda: player.screen == "NightPodiumScreen", "the podium")
        await player.see("3,000")
        screen = player.app.screen
        for places, seen, unseen in ((2, "Bob", "Ann"), (1, "Ann", "nobody")):
            screen.places = places  # type: ignore[attr-defined]
            screen._show()  # type: ignore[attr-defined]
            await player.see(seen)
            await player.miss(unseen)
        screen.places = 2  # type: ignore[attr-defined]
        await player.press("enter")
        await player.see("Ann", "3,000")


@pytest.mark.parametrize(("width", "told"), [(80, False), (160, True)])
async def test_a_wide_lobby_says_how_to_zoom(stage: Stage, width: int, *, told: bool) -> None:
    async with open_lobby(stage, size=(width, 40)) as night:
        assert ("zoom in" in night.player.text) is told
