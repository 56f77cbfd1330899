"""The board and the podium of a quiz night."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

from spacequiz.tui.widgets.night_letters import HEIGHT, draw_line, measure
from spacequiz.tui.widgets.night_paint import center, middle, paint_headline
from spacequiz.wording import ASCII

if TYPE_CHECKING:
    from spacequiz.game.match.standings import Standing
    from spacequiz.game.match.state import Cell
    from spacequiz.game.match.view import BoardView, MatchView
    from spacequiz.tui.widgets.night_scenes import Stage

CELL = "cell"
"""Under which name a painted cell tells the mouse where it is."""
_TITLE_LINES = 2
_STEPS = {1: 6, 2: 4, 3: 2}
"""How high the steps of the podium are."""
_MOST_STEPS = 6


def paint_board(stage: Stage, width: int, height: int) -> list[Content]:
    """Return the grid of categories and values; the cursor is drawn, not only colored."""
    board = stage.view.board
    if board is None:
        return []
    columns = len(board.titles)
    room = max(6, (width - 2) // columns)
    rows = max(map(len, board.columns))
    picker = stage.marks.get(stage.view.picker)
    head = [center(picker.tag(24) + Content(" picks"), width)] if picker else []
    titles = [_wrap_title(title, room - 1) for title in board.titles]
    lines = [*head, Content("")]
    for n in range(max(_TITLE_LINES, *map(len, titles)) if height > 14 else _TITLE_LINES):
        cells = [title[n] if n < len(title) else Content("") for title in titles]
        lines.append(Content(" ") + Content("").join(_fit(cell, room) for cell in cells))
    left = height - len(lines)
    tall = left >= rows * (HEIGHT + 1) and room >= measure("1000") + 4
    large = tall and stage.glyphs is not ASCII
    for row in range(rows):
        lines += [Content("")] if large or left >= rows * 2 + 1 else []
        lines += _paint_row(stage, row, room, large=large)
    return middle(lines, height)


def find_free(board: BoardView) -> Cell:
    """Return the cheapest cell that was not played, the first column first."""
    free = [(x, y) for x in range(len(board.columns)) for y in _list_free(board, x)]
    return min(free, key=lambda cell: cell[::-1], default=(0, 0))


def step_cursor(board: BoardView, cursor: Cell, across: int, down: int) -> Cell:
    """Return the next cell in a direction that was not played, around the edges."""
    x, y = cursor
    if down:
        rows = len(board.columns[x])
        ahead = [(y + down * n) % rows for n in range(1, rows + 1)]
        return next(((x, row) for row in ahead if row in _list_free(board, x)), cursor)
    columns = len(board.columns)
    for n in range(1, columns + 1):
        column = (x + across * n) % columns
        if free := _list_free(board, column):
            return column, min(free, key=lambda row: abs(row - y))
    return cursor


def _list_free(board: BoardView, column: int) -> list[int]:
    return [row for row, cell in enumerate(board.columns[column]) if not cell.used]


def _fit(cell: Content, room: int) -> Content:
    cell = cell.truncate(room, ellipsis=True)
    before = (room - cell.cell_length) // 2
    return Content(" " * before) + cell + Content(" " * (room - before - cell.cell_length))


def _wrap_title(title: str, room: int) -> list[Content]:
    """Return a title in lines; a word that is too long for one is cut, not broken."""
    words = [Content(word).truncate(room, ellipsis=True).plain for word in title.split(" ")]
    return Content.styled(" ".join(words), "bold $secondary").wrap(room)


def _paint_row(stage: Stage, row: int, room: int, *, large: bool) -> list[Content]:
    board, glyphs = stage.view.board, stage.glyphs
    assert board is not None
    painted = [Content(" ") for _ in range(HEIGHT if large else 1)]
    for x, column in enumerate(board.columns):
        cell, at_cursor = column[row], (x, row) == stage.cursor
        style = "bold $primary" if at_cursor else "bold $foreground"
        text = glyphs.gone if cell.used else str(cell.value)
        drawn = draw_line(text) if large and not cell.used else [text]
        drawn = drawn if len(drawn) == len(painted) else ["", text, ""][: len(painted)]
        for n, part in enumerate(drawn):
            mark = at_cursor and n == len(painted) // 2
            shown = f"{glyphs.cursor if mark else ' '} {part} {glyphs.left if mark else ' '}"
            drawn_cell = _fit(Content.styled(shown, "$quiet" if cell.used else style), room)
            painted[n] += drawn_cell.stylize(Style.from_meta({CELL: (x, row)}))
    return painted


def paint_podium(stage: Stage, width: int, height: int) -> list[Content]:
    """Return the winners in large letters over the steps of the podium."""
    view, glyphs = stage.view, stage.glyphs
    winners = [s.team for s in view.standings if s.rank == 1]
    names = " & ".join(stage.marks[team].name for team in winners)
    said = f"{names} won!" if len(winners) == 1 else f"{names} won together!"
    lines = paint_headline(said, width, max(HEIGHT, height - 12), glyphs, "$primary")
    lines.append(Content(""))
    steps = list_on_podium(view)
    order = _arrange([(s.team, s.rank, s.score) for s in steps])
    room = max(10, min(26, (width - 4) // max(1, len(order))))
    for level in range(max(_STEPS.values()) + 2, 0, -1):
        cells = [_paint_step(stage, place, level, room) for place in order]
        lines.append(center(Content("").join(cells), width))
    return middle(lines, height)


def list_on_podium(view: MatchView) -> list[Standing]:
    """Return who stands on the steps; where many share one, there is no room for all."""
    return [standing for standing in view.standings if standing.rank <= max(_STEPS)][:_MOST_STEPS]


def _arrange(places: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Return who stands where: the first in the middle, the others beside them."""
    left = places[1::2][::-1]
    return [*left, *places[::2]]


def _paint_step(stage: Stage, place: tuple[str, int, int], level: int, room: int) -> Content:
    team, rank, score = place
    mark, top = stage.marks[team], round(_STEPS[rank] * stage.grown)
    if level == top + 2:
        return _fit(mark.tag(room - 4), room)
    if level == top + 1:
        return _fit(Content.styled(f"{score:,}", "bold"), room)
    if level > top:
        return Content(" " * room)
    if level == top:
        text = f" {rank} ".center(room - 2, stage.glyphs.full)
        return Content.assemble(" ", (text, mark.style), " ")
    return Content.assemble(" ", (stage.glyphs.full * (room - 2), mark.style), " ")
