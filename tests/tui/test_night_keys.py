"""Keys that explain themselves: on every keyboard, for teams that come late, and held down."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import pytest

from spacequiz.quizmaster.night_draw import LobbySetup, NightTeam, pack_setup, read_setup
from spacequiz.tui.night.keys import (
    LAYOUTS,
    Hands,
    deal_keys,
    guess_layout,
    has_room,
    spread_columns,
)

from .night import begin, open_lobby
from .packs import describe, list_wrong, write_many, write_pack
from .stage import Stage

if TYPE_CHECKING:
    from builders import Clock
    from spacequiz.paths import Places


def make_setup(count: int, layout: str = "qwerty") -> LobbySetup:
    columns = spread_columns(count)
    return LobbySetup(
        teams=tuple(NightTeam(f"T{n}", column=columns[n]) for n in range(count)), layout=layout
    )


def name_teams(count: int) -> tuple[str, ...]:
    return tuple(str(n + 1) for n in range(count))


@pytest.fixture
def stage(places: Places, clock: Clock) -> Stage:
    write_many(places.bundled, 40)
    return Stage(places, clock)


# Whose keys are where -------------------------------------------------------------------------


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_keyboard_has_forty_keys_of_its_own(layout: str) -> None:
    keys = "".join(LAYOUTS[layout])
    assert [len(row) for row in LAYOUTS[layout]] == [10] * 4
    assert len(set(keys)) == 40
    assert keys.isprintable()
    assert " " not in keys


@pytest.mark.parametrize(
    ("language", "key"),
    [("es", "ñ"), ("fr", "é"), ("de", "ö"), ("da", "æ"), ("nb", "ø"), ("tr", "ı"), ("cs", "ě")],
)
def test_the_usual_keyboard_of_a_language_has_its_letters(language: str, key: str) -> None:
    assert key in "".join(LAYOUTS[guess_layout(language)])
    assert guess_layout("en") == guess_layout("xx") == "qwerty"


@pytest.mark.parametrize("need", [0, 4, 5, 6, 7, 8])
@pytest.mark.parametrize("start", range(2, 9))
@pytest.mark.parametrize("late", range(5))
def test_a_late_team_makes_no_option_unreachable(start: int, late: int, need: int) -> None:
    setup = make_setup(start)
    for count in range(start, min(start + late, 8) + 1):
        # More than five teams draw no question for which four keys are too few.
        if has_room(count, need) and (start <= 5 or need <= 4):
            dealt = deal_keys(setup, name_teams(count), need)
            assert len(dealt) == count
            assert min(map(len, dealt.values())) >= min(need, 8 if count <= 5 else need)
            every = list(chain.from_iterable(dealt.values()))
            assert len(set(every)) == len(every)


@pytest.mark.parametrize("start", [2, 3, 4])
def test_a_late_team_takes_nobodys_keys_while_others_are_free(start: int) -> None:
    setup = make_setup(start)
    before = deal_keys(setup, name_teams(start), 4)
    after = deal_keys(setup, name_teams(start + 1), 4)
    assert {team: after[team] for team in before} == before


def test_keys_of_a_teams_own_stay_and_others_keep_off_them() -> None:
    setup = make_setup(2)
    own = LobbySetup(teams=(NightTeam("T0", keys="7530"), setup.teams[1]), layout="qwerty")
    dealt = deal_keys(own, name_teams(3), 4)
    assert dealt["1"] == tuple("7530")
    assert set(dealt["3"]).isdisjoint("7530")


@pytest.mark.parametrize("keys", ["abc", "abca", "abcdefghi", "ab d", "ab\nd", 7, None])
def test_damaged_keys_are_left_out(keys: object) -> None:
    team = {"name": "Ann", "keys": keys}
    assert read_setup({"teams": [team]}).teams[0].keys == ""
    chosen = LobbySetup(teams=(NightTeam("Ann", keys="ñ852"),))
    assert read_setup(pack_setup(chosen)) == chosen


# What a press is ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("layout", "typed", "key"),
    [
        ("qwerty", "Q", "q"),
        ("qwerty", "й", "q"),  # The same key with another alphabet.
        ("azerty", "1", "&"),  # Caps lock, on a French keyboard.
        ("azerty", "A", "a"),
        ("Spanish", "Ñ", "ñ"),
        ("Turkish", "I", "ı"),
    ],
)
def test_a_key_is_known_whatever_it_types_just_now(layout: str, typed: str, key: str) -> None:
    hands = Hands(make_setup(5, layout), name_teams(5))
    found = hands.find(typed, 100.0)
    assert found is not None
    team, number = found
    assert hands.keys[team][number] == key


@pytest.mark.parametrize("delay", [0.25, 0.5, 0.66])
@pytest.mark.parametrize("rate", [2.5, 10, 30, 60])
def test_a_held_key_counts_once_at_any_rate(delay: float, rate: float) -> None:
    hands = Hands(make_setup(2), name_teams(2))
    times = [100.0, *(100.0 + delay + n / rate for n in range(50))]
    found = [hands.find("q", time) for time in times]
    assert [place for place in found if place] == [("1", 1)]
    assert hands.find("q", times[-1] + 1) == ("1", 1)


def test_the_buzzer_is_no_answer_until_it_was_left_alone() -> None:
    hands = Hands(make_setup(2), name_teams(2))
    assert hands.find("a", 100.0) == ("1", 2)
    hands.hold()
    # A child keeps hitting it, five times a second.
    assert all(hands.find("a", 100.0 + n * 0.2) is None for n in range(1, 30))
    assert hands.find("a", 107.4) == ("1", 2)


def test_another_key_frees_the_buzzer() -> None:
    hands = Hands(make_setup(2), name_teams(2))
    hands.find("a", 100.0)
    hands.hold()
    assert hands.find("l", 100.2) == ("2", 2)
    assert hands.find("a", 101.0) is None
    assert hands.find("z", 101.2) == ("1", 3)
    assert hands.find("a", 101.8) == ("1", 2)


# On the stage ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "count"), [((80, 24), 2), ((80, 24), 8), ((60, 20), 8)])
async def test_everybodys_keys_stand_there_during_a_question(
    stage: Stage, size: tuple[int, int], count: int
) -> None:
    teams = tuple(f"Team {n}" for n in range(count))
    async with begin(stage, size=size, teams=teams) as night:
        player = night.player
        keys = player.app.screen.hands.keys  # type: ignore[attr-defined]
        await night.go()
        shown = player.text.replace(" ", "")
        for own in keys.values():
            labelled = "".join(f"{letter}={key}" for letter, key in zip("ABCD", own, strict=False))
            assert labelled in shown or "".join(own[:4]) in shown, player.text
        await night.answer("1", right=True)
        await night.go()
        await player.see(f"Team 0 {night.key('1', right=True)}")


async def test_a_team_chooses_its_keys_by_pressing_them(stage: Stage) -> None:
    async with open_lobby(stage) as night:
        player = night.player
        await player.press("down", "enter")
        await player.click("Keys")
        await player.see("Ann: press your keys", "Nothing pressed yet")
        await player.press("7", "5", "l")
        await player.see("A = 7 B = 5", "l belongs to another team.")
        await player.press("enter")
        await player.see("4 keys are the least.")
        await player.press("3", "m", "backspace", "6", "enter")
        await player.see("7 5 3 6")
        await player.click("Done")
        await player.see("7 5 3 6")
        await player.press("f2")
        await player.until(lambda: player.screen == "NightStageScreen", "the stage")
        await player.see("A = 7 B = 5 C = 3 D = 6")
    # They are kept for the next evening.
    async with open_lobby(stage) as night:
        await night.player.see("7 5 3 6")


async def test_nobodys_keys_change_in_mid_question(places: Places, clock: Clock) -> None:
    wide = [
        describe(f"w{n}", f"Which {n}?", answer="a", wrong=list_wrong(*"bcdef")) for n in range(24)
    ]
    write_pack(places.bundled, wide, "wide")
    teams = ("Ann", "Bob", "Cid", "Dora", "Eve")
    async with begin(Stage(places, clock), packs=("wide",), teams=teams) as night:
        player = night.player
        await night.go()
        before = player.app.screen.hands.keys  # type: ignore[attr-defined]
        await player.press("f9")
        await player.type("Late")
        await player.press("enter")
        assert player.app.screen.hands.keys == before  # type: ignore[attr-defined]
        for team in "12345":
            night.rest_hands()
            await player.press({"/": "slash", ".": "full_stop"}.get(k := before[team][0], k))
        await player.see("The keys were dealt anew")
        after = player.app.screen.hands.keys  # type: ignore[attr-defined]
        assert [len(keys) for keys in after.values()] == [6] * 6
