"""The table of indicators: a row for each place where one is reported."""

from __future__ import annotations

from plan_workbook import layout
from plan_workbook.checking.expressions import closed, only_filled
from plan_workbook.checking.table import table_on_each_sheet
from plan_workbook.plan.model import Indicator

INDICATORS = table_on_each_sheet(layout.INDICATORS, lambda owner: owner.indicators, Indicator, [closed, only_filled])
INDICATORS.begun, INDICATORS.begun_rule = only_filled, "indicator-incomplete"
