"""Small builders for the tests: a plan from short calls, and a lead's hand on its workbook.

    plan = PlanBuilder()                          # every plan field filled, no recommendations yet
    plan = clean_plan()                           # one recommendation, one indicator, one action: no findings
    plan.recommendation(number="2", rating="R")   # rows and fields are named by the keys of plan_workbook.layout
    plan.indicator(actual="41%", target="90%")    # goes to the recommendation added last
    plan.action(completion_date="30/11/2017")
    plan.set(report_date="")                      # change a field of the Plan sheet
    plan.action(evidence="")                      # what is only there if a plan uses it is there once it is named
    plan.write(tmp_path / "plan.xlsx")            # the master workbook; .read() gives the plan it is read as

    with editing(path) as book:                   # typed as in Excel, through openpyxl; saved at the end
        book.type("R01", "Indicators", 1, "Actual", 0.41, number_format="General")
        book.type_field("Plan", "Report Date", "31 Feb 2018")
    changed(content, change)                      # the same for bytes: `change` is given the book

    address(path, "R01", "Actions", 1, "RAG")     # "I36"
    field_address(path, "R01", "Title")           # "C5"

Tables are named by key or title (``Progress``, ``Indicators``, ``Actions``, ``RAG scale``, ``People``, ``Accepted
findings``, ``Changed severities``); rows count from 1 below the heading, empty ones included. Cells are found by
the words on the sheet, on purpose not by the defined names the program itself goes by.
"""

from __future__ import annotations

import copyreg
import json
import pickle
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, lru_cache
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import Any, Self, TypeVar

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook import Workbook
from openpyxl.worksheet.dimensions import DimensionHolder
from openpyxl.worksheet.table import TableList
from openpyxl.worksheet.worksheet import Worksheet

from plan_workbook import layout
from plan_workbook.jobs.new import checked_workbook
from plan_workbook.layout.own_columns import own_key
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Plan, Recommendation, TableRow
from plan_workbook.reading import read_plan
from plan_workbook.register import NUMBER, PARAGRAPHS, Record, Register, register_tables
from plan_workbook.register.tables import only_if_used
from plan_workbook.values.text import fold
from plan_workbook.writing.master import master_workbook, template_workbook

T = TypeVar("T", TableRow, Recommendation)


EXTRAS = frozenset(key for each in only_if_used().values() for key in each.values())
"""The keys of the columns and fields that are only there if a plan uses them."""


def _checked_workbook(register: Register) -> bytes:
    return checked_workbook(register, "plan.xlsx")[0]


_made: dict[tuple[Callable[[Register], bytes], str], bytes] = {}
"""Workbooks by what made them and the register they were made from."""


@cache
def _read(template: bytes) -> Plan:
    return read_plan(template, "plan.xlsx")


PUBLISHED_SHEETS = ["Summary", "All recommendations", "All indicators", "R01", "R02"]
"""The sheets of the edition of a plan with two recommendations."""


class PlanBuilder:
    """A register in the making. A call fills what it is not told with something clean; "" leaves a cell blank."""

    def __init__(self, **fields: str) -> None:
        self.tables: dict[str, list[Record]] = {table.name: [] for table in register_tables()}
        self.used: set[str] = set()
        self.fields = {
            "title": "Children's Services Improvement Plan",
            "authority": "Exampleshire County Council",
            "version": "3",
            "update": "2",
            "period": "December 2017",
            "report_date": "31/12/2017",
            "data_as_at": "30/11/2017",
            "plan_start": "01/04/2017",
            "plan_end": "31/03/2018",
            "previous_period": "November 2017",
            "item_word": "Recommendation",
            "default_tolerance": "10%",
            "due_within": "31",
            "quarters": "Financial",
            "key_successes": "Visits are made on time",
            "key_challenges": "Posts are hard to fill",
        }
        self.set(**fields)

    def set(self, **fields: str) -> Self:
        """Change fields of the Plan sheet, by the layout's keys."""
        unknown = fields.keys() - layout.PLAN.labels.keys()
        assert not unknown, f"no such field: {unknown}"
        self.fields |= fields
        return self.using(*fields)

    def using(self, *keys: str) -> Self:
        """Have these columns and fields, of those that are only there if a plan uses them."""
        self.used.update(EXTRAS.intersection(keys))
        return self

    def recommendation(self, **cells: str) -> Self:
        """Add a recommendation, by default the next number, Active and Green with a paragraph of progress."""
        number = str(len(self.tables["recommendations"]) + 1)
        clean = {
            "number": number,
            "title": f"Make sure that part {number} of the service is good.",
            "lead": "Head of Assessment",
            "status": "Active",
            "rating": "G",
            "progress": "Audits were made and their findings acted on.",
        }
        return self._add("recommendations", clean | cells)

    def indicator(self, recommendation: str = "", **cells: str) -> Self:
        """Add an indicator, by default 95% against 90%, to the recommendation added last or the one named."""
        count = len(self.tables["indicators"]) + 1
        clean = {
            "number": f"CSC {count:03}",
            "description": f"Visits made on time in area {count}",
            "lead": "Head of Assessment",
            "unit": "%",
            "better": "Higher",
            "target": "90%",
            "tolerance": "",
            "previous": "94%",
            "actual": "95%",
            "period": "",
            "comment": "",
        }
        return self._add("indicators", clean | cells, recommendation)

    def action(self, recommendation: str = "", **cells: str) -> Self:
        """Add an action, by default on track and due in March 2018, to the recommendation added last or named."""
        owner = recommendation or self._last()
        count = sum(row[NUMBER] == owner for row in self.tables["actions"])
        clean = {
            "objective": "",
            "ref": chr(ord("a") + count) if count < 26 else f"z{count}",
            "text": f"Hold training session {len(self.tables['actions']) + 1} for all teams.",
            "lead": "Head of Assessment",
            "start_date": "01/09/2017",
            "completion_date": "31/03/2018",
            "original_completion_date": "",
            "date_completed": "",
            "rating": "G",
            "comment": "",
        }
        return self._add("actions", clean | cells, owner)

    def person(self, name: str, role: str = "", email: str = "") -> Self:
        """Add a row of the People table."""
        return self._add("people", {"name": name, "role": role, "email": email})

    def rating(self, code: str, label: str, counts_as: str, colour: str = "", **meanings: str) -> Self:
        """Add a step of a scale of the plan's own; without any, the scale is C, R, A, G."""
        cells = {"code": code, "label": label, "counts_as": counts_as, "colour": colour}
        return self._add("ratings", {"progress": "", "confidence": ""} | cells | meanings)

    def accept(self, rule: str, where: str, reason: str = "Agreed", agreed_by: str = "Board", until: str = "") -> Self:
        """Add an accepted finding."""
        cells = {"rule": rule, "where": where, "reason": reason, "agreed_by": agreed_by, "until": until}
        return self._add("accepted", cells)

    def severity(self, rule: str, severity: str, reason: str = "", agreed_by: str = "") -> Self:
        """Change the severity of a rule."""
        cells = {"rule": rule, "severity": severity, "reason": reason, "agreed_by": agreed_by}
        return self._add("severities", cells)

    def column(self, table: str, heading: str, *texts: str) -> Self:
        """Declare an extra column of a table, with these texts in its first rows; no row is added after it."""
        self._add("extra_columns", {"table": _table(table).title, "heading": heading})
        self.used |= {layout.EXTRA_COLUMNS.key, own_key(table, heading)}
        for row, text in zip_longest(self.tables[table], texts, fillvalue=""):
            row[heading] = text
        return self

    def past(self, report_date: str, kind: str, reference: str = "", **cells: str) -> Self:
        """Add a line of history, by default of the recommendation added last."""
        clean = {"report_date": report_date, "kind": kind, "recommendation": self._last(), "reference": reference}
        return self._add("history", clean | cells)

    def register(self) -> Register:
        """The register so far; fields that are blank are left out."""
        fields = [{"Field": layout.PLAN.labels[key], "Value": value} for key, value in self.fields.items() if value]
        tables = {**{name: list(rows) for name, rows in self.tables.items()}, "plan": fields}
        return Register(tables, used=frozenset(self.used))

    def workbook(self) -> bytes:
        """The master workbook's bytes; plans that are the same are made once."""
        return self._made_by(master_workbook)

    def template(self) -> bytes:
        """The same before Summary and Checks are drawn, which makes it six times as quick."""
        return self._made_by(template_workbook)

    def checked_workbook(self) -> bytes:
        """The same with its Checks sheet filled in, as the command makes it."""
        return self._made_by(_checked_workbook)

    def write(self, path: Path) -> Path:
        """Write the master workbook."""
        path.write_bytes(self.workbook())
        return path

    def write_template(self, path: Path) -> Path:
        """Write the workbook as it is before Summary and Checks are drawn."""
        path.write_bytes(self.template())
        return path

    def read(self) -> Plan:
        """The plan as its own workbook is read."""
        return _read(self.template())

    def _made_by(self, maker: Callable[[Register], bytes]) -> bytes:
        register = self.register()
        key = (maker, json.dumps([register.tables, sorted(register.used)]))
        if key not in _made:
            _made[key] = maker(register)
        return _made[key]

    def _last(self) -> str:
        return self.tables["recommendations"][-1][NUMBER]

    def _add(self, table: str, cells: dict[str, str], owner: str | None = None) -> Self:
        headings = _headings(table)
        assert cells.keys() <= headings.keys(), f"no such column of {table}: {cells.keys() - headings.keys()}"
        row = {} if owner is None else {NUMBER: owner or self._last()}
        self.tables[table].append(row | {headings[key]: cells.get(key, "") for key in headings})
        return self.using(*cells) if owner is not None or table == "recommendations" else self


def _headings(table: str) -> dict[str, str]:
    """What a table of the register heads its columns with, by the layout's keys."""
    if table == "recommendations":
        return {f.key: f.heading for f in layout.RECOMMENDATION.fields} | PARAGRAPHS
    declared = (layout.INDICATORS, layout.ACTIONS, *layout.PLAN.tables, layout.HISTORY)
    return next({c.key: c.heading for c in each.inputs} for each in declared if each.key == table)


def _table(name: str) -> layout.Table:
    """The table with that key or title."""
    tables = (*layout.PLAN.tables, *layout.RECOMMENDATION.tables)
    return next(each for each in tables if fold(name) in (fold(each.key), fold(each.called)))


def clean_plan(recommendations: int = 1, **fields: str) -> PlanBuilder:
    """A plan nothing is wrong with: so many recommendations, each with one indicator and one action."""
    plan = PlanBuilder(**fields)
    for _ in range(recommendations):
        plan.recommendation().indicator().action()
    return plan


class Book:
    """A workbook opened in openpyxl, with cells found the way a lead finds them: by sheet, heading and row."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook

    def __getitem__(self, sheet: str) -> Worksheet:
        return self.workbook[sheet]

    def cell(self, sheet: str, table: str, row: int, heading: str) -> Cell:
        """The cell of a table: rows count from 1 below the heading."""
        wanted = {fold(heading), *(fold(column.heading) for column in _table(table).columns)}
        lines = (
            {fold(c.value): c for c in line if isinstance(c.value, str) and fold(c.value) in wanted}
            for line in self.workbook[sheet].iter_rows()
        )
        here = max(lines, key=len)  # the row with most of the table's headings
        due = {fold(column.heading) for column in _table(table).using(()).columns}
        if 2 * len(due & here.keys()) >= len(due) and fold(heading) in here:
            place = here[fold(heading)]
            return self.workbook[sheet].cell(place.row + row, place.column)
        raise LookupError(f"{sheet} has no {table} table with a column {heading}")

    def field(self, sheet: str, label: str) -> Cell:
        """The cell to the right of a label."""
        for line in self.workbook[sheet].iter_rows():
            for cell in line:
                if isinstance(cell.value, str) and fold(cell.value) == fold(label):
                    return self.workbook[sheet].cell(cell.row, cell.column + 1)
        raise LookupError(f"{sheet} has no field {label}")

    def type(self, sheet: str, table: str, row: int, heading: str, value: Any, number_format: str = "") -> str:
        """Type into a cell of a table, and return its address."""
        return self._put(self.cell(sheet, table, row, heading), value, number_format)

    def type_field(self, sheet: str, label: str, value: Any, number_format: str = "") -> str:
        """Type into the cell next to a label, and return its address."""
        return self._put(self.field(sheet, label), value, number_format)

    def _put(self, cell: Cell, value: Any, number_format: str) -> str:
        cell.value = value
        if number_format:
            cell.number_format = number_format
        return cell.coordinate


def opened(path: Path) -> Book:
    """Open a workbook to look into it, formulas as formulas; what is the same is opened once, so change nothing."""
    return _opened(path.read_bytes())


@contextmanager
def editing(path: Path) -> Iterator[Book]:
    """Edit a workbook in place. openpyxl drops the saved values of formulas; nothing else that is read is lost."""
    book = _to_change(path.read_bytes())
    yield book
    book.workbook.save(path)


def changed(content: bytes, change: Callable[[Book], object]) -> bytes:
    """The workbook once something was done to it in openpyxl."""
    book, saved = _to_change(content), BytesIO()
    change(book)
    book.workbook.save(saved)
    return saved.getvalue()


def _to_change(content: bytes) -> Book:
    """A copy of the workbook, for which openpyxl opened it once: to open it takes five times as long."""
    return Book(pickle.loads(_copied(content)))


@lru_cache(maxsize=50)
def _copied(content: bytes) -> bytes:
    return pickle.dumps(_loaded(content), pickle.HIGHEST_PROTOCOL)


# What openpyxl has made of dictionaries says nothing of all that is in it, which a copy would then lack.
copyreg.pickle(TableList, lambda tables: (TableList, (), None, None, iter(dict.items(tables))))
copyreg.pickle(
    DimensionHolder,
    lambda sizes: (
        DimensionHolder,
        (sizes.worksheet, sizes.reference, sizes.default_factory),
        {"max_outline": sizes.max_outline},
        None,
        iter(dict.items(sizes)),
    ),
)


@lru_cache(maxsize=4)  # a test looks into one or two
def _opened(content: bytes) -> Book:
    return Book(_loaded(content))


def _loaded(content: bytes) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl would lose on saving
        return openpyxl.load_workbook(BytesIO(content))


# To save a workbook, openpyxl compares the look of each conditional format with all others, attribute by attribute.
# Those that it read are the same object where they are the same.
DifferentialStyle.__eq__ = object.__eq__  # type: ignore[method-assign]


def with_inputs(each: T, **inputs: Input[Any]) -> T:
    """A row or a recommendation with other inputs."""
    return replace(each, inputs={**each.inputs, **inputs})


def out_of_date(content: bytes, folder: Path) -> bytes:
    """The workbook after a lead typed a figure on R01, so that its Summary is out of date."""
    path = folder / "out of date.xlsx"
    path.write_bytes(content)
    with editing(path) as book:
        book.type("R01", "Indicators", 1, "Actual", 0.5)
    return path.read_bytes()


def address(path: Path, sheet: str, table: str, row: int, heading: str) -> str:
    """Return the A1 address of a cell of a table."""
    return str(opened(path).cell(sheet, table, row, heading).coordinate)


def field_address(path: Path, sheet: str, label: str) -> str:
    """Return the A1 address of the cell next to a label."""
    return str(opened(path).field(sheet, label).coordinate)
