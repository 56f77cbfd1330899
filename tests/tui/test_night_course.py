"""What an evening can come to beside plain rounds: ties, kinds, hands-free, and what is taken home."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from builders import find_right
from spacequiz.game.night.state import NightPhase
from spacequiz.quizmaster.night_draw import LobbySetup, NightTeam

from .night import Night, begin, write_categories
from .packs import describe, list_wrong, write_many, write_pack, write_plain
from .stage import Stage

if TYPE_CHECKING:
    from pathlib import Path

    from builders import Clock
    from spacequiz.paths import Places

SHORT = LobbySetup(rounds=1, questions=3, kinds="choices")
ALL_KINDS = LobbySetup(rounds=1, questions=3, buzzes=10, kinds="all kinds")


@pytest.fixture
def stage(places: Places, clock: Clock) -> Stage:
    write_many(places.bundled, 40)
    write_plain(places.bundled)
    return Stage(places, clock)


async def play(night: Night, *, bob: bool) -> None:
    """Let Ann be right in every question of the round."""
    while night.phase() is not NightPhase.BETWEEN:
        if night.phase() is NightPhase.ANSWERING:
            await night.answer("1", right=True)
            await night.answer("2", right=bob)
        else:
            await night.go()


async def test_a_tie_for_first_is_parted_by_the_closest_number(stage: Stage) -> None:
    async with begin(stage, packs=("many", "planets"), lobby=SHORT) as night:
        player = night.player
        await night.go()
        await play(night, bob=True)
        await player.see("=1. ● Ann", "=1. ▲ Bob", "one question decides")
        await night.go()
        await player.see("Sudden death", "the closest wins")
        assert night.master.match.question is not None
        answer = int(find_right(night.master.match.question)[0])
        for _ in range(2):
            await night.go()
            question = night.view.question
            assert question is not None
            typed = answer + (3 if question.turn == "1" else 5)
            await player.type("many")
            await player.press("enter")
            await player.see("Type one number, such as 5.", "type a number")
            await player.type(str(typed))
            assert str(typed) not in player.text
            assert "Type one number" not in player.text
            await player.press("enter")
        await player.see("closest", f"✗ {answer + 5}", str(answer + 3))
        await night.go()
        await player.until(lambda: player.screen == "NightPodiumScreen", "the podium")
        assert [standing.rank for standing in night.view.standings] == [1, 2]
        assert night.scores() == [3000, 3000]


async def test_an_evening_may_go_on_by_itself(stage: Stage) -> None:
    lobby = LobbySetup(rounds=2, questions=3, kinds="choices", advance=8)
    async with begin(stage, lobby=lobby) as night:
        seen = []
        for _ in range(30):
            await night.wait(45)
            seen.append(night.phase())
            if night.phase() is NightPhase.ENDED:
                break
        assert {NightPhase.BETWEEN, NightPhase.REVEALED, NightPhase.ENDED} <= set(seen)
        await night.player.until(lambda: night.player.screen == "NightPodiumScreen", "the podium")


async def test_results_are_written_where_the_game_was_started(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with begin(stage, lobby=SHORT) as night:
        player = night.player
        await night.go()
        await play(night, bob=False)
        await night.go()
        await player.until(lambda: player.screen == "NightPodiumScreen", "the podium")
        await player.press("e", "e")
        await player.see("Written:")
        day = night.clock.today()
        names = (f"spacequiz-night-{day}", f"spacequiz-night-{day}-2")
        for name in names:
            text = (tmp_path / f"{name}.txt").read_text("utf-8")
            assert "1. Ann  3,000\n2. Bob  0\n" in text
            assert "right" not in text
            rows = list(csv.DictReader((tmp_path / f"{name}.csv").open(encoding="utf-8")))
            assert [row["team"] for row in rows] == ["Ann", "Bob"] * 3
            assert [row["points"] for row in rows] == ["1000", "0"] * 3
            assert rows[0]["answer"].startswith("right")
            assert rows[1]["verdict"] == "wrong"


async def test_who_buzzes_may_have_to_type(places: Places, clock: Clock) -> None:
    names = ("Ceres", "Vesta", "Pallas")
    typed = [describe(n.lower(), f"Name {n}.", kind="typed", answer=n) for n in names]
    write_pack(places.bundled, typed, "names")
    stage = Stage(places, clock)
    async with begin(stage, "buzzer", packs=("names",), lobby=ALL_KINDS) as night:
        player = night.player
        await night.go()
        await night.wait(10)
        await player.until(lambda: night.phase() is NightPhase.ANSWERING, "the question")
        await player.press("l")
        await night.wait(0.1)
        await player.see("Bob answers: type your answer")
        await player.type("Juno")
        await player.see("Juno")
        await player.press("enter")
        await player.see("Who knows better?", "wrong")
        await night.wait(1)
        await player.press("a")
        await night.wait(0.1)
        await player.see("Ann answers: type your answer")
        assert night.master.match.question is not None
        await player.type(find_right(night.master.match.question)[0])
        await player.press("enter")
        await player.see("Juno", "+1,000")
        assert night.scores() == [1000, 0]


async def test_who_is_close_or_on_the_way_types_once_more(places: Places, clock: Clock) -> None:
    stars = [
        describe(
            name.lower(), f"Name {name}.", kind="typed", answer=name, prompt={"star": "Which?"}
        )
        for name in ("Betelgeuse", "Aldebaran", "Fomalhaut")
    ]
    write_pack(places.bundled, stars, "stars")
    async with begin(Stage(places, clock), packs=("stars",), lobby=ALL_KINDS) as night:
        player = night.player
        await night.go()
        await night.wait(10)
        assert night.master.match.question is not None
        right = find_right(night.master.match.question)[0]
        for said, asked in ((right[0] + right[4:], "Close. Once more?"), ("star", "say more?")):
            await player.see("take the keyboard")
            await night.go()
            await player.type(said)
            await player.press("enter")
            await player.see(asked)
            # The others still answer, and learn nothing of it.
            assert "Which?" not in player.text
            await player.type(right)
            await player.press("enter")
        await player.until(lambda: night.phase() is NightPhase.REVEALED, "the reveal")
        assert min(night.scores()) > 0


async def test_several_answers_are_picked_and_locked_in_by_the_last_key(
    places: Places, clock: Clock
) -> None:
    rocks = [
        describe(
            f"r{n}",
            f"Which {n} are rocks?",
            kind="several",
            answers=["Mercury", "Earth"],
            wrong=list_wrong("Uranus"),
        )
        for n in range(3)
    ]
    write_pack(places.bundled, rocks, "rocks")
    async with begin(Stage(places, clock), packs=("rocks",), lobby=ALL_KINDS) as night:
        player = night.player
        await night.go()
        await player.see("lock in with your last key: Ann x, Bob /")
        question = night.view.question
        assert question is not None
        assert question.card is not None
        options = question.card.options
        before = player.text
        for name in ("Mercury", "Earth"):
            await player.press("1qazwsx2"[options.index(name)])
        # How much was picked shows, and not what.
        await player.see("Ann A=1 B=q C=a lock=x 0 2 picked")
        assert player.text.replace("2 picked", "…       ") == before
        await player.press("x")
        await player.see("✓ in")
        # Bob picks one, and the time locks it in.
        await player.press({".": "full_stop"}.get(k := "9ol."[options.index("Earth")], k))
        await night.wait(19)
        await night.wait(3)
        await night.wait(3)
        await player.until(lambda: night.phase() is NightPhase.REVEALED, "the reveal")
        assert night.scores() == [1000, 500]
        # The host may be of another mind, and say by how much.
        await player.press("f4")
        await player.see("Ann right", "Bob half right")
        await player.press("down", "enter")
        await player.see("Three quarters right")
        await player.press("up", "up", "up", "enter")
        assert night.scores() == [1000, 750]
        await player.press("f6")
        assert night.scores() == [1000, 500]


async def test_the_board_and_the_host_take_the_mouse(stage: Stage, places: Places) -> None:
    write_categories(places.bundled)
    async with begin(stage, "board", packs=("board",)) as night:
        player = night.player
        await night.go()
        await player.see("picks")
        await player.press("right", "left", "down", "up")
        await player.click("200 ‹")
        await player.until(lambda: night.phase() is not NightPhase.PICKING, "the question")
        await player.click("host")
        await player.see("The host", "Skip")
        await player.click("Skip")
        await player.see("Skipped: it counts for nobody.")
        await night.go()
        await player.see("picks")
        # The cell that was played is passed over.
        assert player.app.screen._cursor != (0, 0)  # type: ignore[attr-defined]
        await player.click("·")
        assert night.phase() is NightPhase.PICKING
        await player.click("1000")
        await player.until(lambda: night.phase() is not NightPhase.PICKING, "the question")


async def test_one_hasty_enter_shows_no_answer(stage: Stage) -> None:
    async with begin(stage) as night:
        await night.go()
        await night.go()
        await night.player.see("Nobody has answered: enter once more shows the answer.")
        assert night.phase() is NightPhase.ANSWERING
        await night.go()
        assert night.phase() is NightPhase.REVEALED
        # Where somebody has answered, or everybody's time is up, it does so at once.
        await night.go()
        await night.answer("1", right=True)
        await night.go()
        assert night.phase() is NightPhase.REVEALED


async def test_what_is_no_number_is_not_taken_and_the_next_team_hears_nothing_of_it(
    places: Places, clock: Clock
) -> None:
    numbers = [describe(f"n{n}", f"How many {n}?", kind="number", answer=100) for n in range(8)]
    write_pack(places.bundled, numbers, "numbers")
    async with begin(Stage(places, clock), packs=("numbers",), lobby=ALL_KINDS) as night:
        player = night.player
        await night.go()
        await night.go()
        for text in ("many", "90 or 110", "no idea", "?"):
            await player.type(text)
            await player.press("enter")
            await player.see("Type one number, such as 5.")
        await player.type("7")
        await player.press("enter")
        await player.miss("Type one number")
        await night.go()
        await player.type("about one hundred")
        await player.press("enter")
        await player.until(lambda: night.phase() is NightPhase.REVEALED, "the reveal")
        assert sorted(night.scores()) == [0, 1000]


async def test_each_teams_own_time_shows_and_the_head_has_what_ends_next(stage: Stage) -> None:
    teams = (NightTeam("Ann", 0, 0, 0), NightTeam("Gran", 1, 1, 8, extra=2.0))
    lobby = LobbySetup(teams=teams, rounds=1, questions=3, kinds="choices")
    async with begin(stage, teams=(), lobby=lobby) as night:
        await night.go()
        question = night.view.question
        assert question is not None
        await night.wait(question.reading + 12.5)
        await night.player.see("Gran A=9 B=o C=l D=. 0 28 s", "8 s")
        await night.wait(8)
        await night.player.see("Ann A=1 B=q C=a D=z 0 time is up", "20 s")
        await night.wait(21)
        assert night.phase() is NightPhase.REVEALED


async def test_a_team_that_leaves_is_waited_for_no_more(stage: Stage) -> None:
    async with begin(stage, teams=("Ann", "Bob", "Cid")) as night:
        player = night.player
        await night.go()
        await night.answer("1", right=True)
        await player.press("ctrl+t", "down", "enter")
        await player.see("left")
        await player.press("ctrl+t", "down", "down", "enter")
        await player.until(lambda: night.phase() is NightPhase.REVEALED, "the reveal")
        await player.press("ctrl+t", "enter")
        await player.see("The last team cannot leave.")
        await player.press("ctrl+t", "down", "enter")
        await night.go()
        assert night.match_entrants() == ("1", "2")


async def test_the_host_shows_the_answer_while_a_team_types(stage: Stage) -> None:
    async with begin(stage, packs=("planets",), lobby=ALL_KINDS) as night:
        for _ in range(60):
            if night.view.question is not None and night.view.question.turns:
                break
            await night.wait(100)
            await night.go()
        await night.go()
        await night.player.see("type")
        await night.player.press("ctrl+r")
        assert night.phase() is NightPhase.REVEALED
