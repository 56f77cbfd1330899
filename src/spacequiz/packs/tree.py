"""The tree: a YAML text as plain nodes, with the offset of each and limits on all of them."""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING, Any

import yaml

from spacequiz.language import say, say_number
from spacequiz.packs.diagnostics import Problem
from spacequiz.packs.syntax import explain_syntax
from spacequiz.text import clean_text, escape, name_character

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

MAX_DEPTH = 12
MAX_NODES = 4_000_000
MAX_PROBLEMS = 1000
MAX_WORDS = 1000

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"
Path: TypeAlias = "Sequence[str | int]"

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_EMPTY_LINES = re.compile(r"\A(?:[ \xa0]*\n)+")

_Alias: Any = yaml.AliasEvent
_Scalar: Any = yaml.ScalarEvent
_MappingStart: Any = yaml.MappingStartEvent
_MappingEnd: Any = yaml.MappingEndEvent
_SequenceEnd: Any = yaml.SequenceEndEvent


class Tree:
    """Hold the nodes of a text as strings, lists and dicts, and find where each one stands.

    The offsets of all nodes lie in one flat array, in the order of the text: a mapping or a list
    before what it holds, a key before its value. Nobody asks for most of them.
    """

    def __init__(self, root: Plain, offsets: array[int], problems: list[Problem]) -> None:
        self.root = root
        self.problems = problems
        self._offsets = offsets
        self._numbers: dict[int, dict[str | int, int]] = {}

    def locate(self, path: Path, *, key: bool = False) -> int:
        """Return the offset of the value at the path, or of its key.

        An empty value stands nowhere, so its key is meant; where the path leads to nothing, the
        deepest node on the way is.
        """
        node, number, found = self.root, 0, 0
        for step in path:
            if isinstance(node, str):
                break
            numbers = self._number(node, number)
            if step not in numbers:
                break
            keyed = isinstance(node, dict)
            node = node[step]  # type: ignore[index]
            number = numbers[step]
            found = number - 1 if keyed and (key or node == "") else number
        else:
            return self._offset(found)
        return self._offset(number)

    def _offset(self, number: int) -> int:
        return self._offsets[number] if number < len(self._offsets) else 0

    def _number(self, node: list[Plain] | dict[str, Plain], number: int) -> dict[str | int, int]:
        """Return the number in the flat array for each child of a node."""
        known = self._numbers.get(number)
        if known is not None:
            return known
        numbers: dict[str | int, int] = {}
        following = number + 1
        if isinstance(node, list):
            for index, item in enumerate(node):
                numbers[index] = following
                following += _size(item)
        else:
            for name, value in node.items():
                numbers[name] = following + 1
                following += 1 + _size(value)
        self._numbers[number] = numbers
        return numbers


def _size(node: Plain) -> int:
    if isinstance(node, str):
        return 1
    if isinstance(node, list):
        return 1 + sum(map(_size, node))
    return 1 + len(node) + sum(map(_size, node.values()))


class Halt(Exception):  # noqa: N818  # It stops the reading; the problem is what is reported.
    """Stop reading a text whose nodes cannot be told apart any more."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem
        self.earlier: list[Problem] = []
        """What was found wrong before."""


def parse(text: str, start: int = 0, end: int | None = None, *, depth: int = 1) -> Tree:
    """Return the tree of a text, or of a part of it with the offsets of the whole.

    Args:
        text: The whole text.
        start: Where the part begins.
        end: Where the part ends.
        depth: On which level of the whole the part stands.

    Raises:
        Halt: The text is no YAML, nested too deep, or holds too many nodes.
    """
    builder = _Builder(text, start, len(text) if end is None else end)
    try:
        return builder.build(depth)
    except Halt as halt:
        halt.earlier = builder.problems
        raise
    except yaml.YAMLError as error:
        broken = _find_depth(text, start, error, depth)
        broken = broken or Halt(explain_syntax(error, text, start, builder.end))
        broken.earlier = builder.problems
        raise broken from None


def _find_depth(text: str, start: int, error: yaml.YAMLError, depth: int) -> Halt | None:
    """Return where the text before an error is nested too deep, if it is.

    The parser looks ahead: it can come to a limit of its own before it tells of any of the levels.
    """
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        try:
            _Builder(text, start, start + mark.index).build(depth)
        except Halt as halt:
            return halt if halt.problem.code == "too-deep" else None
        except yaml.YAMLError:
            pass
    return None


def make_empty_tree(*problems: Problem) -> Tree:
    """Return the tree of a text of which nothing can be read."""
    return Tree("", array("q", [0]), list(problems))


class _Builder:
    """Build a tree from the stream of events, since the loaders of the library know no limits."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.offsets = array("q")
        self.problems: list[Problem] = []
        self.words: dict[str, str] = {}
        """Keys met before and found clean: most are the same few."""
        whole = start == 0 and end == len(text)
        self.next: Any = _Parser(text if whole else text[start:end]).get_event

    def build(self, depth: int) -> Tree:
        """Return the tree of the first document; a second one is a problem."""
        self.next()
        event = self.next()
        if not isinstance(event, yaml.DocumentStartEvent):
            return make_empty_tree(Problem(self.start, "empty-file", say("The file says nothing")))
        if event.version or event.tags:
            self._report(
                event, "directive", say("A directive (a line that begins with %) is not read")
            )
        root = self._node(self.next(), depth)
        self.next()
        event = self.next()
        if event.__class__ is not yaml.StreamEndEvent:
            self._report(
                event,
                "second-document",
                say("A second document begins here; a file holds one"),
                say("Remove the line with --- or move what follows to a file of its own."),
            )
        return Tree(root, self.offsets, self.problems)

    def _node(self, event: Any, depth: int) -> Plain:
        """Return the node that begins with the event."""
        kind = event.__class__
        self.offsets.append(event.start_mark.index + self.start)
        if kind is _Scalar:
            return self._text(event)
        if kind is _Alias:
            self._report_alias(event)
            return ""
        self._check_start(event, depth)
        return self._mapping(depth) if kind is _MappingStart else self._sequence(depth)

    def _sequence(self, depth: int) -> list[Plain]:
        items: list[Plain] = []
        next_event, base, add = self.next, self.start, self.offsets.append
        while True:
            event = next_event()
            kind = event.__class__
            if kind is _Scalar and event.tag is None and event.anchor is None:
                value = event.value
                add(event.start_mark.index + base)
                plain = value.isascii() and value.isprintable()
                items.append(value.strip() if plain else self._clean(event))
            elif kind is _SequenceEnd:
                return items
            else:
                items.append(self._node(event, depth + 1))

    def _mapping(self, depth: int) -> dict[str, Plain]:
        pairs: dict[str, Plain] = {}
        next_event, base, add = self.next, self.start, self.offsets.append
        words = self.words
        while True:
            event = next_event()
            kind = event.__class__
            if kind is _MappingEnd:
                return pairs
            key = words.get(event.value) if kind is _Scalar else None
            if key is None or key in pairs or event.tag is not None or event.anchor is not None:
                self._pair(event, pairs, depth)
                continue
            add(event.start_mark.index + base)
            event = next_event()
            if event.__class__ is _Scalar and event.tag is None and event.anchor is None:
                value = event.value
                add(event.start_mark.index + base)
                plain = value.isascii() and value.isprintable()
                pairs[key] = value.strip() if plain else self._clean(event)
            else:
                pairs[key] = self._node(event, depth + 1)

    def _pair(self, event: Any, pairs: dict[str, Plain], depth: int) -> None:
        """Read a key that was not met before, or should not be here, and its value."""
        before = len(self.offsets)
        key = self._key(event, depth)
        if key is not None and key in pairs:
            self._report_twice(event, key)
            key = None
        value = self._node(self.next(), depth + 1)
        if key is None:
            # What is left out of the nodes is left out of their offsets.
            del self.offsets[before:]
        else:
            pairs[key] = value

    def _key(self, event: Any, depth: int) -> str | None:
        """Return the text of a key; None for a key that is a list or a mapping."""
        if event.__class__ is not _Scalar:
            if event.__class__ is not _Alias:
                self._report(event, "bad-key", say("A key is a list or a mapping; it must be text"))
            self._node(event, depth + 1)
            return None
        self.offsets.append(event.start_mark.index + self.start)
        key = self._text(event)
        if key == "<<" and not event.style:
            self._report(
                event, "merge-key", say("Merge keys (<<) are not read"), say("Write the keys out.")
            )
            return None
        if key == event.value != "<<" and len(self.words) < MAX_WORDS:
            self.words[key] = key
        return key

    def _text(self, event: Any) -> str:
        """Return the text of a scalar as it was typed, cleaned."""
        if event.tag is not None or event.anchor is not None:
            self._report_extras(event)
        value: str = event.value
        plain = value.isascii() and value.isprintable()
        return value.strip() if plain else self._clean(event)

    def _clean(self, event: Any) -> str:
        """Return the text without what may not be shown, and report what was dropped."""
        value, faults = clean_text(event.value)
        for fault in faults:
            first, last = event.start_mark.index + self.start, event.end_mark.index + self.start
            found = self.text.find(fault.character, first, last)
            name = name_character(fault.character)
            offset = first if found < 0 else found
            if fault.code == "stacked-marks":
                message = say("More than three marks on one letter ({character})", character=name)
                hint = say("Remove some.")
            elif fault.refused:
                message = say("The text holds {character}, which may not be shown", character=name)
                hint = say("Remove it.")
            else:
                message = say("An invisible character was left out: {character}", character=name)
                hint = say("Remove it.")
            severity = "error" if fault.refused else "warning"
            self._add(Problem(offset, fault.code, message, hint, severity))  # type: ignore[arg-type]
        # A first line may be indented on purpose, as in a poem or a program.
        return _EMPTY_LINES.sub("", value).rstrip() if "\n" in value.strip() else value.strip()

    def _check_start(self, event: Any, depth: int) -> None:
        if event.tag is not None or event.anchor is not None:
            self._report_extras(event)
        offset = event.start_mark.index + self.start
        if depth > MAX_DEPTH:
            message = say("Nested deeper than {most} levels", most=MAX_DEPTH)
            raise Halt(
                Problem(offset, "too-deep", message, say("Check the dashes and brackets here."))
            )
        if len(self.offsets) > MAX_NODES:
            message = say("The file holds more than {most} values", most=say_number(MAX_NODES))
            raise Halt(Problem(offset, "too-many-values", message, say("Split the pack.")))

    def _report_extras(self, event: Any) -> None:
        quoted = say("Put the text in quotes if the character belongs to it.")
        if event.anchor is not None:
            name = escape(str(event.anchor))
            self._report(event, "anchor", say("An anchor (&{name}) is not read", name=name), quoted)
        if event.tag is not None:
            self._report(event, "tag", say("A tag (a word that begins with !) is not read"), quoted)

    def _report_alias(self, event: Any) -> None:
        name = escape(str(event.anchor))
        hint = say("Put the text in quotes if it begins with a star.")
        self._report(event, "alias", say("An alias (*{name}) is not read", name=name), hint)

    def _report_twice(self, event: Any, key: str) -> None:
        message = say("The key {key} stands here a second time", key=shorten(key))
        self._report(event, "duplicate-key", message, say("Keep one of the two."))

    def _report(self, event: Any, code: str, message: str, hint: str = "") -> None:
        self._add(Problem(event.start_mark.index + self.start, code, message, hint))

    def _add(self, problem: Problem) -> None:
        if len(self.problems) >= MAX_PROBLEMS:
            message = say(
                "More than {most} problems in one file; the rest is not read",
                most=MAX_PROBLEMS,
            )
            raise Halt(Problem(problem.offset, "too-many-problems", message))
        self.problems.append(problem)


def shorten(text: str, limit: int = 60) -> str:
    """Return a text in double quotes, on one line and not too long for a message."""
    line = escape(text.replace("\n", " "))
    return f'"{line}"' if len(line) <= limit else f'"{line[: limit - 1]}…"'
