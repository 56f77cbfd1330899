"""The eight colors of the teams of a quiz night, made to be read on every theme."""

from __future__ import annotations

from textual.color import Color

COLOR_NAMES = ("orange", "green", "blue", "yellow", "red", "violet", "teal", "gray")
ON_DARK = (
    *("#ff8c2e", "#6fdc9a", "#82a8ff", "#ffd166", "#ff7b86", "#d09bf5", "#45d0dd", "#c3cbdc"),
)
ON_LIGHT = (
    *("#a84400", "#0f6b3a", "#1c4fb8", "#6f5200", "#b3122f", "#7a22a8", "#00606b", "#4d5876"),
)
FEW_ON_DARK = (
    *("#aa5500", "#55ff55", "#5555ff", "#ffff55", "#ff5555", "#ff55ff", "#55ffff", "#aaaaaa"),
)
FEW_ON_LIGHT = (
    *("#aa5500", "#00aa00", "#0000aa", "#000000", "#aa0000", "#aa00aa", "#00aaaa", "#555555"),
)
"""Those of the sixteen colors of a console."""
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


def name_variables(colors: tuple[str, ...]) -> dict[str, str]:
    """Return colors of the teams as theme variables."""
    return {f"team-{name}": color for name, color in zip(COLOR_NAMES, colors, strict=True)}


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
