"""Thirty actions come back for a table with six spare rows: the master makes room for them."""

from __future__ import annotations

import io
import warnings
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from builder import clean_plan
from furnished import furnished
from furnished import said as said_in
from hands import Hand
from office import results_of
from rich.console import Console
from trial import judge, new_problems

from plan_workbook.collecting.collected import Collected
from plan_workbook.collecting.in_page import as_html
from plan_workbook.collecting.in_text import print_collected
from plan_workbook.collecting.in_words import CAUTION
from plan_workbook.jobs.collect import collect
from plan_workbook.jobs.summarise import summarise
from plan_workbook.layout import ACTIONS, RECOMMENDATION
from plan_workbook.package import Formula
from plan_workbook.package.addresses import address_of, column_letters
from plan_workbook.package.encryption import encrypted, is_encrypted
from plan_workbook.package.safety import open_package
from plan_workbook.package.workbook import Workbook
from plan_workbook.reading import read_plan
from plan_workbook.writing.room import with_room

NEW, LATE, SPARE = 30, 3, 6
MORE = NEW - SPARE + ACTIONS.spare


@pytest.fixture(scope="session")
def sent() -> Hand:
    """What was handed out: 21 actions on R02."""
    plan = clean_plan(2)
    for number in range(20):
        plan.action(text=f"Action number {number}")
    return Hand(plan.checked_workbook())


@pytest.fixture(scope="session")
def returned(sent) -> Hand:
    """What came back: 30 more, of which three are overdue and Green."""
    roomy = Hand(with_room(sent.content, sent.plan, {("R02", "actions"): NEW}))
    place = roomy.sheet("R02").places["actions"]
    cells = {}
    for at in range(NEW):
        due = datetime(2017, 11, 30) if at >= NEW - LATE else datetime(2018, 3, 31)
        row = {"ref": f"n{at}", "text": f"Step {at} of the lead's own plan", "completion_date": due, "rating": "G"}
        cells |= {address_of((place.spare[at], place.columns[key])): value for key, value in row.items()}
    return roomy.with_cells({"R02": cells})


def put(folder: Path, sent: Hand, returned: Hand, master: bytes) -> Path:
    for name, content in (("plan", master), ("plan.base", sent.content), ("lead", returned.content)):
        (folder / f"{name}.xlsx").write_bytes(content)
    return folder / "plan.xlsx"


class Case(NamedTuple):
    """A master in which somebody has put things below the actions, before and after collecting."""

    path: Path
    before: bytes
    done: Collected


@pytest.fixture(scope="module")
def case(sent, returned, tmp_path_factory) -> Case:
    last = sent.sheet("R02").places["actions"].rows[-1]
    before = furnished(sent.content, last)
    path = put(tmp_path_factory.mktemp("grown"), sent, returned, before)
    return Case(path, before, collect(path, path.with_name("lead.xlsx")))


@pytest.mark.slow
def test_all_are_in_and_everything_else_is_at_its_row(case, sent):
    assert len(sent.sheet("R02").places["actions"].spare) == SPARE
    then, now = sent.sheet("R02"), next(e for e in read_plan(case.path).recommendations if e.sheet == "R02")
    assert case.done.for_a_person == 0 and case.done.decisions.changes[-1].where.cell == now.actions[-1].rating.cell
    assert [each.inputs for each in now.actions][:-NEW] == [each.inputs for each in then.actions]
    assert [each.ref.text for each in now.actions][-NEW:] == [f"n{at}" for at in range(NEW)]
    assert len(now.places["actions"].spare) == ACTIONS.spare
    was, result = open_package(case.before), open_package(case.path.read_bytes())
    for kind, pattern in (
        ("comments", r'<comment ref="[A-Z]+(\d+)"'),
        ("threadedComment", r' ref="[A-Z]+(\d+)"'),
        ("vmlDrawing", r"<x:Row>(\d+)</x:Row>"),
        ("drawing", r"<xdr:row>(\d+)</xdr:row>"),
    ):
        rows = [int(each) + MORE for each in said_in(was, kind, pattern)]
        assert [int(each) for each in said_in(result, kind, pattern)] == rows and rows, kind
    assert said_in(result, "chart", r"\$I\$(\d+)</c:f>") == [str(then.places["actions"].rows[-1] + MORE)]
    (other,) = (each.part for each in Workbook(was).sheets if each.name == "R01")
    assert result.read(other) == was.read(other)
    assert case.path.with_name("plan.bak.xlsx").read_bytes() == case.before


@pytest.mark.slow
def test_panel_marks_checks_and_summary_count_them(case):
    now = next(each for each in read_plan(case.path).recommendations if each.sheet == "R02")
    assert now.panel["late"].raw == LATE
    rating = now.actions[-1].rating.cell
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says which extensions it does not understand
        book = openpyxl.load_workbook(case.path)
    listed = [str(cell.value) for line in book["Checks"] for cell in line if cell.value]
    assert listed.count("action-overdue-but-green") == LATE
    page, last = book["R02"], now.places["actions"].rows[-1]
    letter = column_letters(now.places["actions"].columns["rating"])
    for cell in (rating, f"{letter}{last}"):
        assert any(cell in each.sqref for each in page.conditional_formatting)
        assert any(cell in each.sqref for each in page.data_validations.dataValidation)
    assert not summarise(case.path).changed


@pytest.mark.slow
def test_collecting_twice_changes_nothing_and_the_file_is_sound(case):
    after = case.path.read_bytes()
    again = collect(case.path, case.path.with_name("lead.xlsx"), again=True)
    assert not again.changed and not again.rooms and case.path.read_bytes() == after
    judging = judge()
    if judging is not None:
        assert new_problems(judging, case.before, after, ".xlsx") == []


@pytest.mark.programs
@pytest.mark.xdist_group("libreoffice")
def test_libreoffice_works_out_what_is_saved(case, saved_by_libreoffice):
    ours = case.path.read_bytes()
    results = results_of(ours, saved_by_libreoffice(ours))
    assert len(results) > 100 and not [each for each in results if each.saved != each.worked_out]
    late = RECOMMENDATION.line("late")
    assert (LATE,) * 2 in [
        each[2:] for each in results if each[:2] == ("R02", address_of((late.row, late.value_column)))
    ]


@pytest.fixture
def only_typed(monkeypatch):
    """Without Summary and Checks: to draw them takes longer than all the rest."""
    monkeypatch.setattr("plan_workbook.jobs.up_to_date.with_generated", lambda content, *_: content)


def test_a_dry_run_says_that_there_would_be_room_and_writes_nothing(sent, returned, tmp_path):
    path = put(tmp_path, sent, returned, sent.content)
    done = collect(path, path.with_name("lead.xlsx"), dry_run=True, processes=1)
    assert done.rooms == (("R02", "Actions", MORE),) and done.changed and not done.for_a_person
    assert path.read_bytes() == sent.content and len(list(tmp_path.iterdir())) == 3
    said = io.StringIO()
    print_collected(Console(file=said, width=200), done)
    assert f"Actions on R02 was full and would get {MORE} more rows." in said.getvalue()
    assert f"Actions on R02 was full and would get {MORE} more rows." in as_html(done)


def test_where_there_can_be_no_room_the_rows_are_listed_with_the_reason(sent, returned, tmp_path, only_typed):
    below = sent.sheet("R02").places["actions"].rows.stop + 20
    master = sent.with_cells({"Guidance": {"Z99": Formula(f"SUM(R01:R02!B{below})", 0)}})
    path = put(tmp_path, sent, returned, master.content)
    done = collect(path, path.with_name("lead.xlsx"), processes=1)
    assert len(done.decisions.not_carried) == NEW - SPARE and not done.rooms
    (left,) = done.decisions.left_alone
    assert "Actions on R02 is full and can't have more rows. The file plan.xlsx cannot" in left.sentence
    assert left.sentence.endswith("and try again. To take the rows then, add --again (" + CAUTION + ").")
    assert [each.ref.text for each in Hand(path.read_bytes()).sheet("R02").actions][-1] == f"n{SPARE - 1}"


@pytest.mark.slow
def test_an_encrypted_master_gets_room_and_stays_encrypted(sent, returned, tmp_path, only_typed):
    path = put(tmp_path, sent, returned, encrypted(sent.content, "secret"))
    path.with_name("plan.base.xlsx").write_bytes(encrypted(sent.content, "secret"))
    done = collect(path, path.with_name("lead.xlsx"), passwords="secret", processes=1)
    assert done.rooms and done.for_a_person == 0 and is_encrypted(path.read_bytes())
    assert len(read_plan(path, password="secret").actions) == len(sent.plan.actions) + NEW
