"""Reading a file with a broken place: each question on its own, so that one hides no other."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from spacequiz.packs.diagnostics import Problem
from spacequiz.packs.tree import MAX_PROBLEMS, Halt, Tree, make_empty_tree, parse

if TYPE_CHECKING:
    from spacequiz.packs.tree import Path, Plain

_LIST = re.compile(
    r"^questions:[ ]*(?:#.*)?\n(?:[ ]*(?:#.*)?\n)*(?P<indent> *)-[ \n]", re.MULTILINE
)
_ID = re.compile(r"^ *(?:- +)?id: *[\"']?([a-z0-9]+(?:-[a-z0-9]+)*)[\"']? *$", re.MULTILINE)
_NOT_A_BREAK = re.compile(r"[^\n]")


class Patchwork:
    """Hold what could be read of a broken file, in the shape of a tree."""

    def __init__(self, head: Tree) -> None:
        self.root: Plain = head.root
        self.problems = list(head.problems)
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
        found = _LIST.search(text)
        if found is None:
            return make_empty_tree(*halt.earlier, halt.problem)
        return _parse_parts(text, found, halt.problem)


def name_questions(text: str, problems: list[Problem]) -> list[Problem]:
    """Return the problems with the ids of the questions that they stand in, as the text says."""
    found = _LIST.search(text) if problems else None
    if found is None:
        return problems
    starts = _find_starts(text, found, len(text))
    named = []
    for problem in problems:
        index = bisect_right(starts, problem.offset) - 1
        if index >= 0 and not problem.question:
            end = starts[index + 1] if index + 1 < len(starts) else len(text)
            match = _ID.search(text, starts[index], end)
            problem = problem._replace(question=match[1] if match else "")
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
    try:
        head = parse(text[:begin] + blank + text[end:])
    except Halt as halt:
        problems += [*halt.earlier, halt.problem]
        head = parse("{}")
    patchwork = Patchwork(head)
    starts = _find_starts(text, found, end)
    for start, following in zip(starts, [*starts[1:], end], strict=True):
        try:
            part = parse(text, start, following, depth=2)
        except Halt as halt:
            problems += [*halt.earlier, halt.problem]
            if len(problems) > MAX_PROBLEMS:
                message = f"More than {MAX_PROBLEMS} problems in one file; the rest is not read"
                problems.append(Problem(following - 1, "too-many-problems", message))
                break
        else:
            patchwork.add(part)
    patchwork.problems += problems or [first]
    patchwork.finish()
    return patchwork
