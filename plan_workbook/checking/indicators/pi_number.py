"""PI numbers as messages say them."""

from __future__ import annotations

from plan_workbook.values.text import as_name, tidy


def pi_named(number: str) -> str:
    """Return a PI number as messages say it: ``PI 204`` if it is only a numeral."""
    plain = as_name(tidy(number))
    return f"PI {plain}" if plain.replace(".", "").isdigit() else plain
