"""The arrival: how far the flight of a game has come, under stars, and what it has brought."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from spacequiz.language import say, say_count, say_number
from spacequiz.tui.widgets.hanging import hang
from spacequiz.tui.widgets.track import GLIDE_SECONDS, draw_line
from spacequiz.words import ASCII, Glyphs
from spacequiz.words.games import describe_arrival, describe_record

if TYPE_CHECKING:
    from textual.geometry import Size

    from spacequiz.game.summary import Summary

_FONT = {
    "0": ("█▀█", "█ █", "▀▀▀"),
    "1": ("▀█ ", " █ ", "▀▀▀"),
    "2": ("▀▀█", "█▀▀", "▀▀▀"),
    "3": ("▀▀█", "▀▀█", "▀▀▀"),
    "4": ("█ █", "▀▀█", "  ▀"),
    "5": ("█▀▀", "▀▀█", "▀▀▀"),
    "6": ("█▀▀", "█▀█", "▀▀▀"),
    "7": ("▀▀█", "  █", "  ▀"),
    "8": ("█▀█", "█▀█", "▀▀▀"),
    "9": ("█▀█", "▀▀█", "▀▀▀"),
    ",": (" ", " ", "▄"),
}
SKY_ROWS = 1
TALL_SKY_ROWS, MOST_SKY_ROWS = 3, 8
FULL_FROM = 34
"""Lines of a terminal over which a perfect flight, with nothing to read again, has more sky."""
STARS_EVERY = 25
"""So many cells of sky have one star; a perfect flight has five times as many."""


class Arrival(Widget):
    """Let the flight come as far as it came, and the points count up."""

    DEFAULT_CSS = "Arrival { height: auto; }"

    flown: reactive[float] = reactive(0.0)
    points: reactive[float] = reactive(0.0)
    tall: reactive[bool] = reactive(False, layout=True)

    def __init__(self, summary: Summary, glyphs: Glyphs) -> None:
        super().__init__()
        self._summary = summary
        self._glyphs = glyphs

    def on_mount(self) -> None:
        """Set off."""
        points = float(self._summary.tally.points)
        self.animate("flown", self._summary.distance, duration=GLIDE_SECONDS, level="basic")
        self.animate("points", points, duration=GLIDE_SECONDS, level="basic")

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines sky, track and points take."""
        return len(self._lines(width))

    def render(self) -> Content:
        """Return the picture."""
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        summary = self._summary
        sky = self._sky_rows
        stars = self._scatter(width, 2 * sky)
        title = Content.styled(describe_arrival(summary), "bold")
        if summary.perfect:
            star = Content.styled(self._glyphs.star, "bold $primary")
            title = star + " " + title + " " + star
        told = [title, *self._points()] if summary.scored else [title]
        rows = [row for line in told for row in (hang("", line, width) if line else [line])]
        return [*stars[:sky], self._track(width), *stars[sky:], *rows]

    @property
    def _sky_rows(self) -> int:
        if not self.tall:
            return SKY_ROWS
        spare = max(0, self.app.size.height - FULL_FROM) if self._summary.perfect else 0
        return min(MOST_SKY_ROWS, TALL_SKY_ROWS + spare // 2)

    def _scatter(self, width: int, rows: int) -> list[Content]:
        perfect = self._summary.perfect
        random = Random(f"arrival/{width}/{rows}")
        cells = [[" "] * width for _ in range(rows)]
        for _ in range(rows * width * (5 if perfect else 1) // STARS_EVERY):
            star = random.choice(self._glyphs.star + self._glyphs.dot)
            cells[random.randrange(rows)][random.randrange(width)] = star
        style = "$primary" if perfect else "$faint"
        return [Content.styled("".join(row), style) for row in cells]

    def _track(self, width: int) -> Content:
        before = Content.styled(f"{say('earth')} ", "$quiet")
        after = Content.styled(f" {say('orbit')}", "$quiet")
        room = max(4, width - before.cell_length - after.cell_length)
        return before + draw_line(self._glyphs, self.flown, room) + after

    def _points(self) -> list[Content]:
        number = say_number(round(self.points))
        record = Content.styled(describe_record(self._summary), "bold $success")
        if not self.tall or self._glyphs is ASCII:
            points = say_count(round(self.points), "{count} point", "{count} points")
            return [Content.styled(points, "bold $primary") + "   " + record]
        rows = [" ".join(_FONT[sign][row] for sign in number) for row in range(3)]
        *above, last = [Content.styled(row, "$primary") for row in rows]
        word = Content.styled(f"  {say('points')}", "bold $primary")
        return [Content(""), *above, last + word + "   " + record]
