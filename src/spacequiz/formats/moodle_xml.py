"""Moodle XML: questions as Moodle exports them, read with their HTML made plain, and written."""

from __future__ import annotations

import html
import re
from base64 import b64encode
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.sax.saxutils import escape

from spacequiz.formats import moodle
from spacequiz.formats.common import (
    CannotCarry,
    Draft,
    Export,
    Exported,
    flatten,
    join_difficulty,
    name_kind,
    split_difficulty,
    spread,
)
from spacequiz.formats.html_text import reduce_html, reduce_loose
from spacequiz.formats.intake import Intake, describe
from spacequiz.formats.moodle import FULL, Option
from spacequiz.formats.pictures import (
    Found,
    Shown,
    decode_base64,
    find_shown,
    is_sound,
    name_options,
    name_shown,
    take_picture,
)
from spacequiz.formats.xml_tree import Node, decode_xml, list_elements
from spacequiz.game.kinds.arranged import Matching, Order
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Strictness, Typed
from spacequiz.language import say, say_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacequiz.formats.common import Heading, Imported
    from spacequiz.game.kinds.body import Body
    from spacequiz.game.question import Picture, Question


# What Moodle writes by itself, in the languages of its users: it explains nothing.
_STANDARD = re.compile(
    r"(?:(?:your|votre|la|ihre|deine|die|(?:a )?sua|(?:la )?tua|la sua|su|tu|je|uw) )?"
    r"(?:answer|r[eé]ponse|antwort|antwoord|respuesta|resposta|risposta)(?: (?:is|est|ist|es|est[aá]|è))?"
    r"(?: (?:partially|partiellement|teilweise|parcialmente|parzialmente|gedeeltelijk))?"
    r" (?:(?:in)?correct[aeo]?|richtig|falsch|(?:in)?corrett?a|esatta|errata|sbagliata|(?:on)?juist)\.?",
    re.IGNORECASE,
)
_PLUGIN = "@@PLUGINFILE@@"
_COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")


def read(data: bytes) -> Imported:
    """Return the questions of a Moodle XML file.

    Raises:
        PackError: It is no XML of Moodle, or declares entities.
    """
    intake = Intake()
    text = decode_xml(data, intake)
    category = ""
    for node in list_elements(text, "quiz", "question", intake):
        if node.attributes.get("type") == "category":
            category = moodle.read_category(node.read("category", "text"))
            continue
        _Question(intake, node).read(category)
    return intake.finish()


class _Question:
    """Read one question."""

    def __init__(self, intake: Intake, node: Node) -> None:
        self._intake = intake
        self._node = node
        self._told: list[str] = []
        text = node.find("questiontext")
        self._format = text.attributes.get("format", "html") if text else "html"
        self._picture: Found | None = None

    def read(self, category: str) -> None:
        """Hand the question to the intake, or say why it cannot be carried."""
        node = self._node
        place = say("line {number}", number=node.line)
        draft = Draft(self._read_ask(), TrueFalse(True), category=category)
        draft.picture = self._picture
        draft.name = node.read("idnumber") or self._plain(node.read("name", "text"))
        tags = [tag.read("text") for tag in (node.find("tags") or Node("", 0, {})).list("tag")]
        draft.tags, draft.difficulty = split_difficulty(tags)
        draft.explain = self._prose(node.find("generalfeedback"))
        try:
            draft.body = self._read_body(draft)
        except CannotCarry as error:
            title = draft.ask or self._plain(node.read("name", "text"))
            self._intake.leave_out(describe(place, title), error)
            return
        self._read_hints(draft)
        self._tell_rest()
        self._intake.add(draft, place, self._told)

    def _read_body(self, draft: Draft) -> Body:
        kind = self._node.attributes.get("type", "")
        if kind == "multichoice":
            return self._read_choice(draft)
        if kind == "truefalse":
            return self._read_truth(draft)
        if kind == "shortanswer":
            options = self._list_options(plain=True)
            self._explain(draft, options)
            typed = moodle.build_typed(options, self._tell)
            written = self._node.read("usecase") == "1"
            return replace(typed, match=Strictness.WRITTEN) if written else typed
        if kind == "numerical":
            return self._read_number(draft)
        if kind in ("match", "matching"):
            return self._read_match()
        if kind == "ordering":
            return Order(tuple(option.text for option in self._list_options()))
        raise CannotCarry(_refuse_kind(kind))

    def _read_choice(self, draft: Draft) -> Body:
        shown = [
            self._read_shown(answer, self._form(answer)) for answer in self._node.list("answer")
        ]
        texts = name_options(shown, draft.pictured, self._tell)
        options = self._list_options(texts)
        single = self._node.read("single").lower() not in ("false", "0")
        right = [option for option in options if option.weight >= (FULL if single else 0.001)]
        draft.explain = moodle.choose_explanation(draft.explain, right, (), self._tell)
        build = moodle.build_choice if single else moodle.build_several
        return build(options, self._tell)

    def _read_truth(self, draft: Draft) -> Body:
        true = False
        right: list[Option] = []
        wrong: list[Option] = []
        for number, answer in enumerate(self._node.list("answer")):
            word = answer.read("text").lower()
            # Old exports write the words in the teacher's language, true first.
            stands_for_true = word == "true" if word in ("true", "false") else number == 0
            is_right = _read_weight(answer) >= FULL
            true = true or (is_right and stands_for_true)
            option = Option(word, FULL, self._prose(answer.find("feedback")))
            (right if is_right else wrong).append(option)
        if not right:
            raise CannotCarry(say("none of its answers is right"))
        draft.explain = moodle.choose_explanation(draft.explain, right, wrong, self._tell)
        return TrueFalse(true)

    def _read_number(self, draft: Draft) -> Body:
        options = self._list_options(plain=True)
        self._explain(draft, options)
        units = self._node.find("units")
        names = [unit.read("unit_name") for unit in units.list("unit")] if units else []
        for name in names[1:]:
            self._tell(say('left out the unit "{name}"', name=name[:40]))
        return moodle.build_number(options, names[0] if names else "", self._tell)

    def _read_match(self) -> Body:
        pairs, extra = [], []
        for part in self._node.list("subquestion"):
            left, right = self._prose(part), part.read("answer", "text")
            if left:
                pairs.append((left, right))
            elif right:
                extra.append(right)
        return Matching(tuple(pairs), tuple(extra))

    def _list_options(
        self, texts: Sequence[str] | None = None, *, plain: bool = False
    ) -> list[Option]:
        """Return the answers, whose texts may have been read already."""
        answers = list(self._node.list("answer"))
        if texts is None:
            texts = [a.read("text") if plain else self._prose(a) for a in answers]
        return [
            Option(
                text,
                _read_weight(answer),
                self._prose(answer.find("feedback")),
                answer.read("tolerance") or "0",
            )
            for text, answer in zip(texts, answers, strict=True)
        ]

    def _explain(self, draft: Draft, options: list[Option]) -> None:
        draft.explain = moodle.explain_by_answers(draft.explain, options, self._tell)

    def _read_hints(self, draft: Draft) -> None:
        hints = [text for hint in self._node.list("hint") if (text := self._prose(hint))]
        draft.hint = hints[0] if hints else ""
        if len(hints) > 1:
            self._tell(
                say_count(
                    len(hints),
                    "kept the first of {count} hint",
                    "kept the first of {count} hints",
                )
            )

    def _tell_rest(self) -> None:
        """Tell what the question has beyond what is read."""
        node = self._node
        for name in _COMBINED:
            text = self._prose(node.find(name))
            if text and not _STANDARD.fullmatch(text):
                self._tell(say('left out a feedback: "{text}"', text=text[:40]))
        if (points := _read_float(node.read("defaultgrade"), 1.0)) != 1:
            self._tell(say("counts as one question; it was worth {points}", points=f"{points:g}"))
        usual = (0.0, 1.0, 0.3333333, 0.1)
        if not any(abs(_read_float(node.read("penalty"), 0.0) - p) < 0.005 for p in usual):
            self._tell(
                say(
                    "left out the penalty of {points} for each new try",
                    points=node.read("penalty")[:20],
                )
            )
        if node.read("hidden") == "1":
            self._tell(say("shows a question that was hidden"))
        if (node.find("image_base64") or node.read("image")) and self._picture is None:
            self._tell(say("left out a picture"))

    def _read_ask(self) -> str:
        """Return what is asked, without the picture that it is about."""
        ask = self._node.find("questiontext")
        if ask is None:
            return ""
        text, self._picture = self._read_shown(ask, self._format)
        old = decode_base64(self._node.read("image_base64"))
        if self._picture is None and old and is_sound(old):
            self._picture = Found(old, "")
        return text

    def _read_shown(self, node: Node, form: str) -> tuple[str, Found | None]:
        """Return the text of an element without its first picture, and that."""
        files = {
            _PLUGIN + f.attributes.get("path", "/") + f.attributes.get("name", ""): f
            for f in node.list("file")
        }
        asked_for: list[str] = []

        def find(source: str) -> bytes | None:
            asked_for.append(source)
            return decode_base64(files[source].text) if source in files else None

        text, picture = node.read("text"), None
        if form != "plain_text":
            text, picture = take_picture(text, find)
        if picture is not None and asked_for:
            files.pop(asked_for[-1], None)
        for file in files.values():
            self._tell_file(file)
        return self._plain(text, form), picture

    def _form(self, node: Node) -> str:
        return node.attributes.get("format", self._format)

    def _prose(self, node: Node | None) -> str:
        """Return the text of an element as plain text."""
        if node is None:
            return ""
        for file in node.list("file"):
            self._tell_file(file)
        return self._plain(node.read("text"), self._form(node))

    def _tell_file(self, file: Node) -> None:
        self._tell(say('left out the file "{name}"', name=file.attributes.get("name", "")[:60]))

    def _plain(self, text: str, form: str = "html") -> str:
        if form == "plain_text":
            return text
        reduce = reduce_loose if form in ("moodle_auto_format", "markdown") else reduce_html
        return reduce(text, self._tell)

    def _tell(self, what: str) -> None:
        self._told.append(what)


def _read_weight(answer: Node) -> float:
    # Old files have the share as an element of its own, from 0 to 1.
    return _read_float(answer.attributes.get("fraction", ""), 0.0) or (
        100 * _read_float(answer.read("fraction"), 0.0)
    )


def _read_float(text: str, default: float) -> float:
    try:
        number = float(text)
    except ValueError:
        return default
    return number if abs(number) < 1e6 else default


KEPT = frozenset(
    (
        *("explain", "why", "accept", "reject", Strictness.WRITTEN, "tolerance", "unit", "extra"),
        *("category", "difficulty", "tags", "hint"),
    )
)

_TYPES: dict[type[Body], str] = {
    Choice: "multichoice",
    Several: "multichoice",
    TrueFalse: "truefalse",
    Typed: "shortanswer",
    Number: "numerical",
    Order: "ordering",
    Matching: "matching",
}


def _refuse_kind(kind: str) -> str:
    """Say why a kind of question that Moodle has is not read."""
    gaps = say("it is a text with gaps (cloze)")
    reasons = {
        "description": say("it is a description that asks nothing"),
        "essay": say("it is an essay"),
        "cloze": gaps,
        "multianswer": gaps,
    }
    return reasons.get(kind) or say("there is no such kind here: {name}", name=kind[:40])


def write(
    questions: Iterable[Question], head: Heading, pictures: Mapping[str, bytes] | None = None
) -> Exported:
    """Return a Moodle XML file with the questions, and what it cannot hold.

    Args:
        questions: The questions.
        head: What the pack says of itself.
        pictures: Those of the questions, by name.
    """
    title = escape(flatten(head.title)).replace("--", "- -")
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<!-- {title} -->", "<quiz>"]
    export = Export()
    category = ""

    def write_one(question: Question) -> tuple[list[str], Shown]:
        shown = find_shown(question, pictures or {})
        return list(_write_question(question, shown)), shown

    for question, (element, shown) in export.write_each(questions, write_one):
        if question.category != category:
            category = question.category
            lines.append('  <question type="category">')
            lines.append(f"    <category>{_text(moodle.write_category(category))}</category>")
            lines.append("  </question>")
        lines += element
        export.lose(question, KEPT | name_shown(question, shown))
    lines.append("</quiz>\n")
    return export.finish("\n".join(lines).encode())


def _write_question(question: Question, shown: Shown) -> Iterator[str]:
    name = _TYPES.get(type(question.body))
    if name is None:
        raise CannotCarry(say("Moodle has no such kind: {kind}", kind=name_kind(question.kind)))
    yield f'  <question type="{name}">'
    yield f"    <name>{_text(question.id)}</name>"
    form, text = _render(question.ask, shown.get(""))
    yield f'    <questiontext format="{form}">{text}</questiontext>'
    yield _prose("generalfeedback", question.explain)
    yield "    <defaultgrade>1</defaultgrade>"
    yield f"    <idnumber>{question.id}</idnumber>"
    yield from _write_body(question, shown)
    if question.hint:
        yield _prose("hint", question.hint)
    if tags := join_difficulty(question):
        yield "    <tags>"
        yield from (f"      <tag>{_text(tag)}</tag>" for tag in tags)
        yield "    </tags>"
    yield "  </question>"


def _render(text: str, shown: tuple[Picture, bytes] | None) -> tuple[str, str]:
    """Return the format of a text and the text, below its picture if there is one."""
    if shown is None:
        return "plain_text", _text(text)
    picture, data = shown
    name = PurePosixPath(picture.file).name
    html_text = f'<p><img src="{_PLUGIN}/{quote(name)}" alt="{html.escape(picture.alt)}"></p>'
    html_text += html.escape(text).replace("\n", "<br>")
    file = (
        f'<file name="{escape(name)}" path="/" encoding="base64">{b64encode(data).decode()}</file>'
    )
    return "html", f"{_text(html_text)}{file}"


def _write_body(question: Question, shown: Shown) -> Iterator[str]:
    body = question.body
    match body:
        case Choice():
            reasons = {option.text: option.why for option in body.wrong}
            yield "    <single>true</single>"
            yield "    <shuffleanswers>true</shuffleanswers>"
            for text in spread(question, body.answer, list(reasons), body.keep_last):
                weight = "100" if text == body.answer else "0"
                yield _answer(text, weight, reasons.get(text, ""), shown=shown.get(text))
        case Several():
            yield from _write_several(body, shown)
        case TrueFalse():
            for word, is_right in (("true", body.answer), ("false", not body.answer)):
                yield _answer(word, "100" if is_right else "0")
        case Typed():
            yield f"    <usecase>{int(body.match is Strictness.WRITTEN)}</usecase>"
            for text in (body.answer, *body.accept):
                yield _answer(moodle.escape_wildcards(text), "100")
            for text in body.reject:
                yield _answer(moodle.escape_wildcards(text), "0")
        case Number():
            tolerance = f"<tolerance>{body.tolerance:f}</tolerance>"
            yield _answer(f"{body.answer:f}", "100", extra=tolerance)
            if body.unit:
                unit = f"<multiplier>1</multiplier><unit_name>{escape(body.unit)}</unit_name>"
                yield f"    <units><unit>{unit}</unit></units>"
        case Order():
            yield "    <layouttype>VERTICAL</layouttype>"
            yield "    <selecttype>ALL</selecttype>"
            yield f"    <selectcount>{len(body.items)}</selectcount>"
            yield "    <gradingtype>RELATIVE_NEXT_EXCLUDE_LAST</gradingtype>"
            yield from (_answer(text, "100") for text in body.items)
        case Matching():
            yield "    <shuffleanswers>true</shuffleanswers>"
            pairs = [*body.pairs, *(("", text) for text in body.extra)]
            for left, right in pairs:
                yield f'    <subquestion format="plain_text">{_text(left)}'
                yield f"      <answer>{_text(right)}</answer></subquestion>"


def _write_several(body: Several, shown: Shown) -> Iterator[str]:
    if len(body.answers) + len(body.wrong) < 2:
        raise CannotCarry(say("it has a single option"))
    share = moodle.write_share(len(body.answers))
    yield "    <single>false</single>"
    yield "    <shuffleanswers>true</shuffleanswers>"
    for text in body.answers:
        yield _answer(text, share, shown=shown.get(text))
    for option in body.wrong:
        yield _answer(option.text, f"-{share}", option.why, shown=shown.get(option.text))


def _answer(
    text: str,
    weight: str,
    feedback: str = "",
    extra: str = "",
    shown: tuple[Picture, bytes] | None = None,
) -> str:
    form, told = _render(text, shown)
    start = f'    <answer fraction="{weight}" format="{form}">{told}{extra}'
    if feedback:
        start += f'<feedback format="plain_text">{_text(feedback)}</feedback>'
    return f"{start}</answer>"


def _prose(name: str, text: str) -> str:
    return f'    <{name} format="plain_text">{_text(text)}</{name}>'


def _text(text: str) -> str:
    return f"<text>{escape(text)}</text>"
