"""The scenes of a quiz night: what stands on the stage at each of its phases."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.content import Content

from spacequiz.game.kinds import Kind
from spacequiz.game.match.phases import Phase
from spacequiz.game.match.state import Manner
from spacequiz.tui.widgets.night_paint import (
    Row,
    TeamMark,
    center,
    middle,
    paint_answers,
    paint_headline,
    paint_question,
    paint_standings,
    plan_answers,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacequiz.game.match.standings import Standing
    from spacequiz.game.match.view import MatchView, QuestionView, TeamView
    from spacequiz.game.views import Card
    from spacequiz.wording import Glyphs

_LEAST_ASKED = 3


@dataclass(frozen=True, slots=True)
class Stage:
    """Hold what the scenes are painted from."""

    view: MatchView
    glyphs: Glyphs
    marks: Mapping[str, TeamMark] = field(default_factory=dict)
    """How each team is drawn, by its id."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Each team's buzzer key."""
    share: float = 1.0
    """How much of the question stands there already, where it comes bit by bit."""
    grown: float = 1.0
    """How much of the bars of the standings is drawn."""
    next_turn: str = ""
    """Whose turn at the keyboard is next."""
    cursor: tuple[int, int] = (0, 0)
    """Where the board's cursor is."""
    hint: str = ""
    """What to do just now."""


def paint_between(stage: Stage, width: int, height: int) -> list[Content]:
    """Return what stands between the rounds: what comes next, the standings, the jokers."""
    view, glyphs = stage.view, stage.glyphs
    number, count = view.round.index + 2, view.round.count
    if view.rounds_left and count > 1:
        title = f"Round {number}"
    elif view.rounds_left:
        title = "Ready?"
    else:
        title = "A tie" if view.sudden_death_due else "That was it"
    lines = paint_headline(title, width, max(0, height - 6), glyphs, "$primary")
    if stage.hint:
        lines.append(center(Content.styled(stage.hint, "bold"), width))
    lines.append(Content(""))
    lines += paint_table(stage, width)
    if jokers := _paint_jokers(stage, width, height - len(lines) - 1):
        lines += [Content(""), *jokers]
    return middle(lines, height)


def paint_table(stage: Stage, width: int) -> list[Content]:
    """Return the standings, shared ranks shown as shared."""
    view = stage.view
    marks = [stage.marks[s.team] for s in view.standings]
    ranks = [rank_word(standing) for standing in view.standings]
    return paint_standings(marks, ranks, stage.grown, width, stage.glyphs)


def rank_word(standing: Standing) -> str:
    """Return a rank, marked where it is shared."""
    return f"{'=' if standing.shared else ''}{standing.rank}."


def _paint_jokers(stage: Stage, width: int, room: int) -> list[Content]:
    """Return who doubles the coming round, and the key of each team that still can."""
    view = stage.view
    if not view.rounds_left or view.board or not stage.keys or view.round.count < 2:
        return []
    title = "Joker: a round that counts twice"
    cells = [_describe_joker(stage, team, brief=False) for team in view.teams]
    per_line = 2 if width >= 76 else 1
    if len(cells) > (room - 1) * per_line:
        title += ". Press your key to double"
        cells = [_describe_joker(stage, team, brief=True) for team in view.teams]
        per_line = max(1, width // max(cell.cell_length + 4 for cell in cells))
    lines = [center(line, width) for line in Content.styled(title, "$quiet").wrap(width - 2)]
    for start in range(0, len(cells), per_line):
        lines.append(center(Content("    ").join(cells[start : start + per_line]), width))
    return lines


def _describe_joker(stage: Stage, team: TeamView, *, brief: bool) -> Content:
    key, doubled = stage.keys[team.team.id], stage.glyphs.joker
    if team.joker == stage.view.round.index + 1:
        said = Content.styled(
            doubled if brief else f"{doubled} doubles this round", "bold $primary"
        )
    elif team.joker is not None:
        said = Content.styled("played" if brief else "joker played", "$quiet")
    elif brief:
        said = Content.styled(key, "bold")
    else:
        said = Content.assemble(("press ", "$quiet"), (key, "bold"), (" to double", "$quiet"))
    return stage.marks[team.team.id].tag(12 if brief else 18) + Content(" ") + said


def paint_question_scene(stage: Stage, width: int, height: int) -> list[Content]:
    """Return the question with its answers, as large as the room allows."""
    question = stage.view.question
    if question is None or question.card is None:
        gone = Content.styled("This question has left its pack. Press enter to go on.", "$warning")
        return middle([center(gone, width)], height)
    card = question.card
    text = card.ask
    whole = stage.share >= 1
    if not whole:
        words = text.split(" ")
        text = " ".join(words[: round(stage.share * len(words))])
    rows = _list_rows(stage, question, card) if whole else []
    foot = _describe_wait(stage, question, card, width) if whole else []
    room = height - len(foot)
    asked = len(Content(card.ask).wrap(max(8, min(72, width - 4)))) + 2
    lines = plan_answers(len(rows), room, max(_LEAST_ASKED, asked))
    answers = paint_answers(rows, width, lines, stage.glyphs)
    left = max(_LEAST_ASKED, room - len(answers))
    painted = paint_question(text, width, left, stage.glyphs) if text else [Content("")] * left
    return [*painted, *answers, *(center(line, width) for line in foot)]


def _list_rows(stage: Stage, question: QuestionView, card: Card) -> list[Row]:
    """Return the options to pick from; before the reveal only what was wrong aloud is marked."""
    wrong = {option for answer in question.answers for option in answer.response}
    single = question.manner is Manner.FLOOR and card.kind is not Kind.SEVERAL
    return [
        Row(
            option.capitalize() if card.kind is Kind.TRUE_FALSE else option,
            mark=stage.glyphs.wrong if single and option in wrong else "",
            style="$quiet" if single and option in wrong else "",
        )
        for option in card.options
    ]


def _describe_wait(stage: Stage, question: QuestionView, card: Card, width: int) -> list[Content]:
    """Say what the question waits for."""
    lines: list[Content] = []
    if card.lefts:
        lines.append(Content.styled(" ".join(["for", ", ".join(card.lefts)]), "$secondary"))
    if question.closest:
        what = f"in {card.unit}, " if card.unit else ""
        lines.append(Content.styled(f"{what}the closest wins", "$quiet"))
    if stage.hint:
        lines.append(Content.styled(stage.hint, "bold $primary"))
    return [part for line in lines for part in line.wrap(max(8, width - 2))]


def describe_head(view: MatchView, glyphs: Glyphs) -> str:
    """Return where the evening is, for the line over the stage."""
    if view.contenders:
        return "Sudden death"
    parts = []
    if view.round.count > 1 and view.round.index >= 0:
        parts.append(f"Round {view.round.index + 1} of {view.round.count}")
    if view.round.title:
        parts.append(view.round.title)
    if view.round.asked and view.board is None and view.phase is not Phase.BETWEEN:
        parts.append(f"question {view.round.asked} of {view.round.total}")
    if view.board is not None and view.question is not None and view.board.picked:
        column, row = view.board.picked
        parts += [view.board.titles[column], f"{view.board.columns[column][row].value:,}"]
    return f" {glyphs.dot} ".join(parts)
