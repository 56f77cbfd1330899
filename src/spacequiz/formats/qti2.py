"""QTI 2.1, 2.2 and 3: an item a file, its key declared, its text and its interaction mixed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from spacequiz.formats import feedback, moodle
from spacequiz.formats.common import CannotCarry, Draft, flatten, make_choice
from spacequiz.formats.html_text import reduce_html
from spacequiz.formats.intake import Intake, describe, read_decimal
from spacequiz.formats.moodle import Option
from spacequiz.formats.pictures import Found, name_options, take_picture
from spacequiz.formats.xml_tree import Node, write_inner
from spacequiz.game.kinds.arranged import Matching, Order
from spacequiz.game.kinds.choices import Several, TrueFalse, Wrong
from spacequiz.game.kinds.number import Number
from spacequiz.language import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacequiz.formats.common import Locate
    from spacequiz.game.kinds.body import Body

_GAP = "_____"
_FEEDBACK = ("feedbackInline", "feedbackBlock", "modalFeedback")
# Between feedback and text: what is for scorers, or stands only in some versions of an item.
_SKIPPED = (*_FEEDBACK, "rubricBlock", "stylesheet", "prompt")
_TEMPLATES = ("templateDeclaration", "templateProcessing", "printedVariable", "templateBlock")


def read_item(root: Node, intake: Intake, locate: Locate) -> None:
    """Hand an item to the intake, or say why it cannot be carried."""
    _Item(root, intake).read(locate(root.line))


def _refuse_interaction(name: str) -> str:
    """Say why a kind of interaction cannot be carried; nothing if it can."""
    return {
        "extendedTextInteraction": say("it is an essay"),
        "uploadInteraction": say("it asks for a file"),
        "drawingInteraction": say("it asks for a drawing"),
        "mediaInteraction": say("it is a sound or a video that asks nothing"),
        "gapMatchInteraction": say("it is a text with gaps to drag words into"),
        "hottextInteraction": say("it asks to mark words in a text"),
        "associateInteraction": say("it asks for pairs among things of one kind"),
        "sliderInteraction": say("it asks for a place on a slider"),
        "customInteraction": say("it is a program"),
        "portableCustomInteraction": say("it is a program"),
    }.get(name, "")


class _Item:
    def __init__(self, root: Node, intake: Intake) -> None:
        self._root = root
        self._intake = intake
        self._told: list[str] = []
        self._picture: Found | None = None
        self._body = root.find("itemBody") or Node("", 0, {})

    def read(self, place: str) -> None:
        draft = Draft("", TrueFalse(True))
        try:
            # For whoever is told that it cannot be carried.
            draft.ask = reduce_html(_drop(self._body), lambda _: None)
            interaction = self._find_interaction()
            draft.ask = self._ask(interaction)
            draft.picture = self._picture
            draft.body = self._read_body(interaction, draft)
        except CannotCarry as error:
            title = draft.ask or self._root.attributes.get("title", "")
            self._intake.leave_out(describe(place, title), str(error))
            return
        self._intake.add(draft, place, dict.fromkeys(self._told))

    def _find_interaction(self) -> Node:
        if self._root.attributes.get("adaptive", "").lower() == "true":
            raise CannotCarry(say("it goes on in steps that depend on the answers"))
        if next(self._root.walk(*_TEMPLATES), None):
            raise CannotCarry(say("it is made anew each time"))
        found = [node for node in _walk(self._body) if node.name.endswith("Interaction")]
        if not found:
            raise CannotCarry(say("it is a text that asks nothing"))
        for node in found:
            if why := _refuse_interaction(node.name):
                raise CannotCarry(why)
        if len(found) > 1:
            raise CannotCarry(say("it asks for several things at once"))
        return found[0]

    def _ask(self, interaction: Node) -> str:
        gap = interaction.name in ("textEntryInteraction", "inlineChoiceInteraction")
        shown = _drop(self._body, interaction, _GAP if gap else "")
        shown, self._picture = take_picture(shown, self._intake.find_file)
        text = self._plain(shown)
        if text.endswith(_GAP) and "\n" in text:
            # On a line of its own it is where the answer is typed, and no gap in the text.
            text = text.removesuffix(f"\n{_GAP}").rstrip()
        prompt = interaction.find("prompt")
        asked = _drop(prompt) if prompt else ""
        if self._picture is None:
            asked, self._picture = take_picture(asked, self._intake.find_file)
        return "\n".join(filter(None, (text, self._plain(asked))))

    def _read_body(self, node: Node, draft: Draft) -> Body:
        name = node.attributes.get("responseIdentifier", "")
        declared = [
            d
            for d in self._root.list("responseDeclaration")
            if d.attributes.get("identifier", "") == name
        ]
        if len(declared) != 1:
            raise CannotCarry(say("its right answer is not declared"))
        key = _Key(declared[0])
        match node.name:
            case "choiceInteraction" | "inlineChoiceInteraction":
                return self._read_choice(node, key, draft)
            case "textEntryInteraction":
                return self._read_text(key)
            case "orderInteraction":
                return self._read_order(node, key)
            case "matchInteraction":
                return self._read_match(node, key)
        raise CannotCarry(say("it asks for a place in a picture, or for what is not known here"))

    def _read_choice(self, node: Node, key: _Key, draft: Draft) -> Body:
        options = self._list_texts(node, "simpleChoice", "inlineChoice", draft=draft)
        right = key.choose_options(options)
        reasons = self._explain(draft, options, right)
        wrong = [Wrong(text, reasons.get(n, "")) for n, text in options.items() if n not in right]
        if key.several:
            return Several(tuple(options[name] for name in right), tuple(wrong))
        statement = make_choice(options[right[0]], [Wrong(option.text) for option in wrong])
        if isinstance(statement, TrueFalse):
            for option in wrong:
                feedback.lose(option.why, self._told.append)
            return statement
        weighted = [
            Option(text, 100.0 if n in right else key.share(n), reasons.get(n, ""))
            for n, text in options.items()
        ]
        return moodle.build_choice(weighted, self._told.append)

    def _read_text(self, key: _Key) -> Body:
        if key.base in ("integer", "float"):
            if len(key.correct) != 1:
                raise CannotCarry(say("it names no right number, or several"))
            return Number(read_decimal(key.correct[0]), self._read_tolerance())
        if next(self._root.walk("patternMatch", "stringMatch", "substring"), None):
            raise CannotCarry(say("its answer is a pattern"))
        options = [Option(text, key.share(text)) for text in key.mapped]
        if any(text in key.mapped and key.share(text) < moodle.FULL for text in key.correct):
            raise CannotCarry(say("its key and its points contradict each other"))
        texts = {o.text for o in options}
        options = [Option(t, 100) for t in key.correct if t not in texts] + options
        return moodle.build_exact(options, key.exact, self._told.append)

    def _read_tolerance(self) -> Decimal:
        found = list(self._root.walk("equal", "equalRounded"))
        tolerances = {
            (n.attributes.get("toleranceMode", "exact"), n.attributes.get("tolerance", ""))
            for n in found
        }
        if not found or tolerances == {("exact", "")}:
            return Decimal(0)
        mode, text = tolerances.pop()
        ends = text.split()
        if tolerances or mode != "absolute" or len(set(ends)) != 1 or found[0].name != "equal":
            raise CannotCarry(
                say("how far off its number may be is told in a way that is not read")
            )
        return abs(read_decimal(ends[0]))

    def _read_order(self, node: Node, key: _Key) -> Body:
        items = self._list_texts(node, "simpleChoice")
        if sorted(key.correct) != sorted(items):
            raise CannotCarry(say("the order of its items is not given"))
        return Order(tuple(items[name] for name in key.correct))

    def _read_match(self, node: Node, key: _Key) -> Body:
        sides = list(node.list("simpleMatchSet"))
        if len(sides) != 2:
            raise CannotCarry(say("it has no two sides"))
        lefts, rights = (self._list_texts(side, "simpleAssociableChoice") for side in sides)
        partners: dict[str, str] = {}
        for pair in key.correct:
            left, _, right = pair.strip().partition(" ")
            if left in partners or left not in lefts or right.strip() not in rights:
                raise CannotCarry(say("one of its sides has no partner, or several"))
            partners[left] = right.strip()
        if set(partners) != set(lefts):
            raise CannotCarry(say("one of its sides has no partner, or several"))
        pairs = tuple((lefts[left], rights[right]) for left, right in partners.items())
        extra = tuple(text for n, text in rights.items() if n not in partners.values())
        return Matching(pairs, extra)

    def _list_texts(self, node: Node, *names: str, draft: Draft | None = None) -> dict[str, str]:
        """Return the texts of options by their names; their pictures go to a draft, if there is one."""
        found: dict[str, str] = {}
        shown: list[tuple[str, Found | None]] = []
        for option in node.walk(*names):
            name = option.attributes.get("identifier", "")
            if name in found:
                raise CannotCarry(say("two of its options have the same name"))
            if next(option.walk("math"), None):
                raise CannotCarry(say("one of its options is a formula"))
            text, picture = _drop(option), None
            if draft is not None:
                text, picture = take_picture(text, self._intake.find_file)
            found[name] = self._plain(text)
            shown.append((found[name], picture))
        if draft is not None:
            found = dict(
                zip(found, name_options(shown, draft.pictured, self._told.append), strict=True)
            )
        if not all(found.values()):
            raise CannotCarry(say("one of its options is empty, or a picture"))
        # An option stands on one line here; those that differ in their lines alone are one.
        if len(set(map(flatten, found.values()))) < len(found):
            raise CannotCarry(say("two of its options read the same"))
        return found

    def _explain(self, draft: Draft, options: dict[str, str], right: list[str]) -> dict[str, str]:
        """Find the explanation, and return why each wrong option is wrong."""
        reasons: dict[str, list[str]] = {}
        for node in self._root.walk(*_FEEDBACK):
            name = node.attributes.get("identifier", "")
            text = self._plain(_drop(node))
            if not text or node.attributes.get("showHide", "show") != "show":
                continue
            if name in options:
                reasons.setdefault(name, []).append(text)
            else:
                feedback.lose(text, self._told.append)
        # What is said of one right option alone does not explain the others.
        own = ["\n".join(reasons.pop(name)) for name in right if name in reasons]
        draft.explain = feedback.choose("", own if len(right) == 1 else [], self._told.append)
        for text in own if len(right) > 1 else []:
            feedback.lose(text, self._told.append)
        return {name: feedback.keep_reason("\n".join(texts)) for name, texts in reasons.items()}

    def _plain(self, text: str) -> str:
        return reduce_html(text, self._told.append)


class _Key:
    """Hold what a response declaration says about the right answer."""

    def __init__(self, node: Node) -> None:
        self.base = node.attributes.get("baseType", "").lower()
        self.several = node.attributes.get("cardinality", "single").lower() == "multiple"
        correct = node.find("correctResponse")
        self.correct = [value.text for value in correct.list("value")] if correct else []
        mapping = node.find("mapping")
        self.mapped: dict[str, float] = {}
        self.exact: set[bool] = set()
        """Whether capital and small letters differ, as each entry says."""
        for entry in mapping.list("mapEntry") if mapping else ():
            name = entry.attributes.get("mapKey", "")
            self.mapped[name] = moodle.read_weight(entry.attributes.get("mappedValue", ""))
            self.exact.add(entry.attributes.get("caseSensitive", "false") == "true")

    def share(self, name: str) -> float:
        """Return how many percent of the best answer's points one brings."""
        best = max(self.mapped.values(), default=0)
        return 100 * self.mapped.get(name, 0) / best if best > 0 else 0

    def choose_options(self, options: dict[str, str]) -> list[str]:
        """Return the names of the right options."""
        named = [name for name in options if name in self.correct]
        if not set(self.correct) <= set(options):
            raise CannotCarry(say("its key names an option that is not there"))
        best = max((self.mapped.get(name, 0) for name in options), default=0)
        by_points = [n for n in options if self.mapped.get(n, 0) > 0]
        if not self.several:
            by_points = [n for n in by_points if self.mapped[n] == best]
        if named and by_points and set(named) != set(by_points):
            raise CannotCarry(say("its key and its points contradict each other"))
        right = named or by_points
        if not right:
            raise CannotCarry(say("it names no right answer"))
        if len(right) > 1 and not self.several:
            raise CannotCarry(say("two of its options are right, and one is to be chosen"))
        return right


def _walk(node: Node) -> Iterator[Node]:
    for child in node.children:
        yield child
        yield from _walk(child)


def _drop(node: Node, interaction: Node | None = None, gap: str = "") -> str:
    """Return what an element holds as HTML, without feedback; an interaction leaves a gap."""
    kept = Node(node.name, node.line, {}, node.texts, [], node.place)

    def copy(old: Node, new: Node, keep: Callable[[Node], bool]) -> None:
        for child in old.children:
            if child is interaction or child.name.endswith("Interaction"):
                hole = Node(
                    "span", child.line, {}, [gap] if child is interaction else [], [], child.place
                )
                new.children.append(hole)
            elif keep(child):
                twin = Node(child.name, child.line, child.attributes, child.texts, [], child.place)
                copy(child, twin, keep)
                new.children.append(twin)

    copy(node, kept, lambda child: child.name not in _SKIPPED)
    return write_inner(kept)
