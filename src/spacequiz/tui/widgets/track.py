"""The flight track: how far the game has come, its points, and its streak."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from spacequiz.game.views import Phase, View
from spacequiz.language import say, say_count, say_number

if TYPE_CHECKING:
    from spacequiz.words import Glyphs

GLIDE_SECONDS = 0.25
LAST_SECONDS = 5
OPEN_ENDED_FLIGHT = 20
"""How many questions fill the track of a game without a set number."""
STARS_FROM = 3
MOST_STARS = 5


class FlightTrack(Widget):
    """Fly from earth to orbit, one step a question."""

    DEFAULT_CSS = "FlightTrack { height: 1; padding: 0 2; }"

    view: reactive[View | None] = reactive(None)
    flown: reactive[float] = reactive(0.0)
    points: reactive[float] = reactive(0.0)
    remaining: reactive[float | None] = reactive(None)
    """Seconds left on the timer; None while none runs."""

    def __init__(self, glyphs: Glyphs, *, scored: bool) -> None:
        super().__init__()
        self._glyphs = glyphs
        self._scored = scored

    def watch_view(self, old: View | None, view: View | None) -> None:
        """Glide to where the game now stands; a fresh track starts there."""
        if view is None:
            return
        flown = _share_flown(view)
        if old is None:
            self.flown, self.points = flown, float(view.tally.points)
            return
        self.animate("flown", flown, duration=GLIDE_SECONDS, level="basic")
        self.animate("points", float(view.tally.points), duration=GLIDE_SECONDS, level="basic")

    def render(self) -> Content:
        """Return the track in the room that the figures leave."""
        if self.view is None:
            return Content("")
        figures = self._figures(self.view)
        wide = self.size.width >= 70
        before = Content.styled(f"{say('earth')} ", "$quiet") if wide else Content("")
        after = Content.styled(f" {say('orbit')}", "$quiet") if wide else Content("")
        room = self.size.width - figures.cell_length - before.cell_length - after.cell_length - 3
        line = draw_line(self._glyphs, self.flown, max(4, room))
        return before + line + after + "   " + figures

    def _figures(self, view: View) -> Content:
        tally = view.tally
        number = tally.answered + (view.phase is Phase.ASKING)
        parts = [Content(_tell_number(number, view.total))]
        if view.timer is not None and self.remaining is not None:
            style = "bold $warning" if self.remaining <= LAST_SECONDS else ""
            parts.append(Content.styled(say("{seconds} s", seconds=ceil(self.remaining)), style))
        if view.lives is not None:
            lost = self._glyphs.gone * (view.most_lives - view.lives)
            lives = self._glyphs.home * view.lives
            left = say_count(view.lives, "{count} life", "{count} lives")
            parts.append(Content.styled(f"{lives}{lost} {left}", "bold $primary"))
        if self._scored:
            parts.append(Content(say_count(round(self.points), "{count} pts", "{count} pts")))
        if view.prizes and tally.right < len(view.prizes):
            prize = say_number(view.prizes[tally.right])
            parts.append(Content.styled(say("next {points}", points=prize), "$quiet"))
        if tally.streak > 1:
            stars = self._glyphs.star * min(MOST_STARS, tally.streak - STARS_FROM + 1)
            text = f"{say('streak {number}', number=tally.streak)} {stars}".rstrip()
            parts.append(Content.styled(text, "bold $primary"))
        return Content("   ").join(parts)


def _tell_number(number: int, total: int) -> str:
    if not total:
        return str(number)
    return say("{number} of {total}", number=min(number, total), total=total)


def draw_line(glyphs: Glyphs, flown: float, width: int) -> Content:
    """Return a track of some cells, with the craft where it has flown to, from 0 to 1."""
    ahead = width - 2
    done = round(flown * ahead)
    return Content.assemble(
        (glyphs.home + glyphs.flown * done + glyphs.craft, "$primary"),
        (glyphs.ahead * (ahead - done), "$faint"),
    )


def _share_flown(view: View) -> float:
    return min(1.0, view.tally.answered / max(1, view.total or OPEN_ENDED_FLIGHT))
