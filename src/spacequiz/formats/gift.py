"""GIFT, Moodle's questions as text: read exactly as Moodle reads it, and written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacequiz.formats import moodle
from spacequiz.formats.common import (
    CannotCarry,
    Draft,
    Export,
    Exported,
    MakesNoSense,
    flatten,
    join_difficulty,
    name_kind,
    split_difficulty,
    spread,
)
from spacequiz.formats.decode import decode_text
from spacequiz.formats.html_text import has_entity, has_html, reduce_html, reduce_loose
from spacequiz.formats.intake import Intake, describe
from spacequiz.formats.moodle import FULL, Option
from spacequiz.game.kinds.arranged import Matching, Order
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Typed
from spacequiz.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacequiz.formats.common import Heading, Imported
    from spacequiz.game.kinds.body import Body
    from spacequiz.game.question import Question


_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NO_TAG = frozenset("<>`")
_CLOSED = re.compile(r"(?<!\\)\]")
_MARKDOWN = re.compile(r"\*\w|\w\*|`|^#+ |\]\(|^[-*] |__\w", re.MULTILINE)
_CLOZE = re.compile(r"\d*:[A-Z_]+:")
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
            _Block(intake, say("line {number}", number=number), lines).read(category)
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
        place = describe(say("line {number}", number=number), rest[0])
        intake.lose(place, say("a blank line is missing before it; Moodle would not find it"))
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
            self._intake.leave_out(describe(self._place, unmark(draft.ask or self._text)), error)
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
            named = CannotCarry if draft.name else MakesNoSense
            raise named(say("it is a description that asks nothing"))
        if start < 0 or end < start:
            raise MakesNoSense(say("a brace is missing, or stands where it means nothing"))
        blank = "" if text.endswith("}") else "_____"
        ask = text[:start] + blank + text[end + 1 :]
        answers, mark, general = text[start + 1 : end].strip().rpartition("####")
        if not mark:
            answers, general = general, ""
        if _MORE_ANSWERS.search(text, end + 1):
            # Moodle would show them, the right one among them.
            raise CannotCarry(
                say("it has answers in two places; a blank line may be missing between questions")
            )
        if "{" in text[end:] or "}" in text[end + 1 :]:
            self._tell(say("has more braces in its text; a blank line may be missing before them"))
        draft.ask, self._format = self._format_text(ask, "moodle")
        return answers.strip(), self._prose(general)

    def _read_body(self, answers: str, draft: Draft) -> Body:
        """Tell the kind as Moodle does: the order of the tests is Moodle's own."""
        if not answers:
            raise CannotCarry(say("it is an essay"))
        if _CLOZE.match(answers):
            raise MakesNoSense(say("it is Cloze text, whose gaps hold options of their own"))
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
        if answers[0] != "=" and not _WEIGHT.match(answers):
            raise MakesNoSense(
                say("what stands in its braces begins with none of = ~ # TRUE FALSE")
            )
        return self._read_typed(answers, draft)

    def _read_choice(self, answers: str, draft: Draft) -> Body:
        single = "=" in answers
        options = []
        for part in split_marked(answers.replace("=", "~="), "~"):
            weight, rest = (FULL, part[1:]) if part[:1] == "=" else take_weight(part, 0.0)
            text, feedback = self._split_feedback(rest)
            options.append(Option(self._prose(text), weight, feedback))
        right = [option for option in options if option.weight >= (FULL if single else 0.001)]
        draft.explain = moodle.choose_explanation(draft.explain, right, (), self._told.append)
        build = moodle.build_choice if single else moodle.build_several
        return build(options, self._told.append)

    def _read_typed(self, answers: str, draft: Draft) -> Body:
        options = self._read_weighted(answers)
        self._explain(draft, options)
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
        self._explain(draft, options)
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
        sides = [Option(word, FULL, self._prose(text)) for text in (right, wrong)]
        draft.explain = moodle.choose_explanation(
            draft.explain, sides[:1], sides[1:], self._told.append
        )
        return TrueFalse(word.strip() in ("T", "TRUE"))

    def _read_match(self, answers: str) -> Body:
        pairs, extra = [], []
        for part in split_marked(answers, "="):
            left, arrow, right = part.partition("->")
            if not arrow:
                raise MakesNoSense(say("one of its pairs has no ->"))
            sides = self._prose(left), unmark(right)
            if sides[0]:
                pairs.append(sides)
            else:
                extra.append(sides[1])
        return Matching(tuple(pairs), tuple(extra))

    def _read_order(self, answers: str) -> Body:
        return Order(tuple(reduce_loose(unmark(line), self._tell) for line in answers.split("\n")))

    def _explain(self, draft: Draft, options: list[Option]) -> None:
        draft.explain = moodle.explain_by_answers(draft.explain, options, self._told.append)

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
            self._tell(say("shows the signs of Markdown as they are written"))
        return plain, form

    def _tell(self, what: str) -> None:
        self._told.append(what)


MAX_PARTS = 500
"""A question with more answers is a file that is no GIFT."""

_FORMATS = ("moodle", "html", "plain", "markdown")

# Escaped characters mean nothing while a question is taken apart: controls stand for them.
_MARKS = dict(zip(":#={}~n", "\x01\x02\x03\x04\x05\x06\x07", strict=True))
_ESCAPED = re.compile(r"\\([\\:#={}~n])")
_UNMARK = str.maketrans({mark: "\n" if c == "n" else c for c, mark in _MARKS.items()})
_NO_MARKS = str.maketrans("", "", "".join(_MARKS.values()))

_WEIGHT = re.compile(r"%(-*[0-9]{1,2}\.?[0-9]*)%")


def split_blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield what stands between blank lines, with the number of its first line."""
    block: list[str] = []
    start = 1
    for number, line in enumerate([*text.translate(_NO_MARKS).split("\n"), ""], 1):
        line = line.strip(" \t\n\r\0\x0b")
        if line:
            if not block:
                start = number
            block.append(line)
        elif block:
            yield start, block
            block = []


def mark_escaped(text: str) -> str:
    """Return a text in which controls stand for what a backslash escapes."""
    return _ESCAPED.sub(lambda found: _MARKS.get(found[1], found[1]), text)


def split_format(text: str) -> tuple[str, str]:
    """Return a text without its format marker, and the format that it names."""
    if text.startswith("["):
        form, bracket, rest = text[1:].partition("]")
        if bracket and form in _FORMATS:
            return rest, form
    return text, ""


def split_marked(answers: str, mark: str) -> list[str]:
    """Return the parts that a mark begins; what stands before the first one counts, too."""
    if answers.count(mark) > MAX_PARTS:
        raise CannotCarry(say("it has more than {limit} answers", limit=MAX_PARTS))
    parts = [part.strip() for part in answers.split(mark)]
    return parts if parts[0] else parts[1:]


def take_weight(part: str, default: float) -> tuple[float, str]:
    """Return the weight that an answer begins with, and the rest."""
    found = _WEIGHT.match(part)
    if not found:
        return default, part
    # Moodle takes several minus signs, too, and PHP makes nothing of them.
    number = found[1]
    return (0.0 if number.startswith("--") else float(number)), part[found.end() :]


def unmark(text: str) -> str:
    """Return a text in which escaped characters are themselves again."""
    return text.translate(_UNMARK).strip()


KEPT = frozenset(
    ("explain", "why", "accept", "reject", "tolerance", "extra", "category", "difficulty", "tags")
)

_MORE_ANSWERS = re.compile(r"(?<!\\)\{\s*(?:[=~]|#\d|T\}|F\}|TRUE|FALSE)")
_RESERVED = re.compile(r"[\\#=~{}:]")
_NOT_IN_TAGS = re.compile(r"[<>`]|\\$")
_ORDERING = "ALL VERTICAL RELATIVE_NEXT_EXCLUDE_LAST SHOW none"


def write(questions: Iterable[Question], head: Heading) -> Exported:
    """Return a GIFT file with the questions, and what it cannot hold."""
    lines = [f"// {flatten(head.title)}", ""]
    export = Export()
    category = ""
    for question, (block, lost) in export.write_each(questions, _write_question):
        if question.category != category:
            category = question.category
            path = moodle.write_category(category).replace("\\", "\\\\")
            lines += [f"$CATEGORY: {path}", ""]
        lines += [*block, ""]
        export.lose(question, KEPT, lost)
    return export.finish("\n".join(lines).encode())


def _write_question(question: Question) -> tuple[list[str], list[str]]:
    lost: list[str] = []
    answers = list(_write_body(question, lost))
    if question.explain:
        answers.append(f"####{_prose(question.explain)}")
    comment = f"// [id:{question.id}]"
    for tag in join_difficulty(question):
        if _NOT_IN_TAGS.search(tag):
            lost.append(say('lost the tag "{tag}", whose signs Moodle refuses', tag=tag))
        else:
            comment += f" [tag:{tag.replace(']', chr(92) + ']')}]"
    ask = f"::{question.id}::[plain]{_escape(question.ask)} {{"
    if isinstance(question.body, Number | Order):
        ask += answers.pop(0)
    # Moodle trims each line, so the tab is only there for people.
    return [comment, ask, *(f"\t{line}" for line in answers), "}"], lost


def _write_body(question: Question, lost: list[str]) -> Iterator[str]:
    body = question.body
    match body:
        case Choice():
            reasons = {option.text: option.why for option in body.wrong}
            for text in spread(question, body.answer, list(reasons), body.keep_last):
                if text == body.answer:
                    yield f"={_prose(text)}"
                else:
                    yield _write_wrong(text, reasons[text], "")
        case Several():
            yield from _write_several(body)
        case TrueFalse():
            yield "TRUE" if body.answer else "FALSE"
        case Typed():
            yield from _write_typed(body, lost)
        case Number():
            yield f"#{body.answer:f}:{body.tolerance:f}"
        case Order():
            yield f">{len(body.items)} {_ORDERING}"
            yield from map(_check_item, body.items)
        case Matching():
            for left, right in body.pairs:
                if "->" in left:
                    raise CannotCarry(
                        say('Moodle would take the -> in "{left}" for a pair', left=left)
                    )
                yield f"={_prose(left)} -> {_escape(right)}"
            for text in body.extra:
                yield f"= -> {_escape(text)}"
        case _:
            raise CannotCarry(say("GIFT cannot hold {kind}", kind=name_kind(question.kind)))


def _write_several(body: Several) -> Iterator[str]:
    if len(body.answers) + len(body.wrong) < 2:
        raise CannotCarry(say("it has a single option"))
    share = moodle.write_share(len(body.answers))
    for text in body.answers:
        yield f"~%{share}%{_prose(text)}"
    for option in body.wrong:
        yield _write_wrong(option.text, option.why, f"%-{share}%")


def _write_wrong(text: str, why: str, weight: str) -> str:
    if text.startswith("%"):
        weight = weight or "%0%"
    return f"~{weight}{_prose(text)}" + (f"#{_prose(why)}" if why else "")


def _write_typed(body: Typed, lost: list[str]) -> Iterator[str]:
    if "->" in body.answer:
        raise CannotCarry(say("Moodle would take the -> in its answer for a pair"))
    texts = [("100", text) for text in (body.answer, *body.accept)]
    texts += [("0", text) for text in body.reject]
    for weight, text in texts:
        if "->" in text:
            lost.append(
                say(
                    'lost the answer "{answer}", whose -> Moodle would take for a pair', answer=text
                )
            )
        else:
            yield f"=%{weight}%{_prose(moodle.escape_wildcards(text))}"


def _check_item(text: str) -> str:
    """Return an item to be put in order: Moodle escapes nothing there.

    Raises:
        CannotCarry: Moodle would read something else.
    """
    meant = re.search(r"[{}]|####|\\[\\:#=~n]", text) or text.startswith("//") or text == "0"
    if meant or has_html(text) or has_entity(text):
        raise CannotCarry(say('GIFT cannot hold "{text}" as an item to be put in order', text=text))
    return text


def _prose(text: str) -> str:
    """Return an escaped text in the format of its question."""
    # A text that begins with a bracket could name another format.
    return ("[plain]" if text.startswith("[") else "") + _escape(text)


def _escape(text: str) -> str:
    return _RESERVED.sub(lambda found: "\\" + found[0], text).replace("\n", "\\n")
