"""The reveal of a quiz night: the answer, who chose what, the reason and its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from spacequiz.game.kinds import Kind
from spacequiz.tui.widgets.night_paint import LETTERS, Row, center, middle, paint_answers
from spacequiz.tui.widgets.night_scenes import paint_question_scene
from spacequiz.wording import describe_answer, describe_source

if TYPE_CHECKING:
    from spacequiz.game.match.results import TeamAnswer
    from spacequiz.game.match.view import QuestionView
    from spacequiz.tui.widgets.night_scenes import Stage

_TEXT_WIDTH = 76


def paint_reveal(stage: Stage, width: int, height: int) -> list[Content]:
    """Return the answer, who chose what, the explanation and the source."""
    question = stage.view.question
    if question is None or question.card is None or question.reveal is None:
        return paint_question_scene(stage, width, height)
    card, reveal = question.card, question.reveal
    room = max(8, min(_TEXT_WIDTH, width - 4))
    asked = [center(line, width) for line in Content.styled(card.ask, "bold").wrap(room)]
    why = Content(reveal.explain or "This question has no explanation yet.").wrap(room)
    if reveal.citation is not None:
        source = describe_source(reveal.citation, stage.glyphs)
        why += Content.styled(source, "italic $quiet").wrap(room)
    indent = Content(" " * max(2, (width - room) // 2))
    told = [indent + line for line in why]
    if question.skipped:
        told.insert(0, indent + Content.styled("Skipped: it counts for nobody.", "$warning"))
    left = height - len(asked) - len(told) - 4
    body = next(
        (body for n in (4, 2) if len(body := _paint_chosen(stage, question, width, n)) <= left),
        None,
    ) or _paint_chosen(stage, question, width, 1)
    return middle([*asked, Content(""), *body, Content(""), *told], height)


def _paint_chosen(stage: Stage, question: QuestionView, width: int, room: int) -> list[Content]:
    """Return the options with who chose each; or the answer with what each team gave."""
    card, reveal = question.card, question.reveal
    assert card is not None
    assert reveal is not None
    glyphs = stage.glyphs
    if card.kind not in (Kind.CHOICE, Kind.SEVERAL, Kind.TRUE_FALSE):
        return _paint_given(stage, question, width)
    rows = []
    for part in reveal.parts:
        chosen = [a for a in question.answers if part.text in a.response]
        style = "$success" if part.right else ("$error" if chosen else "$quiet")
        mark = glyphs.right if part.right else (glyphs.wrong if chosen else "")
        text = part.text.capitalize() if card.kind is Kind.TRUE_FALSE else part.text
        note = Content("  ").join(stage.marks[a.team].tag(14) for a in chosen) if chosen else None
        rows.append(Row(text, mark, style, note))
    lines = paint_answers(rows, width, room, glyphs)
    silent = [a for a in question.answers if not a.response and not question.skipped]
    if silent:
        names = Content("  ").join(stage.marks[a.team].tag(14) for a in silent)
        lines.append(center(Content.styled("no answer  ", "$quiet") + names, width))
    return lines


def _paint_given(stage: Stage, question: QuestionView, width: int) -> list[Content]:
    """Return the right answer, then what each team gave."""
    reveal, glyphs = question.reveal, stage.glyphs
    assert reveal is not None
    answer = Content.styled(
        f"{glyphs.right} {describe_answer(reveal.answer)}", "bold $success"
    ).wrap(max(8, width - 4))
    lines = [center(line, width) for line in answer] + [Content("")]
    for given in question.answers:
        lines.append(center(_describe_given(stage, question, given), width))
    return lines


def _describe_given(stage: Stage, question: QuestionView, given: TeamAnswer) -> Content:
    said = shorten(question, given.response) or "no answer"
    style = "bold $success" if given.credit == 1 or given.closest else "$quiet"
    mark = stage.glyphs.mark(given.verdict)
    closest = "  closest" if given.closest and question.closest else ""
    return stage.marks[given.team].tag(20) + Content.styled(f"  {mark} {said}{closest}", style)


def shorten(question: QuestionView, response: tuple[str, ...]) -> str:
    """Return a team's answer on one line; orders and pairs by their letters."""
    card = question.card
    if card is None or card.kind not in (Kind.ORDER, Kind.MATCH) or not response:
        return describe_answer(response)
    letters = [LETTERS[card.options.index(r)] if r in card.options else "-" for r in response]
    return "".join(letters)
