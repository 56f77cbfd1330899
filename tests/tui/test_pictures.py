"""Pictures of questions: drawn where the terminal can, and described in words elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from builders import describe_choice, describe_typed, draw_png, write_pack
from spacequiz.game.records import Setup
from spacequiz.packs.preview import Preview

from .night import begin
from .stage import screen_segments

if TYPE_CHECKING:
    from pathlib import Path

    from .stage import Player, Stage

pytest.importorskip("textual_image")

RED, BLUE = (200, 30, 40), (30, 60, 200)
SETUP = Setup(("pack",), count=1)
ALT = "A red disk over the sea"


def give(folder: Path, *questions: dict[str, object], data: bytes | None = None) -> Path:
    shown = {"image": "disk.png", "alt": ALT}
    path = write_pack(folder, [question | shown for question in questions])
    (folder / "disk.png").write_bytes(data or draw_png(80, 60, RED, BLUE))
    return path


def list_colors(player: Player) -> set[tuple[int, int, int]]:
    """Return the colors that blocks are drawn in."""
    blocks = [s.style for s in screen_segments(player.app) if "▀" in s.text and s.style]
    colors = [style.color for style in blocks if style.color]
    return {tuple(color.triplet) for color in colors if color.triplet}  # type: ignore[misc]


async def see_picture(player: Player) -> None:
    await player.until(lambda: {RED, BLUE} <= list_colors(player), "the picture")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_a_picture_stands_over_the_question_in_place_of_its_description(
    stage: Stage, size: tuple[int, int]
) -> None:
    give(stage.places.packs, describe_choice("a"))
    async with stage.open(SETUP, size=size) as player:
        await see_picture(player)
        assert ALT not in player.words
        options = [player.where(option)[1] for option in player.card.options]
        assert player.where("▀▀")[1] < player.where(player.card.ask_by_picture)[1] < min(options)
        await player.answer(right=True)
        await player.see("Right")
        assert {RED, BLUE} <= list_colors(player)


async def test_where_options_leave_no_room_words_stand_and_i_shows_the_picture(
    stage: Stage,
) -> None:
    give(stage.places.packs, describe_choice("a", wrong=[f"Wrong {n}" for n in range(7)]))
    async with stage.open(SETUP, size=(80, 20)) as player:
        await player.see(f"[{ALT}]", *player.card.options)
        assert not list_colors(player)
        await player.press("i")
        await see_picture(player)
        await player.see(ALT)
        await player.press("escape")
        await player.see(f"[{ALT}]", *player.card.options)
        await player.resize(80, 40)
        await see_picture(player)
        await player.miss(ALT)
        await player.resize(80, 20)
        await player.see(f"[{ALT}]", *player.card.options)


async def test_pictures_of_options_stand_in_words_and_i_turns_through_them(stage: Stage) -> None:
    wrong = [{"text": f"Wrong {n}", "image": "disk.png", "alt": f"{ALT} {n}"} for n in range(2)]
    give(stage.places.packs)
    write_pack(stage.places.packs, [describe_choice("a", wrong=wrong)])
    async with stage.open(SETUP, size=(120, 30)) as player:
        await player.see(f"Wrong 0 [{ALT} 0]", f"Wrong 1 [{ALT} 1]")
        await player.until(lambda: "picture" in player.keys, "a key for the pictures")
        first, second = (option for option in player.card.options if option.startswith("Wrong"))
        await player.press("i")
        await see_picture(player)
        await player.see(f"{first} [{ALT}")
        await player.press("right")
        await player.see(f"{second} [{ALT}")
        await player.press("right", "escape")
        await player.see(f"Wrong 0 [{ALT} 0]", f"Wrong 1 [{ALT} 1]")


async def test_while_letters_are_typed_another_key_shows_the_picture(stage: Stage) -> None:
    give(stage.places.packs, describe_typed("a", "Iris"))
    async with stage.open(SETUP, size=(60, 12)) as player:
        await player.press("i", "f8")
        await see_picture(player)
        await player.press("f8")
        await player.see("i", f"[{ALT}]")


@pytest.mark.parametrize("data", [b"", b"\x89PNG", draw_png(80, 60, RED, BLUE)[:60]])
async def test_a_picture_that_broke_meanwhile_is_described(stage: Stage, data: bytes) -> None:
    give(stage.places.packs, describe_choice("a"))
    async with stage.open() as player:
        (stage.places.packs / "disk.png").write_bytes(data)
        player.app.start(SETUP)
        await player.see(f"[{ALT}]")
        await player.until(lambda: "picture" not in player.keys, "no key for a picture")
        await player.press("i")
        assert player.screen == "QuestionScreen"


async def test_plain_ascii_shows_words(stage: Stage) -> None:
    give(stage.places.packs, describe_choice("a"))
    async with stage.open(SETUP, ascii_only=True) as player:
        await player.see(f"[{ALT}]")
        assert "picture" not in player.keys


async def test_without_colors_a_picture_is_drawn_in_shades(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    give(stage.places.packs, describe_choice("a"), data=draw_png(80, 60, (0, 0, 0), (255,) * 3))
    async with stage.open(SETUP) as player:
        await player.see("████")
        assert ALT not in player.words


async def test_a_preview_shows_the_picture(stage: Stage, tmp_path: Path) -> None:
    path = give(tmp_path, describe_choice("a"))
    async with stage.open(preview=Preview(path)) as player:
        await see_picture(player)
        assert ALT not in player.words


async def test_the_next_question_has_its_own_picture_or_none(stage: Stage) -> None:
    path = write_pack(
        stage.places.packs,
        [describe_choice("a", image="disk.png", alt=ALT), describe_choice("b")],
    )
    path.with_name("disk.png").write_bytes(draw_png(80, 60, RED, BLUE))
    async with stage.open(Setup(("pack",), count=2)) as player:
        for _ in range(2):
            if player.card.picture:
                await see_picture(player)
            else:
                await player.until(lambda: not list_colors(player), "no picture")
            await player.answer(right=True)
            await player.press("enter")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_quiz_night_shows_the_picture_over_the_question(
    stage: Stage, size: tuple[int, int]
) -> None:
    give(stage.places.packs, *(describe_choice(f"q{n}") for n in range(12)))
    async with begin(stage, size=size, packs=("pack",)) as night:
        await night.go()
        await see_picture(night.player)
        assert ALT not in night.player.words
        await night.player.press("space")
        await night.player.until(
            lambda: RED not in list_colors(night.player), "no picture in a pause"
        )
        await night.player.press("space")
        await see_picture(night.player)
        await night.answer("1", right=True)
        await night.answer("2", right=False)
        await night.player.see("That is how")
        await night.player.resize(60, 16)
        await night.player.until(
            lambda: RED not in list_colors(night.player), "no room for a picture"
        )
        await night.player.see(f"[{ALT}]")


async def test_a_quiz_night_says_what_a_broken_picture_shows(stage: Stage) -> None:
    broken = draw_png(80, 60, RED, BLUE)[:60]
    give(stage.places.packs, *(describe_choice(f"q{n}") for n in range(12)), data=broken)
    async with begin(stage, packs=("pack",)) as night:
        await night.go()
        await night.player.see(f"[{ALT}]")


if sys.platform != "win32":
    from .terminal import Terminal

    @pytest.mark.parametrize(
        ("answer", "name", "sent"),
        [
            ("\x1b[?62;4;22c", "xterm-256color", b"\x1bP"),
            ("", "xterm-kitty", b"\x1b_G"),
        ],
    )
    def test_a_terminal_that_draws_pixels_gets_pixels(
        tmp_path: Path, answer: str, name: str, sent: bytes
    ) -> None:
        pack = give(tmp_path / "mine", describe_choice("a"), describe_choice("b"))
        arguments = ["-m", "spacequiz", "play", "--pack", str(pack), "--player", "Ann"]
        terminal = Terminal(arguments, TERM=name, COLORTERM="truecolor")
        try:
            if answer:
                terminal.until(lambda: b"\x1b[c" in terminal.output, "the question")
                terminal.send(answer)
                terminal.press_until("i", ALT)
            terminal.until(lambda: sent in terminal.output, "pixels")
            # What the terminal said is no key that was pressed.
            assert "62;4" not in terminal.text
        finally:
            terminal.close()
