"""The items of a plan: which have lost their sheet, and which the plan must have from now on. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from plan_workbook.layout import sheet_name
from plan_workbook.plan.items import Numbers
from plan_workbook.plan.model import Plan, Recommendation
from plan_workbook.values.text import fold, tidy


class Missing(NamedTuple):
    """An item of the plan without a sheet, and what became of it, in words that end a sentence; empty if unknown."""

    number: str
    hint: str = ""
    sheet: str = ""
    """The sheet that probably is its own, and has another number now or was not recognised."""


def missing_items(
    items: Sequence[str], recommendations: Sequence[Recommendation], item_word: str, others: Iterable[str] = ()
) -> list[Missing]:
    """Return the items without a sheet.

    A number on two sheets, and a sheet without one, are reported by rules of their own, so each accounts for an item
    that is missing: the one that such a sheet is named after, or else any.

    Args:
        items: the numbers of the plan's items.
        recommendations: those that have a sheet; a copy of a sheet is left out.
        item_word: the plan's own word for its items.
        others: the titles of sheets that were not recognised.
    """
    numbers = Numbers(items, item_word)
    given = [each for each in recommendations if each.number.there]
    blank = [each for each in recommendations if not each.number.there]
    held = Counter(numbers.meant(each.number.text) for each in given)
    gone = [item for item in items if fold(item) not in held]
    if not gone:
        return []
    by_title = {fold(each.sheet): each for each in recommendations}
    told = {fold(each.sheet) for each in given if held[numbers.meant(each.number.text)] > 1}
    told |= {fold(each.sheet) for each in blank}
    surplus = sum(count - 1 for count in held.values()) + len(blank)
    unexplained = [item for item in gone if fold(sheet_name(item)) not in told]
    if len(unexplained) <= surplus - (len(gone) - len(unexplained)):
        return []
    new = [each for each in given if each.number.text not in numbers]
    beyond_words = {fold(title): title for title in others}
    found = []
    for item in unexplained:
        own = by_title.get(fold(sheet_name(item)))
        if own is None and len(unexplained) == 1 and len(new) == 1:
            own = new[0]
        if own is not None:
            found.append(Missing(item, f"sheet {own.sheet} now says {tidy(own.number.text)}", own.sheet))
        elif title := beyond_words.get(fold(sheet_name(item))):
            found.append(Missing(item, f"the words on sheet {title} do not say that it is one", title))
        else:
            found.append(Missing(item))
    return found


def items_now(plan: Plan) -> list[str]:
    """Return the items that a plan must have from now on: those it had, and every recommendation since filled in.

    A number that probably is a mistake is not learned until the plan accepts that the right one is gone.
    """
    known = Numbers(plan.items, plan.item_word)
    accepted = [row for row in plan.accepted if not row.reasons_missing]
    agreed = [row.text("where") for row in accepted if fold(row.text("rule")) == "sheet-missing"]
    doubtful = {
        each.sheet
        for each in missing_items(plan.items, plan.recommendations, plan.item_word)
        if not any(where in Numbers([each.number], plan.item_word) for where in agreed)
    }
    new = [each for each in plan.recommendations if each.number.given and is_used(each) and each.sheet not in doubtful]
    numbers = (tidy(each.number.text) for each in new)
    return list(dict.fromkeys([*plan.items, *(number for number in numbers if number not in known)]))


def is_used(each: Recommendation) -> bool:
    """Tell whether a recommendation says more than its number and status: spare sheets of a blank master do not."""
    fields = any((each.title.given, each.lead.given, each.rating.given))
    return fields or bool(each.progress or each.indicator_rows or each.actions)
