"""The item: a question as the rules look at it, with its words taken apart once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.kinds.choices import Choice
from spacequiz.packs.lint.speech import base, find_speech, list_meanings, split_words

if TYPE_CHECKING:
    from spacequiz.game.question import Question
    from spacequiz.packs.lint.speech import Speech
    from spacequiz.packs.pack import Pack
    from spacequiz.packs.read import Place
    from spacequiz.packs.tree import Plain


class Finding(NamedTuple):
    """Say what a rule holds against a question, or against a pack."""

    path: tuple[str | int, ...]
    """Where in the question, or in the head of the pack."""
    code: str
    message: str
    hint: str = ""


class Item:
    """Hold a question, where it stands, and its words."""

    __slots__ = (
        "ask",
        "keys",
        "language",
        "meanings",
        "pack",
        "place",
        "question",
        "speech",
        "wrong",
    )

    def __init__(self, question: Question, place: Place, pack: Pack) -> None:
        self.question = question
        self.place = place
        self.pack = pack
        self.language = base(question.language)
        self.speech: Speech = find_speech(self.language)
        self.ask = split_words(question.ask)
        self.meanings = list_meanings(self.ask, self.language)
        """The words of the question that carry meaning, without their endings."""
        self.keys, self.wrong = question.body.list_texts()

    @property
    def is_choice(self) -> bool:
        """Return whether one of several options is right."""
        return isinstance(self.question.body, Choice)

    @property
    def line(self) -> int:
        """Return the line where the question begins."""
        return self.place.source.place(self.place.tree.locate(self.place.path))[0]

    def find_meanings(self, text: str) -> list[str]:
        """Return the words of a text that carry meaning, without their endings."""
        return list_meanings(split_words(text), self.language)

    def list_allowed(self) -> list[str]:
        """Return the codes of what the writer does not want to hear of."""
        node = self.place.tree.root
        for step in self.place.path:
            node = node[step]  # type: ignore[index]
        return list_codes(node)


def list_codes(node: Plain) -> list[str]:
    """Return the codes under the key allow of a question or a head: a list, or one alone."""
    found = node.get("allow") if isinstance(node, dict) else None
    codes = [found] if isinstance(found, str) else found or ()
    return [code for code in codes if isinstance(code, str)]
