"""A kind is one file: what it says of itself is enough for all that handles questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import pytest
from pydantic import ValidationError, create_model

from builders import make_question
from formats.helpers import HEAD
from spacequiz.formats.catalogue import FORMATS, write_questions
from spacequiz.formats.common import name_kind
from spacequiz.game.kinds import Kind, Way
from spacequiz.game.kinds.body import (
    FULL,
    NOTHING,
    Body,
    Grade,
    GradingContext,
    PartVerdict,
    Response,
)
from spacequiz.game.kinds.fields import Count, Line, Says, list_fields
from spacequiz.game.question import KINDS, arrange_options, grade, judge_text
from spacequiz.packs.forms import Form as Keys
from spacequiz.packs.forms import make_fields
from spacequiz.packs.write import render_question
from spacequiz.words.questions import describe_kind

if TYPE_CHECKING:
    from random import Random


@dataclass(frozen=True, slots=True)
class Odd(Body):
    """A kind that nobody has heard of."""

    kind = Kind.CHOICE
    way = Way.PICK

    odd_one: Annotated[Line, Says("The one that does not belong.")]
    others: Annotated[tuple[Line, ...], Count(2, 7), Says("Those that belong together.")]

    def grade(self, response: Response, asked: GradingContext) -> Grade:
        parts = tuple(
            PartVerdict(text, text in response, right) for text, right in self.list_options()
        )
        return Grade(FULL if response == self.right else NOTHING, parts, self.right)

    @property
    def right(self) -> Response:
        return (self.odd_one,)

    def list_options(self) -> tuple[tuple[str, bool], ...]:
        return ((self.odd_one, True), *((text, False) for text in self.others))

    def arrange(self, language: str, random: Random) -> tuple[str, ...]:
        return tuple(
            random.sample([text for text, _ in self.list_options()], k=1 + len(self.others))
        )


QUESTION = make_question(body=Odd("Pluto", ("Mars", "Venus")))


def test_every_kind_is_registered_and_has_its_words() -> None:
    assert set(KINDS) == set(Kind)
    assert len({describe_kind(kind) for kind in Kind}) == len(Kind)
    for kind, body in KINDS.items():
        assert body.kind is kind
        assert all(field.words for field in list_fields(body))


def test_a_kind_is_named_in_a_sentence() -> None:
    assert name_kind(Kind.ORDER) == "an order question"
    assert name_kind(Kind.MATCH) == "a match question"


def test_a_new_kind_is_read_by_its_limits_and_written_by_its_keys() -> None:
    model = create_model("Odd", __base__=Keys, **make_fields(Odd))
    read = model.model_validate({"odd-one": "Pluto", "others": ["Mars", "Venus"]})
    assert Odd(**read.__dict__) == QUESTION.body
    with pytest.raises(ValidationError) as refused:
        model.model_validate({"odd-one": "x" * 201, "others": ["Mars"], "wrong": []})
    found = [(fault["loc"], fault["type"]) for fault in refused.value.errors()]
    assert found == [
        (("odd-one",), "string_too_long"),
        (("others",), "too_short"),
        (("wrong",), "extra_forbidden"),
    ]
    assert "odd-one: Pluto\nothers:\n- Mars\n- Venus\n" in render_question(QUESTION)


def test_a_new_kind_is_asked_and_graded() -> None:
    assert sorted(arrange_options(QUESTION, "seed")) == ["Mars", "Pluto", "Venus"]
    assert grade(QUESTION, ("Pluto",)).credit == 1
    assert grade(QUESTION, ("Mars",)).credit == 0
    with pytest.raises(TypeError, match="not answered by typing"):
        judge_text(QUESTION, "Pluto")


@pytest.mark.parametrize("form", [name for name, form in FORMATS.items() if form.writer])
def test_a_format_refuses_a_kind_that_it_does_not_know(form: str) -> None:
    written = write_questions([QUESTION], HEAD, form)
    if form == "anki":
        assert b"Pluto" in written.data
    else:
        assert written.left_out == 1
        assert "left out: " in written.losses[0].what
