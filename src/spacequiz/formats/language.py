"""Which language questions are in, told by their commonest words, their letters, or a header."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Small words and those that questions begin with; without accents, as `_fold` returns them.
_WORDS = {
    "en": "a an the of is are was were what which who whose how many much does did and to for with when",
    "de": "der die das und ist sind welche welcher welches wie wer wo ein eine nicht von dem den wird"
    " heisst was fur mit auf wann warum",
    "fr": "le la les des une est sont quelle quel qui dans et du pour sur quels quelles combien ou"
    " quand pourquoi comment au",
    "es": "el los las es son que cual quien y del una por cuantos cuantas donde como cuando para se",
    "pt": "os as do da dos das qual quem em uma nao um para quais onde quantos quantas quando na no",
    "it": "qual il lo gli di quale chi che della del dei per sono come quanti quante dove quando nel si",
    "nl": "de het een van welke wie wat en niet hoeveel op waar wanneer zijn voor hoe wordt",
    "pl": "jest jaki jaka jakie kto co na nie sie do ktory ktora ktore ile gdzie kiedy czy z w",
    "cs": "je jaky jaka jake kdo co na se ktery ktera ktere kolik kde kdy jak v jsou",
    "sk": "je aky aka ake kto co na sa ktory ktora ktore kolko kde kedy ako v su",
    "hu": "a az melyik mi ki hol hany es nem egy van mikor hogy",
    "ro": "este care ce cine din si la cate unde un cand sunt cum cati pe",
    "hr": "je koji koja koje tko sto gdje kada koliko u na se od i",
    "sv": "ar vilken vilket vilka vad som och en ett pa av hur var nar vem manga",
    "da": "er hvilken hvilket hvilke hvad hvem og en et pa af hvor hvornar mange",
    "nb": "er hvilken hvilket hvilke hva hvem og en et pa av hvor nar mange",
    "fi": "mika on kuka ja missa kuinka mita milloin mitka montako ei",
    "tr": "ve bir nedir hangi kim kac nerede hangisi ne zaman bu icin",
}
_OF_WORD: dict[str, list[str]] = {}
for _language, _words in _WORDS.items():
    for _word in _words.split():
        _OF_WORD.setdefault(_word, []).append(_language)
_HEADERS = {
    "de": "frage fragen fragetext fragestellung aufgabe antwort losung begriff vokabel aussage",
    "es": "pregunta preguntas enunciado respuesta termino palabra",
    "fr": "enonce intitule reponse bonne recto terme mot",
    "pt": "pergunta perguntas questao resposta gabarito termo palavra",
    "it": "domanda domande quesito risposta termine parola",
    "nl": "vraag antwoord",
    "pl": "pytanie odpowiedz",
    "sv": "fraga",
    "da": "sporgsmal",
    "nb": "sporsmal",
    "ru": "вопрос ответ",
    "tr": "soru cevap",
}
_SCRIPTS = (
    ("ja", "[\u3041-\u30fe]"),
    ("ko", "[\uac00-\ud7a3]"),
    ("zh", "[\u4e00-\u9fff]"),
    ("uk", "[іїєґ]"),
    ("ru", "[\u0400-\u04ff]"),
    ("el", "[\u0370-\u03ff]"),
    ("he", "[\u05d0-\u05ea]"),
    ("fa", "[پچژگ]"),
    ("ar", "[\u0620-\u06ff]"),
    ("th", "[\u0e00-\u0e7f]"),
    ("hi", "[\u0900-\u097f]"),
)
_SAMPLE = 200
_FEW, _AHEAD = 2, 1.5
"""So many words, and so many times those of any other language, tell a language."""


def guess_language(texts: Iterable[str], header: str = "") -> str:
    """Return the language of questions, or nothing if neither words nor letters tell it.

    Args:
        texts: What is asked; the first ones are enough.
        header: The language of the names of columns; it decides where the texts do not.
    """
    text = "\n".join(islice(texts, _SAMPLE))
    if script := _find_script(text):
        return script
    counts = Counter(
        language for word in re.findall(r"\w+", _fold(text)) for language in _OF_WORD.get(word, ())
    )
    if header:
        counts[header] += 1
    (best, most), (_, second) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return best if most >= _FEW and most >= second * _AHEAD else header


def name_header_language(names: Iterable[str]) -> str:
    """Return the language that the names of columns are in, nothing if they are English or none."""
    words = {word for name in names for word in _fold(name).split()}
    return next((code for code, own in _HEADERS.items() if words & set(own.split())), "")


def _find_script(text: str) -> str:
    letters = sum(sign.isalpha() for sign in text)
    latin = len(re.findall(r"[a-z\u00c0-\u024f]", text, re.IGNORECASE))
    if letters - latin <= letters / 2:
        return ""
    return next((code for code, signs in _SCRIPTS if re.search(signs, text.lower())), "")


def _fold(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in text if not unicodedata.combining(sign)).replace("ø", "o")
