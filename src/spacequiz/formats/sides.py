"""True and false in a column of answers: some words say it alone, letters only together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.formats.common import STATEMENTS, MakesNoSense
from spacequiz.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORDS = {
    word: side
    for words in STATEMENTS
    for word, side in zip(words, (True, False), strict=True)
    if len(word) > 1
}
_PAIRS = (
    *(pair for pair in STATEMENTS if len(pair[0]) == 1),
    *(("c", "f"), ("y", "n"), ("s", "n"), ("j", "n"), ("o", "n"), ("r", "w")),
    *(("yes", "no"), ("sí", "no"), ("si", "no"), ("oui", "non"), ("ja", "nein"), ("sim", "não")),
    *(("sim", "nao"), ("right", "wrong"), ("correct", "incorrect"), ("correcto", "incorrecto")),
)
_WEAK = {word for pair in _PAIRS for word in pair}
"""What is a side only where the other one stands in the same column."""


class Sides:
    """Tell which answers of a column are sides of a statement, and which are texts to be typed.

    Args:
        rows: What is asked and what is answered in each row without options.
    """

    def __init__(self, rows: Sequence[tuple[str, str]]) -> None:
        read = [(ask, _fold(key)) for ask, key in rows if key]
        weak = [(ask, key) for ask, key in read if key in _WEAK and key not in _WORDS]
        found = {key for _, key in weak}
        self._pair = next((pair for pair in _PAIRS if set(pair) == found), None)
        letters = all(len(key) == 1 for key in found)
        states = all(not ask.rstrip().endswith("?") for ask, _ in weak)
        # Two symbols of elements can be V and F; in a third row one of them would stand again.
        sure = not letters or states or len(weak) > len(found)
        is_whole = all(key in _WEAK or key in _WORDS for _, key in read)
        self._is_sure = bool(self._pair) and is_whole and sure
        repeated = len(found) == 1 and len(weak) > 1 and is_whole
        self._is_doubtful = letters and (
            repeated or (bool(self._pair) and not self._is_sure and (states or is_whole))
        )

    def read(self, key: str) -> bool | None:
        """Return the side that an answer is, None if it is a text.

        Raises:
            MakesNoSense: It could be either.
        """
        word = _fold(key)
        if word in _WORDS:
            return _WORDS[word]
        if word not in _WEAK:
            return None
        if self._pair and self._is_sure and word in self._pair:
            return word == self._pair[0]
        if self._is_doubtful:
            raise MakesNoSense(
                say(
                    'its answer "{key}" can mean true or false, or be a text; a column named kind says '
                    "which (true-false or typed)",
                    key=key[:10],
                )
            )
        return None


def name_side(key: str, others: Sequence[str]) -> bool | None:
    """Return the side that an answer is whose row says that it is one; None if it is neither.

    Args:
        key: The answer.
        others: All answers of such rows: W is right beside F, and wrong beside R.
    """
    word = _fold(key)
    if word in _WORDS:
        return _WORDS[word]
    beside = {_fold(other) for other in others}
    meant = {word == pair[0] for pair in _PAIRS if word in pair}
    if len(meant) > 1:
        meant = {word == pair[0] for pair in _PAIRS if word in pair and beside >= set(pair)}
    return meant.pop() if len(meant) == 1 else None


def _fold(key: str) -> str:
    return key.strip(" .()").casefold()
