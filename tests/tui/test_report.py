"""The report screen and the preview: what is said of each question can be read to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import describe_choice, make_pack
from spacequiz.game.records import Setup
from spacequiz.packs.preview import Preview

from .stage import Player, close

if TYPE_CHECKING:
    from pathlib import Path

    from .stage import Stage


async def play(stage: Stage, count: int = 3) -> None:
    """Play some questions of the plain pack, the first one wrong."""
    async with stage.open(Setup(count=count, kinds=("choice", "several"), seed="r")) as player:  # type: ignore[arg-type]
        await player.see("1 of")
        for number in range(count):
            await player.answer(right=number > 0)
            await player.press("enter")


async def open_report(player: Player) -> None:
    await player.press("k")
    await player.until(lambda: player.screen == "PacksScreen")
    await player.press("i")
    await player.until(lambda: player.screen == "ReportScreen")


async def test_without_answers_it_says_what_will_be_here(stage: Stage) -> None:
    async with stage.open() as player:
        await open_report(player)
        await player.see("No answers yet", "spacequiz report PACK --save FOLDER")


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
async def test_figures_stand_before_the_questions_at_every_width(
    stage: Stage, size: tuple[int, int]
) -> None:
    await play(stage)
    async with stage.open(size=size) as player:
        await open_report(player)
        await player.see("1 student ", "Fewer than 30 students")
        assert "1 students" not in player.text
        lines = [line for line in player.lines if "Which planet" in line]
        assert len(lines) == 3
        assert all("%     1  Which planet" in line for line in lines)
        assert any(line.split()[-1].endswith(("?", "…")) for line in lines)


async def test_a_question_opens_with_a_bar_for_each_option(stage: Stage) -> None:
    await play(stage)
    async with stage.open() as player:
        await open_report(player)
        await player.press("enter")
        await player.see("1 answer ", "✓ right", "esc closes")
        bars = [line for line in player.lines if "100%" in line or " 0%" in line]
        assert len(bars) >= 4
        await player.press("escape")
        assert player.screen == "ReportScreen"
        await player.press("escape")
        assert player.screen == "PacksScreen"


# The preview, where it has more to say than there is room ------------------------------------


async def test_a_preview_is_read_to_its_end_by_keys(stage: Stage, tmp_path: Path) -> None:
    app = stage.make_app()
    (tmp_path / "pack.yaml").write_text(make_pack([]), "utf-8")
    questions = [describe_choice(f"q{n}", explian="x") for n in range(12)]
    for name in ("one", "two"):
        text = make_pack(questions).partition("questions:")
        (tmp_path / f"{name}.yaml").write_text(text[1] + text[2].replace("q", f"{name}-q"), "utf-8")
    app._preview = Preview(tmp_path)
    try:
        async with app.run_test(size=(60, 20)) as pilot:
            player = Player(app, pilot)
            # With several files, a line alone says little.
            await player.see("one.yaml, line")
            for _ in range(40):
                await player.press("down")
            await player.see("two.yaml, line")
            for _ in range(40):
                await player.press("pageup")
            await player.see("one.yaml, line")
    finally:
        close(app)
