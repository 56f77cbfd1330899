"""The packs that ship with the game: sound, fair to a guesser, and true to their documents."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from random import Random
from statistics import mean
from typing import TYPE_CHECKING

import pytest

from spacequiz.game.drawing import Candidate, Listed, draw
from spacequiz.game.kinds import Kind
from spacequiz.game.kinds.body import Outcome
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse
from spacequiz.game.kinds.typed import Typed, judge_typed
from spacequiz.game.question import Question, arrange_options, find_twins
from spacequiz.packs.library import find_packs
from spacequiz.packs.read import read_pack
from spacequiz.paths import find_places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from spacequiz.packs.pack import Pack

FOLDERS = tuple(find_packs(find_places().bundled))
FEWEST_QUESTIONS = 220
FEWEST_NUMBERS = 20
"""A quiz night breaks its ties with numbers."""
FEWEST_LINKS = 40
"""Questions that join paragraphs, people or the two articles; they are tagged `link`."""
SHARES = {"easy": (0.3, 0.4), "medium": (0.38, 0.5), "hard": (0.15, 0.25)}
"""The least and the greatest share of each difficulty."""
MOST_EXCESS = 0.1
"""How far from chance always picking the longest option, or the shortest, may take a guesser."""
MOST_TRUE = 0.6
"""The greatest share of true statements, and of false ones."""


@cache
def read(path: Path) -> Pack:
    return read_pack(path)


@pytest.fixture(params=FOLDERS, ids=[path.name for path in FOLDERS])
def pack(request: pytest.FixtureRequest) -> Pack:
    return read(request.param)


@pytest.fixture
def original(pack: Pack) -> Pack:
    """Return the pack that the pack translates."""
    if not pack.head.translates:
        pytest.skip("an original")
    found = {other.head.id: other for other in map(read, FOLDERS)}
    return found[pack.head.translates]


def list_choices(pack: Pack) -> list[tuple[Question, Choice]]:
    return [(q, q.body) for q in pack.questions if isinstance(q.body, Choice)]


def list_texts(question: Question) -> Iterator[str]:
    """Yield all of a question that a player may read."""
    yield from (question.ask, question.explain, question.hint)
    if isinstance(question.body, Choice | Several):
        for wrong in question.body.wrong:
            yield from (wrong.text, wrong.why)


def find_all(pack: Pack, fault: str, *, where: list[bool]) -> None:
    """Assert that no question has a fault, and name those that do."""
    found = [q.id for q, bad in zip(pack.questions, where, strict=True) if bad]
    assert not found, f"{fault}: {', '.join(found)}"


def test_the_game_ships_with_questions() -> None:
    assert "a-million-miles-away" in [path.name for path in FOLDERS]


# Soundness --------------------------------------------------------------------------------------


def test_a_pack_has_neither_errors_nor_warnings(pack: Pack) -> None:
    assert [(d.path, d.line, d.code) for d in pack.diagnostics] == []


def test_a_pack_has_enough_questions_of_every_kind(pack: Pack) -> None:
    assert len(pack.questions) >= FEWEST_QUESTIONS
    kinds = Counter(question.kind for question in pack.questions)
    assert kinds.keys() == set(Kind)
    assert kinds[Kind.NUMBER] >= FEWEST_NUMBERS


def test_many_questions_join_what_stands_apart(pack: Pack) -> None:
    assert sum("link" in question.tags for question in pack.questions) >= FEWEST_LINKS


def test_every_question_has_an_id_of_its_own(pack: Pack) -> None:
    assert len({question.id for question in pack.questions}) == len(pack.questions)


def test_no_two_questions_ask_the_same(pack: Pack) -> None:
    asked = Counter(question.ask.casefold() for question in pack.questions)
    assert [ask for ask, count in asked.items() if count > 1] == []


@pytest.mark.parametrize("name", ["hint", "explain", "citation"])
def test_every_question_has_a_hint_an_explanation_and_a_source(pack: Pack, name: str) -> None:
    find_all(pack, f"no {name}", where=[not getattr(q, name) for q in pack.questions])


def test_every_source_names_paragraphs_that_exist(pack: Pack) -> None:
    documents = pack.head.documents

    def is_lost(question: Question) -> bool:
        cited = question.citation
        if cited is None or cited.document not in documents or not cited.paragraphs:
            return True
        count = documents[cited.document].count
        return not all(1 <= number <= count for number in cited.paragraphs)

    find_all(pack, "lost source", where=[is_lost(q) for q in pack.questions])


def test_every_paragraph_of_every_document_is_asked_about(pack: Pack) -> None:
    cited = {
        (question.citation.document, number)
        for question in pack.questions
        if question.citation
        for number in question.citation.paragraphs
    }
    all_of_them = {
        (document.id, number)
        for document in pack.head.documents.values()
        for number in range(1, document.count + 1)
    }
    assert cited == all_of_them
    assert all_of_them


def test_every_wrong_option_says_why_it_fails(pack: Pack) -> None:
    bodies = [question.body for question in pack.questions]
    find_all(
        pack,
        "a wrong option without a why",
        where=[
            isinstance(body, Choice | Several) and not all(wrong.why for wrong in body.wrong)
            for body in bodies
        ],
    )


def test_nothing_is_shouted(pack: Pack) -> None:
    def shouts(text: str) -> bool:
        """Return whether an exclamation mark stands outside a quoted title."""
        return any(mark in re.sub('".*?"|“.*?”|«.*?»', "", text) for mark in "!¡")

    where = [any(map(shouts, list_texts(q))) for q in pack.questions]
    find_all(pack, "an exclamation mark", where=where)


def test_no_question_repeats_what_the_screen_says(pack: Pack) -> None:
    """The game itself asks for all right options."""
    stems = ("every right answer", "all right answers", "all that apply")
    where = [any(stem in q.ask.casefold() for stem in stems) for q in pack.questions]
    find_all(pack, "a redundant stem", where=where)


def test_no_hint_or_stem_holds_the_answer(pack: Pack) -> None:
    def tells(question: Question) -> bool:
        if not isinstance(question.body, Choice):
            return False
        answer = question.body.answer.casefold()
        return len(answer) > 3 and answer in f"{question.ask} {question.hint}".casefold()

    find_all(pack, "the answer in the stem or hint", where=[tells(q) for q in pack.questions])


def test_typed_answers_are_judged_as_the_pack_says(pack: Pack) -> None:
    strange = []
    for question in pack.questions:
        body = question.body
        if not isinstance(body, Typed):
            continue
        assert body.key, question.id
        for texts, outcome in (
            ((body.answer, *body.key, *body.accept), Outcome.RIGHT),
            ([text for text, _ in body.prompt], Outcome.PROMPT),
            (body.reject, Outcome.WRONG),
        ):
            for text in texts:
                judged = judge_typed(text, body, question.language, ask=question.ask).outcome
                near = outcome is Outcome.WRONG and judged in (Outcome.CLOSE, Outcome.UNREADABLE)
                if judged is not outcome and not near:
                    strange.append((question.id, text, judged))
    assert strange == []


# Fairness ---------------------------------------------------------------------------------------


def test_the_difficulties_are_spread_within_their_bands(pack: Pack) -> None:
    counts = Counter(question.difficulty.value for question in pack.questions)
    for level, (least, most) in SHARES.items():
        assert least <= counts[level] / len(pack.questions) <= most, counts


def test_the_right_answer_stands_at_every_place_equally_often(pack: Pack) -> None:
    places: Counter[tuple[int, int]] = Counter()
    games = 20
    shuffled = [(q, body) for q, body in list_choices(pack) if not is_sorted(q)]
    assert len(shuffled) > 20
    for question, body in shuffled:
        for seed in range(games):
            options = arrange_options(question, f"{seed}")
            places[len(options), options.index(body.answer)] += 1
    sizes = Counter(len(body.wrong) + 1 for _, body in shuffled)
    assert set(sizes) == {3, 4}
    expected = {size: games * count / size for size, count in sizes.items()}
    deviation = sum(
        (places[size, place] - e) ** 2 / e for size, e in expected.items() for place in range(size)
    )
    assert deviation < 20.52  # chi-square with 2 + 3 degrees of freedom: p = 0.001


def is_sorted(question: Question) -> bool:
    """Return whether the options stand in the same order in every game, as numbers do."""
    return len({arrange_options(question, f"{seed}") for seed in range(10)}) == 1


def test_the_place_of_the_right_number_is_no_clue(pack: Pack) -> None:
    places = [
        arrange_options(question, "").index(body.answer) / len(body.wrong)
        for question, body in list_choices(pack)
        if is_sorted(question)
    ]
    if len(places) >= 5:
        assert 0.2 <= mean(places) <= 0.8
        assert len(set(places)) > 2


@pytest.mark.parametrize("pick", [max, min])
def test_the_length_of_an_option_is_no_clue(
    pack: Pack, pick: Callable[[Iterable[int]], int]
) -> None:
    excess = []
    for _, body in list_choices(pack):
        options = (body.answer, *(wrong.text for wrong in body.wrong))
        picked = [text for text in options if len(text) == pick(map(len, options))]
        excess.append((body.answer in picked) / len(picked) - 1 / len(options))
    assert abs(mean(excess)) <= MOST_EXCESS


def test_neither_true_nor_false_is_the_safe_guess(pack: Pack) -> None:
    truths = [q.body.answer for q in pack.questions if isinstance(q.body, TrueFalse)]
    assert 1 - MOST_TRUE <= mean(truths) <= MOST_TRUE


def test_several_right_options_are_not_always_as_many(pack: Pack) -> None:
    bodies = [q.body for q in pack.questions if isinstance(q.body, Several)]
    shares = Counter(len(body.answers) / (len(body.answers) + len(body.wrong)) for body in bodies)
    assert len(shares) > 1
    assert all(body.wrong for body in bodies)


def test_twins_are_never_drawn_together(pack: Pack) -> None:
    candidates = [
        Candidate(q.address, q.progress_key, q.difficulty, " ".join(sorted(find_twins(q.tags))))
        for q in pack.questions
    ]
    assert any(candidate.twins for candidate in candidates)
    for seed in range(50):
        drawn = draw(Listed(candidates), 25, {}, Random(seed))
        tags = Counter(tag for candidate in drawn for tag in candidate.twins.split())
        assert len(drawn) == 25
        assert not [tag for tag, count in tags.items() if count > 1]


def test_no_twin_tag_stands_alone(pack: Pack) -> None:
    tags = Counter(tag for question in pack.questions for tag in find_twins(question.tags))
    assert [tag for tag, count in tags.items() if count == 1] == []


# Editions ---------------------------------------------------------------------------------------


def sketch(question: Question) -> tuple[object, ...]:
    """Return what every edition of a question shares."""
    cited = question.citation
    assert cited is not None
    return (
        question.kind,
        question.difficulty,
        sorted(question.tags),
        (cited.document, cited.paragraphs),
        count_options(question),
    )


def count_options(question: Question) -> tuple[int, ...]:
    match question.body:
        case Choice(wrong=wrong):
            return (1, len(wrong))
        case Several(answers, wrong):
            return (len(answers), len(wrong))
    return ()


def test_an_edition_has_the_questions_of_the_original(pack: Pack, original: Pack) -> None:
    ours = {question.id: question for question in pack.questions}
    theirs = {question.id: question for question in original.questions}
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if sketch(ours[name]) != sketch(theirs[name])] == []
    assert all(ours[name].progress_key == theirs[name].progress_key for name in ours)


def test_an_edition_keeps_the_questions_of_a_category_together(pack: Pack, original: Pack) -> None:
    ours = {question.id: question.category for question in pack.questions}
    pairs = {(question.category, ours[question.id]) for question in original.questions}
    assert len(pairs) == len({one for one, _ in pairs}) == len({other for _, other in pairs})


def test_an_edition_is_in_another_language(pack: Pack, original: Pack) -> None:
    assert pack.head.language != original.head.language
    theirs = {question.id: question.ask for question in original.questions}
    assert [q.id for q in pack.questions if q.ask == theirs[q.id]] == []
