"""The packs screen as a teacher uses it: add, mend, replace, remove, and play on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .packs import write_broken, write_many, write_pack

if TYPE_CHECKING:
    from pathlib import Path

    from .stage import Player, Stage

QUESTION = {
    "id": "only",
    "ask": "Is it the only one?",
    "kind": "true-false",
    "answer": "true",
    "explain": "There is no other.",
}


async def open_packs(player: Player) -> None:
    await player.press("k")
    await player.until(lambda: player.screen == "PacksScreen")


async def add(player: Player, path: Path | str) -> None:
    await player.press("a")
    await player.paste(str(path))
    await player.press("enter")


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_an_added_pack_is_told_shown_and_playable(
    stage: Stage, tmp_path: Path, size: tuple[int, int]
) -> None:
    path = write_pack(tmp_path / "new ones", [QUESTION], "lonely", title="The Lonely")
    async with stage.open(size=size) as player:
        await open_packs(player)
        # Dropped on a terminal, a file with a space in its name comes in quotes.
        await add(player, f"'{path}'")
        await player.see("Added The Lonely: 1")
        await player.until(lambda: "lonely ·" in player.words, "the cursor on the new pack")
        assert "1 questions" not in player.text
        await player.press("enter")
        await player.see("A new game")
        assert "The Lonely" in player.text


async def test_a_slip_in_the_path_is_mended_and_not_typed_again(
    stage: Stage, tmp_path: Path
) -> None:
    path = write_many(tmp_path, 2)
    async with stage.open() as player:
        await open_packs(player)
        await add(player, f"{path}x")
        await player.see("There is no such file or folder.", "Add a pack")
        await player.press("backspace", "enter")
        await player.see("Added The Many: 2 questions.")


async def test_what_is_wrong_with_a_pack_is_told_where_it_is_added(
    stage: Stage, tmp_path: Path
) -> None:
    path = write_broken(tmp_path)
    async with stage.open() as player:
        await open_packs(player)
        await add(player, path)
        await player.see("The pack has", "line 6", 'There is no key "explan" here')
        await player.press("escape")
        assert player.screen == "PacksScreen"
        assert "The Broken" not in player.text


async def test_a_file_of_another_program_is_converted_on_the_way(
    stage: Stage, tmp_path: Path
) -> None:
    path = tmp_path / "week 3.txt"
    path.write_text("Is it?\nA) Yes\nB) No\nANSWER: A\n\nAnd?\nA) x\nANSWER: B\n", "utf-8")
    async with stage.open() as player:
        await open_packs(player)
        await add(player, path)
        await player.see("week 3.txt is Aiken: 1 of 2", "left out", "Added Week 3: 1 question.")
        await player.until(lambda: "week-3 ·" in player.words)


async def test_a_removed_pack_can_be_fetched_back(stage: Stage, tmp_path: Path) -> None:
    async with stage.open() as player:
        await open_packs(player)
        for name in ("alpha", "beta"):
            await add(player, write_pack(tmp_path, [QUESTION], name, title=f"The {name}"))
            await player.see(f"Added The {name}")
            await player.until(lambda name=name: f"{name} ·" in player.words)  # type: ignore[misc]
        await player.press("d")
        await player.see("Take The beta out of the library?")
        await player.press("down", "enter")
        await player.see("The beta was taken out.", "beta-2026")
        await player.until(lambda: "beta ·" not in player.words)
        # The cursor stays near where it was.
        await player.see("alpha ·")
        (kept,) = (stage.places.backups / "packs").iterdir()
        await add(player, kept)
        await player.until(lambda: "beta ·" in player.words)


async def test_a_replacement_is_asked_about(stage: Stage, tmp_path: Path) -> None:
    first = write_pack(tmp_path / "1", [QUESTION], "same", title="The First")
    second = write_pack(tmp_path / "2", [QUESTION], "same", title="The Second")
    async with stage.open() as player:
        await open_packs(player)
        await add(player, first)
        await player.until(lambda: "same ·" in player.words)
        await add(player, second)
        await player.see("Replace The First?", "no question differs")
        await player.press("escape")
        await player.see("The First")
        await add(player, second)
        await player.see("Replace The First?")
        await player.press("down", "enter")
        await player.see("The Second")


async def test_the_unfinished_game_of_a_removed_pack_does_no_harm(
    stage: Stage, tmp_path: Path
) -> None:
    async with stage.open() as player:
        await open_packs(player)
        await add(player, write_many(tmp_path, 3))
        await player.until(lambda: "many ·" in player.words)
        await player.press("enter")
        await player.see("A new game")
        await player.press("enter")
        await player.see("1 of 3")
        await player.answer(right=True)
        await player.press("escape", "h")
        await player.see("Continue")
        await open_packs(player)
        await player.press("down")
        await player.until(lambda: "many ·" in player.words)
        await player.press("d")
        await player.press("down", "enter")
        await player.see("The Many was taken out")
        await player.press("escape")
        await player.until(lambda: player.screen == "HomeScreen")
        assert len(player.saved) == 1
    # The next start knows the game and its answer, and no longer its questions.
    async with stage.open() as player:
        await player.see("Play")
        if "Continue" in player.text:
            await player.press("c")
        await player.settle()
        assert "Which one is number" not in player.text
        assert len(player.saved) == 1
