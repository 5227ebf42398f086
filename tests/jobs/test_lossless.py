"""Whatever people put into a plan's workbook is there after its Summary was regenerated."""

from __future__ import annotations

from pathlib import Path

import pytest
from builder import clean_plan, out_of_date
from stuffed import SHAPES, stuffed
from trial import judge, stored

from plan_workbook.checking.report import check
from plan_workbook.jobs.summarise import summarise
from plan_workbook.package.safety import open_package
from plan_workbook.reading import read_plan

PEOPLE_PUT = (
    "xl/comments",
    "xl/threadedComments/",
    "xl/persons/",
    "xl/media/",
    "xl/printerSettings/",
    "customXml/",
    "docMetadata/",
    "docProps/",
    "xl/drawings/",
)


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> bytes:
    """A plan with findings whose Summary is out of date."""
    plan = clean_plan(3).indicator(number="NEW").action(completion_date="30/11/2017")
    return out_of_date(plan.workbook(), tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def plan(plain, tmp_path_factory) -> Path:
    """The same with everything put in, on leads' sheets and on the Summary itself."""
    path = tmp_path_factory.mktemp("stuffed") / "plan.xlsx"
    path.write_bytes(stuffed(plain, "R01", "R03", "Summary"))
    return path


@pytest.fixture(scope="module")
def summarised(plan, tmp_path_factory) -> Path:
    """And after it was summarised."""
    path = tmp_path_factory.mktemp("summarised") / "plan.xlsx"
    path.write_bytes(plan.read_bytes())
    assert summarise(path).changed
    return path


def test_what_was_put_in_is_sound(plan):
    judged = judge()
    if judged is None:
        pytest.skip("the independent checker is not here")
    assert judged(plan.read_bytes()) == set()


def test_all_of_it_is_left_as_it_was_stored(plan, summarised):
    before, after = stored(plan.read_bytes()), stored(summarised.read_bytes())
    summary = open_package(summarised.read_bytes())
    (drawing,) = summary.targets("xl/worksheets/sheet1.xml", "drawing")
    put = {name for name in before if name.startswith(PEOPLE_PUT)} - {drawing}
    assert len(put) == 26
    assert {name: after.get(name) for name in put} == {name: before[name] for name in put}
    changed = {name for name in before if after.get(name) != before[name] and not name.startswith("xl/charts/")}
    assert changed <= {
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        "xl/worksheets/sheet3.xml",
        "xl/worksheets/sheet4.xml",
        "xl/styles.xml",
        "xl/workbook.xml",
        drawing,
    }
    assert set(after) == set(before)
    assert SHAPES in summary.xml(drawing).decode()
    assert summary.targets("xl/worksheets/sheet1.xml", "comments") == ["xl/comments3.xml"]


def test_what_was_put_on_the_summary_still_hangs_on_it(summarised):
    package = open_package(summarised.read_bytes())
    page = package.xml("xl/worksheets/sheet1.xml").decode()
    for kind in ("drawing", "vmlDrawing", "printerSettings"):
        arrow = next(each for each in package.relationships("xl/worksheets/sheet1.xml") if each.kind == kind)
        assert f'r:id="{arrow.id}"' in page


def test_summarising_it_again_changes_no_byte(summarised):
    once = summarised.read_bytes()
    assert not summarise(summarised).changed
    assert summarised.read_bytes() == once


def test_the_result_is_as_sound_as_before(summarised):
    judged = judge()
    if judged is None:
        pytest.skip("the independent checker is not here")
    assert judged(summarised.read_bytes()) == set()


def test_every_cell_is_still_read(plain, plan, summarised):
    before, inside = read_plan(plain, "plan.xlsx"), read_plan(plan)
    assert inside.recommendations == before.recommendations
    assert inside.fields == before.fields
    assert check(before).findings
    assert but_notes(check(inside)) == but_notes(check(before))
    assert but_notes(check(read_plan(summarised))) == but_notes(check(before.once_summarised))


def but_notes(report):
    """The findings, but not those about notes and text boxes, which were put in on purpose."""
    return [finding for finding in report.findings if finding.rule != "cell-note"]
