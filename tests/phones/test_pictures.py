"""Pictures on phones: of the question that is asked, and of no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import describe_choice, draw_png, write_pack
from spacequiz.phones import hub

from .room import ALONE, open_hall

if TYPE_CHECKING:
    from pathlib import Path

    from builders import Clock
    from spacequiz.paths import Places

    from .room import Hall

RED, BLUE = (200, 30, 40), (30, 60, 200)
ALT = "A red disk over the sea"
SECRET = "jupiter"


def give(folder: Path) -> None:
    questions = [describe_choice(f"q{n}", image=f"{SECRET}.png", alt=ALT) for n in range(12)]
    write_pack(folder, questions)
    (folder / f"{SECRET}.png").write_bytes(draw_png(8, 6, RED, BLUE))


async def fetch(hall: Hall, path: str) -> tuple[int, str, bytes]:
    async with hall.http.get(f"{hall.base}/{path}") as answer:
        return answer.status, answer.content_type, await answer.read()


async def test_a_phone_gets_the_picture_of_the_question_that_is_asked_alone(
    places: Places, clock: Clock
) -> None:
    give(places.packs)
    picture = draw_png(8, 6, RED, BLUE)
    async with open_hall(places, clock, ALONE) as hall:
        ann, bob = await hall.join("Ann"), await hall.join("Bob")
        assert (await fetch(hall, "picture/1"))[0] == 404
        await hall.play()
        await ann.see(phase="answering")
        assert ann.all["question"]["alt"] == ALT
        assert ALT not in ann.all["question"]["ask"]
        assert not any(SECRET in heard for heard in ann.heard)
        assert await fetch(hall, "picture/1") == (200, "image/png", picture)
        for path in ("picture/0", "picture/2", f"picture/{SECRET}.png", f"{SECRET}.png"):
            assert (await fetch(hall, path))[0] == 404
        for phone in (ann, bob):
            await phone.see(phase="answering")
            await phone.answer([0])
        await ann.see(phase="revealed")
        assert await fetch(hall, "picture/1") == (200, "image/png", picture)


async def test_a_phone_gets_the_pictures_of_options_by_their_places(
    places: Places, clock: Clock
) -> None:
    wrong = [{"text": "Mars", "image": f"{SECRET}.png", "alt": ALT}, "Venus"]
    write_pack(places.packs, [describe_choice(f"q{n}", wrong=wrong) for n in range(12)])
    (places.packs / f"{SECRET}.png").write_bytes(draw_png(8, 6, RED, BLUE))
    async with open_hall(places, clock, ALONE) as hall:
        ann, _ = await hall.join("Ann"), await hall.join("Bob")
        await hall.play()
        await ann.see(phase="answering")
        question = ann.all["question"]
        place = question["options"].index("Mars")
        assert question["alts"] == [ALT if n == place else "" for n in range(3)]
        for n in range(5):
            assert (await fetch(hall, f"picture/1/{n}"))[0] == (200 if n == place else 404)
        assert (await fetch(hall, "picture/1"))[0] == 404


@pytest.mark.parametrize("broken", [True, False])
async def test_a_picture_that_cannot_be_sent_is_described(
    places: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch, *, broken: bool
) -> None:
    give(places.packs)
    if not broken:
        monkeypatch.setattr(hub, "MOST_PICTURE", 20)
    async with open_hall(places, clock, ALONE) as hall:
        ann, _ = await hall.join("Ann"), await hall.join("Bob")
        await hall.play()
        await ann.see(phase="answering")
        if broken:
            (places.packs / f"{SECRET}.png").write_bytes(b"<svg/>")
        assert (await fetch(hall, "picture/1"))[0] == 404
        assert ann.all["question"]["alt"] == ALT
