"""What the modes are called, and what they are."""

from __future__ import annotations

from spacequiz.language import say


def title_of_mode(mode: str) -> str:
    """Return a mode's title; the name itself where another version wrote it."""
    match mode:
        case "classic":
            return say("Classic")
        case "sprint":
            return say("Sprint")
        case "survival":
            return say("Survival")
        case "ladder":
            return say("Ladder")
        case "daily":
            return say("Daily")
        case "review":
            return say("Review")
        case "missed":
            return say("Missed")
    return mode


def describe_mode(mode: str) -> str:
    """Return in a line what a mode is."""
    match mode:
        case "classic":
            return say("A round of questions. No clock unless you ask for one.")
        case "sprint":
            return say("As many as you can before the clock runs out. It stops while you read.")
        case "survival":
            return say("Three lives, and the questions get harder.")
        case "ladder":
            return say(
                "Fifteen rungs, safe at 5 and 10. One fifty-fifty, one hint, one swap. "
                "Walk away in time."
            )
        case "daily":
            return say("Ten questions, the same for everyone today. One try counts.")
        case "review":
            return say("What you are about to forget, then something new. No points, no clock.")
        case "missed":
            return say("The questions you just missed, until each was right once. No points.")
    return ""


def name_form(form: str) -> str:
    """Return what a format of quiz nights is called in a list; empty for none."""
    names = {"rounds": say("rounds"), "board": say("board"), "buzzer": say("buzzer")}
    return names.get(form, form)
