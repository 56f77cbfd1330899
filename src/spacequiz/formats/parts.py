"""What is said of the parts of a question that find no room in a pack, or in another format."""

from __future__ import annotations

from enum import Enum, auto

from spacequiz.language import say, say_count


class Part(Enum):
    """Name a part of a question that may be cut, left out or kept only in part."""

    EXPLANATION = auto()
    HINT = auto()
    CATEGORY = auto()
    UNIT = auto()
    WHY = auto()
    BACK = auto()
    WRONG = auto()
    RIGHT = auto()
    ANSWER = auto()
    ACCEPTED = auto()
    KEY = auto()
    REJECTED = auto()
    PROMPT = auto()
    SPELLING = auto()
    ITEM = auto()
    EXTRA = auto()
    PAIR = auto()
    TAG = auto()


def tell_cut(part: Part, limit: int) -> str:
    """Say that a text was cut."""
    return {
        Part.EXPLANATION: say("cut the explanation to {limit} characters", limit=limit),
        Part.HINT: say("cut the hint to {limit} characters", limit=limit),
        Part.CATEGORY: say("cut the category to {limit} characters", limit=limit),
        Part.UNIT: say("cut the unit to {limit} characters", limit=limit),
        Part.WHY: say("cut why an option is wrong to {limit} characters", limit=limit),
        Part.BACK: say("cut what is asked back to {limit} characters", limit=limit),
    }[part]


def tell_long(part: Part, limit: int) -> str:
    """Say that a text was left out because it is too long."""
    return {
        Part.WRONG: say("left out a wrong option of more than {limit} characters", limit=limit),
        Part.RIGHT: say("left out a right option of more than {limit} characters", limit=limit),
        Part.ACCEPTED: say(
            "left out an accepted answer of more than {limit} characters", limit=limit
        ),
        Part.KEY: say("left out a key phrase of more than {limit} characters", limit=limit),
        Part.REJECTED: say(
            "left out a rejected answer of more than {limit} characters", limit=limit
        ),
        Part.PROMPT: say("left out a prompt of more than {limit} characters", limit=limit),
        Part.SPELLING: say(
            "left out a spelling of the unit of more than {limit} characters", limit=limit
        ),
        Part.ITEM: say("left out an item of more than {limit} characters", limit=limit),
        Part.EXTRA: say("left out an extra option of more than {limit} characters", limit=limit),
    }[part]


def tell_twice(part: Part, text: str) -> str:
    """Say that a text was left out because it stood there already."""
    return {
        Part.WRONG: say('left out a wrong option that stood there twice: "{text}"', text=text),
        Part.RIGHT: say('left out a right option that stood there twice: "{text}"', text=text),
        Part.ACCEPTED: say(
            'left out an accepted answer that stood there twice: "{text}"', text=text
        ),
        Part.KEY: say('left out a key phrase that stood there twice: "{text}"', text=text),
        Part.REJECTED: say(
            'left out a rejected answer that stood there twice: "{text}"', text=text
        ),
        Part.PROMPT: say('left out a prompt that stood there twice: "{text}"', text=text),
        Part.SPELLING: say(
            'left out a spelling of the unit that stood there twice: "{text}"', text=text
        ),
        Part.ITEM: say('left out an item that stood there twice: "{text}"', text=text),
        Part.EXTRA: say('left out an extra option that stood there twice: "{text}"', text=text),
    }[part]


def tell_kept(part: Part, kept: int, count: int) -> str:
    """Say that only the first few of many were kept."""
    match part:
        case Part.WRONG:
            return say_count(
                count,
                "kept {kept} of {count} wrong option",
                "kept {kept} of {count} wrong options",
                kept=kept,
            )
        case Part.RIGHT:
            return say_count(
                count,
                "kept {kept} of {count} right option",
                "kept {kept} of {count} right options",
                kept=kept,
            )
        case Part.ANSWER:
            return say_count(
                count,
                "kept {kept} of {count} right answer",
                "kept {kept} of {count} right answers",
                kept=kept,
            )
        case Part.ACCEPTED:
            return say_count(
                count,
                "kept {kept} of {count} accepted answer",
                "kept {kept} of {count} accepted answers",
                kept=kept,
            )
        case Part.REJECTED:
            return say_count(
                count,
                "kept {kept} of {count} rejected answer",
                "kept {kept} of {count} rejected answers",
                kept=kept,
            )
        case Part.KEY:
            return say_count(
                count,
                "kept {kept} of {count} key phrase",
                "kept {kept} of {count} key phrases",
                kept=kept,
            )
        case Part.PROMPT:
            return say_count(
                count,
                "kept {kept} of {count} prompt",
                "kept {kept} of {count} prompts",
                kept=kept,
            )
        case Part.EXTRA:
            return say_count(
                count,
                "kept {kept} of {count} extra option",
                "kept {kept} of {count} extra options",
                kept=kept,
            )
        case Part.PAIR:
            return say_count(
                count,
                "kept {kept} of {count} pair",
                "kept {kept} of {count} pairs",
                kept=kept,
            )
        case Part.TAG:
            return say_count(
                count,
                "kept {kept} of {count} tag",
                "kept {kept} of {count} tags",
                kept=kept,
            )
    raise ValueError(part)
