"""All rules over all packs: what they find, less what the writers allow, at its line."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from spacequiz.language import say, say_count
from spacequiz.packs.collector import pause_collector
from spacequiz.packs.diagnostics import Problem
from spacequiz.packs.faults import suggest
from spacequiz.packs.lessons import LINT_CODES, load_lessons
from spacequiz.packs.lint import options, sources, stem, whole_pack
from spacequiz.packs.lint.item import Finding, Item, list_codes
from spacequiz.packs.lint.leaks import find_leaks
from spacequiz.packs.lint.options import find_rivals
from spacequiz.packs.lint.whole_pack import find_pairs
from spacequiz.packs.tree import shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from spacequiz.packs.diagnostics import Diagnostic
    from spacequiz.packs.read import Place, Reading
    from spacequiz.packs.source import SourceText


FAILED = "failed-rule"
"""The code of a mistake of our own: a rule that could not be held against a question."""
CODES = LINT_CODES
RULES = (*stem.RULES, *options.RULES, *sources.RULES)
MOST_MISSING = 3
"""How many missing explanations are named one by one; more are counted."""

_Subject = TypeVar("_Subject")
_Found = TypeVar("_Found")


def check_packs(readings: Sequence[Reading]) -> list[Diagnostic]:
    """Return all that is wrong with packs: errors of reading, and what the rules advise against.

    Questions are held against those of the other packs, too. What stands under `allow` is left
    out, unless it is an error.
    """
    with pause_collector():
        checked = [_Checked(reading) for reading in readings]
        everything = [item for each in checked for item in each.items]
        owners = {id(item): each for each in checked for item in each.items}
        for item in everything:
            owner = owners[id(item)]
            for rule in RULES:
                for finding in _attempt(rule, item, partial(owner.confess, item)):
                    owner.add(item, finding)
        _compare(everything, owners)
        return list(chain.from_iterable(each.finish() for each in checked))


def _compare(everything: Sequence[Item], owners: dict[int, _Checked]) -> None:
    """Hold the questions of all packs against one another."""
    if not everything:
        return
    confess = partial(owners[id(everything[0])].confess, None)
    for item, finding in _attempt(find_rivals, everything, confess):
        owners[id(item)].add(item, finding)
    for pair in chain(
        _attempt(find_pairs, everything, confess), _attempt(find_leaks, everything, confess)
    ):
        if not owners[id(pair.other)].permits(pair.other, pair.finding.code):
            owners[id(pair.item)].add(pair.item, pair.finding)


def _attempt(
    rule: Callable[[_Subject], Iterable[_Found]],
    subject: _Subject,
    confess: Callable[[Finding], None],
) -> Iterator[_Found]:
    """Yield what a rule finds; one that fails costs what it would have found, and is told of."""
    try:
        yield from rule(subject)
    except Exception as error:
        name = getattr(rule, "__name__", "").removeprefix("check_").removeprefix("find_")
        message = say("spacequiz made a mistake of its own: its rule on {rule} failed", rule=name)
        hint = say(
            "Nothing is wrong here. Please tell the authors: {rule}, {error}",
            rule=name,
            error=type(error).__name__,
        )
        confess(Finding((), FAILED, message, hint))


class _Checked:
    """Collect what is found in one pack."""

    def __init__(self, reading: Reading) -> None:
        pack = reading.pack
        self.pack = pack
        self.head = reading.head
        places = zip(pack.questions, reading.places, strict=True)
        self.items = [Item(question, place, pack) for question, place in places]
        self._allowed = {id(item): AllowList(item.list_allowed()) for item in self.items}
        self._own = AllowList(_list_own(reading.head))
        self._whole = True
        """Whether every rule could be held against the pack."""
        self._problems: defaultdict[int, list[Problem]] = defaultdict(list)
        self._sources: dict[int, SourceText] = {}

    def permits(self, item: Item, code: str) -> bool:
        """Return whether the question, or its pack, allows what a code warns of."""
        # Both are asked, so that neither looks as if it allowed nothing.
        by_question = self._allowed[id(item)].permits(code)
        return self._own.permits(code) or by_question

    def add(self, item: Item, finding: Finding) -> None:
        """Take a finding, unless it is allowed."""
        if not self.permits(item, finding.code):
            self._report(item.place, finding, item.question.id)

    def confess(self, item: Item | None, finding: Finding) -> None:
        """Take what tells of a rule that failed, at a question or at the pack."""
        self._whole = False
        if item is not None:
            self._report(item.place, finding, item.question.id)
        elif self.head is not None:
            self._report(self.head, finding)

    def finish(self) -> list[Diagnostic]:
        """Return everything found in the pack, in the order of its files."""
        kept = list(self._list_read())
        if self.head is not None:
            self._weigh(self.head)
        if self._whole:
            # Else what is allowed may be what the failed rule would have found.
            self._list_unused()
        for key, problems in self._problems.items():
            kept += self._sources[key].diagnose(problems)
        return sorted(kept, key=lambda d: (d.path, d.line, d.column))

    def _weigh(self, head: Place) -> None:
        """Hold the rules about whole packs against this one."""
        for rule in whole_pack.RULES:
            for finding in _attempt(rule, self.items, partial(self.confess, None)):
                if not self._own.permits(finding.code):
                    self._report(head, finding)

    def _list_unused(self) -> None:
        if self.head is not None:
            for finding in self._own.complain():
                self._report(self.head, finding)
        for item in self.items:
            for finding in self._allowed[id(item)].complain():
                self._report(item.place, finding, item.question.id)

    def _report(self, place: Place, finding: Finding, question: str = "") -> None:
        offset = place.tree.locate((*place.path, *finding.path))
        self._sources[id(place.source)] = place.source
        self._problems[id(place.source)].append(
            Problem(offset, finding.code, finding.message, finding.hint, "warning", question)
        )

    def _list_read(self) -> Iterator[Diagnostic]:
        """Yield what reading has found, with many missing explanations as one."""
        missing = [d for d in self.pack.diagnostics if d.code == "missing-explain"]
        names = {item.question.id: item for item in self.items}
        missing = [
            d
            for d in missing
            if not d.is_error
            and not (d.question in names and self.permits(names[d.question], d.code))
        ]
        yield from (d for d in self.pack.diagnostics if d.is_error or d.code != "missing-explain")
        if len(missing) <= MOST_MISSING:
            yield from missing
            return
        message = say_count(
            len(missing),
            "{count} explanation still to be written; this is the first",
            "{count} explanations still to be written; this is the first",
        )
        yield missing[0]._replace(message=message)


def _list_own(head: Place | None) -> list[str]:
    """Return the codes that a pack's head allows."""
    return list_codes(head.tree.root) if head is not None else []


_NEVER = {"unknown-allow", "unused-allow", "failed-rule"}
ALLOWED = LINT_CODES - _NEVER | {"missing-explain"}
_BY_PAIR = frozenset(("duplicate-question", "near-duplicate", "contradicting-answers"))
"""What another pack may bring about, which is not always checked along."""


class AllowList:
    """Hold the codes that a question or a pack allows, and notice which of them are of use."""

    __slots__ = ("_codes", "_used")

    def __init__(self, codes: Sequence[str]) -> None:
        self._codes = codes
        self._used: set[str] = set()

    def permits(self, code: str) -> bool:
        """Return whether a code is allowed."""
        if code not in self._codes:
            return False
        self._used.add(code)
        return True

    def complain(self) -> Iterator[Finding]:
        """Yield a finding for each code that nobody knows, or that has nothing to allow."""
        for index, code in enumerate(self._codes):
            path = ("allow", index)
            if code not in ALLOWED:
                if code in load_lessons():
                    message = say("{code} cannot be allowed", code=shorten(code))
                    hint = say("Only advice about the writing of questions can; see docs/check.md.")
                else:
                    message = say("There is no code {code} to allow", code=shorten(code))
                    hint = suggest(code, sorted(ALLOWED)) or say(
                        "The codes stand in docs/check.md."
                    )
                yield Finding(path, "unknown-allow", message, hint)
            elif code not in self._used and code not in _BY_PAIR:
                message = say(
                    "{code} is allowed, and there is nothing to allow", code=shorten(code)
                )
                yield Finding(path, "unused-allow", message, say("Remove it from allow."))
