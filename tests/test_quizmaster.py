"""The quizmaster: with a real bank and a real save file, nothing that was answered is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from builders import describe_all_kinds, describe_choice, describe_typed, write_pack
from spacequiz.errors import UsageError
from spacequiz.game.kinds import Difficulty, Kind
from spacequiz.game.kinds.body import Again, Back
from spacequiz.game.records import Aid, SavedGame, Setup, Verdict
from spacequiz.game.views import Phase
from spacequiz.packs.library import open_bank
from spacequiz.quizmaster import Quizmaster
from spacequiz.quizmaster.settings import ONCE_MORE, STREAKS
from spacequiz.save import Save

if TYPE_CHECKING:
    from collections.abc import Callable

    from builders import Clock
    from spacequiz.game.views import View
    from spacequiz.paths import Places

    Opener = Callable[..., Quizmaster]

QUESTIONS = [describe_choice(f"q{n}", difficulty="easy") for n in range(12)]


@pytest.fixture
def open_quizmaster(places: Places, clock: Clock) -> Opener:
    """Return what opens a game as a fresh process does, over the packs that lie there now."""

    def open_one(name: str = "Ann", *, language: str = "en") -> Quizmaster:
        bank = open_bank(places, ())
        bank.refresh()
        save = Save.open(places, clock)
        player = save.player(name)
        return Quizmaster(bank, save, player, clock=clock, kinds=tuple(Kind), language=language)

    return open_one


@pytest.fixture
def quizmaster(places: Places, open_quizmaster: Opener) -> Quizmaster:
    write_pack(places.packs, QUESTIONS)
    return open_quizmaster()


def name_of(view: View) -> str:
    assert view.card is not None
    return view.card.address.partition("/")[2]


def answer_right(quizmaster: Quizmaster) -> View:
    return quizmaster.answer((f"right of {name_of(quizmaster.view)}",))


def answer_wrong(quizmaster: Quizmaster) -> View:
    return quizmaster.answer((f"wrong 1 of {name_of(quizmaster.view)}",))


def play(quizmaster: Quizmaster, marks: str) -> list[str]:
    """Answer one question a mark, go on, and return the ids of the questions."""
    asked = []
    for mark in marks:
        asked.append(name_of(quizmaster.view))
        answer_right(quizmaster) if mark == "+" else answer_wrong(quizmaster)
        quizmaster.go_on()
    return asked


def find_unfinished(quizmaster: Quizmaster) -> SavedGame:
    saved = quizmaster.unfinished()
    assert saved is not None
    return saved


def ask_file(places: Places, query: str) -> list[tuple[object, ...]]:
    """Look into the save file past everything that the game holds in memory."""
    with closing(sqlite3.connect(f"file:{places.save}?mode=ro", uri=True)) as connection:
        return connection.execute(query).fetchall()


# Saving -----------------------------------------------------------------------------------------


def test_an_answer_is_on_disk_before_its_verdict_is_shown(
    quizmaster: Quizmaster, places: Places
) -> None:
    quizmaster.start(Setup(count=3))
    for count in (1, 2, 3):
        view = answer_right(quizmaster)
        assert view.phase is Phase.REVEALED
        rows = ask_file(places, "SELECT verdict, points FROM answer ORDER BY position")
        assert len(rows) == count
        assert rows[-1][0] == "right"
        quizmaster.go_on()
    assert sum(int(str(points)) for _, points in rows) == quizmaster.view.tally.points == 350


def test_a_skip_is_on_disk_before_the_answer_is_shown(
    quizmaster: Quizmaster, places: Places
) -> None:
    quizmaster.start(Setup(count=1))
    assert quizmaster.skip().phase is Phase.REVEALED
    assert ask_file(places, "SELECT verdict FROM answer") == [("skipped",)]


def test_help_is_on_disk_before_it_is_shown(quizmaster: Quizmaster, places: Places) -> None:
    quizmaster.start(Setup(count=1))
    view = quizmaster.take_aid(Aid.HINT)
    assert view.card is not None
    assert view.card.hint
    assert ask_file(places, "SELECT aid FROM aid") == [("hint",)]


def test_a_question_counts_as_seen_from_the_moment_it_is_shown(
    quizmaster: Quizmaster, places: Places
) -> None:
    view = quizmaster.start(Setup(count=5))
    seen = ask_file(places, "SELECT progress_key FROM seen")
    assert seen == [(f"pack/{name_of(view)}",)]


# Resuming ---------------------------------------------------------------------------------------


def test_after_a_crash_the_same_question_waits_with_the_same_options_and_points(
    quizmaster: Quizmaster, open_quizmaster: Opener
) -> None:
    quizmaster.start(Setup(count=5))
    play(quizmaster, "++-")
    before = quizmaster.view
    again = open_quizmaster()
    after = again.resume(find_unfinished(again))
    assert after == before
    assert after.tally.points == 200


def test_after_a_crash_at_a_verdict_the_next_question_comes(
    quizmaster: Quizmaster, open_quizmaster: Opener
) -> None:
    quizmaster.start(Setup(count=3))
    answer_right(quizmaster)
    again = open_quizmaster()
    view = again.resume(find_unfinished(again))
    assert (view.phase, view.tally.answered) == (Phase.ASKING, 1)
    quizmaster.go_on()
    assert view == quizmaster.view


def test_after_a_crash_at_the_last_verdict_the_game_is_over(
    quizmaster: Quizmaster, open_quizmaster: Opener
) -> None:
    quizmaster.start(Setup(count=1))
    answer_right(quizmaster)
    again = open_quizmaster()
    assert again.resume(find_unfinished(again)).phase is Phase.FINISHED
    assert again.unfinished() is None
    assert again.scores()[0].finished


def test_a_game_goes_on_to_its_end_through_a_crash_at_every_step(
    quizmaster: Quizmaster, open_quizmaster: Opener
) -> None:
    quizmaster.start(Setup(count=5, seed="x"))
    whole = play(quizmaster, "+-++-")
    points = quizmaster.view.tally.points
    quizmaster.start(Setup(count=5, seed="x"))
    asked = []
    for mark in "+-++-":
        again = open_quizmaster()
        again.resume(find_unfinished(again))
        asked.append(name_of(again.view))
        answer_right(again) if mark == "+" else answer_wrong(again)
    again.go_on()
    assert asked == whole
    assert again.view.tally.points == points
    assert again.unfinished() is None


def test_help_survives_a_crash_and_still_costs(
    quizmaster: Quizmaster, open_quizmaster: Opener
) -> None:
    quizmaster.start(Setup(count=2))
    quizmaster.take_aid(Aid.HINT)
    before = quizmaster.take_aid(Aid.FIFTY_FIFTY)
    again = open_quizmaster()
    assert again.resume(find_unfinished(again)) == before
    assert before.card is not None
    assert len(before.card.removed) == 2
    assert answer_right(again).tally.points == 25


def test_a_finished_game_cannot_be_resumed(quizmaster: Quizmaster) -> None:
    quizmaster.start(Setup(count=2))
    play(quizmaster, "++")
    assert quizmaster.unfinished() is None


def test_one_player_does_not_resume_the_game_of_another(
    quizmaster: Quizmaster, open_quizmaster: Opener
) -> None:
    quizmaster.start(Setup(count=2))
    assert open_quizmaster("Bob").unfinished() is None


def test_questions_that_are_gone_are_passed_over_and_what_they_brought_is_kept(
    quizmaster: Quizmaster, open_quizmaster: Opener, places: Places
) -> None:
    quizmaster.start(Setup(count=5))
    asked = play(quizmaster, "+")
    saved = find_unfinished(quizmaster)
    drawn = [address.partition("/")[2] for address in saved.addresses]
    gone = {asked[0], drawn[1], drawn[3]}
    write_pack(places.packs, [q for q in QUESTIONS if q["id"] not in gone])
    again = open_quizmaster()
    view = again.resume(find_unfinished(again))
    assert (name_of(view), view.tally.points, view.tally.answered) == (drawn[2], 100, 1)
    assert view.total == 3
    assert play(again, "++") == [drawn[2], drawn[4]]
    assert again.view.phase is Phase.FINISHED
    assert again.scores()[0].points == again.view.tally.points == 350


def test_help_taken_on_a_question_that_is_gone_does_not_cost_on_the_next(
    quizmaster: Quizmaster, open_quizmaster: Opener, places: Places
) -> None:
    gone = name_of(quizmaster.start(Setup(count=3)))
    quizmaster.take_aid(Aid.HINT)
    write_pack(places.packs, [q for q in QUESTIONS if q["id"] != gone])
    again = open_quizmaster()
    view = again.resume(find_unfinished(again))
    assert view.card is not None
    assert view.card.hint == ""
    assert answer_right(again).tally.points == 100


def test_a_game_whose_questions_are_all_gone_ends(
    quizmaster: Quizmaster, open_quizmaster: Opener, places: Places
) -> None:
    quizmaster.start(Setup(count=3))
    play(quizmaster, "+")
    write_pack(places.packs, [describe_choice("new")])
    again = open_quizmaster()
    view = again.resume(find_unfinished(again))
    assert (view.phase, view.tally.points) == (Phase.FINISHED, 100)
    assert again.unfinished() is None


def test_a_mended_question_keeps_the_points_it_has_brought(
    quizmaster: Quizmaster, open_quizmaster: Opener, places: Places
) -> None:
    quizmaster.start(Setup(count=2))
    play(quizmaster, "+")
    write_pack(places.packs, [q | {"answer": "mended", "difficulty": "hard"} for q in QUESTIONS])
    again = open_quizmaster()
    view = again.resume(find_unfinished(again))
    assert view.tally.points == 100
    assert again.summarize().verdicts == (Verdict.RIGHT,)


# Drawing ----------------------------------------------------------------------------------------


def test_what_was_seen_last_comes_last_in_the_next_game(quizmaster: Quizmaster) -> None:
    quizmaster.start(Setup(count=4))
    first = play(quizmaster, "++++")
    quizmaster.start(Setup(count=8))
    second = play(quizmaster, "+" * 8)
    assert not set(first) & set(second)
    quizmaster.start(Setup(count=4))
    assert set(play(quizmaster, "++++")) == set(first)


def test_a_seed_repeats_the_game_for_another_player(
    quizmaster: Quizmaster, open_quizmaster: Opener
) -> None:
    quizmaster.start(Setup(count=6))
    play(quizmaster, "++++++")
    views = []
    for player in (quizmaster, open_quizmaster("Bob")):
        views.append([player.start(Setup(count=4, seed="friday"))])
        for _ in range(3):
            player.skip()
            views[-1].append(player.go_on())
    assert views[0] == views[1]


def test_games_without_a_seed_differ(quizmaster: Quizmaster) -> None:
    orders = set()
    for _ in range(8):
        quizmaster.start(Setup(count=12))
        orders.add(find_unfinished(quizmaster).addresses)
    assert len(orders) == 8


def test_only_what_fits_the_choice_is_drawn(places: Places, open_quizmaster: Opener) -> None:
    write_pack(
        places.packs,
        [
            *(describe_choice(f"a{n}", category="Moons", difficulty="hard") for n in range(4)),
            *(describe_choice(f"b{n}", category="Stars", difficulty="hard") for n in range(4)),
            *(describe_choice(f"c{n}", category="Moons", difficulty="easy") for n in range(4)),
            describe_typed("d", "Io", category="Moons", difficulty="hard"),
        ],
    )
    write_pack(places.packs, [describe_choice("e", category="Moons")], "other")
    quizmaster = open_quizmaster()
    setup = Setup(
        ("pack",), "classic", 10, ("Moons",), (Difficulty.HARD,), (Kind.CHOICE, Kind.ORDER)
    )
    assert quizmaster.planner.count_candidates(setup) == 4
    assert quizmaster.start(setup).total == 4
    drawn = find_unfinished(quizmaster).addresses
    assert sorted(drawn) == ["pack/a0", "pack/a1", "pack/a2", "pack/a3"]


def test_a_game_has_no_kind_that_the_face_cannot_show(places: Places, clock: Clock) -> None:
    write_pack(places.packs, describe_all_kinds())
    bank, save = open_bank(places, ()), Save.open(places, clock)
    bank.refresh()
    kinds = (Kind.CHOICE, Kind.NUMBER)
    quizmaster = Quizmaster(bank, save, save.player("Ann"), clock=clock, kinds=kinds)
    assert quizmaster.start(Setup()).total == 2


@pytest.mark.parametrize(
    "setup",
    [
        Setup(packs=("nowhere",)),
        Setup(categories=("Nothing",)),
        Setup(difficulties=(Difficulty.HARD,)),
        Setup(kinds=(Kind.MATCH,)),
    ],
)
def test_a_choice_that_nothing_fits_is_wrong_use(quizmaster: Quizmaster, setup: Setup) -> None:
    with pytest.raises(UsageError, match="No question fits") as raised:
        quizmaster.start(setup)
    assert raised.value.hint
    assert quizmaster.unfinished() is None


def test_a_pack_with_errors_is_not_played_and_the_others_are(
    places: Places, open_quizmaster: Opener
) -> None:
    write_pack(places.packs, [describe_choice("a")])
    write_pack(places.packs, [describe_choice("b", nonsense="x")], "broken")
    assert open_quizmaster().start(Setup()).total == 1


# Editions ---------------------------------------------------------------------------------------


@pytest.fixture
def editions(places: Places) -> None:
    write_pack(places.packs, QUESTIONS)
    write_pack(places.packs, QUESTIONS, "pack-es", language="es", translates="pack")


@pytest.mark.usefixtures("editions")
@pytest.mark.parametrize(
    ("language", "pack"), [("en", "pack"), ("es", "pack-es"), ("fr", "pack"), ("", "pack")]
)
def test_of_a_translated_pack_the_edition_in_the_players_language_is_drawn(
    open_quizmaster: Opener, language: str, pack: str
) -> None:
    quizmaster = open_quizmaster(language=language)
    assert [edition.id for edition in quizmaster.editions.list_default()] == [pack]
    assert quizmaster.planner.count_candidates(Setup()) == 12
    assert quizmaster.start(Setup(count=12)).total == 12
    drawn = find_unfinished(quizmaster).addresses
    assert {address.partition("/")[0] for address in drawn} == {pack}


@pytest.mark.usefixtures("editions")
def test_an_edition_that_was_chosen_is_drawn_whatever_the_language(
    open_quizmaster: Opener,
) -> None:
    quizmaster = open_quizmaster(language="en")
    view = quizmaster.start(Setup(packs=("pack-es",)))
    assert view.card is not None
    assert view.card.address.startswith("pack-es/")


@pytest.mark.usefixtures("editions")
def test_two_editions_chosen_together_ask_each_question_once(open_quizmaster: Opener) -> None:
    quizmaster = open_quizmaster()
    setup = Setup(packs=("pack", "pack-es"), count=24)
    assert quizmaster.planner.count_candidates(setup) == 12
    quizmaster.start(setup)
    names = [address.partition("/")[2] for address in find_unfinished(quizmaster).addresses]
    assert sorted(names) == sorted(q["id"] for q in QUESTIONS)


@pytest.mark.usefixtures("editions")
def test_progress_in_one_edition_counts_in_the_other(open_quizmaster: Opener) -> None:
    english = open_quizmaster(language="en")
    english.start(Setup(count=6))
    first = play(english, "+" * 6)
    spanish = open_quizmaster(language="es")
    spanish.start(Setup(count=6))
    assert not set(first) & set(play(spanish, "+" * 6))


def test_an_edition_alone_is_drawn_from(places: Places, open_quizmaster: Opener) -> None:
    write_pack(places.packs, QUESTIONS, "pack-es", language="es", translates="pack")
    assert open_quizmaster(language="en").start(Setup()).total == 10


# What was missed --------------------------------------------------------------------------------


def test_what_was_missed_comes_back_until_it_was_right(quizmaster: Quizmaster) -> None:
    quizmaster.start(Setup(count=4))
    asked = play(quizmaster, "+--+")
    view = quizmaster.start_missed()
    assert view.total == 2
    assert play(quizmaster, "-++") == [asked[1], asked[2], asked[1]]
    assert quizmaster.view.phase is Phase.FINISHED
    assert quizmaster.view.tally.points == 0


def test_what_was_missed_in_the_newest_game_can_be_played_another_day(
    quizmaster: Quizmaster, open_quizmaster: Opener
) -> None:
    quizmaster.start(Setup(count=3))
    asked = play(quizmaster, "-+-")
    again = open_quizmaster()
    assert again.start_last_missed().total == 2
    assert play(again, "++") == [asked[0], asked[2]]


def test_a_game_of_missed_questions_can_be_resumed(
    quizmaster: Quizmaster, open_quizmaster: Opener
) -> None:
    quizmaster.start(Setup(count=3))
    play(quizmaster, "---")
    quizmaster.start_missed()
    play(quizmaster, "-+-")
    again = open_quizmaster()
    assert again.resume(find_unfinished(again)) == quizmaster.view
    assert again.view.total == 5
    play(again, "++")
    assert again.view.phase is Phase.FINISHED


def test_after_a_game_of_missed_questions_the_next_game_is_as_the_one_before(
    quizmaster: Quizmaster,
) -> None:
    quizmaster.start(Setup(packs=("pack",), count=3, seed="x"))
    play(quizmaster, "--+")
    quizmaster.start_missed()
    quizmaster.start_again()
    assert quizmaster.setup == Setup(packs=("pack",), count=3)


def test_where_nothing_was_missed_there_is_nothing_to_repeat(quizmaster: Quizmaster) -> None:
    with pytest.raises(UsageError, match="Nothing was missed"):
        quizmaster.start_last_missed()
    quizmaster.start(Setup(count=2))
    play(quizmaster, "++")
    for begin in (quizmaster.start_missed, quizmaster.start_last_missed):
        with pytest.raises(UsageError, match="Nothing was missed"):
            begin()


# Settings and scores ----------------------------------------------------------------------------


def test_the_setting_for_streaks_holds_from_the_first_question(quizmaster: Quizmaster) -> None:
    STREAKS.write(quizmaster.save, quizmaster.player, False)
    quizmaster.start(Setup(count=3))
    play(quizmaster, "+++")
    assert quizmaster.view.tally.points == 300


def test_a_setup_is_remembered_without_its_seed(
    quizmaster: Quizmaster, open_quizmaster: Opener
) -> None:
    assert quizmaster.last_setup() == Setup()
    quizmaster.remember_setup(Setup(("pack",), count=5, kinds=(Kind.CHOICE,), seed="x"))
    assert open_quizmaster().last_setup() == Setup(("pack",), count=5, kinds=(Kind.CHOICE,))
    assert open_quizmaster("Bob").last_setup() == Setup()


def test_a_game_is_recalled_as_it_was_summed_up(
    quizmaster: Quizmaster, open_quizmaster: Opener
) -> None:
    quizmaster.start(Setup(packs=("pack",), count=4))
    play(quizmaster, "+--+")
    before = quizmaster.summarize()
    assert (before.title, before.mode, before.tally.right) == ("The pack", "classic", 2)
    again = open_quizmaster()
    score = again.scores()[0]
    assert again.recall(score.game) == before
    assert (score.right, score.questions, score.points) == (2, 4, 200)


def test_scores_are_the_players_own_newest_first(
    quizmaster: Quizmaster, open_quizmaster: Opener
) -> None:
    for marks in ("+", "++"):
        quizmaster.start(Setup(count=len(marks)))
        play(quizmaster, marks)
    assert [score.right for score in quizmaster.scores()] == [2, 1]
    assert open_quizmaster("Bob").scores() == []


# Asked again ------------------------------------------------------------------------------------

LOUIS = describe_typed("king", "Louis XIV", prompt={"Louis": "Which Louis?"})


@pytest.fixture
def king(places: Places, open_quizmaster: Opener) -> Quizmaster:
    write_pack(places.packs, [LOUIS, describe_choice("q")], id="kings")
    quizmaster = open_quizmaster()
    quizmaster.start(Setup(kinds=(Kind.TYPED,), count=1))
    return quizmaster


def test_a_prompt_is_asked_once_though_the_game_was_left(
    king: Quizmaster, open_quizmaster: Opener
) -> None:
    view = king.answer(("Louis",))
    assert (view.phase, view.tally.answered) == (Phase.ASKING, 0)
    assert view.again == Back(Again.SAY_MORE, "Which Louis?")
    king.save.close()
    again = open_quizmaster()
    view = again.resume_newest()
    assert view.again == Back(Again.ASKED_MORE)
    view = again.answer(("Louis",))
    assert view.reveal is not None
    assert view.reveal.verdict is Verdict.WRONG


def test_a_prompt_stays_asked_when_its_answer_is_taken_back(king: Quizmaster) -> None:
    king.answer(("Louis",))
    assert king.answer(("Louis 14",)).tally.points == 150
    view = king.undo()
    assert Aid.PROMPTED in find_unfinished(king).aids
    assert view.again
    assert king.answer(("Louis",)).phase is Phase.REVEALED


def test_what_cannot_be_read_is_asked_again_and_costs_nothing(king: Quizmaster) -> None:
    views = [king.answer((text,)) for text in ("Louis XIV or Louis XV", "...", "...")]
    assert [view.phase for view in views] == [Phase.ASKING] * 3
    assert len(set(views)) == 3, "a face must see that something was asked"
    assert king.answer(("Louis XIV",)).tally.points == 150


def test_whoever_wants_no_second_try_gets_the_verdict_at_once(king: Quizmaster) -> None:
    ONCE_MORE.write(king.save, king.player, False)
    king.start(Setup(kinds=(Kind.TYPED,), count=1))
    assert king.answer(("Loooius XIV",)).phase is Phase.REVEALED
