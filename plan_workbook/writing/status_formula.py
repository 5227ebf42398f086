"""The formula of an indicator's Status, which reads and judges the row's figures as the tool does.

Text that holds a plain number (``45%``, ``1,204``, ``590 days`` with the unit of the Unit cell) is read, without the
characters in it that nobody sees. A formula knows of a number format only whether it is a percentage or a date; where
a format has a unit or a scale of its own, the status is the one that Checks tells (`live_status`).

It takes only what Excel 2013 and LibreOffice both have, and stays below the 8,192 characters that Excel allows.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from plan_workbook import layout
from plan_workbook.layout import Table
from plan_workbook.plan.choices import Better
from plan_workbook.plan.model import DEFAULT_TOLERANCE, VALUES
from plan_workbook.plan.status import PIStatus
from plan_workbook.writing.full_status_formula import full_status
from plan_workbook.writing.live_status import status_told
from plan_workbook.writing.placing import cells_of, filled
from plan_workbook.writing.status_parts import Unit, percent


@cache
def status_formula(row: int, table: Table) -> str:
    """Return the formula of an indicator's status in a row counted from 0; see `plan.status.pi_status`.

    `table` has the columns that are on the sheet.
    """
    cell = cells_of(table, row)
    said = full_status(cell) if table.full_terms else plain_status(cell)
    return f'=IF({filled(table, row)}=0,"",IFERROR({status_told(cell)},{said}))'


def plain_status(cell: Mapping[str, str]) -> str:
    """Return the formula, without "=", of the status of an indicator with these cells, by the columns' keys.

    It counts how many of four limits the actual meets, times 100: one that is below every number, and the target times
    100 less the tolerance, without it and with it added. Without a target, the limits are texts, and no number meets
    a text. No difference between figures is taken, so that Excel, which compares numbers at 15 digits, sees a limit
    that is met exactly: 85.5 against 90 with a tolerance of 5%.
    """
    better = f"TRIM({cell['better']})"
    sign = f'(({better}="{Better.HIGHER}")-({better}="{Better.LOWER}"))'
    unit = Unit(f"TRIM({cell['unit']})", {key: cell[key] for key in VALUES if key in cell})
    actual, target = unit.figure("actual"), unit.figure("target")
    tolerance = f"IFERROR({percent(cell['tolerance'])},IFERROR({percent(layout.TOLERANCE_NAME)},{DEFAULT_TOLERANCE}))"
    limits = f'IFERROR({target}*(100*{sign}+{tolerance}*{{0,0,1,-1}})+{{-1E+300,0,0,0}},"")'
    met = f"SUMPRODUCT(--(100*{sign}*{actual}>={limits}))"
    judged = (PIStatus.NO_TARGET, PIStatus.OFF_TARGET, PIStatus.NEAR_TARGET, PIStatus.ON_TARGET, PIStatus.ON_TARGET)
    not_judged = (PIStatus.NO_TARGET, *[PIStatus.NOT_JUDGED] * (len(judged) - 1))
    said = ",".join(f'"{status}"' for status in (*judged, *not_judged))
    return f'IFERROR(CHOOSE(1+{met}+{len(judged)}*({sign}=0),{said}),"{PIStatus.NO_DATA}")'
