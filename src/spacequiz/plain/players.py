"""The players as numbered lists: who plays, and adding, renaming and deleting somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.language import say, say_count
from spacequiz.text import show_path

if TYPE_CHECKING:
    from spacequiz.plain.lines import Lines
    from spacequiz.quizmaster import Quizmaster
    from spacequiz.save import Player


class PlayersList:
    """Let somebody else play, and look after who can.

    Args:
        quizmaster: Knows the players, and who of them plays.
        lines: Talks to whoever is there.
    """

    def __init__(self, quizmaster: Quizmaster, lines: Lines) -> None:
        self._quizmaster = quizmaster
        self._lines = lines

    def run(self) -> None:
        """Show who can play until somebody was chosen to, or nobody."""
        while True:
            players = self._quizmaster.save.players()
            rows = [*(self._describe(each) for each in players), say("Add a player")]
            at = self._lines.choose(say("Who plays?"), rows)
            if at is None:
                return
            if self._add() if at == len(players) else self._look_after(players[at]):
                player = self._quizmaster.player.name
                self._lines.say(say("{player} plays now.", player=player))
                return

    def _describe(self, player: Player) -> str:
        if self._is_present(player):
            return say("{player}, who plays now", player=player.name)
        return player.name

    def _is_present(self, player: Player) -> bool:
        return player.name == self._quizmaster.player.name

    def _add(self) -> bool:
        """Ask for a name, and return whether somebody plays under it now."""
        name = self._lines.ask(say("The name, or enter to go back: "))
        if name:
            self._quizmaster.change_player(self._quizmaster.save.player(name))
        return bool(name)

    def _look_after(self, player: Player) -> bool:
        """Do what is wanted with a player, and return whether they play now."""
        doors = [(say("Rename"), self._rename)]
        if not self._is_present(player):
            doors = [(say("Play"), self._play), *doors, (say("Delete"), self._delete)]
        at = self._lines.choose(player.name, [title for title, _ in doors])
        return at is not None and doors[at][1](player)

    def _play(self, player: Player) -> bool:
        self._quizmaster.change_player(player)
        return True

    def _rename(self, player: Player) -> bool:
        present = self._is_present(player)
        name = self._lines.ask(say("The new name, or enter to go back: "))
        if name:
            renamed = self._quizmaster.save.rename_player(player, name)
            if present:
                self._quizmaster.change_player(renamed)
        return False

    def _delete(self, player: Player) -> bool:
        save = self._quizmaster.save
        question = say_count(
            len(save.scores(player)),
            "Delete {player}, {count} game and all that was learned in it? "
            "Type the name to be sure, or enter to go back: ",
            "Delete {player}, {count} games and all that was learned in them? "
            "Type the name to be sure, or enter to go back: ",
            player=player.name,
        )
        typed = self._lines.ask(question)
        if typed is None or typed.casefold() != player.name.casefold():
            self._lines.say(say("Nothing was deleted."))
            return False
        told = say(
            "{player} was deleted. A copy is kept, to import again: {path}",
            player=player.name,
            path=show_path(save.delete_player(player)),
        )
        self._lines.say(told)
        return False
