"""What the library shows of a pack without reading it again."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from spacequiz.packs.pack import Pack


class Source(NamedTuple):
    """Name a place where a pack lies: a file, or a folder with a pack.yaml."""

    path: Path
    bundled: bool = False


class DocumentInfo(NamedTuple):
    """Sum up a document that a pack's questions are built from."""

    id: str
    title: str
    paragraphs: int
    """0 if the pack does not say."""
    questions: int
    """How many questions cite it."""


@dataclass(frozen=True, slots=True)
class PackInfo:
    """Sum up a pack."""

    id: str
    title: str
    language: str
    questions: int
    """How many questions have no errors."""
    kinds: Mapping[str, int]
    categories: Mapping[str, int]
    documents: tuple[DocumentInfo, ...]
    path: Path
    bundled: bool
    errors: int
    description: str = ""
    difficulties: Mapping[str, int] | None = None
    authors: tuple[str, ...] = ()
    license: str = ""
    translates: str = ""
    warnings: int = 0

    @property
    def playable(self) -> bool:
        """Return whether the pack can be played: it has no errors."""
        return self.errors == 0


def sum_up(pack: Pack) -> str:
    """Return what there is to say of a pack as JSON; `restore` makes a PackInfo of it."""
    questions = pack.questions
    cited = Counter(q.citation.document for q in questions if q.citation)
    documents = [(d.id, d.title, d.count, cited[d.id]) for d in pack.head.documents.values()]
    return json.dumps(
        {
            "id": pack.head.id,
            "title": pack.head.title,
            "language": pack.head.language,
            "questions": len(questions),
            "kinds": Counter(q.kind for q in questions),
            "categories": Counter(q.category for q in questions),
            "difficulties": Counter(q.difficulty for q in questions),
            "documents": documents,
            "errors": pack.errors,
            "warnings": len(pack.diagnostics) - pack.errors,
            "description": pack.head.description,
            "authors": pack.head.authors,
            "license": pack.head.license,
            "translates": pack.head.translates,
        }
    )


def restore(text: str, source: Source) -> PackInfo:
    """Return the PackInfo of a text that `sum_up` has written.

    Raises:
        ValueError: The text is damaged.
    """
    try:
        info = PackInfo(path=source.path, bundled=source.bundled, **json.loads(text))
        documents = tuple(DocumentInfo(*document) for document in info.documents)
        return replace(info, documents=documents, authors=tuple(info.authors))
    except TypeError as error:
        raise ValueError(str(error)) from None
