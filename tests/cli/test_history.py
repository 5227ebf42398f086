"""``history``: what is remembered is shown, and older workbooks are added, each period once."""

from __future__ import annotations

import json

import pytest
from builder import clean_plan, editing
from handed_out import handed_out

from plan_workbook.jobs.publish import publish
from plan_workbook.package.encryption import encrypted
from plan_workbook.plan.put_off import put_off_times
from plan_workbook.reading import read_plan

MONTHS = {"October": ("31/10/2017", "a", "31/12/2017"), "November": ("30/11/2017", "b", "31/01/2018")}


def month(name, **fields):
    """The clean plan in an earlier month: its action had another ref or date."""
    day, ref, due = MONTHS[name]
    plan = clean_plan(period=f"{name} 2017", report_date=day, **fields)
    plan.tables["actions"][0] |= {"Ref": ref, "Completion Date": due}
    return plan


@pytest.fixture
def months(folder):
    """Files of three months; the action was called a, then b and now a again."""
    for name in MONTHS:
        month(name).write_template(folder / f"{name.lower()}.xlsx")
    clean_plan().write_template(folder / "plan.xlsx")
    return folder


def shown(run, *arguments):
    return json.loads(run("history", "plan.xlsx", *arguments, "--format", "json").out)


def test_a_plan_without_history_says_how_it_gets_one(run, months):
    done = run("history", "plan.xlsx")
    assert done.code == 0
    assert "It has no history yet" in done.out


def test_periods_are_added_in_their_order_and_things_are_followed(run, months):
    before = (months / "plan.xlsx").read_bytes()
    done = run("history", "plan.xlsx", "--add", "november.xlsx", "october.xlsx")
    assert (done.code, done.out.splitlines()) == (
        0,
        [
            "Added October 2017 from october.xlsx: 3 lines.",
            "Added November 2017 from november.xlsx: 3 lines.",
            "The previous file is plan.bak.xlsx.",
        ],
    )
    assert (months / "plan.bak.xlsx").read_bytes() == before
    found = shown(run)
    assert [(each["period"], each["lines"]) for each in found["periods"]] == [("October 2017", 3), ("November 2017", 3)]
    actions = [(each["reference"], each["due"]) for each in found["lines"] if each["kind"] == "Action"]
    assert actions == [("a", "2017-12-31"), ("a", "2018-01-31")]
    plan = read_plan(months / "plan.xlsx")
    assert put_off_times(plan, plan.actions[0]) == 2
    text = run("history", "plan.xlsx").out
    assert "Report Date" in text and "31/01/2018" in text and "2018-01-31" not in text


def test_each_period_is_added_once_unless_it_is_to_be_replaced(run, months):
    run("history", "plan.xlsx", "--add", "october.xlsx", "october.xlsx")
    after = (months / "plan.xlsx").read_bytes()
    again = run("history", "plan.xlsx", "--add", "october.xlsx")
    assert again.out == "Nothing was added, and plan.xlsx was not changed.\n"
    assert "october.xlsx was passed over: 31 October 2017 is in History already, and --force replaces it." in again.err
    assert (months / "plan.xlsx").read_bytes() == after
    other = month("October")
    other.tables["recommendations"][0]["RAG"] = "A"
    other.write_template(months / "october.xlsx")
    assert "Added October 2017" in run("history", "plan.xlsx", "--add", "october.xlsx", "--force").out
    assert [each["rag"] for each in shown(run)["lines"] if each["kind"] == "Recommendation"] == ["A"]


def test_what_an_older_workbook_remembers_comes_with_it(run, months):
    run("history", "november.xlsx", "--add", "october.xlsx")
    run("history", "plan.xlsx", "--add", "november.xlsx")
    found = shown(run)
    assert [each["period"] for each in found["periods"]] == ["October 2017", "November 2017"]
    assert {each["reference"] for each in found["lines"] if each["kind"] == "Action"} == {"a"}


def test_ratings_that_the_plans_scale_reads_as_something_else_are_named_with_what_to_do(run, months):
    october = month("October")
    for code, label, counts_as in (
        ("C", "Complete", "complete"),
        ("G", "Green", "on track"),
        ("A", "Amber", "off track"),
        ("B", "Behind", "at risk"),
        ("P", "Paused", "stopped"),
    ):
        october.rating(code, label, counts_as)
    october.tables["recommendations"][0]["RAG"] = "A"
    october.tables["actions"][0]["RAG"] = "B"
    october.write_template(months / "october.xlsx")
    done = run("history", "plan.xlsx", "--add", "october.xlsx", "november.xlsx")
    assert done.code == 0
    assert done.err.splitlines() == [
        "October 2017 has ratings that this plan's scale does not have, and they are read as Not rated: B (Behind). "
        "Add it under RAG scale on the Plan sheet, with what it counts as.",
        "October 2017 has ratings that this plan's scale counts as something else: A was off track and is at risk now. "
        "If that is wrong, correct them in october.xlsx and add it again with --force.",
    ]


def test_programs_are_told_what_the_ratings_of_a_period_counted_as(run, months):
    october = month("October").rating("C", "Complete", "complete").rating("B", "Behind", "at risk")
    october.tables["recommendations"][0]["RAG"] = "B"
    october.write_template(months / "october.xlsx")
    run("history", "november.xlsx", "--add", "october.xlsx")
    assert shown(run, "--add", "november.xlsx")["read_apart"] == [
        {"report_date": "2017-10-31", "code": "B", "then": None, "now": None}
    ]


def test_a_folder_is_gone_through_and_what_is_no_older_workbook_is_passed_over(run, months):
    old = months / "old"
    old.mkdir()
    month("October").write_template(old / "october.xlsx")
    clean_plan(title="Roads", authority="Another council").write_template(old / "roads.xlsx")
    (old / "notes.xlsx").write_bytes(b"nothing")
    done = run("history", "plan.xlsx", "--add", "old", "-o", "out.xlsx")
    assert done.code == 0
    assert "Added October 2017 from october.xlsx: 3 lines." in done.out
    assert "roads.xlsx was passed over: it is another plan, 'Roads'" in done.err
    assert "notes.xlsx was passed over" in done.err
    assert (months / "out.xlsx").exists()
    assert not shown(run)["lines"]


def another_plan(folder):
    clean_plan(title="Roads", authority="Another council", report_date="31/10/2017").write_template(folder / "it.xlsx")


def the_same_month(folder):
    clean_plan().write_template(folder / "it.xlsx")


def a_contradiction(folder):
    plan = month("October")
    plan.tables["recommendations"][0]["RAG"] = "R"
    plan.write_template(folder / "it.xlsx")


def no_date(folder):
    clean_plan(report_date="soon").write_template(folder / "it.xlsx")


def an_edition(folder):
    month("October").write_template(folder / "master.xlsx")
    publish(folder / "master.xlsx", folder / "it.xlsx", draft=True)


def a_part(folder):
    (folder / "it.xlsx").write_bytes(handed_out().parts["Ann"].content)


def one_with_a_password(folder):
    (folder / "it.xlsx").write_bytes(encrypted(month("October").template(), "secret"))


def nothing(folder):
    pass


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (another_plan, "it.xlsx is another plan, 'Roads': give earlier months of"),
        (the_same_month, "which is not before 31 December 2017 in plan.xlsx"),
        (a_contradiction, "october.xlsx and it.xlsx both have the report date 31 October 2017"),
        (no_date, "it.xlsx has no report date that can be read"),
        (an_edition, "it.xlsx is a published edition"),
        (a_part, "it.xlsx is a part of a plan"),
        (one_with_a_password, "password"),
        (nothing, "it.xlsx"),
    ],
)
def test_what_can_not_be_added_is_refused_in_a_sentence_and_nothing_is_changed(made, said, run, months, contents):
    made(months)
    before = contents(months)
    done = run("history", "plan.xlsx", "--add", "october.xlsx", "it.xlsx")
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert done.err.count("\n") == 1
    assert contents(months) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("october.xlsx",), "october.xlsx was given without --add"),
        (("--add",), "--add was given without a workbook"),
        (("--force",), "--force is for adding periods"),
        (("--add", "plan.xlsx"), "plan.xlsx is the workbook itself"),
    ],
)
def test_a_call_that_says_too_little_is_refused(arguments, said, run, months):
    done = run("history", "plan.xlsx", *arguments)
    assert done.code == 2
    assert said in done.err


def test_a_history_without_some_or_all_headings_is_not_overwritten(run, months):
    run("history", "plan.xlsx", "--add", "october.xlsx")
    for change, gone in (
        (lambda sheet: sheet["J1"].__setattr__("value", "Value"), "heading Actual"),
        (lambda sheet: sheet.delete_rows(1), "headings Report Date, Kind, Recommendation and Reference"),
    ):
        with editing(months / "plan.xlsx") as book:
            change(book["History"])
        done = run("history", "plan.xlsx", "--add", "november.xlsx")
        assert done.code == 2
        assert f"The {gone} of History in plan.xlsx can't be found, so nothing can be added to it" in done.err
    assert "Nothing on History can be read" in run("history", "plan.xlsx").out
