"""The host's powers: each is a step of the evening, in the log, and can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.game.match.log import describe_last
from spacequiz.game.match.phases import Phase
from spacequiz.game.match.setup import MOST_TEAMS, NAME_LIMIT, Team, clean_name
from spacequiz.text import clean_line
from spacequiz.tui.screens.ask import AskScreen
from spacequiz.tui.screens.base import GameScreen
from spacequiz.tui.screens.night_commands import HOST
from spacequiz.tui.screens.night_pick import NightPickScreen
from spacequiz.tui.widgets.menu import Item

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacequiz.quizmaster.night_moves import Moves

MOST_POINTS = 100_000
CREDITS = {
    1.0: "Right",
    0.75: "Three quarters right",
    0.5: "Half right",
    0.25: "A quarter right",
    0.0: "Wrong",
}
"""What the host can say of an answer; a number that the closest wins is right or wrong."""


class NightHost(GameScreen[None]):
    """Ask the host what is needed, and do it."""

    @property
    def moves(self) -> Moves:
        """Return the moves of the present evening."""
        return self.game.night.moves

    def act(self, move: Callable[[], object]) -> bool:
        """Do something and show what came of it; tell whether anything did."""
        raise NotImplementedError

    def show_stage(self) -> None:
        """Paint the present view."""
        raise NotImplementedError

    def action_pause(self) -> None:
        """Stop all clocks, or let them go on."""
        self.act(self.moves.toggle_pause)

    def action_skip(self) -> None:
        """Call the question off."""
        self.act(self.moves.skip)

    def action_undo(self) -> None:
        """Take the last step back."""
        last = describe_last(self.moves.match)
        if self.act(self.moves.undo) and last:
            self.notify(f"Taken back: {last}", markup=False)

    def action_redo(self) -> None:
        """Do the step again that was taken back."""
        if self.act(self.moves.redo):
            self.notify(f"Done again: {describe_last(self.moves.match)}", markup=False)

    def action_judge(self) -> None:
        """Judge a team's last answer anew."""
        past = self.moves.match.state.history[-1]
        given = {j.team: float(j.closest) or j.credit for j in past.judgements}
        items = [
            Item(team.id, team.name, _name_credit(given.get(team.id, 0.0)))
            for team in self.moves.match.state.teams
            if team.id in past.asking.entrants
        ]

        def done(team: str | None) -> None:
            if team is not None:
                self._ask_credit(team, given.get(team, 0.0), partly=not past.asking.closest)

        self._pick("Judge the last answer of", items, done)

    def _ask_credit(self, team: str, credit: float, *, partly: bool) -> None:
        """Ask how much of a team's answer was right; the opposite of what was said comes first."""
        names = {team.id: team.name for team in self.moves.match.state.teams}
        items = [
            Item(str(share), title)
            for share, title in CREDITS.items()
            if partly or share in (0.0, 1.0)
        ]

        def done(share: str | None) -> None:
            if share is not None:
                self.act(lambda: self.moves.judge_again(team, float(share)))

        opposite = str(0.0 if credit else 1.0)
        self._pick(f"{names[team]} was", items, done, at=opposite)

    def action_score(self) -> None:
        """Give or take points."""

        def done(team: str | None) -> None:
            if team is not None:
                ask = AskScreen("Points", "How many? Such as 200, or -200 to take them", limit=8)
                self.app.push_screen(ask, lambda text: self._ask_reason(team, text))

        self._pick("Change the score of", self._list_teams(), done)

    def _ask_reason(self, team: str, text: str | None) -> None:
        try:
            delta = int((text or "").replace("+", "").replace(",", "").replace("−", "-"))
        except ValueError:
            if text is not None:
                self.notify("That is no whole number.", severity="warning", markup=False)
            return
        delta = max(-MOST_POINTS, min(MOST_POINTS, delta))

        def done(reason: str | None) -> None:
            if reason is not None and delta:
                why = clean_line(reason, 80) or "the host's word"
                self.act(lambda: self.moves.change_score(team, delta, why))

        self.app.push_screen(AskScreen("The reason", "It stands in the log", limit=80), done)

    def action_rename(self) -> None:
        """Give a team another name."""
        names = {team.id: team.name for team in self.moves.match.state.teams}

        def done(team: str | None) -> None:
            if team is not None:
                ask = AskScreen("A new name", "For " + names[team], names[team], NAME_LIMIT)
                self.app.push_screen(ask, lambda name: self._rename(team, name))

        self._pick("Rename", self._list_teams(), done)

    def _rename(self, team: str, name: str | None) -> None:
        if name is not None and not self.act(lambda: self.moves.rename(team, name)):
            self.notify("Another team has this name.", severity="warning", markup=False)

    def action_add_team(self) -> None:
        """Let a team join late."""
        teams = self.moves.match.state.teams
        if len(teams) >= MOST_TEAMS:
            self.notify(f"{MOST_TEAMS} teams are the most.", markup=False)
            return
        ask = AskScreen("A late team", "Its name; it starts without points", limit=NAME_LIMIT)
        self.app.push_screen(ask, self._add_team)

    def _add_team(self, name: str | None) -> None:
        name = clean_name(name or "")
        teams = self.moves.match.state.teams
        if not name or name.casefold() in {team.name.casefold() for team in teams}:
            return
        looks = {team.glyph for team in teams}
        look = next(n for n in range(MOST_TEAMS) if n not in looks)
        number = max(int(team.id) for team in teams) + 1
        team = Team(str(number), name, color=look, glyph=look)
        if self.act(lambda: self.moves.add_team(team)):
            self.notify("Keys may have moved: tab shows them.", markup=False)

    def action_end(self) -> None:
        """End the round or the evening early."""
        items = [Item("evening", "End the evening", "the podium follows; undo takes it back")]
        if self.moves.match.state.phase in (Phase.READY, Phase.PICKING, Phase.REVEALED):
            items.insert(0, Item("round", "End this round", "the standings follow"))

        def done(what: str | None) -> None:
            if what is not None:
                self.act(self.moves.end_round if what == "round" else self.moves.end)

        self._pick("End early", items, done)

    def action_host(self) -> None:
        """Show everything that the host can do."""
        offered = {c.action: c for c in self.commands if self._offers(c.action)}
        items = [Item("continue", "Continue")]
        items += [
            Item(action, offered[action].title.capitalize(), f"{offered[action].key}")
            for action in HOST
            if action in offered
        ]
        items += [
            Item("home", "Home", "the evening waits in Quiz night"),
            Item("quit", "Quit", "the evening waits for next time"),
        ]
        self._pick("The host", items, self._after_menu)

    def _offers(self, action: str) -> bool:
        return action in HOST and bool(self.check_action(action, ()))

    async def _run(self, action: str) -> None:
        await self.run_action(action)

    def _after_menu(self, choice: str | None) -> None:
        if choice == "home":
            self.game.go_home()
        elif choice == "quit":
            self.app.exit()
        elif choice in HOST:
            self.call_later(self._run, choice)

    def _list_teams(self) -> list[Item]:
        state = self.moves.match.state
        return [Item(t.id, t.name, f"{state.scores[t.id]:,} points") for t in state.teams]

    def _pick(
        self, title: str, items: list[Item], done: Callable[[str | None], None], at: str = ""
    ) -> None:
        self.app.push_screen(NightPickScreen(title, items, self.game.glyphs, at), done)


def _name_credit(credit: float) -> str:
    """Return what a team's answer was, as far as a word can say."""
    return CREDITS.get(credit, "Partly right").lower()
