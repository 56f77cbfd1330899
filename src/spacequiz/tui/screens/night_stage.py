"""The stage of a quiz night."""

from __future__ import annotations

from spacequiz.tui.screens.base import GameScreen


class NightStageScreen(GameScreen[None]):
    """Show an evening to everyone in the room."""
