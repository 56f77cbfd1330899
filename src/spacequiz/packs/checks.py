"""What a single key cannot tell: options that are the same, a source that does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spacequiz.packs.tree import shorten
from spacequiz.packs.wording import suggest
from spacequiz.text import collapse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from spacequiz.packs.pack import Document
    from spacequiz.packs.tree import Path, Plain

MAX_TWICE = 10
"""How many options of a question are reported as standing there a second time."""


_OPTION_KEYS: dict[str, tuple[str, ...]] = {
    "choice": ("answer", "wrong"),
    "several": ("answers", "wrong"),
    "order": ("items",),
    "match": ("pairs", "extra"),
}


class Finding(NamedTuple):
    """Say what is wrong at a path within a question."""

    path: Path
    code: str
    message: str
    hint: str = ""
    warning: bool = False


def check_options(node: Mapping[str, Plain], kind: str) -> Iterable[Finding]:
    """Return what is wrong with the options of a question, whatever else is wrong with it."""
    if kind == "typed":
        return _check_rejected(node)
    # Texts first: their paths are needed only when something is wrong, which is rare.
    texts = [text for key in _OPTION_KEYS.get(kind, ()) for text in _list_texts(node.get(key))]
    last = node.get("keep-last")
    if len(set(texts)) == len(texts) and last is None:
        return ()
    return _check_options(node, kind, last)


def _check_options(node: Mapping[str, Plain], kind: str, last: Plain | None) -> Iterator[Finding]:
    keys = _OPTION_KEYS.get(kind, ())
    options = [option for key in keys for option in _find_texts(node, key)]
    yield from _find_twice(options)
    texts = [text for _, text in options]
    if isinstance(last, str) and last and collapse(last) not in texts and kind == "choice":
        message = f"keep-last names {shorten(last)}, which is none of the options"
        yield Finding(("keep-last",), "unknown-option", message, suggest(last, texts))


def _check_rejected(node: Mapping[str, Plain]) -> Iterator[Finding]:
    right = {text.casefold() for key in ("answer", "accept") for text in _list_texts(node.get(key))}
    for path, text in _find_texts(node, "reject"):
        if text.casefold() in right:
            message = f"{shorten(text)} is both right and rejected"
            yield Finding(path, "right-and-rejected", message, "Remove one of the two.")


def check_source(node: Mapping[str, Plain], documents: Mapping[str, Document]) -> Iterator[Finding]:
    """Yield what is wrong with the source: no such document, no such paragraph."""
    source = node.get("source")
    if not isinstance(source, dict):
        return
    name = source.get("document")
    if "paragraph" in source and "paragraphs" in source:
        message = "Both paragraph and paragraphs are given"
        yield Finding(("source", "paragraph"), "two-paragraphs", message, "Keep one of them.")
    if not isinstance(name, str) or not name:
        return
    document = documents.get(name)
    if document is None:
        message = f"The pack has no document {shorten(name)}"
        hint = suggest(name, list(documents)) or "Add it under documents: in the pack's head."
        yield Finding(("source", "document"), "unknown-document", message, hint)
    elif document.count and not _is_inside(source.get("paragraph"), document.count):
        for path, text in _find_numbers(source):
            if text.isdecimal() and len(text) < 7 and int(text) > document.count:
                message = f"{name} has {document.count} paragraphs; there is no paragraph {text}"
                yield Finding(path, "unknown-paragraph", message)


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


def _find_twice(options: list[tuple[Path, str]]) -> Iterator[Finding]:
    texts = [text for _, text in options]
    if len(set(texts)) == len(texts):
        return
    seen: set[str] = set()
    found = 0
    for path, text in options:
        if text in seen and text and found < MAX_TWICE:
            found += 1
            message = f"{shorten(text)} stands among the options a second time"
            yield Finding(path, "duplicate-option", message, "Change or remove one of the two.")
        seen.add(text)
