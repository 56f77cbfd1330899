"""GIFT, read exactly as Moodle reads it: Moodle's questions as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacequiz.formats import moodle
from spacequiz.formats.common import CannotCarry, Draft, flatten, split_difficulty
from spacequiz.formats.decode import decode_text
from spacequiz.formats.gift_text import (
    mark_escaped,
    split_blocks,
    split_format,
    split_marked,
    take_weight,
    unmark,
)
from spacequiz.formats.html_text import reduce_html, reduce_loose
from spacequiz.formats.intake import Intake, describe
from spacequiz.formats.moodle import FULL, HALF, Option
from spacequiz.game.question import Match, Order, TrueFalse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacequiz.formats.common import Imported
    from spacequiz.game.question import Body

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NO_TAG = frozenset("<>`")
_CLOSED = re.compile(r"(?<!\\)\]")
_MARKDOWN = re.compile(r"\*\w|\w\*|`|^#+ |\]\(|^[-*] |__\w", re.MULTILINE)
_ORDER = re.compile(
    r">\s*\d+\s*(?:ALL|EXACT|RANDOM|REL|CONTIGUOUS|CONTIG)?\s*(?:HORIZONTAL|HORI|H|1|VERTICAL|VERT|V|0)?"
    r"\s*(?:ALL_OR_NOTHING|ABSOLUTE_POSITION|ABSOLUTE|ABS|RELATIVE_[A-Z_]+|RELATIVE|REL|"
    r"LONGEST_[A-Z_]+)?\s*(?:SHOW|TRUE|YES|1|HIDE|FALSE|NO|0)?\s*(?:none|123|abc|ABCD|iii|IIII)?\s*",
)


def read(data: bytes) -> Imported:
    """Return the questions of a GIFT file."""
    text, note = decode_text(data)
    intake = Intake()
    intake.note(note)
    category = ""
    for number, lines in split_blocks(text):
        if (path := _find_category(lines)) is not None:
            category = moodle.read_category(path)
            lines = _take_rest(intake, number, lines)
        if lines:
            _Block(intake, f"line {number}", lines).read(category)
    return intake.finish()


def _find_category(lines: list[str]) -> str | None:
    for line in lines:
        if not line.startswith("//"):
            prefix, mark, path = line.partition("$CATEGORY:")
            return path.strip().replace("\\\\", "\\") if mark and not prefix else None
    return None


def _take_rest(intake: Intake, number: int, lines: list[str]) -> list[str]:
    """Return what follows a category without the blank line that belongs there."""
    at = next(i for i, line in enumerate(lines) if line.startswith("$CATEGORY:"))
    rest = [line for line in lines[at + 1 :] if not line.startswith("//")]
    if rest:
        place = describe(f"line {number}", rest[0])
        intake.lose(place, "a blank line is missing before it; Moodle would not find it")
    return rest


def _list_marked(comments: str, name: str) -> Iterator[str]:
    """Yield what stands in comments as [name:text]; a bracket in the text is escaped."""
    for line in _CONTROL.split(comments):
        for part in _CLOSED.split(line)[:-1]:
            text = part.partition(f"[{name}:")[2]
            if text:
                yield text.strip().replace("\\]", "]")


class _Block:
    """Read one question: its comments, its text, and the answers in braces."""

    def __init__(self, intake: Intake, place: str, lines: list[str]) -> None:
        self._intake = intake
        self._place = place
        self._told: list[str] = []
        self._comments = "\n".join(line for line in lines if line.startswith("//"))
        bare = "\n".join(" " if line.startswith("//") else line for line in lines).strip()
        self._text = mark_escaped(bare)
        self._format = "moodle"

    def read(self, category: str) -> None:
        """Hand the question to the intake, or say why it cannot be carried."""
        if not self._text:
            return
        draft = Draft("", TrueFalse(True), category=category)
        draft.name = self._take_name()
        self._read_comments(draft)
        try:
            answers, general = self._take_answers(draft)
            draft.explain = general
            draft.body = self._read_body(answers, draft)
        except CannotCarry as error:
            self._intake.leave_out(
                describe(self._place, unmark(draft.ask or self._text)), str(error)
            )
        else:
            self._intake.add(draft, self._place, self._told)

    def _take_name(self) -> str:
        if self._text.startswith("::"):
            name, mark, rest = self._text[2:].partition("::")
            if mark:
                self._text = rest.strip()
                return flatten(unmark(name))
            self._text = self._text[2:]
        return ""

    def _read_comments(self, draft: Draft) -> None:
        draft.name = next(_list_marked(self._comments, "id"), draft.name)
        tags = [tag for tag in _list_marked(self._comments, "tag") if _NO_TAG.isdisjoint(tag)]
        draft.tags, draft.difficulty = split_difficulty(tags)

    def _take_answers(self, draft: Draft) -> tuple[str, str]:
        """Set the question's text, and return the answers and the general feedback."""
        text = self._text
        start, end = text.find("{"), text.find("}")
        if start < 0 and end < 0:
            raise CannotCarry("it is a description that asks nothing")
        if start < 0 or end < start:
            raise CannotCarry("a brace is missing, or stands where it means nothing")
        blank = "" if text.endswith("}") else "_____"
        ask = text[:start] + blank + text[end + 1 :]
        answers, mark, general = text[start + 1 : end].strip().rpartition("####")
        if not mark:
            answers, general = general, ""
        if "{" in text[end:] or "}" in text[end + 1 :]:
            self._tell("has more braces in its text; a blank line may be missing before them")
        draft.ask, self._format = self._format_text(ask, "moodle")
        return answers.strip(), self._prose(general)

    def _read_body(self, answers: str, draft: Draft) -> Body:
        """Tell the kind as Moodle does: the order of the tests is Moodle's own."""
        if not answers:
            raise CannotCarry("it is an essay")
        if found := _ORDER.match(answers):
            return self._read_order(answers[found.end() :])
        if answers[0] == "#":
            return self._read_number(answers[1:], draft)
        if "~" in answers:
            return self._read_choice(answers, draft)
        if "=" in answers and "->" in answers:
            return self._read_match(answers)
        if answers.partition("#")[0].strip() in ("T", "TRUE", "F", "FALSE"):
            return self._read_truth(answers, draft)
        return self._read_typed(answers, draft)

    def _read_choice(self, answers: str, draft: Draft) -> Body:
        single = "=" in answers
        options = []
        for part in split_marked(answers.replace("=", "~="), "~"):
            weight, rest = (FULL, part[1:]) if part[:1] == "=" else take_weight(part, 0.0)
            text, feedback = self._split_feedback(rest)
            options.append(Option(self._prose(text), weight, feedback))
        right = moodle.list_feedback(options, FULL if single else 0.001)
        draft.explain = moodle.choose_explanation(draft.explain, right, (), self._told.append)
        build = moodle.build_choice if single else moodle.build_several
        return build(options, self._told.append)

    def _read_typed(self, answers: str, draft: Draft) -> Body:
        options = self._read_weighted(answers)
        self._explain(draft, options, HALF)
        return moodle.build_typed(options, self._told.append)

    def _read_number(self, answers: str, draft: Draft) -> Body:
        answers, tilde, wrong = answers.partition("~")
        options = []
        for option in self._read_weighted(answers):
            number, colon, tolerance = option.text.partition(":")
            if ".." not in option.text and colon and number:
                option = option._replace(text=number, tolerance=tolerance.strip())
            options.append(option)
        if tilde:
            options.append(Option("*", 0.0, self._split_feedback(wrong)[1]))
        self._explain(draft, options, FULL)
        return moodle.build_number(options, "", self._told.append)

    def _read_weighted(self, answers: str) -> list[Option]:
        options = []
        for part in split_marked(answers, "="):
            weight, rest = take_weight(part, FULL)
            text, feedback = self._split_feedback(rest)
            options.append(Option(unmark(split_format(text)[0]), weight, feedback))
        return options

    def _read_truth(self, answers: str, draft: Draft) -> Body:
        word, wrong, right = (*answers.split("#", 2), "", "")[:3]
        feedback = [self._prose(right)], [self._prose(wrong)]
        draft.explain = moodle.choose_explanation(draft.explain, *feedback, self._told.append)
        return TrueFalse(word.strip() in ("T", "TRUE"))

    def _read_match(self, answers: str) -> Body:
        pairs, extra = [], []
        for part in split_marked(answers, "="):
            left, arrow, right = part.partition("->")
            if not arrow:
                raise CannotCarry("one of its pairs has no ->")
            sides = self._prose(left), unmark(right)
            if sides[0]:
                pairs.append(sides)
            else:
                extra.append(sides[1])
        return Match(tuple(pairs), tuple(extra))

    def _read_order(self, answers: str) -> Body:
        return Order(tuple(reduce_loose(unmark(line), self._tell) for line in answers.split("\n")))

    def _explain(self, draft: Draft, options: list[Option], least: float) -> None:
        draft.explain = moodle.explain_by_answers(draft.explain, options, least, self._told.append)

    def _split_feedback(self, answer: str) -> tuple[str, str]:
        text, _, feedback = answer.partition("#")
        return text.strip(), self._prose(feedback)

    def _prose(self, text: str) -> str:
        return self._format_text(text.strip(), self._format)[0]

    def _format_text(self, text: str, default: str) -> tuple[str, str]:
        """Return a text as plain text, and the format that it was written in."""
        text, form = split_format(text.strip())
        form = form or default
        plain = unmark(text)
        if form == "html":
            plain = reduce_html(plain, self._tell)
        elif form == "moodle":
            plain = reduce_loose(plain, self._tell)
        elif form == "markdown" and _MARKDOWN.search(plain):
            self._tell("shows the signs of Markdown as they are written")
        return plain, form

    def _tell(self, what: str) -> None:
        self._told.append(what)
