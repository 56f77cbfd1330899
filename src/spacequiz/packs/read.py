"""Reading a pack: one file, or a folder with pack.yaml and more files of questions."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.images import MAX_PICTURES, MAX_TOTAL
from spacequiz.language import say, say_count
from spacequiz.packs.collector import pause_collector
from spacequiz.packs.diagnostics import Problem
from spacequiz.packs.faults import suggest
from spacequiz.packs.mend import name_questions, parse_all
from spacequiz.packs.pack import Document, Head, Pack
from spacequiz.packs.pack_files import HEAD, list_pack_files
from spacequiz.packs.pictures import check_picture, find_picture
from spacequiz.packs.schema import HeadReader, QuestionReader, list_pictured, read_documents
from spacequiz.packs.source import SourceText, Unreadable, find_document, load, read_paragraphs
from spacequiz.packs.tree import Tree, shorten
from spacequiz.text import escape

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from spacequiz.game.question import Question
    from spacequiz.packs import models
    from spacequiz.packs.diagnostics import Diagnostic
    from spacequiz.packs.mend import Patchwork
    from spacequiz.packs.schema import Located
    from spacequiz.packs.tree import Path as TreePath
    from spacequiz.packs.tree import Plain


class Place(NamedTuple):
    """Say where a question, or the head of a pack, stands."""

    source: SourceText
    tree: Located
    path: tuple[str | int, ...] = ()


class Reading(NamedTuple):
    """Hold a pack and where each of its sound questions stands, for those who look closer."""

    pack: Pack
    places: tuple[Place, ...] = ()
    """One for each question of the pack."""
    head: Place | None = None
    """None if nothing of the head can be read."""


def read_pack(path: Path) -> Pack:
    """Return the pack that a file or a folder holds, with everything that is wrong in it."""
    return read_closely(path).pack


def read_closely(path: Path) -> Reading:
    """Return the pack at a path as `read_pack` does, and where everything in it stands."""
    with pause_collector():
        reader = _PackReader(path)
        pack = reader.read()
        return Reading(pack, tuple(reader.places), reader.head)


class _PackReader:
    """Read one pack and collect what is wrong in any of its files."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.folder = path if path.is_dir() else path.parent
        self.first = path / HEAD if path.is_dir() else path
        self.files: list[Path] = []
        self.diagnostics: list[Diagnostic] = []
        self.places: list[Place] = []
        self.head: Place | None = None
        self._pictures: dict[str, int] = {}

    def read(self) -> Pack:
        """Return the pack."""
        fallback = make_id(self.path.name if self.path.is_dir() else self.path.stem)
        opened = self._open(self.first)
        if opened is None:
            return self._finish(Head(fallback, fallback), ())
        source, tree = opened
        self.head = Place(source, tree)
        reader = HeadReader(tree)
        head, documents = reader.read(fallback)
        loaded = self._load_documents(read_documents(documents), documents, tree, reader)
        head = replace(head, documents=loaded)
        self.diagnostics += source.diagnose(reader.problems)
        questions = QuestionReader(head)
        self._read_questions(questions, source, tree, head=True)
        if self.path.is_dir():
            self._read_others(questions)
        if not questions.questions and not any(d.is_error for d in self.diagnostics):
            message = say("The pack has no questions")
            hint = say(
                "A line that begins with # is a note: take the # away from those of a question."
            )
            problem = Problem(tree.locate(("questions",)), "no-questions", message, hint)
            self.diagnostics += source.diagnose([problem])
        place = source.place(tree.locate(("id",)))
        return self._finish(head, tuple(questions.questions), place)

    def _finish(
        self,
        head: Head,
        questions: tuple[Question, ...],
        id_place: tuple[int, int, str] = (1, 1, ""),
    ) -> Pack:
        found = sorted(self.diagnostics, key=lambda d: (d.path, d.line, d.column))
        return Pack(self.path, head, questions, tuple(found), tuple(self.files), id_place)

    def _open(self, path: Path) -> tuple[SourceText, Tree | Patchwork] | None:
        """Return a file's text and tree; None if nothing of it can be read."""
        self.files.append(path)
        label = escape(str(path))
        try:
            if path != self.path and path.is_symlink():
                message = say("The file is a link; a link may lead out of the pack's folder")
                raise Unreadable("outside-file", message, say("Put the file itself here."))
            source = load(path, label)
        except Unreadable as error:
            self.diagnostics += SourceText(label).diagnose([error.problem])
            return None
        tree = parse_all(source.text)
        problems = _drop_consequences(source, tree.problems)
        self.diagnostics += source.diagnose(name_questions(source.text, source.problems + problems))
        broken = isinstance(tree, Tree) and tree.root == "" and bool(problems or source.problems)
        return None if broken else (source, tree)

    def _read_others(self, questions: QuestionReader) -> None:
        """Read the other files of a folder."""
        others, problems = list_pack_files(self.path)
        for path, problem in problems:
            self.diagnostics += SourceText(escape(str(path))).diagnose([problem])
        for path in others:
            opened = self._open(path)
            if opened is not None:
                self._read_questions(questions, *opened, head=False)

    def _read_questions(
        self, questions: QuestionReader, source: SourceText, tree: Tree | Patchwork, *, head: bool
    ) -> None:
        """Read the list of questions of one file."""
        root = tree.root
        known, sound = len(questions.problems), len(questions.places)
        problems: list[Problem] = []
        if not isinstance(root, dict):
            if not head:
                message = say("The file begins with the key questions: and a list under it")
                problems.append(Problem(tree.locate(()), "no-keys", message))
        else:
            problems += [] if head else _check_list_keys(tree, root)
            nodes = root.get("questions")
            if isinstance(nodes, list):
                questions.read(tree, nodes)
            elif nodes:
                message = say("questions must be a list: one dash for each question")
                problems.append(Problem(tree.locate(("questions",)), "wrong-form", message))
        self.diagnostics += source.diagnose(problems + questions.problems[known:])
        for found, index in questions.places[sound:]:
            self.places.append(Place(source, found, ("questions", index)))
        self._check_pictures(questions, source, sound)

    def _check_pictures(self, questions: QuestionReader, source: SourceText, first: int) -> None:
        """Look at the pictures of the questions from a place on, each file once."""
        new = zip(questions.questions[first:], questions.places[first:], strict=True)
        for question, (tree, index) in new:
            for name in dict.fromkeys(picture.file for picture in question.pictures):
                if name in self._pictures:
                    continue
                try:
                    self._check_picture(name)
                except Unreadable as error:
                    offset = tree.locate(_find_image(tree, ("questions", index), name))
                    problem = error.problem._replace(offset=offset, question=question.id)
                    self.diagnostics += source.diagnose([problem])

    def _check_picture(self, name: str) -> None:
        """Look at a picture, and count it.

        Raises:
            Unreadable: It cannot be shown, or there are too many.
        """
        path = find_picture(self.folder, name)
        self.files.append(path)
        self._pictures[name] = check_picture(path)
        if len(self._pictures) > MAX_PICTURES or sum(self._pictures.values()) > MAX_TOTAL:
            message = say(
                "More than {most} pictures, or {size} MiB of them",
                most=MAX_PICTURES,
                size=MAX_TOTAL >> 20,
            )
            raise Unreadable("too-many-pictures", message, say("Split the pack."))

    def _load_documents(
        self,
        documents: dict[str, Document],
        described: Mapping[str, models.DocumentKeys],
        tree: Tree | Patchwork,
        reader: HeadReader,
    ) -> dict[str, Document]:
        """Return the documents with the texts that lie beside the pack."""
        for name, document in documents.items():
            file = described[name].file
            if not file:
                continue
            where = ("documents", name, "file")
            try:
                path = find_document(self.folder, file)
                self.files.append(path)
                texts = read_paragraphs(path)
            except Unreadable as error:
                problem = error.problem._replace(offset=tree.locate(where))
                reader.problems.append(problem)
                continue
            if document.count and document.count != len(texts):
                message = say_count(
                    len(texts),
                    "{file} has {count} paragraph, not {number}",
                    "{file} has {count} paragraphs, not {number}",
                    file=shorten(file),
                    number=document.count,
                )
                offset = tree.locate(("documents", name, "paragraphs"))
                hint = say("Leave paragraphs out: they are counted in the file.")
                reader.problems.append(Problem(offset, "wrong-paragraphs", message, hint))
            documents[name] = replace(document, paragraphs=texts, count=len(texts))
        return documents


def _find_image(tree: Located, path: TreePath, name: str) -> TreePath:
    """Return where a question names a picture: itself, or in one of its options."""
    node: Plain = tree.root
    for step in path:
        node = node[step]  # type: ignore[index]
    assert isinstance(node, dict)
    of_option = (where for where, option in list_pictured(node) if option.get("image") == name)
    where = () if node.get("image") == name else next(of_option, ())
    return (*path, *where, "image")


def _drop_consequences(source: SourceText, problems: list[Problem]) -> list[Problem]:
    """Return the problems without the lines that fit nowhere because a tab has moved them."""
    tabs = {source.place(p.offset)[0] for p in source.problems if p.code == "tab"}
    beside = tabs | {line + 1 for line in tabs}
    return [p for p in problems if p.code != "syntax" or source.place(p.offset)[0] not in beside]


def _check_list_keys(tree: Tree | Patchwork, root: dict[str, Plain]) -> list[Problem]:
    """Return a problem for each key of a further file that only pack.yaml may have."""
    problems = []
    for key in root:
        if key != "questions":
            message = say("There is no key {key} here", key=shorten(key))
            hint = suggest(key, ["questions"])
            hint = hint or say(
                "Files beside {file} hold only questions; the head stands in {file}.", file=HEAD
            )
            problems.append(Problem(tree.locate((key,), key=True), "unknown-key", message, hint))
    return problems


def make_id(name: str) -> str:
    """Return an id for a pack that names none, made of its file's name."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:80] or "pack"
