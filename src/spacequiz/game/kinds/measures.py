"""Units of measure: those of one sort, each with its names in several languages."""

from __future__ import annotations

from functools import lru_cache

# Units of one sort stand in one row, each with its names: a number in another one is not read.
SORTS = [
    [frozenset(unit.split()) for unit in row.split("; ")]
    for row in (
        (
            "km kilometer kilometers kilometre kilometres kilometro kilometros kilometern; "
            "m meter meters metre metres metro metros metern metri; cm centimeter centimeters "
            "centimetre centimetres centimetro centimetros; mm millimeter millimeters milimetros; "
            "mi mile miles milla millas meile meilen; ft foot feet pie pies; in inch inches pulgadas; "
            "yd yard yards"
        ),
        (
            "kg kilo kilos kilogram kilograms kilogramm kilogramos; g gram grams gramm gramo gramos; "
            "mg milligram milligrams; t ton tons tonne tonnes tonnen tonelada toneladas; "
            "lb lbs pound pounds libra libras pfund; oz ounce ounces"
        ),
        (
            "s sec secs seconds segundos sekunden secondes; min mins minute minutes minuto minutos "
            "minuten; h hr hrs hour hours hora horas stunde stunden heure heures ore; day days dia dias "
            "tag tage jour jours giorni; week weeks semana semanas woche wochen semaines; month months "
            "mes meses monat monate mois mesi; year years yr yrs ano anos jahr jahre an ans annees anni"
        ),
        "c celsius; f fahrenheit; k kelvin",
        "$ dollar dollars dolar dolares usd; € euro euros eur; £ gbp",
    )
]
_SPELLED = 2
"""The sorts whose short names are spelled out in a text: lengths and weights."""
_ALSO_WORDS = frozenset(("in", "s", "pie", "pies", "t"))
"""Units that are small words, too."""


def spell_unit(word: str) -> str:
    """Return a unit behind a number by the name that counts: km for kilometers; else the word."""
    return _index_units().get(word, word)


def is_measure(word: str) -> bool:
    """Return whether a word is a unit of any sort, or a sign."""
    return any(word in names for sort in SORTS for names in sort)


@lru_cache(maxsize=1)
def _index_units() -> dict[str, str]:
    found: dict[str, str] = {}
    for sort in SORTS[:_SPELLED]:
        for names in sort:
            first = min(names - _ALSO_WORDS, key=lambda name: (len(name), name))
            found |= dict.fromkeys(names - _ALSO_WORDS, first)
    return found | {f"{short}s": short for short in ("km", "kg", "cm", "mm")}


# What is measured by the hour, the second or the degree, however it is written; first stand signs of
# which one is in any such text.
_BY = r"(?:/| ?(?:per|an?|por|par|pro|all'|al|a l'|a la|in der|в) ?)"
RATES = (
    ("kmh kph stundenk", r"\b(?:kmh|kph|stundenkilometer)\b|(?<=\d)(?:kmh|kph)\b", " km/h"),
    (
        "km kilom км килом",
        (
            rf"(?:(?<=\d)|\b)(?:km|kilomet(?:er|re|ro)s?|kilometern?|км|километр\w*)s?{_BY}"
            r"(?:h|hr|hours?|hora|ora|heure|stunde|часа?|ч)\b"
        ),
        " km/h",
    ),
    ("mph mile", rf"(?:(?<=\d)|\b)(?:mph|mi(?:les?)?{_BY}(?:h|hr|hour))\b", " mi/h"),
    (
        "° deg grad grau град",
        (
            r" ?(?:° ?(?:c|celsius)\b|\b(?:degrees?|degs?|grados?|grad|degres?|gradi|graus?|градус\w*)\b"
            r"(?: ?(?:c|celsius|centigrad\w*|цельсия)\b)?)"
        ),
        " ° ",
    ),
    ("0 1 2 3 4 5 6 7 8 9", r"(?<=\d) ?c$", " °"),
)
