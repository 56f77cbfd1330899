"""Whole evenings of every format and kind: no byte tells a phone a solution before its reveal."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from builders import find_right, write_pack
from spacequiz.game.kinds import Kind
from spacequiz.game.night.state import NightPhase
from spacequiz.quizmaster.night_draw import FORMATS, RESERVE

from .room import ALONE, open_hall

if TYPE_CHECKING:
    from builders import Clock
    from spacequiz.paths import Places

    from .room import Hall, Phone

FIRST = 770_000
"""The answer of the first number question; the others follow."""


def describe(n: int, kind: str, **body: Any) -> dict[str, Any]:
    """Return a question all of whose hidden texts have its number in them."""
    hidden = {"explain": f"hidden{n:02} why", "hint": f"hidden{n:02} hint", "id": f"id-of-{n}"}
    source = {"document": f"doc{n}"}
    return {"kind": kind, "ask": f"Asked {n:02}?", "source": source} | hidden | body


def describe_kinds() -> list[dict[str, Any]]:
    """Return what an evening of ten draws whole: two columns, and numbers to part a tie."""
    wrong = [{"text": f"wrong {n}", "why": f"hidden00 wrong {n}"} for n in range(3)]
    spare = [{"text": f"spare {n}", "why": f"hidden01 spare {n}"} for n in range(2)]
    typed = {name: [f"hidden03 {name}"] for name in ("accept", "prompt", "reject")}
    many = [
        describe(0, "choice", answer="this", wrong=wrong),
        describe(1, "several", answers=["one", "two"], wrong=spare),
        describe(2, "true-false", answer="true"),
        describe(3, "typed", answer="hidden03 answer", **typed),
        describe(4, "order", items=["first", "second", "third"]),
        describe(5, "match", pairs={"left": "right", "up": "down", "in": "out"}),
    ]
    numbers = [describe(n, "number", answer=str(FIRST + n)) for n in range(6, 10 + RESERVE)]
    return [
        question | {"category": "One" if n < 5 else "Two"}
        for n, question in enumerate((*many, *numbers))
    ]


def find_wrong(hall: Hall) -> object:
    """Return an answer that gives nothing away when the phone is told what it said."""
    question, shown = hall.master.match.question, hall.master.view.question
    assert question is not None
    assert shown is not None
    assert shown.card is not None
    options, right = shown.card.options, find_right(question)
    match question.kind:
        case Kind.TYPED:
            return "no idea"
        case Kind.NUMBER:
            return "1"
        case Kind.ORDER | Kind.MATCH:
            return list(range(len(options)))
    return [next(n for n, option in enumerate(options) if option not in right)]


async def act(hall: Hall, phones: list[Phone]) -> None:
    """Let phones do what they can do just now, and else the host and the time what is next."""
    start, acted = hall.master.match.state, False
    for phone in phones:
        can = phone.own["can"]
        if can == "answer" and phone.own["given"] is None:
            await phone.answer(find_wrong(hall))
        elif can == "pick":
            columns = enumerate(phone.all["board"]["columns"])
            cells = [(c, r) for c, column in columns for r, x in enumerate(column) if not x["used"]]
            await phone.say(do="pick", id=0, column=cells[0][0], row=cells[0][1])
        elif can == "wager":
            await phone.say(do="wager", id=0, amount=100)
        elif can == "buzz" and phone.all["phase"] == "answering":
            await phone.say(do="buzz", id=0, n=phone.all["number"])
        else:
            continue
        acted = True
        await hall.until(lambda: hall.master.match.state is not start)
        if can != "answer" or hall.master.match.state.phase is not NightPhase.ANSWERING:
            return
    if not acted:
        hall.clock.advance(9 if start.phase is NightPhase.READING else 1)
        if start.phase not in (NightPhase.READING, NightPhase.BUZZED):
            hall.master.moves.go_on()
        await hall.until(lambda: hall.master.match.state is not start)


def find_leaks(heard: list[str]) -> list[str]:
    """Return the messages that tell what only a reveal may, which had not come."""
    leaks, told, seen = [], set[str](), dict[str, Any]()
    for text in heard:
        seen = json.loads(text).get("all", seen)
        if seen.get("solution"):
            told.add(seen["question"]["ask"][6:8])
        ended = seen.get("phase") == "ended"
        found = set(re.findall(rf"hidden(\d\d)|{str(FIRST)[:4]}(\d\d)", text.replace(",", "")))
        early = {one or two for one, two in found} - told and not ended
        judged = '"right":' in text and not seen.get("solution")
        if early or judged or "id-of" in text or "kinds/" in text:
            leaks.append(text)
    return leaks


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("form", FORMATS)
async def test_no_byte_tells_a_solution_early(
    places: Places, clock: Clock, form: str, language: str
) -> None:
    documents = {f"doc{n}": {"title": f"hidden{n:02} title"} for n in range(10 + RESERVE)}
    write_pack(places.bundled, describe_kinds(), "kinds", language=language, documents=documents)
    lobby = replace(ALONE, form=form, kinds="all kinds", packs=("kinds",), questions=10, buzzes=10)
    async with open_hall(places, clock, lobby) as hall:
        phones = [await hall.join("Ann"), await hall.join("Bob")]
        kinds = set[Kind]()
        while hall.master.view.phase is not NightPhase.ENDED:
            if (question := hall.master.match.question) is not None:
                kinds.add(question.kind)
            await act(hall, phones)
            shown = hall.master.match.view
            number = hall.master.match.state.position if shown.question else 0
            for phone in phones:
                await phone.see(phase=shown.phase.value, number=number)
        assert kinds == set(Kind)
        for phone in phones:
            await phone.see(phase="ended")
            assert len(phone.heard) > 30
            assert find_leaks(phone.heard) == []
            # The search finds what it looks for: after each reveal it was told.
            told = "".join(phone.heard)
            assert all(f"hidden{n:02}" in told for n in range(6))
