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


@lru_cache(maxsize=1)
def _index_units() -> dict[str, str]:
    found: dict[str, str] = {}
    for sort in SORTS[:_SPELLED]:
        for names in sort:
            first = min(names - _ALSO_WORDS, key=lambda name: (len(name), name))
            found |= dict.fromkeys(names - _ALSO_WORDS, first)
    return found | {f"{short}s": short for short in ("km", "kg", "cm", "mm")}
