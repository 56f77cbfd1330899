"""What a teacher should look at in a question, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.game.analysis import Fact

if TYPE_CHECKING:
    from spacequiz.game.analysis import Flag

_ADVICE = {
    Fact.KEY_DOUBTED: "More chose {options} ({count}) than the right answer ({of}): check the key.",
    Fact.ANSWER_MISSING: (
        "More wrote {options} ({count}) than the right answer ({of}): should it be accepted?"
    ),
    Fact.KNOWN_BY_ALL: "Everyone knows it: good as a warm-up, but it tells you nothing.",
    Fact.EASY: "Nearly everyone knows it: it tells you little.",
    Fact.GUESSED: "No better than guessing: was it taught, is it clear?",
    Fact.HARD: "Hardly anyone knows it: was it taught, is it clear?",
    Fact.MISSED_BY_BETTER: "Better students miss it more often: check the wording and the key.",
    Fact.WEAK: "It hardly tells better students from weaker ones: is it clear?",
    Fact.TEMPTS_BETTER: (
        "Better students chose {options} more often: it may be right, too; drop it or mend it."
    ),
    Fact.DROP_OPTIONS: "Hardly anyone chose {options}: drop it; the others are enough.",
    Fact.IDLE_OPTIONS: "Hardly anyone chose {options}: write something more tempting.",
    Fact.BLANK: "{count} of {of} gave no answer: is it too long or unclear?",
    Fact.HELPED: "{count} of {of} took help: it is harder than it looks.",
    Fact.CLAIMED: (
        "{count} said that they were right all the same: should more answers be accepted?"
    ),
}


def describe_flag(flag: Flag) -> str:
    """Return what a flag says to a teacher."""
    options = ", ".join(f"“{option}”" for option in flag.options)
    return _ADVICE[flag.fact].format(options=options, count=flag.count, of=flag.of)
