"""The sky: a wordmark among quiet stars, over the curve of the earth."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from spacequiz.words import ASCII, Glyphs

if TYPE_CHECKING:
    from textual.geometry import Size

WORDMARK = (
    "█▀▀ █▀█ ▄▀█ █▀▀ █▀▀ █▀█ █ █ █ ▀▀█",
    "▀▀█ █▀▀ █▀█ █   █▀▀ █ █ █ █ █ ▄▀ ",
    "▀▀▀ ▀   ▀ ▀ ▀▀▀ ▀▀▀ ▀▀█ ▀▀▀ ▀ ▀▀▀",
)
PLAIN_WORDMARK = ("s p a c e q u i z",)
STARS = "··.·+"
PLAIN_STARS = "..+"
DENSITY = 0.025
MOST_BELOW = 5
"""How many lines of stars at most part the wordmark from what stands below the sky."""


class Sky(Widget):
    """Draw the wordmark and as many stars as there is room for."""

    DEFAULT_CSS = "Sky { width: 1fr; height: 1fr; min-height: 3; }"

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs

    def render(self) -> Content:
        """Return the sky; the same size has the same stars."""
        width, height = self.size
        rows = [Content.styled(row, "$faint") for row in self._scatter_stars(width, height)]
        plain = self._glyphs is ASCII or width < len(WORDMARK[0]) + 4
        mark = PLAIN_WORDMARK if plain else WORDMARK
        spare = max(0, height - len(mark))
        top = max(spare // 2, spare - MOST_BELOW)
        for row, text in zip(range(top, height), mark, strict=False):
            left = max(0, (width - len(text)) // 2)
            word = Content.styled(f"  {text}  ", "bold $primary")
            rows[row] = rows[row][: max(0, left - 2)] + word + rows[row][left + len(text) + 2 :]
        return Content("\n").join(rows)

    def _scatter_stars(self, width: int, height: int) -> list[str]:
        random = Random(f"sky/{width}/{height}")
        cells = [[" "] * width for _ in range(height)]
        for _ in range(round(width * height * DENSITY)):
            star = random.choice(PLAIN_STARS if self._glyphs is ASCII else STARS)
            cells[random.randrange(height)][random.randrange(width)] = star
        return ["".join(row) for row in cells]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the least height that the wordmark needs."""
        return len(WORDMARK)
