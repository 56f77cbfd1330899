"""Packs to be played in tests: a plain one in ASCII, and one full of strange text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builders import make_pack

if TYPE_CHECKING:
    from pathlib import Path


def describe_plain() -> list[dict[str, Any]]:
    """Return two questions of each kind that the screen can ask, in ASCII."""
    return [
        describe(
            "largest",
            "Which planet is the largest?",
            category="Planets",
            difficulty="easy",
            answer="Jupiter",
            wrong=list_wrong("Saturn", "Neptune", "Mars"),
        ),
        describe(
            "hottest",
            "Which planet is the hottest?",
            category="Planets",
            difficulty="hard",
            answer="Venus",
            wrong=list_wrong("Mercury", "Earth", "Pluto"),
        ),
        describe(
            "rocky",
            "Which planets are rocky?",
            kind="several",
            category="Planets",
            answers=["Mercury", "Earth"],
            wrong=list_wrong("Uranus", "Saturn"),
        ),
        describe(
            "moonless",
            "Which planets have no moon?",
            kind="several",
            category="Moons",
            answers=["Mercury", "Venus"],
            wrong=list_wrong("Mars", "Neptune"),
        ),
        describe(
            "round",
            "The Earth goes around the Sun.",
            kind="true-false",
            category="Motion",
            answer="true",
        ),
        describe(
            "flat", "The Moon goes around Mars.", kind="true-false", category="Moons", answer="no"
        ),
        describe(
            "red",
            "Which planet is called the red one?",
            kind="typed",
            category="Planets",
            answer="Mars",
            accept=["planet Mars"],
        ),
        describe(
            "rings",
            "Which planet is known for its rings?",
            kind="typed",
            category="Planets",
            answer="Saturn",
        ),
        describe(
            "count",
            "How many planets are there?",
            kind="number",
            category="Planets",
            answer="8",
            unit="planets",
        ),
        describe(
            "year",
            "In which year did people first walk on the Moon?",
            kind="number",
            category="Moons",
            answer="1969",
        ),
    ]


LONG_ASK = (
    "A probe leaves the Earth, swings by Venus twice, by the Earth once more and then by Jupiter, "
    "and after almost seven years it goes into orbit around a planet with many rings, where it "
    "stays for thirteen years until it is steered into the clouds. Which probe is it, among all "
    "those that have visited the outer planets of our solar system so far?"
)
LONG_OPTION = (
    "the one that carried a smaller probe along, which came down by parachute on the largest "
    "moon of that planet and sent pictures of a riverbed"
)
MARKUP = "[@click=app.quit]click[/] [/] [red]red[/red] [b"
WIDE = "木星は太陽系で最も大きい惑星です"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467 rocket \U0001f680"
MARKED = "e\u0301a\u0308o\u0302 na\u00efve"
RIGHT_TO_LEFT = "ما هو أكبر كوكب"


def describe_strange() -> list[dict[str, Any]]:
    """Return questions that look like markup, fill more than a line, or are not in Latin."""
    return [
        describe(
            "markup",
            f"What is {MARKUP}?",
            category="[bold]Markup[/]",
            answer="[/]",
            wrong=list_wrong("[@click=app.quit]x[/]", "[red]", "[link=file:///etc/passwd]y[/link]"),
            hint="[/] [@click=app.quit]hint[/]",
            explain="[@click=app.bell]explained[/] [/nothing]",
        ),
        describe(
            "long",
            LONG_ASK,
            category="Long",
            answer="Cassini, " + LONG_OPTION,
            wrong=[
                {"text": f"{name}, {LONG_OPTION}", "why": f"{name} went elsewhere. " * 6}
                for name in ("Galileo", "Ulysses", "Juno")
            ],
            explain="Cassini carried Huygens. " * 20,
        ),
        describe(
            "wide",
            f"{WIDE}?",
            category="惑星",
            answer="木星",
            wrong=["土星", "天王星", FAMILY],
            explain=WIDE * 5,
        ),
        describe(
            "marks",
            f"{MARKED}?",
            kind="several",
            category="Marks",
            answers=[MARKED, "[b]"],
            wrong=[RIGHT_TO_LEFT, "[/b]"],
            explain=RIGHT_TO_LEFT,
        ),
        describe(
            "statement", f"{RIGHT_TO_LEFT} [/]", kind="true-false", category="Marks", answer="true"
        ),
        describe(
            "typed",
            f"{FAMILY} [red]",
            kind="typed",
            category="Marks",
            answer="[/]",
            match="spelling",
        ),
        describe(
            "number",
            f"{WIDE} [/]",
            kind="number",
            category="Marks",
            answer="5",
            unit="[@click=app.quit]km[/]",
        ),
    ]


def write_pack(folder: Path, questions: list[dict[str, Any]], name: str, **head: Any) -> Path:
    """Write a pack with a document of the same look, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.yaml"
    path.write_text(make_pack(questions, name, **head), "utf-8")
    return path


def write_plain(folder: Path) -> Path:
    """Write the plain pack."""
    return write_pack(folder, describe_plain(), "planets", title="The Planets")


def write_strange(folder: Path) -> Path:
    """Write the strange pack, whose title means mischief as well."""
    return write_pack(
        folder,
        describe_strange(),
        "strange",
        title="[@click=app.quit]Strange[/] [/]",
        description=f"{MARKUP} {WIDE}",
        documents={"textbook": {"title": "[/] [red]Book", "paragraphs": 12}},
    )


def write_broken(folder: Path) -> Path:
    """Write a pack with a typing mistake in a key."""
    question = describe("broken", "Is it broken?", kind="true-false", answer="true")
    question["explan"] = question.pop("explain")
    return write_pack(folder, [question], "broken", title="The Broken")


def write_many(folder: Path, count: int) -> Path:
    """Write a pack of choice questions that can be told apart at a glance."""
    questions = [
        describe(
            f"q{n}",
            f"Which one is number {n}?",
            answer=f"right {n}",
            wrong=list_wrong(f"left {n}", f"up {n}", f"down {n}"),
        )
        for n in range(count)
    ]
    return write_pack(folder, questions, "many", title="The Many")


def describe(name: str, ask: str, **keys: Any) -> dict[str, Any]:
    source = {"document": "textbook", "paragraph": 4}
    return (
        {"id": name, "ask": ask, "explain": f"That is how it is with {name}."}
        | {"hint": f"Think of {name}.", "source": source}
        | keys
    )


def list_wrong(*names: str) -> list[dict[str, str]]:
    return [{"text": name, "why": f"Not {name}, for a reason."} for name in names]
