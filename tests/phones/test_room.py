"""The phones' room over real sockets: joining, answering, coming back, and what is refused."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from builders import describe_typed, find_right
from spacequiz.game.night.state import NightPhase
from spacequiz.phones import server
from spacequiz.phones.hub import MOST_WAITING
from tui.night import write_categories
from tui.packs import write_many, write_pack

from .room import ALONE, BESIDE, open_hall

if TYPE_CHECKING:
    from builders import Clock
    from spacequiz.paths import Places

    from .room import Hall, Phone


@pytest.fixture(autouse=True)
def _packs(places: Places) -> None:
    write_many(places.bundled, 12)


def right(hall: Hall) -> int:
    """Return where the right option stands."""
    question, card = hall.master.match.question, hall.master.view.question
    assert question is not None
    assert card is not None
    assert card.card is not None
    return card.card.options.index(find_right(question)[0])


async def test_from_the_door_to_the_verdict(places: Places, clock: Clock) -> None:
    async with open_hall(places, clock) as hall:
        ann = await hall.connect()
        await ann.hello()
        door = await ann.hear("door")
        assert door["alone"]
        assert door["code"]
        assert door["name"]
        await ann.say(do="join", name="Ann", room=hall.room.code.lower())
        await ann.hear("seat")
        assert (await ann.hear("now"))["all"]["phase"] == "lobby"
        assert ann.own["team"] == "Ann"
        bob = await hall.join("Bob")
        assert hall.names == ["Ann", "Bob"]
        await hall.play()
        await ann.see(phase="answering")
        await bob.see(phase="answering")
        at = right(hall)
        assert ann.own["can"] == "answer"
        assert ann.clock["limit"] == 20
        told = hall.room.hub.counts["told"]
        assert (await ann.answer([at]))["ok"]
        assert hall.response == {"Ann": (ann.all["question"]["options"][at],)}
        await asyncio.sleep(0)
        # Nobody else hears of it, and who answered hears no more than that it counts.
        assert hall.room.hub.counts["told"] == told
        assert (await bob.answer([(at + 1) % 4]))["ok"]
        await ann.see(phase="revealed")
        await bob.see(phase="revealed")
        assert (ann.own["verdict"], ann.own["points"], ann.own["rank"]) == ("right", 1000, 1)
        assert (bob.own["verdict"], bob.own["points"], bob.own["rank"]) == ("wrong", 0, 2)
        solution = bob.all["solution"]
        assert [o["right"] for o in solution["options"]] == [n == at for n in range(4)]


async def test_an_answer_can_be_changed_until_it_is_judged(places: Places, clock: Clock) -> None:
    async with open_hall(places, clock) as hall:
        ann, _ = await hall.join("Ann"), await hall.join("Bob")
        await hall.play()
        await ann.see(phase="answering")
        at = right(hall)
        for number in ((at + 1) % 4, at):
            assert (await ann.answer([number]))["ok"]
        # Sent again after a bad connection it is acknowledged again, and changes nothing.
        steps = len(hall.master.match.journal)
        assert (await ann.answer([at]))["ok"]
        assert len(hall.master.match.journal) == steps
        hall.master.moves.go_on()
        await ann.see(phase="revealed")
        assert ann.own["verdict"] == "right"
        assert await ann.answer([at]) == {"t": "ack", "id": 4, "ok": False, "why": "late"}


async def test_what_is_no_answer_is_not_taken(places: Places, clock: Clock) -> None:
    strange: tuple[object, ...] = (
        [4],
        [-1],
        ["0"],
        "0",
        None,
        [],
        [0, 1],
        [0.0],
        [True],
        {},
        [[0]],
    )
    async with open_hall(places, clock) as hall:
        ann, _ = await hall.join("Ann"), await hall.join("Bob")
        await hall.play()
        await ann.see(phase="answering")
        for give in strange:
            assert (await ann.answer(give))["why"] == "unclear"
        assert (await ann.answer([0], n=7))["why"] == "late"
        assert hall.response == {}


async def test_asleep_late_and_back(places: Places, clock: Clock, monkeypatch: Any) -> None:
    monkeypatch.setattr("spacequiz.phones.hub.GRACE_SECONDS", 0.0)
    async with open_hall(places, clock) as hall:
        ann, bob = await hall.join("Ann"), await hall.join("Bob")
        await hall.play()
        await ann.see(phase="answering")
        assert (await ann.answer([right(hall)]))["ok"]
        # The phone sleeps: its answer stands, and the others no longer wait for it to change.
        await ann.ws.close()
        seats = hall.master.match.state.seats
        await hall.until(lambda: not all(s.here for s in hall.master.match.state.seats.values()))
        assert len(seats) == 2
        late = await hall.join("Cid")
        assert late.all["phase"] == "answering"
        await bob.see(phase="answering")
        assert late.all["question"] == bob.all["question"]
        # Who comes in the middle of a question plays from the next one on.
        assert late.own["can"] == ""
        again = await hall.connect()
        again.token = ann.token
        await again.hello()
        await again.hear("now")
        assert again.own["given"] == [late.all["question"]["options"][right(hall)]]
        await hall.until(lambda: all(s.here for s in hall.master.match.state.seats.values()))


@pytest.mark.parametrize("form", ["rounds", "board", "buzzer"])
async def test_whoever_slept_comes_back_to_what_is_there_now(
    places: Places, clock: Clock, form: str
) -> None:
    if form == "board":
        write_categories(places.bundled)
    async with open_hall(places, clock, replace(ALONE, form=form)) as hall:
        ann, phases = await hall.join("Ann"), set()
        await hall.join("Bob")
        master = hall.master
        for _ in range(9):
            phase = master.view.phase
            await ann.ws.close()
            again = await hall.connect()
            again.token = ann.token
            await again.hello()
            await again.hear("now")
            assert again.all["phase"] == phase.value
            ann = again
            phases.add(phase)
            clock.advance(9)
            if phase is NightPhase.PICKING:
                master.moves.pick_cell(len(phases) % 2, 0)
            elif phase not in (NightPhase.READING, NightPhase.FLOOR):
                master.moves.go_on()
            clock.advance(9 if phase is NightPhase.FLOOR else 0)
            master.tick()
        assert len(phases) > 3


async def test_a_phone_that_takes_nothing_is_dropped(places: Places, clock: Clock) -> None:
    async with open_hall(places, clock) as hall:
        line = hall.room.hub.connect(lambda: None)
        hall.room.hub.hear(line, json.dumps({"do": "join", "name": "Ann", "room": hall.room.code}))
        await hall.until(lambda: hall.room.guests)
        hall.clock.advance(1)
        for _ in range(MOST_WAITING + 1):
            if not line.closing:
                line.push("x")
        assert line.closing == "slow"
        assert line.take() == []


async def test_a_guest_takes_another_name(places: Places, clock: Clock) -> None:
    async with open_hall(places, clock) as hall:
        ann, _ = await hall.join("Ann"), await hall.join("Bob")
        for name, ok in (("Bob", False), ("\x1b", False), ("Anna <b>", True)):
            await ann.say(do="rename", id=1, name=name)
            assert (await ann.hear("ack", id=1))["ok"] is ok
        assert hall.names == ["Anna <b>", "Bob"]


async def test_the_room_has_so_many_connections(
    places: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "LINES", 2)
    async with open_hall(places, clock) as hall:
        await hall.connect()
        await hall.connect()
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await hall.connect()


async def test_the_later_of_two_tabs_counts(places: Places, clock: Clock) -> None:
    async with open_hall(places, clock) as hall:
        ann = await hall.join("Ann")
        other = await hall.connect()
        other.token = ann.token
        await other.hello()
        await other.hear("now")
        assert '"elsewhere"' in await ann.closed()
        assert hall.room.guests[0].here


async def test_killed_and_continued_in_mid_question(places: Places, clock: Clock) -> None:
    async with open_hall(places, clock) as hall:
        ann, _ = await hall.join("Ann"), await hall.join("Bob")
        await hall.play()
        await ann.see(phase="answering")
        assert (await ann.answer([1]))["ok"]
        token, code, question = ann.token, hall.room.code, ann.all["question"]
    clock.advance(90_000)
    async with open_hall(places, clock, resume=True) as hall:
        assert hall.room.code == code
        phone = await hall.connect()
        phone.token = token
        await phone.hello()
        await phone.hear("now")
        assert phone.all["question"] == question
        assert phone.own["given"] == [question["options"][1]]
        assert (await phone.answer([2]))["ok"]


async def test_let_go_and_let_in_again(places: Places, clock: Clock) -> None:
    async with open_hall(places, clock) as hall:
        ann, _ = await hall.join("Ann"), await hall.join("Bob")
        seat = hall.room.guests[0].seat
        hall.room.kick(seat)
        assert '"kicked"' in await ann.closed()
        assert [guest.name for guest in hall.room.guests] == ["Bob"]
        again = await hall.connect()
        again.token = ann.token
        await again.hello()
        await again.hear("gone")
        await again.hear("door")
        await again.say(do="join", name="Ann", room=hall.room.code)
        await again.hear("seat")
        assert [guest.name for guest in hall.room.guests] == ["Bob", "Ann"]


async def test_asked_first_guests_wait_until_the_host_lets_them_in(
    places: Places, clock: Clock
) -> None:
    async with open_hall(places, clock) as hall:
        room = hall.room
        room.asks_first = True
        ann = await hall.connect()
        await ann.say(do="join", name="Ann", room=room.code)
        await ann.hear("wait", name="Ann")
        assert (room.guests, [guest.name for guest in room.waiting]) == ((), ["Ann"])
        other = await hall.connect()
        await other.say(do="join", name="ANN", room=room.code)
        await other.hear("no", why="taken")
        room.refuse(room.waiting[0].seat)
        assert (await ann.hear("door"))["name"] == "Ann"
        await ann.hear("no", why="refused")
        await ann.say(do="join", name="Ann", room=room.code)
        ann.token = (await ann.hear("wait"))["token"]
        # It sleeps at the door, and is let in before it comes back.
        await ann.ws.close()
        await hall.until(lambda: not room.waiting[0].here)
        room.admit(room.waiting[0].seat)
        await hall.until(lambda: room.guests)
        assert not room.guests[0].here
        again = await hall.connect()
        again.token = ann.token
        await again.hello()
        assert (await again.hear("now"))["own"]["team"] == "Ann"
        # Who waits comes in when the host asks no more.
        await other.say(do="join", name="Bob", room=room.code)
        await other.hear("wait")
        room.asks_first = False
        await other.hear("seat")
        assert [guest.name for guest in room.guests] == ["Ann", "Bob"]


async def test_a_guest_with_more_time_has_a_clock_of_their_own(
    places: Places, clock: Clock
) -> None:
    async with open_hall(places, clock) as hall:
        ann, bob = await hall.join("Ann"), await hall.join("Bob")
        hall.master.moves.give_time(hall.room.guests[0].seat, 1.5)
        await hall.play()
        await ann.see(phase="answering")
        await bob.see(phase="answering")
        assert (ann.clock["limit"], bob.clock["limit"]) == (30, 20)
        assert ann.own["time"] == 1.5


async def test_locked_full_over_and_the_wrong_room(
    places: Places, clock: Clock, monkeypatch: Any
) -> None:
    async with open_hall(places, clock) as hall:
        ann, _ = await hall.join("Ann"), await hall.join("Bob")
        stranger = await hall.connect()
        await stranger.say(do="join", name="Cid", room="AAAA")
        await stranger.hear("no", why="code")
        hall.room.locked = True
        await stranger.say(do="join", name="Cid", room=hall.room.code)
        await stranger.hear("no", why="locked")
        hall.room.locked = False
        monkeypatch.setattr("spacequiz.phones.hub.SEAT_LIMIT", 2)
        await stranger.say(do="join", name="Cid", room=hall.room.code)
        await stranger.hear("no", why="full")
        hall.master.moves.go_on()
        hall.master.moves.end()
        await ann.see(phase="ended")
        await stranger.say(do="join", name="Cid", room=hall.room.code)
        await stranger.hear("no", why="over")


@pytest.mark.parametrize(
    ("name", "why", "shown"),
    [
        ("", "empty", ""),
        ("\u202e\x1b[31m\n", "", "[31m"),
        ("\u200b\u0301", "empty", ""),
        ("A" * 10_00, "", "A" * 20),
        ("<b>Zoe</b>[bold]", "", "<b>Zoe</b>[bold]"),
        ("👩‍👩‍👧‍👦" * 3, "", "👩‍👩‍👧‍👦" * 3),
        ("ann", "taken", ""),
        ("А n n", "taken", ""),
        ("ANN", "taken", ""),
    ],
)
async def test_names_are_cleaned_and_unlike(
    places: Places, clock: Clock, name: str, why: str, shown: str
) -> None:
    async with open_hall(places, clock) as hall:
        await hall.join("Ann")
        phone = await hall.connect()
        await phone.say(do="join", name=name, room=hall.room.code)
        if why:
            said = await phone.hear("no", why=why)
            assert said["name"]
        else:
            await phone.hear("now")
            assert phone.own["seat"] == shown


async def test_many_join_in_one_commit(places: Places, clock: Clock) -> None:
    async with open_hall(places, clock) as hall:
        before = len(hall.master.match.journal)
        await asyncio.gather(*(hall.join(f"Guest {n}") for n in range(12)))
        assert len(hall.master.match.journal) - before < 12
        assert len(hall.room.guests) == 12
        # The host's undo does not send guests away.
        hall.master.moves.go_on()
        hall.master.moves.undo()
        assert len(hall.master.match.state.seats) == 12
        assert hall.master.view.phase is NightPhase.LOBBY


async def test_teams_of_phones_beside_keys(places: Places, clock: Clock) -> None:
    async with open_hall(places, clock, BESIDE) as hall:
        ann = await hall.connect()
        await ann.hello()
        teams = (await ann.hear("door"))["teams"]
        assert [team["name"] for team in teams] == ["Ann", "Bob"]
        first = await hall.join("Una", team=teams[0]["id"])
        second = await hall.join("Udo", team=teams[0]["id"])
        own = await hall.join("Cid", team="", team_name="The Cids")
        assert first.own["team"] == "Ann"
        assert own.own["team"] == "The Cids"
        await hall.play()
        await first.see(phase="answering")
        await second.see(phase="answering")
        await own.see(phase="answering")
        assert (await first.answer([0]))["ok"]
        # Whoever sits for the same team hears what stands now.
        while second.own["locked"] is None:
            await second.hear("now")
        assert second.own["locked"] == [second.all["question"]["options"][0]]
        assert hall.master.moves.lock("2", (first.all["question"]["options"][1],))
        assert (await second.answer([2]))["ok"]
        assert (await own.answer([3]))["ok"]
        await own.see(phase="revealed")


async def test_a_joker_is_played_by_whoever_speaks_for_the_team(
    places: Places, clock: Clock
) -> None:
    rounds = replace(BESIDE, voice="captain", rounds=2)
    async with open_hall(places, clock, rounds) as hall:
        captain, other = [await hall.join(name, team="1") for name in ("Una", "Udo")]
        assert hall.master.moves.go_on()
        await captain.see(phase="between")
        assert captain.own["joker"] is False
        for phone, allowed in ((other, False), (captain, True)):
            await phone.say(do="joker", id=9)
            assert (await phone.hear("ack", id=9))["ok"] is allowed
        assert dict(hall.master.match.state.jokers) == {"1": 0}
        while not captain.own["joker"]:
            await captain.hear("now")
        await captain.say(do="joker", id=10)
        assert (await captain.hear("ack", id=10))["ok"]
        assert not hall.master.match.state.jokers


async def test_what_most_of_a_team_say_is_told_to_all_of_it(places: Places, clock: Clock) -> None:
    async with open_hall(places, clock, replace(BESIDE, voice="majority")) as hall:
        crew = [await hall.join(name, team="1") for name in ("Una", "Udo", "Ida")]
        await hall.play()
        for phone in crew:
            await phone.see(phase="answering")
        assert crew[0].all["voice"] == "majority"
        options = crew[0].all["question"]["options"]
        for phone, at in zip(crew, (0, 1, 1), strict=True):
            assert (await phone.answer([at]))["ok"]
        for phone in crew:
            while phone.own["locked"] != [options[1]]:
                await phone.hear("now")
        assert crew[0].own["given"] == [options[0]]


async def test_buzzers_and_their_lot(places: Places, clock: Clock) -> None:
    lobby = replace(ALONE, form="buzzer")
    async with open_hall(places, clock, lobby) as hall:
        phones = [await hall.join("Ann"), await hall.join("Bob")]
        await hall.play()
        for phone in phones:
            await phone.see(phase="reading")
            # While it is read out, the big screen has the question for itself.
            assert phone.all["question"] is None
            assert phone.own["can"] == "buzz"
        # Too early: locked out for three seconds, and told so.
        await phones[1].say(do="buzz", id=0, n=1)
        while not phones[1].clock["locked_out"]:
            await phones[1].hear("now")
        hall.clock.advance(30)
        await phones[0].see(phase="answering")
        for phone in phones:
            await phone.say(do="buzz", id=1, n=1)
            await phone.hear("ack", ok=True)
        hall.clock.advance(0.1)
        for phone in phones:
            await phone.see(phase="floor")
        floor = next(phone for phone in phones if phone.own["team"] == phone.all["floor"])
        other = next(phone for phone in phones if phone is not floor)
        assert other.all["lot"] == [other.own["team"]]
        assert (floor.own["can"], other.own["can"]) == ("answer", "")
        assert not (await other.answer([right(hall)]))["ok"]
        assert (await floor.answer([right(hall)]))["ok"]
        await other.see(phase="revealed")
        assert other.own["score"] == 0


async def test_where_websockets_fail_a_phone_polls(places: Places, clock: Clock) -> None:
    async with open_hall(places, clock) as hall:
        await hall.join("Bob")

        async def say(line: str, *messages: dict[str, object]) -> dict[str, Any]:
            body = {"line": line, "say": [json.dumps(message) for message in messages]}
            url, headers = f"{hall.base}/say", {"Origin": hall.base}
            async with hall.http.post(url, json=body, headers=headers) as response:
                assert response.status == 200
                return dict(await response.json())

        said = await say("", {"do": "join", "name": "Ann", "room": hall.room.code})
        line, kinds = said["line"], [message["t"] for message in said["say"]]
        assert kinds == ["seat", "now"]
        await hall.play()
        heard: list[dict[str, Any]] = []
        while not heard:
            heard = (await say(line))["say"]
        assert heard[-1]["all"]["phase"] == "answering"
        answer = {"do": "answer", "id": 1, "n": 1, "give": [right(hall)]}
        assert {"t": "ack", "id": 1, "ok": True} in (await say(line, answer))["say"]
        assert hall.room.guests[1].here
        assert (await say(line, {"do": "nonsense"}))["say"][0]["ok"] is False


async def test_only_the_own_page_is_listened_to(places: Places, clock: Clock) -> None:
    async with open_hall(places, clock) as hall:
        for headers in ({"Origin": "http://evil.test"}, {"Origin": ""}, {"Host": "evil.test"}):
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await hall.connect(**headers)
        for path in ("/", f"/{hall.room.code.lower()}", "/page.js", "/page.css"):
            async with hall.http.get(hall.base + path) as response:
                assert response.status == 200
                policy = response.headers["Content-Security-Policy"]
                assert "default-src 'none'" in policy
                assert "unsafe" not in policy
                assert "aiohttp" not in response.headers["Server"]
            async with hall.http.get(hall.base + path, headers={"Host": "evil.test"}) as response:
                assert response.status == 421
        for path in ("/../pyproject.toml", "/page/index.html", "/etc/passwd", "/server.py"):
            async with hall.http.get(hall.base + path) as response:
                assert response.status == 404
        async with hall.http.post(hall.base + "/say", json={}) as response:
            assert response.status == 403


@pytest.mark.parametrize("text", ["x", "[]", "{}", '{"do":1}', "NaN", "[" * 2000, '{"do":NaN}'])
async def test_nonsense_ends_the_connection(places: Places, clock: Clock, text: str) -> None:
    async with open_hall(places, clock) as hall:
        ann = await hall.join("Ann")
        await ann.ws.send_str(text)
        assert "nonsense" in await ann.closed()
        assert (await hall.join("Bob")).own["team"] == "Bob"


async def test_floods_and_long_messages_end_the_connection(places: Places, clock: Clock) -> None:
    async with open_hall(places, clock) as hall:
        ann = await hall.join("Ann")
        for _ in range(60):
            await ann.say(do="look")
        assert "flood" in await ann.closed()
        bob = await hall.join("Bob")
        with suppress(ConnectionError):
            await bob.ws.send_str("x" * 4_000_000)
            await bob.closed()
        other = await hall.join("Cid")
        await other.ws.send_bytes(b"\0")
        await other.closed()


async def test_one_address_has_so_many_phones(places: Places, clock: Clock) -> None:
    async with open_hall(places, clock, per_address=3) as hall:
        phones = [await hall.connect() for _ in range(3)]
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await hall.connect()
        await phones[0].ws.close()

        async def again() -> Phone | None:
            try:
                return await hall.connect()
            except aiohttp.WSServerHandshakeError:
                return None

        while await again() is None:
            await asyncio.sleep(0.01)


async def test_half_open_connections_are_dropped(
    places: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "FIRST_SECONDS", 0.0)
    async with open_hall(places, clock) as hall:
        host, _, port = hall.base.removeprefix("http://").rpartition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(b"GET / HTTP/1.1\r\n")
        async with asyncio.timeout(5):
            with suppress(ConnectionError):
                assert await reader.read() == b""
        writer.close()


async def test_a_port_in_use_leads_to_the_next(places: Places, clock: Clock) -> None:
    taken = await asyncio.start_server(lambda _r, w: w.close(), "127.0.0.1", 0)
    port = taken.sockets[0].getsockname()[1]
    async with taken, open_hall(places, clock, port=port) as hall:
        assert int(hall.room.url.rpartition(":")[2].partition("/")[0]) != port
        await hall.join("Ann")


async def test_what_is_close_or_no_answer_is_asked_back_on_the_phone_alone(
    places: Places, clock: Clock
) -> None:
    star = describe_typed("star", "Betelgeuse", prompt={"star": "Its name?"})
    write_pack(places.bundled, [star], "stars")
    lobby = replace(ALONE, packs=("stars",), questions=1, kinds="all kinds")
    async with open_hall(places, clock, lobby) as hall:
        ann, bob = await hall.join("Ann"), await hall.join("Bob")
        await hall.play()
        await ann.see(phase="answering")
        await bob.see(phase="answering")
        asked = await ann.answer("a star")
        assert (asked["ok"], asked["why"]) == (False, "again")
        await hall.until(lambda: hall.master.match.state.require_asking().prompted)
        await ann.hear("now")
        assert (ann.own["back"], ann.own["near"]) == ("Its name?", False)
        # Sent again over a new connection, it is still no answer.
        await ann.say(do="answer", id=asked["id"], n=ann.all["number"], give="a star")
        assert (await ann.hear("ack"))["why"] == "again"
        assert not hall.response
        assert (await bob.answer("Sirius or Vega"))["why"] == "unclear"
        assert (await bob.answer("Beetlgus"))["why"] == "again"
        assert (await ann.answer("betelgeuse"))["ok"]
        assert (await bob.answer("Sirius"))["ok"]
        assert hall.response == {"Ann": ("betelgeuse",), "Bob": ("Sirius",)}
