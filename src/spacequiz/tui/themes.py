"""The three themes of the game: a night over the fields, its day twin, and high contrast; the teams' colors."""

from __future__ import annotations

from dataclasses import replace

from textual.color import Color
from textual.theme import Theme

from spacequiz.language import say_later
from spacequiz.quizmaster.settings import DEFAULT_THEME


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


COLOR_NAMES = (
    *(say_later("orange"), say_later("green"), say_later("blue"), say_later("yellow")),
    *(say_later("red"), say_later("violet"), say_later("teal"), say_later("gray")),
)
ON_DARK = (
    *("#ff8c2e", "#6fdc9a", "#82a8ff", "#ffd166", "#ff7b86", "#d09bf5", "#45d0dd", "#c3cbdc"),
)
ON_LIGHT = (
    *("#a84400", "#0f6b3a", "#1c4fb8", "#6f5200", "#b3122f", "#7a22a8", "#00606b", "#4d5876"),
)


def name_variables(colors: tuple[str, ...]) -> dict[str, str]:
    """Return colors of the teams as theme variables."""
    return {f"team-{name}": color for name, color in zip(COLOR_NAMES, colors, strict=True)}


NIGHT = _finish(
    Theme(
        name=DEFAULT_THEME,
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
FEW_ON_DARK = (
    *("#aa5500", "#55ff55", "#5555ff", "#ffff55", "#ff5555", "#ff55ff", "#55ffff", "#aaaaaa"),
)
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
FEW_ON_LIGHT = (
    *("#aa5500", "#00aa00", "#0000aa", "#000000", "#aa0000", "#aa00aa", "#00aaaa", "#555555"),
)
"""Those of the sixteen colors of a console."""
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


IN_TERMINAL = (
    *("ansi_bright_red", "ansi_green", "ansi_blue", "ansi_yellow"),
    *("ansi_red", "ansi_magenta", "ansi_cyan", "ansi_default"),
)
"""The terminal's own colors, where a theme has no others."""
READABLE = 4.5
"""The least contrast of text that WCAG 2.1 AA asks for."""
_STEP = 0.1
_WHITE, _BLACK = Color(255, 255, 255), Color(0, 0, 0)


def color_of(number: int) -> str:
    """Return the color of a team as a theme variable."""
    return f"$team-{COLOR_NAMES[number % len(COLOR_NAMES)]}"


def choose_colors(*backgrounds: Color) -> tuple[str, ...]:
    """Return the colors of the teams, each readable on all backgrounds of a theme."""
    dark = all(measure_contrast(_WHITE, back) > READABLE for back in backgrounds)
    base, far = (ON_DARK, _WHITE) if dark else (ON_LIGHT, _BLACK)
    return tuple(_make_readable(Color.parse(color), far, backgrounds).hex for color in base)


def _make_readable(color: Color, far: Color, backgrounds: tuple[Color, ...]) -> Color:
    for step in range(round(1 / _STEP)):
        blended = color.blend(far, step * _STEP)
        if all(measure_contrast(blended, back) >= READABLE for back in backgrounds):
            return blended
    return far


def measure_contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colors by the formula of WCAG 2.1."""
    dark, light = sorted((_measure_luminance(one), _measure_luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _measure_luminance(color: Color) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
