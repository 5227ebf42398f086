"""After LibreOffice has had the workbook: the same counts, the same findings at the new cells, the same formulas."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import takewhile
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
from builder import PlanBuilder, clean_plan, editing
from office import session
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from plan_workbook.board.figures import figures
from plan_workbook.checking import Report
from plan_workbook.checking.report import check
from plan_workbook.jobs.summarise import summarise
from plan_workbook.layout import RECOMMENDATION
from plan_workbook.package.encryption import encrypted
from plan_workbook.plan.model import Plan
from plan_workbook.plan.status import status_of
from plan_workbook.publishing.edition import Edition
from plan_workbook.publishing.formats import Format, published
from plan_workbook.publishing.make import edition_of
from plan_workbook.reading import read_plan
from plan_workbook.register import read_register
from plan_workbook.register.example import example_register
from plan_workbook.writing.checks_sheet import cells_listed
from plan_workbook.writing.master import master_workbook
from plan_workbook.writing.panel_sentence import Listed, value_cell
from plan_workbook.writing.panel_values import panel_values
from plan_workbook.writing.summary_sheet import STALE

PASSWORD = "Tr\u00e4umerei 2017"

pytestmark = [pytest.mark.programs, pytest.mark.xdist_group("libreoffice")]  # one start of it serves all


def odd_plan() -> PlanBuilder:
    """Every turn the Status formula and the panel can take."""
    plan = PlanBuilder().recommendation()
    for cells in (
        {"actual": "33%", "target": "30%", "better": "Lower"},
        {"actual": "33.01%", "target": "30%", "better": "Lower"},
        {"actual": "85.5%", "target": "90%", "tolerance": "5%"},
        {"actual": "85.4%", "target": "90%", "tolerance": "5"},
        {"actual": "81%"},
        {"actual": "80.9%"},
        {"actual": "89.9%", "tolerance": "0"},
        {"tolerance": "-5", "actual": "85%"},
        {"tolerance": "a bit", "actual": "85%"},
        {"actual": "0", "target": "0", "unit": "number"},
        {"actual": "-1", "target": "0", "unit": "number"},
        {"actual": "1", "target": "0", "unit": "number", "better": "Lower"},
        {"actual": "-41", "target": "-40", "unit": "number"},
        {"actual": "1.05", "target": "1.0", "unit": "number"},
        {"actual": "0.41", "target": "0.5", "unit": "number"},
        {"better": ""},
        {"better": "Monitor"},
        {"better": "higher"},
        {"better": "Up"},
        {"actual": "Qtr 2 41%"},
        {"target": "about 90"},
        {"actual": "-"},
        {"actual": "-", "comment": "In January"},
        {"target": "tbc"},
        {"target": "", "actual": ""},
        {"actual": "0%"},
        {"actual": "0.41"},
        {"actual": "91"},
        {"unit": "days", "actual": "303 days", "target": "590 days", "better": "Lower"},
        {"unit": "", "actual": "1,303 days", "target": "590 days", "better": "Lower"},
        {"unit": "\u00a3", "actual": "\u00a31,200", "target": "1,000"},
        {"lead": "", "description": ""},
    ):
        plan.indicator(**cells)
    for cells in (
        {},
        {"completion_date": "30/11/2017"},
        {"completion_date": "31/12/2017"},
        {"ref": "", "text": "-"},
        {"rating": " green ", "completion_date": "Nov 2017"},
        {"rating": "", "lead": "tbc"},
        {"rating": "n/a"},
        {"rating": "Grey", "completion_date": "31 Feb 2017"},
        {"rating": "R", "completion_date": "30/11/2017"},
        {"rating": "Completed", "completion_date": "30/11/2017"},
        {"start_date": "01/02/2018", "completion_date": "01/01/2018"},
        {"start_date": "tbc", "ref": "tbc"},
        {"lead": "\u2013", "text": "\u2014", "ref": " - ", "rating": "TBC"},
        {"start_date": "01/12/2017", "completion_date": "30/11/2017", "rating": "A", "date_completed": "29/11/2017"},
        {"date_completed": "05/12/2017"},
        {"rating": "C", "date_completed": "31/12/2017"},
        {"rating": "C", "date_completed": "01/01/2018"},
        {"rating": "", "date_completed": "05/02/2018"},
        {"rating": "Grey", "date_completed": "05/12/2017"},
        {"rating": "G", "date_completed": "soon"},
    ):
        plan.action(**cells)
    plan.recommendation(status="BAU", rating="", title="", lead="").indicator(actual="-").action(rating="")
    plan.action(start_date="01/02/2018", completion_date="01/01/2018", date_completed="05/12/2017")
    plan.recommendation(rating="Completed", progress="").indicator(actual="-").action(rating="")
    plan.recommendation(status="Ongoing", rating="Grey", progress="tbc", title="n/a", lead="-").indicator(lead="")
    return plan.action(rating="").recommendation(status="", rating="", progress="", title="", lead="")


def own_scale() -> PlanBuilder:
    """A scale of its own, calendar-typed dates, a default tolerance of 5 %, and no word for its items."""
    plan = clean_plan(report_date="2017-12-31", default_tolerance="5", item_word="")
    for code, label, meaning in (("C", "Done", "complete"), ("G", "Fine", "on track"), ("B", "Begun", "on track")):
        plan.rating(code, label, meaning)
    plan.indicator(actual="85.5%").indicator(actual="85.4%").action(rating="begun", completion_date="30/11/2017")
    plan.action(rating="Begun", date_completed="05/12/2017").action(rating="done", date_completed="05/12/2017")
    return plan.recommendation(rating="DONE").indicator(actual="-").action(rating="Done", completion_date="Nov 2017")


def full_terms() -> PlanBuilder:
    """Steps of targets, floors, bands, amounts as tolerances, and ratings that count as stopped."""
    plan = (
        clean_plan()
        .rating("G", "Green", "on track")
        .rating("C", "Complete", "complete")
        .rating("P", "Paused", "stopped")
    )
    plan.indicator(target_now="85%", floor="80%", actual="82%", forecast="88%").indicator(floor="80%", actual="79.9%")
    plan.indicator(target_now="-", tolerance="2 points", actual="88%").indicator(tolerance="2 points", actual="87.9%")
    plan.indicator(better="Band", target="80% to 90%", actual="99%").indicator(
        better="Band", target="80-90%", actual="-"
    )
    plan.indicator(better="Band", target="18-22 days", unit="days", tolerance="3 days", actual="15", previous="15 days")
    plan.indicator(better="Band", target="85%", actual="82%", comment="To be agreed").indicator(target="80% to 90%")
    plan.indicator(target="-", target_now="90%", actual="", tolerance="3 weeks").indicator(
        tolerance="a bit", floor="low"
    )
    plan.action(rating="P", completion_date="30/11/2017").action(rating="G", completion_date="30/11/2017")
    plan.recommendation(rating="P", progress="").indicator(target_now="soon", actual="85%").action(lead="", rating="")
    return plan.recommendation(rating="Paused").action(completion_date="30/11/2017", date_completed="05/12/2017")


def without_report_date() -> PlanBuilder:
    plan = clean_plan(report_date="", default_tolerance="").indicator(actual="81%").action(completion_date="30/11/2017")
    return plan.action(start_date="01/02/2018", completion_date="01/01/2018", date_completed="05/12/2017")


def messy_plan() -> PlanBuilder:
    """What leads type, in every mixture: some of it a formula would miscount, so the number is written."""
    lot = random.Random(2017)
    ratings = [
        "G",
        "g ",
        "green",
        "C",
        "Completed",
        "BAU",
        "R",
        "",
        "-",
        "On going",
        "G*",
        "\u00a0G",
        "Green.",
        "1",
        "n/a",
    ]
    days = ["31/03/2018", "30/11/2017", "31 March 2018", "Mar 2018", "31 Feb 2018", "", "-", "soon", "9.12.16"]
    figures = ["95%", "90 %", "0.41", "41", "1,204", "590 days", "\u00a31,200", "Qtr 2 41%", "-", "", "0%", "-5"]
    states = ["Active", "Business as usual", " bau ", "Closed", ""]
    plan = PlanBuilder(default_tolerance="5")
    for title in ("A title", "", "Line one\nline two", "A smile \U0001f600", "Last"):
        plan.recommendation(rating=lot.choice(ratings), status=lot.choice(states), title=title)
        for _ in range(4):
            plan.indicator(
                actual=lot.choice(figures),
                target=lot.choice(figures),
                unit=lot.choice(["%", "", "days", "number"]),
                better=lot.choice(["Higher", "Lower", "Monitor", ""]),
                tolerance=lot.choice(["", "5%", "0"]),
            )
            plan.action(
                rating=lot.choice(ratings),
                completion_date=lot.choice(days),
                start_date=lot.choice(days),
                original_completion_date=lot.choice(days),
                text=lot.choice(["Do it", "", "-"]),
            )
    return plan


NOISE = (
    ("%", "Lower", 0.3, 0.1 + 0.2, "0%", "On target"),
    ("%", "Higher", 0.1 + 0.2, 0.3, "0%", "On target"),
    ("number", "Higher", 1, sum([0.1] * 10), "General", "On target"),
    ("\u00a3", "Higher", 123456789.2, 123456789.1 + 0.1, '"\u00a3"#,##0.00', "On target"),
    ("number", "Lower", 0.3, 0.300000001, "General", "Near target"),
)
"""Unit, Better, Target, Actual, format and status of indicators that Excel can just tell apart, or can't."""


def type_noise(path: Path) -> None:
    PlanBuilder().recommendation().indicator().indicator().indicator().indicator().indicator().action().write(path)
    with editing(path) as book:
        for row, (unit, better, target, actual, number_format, _) in enumerate(NOISE, 1):
            book.type("R01", "Indicators", row, "Unit", unit)
            book.type("R01", "Indicators", row, "Better", better)
            book.type("R01", "Indicators", row, "Target", target, number_format)
            book.type("R01", "Indicators", row, "Previous", None)
            book.type("R01", "Indicators", row, "Actual", actual, number_format)


TYPED = (
    ("%", "90%", "85%", "@", "Near target"),
    ("%", 0.9, " 95 %\u200b", "General", "On target"),
    ("%", "90", "\ufeff45\u00a0", "General", "Off target"),
    ("%", 0.9, "0.95", "General", "No data"),
    ("per cent", 0.9, "about 95", "General", "No data"),
    ("%", 0.9, "Qtr 2 95%", "General", "No data"),
    ("%", 0.9, "1/2", "General", "No data"),
    ("%", 0.9, "Mar 18", "General", "No data"),
    ("%", 0.9, "90-95", "General", "No data"),
    ("%", 0.9, 0, "dd/mm/yyyy", "No data"),
    ("%", 0.9, 0.95, "h:mm", "No data"),
    ("%", 0.9, "590 days", "General", "No data"),
    ("days", 590, "303 days", "General", "Off target"),
    ("days", 590, "303%", "General", "No data"),
    ("days", 590, 3.03, "0%", "No data"),
    ("Days", "1 day", "303 DAYS", "General", "On target"),
    ("", "590 days", "303 days", "General", "Off target"),
    ("", "590 days", "12 weeks", "General", "No data"),
    ("", "90%", 0.95, "General", "No data"),
    ("% of reviews", 0.9, 0.95, "0.0%", "On target"),
    ("per 10,000", "65.2 per 10,000", "70", "General", "On target"),
    ("number", "1,204", "1,203.5", "General", "Near target"),
    ("number", 1, "12,04", "General", "No data"),
    ("number", 1, "1,2,3", "General", "No data"),
    ("number", 1, "1.2.3", "General", "No data"),
    ("number", 1, "4 5", "General", "No data"),
    ("number", "-40", "\u2212 44", "General", "Near target"),
    ("\u00a3", "\u00a31,200", "\u00a3 1,300.50", "General", "On target"),
    ("days", 5, "\u00a35", "General", "No data"),
    ("number", "tbc", "5", "General", "No target"),
    ("number", 0, -1e-17, "General", "Off target"),
    ("number", 0, -1e-10, "General", "Off target"),
    ("number", 3e-11, 2.9e-11, "General", "Near target"),
)
"""Unit, Target, Actual, format and status of indicators as leads type them, of which higher is better."""


def type_figures(path: Path) -> None:
    plan = PlanBuilder().recommendation()
    for _ in TYPED:
        plan.indicator()
    plan.action().write(path)
    with editing(path) as book:
        for row, (unit, target, actual, number_format, _) in enumerate(TYPED, 1):
            book.type("R01", "Indicators", row, "Unit", unit)
            book.type("R01", "Indicators", row, "Target", target, "0%" if target == 0.9 else "General")
            book.type("R01", "Indicators", row, "Previous", None)
            book.type("R01", "Indicators", row, "Actual", actual, number_format)


TOLD = (
    ("\u00a3m", 1.3, 1200000, '\u00a30.0,,"m"', "Near target"),
    ("\u00a3", 1.3, 1200000, "#,##0,", "No data"),
    ("%", 0.9, 95, '0" days"', "No data"),
    ("hours", 5, "4 hrs", "General", "Off target"),
    ("", "1 day", 43000, "dd/mm/yyyy", "No data"),
)
"""Likewise, what no formula can read: it is told the status."""


def type_what_is_told(path: Path) -> None:
    """Let the tool tell the status of every row; then change the first row's copy, which its lead put right."""
    plan = PlanBuilder().recommendation()
    for _ in (*TOLD, TOLD[0]):
        plan.indicator()
    plan.action().write(path)
    with editing(path) as book:
        for row, (unit, target, actual, number_format, _) in enumerate((*TOLD, TOLD[0]), 1):
            book.type("R01", "Indicators", row, "Unit", unit)
            book.type("R01", "Indicators", row, "Target", target, "0%" if target == 0.9 else "General")
            book.type("R01", "Indicators", row, "Previous", None)
            book.type("R01", "Indicators", row, "Actual", actual, number_format)
    summarise(path)
    with editing(path) as book:
        book.type("R01", "Indicators", len(TOLD) + 1, "Actual", 1.3, "General")


PLANS = {"odd": odd_plan, "own scale": own_scale, "no report date": without_report_date, "messy": messy_plan}
PLANS["full terms"] = full_terms


@dataclass(frozen=True)
class Office:
    """What went into LibreOffice and what came out of it."""

    folder: Path

    def into(self, name: str) -> Path:
        return self.folder / f"{name}.xlsx"

    def out(self, name: str, suffix: str = ".xlsx") -> Path:
        return self.folder / "out" / f"{name}{suffix}"


@pytest.fixture(scope="session")
def office(tmp_path_factory) -> Office:
    """All the workbooks these tests need, through one start of LibreOffice."""
    folder = tmp_path_factory.mktemp("office")
    command = session(folder / "profile", folder / "jobs.json")
    made = Office(folder)
    (folder / "out").mkdir()
    made.into("example").write_bytes(master_workbook(read_register(example_register())))
    for name, plan in PLANS.items():
        plan().write(made.into(name))
        tell_marks(made.into(name), made.into(f"{name} told"))
    type_noise(made.into("noise"))
    type_figures(made.into("typed"))
    type_what_is_told(made.into("told"))
    shutil.copyfile(made.into("example"), made.into("summarised"))
    with editing(made.into("summarised")) as book:
        book.type("R11", "Indicators", 1, "Actual", 0.615)
        book.type_field("Plan", "Title", "A plan for children's services")
    encrypt(made.into("own scale"), made.into("encrypted"))
    summarise(made.into("summarised"))
    strange(made.into("strange"))
    made.into("published").write_bytes(published(edition_of_example(made), Format.XLSX))
    made.into("published secret").write_bytes(encrypted(made.into("published").read_bytes(), PASSWORD))
    jobs = [
        ("example", ("", "example.xlsx"), ("put right", "put right.xlsx")),
        ("summarised", ("rearrange", "rearranged.xlsx")),
        ("summarised", ("", "summarised.pdf"), ("edit", "edited.xlsx"), ("count marks", "marks.xlsx")),
        *((name, ("", f"{name}.xlsx")) for name in ("strange", *PLANS)),
        ("noise", ("", "noise.xlsx")),
        ("typed", ("", "typed.xlsx")),
        ("told", ("", "told.xlsx")),
        ("encrypted", ("", "encrypted.xlsx")),
        ("published", ("", "published.xlsx")),
        ("published secret", ("", "published.pdf")),
        *((f"{name} told", ("", f"{name} told.xlsx")) for name in PLANS),
    ]

    def described(edit: str, target: str) -> dict[str, str]:
        only = {"pages": "1-2"} if target == "summarised.pdf" else {}
        return {"edit": edit, "target": str(folder / "out" / target), **only}

    books = [
        {"source": str(made.into(source)), **described(*first), "then": [described(*each) for each in others]}
        | ({"password": PASSWORD} if source in ("encrypted", "published secret") else {})
        for source, first, *others in jobs
    ]
    wrong = {"source": str(made.into("published secret")), "wrong": f"{PASSWORD}8", "target": str(folder / "wrong.txt")}
    (folder / "jobs.json").write_text(json.dumps([*books, wrong]))
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return made


def edition_of_example(made: Office) -> Edition:
    plan = plan_of(made.into("example"))
    return edition_of(plan, check(plan.once_summarised), draft=True)


def encrypt(source: Path, target: Path) -> None:
    with source.open("rb") as clear, target.open("wb") as secret:
        msoffcrypto.OfficeFile(clear).encrypt(PASSWORD, secret)


def marks_of(sheet: Worksheet) -> Iterator[tuple[str, str, str]]:
    """The panel's line, the cell and the formula of every mark of what is missing or doubtful, but those for Checks."""
    lines = {value_cell(line.key): line.key for line in RECOMMENDATION.panel}
    for areas in sheet.conditional_formatting:
        for rule in areas.rules:
            asked = re.match(r"\(?(\$[IM]\$\d+)>0\b", rule.formula[0])
            if asked:
                first = str(areas.sqref).split(":")[0].split()[0]
                for cell in (c for area in areas.sqref.ranges for row in area.rows for c in row):
                    place = f"{get_column_letter(cell[1])}{cell[0]}"
                    formula = Translator(f"={rule.formula[0]}", first).translate_formula(place)
                    yield lines[asked[1]], place, formula


def tell_marks(source: Path, target: Path) -> None:
    """Write at the right of each sheet whether each of its marks shows, for LibreOffice to work out."""
    with opened_to_edit(source, target) as book:
        for sheet in (each for each in book.worksheets if "Rec_Number" in each.defined_names):
            for row, (line, place, formula) in enumerate(list(marks_of(sheet)), 1):
                sheet.cell(row, 40, line)
                sheet.cell(row, 41, place)
                sheet.cell(row, 42, f"=({formula[1:]})*1")


@contextmanager
def opened_to_edit(source: Path, target: Path) -> Iterator[Workbook]:
    book = loaded.__wrapped__(source)
    yield book
    book.save(target)


@cache
def loaded(path: Path, *, data_only: bool = False) -> openpyxl.Workbook:
    """A workbook in openpyxl, which has nothing to say of the bars that LibreOffice stores; no test changes it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path, data_only=data_only)


@cache
def plan_of(path: Path) -> Plan:
    """The plan in a workbook that no test changes."""
    return read_plan(path)


@cache
def report(path: Path) -> Report:
    return check(plan_of(path))


def said(path: Path) -> Counter[tuple[str, str | None, object]]:
    """The findings without their places."""
    return Counter((f.rule, f.recommendation, f.as_json()["value"]) for f in report(path).findings)


def counted(path: Path) -> dict[str, object]:
    return figures(plan_of(path)).as_json()


ALL = ["example", *PLANS]


@pytest.mark.parametrize("name", ALL)
def test_saved_by_libreoffice_a_plan_counts_and_checks_the_same(name, office):
    assert counted(office.out(name)) == counted(office.into(name))
    before, after = (
        [(f.rule, f.sheet, f.cell, f.message) for f in report(p).findings]
        for p in (office.into(name), office.out(name))
    )
    assert after == before


@pytest.mark.parametrize("name", ALL)
def test_every_formula_gives_the_value_that_was_saved_with_it(name, office):
    formulas = loaded(office.into(name))
    saved = loaded(office.into(name), data_only=True)
    recalculated = loaded(office.out(name), data_only=True)
    seen = 0
    for sheet in formulas:
        for cell in (c for row in sheet.iter_rows() for c in row if c.data_type == "f"):
            mine, theirs = (book[sheet.title][cell.coordinate].value for book in (saved, recalculated))
            assert (mine or "") == (theirs or ""), (sheet.title, cell.coordinate, cell.value)
            seen += mine not in (None, "")
    assert seen >= 5


@pytest.mark.parametrize("name", PLANS)
def test_as_many_cells_are_marked_as_the_panel_counts(name, office):
    told = loaded(office.out(f"{name} told"), data_only=True)
    both = {"reversed", "contradicted"}  # the two cells that contradict one another
    seen = Counter()
    for each in plan_of(office.into(name)).recommendations:
        sheet = told[each.sheet]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_col=40, max_col=42)]
        shown = Counter(line for line, _, shows in rows if shows)
        for line in RECOMMENDATION.panel:
            if line.key != "total":
                count = sheet.cell(line.row, line.value_column).value
                assert shown[line.key] == count * (2 if line.key in both else 1), (each.sheet, line.label)
        seen += shown
    assert name != "odd" or len(seen) == len(RECOMMENDATION.panel) - 1


@pytest.mark.parametrize("name", ALL)
def test_the_live_status_is_the_one_that_is_counted(name, office):
    book = loaded(office.out(name), data_only=True)
    live = Counter()
    for each in plan_of(office.into(name)).recommendations:
        header = next(
            {c.value: c.column for c in row}
            for row in book[each.sheet].iter_rows()
            if any(c.value == "PI Number" for c in row)
        )
        live.update(book[each.sheet].cell(i.row, header["Status"]).value for i in each.indicators)
    assert live == Counter({k: n for k, n in figures(plan_of(office.into(name))).indicators.items() if n})


def test_a_difference_that_excel_can_t_tell_is_none_in_the_status_of_the_sheet_and_of_the_tool(office):
    expected = [status for *_, status in NOISE]
    recalculated = plan_of(office.out("noise"))
    assert [each.live_status.raw for each in recalculated.indicators] == expected
    for plan in (recalculated, plan_of(office.into("noise"))):
        assert [status_of(each, plan).value for each in plan.indicators] == expected


def test_the_status_of_the_sheet_reads_what_leads_type_as_the_tool_does(office):
    expected = [status for *_, status in TYPED]
    plan = plan_of(office.out("typed"))
    assert [each.live_status.raw for each in plan.indicators] == expected
    assert [status_of(each, plan).value for each in plan.indicators] == expected


def test_the_status_of_a_row_that_no_formula_can_read_is_the_tool_s_until_somebody_changes_it(office):
    expected = [*(status for *_, status in TOLD), "On target"]
    plan = plan_of(office.out("told"))
    assert [each.live_status.raw for each in plan.indicators] == expected
    assert [status_of(each, plan).value for each in plan.indicators] == expected


def shown(path: Path) -> dict[str, dict[str, object]]:
    """The figures at the top of the Summary, as shown: by what is counted and by column."""
    page = loaded(path, data_only=True)["Summary"]
    rows = [[cell.value for cell in row] for row in page.iter_rows(max_col=13)]
    found = {}
    for heads, *following in zip(rows, rows[1:], rows[2:], strict=False):
        for row in following if heads[1] == "What is counted" else ():
            if isinstance(row[0], int | float):
                found[row[1]] = {"total": row[0], **_named(heads, row)}
    return found


def _named(heads: list[object], row: list[object]) -> dict[object, object]:
    pairs = takewhile(lambda pair: pair[0], zip(heads[4:], row[4:], strict=False))  # checksums stand far to the right
    named = {head: value for head, value in pairs if value is not None}
    return named | ({"Overdue": row[3]} if heads[3] == "Overdue" and row[1] == "Actions" else {})


def expected(path: Path) -> dict[str, dict[str, object]]:
    """The same as `status` counts it."""
    said = counted(path)
    indicators = {key: value for key, value in said["indicators"].items() if key != "distinct"}
    actions = {key.capitalize() if key == "overdue" else key: value for key, value in said["actions"].items()}
    return {"Recommendations": said["recommendations"], "Actions": actions, "Indicators": indicators}


@pytest.mark.parametrize("name", ["example", "odd"])
def test_the_figures_on_top_of_the_summary_are_those_of_status(name, office):
    assert shown(office.into(name)) == expected(office.into(name))


def test_an_edit_is_counted_by_the_summary_at_once_and_the_page_says_it_is_out_of_date(office):
    before, after = office.into("summarised"), office.out("edited")
    assert expected(after) != expected(before)
    assert shown(after) == expected(after)
    page, was = (loaded(path, data_only=True)["Summary"] for path in (after, before))
    assert was["A3"].value == "DRAFT, not for circulation: 6 errors are open"
    assert page["A3"].value == STALE
    assert "summary-out-of-date" in {f.rule for f in report(after).findings}


def test_after_an_edit_every_panel_says_what_the_tool_counts(office):
    plan, book = plan_of(office.out("edited")), loaded(office.out("edited"), data_only=True)
    for each in plan.recommendations:
        fields = each.inputs
        tables = {
            "progress": [{"paragraph": paragraph} for paragraph in each.progress],
            "indicators": [i.inputs for i in each.indicators],
            "actions": [a.inputs for a in each.actions],
        }
        listed = cells_listed(report(office.into("summarised"))).get(each.sheet, Listed())
        values = panel_values(fields, tables, plan.report_date, listed)
        labels = {line.label: values[line.key] for line in RECOMMENDATION.panel}
        rows = [[cell.value for cell in row] for row in book[each.sheet].iter_rows(max_row=14)]
        live = {
            label: next(v for v in row[row.index(label) + 1 :] if v is not None)
            for row in rows
            for label in labels
            if label in row
        }
        assert live == labels, each.sheet


def test_a_panel_counts_on_when_a_cell_holds_an_error_and_words_mean_what_the_tool_reads(office):
    sheet = loaded(office.out("strange"), data_only=True)["R01"]
    live = {line.key: sheet.cell(line.row, line.value_column).value for line in RECOMMENDATION.panel}
    assert live == {
        "total": "3 cells still missing, 1 action late, 3 stored as text. "
        "Last check: 9 cells with errors, 4 to look at",
        "fields": 0,
        "progress": 0,
        "indicators": 1,
        "actions": 2,
        "late": 1,
        "overdue": 0,
        "reversed": 0,
        "contradicted": 0,
        "text": 3,
    }
    closed = loaded(office.out("strange"), data_only=True)["R02"]
    total = RECOMMENDATION.line("total")
    said = closed.cell(total.row, total.value_column).value
    assert re.fullmatch(r"Nothing missing or late\. Last check: 1 cell with errors(, \d to look at)?", said)


def strange(path: Path) -> None:
    """Errors, texts and words for no value in the cells of a plan, as they come by pasting."""
    plan = clean_plan()
    for _ in range(5):
        plan.action().indicator()
    plan.recommendation(rating="C").indicator().action().write(path)
    with editing(path) as book:
        for table, row, heading in (
            ("Actions", 1, "Completion Date"),
            ("Actions", 1, "RAG"),
            ("Indicators", 1, "Target"),
        ):
            book.type("R01", table, row, heading, "#N/A")
            book.cell("R01", table, row, heading).data_type = "e"
        book.type("R01", "Actions", 2, "RAG", "bau")
        book.type("R01", "Actions", 3, "RAG", "*")
        for row in (2, 3):
            book.type("R01", "Actions", row, "Completion Date", datetime(2017, 11, 30))
        book.type("R01", "Actions", 4, "Task Lead", "\u00a0TBC ")
        book.type("R01", "Actions", 4, "RAG", "\u2014")
        book.type("R01", "Actions", 5, "Start Date", "31 March 2018")
        book.type("R01", "Actions", 5, "Date Completed", "soon")
        book.type("R01", "Actions", 8, "Comment", "-")
        book.type("R01", "Indicators", 2, "Actual", "Qtr 2 41%")
        book.type("R01", "Indicators", 4, "Lead Officer", "n/a")
        book.type("R01", "Indicators", 8, "Description", "There are no performance indicators.")
        book.type_field("R02", "RAG", "bau")
    summarise(path)


def test_rearranged_by_a_lead_a_plan_counts_the_same(office):
    assert counted(office.out("rearranged")) == counted(office.into("summarised"))


BY_REARRANGING = {"summary-out-of-date", "template-damaged"}
"""The rules that see the rearranging itself: for some of it a sheet must be unprotected."""


def test_rearranged_by_a_lead_a_plan_has_the_same_findings(office):
    moved = Counter({each: n for each, n in said(office.out("rearranged")).items() if each[0] not in BY_REARRANGING})
    assert moved == said(office.into("summarised"))


def test_rearranged_by_a_lead_the_findings_are_at_the_new_cells(office):
    book = loaded(office.out("rearranged"), data_only=True)
    found = report(office.out("rearranged")).findings
    for finding in found:
        assert book[finding.sheet][finding.cell].value == finding.value
    old = {(f.rule, f.recommendation, f.sheet, f.cell) for f in report(office.into("summarised")).findings}
    new = {(f.rule, f.recommendation, f.sheet, f.cell) for f in found}
    moved = {(rule, number) for rule, number, *_ in new - old}
    assert moved >= {
        ("action-ref-gap", "11"),
        ("action-overdue-but-green", "15"),
        ("action-complete-before-due", "12"),
        ("indicator-conflict", "3"),
        ("indicator-value-unreadable", "8"),
    }
    assert {f.sheet for f in found if f.recommendation == "3"} == {"Core groups"}


def test_rearranged_by_a_lead_links_and_marks_of_checks_are_at_the_new_cells(office):
    path = office.out("rearranged")
    page = loaded(path, data_only=True)["Checks"]
    area = page.defined_names["Checks_Records"].attr_text.rpartition("!")[2].replace("$", "")
    rows = [[cell.value for cell in row] for row in page[area] if row[-1].value]
    now = Counter((row[-2].split("|")[0], row[-1]) for row in rows)
    found = Counter((f.rule, f.cell) for f in report(path).findings if f.rule not in BY_REARRANGING)
    assert now == found
    shown = {cell.value for row in page.iter_rows(min_col=4, max_col=4) for cell in row}
    assert {cell for _, cell in found} <= shown


def test_the_two_quarters_put_right_in_libreoffice_are_judged(office):
    counts = figures(plan_of(office.out("put right"))).indicators
    assert (counts["On target"], counts["No data"]) == (18, 2)
    assert "indicator-value-unreadable" not in {f.rule for f in report(office.out("put right")).findings}


def test_libreoffice_marks_as_many_cells_of_a_sheet_as_checks_lists(office):
    book = loaded(office.out("marks"), data_only=True)
    listed = {(f.sheet, f.cell) for f in report(office.into("summarised")).findings}
    expected = Counter(sheet for sheet, _ in listed)
    sheets = [each.sheet for each in plan_of(office.into("summarised")).recommendations]
    assert {sheet: book[sheet]["Z1"].value for sheet in sheets} == {sheet: expected[sheet] for sheet in sheets}
    assert sum(expected[sheet] for sheet in sheets) > 20


def test_an_encrypted_workbook_goes_to_libreoffice_and_back(office, tmp_path):
    inside = figures(read_plan(office.out("encrypted"), password=PASSWORD)).as_json()
    assert inside == counted(office.into("own scale"))
    shutil.copyfile(office.out("encrypted"), tmp_path / "plan.xlsx")
    summarise(tmp_path / "plan.xlsx", passwords=PASSWORD)
    assert figures(read_plan(tmp_path / "plan.xlsx", password=PASSWORD)).as_json() == inside
    assert not summarise(tmp_path / "plan.xlsx", passwords=PASSWORD).changed


def test_a_published_edition_comes_to_the_same_values_in_libreoffice(office):
    before, after = (loaded(path, data_only=True) for path in (office.into("published"), office.out("published")))
    assert after.sheetnames == before.sheetnames
    for sheet in before:
        told = [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows()]
        assert [
            [cell.value for cell in row if cell.value is not None] for row in after[sheet.title].iter_rows()
        ] == told


def test_an_encrypted_edition_does_not_open_in_libreoffice_with_another_password(office):
    assert (office.folder / "wrong.txt").read_text() == "it does not open"


def test_an_encrypted_edition_opens_in_libreoffice_and_is_a_draft_on_every_page(office):
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext is not here")
    pdf = office.out("published", ".pdf")
    done = subprocess.run([reader, "-layout", str(pdf), "-"], capture_output=True, check=True)
    *pages, _ = done.stdout.decode().split("\f")
    assert len(pages) >= 19
    assert [page.split()[0] for page in pages] == ["DRAFT"] * len(pages)
    for number in range(1, 19):
        assert sum(f"DRAFT: Recommendation {number}\n" in page for page in pages) >= 1


@pytest.mark.parametrize("name", ["rearranged", "odd"])
def test_what_libreoffice_saved_is_summarised_once_and_settles(name, office, tmp_path):
    path = tmp_path / "plan.xlsx"
    shutil.copyfile(office.out(name), path)
    summarise(path)
    assert not summarise(path).changed
    assert counted(path) == counted(office.out(name))
    assert loaded(path).sheetnames == loaded(office.out(name), data_only=True).sheetnames


def test_the_pdf_shows_the_summary_with_its_title_and_figures(office):
    reader = shutil.which("pdftotext")
    pdf = office.out("summarised", ".pdf")
    assert pdf.read_bytes().startswith(b"%PDF")
    if reader is None:
        pytest.skip("pdftotext is not here")
    done = subprocess.run([reader, "-layout", str(pdf), "-"], capture_output=True, check=True)
    text = " ".join(done.stdout.decode().replace("\u2019", "'").split())
    assert text.startswith("A plan for children's services")
    assert "December 2017" in text[:400]
    assert re.search(r"No recommendation is off track or at risk, but \d+ ratings are in doubt, 1 action is", text)
    assert "of 18 off track or at risk of 41 overdue of 28 off target of 18 ratings in doubt" in text
    assert "34.5 points below target" in text
