"""Measure an evening with many phones: nothing lost, how soon an answer is acknowledged, and what it costs.

The stage draws in the process that serves; the phones are processes of their own, on 127.0.0.1. The
measure is a bare aiohttp websocket that echoes the same messages in the same rhythm.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING, Any

import aiohttp
from aiohttp import web

if TYPE_CHECKING:
    from pathlib import Path

PROCESSES = 2
SPREAD = 2.0
"""Seconds within which everybody answers."""
OPTIONS = 4
LIMIT = 90.0
"""Seconds after which a run is given up, so that none goes on for ever."""


# -- the phones --------------------------------------------------------------------------------------


async def play(http: aiohttp.ClientSession, base: str, room: str, name: str, heard: Heard) -> None:
    """Join, and answer every question once."""
    async with http.ws_connect(f"{base}/ws", headers={"Origin": base}) as ws:
        await asyncio.sleep(random.random() * SPREAD)
        await ws.send_json({"do": "hello", "token": "", "room": room})
        await ws.send_json({"do": "join", "name": name, "room": room})
        answered, sent_at = 0, 0.0
        async for message in ws:
            heard.messages += 1
            told = json.loads(message.data)
            if told["t"] == "ack":
                heard.acknowledged += told["ok"]
                heard.seconds.append(time.monotonic() - sent_at)
            phase = told.get("all", {}).get("phase")
            if phase == "ended":
                return
            if phase == "answering" and told["all"]["number"] != answered:
                answered = told["all"]["number"]
                await asyncio.sleep(random.random() * SPREAD)
                sent_at = time.monotonic()
                give = [random.randrange(OPTIONS)]
                await ws.send_json({"do": "answer", "id": answered, "n": answered, "give": give})
                heard.sent += 1


async def echo(http: aiohttp.ClientSession, base: str, heard: Heard, rounds: int) -> None:
    """Send as much to what sends it back, in the same rhythm."""
    async with http.ws_connect(f"{base}/ws") as ws:
        for number in range(rounds):
            await asyncio.sleep(random.random() * SPREAD)
            at = time.monotonic()
            await ws.send_json({"do": "answer", "id": number, "n": number, "give": [1]})
            await ws.receive()
            heard.seconds.append(time.monotonic() - at)


class Heard:
    """Count what the phones of one process said and heard."""

    def __init__(self) -> None:
        self.sent = self.acknowledged = self.messages = 0
        self.seconds: list[float] = []


async def run_phones(base: str, room: str, first: int, count: int, rounds: int) -> None:
    heard = Heard()
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as http:
        async with asyncio.timeout(LIMIT):
            await asyncio.gather(
                *(
                    play(http, base, room, f"Guest {first + n}", heard)
                    if room
                    else echo(http, base, heard, rounds)
                    for n in range(count)
                )
            )
    print(json.dumps(vars(heard)))


# -- what serves them --------------------------------------------------------------------------------


async def run_echo(stop: asyncio.Event) -> None:
    async def handle(request: web.Request) -> web.WebSocketResponse:
        ws = web.WebSocketResponse(compress=False)
        await ws.prepare(request)
        async for message in ws:
            await ws.send_str(message.data)
        return ws

    app = web.Application()
    app.router.add_get("/ws", handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(json.dumps({"base": f"http://127.0.0.1:{runner.addresses[0][1]}"}), flush=True)
    await stop.wait()
    await runner.cleanup()


async def run_evening(phones: int, questions: int) -> None:
    """Hold an evening on a stage that draws, and print what it cost."""
    from spacequiz.cli.opening import open_quizmaster, refresh_bank
    from spacequiz.game.kinds import Kind
    from spacequiz.game.night import events
    from spacequiz.game.night.state import NightPhase
    from spacequiz.phones import hub, server
    from spacequiz.quizmaster.night_draw import LobbySetup
    from spacequiz.quizmaster.room import RoomWish
    from spacequiz.tui.app import SpacequizApp

    # A room holds five hundred; how it does with more is tried as well.
    server.LINES = phones + 10
    for module in (events, hub):
        vars(module)["SEAT_LIMIT"] = phones + 10
    rooms: list[server.PhoneRoom] = []

    def make(master: Any) -> server.PhoneRoom:
        rooms.append(server.PhoneRoom(master, RoomWish("127.0.0.1", per_address=phones + 10)))
        return rooms[0]

    with open_quizmaster(tuple(Kind)) as (quizmaster, places):
        refresh_bank(quizmaster.bank)
        app = SpacequizApp(quizmaster, places, make_room=make)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            setup = LobbySetup(
                phones="alone", rounds=1, questions=questions, kinds="choices", packs=("load",)
            )
            app.start_night(setup)
            while not (rooms and rooms[0].is_open):
                await asyncio.sleep(0.02)
            room, moves = rooms[0], app.night.moves
            base, _, code = room.url.rpartition("/")
            print(json.dumps({"base": base.lower(), "room": code}), flush=True)
            state = moves.match.state
            while len(moves.match.state.seats) < phones:
                await asyncio.sleep(0.05)
            lags, bursts = list[float](), list[float]()
            watcher = asyncio.create_task(watch(lags, bursts))
            await app.screen.dismiss(None)
            heard, spent, stored = room.hub.counts["heard"], time.process_time(), 0
            moves.go_on()
            for _ in range(questions):
                moves.go_on()
                while moves.match.state.phase is not NightPhase.REVEALED:
                    await asyncio.sleep(0.02)
                state = moves.match.state
                stored += len(state.require_asking().locked)
                await asyncio.sleep(0.3)
            spent = time.process_time() - spent
            moves.end()
            await asyncio.sleep(1.0)
            watcher.cancel()
            counted = sum(len(past.judgements) for past in state.history)
            result = {
                "heard": room.hub.counts["heard"] - heard,
                "stored": stored,
                "counted": counted,
                "told": room.hub.counts["told"],
                "cpu": spent / questions,
                "lags": lags,
                "bursts": bursts,
                "resident": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
            print(json.dumps(result), flush=True)


async def watch(lags: list[float], spent: list[float]) -> None:
    """Measure how late the loop wakes who sleeps, and how much it computed meanwhile.

    On a busy machine the first says more of the others that run there.
    """
    while True:
        at, used = time.monotonic(), time.process_time()
        await asyncio.sleep(0.01)
        lags.append(time.monotonic() - at - 0.01)
        spent.append(time.process_time() - used)


# -- the whole ---------------------------------------------------------------------------------------


def start(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, __file__, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True)


def read(process: subprocess.Popen[str]) -> dict[str, Any]:
    assert process.stdout is not None
    return dict(json.loads(process.stdout.readline() or "{}"))


def run_against(place: dict[str, Any], phones: int, rounds: int) -> list[dict[str, Any]]:
    share = [phones // PROCESSES + (n < phones % PROCESSES) for n in range(PROCESSES)]
    running = [
        start("clients", place["base"], place.get("room", "-"), sum(share[:n]), count, rounds)
        for n, count in enumerate(share)
        if count
    ]
    results = [read(process) for process in running]
    for process in running:
        process.wait(10)
    return results


def find_percentile(values: list[float], share: float) -> float:
    ordered = sorted(values) or [0.0]
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def join(results: list[dict[str, Any]], name: str) -> list[float]:
    return [value for result in results for value in result.get(name, [])]


def measure(phones: int, questions: int) -> int:
    server = start("evening", phones, questions)
    try:
        heard = run_against(read(server), phones, questions)
        cost = read(server)
        server.wait(20)
    finally:
        server.kill()
    bare = start("echo")
    try:
        echoed = run_against(read(bare), phones, min(questions, 4))
    finally:
        bare.kill()
    sent = sum(result.get("sent", 0) for result in heard)
    taken = sum(result.get("acknowledged", 0) for result in heard)
    messages = sum(result.get("messages", 0) for result in heard) / phones / questions
    ours, theirs = join(heard, "seconds"), join(echoed, "seconds")
    print(f"{phones} phones, {questions} questions, all answering within {SPREAD:g} s")
    print(
        f"  sent {sent}, acknowledged {taken}, stored {cost['stored']}, counted {cost['counted']}"
    )
    for name, share in (("median", 0.5), ("p99", 0.99)):
        mine, bare_one = find_percentile(ours, share), find_percentile(theirs, share)
        print(f"  acknowledged, {name}: {mine * 1000:.0f} ms; bare echo {bare_one * 1000:.0f} ms")
    print(f"  loop lag p99 {find_percentile(cost['lags'], 0.99) * 1000:.0f} ms")
    print(f"  computing without a stop, p99 {find_percentile(cost['bursts'], 0.99) * 1000:.0f} ms")
    print(f"  processor {cost['cpu']:.2f} s a question, stage and all")
    print(f"  messages to a phone {messages:.1f} a question, the acknowledgement included")
    print(f"  resident at most {cost['resident']:.0f} MB")
    return 0 if sent == taken == cost["stored"] == phones * questions else 1


def write_pack(folder: Path, count: int) -> None:
    """Write a pack of choice questions where it is found as installed."""
    lines = ["spacequiz: 1", "id: load", "title: Load", "language: en", "questions:"]
    for n in range(count):
        lines += [
            f"- id: q{n}",
            f"  ask: Which of these is number {n} of the load?",
            f"  answer: right {n}",
            f"  wrong: [left {n}, up {n}, down {n}]",
            f"  explain: It is right {n} because the load says so.",
        ]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "load.yaml").write_text("\n".join(lines) + "\n", "utf-8")


def main() -> int:
    if sys.argv[1:2] == ["clients"]:
        base, room, first, count, rounds = sys.argv[2:]
        room = room.replace("-", "")
        asyncio.run(run_phones(base, room, int(first), int(count), int(rounds)))
        return 0
    if sys.argv[1:2] == ["echo"]:
        asyncio.run(run_echo(asyncio.Event()))
        return 0
    if sys.argv[1:2] == ["evening"]:
        asyncio.run(run_evening(int(sys.argv[2]), int(sys.argv[3])))
        return 0
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=500)
    parser.add_argument("--questions", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="spacequiz-benchmark-") as home:
        os.environ["SPACEQUIZ_HOME"] = home
        from spacequiz.paths import find_places

        write_pack(find_places().packs, options.questions)
        return measure(options.phones, options.questions)


if __name__ == "__main__":
    sys.exit(main())
