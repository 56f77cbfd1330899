"""Anki decks: notes become typed questions, what is in doubt stays out, a bad database harms nobody."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from typing import Any

import pytest

from formats.helpers import tell
from spacequiz.errors import PackError
from spacequiz.formats import apkg
from spacequiz.formats.catalogue import read_questions
from spacequiz.formats.recognise import recognise
from spacequiz.game.kinds.typed import Typed


def model(fields: list[str], front: str, back: str, kind: int = 0) -> dict[str, Any]:
    return {
        "type": kind,
        "flds": [{"name": name} for name in fields],
        "tmpls": [{"qfmt": front, "afmt": back}],
    }


BASIC = model(["Front", "Back"], "{{Front}}", "{{FrontSide}}<hr>{{Back}}")
MODELS = {
    "1": BASIC,
    "2": model(["Text", "Extra"], "{{cloze:Text}}", "{{cloze:Text}}{{Extra}}", 1),
    "3": model(["Word", "Reading", "Meaning"], "{{Word}}", "{{Word}}{{Reading}}{{Meaning}}"),
    "4": model(["Word", "Kana", "Romaji"], "{{Word}}", "{{Kana}}{{Romaji}}"),
    "5": model(["Ask", "Solution", "Why"], "{{Ask}}{{type:Solution}}", "{{Solution}}{{Why}}"),
    "6": model(["A", "B", "C"], "{{A}}{{B}}", "{{C}}"),
}


def deck(*notes: tuple[int, str], script: str = "", name: str = "collection.anki2") -> bytes:
    db = sqlite3.connect(":memory:")
    db.executescript(
        script
        or "CREATE TABLE notes (id, mid, flds, tags); CREATE TABLE cards (nid, did);"
        "CREATE TABLE col (models, decks);"
    )
    if not script:
        decks = {"7": {"name": "Science::Weather"}}
        db.execute("INSERT INTO col VALUES (?, ?)", (json.dumps(MODELS), json.dumps(decks)))
        for number, (kind, fields) in enumerate(notes):
            db.execute("INSERT INTO notes VALUES (?, ?, ?, ' sky leech ')", (number, kind, fields))
            db.execute("INSERT INTO cards VALUES (?, 7)", (number,))
    db.commit()
    return pack(db.serialize(), name)


def pack(data: bytes, name: str = "collection.anki2") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr(name, data)
        target.writestr("media", "{}")
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "fields", "ask", "answer", "explain"),
    [
        (1, "<b>Highest</b> cloud?\x1fCirrus", "Highest cloud?", "Cirrus", ""),
        (1, "Sound?\x1fCirrus[sound:a.mp3]", "Sound?", "Cirrus", ""),
        (2, "Rain is {{c1::water}}.\x1fOf course.", "Rain is _____.", "water", "Of course."),
        (3, "雨\x1fあめ\x1frain", "雨", "rain", "あめ"),
        (6, "Word[sound:b.mp3]\x1f[sound:a.mp3]\x1fCirrus", "Word", "Cirrus", ""),
        (5, "Highest?\x1fCirrus\x1fIce.", "Highest?", "Cirrus", "Ice."),
    ],
)
def test_notes(kind: int, fields: str, ask: str, answer: str, explain: str) -> None:
    data = deck((kind, fields))
    assert recognise(data) == "apkg"
    (question,) = read_questions(data, "apkg").questions
    assert (question.ask, question.body, question.explain) == (ask, Typed(answer), explain)
    assert (question.category, question.tags) == ("Weather", ("sky",))


@pytest.mark.parametrize(
    ("kind", "fields", "why"),
    [
        (1, "Highest?\x1f<img src='x.png' alt='cirrus.png'>", "a picture"),
        (1, "[sound:a.mp3]\x1fCirrus", "empty"),
        (1, "Highest?", "empty"),
        (2, "{{c1::Rain}} is {{c2::water}}.\x1f", "several gaps"),
        (4, "雨\x1fあめ\x1fame", "not clear"),
        (6, "a\x1fb\x1fc", "several fields"),
        (1, "Law?\x1f[$]a + b[/$]", "a formula"),
        (99, "a\x1fb", "note type is not in the deck"),
        (1, f"Why?\x1f{'long ' * 60}", "longer than 200"),
    ],
)
def test_what_is_no_question_is_left_out(kind: int, fields: str, why: str) -> None:
    found = read_questions(deck((kind, fields), (1, "a\x1fb")), "apkg")
    assert (len(found.questions), found.left_out) == (1, 1)
    assert any(why in what for what in tell(found))


def test_the_newer_format_says_what_to_tick() -> None:
    data = deck((1, "a\x1fb"), name="collection.anki21b")
    with pytest.raises(PackError) as caught:
        read_questions(data, "apkg")
    assert "Support older Anki versions" in caught.value.hint


TABLES = "CREATE TABLE notes (id, mid, flds, tags); CREATE TABLE cards (nid, did);"
ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"


@pytest.mark.parametrize(
    "data",
    [
        pack(b"no database"),
        pack(b""),
        pack(deck((1, "a\x1fb"))[:3000]),
        deck(script="CREATE TABLE other (x);"),
        deck(script=f"{TABLES} CREATE VIEW col AS {ENDLESS};"),
        deck(
            script=f"CREATE VIEW notes AS {ENDLESS}; CREATE TABLE cards (nid); CREATE TABLE col (x);"
        ),
        deck(script=f"{TABLES} CREATE TABLE col (models, decks); DROP TABLE cards;"),
        deck(script=f"{TABLES} CREATE TABLE col (x);"),
    ],
    ids=["text", "empty", "half", "other", "view", "endless", "fewer", "columns"],
)
def test_a_bad_database_is_refused(data: bytes) -> None:
    with pytest.raises(PackError, match="database"):
        read_questions(data, "apkg")


def test_a_large_deck_comes_in_whole() -> None:
    notes = [(1, f"Cloud {n}?\x1fname {n}") for n in range(3_000)]
    assert len(read_questions(deck(*notes), "apkg").questions) == 3_000


def test_a_database_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apkg, "MOST_STEPS", 3)
    with pytest.raises(PackError, match="takes too long"):
        read_questions(deck(*[(1, f"a{n}\x1fb") for n in range(9_000)]), "apkg")


@pytest.mark.parametrize("models", ["[", "[]", '{"1": 5}', '{"1": {"flds": 1, "tmpls": [[]]}}'])
def test_note_types_that_make_no_sense_leave_the_notes_out(models: str) -> None:
    script = (
        f"{TABLES} CREATE TABLE col (models, decks); INSERT INTO notes VALUES (1, 1, 'a', '');"
        f"INSERT INTO col VALUES ('{models}', NULL);"
    )
    found = read_questions(deck(script=script), "apkg")
    assert (found.questions, found.left_out) == ((), 1)
