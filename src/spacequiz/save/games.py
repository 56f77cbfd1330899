"""The games: what is written while one runs, and all that is needed to go on with it."""

from __future__ import annotations

import os
from dataclasses import asdict
from typing import TYPE_CHECKING, TypeVar

from spacequiz.errors import SaveError
from spacequiz.game.modes import DAILY
from spacequiz.game.records import Aid, Answer, SavedGame, Setup, Verdict, read_setup
from spacequiz.language import say
from spacequiz.save import tallies
from spacequiz.save.core import Core
from spacequiz.save.memories import remember, restore
from spacequiz.save.values import list_texts, pack, read_number, unpack

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from spacequiz.game.review import Memory
    from spacequiz.save.core import Player

M = TypeVar("M")

_FINISHED, _ABANDONED = "finished", "abandoned"


class Games(Core):
    """Keep games. What a method wrote is durable when it returns."""

    def start_game(
        self,
        player: Player,
        setup: Setup,
        seed: str,
        questions: Sequence[tuple[str, str]],
        code: str = "",
        *,
        shown: tuple[str, str] | None = None,
    ) -> int:
        """Note that a game begins, after the backup of the day, and return its id.

        Args:
            player: Who plays.
            setup: What was asked for.
            seed: What shuffles the options.
            questions: Address and progress key of each question drawn, in the order of asking.
            code: What others type to play the same.
            shown: Address and progress key of what is shown at once, as `show` notes it; one
                commit for both, since a start waits for the disk.
        """

        def show_first(connection: sqlite3.Connection, row: int) -> None:
            if shown is not None:
                _show(connection, row, 0, *shown)

        self._keeper.back_up()
        fields = asdict(setup)
        # The mode has a column of its own.
        del fields["mode"]
        drawn = pack([address for address, _ in questions])
        made = self._make(
            "game",
            "",
            show_first,
            player=player,
            mode=setup.mode,
            setup=pack(fields),
            seed=seed,
            code=code,
            drawn=drawn,
            started=self._stamp(),
            keeper=self._claim.token,
            uid=os.urandom(8).hex(),
        )
        return self._claim.note(made)

    def show(self, game: int, position: int, address: str, progress_key: str) -> None:
        """Note which question is shown at a position: from now on it counts as seen."""
        self._write_game(
            game,
            lambda connection, row: _show(connection, row, position, address, progress_key),
        )

    def take_aid(self, game: int, position: int, aid: Aid) -> None:
        """Note help taken on a question that was shown and waits for its answer."""
        self._write_game(
            game,
            lambda connection, row: connection.execute(
                "INSERT OR IGNORE INTO aid VALUES (?, ?, ?)", (row, position, aid.value)
            ),
        )

    def record(
        self, game: int, answer: Answer, memory: Memory | None = None, category: str = ""
    ) -> None:
        """Keep an answer and the memory that it led to, in one step.

        An answer at the same position is replaced; what the memory was before it stays known.

        Args:
            game: The game.
            answer: The answer.
            memory: What the player's memory of the question is now; None leaves it as it is.
            category: The question's.
        """
        position, key = answer.position, answer.progress_key
        values = (*_flatten(answer), category, self._stamp(), self._today())

        def record(connection: sqlite3.Connection, row: int) -> None:
            found = connection.execute(_FIND, (position, row)).fetchone()
            # Of a game that is gone nothing can be kept: the references refuse it.
            player, *asked, answered, aids = found or (0, None, None, None, False)
            if answered:
                tallies.withdraw(connection, row, position)
            if asked != [answer.address, key]:
                connection.execute(_ASK, (row, position, answer.address, key))
            if aids or answer.aids:
                _replace_aids(connection, row, answer)
            before = None if memory is None else remember(connection, player, key, memory, category)
            connection.execute(_RECORD, (row, position, *values, before))
            tallies.enter(connection, row, position)

        self._write_game(game, record)

    def undo(self, game: int, position: int) -> None:
        """Take the newest answer of a game back; its memory is as before, the game is open again.

        Help taken at the position stays noted.

        Raises:
            SaveError: The newest answer is not the one at this position.
        """
        query = "SELECT MAX(position) FROM answer WHERE game = ?"
        (newest,) = self._read_game(
            game, lambda connection, row: connection.execute(query, (row,)).fetchone()
        )
        if position != newest:
            raise SaveError(say("Only the newest answer of a game can be taken back."))

        def undo(connection: sqlite3.Connection, row: int) -> None:
            restore(connection, row, position)
            tallies.withdraw(connection, row, position)
            at = row, position
            connection.execute("DELETE FROM answer WHERE game = ? AND position = ?", at)
            tallies.stand(connection, row)
            reopen = "UPDATE game SET ended = '', ending = '', day = '' WHERE id = ?"
            connection.execute(reopen, (row,))

        self._write_game(game, undo)

    def finish(self, game: int) -> None:
        """Note that a game came to its end; its sums follow from its answers."""
        self._end(game, _FINISHED)

    def abandon(self, game: int) -> None:
        """Note that a game will not be continued; it stays in the record."""
        self._end(game, _ABANDONED)

    def _end(self, game: int, ending: str) -> None:
        ended, today = self._stamp(), self._today()

        def end(connection: sqlite3.Connection, row: int) -> None:
            query = "SELECT mode, started FROM game WHERE id = ?"
            mode, started = connection.execute(query, (row,)).fetchone()
            day = self._day_of(str(started), today) if mode == DAILY.name else today
            connection.execute(
                "UPDATE game SET ended = ?, ending = ?, day = ? WHERE id = ? AND ending = ''",
                (ended, ending, day, row),
            )

        self._write_game(game, end)

    def unfinished(self, player: Player) -> SavedGame | None:
        """Return the player's newest game that can be continued."""
        query = "SELECT MAX(id) FROM game WHERE player = ? AND ending = ''"

        def load(connection: sqlite3.Connection) -> SavedGame | None:
            (row,) = connection.execute(query, (self._id(player),)).fetchone()
            return _load_game(connection, row)

        return self._keeper.read(load)

    def count_unfinished(self, player: Player) -> int:
        """Return how many of the player's games with an answer can be continued."""
        query = """SELECT COUNT(*) FROM game JOIN standing ON standing.game = game.id
        WHERE game.player = ? AND game.ending = ''"""
        return self._count(query, player)

    def game(self, game: int) -> SavedGame:
        """Return a game with all that is needed to continue it."""
        found = self._read_game(game, _load_game)
        if found is None:
            raise SaveError(say("There is no game {number} in the save file.", number=game))
        return found

    def find_game(self, player: Player, mode: str, seed: str) -> int | None:
        """Return the player's first game of a mode with a seed, finished or not."""
        query = "SELECT MIN(id) FROM game WHERE player = ? AND mode = ? AND seed = ?"
        ((found,),) = self._find(query, player, mode, seed)
        return None if found is None else int(found)

    def answers(self, game: int) -> tuple[Answer, ...]:
        """Return the answers of a game in the order of asking."""
        return self._read_game(game, _load_answers)

    def last_seen(self, player: Player) -> dict[str, int]:
        """Return the rank of each progress key seen; the higher, the more recently."""
        return dict(self._find("SELECT progress_key, id FROM seen WHERE player = ?", player))


# Whose game it is, and what is there already at the position.
_FIND = """SELECT player, address, progress_key, answer.id,
    EXISTS (SELECT 1 FROM aid WHERE aid.game = asked.game AND aid.position = asked.position)
FROM game LEFT JOIN asked ON asked.game = game.id AND asked.position = ?
LEFT JOIN answer ON answer.game = asked.game AND answer.position = asked.position
WHERE game.id = ?"""

_ASK = """INSERT INTO asked (game, position, address, progress_key) VALUES (?, ?, ?, ?)
ON CONFLICT DO UPDATE SET address = excluded.address, progress_key = excluded.progress_key"""

# What was answered stays what it was an answer to.
_SHOW = f"""{_ASK} WHERE NOT EXISTS (SELECT 1 FROM answer
WHERE answer.game = asked.game AND answer.position = asked.position)"""  # noqa: S608

# The day and the time stay those of the first judgement, and so does the memory before it.
_RECORD = """INSERT INTO answer (game, position, response, verdict, credit, points, seconds, typo,
    sure, claimed, category, given, day, before)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (game, position) DO UPDATE SET response = excluded.response,
    verdict = excluded.verdict, credit = excluded.credit, points = excluded.points,
    seconds = excluded.seconds, typo = excluded.typo, sure = excluded.sure,
    claimed = excluded.claimed, category = excluded.category, copied = 0,
    before = COALESCE(before, excluded.before)"""


def _show(
    connection: sqlite3.Connection, row: int, position: int, address: str, progress_key: str
) -> None:
    connection.execute(_SHOW, (row, position, address, progress_key))
    connection.execute(
        """INSERT OR REPLACE INTO seen (player, progress_key)
        SELECT player, ? FROM game WHERE id = ?""",
        (progress_key, row),
    )


def _replace_aids(connection: sqlite3.Connection, row: int, answer: Answer) -> None:
    at = row, answer.position
    connection.execute("DELETE FROM aid WHERE game = ? AND position = ?", at)
    for aid in sorted(answer.aids):
        connection.execute("INSERT INTO aid VALUES (?, ?, ?)", (*at, aid.value))


def _flatten(answer: Answer) -> tuple[object, ...]:
    return (
        pack(answer.response),
        answer.verdict.value,
        answer.credit,
        answer.points,
        # A clock that was set back must not make time negative.
        max(0.0, answer.seconds),
        answer.typo,
        answer.sure,
        answer.claimed,
    )


def _load_game(connection: sqlite3.Connection, row: int | None) -> SavedGame | None:
    query = """SELECT game.id, player.name, mode, setup, seed, drawn, code
    FROM game JOIN player ON player.id = game.player WHERE game.id = ?"""
    found = connection.execute(query, (row,)).fetchone()
    if found is None:
        return None
    game, player, mode, setup, seed, drawn, code = found
    # Help at later positions was taken before an answer was taken back, and waits for its turn.
    waiting = """SELECT aid FROM aid WHERE game = ? AND position =
    (SELECT COALESCE(MAX(position) + 1, 0) FROM answer WHERE game = ?)"""
    aids = [aid for (aid,) in connection.execute(waiting, (game, game))]
    return SavedGame(
        game=game,
        player=player,
        setup=unpack_setup(mode, setup),
        seed=seed,
        addresses=list_texts(unpack(drawn, [])),
        answers=_load_answers(connection, game),
        aids=frozenset(_members(Aid, aids)),
        code=code,
    )


def unpack_setup(mode: str, text: str) -> Setup:
    """Return the set-up that was stored; what is damaged or unknown in it is left out."""
    return read_setup({**unpack(text, {}), "mode": mode})


def _load_answers(connection: sqlite3.Connection, row: int) -> tuple[Answer, ...]:
    taken: dict[int, list[str]] = {}
    for position, aid in connection.execute(
        "SELECT position + 0, aid FROM aid WHERE game = ?", (row,)
    ):
        taken.setdefault(position, []).append(aid)
    query = """SELECT position + 0, address, progress_key, response, verdict, credit + 0.0,
    points + 0, seconds + 0.0, typo, claimed, sure FROM answer JOIN asked USING (game, position)
    WHERE game = ? ORDER BY position"""
    return tuple(
        Answer(
            position=position,
            address=address,
            progress_key=progress_key,
            response=list_texts(unpack(response, [])),
            verdict=next(iter(_members(Verdict, [verdict])), Verdict.SKIPPED),
            credit=read_number(credit),
            points=points,
            seconds=read_number(seconds),
            aids=frozenset(_members(Aid, taken.get(position))),
            typo=bool(marks[0]),
            claimed=bool(marks[1]),
            sure=bool(marks[2]),
        )
        for position, address, progress_key, response, verdict, credit, points, seconds, *marks in (
            connection.execute(query, (row,))
        )
    )


def _members(make: Callable[[str], M], value: object) -> tuple[M, ...]:
    found = []
    for text in list_texts(value):
        try:
            found.append(make(text))
        except ValueError:
            continue
    return tuple(found)
