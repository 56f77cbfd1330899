"""Questions, packs and a running game, as all tests build them."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from inspect import signature
from typing import TYPE_CHECKING, Any

from click.testing import CliRunner

from spacequiz import clock
from spacequiz.game.kinds.arranged import Matching, Order
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse, Wrong
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Typed
from spacequiz.game.question import Citation, Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from spacequiz.game.kinds.body import Body, Response
    from spacequiz.game.modes import Mode
    from spacequiz.game.session import Session

SECRET = "secret"
"""Stands in every text of a built question that must not be shown before the answer."""

CHOICE = Choice(
    "Jupiter", tuple(Wrong(name, f"{SECRET} {name}") for name in ("Saturn", "Neptune", "Mars"))
)
SEVERAL = Several(
    ("Mercury", "Venus", "Mars"), (Wrong("Pluto", f"{SECRET} Pluto"), Wrong("Sun", f"{SECRET} Sun"))
)
TRUE_FALSE = TrueFalse(answer=True)
TYPED = Typed(f"{SECRET} moon", accept=(f"{SECRET} luna",), reject=(f"{SECRET} lune",))
NUMBER = Number(Decimal(384400), Decimal(600), ("km",))
ORDER = Order(("Mercury", "Venus", "Earth", "Mars"))
MATCH = Matching((("Mars", "red"), ("Neptune", "blue"), ("Venus", "white")), ("green",))
BODIES: tuple[Body, ...] = (CHOICE, SEVERAL, TRUE_FALSE, TYPED, NUMBER, ORDER, MATCH)


def make_question(name: str = "q", body: Body = CHOICE, **fields: Any) -> Question:
    """Return a question of the pack `pack`, with everything that a reveal shows."""
    given: dict[str, Any] = {
        "pack": "pack",
        "ask": f"What about {name}?",
        "explain": f"{SECRET} explanation of {name}",
        "citation": Citation("textbook", f"{SECRET} textbook", (4,), f"{SECRET} passage"),
        "hint": f"{SECRET} hint of {name}",
    }
    return Question(id=name, body=body, **(given | fields))


def find_right(question: Question) -> Response:
    """Return the response that brings full credit."""
    return question.body.right


def find_wrong(question: Question) -> Response:
    """Return a response that brings nothing."""
    match question.body:
        case Choice(wrong=wrong) | Several(wrong=wrong):
            return (wrong[0].text,)
        case TrueFalse(answer=truth):
            return ("false",) if truth else ("true",)
        case Order(items):
            return items[::-1]
        case Number(answer, tolerance):
            # Words are no number, and would be asked again.
            return (str(answer + tolerance + 1000),)
        case _:
            return ("nonsense",)


MoveTo = Callable[[str], None]
"""Moves a test into another zone, which is named as POSIX does, for no table is needed then."""

NEW_YORK = "EST5EDT,M3.2.0,M11.1.0"
LONDON = "GMT0BST,M3.5.0/1,M10.5.0"
KOLKATA = "IST-5:30"
APIA = "<+13>-13"
MARQUESAS = "<-0930>9:30"

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SPRING = datetime(2026, 3, 8, 6, 30, tzinfo=UTC)
"""Half an hour before the clocks go forward in New York."""
AUTUMN = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
"""Half an hour before the clocks go back in London."""

PLACES = (
    *((zone, NOON) for zone in (NEW_YORK, KOLKATA, APIA, MARQUESAS)),
    *((NEW_YORK, SPRING), (LONDON, AUTUMN)),
)
"""Where and when tests happen."""


class Clock(clock.Clock):
    """A clock that runs only when a test moves it. Where it hangs, the system's zone decides."""

    def __init__(self, time: datetime = NOON) -> None:
        super().__init__()
        self.time = time
        self.seconds = 0.0

    def monotonic(self) -> float:
        return self.seconds

    def utc(self) -> datetime:
        return self.time

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.seconds += seconds
        self.time += timedelta(seconds=seconds)


def begin_session(
    questions: Sequence[Question],
    mode: Mode | None = None,
    *,
    clock: Clock,
    streaks: bool = True,
) -> Session:
    """Return a game that shuffles its options with the seed `seed`."""
    from spacequiz.game.modes import CLASSIC
    from spacequiz.game.session import Session, Terms

    return Session(questions, mode or CLASSIC, Terms(seed="seed", streaks=streaks), clock.monotonic)


# Packs ------------------------------------------------------------------------------------------


def describe_choice(name: str, **keys: Any) -> dict[str, Any]:
    """Return a sound choice question as a pack writes it; keys take the place of the usual ones."""
    usual = {
        "id": name,
        "ask": f"Which option of {name} is right?",
        "answer": f"right of {name}",
        "wrong": [{"text": f"wrong {n} of {name}", "why": f"Why {n} fails."} for n in (1, 2, 3)],
        "explain": f"That is how {name} is.",
        "hint": f"Think of {name}.",
        "source": {"document": "textbook", "paragraph": 4},
    }
    return usual | {key.replace("_", "-"): value for key, value in keys.items()}


def describe_typed(name: str, answer: str, **keys: Any) -> dict[str, Any]:
    """Return a sound typed question as a pack writes it."""
    found = describe_choice(name, kind="typed", answer=answer, **keys)
    del found["wrong"]
    return found


def describe_all_kinds() -> list[dict[str, Any]]:
    """Return one question of each kind as a pack writes them."""
    common = {"explain": "So it is.", "hint": "Look up."}
    return [
        {"id": "largest", "ask": "Which planet is the largest?", "answer": "Jupiter"}
        | {"wrong": [{"text": "Saturn", "why": "Saturn is second."}, "Neptune", "Mars"]}
        | common,
        {"id": "rocky", "kind": "several", "ask": "Which planets are rocky?"}
        | {"answers": ["Mercury", "Venus"], "wrong": [{"text": "Uranus", "why": "It is icy."}]}
        | common,
        {"id": "round", "kind": "true-false", "ask": "The Earth is round.", "answer": "true"}
        | common,
        {"id": "red", "kind": "typed", "ask": "Which planet is red?", "answer": "Mars"} | common,
        {"id": "count", "kind": "number", "ask": "How many planets are there?", "answer": "8"}
        | {"unit": "planets"}
        | common,
        {"id": "outward", "kind": "order", "ask": "From the sun outward?"}
        | {"items": ["Mercury", "Venus", "Earth"]}
        | common,
        {"id": "colors", "kind": "match", "ask": "Which color?"}
        | {"pairs": {"Mars": "red", "Neptune": "blue", "Venus": "white"}}
        | common,
    ]


def make_pack(questions: Iterable[Mapping[str, Any]], name: str = "pack", **head: Any) -> str:
    """Return the text of a pack file."""
    keys: dict[str, Any] = {"spacequiz": 1, "id": name, "title": f"The {name}"}
    keys |= {"documents": {"textbook": {"title": "Science 5", "paragraphs": 12}}} | head
    lines = [f"{key}: {_write(value)}" for key, value in keys.items()] + ["questions:"]
    for question in questions:
        text = "\n  ".join(f"{key}: {_write(value)}" for key, value in question.items())
        lines.append(f"- {text}")
    return "\n".join(lines) + "\n"


def write_pack(
    folder: Path, questions: Iterable[Mapping[str, Any]], name: str = "pack", **head: Any
) -> Path:
    """Write a pack file into a folder and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"the-{name}.yaml"
    path.write_text(make_pack(questions, name, **head), "utf-8")
    return path


def draw_png(
    width: int, height: int, top: tuple[int, int, int], below: tuple[int, int, int]
) -> bytes:
    """Return a picture of two colors, one over the other."""
    rows = [bytes((0, *(top if y < height // 2 else below) * width)) for y in range(height)]
    chunks = {
        b"IHDR": struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0),
        b"IDAT": zlib.compress(b"".join(rows)),
        b"IEND": b"",
    }
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks.items()
    )


def _write(value: object) -> str:
    """Return a value on one line, as YAML and JSON both have it."""
    return json.dumps(value, ensure_ascii=False)


# The game as a user runs it ---------------------------------------------------------------------


def make_runner() -> CliRunner:
    """Return what runs a command in this process, its two streams apart as before click 8.2 too."""
    options: dict[str, Any] = {"mix_stderr": False}
    return CliRunner(**options if "mix_stderr" in signature(CliRunner).parameters else {})


def run(
    *arguments: object, stdin: str | bytes = b"", env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run `spacequiz` with arguments to its end."""
    return subprocess.run(
        [sys.executable, "-m", "spacequiz", *map(str, arguments)],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        timeout=60,
        env=os.environ | (env or {}),
        check=False,
    )


def scribble(path: Path) -> None:
    """Spoil every page but the first under a program that has the file open."""
    with path.open("r+b") as file:
        file.seek(24)
        changes = int.from_bytes(file.read(4), "big")
        file.seek(24)
        # Without a new count of changes SQLite would go on with the pages that it remembers.
        file.write((changes + 1).to_bytes(4, "big"))
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))
