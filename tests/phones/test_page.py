"""The page as it is written: what every phone can show, and nothing that reaches out or trusts a text."""

from __future__ import annotations

import re
from gettext import NullTranslations
from importlib.resources import files
from typing import Any

import pytest

from spacequiz import language
from spacequiz.phones.page_words import list_words, write_words

PAGE = files("spacequiz.phones") / "page"
CSS, SCRIPT, HTML = (
    (PAGE / name).read_text("utf-8") for name in ("page.css", "page.js", "index.html")
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
    assert word not in SCRIPT + write_words() + HTML


def flatten(words: dict[str, Any], start: str = "") -> dict[str, Any]:
    """Return the texts of a language by their names, those within others with both."""
    flat: dict[str, Any] = {}
    for name, said in words.items():
        if isinstance(said, dict) and name != "score":
            flat |= flatten(said, f"{name}.")
        else:
            flat[start + name] = said
    return flat


def test_all_languages_say_the_same_things_with_the_same_values() -> None:
    english, spanish = (flatten(words) for words in list_words().values())
    assert english.keys() == spanish.keys()
    assert english["score"]["forms"] == ["{count} points", "{count} point"]
    values = [
        {name: re.findall(r"\{\w+\}", str(said[name])) for name in said}
        for said in (english, spanish)
    ]
    assert values[0] == values[1]
    used = set(re.findall(r"\b(?:w|words\(\))\.(\w+)", SCRIPT))
    assert used <= {name.partition(".")[0] for name in english}


class ThreeForms(NullTranslations):
    """A language that counts one, two to four, and many."""

    def info(self) -> dict[str, str]:
        return {"language": "xx"}

    def gettext(self, message: str) -> str:
        return f"<{message}>"

    def ngettext(self, one: str, many: str, number: int) -> str:
        few = number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14)
        return "{count} = 1" if number == 1 else "{count} few" if few else "{count} many"


def test_the_language_of_the_host_comes_first_with_all_its_forms(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(language, "_catalogue", ThreeForms())
    words = list_words()
    assert list(words) == ["xx", "en", "es"]
    assert words["xx"]["join"] == "<Join>"
    score = words["xx"]["score"]
    said = [score["forms"][score["which"][n]] for n in (0, 1, 2, 12, 22, 101)]
    assert said == [
        *("{count} many", "{count} = 1", "{count} few"),
        *("{count} many", "{count} few", "{count} many"),
    ]
    assert words["en"]["join"] == "Join"
