"""The three themes of the game: a night over the fields, its day twin, and high contrast."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.color import Color
from textual.theme import Theme

from spacequiz.tui.team_colors import (
    FEW_ON_DARK,
    FEW_ON_LIGHT,
    IN_TERMINAL,
    ON_DARK,
    ON_LIGHT,
    choose_colors,
    name_variables,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


def _finish(theme: Theme) -> Theme:
    """Return a theme with the accent at what stands out, and the background behind the rest."""
    accent, background = theme.primary, theme.background
    assert background is not None
    variables = {
        **name_variables(ON_DARK if theme.dark else ON_LIGHT),
        **theme.variables,
        "block-cursor-foreground": background,
        "block-cursor-background": accent,
        "scrollbar-active": accent,
        "scrollbar-background": background,
        "scrollbar-background-hover": background,
        "scrollbar-background-active": background,
        "scrollbar-corner-color": background,
    }
    return replace(theme, accent=accent, variables=variables)


NIGHT = _finish(
    Theme(
        name="spacequiz-night",
        primary="#ff8c2e",
        secondary="#9db2d6",
        foreground="#eef2fa",
        background="#0b1226",
        surface="#121b36",
        panel="#1a2547",
        success="#6fdc9a",
        warning="#ffd166",
        error="#ff8a80",
        dark=True,
        variables={
            "quiet": "#9aa9c9",
            "faint": "#5b6b92",
            "chosen-background": "#26345f",
            "input-selection-background": "#35467a",
            "scrollbar": "#35467a",
            "scrollbar-hover": "#5b6b92",
        },
    )
)
DAY = _finish(
    Theme(
        name="spacequiz-day",
        primary="#a84400",
        secondary="#3d5488",
        foreground="#141c33",
        background="#fbf9f4",
        surface="#f1ede3",
        panel="#e6e0d2",
        success="#0f6b3a",
        warning="#7a5600",
        error="#a8201a",
        dark=False,
        variables={
            "quiet": "#4d5876",
            "faint": "#8b93a8",
            "chosen-background": "#e0d8c4",
            "input-selection-background": "#d8c8a8",
            "scrollbar": "#b9b2a0",
            "scrollbar-hover": "#8b93a8",
        },
    )
)
CONTRAST = _finish(
    Theme(
        name="spacequiz-contrast",
        primary="#ffb000",
        secondary="#ffffff",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#1c1c1c",
        success="#5dff9b",
        warning="#ffe066",
        error="#ff9d94",
        dark=True,
        variables={
            "quiet": "#e0e0e0",
            "faint": "#b0b0b0",
            "chosen-background": "#333333",
            "input-selection-background": "#555555",
            "scrollbar": "#b0b0b0",
            "scrollbar-hover": "#ffffff",
        },
    )
)
THEMES = (NIGHT, DAY, CONTRAST)
ON_DARK_CONSOLE = _finish(
    Theme(
        name="dark console",
        primary="#ffff55",
        secondary="#aaaaaa",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#000000",
        success="#55ff55",
        warning="#55ffff",
        error="#ff5555",
        dark=True,
        variables={
            **name_variables(FEW_ON_DARK),
            "quiet": "#aaaaaa",
            "faint": "#555555",
            "chosen-background": "#0000aa",
            "input-selection-background": "#0000aa",
            "scrollbar": "#555555",
            "scrollbar-hover": "#aaaaaa",
        },
    )
)
ON_LIGHT_CONSOLE = _finish(
    Theme(
        name="light console",
        primary="#aa5500",
        secondary="#0000aa",
        foreground="#000000",
        background="#ffffff",
        surface="#ffffff",
        panel="#ffffff",
        success="#00aa00",
        warning="#aa00aa",
        error="#aa0000",
        dark=False,
        variables={
            **name_variables(FEW_ON_LIGHT),
            "quiet": "#555555",
            "faint": "#aaaaaa",
            "chosen-background": "#aaaaaa",
            "input-selection-background": "#aaaaaa",
            "scrollbar": "#aaaaaa",
            "scrollbar-hover": "#555555",
        },
    )
)
"""Our themes in the sixteen colors of a console, where the accent is never the red of wrong."""
QUIET, FAINT, CHOSEN = 0.8, 0.5, 0.15
"""How much of the foreground is in our own colors under a theme that is not ours."""


def fit_theme(theme: Theme, color_system: str | None, *, no_color: bool) -> Theme:
    """Return a theme of ours as the terminal can show it.

    Args:
        theme: One of our themes.
        color_system: Rich's name for how many colors the terminal has.
        no_color: Whether only shades of gray are wanted.
    """
    if no_color:
        return _drain(theme)
    if color_system in ("truecolor", "256"):
        return theme
    return replace(ON_DARK_CONSOLE if theme.dark else ON_LIGHT_CONSOLE, name=theme.name)


def _drain(theme: Theme) -> Theme:
    """Return a theme in which what stands out does so by its brightness alone."""
    loud, usual, quiet = (
        ("#ffffff", "#bdbdbd", "#a0a0a0") if theme.dark else ("#000000", "#4a4a4a", "#5c5c5c")
    )
    drained = replace(
        theme,
        primary=loud,
        success=loud,
        warning=loud,
        error=loud,
        foreground=usual,
        secondary=usual,
        variables=theme.variables | {"quiet": quiet},
    )
    return _finish(drained)


def complete(theme: Theme) -> dict[str, str]:
    """Return our own variables as a theme that is not ours would have them.

    They are mixed here because the value of a variable cannot name another variable.
    """
    if theme.name in {ours.name for ours in THEMES}:
        return {}
    colors = theme.to_color_system().generate()
    background, foreground = Color.parse(colors["background"]), Color.parse(colors["foreground"])
    if foreground.ansi is not None:
        # The terminal's own colors cannot be mixed.
        return {
            **name_variables(IN_TERMINAL),
            "quiet": "ansi_default",
            "faint": "ansi_bright_black",
            "chosen-background": "ansi_default",
        }
    grounds = [Color.parse(colors[name]) for name in ("background", "surface", "panel")]
    return {
        **name_variables(choose_colors(*grounds)),
        "quiet": background.blend(foreground, QUIET).hex,
        "faint": background.blend(foreground, FAINT).hex,
        "chosen-background": background.blend(foreground, CHOSEN).hex,
    }


def theme_names(available: Iterable[str]) -> list[str]:
    """Return the names of all themes, ours first."""
    ours = [theme.name for theme in THEMES]
    return ours + sorted(name for name in available if name not in ours)
