"""QTI 1.2 as Canvas reads it: a zip with a manifest, the quiz, and its settings."""

from __future__ import annotations

import hashlib
import io
import re
import stat
import zipfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from spacequiz.formats.common import (
    CannotCarry,
    Export,
    Exported,
    flatten,
    name_kind,
    name_truths,
    spread,
)
from spacequiz.formats.pictures import Shown, find_shown, name_shown
from spacequiz.game.kinds.arranged import Matching
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Typed
from spacequiz.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from spacequiz.formats.common import Heading
    from spacequiz.game.question import Picture, Question

KEPT = frozenset(("explain", "why", "accept", "tolerance", "extra"))
_MADE = (1980, 1, 1, 0, 0, 0)
_RESPONSE = "response1"
# Spaces that a browser would drop.
_SPACED = re.compile(r"  | \n|\n |^ | $|\n{3}|\t")
_QTI = (
    'xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://www.imsglobal.org/xsd/ims_qtiasiv1p2 '
    'http://www.imsglobal.org/xsd/ims_qtiasiv1p2p1.xsd"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MANIFEST = (
    _HEAD
    + """<manifest identifier="{manifest}" xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1">
  <metadata><schema>IMS Content</schema><schemaversion>1.1.3</schemaversion></metadata>
  <organizations/>
  <resources>
    <resource identifier="{quiz}" type="imsqti_xmlv1p2">
      <file href="{quiz}/{quiz}.xml"/>
      <dependency identifierref="{meta}"/>
    </resource>
    <resource identifier="{meta}" type="associatedcontent/imscc_xmlv1p1/learning-application-resource" href="{quiz}/assessment_meta.xml">
      <file href="{quiz}/assessment_meta.xml"/>
    </resource>
{pictures}  </resources>
</manifest>
"""
)
_SETTINGS = (
    _HEAD
    + """<quiz identifier="{quiz}" xmlns="http://canvas.instructure.com/xsd/cccv1p0">
  <title>{title}</title>
  <description></description>
  <shuffle_answers>true</shuffle_answers>
  <scoring_policy>keep_highest</scoring_policy>
  <quiz_type>assignment</quiz_type>
  <points_possible>{points}.0</points_possible>
  <show_correct_answers>true</show_correct_answers>
  <allowed_attempts>1</allowed_attempts>
  <available>false</available>
</quiz>
"""
)


def write(
    questions: Iterable[Question], head: Heading, pictures: Mapping[str, bytes] | None = None
) -> Exported:
    """Return a zip that Canvas imports as a quiz, and what it cannot hold.

    Args:
        questions: The questions.
        head: What the pack says of itself.
        pictures: Those of the questions, by name.
    """
    shown: dict[str, bytes] = {}
    items: list[str] = []
    export = Export()

    def write_one(question: Question) -> tuple[str, Shown]:
        own = find_shown(question, pictures or {})
        return "\n".join(_Item(question, head, own).write()), own

    for question, (item, own) in export.write_each(questions, write_one):
        items.append(item)
        shown |= {_name_picture(picture): data for picture, data in own.values()}
        export.lose(question, KEPT | name_shown(question, own))
    title = flatten(head.title)
    names = {part: _make_ident(head.id, part) for part in ("manifest", "quiz", "meta")}
    quiz = (
        f'{_HEAD}<questestinterop {_QTI}>\n<assessment ident="{names["quiz"]}" '
        f'title={quoteattr(title)}>\n<section ident="root_section">\n'
        + "".join(f"{item}\n" for item in items)
        + "</section>\n</assessment>\n</questestinterop>\n"
    )
    settings = _SETTINGS.format(quiz=names["quiz"], title=escape(title), points=len(items))
    folder = names["quiz"]
    files = {
        "imsmanifest.xml": _MANIFEST.format(
            **names, pictures="".join(map(_resource, shown))
        ).encode(),
        f"{folder}/{folder}.xml": quiz.encode(),
        f"{folder}/assessment_meta.xml": settings.encode(),
        **shown,
    }
    return export.finish(_pack(files))


def _name_picture(picture: Picture) -> str:
    """Return where a picture lies in the zip."""
    return f"images/{PurePosixPath(picture.file).name}"


def _show(picture: Picture) -> str:
    """Return a picture as HTML."""
    source = f"%24IMS-CC-FILEBASE%24/{quote(_name_picture(picture))}"
    return f"<p><img src={quoteattr(source)} alt={quoteattr(picture.alt)}></p>"


def _resource(name: str) -> str:
    """Return what the manifest says of a picture."""
    href = quoteattr(quote(name))
    ident = _make_ident("picture", name)
    return (
        f'    <resource identifier="{ident}" type="webcontent" href={href}>\n'
        f"      <file href={href}/>\n    </resource>\n"
    )


def _pack(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of files; the same ones give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, _MADE)
            info.create_system = 3
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _make_ident(*parts: str) -> str:
    """Return an identifier of the kind that Canvas makes, the same for the same parts."""
    return "g" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


class _Item:
    """Write one question."""

    def __init__(self, question: Question, head: Heading, shown: Shown) -> None:
        self._shown = shown
        self._question = question
        self._head = head
        self._feedback: dict[str, str] = {}
        if question.explain:
            self._feedback["general_fb"] = question.explain

    def write(self) -> Iterator[str]:
        """Yield the lines of the item."""
        kind, response, scoring = self._write_body()
        question = self._question
        ident = _make_ident(self._head.id, question.id)
        yield f'<item ident="{ident}" title={quoteattr(question.id)}>'
        yield "<itemmetadata><qtimetadata>"
        yield _field("question_type", kind)
        yield _field("points_possible", "1.0")
        yield _field("assessment_question_identifierref", _make_ident(ident, "bank"))
        yield "</qtimetadata></itemmetadata>"
        before = _show(self._shown[""][0]) if "" in self._shown else ""
        yield f"<presentation>{_material(question.ask, before)}"
        yield from response
        yield "</presentation>"
        yield "<resprocessing>"
        yield '<outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/></outcomes>'
        if "general_fb" in self._feedback:
            yield _condition("<other/>", link="general_fb")
        yield from scoring
        yield "</resprocessing>"
        for name, text in self._feedback.items():
            yield f'<itemfeedback ident="{name}"><flow_mat>{_material(text)}</flow_mat></itemfeedback>'
        yield "</item>"

    def _write_body(self) -> tuple[str, list[str], list[str]]:
        """Return Canvas' name for the kind, what is answered, and what brings points."""
        body = self._question.body
        match body:
            case Choice():
                reasons = {option.text: option.why for option in body.wrong}
                texts = spread(self._question, body.answer, list(reasons), body.keep_last)
                response, idents = self._list_options(texts, "Single")
                scoring = [
                    *self._list_reasons(reasons, idents),
                    _right(_equal(idents[body.answer])),
                ]
                return "multiple_choice_question", response, scoring
            case Several():
                return self._write_several(body)
            case TrueFalse():
                truths = name_truths(self._head.language)
                response, idents = self._list_options(list(truths), "Single")
                scoring = [_right(_equal(idents[truths[0 if body.answer else 1]]))]
                return "true_false_question", response, scoring
            case Typed():
                return self._write_typed(body)
            case Number():
                return self._write_number(body)
            case Matching():
                return self._write_match(body)
            case _:
                raise CannotCarry(say("Canvas has no such kind: {kind}", kind=name_kind(body.kind)))

    def _list_options(self, texts: list[str], cardinality: str) -> tuple[list[str], dict[str, str]]:
        idents = {text: self._ident(text) for text in texts}
        lines = [f'<response_lid ident="{_RESPONSE}" rcardinality="{cardinality}"><render_choice>']
        lines += [_label(idents[text], text, self._shown.get(text)) for text in texts]
        return [*lines, "</render_choice></response_lid>"], idents

    def _list_reasons(self, reasons: dict[str, str], idents: dict[str, str]) -> Iterator[str]:
        for text, why in reasons.items():
            if why:
                name = f"{idents[text]}_fb"
                self._feedback[name] = why
                yield _condition(_equal(idents[text]), link=name)

    def _write_several(self, body: Several) -> tuple[str, list[str], list[str]]:
        reasons = {option.text: option.why for option in body.wrong}
        # Sorted, so that the right ones do not stand together.
        response, idents = self._list_options(sorted((*body.answers, *reasons)), "Multiple")
        tests = (
            _equal(ident) if text in body.answers else f"<not>{_equal(ident)}</not>"
            for text, ident in idents.items()
        )
        scoring = [*self._list_reasons(reasons, idents), _right(f"<and>{''.join(tests)}</and>")]
        return "multiple_answers_question", response, scoring

    def _write_typed(self, body: Typed) -> tuple[str, list[str], list[str]]:
        response = [_gap()]
        tests = "".join(map(_equal, map(escape, (body.answer, *body.accept))))
        return "short_answer_question", response, [_right(tests)]

    def _write_number(self, body: Number) -> tuple[str, list[str], list[str]]:
        response = [_gap(' fibtype="Decimal"')]
        low, high = body.answer - body.tolerance, body.answer + body.tolerance
        tests = (
            f'<or>{_equal(f"{body.answer:f}")}<and><vargte respident="{_RESPONSE}">{low:f}</vargte>'
            f'<varlte respident="{_RESPONSE}">{high:f}</varlte></and></or>'
        )
        return "numerical_question", response, [_right(tests)]

    def _write_match(self, body: Matching) -> tuple[str, list[str], list[str]]:
        rights = dict.fromkeys((*(right for _, right in body.pairs), *body.extra))
        idents = {text: self._ident(text) for text in sorted(rights)}
        labels = "".join(_label(ident, text) for text, ident in idents.items())
        share = f"{100 / len(body.pairs):.2f}"
        response, scoring = [], []
        for left, right in body.pairs:
            name = f"response_{self._ident('left', left)}"
            response.append(
                f'<response_lid ident="{name}">{_plain(left)}<render_choice>{labels}'
                "</render_choice></response_lid>"
            )
            points = f'<setvar varname="SCORE" action="Add">{share}</setvar>'
            test = _equal(idents[right], name)
            scoring.append(
                f"<respcondition><conditionvar>{test}</conditionvar>{points}</respcondition>"
            )
        return "matching_question", response, scoring

    def _ident(self, *parts: str) -> str:
        return _make_ident(self._question.id, *parts)


def _field(name: str, value: str) -> str:
    return (
        f"<qtimetadatafield><fieldlabel>{name}</fieldlabel><fieldentry>{value}</fieldentry>"
        "</qtimetadatafield>"
    )


def _material(text: str, before: str = "") -> str:
    """Return a text of several lines as HTML, after other HTML; where spaces count, they stay."""
    tag = "pre" if _SPACED.search(text) else "p"
    lines = escape(text) if tag == "pre" else escape(text).replace("\n", "<br>")
    html = escape(f"{before}<{tag}>{lines}</{tag}>")
    return f'<material><mattext texttype="text/html">{html}</mattext></material>'


def _plain(text: str) -> str:
    return f'<material><mattext texttype="text/plain">{escape(text)}</mattext></material>'


def _label(ident: str, text: str, shown: tuple[Picture, bytes] | None = None) -> str:
    told = _material(text, _show(shown[0])) if shown else _plain(text)
    return f'<response_label ident="{ident}">{told}</response_label>'


def _gap(kind: str = "") -> str:
    return (
        f'<response_str ident="{_RESPONSE}" rcardinality="Single"><render_fib{kind}>'
        '<response_label ident="answer1" rshuffle="No"/></render_fib></response_str>'
    )


def _equal(value: str, response: str = _RESPONSE) -> str:
    return f'<varequal respident="{response}">{value}</varequal>'


def _condition(test: str, link: str) -> str:
    return (
        f'<respcondition continue="Yes"><conditionvar>{test}</conditionvar>'
        f'<displayfeedback feedbacktype="Response" linkrefid="{link}"/></respcondition>'
    )


def _right(test: str) -> str:
    return (
        f'<respcondition continue="No"><conditionvar>{test}</conditionvar>'
        '<setvar action="Set" varname="SCORE">100</setvar></respcondition>'
    )
