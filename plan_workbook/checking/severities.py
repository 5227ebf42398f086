"""The severities that a plan changes: which take effect, and which would make an error milder without a reason."""

from __future__ import annotations

from plan_workbook.checking.catalogue import catalogue
from plan_workbook.checking.finding import Milder, Severity
from plan_workbook.checking.plan.reasons import WithoutReason
from plan_workbook.plan.model import Plan
from plan_workbook.values.text import fold, tidy


class Severities:
    """The changed severities of a plan."""

    def __init__(self, plan: Plan) -> None:
        """Take the table of the Plan sheet. Rows that name no rule or no severity have no effect; a rule reports them.

        An error is made milder only with a reason and somebody who agreed. If a rule is there twice, the last row
        that takes effect counts.
        """
        self.changed: dict[str, Severity] = {}
        """The severities that take effect, by rule."""
        self.lacking: list[WithoutReason] = []
        """The rows without effect, because they would make an error milder without a reason."""
        milder: dict[str, Milder] = {}
        for row in plan.severities:
            name, typed = fold(row.text("rule")), row.inputs["severity"]
            severity = next((each for each in Severity if each.value == fold(typed.text)), None)
            if severity is None or name not in catalogue():
                continue
            usual = catalogue()[name].severity
            is_milder = usual is Severity.ERROR and severity is not usual
            if is_milder and row.reasons_missing:
                what = f"{name} is an error and is made a {severity.value} here"
                self.lacking.append(WithoutReason(row, what, "severity", plan.headings_to_add))
                continue
            self.changed[name] = severity
            milder.pop(name, None)
            if is_milder:
                reason, agreed_by = tidy(row.text("reason")), tidy(row.text("agreed_by"))
                milder[name] = Milder(name, severity, reason, agreed_by, typed.sheet, typed.cell)
        self.milder = list(milder.values())
        """The rules that are errors, and are milder in this plan."""
