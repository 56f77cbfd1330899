"""Contrast: every word on every screen can be read in our themes, and without color."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color
from textual.containers import Vertical
from textual.filter import monochrome_style
from textual.screen import ModalScreen

from builders import find_right
from spacequiz.game.kinds import Kind
from spacequiz.game.records import Setup
from spacequiz.quizmaster.settings import THEME
from spacequiz.tui.themes import THEMES, fit_theme

from .packs import write_broken
from .stage import screen_strips

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from rich.style import Style
    from textual.theme import Theme

    from .stage import Player, Stage

LEAST_CONTRAST = 4.5
SEVERAL = Setup(kinds=(Kind.SEVERAL,), seed="fixed")
CHOICE = Setup(kinds=(Kind.CHOICE,), seed="fixed")
TYPED = Setup(kinds=(Kind.TYPED,), seed="fixed")


async def tour(stage: Stage, theme: str) -> AsyncIterator[tuple[str, Player]]:
    """Lead through all screens in a theme, and name each."""
    write_broken(stage.places.packs)
    async with stage.open() as player:
        player.app.change_setting(THEME, theme)
        await player.settle()
        yield "home", player
        player.app.notify("Some news", severity="warning", markup=False)
        await player.see("Some news")
        yield "news", player
        for key, name in [("s", "no scores"), ("t", "settings"), ("y", "players"), ("p", "set-up")]:
            await player.press(key)
            yield name, player
            if name != "set-up":
                await player.press("escape")
        await player.click("Category")
        await player.press("space")
        yield "picker", player
        await player.press("escape", "question_mark")
        yield "help", player
        await player.press("escape", "ctrl+p")
        yield "palette", player
        await player.press("escape", "escape", "k")
        yield "pack", player
        await player.press("b")
        await player.see("questions")
        yield "browse", player
        await player.press("escape", "down")
        yield "broken pack", player
        await player.press("escape", "i")
        yield "no statistics", player
        await player.press("escape", "k", "up", "i")
        yield "no report", player
        await player.press("escape", "escape", "n")
        yield "lobby", player
        await player.press("f2")
        await player.until(lambda: player.screen == "NightStageScreen", "the stage")
        yield "stage", player
    async for place in _questions(stage, theme):
        yield place


async def _questions(stage: Stage, theme: str) -> AsyncIterator[tuple[str, Player]]:
    async with stage.open(CHOICE) as player:
        await player.press("enter", "h", "f", "down")
        yield "choice", player
        await player.answer(right=True)
        yield "right", player
        await player.press("w", "enter")
        await player.press("escape")
        yield "pause", player
        await player.press("escape")
        await player.answer(right=False)
        await player.press("w")
        yield "wrong", player
        await player.press("enter")
        yield "results", player
        await player.press("escape", "s")
        yield "scores", player
        await player.press("escape", "i")
        yield "statistics", player
        await player.press("escape", "k", "i")
        await player.until(lambda: player.screen == "ReportScreen", "the report")
        yield "report", player
        await player.press("enter")
        yield "item", player
    async with stage.open(SEVERAL) as player:
        await player.press("1", "3", "down")
        yield "several", player
        await player.press("1", "3", *player.digits(find_right(player.question)[:1]), "enter")
        yield "partly", player
        await player.press("enter", "s")
        yield "skipped", player
    async with stage.open(TYPED) as player:
        yield "typed", player
        await player.type("Ve")
        yield "typing", player
        await player.press("enter")
        yield "typed wrong", player
        await player.resize(20, 5)
        yield "more room", player
    async with stage.open(Setup(kinds=(Kind.NUMBER,), seed="fixed"), size=(120, 40)) as player:
        yield "number", player
        await player.type("1969")
        await player.press("enter")
        yield "number judged", player
        assert player.app.theme == theme


def find_faint(player: Player) -> list[str]:
    """Return every run of letters or digits whose contrast is too low, in color or without."""
    screen = player.app.screen
    # What lies dimmed beneath a dialog need not be read.
    part = screen.query_children(Vertical).first() if isinstance(screen, ModalScreen) else screen
    region = part.region
    faint = []
    for y, line in enumerate(screen_strips(player.app)):
        x = 0
        for segment in (segment for strip in line for segment in strip):
            inside = region.contains(x, y)
            x += segment.cell_length
            if inside and any(c.isalnum() for c in segment.text) and segment.style is not None:
                for style in (segment.style, monochrome_style(segment.style)):
                    ratio = _contrast(style)
                    if ratio < LEAST_CONTRAST:
                        faint.append(f"{segment.text.strip()!r} {style}: {ratio:.2f}")
    return faint


@cache
def _contrast(style: Style) -> float:
    """Return the contrast of text and background by the formula of WCAG 2.1."""
    front, back = _resolve(style.color), _resolve(style.bgcolor)
    if style.reverse:
        front, back = back, front
    if style.dim:
        front = back.blend(front, 0.66)
    light, dark = sorted((_luminance(front), _luminance(back)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _resolve(color: RichColor | None) -> Color:
    assert color is not None, "a text without a color of its own"
    return Color.from_rich_color(color)


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_every_word_stands_out_from_its_background(stage: Stage, theme: str) -> None:
    faint = []
    async for name, player in tour(stage, theme):
        faint += [f"{name}: {fault}" for fault in find_faint(player)]
    assert not faint, "\n".join(sorted(set(faint)))


async def test_no_color_paints_in_shades_of_gray(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with stage.open(CHOICE) as player:
        await player.answer(right=False)
        for segment in (s for line in screen_strips(player.app) for strip in line for s in strip):
            if segment.style is not None and segment.style.color is not None:
                assert len(set(_resolve(segment.style.color).rgb)) == 1
        assert not find_faint(player)


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_without_color_what_is_chosen_stands_out_the_most(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    faint = []
    async for name, player in tour(stage, theme):
        faint += [f"{name}: {fault}" for fault in find_faint(player)]
        if name in ("home", "choice"):
            contrasts = {text: _contrast(style) for text, style in list_words(player)}
            chosen = [text for text in contrasts if text.strip().startswith("❯")]
            assert chosen
            for text in chosen:
                assert contrasts[text] == max(contrasts.values())
                assert contrasts[text] > 1.2 * min(contrasts.values())
    assert not faint, "\n".join(sorted(set(faint)))


def list_words(player: Player) -> list[tuple[str, Style]]:
    """Return what is written on the screen, a run of one style each, without color."""
    segments = (s for line in screen_strips(player.app) for strip in line for s in strip)
    return [
        (s.text, monochrome_style(s.style))
        for s in segments
        if s.text.strip() and s.style is not None
    ]


@pytest.mark.parametrize("system", ["standard", "windows"])
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_a_console_shows_every_meaning_in_a_color_of_its_own(theme: Theme, system: str) -> None:
    fitted = fit_theme(theme, system, no_color=False)
    meanings = (fitted.primary, fitted.success, fitted.warning, fitted.error, fitted.foreground)
    shown = {
        RichColor.parse(color or "").downgrade(ColorSystem.STANDARD).number
        for color in (*meanings, fitted.background)
    }
    assert len(shown) == len(meanings) + 1
    assert (fitted.name, fitted.dark) == (theme.name, theme.dark)
