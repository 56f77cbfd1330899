"""The preview on the screen: a teacher saves, and sees what players will see."""

from __future__ import annotations

import os
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from builders import describe_all_kinds, describe_choice, make_pack
from spacequiz.packs.preview import Preview
from spacequiz.tui.screens import preview as preview_module

from .stage import Player, close

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from .stage import Stage

THREE = [describe_choice(name) for name in ("a", "b", "c")]


class Desk:
    """Where a teacher writes: each saving has a time of its own."""

    def __init__(self, stage: Stage, path: Path) -> None:
        self.stage = stage
        self.path = path
        self._saved = 0

    def save(self, text: str) -> None:
        self.path.write_text(text, "utf-8")
        self._saved += 1
        os.utime(self.path, ns=(self._saved * 10**9, self._saved * 10**9))

    @asynccontextmanager
    async def watch(self) -> AsyncIterator[Player]:
        app = self.stage.make_app()
        app._preview = Preview(self.path)
        try:
            async with app.run_test(size=(80, 30)) as pilot:
                player = Player(app, pilot)
                await player.settle()
                yield player
        finally:
            close(app)


@pytest.fixture
def desk(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(preview_module, "LOOK_EVERY", 0.01)
    return Desk(stage, tmp_path / "mine.yaml")


def change(name: str, **keys: object) -> str:
    return make_pack(
        [question | keys if question["id"] == name else question for question in THREE]
    )


async def test_a_pack_is_shown_question_by_question_with_answers(desk: Desk) -> None:
    desk.save(make_pack(THREE))
    async with desk.watch() as player:
        await player.see("Preview of The pack · 1 of 3", "Which option of a is right?")
        assert "That is how a is." not in player.text
        await player.press("space")
        await player.see("That is how a is.", "right of a")
        await player.press("right")
        await player.see("2 of 3", "Which option of b is right?")
        await player.miss("That is how b is.")
        await player.press("left", "left")
        await player.see("3 of 3", "Which option of c is right?")
        assert player.app.quizmaster.scores() == []


async def test_every_kind_of_question_is_shown_and_turned(desk: Desk) -> None:
    desk.save(make_pack(describe_all_kinds()))
    async with desk.watch() as player:
        for number, question in enumerate(describe_all_kinds(), 1):
            await player.see(f"{number} of 7", question["ask"])
            await player.press("space")
            await player.see("✓ Right", "So it is.")
            await player.press("right")


async def test_an_edited_question_comes_into_view(desk: Desk) -> None:
    desk.save(make_pack(THREE))
    async with desk.watch() as player:
        await player.see("1 of 3")
        desk.save(change("c", ask="Which one is it now?"))
        await player.see("3 of 3", "Which one is it now?")
        desk.save(change("c", ask="Which one is it now?") + "# only a comment\n")
        await player.settle()
        await player.see("3 of 3")


async def test_a_mistake_is_shown_with_its_line_and_goes_when_it_is_mended(desk: Desk) -> None:
    desk.save(make_pack(THREE))
    async with desk.watch() as player:
        await player.see("1 of 3")
        desk.save(change("b", nonsense="x"))
        await player.see("2 of 3", "Which option of b is right?", "error: ", "nonsense")
        await player.see("It is shown as it was before that.")
        desk.save(make_pack(THREE))
        await player.miss("error: ")
        await player.see("2 of 3", "Which option of b is right?")
        # What breaks elsewhere while another is looked at comes into view, once.
        desk.save(change("c", nonsense="x"))
        await player.see("3 of 3", "Which option of c is right?", "error: ")
        await player.press("left", "left")
        desk.save(change("c", nonsense="y"))
        await player.see("1 of 3", "Elsewhere")


async def test_broken_yaml_shows_errors_only(desk: Desk) -> None:
    desk.save(make_pack(THREE))
    async with desk.watch() as player:
        await player.press("right")
        await player.see("2 of 3")
        desk.save("questions: [\n  - {")
        await player.see("no question can be read", "error: ")
        await player.miss("Which option")
        await player.press("right", "space", "w", "left")
        desk.save(make_pack(THREE))
        await player.see("2 of 3", "Which option of b is right?")


async def test_a_file_that_is_gone_is_said_to_be(desk: Desk) -> None:
    desk.save(make_pack(THREE))
    async with desk.watch() as player:
        await player.see("1 of 3")
        desk.path.unlink()
        await player.see("no question can be read", "error: ")
        desk.save(make_pack(THREE))
        await player.see("1 of 3")


async def test_a_text_of_markup_is_shown_as_it_is(desk: Desk) -> None:
    desk.save(change("a", ask="What is [/] [@click=app.quit]x[/]?"))
    async with desk.watch() as player:
        await player.see("What is [/] [@click=app.quit]x[/]?")
        desk.save(make_pack(THREE, title="[/] [red]"))
        await player.see("Preview of [/] [red]")


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_the_preview_is_left(desk: Desk, key: str) -> None:
    desk.save(make_pack(THREE))
    async with desk.watch() as player:
        await player.press(key)
        await player.until(lambda: player.app._exit)
