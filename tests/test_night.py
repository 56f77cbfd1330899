"""The night master: an evening that is left at any moment goes on exactly there."""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from builders import find_right
from spacequiz.errors import UsageError
from spacequiz.game.kinds import Kind
from spacequiz.game.night.referee import Given
from spacequiz.game.night.state import NightPhase
from spacequiz.packs.library import open_bank
from spacequiz.paths import find_places
from spacequiz.quizmaster import Quizmaster
from spacequiz.quizmaster.night import NightMaster
from spacequiz.quizmaster.night_draw import (
    FORMATS,
    Drawer,
    LobbySetup,
    NightTeam,
    count_least_keys,
)
from spacequiz.quizmaster.night_moves import Guest
from spacequiz.quizmaster.night_results import share_text, write_csv
from spacequiz.quizmaster.planner import Editions
from spacequiz.save import Save
from tui.night import write_categories
from tui.packs import write_many, write_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from builders import Clock
    from spacequiz.paths import Places

TEAMS = (NightTeam("Ann", 0, 0, 0), NightTeam("Bob", 1, 1, 8), NightTeam("=Cid", 2, 2, 4))


class House:
    """Open and leave the same home again and again."""

    def __init__(self, places: Places, clock: Clock) -> None:
        self.places = places
        self.clock = clock
        self.save: Save | None = None

    def enter(self) -> NightMaster:
        """Open the save file as a fresh process does; the one before is left as a kill does."""
        self.leave()
        bank = open_bank(self.places)
        bank.refresh()
        self.save = Save.open(self.places, self.clock)
        master = Quizmaster(
            bank,
            self.save,
            self.save.player("Host"),
            clock=self.clock,
            kinds=tuple(Kind),
        )
        return NightMaster(bank, self.save, master.player, master.editions, self.clock)

    def leave(self) -> None:
        if self.save is not None:
            self.save.close()


@pytest.fixture
def house(places: Places, clock: Clock) -> Iterator[House]:
    write_many(places.bundled, 40)
    write_plain(places.bundled)
    write_categories(places.bundled)
    house = House(places, clock)
    yield house
    house.leave()


def step(night: NightMaster, clock: Clock, random: Random) -> None:
    """Do something that could happen now."""
    clock.advance(random.choice((0.02, 1, 7, 40)))
    moves, view = night.moves, night.view
    team = random.choice(view.teams).team.id
    card = view.question.card if view.question else None
    response = (random.choice(card.options),) if card and card.options else ("8",)
    cell = (random.randrange(len(view.board.titles)), random.randrange(5)) if view.board else (0, 0)

    def press() -> None:
        moves.buzz(team)
        clock.advance(0.06)
        moves.tick()

    choices: tuple[Callable[[], object], ...] = (
        *[press] * 3,
        moves.tick,
        *[moves.go_on] * 3,
        moves.show,
        moves.show,
        moves.take_turn,
        moves.undo,
        moves.redo,
        moves.toggle_pause if random.random() < 0.3 or view.paused else moves.go_on,
        moves.skip,
        lambda: moves.buzz(team),
        lambda: moves.lock(team, response),
        lambda: moves.lock(team, response),
        lambda: moves.toggle_joker(team),
        *[lambda: moves.pick_cell(*cell)] * 3,
        lambda: moves.place_wager(300),
        lambda: moves.judge_again(team, random.choice((0.0, 0.5, 1.0))),
        lambda: moves.change_score(team, 50, "a reason"),
        lambda: moves.rename(team, f"Team {random.randrange(50)}"),
    )
    random.choice(choices)()


@pytest.mark.parametrize("times", [20, pytest.param(200, marks=pytest.mark.soak)])
@pytest.mark.parametrize("form", FORMATS)
def test_left_again_and_again_nothing_is_lost(house: House, form: str, times: int) -> None:
    random = Random(form)
    lobby = LobbySetup(teams=TEAMS, form=form, kinds="all kinds", clock=1.0)
    night = house.enter()
    night.start(lobby)
    left: set[NightPhase] = set()
    for _ in range(times):
        for _ in range(random.randrange(1, 6)):
            step(night, house.clock, random)
        before = night.match.journal
        scores = night.match.state.scores
        phase = night.view.phase
        assert phase is not NightPhase.LOBBY
        house.clock.advance(random.choice((-10_000, 0.5, 90_000)))
        night = house.enter()
        left.add(phase)
        night.resume()
        assert night.match.journal[: len(before)] == before
        assert len(night.match.journal) == len(before) + 1
        assert night.match.state.scores == scores
        assert night.view.phase is phase
        # The keys of the teams come back as well.
        assert night.lobby.teams == TEAMS
        if phase is NightPhase.ENDED:
            night.settle()
            night.start(lobby)
    assert len(left) > 2


def test_a_damaged_line_costs_what_follows_it_and_no_more(house: House) -> None:
    night = house.enter()
    night.start(LobbySetup(teams=TEAMS))
    random = Random(3)
    for _ in range(12):
        step(night, house.clock, random)
    kept = night.match.journal[:5]
    assert house.save is not None
    house.save._keeper.write(
        lambda connection: (
            connection.execute("UPDATE night_entry SET entry = '{' WHERE position = 5").rowcount - 1
        )
    )
    night = house.enter()
    night.resume()
    assert night.match.journal[:5] == kept
    assert len(night.match.journal) == 6
    night.moves.go_on()
    again = house.enter()
    again.resume()
    assert again.match.journal[:5] == kept


@pytest.mark.parametrize(
    "lobby",
    [None, [1], "x", {"teams": 3}, {"teams": [{"name": "A", "difficulty": [], "extra": {}}]}],
)
def test_an_evening_whose_lobby_is_damaged_goes_on(house: House, lobby: object) -> None:
    night = house.enter()
    night.start(LobbySetup(teams=TEAMS))
    assert house.save is not None
    saved = house.save.unfinished_night()
    assert saved is not None
    house.save.start_night({**saved.plan, "lobby": lobby})
    night = house.enter()
    assert night.describe_unfinished() == "Ann 0, Bob 0, =Cid 0"
    night.resume()
    assert night.moves.go_on() or night.view.phase is NightPhase.LOBBY


def test_teams_come_back_with_all_that_is_their_own(house: House) -> None:
    own = NightTeam("Dee", 3, 3, 2, buzzer=1, extra=1.5, difficulty="easy")
    night = house.enter()
    night.start(LobbySetup(teams=(*TEAMS, own), kinds="all kinds"))
    night = house.enter()
    night.resume()
    assert night.lobby.teams == (*TEAMS, own)


def test_an_evening_that_was_given_up_is_not_offered_until_it_is_taken_up(house: House) -> None:
    night = house.enter()
    night.start(LobbySetup(teams=TEAMS, kinds="all kinds"))
    night = house.enter()
    left = night.unfinished()
    assert left is not None
    night.forget()
    assert night.unfinished() is None
    assert house.enter().unfinished() is None
    night = house.enter()
    night.take_up(left.night)
    assert night.unfinished() is not None
    night.forget(left.night)
    assert house.enter().unfinished() is None


def test_there_is_nothing_to_go_on_with(house: House) -> None:
    with pytest.raises(UsageError):
        house.enter().resume()


@pytest.mark.parametrize("form", FORMATS)
def test_no_question_comes_twice(house: House, form: str) -> None:
    night = house.enter()
    night.start(LobbySetup(teams=TEAMS, form=form, kinds="all kinds"))
    addresses = night.match.setup.addresses
    assert len(set(addresses)) == len(addresses)


def test_questions_come_again_where_that_was_asked_for(house: House) -> None:
    night = house.enter()
    lobby = LobbySetup(teams=TEAMS, packs=("planets",), rounds=4, questions=6)
    short = night.try_draw(lobby)
    assert short.short
    night.start(lobby)
    shorter = sum(len(plan.addresses) for plan in night.match.setup.rounds)
    assert shorter == sum(map(len, short.rounds))
    night.start(replace(lobby, repeat=True))
    assert sum(len(plan.addresses) for plan in night.match.setup.rounds) == 24


def test_up_to_five_teams_have_keys_for_long_questions() -> None:
    teams = tuple(NightTeam(f"Team {n}") for n in range(8))
    counts = [count_least_keys(LobbySetup(teams=teams[:n])) for n in range(1, 9)]
    assert counts == [8] * 5 + [4] * 3


def test_results_steer_no_spreadsheet_and_give_nothing_away(house: House) -> None:
    night = house.enter()
    night.start(LobbySetup(teams=TEAMS, packs=("many",)))
    moves = night.moves
    moves.go_on()
    assert night.view.question is not None
    assert night.view.question.card is not None
    for team in ("1", "2", "3"):
        moves.lock(team, night.view.question.card.options[:1])
    moves.end()
    table = write_csv(night.match)
    assert "'=Cid" in table
    heading, *rows = csv.reader(table.splitlines())
    assert heading[:2] == ["number", "round"]
    assert [row[:2] for row in rows] == [["1", "1"]] * 3
    text = share_text(night.match, "2026-03-01")
    assert "=Cid" in text
    assert "right" not in text


# Time and listeners ---------------------------------------------------------------------------


def begin(house: House, **fields: Any) -> NightMaster:
    night = house.enter()
    night.start(LobbySetup(teams=TEAMS, packs=("many",), **fields))
    return night


def pass_time(night: NightMaster, clock: Clock, seconds: float) -> NightPhase:
    clock.advance(seconds)
    night.tick()
    return night.view.phase


def test_time_needs_no_screen(house: House) -> None:
    night = begin(house, form="buzzer", advance=8)
    assert pass_time(night, house.clock, 7.9) is NightPhase.BETWEEN
    assert pass_time(night, house.clock, 0.2) is NightPhase.READING
    assert pass_time(night, house.clock, 0.1) is NightPhase.READING
    assert pass_time(night, house.clock, 9) is NightPhase.ANSWERING
    assert pass_time(night, house.clock, 40) is NightPhase.REVEALED
    # A host at work in a dialog is waited for, and then the whole time counts again.
    night.moves.busy = True
    assert pass_time(night, house.clock, 60) is NightPhase.REVEALED
    night.moves.busy = False
    assert pass_time(night, house.clock, 7) is NightPhase.REVEALED
    assert pass_time(night, house.clock, 2) is NightPhase.READING


def test_what_is_due_is_told_before_and_happens_then(house: House) -> None:
    night = begin(house)
    moves = night.moves
    assert moves.next_due is None
    moves.go_on()
    due = moves.next_due
    assert due is not None
    assert pass_time(night, house.clock, due - moves.now - 0.01) is NightPhase.ANSWERING
    assert pass_time(night, house.clock, 0.02) is NightPhase.REVEALED


def test_an_evening_without_a_stage_lies_still(house: House) -> None:
    night = begin(house)
    night.moves.go_on()
    assert pass_time(night, house.clock, 20) is NightPhase.ANSWERING
    before = night.moves.now
    night.moves.rest()
    said: list[bool] = []
    night.moves.give(Given("1", night.moves.now, ("x",), "s"), said.append)
    assert said == [False]
    assert pass_time(night, house.clock, 500) is NightPhase.ANSWERING
    night.moves.wake()
    assert night.moves.now == before
    assert pass_time(night, house.clock, 1) is NightPhase.ANSWERING
    assert pass_time(night, house.clock, 60) is NightPhase.REVEALED


def test_guests_are_let_in_together_and_each_is_told_whether(house: House) -> None:
    night = begin(house)
    team = night.view.teams[0].team.id
    guests = [Guest("s", "Cid", team), Guest("t", "Dan", "nobody"), Guest("u", "Eve", team)]
    assert night.moves.admit(guests) == (True, False, True)
    assert night.moves.admit(guests[1:2]) == (False,)


def test_listeners_are_told_after_every_step_until_they_stop(house: House) -> None:
    night = begin(house)
    phases: list[NightPhase] = []
    stop = night.listen(lambda: phases.append(night.view.phase))
    night.moves.go_on()
    night.moves.undo()
    night.moves.redo()
    pass_time(night, house.clock, 90)
    ready = [NightPhase.READY, NightPhase.ANSWERING]
    assert phases == [*ready, *ready, NightPhase.REVEALED]
    assert night.view is night.view
    stop()
    night.moves.undo()
    assert len(phases) == 5


def test_answers_that_come_together_are_one_commit_and_acknowledged_after_it(house: House) -> None:
    night = begin(house)
    for name, team in (("s", "1"), ("t", "2"), ("u", "3")):
        assert night.moves.take_seat(name, team, name.upper())
    night.moves.go_on()
    assert night.view.question is not None
    assert night.view.question.card is not None
    response = night.view.question.card.options[:1]
    before, said = len(night.match.journal), list[tuple[str, bool, int]]()

    def note(seat: str, counted: bool) -> None:
        said.append((seat, counted, len(night.match.journal)))

    for seat, team in (("s", "1"), ("t", "2"), ("x", "3")):
        given = Given(team, night.moves.now, response, seat)
        night.moves.give(given, partial(note, seat))
    assert said == []
    assert pass_time(night, house.clock, 0.05) is NightPhase.ANSWERING
    assert said == [("s", True, before + 1), ("t", True, before + 1), ("x", False, before + 1)]


def test_what_came_before_the_host_showed_the_answer_counts(house: House) -> None:
    night = begin(house)
    night.moves.take_seat("s", "1", "S")
    night.moves.go_on()
    assert night.match.question is not None
    right, said = find_right(night.match.question), list[bool]()
    night.moves.give(Given("1", night.moves.now, right, "s"), said.append)
    night.moves.reveal()
    assert said == [True]
    assert night.view.phase is NightPhase.REVEALED
    assert night.view.teams[0].score == 1000


def test_what_was_picked_counts_when_the_host_shows_the_answer(house: House) -> None:
    night = begin(house)
    night.moves.go_on()
    assert night.match.question is not None
    (right,) = find_right(night.match.question)
    night.moves.pick("1", right)
    night.moves.pick("2", right)
    night.moves.pick("2", right)
    assert [*night.moves.picks("1"), *night.moves.picks("2")] == [right]
    night.moves.reveal()
    assert [team.score for team in night.view.teams] == [1000, 0, 0]


def test_whoever_buzzes_while_others_read_has_a_clock_that_runs(house: House) -> None:
    night = begin(house, form="buzzer")
    night.moves.go_on()
    assert pass_time(night, house.clock, 9) is NightPhase.ANSWERING
    clock = night.moves.look_at_clock()
    assert clock is not None
    assert clock.reading
    night.moves.buzz("1")
    assert pass_time(night, house.clock, 0.1) is NightPhase.FLOOR
    clock = night.moves.look_at_clock()
    assert clock is not None
    assert not clock.reading
    assert (clock.total, round(clock.left, 1)) == (10, 9.9)


def test_the_usual_evening_fits_into_what_ships(places: Places) -> None:
    bank = open_bank(places._replace(bundled=find_places().bundled))
    bank.refresh()
    drawer = partial(Drawer, bank, Editions(bank, "en"), {})
    setup = LobbySetup(teams=TEAMS)
    drawn = [drawer().draw(setup, Random(seed)) for seed in range(20)]
    assert [draw.short for draw in drawn] == [0] * 20
    assert all(len(one) == setup.questions for draw in drawn for one in draw.rounds)
