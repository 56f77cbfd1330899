"""Quiz nights of every sort of family: many teams, handicaps, long names, plain terminals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from spacequiz.game.night.state import NightPhase
from spacequiz.quizmaster.settings import THEME
from spacequiz.tui.themes import DAY

from .night import Night, begin, open_lobby
from .packs import describe, list_wrong, write_many, write_pack
from .stage import Stage
from .test_contrast import find_faint

if TYPE_CHECKING:
    from builders import Clock
    from spacequiz.paths import Places

EIGHT = ("Ann", "Bob", "Cid", "Dora", "Eve", "Finn", "Gus", "Hal")


@pytest.fixture
def stage(places: Places, clock: Clock) -> Stage:
    write_many(places.bundled, 40)
    return Stage(places, clock)


async def end_here(night: Night) -> None:
    """End the evening early, which is what the host's last choice does."""
    await night.player.press("f10", "down", "enter")
    await night.player.until(lambda: night.player.screen == "NightPodiumScreen", "the podium")


@pytest.mark.parametrize("count", [6, 8])
@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_many_teams_find_room_from_the_first_question_to_the_podium(
    stage: Stage, size: tuple[int, int], count: int
) -> None:
    teams = EIGHT[:count]
    async with begin(stage, size=size, teams=teams) as night:
        player = night.player
        hands = player.app.screen.hands  # type: ignore[attr-defined]
        # Everybody's joker has its key there, however small the terminal is.
        jokers = [
            f"{team} {'press ' * (size[0] > 60)}{key}"
            for team, key in zip(teams, hands.buzzers.values(), strict=True)
        ]
        await player.see("Nothing counts yet. enter starts it", *teams)
        await player.press("tab")
        await player.see("enter starts it", *jokers)
        await night.go()
        await player.see(*teams)
        await night.answer("1", right=True)
        for team in teams[1:]:
            assert night.phase() is NightPhase.ANSWERING, f"{team} has not answered"
            number = str(teams.index(team) + 1)
            await player.press(hands.keys[number][0])
        await player.see("That is how it is", "+1,000", *teams)
        await player.press("f10", "enter")
        await player.see("enter starts it", *teams)
        await end_here(night)
        await player.see("1,000", *teams)


async def test_a_team_may_have_more_time_and_a_level_of_its_own(
    places: Places, clock: Clock
) -> None:
    hard = [
        describe(f"h{n}", f"Hard {n}?", difficulty="hard", answer=f"x{n}", wrong=list_wrong("y"))
        for n in range(6)
    ]
    write_pack(places.bundled, hard, "hard")
    async with open_lobby(Stage(places, clock), packs=("hard",)) as night:
        player = night.player
        await player.press("down", "down", "enter")
        await player.see("A team", "as the others")
        await player.click("Time")
        await player.see("half as much again")
        await player.click("Level")
        await player.press("tab", "enter")
        await player.see("time: half as much again easy")
        await player.press("f2")
        await player.until(lambda: player.screen == "NightStageScreen", "the stage")
        await night.go()
        # Two seconds to read, 20 for Ann; Bob has 30.
        await night.wait(25)
        await night.answer("1", right=True)
        assert not night.view.teams[0].locked
        await night.answer("2", right=True)
        await night.wait(6)
        await player.until(lambda: night.phase() is NightPhase.REVEALED, "the reveal")
        assert night.scores() == [0, 1500]


async def test_names_are_cut_and_cleaned_wherever_they_come_from(stage: Stage) -> None:
    wild = "\x1b[31m[@click=app.quit]x[/]" + "y" * 200
    async with begin(stage, size=(60, 20)) as night:
        player = night.player
        await player.press("f8", "enter")
        await player.paste(wild)
        await player.press("enter", "f9")
        await player.paste("Z" * 200)
        await player.press("enter")
        names = [team.team.name for team in night.view.teams]
        assert [len(name) for name in names] == [40, 3, 40]
        assert names[0].startswith("[31m[@click=app.quit]x[/]y")
        await player.see("[31m[@click=app.qui", "Z" * 19)
        await night.go()
        await end_here(night)
        assert "\x1b" not in player.text


async def test_a_plain_terminal_sees_nothing_but_ascii(stage: Stage) -> None:
    async with begin(stage, ascii_only=True) as night:
        player = night.player
        for scene in ("between", "question", "locked", "reveal", "standings"):
            assert player.text.isascii(), f"{scene}: {player.text}"
            if scene == "between":
                await player.press("a", "tab")
                assert player.text.isascii(), player.text
                await night.go()
            elif scene == "question":
                await night.answer("1", right=True)
            elif scene == "locked":
                await night.answer("2", right=False)
            elif scene == "reveal":
                await player.press("f10", "enter")
        await player.press("tab")
        assert player.text.isascii(), player.text
        await player.press("escape", "escape")
        assert player.text.isascii(), player.text
        await player.press("escape")
        await end_here(night)
        assert player.text.isascii(), player.text


async def test_every_word_of_an_evening_can_be_read_by_day(stage: Stage) -> None:
    faint: list[str] = []

    async def look(night: Night, scene: str) -> None:
        await night.player.settle()
        faint.extend(f"{scene}: {fault}" for fault in find_faint(night.player))

    async with open_lobby(stage, teams=EIGHT) as night:
        night.player.app.change_setting(THEME, DAY.name)
        await look(night, "lobby")
        await night.player.press("down", "enter")
        await look(night, "team")
        await night.player.press("escape", "f2")
        await night.player.press("q")
        await look(night, "between")
        await night.go()
        await night.answer("1", right=True)
        await look(night, "question")
        await night.player.press("tab")
        await look(night, "keys")
        await night.player.press("escape", "enter")
        await look(night, "reveal")
        await night.player.press("ctrl+l")
        await look(night, "log")
        await night.player.press("escape", "f10", "enter")
        await look(night, "standings")
        await end_here(night)
        await look(night, "podium")
    assert not faint, "\n".join(sorted(set(faint)))
