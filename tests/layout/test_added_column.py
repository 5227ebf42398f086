"""A column or field that is added to the declaration is everywhere, and workbooks made before do without."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from builder import PlanBuilder, clean_plan, editing, opened
from declaring import NEXT, add, declare
from editions import edition
from paper import text_of

from plan_workbook import layout, schemas
from plan_workbook.checking.actions.table import ACTIONS
from plan_workbook.checking.report import check
from plan_workbook.checking.schema import schema_of
from plan_workbook.jobs.summarise import with_generated
from plan_workbook.layout import Column, Kind
from plan_workbook.publishing.redaction import LEFT_OUT
from plan_workbook.publishing.web import web_page
from plan_workbook.publishing.word.report import word_report
from plan_workbook.publishing.workbook import edition_workbook
from plan_workbook.reading import read_plan
from plan_workbook.register import read_register, register_of
from plan_workbook.writing.master import master_workbook
from plan_workbook.writing.register_files import write_register

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
OLD = [ROOT / "templates" / "improvement-plan.xlsx", ROOT / "workbooks" / "improvement-plan-2017-12.xlsx"]
TYPED = {
    "proof": "Minutes of the June board",
    "reviewed": "2017-12-05",
    "source": "Annual return",
    "sponsor": "Director of Finance",
    "key_risks": "Winter pressures",
}


@pytest.fixture
def added(monkeypatch) -> None:
    declare(monkeypatch)


def plan_with_all() -> PlanBuilder:
    """A clean plan with something in every column and field that was added."""
    plan = PlanBuilder(key_risks=TYPED["key_risks"]).recommendation(sponsor=TYPED["sponsor"])
    return plan.indicator(source=TYPED["source"]).action(proof=TYPED["proof"], reviewed=TYPED["reviewed"])


def texts_of(workbook: Path) -> str:
    """All that can be read in a workbook, a cell a line."""
    book = openpyxl.load_workbook(workbook)
    return "\n".join(str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None)


# ------------------------------------------------------------------------------------------------- a new workbook


def test_it_has_its_place_width_prompt_and_guidance_in_a_new_workbook(added, tmp_path):
    book = opened(plan_with_all().write_template(tmp_path / "plan.xlsx"))
    sheet = book["R01"]
    headings = [c.value for c in next(row for row in sheet.iter_rows() if row[0].value == "Objective") if c.value]
    assert headings[-3:] == ["Proof", "Comment", "Reviewed"]
    proof, comment = (book.cell("R01", "Actions", 1, heading) for heading in ("Proof", "Comment"))
    assert proof.value == TYPED["proof"]
    assert sheet.column_dimensions[proof.column_letter].width > 30
    assert sheet.column_dimensions[comment.column_letter].width > 15
    prompts = {v.prompt for v in sheet.data_validations.dataValidation if proof.coordinate in v.sqref}
    assert prompts == {"What shows that it is done."}
    assert {"Proof", "Reviewed", "Source", "Sponsor"} <= {cell.value for cell in book["Guidance"]["A"]}
    assert book.field("R01", "Sponsor").value == TYPED["sponsor"]
    assert book.field("Plan", "Key Risks").value == TYPED["key_risks"]
    assert book.cell("R01", "Actions", 1, "Reviewed").is_date


def test_nothing_is_found_about_it_and_the_live_status_still_sees_the_whole_row(added, tmp_path):
    content = plan_with_all().checked_workbook()
    plan = read_plan(content)
    assert check(plan).findings == ()
    (action,), (indicator,) = plan.actions, plan.indicators
    assert action.inputs["proof"].value == TYPED["proof"]
    assert f"{action.inputs['reviewed'].value}" == TYPED["reviewed"]
    assert indicator.inputs["source"].value == TYPED["source"]
    assert plan.recommendations[0].inputs["sponsor"].value == (TYPED["sponsor"],)
    formula = next(
        c.value
        for row in opened(_written(tmp_path, content))["R01"].iter_rows()
        for c in row
        if isinstance(c.value, str) and "COUNTA(" in c.value
    )
    assert f",$I{indicator.row}:$N{indicator.row})" in formula


def test_what_is_typed_into_it_by_mistake_is_said(added, tmp_path):
    path = plan_with_all().write_template(tmp_path / "plan.xlsx")
    with editing(path) as book:
        cell = book.type("R01", "Actions", 1, "Proof", "=1/0")
    assert ("formula-in-input", cell) in {(f.rule, f.cell) for f in check(read_plan(path)).findings}


def test_it_is_in_the_frame_and_its_schema(added):
    plan = plan_with_all().read()
    frames, schema = schemas.frames(plan), schema_of(ACTIONS, plan.scale)
    assert frames["actions"]["proof"].to_list() == [TYPED["proof"]]
    assert frames["indicators"]["source"].to_list() == [TYPED["source"]]
    assert frames["recommendations"]["sponsor"].to_list() == [TYPED["sponsor"]]
    assert frames["plan_fields"]["key_risks"].to_list() == [TYPED["key_risks"]]
    assert {"proof", "reviewed"} <= schema.columns.keys()


@pytest.mark.parametrize(
    ("table", "kind", "typed", "rule", "words"),
    [
        ("action", Kind.END_DATE, "31 Feb 2018", "action-date-unreadable", "'31 Feb 2018' is not a date (Extra)"),
        ("action", Kind.RATING, "Greenish", "action-rating-unknown", "'Greenish' is not a rating of this plan"),
        ("action", Kind.LEADS, "Jo Blogs", "lead-unlisted", "'Jo Blogs' is not among the people"),
        ("indicator", Kind.START_DATE, "soon", "indicator-value-unreadable", "'soon' is not a date (Extra)"),
        ("indicator", Kind.NUMBER, "about 5", "indicator-value-unreadable", "'about 5' is not a number (Extra)"),
        ("indicator", Kind.NUMBER, "590 days", "indicator-unit-mismatch", "'590 days' (Extra) is not in '%'"),
        ("indicator", Kind.PERCENT, "a bit", "indicator-value-unreadable", "'a bit' is not a percentage (Extra)"),
        ("indicator", Kind.LEADS, "Jo Blogs", "lead-unlisted", "'Jo Blogs' is not among the people"),
    ],
)
def test_rules_about_its_kind_look_at_it(monkeypatch, table, kind, typed, rule, words):
    extra = Column("extra", "Extra", kind, "Something more.", width=12, optional=True)
    add(monkeypatch, layout.ACTIONS if table == "action" else layout.INDICATORS, extra)
    plan = clean_plan()
    if kind is Kind.LEADS:
        plan.person("Head of Audit")
    plan = getattr(plan.recommendation(), table)(extra=typed).read()
    assert [f.rule for f in check(plan).findings if words in f.message] == [rule]


@pytest.mark.parametrize("name", ["register", "register.xlsx"])
def test_it_goes_out_with_the_register_and_comes_back(added, tmp_path, name):
    plan = plan_with_all().read()
    write_register(register_of(plan), tmp_path / name)
    register = read_register(tmp_path / name)
    assert register.rows("actions")[0]["Proof"] == TYPED["proof"]
    assert register.rows("actions")[0]["Reviewed"] == TYPED["reviewed"]
    assert register.rows("indicators")[0]["Source"] == TYPED["source"]
    assert register.rows("recommendations")[0]["Sponsor"] == TYPED["sponsor"]
    assert register.field("Key Risks") == TYPED["key_risks"]
    again = read_plan(master_workbook(register))
    assert register_of(again) == register_of(plan)


def test_every_edition_says_it_under_its_heading(added, tmp_path):
    made = edition(plan_with_all())
    page = re.sub(r"<[^>]+>", "\n", web_page(made).decode())
    report, sheets = text_of(word_report(made)), texts_of(_written(tmp_path, edition_workbook(made)))
    shown = {**TYPED, "reviewed": "05/12/2017"}
    for said in (page, report, sheets):
        assert [text for text in shown.values() if text not in said] == []
        assert [name for name in ("Proof", "Reviewed", "Source", "Sponsor", "Key Risks") if name not in said] == []


def test_an_edition_leaves_out_what_nobody_filled_in_and_what_is_declared_to_stay_at_home(added, monkeypatch):
    blank = edition(clean_plan())
    assert "Proof" not in web_page(blank).decode() and "Proof" not in text_of(word_report(blank))
    for each in (*layout.ACTIONS.columns, *layout.INDICATORS.columns, *layout.RECOMMENDATION.fields):
        if each.key in TYPED:
            monkeypatch.setitem(vars(each), "published", False)
    private = edition(plan_with_all())
    assert not [text for text in list(TYPED.values())[:-1] if text in web_page(private).decode()]


def test_an_email_address_typed_into_it_does_not_go_out(added, tmp_path):
    plan = plan_with_all().set(key_risks="Ask jo@council.test").recommendation(sponsor="Jo <jo@council.test>")
    made = edition(plan.action(proof="Sent by jo@council.test").indicator(source="jo@council.test"))
    files = web_page(made).decode(), text_of(word_report(made)), texts_of(_written(tmp_path, edition_workbook(made)))
    assert not [said for said in files if "jo@" in said]
    assert f"Sent by {LEFT_OUT}" in files[1]
    assert len(made.left_out) == 4


# --------------------------------------------------------------------------------------------- one made before


@pytest.mark.parametrize("path", OLD, ids=lambda path: path.stem)
def test_a_workbook_made_before_reads_as_it_did(path, monkeypatch):
    before = read_plan(path)
    found = list(check(before).findings)
    declare(monkeypatch)
    now = read_plan(path)
    seen = [each for each in now.observations if each.rule != "template-older"]
    assert seen == list(before.observations)
    assert [f for f in check(now).findings if f.rule != "template-older"] == found
    assert all(not a.inputs["proof"].given and a.inputs["proof"].problem is None for a in now.actions)


@pytest.mark.slow
def test_a_workbook_made_before_is_summarised_exported_and_published_as_it_was(monkeypatch, tmp_path):
    path = OLD[1]
    before = read_plan(path)
    page, sheets, report = web_page(edition(before)), edition_workbook(edition(before)), check(before)
    summarised = with_generated(path.read_bytes(), before, report)
    declare(monkeypatch)
    now = read_plan(path)
    assert with_generated(path.read_bytes(), now, report) == summarised
    assert (web_page(edition(now)), edition_workbook(edition(now))) == (page, sheets)
    write_register(register_of(now), tmp_path / "register")
    assert not any(row["Proof"] for row in read_register(tmp_path / "register").rows("actions"))


def test_a_register_without_the_new_headings_is_read(monkeypatch, tmp_path):
    write_register(register_of(clean_plan().read()), tmp_path / "register")
    declare(monkeypatch)
    plan = read_plan(master_workbook(read_register(tmp_path / "register")))
    assert check(plan.once_checked).findings == ()


def test_a_lead_may_add_an_optional_column_to_a_workbook_made_before(monkeypatch, tmp_path):
    path = clean_plan().write_template(tmp_path / "plan.xlsx")
    declare(monkeypatch)
    with editing(path) as book:
        heading = book.cell("R01", "Actions", 0, "Comment").offset(0, 1)
        heading.value, heading.offset(1, 0).value = "Proof", TYPED["proof"]
    plan = read_plan(path)
    assert plan.actions[0].inputs["proof"].value == TYPED["proof"]
    assert "content-outside-table" not in {each.rule for each in plan.observations}


def test_a_column_as_old_as_the_workbook_is_missed(added, tmp_path):
    path = plan_with_all().write_template(tmp_path / "plan.xlsx")
    with editing(path) as book:
        for heading in ("Proof", "Reviewed", "Source"):
            table = "Indicators" if heading == "Source" else "Actions"
            book.cell("R01", table, 0, heading).value = None
        book.field("Plan", "Key Risks").offset(0, -1).value = None
    del_name(path, "Plan_Key_Risks")
    missed = [seen.detail for seen in read_plan(path).observations if seen.rule == "heading-missing"]
    assert missed == ["Key Risks", "Reviewed in the Actions table"]


def del_name(path: Path, name: str) -> None:
    with editing(path) as book:
        del book["Plan"].defined_names[name]


@pytest.mark.parametrize(
    ("version", "missed"),
    [
        (None, {"Action", "Reviewed"}),
        ("new", {"Action", "Reviewed"}),
        (NEXT, {"Action", "Reviewed"}),
        (NEXT - 1, {"Action"}),
        (0, {"Action"}),
    ],
)
def test_a_workbook_without_a_version_to_read_counts_as_the_current_one(added, tmp_path, version, missed):
    path = clean_plan().write_template(tmp_path / "plan.xlsx")
    with editing(path) as book:
        name = next(c for c in book["Lists"][1] if c.value == layout.VERSION_NAME)
        name.offset(1, 0).value = version
        for heading in ("Reviewed", "Action"):
            book.cell("R01", "Actions", 0, heading).value = "Something else"
        del book["R01"].defined_names["Actions"]
    found = (seen.detail for seen in read_plan(path).observations if seen.rule == "heading-missing")
    assert set(found) == {f"{heading} in the Actions table" for heading in missed}


def _written(folder: Path, content: bytes) -> Path:
    path = folder / "made.xlsx"
    path.write_bytes(content)
    return path
