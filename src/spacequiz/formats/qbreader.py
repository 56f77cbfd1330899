"""Quizbowl packets as the qbreader site gives them: JSON with tossups and bonuses; read only."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from spacequiz.errors import PackError
from spacequiz.formats.common import CannotCarry, Draft, flatten
from spacequiz.formats.decode import decode_text
from spacequiz.formats.intake import Intake, describe, shorten
from spacequiz.game.kinds import Difficulty
from spacequiz.game.kinds.typed import Typed
from spacequiz.language import say, say_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacequiz.formats.common import Imported

MOST_CHARACTERS = 5000
"""Of an answer line, in HTML."""
SHORTEST_PART = 3
"""Letters of a word that is a part of an answer by itself."""
_EASY_TO, _MEDIUM_TO = 3, 6
"""Difficulties there go from 1, for the youngest, to 10."""

_TAG = re.compile(r"<[^<>]*>")
_NOTE = re.compile(r"&lt;[^<>]*&gt;|<(?!/?(?:b|u|i|em|strong|sub|sup|p|br|span)\b)[^<>]*>", re.I)
_REMARK = re.compile(r"\([^()]*\)")
_POWER = re.compile(r"\s*\(\*\)\s*")
_VALUE = re.compile(r"^\s*\[\d+\w?\]\s*")
_UNDERLINED = re.compile(r"<u>(.*?)</u>", re.DOTALL | re.I)
_BOLD = re.compile(r"<(b|strong)>(.*?)</\1>", re.DOTALL | re.I)
_LINE = re.compile(r"^(?P<main>.*?)\s*(?:\[(?P<more>.*)\])?\s*$", re.DOTALL)
_CLAUSE = re.compile(
    r"^(?:and\s+|but\s+)?(?P<verb>do not (?:accept(?: or prompt on)?|prompt on)|(?:do not |don't )?reject"
    r"|(?:anti-?)?prompt(?: \(once\))? on|(?:also |either )?accept(?: either)?|or)\b[:,]?\s*(?P<rest>.*)$",
    re.DOTALL | re.I,
)
_ASKING = re.compile(
    r"\s*(?:,\s*)?\b(?:by asking|by saying|with|asking)\b:?\s*[\"“'‘](?P<back>[^\"”]*)[\"”'’]?.*$",
    re.DOTALL | re.I,
)
_CONDITION = re.compile(
    r"[,\s]*\b(?:until|before|after|if (?:it is )?given)\b[^;\]]*$", re.DOTALL | re.I
)
_VAGUE = re.compile(
    r"\b(?:equivalents?|word forms?|other answers|any answers?|anything|clear.knowledge|descriptions?"
    r"|synonyms|similar|obvious)\b",
    re.I,
)
_EACH_PART = re.compile(
    r"\b(?:either|any|each|both)\b.*\b(?:portion|part|name|answer|underlined)", re.DOTALL | re.I
)
"""Says that any underlined part of the answer is enough by itself."""
_PARTIAL = re.compile(r"\bpartial(?:\s+answers?)?", re.I)
_ALTERNATIVES = re.compile(r",?\s+or\s+|,\s+(?=[\"“<])|\s*/\s*(?=<)", re.I)
_QUOTES = " \t\n\"“”‘’',.;:"


class _Text(NamedTuple):
    """Hold an answer: all of it, and what of it must be said."""

    whole: str
    key: str


def read(data: bytes) -> Imported:
    """Return the questions of a packet: a tossup is one, a bonus has one for each of its parts.

    Raises:
        PackError: The file is no such JSON.
    """
    text, note = decode_text(data)
    intake = Intake()
    intake.note(note)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise PackError(say("The file is no sound JSON")) from None
    tossups, bonuses = (list(_list(found, name)) for name in ("tossups", "bonuses"))
    if not tossups and not bonuses:
        raise PackError(say("The JSON is no quizbowl packet: it has no tossups and no bonuses"))
    for number, tossup in enumerate(tossups, 1):
        _read_tossup(intake, say("tossup {number}", number=number), tossup)
    for number, bonus in enumerate(bonuses, 1):
        _read_bonus(intake, number, bonus)
    return intake.finish(title=_find_title([*tossups, *bonuses]))


def is_packet(text: str) -> bool:
    """Return whether JSON begins as a packet does."""
    return bool(re.match(r'\s*\{\s*"', text)) and bool(
        re.search(r'"(?:tossups|bonuses)"\s*:\s*[\[{]', text)
    )


def _list(found: Any, name: str) -> Iterator[dict[str, Any]]:
    """Yield the questions under a name: a list, or what a search has found."""
    listed = found.get(name) if isinstance(found, dict) else None
    if isinstance(listed, dict):
        listed = listed.get("questionArray")
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, dict):
            yield each


def _find_title(questions: list[dict[str, Any]]) -> str:
    for each in questions:
        named = each.get("set")
        name = named.get("name") if isinstance(named, dict) else each.get("setName")
        if isinstance(name, str):
            return name
    return ""


def _read_tossup(intake: Intake, place: str, tossup: dict[str, Any]) -> None:
    ask = _plain(_text(tossup, "question_sanitized") or _text(tossup, "question"))
    _add(intake, place, tossup, _POWER.sub(" ", ask), _text(tossup, "answer"))


def _read_bonus(intake: Intake, number: int, bonus: dict[str, Any]) -> None:
    lead = _plain(_text(bonus, "leadin_sanitized") or _text(bonus, "leadin"))
    parts = bonus.get("parts_sanitized") or bonus.get("parts")
    answers = bonus.get("answers")
    if not isinstance(parts, list) or not isinstance(answers, list):
        where = say("bonus {number}", number=number)
        intake.leave_out(describe(where, lead), say("it has no parts or no answers"))
        return
    for at, (part, answer) in enumerate(zip(parts, answers, strict=False), 1):
        ask = _VALUE.sub("", _plain(str(part)))
        where = say("bonus {number}, part {part}", number=number, part=at)
        _add(intake, where, bonus, f"{lead} {ask}".strip(), str(answer))


def _add(intake: Intake, place: str, found: dict[str, Any], ask: str, line: str) -> None:
    told: list[str] = []
    try:
        body = read_answer_line(line, told.append)
    except CannotCarry as error:
        intake.leave_out(describe(place, ask), error)
        return
    draft = Draft(ask, body, category=_text(found, "category"))
    level = found.get("difficulty")
    if isinstance(level, int) and level > 0:
        levels = (Difficulty.EASY, Difficulty.MEDIUM, Difficulty.HARD)
        draft.difficulty = levels[(level > _EASY_TO) + (level > _MEDIUM_TO)]
    intake.add(draft, place, told)


def _text(found: dict[str, Any], key: str) -> str:
    value = found.get(key)
    return value if isinstance(value, str) else ""


def read_answer_line(line: str, tell: Callable[[str], None]) -> Typed:
    """Return what an answer line says: what must be said, is accepted, asks for more, is rejected.

    Args:
        line: In HTML; what must be said is underlined, what explains stands in round brackets.
        tell: Told what is lost.

    Raises:
        CannotCarry: It names no answer.
    """
    if len(line) > MOST_CHARACTERS:
        raise CannotCarry(
            say(
                "its answer line is longer than {limit} characters",
                limit=say_number(MOST_CHARACTERS),
            )
        )
    line = _NOTE.sub("", flatten(line))
    match = _LINE.match(html.unescape(line))
    assert match is not None
    right = list(_split(match["main"]))
    if not right or not right[0].whole:
        raise CannotCarry(say("it names no right answer"))
    found = _AnswerLine(match["main"], right, tell)
    for clause in _split_clauses(match["more"] or ""):
        found.read_clause(clause)
    return found.make()


class _AnswerLine:
    """Gather what the clauses of an answer line say."""

    def __init__(self, main: str, right: list[_Text], tell: Callable[[str], None]) -> None:
        self._main = main
        self._answer = right[0].whole
        self._accept = [each.whole for each in right[1:]]
        self._keys = [each.key for each in right]
        self._reject: list[str] = []
        self._prompt: dict[str, str] = {}
        self._verb = "accept"
        self._tell = tell

    def read_clause(self, clause: str) -> None:
        """Take in what one clause says, and tell what of it is lost."""
        rest = self._read_verb(clause)
        back = ""
        if self._asks() and (asking := _ASKING.search(rest)):
            back, rest = _plain(asking["back"]), rest[: asking.start()]
        bare = _CONDITION.sub("", rest)
        if bare != rest:
            lost = _plain(rest)[len(_plain(bare)) :].strip(" ,")
            self._tell(say('lost a condition: "{lost}"', lost=shorten(lost)))
        if "<u>" not in bare and self._read_parts(_plain(clause), back):
            return
        if _VAGUE.search(_plain(bare)) and "<u>" not in bare:
            self._tell(say('lost "{clause}", which names no text', clause=shorten(_plain(clause))))
            return
        for each in _split(bare):
            if each.whole:
                self._take(each, back)

    def _read_verb(self, clause: str) -> str:
        """Keep what a clause does with its texts, and return them."""
        found = _CLAUSE.match(clause)
        if not found:
            return clause
        said = found["verb"].lower()
        self._verb = self._verb if said == "or" and self._verb != "accept" else said
        return found["rest"]

    def _rejects(self) -> bool:
        return self._verb.startswith(("do not", "don't")) or "reject" in self._verb

    def _asks(self) -> bool:
        return "prompt" in self._verb and not self._rejects()

    def _read_parts(self, clause: str, back: str) -> bool:
        """Take each underlined part for enough, or for on the way, where a clause says so."""
        parts = [_plain(part) for part in _UNDERLINED.findall(self._main)]
        if self._asks() and _PARTIAL.search(clause):
            words = [word for part in parts for word in part.split() if len(word) >= SHORTEST_PART]
            for word in words if len(words) > 1 else ():
                self._prompt.setdefault(word, back)
            return True
        if len(parts) > 1 and not self._rejects() and _EACH_PART.search(clause):
            for part in parts:
                self._take(_Text(part, part), back)
            return True
        return False

    def _take(self, text: _Text, back: str) -> None:
        if self._rejects():
            self._reject.append(text.whole)
        elif self._asks():
            self._prompt.setdefault(text.whole, back)
            if text.key:
                self._prompt.setdefault(text.key, back)
        else:
            self._accept.append(text.whole)
            self._keys.append(text.key)

    def make(self) -> Typed:
        """Return the answer; each text once, and none that is right among those that ask for more."""
        right = {self._answer, *self._accept}
        return Typed(
            self._answer,
            tuple(dict.fromkeys(text for text in self._accept if text != self._answer)),
            tuple(dict.fromkeys(self._reject)),
            key=tuple(dict.fromkeys(key for key in self._keys if key and key not in self._reject)),
            prompt=tuple((text, back) for text, back in self._prompt.items() if text not in right),
        )


def _split_clauses(text: str) -> Iterator[str]:
    for clause in text.split(";"):
        # What comes after a comma or a stop may be a clause of its own.
        parts = re.split(
            r"[,.]\s+(?=(?:but |and )?(?:do not|prompt|anti-?prompt|reject|accept)\b)",
            clause,
            flags=re.I,
        )
        yield from (part.strip() for part in parts if part.strip())


def _split(text: str) -> Iterator[_Text]:
    """Yield the alternatives of a text, each with what is underlined in it."""
    text = _REMARK.sub(" ", text)
    marked = bool(_UNDERLINED.search(text))
    parts = _ALTERNATIVES.split(text)
    if marked and not all(_UNDERLINED.search(part) for part in parts):
        # Or belongs to an answer where one side has nothing that must be said.
        parts = [text] if len(parts) == 2 and "/" not in text else parts
    for part in parts:
        key = " ".join(_plain(found) for found in _UNDERLINED.findall(part))
        if not marked:
            key = " ".join(_plain(found[1]) for found in _BOLD.findall(part))
        yield _Text(_plain(part).strip(_QUOTES), key.strip(_QUOTES))


def _plain(text: str) -> str:
    return flatten(html.unescape(_TAG.sub("", text)))
