"""The intake: drafts of any format become questions with ids, and nothing gets lost unsaid."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

from spacequiz.formats.common import CannotCarry, Draft, Imported, Loss, flatten
from spacequiz.formats.fit import NAME, NOTE, TEXT, Fitter, shorten
from spacequiz.game.question import Question

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_QUESTIONS = 50_000
MAX_LOSSES = 20_000
"""A file made to break readers must not fill the memory with complaints."""

_ID_FROM_TEXT = 48
_RUN = re.compile(r"[^a-z0-9]+")


class Intake:
    """Collect the drafts of one file and what could not be carried of each."""

    def __init__(self) -> None:
        self._questions: list[Question] = []
        self._losses: list[Loss] = []
        self._left_out = 0
        self._ids = Ids()

    def note(self, what: str) -> None:
        """Say something about the whole file."""
        if what:
            self._add(Loss("", what))

    def lose(self, place: str, what: str) -> None:
        """Say what a question lost."""
        self._add(Loss(place, what))

    def leave_out(self, place: str, why: str) -> None:
        """Say why a whole question could not be carried."""
        self._left_out += 1
        self._add(Loss(place, f"left out: {why}"))

    def add(self, draft: Draft, place: str, losses: Iterable[str] = ()) -> None:
        """Take a draft in, cleaned and cut to the limits of a pack, or say why not."""
        told: list[str] = list(losses)
        if len(self._questions) >= MAX_QUESTIONS:
            self._left_out += 1
            if self._left_out == 1 or self._losses[-1].question:
                self.note(f"A pack holds at most {MAX_QUESTIONS:,} questions; the rest is left out")
            return
        try:
            question = self._make(draft, Fitter(told.append))
        except CannotCarry as error:
            self.leave_out(describe(place, draft.ask), str(error))
            return
        self._questions.append(question)
        for what in dict.fromkeys(told):
            self.lose(describe(place, draft.ask), what)

    def finish(self, title: str = "", license_name: str = "") -> Imported:
        """Return all that was collected."""
        title = shorten(Fitter(lambda _: None).line(title), 200)
        return Imported(
            tuple(self._questions), tuple(self._losses), self._left_out, title, license_name
        )

    def _add(self, loss: Loss) -> None:
        if len(self._losses) < MAX_LOSSES:
            self._losses.append(loss)

    def _make(self, draft: Draft, fitter: Fitter) -> Question:
        ask = fitter.fit_ask(draft.ask)
        body = fitter.fit_body(draft.body)
        return Question(
            pack="",
            id=self._ids.make(draft.name, ask),
            ask=ask,
            body=body,
            explain=fitter.cut(draft.explain, TEXT, "the explanation"),
            category=fitter.fit_category(draft.category),
            difficulty=draft.difficulty,
            hint=fitter.cut(draft.hint, NOTE, "the hint"),
            tags=fitter.fit_tags(draft.tags),
        )


class Ids:
    """Make ids that are kebab-case, unique in a file, and the same whenever it is read."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def make(self, name: str, text: str) -> str:
        """Return the id of a question, made of its name or else of its text."""
        base = make_kebab(name, NAME) or make_kebab(text, _ID_FROM_TEXT)
        if not base:
            # A text without Latin letters still has to give the same id each time.
            base = "q-" + hashlib.sha256((name or text).encode("utf-8", "replace")).hexdigest()[:8]
        unique = base
        while unique in self._taken:
            number = self._next.get(base, 2)
            self._next[base] = number + 1
            tail = f"-{number}"
            unique = base[: NAME - len(tail)].rstrip("-") + tail
        self._taken.add(unique)
        return unique


def make_kebab(text: str, limit: int) -> str:
    """Return a text in small Latin letters, digits and single dashes, whole words only."""
    plain = unicodedata.normalize("NFKD", text[:1000].replace("ß", "ss"))
    # An apostrophe joins (don't), accents fall off (é), all else parts words.
    plain = re.sub("['’\u0300-\u036f]", "", plain).lower()
    whole = _RUN.sub("-", plain).strip("-")
    if len(whole) <= limit:
        return whole
    head = whole[: limit + 1].rpartition("-")[0]
    return head or whole[:limit]


def describe(place: str, text: str) -> str:
    """Return where a question stands and how it begins."""
    start = shorten(flatten(text[:200]))
    return f'{place} "{start}"' if start else place
