"""Which of the values that a document shows are in the register that was made of it, at their place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from difflib import SequenceMatcher
from typing import NamedTuple

from plan_workbook.register import Register
from unseen.made import Made
from unseen.plans import Row

_MAIN = {"actions": "Action", "indicators": "Description", "recommendations": "Title"}
_SAME = {
    "complete": "c",
    "completed": "c",
    "blue": "c",
    "red": "r",
    "amber": "a",
    "green": "g",
    "b": "c",
    "overdue": "r",
}
"""What is printed by the letter that it means; *Overdue*, which no label may be, is its own code."""
_DATES = ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%y", "%d %B %Y", "%d/%m/%y", "%d %b %Y")


class Judged(NamedTuple):
    """How many of the values are there."""

    good: int
    total: int
    bad: tuple[str, ...]
    """What differs, a line each."""
    extra: int
    """How many rows there are too many."""


def judged(made: Made, register: Register) -> Judged:
    """Return which of the values that a document shows are in a register, row by row of each recommendation."""
    good = total = extra = 0
    bad: list[str] = []
    numbers = [row["Recommendation"] for row in made.plan.recommendations]
    for table, fields in made.shows.items():
        wanted, found = getattr(made.plan, table), register.rows(table)
        extra += max(0, len(found) - len(wanted))
        for number in numbers:
            want = [row for row in wanted if row["Recommendation"] == number]
            have = [row for row in found if row.get("Recommendation", "").strip() == number]
            for row, other in zip(want, _paired(_MAIN[table], want, have), strict=True):
                for field in fields:
                    total += 1
                    if _plain(field, row[field]) == _plain(field, other.get(field, "")):
                        good += 1
                    else:
                        bad.append(f"{table} {number} {field}: {row[field][:40]!r} got {other.get(field, '')[:40]!r}")
    return Judged(good, total, tuple(bad), extra)


def _paired(main: str, want: Sequence[Row], have: Sequence[Row]) -> list[Row]:
    """Return for each row the one that it became; an empty one if it is not there."""
    pairs: dict[int, Row] = {}
    texts = ([_plain("", row.get(main, "")) for row in rows] for rows in (want, have))
    for tag, first, end, other, stop in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if tag in ("equal", "replace"):
            pairs.update(zip(range(first, end), have[other:stop], strict=False))
    return [pairs.get(at, {}) for at in range(len(want))]


def _plain(field: str, value: str) -> str:
    """Return a value as it is compared: blanks folded, dates and figures in one form, ratings by their letter."""
    text = " ".join(value.replace("\u00a0", " ").split())
    if text in ("-", "n/a", "N/A"):
        text = ""
    if "Date" in field:
        for form in _DATES:
            try:
                return datetime.strptime(text, form).date().isoformat()
            except ValueError:
                continue
        return text.lower()
    if field in ("Target", "Actual", "Previous"):
        figure = re.fullmatch(r"(£?)(-?[\d,]*\.?\d+)\s*(%?)(.*)", text)
        if figure:
            return f"{figure[1]}{float(figure[2].replace(',', '')):g}{figure[3]}{figure[4].strip()}".lower()
    if field == "RAG":
        return _SAME.get(text.lower(), text.lower())
    if field in ("Lead", "Task Lead", "Lead Officer"):
        return re.sub(r"\s*(&|;|/|\band\b|,)\s*", " & ", text).lower().strip()
    return text.lower().rstrip(".")
