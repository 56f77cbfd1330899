"""Lists of questions as people type them: numbers, letters, a mark or a line for what is right."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from spacequiz.errors import PackError
from spacequiz.formats.common import CannotCarry, Draft, MakesNoSense, make_choice
from spacequiz.formats.decode import decode_text
from spacequiz.formats.intake import Intake, describe, read_decimal, shorten
from spacequiz.formats.keys import (
    LETTERS,
    How,
    find_labelled,
    find_letters,
    find_numbers,
    find_text,
    find_texts,
)
from spacequiz.formats.pictures import name_options
from spacequiz.formats.sides import Sides, name_side
from spacequiz.game.kinds.choices import Several, TrueFalse, Wrong
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Typed
from spacequiz.language import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacequiz.formats.common import Imported
    from spacequiz.formats.pictures import Found
    from spacequiz.game.kinds.body import Body


_CHECKED = r"\[\s*[xX✓✔*]\s*\]|\([xX✓✔*]\)|[☑☒✅✔✓]"
_OPEN = r"\[\s*\]|\(\s?\)|☐|□"
_STAR = r"\*{1,2}|[✓✔✅→]|=>"
_BOX = re.compile(rf"(?:[-*+•]\s*)?(?:(?P<on>{_CHECKED})|(?P<off>{_OPEN}))\s*(?P<text>\S.*)")
_LETTERED = re.compile(
    rf"(?P<mark>{_STAR})?\s*[(\[]?(?P<label>[A-Za-z])[).\]:](?P<mark_2>\*)?(?:\s+|(?=[^\s.\w]|[A-Z]))"
    r"(?P<text>\S.*)"
)
_NUMBERED = re.compile(
    r"(?:(?:question|frage|pregunta|pergunta|domanda|q|aufgabe|exercise)\s*)?#?(?P<number>\d{1,4})"
    r"\s*(?P<end>[.):]|\s[-–])\s+(?P<text>\S.*)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[-•–+▪◦*]\s+(?P<text>\S.*)")
_ANSWER_WORD = (
    r"(?:the\s+)?(?:correct\s+|right\s+)?(?:answers?|ans|key|solution)(?:\s+is)?|correct(?:\s+option)?|"
    r"respuestas?(?:\s+correctas?)?|soluci[oó]n|(?:bonnes?\s+)?r[eé]ponses?(?:\s+correctes?)?|"
    r"(?:richtige\s+)?antwort(?:en)?|l[oö]sung(?:en)?|richtig(?:\s+ist)?|gabarito|"
    r"respostas?(?:\s+(?:corretas?|certas?))?|rispost[ae](?:\s+(?:corrett[ae]|esatta))?|soluzion[ei]"
)
_ANSWER = re.compile(rf"\W{{0,3}}(?:{_ANSWER_WORD})\s*(?:[:=]|[-–]\s)\s*(?P<text>.*?)", re.I)
_KEY_HEAD = re.compile(
    r"\W{0,4}(?:answers?(?:\s+key)?|key|answer\s+sheet|solutions?|respuestas|soluciones|clave|"
    r"r[eé]ponses|corrig[eé]s?|solutions|l[oö]sungen|antworten|respostas|gabarito|risposte|soluzioni)"
    r"\s*:?\W{0,4}(?P<rest>.*)",
    re.IGNORECASE,
)
_KEY_ENTRY = re.compile(
    r"\s*(\d{1,4})\s*[.):=\-–]*\s*[(\[]?([A-Ja-j](?:\s*[,&+]\s*[A-Ja-j])*)\b[.)\]]*"
)
_EXPLAIN = re.compile(
    r"\W{0,3}(?:explanations?|rationale|reason|feedback|explicaci[oó]n|explication|erkl[aä]rung|"
    r"begr[uü]ndung|explica[cç][aã]o|spiegazione)\s*[:=]\s*(?P<text>.*)",
    re.IGNORECASE,
)
_META = re.compile(
    r"(?:quiz\s+title|title|quiz\s+description|description|points|shuffle\s+\w+|show\s+\w+.*?|"
    r"one\s+question.*?|can't\s+go\s+back|solutions|feedback\s+is\s+solution)\s*:\s*(?P<text>.*)",
    re.IGNORECASE,
)
_TOLERANT = re.compile(
    r"=\s+(?P<number>[-+]?[\d.]+(?:[eE][-+]?\d+)?)\s*(?:\+-|±)\s*(?P<within>[\d.]+)"
)
_RANGE = re.compile(r"=\s+\[\s*(?P<low>[-+\d.eE]+)\s*,\s*(?P<high>[-+\d.eE]+)\s*\]")
_EXACT = re.compile(r"=\s+(?P<number>[-+]?[\d.]+)\s*")
_SHORT = re.compile(r"\*\s{2,}(?P<text>\S.*)")
PICTURE = "\ue001"
"""Stands for a picture in a line that has no other text."""
_BOLD = re.compile(r"(\*\*|__)(?P<text>\S.*?)\1")
_AFTER = re.compile(
    r"(?P<text>[^*].*?)(?:\s?\*{1,2}|\s?[✓✔✅]|\s\((?:correct(?:e|a|o|\s+answer)?|richtig|corretta|certa)\)|"
    r"\s(?:<-+|←)(?:\s*(?:correct|answer))?)\s*",
    re.IGNORECASE,
)
_TEXT2QTI = re.compile(r"^(?:Quiz title:|\*[a-zA-Z]\)|\[\*\]|=   \S|\.\.\. )", re.MULTILINE)
_HEADING = re.compile(r"#{1,6}\s+(?P<text>.*)")
_SAYS_SIDES = re.compile(
    r"true\s*(?:/|or)\s*false|\(?\bT\s*/\s*F\b|richtig oder falsch|vrai ou faux|verdadero o falso",
    re.I,
)
_STATES = re.compile(r"(?!.*(?:_|\.\.|…)).*\.", re.DOTALL)
"""A sentence with a full stop and without a gap; of it, a letter can only say true or false."""


@dataclass(slots=True)
class _Option:
    label: str
    text: str
    marked: bool = False
    boxed: bool = False
    pictures: list[Found] = field(default_factory=list)


@dataclass(slots=True)
class _Question:
    """Hold a question while its lines are read."""

    line: int
    number: str = ""
    ask: list[str] = field(default_factory=list)
    options: list[_Option] = field(default_factory=list)
    key: str | None = None
    typed: list[str] = field(default_factory=list)
    number_body: Number | None = None
    explain: list[str] = field(default_factory=list)
    broken: str = ""
    """Why its options cannot be trusted."""
    end: str = ""
    """What stands behind its number."""
    indent: int = 0
    pictures: list[Found] = field(default_factory=list)
    closed: bool = False
    """Whether its key has been read: then a line of text begins another question."""

    @property
    def is_empty(self) -> bool:
        return not (self.ask or self.options)

    @property
    def asks(self) -> bool:
        """Whether there is more than text: options, or an answer."""
        return bool(self.options or self.typed or self.number_body or self.key is not None)


def read(data: bytes) -> Imported:
    """Return the questions of a list: Aiken, text2qti, Markdown, or as people type it."""
    text, note = decode_text(data)
    intake = Intake()
    intake.note(note)
    return read_text(text, intake)


def read_text(
    text: str, intake: Intake, pictures: Mapping[int, list[Found]] | None = None
) -> Imported:
    """Return the questions of a list that is decoded already.

    Args:
        text: The list. Where a picture is all there is, `PICTURE` stands for it.
        intake: Takes the questions.
        pictures: Those of each line, by its number from 1.
    """
    lines = text.split("\n")
    end, keys = _find_key_list(lines)
    reader = _Reader(intake, keys, is_text2qti=bool(_TEXT2QTI.search(text)))
    numbers = Counter(
        found["number"] for line in lines[:end] if (found := _find_number(line.strip()))
    )
    reader.doubled = {number for number, count in numbers.items() if count > 1}
    for number, line in enumerate(lines[:end], 1):
        reader.read(number, line, (pictures or {}).get(number, []))
    return reader.finish()


def is_list(text: str) -> bool:
    """Return whether a text holds options as people type them, or numbered questions with answers."""
    lines = [line.strip() for line in text.split("\n")]
    boxes = sum(bool(_BOX.fullmatch(line)) for line in lines)
    labels = [found["label"] for line in lines if (found := _LETTERED.fullmatch(line))]
    steps = sum(b.upper() == chr(ord(a.upper()) + 1) for a, b in itertools.pairwise(labels))
    numbers = sum(bool(_NUMBERED.fullmatch(line)) for line in lines)
    answers = sum(bool(_ANSWER.fullmatch(line) or _TOLERANT.match(line)) for line in lines)
    return boxes > 1 or (steps > 0 and "A" in map(str.upper, labels)) or (numbers > 0 < answers)


def _find_key_list(lines: Sequence[str]) -> tuple[int, dict[str, str]]:
    """Return where the list of keys at the end begins, and the key of each number."""
    heads = ((at, _KEY_HEAD.fullmatch(lines[at].strip())) for at in reversed(range(len(lines))))
    # The last alone: a head is no key itself, so that none above can have keys to the end.
    at, head = next(((at, head) for at, head in heads if head), (0, None))
    if head is None:
        return len(lines), {}
    rest = " ".join([head["rest"], *lines[at + 1 :]]).strip(" *_")
    keys: dict[str, str] = {}
    place = 0
    while entry := _KEY_ENTRY.match(rest, place):
        if entry[1] in keys:
            return len(lines), {}
        keys[entry[1]] = entry[2]
        place = entry.end()
        while place < len(rest) and rest[place] in " \t,;|*":
            place += 1
    return (at, keys) if keys and place >= len(rest) else (len(lines), {})


def _find_number(line: str) -> re.Match[str] | None:
    """Return the number that a question begins with."""
    bare = _BOLD.fullmatch(line)
    return _NUMBERED.fullmatch(bare["text"] if bare else _unbold(line))


class _Reader:
    """Read line by line; what begins the next question ends the one before."""

    def __init__(self, intake: Intake, keys: dict[str, str], *, is_text2qti: bool) -> None:
        self._intake = intake
        self._is_text2qti = is_text2qti
        self.doubled: set[str] = set()
        """Numbers that several questions have; a list of keys cannot tell them apart."""
        self._keys = keys
        self._used: set[str] = set()
        self._title = ""
        self._question = _Question(0)
        self._blank = True
        self._numbered = False
        self._found = 0
        self._waiting: list[Found] = []
        """Pictures of the question that comes next."""

    def read(self, number: int, raw: str, pictures: Sequence[Found] = ()) -> None:
        """Take one line, and its pictures."""
        line = raw.strip().replace("\xa0", " ")
        if line == PICTURE:
            # On a line of its own, behind options, it belongs to what follows them.
            of_option = bool(self._question.options)
            self._attach(pictures, waits=of_option)
            return
        if not line or re.fullmatch(r"[-=_*]{3,}", line):
            self._blank = True
            return
        self._take(number, raw, line)
        self._attach(pictures)
        self._blank = False

    def _attach(self, pictures: Sequence[Found], *, waits: bool = False) -> None:
        question = self._question
        if waits or question.closed or question.is_empty:
            self._waiting += pictures
        elif question.options:
            question.options[-1].pictures += pictures
        else:
            question.pictures += pictures

    def _take(self, number: int, raw: str, line: str) -> None:
        question = self._question
        if found := _HEADING.fullmatch(line):
            inner = found["text"].strip()
            if not _NUMBERED.fullmatch(inner):
                self._finish_question()
                self._title = self._title or inner
                return
            line = inner
        if not self._found and question.is_empty and (found := _META.fullmatch(line)):
            if "title" in line.lower().partition(":")[0]:
                self._title = found["text"].strip()
            return
        if self._take_answer(line) or self._take_option(line):
            return
        if line.startswith("... ") and question.asks:
            question.explain.append(line[4:].strip())
            return
        if (found := _EXPLAIN.fullmatch(line)) and question.asks:
            question.explain.append(found["text"].strip())
            return
        if found := _find_number(line):
            self._take_number(number, raw, found)
            return
        self._take_text(number, raw, line)

    def _take_number(self, line: int, raw: str, found: re.Match[str]) -> None:
        """Begin a question; or take an option, if options have numbers of another look."""
        question = self._question
        indent = len(raw) - len(raw.lstrip())
        inner = bool(question.number) and (
            found["end"] != question.end or indent > question.indent + 1
        )
        follows = int(found["number"]) == len(question.options) + 1
        if inner and follows and not question.closed and not any(o.label for o in question.options):
            question.options.append(_Option("", found["text"].strip()))
            return
        self._begin(line, found["number"], found["text"])
        self._question.end, self._question.indent = found["end"], indent

    def _take_answer(self, line: str) -> bool:
        question = self._question
        if question.is_empty:
            return False
        plain = _unbold(line)
        if (found := _ANSWER.fullmatch(plain)) and not question.closed:
            if question.key is not None:
                question.key += f"; {found['text']}"
            else:
                question.key = found["text"].strip()
            question.closed = True
            return True
        if question.options or question.closed:
            return False
        if found := _TOLERANT.fullmatch(line):
            question.number_body = Number(
                read_decimal(found["number"]), read_decimal(found["within"])
            )
        elif found := _RANGE.fullmatch(line):
            low, high = read_decimal(found["low"]), read_decimal(found["high"])
            question.number_body = Number((low + high) / 2, abs(high - low) / 2)
        elif found := _EXACT.fullmatch(line):
            question.number_body = Number(read_decimal(found["number"]), Decimal(0))
        elif found := _SHORT.fullmatch(line):
            question.typed.append(found["text"].strip())
        else:
            return False
        return True

    def _take_option(self, line: str) -> bool:
        question = self._question
        if question.is_empty or question.closed:
            return False
        if found := _BOX.fullmatch(line):
            label = found["text"]
            inner = _LETTERED.fullmatch(label)
            text = inner["text"] if inner else label
            question.options.append(_Option("", text.strip(), bool(found["on"]), boxed=True))
            return True
        outer = _BOLD.fullmatch(line)
        lettered = re.sub(r"^[-•+]\s+", "", outer["text"] if outer else line)
        if found := _LETTERED.fullmatch(lettered):
            wanted = chr(ord("A") + len(question.options))
            if found["label"].upper() == wanted:
                text = f"**{found['text']}**" if outer else found["text"]
                self._add_lettered(
                    found["label"].upper(), text, bool(found["mark"] or found["mark_2"])
                )
                return True
            if question.options and not (self._blank and found["label"].upper() > "J"):
                question.broken = say("the letters of its options do not follow one another")
                return True
        elif (found := _BULLET.fullmatch(line)) and not any(o.label for o in question.options):
            question.options.append(_Option("", found["text"].strip()))
            return True
        return False

    def _add_lettered(self, label: str, text: str, marked: bool) -> None:
        """Take an option, and those that follow it on the same line."""
        following = chr(ord(label) + 1)
        rest = re.fullmatch(
            rf"(?P<text>.*?\S)\s+[(\[]?(?:{following}|{following.lower()})[).\]]\s+(?P<rest>\S.*)",
            text,
        )
        if rest:
            self._question.options.append(_Option(label, rest["text"].strip(), marked))
            self._add_lettered(following, rest["rest"], marked=False)
        else:
            self._question.options.append(_Option(label, text.strip(), marked))

    def _begin(self, line: int, number: str, text: str) -> None:
        self._finish_question()
        self._numbered = self._numbered or bool(number)
        inner = re.fullmatch(
            r"(?P<ask>.*?\S)\s+[(\[]?[aA][).\]]\s+(?P<rest>.*\s[(\[]?[bB][).\]]\s.*)", text
        )
        self._question = _Question(line, number, [inner["ask"] if inner else text])
        self._question.pictures, self._waiting = self._waiting, []
        if inner:
            self._add_lettered("A", inner["rest"], marked=False)

    def _take_text(self, number: int, raw: str, line: str) -> None:
        question = self._question
        if question.options and not question.closed and not self._blank:
            # A long option goes on in the next line.
            question.options[-1].text += f" {line}"
        elif question.explain and not self._blank:
            question.explain[-1] += f" {line}"
        elif question.closed or (question.options and self._blank) or question.is_empty:
            self._begin(number, "", line)
        elif self._blank and not self._found and not question.asks and self._is_title(question):
            self._title = self._title or question.ask[0]
            self._question = _Question(0)
            self._begin(number, "", line)
        else:
            question.ask.append(raw.rstrip() if raw[:1] in " \t" and "\n" in raw else line)

    def _is_title(self, question: _Question) -> bool:
        return not question.number and len(question.ask) == 1 and "?" not in question.ask[0]

    def _finish_question(self) -> None:
        question, self._question = self._question, _Question(0)
        if question.is_empty:
            return
        ask = _unbold(" ".join(question.ask)).removesuffix("✓").strip()
        place = say("line {number}", number=question.line)
        if question.number and question.number in self._keys and question.key is None:
            question.key = self._keys[question.number]
            self._used.add(question.number)
        if not question.asks and not question.number:
            # A paragraph between numbered questions is a heading or a text to be read.
            if question.pictures:
                self._intake.note(say("left out a picture"))
            if not self._found and len(ask) <= 80 and "?" not in ask:
                self._title = self._title or ask
                return
            why = MakesNoSense(say("it has no options, and no answer"))
            self._intake.leave_out(describe(place, ask), why)
            return
        self._found += 1
        draft = Draft(ask, TrueFalse(True), explain=" ".join(question.explain))
        told: list[str] = []
        try:
            self._refuse_doubt(question)
            _take_pictures(question, draft, told)
            draft.body, draft.how = _build(question, ask)
        except CannotCarry as error:
            self._intake.leave_out(describe(place, ask), error)
            return
        self._intake.add(draft, place, told)

    def _refuse_doubt(self, question: _Question) -> None:
        if question.broken:
            raise MakesNoSense(question.broken)
        if question.number in self._keys and question.number in self.doubled:
            raise MakesNoSense(
                say("several questions have its number, and the list of answers one")
            )
        if len(question.typed) > 1 and not self._is_text2qti:
            raise MakesNoSense(say("its list can be options or answers; write a) before options"))
        if question.typed and question.key is not None:
            raise MakesNoSense(say("its list can be options or answers; write a) before options"))

    def finish(self) -> Imported:
        self._finish_question()
        if self._waiting:
            self._intake.note(say("left out a picture"))
        if lost := self._keys.keys() - self._used:
            # The answers may belong to other questions than those that have their numbers now.
            raise PackError(
                say(
                    "The list of answers names question {number}, which is not there",
                    number=min(lost, key=int),
                ),
                hint=say("See that questions and answers are numbered alike."),
            )
        return self._intake.finish(title=self._title)


def _take_pictures(question: _Question, draft: Draft, told: list[str]) -> None:
    """Give the draft the first picture of the question and of each option."""
    options = question.options
    every = [question.pictures, *(option.pictures for option in options)]
    if not any(every):
        return
    told += [say("left out a picture")] * any(len(pictures) > 1 for pictures in every)
    draft.picture = next(iter(question.pictures), None)
    texts = [text.replace(PICTURE, "").strip() for text in _find_marked(options)[0]]
    firsts = (next(iter(option.pictures), None) for option in options)
    shown = list(zip(texts, firsts, strict=True))
    for option, name in zip(options, name_options(shown, draft.pictured, told.append), strict=True):
        option.text = option.text.replace(PICTURE, name)


def _build(question: _Question, ask: str) -> tuple[Body, How | None]:
    if question.number_body is not None:
        return question.number_body, None
    if question.typed:
        return Typed(question.typed[0], tuple(question.typed[1:])), How.COLUMN
    if not question.options:
        lines = [line.strip().casefold() for line in question.ask[1:]]
        if any(question.key and question.key.casefold() in line for line in lines):
            raise MakesNoSense(say("its options stand in its text; write a), b), c) before them"))
        return _build_bare(question.key, ask)
    texts, places = _find_marked(question.options)
    how = How.MARK
    if question.key is not None:
        named, how = _read_key(question, texts)
        if places and set(places) != set(named):
            raise MakesNoSense(say("its mark and its answer name different options"))
        places = named
    if not places:
        raise MakesNoSense(say("it says nowhere which option is right"))
    right = [texts[place] for place in places]
    wrong = [Wrong(text) for n, text in enumerate(texts) if n not in places]
    if any(option.text in right for option in wrong):
        raise CannotCarry(say("one of its options is right and stands there twice"))
    is_several = len(right) > 1 or (
        all(option.boxed for option in question.options) and _asks_several(ask)
    )
    if is_several:
        return Several(tuple(right), tuple(wrong)), how
    return make_choice(right[0], wrong), how


def _asks_several(ask: str) -> bool:
    return bool(
        re.search(
            r"\b(?:all that apply|select all|mark all|alle zutreffenden|todas las)\b", ask, re.I
        )
    )


def _build_bare(key: str | None, ask: str) -> tuple[Body, How | None]:
    """Return a question without options: a statement, or an answer to be typed."""
    if not key:
        raise MakesNoSense(say("it has no options, and no answer"))
    if (side := Sides(()).read(key)) is not None:
        return TrueFalse(side), How.TEXT
    side = name_side(key, ())
    if side is not None and (_SAYS_SIDES.search(ask) or _STATES.fullmatch(ask.strip())):
        return TrueFalse(side), How.LETTER
    if find_letters(key, 10) or (
        find_numbers(key, 10) and not re.search(r"how (?:many|much)|\d", ask, re.I)
    ):
        raise MakesNoSense(
            say('its answer "{key}" names an option, and it has none', key=shorten(key))
        )
    if len(ask.split()) < 3 and not re.search(r"[?_:]", ask):
        raise MakesNoSense(say("it asks nothing"))
    return Typed(key), How.TEXT


def _find_marked(options: Sequence[_Option]) -> tuple[list[str], list[int]]:
    """Return the texts of options without their marks, and the places of those that are marked.

    Raises:
        CannotCarry: Two ways of marking name different options.
    """
    marked = {n for n, option in enumerate(options) if option.marked}
    after: set[int] = set()
    bold: set[int] = set()
    texts = []
    for n, option in enumerate(options):
        text = option.text
        if found := _BOLD.fullmatch(text):
            bold.add(n)
            text = found["text"]
        if (found := _AFTER.fullmatch(text)) and not _closes(text):
            after.add(n)
            text = found["text"]
            if inner := _BOLD.fullmatch(text):
                bold.add(n)
                text = inner["text"]
        elif re.match(r"\*[^\s*]", text) and "*" not in text[1:]:
            after.add(n)
            text = text[1:]
        texts.append(_unbold(text).strip())
    # Beside boxes, a tick alone says what is right.
    boxed = any(option.boxed for option in options)
    ways = [way for way in ((marked,) if boxed else (marked, after, bold)) if way]
    # Where every option looks the same, that is no mark.
    ways = [way for way in ways if len(way) < len(options) or len(options) == 1]
    if any(way != ways[0] for way in ways):
        raise MakesNoSense(say("its marks name different options"))
    return texts, sorted(ways[0]) if ways else []


def _closes(text: str) -> bool:
    """Return whether the stars at the end of a text close what others within it opened."""
    return text.endswith("*") and "*" in text.rstrip("*")


def _read_key(question: _Question, texts: list[str]) -> tuple[list[int], How]:
    """Return the places that a line with the answer names, and how."""
    key = _unbold(question.key or "").strip()
    if not key:
        raise MakesNoSense(say("its answer is empty"))
    if labelled := find_labelled(key, texts):
        return list(labelled), How.LETTER
    letters = find_letters(key, len(texts)) if question.options[0].label else ()
    numbers = () if question.options[0].label else find_numbers(key, len(texts))
    exact = find_text(key, texts)
    found = {How.LETTER: letters, How.NUMBER: numbers}
    found[How.TEXT] = (exact,) if exact is not None else ()
    named = {how: places for how, places in found.items() if places}
    if not named and (listed := find_texts(key, texts)):
        named = {How.TEXT: listed}
    if not named:
        letter = find_letters(key, len(LETTERS))
        shown = key.upper() if len(key) == 1 and letter else f'"{shorten(key)}"'
        raise MakesNoSense(say("the answer {answer} is none of its options", answer=shown))
    if len(set(named.values())) > 1:
        raise MakesNoSense(
            say('its answer "{key}" can be an option\'s letter or its text', key=shorten(key))
        )
    how, places = next(iter(named.items()))
    return list(places), how


def _unbold(text: str) -> str:
    """Return a text without the signs of bold around a part of it."""
    return re.sub(r"(?<!\w)(\*\*|__)(\S(?:.*?\S)?)\1(?!\w)", r"\2", text)
