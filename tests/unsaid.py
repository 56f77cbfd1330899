"""Sentences that reach a user without `language.say`, found by where they go in the source.

A sentence goes to a user as an argument called `message` or `hint`, or to `click`. From there it is
followed back: through names, functions of the same rooms and what they return, to the texts that
it is made of.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import spacequiz

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PACKAGE = Path(spacequiz.__file__).parent
TOLD = frozenset(("message", "hint"))
"""What an argument is called that a user reads."""
PRINTED = frozenset(("echo", "confirm", "prompt", "fail"))
"""The functions of click whose first argument a user reads."""
SAID = frozenset(("say", "say_count", "say_in", "say_later"))
CUT = frozenset(
    (
        *("compile", "execute", "encode", "open", "loads", "getattr", "get_close_matches"),
        # What programs read is in no language; the messages in it are found where they are made.
        "dumps",
    )
)
"""Functions whose arguments are no part of what users read in their results."""
KEPT = frozenset(("replace", "split", "partition", "rpartition", "strip", "removeprefix", "index"))
"""Methods that return a part of their text, and of their arguments nothing that a user reads."""
_HOLE = "{}"
_COMMAND = re.compile(r"\s*spacequiz\b[a-z{}./ -]*")
_TELLING = re.compile(
    r"^class \w+Error\b|^    (?:message|hint): |\b(?:message|hint): str", re.MULTILINE
)
"""What a file holds that has errors, or classes with messages."""
_CODE = re.compile(r"\(\?|<[\w{]|^\s*SELECT ")
"""A pattern, markup, or a query."""
_WORDS = re.compile(r"[^\W\d_]{2,}\W*\s\W*[^\W\d_]{2,}|[^\W\d_]{2,}[.!?:](?=\s|$)")
_BESIDE_A_HOLE = re.compile(r"(?<![\w-])[a-z]{3,}")

_ASSIGNING = (
    *(ast.Assign, ast.AnnAssign, ast.AugAssign, ast.NamedExpr),
    *(ast.For, ast.comprehension),
)
_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


class Unsaid(NamedTuple):
    """Name a sentence that nobody can translate."""

    file: str
    line: int
    text: str


def find_unsaid(rooms: Sequence[str], package: Path = PACKAGE) -> list[Unsaid]:
    """Return the sentences in rooms of a package that reach a user as they are written."""
    paths = [path for room in rooms for path in sorted((package / room).rglob("*.py"))]
    search = _Search([_Module(path, path.relative_to(package).as_posix()) for path in paths])
    search.run()
    return sorted(search.found)


def is_sentence(text: str) -> bool:
    """Return whether a text with holes is more than a name, a layout or a command."""
    if _COMMAND.fullmatch(text) or _CODE.search(text):
        return False
    text = text.replace("spacequiz: ", "")
    if _WORDS.search(text.replace(_HOLE, "0")):
        return True
    # A word beside a value is a piece of a sentence: `{} errors`.
    return _HOLE in text and " " in text and bool(_BESIDE_A_HOLE.search(text))


class _Module:
    """Hold a file of the source, and who is who in it."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self.tree = _parse(path)
        self.parents: dict[ast.AST, ast.AST] = {}
        self.functions: defaultdict[str, list[ast.FunctionDef]] = defaultdict(list)
        self.calls: list[ast.Call] = []
        self.names: set[str] = set()
        """What is imported."""
        self._assigning: list[ast.AST] = []
        waiting: list[ast.AST] = [self.tree]
        while waiting:
            node = waiting.pop()
            self._sort_in(node)
            for child in ast.iter_child_nodes(node):
                self.parents[child] = node
                waiting.append(child)

    def _sort_in(self, node: ast.AST) -> None:
        if isinstance(node, ast.FunctionDef):
            self.functions[node.name].append(node)
        elif isinstance(node, ast.Call):
            self.calls.append(node)
        elif isinstance(node, ast.ImportFrom):
            self.names.update(each.name for each in node.names)
        elif isinstance(node, _ASSIGNING):
            self._assigning.append(node)

    def list_scopes(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the functions that a node stands in, the innermost first, and then the file."""
        while node in self.parents:
            node = self.parents[node]
            if isinstance(node, _Function | ast.Module):
                yield node

    @cached_property
    def bindings(self) -> dict[ast.AST, dict[str, list[_Bound]]]:
        """Return what each name stands for in each function, and in the file."""
        found: defaultdict[ast.AST, defaultdict[str, list[_Bound]]]
        found = defaultdict(lambda: defaultdict(list))
        for node in self._assigning:
            for target, value in _list_bindings(node):
                scope = next(self.list_scopes(target), self.tree)
                for name, bound in _unpack(target, value):
                    found[scope][name].append(bound)
        return {scope: dict(names) for scope, names in found.items()}


class _Bound(NamedTuple):
    """Say what a name stands for: a value, or a place in each item of what is gone through."""

    value: ast.expr
    place: int | None = None


def _list_bindings(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    match node:
        case ast.Assign(targets=targets, value=value):
            yield from ((target, value) for target in targets)
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            yield target, value
        case ast.AugAssign(target=target, value=value) | ast.NamedExpr(target=target, value=value):
            yield target, value
        case ast.For(target=target, iter=value) | ast.comprehension(target=target, iter=value):
            yield target, value


def _unpack(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, _Bound]]:
    match target, value:
        case ast.Name(id=name), _:
            yield name, _Bound(value)
        case ast.Tuple(elts=targets), ast.Tuple(elts=values) if len(targets) == len(values):
            for each, part in zip(targets, values, strict=True):
                yield from _unpack(each, part)
        case ((ast.Tuple(elts=targets) | ast.List(elts=targets)), _):
            for place, each in enumerate(targets):
                for name, bound in _unpack(each, value):
                    yield name, _Bound(value, place if bound.place is None else None)


class _Search:
    """Follow what users read back to where it is written."""

    def __init__(self, modules: Sequence[_Module]) -> None:
        self.found: set[Unsaid] = set()
        self._modules = modules
        self._functions: defaultdict[str, list[ast.FunctionDef]] = defaultdict(list)
        self._owners: dict[ast.FunctionDef, _Module] = {}
        for module in modules:
            for name, functions in module.functions.items():
                self._functions[name] += functions
                self._owners.update(dict.fromkeys(functions, module))
        self._seen: set[ast.AST] = set()
        self._seen_items: set[tuple[ast.AST, int]] = set()
        self._parameters: dict[ast.arg, str] = {}
        """The parameters that a user reads, and the names of their functions."""

    def run(self) -> None:
        """Look at all calls; again at those of functions that hand on what they are given."""
        calls = [(module, call) for module in self._modules for call in module.calls]
        while calls:
            known = set(self._parameters)
            for module, call in calls:
                for told in self._list_told(module, call):
                    self._follow(module, told)
            names = {self._parameters[arg] for arg in self._parameters.keys() - known}
            calls = [
                (module, call)
                for module in self._modules
                for call in module.calls
                if _name(call.func) in names
            ]

    def _list_told(self, module: _Module, call: ast.Call) -> Iterator[ast.expr]:
        """Yield the arguments of a call that a user reads."""
        name = _name(call.func)
        if name in SAID:
            return
        if name in PRINTED and isinstance(call.func, ast.Attribute):
            yield from call.args[:1]
        yield from (k.value for k in call.keywords if k.arg in TOLD)
        positions, errors = _read_positions()
        if name.endswith("Error") and name[:-5] in errors:
            yield from call.args[:1]
        for place in positions.get(name, ()):
            yield from call.args[place : place + 1]
        for function in self._find(module, call):
            names = [arg.arg for arg in function.args.args]
            skip = int(names[:1] == ["self"])
            for place, arg in enumerate(function.args.args[skip:]):
                if arg in self._parameters or arg.arg in TOLD:
                    yield from call.args[place : place + 1]
            for arg in (*function.args.args, *function.args.kwonlyargs):
                if arg in self._parameters:
                    yield from (k.value for k in call.keywords if k.arg == arg.arg)

    def _find(self, module: _Module, call: ast.Call) -> list[ast.FunctionDef]:
        """Return the functions that a call can mean: those of its file, or else of all rooms."""
        name = _name(call.func)
        if name in KEPT and isinstance(call.func, ast.Attribute):
            return []
        if own := module.functions.get(name):
            return own
        if name.startswith("_") or (isinstance(call.func, ast.Name) and name not in module.names):
            return []
        return self._functions.get(name, [])

    def _follow(self, module: _Module, node: ast.expr) -> None:
        if node in self._seen:
            return
        self._seen.add(node)
        match node:
            case ast.Constant(value=str(text)):
                self._judge(module, node, text)
            case ast.JoinedStr(values=values):
                self._judge(module, node, _fill(values))
                for each in values:
                    if isinstance(each, ast.FormattedValue):
                        self._follow(module, each.value)
            case ast.Name(id=name):
                self._follow_name(module, node, name)
            case ast.Call():
                self._follow_call(module, node)
            case ast.Attribute() | ast.Compare() | ast.Lambda():
                return
            case ast.IfExp(body=body, orelse=orelse):
                self._follow(module, body)
                self._follow(module, orelse)
            case ast.Subscript(value=value):
                self._follow(module, value)
            case ast.Dict(values=values):
                for each in values:
                    self._follow(module, each)
            case ast.DictComp(value=value):
                self._follow(module, value)
            case ast.ListComp(elt=elt) | ast.GeneratorExp(elt=elt) | ast.SetComp(elt=elt):
                self._follow(module, elt)
            case _:
                for child in ast.iter_child_nodes(node):
                    if isinstance(child, ast.expr):
                        self._follow(module, child)

    def _follow_call(self, module: _Module, call: ast.Call) -> None:
        name = _name(call.func)
        if name in SAID:
            for keyword in call.keywords:
                self._follow(module, keyword.value)
        elif name in KEPT and isinstance(call.func, ast.Attribute):
            self._follow(module, call.func.value)
        elif functions := self._find(module, call):
            for function in functions:
                for owner, value in self._list_results(function):
                    self._follow(owner, value)
        elif name not in CUT and not name.startswith("_"):
            if isinstance(call.func, ast.Attribute):
                self._follow(module, call.func.value)
            for each in (*call.args[name == "get" :], *(k.value for k in call.keywords)):
                self._follow(module, each)

    def _list_results(self, function: ast.FunctionDef) -> Iterator[tuple[_Module, ast.expr]]:
        """Yield what a function returns and yields."""
        owner = self._owners[function]
        for node in ast.walk(function):
            if isinstance(node, ast.Return | ast.Yield | ast.YieldFrom) and node.value:
                scope = next(s for s in owner.list_scopes(node) if not isinstance(s, ast.Lambda))
                if scope is function:
                    yield owner, node.value

    def _follow_name(self, module: _Module, node: ast.Name, name: str) -> None:
        for value, place in self._look_up(module, node, name):
            if place is None:
                self._follow(module, value)
            else:
                self._follow_items(module, value, place)

    def _look_up(self, module: _Module, node: ast.Name, name: str) -> list[_Bound]:
        """Return what a name stands for; a parameter of that name is one that a user reads."""
        for scope in module.list_scopes(node):
            if isinstance(scope, _Function):
                for arg in (*scope.args.args, *scope.args.kwonlyargs):
                    if arg.arg == name:
                        self._parameters[arg] = getattr(scope, "name", "")
                        return []
            if bound := module.bindings.get(scope, {}).get(name):
                return bound
        return []

    def _follow_items(self, module: _Module, node: ast.expr, place: int) -> None:
        """Follow one place of each item of a table, as far as the table is written out."""
        if (node, place) in self._seen_items:
            return
        self._seen_items.add((node, place))
        match node:
            case ast.Tuple(elts=rows) | ast.List(elts=rows):
                for row in rows:
                    if isinstance(row, ast.Tuple) and place < len(row.elts):
                        self._follow(module, row.elts[place])
                    else:
                        self._follow(module, row)
            case ast.Call() if functions := self._find(module, node):
                for function in functions:
                    for owner, value in self._list_results(function):
                        self._follow_items(owner, value, place)
            case ast.Name(id=name):
                for value, inner in self._look_up(module, node, name):
                    if inner is None:
                        self._follow_items(module, value, place)
            case _:
                self._follow(module, node)

    def _judge(self, module: _Module, node: ast.expr, text: str) -> None:
        if is_sentence(text):
            self.found.add(Unsaid(module.name, node.lineno, text))


@cache
def _parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _fill(values: Sequence[ast.expr]) -> str:
    """Return a text with a hole for each value in it."""
    return "".join(str(v.value) if isinstance(v, ast.Constant) else _HOLE for v in values)


def _name(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


@cache
def _read_positions() -> tuple[dict[str, set[int]], set[str]]:
    """Return for each class of the package which positions a user reads, and its own errors."""
    positions: dict[str, set[int]] = {}
    errors = {"Spacequiz"}
    bases: dict[str, list[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        if not _TELLING.search(path.read_text("utf-8")):
            continue
        for node in _parse(path).body:
            if isinstance(node, ast.ClassDef):
                bases[node.name] = [_name(base) for base in node.bases]
                fields = _list_fields(node)
                if told := {n for n, field in enumerate(fields) if field in TOLD}:
                    positions[node.name] = told
    grown = True
    while grown:
        new = {
            n[:-5] for n, b in bases.items() if any(e.removesuffix("Error") in errors for e in b)
        }
        grown = not new <= errors
        errors |= new
    return positions, errors


def _list_fields(node: ast.ClassDef) -> list[str]:
    """Return what a class takes by position."""
    for each in node.body:
        if isinstance(each, ast.FunctionDef) and each.name == "__init__":
            return [arg.arg for arg in each.args.args[1:]]
    return [
        each.target.id
        for each in node.body
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
    ]
