"""Reading a file with a broken place: each question on its own, so that one hides no other."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from spacequiz.language import say
from spacequiz.packs.diagnostics import Problem
from spacequiz.packs.source import MAX_FINDINGS
from spacequiz.packs.tree import MAX_PROBLEMS, Halt, Tree, make_empty_tree, parse

if TYPE_CHECKING:
    from spacequiz.packs.tree import Path, Plain

_LIST = re.compile(
    r"^questions:[ ]*(?:#.*)?\n(?:[ ]*(?:#.*)?\n)*(?P<indent> *)-[ \n]", re.MULTILINE
)
_ID = re.compile(r"^ *(?:- +)?id: *[\"']?([a-z0-9]+(?:-[a-z0-9]+)*)[\"']? *$", re.MULTILINE)
_NOT_A_BREAK = re.compile(r"[^\n]")
_HEAD_KEY = re.compile(r"^(?P<key>[a-z]+)(?=:)", re.MULTILINE)
# Blanks of web pages and word processors, where only the ordinary one means anything.
_BLANKS = "\xa0\u2000-\u200a\u202f\u205f\u3000"
_BLANK = re.compile(
    rf"^(?:[ -]*[{_BLANKS}])+[ {_BLANKS}]*|^ *(?:- +)?[\w-]+:[ {_BLANKS}]+", re.MULTILINE
)
_ODD = re.compile(f"[{_BLANKS}]")


class Patchwork:
    """Hold what could be read of a broken file, in the shape of a tree."""

    def __init__(self, head: Tree) -> None:
        self.root: Plain = head.root
        self.problems = list(head.problems)
        self.unread: frozenset[str] = frozenset()
        """The keys of the head that are there and could not be read."""
        self._head = head
        self._items: list[tuple[Tree, int]] = []

    def add(self, part: Tree) -> None:
        """Add the questions of one part."""
        self.problems += part.problems
        for index in range(len(part.root)):
            self._items.append((part, index))

    def finish(self) -> None:
        """Put the questions into the head, where a whole tree has them."""
        if isinstance(self.root, dict):
            questions: list[Plain] = [tree.root[index] for tree, index in self._items]  # type: ignore[index]
            self.root = {**self.root, "questions": questions}

    def locate(self, path: Path, *, key: bool = False) -> int:
        """Return the offset of the value at the path, or of its key."""
        if len(path) > 1 and path[0] == "questions" and isinstance(path[1], int):
            tree, index = self._items[path[1]]
            return tree.locate((index, *path[2:]), key=key)
        return self._head.locate(path, key=key)


def parse_all(text: str) -> Tree | Patchwork:
    """Return the tree of a text; of a broken one, what can be read of it and every broken place."""
    try:
        return parse(text)
    except Halt as halt:
        if halt.problem.code not in ("syntax", "too-deep"):
            return make_empty_tree(*halt.earlier, halt.problem)
        plain, problems = _replace_blanks(text)
        if problems:
            tree = parse_all(plain)
            tree.problems += problems
            return tree
        found = _LIST.search(text)
        if found is None:
            return make_empty_tree(*halt.earlier, halt.problem)
        return _parse_parts(text, found, halt.problem)


def _replace_blanks(text: str) -> tuple[str, list[Problem]]:
    """Return the text with ordinary spaces before and behind keys, and a problem for each odd one.

    No offset changes. Elsewhere, odd blanks are a part of what is written.
    """
    problems: list[Problem] = []

    def replace(found: re.Match[str]) -> str:
        odd = _ODD.search(found[0])
        if odd is None:
            return found[0]
        if len(problems) < MAX_FINDINGS:
            message = say("A no-break space stands where only ordinary spaces can be")
            hint = say(
                "Replace it with the space bar; text from web pages often holds such spaces."
            )
            offset = found.start() + odd.start()
            problems.append(Problem(offset, "no-break-space", message, hint))
        return _ODD.sub(" ", found[0])

    return _BLANK.sub(replace, text), problems


def name_questions(text: str, problems: list[Problem]) -> list[Problem]:
    """Return the problems with the ids of the questions that they stand in, as the text says."""
    found = _LIST.search(text) if problems else None
    if found is None:
        return problems
    starts = _find_starts(text, found, len(text))

    @cache
    def find_name(index: int) -> str:
        end = starts[index + 1] if index + 1 < len(starts) else len(text)
        match = _ID.search(text, starts[index], end)
        return match[1] if match else ""

    named = []
    for problem in problems:
        index = bisect_right(starts, problem.offset) - 1
        if index >= 0 and not problem.question:
            problem = problem._replace(question=find_name(index))
        named.append(problem)
    return named


def _find_starts(text: str, found: re.Match[str], end: int) -> list[int]:
    """Return where the questions of a list begin."""
    item = re.compile(rf"^{found['indent']}-(?=[ \n])", re.MULTILINE)
    return [match.start() for match in item.finditer(text, found.start("indent"), end)]


def _parse_parts(text: str, found: re.Match[str], first: Problem) -> Patchwork:
    indent = found["indent"]
    begin = found.start("indent")
    stop = re.compile(r"^[^\s#-]" if not indent else r"^[^\s#]", re.MULTILINE).search(text, begin)
    end = stop.start() if stop else len(text)
    blank = _NOT_A_BREAK.sub(" ", text[begin:end])
    problems: list[Problem] = []
    head, unread = _parse_head(text[:begin] + blank + text[end:], problems)
    patchwork = Patchwork(head)
    patchwork.unread = unread
    starts = _find_starts(text, found, end)
    for start, following in zip(starts, [*starts[1:], end], strict=True):
        try:
            part = parse(text, start, following, depth=2)
        except Halt as halt:
            problems += [*halt.earlier, halt.problem]
            if len(problems) > MAX_PROBLEMS:
                message = say(
                    "More than {most} problems in one file; the rest is not read",
                    most=MAX_PROBLEMS,
                )
                problems.append(Problem(following - 1, "too-many-problems", message))
                break
        else:
            patchwork.add(part)
    patchwork.problems += problems or [first]
    patchwork.finish()
    return patchwork


def _parse_head(text: str, problems: list[Problem]) -> tuple[Tree, frozenset[str]]:
    """Return the head as far as it can be read, and the keys that cannot."""
    try:
        return parse(text), frozenset()
    except Halt as halt:
        earlier = [*halt.earlier, halt.problem]
    keys = list(islice(_HEAD_KEY.finditer(text), MAX_FINDINGS))
    unread: set[str] = set()
    for found, following in zip(keys, [*keys[1:], None], strict=True):
        start, end = found.start(), following.start() if following else len(text)
        try:
            parse(text, start, end)
        except Halt as halt:
            problems += [*halt.earlier, halt.problem]
            unread.add(found["key"])
            text = text[:start] + _NOT_A_BREAK.sub(" ", text[start:end]) + text[end:]
    try:
        return parse(text), frozenset(unread)
    except Halt:
        problems[:] = earlier
        return parse("{}"), frozenset(found["key"] for found in keys)
