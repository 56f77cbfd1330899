"""Early keys: pressed before the question was painted that they would count for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

if TYPE_CHECKING:
    from textual.widget import Widget

_NEVER_EARLY = ("ctrl+c", "ctrl+q")


def is_early(widget: Widget, event: events.Event) -> bool:
    """Return whether a key was pressed before the question was shown that it would count for."""
    return (
        isinstance(event, events.Key)
        and event.time < getattr(widget.screen, "shown_at", 0.0)
        and event.key not in _NEVER_EARLY
    )
