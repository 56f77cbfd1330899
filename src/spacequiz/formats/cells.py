"""Cells of spreadsheets as texts: as a person sees them, as far as the file says."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any


def write_value(value: Any, form: str = "") -> str:
    """Return the text of a cell as a person sees it, as far as the file says."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return write_number(value, form)
    if isinstance(value, datetime):
        if value.time() == time(0):
            return value.date().isoformat()
        return value.replace(microsecond=0).isoformat().replace("T", " ")
    if isinstance(value, time):
        text = f"{value:%H:%M:%S}" if value.second or "ss" in form.lower() else f"{value:%H:%M}"
        return text.removeprefix("0") if re.search(r"(?<!h)h(?!h)", form.lower()) else text
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        text = f"{minutes // 60}:{minutes % 60:02}"
        return f"{text}:{seconds:02}" if seconds else text
    return str(value.isoformat() if isinstance(value, date) else value).strip()


_FORM = re.compile(
    r"(?P<before>[^#0;]*?)(?P<digits>[#0,]*0(?:\.(?P<places>[0#]+))?)(?P<after>[^#0;]*)"
)


def write_number(value: float, form: str) -> str:
    """Return a number as its format shows it, where that adds a sign; else with all its digits."""
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e15
        plain = f"{value:.0f}" if whole else repr(value)
    else:
        plain = str(value)
    form = re.sub(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|_.|\*.|\[[^\]]*\]', r"\1\2\3", form)
    found = _FORM.fullmatch(form.split(";")[0])
    if not found or re.search(r"[a-zA-Z]*[eE][+-]", form):
        return plain
    before, after = found["before"].strip(), found["after"].rstrip()
    zeros = len(found["digits"].partition(".")[0].replace("#", "").replace(",", ""))
    if "%" in before + after:
        value = round(value * 100, 10)
    elif not before and not after and zeros < 2 and not found["places"]:
        return plain
    places = len(found["places"] or "")
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if abs(exact - round(exact, places)) > Decimal("1e-9"):
        # What the format hides would make two options the same.
        text = f"{exact.normalize():f}"
    else:
        text = f"{exact:.{places}f}"
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    return f"{sign}{before}{text.zfill(zeros) if not places else text}{after}"
