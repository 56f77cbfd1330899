"""The schema: plain nodes to questions of the game, with all errors of all questions at once."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import BaseModel, ValidationError

from spacequiz.packs import build, models
from spacequiz.packs.checks import Finding, check_options, check_source
from spacequiz.packs.diagnostics import Problem
from spacequiz.packs.pack import Document, Head
from spacequiz.packs.tree import shorten
from spacequiz.packs.wording import describe_fault, suggest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacequiz.game.question import Question
    from spacequiz.packs.tree import Path, Plain

MAX_QUESTIONS = 50_000
MAX_PROBLEMS = 1000
MAX_FAULTS = 50
"""How many faults of a head or of a question are told: who has more has one cause for them."""

_INNER: dict[str, type[BaseModel]] = {
    "documents": models.Document,
    "source": models.Source,
    "wrong": models.WrongOption,
}

_NEEDED = frozenset(("id", "ask", "answer", "answers", "wrong", "items", "pairs", "kind"))


class Located(Protocol):
    """Find where a node stands."""

    root: Plain

    def locate(self, path: Path, *, key: bool = False) -> int:
        """Return the offset of the value at the path, or of its key."""


class HeadReader:
    """Read the head of a pack."""

    def __init__(self, tree: Located) -> None:
        self.problems: list[Problem] = []
        self._tree = tree

    def read(self, fallback: str) -> tuple[Head, Mapping[str, models.Document]]:
        """Return the head and its documents; of a broken one, as much as can be understood."""
        root = self._tree.root
        if not isinstance(root, dict):
            message = "A pack begins with keys such as spacequiz, id and title"
            hint = "To bring questions from another program: spacequiz convert IN my-pack.yaml"
            self.problems.append(Problem(self._tree.locate(()), "no-keys", message, hint))
            return Head(fallback, fallback), {}
        node = {k: v for k, v in root.items() if k != "questions"}
        try:
            head = models.Head.model_validate(node)
        except ValidationError as error:
            self._report(error)
            head = self._rescue(node, fallback)
        if head.translates == head.id:
            message = "The pack translates itself"
            offset = self._tree.locate(("translates",))
            self.problems.append(Problem(offset, "translates-itself", message))
        return build.make_head(head), head.documents

    def _report(self, error: ValidationError) -> None:
        unread = getattr(self._tree, "unread", ())
        for fault in _list_faults(error):
            # What is there and broken is told already; it is not missing.
            if fault["type"] != "missing" or fault["loc"][0] not in unread:
                self.problems.append(make_problem(self._tree, (), fault, models.Head))

    def _rescue(self, node: Mapping[str, Plain], fallback: str) -> models.Head:
        """Return a head of the keys that are right, so that the questions can still be checked."""
        whole = {"spacequiz": "1", "id": fallback, "title": fallback}
        for key in models.list_keys(models.Head):
            if key != "documents" and key in node:
                try:
                    models.Head.model_validate({**whole, key: node[key]})
                except ValidationError:
                    continue
                whole[key] = node[key]  # type: ignore[assignment]
        documents = node.get("documents")
        good: dict[str, Any] = {}
        found = documents.items() if isinstance(documents, dict) else ()
        for name, document in islice(found, models.DOCUMENTS):
            try:
                good[name] = models.Document.model_validate(document)
            except ValidationError:
                good[name] = models.Document(title=name)
        head = models.Head.model_validate(whole)
        return head.model_copy(update={"documents": good})


class QuestionReader:
    """Read the questions of all files of a pack, one tree after another."""

    def __init__(self, head: Head) -> None:
        self.questions: list[Question] = []
        self.problems: list[Problem] = []
        self.seen: set[str] = set()
        self.places: list[tuple[Located, int]] = []
        """Where each question stands: its tree, and its number in the tree's list."""
        self._head = head
        self._builder = build.Builder(head)
        self._count = 0
        self._warnings = 0

    def read(self, tree: Located, nodes: list[Plain]) -> None:
        """Add the questions of a tree, and a problem for each that cannot be asked."""
        for index, node in enumerate(nodes):
            self._count += 1
            if self._count > MAX_QUESTIONS:
                message = f"A pack holds at most {MAX_QUESTIONS:,} questions"
                offset = tree.locate(("questions", index))
                self.problems.append(Problem(offset, "too-many-questions", message, "Split it."))
                return
            self._read_one(tree, ("questions", index), node)
            if len(self.problems) - self._warnings > MAX_PROBLEMS:
                message = f"More than {MAX_PROBLEMS} problems; the rest is not checked"
                offset = tree.locate(("questions", index))
                self.problems.append(Problem(offset, "too-many-problems", message))
                return

    def _read_one(self, tree: Located, path: Path, node: Plain) -> None:
        if not isinstance(node, dict):
            message = "A question is a set of keys: id, ask, answer and so on"
            self.problems.append(Problem(tree.locate(path), "wrong-form", message))
            return
        name = node.get("kind", "choice")
        model = models.KINDS.get(name) if isinstance(name, str) else None
        question = None
        before = len(self.problems)
        if "" in node.values():
            # A key that was left empty counts as one that was left out, if it can be.
            node = {k: v for k, v in node.items() if v != "" or k in _NEEDED}
        if model is None:
            self._report_kind(tree, path, node, name)
        else:
            try:
                # The bare validator: its wrapper takes as long as a question.
                question = model.__pydantic_validator__.validate_python(node)
            except ValidationError as error:
                self._report(tree, path, node, error, model)
        self._check(tree, path, node, str(name))
        errors = self.problems[before:]
        if question is not None and not any(p.severity == "error" for p in errors):
            self.questions.append(self._builder.make_question(question))
            self.places.append((tree, path[1]))  # type: ignore[arg-type]

    def _check(self, tree: Located, path: Path, node: dict[str, Plain], kind: str) -> None:
        """Report what only a look at the whole question, or the whole pack, can tell."""
        key = node.get("id")
        if isinstance(key, str) and key:
            if key in self.seen:
                message = f"The id {shorten(key)} is taken by an earlier question of this pack"
                finding = Finding(("id",), "duplicate-id", message, "Give each question its own.")
                self._add(tree, path, node, finding)
            self.seen.add(key)
        if not node.get("explain"):
            self._report_explain(tree, path, node)
        for finding in check_options(node, kind):
            self._add(tree, path, node, finding)
        if "source" in node:
            for finding in check_source(node, self._head.documents):
                self._add(tree, path, node, finding)
        for index, tag in enumerate(node.get("tags") or ()):
            if tag.__class__ is str and tag.startswith("twin:") and (" " in tag or tag == "twin:"):
                message = f"The tag {shorten(tag)} needs a name without spaces after twin:"
                self._add(tree, path, node, Finding(("tags", index), "bad-tag", message))

    def _report_explain(self, tree: Located, path: Path, node: dict[str, Plain]) -> None:
        message = "The question explains nothing: the key explain is missing"
        hint = "Say why the answer is right: explain: Jupiter has more than twice the mass of …"
        optional = not self._head.explanations_required
        self._add(
            tree, path, node, Finding(("explain",), "missing-explain", message, hint, optional)
        )

    def _report_kind(self, tree: Located, path: Path, node: dict[str, Plain], name: Plain) -> None:
        if isinstance(name, str):
            message = f"There is no kind {shorten(name)}"
            known = list(models.KINDS)
            hint = suggest(name.lower(), known) or f"One of: {', '.join(known)}"
        else:
            message, hint = "kind must be text", f"One of: {', '.join(models.KINDS)}"
        self._add(tree, path, node, Finding(("kind",), "unknown-kind", message, hint))
        shared = set(models.list_keys(models.Common))
        try:
            models.Common.model_validate({k: v for k, v in node.items() if k in shared})
        except ValidationError as error:
            self._report(tree, path, node, error, models.Common)

    def _report(
        self,
        tree: Located,
        path: Path,
        node: dict[str, Plain],
        error: ValidationError,
        model: type[BaseModel],
    ) -> None:
        for fault in _list_faults(error):
            problem = make_problem(tree, path, fault, model)
            self.problems.append(problem._replace(question=_name(node)))

    def _add(self, tree: Located, path: Path, node: dict[str, Plain], finding: Finding) -> None:
        offset = tree.locate((*path, *finding.path))
        severity = "warning" if finding.warning else "error"
        # An imported pack may lack thousands of explanations, and be played all the same.
        self._warnings += finding.warning
        code, message, hint = finding.code, finding.message, finding.hint
        self.problems.append(Problem(offset, code, message, hint, severity, _name(node)))  # type: ignore[arg-type]


def _list_faults(error: ValidationError) -> Sequence[Mapping[str, Any]]:
    return error.errors(include_url=False)[:MAX_FAULTS]


def make_problem(
    tree: Located, base: Path, fault: Mapping[str, Any], model: type[BaseModel]
) -> Problem:
    """Return a finding of pydantic as a problem at the key or value that it concerns."""
    steps = [step for step in fault["loc"] if not str(step).startswith(("#", "[key]"))]
    kind = str(fault["type"])
    names = [step for step in steps if isinstance(step, str)]
    key = names[-1] if names else ""
    if len(steps) > 1:
        model = _INNER.get(str(steps[0]), model)
    last = steps[-1] if steps else ""
    code, message, hint = describe_fault(kind, key, fault, model, listed=isinstance(last, int))
    at_key = kind == "extra_forbidden" or "[key]" in fault["loc"]
    path = (*base, *(steps[:-1] if kind == "missing" else steps))
    return Problem(tree.locate(path, key=at_key), code, message, hint)


def read_documents(documents: Mapping[str, models.Document]) -> dict[str, Document]:
    """Return the documents of a head, still without their texts."""
    return {
        name: Document(name, d.title, d.author, d.publisher, d.year, d.url, count=d.paragraphs or 0)
        for name, d in documents.items()
    }


def _name(node: Mapping[str, Plain]) -> str:
    """Return the id of a question, if it has a usable one."""
    key = node.get("id")
    return key[: models.NAME] if isinstance(key, str) and key.isprintable() else ""
