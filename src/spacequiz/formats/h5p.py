"""H5P: question sets and single questions, wherever they stand in a package's content."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from spacequiz.errors import PackError
from spacequiz.formats import feedback
from spacequiz.formats.archive import ZipReader
from spacequiz.formats.common import CannotCarry, Draft, make_choice
from spacequiz.formats.decode import decode_text
from spacequiz.formats.html_text import reduce_html
from spacequiz.formats.intake import Intake, describe
from spacequiz.formats.pictures import Found, Package, is_sound, name_options, take_picture
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse, Wrong
from spacequiz.game.kinds.typed import Typed
from spacequiz.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacequiz.formats.common import Imported
    from spacequiz.game.kinds.body import Body

MAX_LEVELS = 60
CONTENT = "content/content.json"
_GAP = re.compile(r"\*([^*\n]+)\*")
_ASKING = (
    *(
        "MultiChoice",
        "MultiMediaChoice",
        "TrueFalse",
        "Blanks",
        "SingleChoiceSet",
        "DragText",
        "MarkTheWords",
        "Essay",
    ),
    *(
        "DragQuestion",
        "Flashcards",
        "Dialogcards",
        "Summary",
        "ImageHotspotQuestion",
        "AdvancedBlanks",
    ),
    *(
        "ImageMultipleHotspotQuestion",
        "ArithmeticQuiz",
        "SortParagraphs",
        "Crossword",
        "GuessTheAnswer",
    ),
)
_LIBRARY = re.compile(r"H5P\.(\w+)")


def read(data: bytes) -> Imported:
    """Return the questions of an H5P package, or of the content.json in one.

    Raises:
        PackError: It is damaged, or nothing in it asks anything.
    """
    intake = Intake()
    library = title = ""
    if data.startswith(b"PK"):
        archive = ZipReader(data)
        if CONTENT not in archive.names:
            raise PackError(
                say("There is no content in the package"), hint=say("Export it again as .h5p.")
            )
        about = _load(archive.read("h5p.json")) if "h5p.json" in archive.names else {}
        if isinstance(about, dict):
            library, title = str(about.get("mainLibrary", "")), str(about.get("title", ""))
        content = _load(archive.read(CONTENT))
        intake.find_file = Package(archive).find
    else:
        content = _load(data)
    reader = _Reader(intake)
    for name, params in _list_parts(library, content, 0):
        reader.read(name, params)
    if not reader.found:
        raise PackError(
            say("Nothing in the H5P content is a question of a kind that is known here"),
            hint=say(
                "Question sets, multiple choice, true/false, single choice sets and blanks are read."
            ),
        )
    return intake.finish(title)


def is_h5p(text: str, names: tuple[str, ...]) -> bool:
    """Return whether a file is an H5P package, or the content of one."""
    if names:
        return "h5p.json" in names or CONTENT in names
    return bool(re.match(r'\s*\{\s*"', text) and re.search(r'"library"\s*:\s*"H5P\.', text))


def _load(data: bytes) -> Any:
    try:
        return json.loads(decode_text(data)[0])
    except (ValueError, RecursionError):
        raise PackError(say("The H5P content is no sound JSON")) from None


def _list_parts(library: str, params: Any, level: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what asks something, with its kind, in the order of the content."""
    if level > MAX_LEVELS:
        raise PackError(say("The H5P content is nested too deep"))
    if isinstance(params, dict):
        kind = _LIBRARY.match(library)
        if kind and kind[1] in _ASKING:
            yield kind[1], params
            return
        if isinstance(inner := params.get("library"), str) and "params" in params:
            yield from _list_parts(inner, params["params"], level + 1)
            return
        for value in params.values():
            yield from _list_parts("", value, level + 1)
    elif isinstance(params, list):
        for value in params:
            yield from _list_parts("", value, level + 1)


class _Reader:
    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._told: list[str] = []
        self.found = 0

    def read(self, kind: str, params: dict[str, Any]) -> None:
        """Hand what one part asks to the intake, or say why it cannot be carried."""
        self.found += 1
        if kind == "SingleChoiceSet":
            self._read_set(params)
            return
        if kind in ("Flashcards", "Dialogcards"):
            self._read_cards(params)
            return
        self._told = []
        place = say("part {number}", number=self.found)
        draft = Draft(self._plain(params.get("question")), TrueFalse(True))
        try:
            draft.body = self._read_body(kind, params, draft)
        except CannotCarry as error:
            ask = draft.ask or self._plain(params.get("taskDescription"))
            self._intake.leave_out(describe(place, ask), str(error))
            return
        media = params.get("media")
        if isinstance(media, dict) and media.get("type"):
            draft.picture = self._find_picture(media["type"])
            if draft.picture is None:
                self._told.append(say("left out a picture, a sound or a video"))
        self._intake.add(draft, place, dict.fromkeys(self._told))

    def _read_body(self, kind: str, params: dict[str, Any], draft: Draft) -> Body:
        if kind in ("MultiChoice", "MultiMediaChoice"):
            return self._read_choice(params, draft)
        if kind == "TrueFalse":
            answer = str(params.get("correct", "")).lower()
            if answer not in ("true", "false"):
                raise CannotCarry(say("it names no right answer"))
            return TrueFalse(answer == "true")
        if kind in ("Blanks", "AdvancedBlanks"):
            return self._read_blank(params, draft)
        raise CannotCarry(say("there is no such kind here: {name}", name=kind))

    def _read_choice(self, params: dict[str, Any], draft: Draft) -> Body:
        listed = params.get("answers") or params.get("options")
        answers = [each for each in _list(listed) if isinstance(each, dict)]
        texts = name_options(
            [self._option(each) for each in answers], draft.pictured, self._told.append
        )
        right = [bool(each.get("correct")) for each in answers]
        if not all(texts) or len({" ".join(text.split()) for text in texts}) < len(texts):
            raise CannotCarry(say("one of its options is empty or a picture, or two read the same"))
        if True not in right:
            raise CannotCarry(say("it names no right answer"))
        behaviour = params.get("behaviour")
        kind = str(behaviour.get("type", "")) if isinstance(behaviour, dict) else ""
        several = sum(right) > 1 or kind == "multi"
        if sum(right) > 1 and kind == "single":
            raise CannotCarry(say("two of its options are right, and one is to be chosen"))
        said = [self._feedback(each) for each in answers]
        own = [text for text, is_right in zip(said, right, strict=True) if is_right]
        # What is said of one right option alone does not explain the others.
        draft.explain = feedback.choose("", own if len(own) == 1 else [], self._told.append)
        for text in own if len(own) > 1 else []:
            feedback.lose(text, self._told.append)
        wrong = [
            Wrong(text, feedback.keep_reason(why))
            for text, why, is_right in zip(texts, said, right, strict=True)
            if not is_right
        ]
        answer = tuple(text for text, is_right in zip(texts, right, strict=True) if is_right)
        if several:
            return Several(answer, tuple(wrong))
        statement = make_choice(answer[0], [Wrong(option.text) for option in wrong])
        return statement if isinstance(statement, TrueFalse) else Choice(answer[0], tuple(wrong))

    def _option(self, answer: dict[str, Any]) -> tuple[str, Found | None]:
        text = str(answer.get("text") or "")
        text, picture = take_picture(text, self._intake.find_file)
        plain = "" if "<img" in text or "<math" in text else self._plain(text)
        return plain, picture or self._find_picture(answer.get("media"))

    def _feedback(self, answer: dict[str, Any]) -> str:
        found = answer.get("tipsAndFeedback")
        return self._plain(found.get("chosenFeedback")) if isinstance(found, dict) else ""

    def _read_blank(self, params: dict[str, Any], draft: Draft) -> Body:
        lines = [str(each) for each in _list(params.get("questions"))]
        gaps = [gap for line in lines for gap in _GAP.findall(line)]
        if len(gaps) != 1:
            raise CannotCarry(
                say("it is a text with several gaps") if gaps else say("it has no gap")
            )
        answers, _, tip = gaps[0].partition(":")
        texts = [self._plain(each) for each in answers.split("/") if each.strip()]
        if not texts:
            raise CannotCarry(say("it names no right answer"))
        text = "\n".join(self._plain(_GAP.sub("_____", line)) for line in lines)
        draft.ask = "\n".join(filter(None, (self._plain(params.get("text")), text)))
        draft.hint = self._plain(tip)
        return Typed(texts[0], tuple(texts[1:]))

    def _read_set(self, params: dict[str, Any]) -> None:
        """Read a set of single choices, in which the first answer is the right one."""
        for number, each in enumerate(_list(params.get("choices")), 1):
            if not isinstance(each, dict):
                continue
            self._told = []
            ask = self._plain(each.get("question"))
            texts = [self._plain(answer) for answer in _list(each.get("answers"))]
            where = say("part {part}.{number}", part=self.found, number=number)
            if len(texts) < 2 or not all(texts) or len(set(texts)) < len(texts):
                why = say("one of its options is empty, or two read the same")
                self._intake.leave_out(describe(where, ask), why)
                continue
            body = make_choice(texts[0], map(Wrong, texts[1:]))
            self._intake.add(Draft(ask, body), where, self._told)

    def _read_cards(self, params: dict[str, Any]) -> None:
        cards = [*_list(params.get("cards")), *_list(params.get("dialogs"))]
        for number, card in enumerate(cards, 1):
            if not isinstance(card, dict):
                continue
            self._told = []
            ask, answer = self._plain(card.get("text")), self._plain(card.get("answer"))
            where = say("part {part}.{number}", part=self.found, number=number)
            if not ask or not answer:
                self._intake.leave_out(describe(where, ask), say("one of its sides is empty"))
                continue
            draft = Draft(ask, Typed(answer))
            if card.get("image"):
                shown = {"file": card["image"], "alt": card.get("imageAltText")}
                draft.picture = self._find_picture({"params": shown})
                if draft.picture is None:
                    self._told.append(say("left out a picture"))
            self._intake.add(draft, where, self._told)

    def _find_picture(self, media: object) -> Found | None:
        """Return the picture that a part shows beside its question."""
        params = media.get("params") if isinstance(media, dict) else None
        file = params.get("file") if isinstance(params, dict) else None
        path = file.get("path") if isinstance(file, dict) else None
        data = self._intake.find_file(path) if isinstance(path, str) else None
        if not isinstance(params, dict) or data is None or not is_sound(data):
            return None
        return Found(data, self._plain(params.get("alt")))

    def _plain(self, text: object) -> str:
        return reduce_html(text, self._told.append) if isinstance(text, str) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
