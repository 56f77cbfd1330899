"""The order pad: items put in order by keys and by mouse, up to the verdict on each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from spacequiz.game.records import Aid, Setup, Verdict
from spacequiz.tui.widgets.order_pad import OrderPad
from spacequiz.words import ASCII, UNICODE

from .packs import write_pack

if TYPE_CHECKING:
    from spacequiz.paths import Places
    from spacequiz.words import Glyphs

    from .stage import Player, Stage

UNTOUCHED = "The items stand shuffled, never in the right order: move one first."
FOUR = ("Mercury", "Venus", "Earth", "Mars")
EIGHT = (*FOUR, "Jupiter", "Saturn", "Uranus", "Neptune")
LONG = tuple(f"{name} {'goes around the sun ' * 10}"[:200].strip() for name in EIGHT)
STRANGE = ("[/] [@click=app.quit]x[/]", "[red]惑星[/red]", "e\u0301 ما هو", "🚀 [b")


def only(pack: str, *, count: int = 1) -> Setup:
    return Setup(packs=(pack,), count=count, seed="fixed")


@pytest.fixture
def orders(stage: Stage, places: Places) -> Stage:
    """Return a stage with packs of order questions."""
    for name, items in {"four": FOUR, "eight": EIGHT, "long": LONG, "strange": STRANGE}.items():
        question = _describe(name, items)
        write_pack(places.bundled, [question], name)
    write_pack(places.bundled, [_describe("one", FOUR), _describe("two", EIGHT)], "both")
    return stage


def _describe(name: str, items: tuple[str, ...]) -> dict[str, object]:
    return {
        "id": name,
        "kind": "order",
        "ask": "Put the planets in order, the one that is nearest to the sun first, please.",
        "items": list(items),
        "explain": "Outward they go.",
        "hint": "The swift one leads.",
    }


def pad(player: Player) -> OrderPad:
    return player.app.screen.query_one(OrderPad)


def shown(player: Player) -> tuple[str, ...]:
    """Return the items from top to bottom, as they stand on the screen."""
    return tuple(sorted(player.card.options, key=lambda item: player.where(item)[1]))


async def arrange(player: Player, wanted: tuple[str, ...]) -> None:
    """Put the items in an order by digits alone."""
    for place, item in enumerate(wanted, 1):
        at = shown(player).index(item) + 1
        if at != place:
            await player.press(str(at), str(place))


async def drag(player: Player, start: str, end: str) -> None:
    """Drag an item to the place of another, line by line."""
    (x, y), (_, stop) = player.where(start), player.where(end)
    await player.hold((x, y))
    step = 1 if stop > y else -1
    for row in range(y + step, stop + step, step):
        await player.move((x, row))
    await player.release((x, stop))


# -- keys ----------------------------------------------------------------------------------------


async def test_the_right_order_by_digits_is_right_and_saved(orders: Stage) -> None:
    async with orders.open(only("four")) as player:
        await arrange(player, FOUR)
        assert not player.saved
        await player.press("enter")
        await player.see("✓ Right", "Outward they go.", "in place")
        assert "belongs" not in player.text
        assert "neighbors" not in player.text
        assert [(a.response, a.verdict, a.credit) for a in player.saved] == [
            (FOUR, Verdict.RIGHT, 1.0)
        ]


async def test_an_item_is_picked_up_moved_and_dropped(orders: Stage) -> None:
    async with orders.open(only("four")) as player:
        first, second, third, last = player.card.options
        await player.press("space")
        assert f"{UNICODE.held} 1 [{first}]" in player.text
        await player.press("down", "down", "space")
        assert f"{UNICODE.cursor} 3 {first}" in player.text
        assert shown(player) == (second, third, first, last)
        assert UNICODE.held not in player.text


async def test_enter_drops_what_is_held_and_confirms_only_then(orders: Stage) -> None:
    async with orders.open(only("four")) as player:
        await player.press("space", "down", "enter")
        assert not player.saved
        assert UNICODE.held not in player.text
        order = shown(player)
        await player.press("enter")
        await player.see("belongs")
        assert player.saved[0].response == order


@pytest.mark.parametrize("keys", [("shift+down", "shift+up"), ("J", "K")], ids=["shift", "vi"])
async def test_an_item_is_moved_without_being_picked_up(
    orders: Stage, keys: tuple[str, str]
) -> None:
    async with orders.open(only("four")) as player:
        first, second, *rest = player.card.options
        await player.press(keys[0])
        assert shown(player) == (second, first, *rest)
        assert f"{UNICODE.cursor} 2 {first}" in player.text
        await player.press(keys[1], keys[1])
        assert shown(player) == player.card.options


async def test_a_digit_picks_up_and_a_second_one_says_where_it_goes(orders: Stage) -> None:
    async with orders.open(only("four")) as player:
        first, second, third, last = player.card.options
        await player.press("4")
        assert f"{UNICODE.held} 4 [{last}]" in player.text
        await player.press("9")
        assert UNICODE.held in player.text
        await player.press("1")
        assert shown(player) == (last, first, second, third)


async def test_escape_puts_back_what_is_held_and_pauses_otherwise(orders: Stage) -> None:
    async with orders.open(only("four")) as player:
        await player.press("down", "space", "down", "down")
        assert "esc put back" in player.keys
        assert "esc pause" not in player.keys
        await player.press("escape")
        assert player.screen == "QuestionScreen"
        assert shown(player) == player.card.options
        assert "esc pause" in player.keys
        await player.press("escape")
        assert player.screen == "ChooseScreen"


async def test_the_cursor_goes_around_the_ends_but_an_item_does_not(orders: Stage) -> None:
    async with orders.open(only("four")) as player:
        last = player.card.options[-1]
        await player.press("up")
        assert f"{UNICODE.cursor} 4 {last}" in player.text
        await player.press("space", "down", "down")
        assert shown(player) == player.card.options


async def test_an_untouched_list_is_not_confirmed_however_often_enter_is_pressed(
    orders: Stage,
) -> None:
    async with orders.open(only("four")) as player:
        await player.press("enter", "enter", "enter")
        await player.see(UNTOUCHED)
        assert not player.saved
        await player.press("J")
        await player.miss(UNTOUCHED)
        await player.press("K", "enter")
        await player.see(UNTOUCHED)
        assert not player.saved


async def test_the_keys_at_the_bottom_are_those_of_the_moment(orders: Stage) -> None:
    async with orders.open(only("four")) as player:
        assert "enter confirm" in player.keys
        assert "space pick up" in player.keys
        await player.click("space pick up")
        assert "enter drop" in player.keys
        assert "confirm" not in player.keys
        await player.press("down")
        await player.click("esc put back")
        assert shown(player) == player.card.options


async def test_the_help_lists_the_keys_of_the_pad(orders: Stage) -> None:
    async with orders.open(only("four"), size=(80, 40)) as player:
        await player.press("question_mark")
        await player.see("pick up: Pick up what stands at the cursor.")
        assert "t and f for true and false" not in player.words
        await player.press(*["down"] * 20)
        await player.see("place: Pick up the item at that place", "drag: Drag an item")


# -- the mouse -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("start", "end"), [(0, 3), (3, 0), (1, 2)])
async def test_an_item_is_dragged_to_its_place(orders: Stage, start: int, end: int) -> None:
    async with orders.open(only("four")) as player:
        items = list(player.card.options)
        await drag(player, items[start], items[end])
        items.insert(end, items.pop(start))
        assert shown(player) == tuple(items)
        assert UNICODE.held not in player.text


async def test_a_drag_without_a_report_on_the_way_counts_too(orders: Stage) -> None:
    async with orders.open(only("four")) as player:
        first, second, third, last = player.card.options
        await player.hold(player.where(first))
        await player.release(player.where(last))
        assert shown(player) == (second, third, last, first)


async def test_a_drag_beyond_the_list_ends_at_its_end(orders: Stage) -> None:
    async with orders.open(only("four")) as player:
        first, second, third, last = player.card.options
        await player.hold(player.where(second))
        await player.move((4, 22))
        await player.release((4, 22))
        assert shown(player) == (first, third, last, second)
        await player.hold(player.where(last))
        await player.move((4, 0))
        await player.release((4, 0))
        assert shown(player) == (last, first, third, second)


async def test_click_and_click_move_an_item(orders: Stage) -> None:
    async with orders.open(only("four")) as player:
        first, second, third, last = player.card.options
        await player.click(last)
        assert f"{UNICODE.held} 4 [{last}]" in player.text
        await player.click(second)
        assert shown(player) == (first, last, second, third)
        assert UNICODE.held not in player.text
        await player.click("enter confirm")
        await player.see("Outward they go.")
        assert player.saved[0].response == (first, last, second, third)


async def test_a_click_beside_the_items_does_nothing(orders: Stage) -> None:
    async with orders.open(only("four")) as player:
        await player.click("Space picks")
        assert UNICODE.held not in player.text


# -- the verdict ---------------------------------------------------------------------------------


async def test_each_item_is_judged_in_words_and_the_credit_explained(orders: Stage) -> None:
    async with orders.open(only("four")) as player:
        await arrange(player, ("Mars", "Mercury", "Venus", "Earth"))
        await player.press("enter")
        await player.see("◐ Partly 2 of 3 neighbors right +100")
        for item, note in zip(("Mars", *FOUR), ("4th", "1st", "2nd", "3rd"), strict=False):
            line = player.line_with(f"✗ {('Mars', *FOUR).index(item) + 1} {item}")
            assert line.rstrip().endswith(f"belongs {note}")
        await player.see("In order: Mercury › Venus › Earth › Mars")
        (answer,) = player.saved
        assert answer.verdict is Verdict.PARTLY
        assert answer.credit == pytest.approx(2 / 3)


async def test_the_reverse_order_is_wrong(orders: Stage) -> None:
    async with orders.open(only("four")) as player:
        await arrange(player, FOUR[::-1])
        await player.press("enter")
        await player.see("✗ Not quite 0 of 3 neighbors right")
        assert player.saved[0].verdict is Verdict.WRONG


async def test_a_skipped_question_shows_the_right_order(orders: Stage) -> None:
    async with orders.open(only("four")) as player:
        await player.press("s")
        await player.see("– Skipped", *(f"✓ {n} {item}" for n, item in enumerate(FOUR, 1)))
        assert "neighbors" not in player.text
        assert "belongs" not in player.text


async def test_keys_and_clicks_in_the_verdict_do_nothing_but_go_on(orders: Stage) -> None:
    async with orders.open(only("both", count=2)) as player:
        await player.press("J", "enter")
        await player.see("Outward they go.")
        lines = player.lines[4:]
        await player.press("space", "1", "2", "J", "K", "backspace")
        await player.click("Mercury")
        assert player.lines[4:] == lines
        position = player.card.position
        await player.press("enter")
        assert player.card.position == position + 1
        assert shown(player) == player.card.options
        assert f"{UNICODE.cursor} 1 " in player.text


async def test_what_is_held_does_not_reach_into_the_next_question(orders: Stage) -> None:
    async with orders.open(only("both", count=2)) as player:
        await player.hold(player.where(player.card.options[1]))
        await player.press("s", "enter")
        assert player.app.mouse_captured is None
        await player.move(player.where(player.card.options[2]))
        await player.release(player.where(player.card.options[2]))
        assert shown(player) == player.card.options
        assert UNICODE.held not in player.text


async def test_keys_typed_ahead_do_not_answer_the_next_question(orders: Stage) -> None:
    async with orders.open(only("both", count=2)) as player:
        await player.press("J", "enter")
        await player.see("Outward they go.")
        player.send("enter", "4", "1", "enter")
        await player.miss("Outward they go.")
        await player.settle()
        assert len(player.saved) == 1
        assert shown(player) == player.card.options


async def test_undo_gives_the_order_back_as_it_was(orders: Stage) -> None:
    async with orders.open(only("four")) as player:
        await player.press("J", "enter")
        order = player.saved[0].response
        await player.see("u undo")
        await player.press("u")
        assert not player.saved
        assert shown(player) == order
        await player.press("enter")
        assert player.saved[0].response == order


async def test_a_hint_leaves_the_order_and_the_held_item_alone(orders: Stage) -> None:
    async with orders.open(only("four")) as player:
        await player.press("space", "down")
        order = shown(player)
        await player.press("h")
        await player.see("The swift one leads.")
        assert shown(player) == order
        assert UNICODE.held in player.text
        await player.press("enter", "enter")
        assert player.saved[0].aids == {Aid.HINT}


# -- room ----------------------------------------------------------------------------------------


async def test_eight_items_the_question_and_the_keys_fit_on_a_small_screen(orders: Stage) -> None:
    async with orders.open(only("eight")) as player:
        await player.see(
            player.card.ask, *(f"{n} {i}" for n, i in enumerate(player.card.options, 1))
        )
        assert "enter confirm" in player.keys
        await player.press("enter")
        await player.see(UNTOUCHED, player.card.ask, player.card.options[0])


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (40, 12)], ids=str)
async def test_the_cursor_stays_in_sight_among_long_items(
    orders: Stage, size: tuple[int, int]
) -> None:
    async with orders.open(only("long"), size=size) as player:
        for key in ["down"] * 7 + ["up"] * 7 + ["space"] + ["down"] * 7:
            await player.press(key)
            item = pad(player).order[pad(player).cursor]
            assert item.split()[0] in player.line_with(UNICODE.held if pad(player).held else "❯")
        await player.press("up", "enter", "enter")
        await player.see("Outward they go.")


async def test_a_resize_keeps_the_order_the_cursor_and_the_held_item(orders: Stage) -> None:
    async with orders.open(only("eight")) as player:
        await player.press("3", "down", "down")
        order = shown(player)
        for size in [(60, 20), (120, 40), (40, 12), (80, 24)]:
            await player.resize(*size)
            assert f"[{order[4]}]" in player.line_with(UNICODE.held)
        assert shown(player) == order


async def test_a_large_screen_is_roomy(orders: Stage) -> None:
    async with orders.open(only("eight"), size=(120, 40)) as player:
        rows = [player.where(f" {item}")[1] for item in shown(player)]
        assert rows == list(range(rows[0], rows[0] + 16, 2))


async def test_a_drag_counts_the_places_below_what_is_said_above_them(orders: Stage) -> None:
    async with orders.open(only("eight"), size=(60, 16)) as player:
        first, second, third, *_ = pad(player).order
        assert player.where("Space picks an item up")[1] < player.where(first)[1]
        below = player.where(third)
        await player.hold(player.where(first))
        await player.move(below)
        await player.release(below)
        assert pad(player).order[:3] == (second, third, first)


async def test_a_long_verdict_can_be_read_back_by_keys(orders: Stage) -> None:
    async with orders.open(only("long"), size=(60, 20)) as player:
        await player.press("J", "enter")
        await player.see("Outward they go.")
        await player.press(*["up"] * 70)
        await player.see("Not quite" if not player.saved[0].credit else "Partly")
        await player.press("down")
        assert len(player.saved) == 1


async def test_without_fine_characters_the_state_is_drawn_all_the_same(orders: Stage) -> None:
    async with orders.open(only("four"), ascii_only=True) as player:
        first = player.card.options[0]
        assert f"{ASCII.cursor} 1 {first}" in player.text
        await player.press("space")
        assert f"{ASCII.held} 1 [{first}]" in player.text
        assert player.text.isascii() or "·" in player.text
        await player.press("down", "enter", "enter")
        await player.see("belongs")
        assert any(line.lstrip().startswith(ASCII.wrong) for line in player.lines)


async def test_items_that_look_like_markup_are_shown_as_they_are(orders: Stage) -> None:
    async with orders.open(only("strange")) as player:
        for item in player.card.options:
            await player.see(item)
        await player.press("1", "4")
        await player.press("enter")
        await player.see("belongs", "[@click=app.quit]x[/]", "[red]")
        assert player.screen == "QuestionScreen"


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_what_marks_items_and_pairs_takes_one_cell(glyphs: Glyphs) -> None:
    assert cell_len(glyphs.held) == cell_len(glyphs.to) == 1
    assert glyphs.held != glyphs.cursor


@pytest.mark.parametrize("keys", [("é", "ampersand"), ("２", "１"), ("٢", "١")], ids=ascii)
async def test_items_are_moved_on_every_keyboard(orders: Stage, keys: tuple[str, ...]) -> None:
    async with orders.open(only("four")) as player:
        await player.press(*keys)
        first, second, *_ = player.card.options
        assert shown(player)[:2] == (second, first)
