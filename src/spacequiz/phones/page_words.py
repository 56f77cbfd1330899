"""What the page on phones says: one table for each language that a guest can choose."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from spacequiz import language

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST_OF_ONE_FORM = 200
"""In no language does the form of a counted thing hang on more than the last two digits."""


def list_words() -> dict[str, dict[str, Any]]:
    """Return the words of the page by language, that of the host first.

    Many guests read Spanish on whatever screen the host has.
    """
    spoken = language.spoken()
    found = {spoken: _list_words(language.say, language.say_count)}
    for code in language.LANGUAGES:
        if code != spoken:
            catalogue = language.load(code)
            found[code] = _list_words(catalogue.gettext, partial(_count, catalogue.ngettext))
    return {code: {"self": language.LANGUAGES.get(code, code), **found[code]} for code in found}


def write_words() -> str:
    """Return all words as a script for the page."""
    return f"const WORDS = {json.dumps(list_words(), ensure_ascii=False)};\n"


def _count(choose: Callable[[str, str, int], str], number: int, one: str, many: str) -> str:
    return choose(one, many, number).format(count=number)


def _list_words(
    say: Callable[[str], str], say_count: Callable[[int, str, str], str]
) -> dict[str, Any]:
    """Return what the page says; it fills in the names itself."""
    return {
        **_list_door(say),
        **_list_waiting(say),
        **_list_answering(say),
        **_list_results(say),
        "score": _list_forms(lambda n: say_count(n, "{count} point", "{count} points")),
    }


def _list_forms(count: Callable[[int], str]) -> dict[str, Any]:
    """Return the forms of a counted thing, and which of them each number takes."""
    said = [count(n).replace(str(n), "{count}", 1) for n in range(_MOST_OF_ONE_FORM)]
    forms = list(dict.fromkeys(said))
    return {"forms": forms, "which": [forms.index(form) for form in said]}


def _list_door(say: Callable[[str], str]) -> dict[str, Any]:
    return {
        "sound": say("Sound"),
        "welcome": say("Join the quiz"),
        "name": say("Your name: keep this one, or type another"),
        "dice": say("Another name"),
        "join": say("Join"),
        "code": say("The four letters on the big screen"),
        "team": say("Your team"),
        "own": say("A team of our own"),
        "choose_team": say("Choose your team"),
        "teamName": say("Its name"),
        "joining": say("Joining …"),
        "knocking": say("Almost there, {name}."),
        "knockingMore": say("The host lets you in … Keep this page open."),
        "no": {
            "code": say("These are not the letters of the big screen."),
            "locked": say("The host has locked the room. Ask to be let in."),
            "over": say("This quiz is over."),
            "full": say("The room is full."),
            "empty": say("Type a name."),
            "taken": say("Somebody is called like that. How about this?"),
            "twice": say("One moment …"),
            "refused": say("The host has not let you in. You can ask again."),
        },
        "kicked": say("The host has let you go. You can join again."),
        "gone": say("Your place is no longer there. Join again."),
        "elsewhere": say("You play in another tab or on another phone."),
        "here": say("Play here"),
        "away": say("The connection is lost. Trying again …"),
        "closed": say("The host has closed the room. Waiting …"),
        "script": say("This page needs JavaScript."),
    }


def _list_waiting(say: Callable[[str], str]) -> dict[str, Any]:
    return {
        "lobby": say("You are in, {name}!"),
        "lobbyMore": say(
            "Look at the big screen: it starts soon. When a question comes, you answer it here."
        ),
        "more": say("You have {times} times the time."),
        "noClock": say("No clock runs for you."),
        "rename": say("Change my name"),
        "save": say("Save"),
        "cancel": say("Cancel"),
        "named": say("Another name, please."),
        "captain": say("Your captain answers."),
        "youCaptain": say("You are the captain: your answer is your team's."),
        "majority": say("What most of your team say counts."),
        "between": say("Look at the big screen."),
        "next": say("The next question is coming."),
        "joker": say("Double the coming round: only once"),
        "jokerOn": say("Doubled: the coming round counts twice"),
        "pick": say("Choose a question."),
        "picks": say("{name} chooses."),
        "wager": say("How much do you stake?"),
        "wagers": say("{name} stakes points."),
        "stake": say("Stake"),
        "most": say("At most {points}"),
        "all": say("All"),
        "half": say("Half"),
        "paused": say("Paused."),
    }


def _list_answering(say: Callable[[str], str]) -> dict[str, Any]:
    return {
        "reading": say("The big screen has the question."),
        "early": say(
            "Read on the big screen. Press once the whole question is there: "
            "too early locks you out."
        ),
        "buzz": say("Buzz!"),
        "buzzed": say("Pressed! One moment …"),
        "out": say("Too early. Wait {seconds} s."),
        "floor": say("{name} answers."),
        "yours": say("You have the floor: answer!"),
        "lot": say("You were as quick: a lot decided."),
        "others": say("Now the others may answer."),
        "waiting": say("Others have this question."),
        "late": say("You play from the next question on."),
        "watching": say("You are watching."),
        "choose": say("Tap the answer."),
        "several": say("Tap all that are right, then Send."),
        "type": say("Type the answer."),
        "number": say("Type a number."),
        "closest": say("Type a number: the closest wins."),
        "minus": say("Minus"),
        "order": say("Tap them in the right order, then Send."),
        "match": say("What belongs to “{item}”? Tap it below."),
        "matched": say("Send it, or tap a line to change it."),
        "yes": say("True"),
        "false": say("False"),
        "send": say("Send"),
        "again": say("Send again"),
        "undo": say("Start over"),
        "sending": say("Sending …"),
        "saved": say("Saved. You can change it until the answer shows."),
        "savedFinal": say("Saved."),
        "tooLate": say("Too late: that did not count."),
        "notNumber": say("Type one number, such as 5."),
        "unclear": say("That is not one answer yet."),
        "sayMore": say("Can you say more?"),
        "near": say("Close. Once more?"),
        "mate": say("Your team's answer: {answer}"),
        "double": say("counts twice"),
        "read": say("Read first: time starts in {seconds} s"),
        "seconds": say("{seconds} s"),
    }


def _list_results(say: Callable[[str], str]) -> dict[str, Any]:
    return {
        "verdicts": {
            "right": say("Right!"),
            "partly": say("Partly right"),
            "wrong": say("Not quite"),
            "timed-out": say("No answer"),
            "skipped": say("Skipped"),
        },
        "answer": say("The answer"),
        "yoursWas": say("You said"),
        "skipped": say("The question was called off."),
        "source": say("From “{document}”"),
        "cited": say("From “{document}”, paragraph {paragraphs}"),
        # What stands behind a number hangs on its last digit in English.
        "place": {
            "st": say("{rank}st of {count}"),
            "nd": say("{rank}nd of {count}"),
            "rd": say("{rank}rd of {count}"),
            "th": say("{rank}th of {count}"),
        },
        "shared": {
            "st": say("{rank}st of {count}, shared"),
            "nd": say("{rank}nd of {count}, shared"),
            "rd": say("{rank}rd of {count}, shared"),
            "th": say("{rank}th of {count}, shared"),
        },
        "ended": say("That was it!"),
        "misses": say("To read again"),
        "none": say("Nothing missed. Well done!"),
    }
