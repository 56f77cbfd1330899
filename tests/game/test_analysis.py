"""Item analysis: published worked examples, an independent computation, and hostile numbers."""

from __future__ import annotations

import statistics
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import find_right, find_wrong, make_question
from spacequiz.game.analysis import Concern, Fact, ItemAnalysis, PackAnalysis, Reply, analyse
from spacequiz.game.analysis_formulas import (
    average,
    compare_extremes,
    correlate,
    find_alpha,
    measure_efficiency,
)
from spacequiz.game.kinds.arranged import Matching, Order
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse, Wrong
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Typed
from spacequiz.game.records import Aid, Answer, Verdict
from spacequiz.words.advice import describe_concern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacequiz.game.kinds.body import Response
    from spacequiz.game.question import Question

Matrix = list[list[int | None]]

# Ten students, ten questions, and the KR-20's terms: K. L. Wuensch, East Carolina University,
# "The Kuder-Richardson 20" (core.ecu.edu/wuenschk/StatHelp/KR20.txt).
WUENSCH = [
    *("1111110110", "1011011101", "1111011001", "0010001000", "0000010010"),
    *("1110111111", "1101110111", "1111111101", "0101111101", "1101101110"),
]
WUENSCH_EASE = [0.7, 0.7, 0.6, 0.7, 0.6, 0.8, 0.7, 0.7, 0.5, 0.6]

# The "Item Analysis Worksheet" of many teachers' courses, with its answers: ten students in two
# halves (studylib.net/doc/25270846).
WORKSHEET = [
    *("1111111111", "1111111101", "1101111100", "0111110101", "1110111001"),
    *("1110110100", "0110110101", "0111001010", "1110100001", "0100010010"),
]
WORKSHEET_EASE = [0.6, 1, 0.8, 0.5, 0.8, 0.8, 0.5, 0.6, 0.3, 0.6]
WORKSHEET_INDEX = [0.4, 0, 0, 0.6, 0.4, 0.4, 0.6, 0.4, -0.2, 0.4]

# The 22 attempts that Moodle tests its statistics with, and what its authors' spreadsheet found:
# the total, and the marks in slots 8, 11 and 20 (mod/quiz/report/statistics/tests).
MOODLE_TOTALS = [
    *(12, 7.4, 11.7, 8.5, 10.1, 11.3, 11.2, 14.1, 8.6, 11.6, 9.3),
    *(13.1, 11.5, 11.3, 5.5, 4.8, 8.7, 11.8, 6, 5.9, 12.8, 13.8),
]
MOODLE_SLOTS = [
    (
        [5.5, 1, 2.5, 4, 3, 4.5, 3, 6, 0.5, 5.5, 2.5, 4, 4, 3, 1, 1, 1.5, 4, 2, 1, 6, 7],
        (25.88327077, 27.23492723),
    ),
    (
        [
            *(1, 0.3, 0.3, 1, 0.9, 1, 0.3, 1, 0.9, 0.9, 1),
            *(0.9, 0.3, 0.3, 0.3, 0.3, 0.9, 0.9, 0.3, 0.3, 1, 0.3),
        ],
        (28.16930644, 31.12404354),
    ),
    (
        [1, 1, 1, 1, 0, 0, 1, 1, 1, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0],
        (-8.396734802, -10),
    ),
]


def read(rows: Sequence[str]) -> Matrix:
    return [[int(mark) for mark in row] for row in rows]


def ask(count: int) -> list[Question]:
    return [make_question(f"q{n}") for n in range(count)]


def reply(student: int, question: Question, response: Response, **fields: object) -> Reply:
    answer = Answer(
        position=0,
        address=question.address,
        progress_key=question.progress_key,
        response=response,
        verdict=Verdict.RIGHT,
        credit=0.0,
        points=0,
        seconds=1.0,
    )
    return Reply(student, replace(answer, **fields))  # type: ignore[arg-type]


def answer_all(matrix: Matrix, questions: Sequence[Question]) -> list[Reply]:
    """Return a right or a wrong answer for each cell that is there."""
    return [
        reply(student, question, find_right(question) if mark else find_wrong(question))
        for student, row in enumerate(matrix)
        for question, mark in zip(questions, row, strict=True)
        if mark is not None
    ]


def run(matrix: Matrix) -> PackAnalysis:
    questions = ask(len(matrix[0]))
    return analyse(questions, answer_all(matrix, questions))


# -- published examples --------------------------------------------------------------------------


@pytest.mark.parametrize(("marks", "expected"), MOODLE_SLOTS)
def test_discrimination_and_efficiency_are_moodles(
    marks: list[float], expected: tuple[float, float]
) -> None:
    rests = [total - mark for total, mark in zip(MOODLE_TOTALS, marks, strict=True)]
    assert correlate(marks, rests) == pytest.approx(expected[0], abs=1e-6)
    assert measure_efficiency(marks, rests) == pytest.approx(expected[1], abs=1e-6)


def test_alpha_is_the_kuder_richardson_20_of_wuensch() -> None:
    found = run(read(WUENSCH))
    terms = sum(p * (1 - p) for p in WUENSCH_EASE)
    assert [item.difficulty for item in found.items] == pytest.approx(WUENSCH_EASE)
    assert found.alpha == pytest.approx(10 / 9 * (1 - terms / 5.84))
    assert found.mean == pytest.approx(0.66)
    assert found.deviation == pytest.approx((5.84 * 10 / 9) ** 0.5 / 10)


def test_upper_minus_lower_is_that_of_the_worksheet() -> None:
    matrix = read(WORKSHEET)
    totals = [sum(mark or 0 for mark in row) for row in matrix]
    for place, (ease, index) in enumerate(zip(WORKSHEET_EASE, WORKSHEET_INDEX, strict=True)):
        marks = [float(row[place] or 0) for row in matrix]
        assert average(marks) == pytest.approx(ease)
        # The worksheet halves the class; its halves are not parted by a tie.
        assert compare_extremes(marks, totals, share=0.5) == pytest.approx(index)


def test_the_upper_and_the_lower_27_percent_are_kelleys() -> None:
    # 100 students: 27 of the best, 24 right; 27 of the weakest, 9 right.
    marks = [1.0] * 24 + [0.0] * 3 + [1.0] * 23 + [0.0] * 23 + [1.0] * 9 + [0.0] * 18
    totals = [3.0] * 27 + [2.0] * 46 + [1.0] * 27
    assert compare_extremes(marks, totals) == pytest.approx((24 - 9) / 27)


def test_those_tied_at_the_edge_share_the_places() -> None:
    # Of ten, three are compared. Two have 9; two with 8, one of them right, share the third place.
    marks = [1.0, 1.0, 1.0, 0.0, *[0.0] * 6]
    totals = [9.0, 9.0, 8.0, 8.0, *[1.0] * 6]
    assert compare_extremes(marks, totals) == pytest.approx((2 + 0.5) / 3)


# -- an independent computation ------------------------------------------------------------------


def draw_matrix(students: int, questions: int, seed: int) -> Matrix:
    random = Random(seed)
    skill = [random.random() for _ in range(students)]
    return [[int(random.random() < s) for _ in range(questions)] for s in skill]


@pytest.mark.parametrize("seed", range(5))
def test_complete_data_agrees_with_the_textbook(seed: int) -> None:
    matrix = draw_matrix(37, 8, seed)
    found = run(matrix)
    columns = [[row[n] or 0 for row in matrix] for n in range(8)]
    totals = [sum(mark or 0 for mark in row) for row in matrix]
    spread = sum(statistics.variance(column) for column in columns)
    assert found.alpha == pytest.approx(8 / 7 * (1 - spread / statistics.variance(totals)))
    assert found.mean == pytest.approx(statistics.mean(totals) / 8)
    assert found.deviation == pytest.approx(statistics.stdev(totals) / 8)
    for item, column in zip(found.items, columns, strict=True):
        rests = [total - mark for total, mark in zip(totals, column, strict=True)]
        best = statistics.covariance(sorted(column), sorted(rests))
        assert item.n == item.compared == 37
        assert item.difficulty == pytest.approx(statistics.mean(column))
        assert item.deviation == pytest.approx(statistics.stdev(column))
        assert item.discrimination == pytest.approx(100 * statistics.correlation(column, rests))
        efficiency = 100 * statistics.covariance(column, rests) / best
        assert item.efficiency == pytest.approx(efficiency)


def test_missing_cells_leave_the_picture_as_it_is() -> None:
    matrix = draw_matrix(1000, 12, 1)
    random = Random(2)
    sparse: Matrix = [[m if random.random() < 0.6 else None for m in row] for row in matrix]
    whole, part = run(matrix), run(sparse)
    assert part.alpha == pytest.approx(whole.alpha, abs=0.03)
    assert part.mean == pytest.approx(whole.mean, abs=0.02)
    for a, b in zip(whole.items, part.items, strict=True):
        assert b.n < a.n
        assert b.difficulty == pytest.approx(a.difficulty, abs=0.05)
        # A rest of fewer questions says less of a student, so the correlation is a little lower.
        assert b.discrimination == pytest.approx(a.discrimination, abs=12)


def test_who_drew_harder_questions_is_not_taken_for_weaker() -> None:
    # Questions 1 to 4 are easy, 5 to 8 hard. Strong students drew the hard ones and got half of
    # them, weak students the easy ones and got half of those; all were asked question 0.
    strong: Matrix = [[1, None, None, None, None, 1, 0, 1, 0]] * 10
    weak: Matrix = [[0, 1, 0, 1, 0, None, None, None, None]] * 10
    rest: Matrix = [[None, 1, 1, 1, 1, 0, 0, 0, 0]] * 20
    (item, *_) = run(strong + weak + rest).items
    assert item.discrimination is not None
    assert item.discrimination > 90


# -- bounds --------------------------------------------------------------------------------------

matrices = (
    st.integers(1, 5)
    .flatmap(
        lambda width: st.lists(
            st.lists(st.sampled_from([0, 1, None]), min_size=width, max_size=width), max_size=12
        )
    )
    .map(lambda rows: rows or [[None]])
)
numbers = st.floats(0, 1) | st.sampled_from([0.0, 0.5, 1.0, 1e-300, 1 / 3])
pairs = st.lists(st.tuples(numbers, st.floats(-1, 1) | st.sampled_from([0.0, 0.1])), max_size=20)


@given(pairs)
def test_formulas_stay_within_their_bounds(found: list[tuple[float, float]]) -> None:
    marks, rests = [x for x, _ in found], [y for _, y in found]
    correlation = correlate(marks, rests)
    efficiency = measure_efficiency(marks, rests)
    difference = compare_extremes(marks, rests)
    assert correlation is None or -100 <= correlation <= 100
    assert efficiency is None or efficiency <= 100
    assert difference is None or -1 <= difference <= 1
    assert efficiency is None or correlation is not None


@given(matrices, st.randoms(use_true_random=False))
def test_the_order_of_students_and_questions_changes_nothing(
    matrix: Matrix, random: Random
) -> None:
    questions = ask(len(matrix[0]))
    before = analyse(questions, answer_all(matrix, questions))
    places = list(range(len(questions)))
    random.shuffle(places)
    shuffled = random.sample(matrix, len(matrix))
    turned = [[row[n] for n in places] for row in shuffled]
    after = analyse(questions, answer_all(turned, [questions[n] for n in places]))
    assert after == before


@given(matrices)
def test_any_matrix_is_borne(matrix: Matrix) -> None:
    found = run(matrix)
    assert found.alpha is None or found.alpha <= 1 + 1e-9
    assert found.mean is None or 0 <= found.mean <= 1
    for item in found.items:
        assert (item.difficulty is None) == (item.n == 0)
        assert item.compared <= item.n
        assert sum(option.count for option in item.options) <= item.n


@given(st.lists(st.dictionaries(st.sampled_from("abcd"), numbers), max_size=8))
def test_alpha_is_at_most_1(rows: list[dict[str, float]]) -> None:
    alpha = find_alpha(rows)
    assert alpha is None or alpha <= 1 + 1e-9


def test_nothing_is_told_of_nothing() -> None:
    found = analyse(ask(2), [])
    assert (found.students, found.mean, found.deviation, found.alpha) == (0, None, None, None)
    assert [item.n for item in found.items] == [0, 0]
    assert analyse([], []).items == ()
    alone = run([[1, 0]])
    assert alone.deviation is None
    assert alone.items[0].discrimination is None


def test_a_class_answers_a_big_pack_in_a_moment() -> None:
    questions = [make_question(f"q{n}", TrueFalse(answer=True)) for n in range(100)]
    random = Random(3)
    matrix: Matrix = [[random.randint(0, 1) for _ in questions] for _ in range(100)]
    assert analyse(questions, answer_all(matrix, questions)).replies == 10_000


# -- which answers count -------------------------------------------------------------------------


def test_only_the_first_answer_counts() -> None:
    (question,) = ask(1)
    replies = [
        reply(1, question, find_wrong(question)),
        reply(1, question, find_right(question)),
        reply(2, question, find_right(question)),
    ]
    found = analyse([question], replies)
    assert (found.students, found.replies) == (2, 2)
    assert found.items[0].difficulty == 0.5


def test_answers_to_other_packs_do_not_count() -> None:
    (question,) = ask(1)
    other = make_question("elsewhere")
    assert analyse([question], [reply(1, other, find_right(other))]).replies == 0


def test_no_answer_is_no_credit_but_a_free_skip_is_no_answer() -> None:
    (question,) = ask(1)
    skipped = {"verdict": Verdict.SKIPPED}
    timed_out = {"verdict": Verdict.TIMED_OUT}
    replies = [
        reply(1, question, (), **skipped),
        reply(2, question, find_right(question), **timed_out),
        reply(3, question, (), **skipped)._replace(mode="sprint"),
        reply(3, question, find_right(question))._replace(mode="classic"),
    ]
    (item,) = analyse([question], replies).items
    assert (item.n, item.blank) == (3, 2)
    assert item.difficulty == pytest.approx(1 / 3)


def test_a_claim_counts_as_the_game_judges_it() -> None:
    question = make_question("q", Typed("moon"))
    replies = [reply(1, question, ("lantern",), credit=1.0, claimed=True)]
    (item,) = analyse([question], replies).items
    assert (item.difficulty, item.claimed) == (0, 1)


def test_a_mended_key_mends_the_analysis() -> None:
    wrong = make_question("q", Choice("Mars", (Wrong("Jupiter"),)))
    replies = [reply(1, wrong, ("Jupiter",), verdict=Verdict.WRONG)]
    mended = make_question("q", Choice("Jupiter", (Wrong("Mars"),)))
    assert analyse([wrong], replies).items[0].difficulty == 0
    assert analyse([mended], replies).items[0].difficulty == 1


@pytest.mark.parametrize(
    ("body", "response"),
    [
        (Choice("a", (Wrong("b"),)), ("gone",)),
        (Several(("a", "b"), (Wrong("c"),)), ("a", "gone")),
        (Order(("a", "b", "c")), ("a", "b", "gone")),
        (Matching((("a", "b"), ("c", "d"))), ("b", "gone")),
    ],
)
def test_an_answer_with_an_option_that_is_gone_keeps_its_credit(
    body: Choice, response: Response
) -> None:
    question = make_question("q", body)
    given = reply(1, question, response, credit=0.5)
    assert analyse([question], [given]).items[0].difficulty == 0.5
    claimed = reply(1, question, response, credit=1.0, claimed=True)
    assert analyse([question], [claimed]).items[0].difficulty == 0
    broken = reply(1, question, response, credit=float("nan"))
    assert analyse([question], [broken]).items[0].difficulty == 0


# -- options and mistakes ------------------------------------------------------------------------


def test_options_are_counted_but_not_where_fifty_fifty_hid_some() -> None:
    question = make_question("q", Choice("a", (Wrong("b"), Wrong("c"))))
    replies = [reply(n, question, (text,)) for n, text in enumerate("aaabbbb" * 3)]
    replies.append(reply(21, question, ("a",), aids=frozenset({Aid.FIFTY_FIFTY})))
    (item,) = analyse([question], replies).items
    assert [(o.text, o.count, o.right, o.idle) for o in item.options] == [
        ("a", 9, True, False),
        ("b", 12, False, False),
        ("c", 0, False, True),
    ]
    assert item.options[1].share == pytest.approx(4 / 7)
    assert (item.n, item.helped, item.difficulty) == (22, 1, 10 / 22)


def test_one_answer_is_all_there_are() -> None:
    question = make_question("q", Choice("a", (Wrong("b"),)))
    (item,) = analyse([question], [reply(1, question, ("b",))]).items
    assert [option.share for option in item.options] == [0, 1]


def test_mistakes_of_typed_answers_are_counted_whatever_their_case() -> None:
    question = make_question("q", Typed("moon"))
    texts = ["Sun", "sun", " SUN ", "star", "moon", "Moon", ""]
    (item,) = analyse(
        [question], [reply(n, question, (text,)) for n, text in enumerate(texts)]
    ).items
    assert [(o.text, o.count) for o in item.options] == [(" SUN ", 3), ("star", 1)]
    assert item.blank == 1


def test_mistakes_of_numbers_and_pairs_are_counted() -> None:
    number = make_question("n", Number(Decimal(8)))
    match = make_question("m", Matching((("Mars", "red"), ("Neptune", "blue"))))
    replies = [
        reply(1, number, ("9",)),
        reply(2, number, ("8",)),
        reply(1, match, ("blue", "blue")),
        reply(2, match, ("", "red")),
    ]
    found = analyse([number, match], replies).items
    assert [(o.text, o.count) for o in found[0].options] == [("9", 1)]
    assert [(o.text, o.count) for o in found[1].options] == [
        ("Mars → blue", 1),
        ("Neptune → red", 1),
    ]


# -- advice --------------------------------------------------------------------------------------


def list_codes(matrix: Matrix, place: int = 0) -> list[str]:
    return [concern.fact for concern in run(matrix).items[place].concerns]


def tell(item: ItemAnalysis) -> dict[str, str]:
    return {concern.fact: describe_concern(concern) for concern in item.concerns}


def choose(texts: Sequence[str], body: Choice | Typed | TrueFalse) -> dict[str, str]:
    question = make_question("q", body)
    replies = [reply(n, question, (text,) if text else ()) for n, text in enumerate(texts)]
    return tell(analyse([question], replies).items[0])


ABCD = Choice("a", (Wrong("b"), Wrong("c"), Wrong("d")))


def test_a_wrong_option_chosen_most_casts_doubt_on_the_key() -> None:
    flags = choose("aaaaabbbbbbbbcd", ABCD)
    assert flags["check-key"] == "More chose “b” (8) than the right answer (5): check the key."


def test_a_wrong_answer_typed_most_asks_to_be_accepted() -> None:
    flags = choose(["moon"] * 4 + ["luna"] * 6 + [""] * 3, Typed("moon"))
    assert flags["check-accept"].startswith("More wrote “luna” (6) than the right answer (4)")
    assert flags["blank"].startswith("3 of 13 gave no answer")


def test_where_nobody_wrote_anything_wrong_no_key_is_doubted() -> None:
    assert "check-accept" not in choose(["moon"] * 13, Typed("moon"))


def test_what_everyone_or_hardly_anyone_knows_is_named() -> None:
    assert list(choose("a" * 12, ABCD)) == ["known-by-all"]
    assert "easy" in choose("a" * 39 + "b", ABCD)
    assert "guessing" in choose("aaabbbcccddd", ABCD)
    assert "guessing" in choose(["true"] * 5 + ["false"] * 5, TrueFalse(answer=True))
    assert "hard" in choose(["moon"] * 2 + list("abcdefghijkl"), Typed("moon"))


def test_idle_options_are_named() -> None:
    flags = choose("aaaaaaaabbbb" * 2, ABCD)
    assert flags["idle-options"].startswith("Hardly anyone chose “c”, “d”:")
    assert "idle-options" not in choose("aaaaaaaabbbb", ABCD)


def test_an_idle_option_can_go_where_two_others_work() -> None:
    flags = choose("aaaaaaaabbbccc" * 2, ABCD)
    assert flags["drop-options"] == "Hardly anyone chose “d”: drop it; the others are enough."
    assert "idle-options" not in flags


def test_a_wrong_option_that_better_students_choose_is_named() -> None:
    tricky, other = make_question("q", ABCD), make_question("r", ABCD)
    replies = []
    for student, (text, mark) in enumerate([("b", "a")] * 5 + [("a", "a")] * 6 + [("c", "d")] * 5):
        replies += [reply(student, tricky, (text,)), reply(student, other, (mark,))]
    item = analyse([tricky, other], replies).items[0]
    assert tell(item)["tempts-better"].startswith("Better students chose “b” more often")
    assert [round(option.pull or 0) for option in item.options] == [52, 45, -100, 0]


def test_a_question_that_better_students_miss_is_named() -> None:
    better: Matrix = [[0, 1, 1, 1]] * 10
    weaker: Matrix = [[1, 0, 0, 1]] * 10
    assert "negative" in list_codes(better + weaker)
    mixed: Matrix = [[1, 1, 1, 0], [0, 1, 1, 0], [1, 0, 0, 0], [0, 0, 0, 0]] * 5
    assert "weak" in list_codes(mixed)
    assert "weak" not in list_codes(mixed, 1)


def test_help_and_claims_are_named() -> None:
    question = make_question("q", Typed("moon"))
    aids = frozenset({Aid.HINT})
    replies = [reply(n, question, ("moon",), aids=aids if n < 4 else frozenset()) for n in range(9)]
    replies += [reply(n, question, (f"x{n}",), claimed=True) for n in (9, 10)]
    flags = tell(analyse([question], replies).items[0])
    assert flags["helped"].startswith("4 of 11 took help")
    assert flags["claimed"].startswith("2 said that they were right")


def test_too_few_answers_bring_no_advice_and_few_a_caution() -> None:
    assert choose("bbbbbbbbb", ABCD) == {}
    question = make_question("q", ABCD)
    for count, cautious in ((29, True), (30, False)):
        found = analyse([question], [reply(n, question, ("a",)) for n in range(count)])
        assert found.cautious is found.items[0].cautious is cautious


@pytest.mark.parametrize("fact", Fact)
def test_every_fact_has_words(fact: Fact) -> None:
    assert describe_concern(Concern(fact, ("b",), 8, 13)).endswith((".", "?"))
