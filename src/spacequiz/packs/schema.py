"""The schema: plain nodes to questions of the game, with all errors of all questions at once."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from pydantic import BaseModel, ValidationError

from spacequiz.game import kinds
from spacequiz.game import question as game
from spacequiz.game.kinds.fields import NAME, list_fields, split_names
from spacequiz.game.question import KINDS
from spacequiz.language import say, say_count, say_number
from spacequiz.packs import models
from spacequiz.packs.diagnostics import Problem
from spacequiz.packs.faults import describe_fault, suggest
from spacequiz.packs.pack import Document, Head
from spacequiz.packs.tree import shorten
from spacequiz.text import collapse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacequiz.game.kinds.body import Body
    from spacequiz.game.question import Question
    from spacequiz.packs.tree import Path, Plain


MAX_QUESTIONS = 50_000
MAX_PROBLEMS = 1000
MAX_FAULTS = 50
"""How many faults of a head or of a question are told: who has more has one cause for them."""

_NEEDED = frozenset(
    (
        "id",
        "ask",
        "kind",
        *(f.key for body in KINDS.values() for f in list_fields(body) if f.required),
    )
)


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

    def read(self, fallback: str) -> tuple[Head, Mapping[str, models.DocumentKeys]]:
        """Return the head and its documents; of a broken one, as much as can be understood."""
        root = self._tree.root
        if not isinstance(root, dict):
            message = say("A pack begins with keys such as spacequiz, id and title")
            hint = say("To bring questions from another program: spacequiz convert IN my-pack.yaml")
            self.problems.append(Problem(self._tree.locate(()), "no-keys", message, hint))
            return Head(fallback, fallback), {}
        node = {k: v for k, v in root.items() if k != "questions"}
        try:
            head = models.HeadKeys.model_validate(node)
        except ValidationError as error:
            self._report(error)
            head = self._rescue(node, fallback)
        if head.translates == head.id:
            message = say("The pack translates itself")
            offset = self._tree.locate(("translates",))
            self.problems.append(Problem(offset, "translates-itself", message))
        return make_head(head), head.documents

    def _report(self, error: ValidationError) -> None:
        unread = getattr(self._tree, "unread", ())
        for fault in _list_faults(error):
            # What is there and broken is told already; it is not missing.
            if fault["type"] != "missing" or fault["loc"][0] not in unread:
                self.problems.append(make_problem(self._tree, (), fault, models.HeadKeys))

    def _rescue(self, node: Mapping[str, Plain], fallback: str) -> models.HeadKeys:
        """Return a head of the keys that are right, so that the questions can still be checked."""
        whole = {"spacequiz": "1", "id": fallback, "title": fallback}
        for key in models.list_keys(models.HeadKeys):
            if key != "documents" and key in node:
                try:
                    models.HeadKeys.model_validate({**whole, key: node[key]})
                except ValidationError:
                    continue
                whole[key] = node[key]  # type: ignore[assignment]
        documents = node.get("documents")
        good: dict[str, Any] = {}
        found = documents.items() if isinstance(documents, dict) else ()
        for name, document in islice(found, models.DOCUMENTS):
            try:
                good[name] = models.DocumentKeys.model_validate(document)
            except ValidationError:
                good[name] = models.DocumentKeys(title=name)
        head = models.HeadKeys.model_validate(whole)
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
        self._builder = Builder(head)
        self._count = 0
        self._warnings = 0

    def read(self, tree: Located, nodes: list[Plain]) -> None:
        """Add the questions of a tree, and a problem for each that cannot be asked."""
        for index, node in enumerate(nodes):
            self._count += 1
            if self._count > MAX_QUESTIONS:
                message = say(
                    "A pack holds at most {most} questions",
                    most=say_number(MAX_QUESTIONS),
                )
                offset = tree.locate(("questions", index))
                self.problems.append(
                    Problem(offset, "too-many-questions", message, say("Split it."))
                )
                return
            self._read_one(tree, ("questions", index), node)
            if len(self.problems) - self._warnings > MAX_PROBLEMS:
                message = say(
                    "More than {most} problems; the rest is not checked",
                    most=MAX_PROBLEMS,
                )
                offset = tree.locate(("questions", index))
                self.problems.append(Problem(offset, "too-many-problems", message))
                return

    def _read_one(self, tree: Located, path: Path, node: Plain) -> None:
        if not isinstance(node, dict):
            message = say("A question is a set of keys: id, ask, answer and so on")
            self.problems.append(Problem(tree.locate(path), "wrong-form", message))
            return
        name = node.get("kind", "choice")
        model = models.KINDS.get(name) if isinstance(name, str) else None
        question = None
        before = len(self.problems)
        if "" in node.values():
            # A key that was left empty counts as one that was left out, if it can be.
            node = {k: v for k, v in node.items() if v != "" or k in _NEEDED}
        pictured: tuple[tuple[str, game.Picture], ...] = ()
        if name in _PICKED:
            node, pictured = self._take_pictures(tree, path, node)
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
            self.questions.append(self._builder.make_question(question, pictured))
            self.places.append((tree, path[1]))  # type: ignore[arg-type]

    def _take_pictures(
        self, tree: Located, path: Path, node: dict[str, Plain]
    ) -> tuple[dict[str, Plain], tuple[tuple[str, game.Picture], ...]]:
        """Return a question without the pictures of its options, and these."""
        found = list(list_pictured(node))
        if not found:
            return node, ()
        pictured = []
        for where, option in found:
            right = where[0] != "wrong"
            model = models.OptionKeys if right else models.PictureKeys
            keys = option if right else {k: v for k, v in option.items() if k in PICTURE}
            try:
                model.model_validate(keys)
            except ValidationError as error:
                self._report(tree, (*path, *where), node, error, model)
            text, image, alt = (option.get(key) for key in ("text", *PICTURE))
            if not image or not alt:
                flaw = _describe_half(option)
                self._add(tree, path, node, flaw._replace(path=(*where, *flaw.path)))
            elif isinstance(text, str) and isinstance(image, str) and isinstance(alt, str):
                pictured.append((collapse(text), game.Picture(image, collapse(alt))))
        return _strip_pictures(node), tuple(pictured)

    def _check(self, tree: Located, path: Path, node: dict[str, Plain], kind: str) -> None:
        """Report what only a look at the whole question, or the whole pack, can tell."""
        key = node.get("id")
        if isinstance(key, str) and key:
            if key in self.seen:
                message = say(
                    "The id {id} is taken by an earlier question of this pack", id=shorten(key)
                )
                flaw = Flaw(("id",), "duplicate-id", message, say("Give each question its own."))
                self._add(tree, path, node, flaw)
            self.seen.add(key)
        if not node.get("explain"):
            self._report_explain(tree, path, node)
        for flaw in check_options(node, kind):
            self._add(tree, path, node, flaw)
        if ("image" in node) != ("alt" in node):
            self._add(tree, path, node, _describe_half(node))
        if "source" in node:
            for flaw in check_source(node, self._head.documents):
                self._add(tree, path, node, flaw)
        tags = node.get("tags") or ()
        for index, tag in enumerate([tags] if isinstance(tags, str) else tags):
            if tag.__class__ is str and tag.startswith("twin:") and (" " in tag or tag == "twin:"):
                message = say(
                    "The tag {tag} needs a name without spaces after twin:", tag=shorten(tag)
                )
                self._add(tree, path, node, Flaw(("tags", index), "bad-tag", message))

    def _report_explain(self, tree: Located, path: Path, node: dict[str, Plain]) -> None:
        message = say("The question explains nothing: the key explain is missing")
        hint = say(
            "Say why the answer is right: explain: Jupiter has more than twice the mass of …"
        )
        optional = not self._head.explanations_required
        self._add(tree, path, node, Flaw(("explain",), "missing-explain", message, hint, optional))

    def _report_kind(self, tree: Located, path: Path, node: dict[str, Plain], name: Plain) -> None:
        if isinstance(name, str):
            message = say("There is no kind {word}", word=shorten(name))
            known = list(models.KINDS)
            hint = suggest(name.lower(), known) or say("One of: {words}", words=", ".join(known))
        else:
            message = say("kind must be text")
            hint = say("One of: {words}", words=", ".join(models.KINDS))
        self._add(tree, path, node, Flaw(("kind",), "unknown-kind", message, hint))
        shared = set(models.list_keys(models.CommonKeys))
        try:
            models.CommonKeys.model_validate({k: v for k, v in node.items() if k in shared})
        except ValidationError as error:
            self._report(tree, path, node, error, models.CommonKeys)

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

    def _add(self, tree: Located, path: Path, node: dict[str, Plain], flaw: Flaw) -> None:
        offset = tree.locate((*path, *flaw.path))
        severity = "warning" if flaw.warning else "error"
        # An imported pack may lack thousands of explanations, and be played all the same.
        self._warnings += flaw.warning
        code, message, hint = flaw.code, flaw.message, flaw.hint
        self.problems.append(Problem(offset, code, message, hint, severity, _name(node)))  # type: ignore[arg-type]


PICTURE = ("image", "alt")
"""The keys of a picture."""
_PICKED = ("choice", "several")
"""The kinds whose options can have pictures."""
_OPTIONS = ("answer", "answers", "wrong")
"""The keys of a question that hold options."""


def list_pictured(node: Mapping[str, Plain]) -> Iterator[tuple[Path, dict[str, Plain]]]:
    """Yield the options of a question that have keys of a picture, with their paths."""
    for key in _OPTIONS:
        value = node.get(key)
        places = enumerate(value) if isinstance(value, list) else [(None, value)]
        for index, option in places:
            if isinstance(option, dict) and not option.keys().isdisjoint(PICTURE):
                yield (key,) if index is None else (key, index), option


def _strip_pictures(node: dict[str, Plain]) -> dict[str, Plain]:
    """Return a question whose options have no pictures; of a right one its text is left."""
    return {
        key: _strip(value, key)
        if not isinstance(value, list)
        else [_strip(option, key) for option in value]
        for key, value in node.items()
    }


def _strip(option: Plain, key: str) -> Plain:
    if key not in _OPTIONS or not isinstance(option, dict):
        return option
    left: dict[str, Plain] = {k: v for k, v in option.items() if k not in PICTURE}
    return left["text"] if key != "wrong" and isinstance(left.get("text"), str) else left


def _describe_half(node: dict[str, Plain]) -> Flaw:
    """Return what is missing of a picture: itself, or what it shows."""
    if "image" in node:
        message = say("The picture has no description: the key alt is missing")
        hint = say("Say what it shows without the answer: alt: A striped disk with a red spot")
        return Flaw(("image",), "missing-alt", message, hint)
    hint = say("Name the picture beside the pack: image: map.png")
    return Flaw(("alt",), "missing-image", say("There is a description, and no picture"), hint)


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
        model = models.INNER.get(str(steps[0]), model)
    last = steps[-1] if steps else ""
    code, message, hint = describe_fault(kind, key, fault, model, listed=isinstance(last, int))
    at_key = kind == "extra_forbidden" or "[key]" in fault["loc"]
    path = (*base, *(steps[:-1] if kind == "missing" else steps))
    return Problem(tree.locate(path, key=at_key), code, message, hint)


def read_documents(documents: Mapping[str, models.DocumentKeys]) -> dict[str, Document]:
    """Return the documents of a head, still without their texts."""
    return {
        name: Document(name, d.title, d.author, d.publisher, d.year, d.url, count=d.paragraphs or 0)
        for name, d in documents.items()
    }


def _name(node: Mapping[str, Plain]) -> str:
    """Return the id of a question, if it has a usable one."""
    key = node.get("id")
    return key[: NAME.most] if isinstance(key, str) and key.isprintable() else ""


_LEVELS = {str(level): level for level in kinds.Difficulty}


def make_head(head: models.HeadKeys) -> Head:
    """Return the head as the rest of the game knows it, still without documents."""
    return Head(
        id=head.id,
        title=collapse(head.title),
        language=head.language,
        description=head.description,
        authors=tuple(collapse(name) for name in head.authors),
        license=head.license,
        version=collapse(head.version),
        home=head.home or "",
        translates=head.translates or "",
        explanations_required=head.explanations == "required",
        story=head.order == "story",
    )


_OWN = {kind.value: (body, *split_names(body)) for kind, body in KINDS.items()}
_DISTINCT = {kind.value: body.distinct for kind, body in KINDS.items()}


def _make_body(model: Any) -> Body:
    """Return the fields of a model that are its kind's own."""
    fields = model.__dict__
    body, placed, named = _OWN[fields["kind"]]
    values = [fields[name] for name in placed]
    return body(*values, **{name: fields[name] for name in named}) if named else body(*values)


class Builder:
    """Build the questions of one pack."""

    def __init__(self, head: Head) -> None:
        self._head = head
        self._passages: dict[tuple[str, tuple[int, ...]], game.Citation] = {}

    def make_question(
        self, model: Any, pictured: tuple[tuple[str, game.Picture], ...] = ()
    ) -> game.Question:
        """Return the question of a model that the schema has accepted.

        Args:
            model: The question.
            pictured: Its options that have a picture, each with it.
        """
        source = model.source
        return game.Question(
            self._head.id,
            model.id,
            model.ask,
            _make_body(model),
            model.explain,
            self._cite(source) if source is not None else None,
            collapse(model.category),
            _LEVELS[model.difficulty],
            model.hint,
            tuple(map(collapse, model.tags)) if model.tags else (),
            self._head.language,
            self._head.translates,
            game.Picture(model.image, collapse(model.alt)) if model.image else None,
            pictured,
        )

    def _cite(self, source: models.SourceKeys) -> game.Citation:
        """Return the citation, the same one for all questions that cite the same paragraphs."""
        numbers = tuple(source.paragraphs or ())
        if source.paragraph is not None:
            numbers = (source.paragraph,)
        known = self._passages.get((source.document, numbers))
        if known is None:
            document = self._head.documents[source.document]
            known = game.Citation(source.document, document.title, numbers, document.cite(numbers))
            self._passages[source.document, numbers] = known
        return known


MAX_TWICE = 10
"""How many options of a question are reported as standing there a second time."""


class Flaw(NamedTuple):
    """Say what is wrong at a path within a question."""

    path: Path
    code: str
    message: str
    hint: str = ""
    warning: bool = False


def check_options(node: Mapping[str, Plain], kind: str) -> Iterable[Flaw]:
    """Return what is wrong with the options of a question, whatever else is wrong with it."""
    if kind == "typed":
        return _check_typed(node)
    # Texts first: their paths are needed only when something is wrong, which is rare.
    texts = [text for key in _DISTINCT.get(kind, ()) for text in _list_texts(node.get(key))]
    last = node.get("keep-last")
    if len(set(texts)) == len(texts) and last is None:
        return ()
    return _check_options(node, kind, last)


def _check_options(node: Mapping[str, Plain], kind: str, last: Plain | None) -> Iterator[Flaw]:
    keys = _DISTINCT.get(kind, ())
    options = [option for key in keys for option in _find_texts(node, key)]
    yield from _find_twice(options)
    texts = [text for _, text in options]
    if isinstance(last, str) and last and collapse(last) not in texts and kind == "choice":
        message = say("keep-last names {text}, which is none of the options", text=shorten(last))
        yield Flaw(("keep-last",), "unknown-option", message, suggest(last, texts))


def _check_typed(node: Mapping[str, Plain]) -> Iterator[Flaw]:
    """Yield which texts are told to be two things at once; they may differ in case alone."""
    if "reject" not in node and "prompt" not in node:
        return
    right = {text for key in ("answer", "accept", "key") for text in _list_texts(node.get(key))}
    rejected = set(_list_texts(node.get("reject")))
    for path, text in _find_texts(node, "reject"):
        if text in right:
            message = say("{text} is both right and rejected", text=shorten(text))
            yield Flaw(path, "right-and-rejected", message, say("Remove one of the two."))
    for path, text in _find_prompts(node):
        if text in right or text in rejected:
            shown = shorten(text)
            if text in right:
                message = say("{text} is right, and asks for more as well", text=shown)
            else:
                message = say("{text} is rejected, and asks for more as well", text=shown)
            yield Flaw(path, "judged-and-prompted", message, say("Remove one of the two."))


def _find_prompts(node: Mapping[str, Plain]) -> Iterator[tuple[Path, str]]:
    prompts = node.get("prompt")
    if isinstance(prompts, dict):
        yield from ((("prompt", text), collapse(text)) for text in prompts)
    else:
        yield from _find_texts(node, "prompt")


def check_source(node: Mapping[str, Plain], documents: Mapping[str, Document]) -> Iterator[Flaw]:
    """Yield what is wrong with the source: no such document, no such paragraph."""
    source = node.get("source")
    if not isinstance(source, dict):
        return
    name = source.get("document")
    if "paragraph" in source and "paragraphs" in source:
        message = say("Both paragraph and paragraphs are given")
        yield Flaw(("source", "paragraph"), "two-paragraphs", message, say("Keep one of them."))
    if not isinstance(name, str) or not name:
        return
    document = documents.get(name)
    if document is None:
        message = say("The pack has no document {document}", document=shorten(name))
        hint = suggest(name, list(documents)) or say("Add it under documents: in the pack's head.")
        yield Flaw(("source", "document"), "unknown-document", message, hint)
    elif document.count and not _is_inside(source.get("paragraph"), document.count):
        for path, text in _find_numbers(source):
            if text.isdecimal() and len(text) < 7 and int(text) > document.count:
                message = say_count(
                    document.count,
                    "{document} has {count} paragraph; there is no paragraph {number}",
                    "{document} has {count} paragraphs; there is no paragraph {number}",
                    document=name,
                    number=text,
                )
                yield Flaw(path, "unknown-paragraph", message)


def _is_inside(paragraph: Plain | None, count: int) -> bool:
    """Return whether the one paragraph given exists, as it nearly always does."""
    return isinstance(paragraph, str) and paragraph.isdecimal() and int(paragraph[:7]) <= count


def _list_texts(value: Plain | None) -> list[str]:
    """Return the texts of `_find_texts` without their paths, which takes a third of the time."""
    if isinstance(value, str):
        return [collapse(value)] if value else []
    if isinstance(value, dict):
        return [collapse(right) for right in value.values() if isinstance(right, str)]
    texts = [item.get("text") if isinstance(item, dict) else item for item in value or ()]
    return [collapse(text) for text in texts if isinstance(text, str)]


def _find_numbers(source: Mapping[str, Plain]) -> Iterator[tuple[Path, str]]:
    for key in ("paragraph", "paragraphs"):
        for path, text in _find_texts(source, key):
            yield ("source", *path), text


def _find_texts(node: Mapping[str, Plain], key: str) -> Iterator[tuple[Path, str]]:
    """Yield the texts under a key with their paths: one, a list, options with a why, or pairs."""
    value = node.get(key)
    if isinstance(value, str):
        if value:
            yield (key,), collapse(value)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, str):
                yield (key, index), collapse(item)
            elif isinstance(item, dict) and isinstance(text := item.get("text"), str):
                yield (key, index, "text"), collapse(text)
    elif isinstance(value, dict):
        for left, right in value.items():
            if isinstance(right, str):
                yield (key, left), collapse(right)


def _find_twice(options: list[tuple[Path, str]]) -> Iterator[Flaw]:
    texts = [text for _, text in options]
    if len(set(texts)) == len(texts):
        return
    seen: set[str] = set()
    found = 0
    for path, text in options:
        if text in seen and text and found < MAX_TWICE:
            found += 1
            message = say("{text} stands among the options a second time", text=shorten(text))
            yield Flaw(path, "duplicate-option", message, say("Change or remove one of the two."))
        seen.add(text)
