"""The planner: which packs are meant, and which questions a game asks of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from random import Random, SystemRandom
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.errors import UsageError
from spacequiz.game.codes import SEEDS, fingerprint_packs, make_code, number_seed, read_code
from spacequiz.game.drawing import Candidate, draw, draw_climbing, draw_ladder
from spacequiz.game.modes import CLASSIC, DAILY, DAILY_COUNT, MODES, REVIEW, SURVIVAL_STEP, Drawing
from spacequiz.game.records import Setup
from spacequiz.game.review import MOST_PER_SESSION, NEW_PER_DAY

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from spacequiz.clock import Clock
    from spacequiz.game.kinds import Kind
    from spacequiz.packs.bank import Bank, PackInfo
    from spacequiz.save import Player, Save


PRACTICE_COUNT = 10


class Plan(NamedTuple):
    """Hold what a game will ask."""

    setup: Setup
    seed: str
    addresses: tuple[str, ...]
    """In the order of asking; what stands behind `setup.count` of a ladder is its reserve."""
    code: str = ""


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
        return len({candidate.progress_key for candidate in self._candidates(setup)})

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
        candidates = self._candidates(setup)
        reserve: list[Candidate] = []
        if mode.drawing is Drawing.CLIMBING:
            drawn = draw_climbing(candidates, setup.count, seen, random, SURVIVAL_STEP)
        elif mode.drawing is Drawing.LADDER:
            drawn, reserve = draw_ladder(candidates, setup.count, seen, random)
        else:
            drawn = draw(candidates, setup.count, seen, random)
        if not drawn:
            raise UsageError(
                "No question fits this choice.",
                hint="Choose more packs, categories, difficulties or kinds.",
            )
        return Plan(
            setup=replace(setup, count=len(drawn)),
            seed=str(number),
            addresses=tuple(candidate.address for candidate in (*drawn, *reserve)),
            code=self._code(setup, number),
        )

    @staticmethod
    def make_seed() -> str:
        """Return a seed by chance, for a game that others are to play too."""
        return str(draw_seed())

    def set_up_daily(self) -> Setup:
        """Return the set-up of today's ten questions."""
        return Setup(
            mode=DAILY.name, seed=str(number_seed(f"daily/{self._clock.today().isoformat()}"))
        )

    def read_code(self, text: str) -> Setup:
        """Return the set-up that a game code stands for.

        Raises:
            UsageError: It is no code, or it is for packs that are not installed.
        """
        code = read_code(text)
        if code is None:
            raise UsageError(
                "This is no game code.", hint="A code has twelve letters, such as 0A00-04K7-1KCV."
            )
        packs = self._match_packs(code.packs)
        if packs is None:
            raise UsageError(
                "This code is for packs that are not installed here.",
                hint="Ask for the packs, and put them into the packs folder.",
            )
        # The ten of another day, or of packs that were chosen, are a game like any other.
        mode, count = code.mode, code.count or MODES[code.mode].count
        today = str(code.seed) == self.set_up_daily().seed
        if mode == DAILY.name and not (today and set(packs) == set(self._editions.choose(()))):
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

    def _candidates(self, setup: Setup) -> list[Candidate]:
        kinds = tuple(k for k in self._kinds if not setup.kinds or k in setup.kinds)
        packs = self._editions.choose(setup.packs)
        return self._bank.candidates(packs, kinds, setup.categories, setup.difficulties)

    # -- reviews -----------------------------------------------------------------------------

    def review(self) -> Plan:
        """Choose what is due, then what is new; when there is neither, what is known least.

        Raises:
            UsageError: There is no question at all.
        """
        save, player, now = self._save, self._player, self._clock.utc()
        due = self._editions.find_due(save, player, now, self._kinds)
        addresses = [*due, *self._find_new(count_room(save, player, len(due)))]
        if not addresses:
            weakest = save.weakest(player, PRACTICE_COUNT)
            addresses = self._editions.find_present(weakest, self._kinds)
        if not addresses:
            raise UsageError("There is nothing to review.", hint="Play a game first.")
        return Plan(
            Setup(mode=REVIEW.name, count=len(addresses)),
            str(draw_seed()),
            tuple(addresses),
        )

    def _find_new(self, count: int) -> list[str]:
        if not count:
            return []
        candidates = self._candidates(Setup())
        known = self._save.known(self._player, [c.progress_key for c in candidates])
        new = [c for c in candidates if c.progress_key not in known]
        random = Random(draw_seed())
        return [c.address for c in draw(new, count, {}, random)]


_CHUNK = 100
_ALWAYS = datetime.max.replace(tzinfo=UTC)


class Due(NamedTuple):
    """Say what a review would bring now."""

    due: int
    new: int


class Editions:
    """Know which packs there are, and which edition of a translated pack a player gets.

    Args:
        bank: Where the packs are.
        language: What the player reads.
    """

    def __init__(self, bank: Bank, language: str) -> None:
        self._bank = bank
        self._language = language

    def list_default(self) -> tuple[PackInfo, ...]:
        """Return the packs that a game draws from when none is chosen.

        That is every playable one, but of a translated pack only the edition in the player's
        language or else the original.
        """
        editions: dict[str, PackInfo] = {}
        for pack in self._bank.packs():
            best = editions.get(pack.translates or pack.id)
            if pack.playable and (best is None or self._fit(pack) > self._fit(best)):
                editions[pack.translates or pack.id] = pack
        return tuple(editions.values())

    def choose(self, packs: Sequence[str]) -> tuple[str, ...]:
        """Return the packs that are meant: those named, or else the default."""
        return tuple(packs) or tuple(pack.id for pack in self.list_default())

    def title_of(self, packs: Sequence[str]) -> str:
        """Return the title of the one pack that is meant, or how many there are."""
        chosen = self.choose(packs)
        if len(chosen) != 1:
            return f"{len(chosen)} packs"
        return next((pack.title for pack in self._bank.packs() if pack.id in chosen), chosen[0])

    def find_present(self, progress_keys: Sequence[str], kinds: Collection[Kind]) -> list[str]:
        """Return where those questions stand in the default editions that can be asked."""
        homes = {pack.translates or pack.id: pack.id for pack in self.list_default()}
        split = [key.partition("/") for key in progress_keys]
        wanted = [f"{homes[origin]}/{name}" for origin, _, name in split if origin in homes]
        return [q.address for q in self._bank.questions(wanted) if q.kind in kinds]

    def find_due(
        self, save: Save, player: Player, now: datetime, kinds: Collection[Kind]
    ) -> list[str]:
        """Return the addresses of what is due, passing over what has left the bank."""
        found: list[str] = []
        offset = 0
        while len(found) < MOST_PER_SESSION:
            keys = save.due(player, now, _CHUNK, offset)
            found += self.find_present(keys, kinds)
            if len(keys) < _CHUNK:
                break
            offset += _CHUNK
        return found[:MOST_PER_SESSION]

    def count_new(self, save: Save, player: Player, kinds: Collection[Kind], most: int) -> int:
        """Return how many questions there are that the player has no memory of, up to `most`."""
        editions = self.list_default()
        there = sum(pack.kinds.get(kind, 0) for pack in editions for kind in kinds)
        # Memories may be of questions that are gone: only where few are left they are looked up.
        if there - save.count_due(player, _ALWAYS) >= most:
            return most
        packs = [pack.id for pack in editions]
        candidates = self._bank.candidates(packs, tuple(kinds)) if packs else []
        keys = {candidate.progress_key for candidate in candidates}
        return min(most, len(keys - save.known(player, tuple(keys))))

    def _fit(self, pack: PackInfo) -> tuple[bool, bool]:
        return pack.language.split("-")[0] == self._language, not pack.translates


def count_due(
    editions: Editions, save: Save, player: Player, now: datetime, kinds: Collection[Kind]
) -> Due:
    """Return what a review would bring now."""
    due = len(editions.find_due(save, player, now, kinds))
    room = count_room(save, player, due)
    return Due(due, editions.count_new(save, player, kinds, room))


def count_room(save: Save, player: Player, due: int) -> int:
    """Return how many new questions there is room for today, beside those that are due."""
    return max(0, min(NEW_PER_DAY - save.count_new_today(player), MOST_PER_SESSION - due))
