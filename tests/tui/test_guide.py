"""The guide: its pictures are of today's game. Renew them with --snapshot-update."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import textual
from rich.console import Console

from builders import make_runner
from spacequiz.cli.check import check
from spacequiz.cli.help import TOPICS, find_page
from spacequiz.game.records import Setup
from spacequiz.packs.starter import write_starter
from spacequiz.quizmaster.night_draw import LobbySetup

from .night import begin, open_lobby, play_rounds
from .packs import write_pack
from .stage import Player, Stage
from .test_snapshots import DRAWN_WITH

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from builders import Clock
    from spacequiz.paths import Places

    Taker = Callable[[Stage], Any]

GUIDE = Path(__file__).parents[2] / "docs/guide"
PAGES = sorted(GUIDE.glob("*/*.md"))
SOLAR = [
    line.split("|")
    for line in """\
easy|Planets|Which planet is the largest?|Jupiter|Saturn|Neptune|Mars|It has more than twice the mass of all the others together.
easy|Planets|Which planet is called the red one?|Mars|Venus|Mercury|Jupiter|Its dust is full of rust.
easy|Planets|Which planet is the smallest?|Mercury|Mars|Venus|Earth|It is hardly larger than our Moon.
easy|Moons|Which moon rose first over a human eye?|Ours|Titan|Europa|Phobos|The others had to wait for Galileo's telescope.
easy|Moons|Which planet has no moon at all?|Venus|Mars|Neptune|Saturn|Venus and Mercury travel alone.
easy|Travel|Which planet did people land robots on most often?|Mars|Venus|Jupiter|Mercury|Some of them drove farther than a marathon.
medium|Planets|Which planet is the hottest?|Venus|Mercury|Mars|Jupiter|Its thick air keeps the heat in.
medium|Planets|Which planet rolls on its side?|Uranus|Saturn|Neptune|Mars|Something large must have struck it.
medium|Moons|Which moon has lakes, though not of water?|Titan|Europa|Io|Triton|They are of liquid gas, colder than any winter here.
medium|Moons|Which moon hides an ocean under its ice?|Europa|Phobos|Io|Deimos|It may hold more water than all the seas of Earth.
medium|Travel|Who walked on the Moon first?|Neil Armstrong|Buzz Aldrin|Yuri Gagarin|John Glenn|Buzz Aldrin followed some minutes later.
medium|Travel|Which craft left the planets behind?|Voyager 1|Cassini|Hubble|Galileo|It still calls home.
hard|Planets|Which planet would float in a bath?|Saturn|Jupiter|Uranus|Venus|It is lighter than water, but who has the bath?
hard|Moons|Which moon goes round the wrong way?|Triton|Titan|Callisto|Io|Neptune must have caught it.
hard|Travel|Which planet was found with pen and paper?|Neptune|Uranus|Pluto|Mercury|Its pull on Uranus gave it away before anybody looked.""".splitlines()
]
"""Level, category, question, answer, wrong answers, explanation."""
CHOICES = Setup(seed="guide", count=10)
TEAMS = ("Comets", "Rockets", "Lunatics")

pictured = pytest.mark.skipif(
    textual.__version__ != DRAWN_WITH, reason=f"the pictures were drawn with Textual {DRAWN_WITH}"
)


@pytest.fixture
def stage(places: Places, clock: Clock) -> Stage:
    questions = [
        {
            "id": f"q{number}",
            "ask": ask,
            "answer": answer,
            "wrong": wrong,
            "explain": explain,
            "category": category,
            "difficulty": level,
            "hint": "Look up tonight.",
        }
        for number, (level, category, ask, answer, *wrong, explain) in enumerate(SOLAR)
    ]
    about = "Planets, moons, and who went there."
    write_pack(places.bundled, questions, "solar", title="Our Solar System", description=about)
    return Stage(places, clock)


@asynccontextmanager
async def play(
    stage: Stage, *steps: str, setup: Setup | None = None, lines: int = 24, last: str = ""
) -> AsyncIterator[Player]:
    """Open the game, answer or press keys, and wait for what comes last."""
    async with stage.open(setup, size=(80, lines)) as player:
        for step in steps:
            if step in ("right", "wrong"):
                await player.answer(right=step == "right")
            else:
                await player.press(step)
            await player.settle()
        await player.see(last)
        yield player


async def take_statistics(stage: Stage) -> str:
    async with play(stage, *["right", "enter"] * 6, *["wrong", "enter"] * 2, setup=CHOICES):
        pass
    return await take(play(stage, "i"))


async def take_check(stage: Stage) -> str:
    path = stage.places.bundled / "quiz.yaml"
    write_starter(path, "Our Solar System")
    path.write_text(path.read_text("utf-8").replace("answer: Jupiter", "anser: Jupiter"), "utf-8")
    said = make_runner().invoke(check, [str(path)]).output.replace(str(path), path.name)
    console = Console(record=True, width=80, file=StringIO())
    console.print(f"$ spacequiz check {path.name}", style="bold", highlight=False)
    console.print(said.strip(), highlight=False, markup=False)
    return console.export_svg(title="")


async def take_stage(stage: Stage) -> str:
    lobby = LobbySetup(rounds=1, questions=3, kinds="choices")
    async with begin(stage, lobby=lobby, packs=("solar",), teams=TEAMS) as night:
        await night.go()
        await night.wait(5)
        await night.answer("1", right=True)
        return night.player.app.export_screenshot()


async def take_lobby(stage: Stage) -> str:
    async with open_lobby(stage, packs=("solar",), teams=TEAMS) as night:
        return night.player.app.export_screenshot()


async def take_podium(stage: Stage) -> str:
    lobby = LobbySetup(rounds=1, questions=3, kinds="choices")
    async with begin(stage, lobby=lobby, packs=("solar",), teams=TEAMS[:2]) as night:
        await play_rounds(night)
        await night.player.until(lambda: night.player.screen == "NightPodiumScreen", "the podium")
        await night.player.press("enter")
        await night.player.see("Hardest question")
        await night.player.app.animator.wait_until_complete()
        await night.player.settle()
        return night.player.app.export_screenshot()


async def take(opened: Any) -> str:
    async with opened as player:
        # What glides has arrived.
        await player.app.animator.wait_until_complete()
        await player.settle()
        svg: str = player.app.export_screenshot()
        return svg


PICTURES: dict[str, Taker] = {
    "home": lambda stage: take(play(stage)),
    "question": lambda stage: take(play(stage, "h", "down", setup=CHOICES)),
    "verdict": lambda stage: take(play(stage, "wrong", setup=CHOICES)),
    "statistics": take_statistics,
    "ladder": lambda stage: take(
        play(stage, *["right", "enter"] * 3, setup=Setup(mode="ladder", seed="guide"))
    ),
    # So that no folder of this machine is in the picture.
    "packs": lambda stage: take(play(stage, "k", "b", last="Type to search")),
    "settings": lambda stage: take(play(stage, "t", lines=19)),
    "check": take_check,
    "lobby": take_lobby,
    "stage": take_stage,
    "podium": take_podium,
}


def strip_fonts(svg: str) -> str:
    """Return a picture that fetches nothing when it is looked at."""
    return re.sub(r"\s*@font-face \{.*?\n    \}", "", svg, flags=re.DOTALL) + "\n"


@pictured
@pytest.mark.parametrize("name", PICTURES)
async def test_a_picture_shows_todays_game(
    stage: Stage, request: pytest.FixtureRequest, name: str
) -> None:
    path = GUIDE / "pictures" / f"{name}.svg"
    svg = strip_fonts(await PICTURES[name](stage))
    if request.config.getoption("update_snapshots"):
        path.write_text(svg, "utf-8")
    assert path.is_file(), "there is no such picture yet: --snapshot-update draws it"
    assert path.read_text("utf-8") == svg, "it shows an older game: --snapshot-update draws it anew"


def test_each_topic_has_a_page_in_each_language() -> None:
    for folder in (page.parent for page in PAGES):
        assert {page.stem for page in folder.glob("*.md")} == set(TOPICS)
    assert {page.parent.name for page in PAGES} == {"en", "es"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_a_page_shows_pictures_that_are_there_and_is_short(page: Path) -> None:
    text = page.read_text("utf-8")
    shown = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", text)
    assert all((page.parent / path).resolve().stem in PICTURES for _, path in shown)
    assert len(text.splitlines()) <= 40


def test_every_picture_is_shown_somewhere() -> None:
    texts = " ".join(page.read_text("utf-8") for page in PAGES)
    assert {path.stem for path in (GUIDE / "pictures").iterdir()} == set(PICTURES)
    assert all(f"pictures/{name}.svg" in texts for name in PICTURES)


def test_a_language_without_a_page_reads_the_english_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spacequiz.cli.help.spoken", lambda: "fr")
    assert find_page("modes") == GUIDE / "en/modes.md"
