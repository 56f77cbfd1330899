"""The night master: draws an evening's questions, holds its Match, saves what happens and what it taught."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random, SystemRandom
from typing import TYPE_CHECKING, Any

from spacequiz.errors import UsageError
from spacequiz.game.modes import MISSED
from spacequiz.game.night import events as e
from spacequiz.game.night.journal import Entry, decode_entry, encode_entry
from spacequiz.game.night.match import Match
from spacequiz.game.night.results import list_misses, list_results
from spacequiz.game.night.setup import NightSetup, decode_setup, encode_setup
from spacequiz.game.night.state import NightPhase, RefusedError
from spacequiz.game.records import Answer, Setup, Verdict
from spacequiz.game.review import rate, review
from spacequiz.language import say, say_number
from spacequiz.packs.bank import Source
from spacequiz.packs.library import choose_packs, expand
from spacequiz.quizmaster.incoming import bring
from spacequiz.quizmaster.night_draw import (
    ALL_TOPICS,
    CATEGORY,
    PACK,
    Draw,
    Drawer,
    LobbySetup,
    count_keys,
    pack_setup,
    plan_night,
    read_setup,
)
from spacequiz.quizmaster.night_moves import Moves
from spacequiz.quizmaster.settings import RETENTION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from spacequiz.clock import Clock
    from spacequiz.game.night.results import Result, TeamAnswer
    from spacequiz.game.night.view import MatchView
    from spacequiz.game.question import Question
    from spacequiz.game.records import SavedGame
    from spacequiz.game.views import Card
    from spacequiz.packs.bank import Bank
    from spacequiz.packs.pictures import OpenedPicture
    from spacequiz.paths import Places
    from spacequiz.quizmaster.planner import Editions
    from spacequiz.save import Player, Save
    from spacequiz.save.nights import SavedNight


LOBBY_SETTING = "night"


@dataclass(frozen=True, slots=True)
class Evening:
    """Tell of an evening that was left, or that came to its end."""

    night: int
    day: date
    """On which it began."""
    where: str
    """How it stands, in a few words."""
    form: str = ""
    packs: tuple[str, ...] = ()
    """The titles of the packs that were chosen; none for all."""
    match: Match | None = None
    """As it stands; None if it cannot be read."""
    lost: int = 0
    """How many of its questions are nowhere now."""
    missing: tuple[str, ...] = ()
    """The packs that these were in, by where they lay."""


def describe_where(view: MatchView) -> str:
    """Return in a few words how an evening stands."""
    scores = [(view.team(s.team).team.name, s.score) for s in view.standings]
    told = ", ".join(f"{name} {say_number(score)}" for name, score in scores)
    if view.round.index < 0 or view.round.count < 2 or view.phase is NightPhase.ENDED:
        return told
    return say(
        "round {number} of {last}, {scores}",
        number=view.round.index + 1,
        last=view.round.count,
        scores=told,
    )


class NightMaster:
    """Run quiz nights.

    Args:
        bank: Where questions are drawn from.
        save: Where everything that happens goes before it shows.
        host: Who is at the machine.
        editions: Which packs are meant when none is chosen.
        clock: Tells the time.
    """

    def __init__(
        self,
        bank: Bank,
        save: Save,
        host: Player,
        editions: Editions,
        clock: Clock,
    ) -> None:
        self._bank = bank
        self._save = save
        self._host = host
        self._editions = editions
        self._clock = clock
        self._night = 0
        self._written = 0
        self._moves: Moves | None = None
        self._listeners: list[Callable[[], object]] = []
        self.lobby = LobbySetup()
        """The set-up of the present evening, which knows the teams' keys."""
        self.past: date | None = None
        """The day of the evening, if one of the past is looked at."""

    # -- the lobby ---------------------------------------------------------------------------

    def last_setup(self) -> LobbySetup:
        """Return the set-up of the last evening; the default for a first one."""
        return read_setup(self._save.setting(None, LOBBY_SETTING, {}))

    def topics(self, setup: LobbySetup) -> list[str]:
        """Return what a round can be about: anything, a pack, or a category."""
        chosen = self._editions.choose(setup.packs)
        packs = [pack for pack in self._bank.packs() if pack.id in chosen]
        categories = dict.fromkeys(name for pack in packs for name in pack.categories)
        own = [PACK + pack.id for pack in packs] if len(packs) > 1 else []
        return [ALL_TOPICS, *own, *(CATEGORY + name for name in categories)]

    def title(self, topic: str) -> str:
        """Return what a round is about, in words."""
        return Drawer(self._bank, self._editions, {}).title(topic)

    def try_draw(self, setup: LobbySetup) -> Draw:
        """Return a draw as the set-up would bring one, to see whether there are enough."""
        return Drawer(self._bank, self._editions, {}).draw(setup, Random(0))

    def unfinished(self) -> SavedNight | None:
        """Return the evening that can be continued."""
        return self._save.unfinished_night()

    def describe_unfinished(self) -> str | None:
        """Return in a few words where the evening stands that can be continued."""
        saved = self.unfinished()
        return None if saved is None else self._recall(saved).where

    def list_left(self) -> list[Evening]:
        """Return the evenings that can be continued, the newest first."""
        return [self._recall(saved) for saved in self._save.list_nights(ended=False)]

    def list_past(self) -> list[Evening]:
        """Return the evenings that came to their end, the newest first."""
        return [self._recall(saved) for saved in self._save.list_nights(ended=True)]

    def _recall(self, saved: SavedNight) -> Evening:
        day = self._clock.day_of(datetime.fromisoformat(saved.started))
        try:
            match, lobby = self._restore(saved)
        except ValueError:
            return Evening(saved.night, day, say("as far as it can be read"))
        titles = tuple(map(self._editions.title_of, ((pack,) for pack in lobby.packs)))
        gone = [a for a in match.setup.addresses if a not in match.questions]
        files = saved.plan.get("files")
        paths = files if isinstance(files, dict) else {}
        packs = dict.fromkeys(address.partition("/")[0] for address in gone)
        missing = tuple(str(paths.get(pack, pack)) for pack in packs)
        where = describe_where(match.view)
        return Evening(saved.night, day, where, lobby.form, titles, match, len(gone), missing)

    def forget(self, night: int | None = None) -> None:
        """Give up an evening that was left: this one, or else the newest."""
        if night is None and (saved := self.unfinished()) is not None:
            night = saved.night
        if night is not None:
            self._save.abandon_night(night)

    def take_up(self, night: int) -> None:
        """Offer an evening again that was given up."""
        self._save.claim_night(night)
        self._save.reopen_night(night)

    def add_file(self, path: Path, places: Places) -> str:
        """Let questions of a file be drawn, of any format that is read; return the pack's id.

        Raises:
            SpacequizError: Nobody here reads it, or it has errors.
        """
        found = bring(path, places)
        (whole,) = expand(path.absolute() if found is None else found.path)[:1]
        self._add_sources([whole])
        return choose_packs(self._bank, [str(whole)])[0]

    def _add_sources(self, paths: Iterable[Path]) -> None:
        known = {source.path for source in self._bank.sources}
        new = [Source(path) for path in paths if path not in known]
        if new:
            self._bank.set_sources((*new, *self._bank.sources))
            self._bank.refresh()

    # -- an evening --------------------------------------------------------------------------

    def start(self, lobby: LobbySetup) -> None:
        """Draw an evening and begin it.

        Raises:
            UsageError: No question fits.
        """
        random = Random(SystemRandom().getrandbits(64))
        drawn = Drawer(self._bank, self._editions, self._find_seen(lobby)).draw(lobby, random)
        if not drawn.rounds or (lobby.form == "board" and len(drawn.rounds) < 2):
            raise UsageError(
                say("No question fits this evening."), hint=say("Choose more packs or kinds.")
            )
        self._save.set_setting(None, LOBBY_SETTING, pack_setup(lobby))
        setup = plan_night(lobby, drawn, random)
        plan = {"lobby": pack_setup(lobby), "setup": encode_setup(setup)}
        plan["files"] = self._find_files(setup)
        self._night, self._written, self.lobby = self._save.start_night(plan), 0, lobby
        self.past = None
        match = Match(setup, self._load(setup), keep=self._keep, tell=self._tell)
        self._moves = self._lead(match, random)
        # Phones join first: the host begins once enough are in.
        if not lobby.phones:
            match.do(e.MatchStarted(at=self._clock.monotonic()))

    def resume(self, night: int | None = None) -> None:
        """Go on with an evening that was left, or else the newest, with its clock restarted.

        Raises:
            UsageError: There is none, or it is damaged from its first line on.
        """
        saved = self.unfinished() if night is None else self._save.night(night)
        if saved is None:
            raise UsageError(say("There is no evening to go on with."))
        try:
            match, lobby = self._restore(saved)
        except ValueError as error:
            raise UsageError(say("The evening that was left cannot be read.")) from error
        self._night, self._written, self.lobby = saved.night, len(match.journal), lobby
        self.past = None
        if len(match.journal) < len(saved.journal):
            self._rescue(saved, match)
        self._save.claim_night(self._night)
        self._moves = self._lead(match, Random(SystemRandom().getrandbits(64)))
        match.restart_clock(self._clock.monotonic())

    def open_past(self, evening: Evening) -> None:
        """Look at an evening again that came to its end; nothing of it changes.

        Raises:
            UsageError: It cannot be read.
        """
        if evening.match is None:
            raise UsageError(say("This evening cannot be read."))
        self._night, self.past = evening.night, evening.day
        self._moves = self._lead(evening.match, Random(0))

    def _find_files(self, setup: NightSetup) -> dict[str, str]:
        """Return where the packs of an evening lie, so that it finds them again."""
        used = {address.partition("/")[0] for address in setup.addresses}
        return {pack.id: str(pack.path) for pack in self._bank.packs() if pack.id in used}

    def _restore(self, saved: SavedNight) -> tuple[Match, LobbySetup]:
        files = saved.plan.get("files")
        known = {pack.id for pack in self._bank.packs()}
        paths = files if isinstance(files, dict) else {}
        gone = [Path(path) for pack, path in paths.items() if pack not in known]
        self._add_sources(path for path in gone if path.exists())
        return restore(saved, self._load, self._keep, self._tell)

    def _lead(self, match: Match, random: Random) -> Moves:
        """Return the moves of an evening."""
        return Moves(match, self._clock.monotonic, random, self.lobby.advance)

    def _rescue(self, saved: SavedNight, match: Match) -> None:
        """Go on in a new evening with what can be read; the damaged one stays as it is."""
        self._save.abandon_night(saved.night)
        self._night, self._written = self._save.start_night(saved.plan), 0
        for entry in match.journal:
            self._keep(entry)

    def _load(self, setup: NightSetup) -> dict[str, Question]:
        return {q.address: q for q in self._bank.questions(setup.addresses)}

    def _keep(self, entry: Entry) -> None:
        """Write an entry of the journal, before it counts."""
        self._save.append_to_night(self._night, self._written, encode_entry(entry))
        self._written += 1

    def _find_seen(self, lobby: LobbySetup) -> dict[str, int]:
        """Return what the host, and teams that are players, have seen, with its rank."""
        names = {team.name.casefold() for team in lobby.teams}
        players = [p for p in self._save.players() if p.name.casefold() in names]
        seen: dict[str, int] = {}
        for player in (self._host, *players):
            for key, rank in self._save.last_seen(player).items():
                seen[key] = max(rank, seen.get(key, 0))
        return seen

    @property
    def moves(self) -> Moves:
        """Return the moves of the present evening.

        Raises:
            UsageError: There is none.
        """
        if self._moves is None:
            raise UsageError(say("No evening is running."))
        return self._moves

    @property
    def match(self) -> Match:
        """Return the present evening."""
        return self.moves.match

    @property
    def keys_needed(self) -> int:
        """Return how many keys each team needs for the questions of the evening."""
        return max(map(count_keys, self.match.questions.values()), default=0)

    @property
    def language(self) -> str:
        """Return the language that the host reads."""
        return self._editions.language

    def open_picture(self, card: Card, option: str = "") -> OpenedPicture | None:
        """Return the picture of a question, or of one of its options, where it can be shown."""
        from spacequiz.quizmaster.looking_back import open_picture_of

        return open_picture_of(self._bank, card, option)

    @property
    def view(self) -> MatchView:
        """Return the present evening as it stands."""
        return self.match.view

    def tick(self) -> bool:
        """Let happen what the time brings about; nothing where no evening runs."""
        return self._moves is not None and self._moves.tick()

    def listen(self, listener: Callable[[], object]) -> Callable[[], None]:
        """Call a listener after every step, undo and redo; return what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()

    @property
    def trouble(self) -> str:
        """Return why nothing can be written just now; empty when it can."""
        return self._save.trouble

    @property
    def today(self) -> date:
        """Return the day that the evening belongs to."""
        return self.past or self._clock.today()

    # -- its end -----------------------------------------------------------------------------

    def settle(self) -> None:
        """Note in the save file whether the evening has ended, and what players have learnt."""
        if self.past:
            return
        ended = self.match.state.phase is NightPhase.ENDED
        if not ended:
            self._save.reopen_night(self._night)
            return
        self._save.finish_night(self._night)
        remember_answers(self._save, self.match, self._night, self._clock.utc())

    def start_review(self) -> SavedGame:
        """Return a game for the host over all that was missed this evening.

        Raises:
            UsageError: Nothing was missed.
        """
        return start_review(self._save, self._host, self.match)


_FED = "night-fed"
"""The setting that names the last evening that fed the players' cards, and with how many results."""


def remember_answers(save: Save, match: Match, night: int, now: datetime) -> None:
    """Feed what teams of one player answered to that player's cards.

    An end that was taken back is followed by another: what was fed then is not fed again.
    """
    evening, results = f"{save.night(night).started}/{night}", list_results(match.state)
    before: dict[str, Any] = save.setting(None, _FED, {})
    fed = before.get("results") if before.get("evening") == evening else 0
    fresh = results[fed:] if isinstance(fed, int) else ()
    save.set_setting(None, _FED, {"evening": evening, "results": len(results)})
    players = {player.name.casefold(): player for player in save.players()}
    for team in match.state.teams:
        player = players.get(team.name.casefold())
        if player is not None:
            _feed(save, match, fresh, team.id, player, now)


def _feed(
    save: Save,
    match: Match,
    results: Sequence[Result],
    team: str,
    player: Player,
    now: datetime,
) -> None:
    answers: list[tuple[TeamAnswer, Question]] = []
    for result in results:
        question = match.questions.get(result.address)
        found = [answer for answer in result.answers if answer.team == team]
        if question is not None and found and not result.skipped:
            answers.append((found[0], question))
    if not answers:
        return
    # A mode without points, so that the evening's score is on no leader board.
    setup = Setup(mode=MISSED.name, count=len(answers))
    drawn = [(question.address, question.progress_key) for _, question in answers]
    game = save.start_game(player, setup, match.setup.seed, drawn)
    for position, (given, question) in enumerate(answers):
        answer = _make_answer(given, question, position)
        memory = review(
            save.memory(player, question.progress_key),
            rate(answer),
            now,
            fuzz=True,
            retention=RETENTION.read(save, player) / 100,
        )
        save.show(game, position, question.address, question.progress_key)
        save.record(game, answer, memory, question.category)
    save.finish(game)


def _make_answer(given: TeamAnswer, question: Question, position: int) -> Answer:
    right = given.credit == 1
    verdict = Verdict.WRONG if given.verdict is Verdict.RIGHT and not right else given.verdict
    return Answer(
        position=position,
        address=question.address,
        progress_key=question.progress_key,
        response=given.response,
        verdict=verdict,
        credit=given.credit,
        points=0,
        seconds=given.seconds,
    )


def start_review(save: Save, player: Player, match: Match) -> SavedGame:
    """Return a new game that asks a player what anybody missed, until each was right once.

    Raises:
        UsageError: Nothing was missed.
    """
    missed = dict.fromkeys(a for addresses in list_misses(match.state).values() for a in addresses)
    questions = [match.questions[address] for address in missed if address in match.questions]
    if not questions:
        raise UsageError(say("Nothing was missed."))
    setup = Setup(mode=MISSED.name, count=len(questions))
    drawn = [(question.address, question.progress_key) for question in questions]
    return save.game(save.start_game(player, setup, match.setup.seed, drawn))


def restore(
    saved: SavedNight,
    load: Callable[[NightSetup], Mapping[str, Question]],
    keep: Callable[[Entry], object],
    tell: Callable[[], object],
) -> tuple[Match, LobbySetup]:
    """Return an evening up to the first entry that is damaged, and its set-up.

    Args:
        saved: The evening.
        load: Returns the questions of its plan.
        keep: Makes each further entry durable.
        tell: Called after each further entry.

    Raises:
        ValueError: Not even its plan can be read.
    """
    setup = decode_setup(saved.plan.get("setup"))
    lobby = saved.plan.get("lobby")
    questions = load(setup)
    entries = _read_entries(saved.journal)
    while True:
        try:
            return Match(setup, questions, entries, keep=keep, tell=tell), read_setup(
                lobby if isinstance(lobby, dict) else {}
            )
        except RefusedError:
            entries = entries[:-1]


def _read_entries(lines: Iterable[Any]) -> list[Entry]:
    entries = []
    for line in lines:
        try:
            entries.append(decode_entry(line))
        except ValueError:
            break
    return entries
