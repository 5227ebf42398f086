"""The objective that each action is under: its own, or one that was typed once over several rows."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from plan_workbook.plan.inputs import NO_INPUT, Input
from plan_workbook.plan.model import Action


def objectives(actions: Iterable[Action]) -> list[Input[str]]:
    """Return the objective of each action of a recommendation, in their order; it is not `given` if there is none.

    People type an objective once, on the first of its rows, or on each of them, or merge the cells. Where no two rows
    that follow one another have the same, it was typed once: a blank cell is under the nearest one above, and a dash
    is under none. Otherwise each row says its own, and a blank one has none.
    """
    own = [action.objective for action in actions]
    if any(one.there and one.compared == other.compared for one, other in pairwise(own)):
        return own
    over: Input[str] = NO_INPUT
    found = []
    for each in own:
        over = each if each.typed else over
        found.append(over)
    return found
