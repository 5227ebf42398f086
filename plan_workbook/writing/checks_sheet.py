"""The Checks sheet: every finding with its cell and its fix, drawn in a workbook of its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

import xlsxwriter
from xlsxwriter.utility import quote_sheetname, xl_range_abs

from plan_workbook import layout
from plan_workbook.board.figures import judged
from plan_workbook.checking.catalogue import catalogue
from plan_workbook.checking.finding import Acceptance, Finding, Milder, Report, Severity
from plan_workbook.package import Grafts
from plan_workbook.plan.model import Plan
from plan_workbook.reading.items import items_now
from plan_workbook.reading.records import record
from plan_workbook.reports.grouping import WORST_FIRST, lead_of
from plan_workbook.reports.milder import MADE_MILDER
from plan_workbook.values.text import counted, fold, in_brief, in_item_words, listed
from plan_workbook.writing.generated_page import Page, live_cell
from plan_workbook.writing.live_status import status_key, told_statuses
from plan_workbook.writing.panel_sentence import Listed
from plan_workbook.writing.plain_tables import EPOCH
from plan_workbook.writing.worksheets import LiteralWorkbook

_COLUMNS = (
    ("Severity", 11),
    ("Lead", 26),
    ("Sheet", 10),
    ("Cell", 11),
    ("What is there", 22),
    ("What is wrong", 46),
    ("What to do", 44),
    ("Rule", 20),
    ("Notes", 24),
)
"""Headings of the findings, with their widths in characters."""
_HEADINGS, _WIDTHS = zip(*_COLUMNS, strict=True)
_NOTES = len(_COLUMNS) - 1
"""The column for what people write, counted from 0."""
_MARKS, _ITEMS, _RECORD, _NOW, _ROWS, _STATUSES = range(len(_COLUMNS) + 1, len(_COLUMNS) + 7)
"""Hidden columns, with one free column before them: the marked cells, the recommendations that the plan must have from
now on, for each finding its record and the formula for where its cell is now, and the rows of Indicators that are told
their status, with that."""
MOST_LISTED = 2_000
"""How many findings are listed. Nobody reads more, each costs a third of a millisecond and 10 kB, and the cells of a
sheet that lists twenty thousand are more than a workbook may have."""
_LONGEST_QUOTED = 160
"""Characters of what is in a cell; the cell, to which the line links, has it in full."""
_SEVERITIES = tuple(Severity)
_FILLS = {Severity.ERROR: "#FF8F8F", Severity.WARNING: "#FFD166", Severity.NOTE: "#DCE6F2"}
_HOW = (
    "Each line is about one cell: follow its link and put it right. While it is listed here, the cell has a red "
    "border on its own sheet; both disappear when the checks are run again. What you write under Notes stays "
    "with its line."
)
_NOT_RUN = "The checks have not been run on this workbook yet: plan-workbook summarise runs them."


@dataclass(frozen=True)
class Marks:
    """The ranges in which Checks lists the marked cells of the other sheets."""

    marks: dict[str, str] = field(default_factory=dict)
    """By the sheet's title: the range of Checks that holds the addresses of its marked cells."""
    errors: dict[str, str] = field(default_factory=dict)
    """The part of that range for cells with errors."""
    statuses: dict[str, str] = field(default_factory=dict)
    """The range with the rows of Indicators that are told their status."""

    def pointing(self, plan: Plan, checks: str) -> dict[str, dict[str, str]]:
        """Return, by sheet, the defined name under which it looks up its marks, with the range it refers to.

        `checks` is the title of the Checks sheet in the workbook.
        """
        return {
            title: {
                layout.MARKED_NAME: f"{quote_sheetname(checks)}!{self.marks.get(title, NO_MARKS)}",
                layout.ERRORS_NAME: f"{quote_sheetname(checks)}!{self.errors.get(title, NO_MARKS)}",
                layout.STATUSES_NAME: f"{quote_sheetname(checks)}!{self.statuses.get(title, NO_MARKS)}",
            }
            for title in (plan.plan_sheet, *(each.sheet for each in plan.recommendations))
        }


@dataclass(frozen=True, kw_only=True)
class DrawnChecks(Marks):
    """A workbook whose first sheet is Checks, and those ranges."""

    content: bytes


NO_MARKS = xl_range_abs(0, _MARKS, 0, _MARKS)
"""The cell of Checks that never holds a text: blank before the first check, and then a number."""


def put_checks(grafts: Grafts, plan: Plan, report: Report | None) -> None:
    """Put the Checks sheet of a plan into its workbook, and give every other sheet a name for the list of its marks."""
    title, drawn = plan.checks_sheet or layout.CHECKS, draw_checks(plan, report)
    grafts.put(title, drawn.content)
    grafts.name_cells(drawn.pointing(plan, title))


def draw_checks(plan: Plan, report: Report | None) -> DrawnChecks:
    """Return the Checks sheet of a plan; without a report, one that says the checks have not been run.

    The same report gives the same bytes: the sheet does not contain the time.
    """
    content = BytesIO()
    with LiteralWorkbook(content) as workbook:
        workbook.set_properties({"created": EPOCH})
        marks, errors, statuses = _Checks(workbook, plan).draw(report)
    return DrawnChecks(marks, errors, statuses, content=content.getvalue())


def add_checks(workbook: LiteralWorkbook, plan: Plan, report: Report) -> Marks:
    """Add the Checks sheet to a workbook that is being made; the names that point at its lists are still to be made."""
    return Marks(*_Checks(workbook, plan).draw(report))


class _Checks(Page):
    """The page, with a hidden list of marked cells next to it."""

    def __init__(self, workbook: xlsxwriter.Workbook, plan: Plan) -> None:
        super().__init__(workbook, layout.CHECKS, plan, _WIDTHS)
        self._notes: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for note in plan.notes:
            self._notes[note.rule, fold(note.sheet), note.cell].append(note.text)
        self._typed = {(sheet, now): typed for (sheet, typed), now in plan.moved.items()}
        self._sheets = {fold(title) for title in plan.sheets}

    def draw(self, report: Report | None) -> tuple[dict[str, str], ...]:
        """Draw the whole sheet; return the ranges of each other sheet: its marked cells, its errors, its statuses."""
        self.sheet.set_column(_MARKS, _STATUSES, 8, None, {"hidden": True})
        self.head(f"{layout.CHECKS}: {self.plan.title}", judged(self.plan))
        repeat = 0
        if report is None:
            self.across(_NOT_RUN)
        else:
            self.across(_totals(report))
            self.across(_HOW)
            if report.findings:
                self._leads(report.findings)
                repeat = self._findings(report.findings)
            if report.accepted:
                self._accepted(report.accepted)
            if report.milder:
                self._milder(report.milder)
        marked = _marked(report.findings if report else ())
        marks = self._marks(marked)
        wrong = cells_listed(report) if report else {}
        errors = {sheet: _first(marks[sheet], cells.errors) for sheet, cells in wrong.items() if cells.errors}
        if report:
            self.sheet.write_number(0, _MARKS, len(marked))
        items = items_now(self.plan)
        self._items(items)
        statuses, end = self._told()
        self._name(layout.RECORDS_NAME, 0, _NOTES, max(0, self.row - 1), _NOW)
        last = max(sum(map(len, marked.values())), len(items), end)
        self.finish(footer=f"{layout.CHECKS}: ", repeat=repeat, area=(last, _STATUSES))
        return marks, errors, statuses

    # ------------------------------------------------------------------------------------- the page

    def _leads(self, findings: Sequence[Finding]) -> None:
        self.section("Findings by lead")
        self.headings(["Findings", "Lead", "Errors", "Warnings", "Notes"], (0, 2, 3, 4))
        counts: dict[str, Counter[Severity]] = defaultdict(Counter)
        for finding in findings:
            counts[lead_of(finding)][finding.severity] += 1
        order = sorted(counts, key=lambda lead: [*(-counts[lead][each] for each in _SEVERITIES), lead.casefold()])
        for lead in order:
            numbers = [counts[lead].total(), None, *(counts[lead][each] for each in _SEVERITIES)]
            for column, number in enumerate(numbers):
                self.write(
                    column, lead if number is None else number, self.formats("cell" if number is None else "number")
                )
            self.fit([(1, lead)])

    def _findings(self, findings: Sequence[Finding]) -> int:
        """Write one row for each finding, worst first; return the row of the headings."""
        self.section("What to put right, worst first")
        top = self.row
        self.headings(_HEADINGS, (0,))
        listed_here, more = self._to_list(findings)
        for finding in listed_here:
            self._finding(finding)
        self.sheet.autofilter(top, 0, self.row - 1, len(_COLUMNS) - 1)
        if more:
            self.across(
                f"{counted(more, 'more finding')} not listed here: put these right first, or have plan-workbook "
                "validate list all. Their cells have a border, too."
            )
        return top

    def _to_list(self, findings: Sequence[Finding]) -> tuple[list[Finding], int]:
        """Return the findings to list, worst first, and how many others there are; one with a note is always listed."""
        order = sorted(findings, key=lambda each: WORST_FIRST[each.severity])
        if len(order) <= MOST_LISTED:
            return order, 0
        kept = [each for at, each in enumerate(order) if at < MOST_LISTED or self._noted(each)]
        return kept, len(order) - len(kept)

    def _noted(self, finding: Finding) -> bool:
        return (finding.rule, fold(finding.sheet or ""), finding.cell or "") in self._notes

    def _finding(self, finding: Finding) -> None:
        there = in_brief(finding.text, _LONGEST_QUOTED)
        lead = lead_of(finding)
        words = (
            finding.severity.value,
            lead,
            finding.sheet or "-",
            None,
            there or "(blank)",
            finding.message,
            finding.fix,
            finding.rule,
        )
        self.cells(words)
        self.write(0, finding.severity.value, self.formats.filled("number", _FILLS[finding.severity]))
        note = self._place(finding, accepted=False)
        self.fit([(column, text) for column, text in enumerate((*words, note)) if text])

    def _place(self, finding: Finding, *, accepted: bool) -> str:
        """Write the link to a finding's cell, the note on it, and the hidden record; return the note."""
        sheet, cell = finding.sheet or "", finding.cell or ""
        if self._link(sheet, cell):
            self.sheet.write_formula(self.row, _NOW, f"={live_cell(sheet, cell)}", None, cell)
        typed = self._typed.get((fold(sheet), cell), cell).upper() if accepted else cell
        self.sheet.write_string(self.row, _RECORD, record(finding.rule, typed, sheet, accepted=accepted))
        notes = self._notes[finding.rule, fold(sheet), cell]
        note = notes.pop(0) if notes else ""
        self.write(_NOTES, note, self.formats("input"))
        return note

    def _link(self, sheet: str, cell: str) -> bool:
        """Write the link to a cell, or only its address if the workbook has no such place; tell whether it has."""
        is_there = bool(cell) and fold(sheet) in self._sheets
        if is_there:
            self.follow(3, sheet, cell)
        else:
            self.write(3, cell or "-", self.formats("cell"))
        return is_there

    def _accepted(self, accepted: Sequence[Acceptance]) -> None:
        self.section("Accepted findings")
        self.headings(
            ["Until", "Agreed by", "Sheet", "Cell", "What is there", "What was found", "Reason", "Rule", "Notes"]
        )
        for each in accepted:
            finding = each.finding
            until = f"{each.until:%d/%m/%Y}" if each.until else "for good"
            words = (
                until,
                each.agreed_by,
                finding.sheet or "-",
                None,
                in_brief(finding.text, _LONGEST_QUOTED) or "(blank)",
                finding.message,
                each.reason,
                finding.rule,
            )
            self.cells(words)
            note = self._place(finding, accepted=True)
            self.fit([(column, text) for column, text in enumerate((*words, note)) if text])

    def _milder(self, milder: Sequence[Milder]) -> None:
        self.section(MADE_MILDER)
        self.headings(["Severity", "Agreed by", "Sheet", "Cell", "Usually", "What it finds", "Reason", "Rule"])
        for each in milder:
            rule = catalogue()[each.rule]
            finds = in_item_words(rule.title, self.plan.item_word)
            severities = each.severity.value, rule.severity.value
            words = (severities[0], each.agreed_by, each.sheet, None, severities[1], finds, each.reason, each.rule)
            self.cells(words)
            self._link(each.sheet, each.cell)
            self.fit([(column, text) for column, text in enumerate(words) if text])

    def _marks(self, marked: Mapping[str, Sequence[str]]) -> dict[str, str]:
        """List the marked cells sheet by sheet in the hidden column, and return the range of each sheet."""
        row, places = 1, {}
        for sheet, cells in marked.items():
            for offset, cell in enumerate(cells):
                if fold(sheet) in self._sheets:
                    self.sheet.write_formula(row + offset, _MARKS, f"={live_cell(sheet, cell)}", None, cell)
                else:
                    self.sheet.write_string(row + offset, _MARKS, cell)
            places[sheet] = xl_range_abs(row, _MARKS, row + len(cells) - 1, _MARKS)
            row += len(cells)
        return places

    def _told(self) -> tuple[dict[str, str], int]:
        """List the rows of Indicators that are told their status; return the range of each sheet, and the last row."""
        first, places = 1, {}
        for each in self.plan.recommendations:
            told = told_statuses(each.indicator_rows, self.plan)
            for row, it in enumerate(told, first):
                key = status_key(live_cell(each.sheet, it.cell), it.contents)
                self.sheet.write_formula(row, _ROWS, f"={key}", None, it.key)
                self.sheet.write_string(row, _STATUSES, it.status)
            if told:
                places[each.sheet] = xl_range_abs(first, _ROWS, first + len(told) - 1, _STATUSES)
            first += len(told)
        return places, first - 1

    def _items(self, items: Sequence[str]) -> None:
        """List the recommendations that the plan must have, under a name by which the reader finds them."""
        for row, item in enumerate(items, 1):
            self.sheet.write_string(row, _ITEMS, item)
        self._name(layout.ITEMS_NAME, 1, _ITEMS, max(1, len(items)), _ITEMS)

    def _name(self, name: str, *corners: int) -> None:
        sheet = quote_sheetname(self.name)
        self.workbook.define_name(f"{sheet}!{name}", f"={sheet}!{xl_range_abs(*corners)}")


def cells_listed(report: Report) -> dict[str, Listed]:
    """Return how many cells of each sheet are listed; sheets without any are left out."""
    errors = _marked([each for each in report.findings if each.severity is Severity.ERROR])
    found = {sheet: (len(cells), len(errors.get(sheet, ()))) for sheet, cells in _marked(report.findings).items()}
    return {sheet: Listed(wrong, cells - wrong) for sheet, (cells, wrong) in found.items()}


def _marked(findings: Sequence[Finding]) -> Mapping[str, list[str]]:
    """Return the cells to be marked, each once, by sheet; those with errors come first."""
    cells: dict[str, dict[str, None]] = defaultdict(dict)
    for finding in sorted(findings, key=lambda each: WORST_FIRST[each.severity]):
        if finding.sheet and finding.cell:
            cells[finding.sheet][finding.cell] = None
    return {sheet: list(each) for sheet, each in cells.items()}


def _first(area: str, rows: int) -> str:
    """Return the first rows of a column's range."""
    first = area.partition(":")[0]
    _, column, row = first.split("$")
    return f"{first}:${column}${int(row) + rows - 1}"


def _totals(report: Report) -> str:
    counts = report.counts
    found = listed([counted(counts[each], each.value) for each in _SEVERITIES])
    said = f"{found[0].upper()}{found[1:]}." if report.findings else "Nothing to put right."
    apart = {"Accepted": len(report.accepted), MADE_MILDER: len(report.milder)}
    return " ".join([said, *(f"{what}: {number}." for what, number in apart.items() if number)])
