"""People who type naturally: no right answer to a bundled question is told that it is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from spacequiz.game.kinds.body import Outcome
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.numerals import find_numerals
from spacequiz.game.kinds.typed import Typed
from spacequiz.game.question import judge_text
from spacequiz.packs.library import find_packs
from spacequiz.packs.read import read_pack
from spacequiz.paths import find_places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from spacequiz.game.question import Question

FOLDERS = tuple(find_packs(find_places().bundled))
NUMBERS = {
    "en": "{}|{}.|{}!|{}?|({})|about {}|approx. {}|around {}|roughly {}|~{}|≈ {}|exactly {}|only {}"
    "|just {}|it's {}|it is {}|it was {}|I think {}|I think it's {}|I guess {}|maybe {}?|probably {}"
    "|the answer is {}|{} I think|{}, I believe|{} of them|{} or so|{} in total|{} in all|a total of {}"
    "|there are {}|there were {}|he was {}|at {}|at the age of {}|{} years old|age {}|in {}|the year {}"
    "|number {}|no. {}|#{}|STS-{}|STS {}|day {}|the {} {unit}|{} {unit}|about {} {unit}|{}{unit}"
    "|it's {} {unit}|{} more {unit}|{} different {unit}|for {} {unit}|{} people|{} times|{} tries|he tried {} times|{} lol|my guess: {}",
    "es": "{}|{}.|¡{}!|¿{}?|({})|unos {}|unas {}|aproximadamente {}|como {}|más o menos {}|~{}|≈ {}"
    "|exactamente {}|solo {}|son {}|es {}|eran {}|fueron {}|creo que {}|creo que son {}|quizás {}"
    "|tal vez {}|la respuesta es {}|{}, creo|{} de ellos|{} en total|un total de {}|hay {}|había {}"
    "|tenía {}|a los {}|a los {} años|{} años|en {}|en el {}|el año {}|el {}|número {}|núm. {}|n.º {}"
    "|#{}|STS-{}|STS {}|el día {}|{} {unit}|unos {} {unit}|{}{unit}|son {} {unit}|{} {unit} más"
    "|{} personas|{} veces|lo intentó {} veces|{} jaja|alrededor de {}|cerca de {}|diría que {}|pues {}",
}
WORDS = {
    "en": "{}|{}.|{}!|{}?|I think it's {}|I think {}|it's {}|it was {}|the answer is {}|maybe {}"
    "|{}, I think|not sure, {}|idk, {}|{} lol|{} of course|pretty sure it's {}|yeah, {}|{} I guess|I guess {}|probably {}|um, {}|well, {}|it must be {}",
    "es": "{}|{}.|¡{}!|¿{}?|creo que es {}|creo que {}|es {}|era {}|la respuesta es {}|tal vez {}"
    "|{}, creo|quizás {}|pues {}|supongo que {}|no sé, {}|seguro que es {}|{} claro|{} jaja",
}
"""What people say around an answer; `unit` stands for each of a question's own."""


def spell(number: int, language: str) -> str:
    """Return a number below ten thousand in words."""
    numerals = find_numerals(language)
    assert numerals is not None
    below = {value: " ".join(words) for words, value in reversed(numerals.values.items())}
    if number in below:
        return below[number].replace(" ", "-" if language == "en" else " ")
    thousands, rest = divmod(number, 1000)
    scale = {"en": ("thousand", "hundred"), "es": ("mil", "ciento")}[language]
    times = "" if language == "es" and thousands == 1 else below[thousands] if thousands else ""
    parts = [f"{times} {scale[0]}".strip()] if thousands else []
    hundreds, rest = divmod(rest, 100)
    if hundreds:
        many = below.get(hundreds * 100) if hundreds > 1 and language == "es" else scale[1]
        parts.append(f"{below[hundreds]} {scale[1]}" if language == "en" else str(many))
    return " ".join([*parts, *([below[rest]] if rest else [])])


def say_number(question: Question, body: Number) -> Iterator[str]:
    language = question.language[:2]
    number = int(body.answer)
    for said in (str(number), spell(number, language)):
        for way in NUMBERS[language].split("|"):
            for unit in (body.units or ("",)) if "{unit}" in way else ("",):
                if way.startswith(("day", "el día")) and body.units:
                    continue
                if said.isdigit() or not way.startswith(("#", "STS")):
                    yield way.format(said, unit=unit)


def say_words(question: Question, body: Typed) -> Iterator[str]:
    for answer in (body.answer.casefold(), body.key[0]):
        for way in WORDS[question.language[:2]].split("|"):
            yield way.format(answer)


@pytest.mark.parametrize("folder", FOLDERS, ids=[path.name for path in FOLDERS])
def test_nobody_who_types_naturally_is_told_that_it_is_no_answer(folder: Path) -> None:
    wrong, typed = [], 0
    for question in read_pack(folder).questions:
        body = question.body
        if isinstance(body, Number):
            said = list(say_number(question, body))
        elif isinstance(body, Typed):
            said = list(say_words(question, body))
        else:
            continue
        for text in said:
            typed += 1
            found = judge_text(question, text)
            if found.outcome not in (Outcome.RIGHT, Outcome.SLIP):
                wrong.append(f"{question.id}: {text!r} is {found.outcome}, {found.reason}")
    assert typed > 1000
    assert wrong == []
