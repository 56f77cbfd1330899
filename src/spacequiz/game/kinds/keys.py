"""Keys: an answer among small words, and a key phrase among harmless ones."""

from __future__ import annotations

from spacequiz.game.kinds.attempt import Attempt, judge_by
from spacequiz.game.kinds.body import Judgement, Outcome, Reason, Rule
from spacequiz.game.kinds.grammar import is_adjective
from spacequiz.game.kinds.names import are_variants, is_called
from spacequiz.game.kinds.sameness import Form, caseless_view, make_form, squeeze
from spacequiz.game.kinds.sheet import SHARED, PackText, find_core, is_name
from spacequiz.game.kinds.surroundings import Surroundings, find_owners

MOST_BESIDE = 100
"""Characters of the words beside a key that are told."""


class _Held:
    """Hold a key that was found in a text, and the tokens around it."""

    def __init__(
        self,
        key: PackText,
        form: Form,
        core: tuple[str, ...],
        found: tuple[int, bool],
        *,
        told: bool,
    ) -> None:
        self.key = key
        self.told = told
        """Whether the pack itself calls it a key."""
        self.form = form
        self.core = core
        self.at, self.slipped = found
        end = self.at + len(key.core)
        self.before, self.said, self.after = core[: self.at], core[self.at : end], core[end:]


class Keys:
    """Look in a text for an answer, and for a key."""

    def __init__(self, attempt: Attempt, surroundings: Surroundings) -> None:
        self.attempt = attempt
        self.text = attempt.text
        self.sheet = attempt.sheet
        self.language = attempt.language
        self.tongue = attempt.tongue
        self.base = attempt.base
        self.pack = attempt.pack
        self.surroundings = surroundings

    def judge_around(self, form: Form) -> Judgement | None:
        """Look for an answer among small words, and for a key phrase among harmless ones."""
        core = self.attempt.find_core(form.tokens)
        for each in self.sheet.reject:
            if self._is_around(form, core, each, self.sheet.small):
                return judge_by(Outcome.WRONG, Rule.REJECTED_SAID, each)
        for each in self.sheet.right:
            if self._is_around(form, core, each, self.sheet.asked) and not (
                any(self._owns(said) for said in each.core[-1:])
                or any(self._belongs_to_title(form, said, each) for said in each.core)
            ):
                said = set(each.core) <= {*form.tokens} or squeeze(each.core) in form.squeezed
                rule = Rule.SMALL_WORDS if said else Rule.OTHER_FORM
                return judge_by(Outcome.RIGHT, rule, each)
        found = self._judge_keys(form)
        if found is not None and found.outcome is not Outcome.CLOSE:
            return found
        for each in self.sheet.prompt:
            if self._is_on_the_way(form, core, each):
                return judge_by(Outcome.PROMPT, Rule.ON_THE_WAY, each)
        return found

    def _is_on_the_way(self, form: Form, core: tuple[str, ...], each: PackText) -> bool:
        """Return whether a text says what is to be asked back, and nothing strange beside it."""
        if len(core) == len(each.core) == 1 and are_variants(core[0], each.core[0]):
            return True
        if self._is_around(form, core, each, self.sheet.asked | self.tongue.titles):
            return True
        at = self.attempt.find_span(core, each.core)
        if at is None:
            return False
        said = core[at : at + len(each.core)]
        strange = self.surroundings.list_strange(form, said, each, name=True)
        return not strange and not self.attempt.is_negated(form)

    def _is_around(
        self, form: Form, core: tuple[str, ...], each: PackText, asked: frozenset[str]
    ) -> bool:
        """Return whether a text says a candidate and else only small words, or the question's."""
        for other, theirs in zip(each.forms, each.cores, strict=True):
            if not self.attempt.are_links_alike(form.tokens, other.tokens):
                continue
            if squeeze(core) == squeeze(theirs) or self.attempt.are_same_words(core, theirs):
                return True
            if (
                theirs
                and theirs[-1] in self.sheet.small
                and theirs == find_core(form.tokens, self.tongue, whole=True)
            ):
                return True
            if self.sheet.small.issuperset(theirs):  # The whole of it says something: hers, his.
                core, theirs = form.tokens, other.tokens
            linked = self.tongue.links.intersection(other.tokens)
            if len(theirs) == 2 and linked and core == theirs[::-1]:
                return True
            if asked and (at := self.attempt.find_span(core, theirs)) is not None:
                rest = (*core[:at], *core[at + len(theirs) :])
                if all(token in asked for token in rest):
                    return True
        return False

    def _judge_keys(self, typed: Form) -> Judgement | None:
        """Look for a key phrase; beside words that may say something else it is close."""
        close = None
        whole = self.attempt.find_core(typed.tokens)
        for each in self.sheet.keys:
            told = each.shown in self.sheet.told
            form = self._join_parts(typed, each) if told else typed
            core = self.attempt.find_core(form.tokens) if told else whole
            held = self._find_held(form, core, each, told=told)
            if held is None:
                continue
            length = len(each.core)
            if held.slipped and not told and len(core) == length and each in self.sheet.right:
                break  # A slip in a whole answer, which `judge_slips` tells as such.
            found = self._judge_held(held)
            if found is not None and found.outcome is not Outcome.CLOSE:
                return found
            close = close or found
        return close

    def _find_held(
        self, form: Form, core: tuple[str, ...], each: PackText, *, told: bool
    ) -> _Held | None:
        """Find a key in a text: as it is, by its sound, or with adjectives within."""
        found = self.attempt.find_key(core, each.core)
        if found is None and each not in self.sheet.right and len(each.core) == 1:
            found = self.attempt.find_spelled(core, each.core[0])
        if found is None and told and len(each.core) > 1 and not is_name(each):
            core = self._drop_adjectives(core, each)
            found = self.attempt.find_key(core, each.core)
        if found is None:
            return None
        alike = told or self.attempt.are_links_alike(form.tokens, each.forms[0].tokens)
        return _Held(each, form, core, found, told=told) if alike else None

    def _judge_held(self, held: _Held) -> Judgement | None:
        """Return what a key is worth by the words beside it."""
        key, told = held.key, held.told
        if any(token in self.tongue.negations for token in (*held.before, *held.after)):
            return judge_by(Outcome.WRONG, Rule.KEY_DENIED, key)
        if self.attempt.holds_reject(held.core, held.at, len(key.core)):
            return judge_by(Outcome.WRONG, Rule.REJECTED_SAID, key)
        if self._owns(key.core[-1]) or (not told and self._says_another(held)):
            return None
        strange = self._list_beside(held)
        if not told and not strange and self._is_of_several(held.form, key):
            return judge_by(Outcome.PROMPT, Rule.ON_THE_WAY, key)
        if not strange or self._is_only_modified(held, strange):
            if held.slipped:
                return judge_by(Outcome.SLIP, Rule.KEY_SLIP, key)
            return judge_by(Outcome.RIGHT, Rule.KEY, key)
        if not told:
            return None
        beside = Reason(Rule.KEY_BESIDE, " ".join(strange[:3])[:MOST_BESIDE])
        return Judgement(Outcome.CLOSE, beside, key.shown)

    def _list_beside(self, held: _Held) -> list[str]:
        """Return the words beside a key that make something else of it, or may."""
        key = held.key
        called = is_name(key) or len(key.core) > 1
        strange = self.surroundings.list_strange(held.form, held.said, key, name=called)
        if strange and held.told and (self.base == "de" or not is_name(key)):
            return self.surroundings.list_changing(held.form, held.said, strange)
        return strange

    def _is_only_modified(self, held: _Held, strange: list[str]) -> bool:
        """Return whether one word beside a whole answer of several only tells more of it."""
        key = held.key
        whole = key.shown[:1].islower() and (held.told or key in self.sheet.right)
        return whole and len(key.core) > 1 and len(strange) == 1 and strange[0] not in self.pack

    def _drop_adjectives(self, core: tuple[str, ...], each: PackText) -> tuple[str, ...]:
        """Return a text without adjectives within a key: he broke his right leg."""
        base = self.base
        return tuple(token for token in core if token in each.core or not is_adjective(token, base))

    @staticmethod
    def _join_parts(form: Form, each: PackText) -> Form:
        """Return a text with a key of one word joined that was typed as two: space suit."""
        tokens, key = form.tokens, each.core
        for at in range(len(tokens) - 1 if len(key) == 1 else 0):
            if tokens[at] + tokens[at + 1] == key[0]:
                return form._replace(tokens=(*tokens[:at], *key, *tokens[at + 2 :]))
        return form

    def _says_another(self, held: _Held) -> bool:
        """Return whether words around what the pack calls no key make somebody or something else of it.

        Somebody's (Einstein's teacher), several of a name (the Marx brothers), one of two things.
        """
        key, form, said, after = held.key, held.form, held.said[-1], held.after
        owners = find_owners(caseless_view(self.text))
        if after and any(said in (owner[:-2], owner.replace("'", "")) for owner in owners):
            return True
        if key not in self.sheet.right and (
            (not held.slipped and said not in key.core and not owners)
            or (after and self._follows_at_once(form, said, after[0]))
            or any(is_called(token, self.base) for token in held.before)
            or self._is_title_here(said)
        ):
            return True
        if self._belongs_to_title(form, said, key):
            return True
        joined = self.tongue.joins.intersection(form.tokens) - {*key.forms[0].tokens}
        return bool(joined and {*held.before, *after} - self.sheet.asked)

    def _owns(self, said: str) -> bool:
        """Return whether something of somebody is told, and no more than his name: his teacher's house."""
        text = caseless_view(self.text)
        told = f"{said}'s " in text and not any(
            f"{said}'s" in each.caseless for each in self.sheet.right
        )
        return told and any(
            token in self.tongue.titles
            for token in make_form(text.partition(f"{said}'s ")[2], self.language).tokens
        )

    def _is_title_here(self, said: str) -> bool:
        """Return whether a surname is a word or a title here: the bush, a king of Spain."""
        text = f" {caseless_view(self.text)} "
        surname = any(each.core[-1:] == (said,) for each in self.sheet.right)
        english = self.base == "en"
        articles = [f" {article} {said} " for article in self.tongue.articles]
        slipped = (said,) not in {each.core[-1:] for each in self.sheet.keys}
        if ((surname and english) or slipped) and any(each in text for each in articles):
            return True
        after = text.partition(f" {said} ")[2].split(" ", 1)[0]
        return said in self.tongue.titles and after in self.tongue.of

    def _belongs_to_title(self, form: Form, said: str, each: PackText) -> bool:
        """Return whether a title and its place stand there: Duke of York, or Queen of England."""
        if len(each.core) != 1 or not is_name(each):
            return False
        tokens, titles, of = form.tokens, self.tongue.titles, self.tongue.of
        at = tokens.index(said) if said in tokens else 0
        owned = at > 1 and tokens[at - 1] in of and tokens[at - 2] in titles
        called = each.core[0] in titles and tokens[at + 1 : at + 2]
        return owned or bool(called and called[0] in of)

    def _follows_at_once(self, form: Form, said: str, token: str) -> bool:
        pairs = zip(form.tokens, form.tokens[1:], strict=False)
        more = len(token) == 1 or self.surroundings.is_more_of_name(token)
        return token.isalpha() and not more and (said, token) in pairs

    def _is_of_several(self, form: Form, each: PackText) -> bool:
        """Return whether a surname alone is that of somebody else, too: in the pack, or a wife's."""
        if len(each.core) != 1:
            return False
        shared = f"{SHARED}{each.core[0]}" in self.pack
        surname = each not in self.sheet.right
        return shared or (surname and not self.tongue.ladies.isdisjoint(form.tokens))
