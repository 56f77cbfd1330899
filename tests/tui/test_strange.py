"""Text that means mischief: markup, escape sequences, other scripts, floods of it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from spacequiz.game.kinds import Kind
from spacequiz.game.records import Setup

from .packs import FAMILY, MARKUP, RIGHT_TO_LEFT, WIDE, write_broken, write_strange
from .stage import Player, close, screen_segments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .stage import Stage

STRANGE = Setup(packs=("strange",), seed="fixed")
SIZES = [(80, 24), (40, 12), (120, 40)]


def assert_harmless(player: Player) -> None:
    """Nothing on the screen is a link or can run an action of a pack, or steer the terminal."""
    for segment in screen_segments(player.app):
        style = segment.style
        assert not segment.control
        assert all(unicodedata.category(c) not in ("Cc", "Cs") for c in segment.text)
        if style is not None:
            assert style.link is None
            actions = [value for key, value in style.meta.items() if key.startswith("@")]
            assert not [action for action in actions if "quit" in str(action)]
            assert not any(name == "@click" for name in style.meta), (segment.text, style.meta)


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
async def test_strange_questions_are_asked_judged_and_summed_up(
    stage: Stage, size: tuple[int, int]
) -> None:
    write_strange(stage.places.packs)
    async with stage.open(STRANGE, size=size) as player:
        for number in range(7):
            await player.press("f2")
            assert_harmless(player)
            await player.press("escape")
            await player.see("Paused")
            assert_harmless(player)
            await player.press("escape")
            if number % 3:
                await player.press("f3")
            else:
                await _answer_wrong(player)
            await player.press("w")
            assert_harmless(player)
            await player.press("enter")
        await player.see("of 7 right")
        for _ in range(5):
            assert_harmless(player)
            await player.press("pagedown")
        assert not player.app._exit


async def _answer_wrong(player: Player) -> None:
    card = player.card
    if not card.options:
        await player.type("0")
        await player.press("enter")
    else:
        await player.press("2")
        if player.app.quizmaster.view.reveal is None:
            await player.press("enter")


async def test_markup_is_shown_as_it_was_written(stage: Stage) -> None:
    write_strange(stage.places.packs)
    setup = Setup(packs=("strange",), categories=("[bold]Markup[/]",))
    async with stage.open(setup) as player:
        await player.press("h")
        await player.see(f"What is {MARKUP}?", "[bold]Markup[/]", "[/] [@click=app.quit]hint[/]")
        for option in ("[@click=app.quit]x[/]", "[red]", "[/]"):
            await player.see(option)
        await player.click("x[/]")
        await player.see("[@click=app.bell]explained[/] [/nothing]", "“[/] [red]Book”")
        assert not player.app._exit


async def test_other_scripts_take_the_width_that_they_have(stage: Stage) -> None:
    write_strange(stage.places.packs)
    setup = Setup(packs=("strange",), categories=("惑星",))
    async with stage.open(setup) as player:
        await player.see(WIDE, "木星", FAMILY)
        await player.click(f"{player.card.options.index('木星') + 1} 木星")
        await player.see("✓ Right")
        assert player.saved[0].response == ("木星",)


async def test_text_from_right_to_left_is_kept_whole(stage: Stage) -> None:
    write_strange(stage.places.packs)
    async with stage.open(Setup(packs=("strange",), categories=("Marks",), seed="fixed")) as player:
        for _ in range(4):
            if RIGHT_TO_LEFT in player.card.ask:
                await player.see(RIGHT_TO_LEFT)
            await player.press("f3", "enter")
        await player.see("of 4 right")


@pytest.mark.parametrize("keys", [["k", "down"], ["p"], ["s"]])
async def test_strange_titles_are_harmless_everywhere(stage: Stage, keys: list[str]) -> None:
    write_strange(stage.places.packs)
    write_broken(stage.places.packs)
    async with stage.open(STRANGE) as player:
        await _answer_wrong(player)
        await player.press("escape", "h", *keys)
        await player.until(lambda: player.screen != "QuestionScreen")
        assert_harmless(player)
        if keys == ["p"]:
            await player.click("Packs")
            await player.see("[@click=app.quit]Strange")
            assert_harmless(player)


def _strange_pastes() -> Iterator[str]:
    yield "\x1b[31mred\x1b]0;title\x07" * 5_000
    yield "a\n" * 50_000
    yield "[@click=app.quit]" * 6_000
    yield "e" + "\u0301" * 100_000
    yield "\u202e" * 100_000
    yield "\x00\x9b\ud800" * 33_000


@pytest.mark.parametrize("paste", _strange_pastes(), ids=lambda paste: ascii(paste[:8]))
async def test_whatever_is_pasted_is_one_clean_line(stage: Stage, paste: str) -> None:
    assert len(paste) >= 60_000
    async with stage.open(Setup(kinds=(Kind.TYPED,), seed="fixed")) as player:
        await player.type("x")
        await player.paste(paste)
        assert_harmless(player)
        await player.press("enter")
        await player.see("your answer")
        assert_harmless(player)
        (answer,) = player.saved
        assert len(answer.response[0]) <= 200
        assert answer.response[0].isprintable()


async def test_a_paste_into_a_list_of_answers_does_nothing(stage: Stage) -> None:
    async with stage.open(Setup(kinds=(Kind.CHOICE,), seed="fixed")) as player:
        await player.paste("1\n2\n3\nq\n")
        assert player.saved == []
        assert player.screen == "QuestionScreen"


async def test_the_name_of_a_player_is_no_markup(stage: Stage) -> None:
    app = stage.make_app(name="[@click=app.quit]Ann[/] [/]")
    async with app.run_test(size=(80, 24)) as pilot:
        player = Player(app, pilot)
        await player.see("[@click=app.quit]Ann[/] [/]")
        assert_harmless(player)
        await player.press("s", "escape", "y", "escape", "t")
        assert_harmless(player)
    close(app)
