"""Typed answers: what is the same, what is forgiven, what is not."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spacequiz.game.kinds.body import Outcome
from spacequiz.game.kinds.sameness import TEXT_LIMIT, normalise
from spacequiz.game.kinds.slips import allow_edits, count_letters
from spacequiz.game.kinds.typed import Strictness, Typed, judge_typed

SPELLING = Strictness.SPELLING
RIGHT, SLIP, CLOSE, WRONG = Outcome.RIGHT, Outcome.SLIP, Outcome.CLOSE, Outcome.WRONG
UNREADABLE = Outcome.UNREADABLE
LANGUAGES = ["en", "es", "fr", "de", "it", "pt", "nl", "ca", "ru", "ja"]


def judge(typed: str, answer: str, language: str = "en", **keys: object) -> Outcome:
    return judge_typed(typed, Typed(answer, **keys), language).outcome  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "answer", "language"),
    [
        ("jUPITER", "Jupiter", "en"),
        ("  neil \t armstrong\n", "Neil Armstrong", "en"),
        ("Ｊｕｐｉｔｅｒ", "Jupiter", "en"),
        ("fi", "ﬁ", "en"),
        ("Jose", "José", "es"),
        ("JOSÉ", "Jose\u0301", "es"),
        ("Nino", "Niño", "es"),
        ("Oresund", "Øresund", "en"),
        ("Lodz", "Łódź", "en"),
        ("Caesar", "Cæsar", "en"),
        ("oeuvre", "œuvre", "fr"),
        ("Isik", "Işık", "en"),
        ("ISTANBUL", "İstanbul", "en"),
        ("Straße", "STRASSE", "de"),
        ("Djokovic", "Djoković", "en"),
        ("Dakovo", "Đakovo", "en"),
        ("thor", "Þor", "en"),
        ("d’Artagnan", "d'Artagnan", "fr"),
        ("Jean–Paul", "Jean-Paul", "fr"),
        ("“Hamlet”", "Hamlet", "en"),
        ("'Hamlet.'", "Hamlet", "en"),
        ("Jupiter.", "Jupiter", "en"),
        ("Jupiter !!", "Jupiter", "en"),
        ("¡Júpiter!", "Júpiter", "es"),
        ("Yahoo", "Yahoo!", "en"),
        ("...", "...", "en"),
        ("C++", "C++", "en"),
        ("the Sun", "Sun", "en"),
        ("Sun", "the Sun", "en"),
        ("an apple", "The apple", "en"),
        ("la Luna", "Luna", "es"),
        ("El sol", "sol", "es-MX"),
        ("l’eau", "Eau", "fr"),
        ("Les Alpes", "Alpes", "fr_CA"),
        ("die Sonne", "Sonne", "DE"),
        ("un'isola", "isola", "it"),
        ("gli alberi", "alberi", "it"),
        ("os planetas", "Planetas", "pt"),
        ("The The", "The The", "en"),
        ("Vitamin A", "Vitamin A", "en"),
        ("A", "A", "en"),
        ("\x1b[31mMars\x1b[0m", "Mars", "en"),
        ("Ma\u200brs\x07", "Mars", "en"),
        ("Москва", "москва", "ru"),
    ],
)
def test_same(typed: str, answer: str, language: str) -> None:
    assert judge(typed, answer, language, match=SPELLING) is RIGHT


@pytest.mark.parametrize(
    ("typed", "answer", "language"),
    [
        ("The", "The The", "en"),
        ("land", "La La Land", "fr"),
        ("the soleil", "soleil", "fr"),
        ("и", "й", "ru"),
        ("か", "が", "ja"),
        ("C", "C++", "en"),
        ("C#", "C++", "en"),
    ],
)
def test_not_same(typed: str, answer: str, language: str) -> None:
    assert judge(typed, answer, language) is WRONG


@pytest.mark.parametrize("typed", ["", " ", "?", "\x00", "...", "«»"])
def test_nothing_is_asked_again(typed: str) -> None:
    assert judge(typed, "Mars") is UNREADABLE
    assert judge(typed, "\x00") is UNREADABLE


@pytest.mark.parametrize(
    ("typed", "answer", "outcome"),
    [
        # Four letters: none forgiven, a miss by one is close. Three: not even close.
        ("mers", "Mars", CLOSE),
        ("son", "Sun", WRONG),
        ("maers", "Mars", CLOSE),
        ("mxxs", "Mars", WRONG),
        # Five letters: one edit of each sort.
        ("erth", "Earth", SLIP),
        ("earthh", "Earth", SLIP),
        ("eurth", "Earth", SLIP),
        ("eatrh", "Earth", SLIP),
        ("eatrhh", "Earth", CLOSE),
        ("eaxxxh", "Earth", WRONG),
        # Eight letters: still one.
        ("aldebran", "Aldebara", CLOSE),
        # Nine letters: two.
        ("betelguse", "Betelgeuse", SLIP),
        ("betlguse", "Betelgeuse", SLIP),
        ("astronmoyy", "Astronomy", SLIP),
        ("astrxxxmy", "Astronomy", CLOSE),
        ("axxxxnomy", "Astronomy", WRONG),
        # But two missing letters of nine make another word.
        ("Austria", "Australia", WRONG),
        ("Niel Amrstrong", "Neil Armstrong", SLIP),
    ],
)
def test_typos(typed: str, answer: str, outcome: Outcome) -> None:
    assert judge(typed, answer) is outcome


@pytest.mark.parametrize(
    ("letters", "edits"), [(0, 0), (4, 0), (5, 1), (8, 1), (9, 2), (30, 2), (200, 2)]
)
def test_limits(letters: int, edits: int) -> None:
    assert allow_edits(letters) == edits


def test_only_letters_count() -> None:
    assert count_letters("a-1 é?") == 2
    assert judge("R2D3!", "R2-D2") is WRONG
    assert judge("1968", "1969") is WRONG


def test_an_ideograph_is_no_letter() -> None:
    assert judge("東京大学病因", "東京大学病院", "ja") is WRONG


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("Apollo 12", "Apollo 11"),
        ("Apollo", "Apollo 1"),
        ("15 litres", "1.5 litres"),
        ("-5 degrees", "5 degrees"),
        ("Louis XV", "Louis XIV"),
        ("Louis XVI", "Louis XIV"),
        ("Elizabeth I", "Elizabeth II"),
        ("Vitamin D", "Vitamin C"),
        ("Hepatitis", "Hepatitis A"),
        ("Malcolm Y", "Malcolm X"),
        ("now alone", "not alone"),
        ("they can swim", "they can't swim"),
        ("capable", "incapable"),
        ("incapable", "capable"),
        ("unhappy", "happy"),
        ("sexual reproduction", "asexual reproduction"),
        ("anaerobic", "aerobic"),
        ("increasing", "decreasing"),
        ("introvert", "extrovert"),
        ("hypothermia", "hyperthermia"),
        ("microeconomics", "macroeconomics"),
        ("South Korea", "North Korea"),
        ("Eastern Europe", "Western Europe"),
        ("West Timor", "East Timor"),
        ("Kim Jong Un", "Kim Jong Il"),
        ("female choir", "male choir"),
        ("middle ged", "middle aged"),
    ],
)
def test_no_slip_of_the_finger(typed: str, answer: str) -> None:
    assert judge(typed, answer) in (CLOSE, WRONG)
    assert judge(typed, answer, match=SPELLING) in (CLOSE, WRONG)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("incapble", "incapable"),
        ("ncapable", "incapable"),
        ("Apolo 11", "Apollo 11"),
        ("Luois XIV", "Louis XIV"),
        ("Vitamine C", "Vitamin C"),
        ("Noth Korea", "North Korea"),
        ("years go", "years ago"),  # too short a rest for a prefix to stand before it
    ],
)
def test_slip_beside_what_must_be_exact(typed: str, answer: str) -> None:
    assert judge(typed, answer) is SLIP


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("xray", "X-ray"),
        ("x ray", "X-ray"),
        ("USA", "U.S.A."),
        ("dont", "don't"),
        ("T Rex", "TRex"),
    ],
)
def test_spacing_makes_no_difference(typed: str, answer: str) -> None:
    assert judge(typed, answer, match=SPELLING) is RIGHT


def test_spacing_of_digits_counts() -> None:
    assert judge("12", "1-2") is WRONG
    assert judge("1.23", "12.3") is WRONG


def test_typos_may_be_refused() -> None:
    assert judge("jupitr", "Jupiter", match=SPELLING) is CLOSE
    assert judge("jupxxer", "Jupiter", match=SPELLING) is CLOSE
    assert judge("Jupiter", "Jupiter", match=SPELLING) is RIGHT


def test_reject_is_wrong_though_a_typo_away() -> None:
    assert judge("Ganbia", "Gambia") is SLIP
    assert judge("the GANBIA.", "Gambia", reject=("Ganbia",)) is WRONG


def test_as_near_to_a_reject_is_wrong() -> None:
    assert judge("ambia", "Gambia", reject=("Zambia",)) is WRONG
    assert judge("gambxia", "Gambia", reject=("Zambia",)) is SLIP


def test_accepted_texts_are_no_rivals() -> None:
    judgement = judge_typed("colourr", Typed("color", accept=("colour",)))
    assert (judgement.outcome, judgement.matched) == (SLIP, "colour")
    assert judge_typed("colour", Typed("color", accept=("colour",))).matched == "colour"


def test_reject_and_answer_may_differ_in_accents_or_case_alone() -> None:
    assert judge("papa", "papá", "es", reject=("papa",)) is WRONG
    assert judge("Papa", "papá", "es", reject=("papa",)) is WRONG
    assert judge("PAPÁ", "papá", "es", reject=("papa",)) is RIGHT
    assert judge("papà", "papá", "es", reject=("papa",)) is RIGHT
    assert judge("polish", "Polish", reject=("polish",)) is WRONG
    assert judge("POLISH", "Polish", reject=("polish",)) is RIGHT


def test_only_the_articles_of_the_language_are_dropped() -> None:
    assert normalise("die sonne", "de") == "sonne"
    assert normalise("die hard", "en") == "die hard"


@pytest.mark.parametrize(
    "text",
    [
        *(piece * 100_000 for piece in ("a", "ﷺ", '"', "\ud800", "\x00")),
        *(piece * 50_000 for piece in ("\x1b[", "\u0301\u0316", "the ", "l'")),
    ],
    ids=range(9),
)
def test_a_pasted_flood_is_quick_and_harmless(text: str) -> None:
    start = time.process_time()
    assert judge(text, "l'étoile polaire", "fr", reject=("l'étoile",) * 8) in (
        WRONG,
        UNREADABLE,
    )
    assert time.process_time() - start < 1


def test_what_is_beyond_the_limit_is_not_looked_at() -> None:
    assert TEXT_LIMIT == 1000
    assert judge("Mars" + " " * TEXT_LIMIT + "x", "Mars") is RIGHT
    assert judge("Mars" + " " * (TEXT_LIMIT - 5) + "x", "Mars") is WRONG


def test_no_typo_no_rapidfuzz() -> None:
    code = (
        "import sys; from spacequiz.game.kinds.typed import judge_typed;"
        "from spacequiz.game.question import Typed;"
        "judge_typed('mars', Typed('Mars')); judge_typed('a long way off', Typed('Mars'));"
        "sys.exit('rapidfuzz' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(st.text(), st.sampled_from(LANGUAGES))
def test_normalise_is_idempotent(text: str, language: str) -> None:
    once = normalise(text, language)
    assert normalise(once, language) == once


PIECES = st.lists(
    st.sampled_from(["the", "a", "an", "la", "l'", "un'", " ", '"', "'", ".", "¡", "\u0301", "É"])
    | st.sampled_from(["œ", "ŉ", "ﷺ", "İ", "\u0345", "\u200b", "\x1b[1m", "х", "´", "½", "…"])
)


@given(PIECES.map("".join), st.sampled_from(LANGUAGES))
def test_normalise_is_idempotent_on_spiteful_text(text: str, language: str) -> None:
    once = normalise(text, language)
    assert normalise(once, language) == once


@given(st.text(min_size=1, max_size=200), st.sampled_from(LANGUAGES))
def test_the_answer_itself_is_right(text: str, language: str) -> None:
    if normalise(text, language):
        assert judge(text, text, language, match=SPELLING) is RIGHT


@settings(max_examples=200)
@given(st.text(), st.text(), st.lists(st.text()), st.lists(st.text()), st.sampled_from(LANGUAGES))
def test_never_raises_and_a_reject_is_never_right(
    typed: str, answer: str, accept: list[str], reject: list[str], language: str
) -> None:
    body = Typed(answer, tuple(accept), tuple(reject))
    judgement = judge_typed(typed, body, language)
    assert judgement.matched in ("", answer, *accept, *reject)
    if typed in reject and typed not in (answer, *accept):
        assert judge_typed(typed, body, language).outcome in (WRONG, RIGHT, UNREADABLE)


WORD = st.text("bcdfghjklmnpqrstvwxyz", min_size=3, max_size=14).map(lambda text: f"q{text}q")


@given(WORD, st.data())
def test_every_sort_of_edit_is_judged_alike(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 2))
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    edited = [word[:at] + "ë" + word[at:], word[:at] + word[at + 1 :], swapped]
    edited.append(word[:at] + "ë" + word[at + 1 :])
    expected = SLIP if len(word) >= 5 else CLOSE
    assert {judge(text, word, "xx") for text in edited if text != word} <= {expected}


RULES = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_examples_in_the_rules_hold() -> None:
    rows = re.findall(
        r"^\| (.+?) \| `(.+)` \| (right|wrong)(.*) \|$", RULES.read_text("utf-8"), re.M
    )
    assert len(rows) >= 15
    told = {RIGHT: ("right", ""), CLOSE: ("wrong", ", close"), WRONG: ("wrong", "")}
    for answer, typed, verdict, remark in rows:
        expected = told | {SLIP: ("right", f", accepted as {answer}")}
        assert expected[judge(typed, answer)] == (verdict, remark), typed
