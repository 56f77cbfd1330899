"""What the modes are called, and what they are."""

from __future__ import annotations

_WORDS = {
    "classic": ("Classic", "A round of questions. No clock unless you ask for one."),
    "sprint": (
        "Sprint",
        "As many as you can before the clock runs out. It stops while you read.",
    ),
    "survival": ("Survival", "Three lives, and the questions get harder."),
    "ladder": (
        "Ladder",
        "Fifteen rungs, safe at 5 and 10. One fifty-fifty, one hint, one swap. Walk away in time.",
    ),
    "daily": ("Daily", "Ten questions, the same for everyone today. One try counts."),
    "review": ("Review", "What you are about to forget, then something new. No points, no clock."),
    "missed": ("Missed", "The questions you just missed, until each was right once. No points."),
}


def title_of_mode(mode: str) -> str:
    """Return a mode's title; the name itself where another version wrote it."""
    return _WORDS.get(mode, (mode, ""))[0]


def describe_mode(mode: str) -> str:
    """Return in a line what a mode is."""
    return _WORDS.get(mode, (mode, ""))[1]
