"""The scenes of a quiz night: what stands on the stage at each of its phases."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import ceil
from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

from spacequiz.game.kinds import Kind, Way
from spacequiz.game.kinds.choices import read_truth
from spacequiz.game.night.state import Manner, NightPhase
from spacequiz.language import say, say_count, say_in, say_number
from spacequiz.text import clean_line
from spacequiz.tui.night.paint import (
    HEIGHT,
    LETTERS,
    Row,
    TeamMark,
    center,
    draw_line,
    draw_text,
    measure,
    middle,
    paint_answers,
    paint_headline,
    paint_question,
    paint_standings,
    plan_answers,
)
from spacequiz.tui.themes import color_of
from spacequiz.words import ASCII
from spacequiz.words.questions import describe_answer, describe_source
from spacequiz.words.verdicts import ask_back

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacequiz.game.night.results import TeamAnswer, TeamStanding
    from spacequiz.game.night.state import Cell
    from spacequiz.game.night.view import BoardView, MatchView, QuestionView, TeamView
    from spacequiz.game.views import Card
    from spacequiz.words import Glyphs


_LEAST_ASKED = 3


@dataclass(frozen=True, slots=True)
class Scene:
    """Hold what the scenes are painted from."""

    view: MatchView
    glyphs: Glyphs
    marks: Mapping[str, TeamMark] = field(default_factory=dict)
    """How each team is drawn, by its id."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Each team's buzzer key."""
    share: float = 1.0
    """How much of the question stands there already, where it comes bit by bit."""
    grown: float = 1.0
    """How much of the bars of the standings is drawn."""
    next_turn: str = ""
    """Whose turn at the keyboard is next."""
    cursor: tuple[int, int] = (0, 0)
    """Where the board's cursor is."""
    hint: str = ""
    """What to do just now."""
    answer_keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The keys that each team has a use for, in the order of the options."""
    pressed: Mapping[str, str] = field(default_factory=dict)
    """At the reveal, the keys that each team pressed for its answer; or, while trying, its last."""
    pictured: bool = False
    """Whether the picture of the question stands above the scene, so that no words need to."""
    places: int = 1
    """From which place on the podium is shown."""
    reading: bool = False
    """Whether the question is still read, and no clock runs."""
    last: int = 0
    """How many seconds are left, where they are the last ones."""
    all_keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """While teams try their keys, all that each of them has."""


def paint_between(scene: Scene, width: int, height: int) -> list[Content]:
    """Return what stands between the rounds: what comes next, the standings, the jokers."""
    title = _title_between(scene.view)
    lines = paint_headline(title, width, max(0, height - 6), scene.glyphs, "$primary")
    if scene.hint:
        lines.append(center(Content.styled(scene.hint, "bold"), width))
    lines.append(Content(""))
    lines += paint_table(scene, width)
    if jokers := _paint_jokers(scene, width, height - len(lines) - 1):
        lines += [Content(""), *jokers]
    return middle(lines, height)


def _title_between(view: MatchView) -> str:
    if view.rounds_left and view.round.count > 1:
        return say("Round {number}", number=view.round.index + 2)
    if view.rounds_left:
        return say("Ready?")
    return say("A tie") if view.sudden_death_due else say("That was it")


def paint_table(scene: Scene, width: int) -> list[Content]:
    """Return the standings, shared ranks shown as shared."""
    view = scene.view
    marks = [scene.marks[s.team] for s in view.standings]
    ranks = [rank_word(standing) for standing in view.standings]
    return paint_standings(marks, ranks, scene.grown, width, scene.glyphs)


def rank_word(standing: TeamStanding) -> str:
    """Return a rank, marked where it is shared."""
    return f"{'=' if standing.shared else ''}{standing.rank}."


def _paint_jokers(scene: Scene, width: int, room: int) -> list[Content]:
    """Return who doubles the coming round, and the key of each team that still can."""
    view = scene.view
    if not view.rounds_left or view.board or not scene.keys or view.round.count < 2:
        return []
    title = say("Joker: a round that counts twice")
    # Who plays by phone has no key: the phone offers it.
    teams = [team for team in view.teams if team.team.id in scene.keys]
    cells = [_describe_joker(scene, team, brief=False) for team in teams]
    per_line = 2 if width >= 76 else 1
    if len(cells) > (room - 1) * per_line:
        title = say("Joker: a round that counts twice. Press your key to double")
        cells = [_describe_joker(scene, team, brief=True) for team in teams]
        per_line = max(1, width // max(cell.cell_length + 4 for cell in cells))
    lines = [center(line, width) for line in Content.styled(title, "$quiet").wrap(width - 2)]
    for start in range(0, len(cells), per_line):
        lines.append(center(Content("    ").join(cells[start : start + per_line]), width))
    return lines


def _describe_joker(scene: Scene, team: TeamView, *, brief: bool) -> Content:
    key, doubled = scene.keys[team.team.id], scene.glyphs.joker
    if team.joker == scene.view.round.index + 1:
        whole = say("{joker} doubles this round", joker=doubled)
        said = Content.styled(doubled if brief else whole, "bold $primary")
    elif team.joker is not None:
        said = Content.styled(say_in("joker", "played") if brief else say("joker played"), "$quiet")
    elif brief:
        said = Content.styled(key, "bold")
    else:
        said = _fill(say("press {key} to double", key=_HERE), Content.styled(key, "bold"), "$quiet")
    return scene.marks[team.team.id].tag(12 if brief else 18) + Content(" ") + said


_HERE = "\0"
"""Where a value stands in a message that has a style of its own."""


def _fill(said: str, value: Content, style: str = "") -> Content:
    """Return a message with a styled value in it."""
    before, _, after = said.partition(_HERE)
    return Content.styled(before, style) + value + Content.styled(after, style)


def _ask(scene: Scene, card: Card) -> str:
    """Return what is asked, with what its picture shows where that cannot be seen."""
    return card.ask_by_picture if scene.pictured else card.ask


def paint_question_scene(scene: Scene, width: int, height: int) -> list[Content]:
    """Return the question with its answers, as large as the room allows."""
    question = scene.view.question
    if question is None or question.card is None:
        gone = say("This question has left its pack. Press enter to go on.")
        return middle([center(Content.styled(gone, "$warning"), width)], height)
    card = question.card
    text = asks = _ask(scene, card)
    whole = scene.share >= 1
    if not whole:
        words = text.split(" ")
        text = " ".join(words[: round(scene.share * len(words))])
    rows = _list_rows(scene, question, card) if whole else []
    foot = _describe_wait(scene, question, card, width) if whole else []
    room = height - len(foot)
    if scene.reading or not whole:
        # What must be read first is large; the options are, once they are answered.
        short = paint_answers(rows, width, 1, scene.glyphs)
        drawn = draw_text(asks, width - 4, room - len(short) - 1)
        if drawn is not None and scene.glyphs is not ASCII:
            shown = drawn if whole else draw_text(text, width - 4, len(drawn)) or []
            shown += [""] * (len(drawn) - len(shown))
            large = [Content.styled("  " + line, "$foreground") for line in shown]
            painted = middle(large, room - len(short))
            return [*painted, *short, *(center(line, width) for line in foot)]
    asked = len(Content(asks).wrap(max(8, min(72, width - 4)))) + 2
    lines = plan_answers(len(rows), room, max(_LEAST_ASKED, asked))
    answers = paint_answers(rows, width, lines, scene.glyphs)
    keyed = paint_answers(_note_keys(scene, rows), width, lines, scene.glyphs)
    # All keys stand beside their options, or none do: those below have them, too.
    if _count_filled(keyed) == _count_filled(answers) and len(keyed) == len(answers):
        answers = keyed
    left = max(_LEAST_ASKED, room - len(answers))
    painted = paint_question(text, width, left, scene.glyphs) if text else [Content("")] * left
    painted = _count_down(scene, painted, width)
    return [*painted, *answers, *(center(line, width) for line in foot)]


def _count_filled(lines: list[Content]) -> int:
    return sum(bool(line.plain.strip()) for line in lines)


def _count_down(scene: Scene, painted: list[Content], width: int) -> list[Content]:
    """Return the question with the last seconds in large letters in its corner."""
    digit = draw_line(str(scene.last)) if scene.last and scene.glyphs is not ASCII else []
    lines = list(painted)
    for n, part in enumerate(digit[: len(lines)]):
        gap = width - 2 - len(part) - lines[n].cell_length
        if gap > 0:
            lines[n] += Content(" " * gap) + Content.styled(part, "bold $warning")
    return lines


def _note_keys(scene: Scene, rows: list[Row]) -> list[Row]:
    """Return the options with the key that each team has for them."""
    if not scene.view.question or (
        scene.view.question.manner is Manner.FLOOR and not scene.view.question.floor
    ):
        return rows
    return [
        replace(
            row,
            note=Content("  ").join(
                Content.styled(f"{scene.marks[team].glyph} {keys[n]}", scene.marks[team].style)
                for team, keys in scene.answer_keys.items()
                if n < len(keys) and team in scene.marks
            ),
        )
        for n, row in enumerate(rows)
    ]


def paint_trying(scene: Scene, width: int, height: int) -> list[Content]:
    """Return every team's keys, for all to try before the first question."""
    lines = paint_headline(
        say("Try your keys"), width, max(0, height - 8), scene.glyphs, "$primary"
    )
    lines += [Content("")]
    names = max(8, min(24, max((len(mark.name) for mark in scene.marks.values()), default=8) + 2))
    joined = max(map(len, scene.all_keys.values())) > 4
    for team, keys in scene.all_keys.items():
        mark, pressed = scene.marks[team], scene.pressed.get(team, "")
        line = mark.tag(names)
        line += Content(" " * (names + 4 - line.cell_length))
        line += Content(f"{scene.glyphs.right if pressed else ' '}  ")
        parts = [_paint_key(mark, n, key, pressed, joined=joined) for n, key in enumerate(keys)]
        lines.append(line + Content("" if width < 70 else " ").join(parts))
    widest = max((line.cell_length for line in lines[-len(scene.all_keys) :]), default=0)
    body = [
        Content(" " * max(0, (width - widest) // 2)) + line
        for line in lines[-len(scene.all_keys) :]
    ]
    hint = [center(line, width) for line in Content.styled(scene.hint, "bold").wrap(width - 2)]
    return middle([*lines[: -len(scene.all_keys)], *body, Content(""), *hint], height)


def _paint_key(mark: TeamMark, number: int, key: str, pressed: str, *, joined: bool) -> Content:
    """Return a key with the letter it stands for; the one pressed last stands out."""
    said = f"{LETTERS[number]}={key} " if joined else f" {LETTERS[number]} = {key} "
    return Content.styled(said, f"bold reverse {mark.style}" if key == pressed else mark.style)


def paint_pause(scene: Scene, width: int, height: int) -> list[Content]:
    """Return what stands in the place of a question while all clocks stand still."""
    lines = paint_headline(say("Paused"), width, height - 3, scene.glyphs, "$warning")
    hint = say("The question comes back when the evening goes on.")
    wrapped = Content.styled(hint, "$quiet").wrap(max(8, width - 2))
    return middle([*lines, Content(""), *(center(line, width) for line in wrapped)], height)


def _list_rows(scene: Scene, question: QuestionView, card: Card) -> list[Row]:
    """Return the options to pick from; before the reveal only what was wrong aloud is marked."""
    wrong = {option for answer in question.answers for option in answer.response}
    single = question.manner is Manner.FLOOR and card.way is not Way.PICK_MANY
    return [
        Row(
            card.label(option),
            mark=scene.glyphs.wrong if single and option in wrong else "",
            style="$quiet" if single and option in wrong else "",
        )
        for option in card.options
    ]


def _describe_wait(scene: Scene, question: QuestionView, card: Card, width: int) -> list[Content]:
    """Say what the question waits for."""
    lines: list[Content] = []
    if card.lefts:
        sides = say("for {sides}", sides=", ".join(card.lefts))
        lines.append(Content.styled(sides, "$secondary"))
    if question.closest:
        wins = say("the closest wins")
        if card.unit:
            wins = say("in {unit}, the closest wins", unit=card.unit)
        lines.append(Content.styled(wins, "$quiet"))
    if scene.hint:
        lines.append(Content.styled(scene.hint, "bold $primary"))
    return [part for line in lines for part in line.wrap(max(8, width - 2))]


def describe_head(view: MatchView, glyphs: Glyphs) -> str:
    """Return where the evening is, for the line over the stage."""
    if view.contenders:
        return say("Sudden death")
    parts, round_ = [], view.round
    if round_.count > 1 and round_.index >= 0:
        parts.append(say("Round {number} of {total}", number=round_.index + 1, total=round_.count))
    if round_.asked and view.board is None and view.phase is not NightPhase.BETWEEN:
        parts.append(say("question {number} of {total}", number=round_.asked, total=round_.total))
    if round_.title:
        parts.append(round_.title)
    if view.board is not None and view.question is not None and view.board.picked:
        column, row = view.board.picked
        parts += [view.board.titles[column], say_number(view.board.columns[column][row].value)]
    return f" {glyphs.dot} ".join(parts)


CELL = "cell"
"""Under which name a painted cell tells the mouse where it is."""
_TITLE_LINES = 2
_STEPS = {1: 6, 2: 4, 3: 2}
"""How high the steps of the podium are."""
_MOST_STEPS = 6


def paint_board(scene: Scene, width: int, height: int) -> list[Content]:
    """Return the grid of categories and values; the cursor is drawn, not only colored."""
    board = scene.view.board
    if board is None:
        return []
    columns = len(board.titles)
    room = max(6, (width - 2) // columns)
    rows = max(map(len, board.columns))
    picker = scene.marks.get(scene.view.picker)
    picks = say("{team} picks", team=_HERE)
    head = [center(_fill(picks, picker.tag(24)), width)] if picker else []
    titles = [_wrap_title(title, room - 1) for title in board.titles]
    lines = [*head, Content("")]
    for n in range(max(_TITLE_LINES, *map(len, titles)) if height > 14 else _TITLE_LINES):
        cells = [title[n] if n < len(title) else Content("") for title in titles]
        lines.append(Content(" ") + Content("").join(_fit(cell, room) for cell in cells))
    left = height - len(lines)
    tall = left >= rows * (HEIGHT + 1) and room >= measure("1000") + 4
    large = tall and scene.glyphs is not ASCII
    for row in range(rows):
        lines += [Content("")] if large or left >= rows * 2 + 1 else []
        lines += _paint_row(scene, row, room, large=large)
    return middle(lines, height)


def find_free(board: BoardView) -> Cell:
    """Return the cheapest cell that was not played, the first column first."""
    free = [(x, y) for x in range(len(board.columns)) for y in _list_free(board, x)]
    return min(free, key=lambda cell: cell[::-1], default=(0, 0))


def step_cursor(board: BoardView, cursor: Cell, across: int, down: int) -> Cell:
    """Return the next cell in a direction that was not played, around the edges."""
    x, y = cursor
    if down:
        rows = len(board.columns[x])
        ahead = [(y + down * n) % rows for n in range(1, rows + 1)]
        return next(((x, row) for row in ahead if row in _list_free(board, x)), cursor)
    columns = len(board.columns)
    for n in range(1, columns + 1):
        column = (x + across * n) % columns
        if free := _list_free(board, column):
            return column, min(free, key=lambda row: abs(row - y))
    return cursor


def _list_free(board: BoardView, column: int) -> list[int]:
    return [row for row, cell in enumerate(board.columns[column]) if not cell.used]


def _fit(cell: Content, room: int) -> Content:
    cell = cell.truncate(room, ellipsis=True)
    before = (room - cell.cell_length) // 2
    return Content(" " * before) + cell + Content(" " * (room - before - cell.cell_length))


def _wrap_title(title: str, room: int) -> list[Content]:
    """Return a title in lines; a word that is too long for one is cut, not broken."""
    words = [Content(word).truncate(room, ellipsis=True).plain for word in title.split(" ")]
    return Content.styled(" ".join(words), "bold $secondary").wrap(room)


def _paint_row(scene: Scene, row: int, room: int, *, large: bool) -> list[Content]:
    board, glyphs = scene.view.board, scene.glyphs
    assert board is not None
    painted = [Content(" ") for _ in range(HEIGHT if large else 1)]
    for x, column in enumerate(board.columns):
        cell, at_cursor = column[row], (x, row) == scene.cursor
        style = "bold $primary" if at_cursor else "bold $foreground"
        text = glyphs.gone if cell.used else str(cell.value)
        drawn = draw_line(text) if large and not cell.used else [text]
        drawn = drawn if len(drawn) == len(painted) else ["", text, ""][: len(painted)]
        for n, part in enumerate(drawn):
            mark = at_cursor and n == len(painted) // 2
            shown = f"{glyphs.cursor if mark else ' '} {part} {glyphs.left if mark else ' '}"
            drawn_cell = _fit(Content.styled(shown, "$quiet" if cell.used else style), room)
            painted[n] += drawn_cell.stylize(Style.from_meta({CELL: (x, row)}))
    return painted


def paint_podium(scene: Scene, width: int, height: int) -> list[Content]:
    """Return the winners in large letters over the steps of the podium."""
    view, glyphs = scene.view, scene.glyphs
    winners = [s.team for s in view.standings if s.rank == 1]
    names = " & ".join(scene.marks[team].name for team in winners)
    won = say("{name} won!", name=names)
    if len(winners) > 1:
        won = say("{names} won together!", names=names)
    said = won if scene.places == 1 else say("The podium")
    lines = paint_headline(said, width, max(HEIGHT, height - 12), glyphs, "$primary")
    lines.append(Content(""))
    steps = list_on_podium(view)
    order = _arrange([(s.team, s.rank, s.score) for s in steps])
    room = max(10, min(26, (width - 4) // max(1, len(order))))
    for level in range(max(_STEPS.values()) + 2, 0, -1):
        cells = [_paint_step(scene, place, level, room) for place in order]
        lines.append(center(Content("").join(cells), width))
    return middle(lines, height)


def list_on_podium(view: MatchView) -> list[TeamStanding]:
    """Return who stands on the steps; where many share one, there is no room for all."""
    return [standing for standing in view.standings if standing.rank <= max(_STEPS)][:_MOST_STEPS]


def _arrange(places: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Return who stands where: the first in the middle, the others beside them."""
    left = places[1::2][::-1]
    return [*left, *places[::2]]


def _paint_step(scene: Scene, place: tuple[str, int, int], level: int, room: int) -> Content:
    team, rank, score = place
    if rank < scene.places:
        return Content(" " * room)
    grown = scene.grown if rank == scene.places else 1.0
    mark, top = scene.marks[team], round(_STEPS[rank] * grown)
    if level == top + 2:
        return _fit(mark.tag(room - 4), room)
    if level == top + 1:
        return _fit(Content.styled(say_number(score), "bold"), room)
    if level > top:
        return Content(" " * room)
    if level == top:
        text = f" {rank} ".center(room - 2, scene.glyphs.full)
        return Content.assemble(" ", (text, mark.style), " ")
    return Content.assemble(" ", (scene.glyphs.full * (room - 2), mark.style), " ")


MOST_CHARACTERS = 200


def mark_teams(
    view: MatchView,
    glyphs: Glyphs,
    now: float,
    keys: Mapping[str, tuple[str, ...]] | None = None,
    picked: Mapping[str, int] | None = None,
) -> dict[str, TeamMark]:
    """Return how each team is drawn, with what there is to say of it.

    Args:
        view: The evening.
        glyphs: What teams are drawn with.
        now: The time by the evening's clock.
        keys: The keys that each team has a use for just now.
        picked: How many of several options each team has picked, but not locked in.
    """
    marks = {}
    buzzes = (
        view.phase is not NightPhase.FLOOR
        and bool(view.question)
        and (view.question is not None and view.question.manner is Manner.FLOOR)
    )
    card = view.question.card if view.question else None
    names = [say("buzzer")] if buzzes else list(LETTERS)
    if card is not None and card.way is Way.PICK_MANY and not buzzes:
        names = [*LETTERS[: len(card.options)], say_in("answer", "lock")]
    for team in view.teams:
        note, noted = _describe(view, team, glyphs, now)
        if count := (picked or {}).get(team.team.id, 0):
            note, noted = say_count(count, "{count} picked", "{count} picked"), True
        own = (keys or {}).get(team.team.id, ())
        said = tuple(f"{name}={key}" for name, key in zip(names, own, strict=False))
        glyph = glyphs.teams[team.team.glyph % len(glyphs.teams)]
        style = color_of(team.team.color)
        marks[team.team.id] = TeamMark(team.team.name, glyph, style, team.score, note, noted, said)
    return marks


def _describe(view: MatchView, team: TeamView, glyphs: Glyphs, now: float) -> tuple[str, bool]:
    question, name = view.question, team.team.id
    doubled = f"{glyphs.times}2 " if team.doubles and view.phase is not NightPhase.BETWEEN else ""
    if team.retired:
        return say_in("team", "left"), False
    if question is None:
        return doubled.strip(), True
    if view.phase is NightPhase.REVEALED:
        points = sum(a.points for a in question.answers if a.team == name)
        up = f" {say('up {places}', places=team.moved)}" if team.moved > 0 else ""
        return doubled + (f"{points:+,}" if points else "") + up, points > 0
    if name == question.floor:
        return say("answers"), True
    if name == question.turn:
        return say("types"), True
    out = team.locked_out_until
    if out is not None and out > now:
        return say("too early, {seconds} s", seconds=ceil(out - now)), False
    if name in question.buzzed:
        return say("pressed"), True
    if question.manner is Manner.FLOOR and team.silent:
        return say("no answer"), False
    if question.manner is Manner.FLOOR:
        return (say("wrong") if team.locked else ""), False
    if not team.plays:
        return say("looks on"), False
    if team.locked:
        answered = say("no answer") if team.silent else say("{mark} in", mark=glyphs.right)
        return doubled + answered, not team.silent
    return doubled + _describe_time(view, team, glyphs, now), False


def _describe_time(view: MatchView, team: TeamView, glyphs: Glyphs, now: float) -> str:
    """Return what is left of a team's own time, where it is not that of all, and when it is up."""
    others = {other.deadline for other in view.teams if other.plays and not other.locked}
    if team.deadline is None:
        return say("no clock") if others - {None} else glyphs.ellipsis
    left = team.deadline - (now if view.stopped_at is None else view.stopped_at)
    if left <= 0:
        return say("time is up")
    return say("{seconds} s", seconds=ceil(left)) if len(others) > 1 else glyphs.ellipsis


def advise(view: MatchView, next_turn: str, hint: str) -> str:
    """Return what to do just now, in a few words."""
    question = view.question
    if view.phase is NightPhase.BETWEEN:
        return _advise_between(view, hint)
    if view.phase is NightPhase.WAGERING:
        return say(
            "{team}: how much do you stake? 0 to {limit}, then enter",
            team=view.team(view.picker).team.name,
            limit=say_number(view.wager_limit or 0),
        )
    if question is None:
        return hint
    if next_turn:
        return say(
            "{team}: take the keyboard, and press enter. The others look away.",
            team=view.team(next_turn).team.name,
        )
    if question.turn:
        name = view.team(question.turn).team.name
        return say("{team}: {how}", team=name, how=_how_to_type(question))
    if question.floor:
        return ". ".join(filter(None, [_tell_floor(view, question), _tell_lot(view)]))
    if view.phase is NightPhase.ANSWERING and question.manner is Manner.FLOOR:
        if question.answers:
            return say("Who knows better? Press your buzzer")
        return say("Press your buzzer")
    return hint


def _advise_between(view: MatchView, hint: str) -> str:
    if view.rounds_left:
        return hint or say("enter starts it")
    if view.sudden_death_due:
        return say("enter: one question decides")
    return say("enter: the podium")


def _tell_floor(view: MatchView, question: QuestionView) -> str:
    name = view.team(question.floor).team.name
    if question.card is None or question.card.way.picks:
        return say("{team} answers", team=name)
    return say("{team} answers: {how}", team=name, how=_how_to_type(question))


def _tell_lot(view: MatchView) -> str:
    """Return that a lot decided who has the floor, where others pressed in the same instant."""
    queue = view.question.queue if view.question else ()
    if not queue:
        return ""
    return say_count(
        len(queue),
        "{team} was as quick: a lot decided",
        "{count} others were as quick: a lot decided",
        team=view.team(queue[0]).team.name,
    )


_TYPED = (Kind.TYPED, Kind.NUMBER, Kind.ORDER, Kind.MATCH)


def _how_to_type(question: QuestionView) -> str:
    card = question.card
    if card is None:
        return say("press enter")
    if card.way is Way.ARRANGE:
        example = LETTERS[: len(card.options)][::-1]
        return say("type the letters in order, such as {example}", example=example)
    if card.way is Way.PAIR:
        example = LETTERS[: len(card.lefts)][::-1]
        return say("type the letter for each in turn, such as {example}", example=example)
    return say("type a number") if card.kind is Kind.NUMBER else say("type your answer")


def tell_back(view: MatchView) -> str:
    """Return what the team that types was asked instead of a verdict; empty where it was nothing."""
    back = view.question.back if view.question else None
    return f"{ask_back(back)} " if back else ""


def read_typed(card: Card | None, text: str) -> tuple[str, ...]:
    """Return a typed answer as it counts; empty where it cannot be one.

    Args:
        card: As the question stands there.
        text: What was typed.
    """
    text = clean_line(text, MOST_CHARACTERS)
    if card is None or not text:
        return ()
    if card.way is Way.TYPE:
        return (text,)
    if card.kind is Kind.TRUE_FALSE and (truth := read_truth(text, card.language)):
        return (truth,)
    letters = [c for c in text.upper() if c.isalnum()]
    if not all(c in LETTERS[: len(card.options)] for c in letters):
        return ()
    picked = tuple(card.options[LETTERS.index(c)] for c in letters)
    if card.way is Way.ARRANGE:
        return picked if sorted(picked) == sorted(card.options) else ()
    if card.way is Way.PAIR:
        return picked if len(picked) == len(card.lefts) else ()
    if card.way is Way.PICK_MANY:
        return tuple(dict.fromkeys(picked))
    return picked if len(picked) == 1 else ()


_TEXT_WIDTH = 76


def paint_reveal(scene: Scene, width: int, height: int) -> list[Content]:
    """Return the answer, who chose what, the explanation and the source."""
    question = scene.view.question
    if question is None or question.card is None or question.reveal is None:
        return paint_question_scene(scene, width, height)
    card, reveal = question.card, question.reveal
    room = max(8, min(_TEXT_WIDTH, width - 4))
    asked = [center(line, width) for line in Content.styled(_ask(scene, card), "bold").wrap(room)]
    why = Content(reveal.explain or say("This question has no explanation yet.")).wrap(room)
    if reveal.citation is not None:
        source = describe_source(reveal.citation, scene.glyphs)
        why += Content.styled(source, "italic $quiet").wrap(room)
    indent = Content(" " * max(2, (width - room) // 2))
    told = [indent + line for line in why]
    if question.skipped:
        skipped = say("Skipped: it counts for nobody.")
        told.insert(0, indent + Content.styled(skipped, "$warning"))
    left = height - len(asked) - len(told) - 4
    body = _fit_chosen(scene, question, width, left)
    return middle([*asked, Content(""), *body, Content(""), *told], height)


def _fit_chosen(scene: Scene, question: QuestionView, width: int, room: int) -> list[Content]:
    """Return who chose what, with the right answer as large as there is room."""
    assert question.reveal is not None
    large, airy, dense = [_paint_chosen(scene, question, width, n) for n in (4, 2, 1)]
    if len(airy) < len(large) <= room:
        return large
    said = describe_answer(question.reveal.answer)
    for form in (airy, dense) if scene.glyphs is not ASCII else ():
        drawn = draw_text(said, width - 4, room - len(form) - 1)
        if drawn is not None:
            return [
                *(Content.styled("  " + line, "$success") for line in drawn),
                Content(""),
                *form,
            ]
    return airy if len(airy) <= room else dense


def _paint_chosen(scene: Scene, question: QuestionView, width: int, room: int) -> list[Content]:
    """Return the options with who chose each; or the answer with what each team gave."""
    card, reveal = question.card, question.reveal
    assert card is not None
    assert reveal is not None
    glyphs = scene.glyphs
    if not card.way.picks:
        return _paint_given(scene, question, width)
    rows = []
    for part in reveal.parts:
        chosen = [a for a in question.answers if part.text in a.response]
        style = "$success" if part.right else ("$error" if chosen else "$quiet")
        mark = glyphs.right if part.right else (glyphs.wrong if chosen else "")
        text = card.label(part.text)
        note = Content("  ").join(_tell_pressed(scene, a.team) for a in chosen) if chosen else None
        rows.append(Row(text, mark, style, note))
    lines = paint_answers(rows, width, room, glyphs)
    silent = [a for a in question.answers if not a.response and not question.skipped]
    if silent:
        names = Content("  ").join(scene.marks[a.team].tag(14) for a in silent)
        lines.append(center(Content.styled(f"{say('no answer')}  ", "$quiet") + names, width))
    return lines


def _tell_pressed(scene: Scene, team: str) -> Content:
    """Return a team with the key it pressed."""
    key = scene.pressed.get(team, "")
    return scene.marks[team].tag(14) + Content.styled(f" {key}" if key else "", "$quiet")


def _paint_given(scene: Scene, question: QuestionView, width: int) -> list[Content]:
    """Return the right answer, then what each team gave."""
    reveal, glyphs = question.reveal, scene.glyphs
    assert reveal is not None
    answer = Content.styled(
        f"{glyphs.right} {describe_answer(reveal.answer)}", "bold $success"
    ).wrap(max(8, width - 4))
    lines = [center(line, width) for line in answer] + [Content("")]
    for given in question.answers:
        lines.append(center(_describe_given(scene, question, given), width))
    return lines


def _describe_given(scene: Scene, question: QuestionView, given: TeamAnswer) -> Content:
    said = shorten(question, given.response) or say("no answer")
    style = "bold $success" if given.credit == 1 or given.closest else "$quiet"
    mark = scene.glyphs.mark(given.verdict)
    closest = f"  {say('closest')}" if given.closest and question.closest else ""
    return scene.marks[given.team].tag(20) + Content.styled(f"  {mark} {said}{closest}", style)


def shorten(question: QuestionView, response: tuple[str, ...]) -> str:
    """Return a team's answer on one line; orders and pairs by their letters."""
    card = question.card
    if card is None or card.way not in (Way.ARRANGE, Way.PAIR) or not response:
        return describe_answer(response)
    letters = [LETTERS[card.options.index(r)] if r in card.options else "-" for r in response]
    return "".join(letters)
