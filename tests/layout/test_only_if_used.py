"""What only some plans use: it is in a workbook where its plan uses it, everywhere then, and nowhere otherwise."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from builder import EXTRAS, PlanBuilder, clean_plan, editing, opened
from declaring import add, forget_what_follows
from editions import edition
from paper import text_of

from plan_workbook import layout
from plan_workbook.checking.report import check
from plan_workbook.comparing.changes import compared
from plan_workbook.errors import InputError
from plan_workbook.jobs.new import make_workbook
from plan_workbook.plan.choices import YesNo
from plan_workbook.plan.inputs import NO_INPUT, NamedInput
from plan_workbook.publishing.web import web_page
from plan_workbook.publishing.word.report import word_report
from plan_workbook.publishing.workbook import edition_workbook
from plan_workbook.reading import read_plan
from plan_workbook.register import read_register, register_of
from plan_workbook.writing.master import master_workbook, template_workbook
from plan_workbook.writing.register_files import write_register

FIELDS = {"confidence": "G", "impact": "Fewer moves.\n\nFewer calls at night.", "next_steps": "Train the new team."}
FIGURES = {"target_now": "85%", "floor": "75%", "forecast": "93%", "benchmark": "88%", "trend": "No"}
PROOF = {"evidence": "Audit report of 14 November", "signed_off_by": "Head of Audit & Head of Care"}
DECISIONS = {"decisions_needed": "Agree the new dates"}
DONE = {"rating": "C", "completion_date": "30/11/2017", "date_completed": "28/11/2017"}


def with_all() -> PlanBuilder:
    """A plan with something in all of it, and nothing wrong."""
    plan = PlanBuilder(**DECISIONS).recommendation(**FIELDS).indicator(**FIGURES)
    return plan.action(**DONE, **PROOF).action()


def declared() -> list[layout.Field | layout.Column | layout.Table]:
    """Without the table of extra columns, which `test_own_columns` is about."""
    every = (*layout.PLAN.only_if_used, *layout.RECOMMENDATION.only_if_used)
    return [each for each in every if each is not layout.EXTRA_COLUMNS]


def test_their_keys_and_headings_are_their_own():
    """A plan says with a set of keys what it uses, and a coordinator with headings."""
    assert {**FIELDS, **FIGURES, **PROOF, **DECISIONS}.keys() == EXTRAS == {each.key for each in declared()}
    headings = {each.called if isinstance(each, layout.Table) else each.heading for each in declared()}
    assert len(headings) == len(EXTRAS)


# ------------------------------------------------------------------------------------- a plan that uses none


def without_them(monkeypatch) -> None:
    """The declaration as if there were none of it."""
    forget_what_follows(monkeypatch)
    for sheet in (layout.PLAN, layout.RECOMMENDATION):
        for table in sheet.tables:
            kept = tuple(column for column in table.columns if not column.only_if_used)
            monkeypatch.setitem(vars(table), "columns", kept)
        for part in ("fields", "tables"):
            monkeypatch.setitem(vars(sheet), part, tuple(e for e in getattr(sheet, part) if not e.only_if_used))
    monkeypatch.setattr(NamedInput, "__get__", lambda named, row, _: row.inputs.get(named._key, NO_INPUT))


def test_a_plan_that_uses_none_gets_the_same_bytes_as_if_there_were_none(monkeypatch):
    register = clean_plan(2).register()
    made = template_workbook(register)
    without_them(monkeypatch)
    assert template_workbook(register) == made


def test_a_sheet_with_what_a_plan_uses_is_one_object_until_more_is_declared(monkeypatch):
    """Formulas are remembered by it."""
    before = layout.RECOMMENDATION.using({"floor", "evidence"})
    assert layout.RECOMMENDATION.using(["evidence", "floor"]) is before
    assert layout.RECOMMENDATION.using({"floor"}) is not before
    add(monkeypatch, layout.ACTIONS, layout.Column("source", "Source", layout.Kind.TEXT, "", width=9, least=9))
    assert "source" in layout.RECOMMENDATION.using({"floor", "evidence"}).table("actions").headings


def test_its_workbook_its_register_and_its_findings_say_nothing_of_them(tmp_path):
    plan = clean_plan().read()
    assert plan.has.isdisjoint(EXTRAS) and check(plan.once_checked).findings == ()
    write_register(register_of(plan), tmp_path / "register")
    written = "".join(each.read_text() for each in (tmp_path / "register").iterdir())
    assert not [word for word in ("Target Now", "Evidence", "Confidence", "Impact", "Decisions") if word in written]


# ------------------------------------------------------------------------------------- one that uses them


def test_each_is_read_as_what_it_is():
    plan = with_all().read()
    (each,), (indicator,), (action, _) = plan.recommendations, plan.indicators, plan.actions
    assert each.confidence.value == plan.scale.rating_called("G")
    assert [read.text for read in each.impact] == ["Fewer moves.", "Fewer calls at night."]
    assert [read.text for read in each.next_steps] == ["Train the new team."]
    assert [indicator.inputs[key].text for key in FIGURES] == list(FIGURES.values())
    assert {indicator.inputs[key].unit for key in FIGURES if key != "trend"} == {"%"}
    assert indicator.trend.value is YesNo.NO
    assert (action.evidence.value, action.signed_off_by.value) == (PROOF["evidence"], ("Head of Audit", "Head of Care"))
    assert plan.text("decisions_needed") == DECISIONS["decisions_needed"]
    assert check(plan.once_checked).findings == ()


@pytest.mark.parametrize("name", ["register", "register.xlsx"])
@pytest.mark.parametrize("plan", [with_all(), clean_plan().using(*EXTRAS)], ids=["filled", "blank"])
def test_a_register_of_it_makes_the_same_workbook_and_the_workbook_the_same_register(plan, name, tmp_path):
    register = register_of(plan.read())
    assert register.used == EXTRAS
    write_register(register, tmp_path / name)
    again = read_register(tmp_path / name)
    assert master_workbook(again) == master_workbook(plan.register())
    assert register_of(read_plan(template_workbook(again))) == register


@pytest.mark.parametrize("key", sorted(EXTRAS))
def test_each_is_there_without_the_others(key):
    plan = clean_plan().using(key).read()
    assert plan.has & EXTRAS == register_of(plan).used == {key}


def test_every_edition_says_all_but_whether_a_figure_adds_up(tmp_path):
    made = edition(with_all())
    report = text_of(word_report(made))
    page = unescape(re.sub(r"<[^>]+>", "\n", web_page(made).decode()))
    sheets = tmp_path / "made.xlsx"
    sheets.write_bytes(edition_workbook(made))
    cells = [str(c.value) for sheet in opened(sheets).workbook for row in sheet.iter_rows() for c in row]
    texts = [*FIELDS.values(), *FIGURES.values(), *PROOF.values(), *DECISIONS.values()]
    wanted = [part for text in texts for part in text.split("\n\n") if text not in ("G", "No")]
    headings = ("Confidence", "Impact", "Next Steps", "for the year", "Floor", "Forecast", "Benchmark", "Evidence")
    for said in (report, page, "\n".join(cells)):
        assert [each for each in (*wanted, *headings, "Signed Off By", "Decisions needed") if each not in said] == []
        assert "Trend" not in said


def test_what_changed_in_them_is_told():
    then = with_all().read()
    plan = PlanBuilder(decisions_needed="").recommendation(confidence="R", impact="More calls.", next_steps="")
    plan.indicator(target_now="90%", floor="", forecast="91%", benchmark="", trend="Yes")
    now = plan.action(**DONE, evidence="", signed_off_by="Head of Audit").action().read()
    told = {(each.kind.value, each.field, each.before, each.after) for each in compared(then, now).changes}
    assert told == {
        ("other", "Decisions Needed", "Agree the new dates", None),
        ("confidence", "Confidence", "Green", "Red"),
        ("impact", "Impact", FIELDS["impact"], "More calls."),
        ("next steps", "Next Steps", "Train the new team.", None),
        ("target", "Target Now", "85%", "90%"),
        ("target", "Floor", "75%", None),
        ("other", "Forecast", "93%", "91%"),
        ("other", "Benchmark", "88%", None),
        ("other", "Trend", "No", "Yes"),
        ("other", "Evidence", PROOF["evidence"], None),
        ("other", "Signed Off By", PROOF["signed_off_by"], "Head of Audit"),
    }


# ------------------------------------------------------------------------------------- asked for, or typed in


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_new_adds_them_to_a_blank_workbook_and_to_those_of_a_register(folder):
    made = make_workbook("blank.xlsx", recommendations=1, including="evidence, Next  steps")
    assert made.plan.has & EXTRAS == {"evidence", "next_steps"}
    write_register(register_of(clean_plan().using("floor").read()), Path("register"))
    made = make_workbook("plan.xlsx", "register", including=["Trend", "Decisions Needed"])
    assert made.plan.has & EXTRAS == {"floor", "trend", "decisions_needed"}


@pytest.mark.parametrize(
    ("name", "said"), [("Evidense", "did you mean Evidence?"), ("Tolerance", "the names are Decisions Needed, ")]
)
def test_a_name_that_is_none_of_them_is_refused(name, said, folder):
    with pytest.raises(InputError, match=re.escape(said)):
        make_workbook("plan.xlsx", including=[name])
    assert not list(folder.iterdir())


def test_a_column_that_a_coordinator_adds_to_a_workbook_in_use_is_read(tmp_path):
    path = clean_plan().write_template(tmp_path / "plan.xlsx")
    with editing(path) as book:
        for table, heading, value in (("Indicators", "Target Now", 0.8), ("Actions", "Signed off by", "Head of Audit")):
            cell = book.cell("R01", table, 0, "Comment").offset(0, 1)
            cell.value, cell.offset(1, 0).value = heading, value
            cell.offset(1, 0).number_format = "0%" if table == "Indicators" else "General"
    plan = read_plan(path)
    assert plan.indicators[0].target_now.text == "80%"
    assert plan.actions[0].signed_off_by.value == ("Head of Audit",)
    assert plan.observations == () and register_of(plan).used == {"target_now", "signed_off_by"}


def test_a_heading_of_paragraphs_may_be_added_but_a_paragraph_that_only_says_it_is_not_one(tmp_path):
    path = clean_plan().write_template(tmp_path / "plan.xlsx")
    with editing(path) as book:
        first = book.cell("R01", "Progress", 1, "Progress")
        first.offset(1, 0).value, first.offset(2, 0).value = "Impact", "Of the paragraphs above."
    (each,) = read_plan(path).recommendations
    assert [read.text for read in each.progress][1:] == ["Impact", "Of the paragraphs above."] and not each.impact
    with editing(path) as book:
        sheet = book["R01"]
        (title,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == "Indicators")
        thin = sheet.cell(title.row - 1, layout.PROGRESS.first_column)
        thin.value = "Next steps"
    plan = read_plan(path)
    assert [read.text for read in plan.recommendations[0].progress][1] == "Impact"
    assert "next_steps" in plan.has and plan.recommendations[0].next_steps == ()


@pytest.mark.parametrize("moved", ["Target Now", "Trend", "Forecast"])
def test_a_column_that_was_moved_is_read_where_it_is_now(moved, tmp_path):
    path = with_all().write_template(tmp_path / "plan.xlsx")
    with editing(path) as book:
        heading, other = (book.cell("R01", "Indicators", 0, each) for each in (moved, "Benchmark"))
        for row in range(2):
            one, two = (each.offset(row, 0) for each in (heading, other))
            one.value, two.value = two.value, one.value
            one.number_format, two.number_format = two.number_format, one.number_format
    (indicator,) = read_plan(path).indicators
    assert {key: indicator.inputs[key].text for key in FIGURES} == FIGURES
