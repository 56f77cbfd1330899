"""Where sentences stand: none in the rules, and in the faces none that the catalogue cannot reach."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import spacequiz

HOME = Path(spacequiz.__file__).parent
SAID = ("plain", "words")
"""The rooms all of whose sentences go through the catalogue."""
# What players type and how packs' languages write it is data, in tables at the head of these.
TABLES = {
    f"game/kinds/{name}.py"
    for name in (
        "choices",
        "figures",
        "grammar",
        "measures",
        "names",
        "number",
        "numerals",
        "scripts",
        "tongues",
    )
}
WORDS = re.compile(r"[^\W\d_]{2,}.* | .*[^\W\d_]{2,}", re.DOTALL)
COMMAND = re.compile(r"spacequiz( [a-z-]+)* ?")
"""What is typed at a shell is the same in all languages."""


def is_call(node: ast.AST, *names: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def is_silent(node: ast.AST) -> bool:
    """Return whether nobody reads in the game what stands there.

    Docstrings; what is raised, which nobody reads but whoever reads a traceback; and what the JSON
    Schema of packs says of a field, which is written for authors and their editors.
    """
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, ast.Raise) or is_call(node, "Says")


def list_texts(node: ast.AST, *, tables: bool = False) -> Iterator[str]:
    """Yield all texts of words with a blank, each with its line."""
    for child in ast.iter_child_nodes(node):
        is_table = tables and isinstance(child, ast.Assign | ast.AnnAssign)
        if is_silent(child) or (is_table and isinstance(node, ast.Module)):
            continue
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            if WORDS.search(child.value):
                yield f"{child.lineno}: {child.value}"
        else:
            yield from list_texts(child, tables=tables)


def list_unsaid(node: ast.AST) -> Iterator[str]:
    """Yield all texts of words with a blank that are no message, each with its line."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            if WORDS.search(child.value) and not COMMAND.fullmatch(child.value):
                yield f"{child.lineno}: {child.value}"
        elif is_call(child, "say", "say_count"):
            yield from list_unsaid(take_message(child))
        else:
            yield from list_unsaid(child)


def take_message(call: ast.AST) -> ast.AST:
    """Return a call without its message, which must stand there as it is to be found."""
    assert isinstance(call, ast.Call)
    assert isinstance(call.func, ast.Name)
    messages = call.args[:1] if call.func.id == "say" else call.args[1:3]
    literal = [isinstance(message, ast.Constant) for message in messages]
    assert all(literal), f"line {call.lineno}: a message is made as it is said"
    rest = [each for each in call.args if each not in messages]
    return ast.Call(call.func, rest, call.keywords)


def list_early(node: ast.AST) -> Iterator[int]:
    """Yield the lines of messages that are said on import, before a language can be chosen."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            defaults = [*child.args.defaults, *filter(None, child.args.kw_defaults)]
            for early in (*child.decorator_list, *defaults):
                yield from list_early(ast.Expression(early))
        elif not isinstance(child, ast.Lambda):
            if isinstance(child, ast.Call) and is_call(child, "say", "say_count"):
                yield child.lineno
            yield from list_early(child)


def read(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def test_no_sentence_stands_in_the_rules() -> None:
    found = [
        f"{name}:{text}"
        for path in sorted((HOME / "game").rglob("*.py"))
        for name in [path.relative_to(HOME).as_posix()]
        for text in list_texts(read(path), tables=name in TABLES)
    ]
    assert found == []


@pytest.mark.parametrize("room", SAID)
def test_all_that_a_room_says_goes_through_the_catalogue(room: str) -> None:
    paths = sorted((HOME / room).rglob("*.py"))
    found = [f"{path.name}:{text}" for path in paths for text in list_unsaid(read(path))]
    assert found == []


def test_nothing_is_said_before_a_language_can_be_chosen() -> None:
    paths = sorted(HOME.rglob("*.py"))
    assert [f"{path.name}:{line}" for path in paths for line in list_early(read(path))] == []


def test_a_message_that_is_said_early_would_be_found() -> None:
    source = """
A = say("a")
B = lambda: say("b")
def f(x=say("c")):
    return say("d")
class G:
    h = [say_count(1, "e", "f")]
    def i(self):
        return say("g")
"""
    assert list(list_early(ast.parse(source))) == [2, 4, 7]


def test_a_sentence_would_be_found() -> None:
    source = 'def f(n):\n    """Say it."""\n    raise ValueError("not seen")\nX = f"belongs {n}"'
    assert list(list_texts(ast.parse(source))) == ["4: belongs "]
    source = 'say("one {x}", x="two b")\nsay_count(2, "{count} one", "{count} two")\nf("by hand")'
    assert list(list_unsaid(ast.parse(source))) == ["1: two b", "3: by hand"]
    with pytest.raises(AssertionError, match="made as it is said"):
        list(list_unsaid(ast.parse('say(f"a {b}")')))
