"""The table of actions: a row for each action in the workbook."""

from __future__ import annotations

from plan_workbook import layout
from plan_workbook.checking.expressions import closed, counts_as, only_filled
from plan_workbook.checking.table import table_on_each_sheet
from plan_workbook.plan.model import Action

ACTIONS = table_on_each_sheet(layout.ACTIONS, lambda owner: owner.actions, Action, [closed, counts_as, only_filled])
ACTIONS.begun, ACTIONS.begun_rule = only_filled, "action-incomplete"
