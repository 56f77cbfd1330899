"""The draw: shares of difficulty, unseen first, twins apart, repeatable."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from spacequiz.game.drawing import (
    Candidate,
    Listed,
    Spent,
    Trait,
    draw,
    draw_climbing,
    draw_ladder,
    interleave,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

LEVELS = ("easy", "medium", "hard")


def make(name: str, level: str = "easy", twins: str = "", pack: str = "pack") -> Candidate:
    return Candidate(f"{pack}/{name}", f"pack/{name}", level, twins)


def make_many(**counts: int) -> list[Candidate]:
    return [make(f"{level}-{n}", level) for level, count in counts.items() for n in range(count)]


def deal(
    candidates: list[Candidate], count: int, seen: dict[str, int] | None = None, seed: object = 0
) -> list[Candidate]:
    return draw(Listed(candidates), count, seen or {}, Random(f"{seed}"))


def count_levels(drawn: list[Candidate]) -> dict[str, int]:
    return dict(Counter(candidate.difficulty for candidate in drawn))


pools = st.lists(
    st.tuples(
        st.integers(0, 30),
        st.sampled_from(LEVELS),
        st.sampled_from(["", "", "", "twin:a", "twin:b", "twin:a twin:c"]),
        st.sampled_from(["pack", "pack-es"]),
    ).map(lambda t: make(f"q{t[0]}", t[1], t[2], t[3])),
    max_size=40,
    unique_by=lambda candidate: candidate.address,
)
counts = st.integers(1, 30)
memories = st.dictionaries(
    st.integers(0, 30).map(lambda n: f"pack/q{n}"), st.integers(1, 100), max_size=30
)


@given(pools, counts, memories, st.integers())
def test_a_draw_has_no_question_twice_and_never_more_than_asked_for(
    pool: list[Candidate], count: int, seen: dict[str, int], seed: int
) -> None:
    drawn = deal(pool, count, seen, seed)
    assert len(drawn) <= count
    assert set(drawn) <= set(pool)
    assert len({candidate.progress_key for candidate in drawn}) == len(drawn)


@given(pools, counts, memories, st.integers())
def test_a_draw_falls_short_only_where_too_few_fit(
    pool: list[Candidate], count: int, seen: dict[str, int], seed: int
) -> None:
    different = {candidate.progress_key for candidate in pool}
    assert len(deal(pool, count, seen, seed)) == min(count, len(different))


@given(pools, counts, memories, st.integers())
def test_the_same_seed_repeats_the_draw(
    pool: list[Candidate], count: int, seen: dict[str, int], seed: int
) -> None:
    assert deal(pool, count, seen, seed) == deal(pool, count, seen, seed)


def test_another_seed_draws_other_questions_in_another_order() -> None:
    pool = make_many(easy=20)
    draws = {tuple(c.address for c in deal(pool, 10, seed=seed)) for seed in range(20)}
    assert len(draws) == 20


def test_nothing_comes_of_nothing() -> None:
    assert deal([], 10) == []


# Shares of difficulty ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pool", "count", "shares"),
    [
        ({"easy": 20, "medium": 20, "hard": 20}, 9, {"easy": 3, "medium": 3, "hard": 3}),
        ({"easy": 60, "medium": 30, "hard": 10}, 10, {"easy": 6, "medium": 3, "hard": 1}),
        ({"easy": 50, "hard": 50}, 10, {"easy": 5, "hard": 5}),
        ({"medium": 7}, 5, {"medium": 5}),
        ({"easy": 97, "medium": 2, "hard": 1}, 10, {"easy": 10}),
        ({"easy": 2, "medium": 2}, 25, {"easy": 2, "medium": 2}),
    ],
)
@pytest.mark.parametrize("seed", range(5))
def test_each_difficulty_keeps_its_share(
    pool: dict[str, int], count: int, shares: dict[str, int], seed: int
) -> None:
    assert count_levels(deal(make_many(**pool), count, seed=seed)) == shares


@given(
    st.dictionaries(st.sampled_from(LEVELS), st.integers(1, 60), min_size=1),
    counts,
    st.integers(),
)
def test_no_share_is_off_by_a_whole_question(sizes: dict[str, int], count: int, seed: int) -> None:
    pool = make_many(**sizes)
    assume(count <= len(pool))
    drawn = count_levels(deal(pool, count, seed=seed))
    for level, size in sizes.items():
        assert abs(drawn.get(level, 0) - count * size / len(pool)) < 1


def test_chance_decides_which_of_two_equal_shares_gets_the_odd_question() -> None:
    pool = make_many(easy=10, hard=10)
    assert {count_levels(deal(pool, 5, seed=seed))["easy"] for seed in range(30)} == {2, 3}


def test_difficulties_are_mixed_in_the_order_of_asking() -> None:
    pool = make_many(easy=10, hard=10)
    orders = {tuple(c.difficulty for c in deal(pool, 10, seed=seed)) for seed in range(20)}
    assert len(orders) > 15


@pytest.mark.parametrize("place", [0, 19])
def test_every_question_has_the_same_chance(place: int) -> None:
    pool = make_many(easy=20)
    hits = sum(pool[place] in deal(pool, 5, seed=seed) for seed in range(1000))
    assert 200 <= hits <= 300  # a quarter of 1000, within 3.6 standard deviations


# What was seen ----------------------------------------------------------------------------------


@given(st.sets(st.integers(0, 19), max_size=19), st.integers(1, 20), st.integers())
def test_unseen_questions_come_first(seen: set[int], count: int, seed: int) -> None:
    pool = make_many(easy=20)
    memory = {pool[n].progress_key: rank for rank, n in enumerate(sorted(seen), start=1)}
    drawn = deal(pool, count, memory, seed)
    new = sum(candidate.progress_key not in memory for candidate in drawn)
    assert new == min(count, 20 - len(seen))


@given(st.permutations(range(12)), st.integers(1, 12), st.integers())
def test_what_was_seen_longest_ago_comes_next(order: list[int], count: int, seed: int) -> None:
    pool = make_many(easy=12)
    memory = {pool[n].progress_key: rank for rank, n in enumerate(order, start=1)}
    drawn = {candidate.progress_key for candidate in deal(pool, count, memory, seed)}
    assert drawn == {pool[n].progress_key for n in order[:count]}


def test_seen_questions_of_a_difficulty_come_before_unseen_ones_of_another() -> None:
    pool = make_many(easy=10, hard=10)
    memory = {c.progress_key: rank for rank, c in enumerate(pool[:10], start=1)}
    assert count_levels(deal(pool, 10, memory)) == {"easy": 5, "hard": 5}


def test_what_was_seen_in_one_edition_counts_as_seen_in_the_other() -> None:
    pool = [make(f"q{n}", pack="pack-es") for n in range(10)]
    memory = {f"pack/q{n}": n + 1 for n in range(5)}
    drawn = {candidate.address for candidate in deal(pool, 5, memory)}
    assert drawn == {f"pack-es/q{n}" for n in range(5, 10)}


# Twins and editions -----------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(20))
def test_twins_stay_out_of_the_same_game(seed: int) -> None:
    pool = [make(f"q{n}", LEVELS[n % 3], "twin:a" if n < 4 else "") for n in range(12)]
    drawn = deal(pool, 9, seed=seed)
    assert len(drawn) == 9
    assert sum(bool(candidate.twins) for candidate in drawn) == 1


@pytest.mark.parametrize("seed", range(20))
def test_one_shared_tag_of_several_makes_twins(seed: int) -> None:
    pool = [make("a", twins="twin:x twin:y"), make("b", twins="twin:y twin:z"), make("c")]
    drawn = {candidate.address for candidate in deal(pool, 2, seed=seed)}
    assert drawn != {"pack/a", "pack/b"}


@pytest.mark.parametrize("seed", range(20))
def test_a_question_with_many_twins_does_not_keep_them_all_out(seed: int) -> None:
    hub = make("hub", twins=" ".join(f"twin:{n}" for n in range(9)))
    pool = [hub, *(make(f"q{n}", LEVELS[n % 3], f"twin:{n}") for n in range(9))]
    drawn = deal(pool, 9, seed=seed)
    assert len(drawn) == 9
    assert hub not in drawn


def test_two_fifths_of_a_ladder_are_easy_two_medium_and_the_rest_hard() -> None:
    drawn, _ = draw_ladder(Listed(make_many(easy=20, medium=20, hard=20)), 15, {}, Random(1))
    assert count_levels(drawn) == {"easy": 6, "medium": 6, "hard": 3}


def test_a_ladder_has_all_its_rungs_where_only_twins_are_left() -> None:
    pool = [make(f"q{n}", LEVELS[n // 6], "twin:a") for n in range(18)]
    drawn, _ = draw_ladder(Listed(pool), 15, {}, Random(1))
    assert len(drawn) == 15
    assert [c.difficulty for c in drawn] == sorted((c.difficulty for c in drawn), key=LEVELS.index)


def test_a_climb_brings_twins_only_after_everything_else() -> None:
    pool = [make(f"q{n}", LEVELS[n % 3], "twin:a" if n < 6 else "") for n in range(12)]
    drawn = draw_climbing(Listed(pool), 200, {}, Random(1), 5)
    assert len(drawn) == 12
    assert all(c.twins for c in drawn[-5:])


def test_twins_come_in_where_nothing_else_is_left() -> None:
    pool = [make("a", twins="twin:x"), make("b", twins="twin:x"), make("c")]
    assert {c.address for c in deal(pool, 3)} == {"pack/a", "pack/b", "pack/c"}


@given(pools, counts, memories, st.integers())
def test_twins_meet_only_where_every_question_without_a_twin_is_in(
    pool: list[Candidate], count: int, seen: dict[str, int], seed: int
) -> None:
    drawn = deal(pool, count, seen, seed)
    tags = [tag for candidate in drawn for tag in candidate.twins.split()]
    if len(tags) != len(set(tags)):
        left = {c.progress_key for c in pool if not c.twins} - {c.progress_key for c in drawn}
        assert not left


@given(st.integers(1, 20), st.integers())
def test_editions_of_one_question_never_stand_in_the_same_game(count: int, seed: int) -> None:
    pool = [make(f"q{n}", pack=pack) for pack in ("pack", "pack-es") for n in range(8)]
    drawn = deal(pool, count, seed=seed)
    assert len(drawn) == len({c.progress_key for c in drawn}) == min(count, 8)


# Taking turns -----------------------------------------------------------------------------------

TRAITS = st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("xyz")), max_size=14)


@given(TRAITS)
def test_categories_take_turns_while_others_are_left(pairs: list[tuple[str, str]]) -> None:
    traits = [Trait(str(n), category, kind) for n, (category, kind) in enumerate(pairs)]
    order = interleave(traits)
    assert sorted(order) == sorted(trait.address for trait in traits)
    asked = [traits[int(address)].category for address in order]
    most = max((asked.count(name) for name in asked), default=0)
    doubles = sum(one == other for one, other in pairwise(asked))
    # Only what one category has more than all the others, and one, must follow itself.
    assert doubles == max(0, 2 * most - len(asked) - 1)


@given(st.lists(st.sampled_from("xyz"), max_size=14))
def test_no_four_of_a_kind_follow_one_another_while_others_are_left(kinds: list[str]) -> None:
    order = interleave([Trait(str(n), "A", kind) for n, kind in enumerate(kinds)])
    asked = [kinds[int(address)] for address in order]
    for at in range(3, len(asked)):
        if len(set(asked[at - 3 : at + 1])) == 1:
            assert set(asked[at:]) == {asked[at]}


def test_a_climb_keeps_its_levels_and_all_else_its_order() -> None:
    traits = [Trait(name, name[0], "x", name[1]) for name in ("Ae", "Ae", "Be", "Am", "Bm", "Ah")]
    assert interleave(traits) == ["Ae", "Be", "Ae", "Bm", "Am", "Ah"]
    alike = [Trait(str(n), "A", "x") for n in range(5)]
    assert interleave(alike) == ["0", "1", "2", "3", "4"]


# What it costs ----------------------------------------------------------------------------------


class Endless:
    """A pool of a million, which counts what is looked up."""

    size = 1_000_000

    def __init__(self) -> None:
        self.looked_up = 0

    def count_levels(self) -> dict[str, int]:
        return dict.fromkeys(LEVELS, self.size)

    def look_up(self, level: str, places: Sequence[int]) -> list[Candidate]:
        self.looked_up += len(places)
        return [make(f"{level}-{place}", level, f"twin:{place % 100}") for place in places]

    def find(self, progress_keys: Collection[str]) -> list[Candidate]:
        self.looked_up += len(progress_keys)
        names = [key.removeprefix("pack/") for key in progress_keys]
        return [make(name, name.partition("-")[0]) for name in names]


def test_a_draw_from_a_million_looks_up_what_it_takes() -> None:
    pool = Endless()
    seen = {f"pack/easy-{place}": place for place in range(5000)}
    assert len(set(draw(pool, 20, seen, Random(1), Spent(frozenset(["pack/hard-7"]))))) == 20
    assert len(draw_climbing(pool, 20, seen, Random(1), 5)) == 20
    assert list(map(len, draw_ladder(pool, 15, seen, Random(1)))) == [15, 3]
    assert pool.looked_up < 500


@given(pools, counts, memories, st.sets(st.integers(0, 30)), st.integers())
def test_what_is_spent_is_never_drawn_and_all_else_is(
    pool: list[Candidate], count: int, seen: dict[str, int], gone: set[int], seed: int
) -> None:
    spent = Spent(frozenset(f"pack/q{number}" for number in gone), frozenset(["twin:b"]))
    drawn = draw(Listed(pool), count, seen, Random(seed), spent)
    left = [c for c in pool if c.progress_key not in spent.keys and c.twins != "twin:b"]
    assert {c.progress_key for c in drawn} <= {c.progress_key for c in left}
    assert len(drawn) == min(count, len({c.progress_key for c in left}))


@given(st.integers(0, 50), st.integers())
def test_a_pile_brings_each_question_once(size: int, seed: int) -> None:
    pool = make_many(easy=size)
    assert sorted(deal(pool, 100, seed=seed)) == sorted(pool)
