"""Home, set-up, packs and settings: what they offer, what they change, what they remember."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from spacequiz import language
from spacequiz.game.kinds import Difficulty, Kind
from spacequiz.game.records import Setup
from spacequiz.quizmaster.settings import THEME
from spacequiz.tui.screens.base import GameScreen
from spacequiz.tui.themes import THEMES

from .packs import write_broken, write_plain, write_strange

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from .stage import Player, Stage


class Noting(GameScreen[None]):
    """Note the classes that its content is styled by at first."""

    first_classes: frozenset[str] = frozenset()

    def compose_content(self) -> ComposeResult:
        self.first_classes = self.classes
        yield from ()


@pytest.mark.parametrize(
    ("size", "classes"), [((120, 40), {"-wide", "-tall"}), ((40, 12), {"-narrow", "-low"})]
)
async def test_a_screen_is_styled_for_its_size_before_it_is_painted(
    stage: Stage, size: tuple[int, int], classes: set[str]
) -> None:
    async with stage.open(size=size) as player:
        screen = Noting()
        await player.app.push_screen(screen)
        assert screen.first_classes == screen.classes == classes


# -- home ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "key", "seen"),
    [
        ("Play", "p", "A new game"),
        ("Scores", "s", "No games yet"),
        ("Packs", "k", "The Planets"),
        ("Settings", "t", "Everything is kept in"),
    ],
)
async def test_home_leads_everywhere_by_key_menu_and_mouse(
    stage: Stage, item: str, key: str, seen: str
) -> None:
    async with stage.open() as player:
        await player.press(key)
        await player.see(seen)
        await player.press("escape")
        await player.see("the reason behind every answer")
        while f"❯ {item}" not in player.text:
            await player.press("down")
        await player.press("enter")
        await player.see(seen)
        await player.press("escape")
        await player.click(f"{item}")
        await player.see(seen)


async def test_what_a_narrow_menu_cuts_off_shows_that(stage: Stage) -> None:
    async with stage.open(size=(40, 12)) as player:
        assert player.line_with("Daily").endswith("ten questions, the sam…")


@pytest.mark.parametrize(
    ("key", "seen"), [("enter", "A new game"), ("d", "0 pts"), ("r", "1 of"), ("n", "Format")]
)
async def test_what_is_chosen_while_packs_are_read_comes_once_they_are(
    stage: Stage, key: str, seen: str
) -> None:
    async with stage.open(read=False) as player:
        player.send(key)
        await player.see(seen)


@pytest.mark.parametrize("way", ["q", "ctrl+q", "click"])
async def test_home_quits(stage: Stage, way: str) -> None:
    async with stage.open() as player:
        if way == "click":
            await player.click("Quit")
        else:
            await player.press(way)
        await player.until(lambda: player.app._exit)
        assert (player.app.return_code or 0) == 0


async def test_home_without_packs_says_where_they_go(stage: Stage) -> None:
    (stage.places.bundled / "planets.yaml").unlink()
    async with stage.open() as player:
        await player.see("No questions yet. Packs shows where to put them.")
        await player.press("k")
        await player.see("Your own packs go into")
        await player.press("escape", "p", "enter")
        await player.see("No question fits this choice.")
        assert player.saved == []


async def test_home_names_the_check_for_a_broken_pack(stage: Stage) -> None:
    path = write_broken(stage.places.packs)
    async with stage.open(size=(60, 30)) as player:
        await player.see("broken has errors: spacequiz check")
        # It is there to be copied, so none of it may be cut off.
        assert str(path) in player.words.replace(" ", "")
        await player.see("10 questions")


async def test_home_reads_the_packs_and_then_counts_them(stage: Stage) -> None:
    async with stage.open(read=False) as player:
        await player.see("10 questions, and the reason behind every answer")
        await player.press("enter", "enter")
        await player.see("1 of 10")


async def test_a_game_wanted_at_once_begins_when_the_packs_are_read(stage: Stage) -> None:
    async with stage.open(Setup(kinds=(Kind.TYPED,)), read=False) as player:
        await player.see("1 of 2", "Type your answer")


async def test_a_game_that_nothing_fits_leads_home_with_the_reason(stage: Stage) -> None:
    async with stage.open(Setup(categories=("Nothing",))) as player:
        await player.see("No question fits this choice.", "Quit")


# -- set-up --------------------------------------------------------------------------------------


async def test_a_setup_is_remembered(stage: Stage) -> None:
    async with stage.open() as player:
        await player.press("p")
        await _step_to(player, "Questions", "5")
        await _step_to(player, "Difficulty", "medium")
        await player.press("s")
        await player.see("1 of 5")
        assert player.card.difficulty is Difficulty.MEDIUM
    async with stage.open() as player:
        await player.press("p")
        await player.see("Questions 5", "Difficulty medium")
        await player.press("r")
        await player.see("Questions 10", "Difficulty every level")


async def _step_to(player: Player, label: str, value: str) -> None:
    while f"❯ {label}" not in player.text:
        await player.press("down")
    while f"‹ {value} ›" not in player.text:
        await player.press("right")


async def test_a_picker_takes_several_and_nothing_means_all(stage: Stage) -> None:
    async with stage.open() as player:
        await player.press("p")
        await player.click("Category")
        await player.see("□ Planets", "□ Moons", "□ Motion", "space pick")
        await player.press("space", "down", "space", "enter")
        first, second = player.line_with("Category").split("‹ ")[1].split(" ›")[0].split(", ")
        await player.press("s")
        await player.see("1 of")
        assert player.card.category in (first, second)
        await player.press("escape", "down", "enter")
        await player.see("Continue")
        await player.press("p")
        await player.see(f"{first}, {second}")
        await player.click("Category")
        await player.press("a", "enter")
        await player.see("all categories")


async def test_a_picker_left_by_escape_changes_nothing(stage: Stage) -> None:
    async with stage.open() as player:
        await player.press("p")
        await player.click("Kinds")
        await player.see("□ typed answer")
        await player.click("typed answer")
        await player.see("■ typed answer")
        await player.press("escape")
        await player.see("all kinds")


async def test_a_setup_that_nothing_fits_says_so_and_can_be_reset(stage: Stage) -> None:
    async with stage.open() as player:
        await player.press("p")
        await _step_to(player, "Kinds", "typed answer")
        await _step_to(player, "Difficulty", "hard")
        await player.see("No question fits this choice. Press r to start over.")
        await player.press("s")
        await player.see("No question fits this choice.", "A new game")
        assert player.saved == []
        await player.press("r")
        await player.see("10 questions fit")


async def test_a_setup_says_when_fewer_fit(stage: Stage) -> None:
    async with stage.open() as player:
        await player.press("p")
        await _step_to(player, "Questions", "25")
        await player.see("Only 10 fit, so the game has 10.")


async def test_a_remembered_pack_that_is_gone_is_forgotten(stage: Stage) -> None:
    strange = write_strange(stage.places.packs)
    async with stage.open() as player:
        player.app.quizmaster.remember_setup(Setup(packs=("strange",), categories=("Long",)))
    strange.unlink()
    async with stage.open() as player:
        await player.press("p")
        await player.see("all packs", "all categories", "10 questions fit")


async def test_the_field_under_the_mouse_steps_by_its_arrows(stage: Stage) -> None:
    async with stage.open() as player:
        await player.press("p")
        await _step_to(player, "Questions", "10")
        await player.click("‹")
        await player.see("‹ 5 ›")
        await player.click("›")
        await player.see("‹ 10 ›")


# -- packs ---------------------------------------------------------------------------------------


async def test_packs_show_what_is_in_them_and_play_it(stage: Stage) -> None:
    async with stage.open() as player:
        await player.press("k")
        await player.see("The Planets", "10 questions, language en", "typed answer 2", "Moons")
        await player.press("enter")
        await player.see("A new game", "Packs The Planets")


async def test_packs_show_errors_until_the_file_is_mended(stage: Stage) -> None:
    path = write_broken(stage.places.packs)
    async with stage.open(size=(100, 30)) as player:
        await player.press("k", "down")
        await player.see("The Broken", "✗ 2 errors", "broken.yaml, line", "explan", "explain?")
        await player.see("spacequiz check")
        assert "play this" not in player.keys
        await player.press("enter")
        assert player.screen == "PacksScreen"
        path.write_text(path.read_text("utf-8").replace("explan:", "explain:"), "utf-8")
        await player.press("r")
        await player.miss("2 errors")
        await player.see("1 question", "play this")
        await player.press("escape")
        await player.see("11 questions")
        await player.miss("errors")


async def test_a_pack_that_is_added_while_the_game_runs_is_found(stage: Stage) -> None:
    async with stage.open() as player:
        await player.press("k")
        await player.see("The Planets")
        write_plain(stage.places.packs).rename(stage.places.packs / "mine.yaml")
        text = (stage.places.packs / "mine.yaml").read_text("utf-8")
        text = text.replace('id: "planets"', 'id: "mine"').replace("The Planets", "My Own")
        (stage.places.packs / "mine.yaml").write_text(text, "utf-8")
        await player.press("r")
        await player.see("My Own")


# -- settings ------------------------------------------------------------------------------------


async def test_settings_hold_at_once_and_are_remembered(stage: Stage) -> None:
    async with stage.open() as player:
        await player.press("t")
        await player.see("Colors ‹ night ›", "three themes of our own")
        await player.press("right")
        await player.see("Colors ‹ day ›")
        assert player.app.theme == THEMES[1].name
        await player.press("down", "down", "right", "down", "enter", "down", "down", "space")
        await player.see("Motion off", "Plain ASCII on", "Streak bonus ‹ off ›")
    async with stage.open(Setup(seed="fixed")) as player:
        assert player.app.theme == THEMES[1].name
        assert player.app.animation_level == "none"
        assert all(line.isascii() for line in player.lines)
        for _ in range(3):
            await player.answer(right=True)
            await player.press("enter")
        assert {answer.points for answer in player.saved} <= {100, 150, 200}


async def test_the_day_begins_when_the_player_says(stage: Stage) -> None:
    async with stage.open() as player:
        await player.press("t", "up")
        await player.see("Day begins ‹ 4:00 ›")
        await player.press("right")
        await player.see("Day begins ‹ 5:00 ›")
        assert stage.clock.day_begins == 5
    stage.clock.day_begins = 4
    async with stage.open():
        assert stage.clock.day_begins == 5


async def test_every_other_theme_works_as_well(stage: Stage) -> None:
    async with stage.open(Setup(kinds=(Kind.CHOICE,))) as player:
        await player.answer(right=False)
        for theme in player.app.available_themes:
            player.app.change_setting(THEME, theme)
            await player.settle()
            assert player.app.theme == theme
            await player.see("✗ Not quite")


async def test_a_setting_of_an_unknown_theme_falls_back_to_ours(stage: Stage) -> None:
    async with stage.open() as player:
        player.app.quizmaster.save.set_setting(player.app.quizmaster.player, "theme", "gone")
    async with stage.open() as player:
        assert player.app.theme == THEMES[0].name


async def test_home_tells_of_the_daily_and_its_help_of_the_game(stage: Stage) -> None:
    async with stage.open(Setup(mode="daily")) as player:
        while player.app.quizmaster.view.card is not None:
            player.app.quizmaster.skip()
            player.app.quizmaster.go_on()
        await player.press("escape", "down", "enter")
        await player.see("The Planets", "done: 0 of 10 right, 0 points")
        await player.press("question_mark")
        await player.see("How to play", "Points 100 for an easy question", "Survival Three lives")


async def test_the_help_of_a_game_tells_of_its_mode_before_its_keys(stage: Stage) -> None:
    async with stage.open(Setup(mode="survival", kinds=(Kind.CHOICE,))) as player:
        await player.press("question_mark")
        await player.see("How to play", "Survival Three lives", "Points 100", "Keys")
        assert player.words.index("Points 100") < player.words.index("hint:")
        await player.miss("Ladder")


async def test_another_language_is_spoken_at_once_and_again_at_home(stage: Stage) -> None:
    try:
        async with stage.open() as player:
            await player.press("t", "down", "left")
            await player.see(
                "Ajustes", "Idioma ‹ Español ›", "los paquetes conservan el suyo", "volver"
            )
            await player.press("escape")
            await player.see("Jugar", "Noche de concurso", "ayuda")
    finally:
        language.choose("en")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=str)
async def test_the_wordmark_stands_near_what_it_is_the_name_of(
    stage: Stage, size: tuple[int, int]
) -> None:
    async with stage.open(size=size) as player:
        await player.see("Play", "the reason behind every answer")
        lowest, tagline = player.where("▀▀▀ ▀ ")[1], player.where("the reason behind")[1]
        assert 1 < tagline - lowest < 8
