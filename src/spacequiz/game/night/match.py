"""The Match: an evening as it is played, with its journal, undo and redo."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from spacequiz.game.night.events import ClockRestarted, apply, is_accepted
from spacequiz.game.night.journal import Did, Redid, Timeline, Undid, is_by_guests
from spacequiz.game.night.state import ASKED, RefusedError, begin
from spacequiz.game.night.view import look

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from spacequiz.game.night.events import Event
    from spacequiz.game.night.journal import Entry, Step
    from spacequiz.game.night.setup import NightSetup
    from spacequiz.game.night.state import State
    from spacequiz.game.night.view import MatchView
    from spacequiz.game.question import Question


RECENT = 20
"""How many states an undo finds at once."""


class Match:
    """Take events in, and hand out a fresh view after every step.

    Args:
        setup: What is played.
        questions: By address; what is missing is shown as gone and brings nothing.
        journal: What happened before, to go on from there; then restart the clock.
        keep: Called with every new entry of the journal before it counts, to make it durable;
            what it raises leaves the match as it was.
        tell: Called after every new entry, when it counts.

    Raises:
        RefusedError: The journal holds what cannot have happened.
    """

    def __init__(
        self,
        setup: NightSetup,
        questions: Mapping[str, Question],
        journal: Iterable[Entry] = (),
        keep: Callable[[Entry], object] | None = None,
        tell: Callable[[], object] | None = None,
    ) -> None:
        self.setup = setup
        self.questions = questions
        self._keep: Callable[[Entry], object] | None = None
        self._tell: Callable[[], object] | None = None
        self._entries: list[Entry] = []
        self._timeline = Timeline()
        self._marks = [(0, begin(setup))]
        self._state = self._marks[0][1]
        self._view: tuple[State, MatchView] | None = None
        for entry in journal:
            self._enter(entry)
        self._keep, self._tell = keep, tell

    @property
    def journal(self) -> tuple[Entry, ...]:
        """Return every entry, what was undone included."""
        return tuple(self._entries)

    @property
    def events(self) -> tuple[Event, ...]:
        """Return the events that count, first to last."""
        return self._timeline.events

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the steps that count, first to last."""
        return self._timeline.steps

    @property
    def state(self) -> State:
        """Return the whole state, with what is hidden; faces paint the view."""
        return self._state

    @property
    def view(self) -> MatchView:
        """Return the match as it stands, for a face to paint."""
        if self._view is None or self._view[0] is not self.state:
            self._view = self.state, look(self.state, self.questions)
        return self._view[1]

    @property
    def question(self) -> Question | None:
        """Return the question that is asked or was asked last, if it is still there."""
        asking = self.state.asking
        return self.questions.get(asking.address) if asking else None

    @property
    def can_undo(self) -> bool:
        """Return whether there is a step to take back."""
        return self._timeline.can_undo

    @property
    def can_redo(self) -> bool:
        """Return whether a step that was taken back can be done again."""
        return self._timeline.can_redo

    def can(self, kind: type[Event]) -> bool:
        """Return whether the phase accepts this kind of event."""
        return is_accepted(self.state, kind)

    def accepts(self, *events: Event) -> bool:
        """Return whether these events can happen now, one after the other."""
        try:
            reduce(apply, events, self.state)
        except RefusedError:
            return False
        return True

    def do(self, *events: Event) -> None:
        """Let events happen as one step, which one undo takes back; no event is no step.

        Raises:
            WrongPhaseError: The phase does not accept one of them.
            RefusedError: One of them cannot have happened.
        """
        if events:
            self._enter(Did(events))

    def undo(self, at: float) -> None:
        """Take the last step back that is the host's; what guests did since counts if it can.

        Raises:
            RefusedError: There is none.
        """
        keeping = any(map(is_by_guests, self._timeline.steps)) and self._can_enter(Undid(at, True))
        self._enter(Undid(at, keeping))

    def redo(self, at: float) -> None:
        """Do the step again that was taken back last.

        Raises:
            RefusedError: There is none, or something else has happened since.
        """
        self._enter(Redid(at))

    def restart_clock(self, at: float) -> None:
        """Go on after a crash or on another day: no clock ran meanwhile."""
        self.do(ClockRestarted(at=at))

    def _can_enter(self, entry: Entry) -> bool:
        try:
            timeline = self._timeline.add(entry)
            self._fold(timeline, _count_common(self._timeline, timeline))
        except RefusedError:
            return False
        return True

    def _enter(self, entry: Entry) -> None:
        timeline = self._timeline.add(entry)
        kept = _count_common(self._timeline, timeline)
        state = self._fold(timeline, kept)
        if self._keep:
            self._keep(entry)
        while self._marks[-1][0] > kept:
            self._marks.pop()
        self._mark(len(timeline.steps), state)
        self._timeline, self._state = timeline, state
        self._entries.append(entry)
        if self._tell:
            self._tell()

    def _mark(self, steps: int, state: State) -> None:
        """Keep a state to go back to; of older ones only those that hold no team's answer."""
        self._marks.append((steps, state))
        if len(self._marks) > RECENT and self._marks[-RECENT][1].phase in ASKED:
            del self._marks[-RECENT]

    def _fold(self, timeline: Timeline, kept: int) -> State:
        """Return the state after a timeline of which so many steps are those we have."""
        start, state = kept, self._state
        if kept < len(self._timeline.steps):
            start, state = next(mark for mark in reversed(self._marks) if mark[0] <= kept)
        return reduce(apply, (event for step in timeline.steps[start:] for event in step), state)


def _count_common(one: Timeline, other: Timeline) -> int:
    """Return how many steps both begin with."""
    pairs = enumerate(zip(one.steps, other.steps, strict=False))
    differing = (n for n, (a, b) in pairs if a is not b)
    return next(differing, min(len(one.steps), len(other.steps)))
