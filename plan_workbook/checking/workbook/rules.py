"""Rules about the workbook itself, which report what the reader reporting_rule."""

from __future__ import annotations

from plan_workbook import layout
from plan_workbook.checking.case import Case
from plan_workbook.checking.finding import Severity, quoted
from plan_workbook.checking.rule import ByRow, Rule, Words, rule
from plan_workbook.checking.workbook.reaching import IN_GENERAL, as_shown, linked, linked_fix
from plan_workbook.checking.workbook.table import PLACE, WORKBOOK, reporting_rule
from plan_workbook.plan.items import bare_number
from plan_workbook.plan.model import OWN_FORMULA, TITLE_OF_TABLE, Observation
from plan_workbook.values.text import as_name, counted, fold, listed_in_part


def _noticed(
    name: str,
    severity: Severity,
    *,
    title: str,
    why: str,
    message: Words,
    fix: Words,
    good: str,
    bad: str,
    coordinators: bool = False,
) -> Rule:
    """Declare a rule that fires wherever the reader noted it by name."""
    return rule(
        name,
        severity,
        WORKBOOK,
        at=PLACE,
        fires=lambda _: reporting_rule.column == name,
        title=title,
        why=why,
        message=message,
        fix=fix,
        good=good,
        bad=bad,
        coordinators=coordinators,
    )


def _lacking(case: Case[Observation]) -> str:
    return as_name(bare_number(case.item.detail, case.plan.item_word))


def _sheet_missing(case: Case[Observation]) -> str:
    hint = f"; {case.item.other}" if case.item.other else ""
    return f"{case.plan.item_word} {_lacking(case)} is part of the plan but has no sheet{hint}."


def _give_back(number: str, sheet: str) -> str:
    return (
        f"Give its sheet {number} again, or copy the sheet back from an earlier workbook. If that was changed on "
        f"purpose, accept it here on the Plan sheet, under Accepted findings: sheet-missing at {sheet}, with the "
        "reason."
    )


_ERRORS = frozenset({"#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})


def _outside(case: Case[Observation]) -> str:
    found = quoted(case.item.detail)
    if _is_own_formula(case):
        return f"The sheet's own formula here is broken: it shows {found}."
    if _is_on_generated(case):
        and_around = f" and around it, {case.item.other}," if case.item.other else ""
        done = f"{found} was typed here{and_around}" if case.item.detail else f"This cell was emptied{and_around}"
        return f"{done} on a sheet that the tool writes, so it is not read."
    around = f", and neither are the cells around it, {case.item.other}" if case.item.other else ""
    return f"{found} is outside the tables and fields, so it is not read{around}."


_MOVE_IT = "Move it into the row or comment it belongs to, or delete it if it is not meant to be reported."


def _outside_fix(case: Case[Observation]) -> str:
    if _is_own_formula(case):
        return "Copy this cell from another recommendation's sheet and paste it here; the figures do not depend on it."
    if _is_on_generated(case):
        return "The next summarise writes this cell again: type what should be reported on the sheet that it is about."
    return _MOVE_IT


def _is_on_generated(case: Case[Observation]) -> bool:
    return case.at.sheet is not None and case.at.sheet in case.plan.generated_sheets


def _is_own_formula(case: Case[Observation]) -> bool:
    """Tell whether the reader noted an error that a formula of the tool gives: in the heading, the panel or Status."""
    of_tool = case.item.other == OWN_FORMULA or (case.recommendation is not None and case.item.cell == "A1")
    return of_tool and case.item.detail in _ERRORS


def _remark(case: Case[Observation]) -> str:
    kind, where = case.item.other, listed_in_part(case.item.cells)
    here = f"There is a {kind} here"
    says = f" that says {quoted(case.item.detail)}" if case.item.detail else ""
    more = f" Others on this sheet are at {where}." if where else ""
    return f"{here}{says}; it is not read.{more}"


def _struck(case: Case[Observation]) -> str:
    counting = case.item.other.split()
    words = case.item.cell not in counting
    left = "so it is left out of editions, but the checks still read it" if words else "but it still counts"
    also = listed_in_part(case.item.cells if words else counting[1:])
    more = f" So is something in {also}." if also else ""
    if words and counting:
        more += f" {listed_in_part(counting)} {'is' if len(counting) == 1 else 'are'} struck through too, but still "
        more += f"{'counts' if len(counting) == 1 else 'count'}."
    return f"{quoted(case.item.detail)} is struck through, {left}.{more}"


def _history(case: Case[Observation]) -> str:
    found, why = case.item.detail, case.item.other
    if not why:
        return f"{quoted(found)} is not part of a line of history, and nothing else is kept on this sheet."
    return f"{quoted(found)} can't be used: {why}." if found else f"History can't be read here: {why}."


def _heading_missing(case: Case[Observation]) -> str:
    what, expected = case.item.detail, case.item.other
    if not case.at.sheet:
        return f"The workbook has no {what}."
    if not expected:
        return f"{what} can't be found on this sheet, either by its name or by its heading."
    others = listed_in_part(case.item.cells)
    rest = f", and {others} {'was' if len(case.item.cells) == 1 else 'were'} changed too" if others else ""
    return f"{_says(case)} where {quoted(expected)} is expected{rest}, so {what} can't be read."


def _says(case: Case[Observation]) -> str:
    says = "is empty" if case.item.value is None else f"says {quoted(as_shown(case.item))}"
    return f"{case.at.cell} {says}"


def _heading_changed(case: Case[Observation]) -> str:
    expected, table = case.item.detail, case.item.other
    says = f"{_says(case)} where {quoted(expected)} is expected"
    if table == TITLE_OF_TABLE:
        return f"{says}; the table below it was read by its headings."
    if table:
        return f"{says}; the column was read as {expected}, because it is where that column of {table} belongs."
    return f"{says}; the cell next to it was read as {expected}, because it has that name."


_IF_THAT_COLUMN = (
    "If it is that column, type the heading again as it is on the Guidance sheet. If it is another one, move it out of "
    "the table."
)


def _name_missing(case: Case[Observation]) -> str:
    if not case.item.other:
        return (
            f"The names {case.item.detail} are missing or point elsewhere; all that they name was found by its words."
        )
    return f"The name {case.item.detail} is missing or points elsewhere; {case.item.other} was found by its heading."


RULES = (
    _noticed(
        "sheet-missing",
        Severity.ERROR,
        title="A recommendation in the plan has no sheet",
        why="A recommendation that drops out unnoticed is missing from every count the board sees.",
        message=_sheet_missing,
        fix=ByRow(
            _give_back("its number", "the name of its sheet"),
            lambda case: _give_back(f"the number {_lacking(case)}", layout.sheet_name(_lacking(case))),
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
        fix="Leave it if it only holds notes. If it should be a recommendation, copy another one's sheet "
        "and fill that in.",
        good="Summary, Plan, Guidance, R01 to R18.",
        bad="A sheet called Sheet1 with somebody's workings.",
    ),
    _noticed(
        "heading-missing",
        Severity.ERROR,
        title="A table or field can't be found",
        why="Cells under a missing heading are not read, so the counts would be wrong.",
        message=_heading_missing,
        fix="Type the heading again exactly as it is on the Guidance sheet, or copy the sheet from an earlier "
        "workbook.",
        good="The column is headed Completion Date.",
        bad="The heading Completion Date was replaced by 'Due', and the table's name is gone too.",
    ),
    _noticed(
        "heading-changed",
        Severity.NOTE,
        title="A heading or label that says something else; what it stands for was read all the same",
        why="It was recognised by its place or its name alone, so the next change may lose it.",
        message=_heading_changed,
        fix=ByRow(
            _IF_THAT_COLUMN,
            lambda case: (
                _IF_THAT_COLUMN
                if case.item.other not in ("", TITLE_OF_TABLE)
                else f"Type {case.item.detail} here again."
            ),
        ),
        good="The column between Previous and Period is headed Actual.",
        bad="The heading Actual was replaced by 'Current'.",
    ),
    _noticed(
        "name-missing",
        Severity.NOTE,
        title="A defined name is missing; the heading was used instead",
        why="Headings are easier to break than names, so the next change may lose the table.",
        message=_name_missing,
        fix="There is nothing to do now: everything was read. Start next month from a workbook that has the names.",
        good="The name Actions covers the table of actions.",
        bad="The name Actions was deleted in the Name Manager.",
        coordinators=True,
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
        coordinators=True,
    ),
    _noticed(
        "content-outside-table",
        Severity.WARNING,
        title="Something typed where nothing is read, or over the sheet's own words and formulas",
        why="A lead who typed it next to the table believes it was reported.",
        message=_outside,
        fix=ByRow(_MOVE_IT, _outside_fix),
        good="A remark in the Comment column.",
        bad="A remark in the margin next to the table.",
    ),
    _noticed(
        "rows-not-read",
        Severity.ERROR,
        title="Rows below or next to a table that are not read",
        why="Nothing in these rows is counted or published, however red it is.",
        message=lambda case: f"{case.item.detail}.",
        fix="Move them into the table's own rows, directly below the last filled one. If there is no room, unprotect "
        "the sheet (Review > Unprotect Sheet) and insert rows above the table's last one. If they are a column of "
        "your own, the coordinator types Table and Heading in two free cells side by side on the Plan sheet, unless "
        "they are there, and below them the title of the table and the heading of the column. If they are not meant "
        "to be reported, delete them.",
        good="Thirty actions pasted directly below the last action, in the same columns.",
        bad="Thirty actions pasted five rows below the last one.",
    ),
    _noticed(
        "rows-below-table",
        Severity.NOTE,
        title="Rows below the last row of a table were read",
        why="They are counted, but the sheet's own drop-downs, counts and colours do not reach them.",
        message=lambda case: (
            f"{case.item.detail}; what is there was read as part of the table."
            + (" The sheet works out no Status there." if case.item.other else "")
        ),
        fix="Leave them if they belong to the table. Next month's workbook has room for them.",
        good="Actions in the table's own rows.",
        bad="Actions pasted below the last row of a full table.",
    ),
    _noticed(
        "status-formula-missing",
        Severity.NOTE,
        title="An indicator's row has lost its Status formula",
        why="The lead who looks at the sheet does not see the status that the board will see.",
        message=lambda case: f"{case.item.detail} no Status formula.",
        fix="Copy the Status cell of another indicator into it.",
        good="Every row of Indicators works out its Status.",
        bad="A row was inserted, and its Status cell is empty.",
    ),
    _noticed(
        "template-damaged",
        Severity.WARNING,
        title="Another program took away what helps leads to fill in the sheets",
        why="Leads can now type what the drop-downs and locked cells kept out, and see no marks on doubtful cells.",
        message=lambda case: (
            f"{case.item.other} no longer {'has' if case.item.other.startswith('Sheet ') else 'have'} "
            f"{case.item.detail}; everything on the sheets was read all the same."
        ),
        fix="If a sheet was unprotected on purpose, protect it again (Review > Protect Sheet). Otherwise another "
        "program saved the workbook: start next month from a new one, made by plan-workbook export and then "
        "plan-workbook new --from.",
        good="A workbook filled in and saved in Excel or LibreOffice.",
        bad="A workbook put through a script that dropped its drop-downs.",
        coordinators=True,
    ),
    _noticed(
        "history-unreadable",
        Severity.WARNING,
        title="A line of History that nobody can read",
        why="What the plan was in that period is missing from everything that is worked out over several periods.",
        message=_history,
        fix="Unprotect the sheet (Review > Unprotect Sheet), and correct the cell, or delete what does not belong "
        "there.",
        good="31/12/2017, Action, 15, a, G.",
        bad="A line of which the report date was overwritten with 'last month'.",
    ),
    _noticed(
        "history-rating-unknown",
        Severity.WARNING,
        title="Lines of History have a rating that the plan's scale no longer has",
        why="They are read as Not rated, so the counts and trends of those periods are not what the board was told.",
        message=lambda case: (
            f"{quoted(case.item.detail)}, the rating of {counted(int(case.item.other), 'line')} of history, is no "
            f"rating of the plan: {'it is' if case.item.other == '1' else 'they are'} read as Not rated."
        ),
        fix="If it still means something, the coordinator puts it back on the scale on the Plan sheet. If another "
        "rating has taken its place, unprotect this sheet (Review > Unprotect Sheet), and type that code instead.",
        good="History and the plan's scale both have R, A, G and C.",
        bad="The plan's scale has B instead of C for complete since January; December's lines still say C.",
        coordinators=True,
    ),
    _noticed(
        "formula-error",
        Severity.ERROR,
        title="An input holds an error such as #REF!",
        why="A cell that holds an error has no value.",
        message=lambda case: (
            f"{quoted(case.item.detail)} is the result of a formula, not a name."
            if fold(case.item.detail) in ("true", "false", "0")
            else f"{quoted(case.item.detail)} is an error, not a value."
        ),
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
        "cell-note",
        Severity.NOTE,
        title="A note, comment, text box or picture that is not read",
        why="Whoever wrote it may believe that it was reported, and no count or edition has it.",
        message=_remark,
        fix="If it should be reported, type it into the cell, or into the Comment next to it. If it is only meant for "
        "colleagues, there is nothing to do.",
        good="A Comment that says 'agreed at board'.",
        bad="A note on Completion Date that says 'please change to 30 June 2027, agreed at board'.",
    ),
    _noticed(
        "text-struck-through",
        Severity.WARNING,
        title="Something is struck through",
        why="Whoever crossed it out takes it for gone, but the checks and counts still read it. Editions leave out "
        "words that are struck through, but not dates, numbers and ratings.",
        message=_struck,
        fix="Delete what no longer holds. If it does hold, select it and press Ctrl+5, which takes the line away.",
        good="The freeze goes on.",
        bad="'The freeze has ended.' struck through, followed by 'The freeze goes on.'",
    ),
    _noticed(
        "external-link",
        Severity.WARNING,
        title="Something links to another file or loads data, or a formula starts a program or calls a server",
        why="Board members do not have that file: they get a warning, or figures that nobody can check. A formula or "
        "link that reaches out of the workbook can harm whoever opens it. Links to web pages and email addresses are "
        "fine.",
        message=linked,
        fix=ByRow(IN_GENERAL, linked_fix),
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
