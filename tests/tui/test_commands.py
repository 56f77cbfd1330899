"""The commands: every one shows in footer, help and palette, and works from each of them."""

from __future__ import annotations

import importlib
import pkgutil
import re
from typing import TYPE_CHECKING, Any

import pytest

import spacequiz.tui.night
import spacequiz.tui.screens
from spacequiz.game.kinds import Kind
from spacequiz.game.records import Setup
from spacequiz.packs.preview import Preview
from spacequiz.quizmaster.night_draw import NightWish
from spacequiz.tui.app import SpacequizApp
from spacequiz.tui.commands import APP_COMMANDS, commands_of
from spacequiz.tui.screens.base import LEAST_ROOM, GameScreen
from spacequiz.tui.screens.preview import PreviewScreen

from .packs import write_broken

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from spacequiz.tui.commands import Command

    from .stage import Player, Stage

CHOICE = Setup(kinds=(Kind.CHOICE,), seed="fixed")
TYPED = Setup(kinds=(Kind.TYPED,), seed="fixed")
ROOMY = (150, 40)
"""So large that the footer shows everything, and the help nearly so."""
WIDTHS = (LEAST_ROOM.width, 47, 80)


def all_screens() -> Iterator[type[GameScreen[Any]]]:
    for package in (spacequiz.tui.screens, spacequiz.tui.night):
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{package.__name__}.{module.name}")
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


def _press(*keys: str) -> Callable[[Player], Awaitable[None]]:
    async def press(player: Player) -> None:
        await player.press(*keys)

    return press


def _press_after_a_game(*keys: str) -> Callable[[Player], Awaitable[None]]:
    async def press(player: Player) -> None:
        await _end(player)
        await player.press("escape", *keys)

    return press


async def _preview(player: Player) -> None:
    """Show the pack as its writer sees it."""
    (path,) = player.app.places.bundled.glob("*.yaml")
    await player.app.push_screen(PreviewScreen(Preview(path)))
    await player.see("Preview of")


PLACES: dict[str, tuple[Setup | None, Callable[[Player], Awaitable[None]]]] = {
    "home": (None, _stay),
    "set-up": (None, _press("p")),
    "packs": (None, _press("k")),
    "browse": (None, _press("k", "b")),
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
    "past results": (CHOICE, _press_after_a_game("s", "enter")),
    "scores": (CHOICE, _press_after_a_game("s")),
    "statistics": (CHOICE, _press_after_a_game("i")),
    "no statistics": (None, _press("i")),
    "report": (CHOICE, _press_after_a_game("k", "i")),
    "no report": (None, _press("k", "i")),
    "players": (None, _press("y")),
    "lobby": (None, _press("n")),
    "stage": (NightWish(teams=("Ann", "Bob"), form="buzzer"), _press("f2")),
    "preview": (None, _preview),
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
        if name == "line":  # What the line at the cursor does with a key.
            continue
        owner: type = SpacequizApp if name.startswith("app.") else screen
        assert hasattr(owner, f"action_{name.removeprefix('app.')}"), command


@each_place
async def test_footer_and_help_show_the_same_commands(
    stage: Stage, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, go = PLACES[place]
    async with stage.open(first, size=ROOMY) as player:
        await go(player)
        commands = present(player)
        keys = [key for command in commands for key in command.keys.split(",")]
        assert sorted(keys) == sorted(set(keys)), "a key stands for two commands"
        with monkeypatch.context() as patch:
            await _click_through_the_footer(player, patch)
        await _read_help(player)
        for width in WIDTHS:
            await player.resize(width, 24)
            assert player.keys.endswith("help"), width
            assert len(player.keys) <= width


@pytest.mark.parametrize("place", ["home", "typed", "stage"])
async def test_the_palette_shows_the_same_commands(stage: Stage, place: str) -> None:
    first, go = PLACES[place]
    async with stage.open(first) as player:
        await go(player)
        commands = present(player)
        await player.resize(80, 2 * len(commands) + 20)
        await player.press("ctrl+p")
        titles = [command.title[:1].upper() + command.title[1:] for command in commands]
        await player.see(*titles, *(command.help for command in commands))


async def _click_through_the_footer(player: Player, patch: pytest.MonkeyPatch) -> None:
    """Expect each entry of the footer to run its command."""
    run: list[str] = []

    async def note(action: str, *arguments: object) -> None:
        run.append(action)

    patch.setattr(player.app.screen, "run_action", note)
    shown = [command for command in present(player) if command.footer]
    keys = player.keys
    for command in shown:
        entry = f" {label(player, command)} {command.title} "
        assert entry in f"{keys} "
        at = keys.index(entry.rstrip()) + 1
        await player.click_at((at, ROOMY[1] - 1))
    assert run == [command.action for command in shown]


async def _read_help(player: Player) -> None:
    """Expect each command in the help, with its key and its sentence, at the latest by scrolling."""
    commands = present(player)
    rows = [f"{label(player, c)} {c.title}: {c.help}" for c in commands]
    await player.press("f1")
    await player.see("Keys", "esc closes")
    seen = [read_dialog(player)]
    while not all(any(row in words for words in seen) for row in rows):
        await player.press("down")
        assert read_dialog(player) != seen[-1], [r for r in rows if r not in " ".join(seen)]
        seen.append(read_dialog(player))
    await player.press("escape")
    await player.miss("esc closes")


@pytest.mark.parametrize(("place", "size"), [("choice", (40, 12)), ("typed revealed", (60, 17))])
async def test_help_can_be_scrolled_in_little_room(
    stage: Stage, place: str, size: tuple[int, int]
) -> None:
    first, go = PLACES[place]
    async with stage.open(first, size=size) as player:
        await go(player)
        await _read_help(player)


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


@pytest.mark.parametrize("dialog", ["question_mark", "ctrl+p", "escape"])
async def test_the_game_can_be_left_from_a_dialog(stage: Stage, dialog: str) -> None:
    async with stage.open(CHOICE) as player:
        await player.press(dialog)
        assert player.screen != "QuestionScreen"
        player.send("ctrl+q")
        await player.pilot.pause()
        assert player.app._exit


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
