"""The planner: draws, dailies, codes and reviews, over packs that come and go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from builders import Clock, describe_choice, describe_typed, write_pack
from spacequiz.errors import UsageError
from spacequiz.game.codes import make_code, number_seed
from spacequiz.game.kinds import Difficulty, Kind
from spacequiz.game.records import Setup, Verdict
from spacequiz.game.review import Due
from spacequiz.game.views import Phase
from spacequiz.packs.library import open_bank
from spacequiz.paths import find_places
from spacequiz.quizmaster import Quizmaster
from spacequiz.save import Save

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from spacequiz.paths import Places

    Opener = Callable[..., Quizmaster]

DAY = 24 * 3600
LEVELS = ("easy", "medium", "hard")


def describe_levels(each: int) -> list[dict[str, Any]]:
    return [
        describe_choice(f"{level}-{n:02}", difficulty=level)
        for level in LEVELS
        for n in range(each)
    ]


@pytest.fixture
def open_master(places: Places, clock: Clock) -> Iterator[Opener]:
    """Return what opens a game over the packs that lie there now."""
    opened: list[Quizmaster] = []

    def open_one(name: str = "Ann", home: Places = places) -> Quizmaster:
        bank = open_bank(home, ())
        bank.refresh()
        save = Save.open(home, clock)
        opened.append(Quizmaster(bank, save, save.player(name), clock=clock, kinds=tuple(Kind)))
        return opened[-1]

    yield open_one
    for quizmaster in opened:
        quizmaster.save.close()
        quizmaster.bank.close()


def ids(addresses: tuple[str, ...] | list[str]) -> list[str]:
    return [address.partition("/")[2] for address in addresses]


def levels(addresses: tuple[str, ...]) -> list[str]:
    return [name.partition("-")[0] for name in ids(addresses)]


def answer_all(quizmaster: Quizmaster, *, right: bool = True) -> list[str]:
    """Play the present game to its end and return what was asked."""
    asked = []
    while quizmaster.view.phase is not Phase.FINISHED:
        card = quizmaster.view.card
        assert card is not None
        name = card.address.partition("/")[2]
        asked.append(name)
        quizmaster.answer((f"right of {name}" if right else f"wrong 1 of {name}",))
        quizmaster.go_on()
    return asked


# What each mode draws ---------------------------------------------------------------------------


def test_survival_asks_five_of_each_level_then_all_that_is_left_hardest_first(
    places: Places, open_master: Opener
) -> None:
    write_pack(places.packs, describe_levels(7))
    plan = open_master().planner.draw(Setup(mode="survival"))
    climb = ["easy"] * 5 + ["medium"] * 5 + ["hard"] * 5
    assert levels(plan.addresses) == [*climb, "hard", "hard", "medium", "medium", "easy", "easy"]


def test_a_ladder_has_six_easy_six_medium_and_three_hard_rungs_and_a_reserve(
    places: Places, open_master: Opener
) -> None:
    write_pack(places.packs, describe_levels(10))
    plan = open_master().planner.draw(Setup(mode="ladder"))
    assert plan.setup.count == 15
    assert levels(plan.addresses[:15]) == ["easy"] * 6 + ["medium"] * 6 + ["hard"] * 3
    assert levels(plan.addresses[15:]) == list(LEVELS)
    assert len(set(plan.addresses)) == 18


@pytest.mark.parametrize(
    ("each", "rungs", "reserve"), [(1, 3, 0), (5, 15, 0), (6, 15, 1), (7, 15, 3)]
)
def test_a_ladder_is_as_high_as_there_are_questions_before_any_is_held_back(
    places: Places, open_master: Opener, each: int, rungs: int, reserve: int
) -> None:
    write_pack(places.packs, describe_levels(each))
    plan = open_master().planner.draw(Setup(mode="ladder"))
    assert (plan.setup.count, len(plan.addresses) - plan.setup.count) == (rungs, reserve)


def test_a_ladder_can_be_climbed_with_one_question(places: Places, open_master: Opener) -> None:
    write_pack(places.packs, [describe_choice("only", difficulty="easy")])
    quizmaster = open_master()
    quizmaster.start(Setup(mode="ladder"))
    assert answer_all(quizmaster) == ["only"]
    assert quizmaster.view.tally.points == 100


@pytest.mark.parametrize(
    ("mode", "count", "timer", "seconds"),
    [
        ("classic", 7, 20, 0),
        ("sprint", 30, 0, 60),
        ("survival", 30, 20, 0),
        ("ladder", 15, 20, 0),
    ],
)
def test_the_mode_decides_what_is_not_the_players_to_choose(
    places: Places, open_master: Opener, mode: str, count: int, timer: int, seconds: int
) -> None:
    write_pack(places.packs, describe_levels(10))
    setup = open_master().planner.draw(Setup(mode=mode, count=7, timer=20)).setup
    assert (setup.count, setup.timer, setup.seconds) == (count, timer, seconds)


def test_a_sprint_has_the_length_that_was_chosen(places: Places, open_master: Opener) -> None:
    write_pack(places.packs, describe_levels(2))
    assert open_master().planner.draw(Setup(mode="sprint", seconds=120)).setup.seconds == 120


# The daily --------------------------------------------------------------------------------------


def test_the_daily_is_the_same_for_two_players_on_two_machines(
    places: Places, open_master: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_pack(places.packs, describe_levels(20))
    here = open_master()
    here.start(Setup(count=25))
    answer_all(here)
    here.start(Setup(mode="daily"))
    monkeypatch.setenv("SPACEQUIZ_HOME", str(tmp_path / "elsewhere"))
    elsewhere = find_places()._replace(bundled=places.bundled)
    write_pack(elsewhere.packs, describe_levels(20))
    there = open_master("Bob", elsewhere)
    there.start(Setup(mode="daily"))
    assert here.view == there.view
    asked = answer_all(here)
    assert len(asked) == 10
    assert answer_all(there) == asked
    assert here.code == there.code != ""


def test_each_day_has_its_own_ten(places: Places, open_master: Opener, clock: Clock) -> None:
    write_pack(places.packs, describe_levels(20))
    planner = open_master().planner
    days = set()
    for _ in range(5):
        days.add(planner.draw(planner.set_up_daily()).addresses)
        clock.advance(DAY)
    assert len(days) == 5
    assert planner.set_up_daily().seed == str(number_seed(f"daily/{clock.today()}"))


def test_the_daily_can_be_played_once_a_day_by_each_player(
    places: Places, open_master: Opener, clock: Clock
) -> None:
    write_pack(places.packs, describe_levels(20))
    for name in ("Ann", "Bob"):
        quizmaster = open_master(name)
        quizmaster.start(Setup(mode="daily"))
        answer_all(quizmaster)
        with pytest.raises(UsageError, match="Today's ten are played"):
            quizmaster.start_daily()
    clock.advance(DAY)
    assert len(answer_all_of_daily(open_master())) == 10
    clock.advance(-DAY)
    with pytest.raises(UsageError, match="Today's ten are played"):
        open_master().start_daily()


def answer_all_of_daily(quizmaster: Quizmaster) -> list[str]:
    quizmaster.start_daily()
    return answer_all(quizmaster)


def test_a_daily_that_was_interrupted_goes_on_whatever_was_played_since(
    places: Places, open_master: Opener
) -> None:
    write_pack(places.packs, describe_levels(20))
    first = open_master()
    first.start(Setup(mode="daily"))
    card = first.view.card
    assert card is not None
    first.answer((f"right of {card.address.partition('/')[2]}",))
    first.start(Setup(count=5))
    first.skip()
    again = open_master()
    assert again.start_daily().tally.answered == 1
    assert len(answer_all(again)) == 9
    with pytest.raises(UsageError, match="Today's ten are played"):
        again.start_daily()


def test_after_the_daily_another_game_is_the_one_chosen_before(
    places: Places, open_master: Opener
) -> None:
    write_pack(places.packs, describe_levels(20))
    quizmaster = open_master()
    quizmaster.start_daily()
    waiting = quizmaster.unfinished()
    assert waiting is not None
    quizmaster.resume(waiting)
    answer_all(quizmaster)
    quizmaster.start_again()
    assert quizmaster.setup.mode == "classic"


# Codes ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["classic", "sprint", "survival", "ladder"])
def test_a_code_leads_another_player_to_the_same_questions(
    places: Places, open_master: Opener, mode: str
) -> None:
    write_pack(places.packs, describe_levels(12))
    ann, bob = open_master("Ann"), open_master("Bob")
    bob.start(Setup(count=25))
    answer_all(bob)
    setup = Setup(mode=mode, count=5, difficulties=(Difficulty.HARD, Difficulty.EASY))
    made = ann.planner.draw(
        Setup(mode=mode, count=5, difficulties=setup.difficulties, seed=ann.planner.make_seed())
    )
    assert made.code
    plan = bob.planner.draw(bob.planner.read_code(made.code.lower().replace("0", "o")))
    assert (plan.addresses, plan.seed, plan.code) == (made.addresses, made.seed, made.code)


def test_a_code_of_one_pack_finds_it_among_others(places: Places, open_master: Opener) -> None:
    write_pack(places.packs, describe_levels(3))
    write_pack(places.packs, describe_levels(3), "other")
    quizmaster = open_master()
    for packs in (("pack",), ("other",), ()):
        code = quizmaster.planner.draw(Setup(packs=packs, seed="x")).code
        read = quizmaster.planner.read_code(code)
        assert set(read.packs) == set(packs or ("pack", "other"))


def test_unknown_packs_and_typing_mistakes_are_told(places: Places, open_master: Opener) -> None:
    write_pack(places.packs, describe_levels(3))
    planner = open_master().planner
    foreign = make_code(Setup(), ["nowhere"], 7)
    with pytest.raises(UsageError, match="packs that are not installed") as raised:
        planner.read_code(foreign)
    assert raised.value.hint
    for wrong in ("", "hello", foreign[:-1], foreign[:-1] + ("A" if foreign[-1] != "A" else "B")):
        with pytest.raises(UsageError, match="no game code") as raised:
            planner.read_code(wrong)
        assert raised.value.hint


def test_the_code_in_the_hint_is_a_code(places: Places, open_master: Opener) -> None:
    from spacequiz.game.codes import read_code

    with pytest.raises(UsageError) as raised:
        open_master().planner.read_code("x")
    example = raised.value.hint.split("such as ")[1].rstrip(".")
    assert read_code(example) is not None


def test_the_code_of_a_daily_asks_its_questions_on_any_day(
    places: Places, open_master: Opener, clock: Clock
) -> None:
    write_pack(places.packs, describe_levels(20))
    ann = open_master("Ann")
    ann.start_daily()
    code = ann.code
    asked = answer_all(ann)
    bob = open_master("Bob")
    assert bob.planner.read_code(code).mode == "daily"
    clock.advance(DAY)
    bob.start(bob.planner.read_code(code))
    assert bob.setup.mode == "classic"
    assert answer_all(bob) == asked


# Reviews ----------------------------------------------------------------------------------------


def test_a_review_takes_what_is_due_then_ten_new_ones(
    places: Places, open_master: Opener, clock: Clock
) -> None:
    write_pack(places.packs, describe_levels(10))
    quizmaster = open_master()
    quizmaster.start(Setup(count=5))
    known = answer_all(quizmaster, right=False)
    assert quizmaster.count_due() == Due(0, 10)
    clock.advance(30 * DAY)
    assert quizmaster.count_due() == Due(5, 10)
    plan = quizmaster.planner.review()
    assert set(ids(plan.addresses[:5])) == set(known)
    assert len(plan.addresses) == 15
    assert not set(ids(plan.addresses[5:])) & set(known)
    assert (plan.setup.timer, plan.code) == (0, "")


def test_a_miss_comes_back_in_the_same_review_and_teaches_once(
    places: Places, open_master: Opener
) -> None:
    write_pack(places.packs, [describe_choice(f"q{n}") for n in range(2)])
    quizmaster = open_master()
    view = quizmaster.start(Setup(mode="review", count=50))
    assert view.total == 2
    assert view.card is not None
    missed = view.card.address
    quizmaster.answer(("wrong 1 of " + missed.partition("/")[2],))
    learned = quizmaster.save.memory(quizmaster.player, missed)
    assert learned is not None
    quizmaster.go_on()
    assert answer_all(quizmaster)[1:] == [missed.partition("/")[2]]
    assert quizmaster.save.memory(quizmaster.player, missed) == learned
    assert learned.lapses == 0


def test_a_first_game_is_easy_to_medium_and_later_ones_are_not(
    places: Places, open_master: Opener
) -> None:
    write_pack(places.packs, describe_levels(12))
    quizmaster = open_master()
    quizmaster.start(Setup(count=10))
    assert not any(name.startswith("hard") for name in answer_all(quizmaster))
    assert "hard" in levels(quizmaster.planner.draw(Setup(count=10)).addresses)
    assert "hard" in levels(open_master("Bob").planner.draw(Setup(count=20)).addresses)


def test_a_first_game_tells_the_beginning_of_a_story_in_its_order(
    places: Places, open_master: Opener
) -> None:
    # Neither by name nor by level would they come in this order.
    told = [
        describe_choice(
            f"scene-{97 * n % 60:02}", difficulty=LEVELS[n % 3], category=f"Act {n % 2}"
        )
        for n in range(60)
    ]
    write_pack(places.packs, told, "story", order="story")
    order = [f"story/{question['id']}" for question in told]
    gentle = [f"story/{q['id']}" for q in told if q["difficulty"] != "hard"]
    quizmaster = open_master()
    for _ in range(3):
        drawn = list(quizmaster.planner.draw(Setup(count=5)).addresses)
        assert drawn == sorted(drawn, key=order.index)
        assert set(drawn) <= set(gentle[:15])
    quizmaster.start(Setup(count=5))
    answer_all(quizmaster)
    later = [quizmaster.planner.draw(Setup(count=10)).addresses for _ in range(3)]
    assert any(list(drawn) != sorted(drawn, key=order.index) for drawn in later)
    with_seed = quizmaster.planner.draw(Setup(count=10, seed="x")).addresses
    assert open_master("Bob").planner.draw(Setup(count=10, seed="x")).addresses == with_seed


def test_a_story_is_not_told_by_more_than_three_questions_of_a_kind_in_a_row(
    places: Places, open_master: Opener
) -> None:
    typed = [describe_typed(f"scene-{n}", "Io", difficulty="easy") for n in range(8)]
    chosen = [describe_choice(f"end-{n}", difficulty="easy") for n in range(4)]
    write_pack(places.packs, [*typed, *chosen], "story", order="story")
    names = [f"story/{question['id']}" for question in (*typed, *chosen)]
    drawn = open_master().planner.draw(Setup(count=12)).addresses
    assert [names.index(address) for address in drawn] == [0, 1, 2, 8, 3, 4, 5, 9, 6, 7, 10, 11]


def test_a_story_among_other_packs_keeps_its_order(places: Places, open_master: Opener) -> None:
    told = [describe_choice(f"scene-{97 * n % 40:02}") for n in range(40)]
    write_pack(places.packs, told, "story", order="story")
    write_pack(places.packs, [describe_choice(f"q{n}") for n in range(40)], "other")
    drawn = open_master().planner.draw(Setup(count=20)).addresses
    order = [f"story/{question['id']}" for question in told]
    scenes = [address for address in drawn if address.startswith("story/")]
    assert len(scenes) < len(drawn)
    assert scenes == sorted(scenes, key=order.index)


def test_ten_new_questions_a_day_and_no_more(
    places: Places, open_master: Opener, clock: Clock
) -> None:
    write_pack(places.packs, describe_levels(10))
    quizmaster = open_master()
    quizmaster.start(Setup(mode="review"))
    assert len(answer_all(quizmaster)) == 10
    assert quizmaster.count_due() == Due(0, 0)
    clock.advance(DAY)
    assert quizmaster.count_due().new == 10


def test_a_review_has_fifty_questions_at_most(
    places: Places, open_master: Opener, clock: Clock
) -> None:
    write_pack(places.packs, describe_levels(30))
    quizmaster = open_master()
    for _ in range(3):
        quizmaster.start(Setup(count=25))
        answer_all(quizmaster)
    clock.advance(300 * DAY)
    assert quizmaster.count_due() == Due(50, 0)
    assert len(quizmaster.planner.review().addresses) == 50


def test_a_review_of_one_level_looks_behind_all_that_is_due_of_others(
    places: Places, open_master: Opener, clock: Clock
) -> None:
    easy = [describe_choice(f"easy-{n:03}", difficulty="easy") for n in range(101)]
    write_pack(places.packs, [*easy, describe_choice("hard-0", difficulty="hard")])
    quizmaster = open_master()
    for level in ("easy", "hard"):
        quizmaster.start(Setup(count=101, difficulties=(Difficulty[level.upper()],)))
        answer_all(quizmaster)
        clock.advance(DAY)
    clock.advance(300 * DAY)
    quizmaster.start(Setup(mode="review", difficulties=(Difficulty.HARD,)))
    assert answer_all(quizmaster) == ["hard-0"]


def test_the_longest_overdue_comes_first(places: Places, open_master: Opener, clock: Clock) -> None:
    write_pack(places.packs, describe_levels(4))
    quizmaster = open_master()
    asked = []
    for _ in range(3):
        quizmaster.start(Setup(count=2))
        asked.append(answer_all(quizmaster, right=False))
        clock.advance(4 * DAY)
    first_six = ids(quizmaster.planner.review().addresses)[:6]
    assert [set(first_six[at : at + 2]) for at in (0, 2, 4)] == [set(pair) for pair in asked]


def test_where_nothing_is_due_and_nothing_new_there_is_practice_of_the_weakest(
    places: Places, open_master: Opener
) -> None:
    write_pack(places.packs, describe_levels(4))
    quizmaster = open_master()
    quizmaster.start(Setup(count=6))
    weak = answer_all(quizmaster, right=False)
    quizmaster.start(Setup(count=6))
    strong = answer_all(quizmaster)
    assert quizmaster.count_due() == Due(0, 0)
    practice = ids(quizmaster.planner.review().addresses)
    assert len(practice) == 10
    assert set(practice[:6]) == set(weak)
    assert set(practice[6:]) < set(strong)


def test_new_questions_are_promised_only_where_there_are_some(
    places: Places, open_master: Opener
) -> None:
    write_pack(places.packs, describe_levels(2))
    quizmaster = open_master()
    assert quizmaster.count_due() == Due(0, 6)
    quizmaster.start(Setup(count=4))
    answer_all(quizmaster)
    assert quizmaster.count_due() == Due(0, 2)


def test_without_any_question_a_review_says_so(open_master: Opener) -> None:
    quizmaster = open_master()
    assert quizmaster.count_due() == Due(0, 0)
    with pytest.raises(UsageError, match="nothing to review"):
        quizmaster.planner.review()


def test_cards_of_a_pack_that_is_gone_rest_until_it_returns(
    places: Places, open_master: Opener, clock: Clock
) -> None:
    path = write_pack(places.packs, describe_levels(2))
    write_pack(places.packs, [describe_choice("stays")], "other")
    quizmaster = open_master()
    quizmaster.start(Setup(packs=("pack",), count=6))
    answer_all(quizmaster)
    clock.advance(60 * DAY)
    text = path.read_text("utf-8")
    path.unlink()
    without = open_master()
    assert without.count_due() == Due(0, 1)
    assert ids(without.planner.review().addresses) == ["stays"]
    path.write_text(text, "utf-8")
    returned = open_master()
    assert returned.count_due() == Due(6, 1)
    assert len(returned.planner.review().addresses) == 7


def test_a_deleted_question_rests_and_a_changed_kind_keeps_its_card(
    places: Places, open_master: Opener, clock: Clock
) -> None:
    write_pack(places.packs, describe_levels(1))
    quizmaster = open_master()
    quizmaster.start(Setup(count=3))
    answer_all(quizmaster)
    clock.advance(60 * DAY)
    write_pack(places.packs, [describe_typed("easy-00", "Io"), describe_choice("hard-00")])
    changed = open_master()
    assert changed.count_due() == Due(2, 0)
    changed.start(Setup(mode="review"))
    while changed.view.phase is not Phase.FINISHED:
        card = changed.view.card
        assert card is not None
        changed.answer(("Io",) if card.kind is Kind.TYPED else ("right of hard-00",))
        changed.go_on()
    assert changed.summarize().verdicts == (Verdict.RIGHT, Verdict.RIGHT)
    memory = changed.save.memory(changed.player, "pack/easy-00")
    assert memory is not None
    assert memory.answers == 2


def test_a_clock_that_was_set_back_makes_nothing_due_and_loses_nothing(
    places: Places, open_master: Opener, clock: Clock
) -> None:
    write_pack(places.packs, describe_levels(1))
    quizmaster = open_master()
    quizmaster.start(Setup(count=3))
    answer_all(quizmaster)
    clock.advance(-400 * DAY)
    back = open_master()
    assert back.count_due() == Due(0, 0)
    back.start(Setup(mode="review"))
    answer_all(back)
    for level in LEVELS:
        memory = back.save.memory(back.player, f"pack/{level}-00")
        assert memory is not None
        assert memory.reviewed >= datetime(2026, 3, 1, 12, tzinfo=UTC)
        assert memory.due > memory.reviewed
        assert memory.due < datetime(2026, 3, 1, 12, tzinfo=UTC) + timedelta(days=366)


def test_each_player_has_cards_of_their_own(
    places: Places, open_master: Opener, clock: Clock
) -> None:
    write_pack(places.packs, describe_levels(1))
    ann = open_master("Ann")
    ann.start(Setup(count=3))
    answer_all(ann)
    clock.advance(60 * DAY)
    assert ann.count_due() == Due(3, 0)
    ann.change_player(ann.save.player("Bob"))
    assert ann.count_due() == Due(0, 3)
