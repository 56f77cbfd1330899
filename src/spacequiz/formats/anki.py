"""Anki: notes with a front and a back, as a text file with headers."""

from __future__ import annotations

import csv
import html
import io
import re
from typing import TYPE_CHECKING

from spacequiz.formats.common import (
    CannotCarry,
    Draft,
    Export,
    Exported,
    flatten,
    name_truths,
    spread,
)
from spacequiz.formats.decode import decode_text
from spacequiz.formats.html_text import reduce_html
from spacequiz.formats.intake import Intake, describe
from spacequiz.formats.keys import How
from spacequiz.game.kinds import Difficulty
from spacequiz.game.kinds.arranged import Matching, Order
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Typed
from spacequiz.game.question import grade
from spacequiz.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacequiz.formats.common import Heading, Imported
    from spacequiz.game.question import Question

KEPT = frozenset(
    (
        *("explain", "why", "accept", "tolerance", "unit", "extra", "keep-last"),
        *("category", "difficulty", "tags"),
    )
)


_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "space": " ", "pipe": "|", "colon": ":"}
_CLOZE = re.compile(r"\{\{c\d+::(.*?)(?:::(.*?))?\}\}", re.DOTALL)
_OPTIONS = re.compile(r"^\s*(?:[(]?[aA][).]|□|☐)\s.*\n\s*(?:[(]?[bB][).]|□|☐)\s", re.MULTILINE)
_MEDIA = re.compile(r"<img|\[sound:", re.IGNORECASE)


def read(data: bytes, *, swap: bool = False) -> Imported:
    """Return the notes of a text file as typed questions: the front asks for the back."""
    text, note = decode_text(data)
    intake = Intake()
    intake.note(note)
    settings: dict[str, str] = {}
    lines = text.split("\n")
    while lines and lines[0].startswith("#"):
        name, _, value = lines.pop(0)[1:].partition(":")
        settings[name.strip().lower()] = value
    skipped = text.count("\n") - len(lines) + 2
    apart = {
        int(value) - 1
        for name, value in settings.items()
        if name.endswith(" column") and value.strip(" ,;").isdecimal()
    }
    tags = settings.get("tags column", "").strip(" ,;")
    word = settings.get("separator", "tab")
    mark = _SEPARATORS.get(word.strip(" ,;").lower(), word[:1] or "\t")
    rows = csv.reader(io.StringIO("\n".join(lines), newline=""), delimiter=mark)
    html_text = settings.get("html", "").strip(" ,;").lower() == "true"
    names = next(csv.reader([settings.get("columns", "")], delimiter=mark), [])
    if "Id" in names[:1]:
        apart.add(0)
    for number, row in _number(rows, intake):
        if not any(cell.strip() for cell in row):
            continue
        sides = [cell for at, cell in enumerate(row) if at not in apart]
        given = row[int(tags) - 1] if tags.isdecimal() and 0 < int(tags) <= len(row) else ""
        _read_note(
            intake,
            say("line {number}", number=number + skipped),
            sides,
            given.split(),
            html_text,
            swap,
        )
    return intake.finish()


def _number(rows: Iterator[list[str]], intake: Intake) -> Iterator[tuple[int, list[str]]]:
    number = 0
    while True:
        try:
            yield number, next(rows)
        except csv.Error:
            intake.leave_out(
                say("line {number}", number=number),
                say("a quote that is opened there is never closed"),
            )
        except StopIteration:
            return
        number = getattr(rows, "line_num", number + 1)


def _read_note(
    intake: Intake, place: str, sides: list[str], tags: list[str], is_html: bool, swap: bool
) -> None:
    told: list[str] = []
    try:
        sides = _clean_sides(sides, told, is_html=is_html)
        front, back = sides[1::-1] if swap else sides[:2]
        if any(side.count("\n• ") > 1 or _OPTIONS.search(side) for side in (front, back)):
            raise CannotCarry(say("its options stand in its text, where no key can be told"))
        if "\n" in back:
            raise CannotCarry(say("its back has several lines; only a short answer can be typed"))
    except CannotCarry as error:
        intake.leave_out(describe(place, sides[0] if sides else ""), error)
        return
    # A tag in a field of its own is none of the answer.
    rest = [side for side in sides[2:] if side]
    tags = [*tags, *(side for side in rest if " " not in side)]
    if any(" " in side for side in rest):
        told.append(say("left out the fields behind the second"))
    draft = Draft(front, Typed(back), tags=tags, how=How.COLUMN)
    intake.add(draft, place, told)


def _clean_sides(sides: list[str], told: list[str], *, is_html: bool) -> list[str]:
    """Return the fields as plain text; a text with one gap is its own question and answer."""
    if any(map(_MEDIA.search, sides[:2])):
        told.append(say("left out a picture or a sound"))
    plain = [reduce_html(side, told.append) if is_html else side for side in sides]
    gaps = _CLOZE.findall(plain[0]) if plain else []
    if len(gaps) > 1:
        raise CannotCarry(say("it has several gaps"))
    if gaps:
        hint = f"[{gaps[0][1]}]" if gaps[0][1] else ""
        return [_CLOZE.sub(f"_____{hint}", plain[0]), gaps[0][0], *plain[1:]]
    if len(plain) < 2:
        raise CannotCarry(say("it has no back"))
    return [side.strip() for side in plain]


def write(questions: Iterable[Question], head: Heading) -> Exported:
    """Return a text file that Anki imports, one Basic note for each question."""
    deck = flatten(head.title).replace("::", ": ")
    headers = (
        *("separator:tab", "html:true", "notetype:Basic", f"deck:{deck}"),
        *("guid column:1", "tags column:4", "columns:Id\tFront\tBack\tTags"),
    )
    out = io.StringIO()
    out.writelines(f"#{header}\n" for header in headers)
    rows = csv.writer(out, delimiter="\t", lineterminator="\n")
    export = Export()
    for question, (front, back) in export.write_each(
        questions, lambda each: _write_sides(each, head.language)
    ):
        # The id keeps what was learned when a mended pack is imported once more.
        guid = f"spacequiz/{head.id}/{question.id}"
        rows.writerow([guid, _to_html(front), _to_html(back), " ".join(_list_tags(question))])
        export.lose(question, KEPT)
    return export.finish(out.getvalue().encode())


def _write_sides(question: Question, language: str) -> tuple[str, str]:
    front, back = [question.ask], []
    match question.body:
        case Choice() as body:
            options = spread(
                question, body.answer, [wrong.text for wrong in body.wrong], body.keep_last
            )
            front += [f"• {text}" for text in options]
            back += [body.answer, *(f"{w.text}: {w.why}" for w in body.wrong if w.why)]
        case Several() as body:
            options = sorted([*body.answers, *(wrong.text for wrong in body.wrong)])
            front += [f"• {text}" for text in options]
            back += [f"• {text}" for text in body.answers]
            back += [f"{w.text}: {w.why}" for w in body.wrong if w.why]
        case TrueFalse() as body:
            words = name_truths(language)
            front.append(f"{words[0]} / {words[1]}?")
            back.append(words[0 if body.answer else 1])
        case Typed() as body:
            back.append(" / ".join((body.answer, *body.accept)))
        case Number() as body:
            tolerance = f" ± {body.tolerance:f}" if body.tolerance else ""
            back.append(f"{body.answer:f}{tolerance} {body.unit}".strip())
        case Order() as body:
            front += [f"• {text}" for text in sorted(body.items)]
            back += [f"{number}. {text}" for number, text in enumerate(body.items, 1)]
        case Matching() as body:
            front += [f"• {left}" for left, _ in body.pairs]
            front += [f"→ {text}" for text in sorted([*(r for _, r in body.pairs), *body.extra])]
            back += [f"{left} → {right}" for left, right in body.pairs]
        case body:
            front += [f"• {text}" for text in sorted(text for text, _ in body.list_options())]
            back += grade(question, ()).answer
    if question.explain:
        back += ["", question.explain]
    return "\n".join(front), "\n".join(back)


def _list_tags(question: Question) -> list[str]:
    tags = [question.category, *question.tags]
    if question.difficulty is not Difficulty.MEDIUM:
        tags.append(f"difficulty::{question.difficulty}")
    # A space would part two tags.
    return ["_".join(tag.split()) for tag in tags]


def _to_html(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")
