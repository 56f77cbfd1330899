"""Pools of old versions of Blackboard: XML of its own, found in packages beside QTI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.formats import feedback
from spacequiz.formats.common import CannotCarry, Draft, make_choice
from spacequiz.formats.html_text import reduce_html
from spacequiz.formats.intake import Intake, describe
from spacequiz.formats.xml_tree import Node
from spacequiz.game.kinds.arranged import Matching, Order
from spacequiz.game.kinds.choices import Several, TrueFalse, Wrong
from spacequiz.game.kinds.typed import Typed
from spacequiz.language import say

if TYPE_CHECKING:
    from spacequiz.formats.common import Locate
    from spacequiz.game.kinds.body import Body

_KIND = "QUESTION_"


def read_pool(root: Node, intake: Intake, locate: Locate) -> str:
    """Hand the questions of a pool to the intake, and return its title."""
    for node in root.children:
        # The list of the questions, before them, holds no more than their ids.
        if node.name.startswith(_KIND):
            _Question(node, intake).read(locate(node.line))
    title = root.find("TITLE")
    return title.attributes.get("value", "") if title else ""


class _Question:
    def __init__(self, node: Node, intake: Intake) -> None:
        self._node = node
        self._intake = intake
        self._told: list[str] = []

    def read(self, place: str) -> None:
        draft = Draft(self._text(self._node.find("BODY")), TrueFalse(True))
        try:
            draft.body = self._read_body()
        except CannotCarry as error:
            self._intake.leave_out(describe(place, draft.ask), str(error))
            return
        right = self._plain(self._node.read("GRADABLE", "FEEDBACK_WHEN_CORRECT"))
        draft.explain = feedback.choose("", [right], self._told.append)
        if other := self._plain(self._node.read("GRADABLE", "FEEDBACK_WHEN_INCORRECT")):
            feedback.lose(other, self._told.append)
        self._intake.add(draft, place, self._told)

    def _read_body(self) -> Body:
        kind = self._node.name.removeprefix(_KIND)
        answers = {a.attributes.get("id", ""): self._text(a) for a in self._node.list("ANSWER")}
        gradable = self._node.find("GRADABLE") or Node("", 0, {})
        keys = [key.attributes for key in gradable.list("CORRECTANSWER")]
        if kind == "FILLINBLANK":
            texts = list(filter(None, answers.values()))
            if not texts:
                raise CannotCarry(say("it names no right answer"))
            return Typed(texts[0], tuple(texts[1:]))
        right = [key.get("answer_id", "") for key in keys]
        if kind in ("MULTIPLECHOICE", "TRUEFALSE", "MULTIPLEANSWER"):
            return _build_choice(answers, right, several=kind == "MULTIPLEANSWER")
        if kind == "ORDER":
            return _build_order(answers, keys)
        if kind == "MATCH":
            choices = {c.attributes.get("id", ""): self._text(c) for c in self._node.list("CHOICE")}
            return _build_match(answers, choices, keys)
        raise CannotCarry(
            say("it is an essay")
            if kind == "ESSAY"
            else say("there is no such kind: {name}", name=kind)
        )

    def _text(self, node: Node | None) -> str:
        return self._plain(node.read("TEXT")) if node else ""

    def _plain(self, text: str) -> str:
        return reduce_html(text, self._told.append)


def _build_choice(answers: dict[str, str], right: list[str], *, several: bool) -> Body:
    if not right or not set(right) <= set(answers) or not all(answers.values()):
        raise CannotCarry(say("its right answer is none of its options, or an option is empty"))
    wrong = [Wrong(text) for name, text in answers.items() if name not in right]
    if several:
        return Several(tuple(answers[name] for name in right), tuple(wrong))
    if len(set(right)) > 1:
        raise CannotCarry(say("two of its options are right, and one is to be chosen"))
    return make_choice(answers[right[0]], wrong)


def _build_order(answers: dict[str, str], keys: list[dict[str, str]]) -> Body:
    places = {key.get("answer_id", ""): key.get("order", "") for key in keys}
    if set(places) != set(answers) or not all(place.isdecimal() for place in places.values()):
        raise CannotCarry(say("the order of its items is not given"))
    if len(set(places.values())) < len(places):
        raise CannotCarry(say("two of its items have the same place"))
    return Order(tuple(answers[name] for name in sorted(places, key=lambda n: int(places[n]))))


def _build_match(
    answers: dict[str, str], choices: dict[str, str], keys: list[dict[str, str]]
) -> Body:
    partners = {key.get("answer_id", ""): key.get("choice_id", "") for key in keys}
    if set(partners) != set(answers) or not set(partners.values()) <= set(choices):
        raise CannotCarry(say("the partner of one of its sides is not given"))
    if len(keys) > len(partners):
        raise CannotCarry(say("one of its sides has two partners"))
    pairs = tuple((answers[name], choices[partners[name]]) for name in answers)
    extra = tuple(text for name, text in choices.items() if name not in partners.values())
    return Matching(pairs, extra)
