"""The intake: drafts of any format become questions that fit a pack, and nothing gets lost unsaid."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from spacequiz.formats.common import (
    CannotCarry,
    Draft,
    Imported,
    Loss,
    MakesNoSense,
    flatten,
    leave_out,
)
from spacequiz.formats.parts import Part, tell_cut, tell_kept, tell_long, tell_twice
from spacequiz.formats.pictures import Album
from spacequiz.game.kinds.arranged import Matching, Order
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse, Wrong
from spacequiz.game.kinds.fields import LINE, NAME, NOTE, PROSE, TAGS, find_count
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Typed
from spacequiz.game.question import Question
from spacequiz.language import say, say_count, say_number
from spacequiz.text import clean_text, name_character

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from spacequiz.formats.pictures import Found
    from spacequiz.game.kinds.body import Body
    from spacequiz.game.question import Picture


MAX_QUESTIONS = 50_000
"""As many as a pack may hold: `packs/schema` has the same."""
MAX_LOSSES = 20_000
"""A file made to break readers must not fill the memory with complaints."""

_ID_FROM_TEXT = 48
_RUN = re.compile(r"[^a-z0-9]+")


class Intake:
    """Collect the drafts of one file and what could not be carried of each."""

    def __init__(self) -> None:
        self._questions: list[Question] = []
        self._losses: list[Loss] = []
        self._left_out = 0
        self._strange = 0
        self._hows: list[str] = []
        self._ids = Ids()
        self._album = Album()
        self.language = ""
        self.find_file: Callable[[str], bytes | None] = lambda _: None
        """Finds what the file brings along, by its address in a text."""

    def note(self, what: str) -> None:
        """Say something about the whole file."""
        if what:
            self._add(Loss("", what))

    def lose(self, place: str, what: str) -> None:
        """Say what a question lost."""
        self._add(Loss(place, what))

    def leave_out(self, place: str, why: str | CannotCarry) -> None:
        """Say why a whole question could not be carried, or makes no sense as this format."""
        self._left_out += 1
        self._strange += isinstance(why, MakesNoSense)
        self._add(leave_out(place, why))

    def add(self, draft: Draft, place: str, losses: Iterable[str] = ()) -> None:
        """Take a draft in, cleaned and cut to the limits of a pack, or say why not."""
        told: list[str] = list(losses)
        if len(self._questions) >= MAX_QUESTIONS:
            self._left_out += 1
            if self._left_out == 1 or self._losses[-1].question:
                self.note(
                    say(
                        "A pack holds at most {limit} questions; the rest is left out",
                        limit=say_number(MAX_QUESTIONS),
                    )
                )
            return
        try:
            question = self._make(draft, Fitter(told.append))
        except CannotCarry as error:
            self.leave_out(describe(place, draft.ask), error)
            return
        self._questions.append(question)
        self._hows.append(draft.how or "")
        for what in dict.fromkeys(told):
            self.lose(describe(place, draft.ask), what)

    def finish(self, title: str = "", license_name: str = "") -> Imported:
        """Return all that was collected."""
        title = shorten(Fitter(lambda _: None).line(title), 200)
        return Imported(
            tuple(self._questions),
            tuple(self._losses),
            self._left_out,
            self._strange,
            title,
            license_name,
            self.language,
            tuple(self._hows),
            self._album.files,
        )

    def _add(self, loss: Loss) -> None:
        if len(self._losses) < MAX_LOSSES:
            self._losses.append(loss)

    def _make(self, draft: Draft, fitter: Fitter) -> Question:
        ask = fitter.fit_ask(draft.ask)
        body = fitter.fit_body(draft.body)
        name = self._ids.make(draft.name, ask)
        picture = fitter.fit_picture(draft.picture, name, self._album)
        if draft.picture and draft.picture.alt and picture is None:
            ask = fitter.fit_ask(f"{ask}\n[{draft.picture.alt}]")
        pictured = fitter.fit_pictured(draft.pictured, body, name, self._album)
        return Question(
            pack="",
            id=name,
            ask=ask,
            body=body,
            explain=fitter.cut(draft.explain, PROSE.most, Part.EXPLANATION),
            category=fitter.fit_category(draft.category),
            difficulty=draft.difficulty,
            hint=fitter.cut(draft.hint, NOTE.most, Part.HINT),
            tags=fitter.fit_tags(draft.tags),
            picture=picture,
            pictured=pictured,
        )


class Ids:
    """Make ids that are kebab-case, unique in a file, and the same whenever it is read."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def make(self, name: str, text: str) -> str:
        """Return the id of a question, made of its name or else of its text."""
        base = make_kebab(name, NAME.most) or make_kebab(text, _ID_FROM_TEXT)
        if not base:
            # A text without Latin letters still has to give the same id each time.
            base = "q-" + hashlib.sha256((name or text).encode("utf-8", "replace")).hexdigest()[:8]
        unique = base
        while unique in self._taken:
            number = self._next.get(base, 2)
            self._next[base] = number + 1
            tail = f"-{number}"
            unique = base[: NAME.most - len(tail)].rstrip("-") + tail
        self._taken.add(unique)
        return unique


def make_kebab(text: str, limit: int) -> str:
    """Return a text in small Latin letters, digits and single dashes, whole words only."""
    plain = unicodedata.normalize("NFKD", text[:1000].replace("ß", "ss"))
    # An apostrophe joins (don't), accents fall off (é), all else parts words.
    plain = re.sub("['’\u0300-\u036f]", "", plain).lower()
    whole = _RUN.sub("-", plain).strip("-")
    if len(whole) <= limit:
        return whole
    head = whole[: limit + 1].rpartition("-")[0]
    return head or whole[:limit]


def describe(place: str, text: str) -> str:
    """Return where a question stands and how it begins."""
    start = shorten(flatten(text[:200]))
    return f'{place} "{start}"' if start else place


Tell = "Callable[[str], None]"

_DIGITS = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?", re.ASCII)
_EMPTY_LINES = re.compile(r"\A(?:[ \xa0]*\n)+")


class Fitter:
    """Fit the texts and the body of one question, and tell what could not stay."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell

    def clean(self, text: str) -> str:
        """Return a text without what may not be shown."""
        cleaned, faults = clean_text(text)
        for fault in faults:
            self._tell(
                say("left out the character {character}", character=name_character(fault.character))
            )
        if "\n" in cleaned.strip():
            # A first line may be indented on purpose, as in a poem or a program.
            return _EMPTY_LINES.sub("", cleaned).rstrip()
        return cleaned.strip()

    def line(self, text: str) -> str:
        """Return a text on one line without what may not be shown."""
        return re.sub("[ \n]+", " ", self.clean(text)).strip()

    def cut(self, text: str, limit: int, part: Part) -> str:
        """Return a cleaned text that is cut if it is too long."""
        text = self.clean(text)
        if len(text) <= limit:
            return text
        self._tell(tell_cut(part, limit))
        return text[: limit - 1].rstrip() + "…"

    def fit_ask(self, text: str) -> str:
        """Return the question's text, which is not cut: half a question is none."""
        text = self.clean(text)
        if not text:
            raise CannotCarry(say("it asks nothing"))
        if len(text) > PROSE.most:
            raise CannotCarry(
                say("its text is longer than {limit} characters", limit=say_number(PROSE.most))
            )
        return text

    def fit_category(self, text: str) -> str:
        """Return the category, General if there is none."""
        return self._shorten(self.line(text), Part.CATEGORY) or "General"

    def fit_tags(self, tags: Iterable[str]) -> tuple[str, ...]:
        """Return the tags that a pack can hold."""
        found: dict[str, None] = {}
        for tag in map(self.line, tags):
            name = tag.removeprefix("twin:")
            if len(tag) > NAME.most or (name != tag and (not name or " " in name)):
                self._tell(say("left out a tag that is too long or has no name"))
            elif tag:
                found[tag] = None
        if len(found) > TAGS.most:
            self._tell(tell_kept(Part.TAG, TAGS.most, len(found)))
        return tuple(found)[: TAGS.most]

    def fit_picture(self, found: Found | None, name: str, album: Album) -> Picture | None:
        """Return the picture, kept in an album under a name, or nothing."""
        if found is None:
            return None
        return album.take(found._replace(alt=self.line(found.alt)), name, self._tell)

    def fit_pictured(
        self, found: Mapping[str, Found], body: Body, name: str, album: Album
    ) -> tuple[tuple[str, Picture], ...]:
        """Return the options that have pictures with these, kept in an album under a name.

        Raises:
            CannotCarry: One of them finds no room.
        """
        picked = isinstance(body, Choice | Several)
        texts = {text for text, _ in body.list_options()} if picked else set()
        fit = []
        for number, (text, picture) in enumerate(found.items(), 1):
            option = self.line(text)
            if option not in texts:
                self._tell(say("left out a picture"))
                continue
            kept = album.take(
                picture._replace(alt=self.line(picture.alt)), f"{name}-{number}", self._tell
            )
            if kept is None:
                raise CannotCarry(say("the pictures of its options cannot be kept"))
            fit.append((option, kept))
        return tuple(fit)

    def fit_body(self, body: Body) -> Body:
        """Return the body within the limits of its kind.

        Raises:
            CannotCarry: Too little of it is left.
        """
        fit: Callable[[Body], Body] = {
            Choice: self._fit_choice,
            Several: self._fit_several,
            TrueFalse: lambda same: same,
            Typed: self._fit_typed,
            Number: self._fit_number,
            Order: self._fit_order,
            Matching: self._fit_match,
        }[type(body)]  # type: ignore[assignment]
        return fit(body)

    def _shorten(self, text: str, part: Part) -> str:
        if len(text) <= NAME.most:
            return text
        self._tell(tell_cut(part, NAME.most))
        return text[: NAME.most - 1].rstrip() + "…"

    def _right(self, text: str) -> str:
        text = self.line(text)
        if not text:
            raise CannotCarry(say("it names no right answer"))
        if len(text) > LINE.most:
            raise CannotCarry(say("its answer is longer than {limit} characters", limit=LINE.most))
        return text

    def _unique(self, texts: Iterable[str], taken: Iterable[str], part: Part) -> list[str]:
        """Return the texts that are neither empty, too long nor there already."""
        seen = set(taken)
        kept = []
        for text in map(self.line, texts):
            if len(text) > LINE.most:
                self._tell(tell_long(part, LINE.most))
            elif text and text in seen:
                self._tell(tell_twice(part, shorten(text)))
            elif text:
                seen.add(text)
                kept.append(text)
        return kept

    def _some(self, texts: Sequence[str], limit: int, part: Part) -> tuple[str, ...]:
        if len(texts) > limit:
            self._tell(tell_kept(part, limit, len(texts)))
        return tuple(texts[:limit])

    def _wrong(self, wrong: Iterable[Wrong], taken: Iterable[str], limit: int) -> tuple[Wrong, ...]:
        reasons: dict[str, str] = {}
        for option in wrong:
            reasons.setdefault(self.line(option.text), option.why)
        texts = self._unique((option.text for option in wrong), taken, Part.WRONG)
        kept = self._some(texts, limit, Part.WRONG)
        return tuple(Wrong(text, self.cut(reasons[text], NOTE.most, Part.WHY)) for text in kept)

    def _fit_choice(self, body: Choice) -> Body:
        answer = self._right(body.answer)
        wrong = self._wrong(body.wrong, (answer,), find_count(Choice, "wrong").most)
        if not wrong:
            raise CannotCarry(say("it has no wrong option"))
        last = self.line(body.keep_last or "")
        if last and last not in (answer, *(option.text for option in wrong)):
            self._tell(say("left out which option stays last: there is no such option"))
            last = ""
        return Choice(answer, wrong, last or None)

    def _fit_several(self, body: Several) -> Body:
        answers = self._unique(map(self._right, body.answers), (), Part.RIGHT)
        if not answers:
            raise CannotCarry(say("it names no right answer"))
        kept = self._some(answers, find_count(Several, "answers").most, Part.RIGHT)
        return Several(kept, self._wrong(body.wrong, answers, find_count(Several, "wrong").most))

    def _fit_typed(self, body: Typed) -> Body:
        answer = self._right(body.answer)
        accept = self._unique(body.accept, (answer,), Part.ACCEPTED)
        key = self._unique(body.key, (), Part.KEY)
        right = {answer, *accept, *key}
        reject = self._unique(body.reject, (), Part.REJECTED)
        wrong = [text for text in reject if text not in right]
        if len(wrong) < len(reject):
            self._tell(say("left out a rejected answer that is right as well"))
        backs = {self.line(text): back for text, back in body.prompt}
        asked = self._unique(backs, right.union(wrong), Part.PROMPT)
        return Typed(
            answer,
            self._some(accept, find_count(Typed, "accept").most, Part.ACCEPTED),
            self._some(wrong, find_count(Typed, "reject").most, Part.REJECTED),
            key=self._some(key, find_count(Typed, "key").most, Part.KEY),
            prompt=tuple(
                (text, self.cut(self.line(backs[text]), NOTE.most, Part.BACK))
                for text in self._some(asked, find_count(Typed, "prompt").most, Part.PROMPT)
            ),
            match=body.match,
        )

    def _fit_number(self, body: Number) -> Body:
        answer, tolerance = (self._digits(number) for number in (body.answer, body.tolerance))
        if tolerance < 0:
            raise CannotCarry(say("its tolerance is negative"))
        units = self._unique(
            (self._shorten(self.line(unit), Part.UNIT) for unit in body.units),
            (),
            Part.SPELLING,
        )
        return Number(answer, tolerance, tuple(units))

    def _digits(self, number: Decimal) -> Decimal:
        if not number.is_finite() or abs(number.adjusted()) > 29:
            raise CannotCarry(say("its number is too large or too fine"))
        text = f"{number:f}"
        if not _DIGITS.fullmatch(text):
            raise CannotCarry(say("its number has more than 30 digits"))
        return Decimal(text)

    def _fit_order(self, body: Order) -> Body:
        items = self._unique(body.items, (), Part.ITEM)
        least, most = find_count(Order, "items")
        if not least <= len(items) <= most:
            raise CannotCarry(
                say_count(
                    len(items),
                    "it puts {count} item in order; a pack holds {least} to {most}",
                    "it puts {count} items in order; a pack holds {least} to {most}",
                    least=least,
                    most=most,
                )
            )
        return Order(tuple(items))

    def _fit_match(self, body: Matching) -> Body:
        pairs: dict[str, str] = {}
        for left, right in ((self.line(a), self.line(b)) for a, b in body.pairs):
            if left and right and max(len(left), len(right)) <= LINE.most:
                if pairs.setdefault(left, right) != right:
                    raise CannotCarry(say('it gives "{side}" two partners', side=shorten(left)))
            else:
                self._tell(say("left out a pair with an empty or too long side"))
        least, most = find_count(Matching, "pairs")
        if len(pairs) < least:
            raise CannotCarry(
                say_count(
                    len(pairs),
                    "it has {count} pair to match; a pack needs {least}",
                    "it has {count} pairs to match; a pack needs {least}",
                    least=least,
                )
            )
        if len({*pairs.values(), *body.extra}) < 2:
            raise CannotCarry(say("all of its pairs have the same right side"))
        if len(pairs) > most:
            self._tell(tell_kept(Part.PAIR, most, len(pairs)))
        extra = self._unique(body.extra, pairs.values(), Part.EXTRA)
        return Matching(
            tuple(pairs.items())[:most],
            self._some(extra, find_count(Matching, "extra").most, Part.EXTRA),
        )


def shorten(text: str, limit: int = 40) -> str:
    """Return the beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def read_decimal(text: str) -> Decimal:
    """Return the number that a text is, with a decimal point or an exponent.

    Raises:
        CannotCarry: It is none.
    """
    text = text.strip().replace("\u2212", "-")
    if len(text) <= 60 and re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", text, re.A):
        try:
            return Decimal(text)
        except InvalidOperation:
            pass
    raise CannotCarry(say('"{text}" is no number', text=shorten(text)))
