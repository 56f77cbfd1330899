"""The match pad: pairs found by keys and by mouse, up to the verdict on each of them."""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING

import pytest

from builders import find_right
from spacequiz.game.kinds import Kind
from spacequiz.game.kinds.arranged import Matching
from spacequiz.game.records import Aid, Setup, Verdict
from spacequiz.paths import find_places
from spacequiz.tui.widgets.match_pad import MatchPad
from spacequiz.words import ASCII, UNICODE

from .packs import write_pack
from .stage import Stage

if TYPE_CHECKING:
    from builders import Clock
    from spacequiz.paths import Places

    from .stage import Player

THREE = {"Mars": "red", "Neptune": "blue", "Venus": "white"}
NAMES = ("Mercury", "Venus", "Earth", "Mars", "Jupiter", "Saturn", "Uranus", "Neptune")
EIGHT = {name: f"number {n} from the Sun" for n, name in enumerate(NAMES, 1)}
LONG = {
    f"{name} {'goes around the sun ' * 10}"[:200].strip(): f"{n} {'is its number ' * 20}"[:200]
    for n, name in enumerate(NAMES, 1)
}
STRANGE = {"[/]": "[@click=app.quit]x[/]", "惑星": "[red]", "🚀 [b": "ما هو"}


def only(pack: str, *, count: int = 1) -> Setup:
    return Setup(packs=(pack,), count=count, seed="fixed")


@pytest.fixture
def matches(stage: Stage, places: Places) -> Stage:
    """Return a stage with packs of match questions."""
    extras = {"three": ["green"], "eight": [f"spare {n}" for n in range(8)]}
    for name, pairs in {"three": THREE, "eight": EIGHT, "long": LONG, "strange": STRANGE}.items():
        write_pack(places.bundled, [_describe(name, pairs, extras.get(name, []))], name)
    both = [_describe("one", THREE, ["green"]), _describe("two", EIGHT, ["spare"])]
    write_pack(places.bundled, both, "both")
    write_pack(places.bundled, [_describe("fair", EIGHT, ["spare"])], "fair")
    return stage


def _describe(name: str, pairs: dict[str, str], extra: list[str]) -> dict[str, object]:
    return {
        "id": name,
        "kind": "match",
        "ask": "Match each of these planets with what fits it best, one by one, if you please.",
        "pairs": pairs,
        "extra": extra,
        "explain": "Look at them.",
        "hint": "Rust.",
    }


def pad(player: Player) -> MatchPad:
    return player.app.screen.query_one(MatchPad)


def letter(player: Player, right: str) -> str:
    return ascii_lowercase[player.card.options.index(right)]


def partners(player: Player) -> tuple[str, ...]:
    """Return the right side of every left one, as the question has them."""
    body = player.question.body
    assert isinstance(body, Matching)
    return tuple(right for _, right in body.pairs)


async def pair(player: Player, *rights: str) -> None:
    """Give the left sides these partners, one after the other, by letters alone."""
    await player.press(*(letter(player, right) for right in rights))


def is_paired(player: Player, left: str, right: str) -> bool:
    """Return whether the screen shows a pair, on its left and on its right side."""
    number = player.card.lefts.index(left) + 1
    mark = f"{number} {UNICODE.to} {letter(player, right)}"
    return f"{mark} {left}" in player.text and f"{mark} {right}" in player.text


# -- keys ----------------------------------------------------------------------------------------


async def test_letters_alone_pair_one_left_side_after_the_other(matches: Stage) -> None:
    async with matches.open(only("three")) as player:
        await pair(player, *partners(player))
        assert all(is_paired(player, *pair) for pair in THREE.items())
        assert not player.saved
        await player.press("enter")
        await player.see("✓ Right", "Look at them.", "Fits nothing: green")
        assert "goes with" not in player.text
        (answer,) = player.saved
        assert answer.response == partners(player)
        assert (answer.verdict, answer.credit) == (Verdict.RIGHT, 1.0)


async def test_digit_and_letter_make_a_pair_in_any_order(matches: Stage) -> None:
    async with matches.open(only("three")) as player:
        for number in (3, 1, 2):
            await player.press(str(number))
            assert f"[{player.card.lefts[number - 1]}]" in player.line_with(UNICODE.held)
            await pair(player, partners(player)[number - 1])
        await player.press("enter")
        await player.see("✓ Right")


async def test_arrows_and_enter_alone_make_all_pairs(matches: Stage) -> None:
    async with matches.open(only("three")) as player:
        for right in partners(player):
            await player.press("enter", "down")
            while player.card.options[pad(player).aim] != right:
                await player.press("down")
            await player.press("enter")
        assert not player.saved
        await player.press("enter")
        await player.see("✓ Right")


@pytest.mark.parametrize(("take", "give"), [("space", "space"), ("right", "enter")])
async def test_space_and_arrow_pick_up_too(matches: Stage, take: str, give: str) -> None:
    async with matches.open(only("three")) as player:
        left = player.card.lefts[1]
        right = player.card.options[1]
        await player.press("down", take)
        assert f"[{left}]" in player.line_with(UNICODE.held)
        assert UNICODE.cursor in player.line_with(player.card.options[0])
        await player.press("down", give)
        assert is_paired(player, left, right)


async def test_a_right_side_in_use_moves_to_its_new_partner(matches: Stage) -> None:
    async with matches.open(only("three")) as player:
        first, second, _ = player.card.lefts
        await pair(player, "red", "red")
        assert not is_paired(player, first, "red")
        assert is_paired(player, second, "red")
        assert f"1 {UNICODE.to} _ {first}" in player.text


async def test_backspace_takes_the_pair_at_the_cursor_apart_or_else_the_last(
    matches: Stage,
) -> None:
    async with matches.open(only("three")) as player:
        first, second, _ = player.card.lefts
        assert "clear" not in player.keys
        await pair(player, "red", "blue")
        await player.press("backspace")
        assert not is_paired(player, second, "blue")
        assert is_paired(player, first, "red")
        await player.press("up")
        await player.click("backspace clear")
        assert not is_paired(player, first, "red")
        assert "clear" not in player.keys
        await player.press("backspace")
        assert pad(player).partners == ("", "", "")


async def test_escape_lets_go_of_a_left_side_and_pauses_otherwise(matches: Stage) -> None:
    async with matches.open(only("three")) as player:
        await pair(player, "red")
        await player.press("1", "down", "escape")
        assert player.screen == "QuestionScreen"
        assert UNICODE.held not in player.text
        assert is_paired(player, player.card.lefts[0], "red")
        await player.press("2", "left")
        assert UNICODE.held not in player.text
        await player.press("escape")
        assert player.screen == "ChooseScreen"


async def test_no_letter_is_a_command_while_pairs_are_made(matches: Stage) -> None:
    async with matches.open(only("three")) as player:
        for key in "hsfwunxlqz":
            await player.press(key)
            assert player.screen == "QuestionScreen"
        await player.see("The right sides have the letters a to d.")
        assert not player.saved
        assert pad(player).partners == ("", "", "")
        assert "Rust." not in player.text


async def test_all_letters_up_to_p_make_pairs(matches: Stage) -> None:
    async with matches.open(only("eight")) as player:
        assert len(player.card.options) == 16
        for key in "phkjnlmo":
            await player.press(key)
        assert pad(player).partners == tuple(
            player.card.options[ascii_lowercase.index(key)] for key in "phkjnlmo"
        )
        assert not player.saved


async def test_capital_letters_pair_as_well(matches: Stage) -> None:
    async with matches.open(only("three")) as player:
        await player.press(letter(player, "red").upper())
        assert is_paired(player, player.card.lefts[0], "red")


async def test_hint_and_skip_have_keys_that_are_no_letters(matches: Stage) -> None:
    async with matches.open(only("three")) as player:
        assert "f2 hint" in player.keys
        assert "f3 skip" in player.keys
        await pair(player, "red")
        await player.press("f2")
        await player.see("Rust.")
        assert is_paired(player, player.card.lefts[0], "red")
        await player.press("f3")
        await player.see("– Skipped", "✓ 1 Mars → red", "✓ 3 Venus → white")
        assert "pairs right" not in player.text
        assert player.saved[0].aids == {Aid.HINT}


async def test_the_help_lists_the_keys_of_the_pad(matches: Stage) -> None:
    async with matches.open(only("three"), size=(80, 40)) as player:
        await player.press("f1")
        await player.see("pick up: Pick up what stands at the cursor.", "f2 hint: ")
        await player.press(*["down"] * 20)
        await player.see("right side: Give the left side this partner", "left side: Pick up")
        assert "t and f for true and false" not in player.words


# -- confirming ----------------------------------------------------------------------------------


async def test_enter_without_any_pair_never_answers(matches: Stage) -> None:
    async with matches.open(only("three")) as player:
        await player.press(*["enter"] * 5)
        assert not player.saved
        await player.see("Choose a partner for 1: type its letter, or use the arrows.")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)], ids=str)
@pytest.mark.parametrize("pack", ["three", "eight"])
async def test_what_is_missing_is_said_in_sight_of_the_question(
    matches: Stage, pack: str, size: tuple[int, int]
) -> None:
    async with matches.open(only(pack), size=size) as player:
        await player.see("Type pairs, such as 1b", player.card.ask)
        await player.press("enter")
        await player.see("Choose a partner for 1", player.card.ask)
        await player.miss("Type pairs")
        await player.press("escape")
        await player.see("Type pairs, such as 1b")
        await player.miss("Choose a partner")


async def test_missing_partners_need_a_second_enter(matches: Stage) -> None:
    async with matches.open(only("three")) as player:
        await pair(player, "red")
        await player.press("enter")
        await player.see("No partner yet: 2, 3. Choose, or press enter again to leave it so.")
        assert not player.saved
        await player.press("down", "up", "escape", "enter")
        assert not player.saved
        await player.press("enter")
        await player.see(
            "1 of 3 pairs right", "✓ 1 Mars → red", "✗ 2 Neptune → _", "goes with blue"
        )
        (answer,) = player.saved
        assert answer.response == ("red", "", "")
        assert answer.verdict is Verdict.PARTLY
        assert answer.credit == pytest.approx(1 / 3)


async def test_the_keys_at_the_bottom_are_those_of_the_moment(matches: Stage) -> None:
    async with matches.open(only("three")) as player:
        assert "enter confirm" in player.keys
        await player.click("space pick up")
        assert "enter pair" in player.keys
        assert "esc put back" in player.keys
        assert "confirm" not in player.keys
        await player.click("enter pair")
        assert pad(player).partners == (player.card.options[0], "", "")


# -- the mouse -----------------------------------------------------------------------------------


async def test_click_and_click_make_a_pair(matches: Stage) -> None:
    async with matches.open(only("three")) as player:
        for left, right in reversed(THREE.items()):
            await player.click(left)
            assert f"[{left}]" in player.line_with(UNICODE.held)
            await player.click(right)
            assert is_paired(player, left, right)
        await player.click("enter confirm")
        await player.see("✓ Right")
        assert player.saved[0].response == partners(player)


async def test_a_left_side_is_dragged_to_its_partner(matches: Stage) -> None:
    async with matches.open(only("three")) as player:
        for left, right in THREE.items():
            x, y = player.where(right)
            await player.hold(player.where(left))
            await player.move((x - 3, y))
            await player.release((x, y))
            assert is_paired(player, left, right)


async def test_a_click_on_a_right_side_goes_to_the_left_side_at_the_cursor(matches: Stage) -> None:
    async with matches.open(only("three")) as player:
        await player.click("blue")
        assert is_paired(player, player.card.lefts[0], "blue")


async def test_a_click_beside_the_sides_does_nothing(matches: Stage) -> None:
    async with matches.open(only("three")) as player:
        await player.click("Type pairs")
        assert UNICODE.held not in player.text
        assert pad(player).partners == ("", "", "")


# -- the verdict ---------------------------------------------------------------------------------


async def test_each_pair_is_judged_in_words_and_the_credit_explained(matches: Stage) -> None:
    async with matches.open(only("three")) as player:
        await pair(player, "green", "blue", "red")
        await player.press("enter")
        await player.see("◐ Partly 1 of 3 pairs right +50", "✓ 2 Neptune → blue")
        assert player.line_with("✗ 1 Mars → green").endswith("goes with red")
        assert player.line_with("✗ 3 Venus → red").endswith("goes with white")
        await player.see("Fits nothing: green")
        assert player.saved[0].credit == pytest.approx(1 / 3)


async def test_keys_and_clicks_in_the_verdict_do_nothing_but_go_on(matches: Stage) -> None:
    async with matches.open(only("both", count=2)) as player:
        await pair(player, *player.card.options[: len(player.card.lefts)])
        await player.press("enter")
        await player.see("Look at them.")
        lines = player.lines[4:]
        await player.press("space", "1", "a", "backspace", "right")
        await player.click("→")
        assert player.lines[4:] == lines
        await player.press("enter")
        await player.miss("Look at them.")
        assert not any(pad(player).partners)
        assert len(player.saved) == 1


async def test_keys_typed_ahead_do_not_answer_the_next_question(matches: Stage) -> None:
    async with matches.open(only("both", count=2)) as player:
        await pair(player, *player.card.options[: len(player.card.lefts)])
        await player.press("enter")
        player.send("enter", *"abcdefgh", "enter", "enter")
        await player.miss("Look at them.")
        await player.settle()
        assert not any(pad(player).partners)
        assert len(player.saved) == 1


async def test_undo_gives_the_pairs_back_as_they_were(matches: Stage) -> None:
    async with matches.open(only("three")) as player:
        await pair(player, "green", "blue", "red")
        await player.press("enter")
        await player.see("u undo")
        await player.press("u")
        assert not player.saved
        assert is_paired(player, "Mars", "green")
        await player.press("1")
        await pair(player, "white")
        await player.press("enter")
        assert player.saved[0].response == ("white", "blue", "red")


# -- room ----------------------------------------------------------------------------------------


async def test_eight_pairs_the_question_and_the_keys_fit_on_a_small_screen(matches: Stage) -> None:
    async with matches.open(only("fair")) as player:
        await player.see(player.card.ask, *EIGHT, *EIGHT.values(), "spare", "Type pairs")
        assert "enter confirm" in player.keys
        await pair(player, *partners(player))
        await player.see(player.card.ask, *EIGHT, *EIGHT.values(), "spare")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (40, 12)], ids=str)
async def test_the_cursor_stays_in_sight_among_long_sides(
    matches: Stage, size: tuple[int, int]
) -> None:
    async with matches.open(only("long"), size=size) as player:
        for _ in NAMES:
            assert UNICODE.cursor in player.line_with(NAMES[pad(player).cursor])
            await player.press("down")
        for steps in (0, 3, 4):
            await player.press(*["down"] * steps, "space")
            for _ in NAMES:
                await player.press("down")
                at = pad(player).aim
                head = f"{ascii_lowercase[at]} {player.card.options[at][:2]}"
                assert any(UNICODE.cursor in line and head in line for line in player.lines)
            await player.press("escape")


async def test_a_resize_keeps_the_pairs_and_the_held_side(matches: Stage) -> None:
    async with matches.open(only("fair")) as player:
        await pair(player, *partners(player)[:3])
        await player.press("6")
        before = pad(player).partners
        for size in [(60, 20), (120, 40), (40, 12), (80, 24)]:
            await player.resize(*size)
            assert pad(player).partners == before
        assert f"[{player.card.lefts[5]}]" in player.line_with(UNICODE.held)
        assert all(is_paired(player, *pair) for pair in list(EIGHT.items())[:3])


async def test_a_large_screen_is_roomy(matches: Stage) -> None:
    async with matches.open(only("fair"), size=(120, 40)) as player:
        rows = [player.where(f"_ {left}")[1] for left in player.card.lefts]
        assert rows == list(range(rows[0], rows[0] + 16, 2))


async def test_without_fine_characters_the_state_is_drawn_all_the_same(matches: Stage) -> None:
    async with matches.open(only("three"), ascii_only=True) as player:
        await player.press("space")
        assert f"{ASCII.held} 1 {ASCII.to} _ [Mars]" in player.text
        await player.press("escape")
        await pair(player, "red", "blue", "green")
        assert f"1 {ASCII.to} {letter(player, 'red')} Mars" in player.text
        await player.press("enter")
        await player.see("+ 1 Mars = red", "x 3 Venus = green", "goes with white")


async def test_sides_that_look_like_markup_are_shown_as_they_are(matches: Stage) -> None:
    async with matches.open(only("strange")) as player:
        await player.see(*STRANGE, *STRANGE.values())
        await pair(player, *player.card.options)
        await player.press("enter")
        await player.see("Look at them.", *STRANGE, "[@click=app.quit]x[/]", "[red]")
        assert player.screen == "QuestionScreen"


# -- the packs that ship with the game -----------------------------------------------------------


async def test_every_bundled_order_and_match_is_played_by_keys(
    places: Places, clock: Clock
) -> None:
    setup = Setup(
        packs=("a-million-miles-away-es",), kinds=(Kind.ORDER, Kind.MATCH), count=100, seed="fixed"
    )
    stage = Stage(places._replace(bundled=find_places().bundled), clock)
    async with stage.open(setup) as player:
        total = player.app.quizmaster.view.total
        assert total > 10
        for _ in range(total):
            question, card = player.question, player.card
            # Sides stand beside one another, so that a long one is not on one line.
            await player.see(card.ask, *" ".join((*card.lefts, *card.options)).split())
            assert "help" in player.keys
            if card.kind is Kind.MATCH:
                await pair(player, *partners(player))
            else:
                await order(player, find_right(question))
            await player.press("enter")
            await player.see("✓ Right", *" ".join(find_right(question)).split())
            await player.press("enter")
        await player.until(lambda: player.screen == "ResultsScreen", "the results")
        assert {answer.verdict for answer in player.saved} == {Verdict.RIGHT}


async def order(player: Player, wanted: tuple[str, ...]) -> None:
    """Put items in order by digits: each goes in front of those that are not yet in place."""
    items = list(player.card.options)
    for place, item in enumerate(wanted):
        at = items.index(item)
        if at != place:
            await player.press(str(at + 1), str(place + 1))
            items.insert(place, items.pop(at))


@pytest.mark.parametrize("keys", ["1B", "1и", "ampersand ש", "１ β"], ids=ascii)
async def test_pairs_are_made_on_every_keyboard(matches: Stage, keys: str) -> None:
    async with matches.open(only("three")) as player:
        await player.press(*(keys.split() if " " in keys else keys))
        paired = {"ש": 0}.get(keys[-1], 1)
        assert pad(player).partners[0] == player.card.options[paired]
