"""Anywhere: games, evenings and reviews in the zones that people live in, also when clocks change."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import APIA, KOLKATA, LONDON, MARQUESAS, NEW_YORK, Clock, run, write_pack
from spacequiz.game.kinds import Kind
from spacequiz.game.modes import MODES
from spacequiz.game.night.state import NightPhase
from spacequiz.game.records import Setup
from spacequiz.packs.library import open_bank
from spacequiz.paths import find_places
from spacequiz.quizmaster import Quizmaster
from spacequiz.quizmaster.night import NightMaster
from spacequiz.quizmaster.night_draw import LobbySetup, NightTeam
from spacequiz.quizmaster.settings import DAY
from spacequiz.save import Save
from test_planner import answer_all, describe_levels
from tui.packs import write_many
from tui.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from builders import MoveTo
    from spacequiz.paths import Places

ZONES = {
    "New York": NEW_YORK,
    "Kolkata": KOLKATA,
    "Apia": APIA,
    "Marquesas": MARQUESAS,
    "London in summer": "GMT0BST,J1,J365",
}
MOMENTS = {
    "New York, spring": (NEW_YORK, datetime(2026, 3, 5, 2, tzinfo=UTC)),
    "New York, autumn": (NEW_YORK, datetime(2026, 10, 29, 2, tzinfo=UTC)),
    "London, spring": (LONDON, datetime(2026, 3, 27, 23, 30, tzinfo=UTC)),
    "London, July": (LONDON, datetime(2026, 7, 15, 19, tzinfo=UTC)),
    "London, autumn": (LONDON, datetime(2026, 10, 22, 23, 30, tzinfo=UTC)),
    "Kolkata": (KOLKATA, datetime(2026, 6, 1, 18, 29, tzinfo=UTC)),
    "Apia": (APIA, datetime(2026, 6, 1, 10, 59, tzinfo=UTC)),
}

in_zones = pytest.mark.parametrize("zone", ZONES.values(), ids=ZONES)
in_moments = pytest.mark.parametrize(("zone", "moment"), MOMENTS.values(), ids=MOMENTS)


@pytest.fixture
def quizmaster(
    places: Places, zone: str, moment: datetime, move_to: MoveTo
) -> Iterator[Quizmaster]:
    """Return a game of Ann's, over sixty questions, somewhere at some time."""
    move_to(zone)
    write_pack(places.packs, describe_levels(20))
    write_many(places.packs, 40)
    bank, save = open_bank(places), Save.open(places, Clock(moment))
    bank.refresh()
    yield Quizmaster(bank, save, save.player("Ann"), clock=save._clock, kinds=tuple(Kind))
    save.close()
    bank.close()


def clock_of(quizmaster: Quizmaster) -> Clock:
    assert isinstance(quizmaster.clock, Clock)
    return quizmaster.clock


def play(quizmaster: Quizmaster, mode: str) -> int:
    """Play a game to its end, all right, and return how many questions it had."""
    quizmaster.start(Setup(packs=("pack",), mode=mode, count=MODES[mode].count))
    return len(answer_all(quizmaster))


# Whole programs ---------------------------------------------------------------------------------


def count_answers() -> int:
    with closing(sqlite3.connect(find_places().save)) as connection:
        (count,) = connection.execute("SELECT COUNT(*) FROM answer WHERE day <> ''").fetchone()
        return int(count)


@in_zones
def test_a_plain_game_is_played_to_its_end(zone: str, warm_home: Path) -> None:
    done = run("play", "--plain", "-n", "3", "--kind", "choice", stdin="1\n" * 3, env={"TZ": zone})
    assert (done.returncode, b"of 3 right" in done.stdout) == (0, True), done
    assert count_answers() == 3
    assert run("scores", env={"TZ": zone}).returncode == 0


@in_zones
def test_a_game_on_the_screen_is_played_to_its_end(zone: str, warm_home: Path) -> None:
    arguments = ["-m", "spacequiz", "play", "-n", "2", "--kind", "choice"]
    terminal = Terminal(arguments, TZ=zone)
    try:
        for number in (1, 2):
            terminal.see(f"{number} of 2", "confirm")
            terminal.send("1")
            terminal.see("your answer")
            terminal.send("\r")
        terminal.see("accuracy")
        terminal.send("\x11")
        assert terminal.wait() == 0
    finally:
        terminal.close()
    assert count_answers() == 2


# A life with the game ---------------------------------------------------------------------------


@in_moments
def test_a_week_of_dailies_and_reviews(quizmaster: Quizmaster) -> None:
    clock, start = clock_of(quizmaster), quizmaster.clock.today()
    reviewed = 0
    for day in range(8):
        assert clock.today() == start + timedelta(days=day)
        assert play(quizmaster, "daily") == 10
        reviewed += play(quizmaster, "review")
        assert quizmaster.count_due().due == 0
        clock.advance(24 * 3600)
    clock.advance(-24 * 3600)
    standing = quizmaster.archive.standing(quizmaster.player)
    assert standing.habit.streak == 8
    assert [day.day for day in standing.days] == [
        (start + timedelta(days=day)).isoformat() for day in range(8)
    ]
    assert standing.totals.answers == 80 + reviewed
    assert sum(standing.forecast) > 0


@in_moments
def test_an_evening_reaches_its_podium_and_feeds_a_players_cards(quizmaster: Quizmaster) -> None:
    clock = clock_of(quizmaster)
    night = NightMaster(
        quizmaster.bank, quizmaster.save, quizmaster.player, quizmaster.editions, clock
    )
    teams = (NightTeam("Ann", 0, 0, 0), NightTeam("Bob", 1, 1, 8))
    night.start(LobbySetup(teams=teams, packs=("many",), rounds=1, questions=3))
    for _ in range(200):
        if night.view.phase is NightPhase.ENDED:
            break
        clock.advance(30)
        asked = night.view.question
        if asked and asked.card and asked.card.options and night.view.phase is NightPhase.ANSWERING:
            for team in night.view.teams:
                night.moves.lock(team.team.id, (asked.card.options[0],))
        else:
            night.moves.show()
        night.moves.tick()
        night.moves.go_on()
    assert night.view.phase is NightPhase.ENDED
    night.settle()
    assert quizmaster.save.totals(quizmaster.player).answers == 3
    assert night.today == clock.today()


# Days -------------------------------------------------------------------------------------------

EVENING = datetime(2026, 6, 1, 14, 30, tzinfo=UTC)
"""Eight in the evening in Kolkata."""

in_kolkata = pytest.mark.parametrize(("zone", "moment"), [(KOLKATA, EVENING)], ids=["Kolkata"])


@in_kolkata
def test_what_is_played_after_midnight_belongs_to_the_evening_before(
    quizmaster: Quizmaster,
) -> None:
    clock = clock_of(quizmaster)
    before = quizmaster.planner.set_up_daily()
    play(quizmaster, "review")
    room = quizmaster.count_due()
    clock.advance(4 * 3600 + 600)
    assert f"{clock.local():%H:%M}" == "00:10"
    assert quizmaster.planner.set_up_daily() == before
    assert quizmaster.count_due() == room
    play(quizmaster, "classic")
    [day] = quizmaster.archive.standing(quizmaster.player).days
    assert (day.day, day.games) == ("2026-06-01", 2)
    clock.advance(4 * 3600)
    assert quizmaster.planner.set_up_daily() != before
    assert quizmaster.count_due().new == 10


@in_kolkata
def test_a_daily_that_was_begun_keeps_its_day(quizmaster: Quizmaster) -> None:
    clock = clock_of(quizmaster)
    clock.advance(8 * 3600 - 120)
    assert f"{clock.local():%H:%M}" == "03:58"
    quizmaster.start_daily()
    clock.advance(300)
    answer_all(quizmaster)
    standing = quizmaster.archive.standing(quizmaster.player)
    assert standing.today == date(2026, 6, 2)
    assert [day.day for day in standing.days if day.games] == ["2026-06-01"]
    assert play(quizmaster, "daily") == 10
    assert quizmaster.archive.standing(quizmaster.player).habit.streak == 2


@in_kolkata
def test_each_player_says_when_the_day_begins(quizmaster: Quizmaster) -> None:
    clock, save = clock_of(quizmaster), quizmaster.save
    clock.advance(4 * 3600 + 600)
    ann, owl = quizmaster.player, save.player("Owl")
    DAY.write(save, owl, 0)
    quizmaster.change_player(owl)
    assert clock.today() == date(2026, 6, 2)
    quizmaster.change_player(ann)
    assert clock.today() == date(2026, 6, 1)


@in_kolkata
@pytest.mark.parametrize("hour", [-1, 13, 4.5, "4", None, [], 10**30])
def test_an_hour_that_makes_no_sense_is_the_usual_one(quizmaster: Quizmaster, hour: object) -> None:
    DAY.write(quizmaster.save, quizmaster.player, hour)
    quizmaster.follow_settings()
    assert quizmaster.clock.day_begins == 4


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2037, 12, 30)),  # noqa: DTZ001
    st.integers(0, 12),
    st.sampled_from([*ZONES.values(), LONDON, "LHST-10:30LHDT-11,M10.1.0,M4.1.0"]),
)
def test_every_moment_is_in_the_day_that_it_belongs_to(
    moment: datetime, begins: int, zone: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", zone)
        time.tzset()
        clock = Clock(moment.replace(tzinfo=UTC))
        clock.day_begins = begins
        day = clock.today()
        first, last = clock.begin_of(day), clock.begin_of(day + timedelta(days=1))
        # Where the clocks go back over the hour at which the day begins, that hour comes twice.
        again = timedelta(hours=1)
        assert first - again <= clock.utc() < last + again
        assert clock.day_of(first) == day
    time.tzset()


@pytest.mark.parametrize("zone", ["UTC+25", "nonsense/zone", ":", "<+99>99:99:99", "\udce9"])
@pytest.mark.parametrize("year", [1970, 2026, 2262, 9999])
def test_a_zone_that_is_none_and_a_far_year_tell_some_day(
    zone: str, year: int, move_to: MoveTo
) -> None:
    move_to(zone)
    clock = Clock(datetime(year, 1, 1, tzinfo=UTC))
    assert abs(clock.today() - date(year, 1, 1)) <= timedelta(days=2)
    assert clock.begin_of(clock.today()).tzinfo is UTC
