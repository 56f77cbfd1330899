"""What a teacher should look at in a question, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.game.analysis import Fact
from spacequiz.game.kinds import Kind
from spacequiz.game.kinds.choices import name_truth
from spacequiz.language import say

if TYPE_CHECKING:
    from spacequiz.game.analysis import Concern
    from spacequiz.game.question import Question


def name_option(question: Question, option: str) -> str:
    """Return an option as a player reads it."""
    return name_truth(option, question.language) if question.kind is Kind.TRUE_FALSE else option


def describe_concern(concern: Concern) -> str:
    """Return what a concern says to a teacher."""
    options = ", ".join(say("“{option}”", option=option) for option in concern.options)
    return _find_advice(concern.fact).format(options=options, count=concern.count, of=concern.of)


def _find_advice(fact: Fact) -> str:
    """Return what is to be said, with the names of what is filled in."""
    return {
        Fact.KEY_DOUBTED: say(
            "More chose {options} ({count}) than the right answer ({of}): check the key."
        ),
        Fact.ANSWER_MISSING: say(
            "More wrote {options} ({count}) than the right answer ({of}): should it be accepted?"
        ),
        Fact.KNOWN_BY_ALL: say("Everyone knows it: good as a warm-up, but it tells you nothing."),
        Fact.EASY: say("Nearly everyone knows it: it tells you little."),
        Fact.GUESSED: say("No better than guessing: was it taught, is it clear?"),
        Fact.HARD: say("Hardly anyone knows it: was it taught, is it clear?"),
        Fact.MISSED_BY_BETTER: say(
            "Better students miss it more often: check the wording and the key."
        ),
        Fact.WEAK: say("It hardly tells better students from weaker ones: is it clear?"),
        Fact.TEMPTS_BETTER: say(
            "Better students chose {options} more often: it may be right, too; drop it or mend it."
        ),
        Fact.DROP_OPTIONS: say("Hardly anyone chose {options}: drop it; the others are enough."),
        Fact.IDLE_OPTIONS: say("Hardly anyone chose {options}: write something more tempting."),
        Fact.BLANK: say("{count} of {of} gave no answer: is it too long or unclear?"),
        Fact.HELPED: say("{count} of {of} took help: it is harder than it looks."),
        Fact.CLAIMED: say(
            "{count} said that they were right all the same: should more answers be accepted?"
        ),
    }[fact]
