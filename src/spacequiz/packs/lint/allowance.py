"""The allowance: what a writer does not want to hear of, and whether that still means anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.packs.lessons import LESSONS
from spacequiz.packs.lessons_lint import LINT_LESSONS
from spacequiz.packs.lint.item import Finding
from spacequiz.packs.tree import shorten
from spacequiz.packs.wording import suggest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NEVER = {"unknown-allow", "unused-allow", "failed-rule"}
ALLOWED = frozenset(LINT_LESSONS) - _NEVER | {"missing-explain"}
_BY_PAIR = frozenset(("duplicate-question", "near-duplicate", "contradicting-answers"))
"""What another pack may bring about, which is not always checked along."""


class Allowance:
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
                if code in LESSONS:
                    message = f"{shorten(code)} cannot be allowed"
                    hint = "Only advice about the writing of questions can; see docs/check.md."
                else:
                    message = f"There is no code {shorten(code)} to allow"
                    hint = suggest(code, sorted(ALLOWED)) or "The codes stand in docs/check.md."
                yield Finding(path, "unknown-allow", message, hint)
            elif code not in self._used and code not in _BY_PAIR:
                message = f"{shorten(code)} is allowed, and there is nothing to allow"
                yield Finding(path, "unused-allow", message, "Remove it from allow.")
