"""Questions on paper: how each kind is printed, and what the key says about it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from string import ascii_uppercase
from typing import TYPE_CHECKING, assert_never
from unicodedata import combining, east_asian_width

from spacequiz.game.numbers import format_number
from spacequiz.game.options import arrange_options
from spacequiz.game.question import Choice, Match, Number, Order, Several, TrueFalse, Typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacequiz.formats.sheet_words import Words
    from spacequiz.game.question import Question

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
