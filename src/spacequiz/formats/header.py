"""Headers of tables: what each column holds, by words in six languages and of other programs."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.formats.keys import LETTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_OPTIONS = 10
_MOST_NAME = 200


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip() for word in text.split(","))


# Words stand here without accents and in small letters, as `name_column` returns them.
_ASK = _words(
    "ask, question, statement, statements, question text, question title, question stem, questions, stem, q, front,"
    "pregunta, preguntas, enunciado, afirmacion, affirmation, affermazione, afirmacao, aussage, behauptung,"
    " texto de la pregunta, anverso, question posee, enonce, recto,"
    "texte de la question, intitule, frage, fragen, fragetext, fragestellung, aufgabe, vorderseite,"
    "pergunta, questao, perguntas, enunciado da questao, frente, domanda, domande, quesito,"
    "testo della domanda, fronte, vraag, fraga, sporgsmal, sporsmal, pytanie, вопрос, soru"
)
_ANSWER = _words(
    "answer, answers, correct, correct answer, correct answers, right answer, right answers,"
    "right, correct option, correct options, correct choice, right option, right choice, answer key,"
    "solution, solutions, the answer, correct response, correct answer index, correct index,"
    "correct answer key, correct key, answer letter, right one, correct one, which is right, which is correct, reponse attendue, reponse exacte,"
    "richtig ist, answer index, correct letter, correct option number, back, a,"
    "respuesta, respuestas, respuesta correcta, respuestas correctas, correcta, correctas, correcto,"
    "opcion correcta, solucion, clave, reverso, reponse, reponses, bonne reponse, bonnes reponses,"
    "reponse correcte, reponses correctes, reponse juste, correcte, verso, bon choix, corrige,"
    "antwort, antworten, richtige antwort, richtige antworten, richtig, korrekt, korrekte antwort,"
    "loesung, losung, losungen, ruckseite, richtige option, losungsbuchstabe, resposta, respostas,"
    "resposta correta, respostas corretas, resposta certa, correta, corretas, certa, gabarito,"
    "alternativa correta, opcao correta, solucao, risposta, risposte, risposta corretta, retro,"
    "risposte corrette, risposta esatta, risposta giusta, corretta, giusta, esatta, soluzione,"
    "antwoord, juiste antwoord, goede antwoord, svar, rigtigt svar, ratt svar, odpowiedz, ответ,"
    "правильный ответ, cevap, dogru cevap"
)
_OPTION = _words(
    "option, options, choice, choices, answer, answers, alternative, alternatives, response,"
    "possible answer, possible answers, answer option, answer options, answer choice, answer choices, opt,"
    "respuestas posibles, posibles respuestas, reponses possibles, mogliche antworten,"
    "mogliche antwort, respostas possiveis, possiveis respostas, risposte possibili,"
    "possibili risposte, opcion, opciones, alternativa, alternativas, respuesta, respuestas, choix, reponse, reponses,"
    "proposition, propositions, antwort, antworten, antwortmoglichkeit, antwortmoglichkeiten,"
    "antwortoption, auswahl, moglichkeit, auswahlmoglichkeit, opcao, opcoes, resposta, respostas,"
    "opzione, opzioni, risposta, risposte, scelta, alternative di risposta, optie, antwoord, svar,"
    "svarsalternativ, odpowiedz, вариант, ответ, secenek"
)
_WRONG = _words(
    "wrong, wrong answer, wrong answers, wrong option, incorrect, incorrect answer, false,"
    "incorrect answers, incorrect option, distractor, distractors, false answer, incorrect choice,"
    "wrong choice, incorrecta, incorrecto, falsa, respuesta incorrecta, respuestas incorrectas,"
    "opcion incorrecta, faux, fausse, mauvaise reponse, mauvaises reponses, reponse fausse,"
    "reponse incorrecte, incorrecte, distracteur, falsch, falsche antwort, falsche antworten,"
    "falsche option, distraktor, falschantwort, errada, incorreta, resposta errada, distrator,"
    "resposta incorreta, respostas erradas, sbagliata, errata, risposta sbagliata, risposta errata,"
    "risposte sbagliate, distrattore, fout, fout antwoord, fel svar, неправильный ответ, yanlis"
)
_OTHERS = {
    "id": _words("id, question id"),
    "kind": _words(
        "kind, type, question type, tipo, tipo de pregunta, type de question, art, fragetyp,"
        "typ, tipo de questao, tipo di domanda, answer type"
    ),
    "explain": _words(
        "explain, explanation, feedback, answer explanation, rationale, reason, general feedback,"
        "explicacion, retroalimentacion, explication, retroaction, erklarung, begrundung,"
        "erlauterung, ruckmeldung, explicacao, comentario, spiegazione, commento, uitleg"
    ),
    "hint": _words("hint, pista, indice, hinweis, tipp, dica, suggerimento, indizio"),
    "category": _words(
        "category, topic, subject, theme, chapter, categoria, tema, categorie, sujet, kategorie,"
        "thema, fach, kapitel, assunto, argomento, materia, unit name"
    ),
    "difficulty": _words("difficulty, level, dificultad, nivel, difficulte, niveau, schwierigkeit"),
    "tags": _words("tags, tag, etiquetas, mots cles, schlagworte, stichworte"),
    "time": _words(
        "time, time limit, time in seconds, seconds, timer, tiempo, temps, zeit, tempo, zeitlimit"
    ),
    "image": _words(
        "image, image link, image url, picture, media, link of the image, imagen, bild, immagine,"
        "imagem, photo"
    ),
    "number": _words(
        "question #, no, nr, number, question number, #, n, num, numero, nummer, points, punkte"
    ),
}
_TERM = _words(
    "term, word, termino, palabra, terme, mot, begriff, wort, vokabel, termo, palavra, termine,"
    "parola, vocabulary, concept, concepto"
)
_MEANING = _words(
    "definition, meaning, translation, definicion, significado, traduccion, definition du terme,"
    "traduction, ubersetzung, bedeutung, definicao, traducao, definizione, significato, traduzione"
)
_OURS = _words("keep last, key, accept, prompt, reject, match, tolerance, unit")
_JOINED = {
    word.replace(" ", ""): word
    for words in (_ASK, _ANSWER, _OPTION, _WRONG, *_OTHERS.values())
    for word in words
    if " " in word
}
"""Names as programs write them: `correctanswer`."""
_LOOKS = re.compile(
    r"opti|opci|opca|opzi|choi|answer|alternativ|correct|right|wrong|distra|\bkey\b|soluti|respue|"
    r"repons|antwort|richtig|falsch|respost|rispost|corre[ct]t|losung|solu[cz]"
)
_HARMLESS = re.compile(r"feedback|time|points|count|seconds|explan|attempts|rate\b")
_GLUED = re.compile(r"(.*)()([a-j])")
_NUMBERED = re.compile(r"(.*?)\s*(?:(\d{1,2})|\b([a-j]))")


class Header(NamedTuple):
    """Hold where the columns of a table stand."""

    names: dict[str, int]
    """Columns of which there is one, by our names."""
    options: tuple[int, ...] = ()
    """The options in their order; a key says which of them are right."""
    rights: tuple[int, ...] = ()
    """Columns for right options, or, where there are options, for the mark that one is right."""
    wrong: tuple[int, ...] = ()
    whys: tuple[int, ...] = ()
    """For each wrong option where it says why; -1 if nowhere."""
    unknown: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    """Unknown names that look like options or keys."""
    keys: tuple[int, ...] = ()
    """More columns that name what is right, beside the one named answer."""
    pairs: bool = False
    """Whether it is a list of terms with what they mean, of which either can be asked."""


def name_column(cell: str) -> str:
    """Return the name of a column: small, without accents, remarks and signs."""
    name = cell[:_MOST_NAME].replace("\n", " ").replace("ß", "ss").replace("’", "'")
    name = re.sub(r"\([^()]*\)|\s[-–—]\s.*|\s[-–—](?=max|choose).*", " ", name).strip()
    name = re.sub(r"(?<=[a-z])(?=[A-Z](?:[a-z]|$))", " ", name)
    name = unicodedata.normalize("NFKD", name).casefold()
    name = "".join(sign for sign in name if not unicodedata.combining(sign) or sign > "\u036f")
    name = re.sub(r"[\s_\-/]+", " ", name).strip(" ?:*.")
    return re.sub(r"(?<=[^\W\d])(?=\d)|\s*#\s*(?=\d)", " ", name).strip() if name != "#" else name


def read_header(row: Sequence[str]) -> Header | None:
    """Return what the columns hold, if a row names a question and what is right."""
    names = [name_column(cell) for cell in row]
    cells = [_JOINED.get(name, name) for name in names]
    return _read_pairs(cells) or _Reading(cells).finish()


def _read_pairs(cells: list[str]) -> Header | None:
    """Return the header of a list of terms and meanings."""
    filled = [cell for cell in cells if cell]
    term = next((at for at, cell in enumerate(cells) if cell in _TERM), -1)
    meaning = next((at for at, cell in enumerate(cells) if cell in _MEANING), -1)
    if len(filled) > 3 or term < 0 or meaning < 0:
        return None
    return Header({"ask": term, "answer": meaning}, pairs=True)


class _Reading:
    """Sort the columns of one row by what they hold."""

    def __init__(self, cells: list[str]) -> None:
        self._cells = cells
        self._names: dict[str, int] = {}
        self._options: dict[int, int] = {}
        self._rights: dict[int, int] = {}
        self._wrong: dict[int, int] = {}
        self._whys: dict[int, int] = {}
        self._keys: list[int] = []
        self._groups: dict[int, dict[int, int]] = {}
        """For each column of a name without a number to which options it belongs."""
        self._unknown: list[str] = []
        letters = [cell for cell in cells if cell and cell in LETTERS.lower()[:MAX_OPTIONS]]
        numbers = [cell for cell in cells if cell.isdecimal()]
        self._bare = len(letters) > 1 and letters == list(LETTERS.lower()[: len(letters)])
        self._bare_numbers = len(numbers) > 1 and numbers == [
            str(number) for number in range(1, len(numbers) + 1)
        ]
        for at, cell in enumerate(cells):
            self._sort(at, cell)

    def _sort(self, at: int, cell: str) -> None:
        if self._take_numbered(at, cell):
            return
        if not cell:
            # A name over several columns stands in the first of them.
            if (group := self._groups.get(at - 1)) is not None:
                self._put(group, at)
            return
        if self._is_one_of_many(at, cell) and self._has_key_beside(cell):
            self._put(self._options, at)
            return
        for name, words in (("ask", _ASK), ("answer", _ANSWER), *_OTHERS.items()):
            if cell in words and name not in self._names:
                self._names[name] = at
                return
        if cell in _OURS and cell not in self._names:
            self._names[cell] = at
        elif cell in _WRONG:
            self._put(self._wrong, at)
        elif cell in _ANSWER and not self._is_one_of_many(at, cell):
            self._keys.append(at)
        elif cell in _OPTION:
            self._put(self._options, at)
        else:
            self._unknown.append(cell)

    def _put(self, group: dict[int, int], at: int) -> None:
        group[len(group) + 1] = at
        self._groups[at] = group

    def _is_one_of_many(self, at: int, cell: str) -> bool:
        """Return whether a column of this name is an option beside others of the same name."""
        after = self._cells[at + 1 : at + 2]
        return cell in _OPTION and (self._cells.count(cell) > 1 or after == [""])

    def _has_key_beside(self, cell: str) -> bool:
        """Return whether another column says what is right, so that this one need not."""
        return any(other in _ANSWER - {cell, "a"} for other in self._cells)

    def _take_numbered(self, at: int, cell: str) -> bool:
        found = _NUMBERED.fullmatch(cell)
        if cell[:-1] in _OPTION and cell[-1:] in LETTERS.lower()[:MAX_OPTIONS]:
            found = _GLUED.fullmatch(cell)
        if not found or (cell in _ANSWER and not self._bare):
            return False
        word, digits, letter = found[1].strip(), found[2], found[3]
        number = int(digits) if digits else LETTERS.index(letter.upper()) + 1
        if not word and not (self._bare if letter else self._bare_numbers):
            return False
        if not 1 <= number <= MAX_OPTIONS:
            return False
        if not word or word in _OPTION:
            group = self._options
        elif word in _WRONG:
            group = self._wrong
        elif word == "why":
            group = self._whys
        elif word in _ANSWER or word in ("is correct", "is right"):
            group = self._rights
        else:
            return False
        if number in group:
            return False
        group[number] = at
        return True

    def finish(self) -> Header | None:
        names = self._names
        if self._options and "key" in names:
            # Beside options, a key names one of them; what is typed has keys of another kind.
            at = names.pop("key")
            self._keys += [] if names.setdefault("answer", at) == at else [at]
        if "ask" not in names and "prompt" in names:
            names["ask"] = names.pop("prompt")
        if "ask" not in names or not ("answer" in names or self._rights or self._options):
            return None
        options = tuple(at for _, at in sorted(self._options.items()))
        rights = tuple(at for _, at in sorted(self._rights.items()))
        doubtful = [
            name for name in self._unknown if _LOOKS.search(name) and not _HARMLESS.search(name)
        ]
        if rights and options and sorted(self._rights) != sorted(self._options):
            doubtful += [self._cells[at] for at in rights]
        if sorted(self._options) != list(range(1, len(options) + 1)):
            # Where one is missing, a letter or a number would mean its neighbour.
            doubtful += [self._cells[at] for at in options]
        return Header(
            names,
            options,
            rights,
            tuple(at for _, at in sorted(self._wrong.items())),
            tuple(self._whys.get(number, -1) for number in sorted(self._wrong)),
            tuple(dict.fromkeys(self._unknown)),
            tuple(dict.fromkeys(doubtful)),
            tuple(self._keys),
        )
