"""QTI 1.2: items whose key is not written down but computed, so that their scoring is run here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.formats import feedback, moodle
from spacequiz.formats.common import CannotCarry, Draft, flatten, make_choice
from spacequiz.formats.html_text import has_html, reduce_html
from spacequiz.formats.intake import Intake, describe, read_decimal, shorten
from spacequiz.formats.moodle import Option
from spacequiz.formats.pictures import Found, is_sound, name_options, take_picture
from spacequiz.formats.xml_tree import Node, write_inner
from spacequiz.game.kinds.arranged import Matching, Order
from spacequiz.game.kinds.choices import Several, TrueFalse, Wrong
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Strictness, Typed
from spacequiz.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacequiz.formats.common import Locate
    from spacequiz.game.kinds.body import Body

MAX_OPTIONS = 40
"""An item with more options than that is read no further."""
MAX_CONDITIONS = 400

_RESPONSES = ("response_lid", "response_str", "response_num")
_OTHER_RESPONSES = ("response_xy", "response_grp", "response_extension")
_TEXTS = ("mattext", "mat_formattedtext", "matemtext")
_MEDIA = ("matimage", "mataudio", "matvideo", "matapplet", "matapplication")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_GAP = "_____"
_GAPS = ("fill_in_multiple_blanks", "multiple_dropdowns")
"""Kinds of Canvas that can have several gaps, and are read if they have one."""
_EXACT = "varequal"
_CONTAINS = ("varsubstring", "varsubset")
_LIMITS = {"vargte": (0, True), "vargt": (0, False), "varlte": (1, True), "varlt": (1, False)}
_IGNORED = ("", "root_section", "main", "default", "section", "block", "container_section", "group")
_OTHER_KINDS = {
    "essay": "essay",
    "file": "file",
    "calculated": "anew",
    "formula": "anew",
    "text_only": "text",
    "text only": "text",
    "likert": "opinion",
    "opinion": "opinion",
    "survey": "opinion",
    "hot": "place",
    "long answer": "essay",
    "short response": "essay",
    "arithmetic": "anew",
    "fill_in_multiple_blanks": "gaps",
    "fill in the blank plus": "gaps",
    "multiple_dropdowns": "gaps",
    "jumbled": "gaps",
    "categorization": "groups",
    "quiz bowl": "reversed",
}
"""Why what begins so is not read: a reason below."""


def _tell_reason(reason: str) -> str:
    return {
        "essay": say("it is an essay"),
        "file": say("it asks for a file"),
        "anew": say("it makes its numbers anew each time"),
        "text": say("it is a text that asks nothing"),
        "opinion": say("it is an opinion, of which none is right"),
        "place": say("it asks for a place in a picture"),
        "gaps": say("it is a text with several gaps"),
        "groups": say("it sorts things into groups"),
        "reversed": say("it asks for a question to an answer"),
    }[reason]


def _tell_media(name: str) -> str:
    return {
        "matimage": say("left out a picture"),
        "mataudio": say("left out a sound"),
        "matvideo": say("left out a video"),
        "matapplet": say("left out a program"),
        "matapplication": say("left out an attached file"),
    }[name]


def read_tree(root: Node, intake: Intake, locate: Locate, *, alone: bool) -> str:
    """Hand the items below a root to the intake, and return the title of the quiz or the bank.

    Args:
        root: The element questestinterop, with plain names.
        intake: Takes the questions.
        locate: Says where a line is.
        alone: The package holds no other quiz, whose name would part them.
    """
    whole = next(root.walk("assessment", "objectbank"), None)
    title = _name_quiz(whole) if whole else ""
    sections = [_get_name(section) for section in root.walk("section")]
    parted = len({name for name in sections if name}) > 1
    for item, section in _list_items(root, ""):
        category = section if parted and section else "" if alone else title
        _Item(item, intake).read(locate(item.line), category)
    return title


def _name_quiz(node: Node) -> str:
    if title := node.attributes.get("title", ""):
        return title
    fields = dict(_list_fields(node.find("qtimetadata") or Node("", 0, {})))
    return fields.get("bank_title", "")


def _get_name(section: Node) -> str:
    name = section.attributes.get("title", "").strip()
    return "" if re.sub(r"[\s\d]+$", "", name.lower()) in _IGNORED else name


def _list_items(node: Node, section: str) -> Iterator[tuple[Node, str]]:
    for child in node.children:
        if child.name == "item":
            yield child, section
        elif child.name == "section":
            yield from _list_items(child, _get_name(child) or section)
        elif child.name in ("assessment", "objectbank", "questestinterop"):
            yield from _list_items(child, section)


def _list_fields(metadata: Node) -> Iterator[tuple[str, str]]:
    for entry in metadata.walk("qtimetadatafield", "qti_metadatafield"):
        yield entry.read("fieldlabel").lower(), entry.read("fieldentry")


@dataclass(slots=True)
class _Response:
    """Hold one thing that is to be answered, and the options for it."""

    ident: str
    kind: str
    cardinality: str
    prompt: str
    labels: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, Found] = field(default_factory=dict)
    """The pictures of options, by the names of these."""
    numeric: bool = False


class _Outcome(NamedTuple):
    """Hold what an answer brings: points, and the feedback that is shown."""

    score: float
    shown: tuple[str, ...]


Answers = dict[str, tuple[str, ...]]
"""What is answered, by the identifier of the response."""


class _Scoring:
    """Run the response processing of an item.

    Raises:
        CannotCarry: It does what is not read here.
    """

    def __init__(self, node: Node | None, *, typed: bool = False) -> None:
        self._typed = typed
        self.conditions = list(node.list("respcondition")) if node else []
        if len(self.conditions) > MAX_CONDITIONS:
            raise CannotCarry(say("its scoring is too long to be read"))
        declared = node.find("outcomes", "decvar") if node else None
        self._most = _read_float(declared.attributes.get("maxvalue", "")) if declared else None
        names = {_get_variable(s) for c in self.conditions for s in c.list("setvar")}
        if len(names) > 1:
            raise CannotCarry(say("it counts several scores"))

    def run(self, answers: Answers) -> _Outcome:
        """Return what the answers bring."""
        score, matched = 0.0, False
        shown: dict[str, None] = {}
        for condition in self.conditions:
            variables = condition.find("conditionvar") or Node("", 0, {})
            only_other = [child.name for child in variables.children] in (["other"], [])
            changes = list(condition.list("setvar"))
            if only_other and changes:
                # The rest, for all that no other condition took.
                holds = not matched
            else:
                # One text is never equal to two others: any of them is meant.
                equals = [child.name in (_EXACT, *_CONTAINS) for child in variables.children]
                join = any if self._typed and all(equals) else all
                holds = only_other or join(_holds(child, answers) for child in variables.children)
            if not holds:
                continue
            for change in changes:
                score = self._change(score, change)
                matched = matched or not only_other
            for link in condition.list("displayfeedback"):
                shown[link.attributes.get("linkrefid", "")] = None
            if condition.attributes.get("continue", "").lower() == "no" and not only_other:
                break
        return _Outcome(score, tuple(shown))

    def _change(self, score: float, change: Node) -> float:
        value = _read_float(change.text)
        if value is None and change.text.strip().upper().endswith(".MAX"):
            value = self._most if self._most is not None else 1.0
        if value is None:
            raise CannotCarry(say("its scoring is not in numbers"))
        match change.attributes.get("action", "Set").lower():
            case "set":
                return value
            case "add":
                return score + value
            case "subtract":
                return score - value
        raise CannotCarry(say("its scoring multiplies or divides"))

    def list_values(self, ident: str, *names: str) -> list[Node]:
        """Return the comparisons with a response, wherever they stand."""
        found = chain.from_iterable(c.walk(*names) for c in self.conditions)
        return [node for node in found if node.attributes.get("respident", "") == ident]


def _holds(node: Node, answers: Answers) -> bool:
    """Return whether a condition holds for what is answered."""
    match node.name:
        case "and":
            return all(_holds(child, answers) for child in node.children)
        case "or":
            return any(_holds(child, answers) for child in node.children)
        case "not":
            # Some programs put all that must not be chosen into one.
            return not any(_holds(child, answers) for child in node.children)
        case "other":
            return True
        case "unanswered":
            return not answers.get(node.attributes.get("respident", ""))
    given = answers.get(node.attributes.get("respident", ""), ())
    if node.name in (_EXACT, *_CONTAINS):
        if node.attributes.get("case", "").lower() == "yes":
            return node.text in given
        return node.text.casefold() in map(str.casefold, given)
    if node.name in _LIMITS:
        return any(_fits(read_decimal(text), node) for text in given)
    raise CannotCarry(
        say("its scoring asks for what is not read here ({name})", name=node.name[:30])
    )


def _fits(number: Decimal, node: Node) -> bool:
    """Return whether a number is above or below a limit."""
    end, inclusive = _LIMITS[node.name]
    limit = read_decimal(node.text)
    if number == limit:
        return inclusive
    return number > limit if end == 0 else number < limit


class _Item:
    """Read one item."""

    def __init__(self, node: Node, intake: Intake) -> None:
        self._node = node
        self._intake = intake
        self._told: list[str] = []
        self._feedback: dict[str, str] = {}
        self._asking = False
        """Whether it reads what may have a picture: what is asked, or an option."""
        self._asked = ""
        self._picture: Found | None = None

    def read(self, place: str, category: str) -> None:
        """Hand the question to the intake, or say why it cannot be carried."""
        name = self._node.attributes.get("title", "")
        # What was written here carries the id as its title; others call most of theirs Question.
        name = name if _ID.fullmatch(name) else ""
        draft = Draft("", TrueFalse(True), name, category=category)
        presentation = self._node.find("presentation") or Node("", 0, {})
        try:
            responses = list(self._list_responses(presentation))
            draft.ask, draft.picture = self._read_shown(presentation, outside=True)
            self._asked = draft.ask
            if len(responses) != 1 or not self._kind.startswith(_GAPS):
                self._refuse_kind()
            self._read_feedback()
            typed = len(responses) == 1 and responses[0].kind == "fib"
            scoring = _Scoring(self._node.find("resprocessing"), typed=typed)
            draft.body = self._read_body(draft, responses, scoring)
            if any(response.pictures for response in responses):
                self._tell(_tell_media("matimage"))
        except CannotCarry as error:
            self._intake.leave_out(describe(place, draft.ask), str(error))
            return
        self._intake.add(draft, place, dict.fromkeys(self._told))

    @property
    def _kind(self) -> str:
        fields: dict[str, str] = {}
        for metadata in self._node.list("itemmetadata"):
            for name, value in _list_fields(metadata):
                fields.setdefault(name, value)
            fields.setdefault("question_type", metadata.read("bbmd_questiontype"))
        kind = (
            fields.get("question_type")
            or fields.get("qmd_questiontype")
            or fields.get("cc_profile")
        )
        return (kind or "").lower()

    def _refuse_kind(self) -> None:
        kind = self._kind.removeprefix("cc.")
        for start, reason in _OTHER_KINDS.items():
            if kind.startswith(start):
                raise CannotCarry(_tell_reason(reason))

    def _list_responses(self, presentation: Node) -> Iterator[_Response]:
        if next(presentation.walk(*_OTHER_RESPONSES[:2]), None):
            raise CannotCarry(say("it asks for a place in a picture, or for things to be grouped"))
        for node in presentation.walk(*_RESPONSES):
            fib = next(node.walk("render_fib"), None)
            labels: dict[str, str] = {}
            pictures: dict[str, Found] = {}
            for label in node.walk("response_label"):
                if any("<math" in material.text for material in label.walk(*_TEXTS)):
                    raise CannotCarry(say("one of its options is a formula"))
                name = label.attributes.get("ident", "")
                text, picture = self._read_shown(label)
                labels.setdefault(name, text)
                if picture is not None:
                    pictures.setdefault(name, picture)
            if len(labels) > MAX_OPTIONS:
                raise CannotCarry(say("it has more than {limit} options", limit=MAX_OPTIONS))
            yield _Response(
                node.attributes.get("ident", ""),
                "fib" if fib or node.name != "response_lid" else "choice",
                node.attributes.get("rcardinality", "single").lower(),
                self._text(node, outside=True),
                labels,
                pictures,
                node.name == "response_num"
                or (
                    fib.attributes.get("fibtype", "").lower() in ("decimal", "integer")
                    if fib
                    else False
                ),
            )

    def _read_body(self, draft: Draft, responses: list[_Response], scoring: _Scoring) -> Body:
        if not responses:
            raise CannotCarry(say("it is a text that asks nothing"))
        if len(responses) > 1:
            return self._read_match(draft, responses, scoring)
        response = responses[0]
        if f"[{response.prompt}]" in draft.ask:
            # Canvas names a gap, and the options for it, by a word in brackets.
            draft.ask = draft.ask.replace(f"[{response.prompt}]", _GAP)
        elif response.prompt:
            draft.ask = f"{draft.ask}\n{response.prompt}".strip()
        if self._kind.startswith(_GAPS[0]) and response.kind == "choice":
            return self._read_gap(draft, response, scoring)
        if response.kind == "fib":
            numeric = response.numeric or self._kind.startswith("numeric")
            read = self._read_number if numeric else self._read_typed
            return read(draft, response, scoring)
        if response.cardinality == "ordered":
            return self._read_order(draft, response, scoring)
        several = response.cardinality == "multiple" or self._kind.startswith(
            ("multiple_answer", "multiple answer", "multiple_response", "multi-select")
        )
        read = self._read_several if several else self._read_choice
        return read(draft, response, scoring)

    def _read_choice(self, draft: Draft, response: _Response, scoring: _Scoring) -> Body:
        outcomes = {name: scoring.run({response.ident: (name,)}) for name in response.labels}
        best = max((outcome.score for outcome in outcomes.values()), default=0)
        if best <= 0:
            raise CannotCarry(say("none of its answers is right"))
        right = [name for name, outcome in outcomes.items() if outcome.score == best]
        if len(right) > 1:
            raise CannotCarry(say("two of its options are right, and one is to be chosen"))
        self._name_labels(draft, response)
        reasons = self._explain(draft, outcomes, right)
        options = [
            Option(text, 100 * outcomes[name].score / best, reasons.get(name, ""))
            for name, text in response.labels.items()
        ]
        statement = make_choice(
            response.labels[right[0]], [Wrong(o.text) for o in options if o.weight < 100]
        )
        if isinstance(statement, TrueFalse):
            for option in options:
                feedback.lose(option.feedback, self._told.append)
            return statement
        return moodle.build_choice(options, self._told.append)

    def _read_several(self, draft: Draft, response: _Response, scoring: _Scoring) -> Body:
        # Canvas keeps options that were never filled in; none of them is right.
        response.labels = {
            name: text
            for name, text in response.labels.items()
            if text or name in response.pictures or scoring.run({response.ident: (name,)}).score > 0
        }
        right = _find_set(response, scoring)
        self._name_labels(draft, response)
        outcomes = {name: scoring.run({response.ident: (name,)}) for name in response.labels}
        full = scoring.run({response.ident: tuple(right)})
        reasons = self._explain(draft, outcomes, right, full.shown)
        wrong = [
            Wrong(text, reasons.get(name, ""))
            for name, text in response.labels.items()
            if name not in right
        ]
        return Several(tuple(response.labels[name] for name in right), tuple(wrong))

    def _name_labels(self, draft: Draft, response: _Response) -> None:
        """Call options that are nothing but a picture by what it shows, and check all of them."""
        shown = [(text, response.pictures.get(name)) for name, text in response.labels.items()]
        texts = name_options(shown, draft.pictured, self._tell)
        response.labels, response.pictures = dict(zip(response.labels, texts, strict=True)), {}
        self._check_labels(response)

    def _check_labels(self, response: _Response) -> None:
        texts = [text.casefold() for text in response.labels.values()]
        if not all(texts):
            raise CannotCarry(say("one of its options is empty, or a picture"))
        # An option stands on one line here; those that differ in their lines alone are one.
        if len(set(map(flatten, response.labels.values()))) < len(texts):
            raise CannotCarry(say("two of its options read the same"))

    def _read_typed(self, draft: Draft, response: _Response, scoring: _Scoring) -> Body:
        given = scoring.list_values(response.ident, _EXACT, *_CONTAINS)
        if scoring.list_values(response.ident, *_LIMITS):
            return self._read_number(draft, response, scoring)
        if not given:
            raise CannotCarry(say("it names no right answer; it may be an essay"))
        if any(
            "regex" in f"{key}{value}" and value != "no"
            for n in given
            for key, value in n.attributes.items()
        ):
            raise CannotCarry(say("its answer is a pattern"))
        texts = list(dict.fromkeys(node.text for node in given if node.text))
        outcomes = {text: scoring.run({response.ident: (text,)}) for text in texts}
        best = max((outcome.score for outcome in outcomes.values()), default=0)
        if best <= 0:
            raise CannotCarry(say("none of its answers is right"))
        if any(node.name in _CONTAINS for node in given):
            self._tell(
                say(
                    "takes only the answers that are written out; any text that holds one was right"
                )
            )
        exact = {n.attributes.get("case", "").lower() == "yes" for n in given}
        options = [Option(text, 100 * outcomes[text].score / best) for text in texts]
        right = [text for text in texts if outcomes[text].score == best]
        self._explain(draft, outcomes, right)
        return moodle.build_exact(options, exact, self._told.append)

    def _read_gap(self, draft: Draft, response: _Response, scoring: _Scoring) -> Body:
        """Read a gap of Canvas: all its texts are right, though only the first brings points."""
        outcomes = {name: scoring.run({response.ident: (name,)}) for name in response.labels}
        right = [name for name, outcome in outcomes.items() if outcome.score > 0]
        texts = dict.fromkeys(
            text for name in (*right, *response.labels) if (text := response.labels[name])
        )
        if not right or not texts:
            raise CannotCarry(say("it names no right answer"))
        self._explain(draft, outcomes, list(outcomes))
        first, *others = texts
        return Typed(first, tuple(others))

    def _read_number(self, draft: Draft, response: _Response, scoring: _Scoring) -> Body:
        spans: list[tuple[Decimal, Decimal]] = []
        for condition in scoring.conditions:
            if any(
                (_read_float(change.text) or 0) > 0 or "max" in change.text.lower()
                for change in condition.list("setvar")
            ):
                variables = condition.find("conditionvar") or Node("", 0, {})
                spans += _list_spans(variables, response.ident)
        spans = _merge(spans)
        if not spans:
            raise CannotCarry(say("it names no right answer"))
        points = [low for low, high in spans if low == high]
        if len(spans) > 1 and len(points) < len(spans):
            raise CannotCarry(say("several ranges of numbers are right"))
        outcomes = {}
        for low, high in spans:
            middle = (low + high) / 2
            outcomes[f"{middle:f}"] = scoring.run({response.ident: (f"{middle:f}",)})
        shown = list(outcomes.values())
        if len({outcome.score for outcome in shown}) > 1 or shown[0].score <= 0:
            raise CannotCarry(say("its right numbers bring different points"))
        self._explain(draft, outcomes, list(outcomes))
        if len(spans) > 1:
            texts = [f"{_tidy(point):f}" for point in points]
            return Typed(texts[0], tuple(texts[1:]), match=Strictness.SPELLING)
        low, high = spans[0]
        return Number(_tidy((low + high) / 2), _tidy((high - low) / 2))

    def _read_order(self, draft: Draft, response: _Response, scoring: _Scoring) -> Body:
        found = []
        for condition in scoring.conditions:
            equals = [
                n for n in condition.walk(_EXACT) if n.attributes.get("respident") == response.ident
            ]
            if len(equals) > 1 and not next(condition.walk("not", "or"), None):
                if all(n.attributes.get("index", "").isdecimal() for n in equals):
                    equals.sort(key=lambda n: int(n.attributes["index"]))
                found.append(tuple(n.text for n in equals))
        if len(set(found)) != 1 or sorted(found[0]) != sorted(response.labels):
            raise CannotCarry(say("the order of its items is not given"))
        self._check_labels(response)
        outcome = scoring.run({response.ident: found[0]})
        self._explain(draft, {"": outcome}, [""])
        return Order(tuple(response.labels[name] for name in found[0]))

    def _read_match(self, draft: Draft, responses: list[_Response], scoring: _Scoring) -> Body:
        if any(
            response.kind != "choice" or response.cardinality != "single" for response in responses
        ):
            raise CannotCarry(say("it asks for several things at once"))
        rights = self._list_rights(responses)
        # Canvas keeps rows that were never filled in.
        responses = [r for r in responses if r.prompt or not _is_empty(r, rights[r.ident], scoring)]
        partners: dict[str, str] = {}
        for response in responses:
            taken = _find_partner(response, scoring)
            partners[response.ident] = taken
        if len(partners) < len(responses):
            raise CannotCarry(say("two of its sides have the same name"))
        pairs = tuple((r.prompt, rights[r.ident][partners[r.ident]]) for r in responses)
        every = list(dict.fromkeys(chain.from_iterable(r.values() for r in rights.values())))
        used = {right for _, right in pairs}
        if not all(left and right for left, right in pairs):
            raise CannotCarry(say("one of its sides is empty, or a picture"))
        if len({left for left, _ in pairs}) < len(pairs):
            raise CannotCarry(say("two of its left sides read the same"))
        outcome = scoring.run({name: (value,) for name, value in partners.items()})
        self._explain(draft, {"": outcome}, [""])
        return Matching(pairs, tuple(text for text in every if text and text not in used))

    def _list_rights(self, responses: list[_Response]) -> dict[str, dict[str, str]]:
        """Return the options of each side by their names, once it is clear that all share them."""
        block = next(
            (
                f
                for f in self._node.walk("flow")
                if f.attributes.get("class") == "RIGHT_MATCH_BLOCK"
            ),
            None,
        )
        if block is not None:
            # Blackboard tells options by their place among the texts that follow.
            texts = [self._text(flow) for flow in block.list("flow")]
            lefts = self._list_lefts()
            for response in responses:
                response.prompt = response.prompt or lefts.get(response.ident, "")
                if len(response.labels) != len(texts):
                    raise CannotCarry(say("its sides do not fit together"))
            return {r.ident: dict(zip(r.labels, texts, strict=True)) for r in responses}
        shared = [set(response.labels) for response in responses]
        texts_of = [set(response.labels.values()) for response in responses]
        alike = set.intersection(*shared) or (
            set.intersection(*texts_of) if len(set.intersection(*texts_of)) > 1 else set()
        )
        gaps = [r for r in responses if f"[{r.prompt}]" in self._asked]
        if not alike or gaps:
            raise CannotCarry(say("it is a text with several gaps, or several questions in one"))
        return {response.ident: response.labels for response in responses}

    def _list_lefts(self) -> dict[str, str]:
        """Return the texts of Blackboard's left sides, which stand beside the response."""
        lefts = {}
        for flow in self._node.walk("flow"):
            for response in flow.list("response_lid"):
                lefts[response.attributes.get("ident", "")] = self._text(flow, outside=True)
        return lefts

    def _read_feedback(self) -> None:
        for node in self._node.list("itemfeedback"):
            if text := self._text(node):
                self._feedback[node.attributes.get("ident", "")] = text

    def _explain(
        self,
        draft: Draft,
        outcomes: Mapping[str, _Outcome],
        right: Sequence[str],
        full: Sequence[str] = (),
    ) -> dict[str, str]:
        """Find the explanation, and return why each wrong option is wrong.

        What everybody is shown explains; what only those are shown who are right may; what one
        wrong option is shown says why it is wrong.
        """
        shown = {
            name: {*outcome.shown, *([name] if name in self._feedback else [])}
            for name, outcome in outcomes.items()
        }
        wrong = [name for name in shown if name not in right]
        to_all = set.intersection(*shown.values()) if wrong else set()
        to_right = set().union(*(shown[name] for name in right), full) - to_all
        if len(right) > 1:
            # What is said of one right option alone does not explain the others.
            to_right = set(full) - to_all
        to_wrong = (
            set.intersection(*(shown[name] for name in wrong)) - to_all if len(wrong) > 1 else set()
        )
        texts = self._feedback
        general = [text for name, text in texts.items() if name in to_all or _is_general(name)]
        rights = [text for name, text in texts.items() if name in to_right and text not in general]
        draft.explain = feedback.choose("\n".join(general), rights, self._told.append)
        reasons = {}
        used = {*to_all, *to_right, *(name for name in texts if _is_general(name))}
        for name in wrong:
            own = [texts[i] for i in texts if i in shown[name] - to_wrong - used]
            reasons[name] = feedback.keep_reason("\n".join(own)) if own else ""
            used |= shown[name] - to_wrong
        for name in texts:
            if name not in used:
                feedback.lose(texts[name], self._told.append)
        return reasons

    def _text(self, node: Node, *, outside: bool = False) -> str:
        """Return the texts below an element; if wished, but for those of responses and options."""
        parts = [self._plain(each) for each in _list_materials(node, outside=outside)]
        return "\n".join(filter(None, parts))

    def _read_shown(self, node: Node, *, outside: bool = False) -> tuple[str, Found | None]:
        """Return the texts below an element, as `_text` does, and the first picture there."""
        self._asking, self._picture = True, None
        text = self._text(node, outside=outside)
        self._asking = False
        return text, self._picture

    def _plain(self, node: Node) -> str:
        if node.name in _MEDIA:
            data = self._intake.find_file(node.attributes.get("uri", ""))
            if self._asking and self._picture is None and data and is_sound(data):
                self._picture = Found(data, node.attributes.get("label", ""))
                return ""
            if node.attributes.get("uri") or node.attributes.get("entityref") or node.text:
                self._tell(_tell_media(node.name))
            return ""
        text = write_inner(node) if node.children else node.text
        form = (node.attributes.get("texttype") or node.attributes.get("type") or "").lower()
        if (
            node.children
            or "html" in form
            or form in ("smart_text", "h")
            or (not form and has_html(text))
        ):
            if self._asking and self._picture is None:
                text, self._picture = take_picture(text, self._intake.find_file)
            return reduce_html(text, self._told.append)
        if has_html(text) and form == "text/plain":
            self._tell(say("shows HTML as it is written"))
        return text

    def _tell(self, what: str) -> None:
        self._told.append(what)


def _is_general(name: str) -> bool:
    return name in ("general_fb", "general", "solution")


def _list_materials(node: Node, *, outside: bool) -> Iterator[Node]:
    for child in node.children:
        if child.name in _TEXTS or child.name in _MEDIA:
            yield child
        elif outside and (
            child.name in (*_RESPONSES, *_OTHER_RESPONSES)
            or child.name.startswith("render_")
            or child.attributes.get("class") in ("RESPONSE_BLOCK", "RIGHT_MATCH_BLOCK")
        ):
            continue
        else:
            yield from _list_materials(child, outside=outside)


def _find_set(response: _Response, scoring: _Scoring) -> list[str]:
    """Return the options that together bring the most points, each of which is needed for that."""
    names = list(response.labels)

    def score(chosen: Iterable[str]) -> float:
        kept = set(chosen)
        return scoring.run({response.ident: tuple(n for n in names if n in kept)}).score

    candidates = [{name for name in names if score([name]) > 0}]
    for condition in scoring.conditions:
        positive = set(
            _list_positive(condition.find("conditionvar") or Node("", 0, {}), response.ident)
        )
        candidates.append(positive & set(names))
        if missing := positive - set(names):
            raise CannotCarry(
                say(
                    "its key names an option that is not there ({name})",
                    name=shorten(min(missing), 20),
                )
            )
    best = max(candidates, key=score)
    most = score(best)
    core = [name for name in names if name in best and score(best - {name}) < most]
    if most <= 0 or not core:
        raise CannotCarry(say("none of its answers is right"))
    if score(core) < most or any(score({*core, name}) > most for name in names):
        raise CannotCarry(say("which of its options are right together is not clear"))
    return core


def _list_positive(node: Node, ident: str) -> Iterator[str]:
    for child in node.children:
        if child.name == _EXACT and child.attributes.get("respident") == ident:
            yield child.text
        elif child.name in ("and", "or"):
            yield from _list_positive(child, ident)


def _is_empty(response: _Response, rights: dict[str, str], scoring: _Scoring) -> bool:
    """Return whether a row has neither a left side nor a partner."""
    try:
        return not rights[_find_partner(response, scoring)]
    except CannotCarry:
        return True


def _find_partner(response: _Response, scoring: _Scoring) -> str:
    """Return the one option that brings points for a left side, whatever is said of the others."""
    found = set()
    for condition in scoring.conditions:
        points = list(condition.list("setvar"))
        # Blackboard gives no points for a pair, and says that it is correct.
        praised = any(
            link.attributes.get("linkrefid", "").lower() == "correct"
            for link in condition.list("displayfeedback")
        )
        counts = any((_read_float(p.text) or 0) > 0 or "max" in p.text.lower() for p in points)
        if counts or (praised and not points):
            found |= set(
                _list_positive(condition.find("conditionvar") or Node("", 0, {}), response.ident)
            )
    if len(found) != 1 or not found <= set(response.labels):
        raise CannotCarry(say("one of its sides has no partner, or several"))
    return found.pop()


def _list_spans(node: Node, ident: str) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield the spans of numbers that a condition takes for right."""
    limits: list[Decimal | None] = [None, None]
    for child in node.children:
        own = child.attributes.get("respident", "") == ident
        if child.name in ("or", "and", "conditionvar"):
            yield from _list_spans(child, ident)
        elif child.name == _EXACT and own:
            number = read_decimal(child.text)
            yield number, number
        elif child.name in _LIMITS and own:
            limits[_LIMITS[child.name][0]] = read_decimal(child.text)
        else:
            raise CannotCarry(say("which numbers are right is not clear"))
    low, high = limits
    if low is not None and high is not None:
        yield min(low, high), max(low, high)
    elif low is not None or high is not None:
        raise CannotCarry(say("any number above or below one is right"))


def _merge(spans: Iterable[tuple[Decimal, Decimal]]) -> list[tuple[Decimal, Decimal]]:
    """Return spans of which none lies within another."""
    found: list[tuple[Decimal, Decimal]] = []
    for low, high in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if not found or high > found[-1][1]:
            found.append((low, high))
    return found


def _tidy(number: Decimal) -> Decimal:
    """Return a number without zeros at its end."""
    return Decimal(f"{number.normalize():f}")


def _get_variable(change: Node) -> str:
    names = change.attributes
    return (names.get("varname") or names.get("variablename") or "score").lower()


def _read_float(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < 1e9 else None
