"""What the things of a plan are known by from one period to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from plan_workbook.plan.history_line import Key, Kind
from plan_workbook.plan.items import plain_number
from plan_workbook.plan.row_names import pi_number, plain_ref

if TYPE_CHECKING:
    from plan_workbook.plan.model import Recommendation


def references(recommendations: Iterable[Recommendation], item_word: str) -> Mapping[tuple[str, int], Key]:
    """Return what each thing is known by: by sheet and row, a recommendation by its sheet and 0.

    A thing without a number, ref or PI number is not known by anything, nor is one whose number or ref another has too.
    """
    found: dict[tuple[str, int], Key] = {}
    for each in recommendations:
        number = plain_number(each.number.compared or "", item_word)
        if not number:
            continue
        found[each.sheet, 0] = Key(Kind.RECOMMENDATION, number)
        rows = [(row.sheet, row.row, Kind.ACTION, plain_ref(row)) for row in each.actions]
        rows += [(row.sheet, row.row, Kind.INDICATOR, pi_number(row) or "") for row in each.indicators]
        found |= {(sheet, row): Key(kind, number, reference) for sheet, row, kind, reference in rows if reference}
    counts = Counter(found.values())
    return {place: key for place, key in found.items() if counts[key] == 1}
