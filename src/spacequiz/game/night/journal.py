"""The journal of a quiz night: what was done, undone and redone, in order. Nothing is erased.

An undo takes back the last step and the automatic events that followed it. The clocks then stand
as they stood before that step, and go on from the moment of the undo; so an answer can be given
again although much time has passed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any

from spacequiz.game.codec import decode, encode
from spacequiz.game.night.events import (
    EVENTS,
    AnswerLocked,
    Buzzed,
    ClockRestarted,
    Event,
    FalseStart,
    Prompted,
    SeatTaken,
    TeamAdded,
    name_event,
)
from spacequiz.game.night.state import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable


Step = tuple[Event, ...]
"""What happened at once, and is taken back at once."""


@dataclass(frozen=True, slots=True)
class Did:
    """A step was done."""

    events: Step


@dataclass(frozen=True, slots=True)
class Undid:
    """The last step was taken back."""

    at: float
    keeping: bool = False
    """Whether what happened at seats since then still counts."""


@dataclass(frozen=True, slots=True)
class Redid:
    """The step that was taken back last was done again."""

    at: float


Entry = Did | Undid | Redid


@dataclass(frozen=True, slots=True)
class Removed:
    """Keep steps that were taken back."""

    kept: int
    """How many steps stand before them."""
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Hold the steps that count after all entries of a journal, and those taken back."""

    steps: tuple[Step, ...] = ()
    removed: tuple[Removed, ...] = ()

    @property
    def events(self) -> tuple[Event, ...]:
        """Return the events that count, in order."""
        return tuple(event for step in self.steps for event in step)

    @property
    def can_undo(self) -> bool:
        """Return whether there is a step to take back."""
        return not all(map(is_passed_over, self.steps))

    @property
    def can_redo(self) -> bool:
        """Return whether a step that was taken back can be done again."""
        return bool(self.removed)

    def add(self, entry: Entry) -> Timeline:
        """Return the timeline after one entry more.

        Raises:
            RefusedError: There is nothing to take back or to do again, or a step is empty.
        """
        match entry:
            case Did(events):
                return self._do(events)
            case Undid(at, keeping):
                return self._undo(at, keeping=keeping)
            case Redid(at):
                return self._redo(at)

    def _do(self, step: Step) -> Timeline:
        if not step:
            raise RefusedError("a step is empty")
        goes_on = all(isinstance(event, ClockRestarted) for event in step)
        return Timeline((*self.steps, step), self.removed if goes_on else ())

    def _undo(self, at: float, *, keeping: bool) -> Timeline:
        if not self.can_undo:
            raise RefusedError("there is nothing to take back")
        kept = max(n for n, step in enumerate(self.steps) if not is_passed_over(step))
        removed = Removed(kept, self.steps[kept:])
        since = tuple(filter(is_by_guests, self.steps[kept:])) if keeping else ()
        steps = (*self.steps[:kept], *since, (ClockRestarted(at=at),))
        return Timeline(steps, (*self.removed, removed))

    def _redo(self, at: float) -> Timeline:
        if not self.removed:
            raise RefusedError("there is nothing to do again")
        *others, last = self.removed
        steps = (*self.steps[: last.kept], *last.steps, (ClockRestarted(at=at),))
        return Timeline(steps, tuple(others))


def is_by_guests(step: Step) -> bool:
    """Return whether a step is nothing but what guests did at their seats.

    A team is a guest's own where the same step seats somebody for it.
    """
    seated = {event.team for event in step if isinstance(event, SeatTaken)}
    return all(
        event.by_guest
        or (isinstance(event, AnswerLocked) and bool(event.seat))
        or (isinstance(event, TeamAdded) and event.team.id in seated)
        for event in step
    )


def is_passed_over(step: Step) -> bool:
    """Return whether a step is none of the host's: by guests, or by itself from the one before."""
    return is_by_guests(step) or all(event.automatic for event in step)


def replay(entries: Iterable[Entry]) -> Timeline:
    """Return what counts after all entries of a journal.

    Raises:
        RefusedError: An entry takes back or does again what is not there.
    """
    return reduce(Timeline.add, entries, Timeline())


def encode_entry(entry: Entry) -> dict[str, Any]:
    """Return an entry as JSON has it."""
    match entry:
        case Did(events):
            return {"did": [encode_event(event) for event in events]}
        case Undid(at, keeping):
            return {"undid": at, "keeping": True} if keeping else {"undid": at}
        case Redid(at):
            return {"redid": at}


def decode_entry(value: object) -> Entry:
    """Return the entry.

    Raises:
        ValueError: It is unknown or damaged.
    """
    match value:
        case {"did": [*events], **rest} if events and not rest:
            return Did(tuple(decode_event(event) for event in events))
        case {"undid": at, **rest} if rest in ({}, {"keeping": True}):
            return Undid(decode(float, at), keeping=bool(rest))
        case {"redid": at, **rest} if not rest:
            return Redid(decode(float, at))
    raise ValueError("an entry of the journal is unknown or damaged")


def encode_event(event: Event) -> dict[str, Any]:
    """Return an event as JSON has it, with its name under `event`."""
    fields = encode(event)
    if isinstance(event, AnswerLocked | Buzzed | FalseStart) and not event.seat:
        del fields["seat"]  # As it was written before there were seats.
    if isinstance(event, Prompted) and event == Prompted(event.team, at=event.at):
        del fields["back"], fields["near"]  # And before it was told what was asked.
    return {"event": name_event(type(event)), **fields}


def decode_event(value: object) -> Event:
    """Return the event.

    Raises:
        ValueError: It is unknown or damaged.
    """
    if not isinstance(value, dict):
        raise ValueError("an event is an object")
    kind = EVENTS.get(str(value.get("event")))
    if kind is None:
        raise ValueError("an event is unknown")
    return decode(kind, {key: given for key, given in value.items() if key != "event"})
