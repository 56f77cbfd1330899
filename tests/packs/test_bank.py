"""The bank: drawing from it, keeping it up to date, and surviving whatever happens to its file."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import threading
from gettext import NullTranslations
from itertools import product
from pathlib import Path
from random import Random

import pytest

from spacequiz import language
from spacequiz.game.drawing import Candidate, Listed, draw
from spacequiz.game.question import find_twins
from spacequiz.packs.bank import Bank, Source

from .helpers import HEAD, make_pack, make_question, write


class Shelf:
    """Two packs and a bank over them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "cache" / "bank.db"
        self.one = write(
            folder / "one.yaml",
            make_pack(
                make_question("id: b\nkind: typed\ncategory: Moons\ndifficulty: hard"),
                make_question("id: a\ntags: [twin:x, red, twin:a]"),
                head=HEAD.replace("id: example", "id: one"),
            ),
        )
        head = HEAD.replace("id: example", "id: two\ntranslates: one")
        self.two = folder / "two"
        write(self.two / "pack.yaml", head.replace("    paragraphs: 12", "    file: text.md"))
        write(self.two / "text.md", "First.\n\nSecond.\n")
        cited = "id: a\nsource: {document: textbook, paragraph: 2}"
        write(self.two / "more.yaml", "questions:\n" + make_question(cited))

    def open(self) -> Bank:
        return Bank.open(self.file, [Source(self.one, bundled=True), Source(self.two)])


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def list_addresses(bank: Bank) -> list[str]:
    return [candidate.address for candidate in bank.candidates()]


ALL = ["one/a", "one/b", "two/a"]


def test_a_new_bank_is_empty_until_it_is_refreshed(shelf: Shelf) -> None:
    bank = shelf.open()
    assert bank.packs() == ()
    assert bank.stale() == (shelf.one, shelf.two)
    assert bank.refresh() == 2
    assert bank.stale() == ()
    assert list_addresses(bank) == ALL


def test_candidates_carry_what_drawing_needs(shelf: Shelf) -> None:
    bank = shelf.open()
    bank.refresh()
    assert bank.candidates() == [
        Candidate("one/a", "one/a", "medium", "twin:a twin:x"),
        Candidate("one/b", "one/b", "hard", ""),
        Candidate("two/a", "one/a", "medium", ""),
    ]


def test_candidates_are_limited(shelf: Shelf) -> None:
    bank = shelf.open()
    bank.refresh()

    def addresses(**limits: list[str]) -> list[str]:
        return [candidate.address for candidate in bank.candidates(**limits)]

    assert addresses(packs=["two", "nothing"]) == ["two/a"]
    assert addresses(kinds=["typed"]) == ["one/b"]
    assert addresses(kinds=["typed", "choice"]) == ALL
    assert addresses(categories=["Moons"]) == ["one/b"]
    assert addresses(difficulties=["medium"]) == ["one/a", "two/a"]
    assert addresses(difficulties=["medium"], categories=["Moons"]) == []
    assert addresses(packs=["nothing"]) == []


def test_addresses_are_in_order_across_packs(tmp_path: Path) -> None:
    sources = []
    for name in ("a", "a-b", "b"):
        head = HEAD.replace("id: example", f"id: {name}")
        sources.append(Source(write(tmp_path / f"{name}.yaml", make_pack(head=head))))
    bank = Bank.open(tmp_path / "bank.db", sources[::-1])
    bank.refresh()
    assert list_addresses(bank) == sorted(list_addresses(bank))


def test_a_draw_reads_the_indexes_alone(shelf: Shelf) -> None:
    shelf.open().refresh()
    db = sqlite3.connect(shelf.file)
    asked: list[str] = []
    bank = shelf.open()
    bank._db.set_trace_callback(asked.append)
    pool = bank.pool(kinds=["choice", "typed"], difficulties=["medium", "hard"])
    assert len(draw(pool, 3, {"one/b": 1, "two/x": 2}, Random(1))) == 2
    queries = [query for query in asked if "FROM question" in query or "FROM cell" in query]
    assert {query.split("INDEXED BY ")[1].split()[0] for query in queries} == {
        *("fitting", "naming", "drawing")
    }
    for query in queries:
        for step in db.execute(f"EXPLAIN QUERY PLAN {query}"):
            assert "USING COVERING INDEX" in step[3]


def test_a_pool_is_what_a_plain_list_of_its_questions_would_be(tmp_path: Path) -> None:
    chance = Random(19)
    sources = []
    for name, of in (("one", "one"), ("two", "one"), ("three", "three")):
        head = HEAD.replace("id: example", f"id: {name}")
        if of != name:
            head = head.replace(f"id: {name}", f"id: {name}\ntranslates: {of}")
        questions = [
            make_question(
                f"id: q{number}\nkind: {chance.choice(['choice', 'typed'])}"
                f"\ncategory: {chance.choice('AB')}"
                f"\ndifficulty: {chance.choice(['easy', 'medium', 'hard'])}"
                + chance.choice(["", "\ntags: [twin:a]"])
            )
            for number in chance.sample(range(60), 40)
        ]
        file = write(tmp_path / f"{name}.yaml", make_pack(*questions, head=head))
        sources.append(Source(file))
    bank = Bank.open(tmp_path / "bank.db", sources)
    bank.refresh()
    everything = bank.questions([c.address for c in bank.candidates()])
    assert len(everything) == 120
    for packs, kinds, categories in product(
        ([], ["one"], ["two", "three"], ["one", "two"]), ([], ["typed"]), ([], ["A"], ["C"])
    ):
        pool = bank.pool(packs, kinds, categories)
        plain = Listed(
            Candidate(q.address, q.progress_key, q.difficulty, " ".join(find_twins(q.tags)))
            for q in everything
            if (not packs or q.pack in packs)
            and (not kinds or q.kind in kinds)
            and (not categories or q.category in categories)
        )
        assert pool.count_levels() == plain.count_levels()
        found: list[Candidate] = []
        for level, size in pool.count_levels().items():
            there = pool.look_up(level, range(size))
            assert sorted(there) == sorted(plain.look_up(level, range(size)))
            assert [pool.look_up(level, [place]) for place in (size - 1, 0)] == [
                there[-1:],
                there[:1],
            ]
            found += there
        assert pool.list_all() == sorted(found)
        assert pool.count() == len({candidate.progress_key for candidate in found})
        some = {f"{of}/q{number}" for of in ("one", "three", "four") for number in range(0, 60, 3)}
        assert sorted(pool.find(some)) == sorted(plain.find(some))


def test_whoever_draws_while_a_pack_is_read_anew_finds_what_is_there_now(shelf: Shelf) -> None:
    bank = shelf.open()
    bank.refresh()
    pool = bank.pool(["one"])
    head = HEAD.replace("id: example", "id: one")
    write(shelf.one, make_pack(make_question("id: c"), head=head))
    bank.refresh()
    assert [c.address for c in draw(pool, 5, {}, Random(1))] == ["one/c"]
    write(shelf.one, make_pack(make_question("id: c\ncategory: Comets"), head=head))
    bank.refresh()
    assert draw(pool, 5, {}, Random(1)) == []
    assert [c.address for c in draw(bank.pool(["one"]), 5, {}, Random(1))] == ["one/c"]


def test_questions_come_in_the_order_asked_without_those_that_are_gone(shelf: Shelf) -> None:
    bank = shelf.open()
    bank.refresh()
    found = bank.questions(["two/a", "one/zzz", "one/b", "nothing/a", "", "one/a", "two/a"])
    assert [q.address for q in found] == ["two/a", "one/b", "one/a", "two/a"]
    assert found[0].citation is not None
    assert found[0].citation.title == "Science 5"
    assert found[0].citation.passage == "Second."
    assert found[0].progress_key == "one/a"


def test_packs_are_summed_up(shelf: Shelf) -> None:
    bank = shelf.open()
    bank.refresh()
    one, two = bank.packs()
    assert (one.id, one.title, one.language, one.questions) == ("one", "Example", "en", 2)
    assert one.kinds == {"choice": 1, "typed": 1}
    assert one.categories == {"General": 1, "Moons": 1}
    assert one.difficulties == {"medium": 1, "hard": 1}
    assert (one.path, one.bundled, one.errors, one.playable) == (shelf.one, True, 0, True)
    assert (two.bundled, two.translates) == (False, "one")
    assert [tuple(d) for d in two.documents] == [("textbook", "Science 5", 2, 1, True)]


def test_a_pack_with_errors_is_listed_and_not_played(shelf: Shelf) -> None:
    write(shelf.one, shelf.one.read_text() + make_question("id: c\nhints: x"))
    bank = shelf.open()
    bank.refresh()
    one, _two = bank.packs()
    assert (one.errors, one.questions, one.playable) == (1, 2, False)
    assert [d.code for d in bank.diagnostics("one")] == ["unknown-key"]
    assert bank.diagnostics("two") == ()
    assert list_addresses(bank) == ["two/a"]
    assert bank.questions(["one/a"]) == []


class Spanish(NullTranslations):
    """A catalogue of one message."""

    def gettext(self, message: str) -> str:
        known = {"There is no key {key} here": "No hay ninguna clave {key} aquí"}
        return known.get(message, message)

    def info(self) -> dict[str, str]:
        return {"language": "es"}


def test_what_is_wrong_is_told_in_the_language_of_whoever_asks(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(shelf.one, shelf.one.read_text() + make_question("id: c\nhints: x"))
    shelf.open().refresh()
    for catalogue, message in (
        (Spanish(), 'No hay ninguna clave "hints" aquí'),
        (NullTranslations(), 'There is no key "hints" here'),
        (Spanish(), 'No hay ninguna clave "hints" aquí'),
    ):
        monkeypatch.setattr(language, "_catalogue", catalogue)
        bank = shelf.open()
        assert bank.refresh() == 0
        assert [d.message for d in bank.diagnostics("one")] == [message]
        assert bank.diagnostics("two") == ()


def test_the_first_of_two_packs_with_one_id_wins(shelf: Shelf) -> None:
    write(shelf.two / "pack.yaml", (shelf.two / "pack.yaml").read_text().replace("two", "one"))
    bank = shelf.open()
    bank.refresh()
    first, second = bank.packs()
    assert (first.errors, first.playable) == (0, True)
    assert second.playable is False
    taken = [d for d in bank.diagnostics("one") if d.code == "duplicate-pack"]
    assert [(d.path, d.line, d.column) for d in taken] == [(str(shelf.two / "pack.yaml"), 2, 5)]
    assert list_addresses(bank) == ["one/a", "one/b"]


def change(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text().replace(old, new))


@pytest.mark.parametrize("name", ["one.yaml", "two/pack.yaml", "two/more.yaml", "two/text.md"])
def test_a_changed_file_is_noticed(shelf: Shelf, name: str) -> None:
    bank = shelf.open()
    bank.refresh()
    path = shelf.folder / name
    path.write_text(path.read_text() + "\n")
    changed = shelf.one if name == "one.yaml" else shelf.two
    assert bank.stale() == (changed,)
    assert bank.refresh() == 1
    assert shelf.open().stale() == ()


def test_a_change_that_keeps_the_size_is_noticed(shelf: Shelf) -> None:
    bank = shelf.open()
    bank.refresh()
    change(shelf.one, "Jupiter", "Saturns")
    os.utime(shelf.one, ns=(1, 1))
    assert bank.stale() == (shelf.one,)
    bank.refresh()
    assert "Saturns" in repr(bank.questions(["one/a"]))


def test_a_touched_file_is_not_read_again(shelf: Shelf) -> None:
    bank = shelf.open()
    bank.refresh()
    for path in (shelf.one, shelf.two / "pack.yaml"):
        os.utime(path, ns=(1, 1))
    assert bank.stale() == ()
    assert bank.refresh() == 0
    assert shelf.open().refresh() == 0


def test_a_new_file_in_a_folder_is_noticed(shelf: Shelf) -> None:
    bank = shelf.open()
    bank.refresh()
    write(shelf.two / "new.yaml", "questions:\n" + make_question("id: new"))
    assert bank.stale() == (shelf.two,)
    bank.refresh()
    assert list_addresses(bank) == [*ALL, "two/new"]


def test_a_pack_that_is_gone_is_forgotten(shelf: Shelf) -> None:
    shelf.open().refresh()
    shelf.one.unlink()
    bank = Bank.open(shelf.file, [Source(shelf.two)])
    bank.refresh()
    assert list_addresses(bank) == ["two/a"]
    rows = sqlite3.connect(shelf.file).execute("SELECT path FROM pack").fetchall()
    assert rows == [(bytes(shelf.two),)]


def test_only_the_given_sources_are_seen(shelf: Shelf) -> None:
    shelf.open().refresh()
    bank = Bank.open(shelf.file, [Source(shelf.two)])
    assert list_addresses(bank) == ["two/a"]
    assert bank.refresh() == 0
    assert shelf.open().stale() == (), "the other pack stays for those who play it"


def test_a_pack_that_another_process_has_read_is_there_once_its_source_is(shelf: Shelf) -> None:
    bank = Bank.open(shelf.file, [Source(shelf.one)])
    bank.refresh()
    assert [pack.id for pack in bank.packs()] == ["one"]
    shelf.open().refresh()
    bank.set_sources([*bank.sources, Source(shelf.two)])
    assert bank.stale() == ()
    assert bank.refresh() == 0
    assert [pack.id for pack in bank.packs()] == ["one", "two"]
    assert list_addresses(bank) == ALL
    bank.set_sources([Source(shelf.two)])
    assert [pack.id for pack in bank.packs()] == ["two"]


def test_progress_is_told_and_reading_can_be_stopped(shelf: Shelf) -> None:
    told: list[tuple[int, int]] = []
    shelf.open().refresh(lambda done, total: told.append((done, total)))
    assert told == [(0, 2), (1, 2), (2, 2)]
    shelf.file.unlink()
    bank = shelf.open()
    assert bank.refresh(cancelled=lambda: bool(bank.packs())) == 1
    assert [info.id for info in bank.packs()] == ["one"]


def damage(path: Path, how: str) -> None:
    data = path.read_bytes()
    page = 4096
    changed = {
        "emptied": b"",
        "zeroed": bytes(len(data)),
        "header": bytes(100) + data[100:],
        "half": data[: len(data) // 2],
        "one page": data[:page],
        "tables": data[:page] + bytes(len(data) - page),
        "text": b"this is no database" * 100,
        "noise": random.Random(1).randbytes(len(data)),
    }[how]
    path.write_bytes(changed)


WAYS = ["emptied", "zeroed", "header", "half", "one page", "tables", "text", "noise"]


@pytest.mark.parametrize("how", WAYS)
def test_a_damaged_bank_is_made_anew(shelf: Shelf, how: str) -> None:
    shelf.open().refresh()
    damage(shelf.file, how)
    bank = shelf.open()
    bank.refresh()
    assert list_addresses(bank) == ALL
    assert len(bank.questions(ALL)) == 3
    assert len(bank.packs()) == 2


@pytest.mark.parametrize("how", WAYS)
def test_a_bank_damaged_while_open_is_made_anew(shelf: Shelf, how: str) -> None:
    bank = shelf.open()
    bank.refresh()
    bank.close()
    bank = shelf.open()
    damage(shelf.file, how)
    assert list_addresses(bank) == ALL
    assert len(bank.questions(ALL)) == 3
    assert len(bank.packs()) == 2


def test_bits_that_flip_never_end_the_game(shelf: Shelf) -> None:
    shelf.open().refresh()
    data = shelf.file.read_bytes()
    chance = random.Random(7)
    for _ in range(60):
        broken = bytearray(data)
        for _ in range(20):
            broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        shelf.file.write_bytes(broken)
        bank = shelf.open()
        bank.refresh()
        bank.questions(list_addresses(bank))
        bank.packs()
        bank.diagnostics("one")
        bank.close()
        shelf.file.unlink(missing_ok=True)


def test_a_bank_of_another_version_is_made_anew(shelf: Shelf) -> None:
    shelf.open().refresh()
    db = sqlite3.connect(shelf.file)
    db.execute("PRAGMA user_version=99")
    db.execute("DROP TABLE passage")
    db.commit()
    db.close()
    bank = shelf.open()
    assert bank.refresh() == 2
    assert list_addresses(bank) == ALL


def test_the_file_of_another_program_is_left_alone(shelf: Shelf) -> None:
    shelf.file.parent.mkdir()
    db = sqlite3.connect(shelf.file)
    db.execute("CREATE TABLE precious (x)")
    db.commit()
    db.close()
    before = shelf.file.read_bytes()
    bank = shelf.open()
    bank.refresh()
    assert list_addresses(bank) == ALL
    assert shelf.file.read_bytes() == before


def test_a_place_that_cannot_be_written_is_replaced_by_memory(shelf: Shelf) -> None:
    write(shelf.folder / "cache", "a file where the folder should be")
    bank = shelf.open()
    bank.refresh()
    assert list_addresses(bank) == ALL
    bank.file = None  # type: ignore[attr-defined]
    (shelf.folder / "cache").unlink()
    shelf.file.mkdir(parents=True)
    bank = shelf.open()
    bank.refresh()
    assert list_addresses(bank) == ALL


def test_a_locked_bank_is_read_and_then_goes_on_in_memory(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spacequiz.packs.bank_file._TIMEOUT", 0.05)
    bank = shelf.open()
    bank.refresh()
    other = sqlite3.connect(shelf.file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    change(shelf.one, "id: b", "id: c")
    bank = shelf.open()
    assert list_addresses(bank) == ALL
    bank.refresh()
    assert list_addresses(bank) == ["one/a", "one/c", "two/a"]
    other.execute("COMMIT")
    assert shelf.open().stale() == (shelf.one,)


WORKER = """
import sys
import threading
from pathlib import Path
from spacequiz.packs.bank import Bank, Source
file, *packs = map(Path, sys.argv[1:])
print("ready", flush=True)
sys.stdin.readline()
for _ in range(10):
    bank = Bank.open(file, [Source(path) for path in packs])
    bank.refresh()
    found = bank.candidates()
    assert len(bank.questions([c.address for c in found])) == len(found) == 3, found
    for path in packs:
        target = path if path.is_file() else path / "more.yaml"
        with target.open("a") as out:
            out.write("\\n")
    bank.close()
print("done")
"""


def test_two_processes_refresh_one_bank(shelf: Shelf) -> None:
    command = [sys.executable, "-c", WORKER, str(shelf.file), str(shelf.one), str(shelf.two)]
    workers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    for worker in workers:
        out, _ = worker.communicate(timeout=60)
        assert out == "done\n"
        assert worker.returncode == 0
    bank = shelf.open()
    bank.refresh()
    assert list_addresses(bank) == ALL
    assert sqlite3.connect(shelf.file).execute("PRAGMA integrity_check").fetchone() == ("ok",)


DRAW = """
import sys
import threading
from pathlib import Path
from spacequiz.packs.bank import Bank, Source
from spacequiz.packs.library import find_sources
bank = Bank.open(Path(sys.argv[1]), [Source(Path(sys.argv[2])), Source(Path(sys.argv[3]))])
assert not bank.stale()
bank.refresh()
assert len(bank.questions([c.address for c in bank.candidates()])) == 3
assert len(bank.packs()) == 2
loaded = {"pydantic", "yaml", "textual", "rapidfuzz"} & set(sys.modules)
assert not loaded, loaded
"""


def test_a_warm_bank_loads_neither_pydantic_nor_yaml(shelf: Shelf) -> None:
    shelf.open().refresh()
    command = [sys.executable, "-c", DRAW, str(shelf.file), str(shelf.one), str(shelf.two)]
    subprocess.run(command, check=True, timeout=60)


@pytest.mark.skipif(sys.platform == "win32", reason="needs Unix users")
def test_a_bank_that_may_only_be_read(shelf: Shelf) -> None:
    shelf.open().refresh()
    change(shelf.one, "id: b", "id: c")
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from spacequiz.packs.bank import Bank, Source\n"
        "sources = [Source(Path(p)) for p in sys.argv[2:]]\n"
        # Whoever runs the tests as root loads all there is to load before giving it up.
        "Bank.open(Path('/dev/null/bank.db'), sources).refresh()\n"
        "if os.geteuid() == 0: os.setuid(65534)\n"
        "bank = Bank.open(Path(sys.argv[1]), sources)\n"
        "assert [c.address for c in bank.candidates()] == ['one/a', 'one/b', 'two/a']\n"
        "bank.refresh()\n"
        "assert [c.address for c in bank.candidates()] == ['one/a', 'one/c', 'two/a']\n"
    )
    for path in [shelf.folder, *shelf.folder.parents]:
        if path.stat().st_uid == os.geteuid() and path != Path("/"):
            path.chmod(path.stat().st_mode | 0o055)
    shelf.file.parent.chmod(0o555)
    shelf.file.chmod(0o444)
    command = [sys.executable, "-c", script, str(shelf.file), str(shelf.one), str(shelf.two)]
    try:
        subprocess.run(command, check=True, timeout=60)
    finally:
        shelf.file.parent.chmod(0o755)


def test_a_closed_bank_leaves_its_file_alone(shelf: Shelf) -> None:
    bank = shelf.open()
    bank.refresh()
    before = shelf.file.read_bytes()
    bank.close()
    assert bank.candidates() == []
    assert bank.refresh() == 0
    assert shelf.file.read_bytes() == before


def test_no_pack_is_missed_by_whoever_looks_while_they_are_read(tmp_path: Path) -> None:
    sources = []
    for n in range(60):
        head = HEAD.replace("id: example", f"id: p{n}")
        sources.append(Source(write(tmp_path / f"p{n}.yaml", make_pack(head=head))))
    bank = Bank.open(tmp_path / "bank.db", sources)
    reader = threading.Thread(target=bank.refresh)
    reader.start()
    while reader.is_alive():
        bank.packs()
    assert len(bank.packs()) == len(sources)
