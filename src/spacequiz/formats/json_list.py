"""JSON as programmers write quizzes: a list of questions with options and a key, in many spellings."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from spacequiz.errors import PackError
from spacequiz.formats.common import CannotCarry, Draft, flatten, make_choice
from spacequiz.formats.decode import decode_text
from spacequiz.formats.html_text import has_entity, has_html
from spacequiz.formats.intake import Intake, describe, shorten
from spacequiz.formats.sides import Sides
from spacequiz.game.kinds import Difficulty
from spacequiz.game.kinds.choices import Several, TrueFalse, Wrong
from spacequiz.game.kinds.typed import Typed
from spacequiz.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacequiz.formats.common import Imported
    from spacequiz.game.kinds.body import Body

MAX_LEVELS = 6
"""How deep a list of questions may lie."""

_ASK = (
    "question",
    "ask",
    "questiontext",
    "prompt",
    "text",
    "title",
    "q",
    "stem",
    "statement",
    "front",
)
_OPTIONS = ("options", "choices", "answers", "alternatives", "answeroptions", "possibleanswers")
_KEY = (
    *("answer", "correct", "correctanswer", "correctoption", "rightanswer", "solution", "key"),
    *("correctanswers", "correctindex", "answerindex", "correctanswerindex", "correctchoice"),
    *("correctoptionindex", "correctoptions", "a", "back"),
)
_WRONG = ("incorrectanswers", "wrong", "wronganswers", "incorrect", "distractors", "badanswers")
_EXPLAIN = ("explanation", "explain", "rationale", "reason", "feedback", "justification")
_CATEGORY = ("category", "topic", "subject", "section", "chapter")
_LEVEL = ("difficulty", "level")
_TEXT = (
    "text",
    "answer",
    "option",
    "value",
    "label",
    "content",
    "title",
    "answertext",
    "choice",
    "caption",
)
_RIGHT = ("correct", "iscorrect", "right", "isright", "isanswer", "istrue", "isrightanswer")
_LETTERED = re.compile(r"(?:option|choice|answer|opt)?[ _-]?([a-h]|[1-8])")
_WRONG_NUMBERED = re.compile(
    r"(?:wrong|incorrect|bad|false)(?:answer|option|choice)?s?[1-9a-h]|distractor[1-9a-h]"
)
_FAMILY = re.compile(r"(.{2,}?)[_-]?(?:\d|[a-h])")
_PREFIX = re.compile(r"\(?([A-Ha-h])[).:]\s+")
_OTHER_KINDS = re.compile(
    r"essay|match|order|sort|rank|free|open|code|drag|hotspot|poll|survey|cloze"
)


class _Entry(NamedTuple):
    """Hold a question before its key is understood."""

    place: str
    fields: dict[str, Any]


def read(data: bytes) -> Imported:
    """Return the questions of a JSON file.

    Raises:
        PackError: It is no JSON, or no list of questions is in it.
    """
    intake = Intake()
    text, note = decode_text(data)
    intake.note(note)
    lists = list(_find_lists(_load(text), "", 0))
    if not lists:
        raise PackError(
            say("No list of questions was found in the JSON"),
            hint=say(
                'Each question is an object, as in: {"question": "…", "options": […], "answer": "…"}'
            ),
        )
    entries = [
        (category, _Entry(say("question {number}", number=number), _name_fields(fields)))
        for category, number, fields in _count(lists)
    ]
    base = _find_base([entry for _, entry in entries])
    sides = _find_sides([entry.fields for _, entry in entries])
    for category, entry in entries:
        _read_entry(entry, category if len(lists) > 1 else "", base, sides, intake)
    return intake.finish()


def is_json_list(data: bytes, text: str) -> bool:
    """Return whether a file, which begins with a text, is JSON with a list of questions in it."""
    if not text.lstrip().startswith(("{", "[")):
        return False
    try:
        return any(_find_lists(_load(decode_text(data)[0]), "", 0))
    except PackError:
        return False


def _load(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    try:
        # One object a line is as common as a list of them.
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        raise PackError(say("The file is no sound JSON")) from None


def _find_lists(value: Any, name: str, level: int) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the lists of questions, each with the name that it stands under."""
    if level > MAX_LEVELS:
        return
    if isinstance(value, list):
        found = [each for each in value if isinstance(each, dict) and _is_question(each)]
        if found:
            yield name, found
            return
        for each in value:
            yield from _find_lists(each, _get_title(each) or name, level + 1)
    elif isinstance(value, dict):
        for key, each in value.items():
            inner = _get_title(each) or (name if key in ("questions", "results", "data") else key)
            yield from _find_lists(each, inner, level + 1)


def _get_title(value: Any) -> str:
    if isinstance(value, dict):
        for key in ("category", "title", "name", "topic"):
            if isinstance(title := value.get(key), str):
                return title
    return ""


def _is_question(value: dict[str, Any]) -> bool:
    fields = _name_fields(value)
    has_key = any(name in fields for name in (*_OPTIONS, *_KEY))
    return bool(_find_text(fields, _ASK)) and has_key


def _count(
    lists: Sequence[tuple[str, list[dict[str, Any]]]],
) -> Iterator[tuple[str, int, dict[str, Any]]]:
    number = 0
    for category, found in lists:
        for fields in found:
            number += 1
            yield category, number, fields


def _name_fields(value: dict[str, Any]) -> dict[str, Any]:
    """Return the fields by their names without case, dashes and underscores."""
    return {re.sub(r"[ _-]", "", str(key)).lower(): each for key, each in value.items()}


def _find_text(fields: dict[str, Any], names: Sequence[str]) -> str:
    for name in names:
        value = fields.get(name)
        if isinstance(value, dict):
            value = value.get("text")
        if isinstance(value, str) and value.strip():
            return value
    return ""


def _find_base(entries: Sequence[_Entry]) -> int | None:
    """Return from which number the file counts options, None if it does not show."""
    bases = set()
    for entry in entries:
        options, key = _list_options(entry.fields)[0], _get_key(entry.fields)
        for each in key if isinstance(key, list) else [key]:
            number = _read_index(each)
            if number is None or not options or _match(str(each), options) is not None:
                continue
            bases |= {0} if number == 0 else {1} if number == len(options) else set()
    return bases.pop() if len(bases) == 1 else None


def _find_sides(every: Iterable[dict[str, Any]]) -> Sides:
    """Return what the answers of questions without options tell of true and false."""
    return Sides(
        [
            (_find_text(fields, _ASK), key)
            for fields in every
            if isinstance(key := _get_key(fields), str) and not _list_options(fields)[0]
        ]
    )


def _read_entry(
    entry: _Entry, category: str, base: int | None, sides: Sides, intake: Intake
) -> None:
    told: list[str] = []
    fields = entry.fields
    draft = Draft(_plain(_find_text(fields, _ASK)), TrueFalse(True))
    draft.name = str(fields["id"]) if isinstance(fields.get("id"), str) else ""
    draft.explain = _plain(_find_text(fields, _EXPLAIN))
    draft.category = _find_text(fields, _CATEGORY) or category
    draft.hint = _plain(_find_text(fields, ("hint",)))
    level = _find_text(fields, _LEVEL).strip().lower()
    if level in list(Difficulty):
        draft.difficulty = Difficulty(level)
    tags = fields.get("tags")
    draft.tags = [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    if any(fields.get(name) for name in ("image", "imageurl", "img", "picture")):
        told.append(say("left out a picture"))
    try:
        draft.body = _read_body(fields, base, sides)
    except CannotCarry as error:
        intake.leave_out(describe(entry.place, draft.ask), str(error))
        return
    intake.add(draft, entry.place, told)


def _read_body(fields: dict[str, Any], base: int | None, sides: Sides) -> Body:
    kind = " ".join(str(fields.get(name, "")) for name in ("type", "kind", "questiontype"))
    if found := _OTHER_KINDS.search(kind.lower()):
        raise CannotCarry(say("it is of a kind that is not read here: {name}", name=found[0]))
    options, marked = _list_options(fields)
    key = _get_key(fields)
    wrong = fields.get(next((name for name in _WRONG if name in fields), ""))
    numbered = [each for name, each in fields.items() if _WRONG_NUMBERED.fullmatch(name) and each]
    wrong = wrong or numbered
    if isinstance(wrong, str):
        wrong = [wrong]
    if wrong and not options:
        texts = [_read_text(each) for each in wrong] if isinstance(wrong, list) else []
        right = [_read_text(each) for each in key] if isinstance(key, list) else [_read_text(key)]
        return _build([*right, *texts], list(range(len(right))), several=len(right) > 1)
    if options:
        return _build(*_choose(options, marked, key, base))
    if isinstance(key, bool):
        return TrueFalse(key)
    _refuse_strangers(fields)
    if isinstance(key, str | int | float) and str(key).strip():
        if (side := sides.read(str(key))) is not None:
            return TrueFalse(side)
        return Typed(_plain(str(key)))
    if isinstance(key, list) and key and all(isinstance(each, str) for each in key):
        raise CannotCarry(
            say("it has several answers, and it is not clear whether each or all are right")
        )
    raise CannotCarry(say("it names no right answer"))


def _refuse_strangers(fields: dict[str, Any]) -> None:
    """Refuse a question without options if something in it may be options all the same."""
    known = {"tags", "keywords", "references", "sources", *_KEY}
    for name, value in fields.items():
        lettered = _LETTERED.fullmatch(name) and name not in _KEY
        if (isinstance(value, list | dict) and len(value) > 1 and name not in known) or lettered:
            raise CannotCarry(
                say("what its part {name} means is not known", name=shorten(name, 20))
            )
    families = [found[1] for name in fields if (found := _FAMILY.fullmatch(name))]
    for family in families:
        # What is counted through, as in distractor1 and distractor2, could be options.
        if families.count(family) > 1:
            raise CannotCarry(
                say("what its parts {family} 1, 2 … mean is not known", family=shorten(family, 20))
            )


def _list_options(fields: dict[str, Any]) -> tuple[dict[str, str], list[str] | None]:
    """Return the options by what a key may call them, and which of them are marked as right."""
    value = next(
        (fields[name] for name in _OPTIONS if isinstance(fields.get(name), list | dict)), None
    )
    if isinstance(value, dict):
        return {str(name): _read_text(each) for name, each in value.items()}, None
    if isinstance(value, list):
        names = _name_options(value)
        options = {name: _read_text(each) for name, each in zip(names, value, strict=True)}
        marks = [_read_mark(each) for each in value]
        if any(mark is not None for mark in marks):
            return options, [name for name, mark in zip(names, marks, strict=True) if mark]
        return options, None
    lettered = {}
    for name, each in fields.items():
        found = _LETTERED.fullmatch(name)
        if found and isinstance(each, str | int | float) and name not in ("a", "q"):
            lettered[found[1]] = str(each)
    if "a" in fields and "b" in fields:
        lettered = {"a": str(fields["a"]), **lettered}
    return (lettered if len(lettered) > 1 else {}), None


def _name_options(options: list[Any]) -> list[str]:
    """Return what a key may call the options of a list: their own names, or else their places."""
    places = [str(n) for n in range(len(options))]
    if not all(isinstance(each, dict) for each in options):
        return places
    for field in (
        "letter",
        "id",
        "aid",
        "optionid",
        "answerid",
        "choiceid",
        "key",
        "identifier",
        "index",
        "number",
    ):
        names = [str(_name_fields(each).get(field, "")) for each in options]
        if all(names) and len(set(names)) == len(names) and names != places:
            return names
    return places


def _get_key(fields: dict[str, Any]) -> Any:
    names = [name for name in _KEY if fields.get(name) is not None]
    if "a" in names and "b" in fields:
        names.remove("a")
    return fields[names[0]] if names else None


def _read_mark(value: Any) -> bool | None:
    if not isinstance(value, dict):
        return None
    fields = _name_fields(value)
    for name in _RIGHT:
        if isinstance(fields.get(name), bool | int):
            return bool(fields[name])
        if str(fields.get(name)).lower() in ("true", "false"):
            return str(fields[name]).lower() == "true"
    return None


def _read_text(value: Any) -> str:
    if isinstance(value, dict):
        fields = _name_fields(value)
        value = next(
            (fields[n] for n in _TEXT if isinstance(fields.get(n), str | int | float)), None
        )
    if isinstance(value, bool) or value is None or isinstance(value, list | dict):
        return "" if not isinstance(value, bool) else str(value)
    return _plain(str(value))


def _plain(text: str) -> str:
    """Return a text in which signs that HTML spells out are plain; tags may be what is asked about."""
    text = text.strip()
    return html.unescape(text) if has_entity(text) and not has_html(text) else text


def _choose(
    options: dict[str, str], marked: list[str] | None, key: Any, base: int | None
) -> tuple[list[str], list[int], bool]:
    """Return the options, the places of the right ones, and whether several may be chosen."""
    names, texts = list(options), list(options.values())
    if marked is not None:
        return texts, [names.index(name) for name in marked], len(marked) > 1
    if key is None:
        raise CannotCarry(say("it names no right answer"))
    keys = key if isinstance(key, list) else [key]
    places = [_find_option(each, options, base) for each in keys]
    if len(set(places)) < len(places) or not places:
        raise CannotCarry(say("its key names an option twice, or none"))
    return texts, places, isinstance(key, list) and len(places) > 1


def _find_option(key: Any, options: dict[str, str], base: int | None) -> int:
    """Return the place of the option that a key names: by its text, its name, its letter or number."""
    named = _read_text(key)
    names, texts = list(options), list(options.values())
    by_text = _match(named, options)
    ways = {by_text} if by_text is not None else set()
    is_list = names == [str(n) for n in range(len(names))]
    if not is_list and named.lower() in map(str.lower, names):
        ways.add([name.lower() for name in names].index(named.lower()))
    number = _read_index(key)
    if is_list and number is not None:
        if by_text is not None and isinstance(key, str):
            # A text that is written in quotes and stands among the options is that option.
            return by_text
        if base is None:
            raise CannotCarry(say("it is not clear whether its key counts from 0 or from 1"))
        if 0 <= number - base < len(texts):
            ways.add(number - base)
    elif re.fullmatch(r"[A-Ha-h]", named) and by_text is None:
        place = "abcdefgh".index(named.lower())
        if is_list and place < len(texts):
            ways.add(place)
    if len(ways) != 1:
        shown = shorten(named, 30)
        raise CannotCarry(
            say('its key "{key}" could mean two of its options', key=shown)
            if ways
            else say('its key "{key}" is none of its options', key=shown)
        )
    return ways.pop()


def _match(text: str, options: dict[str, str]) -> int | None:
    """Return the place of the one option that reads so, exactly or but for case and spaces."""
    texts = list(options.values())
    for fold in (str, flatten, lambda each: flatten(each).casefold()):
        found = [n for n, each in enumerate(texts) if fold(each) == fold(text)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _read_index(key: Any) -> int | None:
    if isinstance(key, bool):
        return None
    if isinstance(key, int):
        return key
    return int(key) if isinstance(key, str) and re.fullmatch(r"\d", key.strip()) else None


def _build(texts: list[str], right: list[int], several: bool) -> Body:
    if not right:
        raise CannotCarry(say("it names no right answer"))
    prefixes = [_PREFIX.match(text) for text in texts]
    if all(found and "abcdefgh"[n] == found[1].lower() for n, found in enumerate(prefixes)):
        texts = [text[found.end() :] for text, found in zip(texts, prefixes, strict=True) if found]
    if not all(texts):
        raise CannotCarry(say("one of its options is empty, or no text"))
    if len({flatten(text) for text in texts}) < len(texts):
        raise CannotCarry(say("two of its options read the same"))
    wrong = [Wrong(text) for n, text in enumerate(texts) if n not in right]
    if several:
        return Several(tuple(texts[n] for n in right), tuple(wrong))
    return make_choice(texts[right[0]], wrong)
