"""The archive: how a player is doing, and what questions are built from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import describe_choice, write_pack
from spacequiz.game.kinds import Kind
from spacequiz.game.records import Setup
from spacequiz.packs.library import open_bank
from spacequiz.quizmaster import Quizmaster
from spacequiz.save import Save

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builders import Clock
    from spacequiz.paths import Places

DAY = 24 * 3600
TEXT = "First.\n\nSecond.\n\nThird.\n\nFourth, the cited one.\n\nFifth.\n"


@pytest.fixture
def master(places: Places, clock: Clock) -> Iterator[Quizmaster]:
    places.packs.mkdir(parents=True)
    (places.packs / "handout.md").write_text(TEXT, "utf-8")
    documents = {"textbook": {"title": "Science 5", "file": "handout.md"}}
    questions = [
        describe_choice("a", category="Moons"),
        describe_choice("b", category="Stars"),
        describe_choice("c", source={"document": "textbook", "paragraphs": [2, 4]}),
    ]
    write_pack(places.packs, questions, documents=documents)
    bank, save = open_bank(places, ()), Save.open(places, clock)
    bank.refresh()
    yield Quizmaster(bank, save, save.player("Ann"), clock=clock, kinds=tuple(Kind))
    save.close()
    bank.close()


def play(master: Quizmaster, mode: str = "classic", *, right: bool = True) -> None:
    master.start(Setup(mode=mode, count=3, seed="x" if mode == "classic" else ""))
    while (card := master.view.card) is not None:
        name = card.address.partition("/")[2]
        master.answer((f"right of {name}" if right or name == "a" else f"wrong 1 of {name}",))
        master.go_on()


def test_a_player_without_games_stands_at_nothing(master: Quizmaster) -> None:
    standing = master.archive.standing(master.player)
    assert standing.totals.answers == 0
    assert (standing.days, standing.categories, standing.hardest) == ((), (), ())
    assert (standing.leaders, standing.habit.streak) == ({}, 0)
    assert standing.forecast == (0,) * 14


def test_a_standing_sums_up_what_was_played(master: Quizmaster, clock: Clock) -> None:
    first = clock.today()
    play(master, right=False)
    clock.advance(DAY)
    play(master, right=False)
    play(master, "survival", right=False)
    standing = master.archive.standing(master.player)
    assert standing.today == clock.today()
    assert standing.totals.answers == 9
    assert standing.totals.games == 3
    assert [day.day for day in standing.days] == [first.isoformat(), clock.today().isoformat()]
    assert (standing.habit.streak, standing.habit.freezes) == (2, 0)
    assert {total.name for total in standing.categories} == {"Moons", "Stars", "General"}
    assert {hard.progress_key for hard in standing.hardest} == {"pack/b", "pack/c"}
    assert len(standing.forecast) == 14
    assert set(standing.leaders) == {"classic", "survival"}


def test_only_a_finished_game_makes_a_day(master: Quizmaster) -> None:
    master.start(Setup(count=3))
    master.skip()
    assert master.archive.standing(master.player).habit.streak == 0


def test_practice_has_no_leader_board(master: Quizmaster) -> None:
    play(master, "review")
    assert master.archive.standing(master.player).leaders == {}


def test_a_question_is_looked_up_with_its_answer_and_a_gone_one_is_not(
    master: Quizmaster,
) -> None:
    played = master.archive.look_up("pack/a")
    assert played is not None
    assert played.reveal.answer == ("right of a",)
    assert played.card.ask == "Which option of a is right?"
    for gone in ("pack/x", "x/a", "", "/"):
        assert master.archive.look_up(gone) is None


def test_a_document_opens_with_all_paragraphs_and_the_cited_ones(master: Quizmaster) -> None:
    (question,) = master.bank.questions(["pack/c"])
    opened = master.archive.open_document(question)
    assert opened is not None
    assert (opened.title, opened.cited) == ("Science 5", (2, 4))
    assert opened.paragraphs[3] == "Fourth, the cited one."
    assert len(opened.paragraphs) == 5


@pytest.mark.parametrize("lost", ["handout.md", "the-pack.yaml"])
def test_a_document_that_is_gone_meanwhile_does_not_open(
    master: Quizmaster, places: Places, lost: str
) -> None:
    (question,) = master.bank.questions(["pack/c"])
    (places.packs / lost).unlink()
    assert master.archive.open_document(question) is None
    (places.packs / lost).write_text("[broken", "utf-8")
    master.archive.open_document(question)
