"""Pack → format → pack keeps all that the format can hold, and says what it cannot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from formats.helpers import HEAD, bare, list_left_out, packs, strip_body
from spacequiz.formats.catalogue import read_questions, write_questions
from spacequiz.formats.recognise import recognise
from spacequiz.game.kinds import Difficulty
from spacequiz.game.kinds.arranged import Matching
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse
from spacequiz.game.kinds.typed import Strictness, Typed
from spacequiz.game.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacequiz.game.kinds.body import Body

MANY = settings(max_examples=150, suppress_health_check=list(HealthCheck))
FEW = settings(max_examples=25, suppress_health_check=list(HealthCheck))


def check(form: str, questions: list[Question], expect: Callable[[Question], Question]) -> None:
    written = write_questions(questions, HEAD, form)
    # A part of a question that a format refuses is said; the rest of it comes back.
    partly = {
        x.question
        for x in written.losses
        if x.what.startswith(("lost the answer ", "lost the tag "))
    }
    out = list_left_out(written.losses)
    assert len(out) == written.left_out
    whole = [question for question in questions if question.id not in out]
    if not whole:
        return
    read = read_questions(written.data, form)
    assert read.left_out == 0, read.losses
    if form in ("gift", "moodle-xml", "csv", "qti"):
        assert recognise(written.data) == form
    got = {question.id: bare(question) for question in read.questions}
    assert len(got) == len(whole)
    if form in ("gift", "moodle-xml", "csv", "tsv", "qti"):
        for question in whole:
            if question.id not in partly:
                assert got[question.id] == bare(expect(question))
    else:
        for question, other in zip(whole, read.questions, strict=True):
            assert bare(other, id=question.id) == bare(expect(question))


@given(packs())
@MANY
def test_gift_keeps_all_but_hint_unit_spelling_and_the_last_option(
    questions: list[Question],
) -> None:
    check(
        "gift",
        questions,
        lambda q: replace(
            q,
            hint="",
            body=strip_body(
                q.body,
                keep_last=None,
                units=(),
                key=(),
                prompt=(),
                match=Strictness.LENIENT,
            ),
        ),
    )


@given(packs())
@MANY
def test_moodle_xml_keeps_all_but_spelling_and_the_last_option(questions: list[Question]) -> None:
    check(
        "moodle-xml",
        questions,
        lambda q: replace(
            q,
            body=strip_body(
                q.body,
                keep_last=None,
                units=(q.body.unit and (q.body.unit,)) or (),
                key=(),
                prompt=(),
                match=keep_written(q.body),
            ),
        ),
    )


@pytest.mark.parametrize("form", ["csv", "tsv"])
@given(questions=packs())
@MANY
def test_tables_keep_everything(form: str, questions: list[Question]) -> None:
    check(form, questions, lambda q: q)


@given(packs())
@FEW
def test_canvas_keeps_text_key_and_explanations(questions: list[Question]) -> None:
    check(
        "qti",
        questions,
        lambda q: replace(
            q,
            hint="",
            tags=(),
            category="General",
            difficulty=Difficulty.MEDIUM,
            body=strip_body(
                sort_answers(q.body),
                keep_last=None,
                units=(),
                reject=(),
                key=(),
                prompt=(),
                match=Strictness.LENIENT,
            ),
        ),
    )


@given(packs())
@MANY
def test_aiken_keeps_text_and_options(questions: list[Question]) -> None:
    check("aiken", questions, lambda q: keep_options(q, 8))


@given(packs())
@FEW
def test_kahoot_keeps_text_and_four_options(questions: list[Question]) -> None:
    check("kahoot", questions, lambda q: keep_options(q, 4))


@given(packs())
@FEW
def test_wayground_keeps_text_five_options_and_explanation(questions: list[Question]) -> None:
    check("wayground", questions, lambda q: keep_options(q, 5, flat=False, explain=q.explain))


def sort_answers(body: Body) -> Body:
    """Return a body in which what has no order of its own is sorted."""
    if isinstance(body, Several):
        return replace(body, answers=tuple(sorted(body.answers)))
    return replace(body, extra=tuple(sorted(body.extra))) if isinstance(body, Matching) else body


def keep_written(body: Body) -> Strictness:
    written = isinstance(body, Typed) and body.match is Strictness.WRITTEN
    return Strictness.WRITTEN if written else Strictness.LENIENT


def keep_options(
    question: Question, limit: int, *, flat: bool = True, explain: str = ""
) -> Question:
    """Return what is left in a format that knows only text and so many options."""
    body = strip_body(question.body, keep_last=None, reject=())
    if isinstance(body, Choice | Several):
        right = (body.answer,) if isinstance(body, Choice) else tuple(sorted(body.answers))
        wrong = tuple(option._replace(why="") for option in body.wrong)[: limit - len(right)]
        body = Choice(right[0], wrong) if isinstance(body, Choice) else Several(right, wrong)
    elif isinstance(body, Typed):
        body = Typed(body.answer, body.accept[: limit - 1])
    else:
        assert isinstance(body, TrueFalse)
    ask = " ".join(question.ask.split()) if flat else question.ask
    return Question("", question.id, ask, body, explain, difficulty=Difficulty.MEDIUM)
