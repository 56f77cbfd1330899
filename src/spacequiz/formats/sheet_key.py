"""The key to printed sheets: a grid of all versions, and the answers in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.formats.sheet_items import isolate, tell_in_words
from spacequiz.formats.sheet_page import make_page, print_credit
from spacequiz.game.question import TrueFalse, Typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacequiz.formats.sheet_page import Heading, Layout, Version
    from spacequiz.formats.sheet_words import Words
    from spacequiz.game.question import Question

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
    return [q for q in questions if isinstance(q.body, Typed) and q.body.accept]


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
    if isinstance(question.body, Typed) and question.body.accept:
        answer += f'<p class="label">{words.also}: {isolate(", ".join(question.body.accept))}</p>'
    return answer


def _print_explanation(question: Question) -> str:
    told = f"<p>{isolate(question.explain)}</p>" if question.explain else ""
    cited = question.citation
    if cited:
        places = ", ".join(map(str, cited.paragraphs))
        told += f'<p class="label">{isolate(cited.title)}{f" ¶ {places}" if places else ""}</p>'
    return told
