"""Browsing: the questions of a pack in the order in which they are written, and a search in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, overload

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacequiz.packs.bank import Bank


PAGE = 100


class Entry(NamedTuple):
    """List one question."""

    address: str
    ask: str
    category: str


GONE = Entry("", "", "")
"""Stands for a question that is no longer there since its pack was read anew."""


class Listing(Sequence[Entry]):
    """List questions, of which those that are looked at are read, a page at a time."""

    def __init__(self, bank: Bank, keys: Sequence[int]) -> None:
        self._bank = bank
        self._keys = keys
        self._pages: dict[int, list[Entry]] = {}

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._keys)

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Entry]: ...
    def __getitem__(self, at: int | slice) -> Entry | Sequence[Entry]:
        """Return the entry at a place, or the listing of a part."""
        if isinstance(at, slice):
            return Listing(self._bank, self._keys[at])
        page, place = divmod(range(len(self))[at], PAGE)
        if page not in self._pages:
            # Two of them can be in sight.
            self._pages = dict([*self._pages.items()][-1:])
            self._pages[page] = self._read(self._keys[page * PAGE : (page + 1) * PAGE])
        return self._pages[page][place]

    def _read(self, keys: Sequence[int]) -> list[Entry]:
        found = self._bank.questions_at(keys)
        return [
            Entry(found[key].address, found[key].ask, found[key].category) if key in found else GONE
            for key in keys
        ]


def search(
    bank: Bank,
    wish: str = "",
    pack: str = "",
    *,
    most: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Listing:
    """Return the questions of a pack, or of all, that have words with the beginnings wished for."""
    packs = (pack,) if pack else ()
    keys = bank.search(wish, packs, most=most, progress=progress, cancelled=cancelled)
    return Listing(bank, keys)
