"""Plain ASCII: what Textual draws by itself is redrawn, what is written stays."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.content import Content

from spacequiz.tui.terminal import AS_ASCII, AsciiFilter


def test_what_is_redrawn_takes_as_much_room_as_before() -> None:
    for code, drawn in AS_ASCII.items():
        assert drawn.isascii()
        assert len(drawn) == cell_len(chr(code)), chr(code)


def test_cut_texts_hidden_typing_and_borders_are_ascii_and_letters_stay() -> None:
    cut = Content("Mercurio está cerca").truncate(14, ellipsis=True).plain
    segments = [Segment(text) for text in ("╭──╮│▌", cut, "•••", "señal", "plain")]
    drawn = AsciiFilter().apply(segments, Color(0, 0, 0))
    assert [segment.text for segment in drawn] == [
        *("+--+||", "Mercurio está.", "***", "señal", "plain"),
    ]
