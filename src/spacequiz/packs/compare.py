"""Two versions of a pack: what is new, mended and gone, what its owner changed, and a fingerprint."""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.errors import UsageError
from spacequiz.game.kinds.arranged import Matching
from spacequiz.game.kinds.choices import Choice, Several
from spacequiz.game.kinds.typed import Typed
from spacequiz.game.question import grade
from spacequiz.language import say, say_count
from spacequiz.packs.pack_files import HEAD
from spacequiz.packs.write import render_question
from spacequiz.text import collapse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacequiz.game.kinds.body import Body
    from spacequiz.game.question import Question
    from spacequiz.packs.pack import Pack
    from spacequiz.paths import Places

ADDED = "added"
"""The folder beside the save file that remembers how each pack read when it was added."""
SHOWN = 16
"""How many digits of a fingerprint are shown, and must be given."""
_SHORT = 40
_MOST_BYTES = 8 * 1024 * 1024


class Changes(NamedTuple):
    """Hold the ids of the questions that differ between a pack and what is to take its place."""

    new: tuple[str, ...]
    mended: tuple[str, ...]
    gone: tuple[str, ...]
    same: int
    own: tuple[str, ...] = ()
    """Those that their owner changed since the pack was added, and that would be replaced."""
    keys: tuple[tuple[str, str, str], ...] = ()
    """Those of which another answer is right now: what was right, and what is."""

    def tell(self, most: int = 5) -> Iterator[str]:
        """Yield the lines that say so, each of which names so many questions at most."""
        yield say(
            "Questions: {changes}. What players have learned stays.",
            changes=", ".join(self._count()) or say("no question differs"),
        )
        if self.new:
            yield say("New: {questions}.", questions=_name_some(self.new, most))
        if self.mended:
            yield say("Mended: {questions}.", questions=_name_some(self.mended, most))
        if self.gone:
            yield say("Gone: {questions}.", questions=_name_some(self.gone, most))
        if self.keys:
            told = [
                say("{question} (was {before}; now {after})", question=name, before=old, after=new)
                for name, old, new in self.keys
            ]
            yield say(
                "Another answer is right now in {questions}.", questions=_name_some(told, most)
            )
        if self.own:
            yield say_count(
                len(self.own),
                "You changed {count} question since you added it, and would lose that: {questions}.",
                "You changed {count} questions since you added it, and would lose that: {questions}.",
                questions=_name_some(self.own, most),
            )

    def _count(self) -> Iterator[str]:
        """Yield how many questions differ and in what way, and how many do not beside them."""
        if self.new:
            yield say_count(len(self.new), "{count} new", "{count} new")
        if self.mended:
            yield say_count(len(self.mended), "{count} mended", "{count} mended")
        if self.gone:
            yield say_count(len(self.gone), "{count} gone", "{count} gone")
        if self.same and (self.new or self.mended or self.gone):
            yield say_count(self.same, "{count} as they are", "{count} as they are")


def _name_some(names: Sequence[str], most: int) -> str:
    return ", ".join(names[:most]) + (", …" if len(names) > most else "")


def compare(old: Pack, new: Pack, added: Mapping[str, str]) -> Changes:
    """Return what differs.

    Args:
        old: The pack that is there.
        new: The pack that is to take its place.
        added: How the old one read when it was added, as `digest_questions` tells; empty if
            nobody knows.
    """
    before, after = digest_questions(old), digest_questions(new)
    own = tuple(
        name
        for name, digest in before.items()
        if added and added.get(name, "") != digest and after.get(name) != digest
    )
    return Changes(
        tuple(name for name in after if name not in before),
        tuple(name for name in after if name in before and before[name] != after[name]),
        tuple(name for name in before if name not in after),
        sum(before.get(name) == digest for name, digest in after.items()),
        own,
        tuple(_list_keys(old, new)),
    )


def _list_keys(old: Pack, new: Pack) -> Iterator[tuple[str, str, str]]:
    """Yield the questions of which other answers are right now, and what was and is right."""
    before = {question.id: question for question in old.questions}
    for question in new.questions:
        was = before.get(question.id)
        if was is not None and _take_key(was.body) != _take_key(question.body):
            yield question.id, _tell_key(was), _tell_key(question)


def _take_key(body: Body) -> object:
    """Return what decides which answers are right; the order of several makes no difference."""
    match body:
        case Choice():
            return body.answer
        case Several():
            return frozenset(body.answers)
        case Typed():
            texts = (body.accept, body.key, body.reject, [text for text, _ in body.prompt])
            return body.answer, body.match, *map(frozenset, texts)
        case Matching():
            return frozenset(body.pairs)
        case _:
            return body


def _tell_key(question: Question) -> str:
    answer = collapse(", ".join(grade(question, ()).answer))
    return answer if len(answer) <= _SHORT else answer[: _SHORT - 1].rstrip() + "…"


def digest_questions(pack: Pack) -> dict[str, str]:
    """Return a short digest of each question by its id: of what it says, not of how it is laid out."""
    return {
        question.id: hashlib.sha256(render_question(question).encode()).hexdigest()[:SHOWN]
        for question in pack.questions
    }


def remember_added(pack: Pack, places: Places) -> None:
    """Write down how a pack reads that was added just now; without it nothing but a hint is lost."""
    with suppress(OSError):
        folder = places.save.parent / ADDED
        folder.mkdir(exist_ok=True)
        text = json.dumps(digest_questions(pack), sort_keys=True)
        (folder / f"{pack.head.id}.json").write_text(text, "utf-8")


def recall_added(pack_id: str, places: Places) -> dict[str, str]:
    """Return how a pack read when it was added, or nothing."""
    path = places.save.parent / ADDED / f"{pack_id}.json"
    try:
        if path.stat().st_size > _MOST_BYTES:
            return {}
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: digest for name, digest in found.items() if isinstance(digest, str)}


def fingerprint(files: Mapping[str, bytes]) -> str:
    """Return a digest of a pack's files: the same as a file, a folder, a zip, and installed.

    Args:
        files: The files by their names within the pack; a single one counts under any name.

    Returns:
        64 hexadecimal digits.
    """
    if len(files) == 1:
        files = {HEAD: next(iter(files.values()))}
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode())
        digest.update(files[name])
    return digest.hexdigest()


def show_fingerprint(digest: str) -> str:
    """Return the first digits in groups of four, to be read aloud."""
    return "-".join(digest[at : at + 4] for at in range(0, SHOWN, 4))


def check_fingerprint(digest: str, given: str, where: str) -> None:
    """Refuse a pack whose fingerprint is not the one that was given.

    Raises:
        UsageError: It is not, or what was given is no fingerprint.
    """
    wanted = re.sub(r"[\s:-]", "", given.lower()).removeprefix("sha256")
    if not re.fullmatch(rf"[0-9a-f]{{{SHOWN},64}}", wanted):
        hint = say("It has {number} digits or more, as in: 4f2a-91c7-03be-77d1", number=SHOWN)
        raise UsageError(say("That is no fingerprint of a pack."), hint=hint)
    if not digest.startswith(wanted):
        message = say(
            "The pack is another one: its fingerprint is {fingerprint}.",
            fingerprint=show_fingerprint(digest),
        )
        raise UsageError(
            message, where=where, hint=say("Ask whoever gave it to you; nothing was added.")
        )
