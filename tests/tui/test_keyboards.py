"""Keyboards that are not ours: Caps Lock, other scripts, and digits that need shift."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.keys import _character_to_key

from spacequiz.game.kinds import Kind
from spacequiz.game.records import Setup
from spacequiz.tui.keyboards import read_key

from .test_commands import CHOICE, PLACES, TYPED, each_place, present

if TYPE_CHECKING:
    from .stage import Player, Stage

ROWS = {
    "us": "abcdefhijklmnprstuvwxy",
    "caps": "ABCDEFHIJKLMNPRSTUVWXY",
    "russian": "фисвуаршолдьтзкыегмцчн",
    "greek": "αβψδεφηιξκλμνπρστθωςχυ",
    "hebrew": "שנבגקכיןחלךצמפרדאוה'סט",
    "full width": "ａｂｃｄｅｆｈｉｊｋｌｍｎｐｒｓｔｕｖｗｘｙ",
}
DIGITS = {
    "azerty": "&é\"'",
    "apple azerty": "&é\"'",
    "czech": "+ěšč",
    "arabic": "١٢٣٤",
    "persian": "۱۲۳۴",
    "devanagari": "१२३४",
    "full width": "１２３４",
}


@pytest.mark.parametrize("row", ROWS)
def test_a_letter_stands_for_the_key_at_its_place(row: str) -> None:
    for place, character in zip(ROWS["us"], ROWS[row], strict=True):
        assert place in read_key(character)
        assert read_key(character)[0] == character


@pytest.mark.parametrize(
    ("characters", "places"),
    [
        ("&é\"'(-è_ç", "123456789"),
        ("&é\"'(§è!ç", "123456789"),
        ("+ěščřžýáí", "123456789"),
        ("١٢٣٤٥٦٧٨٩", "123456789"),
        ("１２３４５６７８９", "123456789"),
        ("شﻻؤيث", "abcde"),
        ("شذزیث", "abcde"),
        ("İΣ", "is"),
    ],
)
def test_other_keys_stand_for_their_places(characters: str, places: str) -> None:
    for character, place in zip(characters, places, strict=True):
        assert place in read_key(character)


@pytest.mark.parametrize("character", ["²", ";", "/", " ", "\0", ".", ",", "\ud800", "€"])
def test_a_mark_of_its_own_stands_for_nothing_else(character: str) -> None:
    assert read_key(character) == (character,)


async def press(player: Player, character: str) -> None:
    """Press the key that types a character."""
    await player.press(_character_to_key(character))


@each_place
async def test_a_command_has_its_letter_on_every_keyboard(
    stage: Stage, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, go = PLACES[place]
    async with stage.open(first) as player:
        await go(player)
        if getattr(player.app.screen, "typing", False):
            return
        run: list[str] = []

        async def note(action: Any, *arguments: object) -> bool:
            run.append(str(action))
            return True

        letters = {k for c in present(player) for k in c.key.split(",") if k in ROWS["us"]}
        monkeypatch.setattr(player.app, "run_action", note)
        for letter in sorted(letters):
            run.clear()
            for row in ROWS.values():
                await press(player, row[ROWS["us"].index(letter)])
            assert len(run) == len(ROWS), letter
            assert len(set(run)) == 1, letter


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("kind", [Kind.CHOICE, Kind.SEVERAL])
async def test_letters_pick_answers_on_every_keyboard(stage: Stage, row: str, kind: Kind) -> None:
    async with stage.open(Setup(kinds=(kind,), seed="fixed")) as player:
        await press(player, ROWS[row][1])
        option = player.card.options[1]
        if kind is Kind.SEVERAL:
            await press(player, ROWS[row][0])
            await player.press("enter")
            assert set(player.saved[-1].response) == set(player.card.options[:2])
        else:
            assert player.saved[-1].response == (option,)


@pytest.mark.parametrize("row", DIGITS)
@pytest.mark.parametrize("kind", [Kind.CHOICE, Kind.TRUE_FALSE])
async def test_digits_pick_answers_on_every_keyboard(stage: Stage, row: str, kind: Kind) -> None:
    async with stage.open(Setup(kinds=(kind,), seed="fixed")) as player:
        await press(player, DIGITS[row][1])
        assert player.saved[-1].response == (player.card.options[1],)


@pytest.mark.parametrize(("key", "answer"), [("F", "false"), ("е", "true"), ("b", "false")])
async def test_true_and_false_have_letters(stage: Stage, key: str, answer: str) -> None:
    async with stage.open(Setup(kinds=(Kind.TRUE_FALSE,))) as player:
        await press(player, key)
        assert player.saved[-1].response == (answer,)


async def test_f_takes_options_away_and_picks_none(stage: Stage) -> None:
    async with stage.open(CHOICE) as player:
        await press(player, "А")
        assert len(player.card.removed) == 2
        assert player.saved == []


async def test_letters_in_a_text_are_letters(stage: Stage) -> None:
    async with stage.open(TYPED) as player:
        for character in "ЫфS\"'&é١":
            await press(player, character)
        await player.see("ЫфS\"'&é١")
        assert player.saved == []


@pytest.mark.parametrize("key", ["H", "р", "η", "י"])
async def test_a_menu_takes_initials_from_every_keyboard(stage: Stage, key: str) -> None:
    async with stage.open(CHOICE) as player:
        await player.press("escape")
        await player.see("Paused")
        await press(player, key)
        await player.until(lambda: player.screen == "HomeScreen", "home")


async def test_ctrl_q_works_on_a_russian_keyboard(stage: Stage) -> None:
    async with stage.open(CHOICE) as player:
        player.send("ctrl+й")
        await player.pilot.pause()
        assert player.app._exit


async def test_the_help_tells_of_letters(stage: Stage) -> None:
    async with stage.open(CHOICE) as player:
        await player.resize(100, 40)
        await player.press("f1", "pagedown")
        await player.see("1-9 answer: Pick an answer by its number", "a-e answer:")
