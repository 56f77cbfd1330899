"""Reviews: a player's own word on a card, what is set aside, and a week of all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest

from builders import Clock, describe_choice, write_pack
from spacequiz.game.kinds import Kind
from spacequiz.game.records import Aid, Setup
from spacequiz.game.review import NEW_PER_DAY
from spacequiz.game.views import Phase, Remark
from spacequiz.packs.library import open_bank
from spacequiz.quizmaster import Quizmaster
from spacequiz.quizmaster.settings import NEW, RETENTION
from spacequiz.save import Save

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacequiz.game.views import View
    from spacequiz.paths import Places

    Opener = Callable[[], Quizmaster]

REVIEW = Setup(mode="review", count=50)
DAY = 24 * 3600


@pytest.fixture
def open_master(places: Places, clock: Clock) -> Iterator[Opener]:
    """Return what opens a game as a fresh process does."""
    write_pack(places.packs, [describe_choice(f"q{n:02}") for n in range(40)])
    opened: list[Quizmaster] = []

    def open_one() -> Quizmaster:
        bank = open_bank(places, ())
        bank.refresh()
        save = Save.open(places, clock)
        opened.append(Quizmaster(bank, save, save.player("Ann"), clock=clock, kinds=tuple(Kind)))
        return opened[-1]

    yield open_one
    for master in opened:
        master.save.close()
        master.bank.close()


@pytest.fixture
def master(open_master: Opener) -> Quizmaster:
    return open_master()


def key_of(master: Quizmaster) -> str:
    card = master.view.card
    assert card is not None
    return card.address


def respond(master: Quizmaster, *, right: bool, confidence: Aid | None = None) -> View:
    name = key_of(master).partition("/")[2]
    return master.answer((f"right of {name}" if right else f"wrong 1 of {name}",), confidence)


def finish(master: Quizmaster) -> list[str]:
    """Answer all that is left of a game rightly, and return what was asked."""
    asked = []
    while master.view.phase is not Phase.FINISHED:
        if master.view.phase is Phase.ASKING:
            asked.append(key_of(master))
            respond(master, right=True)
        master.go_on()
    return asked


def reopen(open_master: Opener) -> Quizmaster:
    """Return the newest game as it is after a crash."""
    again = open_master()
    saved = again.unfinished()
    assert saved is not None
    again.resume(saved)
    return again


# The player's own word --------------------------------------------------------------------------


def test_again_asks_a_right_answer_once_more_and_easy_puts_it_off(master: Quizmaster) -> None:
    master.start(REVIEW)
    key, total = key_of(master), master.view.total
    respond(master, right=True)
    good = master.save.memory(master.player, key)
    view = master.be_sure()
    easy = master.save.memory(master.player, key)
    assert (view.total, view.reveal and view.reveal.remark) == (total, Remark.NO_DOUBT)
    view = master.want_again()
    again = master.save.memory(master.player, key)
    assert (view.total, view.reveal and view.reveal.sure) == (total + 1, False)
    assert good is not None
    assert easy is not None
    assert again is not None
    assert again.stability < good.stability < easy.stability
    assert (good.answers, easy.answers, again.answers) == (1, 1, 1)
    master.go_on()
    assert finish(master)[-1] == key


def test_again_holds_after_a_crash_and_can_be_taken_back(
    master: Quizmaster, open_master: Opener
) -> None:
    master.start(REVIEW)
    key, total = key_of(master), master.view.total
    respond(master, right=True)
    master.want_again()
    master.go_on()
    again = reopen(open_master)
    assert again.view.total == total + 1
    again.undo()
    assert (key_of(again), again.view.total) == (key, total)
    assert again.save.memory(again.player, key) is None
    respond(again, right=True)
    again.want_again()
    assert again.want_again().total == total


def test_in_a_game_for_points_nobody_calls_a_choice_easy_or_asks_again(master: Quizmaster) -> None:
    master.start(Setup(count=2))
    view = respond(master, right=True)
    assert not view.can_be_sure
    assert not view.can_ask_again


# Set aside --------------------------------------------------------------------------------------


def test_what_is_set_aside_comes_in_no_review_until_it_is_taken_back(
    master: Quizmaster, open_master: Opener, clock: Clock
) -> None:
    master.start(REVIEW)
    key, total = key_of(master), master.view.total
    assert respond(master, right=False).total == total + 1
    assert master.toggle_aside().total == total
    assert master.annotations.remarks == ("Set aside: reviews leave it out.",)
    assert key not in finish(reopen(open_master))
    clock.advance(400 * DAY)
    again = open_master()
    assert again.count_due().due == NEW_PER_DAY - 1
    assert again.save.forecast(again.player)[0] == NEW_PER_DAY - 1
    assert key not in again.planner.review().addresses
    assert again.planner.list_aside() == [key]
    again.save.set_aside(again.player, key, aside=False)
    assert again.count_due().due == NEW_PER_DAY
    assert key in again.planner.review().addresses


def test_taking_an_answer_back_takes_back_what_was_set_aside_with_it(
    master: Quizmaster, open_master: Opener
) -> None:
    master.start(REVIEW)
    key, total = key_of(master), master.view.total
    respond(master, right=False)
    asked = [key_of(master) for _ in range(1)]
    master.go_on()
    finish_all_but(master, key)
    assert key_of(master) == key
    respond(master, right=False)
    master.toggle_aside()
    assert master.view.last
    master.undo()
    assert (key_of(master), master.view.total) == (asked[0], total + 1)
    assert master.save.list_aside(master.player) == []
    assert key_of(reopen(open_master)) == key


def finish_all_but(master: Quizmaster, key: str) -> None:
    while key_of(master) != key:
        respond(master, right=True)
        master.go_on()


# Sure? ------------------------------------------------------------------------------------------


def test_what_was_missed_though_it_was_sure_comes_first_and_is_named(
    master: Quizmaster, clock: Clock
) -> None:
    master.start(REVIEW)
    levels = (None, Aid.GUESSED, Aid.SURE)
    said: dict[str, Aid | None] = {}
    for n in range(NEW_PER_DAY):
        said[key_of(master)] = levels[n % 3]
        view = respond(master, right=False, confidence=levels[n % 3])
        if levels[n % 3] is Aid.SURE:
            assert view.reveal is not None
            assert view.reveal.remark is Remark.WAS_SURE
        master.go_on()
    finish(master)
    sure = {key for key, level in said.items() if level is Aid.SURE}
    missed = master.summarize().missed
    assert {played.card.address for played in missed[: len(sure)]} == sure
    clock.advance(3 * DAY)
    assert set(master.planner.review().addresses[: len(sure)]) == sure
    master.start(REVIEW)
    finish(master)
    clock.advance(30 * DAY)
    assert master.save.sure_misses(master.player, clock.utc()) == []


# Settings ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, 3, 25])
def test_reviews_ask_as_many_new_questions_as_the_player_wants(
    master: Quizmaster, count: int
) -> None:
    NEW.write(master.save, master.player, count)
    assert master.count_due().new == count
    if count:
        assert master.start(REVIEW).total == count


def test_whoever_wants_to_remember_more_meets_a_question_sooner(master: Quizmaster) -> None:
    days = []
    for percent in (80, 97):
        RETENTION.write(master.save, master.player, percent)
        master.start(REVIEW)
        key = key_of(master)
        respond(master, right=True)
        master.be_sure()
        memory = master.save.memory(master.player, key)
        assert memory is not None
        days.append((memory.due - memory.reviewed).days)
    assert days[0] > 2 * days[1]


# A week -----------------------------------------------------------------------------------------


def test_a_week_of_reviews_keeps_every_promise(open_master: Opener, clock: Clock) -> None:
    chance, aside = Random("week"), set[str]()
    for _ in range(7):
        master = open_master()
        before = set(master.save.due(master.player, clock.utc(), 100))
        assert master.count_due() == (len(before), min(NEW_PER_DAY, 40 - count_met(master)))
        master.start(REVIEW)
        owed, first = set[str](), dict[str, bool]()
        while master.view.phase is not Phase.FINISHED:
            key = key_of(master)
            assert key not in aside
            right = chance.random() < 0.7
            respond(master, right=right)
            known = right
            if right and chance.random() < 0.3:
                known = chance.random() < 0.5
                (master.be_sure if known else master.want_again)()
            elif not right and chance.random() < 0.2:
                aside.add(key)
                master.toggle_aside()
                known = True
            (owed.discard if known else owed.add)(key)
            first.setdefault(key, right)
            if chance.random() < 0.1:
                master = reopen(open_master) if not master.view.last else master
            if master.view.phase is Phase.REVEALED:
                master.go_on()
        assert not owed, "what was missed came back until it was right"
        assert before <= set(first), "all that was due was asked"
        assert not set(master.save.due(master.player, clock.utc() + timedelta(hours=12), 100))
        clock.advance(DAY)
    assert set(open_master().save.list_aside(master.player)) == aside


def test_what_is_new_does_not_begin_with_the_category_of_what_was_due(
    open_master: Opener, places: Places, clock: Clock
) -> None:
    chance = Random("mixed")
    mixed = [describe_choice(f"m{n:02}", category=chance.choice("ABC")) for n in range(40)]
    write_pack(places.packs, mixed, "mixed")
    setup, master = replace(REVIEW, packs=("mixed",)), open_master()
    NEW.write(master.save, master.player, 3)
    for _ in range(12):
        due = max(1, master.planner.count_due(setup).due)
        order = master.planner.review(setup).addresses
        last, *new = [q.category for q in master.bank.questions(order[due - 1 :])]
        # Where most of what is new is of that category, two of it must meet somewhere.
        assert last != new[0] or 2 * new.count(last) > len(new)
        master.start(setup)
        finish(master)
        clock.advance(3 * DAY)


def count_met(master: Quizmaster) -> int:
    return len(master.save.list_known(master.player))
