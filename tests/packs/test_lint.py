"""The rules of item writing: each fires where it should, and nowhere else."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacequiz.packs.library import find_packs
from spacequiz.packs.lint import CODES, FAILED, check_packs, run, whole_pack
from spacequiz.packs.lint.item import Finding
from spacequiz.packs.lint.whole_pack import find_tail
from spacequiz.packs.read import read_closely
from spacequiz.paths import find_places

from .helpers import HEAD, make_pack, make_question, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from spacequiz.packs.diagnostics import Diagnostic

ES = HEAD.replace("title: Example", "title: Example\nlanguage: es")
DE = HEAD.replace("title: Example", "title: Example\nlanguage: de")


def lint(folder: Path, *questions: str, head: str = HEAD) -> list[Diagnostic]:
    """Return what check says of a pack made of the keys of its questions."""
    made = [make_question(f"id: q{n}\n{keys}") for n, keys in enumerate(questions)]
    return check_packs([read_closely(write(folder / "a.yaml", make_pack(*made, head=head)))])


def list_codes(found: list[Diagnostic]) -> list[str]:
    return [d.code for d in found]


TYPED = "kind: typed\n"
SEVERAL = "kind: several\n"
TRUE = "kind: true-false\n"
NUMBER = "kind: number\n"

AS_A_BOY = "ask: Which planet does he see when he is a boy?\n"


def why(*reasons: str) -> str:
    """Return wrong options with reasons."""
    rows = [f"- text: Saturn {n}\n  why: {text}" for n, text in enumerate(reasons)]
    return "\n".join(["wrong:", *rows, "- Mars"])


# code, line in the question from 1, keys; the question's id stands in line 1.
FIRES = [
    ("negative-stem", "ask: Which of these is not a planet?"),
    ("negative-stem", "ask: Which planet doesn't have a moon?"),
    ("negative-stem", "ask: Which planet cannot be seen by eye?"),
    ("negative-stem", "ask: They look at the sky. Who does not see Mars?"),
    ("negative-stem", "ask: All of these have rings except"),
    ("empty-stem", "ask: Which of the following statements is true?"),
    ("empty-stem", "ask: Which statements are false?"),
    ("no-options-shown", TYPED + "ask: Which of these is the largest?"),
    ("answer-in-stem", "ask: After whom is Jupiter named?"),
    ("answer-in-stem", TYPED + "ask: After whom is the Jupiter probe named?"),
    ("answer-in-stem", "ask: After whom is the Red Moon named?\nanswer: The red moon"),
    (
        "answer-echoes-stem",
        "ask: What do planets have around them?\nanswer: A planet ring\nwrong: [A shell, A wall]",
    ),
    (
        "answer-echoes-stem",
        "ask: What is the storm called?\nanswer: The Storm Spot\nwrong: [Dark Eye, Oval]",
    ),
    ("article-cue", "ask: It is called an\nanswer: asteroid\nwrong: [planet, orbit]"),
    ("article-cue", "ask: It is called a …\nanswer: planet\nwrong: [asteroid, orbit]"),
    ("options-look-alike", "wrong: [Saturn, saturn]"),
    ("options-look-alike", "wrong: [Saturn, The Saturn]"),
    ("options-look-alike", 'answer: 1000\nwrong: ["1,000", 200]'),
    ("options-look-alike", SEVERAL + "answers: [Mars, Mars.]\nwrong: [Sun]"),
    ("all-of-the-above", "wrong: [Saturn, All of the above]"),
    ("all-of-the-above", "answer: All of these.\nwrong: [Saturn, Mars]"),
    ("none-of-the-above", "wrong: [Saturn, None of them]"),
    ("option-by-place", "wrong: [Saturn, Both A and B]"),
    ("option-by-place", "wrong: [Saturn, (A) and (C).]"),
    ("option-by-place", "wrong: [Saturn, '(A), (B), and (C)']"),
    ("option-by-place", "wrong: [Saturn, A and C only]"),
    ("longest-answer", "answer: Jupiter with its great many moons"),
    ("absolute-option", "wrong: [It always rains, Saturn]"),
    ("options-overlap", "answer: 1-3\nwrong: [3-5, 6-9]"),
    ("options-overlap", "answer: 1000-2000 km\nwrong: [1500-3000 km, 9000-9100 km]"),
    ("options-overlap", "answer: 10 to 20 km\nwrong: [15 to 30 km, 31 to 40 km]"),
    ("unsorted-numbers", "answer: 8\nwrong: [9, 10]\nkeep-last: 8"),
    ("key-says-nothing", TYPED + "key: [the]"),
    ("key-says-nothing", TYPED + "key: [Mars, not]"),
    ("parted-entry", 'wrong: [He said "Mars, or Venus", Saturn]'),
    ("parted-entry", SEVERAL + "answers: [a “b, c” d]"),
    ("parted-entry", TYPED + 'accept: [the "red, hot" one]'),
    (
        "options-repeat",
        "answer: It spins around Mars today\nwrong: [It spins around Mars oddly, It spins around Mars fast]",
    ),
    ("explanation-says-nothing", "explain: Jupiter is the largest planet."),
    ("explanation-says-nothing", "explain: Because the right answer is Jupiter."),
    (
        "explanation-says-nothing",
        TRUE + "ask: Mars is red.\nanswer: true\nexplain: It is true that Mars is red.",
    ),
    ("hint-tells-answer", "hint: It is Jupiter."),
    ("hint-tells-answer", "answer: 1.5 A\nwrong: [2 A, 3 A]\nhint: It is 1.5 A."),
    ("hint-tells-answer", NUMBER + "ask: How many?\nanswer: 8\nhint: There are 8 of them."),
    ("hint-tells-answer", NUMBER + "ask: How many?\nanswer: 5\nhint: Fingers on a hand, so five."),
    ("empty-stem", "ask: Which of these is correct about plants?"),
    (
        "empty-stem",
        "ask: Water\nanswer: boils at 100 degrees here\nwrong: [boils at 80 degrees here, boils at 120 degrees here]",
    ),
    ("options-overlap", "answer: less than 10\nwrong: [less than 20, more than 30]"),
    ("options-overlap", "answer: 10 or more\nwrong: [5-12, 1-2]"),
    ("options-overlap", "answer: at most 10 km\nwrong: [at least 10 km, more than 30 km]"),
    ("two-questions", "ask: Which planet is the largest and when was it first seen?"),
    ("two-questions", TYPED + "ask: Who first saw its moons, and where did he live?"),
    ("answer-in-category", "answer: The gas giant\ncategory: Giant worlds"),
    ("hint-names-option", "answer: The gas giant\nhint: Balloons are full of gas, mostly."),
    ("hint-names-option", "wrong: [The ringed one, Mars]\nhint: It is not the ringed one."),
    ("reason-says-nothing", why("Saturn is not mentioned in the text.")),
    ("reason-says-nothing", why("No moons of Saturn are named; Jupiter is larger.")),
    ("options-of-another-time", AS_A_BOY + why("Rings come years later.", "By then he is old.")),
    (
        "options-of-another-time",
        SEVERAL + AS_A_BOY + "answers: [Sun]\n" + why("Later.", "Much later."),
    ),
]
SILENT = [
    ("negative-stem", "ask: Which of these is NOT a planet?"),
    ("negative-stem", "ask: Why does Pluto not count as a planet?"),
    ("negative-stem", "ask: What happens when a plant does not get light?"),
    ("negative-stem", "ask: Which planet, not visible by eye, is the largest?"),
    ("negative-stem", 'ask: What does the sign "do not enter" look like?'),
    ("negative-stem", "ask: What does she decide not to do?"),
    ("negative-stem", TRUE + "ask: Mars is not blue.\nanswer: true"),
    ("empty-stem", "ask: Which of these planets is the largest?"),
    ("empty-stem", "ask: Which true statement does Galileo publish?"),
    ("two-questions", "ask: Which planet is large and shows rings when it is seen by eye?"),
    ("two-questions", "ask: Who was born in Pisa and who was a friend of the pope?"),
    ("two-questions", "ask: Which two songs are called Hello Mars and How Do You Do?"),
    ("two-questions", TRUE + "ask: He asked who came and when was supper.\nanswer: true"),
    ("no-options-shown", "ask: Which of these is the largest?"),
    ("no-options-shown", TYPED + "ask: Which of these is larger, Jupiter or Mars?"),
    ("answer-in-stem", "ask: Which is larger, Jupiter or Saturn?"),
    ("answer-in-stem", TYPED + "ask: Is Jupiter or Mars larger?"),
    ("answer-in-stem", TYPED + 'ask: What is "Jupiter" in Spanish?'),
    (
        "answer-in-stem",
        TYPED + "ask: Who teaches the young boy?\nanswer: Ms. Young\naccept: [Young]",
    ),
    ("answer-in-stem", "ask: What is 10 x 1?\nanswer: 10\nwrong: [11, 12]"),
    ("answer-in-stem", "ask: Lamp one gets 1.5 A. And two?\nanswer: 1.5 A\nwrong: [3 A, 1 A]"),
    ("answer-in-stem", TYPED + "ask: Which vitamin is a cure?\nanswer: A"),
    (
        "answer-echoes-stem",
        "ask: What is the storm called?\nanswer: Storm Spot\nwrong: [Storm Eye, Oval]",
    ),
    (
        "answer-echoes-stem",
        "ask: How does she find out?\nanswer: She finds a letter\nwrong: [He calls, They talk]",
    ),
    ("article-cue", "ask: It is called a(n)\nanswer: asteroid\nwrong: [planet, orbit]"),
    (
        "answer-echoes-stem",
        "ask: Who discovered it?\nanswer: It was discovered at Pisa\nwrong: [A discovery of none, Oval]",
    ),
    ("article-cue", "ask: It is called an\nanswer: asteroid\nwrong: [apple, orbit]"),
    ("article-cue", "ask: Which is rich in vitamin A?\nanswer: Liver\nwrong: [Apples, Rice]"),
    ("article-cue", "ask: What is an S.p.A.?\nanswer: firm\nwrong: [area, order]"),
    ("article-cue", "ask: It is called a\nanswer: university\nwrong: [unicorn, European, one-off]"),
    ("article-cue", "ask: It is called an\nanswer: FBI agent\nwrong: [NASA boss, hat]"),
    ("article-cue", "ask: It is called a\nanswer: asteroid\nwrong: [orbit, None of these]"),
    ("options-look-alike", "answer: 2.5\nwrong: ['2.50', '2.6']"),
    ("options-look-alike", "answer: papá\nwrong: [papa, mama]"),
    ("options-look-alike", "answer: C++\nwrong: [C, C#]"),
    ("options-look-alike", "answer: 1/2\nwrong: [2/4, 3/4]"),
    ("options-look-alike", "answer: getRing()\nwrong: [GetRing(), Getring()]"),
    ("options-look-alike", "answer: run()\nwrong: [Run(), RUN()]"),
    ("options-look-alike", "answer: MARS\nwrong: [mars, Moon]"),
    ("options-look-alike", "answer: Aa\nwrong: [aa, AA]"),
    ("none-of-the-above", "wrong: [Saturn, None of these]\nkeep-last: None of these"),
    ("all-of-the-above", "answer: All of his savings"),
    ("option-by-place", "answer: A\nwrong: [B, AB]"),
    ("option-by-place", "answer: A and D\nwrong: [B and C, K]"),
    ("longest-answer", "answer: Jupiter-with-its-great-many-moons"),
    ("longest-answer", "answer: The Strange Case of Dr Jekyll and Mr Hyde"),
    ("options-look-alike", 'answer: "?:"\nwrong: ["?", "->", "::"]'),
    ("longest-answer", "answer: Johann Wolfgang von Goethe"),
    ("longest-answer", "answer: a rather big one\nwrong: [small, tiny]"),
    ("longest-answer", "answer: The great gas giant\nwrong: [The ringed planet, The red one]"),
    ("absolute-option", "answer: sometimes\nwrong: [always, never]"),
    ("absolute-option", "answer: Blue Moon\nwrong: [Never on Sunday, Always on My Mind]"),
    ("absolute-option", "answer: Often\nwrong: [Almost always, Seldom]"),
    ("absolute-option", "answer: Red\nwrong: [It is never mentioned, Blue]"),
    ("absolute-option", "ask: What is its motto?\nanswer: To be\nwrong: [Thus always to you]"),
    ("absolute-option", "answer: All of these\nwrong: [It never rains, It is dry]"),
    ("absolute-option", "answer: Ann\nwrong: [She never married, Eve]"),
    ("absolute-option", "answer: Ann\nwrong: [She was never a nurse, She had always sung]"),
    (
        "absolute-option",
        "ask: How many times was it replaced?\nanswer: Once\nwrong: [Never - it still stands, Twice]",
    ),
    (
        "absolute-option",
        "answer: Ann\nwrong: [She never taught, Never asking, He is always asking]",
    ),
    ("absolute-option", "answer: Blue Moon\nwrong: [I Will Always Trust you, Rain]"),
    ("absolute-option", "ask: What does he say to her?\nanswer: Go\nwrong: [You never rest, Eat]"),
    ("absolute-option", "ask: 'What does f(x) give?'\nanswer: '0'\nwrong: [It always fails, '1']"),
    ("absolute-option", "answer: So be it\nwrong: ['\"Never say never\"', Amen]"),
    ("absolute-option", "answer: It never rains\nwrong: [It always rains, Saturn]"),
    ("absolute-option", "answer: He tries again\nwrong: [He never speaks of it again, He rests]"),
    ("key-says-nothing", TYPED + "key: Mars"),
    ("parted-entry", 'wrong: [a 5" disk, an 8" disk, \'say "a, b"\']'),
    ("parted-entry", 'wrong: ["Mars", "Venus, the hot one", a "b" c]'),
    ("options-overlap", "answer: 1-3\nwrong: [4-5, 6-9]"),
    ("options-overlap", "answer: 10-20 km\nwrong: [10-20 m, 30-40 km]"),
    (
        "options-overlap",
        "ask: When was it built?\nanswer: 1910-1978\nwrong: [1909-1969, 1923-1999]",
    ),
    ("options-overlap", "ask: What was the score?\nanswer: 8-16\nwrong: [4-12, 0-8]"),
    ("unsorted-numbers", "answer: 8\nwrong: [9, 10]\nkeep-last: 10"),
    ("unsorted-numbers", "answer: 8\nwrong: [9, ten of them]\nkeep-last: 8"),
    (
        "options-repeat",
        "answer: Songs, Stars and Moons\nwrong: ['Songs, Stars and Suns', 'Songs, Stars and Rain']",
    ),
    (
        "options-repeat",
        "answer: 'public void run() { a; }'\nwrong: ['public void run() { b; }', 'public void run() { c; }']",
    ),
    ("options-repeat", "answer: José and his wife\nwrong: [José and his son, José and his boss]"),
    (
        "explanation-says-nothing",
        "ask: What do 3 boxes of 5 have?\nanswer: 15 coins\nwrong: [8, 2]\nexplain: 3 × 5 = 15 coins.",
    ),
    ("explanation-says-nothing", "explain: It is twice as heavy as the rest."),
    ("hint-tells-answer", "hint: It is larger than Saturn and not Jupiter's moon."),
    ("hint-tells-answer", NUMBER + "ask: How many?\nanswer: 8\nhint: Fewer than 10."),
    ("hint-tells-answer", NUMBER + "ask: How many?\nanswer: 1\nhint: A one-way street."),
    ("hint-tells-answer", NUMBER + "ask: How many?\nanswer: 1\nhint: Look at one of them."),
    (
        "empty-stem",
        "ask: Water\nanswer: a clear liquid drink\nwrong: [a red hot metal, a dry gas mix]",
    ),
    ("options-overlap", "answer: less than 10\nwrong: [10 or more, 20-30]"),
    ("options-overlap", "answer: less than 10 km\nwrong: [less than 20 m, more than 30 km]"),
    (
        "answer-in-category",
        "answer: The gas giant\nwrong: [An ice giant, Mars]\ncategory: Giant worlds",
    ),
    ("answer-in-category", "answer: Attorney General\ncategory: General"),
    ("answer-in-category", "answer: It has 10 moons\ncategory: Round 10"),
    ("answer-in-category", "ask: Which giant?\nanswer: The gas giant\ncategory: Giant worlds"),
    (
        "hint-names-option",
        "answer: The gas giant\nwrong: [The gas ball, Mars]\nhint: It is full of gas.",
    ),
    ("hint-names-option", "hint: Its planet is the largest."),
    ("reason-says-nothing", why("Saturn has the rings, which is why it looks larger.")),
    ("options-of-another-time", AS_A_BOY + why("Rings come years later.", "It is smaller.")),
    (
        "options-of-another-time",
        "ask: When does he see it as a boy?\n"
        + why("Rings come years later.", "By then he is old."),
    ),
    ("options-of-another-time", why("Rings come years later.", "By then he is old.")),
]
OTHER_LANGUAGES = [
    (ES, "negative-stem", "ask: ¿Cuál de estos no es un planeta?", True),
    (ES, "negative-stem", "ask: ¿Por qué Plutón no es un planeta?", False),
    (ES, "negative-stem", "ask: ¿Qué hace la planta que no tiene luz?", False),
    (ES, "all-of-the-above", "wrong: [Saturno, Todas las anteriores]", True),
    (ES, "none-of-the-above", "wrong: [Saturno, Ninguna de las anteriores]", True),
    (ES, "empty-stem", "ask: ¿Cuál de estas afirmaciones es correcta?", True),
    (ES, "two-questions", "ask: ¿Quién vio sus lunas y dónde vivía?", True),
    (ES, "two-questions", "ask: ¿Qué planeta es grande y se ve cuando oscurece?", False),
    (ES, "absolute-option", "wrong: [Nunca llueve, Saturno]", True),
    (ES, "absolute-option", "wrong: [Se olvida para siempre, Saturno]", False),
    (ES, "explanation-says-nothing", "ask: ¿Qué planeta es grande?\nexplain: Es Jupiter.", True),
    (ES, "article-cue", "ask: It is called an\nanswer: asteroid\nwrong: [planet, orbit]", False),
    (ES, "options-look-alike", "wrong: [Sol, el Sol]", True),
    (ES, "empty-stem", "ask: ¿Cuál de estas es correcta sobre las plantas?", True),
    (ES, "options-overlap", "answer: menos de 10\nwrong: [menos de 20, más de 30]", True),
    (
        ES,
        "hint-tells-answer",
        NUMBER + "ask: ¿Cuántos?\nanswer: 5\nhint: Como los dedos, cinco.",
        True,
    ),
    (ES, "reason-says-nothing", why("Saturno no se menciona."), True),
    (
        ES,
        "options-of-another-time",
        "ask: ¿Qué planeta ve de niño?\n" + why("Eso llega después.", "Lo ve años después."),
        True,
    ),
    (DE, "absolute-option", "wrong: [Es regnet immer, Saturn]", True),
    (DE, "longest-answer", "answer: Der große Planet mit Monden", True),
    (DE, "negative-stem", "ask: Which of these is not a planet?", False),
]


@pytest.mark.parametrize(("code", "keys"), FIRES)
def test_a_rule_fires(tmp_path: Path, code: str, keys: str) -> None:
    assert code in list_codes(lint(tmp_path, keys))


@pytest.mark.parametrize(("code", "keys"), FIRES)
def test_what_is_allowed_is_not_mentioned(tmp_path: Path, code: str, keys: str) -> None:
    found = list_codes(lint(tmp_path, f"{keys}\nallow: [{code}]"))
    assert code not in found
    assert "unused-allow" not in found


@pytest.mark.parametrize(("code", "keys"), SILENT)
def test_a_rule_is_silent(tmp_path: Path, code: str, keys: str) -> None:
    assert code not in list_codes(lint(tmp_path, keys))


@pytest.mark.parametrize(("head", "code", "keys", "fires"), OTHER_LANGUAGES)
def test_rules_know_the_language(
    tmp_path: Path, head: str, code: str, keys: str, fires: bool
) -> None:
    assert (code in list_codes(lint(tmp_path, keys, head=head))) == fires


def test_a_finding_stands_where_the_text_does(tmp_path: Path) -> None:
    (found,) = lint(tmp_path, "wrong:\n- Saturn\n- text: All of the above\n  why: No.")
    assert (found.line, found.column, found.question) == (15, 11, "q0")
    assert found.severity == "warning"
    assert found.quote == "  - text: All of the above"


def test_words_that_repeat_are_named_as_they_are_written(tmp_path: Path) -> None:
    options = "answer: 'A 3-year-old star: red'\nwrong: ['A 3-year-old star: blue', 'A 3-year-old star: new']"
    (found,) = [d for d in lint(tmp_path, options) if d.code == "options-repeat"]
    assert found.message == 'Every option begins with "A 3-year-old star"'


@pytest.mark.parametrize(
    ("options", "which"),
    [
        ("answer: asteroid\nwrong: [planet, moon]", "the right answer alone"),
        ("answer: asteroid\nwrong: [apple, moon]", "some of the options alone"),
        ("answer: planet\nwrong: [apple, moon]", "only options that are wrong"),
    ],
)
def test_an_article_names_what_it_fits(tmp_path: Path, options: str, which: str) -> None:
    (found,) = lint(tmp_path, f"ask: It is called an\n{options}")
    assert found.message.endswith(which)


def test_a_question_in_a_further_file_is_found_there(tmp_path: Path) -> None:
    write(tmp_path / "pack.yaml", make_pack())
    text = "questions:\n" + make_question(
        "id: more\nhint: It is Jupiter.\nask: What is big and far?"
    )
    path = write(tmp_path / "more.yaml", text)
    (found,) = check_packs([read_closely(tmp_path)])
    assert (found.path, found.line, found.code) == (str(path), 6, "hint-tells-answer")


# Pairs ------------------------------------------------------------------------------------------

PAIRS = [
    ("duplicate-question", "", ""),
    ("duplicate-question", "ask: which planet is the LARGEST", ""),
    ("duplicate-question", TYPED, ""),
    ("near-duplicate", "ask: Which planet is the largest in size?", ""),
    ("near-duplicate", "ask: Which planet in space is largest?", ""),
    ("near-duplicate", "ask: Which planet has the largest moons around it?", "ask: Which planet has the lagrest moons around it?"),
    ("near-duplicate", "ask: Which plannet is the largest of the planets?", "ask: Which of the planets is the largest planet?"),
    ("near-duplicate", TRUE + "ask: Mars has two moons.\nanswer: true", TRUE + "ask: Two moons Mars has.\nanswer: true"),
    ("contradicting-answers", "answer: Saturn\nwrong: [Jupiter, Mars]", ""),
    ("contradicting-answers", TRUE + "ask: Mars is red.\nanswer: true", TRUE + "ask: Mars is red.\nanswer: false"),
    ("contradicting-answers", NUMBER + "ask: How many moons?\nanswer: 1", NUMBER + "ask: How many moons?\nanswer: 2"),
    (None, "answer: Earth\nwrong: [Sun]", ""),
    (None, "ask: On which continent is Kenya?\nanswer: Africa", "ask: On which continent is Ghana?\nanswer: Africa"),
    (None, NUMBER + "ask: How many legs has a dog?\nanswer: 4", NUMBER + "ask: How many legs has a cat?\nanswer: 4"),
    (None, TRUE + "ask: Mars has two moons.\nanswer: true", TRUE + "ask: Mars has two big moons.\nanswer: true"),
    (None, "ask: What is 7 - 3?\nanswer: It", "ask: What is 3 - 7?\nanswer: It"),
    (None, "tags: [twin:a]", "tags: [twin:a]"),
    (None, "ask: '7.4.6.74'\nanswer: It", "ask: '7.4.4.74'\nanswer: It"),
    (None, "ask: Is f(a) == b?\nanswer: It", "ask: Is f(a) != b?\nanswer: It"),
    (None, "ask: 'print(x, 5, int y)'\nanswer: It", "ask: 'print(x, 5, i)'\nanswer: It"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "one", "other"), PAIRS)
def test_questions_are_held_against_each_other(
    tmp_path: Path, code: str | None, one: str, other: str
) -> None:
    found = [d for d in lint(tmp_path, one, other) if "duplicate" in d.code or "contra" in d.code]
    assert [(d.code, d.question) for d in found] == ([(code, "q1")] if code else [])
    if code:
        assert "q0 in line 9" in found[0].message


@pytest.mark.parametrize(("first", "second"), [("x", ""), ("", "x"), ("x", "x")])
def test_either_of_two_questions_may_allow_it(tmp_path: Path, first: str, second: str) -> None:
    keys = "allow: [duplicate-question]"
    assert lint(tmp_path, keys if first else "", keys if second else "") == []


def test_packs_of_one_run_are_compared(tmp_path: Path) -> None:
    other = HEAD.replace("id: example", "id: other")
    one = read_closely(write(tmp_path / "one.yaml", make_pack()))
    two = read_closely(write(tmp_path / "two.yaml", make_pack(head=other)))
    (found,) = check_packs([one, two])
    assert (found.path, found.code) == (str(tmp_path / "two.yaml"), "duplicate-question")
    assert f"example/biggest-planet ({tmp_path / 'one.yaml'}:9)" in found.message


@pytest.mark.parametrize(
    "change",
    [
        ("title: Example", "title: Copy"),
        ("id: example", "id: other\ntranslates: example"),
        ("id: example", "id: other\nlanguage: de"),
    ],
)
def test_copies_and_translations_are_no_duplicates(tmp_path: Path, change: tuple[str, str]) -> None:
    one = read_closely(write(tmp_path / "one.yaml", make_pack()))
    two = read_closely(write(tmp_path / "two.yaml", make_pack(head=HEAD.replace(*change))))
    assert check_packs([one, two]) == []


RIVALS = [
    ("answer: Austria", "answer: Austrie", True),
    ("answer: Ganymede", TYPED + "ask: Who?\nanswer: Ganimede", True),
    ("answer: Mount Kenya", "answer: Mount Kenia", True),
    ("answer: Titania\nreject: [Titanio]", "answer: Titanio", False),
    ("answer: Titania\nmatch: spelling", "answer: Titanio", False),
    ("answer: Titania\naccept: [Titanio]", "answer: Titanio", False),
    ("answer: comet", "answer: comets", False),
    ("answer: Titania", "answer: Titanio\ncategory: Metals", False),
    ("answer: Mars", "answer: Marx", False),
    ("answer: Phobos", "wrong: [Photos, Sun]", False),
]


@pytest.mark.parametrize(("typed", "other", "fires"), RIVALS)
def test_an_answer_that_would_pass_for_another(
    tmp_path: Path, typed: str, other: str, fires: bool
) -> None:
    found = lint(tmp_path, f"{TYPED}ask: Where?\n{typed}", other)
    assert ("answers-confusable" in [d.code for d in found if d.question == "q0"]) == fires


@pytest.mark.parametrize("signs", ["0123456789", "abcdefghij"])
def test_a_series_of_answers_takes_no_longer_than_others(tmp_path: Path, signs: str) -> None:
    names = [f"City{a}{b}{c}ville" for a in signs[:4] for b in signs for c in signs]
    asked = [f"{TYPED}ask: Where is Landia{n}?\nanswer: {a}" for n, a in enumerate(names)]
    began = time.process_time()
    lint(tmp_path, *asked)
    assert time.process_time() - began < 2


# Sources ----------------------------------------------------------------------------------------

HANDOUT = "Of all planets, Jupiter is the largest.\n\nMars has two moons.\n\nPluto is a dwarf."
SHIPPED = HEAD.replace("paragraphs: 12", "file: handout.md")
SOURCES = [
    ("source: {document: textbook, paragraph: 1}", ""),
    ("source: {document: textbook, paragraph: 2}", "Paragraph 1 has the words"),
    ("source: {document: textbook, paragraphs: [2, 3]}", "Paragraph 1 has the words"),
    ("answer: The gas giant\nsource: {document: textbook, paragraph: 1}", ""),
    (NUMBER + "ask: How many moons?\nanswer: 2\nsource: {document: textbook, paragraph: 2}", ""),
    (NUMBER + "ask: Mars moons?\nanswer: 3\nsource: {document: textbook, paragraph: 2}", "typed"),
    (NUMBER + "ask: Mars moons?\nanswer: 2\nsource: {document: textbook, paragraph: 3}", "2 has"),
    (TYPED + "ask: Largest planet?\nanswer: Nix\nsource: {document: textbook, paragraph: 1}", "ty"),
    (TYPED + "ask: ¿Qué es grande?\nanswer: Nix\nsource: {document: textbook, paragraph: 1}", ""),
]


@pytest.mark.parametrize(("keys", "hint"), SOURCES)
def test_the_cited_passage_holds_the_answer(tmp_path: Path, keys: str, hint: str) -> None:
    write(tmp_path / "handout.md", HANDOUT)
    found = [d for d in lint(tmp_path, keys, head=SHIPPED) if d.code == "source-lacks-answer"]
    assert len(found) == bool(hint)
    assert hint in "".join(d.hint for d in found)


# Packs ------------------------------------------------------------------------------------------


def make_choices(count: int, lengths: str, **keys: str) -> list[str]:
    return [
        f"ask: Question number {n} about item{n}?\nanswer: {lengths.split()[0]}{n}\n"
        f"wrong: [{lengths.split()[1]}{n}]\nexplain: A reason for {n}.\n"
        + "".join(f"{key}: {value}\n" for key, value in keys.items())
        for n in range(count)
    ]


def test_the_longest_option_is_not_always_right(tmp_path: Path) -> None:
    assert "length-bias" in list_codes(lint(tmp_path, *make_choices(25, "longer no")))
    found = lint(tmp_path, *make_choices(25, "no longer"))
    assert "The shortest option is right in 25 of 25" in found[0].message
    assert (found[0].line, found[0].column) == (2, 5)
    mixed = make_choices(25, "longer no")[:13] + make_choices(26, "no longer")[13:]
    assert "length-bias" not in list_codes(lint(tmp_path, *mixed))
    assert "length-bias" not in list_codes(lint(tmp_path, *make_choices(15, "longer no")))


def test_statements_are_not_all_true(tmp_path: Path) -> None:
    said = [
        f"{TRUE}ask: Star{n} is far.\nanswer: true\nexplain: Light needs {n}0 years."
        for n in range(12)
    ]
    assert list_codes(lint(tmp_path, *said)) == ["truth-bias"]
    half = said[:6] + [
        text.replace("true\n", "false\n", 2).replace("kind: false", "kind: true")
        for text in said[6:]
    ]
    assert list_codes(lint(tmp_path, *half)) == []


def test_a_few_more_true_statements_are_no_safe_guess(tmp_path: Path) -> None:
    said = [
        f"{TRUE}ask: Star{n} is far.\nanswer: {str(n % 5 > 1).lower()}\nexplain: Light needs {n}0 years."
        for n in range(200)
    ]
    assert "truth-bias" not in list_codes(lint(tmp_path, *said))


def test_the_category_of_many_questions_points_nowhere(tmp_path: Path) -> None:
    giants = "ask: What is {n}?\nanswer: The gas giant\nwrong: [Mars, {n}]\ncategory: Giant worlds"
    many = [giants.format(n=n) for n in range(101)]
    assert "answer-in-category" in list_codes(lint(tmp_path, *many[:2]))
    assert "answer-in-category" not in list_codes(lint(tmp_path, *many))


def make_statements(true: str, false: str) -> list[str]:
    """Return six true statements and six false ones."""
    return [
        f"{TRUE}ask: Star{n} is {true if n < 6 else false} bright.\n"
        f"answer: {str(n < 6).lower()}\nexplain: Light needs {n}0 years."
        for n in range(12)
    ]


@pytest.mark.parametrize(("true", "false", "fires"), [
    ("rather", "always", True),
    ("always", "rather", False),
    ("always", "always", False),
    ("rather", "rather", False),
])  # fmt: skip
def test_bold_statements_are_not_always_false(
    tmp_path: Path, true: str, false: str, fires: bool
) -> None:
    found = list_codes(lint(tmp_path, *make_statements(true, false)))
    assert found == (["extreme-bias"] if fires else [])


def test_the_kind_option_is_not_always_right(tmp_path: Path) -> None:
    made = [
        f"ask: What does she do with thing{n}?\nanswer: She helps number {n}\n"
        f"wrong: [She drops number {n}, She ruins number {n}]\nexplain: A reason for {n}."
        for n in range(12)
    ]
    found = lint(tmp_path, *made)
    assert "kindness-bias" in list_codes(found)
    assert any("right in 12 of 12" in d.message for d in found)
    turned = [text.replace("helps", "kicks").replace("drops", "loves") for text in made]
    assert "kindness-bias" not in list_codes(lint(tmp_path, *turned))
    assert "kindness-bias" not in list_codes(lint(tmp_path, *made[:6]))


LEAKS = [
    (TYPED + "ask: Who leads the shuttle mission?\nanswer: Sturckow", True),
    ("ask: Who leads the shuttle mission?\nanswer: Sturckow\nwrong: [Smith, Jones]", True),
    (TYPED + "ask: Who leads the shuttle mission?\nanswer: Rick\nkey: Sturckow", True),
    (TYPED + "ask: Who leads the shuttle mission?\nanswer: Smith", False),
    ("ask: Who leads the shuttle mission?\nanswer: Sturckow\nwrong: [Six, Shuttle]", False),
    (
        "ask: 'Who leads the shuttle mission: run()?'\nanswer: Sturckow\nwrong: [Smith, Jones]",
        False,
    ),
    (TYPED + "ask: Who has paid for the rocket?\nanswer: Sturckow", False),
    (TYPED + "ask: Who leads the shuttle mission?\nanswer: Sturckow\ntags: [twin:a]", False),
    (TYPED + "ask: Who sang on Shuttle Mission?\nanswer: Sturckow", False),
    (TYPED + "ask: On which shuttle mission is Sturckow?\nanswer: Sturckow", False),
    (NUMBER + "ask: How many lead the shuttle mission?\nanswer: 2", False),
]


@pytest.mark.parametrize(("keys", "fires"), LEAKS)
def test_the_answer_does_not_stand_in_another_question(
    tmp_path: Path, keys: str, fires: bool
) -> None:
    other = (
        NUMBER + "ask: On the shuttle mission, Sturckow leads how many?\nanswer: 6\ntags: [twin:a]"
    )
    found = [d for d in lint(tmp_path, other, keys) if d.code == "given-away"]
    assert len(found) == fires
    assert all(d.question == "q1" and "question q0 in line 9" in d.message for d in found)


@pytest.mark.parametrize(("count", "fires"), [(5, True), (6, False)])
def test_a_word_of_many_questions_gives_nothing_away(
    tmp_path: Path, count: int, fires: bool
) -> None:
    others = [
        f"{NUMBER}ask: On the shuttle mission, how many of Sturckow's are thing{n}?\nanswer: 6"
        for n in range(count)
    ]
    asked = TYPED + "ask: Who leads the shuttle mission?\nanswer: Sturckow's"
    assert ("given-away" in list_codes(lint(tmp_path, asked, *others))) == fires


def test_questions_differ_in_difficulty_and_kind(tmp_path: Path) -> None:
    made = make_choices(30, "one two")
    assert list_codes(lint(tmp_path, *made)) == ["one-difficulty", "one-kind"]
    made[3] += "difficulty: hard"
    assert list_codes(lint(tmp_path, *made)) == ["one-kind"]
    head = HEAD.replace("title: E", "allow: [one-kind]\ntitle: E")
    assert list_codes(lint(tmp_path, *made, head=head)) == []


def test_missing_explanations_are_counted(tmp_path: Path) -> None:
    head = HEAD.replace("title: E", "explanations: optional\ntitle: E")
    made = [
        f"ask: Question {n} about item{n}?\nexplain:\nanswer: A{n}\nwrong: [B{n}]" for n in range(9)
    ]
    (found,) = lint(tmp_path, *made, head=head)
    assert found.message == "9 explanations still to be written; this is the first"
    made[0] += "\nallow: [missing-explain]"
    (found,) = lint(tmp_path, *made, head=head)
    assert found.message.startswith("8 explanations")
    assert len(lint(tmp_path, *made[:3], head=head)) == 2


def test_thousands_of_missing_explanations_leave_a_pack_playable(tmp_path: Path) -> None:
    head = HEAD.replace("title: E", "explanations: optional\ntitle: E")
    made = [make_question(f"id: q{n}\nask: A {n}?\nexplain:") for n in range(2000)]
    reading = read_closely(write(tmp_path / "a.yaml", make_pack(*made, head=head)))
    assert reading.pack.errors == 0
    assert len(reading.pack.questions) == 2000


@given(st.integers(1, 60), st.floats(0.05, 0.95), st.data())
def test_the_tail_of_the_binomial_distribution(
    tries: int, chance: float, data: st.DataObject
) -> None:
    hits = data.draw(st.integers(0, tries))
    tail = find_tail(hits, tries, chance)
    assert 0 <= tail <= 1 + 1e-9
    assert find_tail(0, tries, chance) == pytest.approx(1)
    assert tail >= find_tail(hits + 1, tries, chance)


def test_the_tail_as_tables_have_it() -> None:
    assert find_tail(9, 10, 0.5) == pytest.approx(11 / 1024)
    assert find_tail(540, 1001, 0.5) == pytest.approx(0.0069, abs=3e-4)


# Allowing ---------------------------------------------------------------------------------------

ALLOWS = [
    ("allow: [longest-answr]", "unknown-allow", "Did you mean longest-answer?"),
    ("allow: [syntax]", "unknown-allow", "Only advice about the writing of questions can"),
    ("allow: [zzz]", "unknown-allow", "docs/check.md"),
    ("allow: [longest-answer]", "unused-allow", "Remove it"),
]


@pytest.mark.parametrize(("keys", "code", "hint"), ALLOWS)
def test_what_is_allowed_is_known_and_of_use(
    tmp_path: Path, keys: str, code: str, hint: str
) -> None:
    (found,) = lint(tmp_path, keys)
    assert (found.code, found.line, found.column) == (code, 14, 11)
    assert hint in found.hint
    (found,) = lint(tmp_path, "", head=HEAD.replace("title: E", f"{keys}\ntitle: E"))
    assert (found.code, found.line, found.column) == (code, 3, 9)


def test_a_pack_may_allow_for_all_its_questions(tmp_path: Path) -> None:
    head = HEAD.replace("title: E", "allow: [hint-tells-answer]\ntitle: E")
    assert lint(tmp_path, "hint: It is Jupiter.", head=head) == []


def test_an_allowed_duplicate_of_another_pack_may_be_checked_alone(tmp_path: Path) -> None:
    assert lint(tmp_path, "allow: [near-duplicate]") == []


# All of it --------------------------------------------------------------------------------------


def test_every_rule_is_tested() -> None:
    tested = {code for code, _ in FIRES} | {code for code, *_ in PAIRS} | {a[1] for a in ALLOWS}
    packs = {"length-bias", "truth-bias", "one-difficulty", "one-kind"}
    packs |= {"extreme-bias", "kindness-bias"}
    others = {"answers-confusable", "given-away", "source-lacks-answer", FAILED}
    assert tested | packs | others >= CODES


@pytest.mark.parametrize("path", find_packs(find_places().bundled), ids=lambda path: path.name)
def test_nothing_is_advised_for_the_bundled_packs(path: Path) -> None:
    found = check_packs([read_closely(path)])
    assert [(d.question, d.code) for d in found] == []


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=30),
        min_size=4,
        max_size=4,
        unique=True,
    ),
    st.sampled_from(["en", "es", "de", "ja"]),
)
def test_no_text_is_too_much_for_a_rule(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], language: str
) -> None:
    import json

    folder = tmp_path_factory.getbasetemp()
    ask, key, wrong, told = (json.dumps(text) for text in texts)
    keys = f"ask: {ask}\nexplain: {told}\nhint: {told}\nanswer: {key}"
    head = HEAD.replace("title: E", f"language: {language}\ntitle: E")
    lint(folder, f"{keys}\nwrong: [{wrong}]", f"{TYPED}{keys}\nreject: [{wrong}]", head=head)


SPEECHES = {"en": HEAD, "es": ES, "de": DE}
ENDINGS = ("", "s", "es", "ies", "ces", "sses", "ing", "ed", "e", "as", "os", "us", "'s", "’s")
STEMS = st.text("aeioucrtnsyzáíéñß", min_size=1, max_size=6) | st.sampled_from(
    ["which", "not", "the", "always", "cit", "raí", "un", "hour", "every", "ningun", "siempre"]
)
WORDS = st.builds(str.__add__, STEMS, st.sampled_from(ENDINGS)) | st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=6
)


def say(draw: st.DrawFn, words: list[str]) -> str:
    return " ".join(draw(st.lists(st.sampled_from(words), min_size=1, max_size=5)))


@st.composite
def questions(draw: st.DrawFn) -> str:
    """Draw the keys of a question whose texts share words in all their forms."""
    words = draw(st.lists(WORDS, min_size=2, max_size=8))
    keys: dict[str, object] = {
        "ask": say(draw, words),
        "explain": say(draw, words),
        "hint": say(draw, words),
    }
    kind = draw(st.sampled_from(["choice", "several", "typed", "true-false"]))
    texts = list(dict.fromkeys(say(draw, words) for _ in range(4)))
    made: dict[str, object]
    if kind == "several":
        made = {"answers": texts[:1], "wrong": texts[1:] or ["x"]}
    elif kind == "typed":
        made = {"answer": texts[0], "accept": texts[1:]}
    else:
        made = {"answer": kind == "true-false" or texts[0]}
        if kind == "choice":
            made["wrong"] = texts[1:] or ["x"]
    keys = {"kind": kind, **keys, **made}
    return "\n".join(f"{key}: {json.dumps(value)}" for key, value in keys.items())


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scratch")


@pytest.mark.parametrize("language", SPEECHES)
@given(made=st.lists(questions(), min_size=1, max_size=3))
def test_no_words_make_a_rule_fail(scratch: Path, language: str, made: list[str]) -> None:
    found = lint(scratch, *made, head=SPEECHES[language])
    assert [d.hint for d in found if d.code == FAILED] == []


@pytest.mark.parametrize(
    ("head", "ask", "answer", "word"),
    [
        (HEAD, "Why did cities grow?", "The factories stood in the cities", "cities"),
        (ES, "¿Por qué las raíces viven?", "Las raíces respiran por branquias", "raíces"),
        (ES, "¿Qué hacen las raíces?", "La raíz bebe agua de la tierra", "raíz"),
    ],
)
def test_an_echo_is_named_as_it_is_written(
    tmp_path: Path, head: str, ask: str, answer: str, word: str
) -> None:
    keys = f"ask: {ask}\nanswer: {answer}\nwrong: [Nadie sabe eso del todo, Hacía mucho frío]"
    told = [d.message for d in lint(tmp_path, keys, head=head) if d.code == "answer-echoes-stem"]
    assert len(told) == 1
    assert f'"{word}"' in told[0]


def fail(_: object) -> Iterator[Finding]:
    yield Finding(("ask",), "negative-stem", "Found before")
    raise KeyError("word")


@pytest.mark.parametrize("place", ["RULES", "find_pairs", "balance"])
def test_a_rule_that_fails_costs_its_own_finding_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    if place == "RULES":
        monkeypatch.setattr(run, "RULES", (fail, *run.RULES))
    elif place == "balance":
        monkeypatch.setattr(whole_pack, "RULES", (fail,))
    else:
        monkeypatch.setattr(run, "find_pairs", lambda _: [1 // 0])
    keys = "hint: It is Jupiter.\nallow: [longest-answer]"
    found = lint(tmp_path, keys, "ask: Which moon is the largest?")
    failed = [d for d in found if d.code == FAILED]
    assert [d.question for d in failed] == (["q0", "q1"] if place == "RULES" else [""])
    assert failed[0].severity == "warning"
    assert "a mistake of its own" in failed[0].message
    assert "hint-tells-answer" in list_codes(found)
    assert "unused-allow" not in list_codes(found)
    assert list_codes(found).count("negative-stem") == {"RULES": 2, "balance": 1}.get(place, 0)
