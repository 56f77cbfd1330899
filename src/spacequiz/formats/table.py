"""Tables of any program: which columns are options, how the key names the right ones, and pairs."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import islice, pairwise, starmap
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.errors import PackError
from spacequiz.formats.common import (
    CannotCarry,
    Draft,
    MakesNoSense,
    make_choice,
    name_kind,
    name_line,
)
from spacequiz.formats.csv_table import NO_VALUE, read_cell, split_cell, split_pairs
from spacequiz.formats.header import Header, name_column, read_header
from spacequiz.formats.intake import Intake, describe, read_decimal, shorten
from spacequiz.formats.keys import (
    How,
    Key,
    find_letters,
    find_numbers,
    find_texts,
    list_options,
    strip_labels,
)
from spacequiz.formats.language import name_header_language
from spacequiz.formats.sides import Sides, name_side
from spacequiz.game.kinds import Difficulty, Kind
from spacequiz.game.kinds.arranged import Matching, Order
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse, Wrong
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Strictness, Typed
from spacequiz.language import say
from spacequiz.text import is_parted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacequiz.formats.common import Locate
    from spacequiz.game.kinds.body import Body


HEADER_ROWS = 30
"""How many rows are searched for the header: Kahoot's stands in row 8."""

_TRUE = frozenset(("1", "x", "✓", "✔"))
_FALSE = frozenset(("0", "-", "✗", ""))
_KINDS: dict[str, Kind | None] = {
    **{kind.value: kind for kind in Kind},
    **dict.fromkeys(
        (
            *("multiple-choice", "multiplechoice", "mc", "mcq", "radio", "quiz"),
            *("single-choice", "single-select", "single-answer", "single-correct", "single"),
        ),
        Kind.CHOICE,
    ),
    # Of these, it is the number of right ones that tells.
    **dict.fromkeys(("multiple", "multi", "multi-choice", "multichoice")),
    **dict.fromkeys(
        (
            "checkbox",
            "checkboxes",
            "multiple-select",
            "multi-select",
            "multiple-response",
            "ms",
            "multiple-answer",
            "multiple-answers",
            "multiple-correct",
            "ma",
            "mr",
        ),
        Kind.SEVERAL,
    ),
    **dict.fromkeys(
        (
            *("t-f", "tf", "t/f", "true-or-false", "true/false", "boolean", "r/f", "v/f", "w/f"),
            *("richtig/falsch", "wahr/falsch", "richtig-oder-falsch", "wahr-oder-falsch"),
            *("vrai/faux", "vrai-ou-faux", "verdadero/falso", "verdadero-o-falso", "vero/falso"),
            *("verdadeiro/falso", "verdadeiro-ou-falso", "vero-o-falso"),
        ),
        Kind.TRUE_FALSE,
    ),
    **dict.fromkeys(
        ("fill-in-the-blank", "fill-in-the-blanks", "fib", "short-answer", "type-answer", "text"),
        Kind.TYPED,
    ),
    **dict.fromkeys(("numeric", "numerical"), Kind.NUMBER),
    **dict.fromkeys(("ordering", "sequence"), Kind.ORDER),
    **dict.fromkeys(("matching", "pairs"), Kind.MATCH),
}
_BY_LIST = (Kind.ORDER, Kind.MATCH, Kind.NUMBER)
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)")
_INNER = re.compile(r"(?:^|[\s(])[aA1][).:]\s?\S.*?[\s(][bB2][).:]\s?\S", re.DOTALL)

Rows = "Iterator[tuple[int, list[str]]]"


def read_rows(
    intake: Intake, rows: Iterator[tuple[int, list[str]]], locate: Locate, *, swap: bool = False
) -> bool:
    """Take in the questions below the first header; return whether there is one.

    Args:
        intake: Takes the questions.
        rows: The cells of each row with its number.
        locate: Says where a row is, by its number.
        swap: Of terms and meanings, ask for the other side.

    Raises:
        PackError: A column that looks like options or like a key is not understood.
    """
    for _, row in islice(rows, HEADER_ROWS):
        if (header := read_header(row)) is not None:
            intake.language = intake.language or name_header_language(map(name_column, row))
            if header.pairs:
                _read_named_pairs(intake, rows, header, locate, swap=swap)
                return True
            _Table(intake, header, [read_cell(cell) for cell in row], locate).read(rows)
            return True
    return False


def is_table(rows: Iterator[tuple[int, list[str]]]) -> bool:
    """Return whether there is a header among the first rows."""
    return any(read_header(row) for _, row in islice(rows, HEADER_ROWS))


class _Row(NamedTuple):
    """Hold one row while the key of the whole column is being understood."""

    number: int
    raw: list[str]
    cells: list[str]

    def at(self, place: int) -> str:
        return self.cells[place] if 0 <= place < len(self.cells) else ""


class _Table:
    """Read the rows below one header."""

    def __init__(self, intake: Intake, header: Header, titles: list[str], locate: Locate) -> None:
        self._intake = intake
        self._header = header
        self._titles = titles
        self._locate = locate
        self._timed = False
        self._is_ours = {"id", "kind"} <= header.names.keys()
        """Whether we wrote the table, so that an option may be a letter."""

    def read(self, rows: Iterator[tuple[int, list[str]]]) -> None:
        header = self._header
        _refuse_columns(header.doubtful)
        if header.options and "answer" not in header.names and not header.rights:
            raise PackError(
                say("The table has options, and no column says which of them is right"),
                hint=say(
                    "Add a column named answer, with the letter or the number of the right one."
                ),
            )
        for name in header.unknown:
            self._intake.note(say('there is no column "{name}"; it is left out', name=name[:40]))
        # Only tables of our own columns guard their texts.
        clean = str.strip if header.options else read_cell
        body = [_Row(n, row, list(map(clean, row))) for n, row in rows if any(map(str.strip, row))]
        body = [row for row in body if not self._is_instruction(row)]
        self._spaced = _are_spaced([self._titles, *(row.raw for row in body)])
        self._understand_keys(body)
        self._understand_answers(body)
        for row in body:
            self._read_row(row)
        if self._timed:
            self._intake.note(say("time limits are left out: the timer is set for a whole game"))

    def _understand_keys(self, body: Sequence[_Row]) -> None:
        """Read the columns of keys as wholes, each with what the others tell of it.

        Raises:
            PackError: A second column of keys never names an option.
        """
        header = self._header
        places = [header.names.get("answer", -1), *header.keys]
        rows = [row for row in body if any(self._options(row))]
        self._column, *others = (
            _KeyColumn(
                [(row.at(at), self._options(row)) for row in rows], numbered=self._is_numbered(at)
            )
            for at in places
        )
        self._others = list(zip(header.keys, others, strict=True))
        for at, column in self._others:
            self._column.settle(column)
            column.settle(self._column)
            alike = column.is_key() or any(row.at(at) == self._key(row) != "" for row in body)
            if not alike and any(row.at(at) for row in body):
                _refuse_columns([self._titles[at]])
        # Those who ask for a time limit are templates that count from 1.
        is_template = "time" in header.names
        if not is_template and any(column.is_guess for column in (self._column, *others)):
            self._intake.note(
                say(
                    "keys count from 1, as the options do; none is 0, and none names the last "
                    "option, so make sure that they do not count from 0"
                )
            )

    def _is_numbered(self, key: int) -> bool:
        """Return whether the names of the columns tell that numbers count from 1."""
        options = [self._titles[at] for at in self._header.options]
        name = self._titles[key] if key >= 0 else ""
        return all(map(_HAS_NUMBER.search, options)) and not _IS_INDEX.search(name)

    def _understand_answers(self, body: Sequence[_Row]) -> None:
        """Read the answers of rows without options as wholes: as sides, or letters of options."""
        at = self._header.names.get("kind", -1)
        kinds = [_KINDS.get(_fold_kind(row.at(at))) for row in body]
        told = zip(kinds, body, strict=True)
        self._said = [self._key(row) for kind, row in told if kind is Kind.TRUE_FALSE]
        options = (*self._header.options, *self._header.wrong)
        rows = [row for row in body if not row.at(at) and not any(map(row.at, options))]
        asks = (row.at(self._header.names["ask"]) for row in rows)
        self._sides = Sides(list(zip(asks, map(self._key, rows), strict=True)))
        keys = [self._key(row) for row in body if self._key(row)]
        self._only_letters = (
            len(keys) > 1 and not self._header.wrong and all(find_letters(key, 8) for key in keys)
        )

    def _key(self, row: _Row) -> str:
        return row.at(self._header.names.get("answer", -1))

    def _options(self, row: _Row) -> list[str]:
        options = [row.at(place) for place in self._header.options]
        return list_options(options[0]) if len(options) == 1 else strip_labels(options)

    def _is_instruction(self, row: _Row) -> bool:
        ask = row.at(self._header.names["ask"])
        is_explained = ask.startswith("Text of the question") and "required" in ask
        # A template numbers rows that stay empty.
        beside = {self._header.names.get("number", -1)} | ({0} if self._titles[0] == "" else set())
        filled = {place for place, cell in enumerate(row.cells) if cell}
        return is_explained or filled <= beside

    def _read_row(self, row: _Row) -> None:
        cells = {name: row.at(place) for name, place in self._header.names.items()}
        ask, place = cells["ask"], self._locate(row.number)
        told = [say("left out a picture")] if cells.get("image") else []
        self._timed = self._timed or bool(cells.get("time"))
        try:
            self._refuse_parted(row)
            self._refuse_errors(row)
            body, how = self._read_body(row, cells)
        except CannotCarry as error:
            self._intake.leave_out(describe(place, ask), error)
            return
        draft = Draft(ask, body, cells.get("id", ""), how=how)
        draft.explain, draft.hint = cells.get("explain", ""), cells.get("hint", "")
        draft.category = cells.get("category", "")
        draft.tags = split_cell(cells.get("tags", ""))
        level = cells.get("difficulty", "").lower()
        if level in list(Difficulty):
            draft.difficulty = Difficulty(level)
        elif level:
            told.append(say('there is no difficulty "{level}"; it is medium', level=level[:20]))
        self._intake.add(draft, place, told)

    def _refuse_parted(self, row: _Row) -> None:
        """Refuse a row in which a comma has parted what was meant as one cell.

        Then all that follows stands in a column that is not its own, the key before all.
        """
        if any(row.cells[len(self._titles) :]):
            raise MakesNoSense(
                say("it has more cells than columns; a text with a comma needs quotes")
            )
        # What we wrote is whole, and may hold what looks like half a quotation.
        is_whole = self._is_ours and len(row.raw) == len(self._titles)
        if not is_whole and any(starmap(is_parted, pairwise(row.raw))):
            raise MakesNoSense(
                say("a quotation is in two cells; put quotes around a text with a comma")
            )
        if not self._spaced and any(_begins_with_space(pair) for pair in pairwise(row.raw)):
            raise MakesNoSense(
                say("a cell begins with a space; put quotes around a text with a comma")
            )
        known = (0, *self._header.options, *self._header.wrong)
        unnamed = [n for n, title in enumerate(self._titles) if not title and n not in known]
        if any(map(row.at, unnamed)):
            raise MakesNoSense(say("it has a cell in a column without a name"))

    def _refuse_errors(self, row: _Row) -> None:
        is_text = self._locate is name_line
        if NO_VALUE in row.cells or (is_text and any(map(_ERROR.fullmatch, row.cells))):
            raise CannotCarry(say("a cell holds an error, or a formula that was never worked out"))

    def _read_body(self, row: _Row, cells: Mapping[str, str]) -> tuple[Body, How | None]:
        kind = _read_kind(cells.get("kind", ""))
        options, key = self._options(row), cells.get("answer", "")
        if self._header.rights:
            return self._read_marked(row, kind, options)
        if any(options) and kind not in _BY_LIST:
            return self._read_options(row, kind, options, key)
        wrong = [
            Wrong(text, row.at(why))
            for at, why in zip(self._header.wrong, self._header.whys, strict=True)
            if (text := row.at(at))
        ]
        if kind is None:
            kind = Kind.CHOICE if wrong else self._guess_kind(key, cells["ask"])
            if kind is Kind.TRUE_FALSE:
                return TrueFalse(self._sides.read(key) is True), How.COLUMN
        if not key:
            raise CannotCarry(say("it names no right answer"))
        if any(row.at(at) not in ("", key) for at in self._header.keys):
            raise MakesNoSense(say("its columns of right answers differ"))
        if kind is Kind.TRUE_FALSE:
            return TrueFalse(_read_side(key, self._said)), How.COLUMN
        if not self._is_ours:
            _refuse_commas(kind, key)
        if wrong and not self._is_ours:
            _refuse_lone_label(key, [option.text for option in wrong])
        return _build(kind, key, wrong, cells), How.COLUMN

    def _guess_kind(self, key: str, ask: str) -> Kind:
        """Return whether an answer without options is a side of a statement, or is to be typed."""
        if self._sides.read(key) is not None:
            return Kind.TRUE_FALSE
        self._refuse_bare_letter(key, ask)
        return Kind.TYPED

    def _refuse_bare_letter(self, key: str, ask: str) -> None:
        """Refuse a letter as what is to be typed where it seems to name an option."""
        suspect = bool(self._header.options) or self._only_letters or _INNER.search(ask)
        if suspect and (find_letters(key, 8) or find_numbers(key, 8)):
            raise MakesNoSense(
                say(
                    'its answer "{key}" names an option, and its options stand in no column',
                    key=key[:10],
                )
            )

    def _read_options(
        self, row: _Row, kind: Kind | None, options: list[str], key: str
    ) -> tuple[Body, How | None]:
        if kind is Kind.TYPED:
            given = [text for text in (key, *options) if text]
            return Typed(given[0], tuple(dict.fromkeys(given[1:]))), How.COLUMN
        if not key:
            raise CannotCarry(say("it names no right answer"))
        found = self._column.read(key, options)
        if found is None:
            if not self._is_ours:
                _refuse_lone_label(key, options)
            return make_choice(key, [Wrong(text) for text in options if text]), How.COLUMN
        for at, column in self._others:
            other = column.read(row.at(at), options) if row.at(at) else found
            if other is None or set(other.places) != set(found.places):
                raise MakesNoSense(
                    say(
                        'its columns "{one}" and "{other}" name different options',
                        one=self._titles[self._header.names["answer"]],
                        other=self._titles[at],
                    )
                )
        return _build_choice(kind, options, found.places), found.how

    def _read_marked(
        self, row: _Row, kind: Kind | None, options: list[str]
    ) -> tuple[Body, How | None]:
        """Return a question whose right options stand, or are marked, in columns of their own."""
        cells = [row.at(place) for place in self._header.rights]
        if self._header.options:
            places = [n for n, cell in enumerate(cells) if _read_side(cell, cells)]
            return _build_choice(kind, options, places), How.MARK
        right = [text for text in (self._key(row), *cells) if text]
        wrong = [row.at(place) for place in self._header.wrong if row.at(place)]
        if not right or not wrong:
            raise CannotCarry(
                say("it names no right answer") if not right else say("it has no wrong option")
            )
        return _build_choice(kind, [*right, *wrong], range(len(right))), How.COLUMN


class _KeyColumn:
    """Understand a column of keys as a whole: a 2 can be the second option or the option 2."""

    def __init__(self, rows: Sequence[tuple[str, list[str]]], *, numbered: bool = False) -> None:
        self._all = rows
        rows = [(key, options) for key, options in rows if key]
        self._first = _find_first(rows, numbered=numbered)
        self._reach = [
            {how for how in (How.LETTER, How.NUMBER, How.TEXT) if self._try(how, *row)}
            for row in rows
        ]
        self._is_guess = self._first == 1 and _find_first(rows, numbered=False) is None
        self._count = len(rows)
        self._apart = len(rows) > 1 and not any(self._reach)

    def is_key(self) -> bool:
        """Return whether any cell of the column names an option."""
        return any(self._reach)

    @property
    def is_guess(self) -> bool:
        """Return whether numbers count from 1 for no other reason than that the options do."""
        return self._is_guess and any(reach == {How.NUMBER} for reach in self._reach)

    def settle(self, other: _KeyColumn) -> None:
        """Learn from another column, which names options by text or letter, how numbers count."""
        both = [
            (key, len(options), other.find_sure(other_key, options))
            for (key, options), (other_key, _) in zip(self._all, other._all, strict=True)
        ]
        both = [row for row in both if _DIGITS.fullmatch(row[0]) and row[2]]
        for first in (1, 0):
            if both and all(find_numbers(key, n, first) == places for key, n, places in both):
                self._first, self._is_guess = first, False

    def find_sure(self, key: str, options: list[str]) -> tuple[int, ...]:
        """Return the options that a key names by what is no number."""
        if not key or _DIGITS.fullmatch(key):
            return ()
        return self._try(How.LETTER, key, options) or self._try(How.TEXT, key, options)

    def read(self, key: str, options: list[str]) -> Key | None:
        """Return which options a key means; nothing if the options are all wrong beside it.

        Raises:
            CannotCarry: It means none of them, or it could mean two.
        """
        if self._first == _MIXED and key.isdecimal():
            raise MakesNoSense(say("the keys of the column count from 0 and from 1"))
        found = {
            how: places
            for how in (How.LETTER, How.NUMBER, How.TEXT)
            if (places := self._try(how, key, options, strictly=True))
        }
        if not found:
            if self._apart and not _is_label(key):
                return None
            raise MakesNoSense(say('its answer "{key}" is none of its options', key=shorten(key)))
        unknown = self._first is None and How.NUMBER in found
        if len(set(found.values())) > 1 or unknown:
            how = self._prefer(list(found)) if len(found) > 1 else None
            if how is None or (unknown and how is How.NUMBER):
                if list(found) == [How.NUMBER]:
                    raise MakesNoSense(
                        say(
                            "its answer {key} can count from 0 or from 1; write letters, or name the options "
                            "option 1, option 2, …",
                            key=shorten(key),
                        )
                    )
                raise MakesNoSense(
                    say(
                        'its answer "{key}" can be an option\'s place or its text; write letters',
                        key=shorten(key),
                    )
                )
            found = {how: found[how]}
        how, places = next(iter(found.items()))
        if any(not options[place] for place in places):
            raise CannotCarry(say("its right answer {key} is an empty option", key=key[:20]))
        return Key(places, how)

    def _prefer(self, hows: Sequence[How]) -> How | None:
        """Return the reading that fits all keys where each other one fits less than half of them."""
        fits = {how: sum(how in reach for reach in self._reach) for how in hows}
        best = max(hows, key=fits.__getitem__)
        others = [fits[how] for how in hows if how is not best]
        return best if fits[best] == self._count and max(others) * 2 < self._count else None

    def _try(
        self, how: How, key: str, options: list[str], *, strictly: bool = False
    ) -> tuple[int, ...]:
        try:
            match how:
                case How.LETTER:
                    return find_letters(key, len(options))
                case How.NUMBER:
                    first = 1 if self._first is None else max(self._first, 0)
                    return find_numbers(key, len(options), first)
                case _:
                    return find_texts(key, options)
        except CannotCarry:
            if strictly:
                raise
            return ()


_MIXED = -1
_DIGITS = re.compile(r"\d{1,2}(?:[\s,;/&+|.]+\d{1,2})*")
_HAS_NUMBER = re.compile(r"\d")
_IS_INDEX = re.compile(r"ind(?:ex|ice)|\bidx\b", re.IGNORECASE)


def _find_first(rows: Sequence[tuple[str, list[str]]], *, numbered: bool) -> int | None:
    """Return from which number keys count: 0, 1, both, or None if nothing tells."""
    keys = [
        (int(number), sum(map(bool, options)))
        for key, options in rows
        if _DIGITS.fullmatch(key)
        for number in re.findall(r"\d+", key)
    ]
    zero = any(number == 0 for number, _ in keys)
    last = any(number == count for number, count in keys)
    if zero:
        return _MIXED if last else 0
    return 1 if last or numbered else None


def _is_label(key: str) -> bool:
    """Return whether a key is nothing but a letter or a number."""
    return bool(re.fullmatch(r"[\W_]*(?:[A-Za-z]|\d{1,2})[\W_]*", key))


def _refuse_lone_label(key: str, options: Sequence[str]) -> None:
    """Refuse a letter among texts: it names an option, and is none."""
    texts = [text for text in (key, *options) if text]
    labels = [text for text in texts if _is_label(text)]
    is_among_numbers = all(re.fullmatch(r"[\W\d]*\d[\W\d]*", text) for text in texts)
    if len(labels) == 1 and len(texts) > 2 and not is_among_numbers:
        raise MakesNoSense(
            say('"{label}" stands among texts and seems to name one of them', label=labels[0][:10])
        )


def _are_spaced(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether whoever wrote the table puts a space behind each comma."""
    spaced = sum(any(map(_begins_with_space, pairwise(row))) for row in rows)
    return spaced * 2 > len(rows)


def _begins_with_space(pair: tuple[str, str]) -> bool:
    return bool(pair[0].strip()) and bool(re.match(r" \S", pair[1]))


def _read_kind(cell: str) -> Kind | None:
    name = _fold_kind(cell)
    if name and name not in _KINDS:
        known = ", ".join(Kind)
        raise CannotCarry(
            say('there is no kind "{kind}", only {kinds}', kind=cell[:30].lower(), kinds=known)
        )
    return _KINDS.get(name)


def _fold_kind(cell: str) -> str:
    return re.sub(r"[\s_]+", "-", re.sub(r"\s*/\s*", "/", cell.strip().lower()))


def _read_side(cell: str, others: Sequence[str]) -> bool:
    """Return the side that a cell is, of which the column or the row says that it is one."""
    if cell.strip() in _TRUE or cell.strip() in _FALSE:
        return cell.strip() in _TRUE
    side = name_side(cell, others)
    if side is None:
        raise MakesNoSense(say('"{cell}" is neither true nor false', cell=shorten(cell, 20)))
    return side


def _refuse_commas(kind: Kind, answer: str) -> None:
    """Refuse one answer with commas where several are meant: they would be one option."""
    is_one = kind is Kind.SEVERAL and len(split_cell(answer)) == 1
    if is_one and re.search(r"[,;]", answer):
        raise MakesNoSense(
            say("its answers are parted by commas; put bars between them, as in: a | b")
        )


def _refuse_columns(names: Sequence[str]) -> None:
    """Refuse a table with columns that look like options or keys.

    Raises:
        PackError: There are any.
    """
    if names:
        told = ", ".join(f'"{name}"' for name in names[:4])
        raise PackError(
            say(
                "Columns that look like options or keys are not understood: {columns}", columns=told
            ),
            hint=say(
                "Name them option A, option B, …, answer (the letter), or wrong 1, wrong 2, …"
            ),
        )


def _build_choice(kind: Kind | None, options: Sequence[str], places: Sequence[int]) -> Body:
    if not places:
        raise CannotCarry(say("it names no right answer"))
    right = [options[place] for place in places]
    if not all(right):
        raise CannotCarry(say("its right answer is an empty option"))
    wrong = [Wrong(text) for n, text in enumerate(options) if text and n not in places]
    if any(option.text in right for option in wrong):
        raise CannotCarry(say("one of its options is right and stands there twice"))
    if len(right) > 1 or kind is Kind.SEVERAL:
        return Several(tuple(right), tuple(wrong))
    return make_choice(right[0], wrong)


def _build(kind: Kind, answer: str, wrong: list[Wrong], cells: Mapping[str, str]) -> Body:
    match kind:
        case Kind.CHOICE:
            return Choice(answer, tuple(wrong), cells.get("keep last") or None)
        case Kind.SEVERAL:
            return Several(tuple(split_cell(answer)), tuple(wrong))
        case Kind.TRUE_FALSE:
            return TrueFalse(_read_side(answer, ()))
        case Kind.TYPED:
            return _build_typed(answer, cells)
        case Kind.NUMBER:
            tolerance = cells.get("tolerance", "").strip()
            within = _read_number(tolerance) if tolerance else Decimal(0)
            return Number(_read_number(answer), within, tuple(split_cell(cells.get("unit", ""))))
        case Kind.ORDER:
            return Order(tuple(split_cell(answer)))
        case Kind.MATCH:
            return Matching(split_pairs(answer), tuple(option.text for option in wrong))
        case _:
            raise CannotCarry(say("a table cannot hold {kind}", kind=name_kind(kind)))


def _build_typed(answer: str, cells: Mapping[str, str]) -> Typed:
    accept, reject, key = (
        tuple(split_cell(cells.get(name, ""))) for name in ("accept", "reject", "key")
    )
    prompt = split_pairs(cells.get("prompt", ""))
    match_word = cells.get("match", "").strip().lower() or Strictness.LENIENT
    if match_word not in list(Strictness):
        raise CannotCarry(say("match is none of {words}", words=", ".join(Strictness)))
    return Typed(answer, accept, reject, key=key, prompt=prompt, match=Strictness(match_word))


def _read_number(text: str) -> Decimal:
    """Return a number, also with a decimal comma where that cannot be a thousand's."""
    if re.fullmatch(r"[+-]?\d+,(?:\d{1,2}|\d{4,})", text.strip()):
        text = text.replace(",", ".")
    return read_decimal(text)


def _read_named_pairs(
    intake: Intake,
    rows: Iterator[tuple[int, list[str]]],
    header: Header,
    locate: Locate,
    *,
    swap: bool,
) -> None:
    pairs = []
    for number, row in rows:
        cells = [*row, "", "", ""]
        pair = [cells[at].strip() for at in header.names.values()]
        if all(pair):
            pairs.append((number, pair))
        elif any(pair):
            place = describe(locate(number), "".join(pair))
            intake.leave_out(place, say("one of its two sides is empty"))
    if pairs:
        read_pairs(intake, pairs, locate, swap=swap)


def read_pairs(
    intake: Intake, rows: Sequence[tuple[int, list[str]]], locate: Locate, *, swap: bool
) -> None:
    """Take in a list of two columns without a header: what is asked, and what is to be typed.

    Asked is the longer side, since the shorter one can be typed. Terms with the same meaning are
    right for one another.
    """
    asks, answers = ([row[place].strip() for _, row in rows] for place in (0, 1))
    if (_is_question(asks, answers) is False) != swap:
        asks, answers = answers, asks
    together: dict[str, list[int]] = {}
    for at, ask in enumerate(asks):
        together.setdefault(ask, []).append(at)
    for ask, places in together.items():
        answer, *others = dict.fromkeys(answers[at] for at in places)
        draft = Draft(ask, Typed(answer, tuple(others)), how=How.COLUMN)
        intake.add(draft, locate(rows[places[0]][0]))


def _is_question(first: Sequence[str], second: Sequence[str]) -> bool:
    """Return whether the first column is asked: it holds questions, or is no shorter."""
    marks = [sum("?" in cell or "_" in cell for cell in cells) for cells in (first, second)]
    if marks[0] != marks[1]:
        return marks[0] > marks[1]
    return sum(map(len, first)) >= sum(map(len, second))


def list_pairs(rows: Sequence[tuple[int, list[str]]], *, least: int) -> bool:
    """Return whether rows are nothing but pairs: two filled cells each, and enough of them."""
    filled = [row for row in rows if any(cell.strip() for cell in row[1])]
    return len(filled) >= least and all(
        len(row) == 2 and all(cell.strip() for cell in row) for _, row in filled
    )
