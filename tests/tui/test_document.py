"""The document reader: p opens what a question is built from, at the cited paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import describe_choice, write_pack
from spacequiz.game.records import Setup

from .packs import write_many

if TYPE_CHECKING:
    from .stage import Stage

SETUP = Setup(("pack",), count=1)


@pytest.fixture
def handout(stage: Stage) -> None:
    folder = stage.places.packs
    source = {"document": "textbook", "paragraph": 30}
    documents = {"textbook": {"title": "Science [/] 5", "file": "handout.md"}}
    write_pack(folder, [describe_choice("a", source=source)], documents=documents)
    text = "\n\n".join(f"Paragraph number {n} of the [b] handout." for n in range(1, 41))
    (folder / "handout.md").write_text(text, "utf-8")


@pytest.mark.usefixtures("handout")
@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
async def test_p_opens_the_document_at_the_cited_paragraph(
    stage: Stage, size: tuple[int, int]
) -> None:
    async with stage.open(SETUP, size=size) as player:
        await player.press("p")
        assert player.screen == "QuestionScreen"
        await player.answer(right=True)
        await player.press("p")
        await player.see("Science [/] 5", "❯ 30 Paragraph number 30 of the [b]")
        assert "Paragraph number 1 of" not in player.text
        await player.press(*["pageup"] * 10)
        await player.see("1 Paragraph number 1 of the [b]")
        await player.press("escape")
        await player.until(lambda: player.screen == "QuestionScreen")
        await player.see("✓ Right")


@pytest.mark.usefixtures("handout")
async def test_a_document_that_is_gone_meanwhile_opens_nothing(stage: Stage) -> None:
    async with stage.open(SETUP) as player:
        await player.answer(right=True)
        (stage.places.packs / "handout.md").unlink()
        await player.press("p")
        assert player.screen == "QuestionScreen"
        await player.press("enter")
        await player.until(lambda: player.screen == "ResultsScreen")


async def test_without_a_text_p_says_where_it_can_be_read(stage: Stage) -> None:
    url = "https://example.org/science[/]"
    book = {"title": "Science 5", "author": "Ada", "year": "1969", "url": url, "paragraphs": 12}
    write_pack(stage.places.packs, [describe_choice("a")], documents={"textbook": book})
    async with stage.open(SETUP) as player:
        await player.answer(right=True)
        assert "source" in player.keys
        await player.press("p")
        await player.see("Science 5", f"To be found at: Ada, 1969, {url}", "paragraph 4.")
        await player.press("p")
        await player.until(lambda: player.screen == "QuestionScreen")


async def test_without_a_text_there_is_nothing_to_read(stage: Stage) -> None:
    write_many(stage.places.packs, 1)
    async with stage.open(Setup(("many",))) as player:
        await player.answer(right=True)
        assert "source" not in player.keys
        await player.press("p")
        assert player.screen == "QuestionScreen"
