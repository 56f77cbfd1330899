"""What can be done at a question, and when it makes sense."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.game.records import Aid
from spacequiz.game.views import Phase
from spacequiz.tui.commands import Command

if TYPE_CHECKING:
    from spacequiz.game.views import View

COMMANDS = (
    Command("enter", "confirm", "confirm", "Answer with what is chosen."),
    Command("enter", "go_on", "next", "Go on to the next question."),
    Command("space", "pick_up", "pick up", "Pick up what stands at the cursor."),
    Command("enter,space", "drop", "drop", "Leave the item that is held where it is now."),
    Command("enter,space", "pair", "pair", "Give what is held the partner at the cursor."),
    Command("escape", "put_back", "put back", "Return what is held to where it was."),
    Command("backspace,delete", "clear", "clear", "Take a pair apart."),
    Command("h", "hint", "hint", "Show a hint; it costs a quarter of the points.", typing_key="f2"),
    Command(
        "f",
        "halve",
        "fifty-fifty",
        "Take wrong answers away until two are left; it costs half of the points.",
        typing_key="f4",
    ),
    Command("x", "swap", "swap", "Get another question in the place of this.", typing_key="f5"),
    Command("s", "skip", "skip", "Give this question up and see the answer.", typing_key="f3"),
    Command("w", "whys", "why not", "Show why each wrong answer is wrong."),
    Command("equals_sign", "claim", "I was right", "Let your answer count as right."),
    Command("plus", "be_sure", "knew it", "You knew this without doubt: ask it much later."),
    Command(
        "u",
        "undo",
        "undo",
        "Take your last answer back; one that you have seen brings no points.",
        typing_key="f6",
    ),
    Command(
        "l", "walk_away", "walk away", "End the game with the points you have.", typing_key="f7"
    ),
    Command("p", "read", "passage", "Read the document that the question is built from."),
    Command("n", "note", "note", "Write yourself a note on this question."),
    Command("exclamation_mark", "flag", "report", "Report this question as bad, or take it back."),
    Command("down,j", "scroll(1)", "scroll", "Read on.", footer=False),
    Command("up,k", "scroll(-1)", "scroll back", "Read back.", footer=False),
    Command("pagedown", "page(1)", "page", "Read on in a long question or verdict.", footer=False),
    Command("pageup", "page(-1)", "page back", "Read back, a page.", footer=False),
    Command("escape", "pause", "pause", "Pause the game, or leave it for later."),
)

ARRANGING = ("pick_up", "drop", "pair", "put_back", "clear")
"""What is done to items and pairs; only their pad knows when."""
INSTEAD_OF = {"confirm": ("drop", "pair"), "pause": ("put_back",)}
"""What takes the key of a command as long as it can be done."""

_AIDS = {"hint": Aid.HINT, "halve": Aid.FIFTY_FIFTY, "swap": Aid.SWAP}
_WHILE_REVEALED = ("go_on", "note", "flag")


def makes_sense(action: str, view: View, *, ready: bool) -> bool:
    """Return whether a command makes sense at this step of a game.

    Args:
        action: The command's action.
        view: The game as it stands.
        ready: Whether the answers on the screen can be picked already.
    """
    asking = view.phase is Phase.ASKING and ready
    revealed = view.phase is Phase.REVEALED
    if action.startswith("scroll"):
        return revealed
    if action in _AIDS:
        return asking and view.card is not None and _AIDS[action] in view.card.aids
    if action in _WHILE_REVEALED:
        return revealed
    match action:
        case "confirm":
            return asking
        case "skip":
            return asking and not view.prizes
        case "read":
            return revealed and _has_passage(view)
        case "whys":
            return revealed and _has_hidden_whys(view)
        case "claim":
            return view.can_claim
        case "be_sure":
            return view.can_be_sure
        case "undo":
            return view.can_undo
        case "walk_away":
            return bool(view.prizes) and asking and view.tally.answered > 0
    return True


def _has_passage(view: View) -> bool:
    citation = view.reveal.citation if view.reveal else None
    return citation is not None and bool(citation.passage)


def _has_hidden_whys(view: View) -> bool:
    parts = view.reveal.parts if view.reveal else ()
    return any(part.note and not part.right and not part.chosen for part in parts)
