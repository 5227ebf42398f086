"""The items of a plan: which have lost their sheet, and which the plan must have from now on. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from plan_workbook.layout import sheet_name
from plan_workbook.plan.items import Numbers
from plan_workbook.plan.model import Plan, Recommendation
from plan_workbook.values.text import fold, tidy


@dataclass(frozen=True)
class Missing:
    """An item of the plan without a sheet, and what became of it, in words that end a sentence; empty if unknown."""

    number: str
    hint: str = ""
    sheet: str = ""
    """The sheet that probably is its own and has another number now."""


def missing_items(items: Sequence[str], recommendations: Sequence[Recommendation], item_word: str) -> list[Missing]:
    """Return the items without a sheet.

    A number on two sheets is reported by a rule of its own, so it accounts for an item that is missing: the one that
    such a sheet is named after, or else any.
    """
    numbers = Numbers(items, item_word)
    given = [each for each in recommendations if each.number.given]
    held = Counter(numbers.meant(each.number.text) for each in given)
    gone = [item for item in items if fold(item) not in held]
    if not gone:
        return []
    by_title = {fold(each.sheet): each for each in recommendations}
    twins = {fold(each.sheet) for each in given if held[numbers.meant(each.number.text)] > 1}
    surplus = sum(count - 1 for count in held.values())
    unexplained = [item for item in gone if fold(sheet_name(item)) not in twins]
    if len(unexplained) <= surplus - (len(gone) - len(unexplained)):
        return []
    new = [each for each in given if each.number.text not in numbers]
    blank = [each for each in recommendations if not each.number.given]
    found = []
    for item in unexplained:
        own = by_title.get(fold(sheet_name(item)))
        if own is None and len(unexplained) == 1 and len(new) == 1:
            own = new[0]
        if own is not None and own.number.given:
            found.append(Missing(item, f"sheet {own.sheet} now says {tidy(own.number.text)}", own.sheet))
            continue
        without = [own] if own is not None else blank
        names = ", ".join(each.sheet for each in without)
        found.append(Missing(item, f"sheet {names} has no number" if without else ""))
    return found


def items_now(plan: Plan) -> list[str]:
    """Return the items that a plan must have from now on: those it had, and every recommendation since filled in.

    A number that probably is a mistake is not learned until the plan accepts that the right one is gone.
    """
    known = Numbers(plan.items, plan.item_word)
    agreed = [row.text("where") for row in plan.accepted if fold(row.text("rule")) == "sheet-missing"]
    doubtful = {
        each.sheet
        for each in missing_items(plan.items, plan.recommendations, plan.item_word)
        if not any(where in Numbers([each.number], plan.item_word) for where in agreed)
    }
    new = [each for each in plan.recommendations if each.number.given and _is_used(each) and each.sheet not in doubtful]
    numbers = (tidy(each.number.text) for each in new)
    return list(dict.fromkeys([*plan.items, *(number for number in numbers if number not in known)]))


def _is_used(each: Recommendation) -> bool:
    fields = any((each.title.given, each.lead.given, each.rating.given))
    return fields or bool(each.progress or each.indicator_rows or each.actions)
