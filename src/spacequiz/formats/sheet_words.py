"""The words on printed sheets, by language; English stands in for all others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

RIGHT_TO_LEFT = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "syr", "ug", "ur", "yi")
)


@dataclass(frozen=True, slots=True)
class Words:
    """Hold the words of one language."""

    language: str
    name: str
    date: str
    score: str
    version: str
    circle: str
    fill: str
    all_right: str
    order: str
    match: str
    true: str
    false: str
    key: str
    question: str
    also: str
    answers: str
    from_pack: str
    by: str


ENGLISH = Words(
    language="en",
    name="Name",
    date="Date",
    score="Score",
    version="Version",
    circle="Circle the right answer.",
    fill="Fill in the circle of the right answer.",
    all_right="Mark all that are right.",
    order="Number the boxes in the right order, beginning with 1.",
    match="Write the letter of what belongs to it into each box.",
    true="True",
    false="False",
    key="Answer key",
    question="Question",
    also="Also right",
    answers="Answers",
    from_pack="From the pack",
    by="by",
)
_OTHERS = (
    Words(
        language="es",
        name="Nombre",
        date="Fecha",
        score="Puntos",
        version="Versión",
        circle="Rodea la respuesta correcta.",
        fill="Rellena el círculo de la respuesta correcta.",
        all_right="Marca todas las correctas.",
        order="Numera las casillas en el orden correcto, empezando por 1.",
        match="Escribe en cada casilla la letra que le corresponde.",
        true="Verdadero",
        false="Falso",
        key="Soluciones",
        question="Pregunta",
        also="También vale",
        answers="Respuestas",
        from_pack="Del paquete",
        by="de",
    ),
    Words(
        language="de",
        name="Name",
        date="Datum",
        score="Punkte",
        version="Version",
        circle="Kreise die richtige Antwort ein.",
        fill="Fülle den Kreis der richtigen Antwort aus.",
        all_right="Markiere alles, was richtig ist.",
        order="Nummeriere die Kästchen in der richtigen Reihenfolge, von 1 an.",
        match="Schreibe in jedes Kästchen den Buchstaben, der dazugehört.",
        true="Wahr",
        false="Falsch",
        key="Lösungen",
        question="Frage",
        also="Auch richtig",
        answers="Antworten",
        from_pack="Aus dem Paket",
        by="von",
    ),
    Words(
        language="fr",
        name="Nom",
        date="Date",
        score="Points",
        version="Version",
        circle="Entoure la bonne réponse.",
        fill="Remplis le rond de la bonne réponse.",
        all_right="Coche toutes les bonnes réponses.",
        order="Numérote les cases dans le bon ordre, à partir de 1.",
        match="Écris dans chaque case la lettre qui lui correspond.",
        true="Vrai",
        false="Faux",
        key="Corrigé",
        question="Question",
        also="Aussi accepté",
        answers="Réponses",
        from_pack="Du paquet",
        by="par",
    ),
    Words(
        language="it",
        name="Nome",
        date="Data",
        score="Punti",
        version="Versione",
        circle="Cerchia la risposta giusta.",
        fill="Riempi il cerchio della risposta giusta.",
        all_right="Segna tutte quelle giuste.",
        order="Numera le caselle nell'ordine giusto, cominciando da 1.",
        match="Scrivi in ogni casella la lettera corrispondente.",
        true="Vero",
        false="Falso",
        key="Soluzioni",
        question="Domanda",
        also="Vale anche",
        answers="Risposte",
        from_pack="Dal pacchetto",
        by="di",
    ),
    Words(
        language="pt",
        name="Nome",
        date="Data",
        score="Pontos",
        version="Versão",
        circle="Circule a resposta certa.",
        fill="Preencha o círculo da resposta certa.",
        all_right="Marque todas as certas.",
        order="Numere as caixas na ordem certa, começando por 1.",
        match="Escreva em cada caixa a letra que lhe corresponde.",
        true="Verdadeiro",
        false="Falso",
        key="Gabarito",
        question="Questão",
        also="Também vale",
        answers="Respostas",
        from_pack="Do pacote",
        by="de",
    ),
)
_BY_LANGUAGE = {words.language: words for words in (ENGLISH, *_OTHERS)}


def find_words(language: str) -> Words:
    """Return the words of a language, ready for HTML.

    Where English stands in, each is marked as English, so that it reads well from right to left
    and aloud.
    """
    found = _BY_LANGUAGE.get(_find_base(language))
    if found:
        return found
    mark = '<span lang="en" dir="ltr">{}</span>'
    names = [name for name in Words.__dataclass_fields__ if name != "language"]
    return replace(ENGLISH, **{n: mark.format(escape(getattr(ENGLISH, n))) for n in names})


def find_direction(language: str) -> str:
    """Return `rtl` for what is written from right to left, else `ltr`."""
    parts = language.lower().replace("_", "-").split("-")
    arabic = {"arab", "hebr", "thaa", "syrc", "nkoo", "adlm"}.intersection(parts[1:])
    latin = "latn" in parts[1:] or "cyrl" in parts[1:]
    return "rtl" if arabic or (parts[0] in RIGHT_TO_LEFT and not latin) else "ltr"


def _find_base(language: str) -> str:
    return language.lower().replace("_", "-").partition("-")[0]
