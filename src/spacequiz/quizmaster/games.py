"""The quizmaster: runs a game between the Session, the bank and the save file."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from spacequiz.errors import UsageError
from spacequiz.game.modes import CLASSIC, DAILY, MISSED, MODES, REVIEW, Drawing, name_mode
from spacequiz.game.records import Aid, Answer, SavedGame, Score, Setup, read_setup
from spacequiz.language import choose, say
from spacequiz.quizmaster.planner import EVERYTHING, Editions
from spacequiz.quizmaster.settings import (
    DAY,
    GOAL,
    HOW_SURE,
    LANGUAGE,
    ONCE_MORE,
    PLAYER_SETTING,
    RETENTION,
    STREAKS,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from spacequiz.clock import Clock
    from spacequiz.game.kinds import Kind
    from spacequiz.game.kinds.body import Response
    from spacequiz.game.review import Due, Memory
    from spacequiz.game.session import Session
    from spacequiz.game.statistics import Today
    from spacequiz.game.summary import Summary
    from spacequiz.game.views import View
    from spacequiz.packs.bank import Bank
    from spacequiz.quizmaster.looking_back import Annotations, Archive
    from spacequiz.quizmaster.planner import Plan, Planner
    from spacequiz.save import Player, Save


SETUP_SETTING, REVIEW_SETTING = "setup", "review-setup"
MISSED_SETUP = Setup(mode=MISSED.name, count=MISSED.count)
"""All that was missed."""


class Quizmaster:
    """Run games for one player. Both faces talk to it alone while playing.

    Args:
        bank: Where questions are drawn from.
        save: Where every answer goes before its verdict is shown.
        player: Whose games these are.
        clock: Tells the time; its days begin when the player's do.
        kinds: The kinds of question that the face can show.
        language: Which edition of a translated pack to draw from when no pack and no language is
            chosen.
    """

    def __init__(
        self,
        bank: Bank,
        save: Save,
        player: Player,
        *,
        clock: Clock,
        kinds: Collection[Kind],
        language: str = "en",
    ) -> None:
        self.bank = bank
        self.save = save
        self.player = player
        self.editions = Editions(bank, language)
        self._system_language = language
        self.setup = Setup()
        self.code = ""
        self._kinds = tuple(kinds)
        self.clock = clock
        self._sessions = Sessions(bank, save, clock.monotonic)
        self._game = 0
        self._chosen = Setup()
        self._memory: Memory | None = None
        self._planner: Planner | None = None
        self._running: Session | None = None
        self.follow_settings()

    def follow_settings(self) -> None:
        """Count days from the hour that the player chose, and speak and ask in their language."""
        self.clock.day_begins = DAY.read(self.save, self.player)
        chosen = LANGUAGE.read(self.save, self.player)
        choose(chosen)
        self.editions.language = chosen or self._system_language

    def change_player(self, player: Player) -> None:
        """Let another player play; a game of the one before waits for them."""
        self.player = player
        self.save.set_setting(None, PLAYER_SETTING, player.name)
        self._chosen = Setup()
        self._planner = None
        self.follow_settings()

    @property
    def planner(self) -> Planner:
        """Return who chooses the questions for the present player."""
        if self._planner is None:
            from spacequiz.quizmaster.planner import Planner

            self._planner = Planner(
                self.bank, self.save, self.player, self.editions, self._kinds, self.clock
            )
        return self._planner

    @property
    def archive(self) -> Archive:
        """Return what looks back on games and up questions."""
        from spacequiz.quizmaster.looking_back import Archive

        return Archive(self.bank, self.save, self.clock)

    @property
    def _session(self) -> Session:
        """Return the present game; before the first one, a game that has no questions."""
        if self._running is None:
            self._running = self._sessions.open(Setup(), "", (), self.player)
        return self._running

    def count_due(self) -> Due:
        """Return what a review would bring now."""
        return self.planner.count_due()

    # -- beginning ---------------------------------------------------------------------------

    def start(self, setup: Setup) -> View:
        """Begin the game that a set-up describes.

        Raises:
            UsageError: No question fits the set-up.
        """
        match setup.mode:
            case MISSED.name:
                return self.start_last_missed(setup)
            case REVIEW.name:
                self._chosen = setup
                return self._begin(self.planner.review(setup))
            case DAILY.name:
                return self.start_daily(setup.packs)
        self._chosen = replace(setup, seed="")
        return self._begin(self.planner.draw(setup))

    def start_again(self) -> View:
        """Draw another game with the set-up of the last one that was drawn.

        Raises:
            UsageError: No question fits the set-up any more.
        """
        return self.start(self._chosen)

    def start_daily(self, packs: Sequence[str] = ()) -> View:
        """Begin today's ten questions of the packs that are meant, or go on with them.

        Raises:
            UsageError: They were played already, or there are none.
        """
        setup = self.planner.set_up_daily(packs)
        game = self.save.find_game(self.player, DAILY.name, setup.seed)
        if game is None:
            return self._begin(self.planner.draw(setup))
        saved = self.save.game(game)
        if len(saved.answers) >= len(saved.addresses):
            raise UsageError(
                say("Today's ten are played."),
                hint=say("Tomorrow brings new ones. Scores has the result."),
            )
        return self.resume(saved)

    def find_daily(self) -> Score | None:
        """Return how today's ten stand; None while they were not begun."""
        setup = self.planner.set_up_daily()
        game = self.save.find_game(self.player, DAILY.name, setup.seed)
        if game is None:
            return None
        return next((score for score in self.scores() if score.game == game), None)

    def find_today(self) -> Today:
        """Return how far the player has come today, and on how many days in a row."""
        days, today = self.save.days(self.player), self.clock.today()
        goal = GOAL.read(self.save, self.player)
        from datetime import date

        from spacequiz.game.statistics import Today, follow_habit

        answers = sum(total.answers for total in days if total.day == today.isoformat())
        played = (date.fromisoformat(total.day) for total in days if total.games)
        return Today(answers, goal, follow_habit(played, today).streak)

    def start_missed(self) -> View:
        """Ask again what the present game's player just missed, until each was right once.

        Raises:
            UsageError: Nothing was missed.
        """
        from spacequiz.game.summary import list_missed

        missed = list_missed(self._session.played)
        return self._retry(replace(self.setup, seed=""), [played.card.address for played in missed])

    def start_last_missed(self, setup: Setup = MISSED_SETUP) -> View:
        """Ask again what the player missed in the newest game.

        Args:
            setup: Which questions are meant: the newest game is the newest that asked such.

        Raises:
            UsageError: There is no such game yet, or nothing was missed in it.
        """
        missed = self.planner.find_missed(setup)[: setup.count]
        packs = setup.packs or tuple(dict.fromkeys(a.partition("/")[0] for a in missed))
        return self._retry(replace(setup, packs=packs), missed)

    def unfinished(self) -> SavedGame | None:
        """Return the player's newest game that can be continued.

        A game of a mode that is not known here, such as one from a newer version, cannot.
        """
        saved = self.save.unfinished(self.player)
        if saved is None or saved.setup.mode in MODES:
            return saved
        scores = self.save.scores(self.player)
        waiting = (s.game for s in scores if s.mode in MODES and not s.finished)
        return next((self.save.game(game) for game in waiting), None)

    def resume_newest(self) -> View:
        """Continue the newest game that was left.

        Raises:
            UsageError: There is none, or it cannot be continued here.
        """
        return self.resume(self.find_newest())

    def find_newest(self) -> SavedGame:
        """Return the newest game that was left.

        Raises:
            UsageError: There is none.
        """
        saved = self.unfinished()
        if saved is None:
            raise UsageError(
                say("No game was left unfinished."), hint=say("Begin one: spacequiz play")
            )
        return saved

    def resume(self, saved: SavedGame) -> View:
        """Continue a game where it was left.

        Questions that have left the bank since are passed over.

        Raises:
            UsageError: No question is left to ask because a pack is not here, or the mode is not
                known. The game stays as it is.
        """
        mode = saved.setup.mode
        if mode not in MODES:
            raise UsageError(
                say("This version of spacequiz does not know the mode {name}.", name=mode)
            )
        session = self._sessions.restore(saved, self.player)
        over = session.is_finished and not session.is_lost
        missing = self._sessions.find_missing(saved) if over else ()
        if missing:
            raise UsageError(
                say(
                    "This game needs the pack {pack}, which cannot be played here now.",
                    pack=missing[0],
                ),
                hint=say(
                    "Add it again, under Packs or with: spacequiz packs add FILE. The game waits."
                ),
            )
        if mode != DAILY.name and MODES[mode].drawing is not Drawing.GIVEN:
            self._chosen = replace(saved.setup, seed="")
        self._running = session
        self._game, self.setup, self.code = saved.game, saved.setup, saved.code
        self._settle()
        return self.view

    def last_setup(self, *, review: bool = False) -> Setup:
        """Return what the player set up last, to play or to review; the default at first."""
        if review:
            kept = self.save.setting(self.player, REVIEW_SETTING, asdict(EVERYTHING))
            return replace(read_setup(kept), mode=REVIEW.name)
        setup = read_setup(self.save.setting(self.player, SETUP_SETTING, {}))
        return setup if setup.mode in MODES else replace(setup, mode=CLASSIC.name)

    def remember_setup(self, setup: Setup) -> None:
        """Keep a set-up as the one to begin with next time; those of reviews by themselves."""
        given = MODES[setup.mode].drawing is Drawing.GIVEN
        name = REVIEW_SETTING if given else SETUP_SETTING
        self.save.set_setting(self.player, name, asdict(replace(setup, seed="")))

    def scores(self) -> list[Score]:
        """Return the player's games, newest first."""
        return self.save.scores(self.player)

    # -- playing -----------------------------------------------------------------------------

    @property
    def view(self) -> View:
        """Return the game as it stands."""
        return self._session.view

    @property
    def remaining(self) -> float | None:
        """Return the seconds left on the timer; None while none runs."""
        return self._session.remaining

    @property
    def scored(self) -> bool:
        """Return whether the game's mode gives points."""
        return self._session.mode.scored

    @property
    def trouble(self) -> str:
        """Return why answers cannot be written just now; empty when they can."""
        return self.save.trouble

    def answer(self, response: Response, confidence: Aid | None = None) -> View:
        """Judge and save a response; the verdict is in the view only once it is safe.

        Where it is asked again instead, that is saved, too: a game that goes on asks no oftener.

        Args:
            response: What the player gave.
            confidence: How sure the player is, of `CONFIDENCE`.
        """
        session = self._session
        before = session.aids
        if not session.ask_again(response):
            return self._keep(session.answer(response, confidence))
        for aid in session.aids - before:
            self.save.take_aid(self._game, session.position, aid)
        return self.view

    @property
    def asks_how_sure(self) -> bool:
        """Return whether the player wants to say how sure an answer is; against a clock nobody does."""
        return self.view.timer is None and bool(HOW_SURE.read(self.save, self.player))

    def is_right(self, response: Response) -> bool:
        """Return whether a response would be right, without answering; no face may show it."""
        from spacequiz.game.question import grade

        return grade(self._session.question, response).credit == 1

    def skip(self) -> View:
        """Give the present question up."""
        answer = self._session.skip()
        if not self._session.mode.passes(answer.verdict):
            return self._keep(answer)
        self.save.record(self._game, answer)
        self._settle()
        return self.view

    def time_out(self) -> View:
        """End the question whose time is up, or the time of the whole game, and show the answer."""
        answer = self._session.time_out()
        if not self._session.mode.passes(answer.verdict):
            return self._keep(answer)
        self.save.record(self._game, answer)
        return self.view

    def take_aid(self, aid: Aid) -> View:
        """Take help on the present question, where there is any."""
        position = self._session.position
        if self._session.take_aid(aid):
            self.save.take_aid(self._game, position, aid)
            if aid is Aid.SWAP:
                self._settle()
        return self.view

    def go_on(self) -> View:
        """Leave the reveal for the next question or for the end."""
        self._session.go_on()
        self._settle()
        return self.view

    def walk_away(self) -> View:
        """End the game with what it has brought."""
        self._session.walk_away()
        self._settle()
        return self.view

    def undo(self) -> View:
        """Take the last answer back: its points, its record, and what it taught the memory."""
        answer = self._session.undo()
        if Aid.SEEN in self._session.aids:
            self.save.take_aid(self._game, answer.position, Aid.SEEN)
        self.save.undo(self._game, answer.position)
        self.save.set_aside(self.player, answer.progress_key, aside=False)
        return self.view

    def claim(self) -> View:
        """Let the last answer count as right, on the player's word."""
        return self._keep(self._session.claim(), again=True)

    def be_sure(self) -> View:
        """Mark the last answer as known without doubt, or not any more."""
        return self._keep(self._session.be_sure(), again=True)

    def want_again(self) -> View:
        """Mark the last answer as not known after all, or not any more."""
        return self._keep(self._session.want_again(), again=True)

    def toggle_aside(self) -> View:
        """Leave the present question out of reviews, or take it in again."""
        aside = not self.annotations.aside
        self._session.set_aside(aside=aside)
        self.save.set_aside(self.player, self._session.question.progress_key, aside=aside)
        return self.view

    def take_back(self, address: str) -> None:
        """Let reviews ask a question again that was set aside."""
        for question in self.bank.questions((address,)):
            self.save.set_aside(self.player, question.progress_key, aside=False)

    @staticmethod
    def warm_up() -> None:
        """Load what judging needs, so that the first answer does not wait for it."""
        import fsrs  # noqa: F401

        import spacequiz.game.kinds.figures
        import spacequiz.game.kinds.judge
        import spacequiz.game.kinds.second_looks
        import spacequiz.game.review  # noqa: F401

    def pause(self) -> None:
        """Stop counting thinking time."""
        self._session.pause()

    def unpause(self) -> None:
        """Count thinking time again."""
        self._session.unpause()

    @property
    def annotations(self) -> Annotations:
        """Return what the player says about the present question, and what it says beside."""
        from spacequiz.quizmaster.looking_back import Annotations

        memory = None if self.scored else self._memory
        return Annotations(self.save, self.archive, self.player, self._session.question, memory)

    # -- summing up --------------------------------------------------------------------------

    def summarize(self) -> Summary:
        """Return the present game summed up."""
        return self._sum_up(self._session, self.setup, self.code, self._game)

    def recall(self, game: int) -> Summary:
        """Return a game of the past summed up; questions that are gone leave only their points."""
        saved = self.save.game(game)
        session = self._sessions.restore(saved, self.player)
        return self._sum_up(session, saved.setup, saved.code, game)

    def _sum_up(self, session: Session, setup: Setup, code: str, game: int) -> Summary:
        from spacequiz.game.summary import sum_up

        best = self._find_best(setup, game) if session.mode.scored else None
        return sum_up(session, self.editions.title_of(setup.packs), code, best)

    def _find_best(self, setup: Setup, game: int) -> int | None:
        """Return the most points in a game like this before it: of its mode and its length."""
        alike = [
            score
            for score in self.save.scores(self.player)
            if score.game < game and score.mode == setup.mode and score.finished
        ]
        if name_mode(setup.mode).counts:
            alike = [score for score in alike if score.questions == setup.count]
        elif setup.seconds:
            lengths = {score.game: self.save.game(score.game).setup.seconds for score in alike}
            alike = [score for score in alike if lengths[score.game] == setup.seconds]
        return max((score.points for score in alike), default=None)

    # -- within ------------------------------------------------------------------------------

    def _retry(self, setup: Setup, addresses: list[str]) -> View:
        if not self.bank.questions(addresses):
            raise UsageError(say("Nothing was missed."), hint=say("Play a game first."))
        again = replace(setup, mode=MISSED.name, count=len(addresses), seed="", timer=0, seconds=0)
        from spacequiz.game.codes import number_seed
        from spacequiz.quizmaster.planner import Plan

        seed = str(number_seed(setup.seed)) if setup.seed else self.planner.make_seed()
        return self._begin(Plan(again, seed, tuple(addresses)))

    def _begin(self, plan: Plan) -> View:
        self.setup, self.code = plan.setup, plan.code
        session = self._sessions.open(plan.setup, plan.seed, plan.addresses, self.player)
        self._running = session
        pairs = [(q.address, q.progress_key) for q in self.bank.questions(plan.addresses)]
        shown = None
        if not session.is_finished:
            shown = session.question.address, session.question.progress_key
        self._game = self.save.start_game(
            self.player, plan.setup, plan.seed, pairs, plan.code, shown=shown
        )
        if shown is None:
            self._settle()
        return self.view

    def _settle(self) -> None:
        """Note what the player sees now: a question from the moment it is shown, or the end."""
        session = self._session
        if session.is_finished:
            self.save.finish(self._game)
        else:
            question = session.question
            self.save.show(self._game, session.position, question.address, question.progress_key)

    def _keep(self, answer: Answer, *, again: bool = False) -> View:
        """Save an answer together with what it teaches the memory; `again` replaces the last."""
        question = self._session.question
        if self._session.is_repeated and not MODES[self.setup.mode].scored:
            # A miss is asked again until it is right, but the first answer of the day counts.
            self._memory = self.save.memory(self.player, answer.progress_key)
            self.save.record(self._game, answer)
            return self.view
        if again:
            before = self.save.memory_before(self._game, answer.position)
        else:
            before = self.save.memory(self.player, answer.progress_key)
        from spacequiz.game.review import rate, review

        self._memory = review(
            before,
            rate(answer),
            self.clock.utc(),
            fuzz=True,
            retention=RETENTION.read(self.save, self.player) / 100,
        )
        self.save.record(self._game, answer, self._memory, question.category)
        return self.view


class Sessions:
    """Open the session of a game.

    Args:
        bank: Where its questions are.
        save: What is known of the player.
        clock: Returns seconds on a clock that never runs backwards.
    """

    def __init__(self, bank: Bank, save: Save, clock: Callable[[], float]) -> None:
        self._bank = bank
        self._save = save
        self._clock = clock

    def open(self, setup: Setup, seed: str, addresses: tuple[str, ...], player: Player) -> Session:
        """Return a game over the questions at these addresses, in this order."""
        from spacequiz.game.session import Session, Terms

        mode = name_mode(setup.mode)
        split = setup.count if mode.drawing is Drawing.LADDER else len(addresses)
        questions = self._bank.questions(addresses[:split])
        keys = [question.progress_key for question in questions] if mode.leeches_first else []
        terms = Terms(
            seed=seed,
            streaks=STREAKS.read(self._save, player),
            limit=setup.timer,
            seconds=setup.seconds,
            once_more=ONCE_MORE.read(self._save, player),
            leeches=frozenset(self._save.leeches(player, keys)) if keys else frozenset(),
            aside=frozenset(self._save.list_aside(player)) if mode.until_right else frozenset(),
        )
        reserve = self._bank.questions(addresses[split:])
        return Session(questions, mode, terms, self._clock, reserve)

    def restore(self, saved: SavedGame, player: Player) -> Session:
        """Return a saved game as it was left; questions that have gone since are passed over."""
        session = self.open(saved.setup, saved.seed, saved.addresses, player)
        session.restore(saved.answers, saved.aids if self._still_waits(saved) else ())
        return session

    def find_missing(self, saved: SavedGame) -> tuple[str, ...]:
        """Return the packs that unanswered questions of a game are from and that are not here."""
        here = {pack.id for pack in self._bank.packs() if pack.playable}
        mode, answers = MODES[saved.setup.mode], saved.answers
        places = saved.setup.count if mode.drawing is Drawing.LADDER else len(saved.addresses)
        if len(answers) >= places and not mode.until_right:
            return ()
        done = {a.address for a in answers if not mode.until_right or a.known}
        waiting = (a.partition("/")[0] for a in saved.addresses[:places] if a not in done)
        return tuple(dict.fromkeys(pack for pack in waiting if pack not in here))

    def _still_waits(self, saved: SavedGame) -> bool:
        """Return whether the question that waited for its answer is still there."""
        asked = list(saved.addresses)
        if name_mode(saved.setup.mode).until_right:
            asked += [a.address for a in saved.answers if not a.known]
        waiting = asked[len(saved.answers) : len(saved.answers) + 1]
        return bool(self._bank.questions(waiting))
