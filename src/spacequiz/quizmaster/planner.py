"""The planner: which packs are meant, and which questions a game asks of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from random import Random, SystemRandom
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.errors import UsageError
from spacequiz.game.codes import SEEDS, fingerprint_packs, make_code, number_seed, read_code
from spacequiz.game.drawing import (
    Candidate,
    Spent,
    Trait,
    draw,
    draw_climbing,
    draw_ladder,
    find_late,
    interleave,
    tell_in_order,
)
from spacequiz.game.kinds import Difficulty
from spacequiz.game.modes import CLASSIC, DAILY, DAILY_COUNT, MODES, REVIEW, SURVIVAL_STEP, Drawing
from spacequiz.game.records import Setup, Verdict
from spacequiz.game.review import MOST_PER_SESSION, Due
from spacequiz.language import say, say_count
from spacequiz.quizmaster.settings import NEW

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from spacequiz.clock import Clock
    from spacequiz.game.kinds import Kind
    from spacequiz.packs.bank import Bank, PackInfo
    from spacequiz.packs.pool import BankPool
    from spacequiz.save import Player, Save


PRACTICE_COUNT = 10
MOST_GAMES = 50
"""How many games back what was missed is looked for."""
EVERYTHING = Setup(mode=REVIEW.name, count=MOST_PER_SESSION)
"""A review of all that is known and new."""

Page = Callable[[int, int], "list[str]"]
"""Returns so many progress keys, from such a place on."""


class Plan(NamedTuple):
    """Hold what a game will ask."""

    setup: Setup
    seed: str
    addresses: tuple[str, ...]
    """In the order of asking; what stands behind `setup.count` of a ladder is its reserve."""
    code: str = ""


class Story(NamedTuple):
    """Hold the questions of a pack that tells a story, in its order."""

    addresses: list[str]
    keys: list[str]
    """Their progress keys."""


def draw_seed() -> int:
    """Return a seed by chance."""
    return SystemRandom().randrange(SEEDS)


class Planner:
    """Choose questions for one player.

    Args:
        bank: Where questions are drawn from.
        save: What the player has seen and knows.
        player: Whose games these are.
        editions: Which packs are meant when none is chosen.
        kinds: The kinds of question that the face can show.
        clock: Tells the player's day.
    """

    def __init__(
        self,
        bank: Bank,
        save: Save,
        player: Player,
        editions: Editions,
        kinds: Collection[Kind],
        clock: Clock,
    ) -> None:
        self._bank = bank
        self._save = save
        self._player = player
        self._editions = editions
        self._kinds = tuple(kinds)
        self._clock = clock

    def count_candidates(self, setup: Setup) -> int:
        """Return how many questions fit a set-up."""
        return self._find_pool(setup).count()

    # -- drawn games -------------------------------------------------------------------------

    def draw(self, setup: Setup) -> Plan:
        """Draw a game.

        A set-up with a seed asks the same questions on every machine with the same packs, so what
        this player has seen has no say in it.

        Raises:
            UsageError: No question fits the set-up.
        """
        setup = self._complete(setup)
        mode = MODES[setup.mode]
        number = number_seed(setup.seed) if setup.seed else draw_seed()
        seen = {} if setup.seed else self._save.last_seen(self._player)
        random = Random(f"draw/{number}")
        first = mode is CLASSIC and not (setup.seed or seen or setup.difficulties)
        stories = self._list_stories(setup.packs) if first else []
        reserve: list[Candidate] = []
        if first:
            drawn = self._draw_first(setup, stories, random)
        else:
            drawn, reserve = self._draw_by_mode(setup, seen, random)
        if not drawn:
            raise UsageError(
                say("No question fits this choice."),
                hint=say("Choose more packs, categories, difficulties or kinds."),
            )
        climbs = mode.drawing in (Drawing.CLIMBING, Drawing.LADDER)
        order = self._interleave([candidate.address for candidate in drawn], climbs=climbs)
        for story in stories:
            order = tell_in_order(order, story.addresses)
        if stories:
            order = self._vary_kinds(order)
        return Plan(
            setup=replace(setup, count=len(drawn)),
            seed=str(number),
            addresses=(*order, *(candidate.address for candidate in reserve)),
            code=self._code(setup, number),
        )

    def _draw_by_mode(
        self, setup: Setup, seen: Mapping[str, int], random: Random
    ) -> tuple[list[Candidate], list[Candidate]]:
        """Draw as the mode wants it, and what is in reserve."""
        pool, drawing = self._find_pool(setup), MODES[setup.mode].drawing
        if drawing is Drawing.LADDER:
            return draw_ladder(pool, setup.count, seen, random)
        if drawing is Drawing.CLIMBING:
            return draw_climbing(pool, setup.count, seen, random, SURVIVAL_STEP), []
        return draw(pool, setup.count, seen, random), []

    def _draw_first(
        self, setup: Setup, stories: Sequence[Story], random: Random
    ) -> list[Candidate]:
        """Draw the first game of a player: gentle where that is possible, and no story's end."""
        pool = self._find_pool(replace(setup, difficulties=_GENTLE))
        if pool.count() < 2 * setup.count:
            pool = self._find_pool(setup)
        most = _BEGINNING * setup.count
        late = chain.from_iterable(find_late(pool, story.keys, most) for story in stories)
        return draw(pool, setup.count, {}, random, Spent(frozenset(late)))

    def _list_stories(self, packs: Sequence[str]) -> list[Story]:
        """Return the questions of each pack that tells a story, in its order."""
        meant = set(self._editions.choose(packs))
        told = [info for info in self._bank.packs() if info.story and info.id in meant]
        stories = []
        for info in told:
            addresses = self._bank.list_written(info.id)
            names = (address.partition("/")[2] for address in addresses)
            stories.append(Story(addresses, [f"{info.origin}/{name}" for name in names]))
        return stories

    def _interleave(self, *parts: Sequence[str], climbs: bool = False) -> list[str]:
        """Let categories and kinds take turns, part by part; one that climbs level by level."""
        return interleave(
            [
                Trait(q.address, q.category, q.kind, f"{number} {q.difficulty if climbs else ''}")
                for number, part in enumerate(parts)
                for q in self._bank.questions(part)
            ]
        )

    def _vary_kinds(self, addresses: Sequence[str]) -> list[str]:
        """Let a question come a little early where too many of one kind would follow another."""
        questions = self._bank.questions(addresses)
        return interleave([Trait(q.address, "", q.kind) for q in questions])

    @staticmethod
    def make_seed() -> str:
        """Return a seed by chance, for a game that others are to play too."""
        return str(draw_seed())

    def set_up_daily(self, packs: Sequence[str] = ()) -> Setup:
        """Return the set-up of today's ten questions, of the packs that are meant.

        Each choice of packs has ten of its own: the same for everyone who chooses as much.
        """
        text = f"daily/{self._clock.today().isoformat()}"
        if set(packs) <= set(self._editions.choose(())) <= set(packs):
            packs = ()
        if packs:
            text += f"/{','.join(sorted(packs))}"
        return Setup(packs=tuple(packs), mode=DAILY.name, seed=str(number_seed(text)))

    def read_code(self, text: str) -> Setup:
        """Return the set-up that a game code stands for.

        Raises:
            UsageError: It is no code, or it is for packs that are not installed.
        """
        code = read_code(text)
        if code is None:
            raise UsageError(
                say("This is no game code."),
                hint=say("A code has twelve letters, such as 0A00-04K7-1KCV."),
            )
        packs = self._match_packs(code.packs)
        if packs is None:
            raise UsageError(
                say("This code is for packs that are not installed here."),
                hint=say("Ask for the packs, and put them into the packs folder."),
            )
        # The ten of another day are a game like any other.
        mode, count = code.mode, code.count or MODES[code.mode].count
        if mode == DAILY.name and str(code.seed) != self.set_up_daily(packs).seed:
            mode, count = CLASSIC.name, DAILY_COUNT
        return Setup(
            packs=packs,
            mode=mode,
            count=count,
            difficulties=code.difficulties,
            kinds=code.kinds,
            seed=str(code.seed),
        )

    def _match_packs(self, fingerprint: int) -> tuple[str, ...] | None:
        default = self._editions.choose(())
        playable = [pack.id for pack in self._bank.packs() if pack.playable]
        for packs in (default, *((pack,) for pack in playable), tuple(playable)):
            if fingerprint_packs(packs) == fingerprint:
                return packs
        return None

    def _code(self, setup: Setup, number: int) -> str:
        if not setup.seed:
            return ""
        return make_code(setup, self._editions.choose(setup.packs), number)

    def _complete(self, setup: Setup) -> Setup:
        """Fill in what the mode decides."""
        mode = MODES[setup.mode]
        return replace(
            setup,
            count=setup.count if mode.counts else mode.count,
            timer=setup.timer if mode.timed else 0,
            seconds=(setup.seconds or mode.default_seconds) if mode.seconds else 0,
        )

    def _find_pool(self, setup: Setup) -> BankPool:
        kinds = tuple(k for k in self._kinds if not setup.kinds or k in setup.kinds)
        packs = self._editions.choose(setup.packs)
        return self._bank.pool(packs, kinds, setup.categories, setup.difficulties)

    # -- reviews -----------------------------------------------------------------------------

    def review(self, setup: Setup = EVERYTHING) -> Plan:
        """Choose what is due, then what is new; when there is neither, what is known least.

        Args:
            setup: Which questions are meant, and how many at most.

        Raises:
            UsageError: There is no question at all.
        """
        save, player = self._save, self._player
        due = self._find_due(setup)
        first = set(self._find_sure_misses(setup))
        room = min(count_room(save, player, len(due)), setup.count - len(due))
        addresses = self._interleave(
            [address for address in due if address in first],
            [address for address in due if address not in first],
            self._find_new(setup, room),
        )
        if not addresses:
            most = min(PRACTICE_COUNT, setup.count)
            addresses = self._find_present(partial(save.weakest, player), setup, most)
        if not addresses:
            raise UsageError(say("There is nothing to review."), hint=say("Play a game first."))
        seed = str(number_seed(setup.seed) if setup.seed else draw_seed())
        setup = replace(setup, mode=REVIEW.name, count=len(addresses), seed="")
        return Plan(setup, seed, tuple(addresses))

    def count_due(self, setup: Setup = EVERYTHING) -> Due:
        """Return what a review would bring now."""
        save, player = self._save, self._player
        due = len(self._find_due(setup))
        room = min(count_room(save, player, due), setup.count - due)
        return Due(due, self._count_new(setup, room))

    def list_aside(self) -> list[str]:
        """Return where the questions stand that the player has set aside, as far as they are here."""
        return self._editions.find_present(self._list_aside(), EVERYTHING, self._kinds)

    def find_missed(self, setup: Setup) -> list[str]:
        """Return what was missed in the newest game that asked questions which a set-up means."""
        for score in self._save.scores(self._player, MOST_GAMES):
            answers = self._save.game(score.game).answers
            asked = list(dict.fromkeys(a.address for a in answers))
            meant = self._editions.keep(asked, setup, self._kinds)
            if meant:
                missed = {a.address for a in answers if a.verdict is not Verdict.RIGHT}
                return [address for address in meant if address in missed]
        return []

    def _find_due(self, setup: Setup) -> list[str]:
        """Return what is due: what was missed though the player was sure, then the rest."""
        page = partial(self._save.due, self._player, self._clock.utc())
        found = (*self._find_sure_misses(setup), *self._find_present(page, setup, setup.count))
        return list(dict.fromkeys(found))[: setup.count]

    def _find_sure_misses(self, setup: Setup) -> list[str]:
        keys = self._save.sure_misses(self._player, self._clock.utc())
        return self._editions.find_present(keys, setup, self._kinds)

    def _find_present(self, page: Page, setup: Setup, most: int) -> list[str]:
        """Return the addresses of what the player knows, passing over what is not meant or gone."""
        found: list[str] = []
        offset = 0
        while len(found) < most:
            keys = page(_CHUNK, offset)
            found += self._editions.find_present(keys, setup, self._kinds)
            if len(keys) < _CHUNK:
                break
            offset += _CHUNK
        return found[:most]

    def _count_new(self, setup: Setup, most: int) -> int:
        """Return how many questions there are that the player has no memory of, up to `most`."""
        pool = self._find_pool(setup)
        there = pool.count()
        # Memories may be of questions that are gone: only where few are left they are looked up.
        if there - self._save.count_due(self._player, _ALWAYS) - len(self._list_aside()) >= most:
            return most
        known = {candidate.progress_key for candidate in pool.find(self._find_known())}
        return min(most, there - len(known))

    def _find_new(self, setup: Setup, count: int) -> list[str]:
        if count <= 0:
            return []
        random = Random(f"new/{setup.seed or draw_seed()}")
        drawn = draw(self._find_pool(setup), count, {}, random, Spent(self._find_known()))
        return [candidate.address for candidate in drawn]

    def _find_known(self) -> frozenset[str]:
        """Return what is no longer new: what the player has a memory of, or has set aside."""
        return frozenset((*self._save.list_known(self._player), *self._list_aside()))

    def _list_aside(self) -> list[str]:
        return self._save.list_aside(self._player)


_BEGINNING = 3
"""How many times the questions of a first game are the beginning of a story."""


_GENTLE = (Difficulty.EASY, Difficulty.MEDIUM)

_CHUNK = 100
_ALWAYS = datetime.max.replace(tzinfo=UTC)


class Editions:
    """Know which packs there are, and which edition of a translated pack a player gets.

    Args:
        bank: Where the packs are.
        language: What the player reads.
    """

    def __init__(self, bank: Bank, language: str) -> None:
        self._bank = bank
        self.language = language

    def list_default(self) -> tuple[PackInfo, ...]:
        """Return the packs that a game draws from when none is chosen.

        That is every playable one, but of a translated pack only the edition in the player's
        language or else the original.
        """
        editions: dict[str, PackInfo] = {}
        for pack in self._bank.packs():
            best = editions.get(pack.origin)
            if pack.playable and (best is None or self._fit(pack) > self._fit(best)):
                editions[pack.origin] = pack
        return tuple(editions.values())

    def choose(self, packs: Sequence[str]) -> tuple[str, ...]:
        """Return the packs that are meant: those named, or else the default."""
        return tuple(packs) or tuple(pack.id for pack in self.list_default())

    def title_of(self, packs: Sequence[str]) -> str:
        """Return the title of the one pack that is meant, or how many there are."""
        chosen = self.choose(packs)
        if len(chosen) != 1:
            return say_count(len(chosen), "{count} pack", "{count} packs")
        return next((pack.title for pack in self._bank.packs() if pack.id in chosen), chosen[0])

    def find_present(
        self, progress_keys: Sequence[str], setup: Setup, kinds: Collection[Kind]
    ) -> list[str]:
        """Return where those questions stand in the chosen editions that a set-up means."""
        chosen = set(self.choose(setup.packs))
        packs = [pack for pack in self._bank.packs() if pack.playable and pack.id in chosen]
        homes = {pack.origin: pack.id for pack in packs}
        split = [key.partition("/") for key in progress_keys]
        wanted = [f"{homes[origin]}/{name}" for origin, _, name in split if origin in homes]
        return self.keep(wanted, setup, kinds)

    def keep(self, addresses: Sequence[str], setup: Setup, kinds: Collection[Kind]) -> list[str]:
        """Return those of the questions that are there and that a set-up means."""
        return [
            question.address
            for question in self._bank.questions(addresses)
            if (not setup.packs or question.pack in setup.packs)
            and question.kind in (setup.kinds or kinds)
            and (not setup.categories or question.category in setup.categories)
            and (not setup.difficulties or question.difficulty in setup.difficulties)
        ]

    def _fit(self, pack: PackInfo) -> tuple[bool, bool]:
        return pack.language.split("-")[0] == self.language, not pack.translates


def count_room(save: Save, player: Player, due: int) -> int:
    """Return how many new questions there is room for today, beside those that are due."""
    return int(
        max(0, min(NEW.read(save, player) - save.count_new_today(player), MOST_PER_SESSION - due))
    )
