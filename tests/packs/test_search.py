"""The search: what is found in which language, whatever is typed, and how its index is kept."""

from __future__ import annotations

import random
import sqlite3
from typing import TYPE_CHECKING

import pytest

from builders import describe_choice, write_pack
from spacequiz.packs import search
from spacequiz.packs.bank import Bank, Source
from spacequiz.packs.search_words import has_all, list_texts, mark_words, split_wish, split_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ASKS = {
    "accents": "Où José mangea-t-il en été à Łódź?",
    "german": "Wie heißt die größte Straße?",
    "russian": "Где живёт ёлка?",
    "chinese": "火星是什么颜色的行星?",
    "japanese": "いちばん大きい惑星はドレですか",
    "thai": "ดาวเคราะห์ดวงใดใหญ่ที่สุด",
    "hebrew": "מַה שֵּׁם הָעִיר?",
    "arabic": "ما هي عاصمة مِصْر؟",
    "hindi": "हिन्दी में सूर्य क्या है?",
    "korean": "태양계에서 가장 큰 행성은?",
    "signs": "What does 5 € or 20 °C cost, C++ or 🚀?",
}


def open_bank(folder: Path, *names: str) -> Bank:
    bank = Bank.open(folder / "bank.db", [Source(folder / f"the-{name}.yaml") for name in names])
    bank.refresh()
    return bank


@pytest.fixture(scope="module")
def tongues(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    folder = tmp_path_factory.mktemp("tongues")
    write_pack(folder, [describe_choice(name, ask=ask) for name, ask in ASKS.items()])
    return open_bank(folder, "pack")


@pytest.fixture(params=[True, False], ids=["index", "no index"])
def maybe_index(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Search with an index, and as where SQLite has no module for one."""
    if not request.param:
        monkeypatch.setattr(search, "can_index", lambda _: False)


def find(bank: Bank, wish: str, packs: Sequence[str] = ()) -> list[str]:
    return [question.id for question in bank.questions_at(bank.search(wish, packs)).values()]


@pytest.mark.usefixtures("maybe_index")
@pytest.mark.parametrize(
    ("wish", "name"),
    [
        ("JOSE ete", "accents"),
        ("mangea", "accents"),
        ("łodz", "accents"),
        ("strasse", "german"),
        ("GRÖSSTE", "german"),
        ("елка", "russian"),
        ("行星", "chinese"),
        ("色", "chinese"),
        ("什么颜", "chinese"),
        ("惑星", "japanese"),
        ("ﾄﾞﾚ", "japanese"),
        ("ใหญ่", "thai"),
        ("העיר", "hebrew"),
        ("مصر", "arabic"),
        ("सूर्य", "hindi"),
        ("태양", "korean"),
        ("€", "signs"),
        ("20°", "signs"),
        ("🚀", "signs"),
    ],
)
def test_words_are_found_in_every_script(tongues: Bank, wish: str, name: str) -> None:
    assert find(tongues, wish) == [name]


HOSTILE = [
    '"',
    '"jos',
    "'; DROP TABLE question; --",
    "jose NEAR what",
    "NEAR(jose what, 2)",
    "jose AND NOT what",
    "ask:jose",
    "^jose",
    "jose*",
    "*",
    "{a b}: c",
    "-jose",
    "\x00jose\x00",
    "jo\x1bse\x7f",
    "\u202ejose\u202c",
    "\ud800jose",
    "%_",
    "(" * 500,
    "x" * 10_000,
    "a b " * 2_500,
    "火" * 10_000,
]


@pytest.mark.usefixtures("maybe_index")
@pytest.mark.parametrize("wish", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_is_typed_is_a_query(tongues: Bank, wish: str) -> None:
    before = tongues.packs()
    wanted = split_wish(wish)
    expected = [
        question.id
        for question in tongues.questions_at(tongues.search("")).values()
        if has_all(split_words("\n".join(list_texts(question))), wanted)
    ]
    assert find(tongues, wish) == expected
    assert tongues.packs() == before


def test_index_and_looking_through_find_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "STEP", 7)
    chance = random.Random(3)
    words = ["red", "reddish", "Rouge", "élan", "Elan", "火星", "星", "x-ray", "X", "10", "10th"]
    asks = [" ".join(chance.choices(words, k=3)) for _ in range(60)]
    for name in ("one", "two"):
        questions = [describe_choice(f"q{n}", ask=f"{ask} {name}") for n, ask in enumerate(asks)]
        write_pack(tmp_path, questions, name)
    bank = open_bank(tmp_path, "one", "two")
    wishes = [" ".join(chance.choices(words, k=2)) for _ in range(20)] + ["r", "1", "e x", "星"]
    choices: list[tuple[str, ...]] = [(), ("two",), ("one", "two"), ("gone",)]
    found = [bank.search(wish, packs) for wish in wishes for packs in choices]
    assert any(found)
    monkeypatch.setattr(search, "can_index", lambda _: False)
    assert [bank.search(wish, packs) for wish in wishes for packs in choices] == found


def test_no_more_is_returned_than_is_enough(tongues: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(tongues.search("what", most=1)) == len(tongues.search("", most=1)) == 1
    monkeypatch.setattr(search, "can_index", lambda _: False)
    assert len(tongues.search("wrong", most=2)) == 2


def test_only_the_packs_asked_for_are_put_into_the_index(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_pack(tmp_path, [describe_choice("a"), describe_choice("b")], name)
    bank = open_bank(tmp_path, "one", "two")
    told: list[tuple[int, int]] = []
    bank.search("a", ["two"], progress=lambda *each: told.append(each))
    assert told == [(2, 2)]
    bank.search("b", ["two"], progress=lambda *each: told.append(each))
    bank.search("", progress=lambda *each: told.append(each))
    assert told == [(2, 2)]
    bank.search("a", progress=lambda *each: told.append(each))
    assert told == [(2, 2), (4, 4)]


def test_a_search_that_is_stopped_finds_nothing_and_goes_on_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "STEP", 2)
    write_pack(tmp_path, [describe_choice(f"q{n}") for n in range(6)])
    bank = open_bank(tmp_path, "pack")
    told: list[int] = []

    def progress(done: int, _: int) -> None:
        told.append(done)

    assert bank.search("right", progress=progress, cancelled=lambda: len(told) == 1) == ()
    assert told == [2]
    assert len(bank.search("right", progress=progress)) == 6
    assert told == [2, 6]
    monkeypatch.setattr(search, "can_index", lambda _: False)
    assert bank.search("right", cancelled=lambda: True) == ()


def test_a_pack_that_changed_is_found_as_it_is_now(tmp_path: Path) -> None:
    write_pack(tmp_path, [describe_choice("kept", ask="Saturn?")], "other")
    for ask in ("Mars?", "Venus?", "Pluto?", "Ceres?"):
        write_pack(tmp_path, [describe_choice("q", ask=ask), describe_choice("r")])
        bank = open_bank(tmp_path, "other", "pack")
        assert find(bank, ask[:4]) == ["q"]
        assert find(bank, "saturn") == ["kept"]
        bank.close()
    bank = open_bank(tmp_path, "other", "pack")
    assert find(bank, "mars") == find(bank, "venus") == []
    db = sqlite3.connect(tmp_path / "bank.db")
    known = db.execute("SELECT total(known - first + 1) FROM span").fetchone()[0]
    db.close()
    assert known <= 6, "what is gone is thrown out when it is more than what is there"
    (tmp_path / "the-pack.yaml").unlink()
    bank.refresh()
    assert find(bank, "right") == ["kept"]


def test_another_process_that_reads_a_pack_anew_is_followed(tmp_path: Path) -> None:
    write_pack(tmp_path, [describe_choice("q", ask="Mars?")])
    ours, theirs = open_bank(tmp_path, "pack"), open_bank(tmp_path, "pack")
    (key,) = ours.search("mars")
    write_pack(tmp_path, [describe_choice("q", ask="Venus now?")])
    theirs.refresh()
    assert theirs.search("venus") == ours.search("venus")
    assert ours.search("mars") == []
    assert ours.questions_at([key]) == {}


def test_a_bank_that_cannot_be_written_is_looked_through(tmp_path: Path) -> None:
    write_pack(tmp_path, [describe_choice("q", ask="Mars?")])
    bank = open_bank(tmp_path, "pack")
    bank._db.execute("PRAGMA query_only = 1")
    assert find(bank, "mars") == ["q"]
    assert bank.path.exists()


def test_a_damaged_index_is_made_anew(tmp_path: Path) -> None:
    write_pack(tmp_path, [describe_choice("q", ask="Mars?")])
    bank = open_bank(tmp_path, "pack")
    assert find(bank, "mars") == ["q"]
    bank._db.execute("UPDATE found_data SET block = x'00ff00ff00ff'")
    bank.close()
    bank = open_bank(tmp_path, "pack")
    assert find(bank, "mars") == ["q"]
    assert find(bank, "venus") == []


def test_ascii_is_left_to_the_index() -> None:
    assert mark_words(["One-two", "Three"]) == "One-two\nThree"
    assert mark_words(["Élan vital"]) == "elan vital"
