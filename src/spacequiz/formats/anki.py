"""Anki: notes with a front and a back, as a text file with headers; write only."""

from __future__ import annotations

import csv
import html
import io
from typing import TYPE_CHECKING

from spacequiz.formats.common import Exported, Loss, find_losses, flatten, name_truths, spread
from spacequiz.game.kinds import Difficulty
from spacequiz.game.kinds.arranged import Match, Order
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Typed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacequiz.formats.common import Heading
    from spacequiz.game.question import Question

KEPT = frozenset(
    (
        *("explain", "why", "accept", "tolerance", "unit", "extra", "keep-last"),
        *("category", "difficulty", "tags"),
    )
)


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
    losses: list[Loss] = []
    for question in questions:
        front, back = _write_sides(question, head.language)
        # The id keeps what was learned when a mended pack is imported once more.
        guid = f"spacequiz/{head.id}/{question.id}"
        rows.writerow([guid, _to_html(front), _to_html(back), " ".join(_list_tags(question))])
        losses += [Loss(question.id, what) for what in find_losses(question, KEPT)]
    return Exported(out.getvalue().encode(), tuple(losses))


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
        case Match() as body:
            front += [f"• {left}" for left, _ in body.pairs]
            front += [f"→ {text}" for text in sorted([*(r for _, r in body.pairs), *body.extra])]
            back += [f"{left} → {right}" for left, right in body.pairs]
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
