"""Room in a table: spare rows at its end, which everything that refers to the table takes in."""

from __future__ import annotations

import io
import json
import re
import warnings
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from builder import PlanBuilder, clean_plan
from furnished import furnished, said
from rows_trial import Rows, unlike

from plan_workbook.errors import InputError, OutputError
from plan_workbook.jobs.room import MadeRoom, make_room
from plan_workbook.layout import ACTIONS, RECOMMENDATION
from plan_workbook.package import insert_rows, set_cells
from plan_workbook.package.addresses import column_letters, place_of
from plan_workbook.package.safety import open_package
from plan_workbook.plan.model import Plan
from plan_workbook.reading import read_plan
from plan_workbook.values.text import fold
from plan_workbook.writing.room import with_room

MORE = 30


@pytest.fixture(scope="session")
def made() -> bytes:
    plan = clean_plan(2)
    for number in range(20):
        plan.action(text=f"Action number {number}", completion_date="30/11/2017" if number == 3 else "31/03/2018")
    return plan.checked_workbook()


@pytest.fixture
def workbook(made, tmp_path) -> Path:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(made)
    return path


def plan_of(path: Path) -> Plan:
    return read_plan(path.read_bytes(), path.name)


@pytest.fixture(scope="module")
def roomy(made, tmp_path_factory) -> tuple[Path, MadeRoom]:
    """The workbook once the actions of R02 have more rows."""
    path = tmp_path_factory.mktemp("room") / "plan.xlsx"
    path.write_bytes(made)
    return path, make_room(path, "R02", "Actions", MORE)


def test_a_table_has_more_spare_rows_and_nothing_else_is_different(made, roomy):
    path, done = roomy
    before, after = read_plan(made, "plan.xlsx"), plan_of(path)
    rows = before.recommendations[-1].places["actions"].rows
    assert (done.sheet, done.table, done.rows) == ("R02", "Actions", range(rows.stop, rows.stop + MORE))
    assert after.recommendations[-1].places["actions"].rows == range(rows.start, rows.stop + MORE)
    assert [each.inputs for each in after.actions] == [each.inputs for each in before.actions]
    assert path.with_name("plan.bak.xlsx").read_bytes() == made
    assert after.observations == before.observations  # the Summary is up to date, too


def test_new_rows_are_open_with_their_drop_downs_marks_and_formulas(made):
    plan = read_plan(made, "plan.xlsx")
    result = with_room(made, plan, {("R01", "indicators"): 5, ("R01", "actions"): 5})
    place = read_plan(result, "plan.xlsx").recommendations[0].places
    page = openpyxl.load_workbook(io.BytesIO(result))["R01"]
    for table, column in (("actions", "rating"), ("indicators", "better")):
        rows, letter = place[table].rows, column_letters(place[table].columns[column])
        for cell in (page[f"{letter}{row}"] for row in rows[-6:]):
            assert not cell.protection.locked
            assert any(cell.coordinate in each.sqref for each in page.data_validations.dataValidation)
            assert any(cell.coordinate in each.sqref for each in page.conditional_formatting)
    status = [page.cell(row, place["indicators"].columns["status"]).value for row in place["indicators"].rows[-6:]]
    assert len({re.sub(r"(?<=[A-Z])\d+", "", each) for each in status}) == 1
    assert page.row_dimensions[place["actions"].rows.stop].height == 6  # the thin row still closes the table


def test_names_the_panel_and_the_summary_take_the_new_rows_in(roomy):
    path, done = roomy
    last = done.rows[-1]
    book = openpyxl.load_workbook(path)
    assert book["R02"].defined_names[ACTIONS.name].attr_text.endswith(f"${last}")
    formulas = [str(cell.value) for line in book["R02"]["A1:Z20"] for cell in line]
    assert sum(f"${last + 1}" in each for each in formulas) >= 4
    assert any("R02" in str(cell.value) and f"${last}" in str(cell.value) for line in book["Summary"] for cell in line)


def test_notes_on_checks_and_accepted_findings_stay_with_their_cells(made):
    checks = openpyxl.load_workbook(io.BytesIO(made))["Checks"]
    found = next(cell for line in checks for cell in line if cell.value == "action-overdue-but-green")
    noted = set_cells(made, {"Checks": {f"{column_letters(found.column + 1)}{found.row}": "Jo is on it"}})
    before = read_plan(noted, "plan.xlsx")
    after = read_plan(with_room(noted, before, {("R02", "progress"): MORE}), "plan.xlsx")
    (then,), (now,) = before.notes, after.notes
    assert (then.text, now.text) == ("Jo is on it", "Jo is on it")
    assert place_of(now.cell)[0][0] == place_of(then.cell)[0][0] + MORE


def test_notes_pictures_threaded_comments_and_a_chart_below_the_actions_move_with_what_they_are_about(made):
    plan = read_plan(made, "plan.xlsx")
    last = plan.recommendations[-1].places["actions"].rows[-1]
    result = open_package(with_room(furnished(made, last), plan, {("R02", "actions"): MORE}))
    assert said(result, "comments", r'<comment ref="(\w+)"') == ["B114", "B115"]
    assert said(result, "threadedComment", r' ref="(\w+)"') == ["B115"]
    assert said(result, "vmlDrawing", r"<x:Row>(\d+)</x:Row>") == ["113", "114"]
    assert said(result, "vmlDrawing", r"<x:Anchor>2, 15, (\d+), 2, 4, 15, (\d+), 2") == [("112", "116")] * 2
    assert said(result, "drawing", r"<xdr:row>(\d+)</xdr:row>") == ["111", "116", "111", "116", "120", "129"]
    assert said(result, "chart", r"<c:f>(.*)</c:f>") == [f"'R02'!$I${last - 1}:$I${last + MORE}"]


def test_several_tables_get_room_at_once(made):
    plan = read_plan(made, "plan.xlsx")
    rooms = {
        ("R02", "actions"): 3,
        ("R02", "progress"): 2,
        ("R01", "indicators"): 4,
        ("Plan", "people"): 5,
        ("R01", "x"): 1,
    }
    after = read_plan(with_room(made, plan, rooms), "plan.xlsx")

    def sizes(plan: Plan) -> list[int]:
        places = [
            *plan.recommendations[0].places.values(),
            *plan.recommendations[1].places.values(),
            *plan.places.values(),
        ]
        return [len(place.rows) for place in places]

    grown = [now - then for now, then in zip(sizes(after), sizes(plan), strict=True)]
    assert grown == [0, 4, 0, 2, 0, 3, 0, 5, 0, 0]


@pytest.mark.parametrize(
    ("sheet", "table", "key"),
    [
        ("r02", "actions", "R02"),
        ("2", "PROGRESS", "R02"),
        ("recommendation 2", "Actions", "R02"),
        ("plan", "RAG scale", "Plan"),
        ("Plan", "people", "Plan"),
    ],
)
def test_a_sheet_is_named_by_its_name_or_number_and_a_table_as_it_is_called(workbook, monkeypatch, sheet, table, key):
    monkeypatch.setattr("plan_workbook.jobs.room.regenerate", without_regenerating)
    done = make_room(workbook, sheet, table, 1)
    assert (done.sheet, fold(done.table)) == (key, fold(table))


def without_regenerating(workbook, output, previous, passwords, first):
    first(workbook.read_bytes(), plan_of(workbook))


@pytest.mark.parametrize(
    ("sheet", "table", "rows", "sentence"),
    [
        ("R03", "Actions", 1, "plan.xlsx has no sheet 'R03' that people fill in: did you mean R0"),
        ("Total", "Actions", 1, "has no sheet 'Total' that people fill in: give the name of a sheet, such as R02"),
        ("R01", "Action", 1, "R01 has no table 'Action': did you mean Actions?"),
        ("R01", "People", 1, "R01 has no table 'People': it has Progress, Indicators and Actions."),
        ("R01", "Actions", 0, "from 1 to 500 rows at once, not 0"),
        ("R01", "Actions", 501, "from 1 to 500 rows at once, not 501"),
    ],
)
def test_what_is_not_there_is_refused_with_what_may_be_meant(workbook, sheet, table, rows, sentence):
    before = workbook.read_bytes()
    with pytest.raises(InputError, match=re.escape(sentence)):
        make_room(workbook, sheet, table, rows)
    assert workbook.read_bytes() == before
    assert sorted(each.name for each in workbook.parent.iterdir()) == ["plan.xlsx"]


def test_a_table_does_not_get_more_rows_than_can_be_read(workbook, monkeypatch):
    monkeypatch.setattr("plan_workbook.jobs.room.MOST_IN_A_TABLE", 40)
    with pytest.raises(InputError, match=r"Actions on R02 has \d+ rows and may have 40: choose a smaller number"):
        make_room(workbook, "R02", "Actions", 30)


def test_two_sheets_with_one_number_must_be_told_apart(tmp_path):
    plan = PlanBuilder()
    for _ in range(2):
        plan.recommendation(number="7")
    path = tmp_path / "plan.xlsx"
    plan.write(path)
    with pytest.raises(InputError, match=r"R07 and R07 \(2\) both have the number 7: give the name of the sheet"):
        make_room(path, "7", "Actions", 1)


def test_another_file_is_written_if_asked_for(workbook):
    before = workbook.read_bytes()
    done = make_room(workbook, "R01", "Actions", 3, workbook.with_name("out.xlsx"))
    assert (done.regenerated.path.name, done.regenerated.backup, workbook.read_bytes()) == ("out.xlsx", None, before)
    with pytest.raises(OutputError):
        make_room(workbook, "R01", "Actions", 3, workbook.with_name("out.xlsm"))


@pytest.mark.programs
@pytest.mark.xdist_group("libreoffice")
def test_libreoffice_inserting_the_same_rows_has_the_same(made, saved_by_libreoffice):
    rows = Rows("R02", read_plan(made, "plan.xlsx").recommendations[-1].places["actions"].rows[3], MORE)
    theirs = json.loads(saved_by_libreoffice(made, ".json", insert=rows))
    ours = json.loads(saved_by_libreoffice(insert_rows(made, *rows), ".json"))
    assert list(unlike(rows, theirs, ours)) == []


@pytest.mark.programs
@pytest.mark.xdist_group("libreoffice")
def test_the_panel_and_the_summary_count_what_is_typed_into_the_last_new_row(roomy, saved_by_libreoffice):
    path, done = roomy
    before, row = plan_of(path), done.rows[-1]
    columns = before.recommendations[-1].places["actions"].columns
    typed = {"ref": "zz", "text": "A late one", "completion_date": date(2017, 11, 30), "rating": "G"}
    cells = {f"{column_letters(columns[key])}{row}": value for key, value in typed.items()}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says which extensions it does not understand
        contents = [
            saved_by_libreoffice(content)
            for content in (path.read_bytes(), set_cells(path.read_bytes(), {"R02": cells}))
        ]
        then, now = (openpyxl.load_workbook(io.BytesIO(each), data_only=True) for each in contents)

    def changed(sheet: str) -> dict[str, tuple[object, object]]:
        cells = [(cell.coordinate, cell.value) for line in then[sheet]["A1:Z40"] for cell in line]
        return {at: (was, now[sheet][at].value) for at, was in cells if was != now[sheet][at].value}

    late = RECOMMENDATION.line("late")
    panel = f"{column_letters(late.value_column)}{late.row}"
    was, is_now = changed("R02")[panel]
    assert is_now == was + 1
    assert any(isinstance(was, int) and is_now == was + 1 for was, is_now in changed("Summary").values())
