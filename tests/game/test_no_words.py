"""The rules hand out facts: no sentence that somebody reads stands in them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import spacequiz.game

ROOM = Path(spacequiz.game.__file__).parent
# What players type and how packs' languages write it is data, in tables at the head of these.
TABLES = {f"kinds/{name}.py" for name in ("choices", "names", "number", "numerals", "tongues")}
WORDS = re.compile(r"[^\W\d_]{2,}.* | .*[^\W\d_]{2,}", re.DOTALL)


def is_silent(node: ast.AST) -> bool:
    """Return whether nobody reads in the game what stands there.

    Docstrings; what is raised, which nobody reads but whoever reads a traceback; and what the JSON
    Schema of packs says of a field, which is written for authors and their editors.
    """
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    says = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Says"
    return says or isinstance(node, ast.Raise)


def list_texts(node: ast.AST, *, tables: bool) -> Iterator[str]:
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


def test_no_sentence_stands_in_the_rules() -> None:
    found = [
        f"{name}:{text}"
        for path in sorted(ROOM.rglob("*.py"))
        for name in [path.relative_to(ROOM).as_posix()]
        for text in list_texts(ast.parse(path.read_text("utf-8")), tables=name in TABLES)
    ]
    assert found == []


def test_a_sentence_would_be_found() -> None:
    source = 'def f(n):\n    """Say it."""\n    raise ValueError("not seen")\nX = f"belongs {n}"'
    assert list(list_texts(ast.parse(source), tables=False)) == ["4: belongs "]
