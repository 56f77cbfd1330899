"""The preview: a pack is read again when it is saved, whatever state it is saved in."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from builders import describe_choice, make_pack, write_pack
from spacequiz.packs.preview import Preview, Revision

if TYPE_CHECKING:
    from pathlib import Path

THREE = [describe_choice(name) for name in ("a", "b", "c")]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_pack(tmp_path, THREE)


class Writer:
    """Saves a pack so that its time of change differs every time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.saved = 0

    def save(self, text: str) -> None:
        self.path.write_text(text, "utf-8")
        self.saved += 1
        os.utime(self.path, ns=(self.saved * 10**9, self.saved * 10**9))


def see(preview: Preview) -> Revision:
    revision = preview.refresh()
    assert revision is not None
    return revision


def names(revision: Revision) -> list[str]:
    return [question.id for question in revision.questions]


def change(name: str, **keys: object) -> str:
    return make_pack(
        [question | keys if question["id"] == name else question for question in THREE]
    )


def test_a_pack_is_read_at_first_and_then_only_when_it_was_saved(path: Path) -> None:
    preview, writer = Preview(path), Writer(path)
    revision = see(preview)
    assert (revision.title, names(revision), revision.edited) == ("The pack", ["a", "b", "c"], 0)
    assert preview.refresh() is None
    writer.save(change("b", ask="Which?"))
    assert see(preview).edited == 1
    assert preview.refresh() is None


@pytest.mark.parametrize("name", ["a", "b", "c"])
def test_the_edited_question_is_told(path: Path, name: str) -> None:
    preview, writer = Preview(path), Writer(path)
    see(preview)
    writer.save(change(name, explain="Because."))
    revision = see(preview)
    assert revision.edited is not None
    assert revision.questions[revision.edited].id == name


def test_a_new_question_is_told_and_a_removed_one_moves_nothing(path: Path) -> None:
    preview, writer = Preview(path), Writer(path)
    see(preview)
    writer.save(make_pack([*THREE, describe_choice("d")]))
    assert see(preview).edited == 3
    writer.save(make_pack(THREE))
    assert see(preview).edited is None


def test_saving_without_a_change_moves_nothing(path: Path) -> None:
    preview, writer = Preview(path), Writer(path)
    see(preview)
    writer.save(make_pack(THREE) + "# a comment\n")
    assert see(preview).edited is None


def test_a_mistake_is_told_and_mended_the_question_is_in_view(path: Path) -> None:
    preview, writer = Preview(path), Writer(path)
    see(preview)
    writer.save(change("b", nonsense="x"))
    revision = see(preview)
    # It stays in its place, as it was.
    assert names(revision) == ["a", "b", "c"]
    assert (revision.edited, revision.old) == (1, frozenset(("b",)))
    assert any(d.is_error for d in revision.about(1))
    assert any(d.is_error and d.question == "b" for d in revision.diagnostics)
    writer.save(make_pack(THREE))
    revision = see(preview)
    assert (revision.edited, revision.old) == (1, frozenset())
    assert not any(d.is_error for d in revision.diagnostics)


def test_broken_yaml_shows_errors_only_and_mended_leads_to_what_was_edited(path: Path) -> None:
    preview, writer = Preview(path), Writer(path)
    see(preview)
    writer.save("questions: [\n  - {")
    revision = see(preview)
    assert revision.questions == ()
    assert any(d.is_error for d in revision.diagnostics)
    writer.save(change("c", ask="Which now?"))
    assert see(preview).edited == 2


@pytest.mark.parametrize("text", ["", "\x00\xff", "- 1\n", "questions: {}\n", "[" * 500])
def test_nothing_that_can_be_saved_stops_the_preview(path: Path, text: str) -> None:
    preview, writer = Preview(path), Writer(path)
    writer.save(text)
    assert see(preview).questions == ()
    writer.save(make_pack(THREE))
    assert len(see(preview).questions) == 3


def test_a_file_that_is_gone_for_a_moment_comes_back(path: Path) -> None:
    preview, writer = Preview(path), Writer(path)
    see(preview)
    path.unlink()
    gone = see(preview)
    assert gone.questions == ()
    assert gone.diagnostics
    assert preview.refresh() is None
    writer.save(make_pack(THREE))
    assert len(see(preview).questions) == 3


def test_every_file_of_a_folder_is_watched(tmp_path: Path) -> None:
    whole = make_pack(THREE)
    head, _, questions = whole.partition("questions:\n")
    (tmp_path / "pack.yaml").write_text(head, "utf-8")
    part = Writer(tmp_path / "part.yaml")
    part.save("questions:\n" + questions)
    preview = Preview(tmp_path)
    assert len(see(preview).questions) == 3
    part.save("questions:\n" + change("b", ask="Which?").partition("questions:\n")[2])
    assert see(preview).edited == 1
    (tmp_path / "more.yaml").write_text(
        "questions:\n" + make_pack([describe_choice("d")]).partition("questions:\n")[2], "utf-8"
    )
    assert len(see(preview).questions) == 4


def test_what_is_said_of_a_question_stands_with_it(path: Path) -> None:
    preview, writer = Preview(path), Writer(path)
    writer.save(change("b", hint=""))
    revision = see(preview)
    for index, question in enumerate(revision.questions):
        assert all(d.question == question.id for d in revision.about(index))
