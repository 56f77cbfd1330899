"""The page as it is written: what every phone can show, and nothing that reaches out or trusts a text."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

PAGE = files("spacequiz.phones") / "page"
CSS, SCRIPT, WORDS, HTML = (
    (PAGE / name).read_text("utf-8") for name in ("page.css", "page.js", "words.js", "index.html")
)
LEAST_CONTRAST = 4.5
"""Of text and what is behind it, by WCAG's level AA."""
PAIRS = (
    *(("ink", "back"), ("ink", "panel"), ("quiet", "back"), ("quiet", "panel"), ("on", "main")),
    *(("good", "back"), ("good", "panel"), ("bad", "back"), ("bad", "panel"), ("half", "back")),
    *(("back", "half"), ("on", "bad"), ("ink", "line")),
)


def find_light(color: str) -> float:
    """Return how light a color is, from 0 to 1."""
    parts = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def find_contrast(one: str, other: str) -> float:
    light, dark = sorted((find_light(one), find_light(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def read_colors(dark: bool) -> dict[str, str]:
    """Return the colors of a scheme by name."""
    blocks = re.findall(r":root \{([^}]*)\}", CSS)
    return dict(re.findall(r"--(\w+): (#\w{6})", blocks[dark]))


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("text", "behind"), PAIRS)
def test_every_text_stands_out(text: str, behind: str, *, dark: bool) -> None:
    colors = read_colors(dark)
    assert find_contrast(colors[text], colors[behind]) >= LEAST_CONTRAST


def test_white_stands_out_on_every_option_and_on_the_buzzer() -> None:
    colors = re.findall(r"--own: (#\w{6})", CSS) + re.findall(r"background: (#\w{6})", CSS)
    assert len(colors) > 8
    assert [c for c in colors if find_contrast("#ffffff", c) < LEAST_CONTRAST] == []


@pytest.mark.parametrize(
    "word",
    [
        *("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "Function("),
        # Not there without https, or no business of a quiz.
        *("randomUUID", "crypto.", "wakeLock", "serviceWorker", "https://", "geolocation"),
    ],
)
def test_the_page_trusts_no_text_and_reaches_nowhere(word: str) -> None:
    assert word not in SCRIPT + WORDS + HTML


def test_both_languages_say_the_same_things() -> None:
    # Without what is said, names are left.
    said = re.compile(r'"([^"]*)"(:?)|`[^`]*`')
    parts = said.sub(lambda m: f"{m[1]}:" if m[2] else "", WORDS).split("\n  es: {")
    english, spanish = (
        {name for name in re.findall(r"([\w-]+): ", part) if not name.isdigit()} for part in parts
    )
    assert english - {"en"} == spanish
    used = set(re.findall(r"\b(?:w|words\(\))\.(\w+)", SCRIPT))
    assert used <= english
