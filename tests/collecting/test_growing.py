"""Room for rows that do not go into the spare ones of the master."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from builder import clean_plan
from support.hands import Hand, came_back, collected
from support.office import results_of

from plan_workbook.collecting.collected import Room
from plan_workbook.collecting.growing import grown
from plan_workbook.collecting.refreshed import refreshed
from plan_workbook.layout import ACTIONS, INDICATORS, PROGRESS
from plan_workbook.package.addresses import address_of
from plan_workbook.package.safety import open_package
from plan_workbook.package.typed_values import Formula, Typed
from plan_workbook.package.workbook import Workbook
from plan_workbook.writing.room import with_room

NEW = 30
TABLES = (PROGRESS, INDICATORS, ACTIONS)


def row(table: str, at: int) -> dict[str, Typed]:
    """What a lead types into a new row."""
    return {
        "progress": {"paragraph": f"Paragraph {at} of the lead's own"},
        "indicators": {
            "number": f"PI {at}",
            "description": f"Measure {at}",
            "better": "Higher",
            "target": 5,
            "actual": at,
        },
        "actions": {"ref": f"n{at}", "text": f"Step {at} of the lead's own plan", "rating": "G"},
    }[table]


def with_rows(hand: Hand, sheet: str, *tables: str) -> Hand:
    """What a lead sends who has inserted rows in some tables and filled them in."""
    roomy = Hand(with_room(hand.content, hand.plan, {(sheet, table): NEW for table in tables}))
    places = roomy.sheet(sheet).places
    return roomy.with_cells(
        {
            sheet: {
                address_of((places[table].spare[at], places[table].columns[key])): value
                for table in tables
                for at in range(NEW)
                for key, value in row(table, at).items()
            }
        }
    )


@pytest.fixture(scope="module")
def sent() -> Hand:
    return Hand(clean_plan(3).template())


@pytest.fixture(scope="module")
def lead(sent) -> Hand:
    """Thirty rows more in each table of the second sheet."""
    return with_rows(sent, "R02", "progress", "indicators", "actions")


@pytest.fixture(scope="module")
def room(sent, lead):
    """The master with room for them."""
    lacking = collected(sent, came_back(sent, lead))[0].lacking
    return grown(sent.content, sent.plan, lacking)


@pytest.fixture(scope="module")
def after(sent, lead, room) -> Hand:
    """The master once everything is in it."""
    decided, after = collected(Hand(room.content), came_back(sent, lead))
    assert not decided.lacking and not decided.not_carried
    return after.with_cells(refreshed(after.plan, decided.cells))


def test_it_is_said_how_many_rows_each_table_lacks(sent, lead):
    decided, _ = collected(sent, came_back(sent, lead))
    spare = sent.sheet("R02").places
    assert decided.lacking == {("R02", each.key): NEW - len(spare[each.key].spare) for each in TABLES}
    assert len(decided.not_carried) == sum(decided.lacking.values())


def test_each_table_of_a_sheet_has_all_rows_and_spare_ones_stand_ready_again(sent, room, after):
    own = after.sheet("R02")
    assert [each.text for each in own.progress][-NEW:] == [row("progress", at)["paragraph"] for at in range(NEW)]
    assert [each.description.text for each in own.indicator_rows][-NEW:] == [f"Measure {at}" for at in range(NEW)]
    assert [each.ref.text for each in own.actions][-NEW:] == [f"n{at}" for at in range(NEW)]
    assert {each.key: len(own.places[each.key].spare) for each in TABLES} == {each.key: each.spare for each in TABLES}
    grew = {each.key: len(own.places[each.key].rows) - len(sent.sheet("R02").places[each.key].rows) for each in TABLES}
    assert room.rooms == tuple(sorted(Room("R02", each.name, grew[each.key]) for each in TABLES)) and not room.left


def test_every_status_of_a_new_row_is_saved_with_what_it_gives(after):
    own = after.sheet("R02")
    said = [each.live_status.text for each in own.indicator_rows][-NEW:]
    assert said == ["Off target" if at < 5 else "On target" for at in range(NEW)]
    place = own.places["indicators"]
    cells = [address_of((row, place.columns["status"])) for row in place.spare]
    stored = openpyxl.load_workbook(io.BytesIO(after.content))["R02"]
    assert all(str(stored[each].value).startswith("=") for each in cells)
    package = open_package(after.content)
    sheet = package.xml(next(each.part for each in Workbook(package).sheets if each.name == "R02")).decode()
    assert all(re.search(rf'<c r="{each}"[^>]* t="str"[^>]*><f>[^<]*</f><v(/>|></v>)', sheet) for each in cells)


@pytest.mark.programs
@pytest.mark.xdist_group("libreoffice")
def test_libreoffice_works_out_what_is_saved_in_three_tables_that_grew(after, saved_by_libreoffice):
    worked_out = saved_by_libreoffice(after.content)
    results = [each for each in results_of(after.content, worked_out) if each.sheet == "R02"]
    assert len(results) > NEW + INDICATORS.spare and not [each for each in results if each.saved != each.worked_out]


def test_new_rows_have_no_status_where_the_row_above_has_no_formula(sent):
    place = sent.sheet("R01").places["indicators"]
    column = place.columns["status"]
    typed_over = sent.with_cells({"R01": {address_of((place.rows[-1], column)): "Done"}})
    room = grown(typed_over.content, typed_over.plan, {("R01", "indicators"): 1})
    page = openpyxl.load_workbook(io.BytesIO(room.content))["R01"]
    assert [page.cell(place.rows.stop + at, column).value for at in range(1 + INDICATORS.spare)] == [None] * (
        1 + INDICATORS.spare
    )


def test_deciding_again_about_the_same_return_changes_nothing(sent, lead, after):
    assert not any(collected(after, came_back(sent, lead))[0])


def test_other_sheets_keep_their_bytes(sent, after):
    before, now = open_package(sent.content), open_package(after.content)
    parts = {each.name: each.part for each in Workbook(before).sheets}
    assert all(before.read(parts[each]) == now.read(parts[each]) for each in ("R01", "R03", "Plan"))


def test_a_table_that_can_not_have_more_rows_is_named_with_the_reason_and_the_others_get_theirs(sent):
    below = sent.sheet("R01").places["actions"].rows.stop + 20
    master = sent.with_cells({"Guidance": {"Z99": Formula(f"SUM(R01:R02!B{below})", 0)}})
    room = grown(master.content, master.plan, {("R02", "actions"): 1, ("R03", "actions"): 1})
    assert room.rooms == (Room("R03", "Actions", 1 + ACTIONS.spare),)
    (left,) = room.left
    assert left.sentence.startswith("Actions on R02 is full and can't have more rows. The file ")
    assert "refer to each sheet separately" in left.sentence and "nothing was changed" not in left.sentence


def test_a_table_gets_no_more_rows_than_can_be_read(sent, monkeypatch):
    rows = len(sent.sheet("R01").places["actions"].rows)
    monkeypatch.setattr("plan_workbook.collecting.growing.MOST_IN_A_TABLE", rows + 10)
    room = grown(sent.content, sent.plan, {("R01", "actions"): 9})
    assert room.rooms == (Room("R01", "Actions", 10),)  # fewer spare ones rather than none at all
    room = grown(sent.content, sent.plan, {("R01", "actions"): 11})
    assert room.content == sent.content
    assert f"It has {rows} rows and may have {rows + 10}: delete" in room.left[0].sentence
