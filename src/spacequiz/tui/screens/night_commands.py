"""What can be done on the stage, and in which phase. Letters and digits belong to the teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.game.match.phases import Phase
from spacequiz.tui.commands import Command

if TYPE_CHECKING:
    from spacequiz.game.match.match import Match

COMMANDS = (
    Command("enter", "go_on", "go on", "Go on to what comes next; show the answer at once."),
    Command("space", "pause", "pause", "Stop all clocks, or let them go on.", typing_key="f2"),
    Command("escape", "host", "host", "Everything that the host can do, home and quit."),
    Command("f6", "undo", "undo", "Take the last step back."),
    Command("f7", "redo", "redo", "Do the step again that was taken back."),
    Command("f3", "skip", "skip", "Call the question off; it counts for nobody."),
    Command("f4", "judge", "judge", "Judge a team's last answer anew."),
    Command("f5", "score", "score", "Give or take points, with a reason."),
    Command("f8", "rename", "rename", "Give a team another name.", footer=False),
    Command("f9", "add_team", "late team", "Let a team join late.", footer=False),
    Command("f10", "end", "end early", "End the round or the evening early.", footer=False),
    Command("tab", "keys", "keys", "Show whose keys are where."),
    Command("ctrl+l", "log", "log", "Everything that happened this evening."),
    Command("up", "move(0,-1)", "up", "Move up, or read back.", footer=False),
    Command("down", "move(0,1)", "down", "Move down, or read on.", footer=False),
    Command("left", "move(-1,0)", "left", "Move left on the board.", footer=False),
    Command("right", "move(1,0)", "right", "Move right on the board.", footer=False),
)
HOST = (
    "pause",
    "undo",
    "redo",
    "skip",
    "judge",
    "score",
    "rename",
    "add_team",
    "end",
    "keys",
    "log",
)
"""What the host's menu offers, in this order."""
ASKED = (Phase.READING, Phase.ANSWERING, Phase.BUZZED, Phase.FLOOR)


def makes_sense(action: str, match: Match, *, typing: bool) -> bool:
    """Return whether a command makes sense just now."""
    state = match.state
    paused = state.paused_at is not None
    match action:
        case "undo":
            return match.can_undo
        case "redo":
            return match.can_redo
        case "skip":
            return state.phase in ASKED
        case "pause":
            return state.phase is not Phase.ENDED
        case "judge":
            judged = bool(state.history) and not state.history[-1].skipped
            return judged and state.phase not in (*ASKED, Phase.WAGERING)
        case "go_on":
            waits = (*ASKED[:1], Phase.BUZZED, Phase.FLOOR, Phase.WAGERING)
            return not paused and not typing and state.phase not in waits
    return True
