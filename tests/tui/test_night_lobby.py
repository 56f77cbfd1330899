"""The lobby before an evening and after many: what was left, what is past, what nobody loses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from spacequiz.game.night.state import NightPhase
from spacequiz.quizmaster.night_draw import (
    VOICES,
    LobbySetup,
    NightWish,
    apply_wish,
    pack_setup,
    read_setup,
)
from spacequiz.tui.night.lobby import describe_value, is_open, step_value

from .night import begin, open_lobby, play_rounds
from .packs import describe, list_wrong, write_many, write_pack
from .stage import Stage

if TYPE_CHECKING:
    from pathlib import Path

    from builders import Clock
    from spacequiz.paths import Places

SHORT = LobbySetup(rounds=1, questions=3, kinds="choices")


@pytest.fixture
def stage(places: Places, clock: Clock) -> Stage:
    write_many(places.bundled, 40)
    return Stage(places, clock)


async def leave(stage: Stage, *teams: str) -> None:
    """Leave an evening after its first question."""
    async with begin(stage, lobby=SHORT, teams=teams) as night:
        await night.go()
        await night.answer("1", right=True)
        await night.answer("2", right=False)


async def test_no_letter_of_a_team_does_anything_in_the_lobby(stage: Stage) -> None:
    await leave(stage, "Ann", "Bob")
    async with open_lobby(stage) as night:
        player = night.player
        before = player.text
        await player.press(*"qazwsxedcrfvtgbyhnujmikolp1234567890")
        await player.settle()
        assert player.screen == "NightLobbyScreen"
        assert player.text == before
        assert night.saved is not None


def test_with_phones_speed_counts_only_if_it_is_chosen_again() -> None:
    setup = step_value("phones", LobbySetup(speed=True), 1)
    assert (setup.phones, setup.speed) == ("alone", False)
    setup = step_value("phones", step_value("speed", setup, 1), 1)
    assert (setup.phones, setup.speed) == ("beside", True)
    assert not apply_wish(LobbySetup(speed=True), NightWish(phones=True)).speed


def test_whose_word_is_a_teams_is_chosen_where_phones_play_in_teams() -> None:
    setup = LobbySetup(phones="beside")
    assert not is_open("voice", LobbySetup())
    assert is_open("voice", setup)
    seen = []
    for _ in VOICES:
        setup = step_value("voice", setup, 1)
        seen.append(describe_value("voice", setup, str))
        assert read_setup(pack_setup(setup)).voice == setup.voice
    assert len(set(seen)) == len(VOICES)


async def test_every_left_evening_is_offered_and_giving_one_up_can_be_undone(stage: Stage) -> None:
    await leave(stage, "Ann", "Bob")
    await leave(stage, "Class 7a", "Class 7b")
    async with open_lobby(stage, teams=()) as night:
        player = night.player
        await player.see("Continue", "Class 7a 1,000", "2 evenings to go on with")
        await player.press("f3")
        await player.see("Class 7a 1,000", "Ann 1,000", "rounds", "Many")
        await player.press("down", "enter")
        await player.see("Go on", "Give it up")
        await player.press("down", "enter")
        await player.see("Given up. f6 brings it back.")
        await player.miss("2 evenings")
        await player.press("f6")
        await player.see("2 evenings to go on with")
        await player.press("f3")
        await player.see("Ann 1,000")
        await player.press("escape", "f3")
        notes = [item.note for item in player.app.screen._items]  # type: ignore[attr-defined]
        at = next(n for n, note in enumerate(notes) if "Ann" in note)
        await player.press(*["down"] * at, "enter", "enter")
        await player.until(lambda: player.screen == "NightStageScreen", "the stage")
        assert [team.team.name for team in night.view.teams] == ["Ann", "Bob"]
        assert night.phase() is NightPhase.REVEALED


async def test_the_arrows_lead_to_a_new_evening_although_one_was_left(stage: Stage) -> None:
    await leave(stage, "Ann", "Bob")
    async with open_lobby(stage) as night:
        await night.player.press("down", "enter")
        await night.player.until(lambda: night.player.screen == "NightStageScreen", "the stage")
        assert night.phase() is NightPhase.BETWEEN


async def test_a_reset_asks_and_can_be_taken_back(stage: Stage) -> None:
    async with open_lobby(stage, "buzzer") as night:
        player = night.player
        await player.press("f5")
        await player.see("Forget format, packs")
        await player.press("down", "enter")
        await player.see("rounds: everyone answers in secret")
        await player.press("f6")
        await player.see("buzzer: the first to press answers")


def write_file(folder: Path) -> Path:
    questions = [
        describe(f"f{n}", f"File {n}?", answer=f"x{n}", wrong=list_wrong("y", "z"))
        for n in range(12)
    ]
    return write_pack(folder, questions, "of-a-file", title="Of a file")


async def test_an_evening_of_a_file_finds_the_file_again_or_says_so(
    stage: Stage, tmp_path: Path
) -> None:
    path = write_file(tmp_path / "mine")
    async with open_lobby(stage, packs=(), lobby=SHORT) as night:
        player = night.player
        await player.press("f7")
        await player.type(str(path))
        await player.press("enter")
        await player.see("Of a file", "3 questions")
        await player.press("f2")
        await player.until(lambda: player.screen == "NightStageScreen", "the stage")
        await night.go()
        await night.answer("1", right=True)
        await night.answer("2", right=False)
    async with open_lobby(stage, packs=(), teams=()) as night:
        await night.player.press("enter")
        await night.player.until(lambda: night.player.screen == "NightStageScreen", "the stage")
        await night.player.see("File")
    path.rename(path.with_name("elsewhere.yaml"))
    async with open_lobby(stage, packs=(), teams=()) as night:
        await night.player.press("enter")
        await night.player.see("3 of 3 questions are missing", "of-a-file")
        await night.player.press("enter")
        assert night.player.screen == "NightLobbyScreen"


async def test_a_file_of_another_format_is_taken_and_what_is_none_is_refused(
    stage: Stage, tmp_path: Path
) -> None:
    gift = tmp_path / "quiz.gift"
    gift.write_text("".join(f"::Q{n}:: What is {n}? {{={n} ~x ~y}}\n\n" for n in range(9)))
    async with open_lobby(stage, lobby=SHORT) as night:
        player = night.player
        await player.press("f7")
        await player.type(str(tmp_path / "nothing.yaml"))
        await player.press("enter")
        await player.see("folder.")
        await player.press("f7")
        await player.type(str(gift))
        await player.press("enter")
        await player.see("Quiz", "3 questions")


async def test_past_evenings_can_be_looked_at_again(stage: Stage) -> None:
    async with open_lobby(stage) as night:
        await night.player.press("f4")
        await night.player.see("None yet.")
    for teams in (("Ann", "Bob"), ("ann", "Cid")):
        async with begin(stage, lobby=SHORT, teams=teams) as night:
            await play_rounds(night)
            await night.player.until(lambda: night.player.screen == "NightPodiumScreen", "the end")
    async with open_lobby(stage) as night:
        player = night.player
        await player.press("f4")
        await player.see("The season", "team evenings won points", "2 2 6,000", "Bob 1 0 0")
        await player.press("down", "enter")
        await player.until(lambda: player.screen == "NightPodiumScreen", "the podium")
        await player.see("3,000", "review missed")
        await player.miss("undo")
        await player.press("escape")
        await player.see("The season")
        save = player.app.quizmaster.save
        assert len(save.list_nights(ended=True)) == 2
