"""PI numbers as messages say them."""

from __future__ import annotations

from plan_workbook.values.text import as_name, tidy


def pi_named(number: str) -> str:
    """Return a PI number as messages say it: ``PI 204`` or ``PI 7b`` if it begins with a digit."""
    plain = as_name(tidy(number))
    return f"PI {plain}" if plain[:1].isdigit() else plain
