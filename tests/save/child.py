"""Play through the memory in a process of its own, which the tests kill, starve and lock out."""

from __future__ import annotations

import io
import os
import resource
import signal
import sqlite3
import sys
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from save.helpers import NEXT_STEP, begin, count_all, find_places_under, learn, make_answer
from spacequiz.clock import Clock
from spacequiz.game.records import Aid
from spacequiz.save import Save, migrations

CLOCK = Clock()


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def play(save: Save, games: int, name: str = "Ann") -> None:
    """Play games and acknowledge each answer once it is safe."""
    for _ in range(games):
        game = begin(save, name)
        for position in range(10):
            answer = make_answer(position)
            save.show(game, position, answer.address, answer.progress_key)
            if position % 3 == 0:
                save.take_aid(game, position, Aid.HINT)
            memory = save.memory(save.player(name), answer.progress_key)
            save.record(game, answer, learn(memory, CLOCK.utc()), "Moons")
            say("answer", game, position)
        if game % 2:
            say("undoing", game, 9)
            save.undo(game, 9)
            save.record(game, answer, learn(memory, CLOCK.utc()), "Moons")
            say("again", game, 9)
        save.finish(game)


def play_much(home: Path, games: str, name: str = "Ann") -> None:
    save = Save.open(find_places_under(home), CLOCK)
    say("open")
    play(save, int(games), name)
    save.close()


def host_night(home: Path) -> None:
    """Go on with the evening, or begin one, and acknowledge each entry once it is safe."""
    save = Save.open(find_places_under(home), CLOCK)
    found = save.unfinished_night()
    if found is None:
        night, position = save.start_night({"teams": ["Ann", "Bob"]}), 0
    else:
        night, position = found.night, len(found.journal)
        save.claim_night(night)
    while True:
        say(f"[{night}, {position}]")
        save.append_to_night(night, position, {"n": position})
        position += 1


def starve(home: Path) -> None:
    """Let the file hit the size limit in the middle of a game, then lift the limit."""
    save = Save.open(find_places_under(home), CLOCK)
    play(save, 1)
    size = (home / "save.db").stat().st_size
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size // 4096 * 4096 + 4096, hard))
    games = 0
    while not save.trouble:
        play(save, 1, f"Player {games}")
        games += 1
    say("trouble", save.trouble)
    play(save, 1, "In memory")
    say("known", count_all(save))
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    play(save, 1, "Afterwards")
    say("after", repr(save.trouble), count_all(save))
    save.close()


def fill_disk(home: Path) -> None:
    """Let the disk run full in the middle of a game, then make room."""
    save = Save.open(find_places_under(home), CLOCK)
    play(save, 1)
    ballast = home / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            say("full")
    play(save, 2, "Full")
    say("trouble", save.trouble)
    ballast.unlink()
    play(save, 1, "Room")
    say("after", repr(save.trouble), count_all(save))
    save.close()


def play_as_nobody(home: Path) -> None:
    """Play where this user may read, but not write."""
    # That user may be unable to read this very Python: what is needed is loaded by playing before.
    with TemporaryDirectory() as folder, redirect_stdout(io.StringIO()):
        for place in (folder, folder, "/dev/null"):
            save = Save.open(find_places_under(Path(place)), CLOCK)
            play(save, 1)
            save.close()
    Path(save.notices[-1].split(" lies at ")[1]).unlink()
    os.setgid(65534)
    os.setuid(65534)
    save = Save.open(find_places_under(home), CLOCK)
    say("trouble", save.trouble)
    say("before", count_all(save))
    play(save, 1)
    say("after", count_all(save))
    save.close()
    say("notices", *save.notices)


def die_migrating(home: Path, statement: str) -> None:
    """Be killed when the given statement of a migration begins."""
    countdown = int(statement)
    migrations.MIGRATIONS += (NEXT_STEP,)
    real = migrations.migrate

    def count(sql: str) -> None:
        nonlocal countdown
        countdown -= 1
        if countdown < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def migrate(connection: sqlite3.Connection, application_id: int) -> None:
        connection.execute("PRAGMA cache_size=2")
        connection.set_trace_callback(count)
        real(connection, application_id)
        connection.set_trace_callback(None)

    from spacequiz.save import opening

    vars(opening)["migrate"] = migrate
    Save.open(find_places_under(home), CLOCK)
    say("done")


def die_repairing(home: Path, step: str) -> None:
    """Be killed before, between or after the two halves of a repair."""
    from spacequiz.save import repair

    def die(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    name = {"before": "move_aside", "between": "put_back", "after": "_tell"}[step]
    vars(repair)[name] = die
    Save.open(find_places_under(home), CLOCK)


def leave_journal(home: Path) -> None:
    """Stop in the middle of a transaction whose pages are already in the file."""
    connection = sqlite3.connect(home / "save.db", isolation_level=None)
    connection.execute("PRAGMA cache_size=1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE answer SET points = 7, given = given || 'and longer than before'")
    connection.execute("DELETE FROM aid")
    say("ready")
    signal.pause()


def hold_lock(home: Path, kind: str = "IMMEDIATE") -> None:
    """Keep everybody else from writing, or from reading, too, until told to let go."""
    connection = sqlite3.connect(home / "save.db", isolation_level=None)
    connection.execute(f"BEGIN {kind}")
    connection.execute("INSERT INTO player (name, created) VALUES ('Cid', '')")
    say("locked")
    sys.stdin.readline()
    connection.execute("COMMIT")


if __name__ == "__main__":
    globals()[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
