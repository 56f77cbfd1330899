"""Dealing: cards that hide the answer, and reveals of records that no longer fit the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import BODIES, CHOICE, NUMBER, SECRET, TYPED, find_right, find_wrong, make_question
from spacequiz.game.kinds.choices import Choice, TrueFalse, Wrong
from spacequiz.game.records import Aid, Answer, Verdict
from spacequiz.game.views import Card, Played, Remark, deal_card, list_aids, reveal_answer

if TYPE_CHECKING:
    from spacequiz.game.kinds.body import Body, Response


def deal(body: Body, taken: frozenset[Aid] = frozenset(), *, reminded: bool = False) -> Card:
    question = make_question(body=body)
    return deal_card(question, 0, "seed", taken=taken, free=frozenset(), reminded=reminded)


@pytest.mark.parametrize("body", BODIES)
def test_a_card_hides_the_answer_unless_the_explanation_comes_first(body: Body) -> None:
    assert SECRET not in repr(deal(body))
    assert deal(body, reminded=True).reminder == f"{SECRET} explanation of q"
    assert deal(body, reminded=True).hint == ""


def test_fifty_fifty_is_for_questions_with_one_right_option_among_many() -> None:
    offered = {
        make_question(body=body).kind.value: list_aids(make_question(body=body), "seed")
        for body in BODIES
    }
    assert all(Aid.HINT in aids for aids in offered.values())
    assert [kind for kind, aids in offered.items() if Aid.FIFTY_FIFTY in aids] == ["choice"]
    two = make_question(body=Choice("a", (Wrong("b", ""),)), hint="")
    assert list_aids(two, "seed") == frozenset()


@pytest.mark.parametrize("asked", BODIES)
@pytest.mark.parametrize("now", BODIES)
@pytest.mark.parametrize("find", [find_right, find_wrong])
def test_an_answer_to_a_question_whose_kind_changed_is_still_revealed(
    asked: Body, now: Body, find: object
) -> None:
    assert callable(find)
    response: Response = find(make_question(body=asked))
    question = make_question(body=now)
    record = Answer(0, "pack/q", "pack/q", response, Verdict.RIGHT, 1.0, 150, 2.0)
    reveal = reveal_answer(question, record, "seed", None)
    assert (reveal.verdict, reveal.credit, reveal.seconds) == (Verdict.RIGHT, 1.0, 2.0)
    assert reveal.answer
    played = Played(deal(now), reveal)
    assert isinstance(played.whys, tuple)
    assert isinstance(played.response, tuple)


def test_what_the_player_said_of_the_answer_is_remarked() -> None:
    for body in (TYPED, NUMBER):
        question = make_question(body=body)
        for fields, remark in (
            ({"claimed": True}, Remark.OWN_CALL),
            ({"sure": True}, Remark.NO_DOUBT),
        ):
            record = Answer(0, "", "", ("x",), Verdict.RIGHT, 1.0, 0, 0.0, **fields)  # type: ignore[arg-type]
            assert reveal_answer(question, record, "", None).remark == remark


@pytest.mark.parametrize("body", [CHOICE, TrueFalse(answer=False)])
def test_a_reveal_without_an_answer_has_no_remark(body: Body) -> None:
    record = Answer(0, "", "", (), Verdict.TIMED_OUT, 0.0, 0, 0.0)
    assert reveal_answer(make_question(body=body), record, "", None).remark is None
