"""Tours through all screens in another language: no English word is left but those of the pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accents import Accented, find_plain_words
from builders import Clock
from spacequiz import language
from spacequiz.game.kinds import Kind
from spacequiz.game.records import Setup

from .night import begin, open_lobby, play_rounds, write_categories
from .packs import describe, list_wrong, write_pack

if TYPE_CHECKING:
    from pathlib import Path

    from .stage import Player, Stage

SAME = {"spacequiz", "check", "Ann", "Bob", "en", "ctrl", "tab", "nonsense"}
"""Names, and what is typed."""
GAMES = {
    kind: Setup(kinds=(kind,), seed="fixed")
    for kind in (Kind.CHOICE, Kind.SEVERAL, Kind.TYPED, Kind.NUMBER, Kind.ORDER, Kind.MATCH)
}


@pytest.fixture(autouse=True)
def _accented(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_catalogue", Accented())


class Tour:
    """Go from screen to screen, and note each word that is English there."""

    def __init__(self, player: Player, stage: Stage) -> None:
        self.player = player
        self.found: dict[str, set[str]] = {}
        self._known = SAME | {word for pack in _read_packs(stage) for word in pack}

    async def go(self, *keys: str) -> None:
        for key in keys:
            await self.player.press(key)
            self.look()

    async def fail(self) -> None:
        """Leave the question unanswered, whatever its kind, and see its answer."""
        await self.player.press("f3" if self.player.app.screen.typing else "s")  # type: ignore[attr-defined]
        self.look()

    def look(self) -> None:
        words = find_plain_words(self.player.text) - self._known
        if words:
            self.found.setdefault(self.player.screen, set()).update(words)


def _read_packs(stage: Stage) -> list[set[str]]:
    return [
        find_plain_words(path.read_text("utf-8").replace('"', " ").replace(",", " "))
        for folder in (stage.places.bundled, stage.places.packs)
        for path in folder.rglob("*.yaml")
    ]


async def test_home_and_what_it_leads_to(stage: Stage) -> None:
    stage.places.packs.mkdir(parents=True)
    (stage.places.packs / "broken.yaml").write_text("spacequiz: 1\nid: broken\ntitle: \n", "utf-8")
    async with stage.open(size=(120, 50)) as player:
        tour = Tour(player, stage)
        tour.look()
        await tour.go("question_mark", "escape", "ctrl+p", "5", "5")
        await player.see("Ńó ḿáťćħéś")
        await tour.go("escape")
        await tour.go("s", "question_mark", "escape", "escape", "i", "escape")
        await tour.go("y", "a", "escape", "r", "escape", "d", "question_mark", "escape", "escape")
        await tour.go("t", *["down"] * 12, "question_mark", "escape", "escape")
        await tour.go("k", "down", "b", "escape", "i", "escape", "a", "escape")
        await tour.go("question_mark", "escape", "d", "escape", "escape")
        await tour.go("p", *["down", "enter", "escape"] * 2, "down", "down", "enter", "escape")
        await tour.go(*["down", "right"] * 6, "c", "escape", "question_mark", "escape", "escape")
    assert tour.found == {}


@pytest.mark.parametrize("kind", GAMES)
async def test_a_game_from_its_first_question_to_what_is_remembered(
    stage: Stage, kind: Kind
) -> None:
    async with stage.open(GAMES[kind], size=(120, 50)) as player:
        tour = Tour(player, stage)
        tour.look()
        await tour.go("question_mark" if kind not in (Kind.TYPED, Kind.NUMBER) else "f1", "escape")
        await tour.go("escape", "escape")
        await tour.fail()
        await tour.go("question_mark", "escape", "w", "v", "n", "escape", "exclamation_mark")
        await tour.go("escape", "z", "z", "enter")
        await tour.fail()
        await tour.go("enter", "question_mark", "escape", "x", "escape")
        await tour.go("s", "escape", "i", "escape")
    assert tour.found == {}


async def test_a_quiz_night_from_the_lobby_to_the_podium(stage: Stage, tmp_path: Path) -> None:
    write_pack(
        stage.places.bundled,
        [
            describe(
                f"q{n}",
                f"Which is {n}?",
                answer=f"right {n}",
                wrong=list_wrong("left", "up", "down"),
            )
            for n in range(8)
        ],
        "many",
        title="Many",
    )
    async with open_lobby(stage, size=(120, 60)) as night:
        tour = Tour(night.player, stage)
        tour.look()
        await tour.go("question_mark", "escape", "f4", "escape", "f7", "escape")
        await tour.go("f9", "enter", *["down", "right"] * 6, "escape", "f5", "escape")
        await tour.go(*["down", "right"] * 20)
    assert tour.found == {}


@pytest.mark.parametrize("form", ["rounds", "board", "buzzer"])
async def test_an_evening_on_the_stage(stage: Stage, form: str) -> None:
    write_categories(stage.places.bundled)
    async with begin(stage, form, (120, 50), packs=("board",)) as night:
        tour = Tour(night.player, stage)
        tour.look()
        assert isinstance(stage.clock, Clock)
        await tour.go("question_mark", "escape", "escape", "escape", "ctrl+l", "escape")
        await night.go()
        tour.look()
        await tour.go("escape", "escape", "enter")
        await night.go()
        tour.look()
        if form == "rounds":
            await play_rounds(night)
            tour.look()
            await tour.go("enter", "question_mark", "escape", "ctrl+l", "escape", "x")
    assert tour.found == {}
