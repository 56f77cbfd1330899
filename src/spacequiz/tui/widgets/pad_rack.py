"""The rack of answer pads: which pad takes the answers of which kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.game.kinds import Kind
from spacequiz.tui.widgets.answer_line import AnswerLine
from spacequiz.tui.widgets.answer_list import AnswerList
from spacequiz.tui.widgets.match_pad import MatchPad
from spacequiz.tui.widgets.order_pad import OrderPad

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacequiz.tui.widgets.pads import AnswerPad
    from spacequiz.wording import Glyphs

PADS: dict[Kind, str] = {
    Kind.CHOICE: "list",
    Kind.SEVERAL: "list",
    Kind.TRUE_FALSE: "list",
    Kind.TYPED: "line",
    Kind.NUMBER: "line",
    Kind.ORDER: "order",
    Kind.MATCH: "match",
}
"""For each kind of question, the id of the pad that takes its answers."""


def make_pads(glyphs: Glyphs) -> Iterator[AnswerPad]:
    """Yield one pad of each sort, named as in `PADS`."""
    yield AnswerList(glyphs, id="list")
    yield AnswerLine(glyphs, id="line")
    yield OrderPad(glyphs, id="order")
    yield MatchPad(glyphs, id="match")
