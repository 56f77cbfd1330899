"""Packs in and out of the library: checked first, moved in one step, never lost."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from spacequiz.errors import PackError, UsageError
from spacequiz.packs.install import FaultyPackError, export_pack, remove_pack, stage_pack
from spacequiz.packs.library import open_bank

from .helpers import HEAD, make_pack, make_question, write

if TYPE_CHECKING:
    from pathlib import Path

    from spacequiz.packs.bank import PackInfo
    from spacequiz.paths import Places

NOW = datetime(2025, 3, 1, 12, 30, tzinfo=UTC)
SHIPPED = HEAD.replace("paragraphs: 12", "file: texts/handout.md")


def list_packs(places: Places) -> tuple[PackInfo, ...]:
    bank = open_bank(places)
    bank.refresh()
    found = bank.packs()
    bank.close()
    return found


def add(places: Places, path: Path) -> Path:
    staged = stage_pack(path, places, list_packs(places))
    try:
        return staged.install(NOW).path
    finally:
        staged.discard()


def list_files(folder: Path) -> list[str]:
    return sorted(str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file())


def test_a_file_is_named_by_its_id(tmp_path: Path, places: Places) -> None:
    path = write(tmp_path / "Some name.yaml", make_pack())
    assert add(places, path) == places.packs / "example.yaml"
    assert (places.packs / "example.yaml").read_bytes() == path.read_bytes()
    assert list_files(places.packs) == ["example.yaml"]
    assert [info.id for info in list_packs(places)] == ["example"]


@pytest.mark.parametrize("before", [False, True])
def test_where_the_disk_refuses_it_is_told_and_the_pack_that_was_there_stays(
    tmp_path: Path, places: Places, before: bool
) -> None:
    path = write(tmp_path / "some.yaml", make_pack())
    if before:
        add(places, path)
    staged = stage_pack(path, places, list_packs(places))
    staged.discard()
    with pytest.raises(UsageError):
        staged.install(NOW)
    assert [info.id for info in list_packs(places)] == ["example"] * before


def test_a_file_with_a_document_becomes_a_folder(tmp_path: Path, places: Places) -> None:
    write(tmp_path / "texts" / "handout.md", "One.\n\nTwo.\n")
    write(tmp_path / "private.txt", "not a part of the pack")
    add(places, write(tmp_path / "planets.yaml", make_pack(head=SHIPPED)))
    assert list_files(places.packs) == ["example/pack.yaml", "example/texts/handout.md"]
    (info,) = list_packs(places)
    assert info.documents[0].paragraphs == 2


@pytest.mark.parametrize("named", ["", "more.yaml"])
def test_a_folder_is_added_whole_without_what_is_no_part_of_it(
    tmp_path: Path, places: Places, named: str
) -> None:
    folder = tmp_path / "planets"
    write(folder / "pack.yaml", make_pack())
    write(folder / "more.yaml", "questions:\n" + make_question("id: more"))
    write(folder / "notes.txt", "private")
    write(folder / ".git" / "config", "private")
    add(places, folder / named)
    assert list_files(places.packs) == ["example/more.yaml", "example/pack.yaml"]


def test_a_pack_with_errors_is_refused(tmp_path: Path, places: Places) -> None:
    path = write(tmp_path / "bad.yaml", make_pack(make_question("worng: x")))
    with pytest.raises(FaultyPackError, match="The pack has an error") as caught:
        stage_pack(path, places, ())
    assert [(d.path, d.line) for d in caught.value.diagnostics] == [(str(path), 14)]
    assert not places.packs.exists() or list(places.packs.iterdir()) == []


def test_the_faults_of_a_zipped_pack_are_named_by_the_zip(tmp_path: Path, places: Places) -> None:
    path = make_zip(tmp_path, {"a/pack.yaml": make_pack(make_question("worng: x"))})
    with pytest.raises(FaultyPackError) as caught:
        stage_pack(path, places, ())
    assert caught.value.diagnostics[0].path == f"{path}{os.sep}pack.yaml"
    assert list(places.packs.iterdir()) == []


def make_zip(folder: Path, texts: dict[str, str]) -> Path:
    from spacequiz.packs.zip import write_archive

    data = write_archive({name: text.encode() for name, text in texts.items()})
    return write(folder / "pack.zip", data)


def test_a_pack_with_the_same_id_is_replaced_and_kept(tmp_path: Path, places: Places) -> None:
    old = write(places.packs / "my-file.yaml", make_pack())
    new = write(tmp_path / "new.yaml", make_pack(make_question("id: other")))
    staged = stage_pack(new, places, list_packs(places))
    assert staged.existing is not None
    assert staged.existing.path == old
    staged.install(NOW)
    staged.discard()
    assert list_files(places.packs) == ["example.yaml"]
    kept = places.backups / "packs" / "my-file-20250301-123000.yaml"
    assert kept.read_text() == make_pack()


def test_a_bundled_pack_is_not_replaced(tmp_path: Path, places: Places) -> None:
    write(places.bundled / "example.yaml", make_pack())
    with pytest.raises(PackError, match="ships with the game"):
        add(places, write(tmp_path / "new.yaml", make_pack()))
    assert list(places.packs.iterdir()) == []


def test_another_pack_of_the_same_file_name_stays(tmp_path: Path, places: Places) -> None:
    write(places.packs / "example.yaml", make_pack(head=HEAD.replace("example", "other")))
    assert add(places, write(tmp_path / "a.yaml", make_pack())).name == "example-2.yaml"
    assert {info.id for info in list_packs(places)} == {"example", "other"}


@pytest.mark.parametrize("name", ["pack.yaml", "folder"])
def test_links_are_refused(tmp_path: Path, places: Places, name: str) -> None:
    target = write(tmp_path / "real" / "pack.yaml", make_pack())
    link = tmp_path / "links" / name
    link.parent.mkdir()
    link.symlink_to(target.parent if name == "folder" else target)
    with pytest.raises(UsageError, match="links are not followed"):
        add(places, link)


def test_a_link_in_a_folder_is_refused(tmp_path: Path, places: Places) -> None:
    write(tmp_path / "a" / "pack.yaml", make_pack())
    secret = write(tmp_path / "secret.yaml", "questions:\n" + make_question("id: more"))
    (tmp_path / "a" / "more.yaml").symlink_to(secret)
    with pytest.raises(FaultyPackError):
        add(places, tmp_path / "a")


@pytest.mark.parametrize("name", ["nothing.yaml", "empty", "quiz.docx"])
def test_what_is_no_pack_is_a_wrong_use(tmp_path: Path, places: Places, name: str) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path / "quiz.docx", "x")
    with pytest.raises(UsageError):
        add(places, tmp_path / name)


def test_a_failed_move_leaves_the_old_pack(
    tmp_path: Path, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(places.packs / "example.yaml", make_pack())
    new = write(tmp_path / "new.yaml", make_pack(make_question("id: other")))
    staged = stage_pack(new, places, list_packs(places))
    staged._content.unlink()
    with pytest.raises(UsageError, match="cannot be written"):
        staged.install(NOW)
    assert (places.packs / "example.yaml").read_text() == make_pack()


def test_a_removed_pack_is_kept_and_can_be_added_again(tmp_path: Path, places: Places) -> None:
    write(places.packs / "planets" / "pack.yaml", make_pack())
    (info,) = list_packs(places)
    kept = remove_pack(info, places, NOW)
    assert kept == places.backups / "packs" / "planets-20250301-123000"
    assert list_packs(places) == ()
    add(places, kept)
    (info,) = list_packs(places)
    assert remove_pack(info, places, NOW).name == "example-20250301-123000"
    add(places, kept)
    (info,) = list_packs(places)
    assert remove_pack(info, places, NOW).name == "example-20250301-123000-2"


def test_only_the_users_own_packs_are_removed(tmp_path: Path, places: Places) -> None:
    write(places.bundled / "example.yaml", make_pack())
    (info,) = list_packs(places)
    with pytest.raises(UsageError, match="ships with the game"):
        remove_pack(info, places, NOW)
    path = write(tmp_path / "else.yaml", make_pack(head=HEAD.replace("example", "other")))
    bank = open_bank(places, [str(path)])
    bank.refresh()
    with pytest.raises(UsageError, match="not in the library"):
        remove_pack(bank.packs()[0], places, NOW)
    bank.close()
    assert path.exists()


@pytest.mark.parametrize("shape", ["file", "document", "folder", "lone"])
def test_an_exported_pack_comes_back_byte_by_byte(
    tmp_path: Path, places: Places, shape: str
) -> None:
    if shape == "file":
        write(places.packs / "odd name.yaml", "# A note\n" + make_pack())
    elif shape == "document":
        write(places.packs / "texts" / "handout.md", "One.\n\nTwo.\n")
        write(places.packs / "odd name.yaml", make_pack(head=SHIPPED))
    else:
        write(places.packs / "a" / "pack.yaml", make_pack())
        if shape == "folder":
            write(places.packs / "a" / "more.yaml", "questions:\n" + make_question("id: more"))
    (info,) = list_packs(places)
    export_pack(info, tmp_path / "one.zip")
    export_pack(info, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    before = {path.read_bytes() for path in places.packs.rglob("*") if path.is_file()}
    remove_pack(info, places, NOW)
    target = add(places, tmp_path / "one.zip")
    files = [target] if target.is_file() else [p for p in target.rglob("*") if p.is_file()]
    assert {path.read_bytes() for path in files} == before
    assert target.is_dir() is (shape != "file")
    assert list_packs(places)[0].questions == info.questions


def test_an_unwritable_place_is_reported(tmp_path: Path, places: Places) -> None:
    write(places.packs / "example.yaml", make_pack())
    (info,) = list_packs(places)
    with pytest.raises(UsageError, match="cannot be written"):
        export_pack(info, tmp_path / "no" / "such" / "folder.zip")
