"""Printed sheets: one page of HTML for each version of a test, and the key to all of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from html import escape
from random import Random
from string import ascii_uppercase
from typing import TYPE_CHECKING, NamedTuple, Protocol, assert_never
from unicodedata import combining, east_asian_width

from spacequiz.game.kinds import Difficulty
from spacequiz.game.kinds.arranged import Match, Order
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse
from spacequiz.game.kinds.number import Number, format_number
from spacequiz.game.kinds.typed import Typed
from spacequiz.game.question import arrange_options

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacequiz.game.question import Question


__all__ = ["KEY", "MOST_VERSIONS", "Heading", "Layout", "Sheet", "make_sheets"]

MOST_VERSIONS = len(ascii_uppercase)


class Sheet(NamedTuple):
    """Hold a file to print."""

    name: str
    """The letter of the version, or `key`."""
    data: bytes


def make_sheets(
    heading: Heading,
    questions: Sequence[Question],
    *,
    versions: int = 1,
    seed: str = "",
    layout: Layout | None = None,
) -> tuple[Sheet, ...]:
    """Return a sheet for each version, and the key last; the same arguments give the same bytes.

    Easy questions come first in every version, so that no version is harder to begin with. Within
    a difficulty each version has an order of its own, and so have the options.

    Args:
        heading: What the pack says about itself.
        questions: What is asked.
        versions: How many versions to make, at most `MOST_VERSIONS`.
        seed: Shuffles questions and options.
        layout: How the sheets look.
    """
    layout = layout or Layout()
    words = find_words(heading.language)
    made = [
        _make_version(letter, questions, f"{seed}/{letter}", words, layout)
        for letter in ascii_uppercase[:versions]
    ]
    several = versions > 1
    sheets = [Sheet(v.letter, _make_sheet(heading, v, layout, several=several)) for v in made]
    return (*sheets, Sheet(KEY, make_key(heading, made, words, layout)))


def _make_version(
    letter: str, questions: Sequence[Question], seed: str, words: Words, layout: Layout
) -> Version:
    order = sorted(questions, key=lambda q: q.address)
    Random(f"sheet/{seed}").shuffle(order)
    levels = list(Difficulty)
    order.sort(key=lambda q: levels.index(q.difficulty))
    return Version(letter, tuple(order), Press(words, seed, layout.large, layout.bubbles))


def _make_sheet(heading: Heading, version: Version, layout: Layout, *, several: bool) -> bytes:
    words = version.press.words
    name = f"{version.letter} · {version.code}" if several else version.code
    printed = [version.press.print_question(q, n) for n, q in enumerate(version.questions, start=1)]
    label = f"{words.version} <b>{version.letter}</b> · {version.code}" if several else version.code
    body = (
        f'<header><div class="head"><h1>{isolate(heading.title)}</h1>'
        f'<p class="version label">{label}</p></div>{_print_fields(words, len(printed))}'
        f"{_print_hint(heading, version, layout)}</header>\n"
        f"<main>\n{''.join(printed)}</main>\n"
    )
    return make_page(heading, name, body, layout, key=False)


def _print_fields(words: Words, points: int) -> str:
    fields = (("wide", words.name, ""), ("middle", words.date, ""), ("", words.score, points))
    printed = "".join(
        f'<p class="field {size}"><span class="label">{word}</span><i></i>'
        f"{f'<span>/ {after}</span>' if after else ''}</p>"
        for size, word, after in fields
    )
    return f'<div class="fields">{printed}</div>'


def _print_hint(heading: Heading, version: Version, layout: Layout) -> str:
    marked = any(isinstance(q.body, Choice | Several | TrueFalse) for q in version.questions)
    words = version.press.words
    hint = (words.fill if layout.bubbles else words.circle) if marked else ""
    told = f'<p class="label">{hint}</p>' if hint else ""
    return f'<div class="hint">{told}{print_credit(heading, words)}</div>'


_COLUMNS = {1: "", 2: " two", 3: " three", 4: " four"}
_SHORT, _MEDIUM = 13, 32
"""How many letters fit into a quarter and into a half of a line."""
_SHORT_LARGE, _MEDIUM_LARGE = 5, 16


@dataclass(frozen=True, slots=True)
class Press:
    """Print questions in one way.

    Args:
        words: The words around them, ready for HTML.
        seed: Shuffles the options.
        large: Whether the letters are large, so that fewer fit into a line.
        bubbles: Whether there are circles to fill in.
    """

    words: Words
    seed: str
    large: bool = False
    bubbles: bool = False

    def print_question(self, question: Question, number: int) -> str:
        """Return a question as HTML."""
        return (
            f'<section class="question"><div class="number">{number}</div><div>'
            f'<p class="ask">{isolate(question.ask)}</p>{self._print_body(question)}'
            "</div></section>\n"
        )

    def _print_body(self, question: Question) -> str:
        shown = arrange_options(question, self.seed)
        match question.body:
            case Choice():
                return self._print_options(shown)
            case Several():
                return self._print_note(self.words.all_right) + self._print_options(
                    shown, square=True
                )
            case TrueFalse():
                return self._print_truths()
            case Typed():
                return '<p class="line"><i></i></p>'
            case Number(unit=unit):
                return f'<p class="line"><i class="short"></i>{isolate(unit) if unit else ""}</p>'
            case Order():
                return self._print_note(self.words.order) + _list_boxes(shown)
            case Match(pairs):
                rights = self._print_options(shown, plain=True, columns=1)
                lefts = _list_boxes(left for left, _ in pairs)
                note = self._print_note(self.words.match)
                return f'{note}<div class="pairs">{lefts}{rights}</div>'
            case never:
                assert_never(never)

    def _print_note(self, words: str) -> str:
        return f'<p class="note label">{words}</p>'

    def _print_options(
        self,
        texts: Sequence[str],
        *,
        square: bool = False,
        plain: bool = False,
        columns: int = 0,
    ) -> str:
        """Return lettered options, in as many columns as they fit into."""
        mark = "mark"
        if self.bubbles and not plain:
            mark = "bubble square" if square else "bubble"
        listed = "".join(
            f'<li><span class="{mark}">{name_option(n)}</span><span>{isolate(text)}</span></li>'
            for n, text in enumerate(texts)
        )
        return f'<ul class="options{_COLUMNS[columns or self._fit(texts)]}">{listed}</ul>'

    def _print_truths(self) -> str:
        mark = '<span class="bubble">&nbsp;</span>' if self.bubbles else ""
        listed = "".join(
            f"<li>{mark}<span>{word}</span></li>" for word in (self.words.true, self.words.false)
        )
        return f'<ul class="options{_COLUMNS[3 if self.large else 4]}">{listed}</ul>'

    def _fit(self, texts: Sequence[str]) -> int:
        short, medium = (_SHORT_LARGE, _MEDIUM_LARGE) if self.large else (_SHORT, _MEDIUM)
        longest = max(map(_measure, texts), default=0)
        if longest <= short and len(texts) != 2:
            return 4 if len(texts) % 4 == 0 else 3
        return 2 if longest <= medium else 1

    def tell_answer(self, question: Question) -> str:
        """Return the right answer as this sheet's letters, numbers or words tell it, as HTML."""
        shown = arrange_options(question, self.seed)
        match question.body:
            case Choice(answer):
                return name_option(shown.index(answer))
            case Several(answers):
                return ", ".join(name_option(n) for n, text in enumerate(shown) if text in answers)
            case TrueFalse(answer=truth):
                return self.words.true if truth else self.words.false
            case Order(items):
                return " ".join(str(items.index(text) + 1) for text in shown)
            case Match(pairs):
                return " ".join(name_option(shown.index(right)) for _, right in pairs)
            case Typed() | Number():
                return isolate(tell_in_words(question, self.words)[0])
            case never:
                assert_never(never)


def tell_in_words(question: Question, words: Words) -> list[str]:
    """Return the right answer without letters, a line each, as plain text but for true and false."""
    match question.body:
        case Choice(answer) | Typed(answer):
            return [answer]
        case Several(answers):
            return list(answers)
        case TrueFalse(answer=truth):
            return [words.true if truth else words.false]
        case Number(answer, tolerance, unit):
            text = format_number(answer, question.language)
            if tolerance:
                text += f" ± {format_number(tolerance, question.language)}"
            return [f"{text} {unit}".rstrip()]
        case Order(items):
            return [f"{n}. {text}" for n, text in enumerate(items, start=1)]
        case Match(pairs):
            return [f"{left} → {right}" for left, right in pairs]
        case never:
            assert_never(never)


def name_option(place: int) -> str:
    """Return the letter of an option; after Z come AA, AB and so on."""
    more, letter = divmod(place, len(ascii_uppercase))
    return (name_option(more - 1) if more else "") + ascii_uppercase[letter]


def isolate(text: str) -> str:
    """Return a text for HTML, apart from the direction of the text around it."""
    return f"<bdi>{escape(text)}</bdi>"


def _list_boxes(texts: Iterable[str]) -> str:
    listed = "".join(
        f'<li><span class="box"></span><span>{isolate(text)}</span></li>' for text in texts
    )
    return f'<ul class="boxes">{listed}</ul>'


def _measure(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text if not combining(c))


KEY = "key"


def make_key(heading: Heading, versions: Sequence[Version], words: Words, layout: Layout) -> bytes:
    """Return the key to all versions, as a file of HTML."""
    told = versions[0].questions if layout.explanations else _find_written(versions[0].questions)
    body = (
        f'<header><div class="head"><h1>{isolate(heading.title)}</h1>'
        f'<p class="version label"><b>{words.key}</b></p></div>{print_credit(heading, words)}</header>\n'
        f"{_print_grid(versions, words)}{_print_answers(told, versions, words, layout)}"
    )
    name = KEY if "<" in words.key else words.key
    return make_page(heading, name, body, layout, key=True)


def _print_grid(versions: Sequence[Version], words: Words) -> str:
    letter = "<b>{}</b> · " if len(versions) > 1 else ""
    heads = "".join(f'<th scope="col">{letter.format(v.letter)}{v.code}</th>' for v in versions)
    rows = []
    for number, row in enumerate(zip(*(v.questions for v in versions), strict=True), start=1):
        cells = "".join(
            f"<td>{version.press.tell_answer(question)}</td>"
            for version, question in zip(versions, row, strict=True)
        )
        rows.append(f'<tr><th scope="row" class="place">{number}</th>{cells}</tr>\n')
    head = f'<tr><th scope="col" class="place">{words.question}</th>{heads}</tr>'
    return f"<table><thead>{head}</thead>\n<tbody>\n{''.join(rows)}</tbody></table>\n"


def _find_written(questions: Iterable[Question]) -> list[Question]:
    """Return the questions with more right answers than fit into the grid."""
    return [q for q in questions if _list_others(q)]


def _list_others(question: Question) -> tuple[str, ...]:
    """Return what is right beside the answer that is shown."""
    body = question.body
    return tuple(dict.fromkeys((*body.key, *body.accept))) if isinstance(body, Typed) else ()


def _print_answers(
    questions: Sequence[Question], versions: Sequence[Version], words: Words, layout: Layout
) -> str:
    places = {
        (version.letter, q.address): number
        for version in versions
        for number, q in enumerate(version.questions, start=1)
    }
    letter = "{} " if len(versions) > 1 else ""
    printed = []
    for question in questions:
        where = " · ".join(
            f"{letter.format(v.letter)}{places[v.letter, question.address]}" for v in versions
        )
        printed.append(
            f'<section class="answer"><p class="label">{where}</p>'
            f"<p>{isolate(question.ask)}</p>{_print_answer(question, words)}"
            f"{_print_explanation(question) if layout.explanations else ''}</section>\n"
        )
    return f"<h2>{words.answers}</h2>\n{''.join(printed)}" if printed else ""


def _print_answer(question: Question, words: Words) -> str:
    lines = tell_in_words(question, words)
    # The words for true and false are HTML already.
    plain = lines if isinstance(question.body, TrueFalse) else map(isolate, lines)
    answer = f'<p class="right">{"<br>".join(plain)}</p>'
    if others := _list_others(question):
        answer += f'<p class="label">{words.also}: {isolate(", ".join(others))}</p>'
    return answer


def _print_explanation(question: Question) -> str:
    told = f"<p>{isolate(question.explain)}</p>" if question.explain else ""
    cited = question.citation
    if cited:
        places = ", ".join(map(str, cited.paragraphs))
        told += f'<p class="label">{isolate(cited.title)}{f" ¶ {places}" if places else ""}</p>'
    return told


_CODE_LENGTH = 4
_FOOTER_LENGTH = 60
# Nothing but the style in the file itself: not even a hostile text could load or run anything.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


class Heading(Protocol):
    """Know what a pack says about itself."""

    @property
    def title(self) -> str:
        """Return the pack's title."""

    @property
    def language(self) -> str:
        """Return the pack's language."""

    @property
    def authors(self) -> tuple[str, ...]:
        """Return who wrote it."""

    @property
    def license(self) -> str:
        """Return the short name of its license."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Say how sheets are printed."""

    large: bool = False
    """For readers who need large print."""
    bubbles: bool = False
    """With circles to fill in."""
    explanations: bool = False
    """With explanations in the key."""


@dataclass(frozen=True, slots=True)
class Version:
    """Hold one version: its questions in their order, and how they are printed."""

    letter: str
    questions: tuple[Question, ...]
    press: Press

    @property
    def code(self) -> str:
        """Return a few letters that tell whether a sheet and a key belong together."""
        told = [f"{q.address} {self.press.tell_answer(q)}" for q in self.questions]
        digest = hashlib.sha256("\n".join(told).encode("utf-8", "replace"))
        return digest.hexdigest()[:_CODE_LENGTH].upper()


def print_credit(heading: Heading, words: Words) -> str:
    """Return what a license asks for: the title, who wrote it, and the license.

    It stands in the head: at the end it would often come alone on a page.
    """
    if not heading.authors and not heading.license:
        return ""
    told = f"{words.from_pack} {isolate(heading.title)}"
    if heading.authors:
        told += f", {words.by} {isolate(', '.join(heading.authors))}"
    if heading.license:
        told += f", {isolate(heading.license)}"
    return f'<p class="credit label">{told}</p>'


def make_page(heading: Heading, name: str, body: str, layout: Layout, *, key: bool) -> bytes:
    """Return a whole file of HTML.

    Args:
        heading: What the pack says about itself.
        name: What to call it in the title and at the foot of each page, as plain text.
        body: What is on the page, as HTML.
        layout: How it looks.
        key: Whether it is the key.
    """
    language, direction = escape(heading.language), find_direction(heading.language)
    title = heading.title
    footer = title if len(title) <= _FOOTER_LENGTH else f"{title[:_FOOTER_LENGTH].rstrip()}…"
    style = make_style(f"{footer} · {name}", large=layout.large, key=key)
    page = (
        f'<!DOCTYPE html>\n<html lang="{language}" dir="{direction}">\n<head>\n'
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)} · {escape(name)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n{body}</body>\n</html>\n"
    )
    # A lone surrogate is no text; it can only come from a question made in memory.
    return page.encode("utf-8", "replace")


_SERIF = (
    '"Charter", "Bitstream Charter", "Sitka Text", "Iowan Old Style", Cambria, "Source Serif 4", '
    '"Noto Serif", "Liberation Serif", Georgia, serif'
)
_SANS = (
    '"Segoe UI", "Helvetica Neue", Helvetica, Roboto, "Noto Sans", "Liberation Sans", Arial, '
    "sans-serif"
)

# No paper size is named: the sheet fills whatever paper is in the printer, A4 and Letter alike.
_PAGE = """
@page {{ margin: 17mm 18mm 19mm;
  @bottom-left {{ content: "{footer}"; font: {foot} {sans}; color: #555; }}
  @bottom-right {{ content: counter(page) " / " counter(pages); font: {foot} {sans}; color: #555; }} }}
:root {{ --text: {text}; --label: {label}; --size: {size}; --gap: {gap}; --stroke: {stroke}; }}
"""
_SHEET = """
* { box-sizing: border-box; margin: 0; padding: 0; }
html { background: #fff; color: #000; }
body { font: var(--size)/1.42 var(--text); overflow-wrap: anywhere; }
@media screen { body { max-width: 178mm; margin: 14mm auto; padding: 0 6mm; } }
h1 { font: 600 1.75em/1.15 var(--text); text-wrap: balance; }
h2 { font: 600 1.15em/1.3 var(--text); margin: 2em 0 .7em; break-after: avoid; }
.label, th { font-family: var(--label); font-size: .8em; font-weight: 400; color: #333; }
.head { display: flex; justify-content: space-between; align-items: baseline; gap: 1.5em; }
.version { white-space: nowrap; text-align: end; }
.version b { font-size: 1.5em; font-weight: 600; color: #000; }
.fields { display: flex; gap: 1.6em; margin-top: 1.7em; align-items: baseline; }
.field { display: flex; gap: .6em; align-items: baseline; white-space: nowrap; }
.field i { border-bottom: var(--stroke) solid #666; flex: 1; min-width: 3.4em; height: 1.5em; }
.field.wide { flex: 3; } .field.middle { flex: 1.5; }
.hint { display: flex; justify-content: space-between; gap: 2em; margin-top: 1.4em;
  padding-bottom: .9em; border-bottom: .4pt solid #aaa; }
.hint p { flex-shrink: 0; } .hint .credit, .credit { flex-shrink: 1; color: #555; }
.hint .credit { margin-inline-start: auto; text-align: end; }
.question { display: grid; grid-template-columns: 2.1em 1fr; margin-top: var(--gap);
  break-inside: avoid; }
.number { font: 600 1em/1.42 var(--label); }
.ask { white-space: pre-wrap; break-after: avoid; }
.note { margin-top: .15em; }
ul { list-style: none; display: grid; gap: .34em 1.4em; margin-top: .5em; }
.two { grid-template-columns: 1fr 1fr; }
.three { grid-template-columns: repeat(3, 1fr); }
.four { grid-template-columns: repeat(4, 1fr); }
li { display: grid; grid-template-columns: auto 1fr; gap: .65em; align-items: baseline; }
.mark { font: 600 .86em/1 var(--label); min-width: .95em; }
.bubble { font: 500 .68em/1.75em var(--label); width: 1.85em; height: 1.85em; text-align: center;
  border: var(--stroke) solid #000; border-radius: 50%; color: #555; }
.bubble.square { border-radius: .3em; }
.box { width: 1.75em; height: 1.5em; border: var(--stroke) solid #000; border-radius: .12em; }
.boxes { gap: .5em 1.4em; }
.boxes li { align-items: center; }
.pairs { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2em; }
.pairs ul { align-content: start; }
.line { display: flex; gap: .6em; align-items: baseline; margin-top: .5em; }
.line i { border-bottom: var(--stroke) solid #666; height: 1.9em; width: 62%; }
.line i.short { width: 9em; }
"""
# Dates are written large, too: they need the name's line.
_LARGE = """
.fields { flex-wrap: wrap; }
.field.wide { flex: 0 0 100%; }
"""
_KEY = """
table { border-collapse: collapse; width: 100%; margin-top: 1.6em; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { text-align: start; vertical-align: baseline;
  padding: .16em 1.2em .16em 0; }
th b { font-size: 1.5em; font-weight: 600; color: #000; }
tr { border-bottom: .4pt solid #bbb; }
thead tr { border-bottom: var(--stroke) solid #000; }
tbody th, tbody td { vertical-align: top; }
.place { width: 5.5em; color: #333; font-family: var(--label); font-size: .85em; }
tbody .place { line-height: 1.67; }
.answer { break-inside: avoid; margin-top: 1.1em; }
.answer .right { font-weight: 600; margin-top: .15em; }
.answer p { white-space: pre-wrap; }
"""


def make_style(footer: str, *, large: bool, key: bool) -> str:
    """Return the style sheet of a page.

    Args:
        footer: What stands at the foot of each page, as plain text.
        large: Whether it is for readers who need large print (18 points, without serifs).
        key: Whether it is the key.
    """
    page = _PAGE.format(
        footer=_quote(footer),
        sans=_SANS,
        text=_SANS if large else _SERIF,
        label=_SANS,
        foot="12pt" if large else "8pt",
        size="18pt" if large else "11.5pt",
        gap="1.9em" if large else "1.55em",
        stroke="1.4pt" if large else ".7pt",
    )
    return page + _SHEET + (_LARGE if large else "") + (_KEY if key else "")


def _quote(text: str) -> str:
    """Return a text for a CSS string: all but letters and digits is written by its number."""
    plain = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ")
    return "".join(c if c in plain else f"\\{ord(c):X} " for c in text)


RIGHT_TO_LEFT = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "syr", "ug", "ur", "yi")
)


@dataclass(frozen=True, slots=True)
class Words:
    """Hold the words of one language."""

    language: str
    name: str
    date: str
    score: str
    version: str
    circle: str
    fill: str
    all_right: str
    order: str
    match: str
    true: str
    false: str
    key: str
    question: str
    also: str
    answers: str
    from_pack: str
    by: str


ENGLISH = Words(
    language="en",
    name="Name",
    date="Date",
    score="Score",
    version="Version",
    circle="Circle the right answer.",
    fill="Fill in the circle of the right answer.",
    all_right="Mark all that are right.",
    order="Number the boxes in the right order, beginning with 1.",
    match="Write the letter of what belongs to it into each box.",
    true="True",
    false="False",
    key="Answer key",
    question="Question",
    also="Also right",
    answers="Answers",
    from_pack="From the pack",
    by="by",
)
_OTHERS = (
    Words(
        language="es",
        name="Nombre",
        date="Fecha",
        score="Puntos",
        version="Versión",
        circle="Rodea la respuesta correcta.",
        fill="Rellena el círculo de la respuesta correcta.",
        all_right="Marca todas las correctas.",
        order="Numera las casillas en el orden correcto, empezando por 1.",
        match="Escribe en cada casilla la letra que le corresponde.",
        true="Verdadero",
        false="Falso",
        key="Soluciones",
        question="Pregunta",
        also="También vale",
        answers="Respuestas",
        from_pack="Del paquete",
        by="de",
    ),
    Words(
        language="de",
        name="Name",
        date="Datum",
        score="Punkte",
        version="Version",
        circle="Kreise die richtige Antwort ein.",
        fill="Fülle den Kreis der richtigen Antwort aus.",
        all_right="Markiere alles, was richtig ist.",
        order="Nummeriere die Kästchen in der richtigen Reihenfolge, von 1 an.",
        match="Schreibe in jedes Kästchen den Buchstaben, der dazugehört.",
        true="Wahr",
        false="Falsch",
        key="Lösungen",
        question="Frage",
        also="Auch richtig",
        answers="Antworten",
        from_pack="Aus dem Paket",
        by="von",
    ),
    Words(
        language="fr",
        name="Nom",
        date="Date",
        score="Points",
        version="Version",
        circle="Entoure la bonne réponse.",
        fill="Remplis le rond de la bonne réponse.",
        all_right="Coche toutes les bonnes réponses.",
        order="Numérote les cases dans le bon ordre, à partir de 1.",
        match="Écris dans chaque case la lettre qui lui correspond.",
        true="Vrai",
        false="Faux",
        key="Corrigé",
        question="Question",
        also="Aussi accepté",
        answers="Réponses",
        from_pack="Du paquet",
        by="par",
    ),
    Words(
        language="it",
        name="Nome",
        date="Data",
        score="Punti",
        version="Versione",
        circle="Cerchia la risposta giusta.",
        fill="Riempi il cerchio della risposta giusta.",
        all_right="Segna tutte quelle giuste.",
        order="Numera le caselle nell'ordine giusto, cominciando da 1.",
        match="Scrivi in ogni casella la lettera corrispondente.",
        true="Vero",
        false="Falso",
        key="Soluzioni",
        question="Domanda",
        also="Vale anche",
        answers="Risposte",
        from_pack="Dal pacchetto",
        by="di",
    ),
    Words(
        language="pt",
        name="Nome",
        date="Data",
        score="Pontos",
        version="Versão",
        circle="Circule a resposta certa.",
        fill="Preencha o círculo da resposta certa.",
        all_right="Marque todas as certas.",
        order="Numere as caixas na ordem certa, começando por 1.",
        match="Escreva em cada caixa a letra que lhe corresponde.",
        true="Verdadeiro",
        false="Falso",
        key="Gabarito",
        question="Questão",
        also="Também vale",
        answers="Respostas",
        from_pack="Do pacote",
        by="de",
    ),
)
_BY_LANGUAGE = {words.language: words for words in (ENGLISH, *_OTHERS)}


def find_words(language: str) -> Words:
    """Return the words of a language, ready for HTML.

    Where English stands in, each is marked as English, so that it reads well from right to left
    and aloud.
    """
    found = _BY_LANGUAGE.get(_find_base(language))
    if found:
        return found
    mark = '<span lang="en" dir="ltr">{}</span>'
    names = [name for name in Words.__dataclass_fields__ if name != "language"]
    return replace(ENGLISH, **{n: mark.format(escape(getattr(ENGLISH, n))) for n in names})


def find_direction(language: str) -> str:
    """Return `rtl` for what is written from right to left, else `ltr`."""
    parts = language.lower().replace("_", "-").split("-")
    arabic = {"arab", "hebr", "thaa", "syrc", "nkoo", "adlm"}.intersection(parts[1:])
    latin = "latn" in parts[1:] or "cyrl" in parts[1:]
    return "rtl" if arabic or (parts[0] in RIGHT_TO_LEFT and not latin) else "ltr"


def _find_base(language: str) -> str:
    return language.lower().replace("_", "-").partition("-")[0]
