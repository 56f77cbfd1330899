"""The commands: every one shows in footer, help and palette, and works from each of them."""

from __future__ import annotations

import importlib
import pkgutil
import re
from typing import TYPE_CHECKING, Any

import pytest

import spacequiz.tui.screens
from spacequiz.game.kinds import Kind
from spacequiz.game.records import Setup
from spacequiz.tui.app import SpacequizApp
from spacequiz.tui.commands import APP_COMMANDS, commands_of
from spacequiz.tui.screens.base import LEAST_ROOM, GameScreen

from .packs import write_broken

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from spacequiz.tui.commands import Command

    from .stage import Player, Stage

CHOICE = Setup(kinds=(Kind.CHOICE,), seed="fixed")
TYPED = Setup(kinds=(Kind.TYPED,), seed="fixed")


def all_screens() -> Iterator[type[GameScreen[Any]]]:
    for module in pkgutil.iter_modules(spacequiz.tui.screens.__path__):
        importlib.import_module(f"spacequiz.tui.screens.{module.name}")
    waiting: list[type[GameScreen[Any]]] = [*GameScreen.__subclasses__()]
    while waiting:
        screen = waiting.pop()
        waiting += screen.__subclasses__()
        if screen.__module__.startswith("spacequiz."):
            yield screen


async def _stay(player: Player) -> None:
    pass


async def _reveal(player: Player) -> None:
    await player.answer(right=False)


async def _end(player: Player) -> None:
    for _ in range(2):
        await player.answer(right=False)
        await player.press("enter")


async def _look_back(player: Player) -> None:
    await _end(player)
    await player.press("escape", "s", "enter")


async def _list_scores(player: Player) -> None:
    await _end(player)
    await player.press("escape", "s")


def _press(*keys: str) -> Callable[[Player], Awaitable[None]]:
    async def press(player: Player) -> None:
        await player.press(*keys)

    return press


PLACES: dict[str, tuple[Setup | None, Callable[[Player], Awaitable[None]]]] = {
    "home": (None, _stay),
    "set-up": (None, _press("p")),
    "packs": (None, _press("k")),
    "no scores": (None, _press("s")),
    "settings": (None, _press("t")),
    "choice": (CHOICE, _stay),
    "several": (Setup(kinds=(Kind.SEVERAL,)), _stay),
    "true-false": (Setup(kinds=(Kind.TRUE_FALSE,)), _stay),
    "typed": (TYPED, _stay),
    "number": (Setup(kinds=(Kind.NUMBER,)), _stay),
    "choice revealed": (CHOICE, _reveal),
    "typed revealed": (TYPED, _reveal),
    "results": (CHOICE, _end),
    "past results": (CHOICE, _look_back),
    "scores": (CHOICE, _list_scores),
}
"""For each place in the game, what to open and how to get there."""
each_place = pytest.mark.parametrize("place", PLACES)


def present(player: Player) -> tuple[Command, ...]:
    return commands_of(player.app.screen)


def label(player: Player, command: Command) -> str:
    return command.label_for(typing=bool(getattr(player.app.screen, "typing", False)))


def read_dialog(player: Player) -> str:
    """Return the words of a dialog, without its border and scroll bar."""
    inside = [line.split("│")[1] for line in player.lines if line.count("│") > 1]
    return " ".join(re.sub("[▁-█]", " ", " ".join(inside)).split())


@pytest.mark.parametrize("screen", all_screens(), ids=lambda screen: screen.__name__)
def test_every_command_has_a_key_a_title_and_a_sentence(screen: type[GameScreen[Any]]) -> None:
    for command in (*screen.COMMAND_LIST, *APP_COMMANDS):
        assert command.key
        assert 0 < len(command.title) <= 14, command
        assert command.title[0].islower() or command.title.startswith("I "), command
        assert command.help[0].isupper(), command
        assert command.help.endswith("."), command


@pytest.mark.parametrize("screen", all_screens(), ids=lambda screen: screen.__name__)
def test_every_command_has_an_action(screen: type[GameScreen[Any]]) -> None:
    for command in screen.COMMAND_LIST:
        name = command.action.partition("(")[0]
        owner: type = SpacequizApp if name.startswith("app.") else screen
        assert hasattr(owner, f"action_{name.removeprefix('app.')}"), command


@each_place
async def test_no_key_stands_for_two_commands(stage: Stage, place: str) -> None:
    first, go = PLACES[place]
    async with stage.open(first) as player:
        await go(player)
        keys = [key for command in present(player) for key in command.keys.split(",")]
        assert sorted(keys) == sorted(set(keys))


@each_place
async def test_the_footer_shows_the_commands_and_runs_them_by_click(
    stage: Stage, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, go = PLACES[place]
    async with stage.open(first, size=(160, 24)) as player:
        await go(player)
        run: list[str] = []

        async def note(action: str, *arguments: object) -> None:
            run.append(action)

        monkeypatch.setattr(player.app.screen, "run_action", note)
        shown = [command for command in present(player) if command.footer]
        for command in shown:
            entry = f" {label(player, command)} {command.title} "
            assert entry in f"{player.keys} "
            await player.pilot.click(offset=(player.keys.index(entry.rstrip()) + 1, 23))
            await player.settle()
        assert run == [command.action for command in shown]


async def test_a_click_on_the_footer_does_what_its_key_does(stage: Stage) -> None:
    async with stage.open(CHOICE) as player:
        await player.click("h hint")
        await player.see("Hint")
        await player.click("fifty-fifty")
        assert len(player.card.removed) == 2
        await player.click("skip")
        await player.see("– Skipped")
        await player.click("enter next")
        await player.see("2 of 2")
        await player.click("esc pause")
        await player.see("Paused")


@each_place
async def test_the_footer_keeps_help_at_every_width(stage: Stage, place: str) -> None:
    first, go = PLACES[place]
    async with stage.open(first) as player:
        await go(player)
        for width in (LEAST_ROOM.width, 41, 47, 53, 60, 79, 80, 100, 200):
            await player.resize(width, 24)
            assert player.keys.endswith("help"), width
            assert len(player.keys) <= width


@pytest.mark.parametrize(
    ("place", "size"),
    [*((place, (80, 24)) for place in PLACES), ("choice", (40, 12)), ("typed revealed", (60, 17))],
)
async def test_help_lists_every_command_with_its_key_and_sentence(
    stage: Stage, place: str, size: tuple[int, int]
) -> None:
    first, go = PLACES[place]
    async with stage.open(first, size=size) as player:
        await go(player)
        commands, labels = present(player), [label(player, c) for c in present(player)]
        await player.press("f1")
        await player.see("Keys", "esc closes")
        seen = [read_dialog(player)]
        while True:
            await player.press("down")
            words = read_dialog(player)
            if words == seen[-1]:
                break
            seen.append(words)
        for name, command in zip(labels, commands, strict=True):
            row = f"{name} {command.title}: {command.help}"
            assert any(row in words for words in seen), row
        await player.press("escape")
        await player.miss("esc closes")


@pytest.mark.parametrize("way", ["question_mark", "f1", "click"])
async def test_help_opens_and_closes(stage: Stage, way: str) -> None:
    async with stage.open() as player:
        if way == "click":
            await player.click("? help")
        else:
            await player.press(way)
        await player.see("esc closes")
        await player.press("question_mark")
        await player.miss("esc closes")


@each_place
async def test_the_palette_lists_every_command(stage: Stage, place: str) -> None:
    first, go = PLACES[place]
    async with stage.open(first, size=(100, 80)) as player:
        await go(player)
        commands = present(player)
        await player.press("ctrl+p")
        titles = [command.title[:1].upper() + command.title[1:] for command in commands]
        await player.see(*titles, *(command.help for command in commands))


async def test_the_palette_finds_and_runs_a_command(stage: Stage) -> None:
    async with stage.open() as player:
        await player.press("ctrl+p")
        await player.type("scores")
        await player.see("Scores: Look at the games played so far.")
        await player.press("enter")
        await player.until(lambda: player.screen == "ScoresScreen", "the scores")


async def test_the_palette_gives_a_hint_on_a_typed_question(stage: Stage) -> None:
    async with stage.open(TYPED) as player:
        await player.type("Mer")
        await player.press("ctrl+p")
        await player.type("hint")
        await player.see("Hint: Show a hint")
        await player.press("enter")
        await player.see(player.question.hint, "Mer")
        assert player.saved == []


async def test_the_palette_survives_strange_queries(stage: Stage) -> None:
    async with stage.open() as player:
        await player.press("ctrl+p")
        await player.paste("[/] [@click=app.quit]x[/] [red")
        await player.settle()
        await player.press("escape", "escape")
        await player.see("the reason behind every answer")


async def test_commands_of_a_broken_pack_do_not_offer_to_play_it(stage: Stage) -> None:
    write_broken(stage.places.packs)
    async with stage.open() as player:
        await player.press("k", "down")
        await player.see("The Broken")
        await player.press("ctrl+p")
        await player.see("Reload")
        await player.miss("Play this")
