"""The draw: which questions make a game, from all that fit."""

from __future__ import annotations

from collections import Counter
from itertools import chain, groupby
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.kinds import Difficulty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from random import Random


class Candidate(NamedTuple):
    """Name a question that fits, with all that drawing needs to know of it."""

    address: str
    progress_key: str
    difficulty: str
    twins: str
    """Its `twin:` tags, separated by spaces: questions that share one give each other away."""


def draw(
    candidates: Sequence[Candidate], count: int, seen: Mapping[str, int], random: Random
) -> list[Candidate]:
    """Choose the questions of a game.

    Each difficulty keeps its share of the candidates. Within a difficulty, questions never seen
    come first, then those seen longest ago, else by chance. Twins, and editions of one question,
    stay out of the same game, whatever becomes of the shares; only where nothing else is left do
    twins come in.

    Args:
        candidates: All that fit, in a stable order, so that a seed repeats the draw.
        count: How many to choose; fewer come back if fewer fit.
        seen: For each progress key seen before, a rank that grows with recency.
        random: Decides what the rules leave open.
    """
    piles = _pile_up(candidates, seen, random)
    shares = _share_out(count, [len(pile) for pile in piles], random)
    rest = sorted(chain.from_iterable(piles), key=lambda c: seen.get(c.progress_key, 0))
    hand = _deal(piles, shares, rest, count)
    if len(hand) < count:
        hand = max(hand, *_deal_friends(piles, shares, rest, count), key=len)
    hand.take(rest, count, twins=True)
    random.shuffle(hand.cards)
    return hand.cards


def keep_beginning(
    candidates: Sequence[Candidate], story: Sequence[str], most: int
) -> list[Candidate]:
    """Leave out what comes late in a story; what is no part of it stays.

    Args:
        candidates: All that fit.
        story: The addresses of the story in its order.
        most: How many of the candidates are its beginning.
    """
    fitting = {candidate.address for candidate in candidates}
    late = set([address for address in story if address in fitting][most:])
    return [candidate for candidate in candidates if candidate.address not in late]


def tell_in_order(addresses: Sequence[str], story: Sequence[str]) -> list[str]:
    """Return addresses with those of a story in its order, in the places that they have."""
    rank = {address: place for place, address in enumerate(story)}
    told = iter(sorted((a for a in addresses if a in rank), key=rank.__getitem__))
    return [next(told) if address in rank else address for address in addresses]


def draw_climbing(
    candidates: Sequence[Candidate], count: int, seen: Mapping[str, int], random: Random, step: int
) -> list[Candidate]:
    """Choose questions that get harder: `step` of each level, then all that is left, hardest first.

    The arguments are those of `draw`.
    """
    piles = _pile_up_by_level(candidates, seen, random)
    hand = _Hand(count)
    for pile in piles:
        hand.take(pile, step)
    for twins in (False, True):
        for pile in reversed(piles):
            hand.take(pile, count, twins=twins)
    return hand.cards


def draw_ladder(
    candidates: Sequence[Candidate], rungs: int, seen: Mapping[str, int], random: Random
) -> tuple[list[Candidate], list[Candidate]]:
    """Choose the questions of a ladder, and one of each level in reserve if there are more.

    Two fifths of the rungs are easy, two fifths medium, the rest hard; where a level runs short,
    the others fill in. The other arguments are those of `draw`.
    """
    piles = _pile_up_by_level(candidates, seen, random)
    hand = _Hand(rungs)
    shares = (2 * rungs // 5, 2 * rungs // 5, rungs - 4 * rungs // 5)
    for pile, share in zip(piles, shares, strict=True):
        hand.take(pile, share)
    for twins in (False, True):
        hand.take(chain.from_iterable(piles), rungs, twins=twins)
    drawn, hand.cards = hand.cards, []
    for pile in piles:
        hand.take(pile, 1)
    levels = list(Difficulty)
    drawn.sort(key=lambda c: levels.index(Difficulty(c.difficulty)))
    return drawn, hand.cards


class Trait(NamedTuple):
    """Hold what parts a question from the one that is asked before it."""

    address: str
    category: str
    kind: str
    level: str = ""
    """Only within a run of one level questions change places."""


MOST_OF_A_KIND = 3
"""How many questions of one kind follow one another while others are left."""


def interleave(questions: Sequence[Trait]) -> list[str]:
    """Return the addresses so that categories and kinds take turns, else in the order given.

    No two of one category follow one another while others are left, nor more than three of one
    kind. Mixing what is alike is learned better than block after block (Brunmair and Richter 2019).
    """
    asked: list[Trait] = []
    for _, run in groupby(questions, key=lambda question: question.level):
        left = list(run)
        while left:
            asked.append(left.pop(_choose_next(asked, left)))
    return [question.address for question in asked]


def _choose_next(asked: Sequence[Trait], left: Sequence[Trait]) -> int:
    counts = Counter(question.category for question in left)
    crowded, most = counts.most_common(1)[0]
    last = asked[-1].category if asked else None
    kinds = {question.kind for question in asked[-MOST_OF_A_KIND:]}
    tired = kinds if len(asked) >= MOST_OF_A_KIND and len(kinds) == 1 else ()
    # A category that has more than half of what is left would follow itself later on.
    pressing = most > len(left) // 2

    def judge(place: int) -> tuple[bool, bool, bool, int]:
        question = left[place]
        follows = question.category == last
        return follows, pressing and question.category != crowded, question.kind in tired, place

    return min(range(len(left)), key=judge)


def _pile_up_by_level(
    candidates: Sequence[Candidate], seen: Mapping[str, int], random: Random
) -> list[list[Candidate]]:
    """Return a pile for each difficulty, easiest first, empty ones included."""
    piles = {pile[0].difficulty: pile for pile in _pile_up(candidates, seen, random)}
    return [piles.get(level, []) for level in Difficulty]


def _pile_up(
    candidates: Sequence[Candidate], seen: Mapping[str, int], random: Random
) -> list[list[Candidate]]:
    """Return one pile a difficulty, what should come first on top."""
    by_difficulty: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        by_difficulty.setdefault(candidate.difficulty, []).append(candidate)
    piles = [by_difficulty[name] for name in sorted(by_difficulty)]
    for pile in piles:
        random.shuffle(pile)
        if seen:
            pile.sort(key=lambda c: seen.get(c.progress_key, 0))
    return piles


def _share_out(count: int, sizes: Sequence[int], random: Random) -> list[int]:
    """Split `count` in proportion to the sizes; the largest remainders get what is left over."""
    total = sum(sizes)
    count = min(count, total)
    if not total:
        return []
    shares = [count * size // total for size in sizes]
    order = list(range(len(sizes)))
    random.shuffle(order)
    order.sort(key=lambda i: -(count * sizes[i] % total))
    for i in order[: count - sum(shares)]:
        shares[i] += 1
    return shares


def _deal(
    piles: Sequence[Sequence[Candidate]],
    shares: Sequence[int],
    rest: Sequence[Candidate],
    count: int,
) -> _Hand:
    """Take each pile's share without twins, and fill up from the rest."""
    hand = _Hand(count)
    for pile, share in zip(piles, shares, strict=True):
        hand.take(pile, share)
    hand.take(rest, count)
    return hand


def _deal_friends(
    piles: Sequence[Sequence[Candidate]],
    shares: Sequence[int],
    rest: Sequence[Candidate],
    count: int,
) -> Iterator[_Hand]:
    """Deal again, those with the fewest twins first, with the shares and without.

    One question with many twins may keep out several that get on with one another.
    """
    tags = Counter(chain.from_iterable(candidate.twins.split() for candidate in rest))

    def count_rivals(candidate: Candidate) -> int:
        return sum(tags[tag] - 1 for tag in candidate.twins.split())

    piles = [sorted(pile, key=count_rivals) for pile in piles]
    rest = sorted(rest, key=count_rivals)
    yield _deal(piles, shares, rest, count)
    yield _deal((), (), rest, count)


class _Hand:
    """Collect questions that may stand in one game."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.cards: list[Candidate] = []
        self._keys: set[str] = set()
        self._twins: set[str] = set()

    def __len__(self) -> int:
        return len(self.cards)

    def take(self, pile: Iterable[Candidate], most: int, *, twins: bool = False) -> None:
        """Take up to `most` from the top of a pile, as long as the hand is not full."""
        taken = 0
        for candidate in pile:
            if taken == most or len(self.cards) == self.size:
                return
            names = candidate.twins.split()
            if candidate.progress_key in self._keys:
                continue
            if not twins and not self._twins.isdisjoint(names):
                continue
            self.cards.append(candidate)
            self._keys.add(candidate.progress_key)
            self._twins.update(names)
            taken += 1
