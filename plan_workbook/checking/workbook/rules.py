"""Rules about the workbook itself, which report what the reader noticed."""

from __future__ import annotations

from plan_workbook import layout
from plan_workbook.checking.case import Case
from plan_workbook.checking.finding import Severity, quoted
from plan_workbook.checking.rule import Rule, Words, rule
from plan_workbook.checking.workbook.table import PLACE, WORKBOOK, noticed
from plan_workbook.package.formulas import column_number
from plan_workbook.plan.model import OWN_FORMULA, Observation


def _noticed(
    name: str, severity: Severity, *, title: str, why: str, message: Words, fix: Words, good: str, bad: str
) -> Rule:
    """Declare a rule that fires wherever the reader noted it by name."""
    return rule(
        name,
        severity,
        WORKBOOK,
        at=PLACE,
        fires=lambda _: noticed.column == name,
        title=title,
        why=why,
        message=message,
        fix=fix,
        good=good,
        bad=bad,
    )


def _sheet_missing(case: Case[Observation]) -> str:
    hint = f"; {case.item.other}" if case.item.other else ""
    return f"{case.plan.item_word} {case.item.detail} is part of the plan but has no sheet{hint}."


_ERRORS = frozenset({"#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})


def _outside(case: Case[Observation]) -> str:
    found = quoted(case.item.detail)
    if _is_own_formula(case):
        return f"The sheet's own formula here is broken: it shows {found}."
    if label := _label_of(case):
        return f"The label {quoted(label)} was changed to {found}; the cell next to it is read all the same."
    return f"{found} is outside the tables and fields, so it is not read."


def _outside_fix(case: Case[Observation]) -> str:
    if _is_own_formula(case):
        return "Copy this cell from another recommendation's sheet and paste it here; the figures do not depend on it."
    if label := _label_of(case):
        return f"Type {label} here again."
    return "Move it into the row or comment it belongs to, or delete it if it is not meant to be reported."


def _is_own_formula(case: Case[Observation]) -> bool:
    """Tell whether the reader noted an error that a formula of the tool gives: in the heading, the panel or Status."""
    of_tool = case.item.other == OWN_FORMULA or (case.recommendation is not None and case.item.cell == "A1")
    return of_tool and case.item.detail in _ERRORS


def _label_of(case: Case[Observation]) -> str:
    """Return the label that belongs where the text is, next to a field found by its name; empty if none does."""
    plan, cell = case.plan, case.item.cell or ""
    on_plan = case.at.sheet == plan.plan_sheet
    inputs = plan.fields if on_plan else case.recommendation.inputs if case.recommendation else {}
    column = cell.rstrip("0123456789")
    for field in (layout.PLAN if on_plan else layout.RECOMMENDATION).fields:
        value = inputs[field.key].cell if field.key in inputs else ""
        letters = value.rstrip("0123456789")
        same_row = bool(letters) and value[len(letters) :] == cell[len(column) :]
        if same_row and 0 < column_number(letters) - column_number(column) <= _LABEL_TO_VALUE:
            return field.label
    return ""


_LABEL_TO_VALUE = 2
"""The most columns between a label and its value, for one column that was inserted."""


def _linked(case: Case[Observation]) -> str:
    name = case.item.other
    through = f", through the name {name}" if name else ""
    return f"The workbook links to another file, {case.item.detail or 'whose name is not given'}{through}."


RULES = (
    _noticed(
        "sheet-missing",
        Severity.ERROR,
        title="A recommendation in the plan has no sheet",
        why="A recommendation that drops out unnoticed is missing from every count the board sees.",
        message=_sheet_missing,
        fix=lambda case: (
            f"Give its sheet the number {case.item.detail} again, or copy the sheet back from an earlier workbook. If "
            "that was changed on purpose, accept it here on the Plan sheet, under Accepted findings: sheet-missing at "
            f"{layout.sheet_name(case.item.detail)}, with the reason."
        ),
        good="The plan has recommendation 7, and sheet R07 has the number 7.",
        bad="The plan had recommendation 7 when it was last summarised, but no sheet has that number now.",
    ),
    _noticed(
        "sheet-unexpected",
        Severity.NOTE,
        title="A sheet that is not part of the plan",
        why="Nothing on it is counted, whatever it looks like.",
        message=lambda case: f"The sheet {quoted(case.item.detail)} is not part of the plan; nothing on it is read.",
        fix="There is nothing to do if it only holds notes. If it should be a recommendation, copy another one's sheet "
        "and fill that in.",
        good="Summary, Plan, Guidance, R01 to R18.",
        bad="A sheet called Sheet1 with somebody's workings.",
    ),
    _noticed(
        "heading-missing",
        Severity.ERROR,
        title="A table or field can't be found",
        why="Cells under a missing heading are not read, so the counts would be wrong.",
        message=lambda case: (
            f"{case.item.detail} can't be found on this sheet, either by its name or by its heading."
            if case.at.sheet
            else f"The workbook has no {case.item.detail}."
        ),
        fix="Type the heading again exactly as it is on the Guidance sheet, or copy the sheet from an earlier "
        "workbook.",
        good="The column is headed Completion Date.",
        bad="The heading Completion Date was replaced by 'Due'.",
    ),
    _noticed(
        "name-missing",
        Severity.NOTE,
        title="A defined name is missing; the heading was used instead",
        why="Headings are easier to break than names, so the next change may lose the table.",
        message=lambda case: (
            f"The name {case.item.detail} is missing or points elsewhere; {case.item.other} was found by its heading."
        ),
        fix="There is nothing to do now: everything was read. Start next month from a workbook that has the names.",
        good="The name Actions covers the table of actions.",
        bad="The name Actions was deleted in the Name Manager.",
    ),
    _noticed(
        "template-older",
        Severity.WARNING,
        title="The workbook was made by an older template",
        why="This workbook lacks what the newer template provides, such as the marks on doubtful cells.",
        message=lambda case: (
            f"The workbook was made from version {quoted(case.item.detail)} of the blank workbook; the newest is "
            f"{layout.TEMPLATE_VERSION}."
        ),
        fix="Nothing is lost. Start next month from a new workbook: export this workbook with plan-workbook export, "
        "and make the new one from that with plan-workbook new --from.",
        good="A workbook made by this version of the tool.",
        bad="Last year's workbook, carried on from month to month.",
    ),
    _noticed(
        "content-outside-table",
        Severity.WARNING,
        title="Something typed where nothing is read, or over the sheet's own words and formulas",
        why="A lead who typed it next to the table believes it was reported.",
        message=_outside,
        fix=_outside_fix,
        good="A remark in the Comment column.",
        bad="A remark in the margin next to the table.",
    ),
    _noticed(
        "formula-error",
        Severity.ERROR,
        title="An input holds an error such as #REF!",
        why="A cell that holds an error has no value.",
        message=lambda case: f"{quoted(case.item.detail)} is an error, not a value.",
        fix="Type the value itself into the cell.",
        good="98%",
        bad="#REF!",
    ),
    _noticed(
        "formula-in-input",
        Severity.NOTE,
        title="An input holds a formula; its saved value is used",
        why="The value can change when the workbook is opened elsewhere, and links to other files go stale.",
        message=lambda case: (
            f"The cell holds a formula; its saved value {quoted(case.item.detail)} was used."
            if case.item.detail
            else "The cell holds a formula without a saved value, so there is nothing to read."
        ),
        fix="Copy the cell and paste it as a value (Paste Special > Values), or open and save the workbook in Excel.",
        good="41%",
        bad="=41/100",
    ),
    _noticed(
        "merged-inputs",
        Severity.WARNING,
        title="Input cells were merged: only the first is read",
        why="The contents of the other cells are gone, and the rows below may be read as empty.",
        message="Input cells are merged here, and only the first of them can hold anything.",
        fix="Unmerge them (Home > Merge & Centre) and fill in each cell.",
        good="F12 and F13 as two separate cells.",
        bad="F12 and F13 merged into one cell.",
    ),
    _noticed(
        "hidden-content",
        Severity.NOTE,
        title="Hidden rows, columns or sheets hold something",
        why="Hiding does not protect anything: whoever gets the workbook can unhide it, and its owner may forget it.",
        message=lambda case: f"{case.item.detail} but not empty.",
        fix="Unhide it (select all, right-click, Unhide; clear any filter), and delete anything the board should not "
        "see.",
        good="Every row and column of R01 is visible.",
        bad="Rows 30 to 34 of R01, with two actions in them, are hidden.",
    ),
    _noticed(
        "external-link",
        Severity.WARNING,
        title="The workbook links to another file",
        why="Board members do not have that file: they get a warning, or figures that nobody can check.",
        message=_linked,
        fix="In Excel choose Data > Edit Links > Break Link; the values stay.",
        good="98%",
        bad="='[performance.xlsx]Sheet1'!B4",
    ),
)
SUMMARY = (
    _noticed(
        "summary-out-of-date",
        Severity.WARNING,
        title="Something has changed since the Summary was made, or it is not there",
        why="The board would read figures that do not match the sheets.",
        message=lambda case: (
            "Something on the sheets was changed after this Summary was made."
            if case.at.sheet
            else "The workbook has no Summary."
        ),
        fix="Run plan-workbook summarise on the workbook before it goes out.",
        good="Summarised after the last change.",
        bad="A rating changed on R07 after the Summary was made.",
    ),
)
