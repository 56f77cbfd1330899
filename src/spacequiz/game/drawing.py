"""The draw: which questions make a game, from all that fit.

A draw costs what it asks for, not what there is: from a pool it looks up only the places that chance
names, and what the player has seen.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain, groupby, islice, tee
from random import Random
from typing import TYPE_CHECKING, NamedTuple, Protocol

from spacequiz.game.kinds import Difficulty

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence


class Candidate(NamedTuple):
    """Name a question that fits, with all that drawing needs to know of it."""

    address: str
    progress_key: str
    difficulty: str
    twins: str
    """Its `twin:` tags, separated by spaces: questions that share one give each other away."""


class Pool(Protocol):
    """Hold all questions that fit, each at a place of its own within its difficulty."""

    def count_levels(self) -> Mapping[str, int]:
        """Return how many questions there are of each difficulty, without those of none."""

    def look_up(self, level: str, places: Sequence[int]) -> list[Candidate]:
        """Return what stands at some places of a difficulty, counted from 0."""

    def find(self, progress_keys: Collection[str]) -> list[Candidate]:
        """Return those of the questions that fit, whatever their difficulty."""


class Listed:
    """Be a pool of candidates that are all at hand.

    Args:
        candidates: All that fit, in a stable order, so that a seed repeats the draw.
    """

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._levels: defaultdict[str, list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            self._levels[candidate.difficulty].append(candidate)

    def count_levels(self) -> dict[str, int]:
        """Return how many questions there are of each difficulty."""
        return {level: len(found) for level, found in self._levels.items()}

    def look_up(self, level: str, places: Sequence[int]) -> list[Candidate]:
        """Return what stands at some places of a difficulty."""
        return [self._levels[level][place] for place in places]

    def find(self, progress_keys: Collection[str]) -> list[Candidate]:
        """Return those of the questions that fit."""
        return [c for c in chain(*self._levels.values()) if c.progress_key in progress_keys]


class Spent(NamedTuple):
    """Name what may not be drawn: questions, and what shares a twin tag with some."""

    keys: frozenset[str] = frozenset()
    """Progress keys."""
    tags: frozenset[str] = frozenset()

    def holds(self, candidate: Candidate) -> bool:
        """Return whether a question may not be drawn."""
        if candidate.progress_key in self.keys:
            return True
        return bool(self.tags) and not self.tags.isdisjoint(candidate.twins.split())


NOTHING_SPENT = Spent()


def draw(
    pool: Pool,
    count: int,
    seen: Mapping[str, int],
    random: Random,
    spent: Spent = NOTHING_SPENT,
) -> list[Candidate]:
    """Choose the questions of a game.

    Each difficulty keeps its share of the pool. Within a difficulty, questions never seen
    come first, then those seen longest ago, else by chance. Twins, and editions of one question,
    stay out of the same game, whatever becomes of the shares; only where nothing else is left do
    twins come in.

    Args:
        pool: All that fit.
        count: How many to choose; fewer come back if fewer fit.
        seen: For each progress key seen before, a rank that grows with recency.
        random: Decides what the rules leave open.
        spent: What is left out.
    """
    deck = _Deck(pool, seen, random, spent)
    levels = sorted(level for level, size in deck.sizes.items() if size)
    shares = _share_out(count, [deck.sizes[level] for level in levels], random)
    piles = [deck.pile(level) for level in levels]
    hand = _deal(piles, shares, deck.rest(), count)
    if len(hand) < count:
        friends = _deal_friends([deck.pile(level) for level in levels], shares, deck.rest(), count)
        hand = max(hand, *friends, key=len)
    hand.take(deck.rest(), count, twins=True)
    random.shuffle(hand.cards)
    return hand.cards


def find_late(pool: Pool, story: Sequence[str], most: int) -> list[str]:
    """Return what comes late in a story.

    Args:
        pool: All that fit.
        story: The progress keys of the story in its order.
        most: How many of those that fit are its beginning.
    """
    fitting = {candidate.progress_key for candidate in pool.find(frozenset(story))}
    return [key for key in story if key in fitting][most:]


def tell_in_order(addresses: Sequence[str], story: Sequence[str]) -> list[str]:
    """Return addresses with those of a story in its order, in the places that they have."""
    rank = {address: place for place, address in enumerate(story)}
    told = iter(sorted((a for a in addresses if a in rank), key=rank.__getitem__))
    return [next(told) if address in rank else address for address in addresses]


def draw_climbing(
    pool: Pool,
    count: int,
    seen: Mapping[str, int],
    random: Random,
    step: int,
) -> list[Candidate]:
    """Choose questions that get harder: `step` of each level, then all that is left, hardest first.

    The arguments are those of `draw`.
    """
    deck = _Deck(pool, seen, random)
    hand = _Hand(count)
    for level in Difficulty:
        hand.take(deck.pile(level), step)
    for twins in (False, True):
        for level in reversed(Difficulty):
            hand.take(deck.pile(level), count, twins=twins)
    return hand.cards


def draw_ladder(
    pool: Pool, rungs: int, seen: Mapping[str, int], random: Random
) -> tuple[list[Candidate], list[Candidate]]:
    """Choose the questions of a ladder, and one of each level in reserve if there are more.

    Two fifths of the rungs are easy, two fifths medium, the rest hard; where a level runs short,
    the others fill in. The other arguments are those of `draw`.
    """
    deck = _Deck(pool, seen, random)
    hand = _Hand(rungs)
    shares = (2 * rungs // 5, 2 * rungs // 5, rungs - 4 * rungs // 5)
    for level, share in zip(Difficulty, shares, strict=True):
        hand.take(deck.pile(level), share)
    for twins in (False, True):
        hand.take(chain.from_iterable(map(deck.pile, Difficulty)), rungs, twins=twins)
    drawn, hand.cards = hand.cards, []
    for level in Difficulty:
        hand.take(deck.pile(level), 1)
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


class _Deck:
    """Yield the questions of a pool, what should come first on top, and look up what is taken."""

    def __init__(
        self, pool: Pool, seen: Mapping[str, int], random: Random, spent: Spent = NOTHING_SPENT
    ) -> None:
        self._pool = pool
        self._seen = seen
        self._spent = spent
        gone = Counter(c.difficulty for c in pool.find(spent.keys)) if spent.keys else {}
        self._places = pool.count_levels()
        self.sizes = {level: size - gone.get(level, 0) for level, size in self._places.items()}
        # Each level has a chance of its own, so that it is no matter which is taken from first.
        self._fresh = {
            level: self._find_fresh(level, Random(random.getrandbits(64)))
            for level in sorted(self._places)
        }
        self._known = self._find_known(Random(random.getrandbits(64)))

    def pile(self, level: str) -> Iterator[Candidate]:
        """Yield the questions of a difficulty."""
        known = (c for c in self._list_known() if c.difficulty == level)
        return chain(self._list_fresh(level), known)

    def rest(self) -> Iterator[Candidate]:
        """Yield the questions of all difficulties."""
        fresh = (self._list_fresh(level) for level in sorted(self._fresh))
        return chain(chain.from_iterable(fresh), self._list_known())

    def _list_fresh(self, level: str) -> Iterator[Candidate]:
        if level not in self._fresh:
            return iter(())
        # A copy begins on top again, and what one of them has looked up is there for all.
        self._fresh[level], copy = tee(self._fresh[level])
        return copy

    def _list_known(self) -> Iterator[Candidate]:
        self._known, copy = tee(self._known)
        return copy

    def _find_fresh(self, level: str, random: Random) -> Iterator[Candidate]:
        places = _mix(self._places[level], random)
        while some := list(islice(places, _AT_ONCE)):
            for candidate in self._pool.look_up(level, some):
                if candidate.progress_key not in self._seen and not self._spent.holds(candidate):
                    yield candidate

    def _find_known(self, random: Random) -> Iterator[Candidate]:
        found = self._pool.find(self._seen) if self._seen else []
        known = [candidate for candidate in found if not self._spent.holds(candidate)]
        random.shuffle(known)
        known.sort(key=lambda c: self._seen[c.progress_key])
        yield from known


_AT_ONCE = 32


def _mix(size: int, random: Random) -> Iterator[int]:
    """Yield all numbers below a size by chance, each in a moment (Fisher and Yates, as far as asked)."""
    moved: dict[int, int] = {}
    for place in range(size):
        other = random.randrange(place, size)
        number = moved.pop(place, place)
        if other != place:
            number, moved[other] = moved.get(other, other), number
        yield number


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
    piles: Iterable[Iterable[Candidate]],
    shares: Sequence[int],
    rest: Iterable[Candidate],
    count: int,
) -> _Hand:
    """Take each pile's share without twins, and fill up from the rest."""
    hand = _Hand(count)
    for pile, share in zip(piles, shares, strict=True):
        hand.take(pile, share)
    hand.take(rest, count)
    return hand


def _deal_friends(
    piles: Iterable[Iterable[Candidate]],
    shares: Sequence[int],
    rest: Iterable[Candidate],
    count: int,
) -> Iterator[_Hand]:
    """Deal again, those with the fewest twins first, with the shares and without.

    One question with many twins may keep out several that get on with one another.
    """
    rest = list(rest)
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
