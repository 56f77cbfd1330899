"""Decks of Anki (.apkg): their notes become typed questions; what hides in a database is distrusted."""

from __future__ import annotations

import json
import re
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple

from spacequiz.errors import PackError
from spacequiz.formats.archive import ZipReader
from spacequiz.formats.common import CannotCarry, Draft
from spacequiz.formats.html_text import reduce_html
from spacequiz.formats.intake import MAX_QUESTIONS, Intake, describe
from spacequiz.game.kinds.typed import Typed
from spacequiz.language import say

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from spacequiz.formats.common import Imported

NAMES = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""The database by the age of its format; an older one beside a newer one is only a notice."""
MOST_STEPS = 20_000
"""How often a database may be worked on before it is given up, each time for 10,000 steps."""

_MEDIA = re.compile(r"\[sound:[^\]]*\]")
_FORMULA = re.compile(r"\[\$|\[latex\]|\\[(\[]|\\begin\{|\$\$")
_FIELD = re.compile(r"\{\{([^{}#^/][^{}]*)\}\}")
_BLANK = re.compile(r"\{\{c\d+::(.*?)(?:::(.*?))?\}\}", re.DOTALL)
_ANSWERS = (
    "back",
    "answer",
    "definition",
    "meaning",
    "translation",
    "respuesta",
    "antwort",
    "réponse",
)
_NOTES = """
SELECT notes.id, notes.mid, notes.flds, notes.tags, MIN(cards.did) FROM notes
LEFT JOIN cards ON cards.nid = notes.id GROUP BY notes.id ORDER BY notes.id LIMIT ?
"""


class _Kind(NamedTuple):
    """Hold a note type: which field is asked, and which is the answer."""

    fields: tuple[str, ...]
    is_cloze: bool
    front: tuple[str, ...]
    """The fields that the front of the first card shows."""
    back: tuple[str, ...]
    """The fields that only the back of the first card shows."""
    typed: str
    """The field that Anki itself asks to be typed, if there is one."""


def read(data: bytes) -> Imported:
    """Return the notes of a deck as typed questions.

    Raises:
        PackError: It is damaged, or in a format that only newer versions of Anki read.
    """
    archive = ZipReader(data)
    name = next((name for name in NAMES if name in archive.names), None)
    if name is None:
        raise PackError(
            say("There is no deck in the file"), hint=say("Export the deck again as .apkg.")
        )
    if name == NAMES[0]:
        raise PackError(
            say("The deck is in Anki's newer format"),
            hint=say('Export it once more, and tick "Support older Anki versions" in that window.'),
        )
    intake = Intake()
    import sqlite3

    try:
        with closing(sqlite3.connect(":memory:")) as db:
            db.deserialize(archive.read(name))
            _read_notes(db, intake)
    # An empty database is MemoryError to Python.
    except (sqlite3.Error, MemoryError) as error:
        message = say("The deck's database is damaged, or takes too long to read")
        raise PackError(message, hint=say("Check it in Anki (Tools, Check Database).")) from error
    return intake.finish()


def _read_notes(db: sqlite3.Connection, intake: Intake) -> None:
    steps = iter(range(MOST_STEPS))
    db.set_progress_handler(lambda: int(next(steps, None) is None), 10_000)
    db.execute("PRAGMA trusted_schema = OFF")
    tables = dict(
        db.execute("SELECT name, type FROM sqlite_master WHERE name IN ('notes', 'cards', 'col')")
    )
    if set(tables.values()) != {"table"} or len(tables) != 3:
        raise PackError(
            say("The deck's database holds no notes"), hint=say("Export the deck again.")
        )
    models, decks = (
        _load(text) for text in next(db.execute("SELECT models, decks FROM col"), ("", ""))
    )
    kinds = {name: _read_kind(model) for name, model in models.items() if isinstance(model, dict)}
    for number, row in enumerate(db.execute(_NOTES, (MAX_QUESTIONS + 1,)), 1):
        _, model, fields, tags, deck = row
        kind = kinds.get(str(model))
        place = say("note {number}", number=number)
        if kind is None or not isinstance(fields, str):
            intake.leave_out(place, say("its note type is not in the deck"))
            continue
        texts = dict(zip(kind.fields, fields.split("\x1f"), strict=False))
        told: list[str] = []
        draft = Draft("", Typed(""), category=_name_deck(decks.get(str(deck))))
        draft.tags = [tag for tag in str(tags or "").split() if tag != "leech"]
        try:
            _fill(draft, kind, texts, told)
        except CannotCarry as error:
            text = next(
                (found for name in kind.front if (found := _plain(texts.get(name, ""), []))), ""
            )
            intake.leave_out(describe(place, text), str(error))
            continue
        intake.add(draft, place, dict.fromkeys(told))


def _load(text: object) -> dict[str, Any]:
    try:
        found = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        found = None
    return found if isinstance(found, dict) else {}


def _name_deck(deck: object) -> str:
    name = deck.get("name") if isinstance(deck, dict) else ""
    last = name.rpartition("::")[2] if isinstance(name, str) else ""
    return "" if last in ("Default", "Standard") else last


def _read_kind(model: dict[str, Any]) -> _Kind:
    fields = tuple(_list_names(model.get("flds")))
    templates = model.get("tmpls")
    first = templates[0] if isinstance(templates, list) and templates else {}
    first = first if isinstance(first, dict) else {}
    asked = list(_list_shown(str(first.get("qfmt", "")), fields))
    shown = list(_list_shown(str(first.get("afmt", "")), fields))
    typed = next((name for name, is_typed in asked if is_typed), "")
    front = tuple(dict.fromkeys(name for name, is_typed in asked if not is_typed))
    back = tuple(dict.fromkeys(name for name, _ in shown if name not in front))
    is_cloze = model.get("type") == 1
    return _Kind(fields, is_cloze, front, back, typed)


def _list_names(fields: object) -> Iterator[str]:
    for field in fields if isinstance(fields, list) else ():
        yield str(field.get("name", "")) if isinstance(field, dict) else ""


def _list_shown(template: str, fields: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """Yield the fields that a side of a card shows, and whether each is to be typed."""
    for found in _FIELD.finditer(template[:20_000]):
        *filters, name = found[1].split(":")
        if name.strip() in fields:
            yield name.strip(), "type" in map(str.strip, filters)


def _fill(draft: Draft, kind: _Kind, texts: dict[str, str], told: list[str]) -> None:
    """Put the sides of a note where they belong.

    Raises:
        CannotCarry: Which of its fields is the answer is not clear, or one is empty.
    """
    if kind.is_cloze:
        _fill_cloze(draft, kind, texts, told)
        return
    # A field beside the word is often its sound alone.
    asked = [text for name in kind.front if (text := _plain(texts.get(name, ""), told))]
    if len(asked) > 1:
        raise CannotCarry(say("its front shows several fields"))
    back = [name for name in kind.back if name != kind.typed]
    known = [name for name in back if name.lower() in _ANSWERS]
    answer = kind.typed or (back[0] if len(back) == 1 else known[0] if len(known) == 1 else "")
    if not answer:
        if not back:
            raise CannotCarry(
                say("which field is its answer is not clear: the back shows no field")
            )
        raise CannotCarry(
            say(
                "which field is its answer is not clear: the back shows {fields}",
                fields=", ".join(back)[:80],
            )
        )
    draft.ask = "".join(asked)
    body = _plain(texts.get(answer, ""), told)
    if _FORMULA.search(body):
        raise CannotCarry(say("its answer is a formula, which cannot be typed"))
    if not draft.ask or not body:
        raise CannotCarry(say("one of its sides is empty, or a picture or a sound"))
    draft.body = Typed(body)
    rest = [_plain(texts.get(name, ""), told) for name in back if name != answer]
    draft.explain = "\n".join(filter(None, rest))


def _fill_cloze(draft: Draft, kind: _Kind, texts: dict[str, str], told: list[str]) -> None:
    text = texts.get(kind.fields[0], "") if kind.fields else ""
    gaps = _BLANK.findall(text)
    if len(gaps) != 1 or "{{c" in gaps[0][0]:
        raise CannotCarry(say("it is a text with several gaps") if gaps else say("it has no gap"))
    answer, hint = gaps[0]
    draft.ask = _plain(_BLANK.sub("_____", text), told)
    draft.hint = _plain(hint, told)
    body = _plain(answer, told)
    if not body:
        raise CannotCarry(say("its gap is empty, or a picture"))
    draft.body = Typed(body)
    draft.explain = "\n".join(
        filter(None, (_plain(texts.get(name, ""), told) for name in kind.fields[1:]))
    )


def _plain(text: str, told: list[str]) -> str:
    if _MEDIA.search(text):
        told.append(say("left out a sound"))
        text = _MEDIA.sub("", text)
    found = reduce_html(text, told.append)
    # Of a side that is a picture, its description would be asked for; nobody could know that.
    return "" if "<img" in text and re.fullmatch(r"\[[^\]]*\]", found) else found
