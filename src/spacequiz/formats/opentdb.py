"""The JSON of the Open Trivia Database, in all four encodings of its API; read only."""

from __future__ import annotations

import base64
import binascii
import html
import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

from spacequiz.errors import PackError
from spacequiz.formats.common import Draft
from spacequiz.formats.decode import decode_text
from spacequiz.formats.intake import Intake, describe
from spacequiz.game.kinds import Difficulty
from spacequiz.game.kinds.choices import Choice, TrueFalse, Wrong
from spacequiz.language import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacequiz.formats.common import Imported

LICENSE = "CC-BY-SA-4.0"

_BASE64 = re.compile(r"[A-Za-z0-9+/]*={0,2}")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}|\+")
_KEYS = ("category", "type", "difficulty", "question", "correct_answer")


def read(data: bytes) -> Imported:
    """Return the questions of a file that the API has sent.

    Raises:
        PackError: The file is no such JSON, or the API has sent an error.
    """
    text, note = decode_text(data)
    intake = Intake()
    intake.note(note)
    results = _find_results(text)
    decode = _choose_decoder(results)
    for number, result in enumerate(results, 1):
        _read_result(intake, say("question {number}", number=number), result, decode)
    return intake.finish(title="Open Trivia Database", license_name=LICENSE)


def _name_error(code: object) -> str:
    """Return what an error code of the database says; nothing if it is none."""
    return {
        1: say("the database has not enough questions for what was asked"),
        2: say("what was asked is not valid"),
        3: say("there is no such session"),
        4: say("all questions of the session have been given"),
        5: say("there were too many requests; wait five seconds"),
    }.get(code if isinstance(code, int) else 0, "")


def _find_results(text: str) -> list[Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise PackError(say("The file is no sound JSON")) from None
    if isinstance(found, dict):
        code = found.get("response_code")
        if reason := _name_error(code):
            raise PackError(
                say("The Open Trivia Database answered with an error: {reason}", reason=reason)
            )
        found = found.get("results")
    if not isinstance(found, list):
        raise PackError(say("The JSON is not from the Open Trivia Database: it has no results"))
    return found


def _choose_decoder(results: list[Any]) -> Callable[[str], str]:
    """Return what undoes the encoding of all texts, which is the same in a whole file."""
    sound = [r for r in results if isinstance(r, dict)]
    texts = [r[key] for r in sound for key in _KEYS if isinstance(r.get(key), str)]
    kinds = {str(r.get("type", "")) for r in sound}
    if kinds & {"bXVsdGlwbGU=", "Ym9vbGVhbg=="} and all(map(_BASE64.fullmatch, texts)):
        return _decode_base64
    if not any(" " in text for text in texts) and any(map(_PERCENT.search, texts)):
        # Neither of the URL encodings has a plus that means a plus.
        return unquote_plus
    return html.unescape


def _decode_base64(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return text


def _read_result(intake: Intake, place: str, result: Any, decode: Callable[[str], str]) -> None:
    found = _decode_all(result, decode) if isinstance(result, dict) else {}
    ask, answer = found.get("question", ""), found.get("correct_answer", "")
    listed = result.get("incorrect_answers") if isinstance(result, dict) else None
    wrong = [decode(str(text)) for text in listed] if isinstance(listed, list) else []
    if not ask or not answer:
        intake.leave_out(describe(place, ask), say("it has no question or no correct answer"))
        return
    level = found.get("difficulty", "").lower()
    if found.get("type") == "boolean" and answer.lower() in ("true", "false"):
        draft = Draft(ask, TrueFalse(answer.lower() == "true"))
    else:
        draft = Draft(ask, Choice(answer, tuple(Wrong(text) for text in wrong)))
    draft.category = found.get("category", "")
    if level in list(Difficulty):
        draft.difficulty = Difficulty(level)
    intake.add(draft, place)


def _decode_all(result: dict[str, Any], decode: Callable[[str], str]) -> dict[str, str]:
    return {key: decode(str(result[key])).strip() for key in _KEYS if result.get(key) is not None}
