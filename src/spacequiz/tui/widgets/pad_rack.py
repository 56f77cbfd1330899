"""The rack of answer pads: which pad takes the answers of which kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.game.kinds import Kind

if TYPE_CHECKING:
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


PAD_NAMES = tuple(dict.fromkeys(PADS.values()))


def make_pad(name: str, glyphs: Glyphs) -> AnswerPad:
    """Return the pad with an id of `PADS`. Each is loaded only when it is wanted."""
    match name:
        case "list":
            from spacequiz.tui.widgets.answer_list import AnswerList

            return AnswerList(glyphs, id=name)
        case "line":
            from spacequiz.tui.widgets.answer_line import AnswerLine

            return AnswerLine(glyphs, id=name)
        case "order":
            from spacequiz.tui.widgets.order_pad import OrderPad

            return OrderPad(glyphs, id=name)
    from spacequiz.tui.widgets.match_pad import MatchPad

    return MatchPad(glyphs, id=name)
