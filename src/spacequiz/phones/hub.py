"""The hub: takes in what phones say, and tells each of them what changed for it and no more."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from dataclasses import replace
from random import SystemRandom
from typing import TYPE_CHECKING, Any, NamedTuple

from spacequiz.errors import UsageError
from spacequiz.game.night.glance import Glances
from spacequiz.game.night.referee import Given
from spacequiz.game.night.setup import SEAT_LIMIT, Voice
from spacequiz.game.night.state import ASKED, NightPhase
from spacequiz.phones.seats import (
    clean_guest,
    find_free,
    find_skeleton,
    make_code,
    make_token,
    name_seat,
    suggest_name,
)
from spacequiz.phones.wire import (
    Allowance,
    WireError,
    read_message,
    read_number_of,
    read_response,
    read_text,
    write,
    write_fact,
)
from spacequiz.quizmaster.night_moves import Guest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from spacequiz.game.kinds.body import Response
    from spacequiz.game.night.glance import Own
    from spacequiz.game.night.setup import Seat
    from spacequiz.game.night.state import State
    from spacequiz.game.views import Card
    from spacequiz.packs.pictures import OpenedPicture
    from spacequiz.quizmaster.night import NightMaster
    from spacequiz.quizmaster.night_moves import Moves

GATHER_SECONDS = 0.05
"""So long those who join are gathered for one commit."""
GRACE_SECONDS = 6.0
"""So long a seat without a phone is still waited for: a phone that wakes comes back sooner."""
PATIENCE_SECONDS = 60.0
"""So long who waits to be let in may be without a connection."""
TOLD_AT_ONCE = 64
"""How many phones are told in a row, before others are heard again."""
MOST_PICTURE = 2 * 1024 * 1024
"""How many bytes of a picture a room full of phones can be sent; above, they say what it shows."""
MOST_WAITING = 40
"""How many messages may wait for a phone before it is dropped; it comes back by a glance."""


class Line:
    """Hold one phone's connection, whatever carries it."""

    def __init__(self, now: float, wake: Callable[[], object]) -> None:
        self.seat = ""
        self.closing = ""
        """Why it is to be closed, once what waits is sent."""
        self.own: Own | None = None
        """What it was told of its own."""
        self.timing: object = None
        """What the clock hung on that it was told of."""
        self.allowance = Allowance(now)
        self._wake = wake
        self._waiting: deque[tuple[str, bool]] = deque()

    def push(self, text: str, *, whole: bool = False) -> None:
        """Send a message; a whole glance takes the place of those that wait."""
        if whole:
            self._waiting = deque(item for item in self._waiting if not item[1])
        self._waiting.append((text, whole))
        if len(self._waiting) > MOST_WAITING:
            self._waiting.clear()
            self.closing = self.closing or "slow"
        self._wake()

    def end(self, why: str) -> None:
        """Say why this is the end, and close."""
        if not self.closing:
            self.push(write(t="out", why=why))
            self.closing = why

    def take(self) -> list[str]:
        """Return what waits, and let it wait no more."""
        texts = [text for text, _ in self._waiting]
        self._waiting.clear()
        return texts


class _Wish(NamedTuple):
    """Hold somebody who waits to be let in."""

    line: Line
    guest: Guest
    token: str


class Hub:
    """Lead between the night master and the phones.

    Args:
        master: Holds the evening.
        time: Returns seconds on a clock that never runs backwards.
    """

    def __init__(self, master: NightMaster, time: Callable[[], float]) -> None:
        self._master = master
        self._time = time
        self._random = SystemRandom()
        self.locked = False
        self.asks_first = False
        self.lines: dict[str, Line] = {}
        """The connection of each seat that has one."""
        self._strangers: set[Line] = set()
        self._left: dict[str, float] = {}
        """Since when a seat has no connection."""
        self._back: set[str] = set()
        self._kicked: set[str] = set()
        self._asked_back: dict[str, tuple[int, int]] = {}
        """The question and the number of the answer that a seat was asked back for."""
        self._wishes: list[_Wish] = []
        self._knocking: dict[str, _Wish] = {}
        """Who waits until the host lets them in, by seat."""
        self._gathering: asyncio.TimerHandle | None = None
        self._flushing = False
        self._told: State | None = None
        self._common = ""
        self._dealt: tuple[int, str, Card | None] | None = None
        """The question that is asked, by its position and its address."""
        self._pictures: dict[tuple[int, str, int], OpenedPicture | None] = {}
        """The pictures of a question, by its position, its address, and the option's number."""
        self._behind: dict[Line, bool] = {}
        """Who is still to be told, and whether of all that is everybody's."""
        self._end: Callable[[], None] | None = None
        self.counts: Counter[str] = Counter()
        """How much of what was done, for who wants to know."""

    # -- beginning and ending ----------------------------------------------------------------

    def start(self) -> None:
        """Follow the evening."""
        now = self._time()
        self._end = self._master.listen(self._change)
        self._left = dict.fromkeys(self.state.seats, now)

    def stop(self) -> None:
        """Follow it no more; say good-bye, and let nobody wait for a phone."""
        if self._end is not None:
            self._end()
            self._end = None
        if self._gathering is not None:
            self._gathering.cancel()
            self._gathering = None
        for line in (*self.lines.values(), *self._strangers):
            line.end("closed")
        if self._moves is not None:
            here = {seat.id: False for seat in self.state.seats.values() if seat.here}
            self._moves.note_presence(here)
        self.lines.clear()
        self._strangers.clear()
        self._knocking.clear()

    @property
    def _moves(self) -> Moves | None:
        try:
            return self._master.moves
        except UsageError:
            return None

    @property
    def state(self) -> State:
        """Return the evening as it stands, with all that is hidden."""
        return self._master.match.state

    @property
    def code(self) -> str:
        """Return the four letters of the room."""
        return make_code(self._master.match.setup.seed)

    @property
    def alone(self) -> bool:
        """Return whether everybody plays for themselves."""
        return self._master.lobby.phones == "alone"

    # -- connections -------------------------------------------------------------------------

    def connect(self, wake: Callable[[], object]) -> Line:
        """Return the line of a phone that has just come."""
        line = Line(self._time(), wake)
        self._strangers.add(line)
        return line

    def disconnect(self, line: Line) -> None:
        """Note that a phone has gone, or sleeps."""
        self._strangers.discard(line)
        if line.seat and self.lines.get(line.seat) is line:
            del self.lines[line.seat]
            self._left[line.seat] = self._time()
        for seat, wish in self._knocking.items():
            if wish.line is line:
                self._left[seat] = self._time()

    def sweep(self) -> None:
        """Wait no more for seats whose phone is long gone; to be called about once a second."""
        now, limits = self._time(), {True: PATIENCE_SECONDS, False: GRACE_SECONDS}
        away = self._left.items()
        gone = [seat for seat, at in away if at <= now - limits[seat in self._knocking]]
        for seat in gone:
            del self._left[seat]
            self._knocking.pop(seat, None)
        moves = self._moves
        if moves is not None and gone:
            seats = self.state.seats
            moves.note_presence({s: False for s in gone if s in seats and seats[s].here})

    def kick(self, seat: str) -> None:
        """Let somebody go. The team goes with them if it was theirs alone."""
        moves = self._moves
        if moves is None or seat not in self.state.seats:
            return
        self._kicked.add(seat)
        team = self.state.seats[seat].team
        moves.leave_seat(seat)
        keyboard = {t.id for t in self._master.match.setup.teams}
        others = [s for s in self.state.seats.values() if s.team == team and s.id != seat]
        if team not in keyboard and all(s.id in self._kicked for s in others):
            moves.retire(team) if team not in self.state.retired else None
        line = self.lines.pop(seat, None)
        self._left.pop(seat, None)
        if line is not None:
            line.end("kicked")

    def list_waiting(self) -> list[tuple[Guest, bool]]:
        """Return who waits to be let in, with whether their phone is there."""
        return [(w.guest, w.line in self._strangers) for w in self._knocking.values()]

    def admit(self, seat: str) -> None:
        """Let somebody in who waits."""
        wish = self._knocking.pop(seat, None)
        if wish is not None:
            self._wishes.append(wish)
            self._gather()

    def refuse(self, seat: str) -> None:
        """Turn somebody away who waits; they may ask again."""
        wish = self._knocking.pop(seat, None)
        self._left.pop(seat, None)
        if wish is not None:
            door = self._describe_door({"room": self.code}) | {"name": wish.guest.name}
            wish.line.push(write(t="door", **door))
            wish.line.push(write(t="no", why="refused"))

    @property
    def kicked(self) -> frozenset[str]:
        """Return the seats of those who were let go."""
        return frozenset(self._kicked)

    # -- hearing -----------------------------------------------------------------------------

    def hear(self, line: Line, text: str) -> None:
        """Take in what a phone says; what is no message of ours ends the connection."""
        if line.closing:
            return
        if not line.allowance.take(self._time()):
            line.end("flood")
            return
        try:
            message = read_message(text)
        except WireError:
            line.end("nonsense")
            return
        self.counts["heard"] += 1
        what = message["do"]
        if what == "hello":
            self._hello(line, message)
        elif what == "join":
            self._join(line, message)
        elif line.seat in self.state.seats:
            self._act(line, what, message)
        else:
            line.push(write(t="door", **self._describe_door(message)))

    def _hello(self, line: Line, message: dict[str, Any]) -> None:
        token = read_text(message, "token")
        seat = name_seat(token) if token else ""
        if seat in self._kicked:
            line.push(write(t="gone"))
        if seat and seat in self.state.seats and seat not in self._kicked:
            self._seat(line, seat)
        elif seat in self._knocking:
            self._knock(self._knocking[seat]._replace(line=line))
        else:
            line.push(write(t="door", **self._describe_door(message)))

    def _knock(self, wish: _Wish) -> None:
        """Let somebody wait until the host lets them in."""
        self._left.pop(wish.guest.seat, None)
        self._knocking[wish.guest.seat] = wish
        wish.line.push(write(t="wait", token=wish.token, name=wish.guest.name))

    def _describe_door(self, message: dict[str, Any]) -> dict[str, object]:
        """Return what somebody needs who wants to join."""
        state = self.state
        teams = [] if self.alone else [t for t in state.teams if t.id not in state.retired]
        return {
            "alone": self.alone,
            "locked": self._why_closed(),
            "code": read_text(message, "room").upper() == self.code,
            "name": suggest_name(read_text(message, "lang"), self._list_taken(), self._random),
            "teams": [
                {"id": t.id, "name": t.name, "color": t.color, "glyph": t.glyph} for t in teams
            ],
        }

    def _why_closed(self) -> str:
        """Return why nobody can join; empty where everybody can."""
        if self.state.phase is NightPhase.ENDED:
            return "over"
        if self.locked:
            return "locked"
        coming = len(self._wishes) + len(self._knocking)
        return "full" if len(self.state.seats) + coming >= SEAT_LIMIT else ""

    def _list_taken(self) -> set[str]:
        """Return how the names look that are in use."""
        state = self.state
        names = [team.name for team in state.teams if team.id not in state.retired]
        names += [seat.name for seat in state.seats.values() if seat.id not in self._kicked]
        names += [wish.guest.team_name or wish.guest.name for wish in self._list_coming()]
        return set(map(find_skeleton, names))

    def _list_coming(self) -> list[_Wish]:
        """Return who has said a name and does not sit yet."""
        return [*self._wishes, *self._knocking.values()]

    def _join(self, line: Line, message: dict[str, Any]) -> None:
        """Take somebody in who has no seat, together with who else comes just now."""
        why = self._why_closed()
        if not why and read_text(message, "room").upper() != self.code:
            why = "code"
        if why or line.seat or any(wish.line is line for wish in self._list_coming()):
            line.push(write(t="no", why=why or "twice"))
            return
        taken = self._list_taken()
        name = clean_guest(read_text(message, "name"))
        if not name:
            line.push(write(t="no", why="empty", name=suggest_name("en", taken, self._random)))
            return
        team, team_name = read_text(message, "team"), clean_guest(read_text(message, "team_name"))
        known = {t.id for t in self.state.teams} - self.state.retired
        if self.alone or team not in known:
            team = ""
        for wanted in (name, *([team_name] if team_name and not self.alone else [])):
            if find_skeleton(wanted) in taken:
                line.push(write(t="no", why="taken", name=find_free(wanted, taken)))
                return
        token = make_token()
        guest = Guest(name_seat(token), name, team, "" if self.alone or team else team_name)
        wish = _Wish(line, guest, token)
        if self.asks_first:
            self._knock(wish)
        else:
            self._wishes.append(wish)
            self._gather()

    def _gather(self) -> None:
        if self._gathering is None:
            loop = asyncio.get_running_loop()
            self._gathering = loop.call_later(GATHER_SECONDS, self._let_in)

    def _let_in(self) -> None:
        """Let in all who were gathered, and note who is back."""
        self._gathering = None
        moves, wishes, self._wishes = self._moves, self._wishes, []
        back, self._back = self._back, set()
        if moves is None:
            return
        seats = self.state.seats
        moves.note_presence({s: True for s in back if s in seats and not seats[s].here})
        done = moves.admit([wish.guest for wish in wishes]) if wishes else ()
        for wish, came in zip(wishes, done, strict=True):
            if not came:
                wish.line.push(write(t="no", why="full"))
            elif wish.line not in self._strangers:
                # It sleeps, or has gone: nobody waits for it, and its token leads back here.
                self._left.setdefault(wish.guest.seat, self._time())
            elif not wish.line.closing:
                wish.line.push(write(t="seat", token=wish.token))
                self._seat(wish.line, wish.guest.seat)

    def _seat(self, line: Line, seat: str) -> None:
        """Let a line be that of a seat; of two with one token the later one."""
        before = self.lines.get(seat)
        if before is not None and before is not line:
            before.end("elsewhere")
        self._strangers.discard(line)
        self.lines[seat] = line
        line.seat = seat
        line.own = None
        self._left.pop(seat, None)
        if not self.state.seats[seat].here:
            self._back.add(seat)
            self._gather()
        glances = self._look()
        self._tell(line, glances, self._write_common(glances))

    # -- what a phone does -------------------------------------------------------------------

    def _act(self, line: Line, what: str, message: dict[str, Any]) -> None:
        moves, seat = self._moves, self.state.seats[line.seat]
        if moves is None:
            return
        if what in ("answer", "buzz"):
            self._give(moves, line, seat, message, buzz=what == "buzz")
            return
        done = False
        if what == "look":
            line.own = None
            glances = self._look()
            self._tell(line, glances, self._write_common(glances))
            return
        if what == "joker":
            done = self._speaks(seat) and moves.toggle_joker(seat.team)
        elif what == "pick" and self._picks(seat, NightPhase.PICKING):
            cell = (read_number_of(message, "column"), read_number_of(message, "row"))
            done = moves.pick_cell(*cell)
        elif what == "wager" and self._picks(seat, NightPhase.WAGERING):
            done = moves.place_wager(read_number_of(message, "amount"))
        elif what == "rename":
            done = self._rename(moves, seat, clean_guest(read_text(message, "name")))
        line.push(write(t="ack", id=read_number_of(message, "id"), ok=bool(done)))

    def _speaks(self, seat: Seat) -> bool:
        """Return whether a seat may decide for its team."""
        crew = self.state.crews.get(seat.team, ())
        return self.state.setup.voice is not Voice.CAPTAIN or crew[:1] == (seat.id,)

    def _picks(self, seat: Seat, phase: NightPhase) -> bool:
        state = self.state
        return state.phase is phase and state.picker == seat.team and self._speaks(seat)

    def _rename(self, moves: Moves, seat: Seat, name: str) -> bool:
        """Give a guest another name, and the team with it where that is called after them."""
        team = self.state.team(seat.team)
        own = team.name == seat.name
        taken = self._list_taken() - {find_skeleton(seat.name)}
        if not name or find_skeleton(name) in taken:
            return False
        return moves.take_seat(seat.id, seat.team, name) and (
            not own or moves.rename(team.id, name)
        )

    def _give(
        self, moves: Moves, line: Line, seat: Seat, message: dict[str, Any], *, buzz: bool
    ) -> None:
        """Gather an answer, or a press, for the next tick; then say whether it counted."""
        number = read_number_of(message, "id")
        response, why = self._read_given(moves, seat, message, buzz=buzz)
        if why:
            line.push(write(t="ack", id=number, ok=False, why=why))
            return

        def done(counted: bool) -> None:
            self.counts["stored"] += counted and not buzz
            if counted and not buzz and line.own is not None:
                # It knows what it said: what it would be told is no news. What most of several
                # said is.
                several = self.state.setup.voice is Voice.MAJORITY and not line.own.alone
                locked = line.own.locked if several else response
                line.own = replace(line.own, given=response, locked=locked, back=None, near=False)
            why = {} if counted else {"why": "late"}
            line.push(write(t="ack", id=number, ok=counted, **why))

        moves.give(Given(seat.team, moves.now, response, seat.id), done)

    def _read_given(
        self, moves: Moves, seat: Seat, message: dict[str, Any], *, buzz: bool
    ) -> tuple[Response | None, str]:
        """Return an answer, none for a press, and why it cannot be taken in."""
        state = self.state
        if state.phase not in ASKED or read_number_of(message, "n") != state.position:
            return None, "late"
        if buzz:
            return None, ""
        card = self._find_card(state)
        response = read_response(card, message.get("give")) if card else None
        if response is None or moves.cannot_read(response):
            return None, "unclear"
        asked = self._asks_back(moves, seat, read_number_of(message, "id"), response)
        return response, "again" if asked else ""

    def _find_card(self, state: State) -> Card | None:
        """Return the question as it is dealt: the same for all answers to it."""
        asking = state.require_asking()
        if self._dealt is None or self._dealt[:2] != (asking.position, asking.address):
            question = self._master.view.question
            self._dealt = asking.position, asking.address, question.card if question else None
        return self._dealt[2]

    def _asks_back(self, moves: Moves, seat: Seat, number: int, response: Response) -> bool:
        """Return whether an answer is asked back; one that is sent again is told the same."""
        asked = (self.state.position, number)
        if self._asked_back.get(seat.id) == asked:
            return True
        crew = self.state.crews.get(seat.team, ())
        several = self.state.setup.voice is Voice.MAJORITY and len(crew) > 1
        if several or not self._speaks(seat) or not moves.ask_back(seat.team, response):
            return False
        self._asked_back[seat.id] = asked
        return True

    def open_picture(self, number: int, option: int = -1) -> OpenedPicture | None:
        """Return a picture of the question that phones are shown just now, and of no other.

        Args:
            number: The question's, from 1 in the evening, as phones know it.
            option: Which of its options is meant, from 0; -1 for the question's own.
        """
        shown, question = self._look().common.question, self._master.view.question
        if shown is None or question is None or shown.number != number or question.card is None:
            return None
        key = number, question.address, option
        if key not in self._pictures:
            if any(known[:2] != key[:2] for known in self._pictures):
                self._pictures.clear()
            options = question.card.options
            text = options[option] if 0 <= option < len(options) else ""
            opened = self._master.open_picture(question.card, text) if text or option < 0 else None
            if opened is not None and len(opened.data) > MOST_PICTURE:
                opened = None
            self._pictures[key] = opened
        return self._pictures[key]

    # -- telling -----------------------------------------------------------------------------

    def _change(self) -> None:
        """Notice a step of the evening; several of one moment are told together."""
        if not self._flushing:
            self._flushing = True
            asyncio.get_running_loop().call_soon(self._flush)

    def _look(self) -> Glances:
        match = self._master.match
        return Glances(match.state, match.view, match.questions)

    def _write_common(self, glances: Glances) -> str:
        return write_fact(glances.common)

    def _flush(self) -> None:
        self._flushing = False
        before, state = self._told, self.state
        if self._end is None:
            return
        if before is None or not _is_alike(before, state):
            common = self._write_common(self._look())
            whole, self._common = before is None or common != self._common, common
            for line in self.lines.values():
                self._behind[line] = whole or self._behind.get(line, False)
        else:
            for line in self._list_touched(before, state):
                self._behind.setdefault(line, False)
        self._told = state
        self._tell_some()

    def _tell_some(self) -> None:
        """Tell those who are behind; of many a part, so that what others say is heard between."""
        lines = tuple(self._behind)[:TOLD_AT_ONCE]
        if not lines:
            return
        glances = self._look()
        for line in lines:
            whole = self._behind.pop(line)
            if line.seat in glances.state.seats:
                self._tell(line, glances, self._common if whole else "")
            else:
                # Its joining was taken back.
                line.end("gone")
        if self._behind:
            self._change()

    def _list_touched(self, before: State | None, state: State) -> Iterable[Line]:
        """Return the lines for which something may have changed that is theirs alone."""
        if before is None or not _is_alike(before, state):
            return self.lines.values()
        teams, spoken = _find_moved(before, state), set[str]()
        if before.asking is not state.asking and state.asking and before.asking:
            locked, old = state.asking.locked, before.asking.locked
            teams |= state.asking.prompted.keys() ^ before.asking.prompted.keys()
            both = locked.keys() | old.keys()
            spoken = {team for team in both if old.get(team) is not locked.get(team)}
        sitting = state.seats.values() if teams or spoken else ()
        here = [(self.lines[seat.id], seat) for seat in sitting if seat.id in self.lines]
        return [
            line
            for line, seat in here
            if seat.team in teams or (seat.team in spoken and not _knows(line, seat, state))
        ]

    def _tell(self, line: Line, glances: Glances, common: str) -> None:
        """Tell a phone what it does not know yet."""
        seat = glances.state.seats[line.seat]
        own, timing = glances.own(seat), glances.timing(seat)
        if not common and timing == line.timing and _is_no_news(line.own, own):
            return
        moves = self._moves
        clock = glances.clock(seat, moves.now if moves else 0.0)
        line.own, line.timing = own, timing
        self.counts["told"] += 1
        parts = [f'"own":{write_fact(own)}', f'"clock":{write_fact(clock)}']
        parts += [f'"all":{common}'] if common else []
        line.push('{"t":"now",' + ",".join(parts) + "}", whole=bool(common))


def _find_moved(before: State, state: State) -> set[str]:
    """Return the teams at whose seats somebody came, left or was changed."""
    if before.seats is state.seats:
        return set()
    seats = {**before.seats, **state.seats}
    changed = (s for s in seats.values() if before.seats.get(s.id) is not state.seats.get(s.id))
    return {seat.team for seat in changed}


def _knows(line: Line, seat: Seat, state: State) -> bool:
    """Return whether a phone knows what was said at its seat, and what stands for its team."""
    own, asking = line.own, state.require_asking()
    lock = asking.locked.get(seat.team)
    said, stands = asking.votes.get(seat.id), lock.response if lock else None
    return own is not None and (own.given, own.locked) == (said, stands)


def _is_no_news(told: Own | None, own: Own) -> bool:
    """Return whether a phone knows what is its own.

    How many play is no news by itself: five hundred who join would each tell all others.
    """
    return told == own or (told is not None and own == replace(told, of=own.of))


def _is_alike(before: State, state: State) -> bool:
    """Return whether nothing differs that concerns more seats than those that acted."""
    if any(
        getattr(before, name) is not getattr(state, name)
        for name in ("scores", "teams", "history", "retired", "jokers")
    ) or any(
        getattr(before, name) != getattr(state, name)
        for name in ("phase", "paused_at", "round", "asked", "picker", "cell", "wager", "sudden")
    ):
        return False
    one, two = before.asking, state.asking
    if one is None or two is None:
        return one is two
    names = ("position", "judged", "floor", "queue", "buzzes", "lockouts", "clock_at", "turns")
    return all(getattr(one, name) == getattr(two, name) for name in names)
