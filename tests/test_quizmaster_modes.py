"""The quizmaster in every mode: cards, points and record stay together, and nothing gets lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from builders import describe_choice, describe_typed, write_pack
from spacequiz.errors import UsageError
from spacequiz.game.kinds import Kind
from spacequiz.game.modes import MODES
from spacequiz.game.records import Aid, SavedGame, Setup, Verdict
from spacequiz.game.views import Phase
from spacequiz.packs.library import open_bank
from spacequiz.quizmaster import Quizmaster
from spacequiz.save import Save

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from builders import Clock
    from spacequiz.game.review import Memory
    from spacequiz.paths import Places

    Opener = Callable[..., Quizmaster]

CHOICES = [describe_choice(f"q{n:02}", difficulty="easy") for n in range(20)]
TYPED = [describe_typed(f"t{n}", "Ganymede", difficulty="easy") for n in range(6)]


@pytest.fixture
def open_master(places: Places, clock: Clock) -> Iterator[Opener]:
    """Return what opens a game as a fresh process does, over the packs that lie there now."""
    opened: list[Quizmaster] = []

    def open_one(name: str = "Ann", *names: str) -> Quizmaster:
        bank = open_bank(places, names)
        bank.refresh()
        save = Save.open(places, clock)
        quizmaster = Quizmaster(bank, save, save.player(name), clock=clock, kinds=tuple(Kind))
        opened.append(quizmaster)
        return quizmaster

    yield open_one
    for quizmaster in opened:
        quizmaster.save.close()
        quizmaster.bank.close()


@pytest.fixture
def master(places: Places, open_master: Opener) -> Quizmaster:
    write_pack(places.packs, [*CHOICES, *TYPED])
    return open_master()


def respond(quizmaster: Quizmaster, *, right: bool) -> None:
    card = quizmaster.view.card
    assert card is not None
    name = card.address.partition("/")[2]
    if card.kind is Kind.TYPED:
        quizmaster.answer(("Ganymede" if right else "nonsense",))
    else:
        quizmaster.answer((f"right of {name}" if right else f"wrong 1 of {name}",))


def play(quizmaster: Quizmaster, marks: str) -> None:
    for mark in marks:
        respond(quizmaster, right=mark == "+")
        quizmaster.go_on()


def play_all(quizmaster: Quizmaster) -> None:
    every = len(CHOICES) + len(TYPED)
    quizmaster.start(Setup(count=every))
    play(quizmaster, "+" * every)


def key_of(quizmaster: Quizmaster) -> str:
    card = quizmaster.view.card
    assert card is not None
    return card.address


def memory_of(quizmaster: Quizmaster, key: str) -> Memory | None:
    return quizmaster.save.memory(quizmaster.player, key)


def waiting(quizmaster: Quizmaster) -> SavedGame:
    saved = quizmaster.unfinished()
    assert saved is not None
    return saved


def rewrite(places: Places, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(places.save)) as connection, connection:
        connection.execute(statement, values)


# The memory is fed by every mode ----------------------------------------------------------------


@pytest.mark.parametrize("mode", [m for m in MODES if m != "missed"])
def test_every_mode_feeds_the_memory(master: Quizmaster, mode: str) -> None:
    master.start(Setup(mode=mode))
    key = key_of(master)
    respond(master, right=False)
    memory = memory_of(master, key)
    assert memory is not None
    assert (memory.answers, memory.lapses) == (1, 0)


def test_a_free_skip_teaches_the_memory_nothing_and_a_priced_one_does(master: Quizmaster) -> None:
    for mode, learned in (("sprint", False), ("classic", True)):
        master.start(Setup(mode=mode))
        key = key_of(master)
        before = memory_of(master, key)
        master.skip()
        assert (memory_of(master, key) != before) is learned


def test_out_of_time_counts_as_forgotten(master: Quizmaster) -> None:
    master.start(Setup(timer=10))
    wrong, key = memory_of(master, key_of(master)), key_of(master)
    master.time_out()
    assert master.view.phase is Phase.REVEALED
    forgotten = memory_of(master, key)
    assert wrong is None
    assert forgotten is not None
    master.go_on()
    key = key_of(master)
    respond(master, right=True)
    known = memory_of(master, key)
    assert known is not None
    assert known.due > forgotten.due


# Undo -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["classic", "review"])
@pytest.mark.parametrize("known", [False, True], ids=["new", "known"])
def test_undo_restores_card_points_and_record_together(
    master: Quizmaster, clock: Clock, mode: str, known: bool
) -> None:
    if known:
        play_all(master)
        clock.advance(400 * 86400)
    master.start(Setup(mode=mode))
    before, key = master.view, key_of(master)
    memory = memory_of(master, key)
    assert (memory is not None) is known
    respond(master, right=True)
    respond_again = master.undo()
    assert respond_again == before
    assert memory_of(master, key) == memory
    assert waiting(master).answers == ()
    respond(master, right=False)
    master.go_on()
    assert master.undo() == before
    assert memory_of(master, key) == memory


def test_what_was_taken_back_is_gone_after_a_crash_too(
    master: Quizmaster, open_master: Opener
) -> None:
    master.start(Setup(count=5))
    play(master, "+-")
    view = master.undo()
    again = open_master()
    assert again.resume(waiting(again)) == view
    assert again.undo().tally.answered == 0


def test_an_answer_seen_before_an_undo_brings_nothing_after_a_crash_either(
    master: Quizmaster, open_master: Opener
) -> None:
    master.start(Setup(count=5))
    respond(master, right=False)
    master.undo()
    again = open_master()
    again.resume(waiting(again))
    respond(again, right=True)
    assert again.view.tally.points == 0
    again.undo()
    respond(again, right=True)
    assert again.view.tally.points == 0


# The player's own word --------------------------------------------------------------------------


def test_a_claim_changes_points_record_and_memory_and_stays_off_the_leader_board(
    master: Quizmaster, open_master: Opener
) -> None:
    master.start(Setup(count=2, kinds=(Kind.TYPED,)))
    key = key_of(master)
    respond(master, right=False)
    wrong = memory_of(master, key)
    master.claim()
    claimed = memory_of(master, key)
    assert wrong is not None
    assert claimed is not None
    assert claimed.due > wrong.due
    assert (claimed.answers, claimed.lapses) == (1, 0)
    master.go_on()
    play(master, "+")
    score = master.scores()[0]
    assert (score.points, score.right) == (200, 2)
    (answer, _) = master.save.answers(score.game)
    assert (answer.claimed, answer.verdict) == (True, Verdict.RIGHT)
    board = open_master().archive.standing(master.player).leaders["classic"]
    assert [(leader.player, leader.points) for leader in board] == [("Ann", 100)]


def test_a_claim_on_a_swapped_rung_survives_a_crash(places: Places, open_master: Opener) -> None:
    write_pack(places.packs, [describe_typed(f"t{n}", "Io") for n in range(18)])
    master = open_master()
    master.start(Setup(mode="ladder"))
    master.take_aid(Aid.SWAP)
    swapped = key_of(master)
    master.answer(("nonsense",))
    master.claim()
    assert key_of(master) == swapped
    view = master.go_on()
    again = open_master()
    assert again.resume(waiting(again)) == view
    assert view.tally.points == 100


def test_sure_answers_come_back_later(master: Quizmaster) -> None:
    master.start(Setup(count=2, kinds=(Kind.TYPED,)))
    key = key_of(master)
    respond(master, right=True)
    good = memory_of(master, key)
    master.be_sure()
    easy = memory_of(master, key)
    assert good is not None
    assert easy is not None
    assert easy.due > good.due
    assert easy.answers == 1


# Notes and reports ------------------------------------------------------------------------------


def test_notes_and_reports_are_the_players_own_and_shown_with_the_question(
    master: Quizmaster, open_master: Opener
) -> None:
    master.start(Setup(count=1, seed="x"))
    respond(master, right=True)
    assert not master.annotations.remarks
    master.annotations.write_note("Jove")
    master.annotations.toggle_flag("unclear")
    assert list(master.annotations.remarks) == ["Your note: Jove", "You reported this question."]
    bob = open_master("Bob")
    bob.start(Setup(count=1, seed="x"))
    assert (bob.annotations.note, bob.annotations.flagged) == ("", False)
    assert [(flag.player, flag.reason) for flag in bob.save.flags()] == [("Ann", "unclear")]
    master.annotations.write_note("")
    master.annotations.toggle_flag()
    assert list(master.annotations.remarks) == []
    assert master.save.flags() == []


# Players ----------------------------------------------------------------------------------------


def test_another_player_has_games_and_settings_of_their_own(master: Quizmaster) -> None:
    master.remember_setup(Setup(count=5))
    master.start(Setup(count=5))
    respond(master, right=True)
    ann, bob = master.player, master.save.player("Bob")
    master.change_player(bob)
    assert master.unfinished() is None
    assert master.last_setup() == Setup()
    assert master.scores() == []
    master.change_player(ann)
    assert waiting(master).answers
    assert master.last_setup().count == 5


# What the save file may hold --------------------------------------------------------------------


def test_a_game_of_an_unknown_mode_is_shown_and_cannot_be_continued(
    master: Quizmaster, open_master: Opener, places: Places
) -> None:
    master.start(Setup(count=3))
    respond(master, right=True)
    master.start(Setup(count=5))
    respond(master, right=True)
    newest = waiting(master).game
    master.save.close()
    rewrite(places, "UPDATE game SET mode = 'hopscotch' WHERE id = ?", newest)
    again = open_master()
    assert waiting(again).game == newest - 1
    assert [score.mode for score in again.scores()] == ["hopscotch", "classic"]
    summary = again.recall(newest)
    assert (summary.mode, summary.tally.points) == ("hopscotch", 100)
    with pytest.raises(UsageError, match="does not know the mode hopscotch"):
        again.resume(again.save.game(newest))
    assert again.start_daily().phase is Phase.ASKING


def test_an_unknown_mode_alone_leaves_nothing_to_continue(
    master: Quizmaster, open_master: Opener, places: Places
) -> None:
    master.start(Setup(count=3))
    respond(master, right=False)
    master.save.close()
    rewrite(places, "UPDATE game SET mode = 'hopscotch'")
    again = open_master()
    assert again.unfinished() is None
    assert again.archive.standing(again.player).totals.answers == 1
    assert again.start_last_missed().total == 1


@pytest.mark.parametrize("mode", ["hopscotch", "", 5, None, ["classic"]])
def test_an_unknown_mode_in_the_remembered_setup_becomes_classic(
    master: Quizmaster, mode: object
) -> None:
    master.save.set_setting(master.player, "setup", {"mode": mode, "count": 5, "timer": True})
    assert master.last_setup() == Setup(count=5)


# Packs that come and go -------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["classic", "sprint", "survival", "ladder"])
def test_a_game_whose_pack_is_not_here_is_kept_and_said_so(
    places: Places, open_master: Opener, tmp_path: Path, mode: str
) -> None:
    write_pack(places.packs, [describe_choice("other")], "other")
    path = write_pack(tmp_path / "elsewhere", CHOICES)
    with_file = open_master("Ann", str(path))
    with_file.start(Setup(packs=("pack",), mode=mode))
    respond(with_file, right=True)
    view = with_file.go_on()
    home = open_master()
    saved = waiting(home)
    with pytest.raises(UsageError, match="needs the pack pack") as raised:
        home.resume(saved)
    assert "packs add FILE" in raised.value.hint
    assert waiting(home) == saved
    assert not home.scores()[0].finished
    again = open_master("Ann", str(path))
    assert again.resume(waiting(again)) == view


def test_missed_questions_of_a_pack_that_is_not_here_are_kept(
    places: Places, open_master: Opener, tmp_path: Path
) -> None:
    path = write_pack(tmp_path / "elsewhere", CHOICES[:2])
    with_file = open_master("Ann", str(path))
    with_file.start(Setup(packs=("pack",), count=2))
    play(with_file, "--")
    with_file.start_missed()
    play(with_file, "+-")
    home = open_master()
    with pytest.raises(UsageError, match="needs the pack pack"):
        home.resume(waiting(home))
    assert not home.scores()[0].finished


def test_a_pack_that_has_errors_just_now_keeps_its_games(
    places: Places, master: Quizmaster, open_master: Opener
) -> None:
    master.start(Setup(count=5))
    respond(master, right=True)
    write_pack(places.packs, [describe_choice("q00", nonsense="x")])
    broken = open_master()
    with pytest.raises(UsageError, match="needs the pack pack"):
        broken.resume(waiting(broken))
    write_pack(places.packs, [*CHOICES, *TYPED])
    mended = open_master()
    assert mended.resume(waiting(mended)).tally.answered == 1


def test_a_game_that_was_over_ends_even_without_its_pack(
    places: Places, open_master: Opener, tmp_path: Path
) -> None:
    path = write_pack(tmp_path / "elsewhere", CHOICES)
    with_file = open_master("Ann", str(path))
    with_file.start(Setup(packs=("pack",), count=1))
    respond(with_file, right=True)
    home = open_master()
    assert home.resume(waiting(home)).phase is Phase.FINISHED
    assert home.unfinished() is None


def test_a_question_whose_kind_changed_is_summed_up_as_it_was_judged(
    places: Places, master: Quizmaster, open_master: Opener
) -> None:
    master.start(Setup(count=2, kinds=(Kind.CHOICE,)))
    play(master, "+")
    name = key_of(master).partition("/")[2]
    first = waiting(master).answers[0].address.partition("/")[2]
    changed: list[dict[str, Any]] = [
        {"id": name, "kind": "order", "ask": "Order?", "items": ["a", "b", "c"], "explain": "So."},
        {"id": first, "kind": "match", "ask": "Pairs?", "pairs": {"a": "1", "b": "2", "c": "3"}}
        | {"explain": "So."},
    ]
    write_pack(places.packs, changed)
    again = open_master()
    view = again.resume(waiting(again))
    assert view.card is not None
    assert (view.card.kind, view.tally.points) == (Kind.ORDER, 100)
    again.answer(("c", "b", "a"))
    again.go_on()
    assert again.summarize().verdicts == (Verdict.RIGHT, Verdict.WRONG)
    assert again.recall(again.scores()[0].game).verdicts == (Verdict.RIGHT, Verdict.WRONG)


# To the end -------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", list(MODES))
def test_every_mode_goes_on_to_its_end_through_a_crash_at_every_step(
    master: Quizmaster, open_master: Opener, mode: str
) -> None:
    if mode == "missed":
        master.start(Setup(count=3))
        play(master, "--+")
    master.start(Setup(mode=mode, seconds=30))
    steps = 0
    while steps < 60:
        again = open_master()
        saved = again.unfinished()
        if saved is None:
            break
        again.resume(saved)
        if again.view.phase is Phase.FINISHED:
            continue
        assert again.view.tally.answered == steps
        respond(again, right=steps % 3 > 0)
        steps += 1
        if mode == "sprint" and steps == 5:
            again.go_on()
            again.time_out()
    ended = {"ladder": 1, "survival": 7, "sprint": 5, "daily": 10, "classic": 10}
    assert steps == ended.get(mode, steps)
    final = open_master()
    assert final.unfinished() is None
    assert final.scores()[0].finished
    assert final.scores()[0].mode == mode
