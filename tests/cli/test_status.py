"""``status``: the headline counts, as sentences and as JSON."""

from __future__ import annotations

import subprocess
import sys

import pytest
from builder import clean_plan

RECOMMENDATIONS = ["total", "Complete", "Red", "Amber", "Green", "Not rated"]
INDICATORS = [
    "total",
    "distinct",
    "On target",
    "Near target",
    "Off target",
    "No data",
    "No target",
    "Not judged",
]


def test_the_json_has_every_label_zeros_too(run, clean):
    done = run("status", clean, "--format", "json")
    assert (done.code, done.err) == (0, "")
    assert list(done.json) == ["format", "period", "report_date", "recommendations", "actions", "indicators"]
    assert list(done.json["recommendations"]) == RECOMMENDATIONS
    assert list(done.json["actions"]) == [*RECOMMENDATIONS, "overdue"]
    assert list(done.json["indicators"]) == INDICATORS
    assert done.json["format"] == 1
    assert done.json["report_date"] == "2017-12-31"


def test_a_plan_with_findings_gives_0(run, faulty):
    assert run("status", faulty).code == 0


def test_a_scale_of_the_plans_own_names_the_counts(run, folder):
    plan = clean_plan()
    for code, label, meaning in (("1", "Done", "complete"), ("2", "Fine", "on track"), ("3", "Caf\u00e9", "at risk")):
        plan.rating(code, label, meaning)
    plan.tables["recommendations"][0]["RAG"] = "2"
    plan.tables["actions"][0]["RAG"] = "3"
    plan.write_template(folder / "own.xlsx")
    counts = run("status", "own.xlsx", "--format", "json").json
    assert counts["recommendations"] == {"total": 1, "Done": 0, "Fine": 1, "Caf\u00e9": 0, "Not rated": 0}
    assert counts["actions"] == {"total": 1, "Done": 0, "Fine": 0, "Caf\u00e9": 1, "Not rated": 0, "overdue": 0}


def test_without_a_report_date_nothing_is_overdue(run, folder):
    clean_plan(report_date="?").action(completion_date="30/11/2017").write_template(folder / "w.xlsx")
    counts = run("status", "w.xlsx", "--format", "json").json
    assert counts["report_date"] is None
    assert counts["actions"]["overdue"] == 0
    assert "overdue actions can't be counted without a report date" in " ".join(run("status", "w.xlsx").out.split())


def test_not_rated_stands_in_the_text_only_when_there_are_any(run, folder, clean):
    assert "Not rated" not in run("status", clean).out
    clean_plan().action(rating="").write_template(folder / "w.xlsx")
    text = run("status", "w.xlsx").out
    assert "Not rated" in text
    assert "1 not rated" in text


def test_the_text_says_the_counts_in_sentences(run, faulty):
    text = run("status", faulty).out
    assert "Of 2 recommendations, 2 are Green." in text
    assert "Of 5 actions, 4 are Green and 1 not rated; 1 is overdue." in " ".join(text.split())
    assert "(100%)" in text


def test_status_changes_no_file(run, folder, faulty, contents):
    before = contents(folder)
    run("status", faulty)
    assert contents(folder) == before


def test_each_adds_three_lists_and_leaves_the_counts_as_they_are(run, faulty):
    counts, each = (run("status", faulty, "--format", "json", *option).json for option in ((), ("--each",)))
    lists = each.pop("each")
    assert {key: each[key] for key in counts} == counts
    told = {
        "verdict",
        "since",
        "tiles",
        "matrices",
    }  # as in the text, without what moved, which takes last month's plan
    assert each.keys() - counts.keys() == told and each["verdict"] == run("status", faulty).out.splitlines()[1]
    assert {name: len(things) for name, things in lists.items()} == {
        "recommendations": 2,
        "actions": 5,
        "indicators": 3,
    }


def test_each_prints_a_table_each_below_the_counts(run, faulty):
    counts, text = (run("status", faulty, *option).out for option in ((), ("--each",)))
    assert text.startswith(counts)
    tables = text.removeprefix(counts)
    assert [line for line in tables.splitlines() if line.endswith(")") and not line.startswith(" ")] == [
        "Recommendations (2)",
        "Actions (5)",
        "Indicators (3)",
    ]


@pytest.fixture
def months(folder):
    """Last month's workbook, and this month's, in which a recommendation got worse and an action was put off."""
    then, now = clean_plan(3, period="November 2017", report_date="30/11/2017"), clean_plan(3)
    now.tables["recommendations"][1]["RAG"] = "R"
    now.tables["actions"][2]["Completion Date"] = "30/06/2018"
    then.write_template(folder / "then.xlsx")
    now.write_template(folder / "now.xlsx")
    return "now.xlsx", "--previous", "then.xlsx"


def test_the_text_begins_with_the_verdict_and_four_tiles(run, faulty):
    lines = run("status", faulty).out.splitlines()
    assert lines[1].startswith("No recommendation is off track or at risk, but ")
    assert [line.split()[0] for line in lines[3:7]] == ["Recommendations", "Actions", "Indicators", "Trust"]
    assert lines[4].split(maxsplit=2)[1:] == ["1", "of 5 overdue"]


def test_with_last_months_workbook_the_tiles_have_its_figures_and_what_moved_comes_last(run, months):
    done = run("status", *months)
    assert (done.code, done.err) == (0, "")
    assert "1  of 3 off track or at risk (0 in November 2017: worse now)" in done.out
    moved = done.out.partition("What has changed since November 2017 (")[2].splitlines()
    assert [line.split()[:2] for line in moved[1:3]] == [["Worse", "2"], ["Dates", "3"]]
    assert moved[0] == f"{len(moved) - 2})" and moved[-1] == f"{len(moved) - 2} changes"
    assert run("status", *months, "--each").out.startswith(done.out)


def test_the_json_then_says_the_same_and_the_counts_are_as_without_it(run, months):
    told = run("status", *months, "--format", "json").json
    counts = run("status", months[0], "--format", "json").json
    assert list(told) == [*counts, "verdict", "since", "tiles", "matrices", "moved"]
    assert {key: told[key] for key in counts} == counts
    verdict = "Of 3 recommendations, 1 is off track; nothing is overdue, off target or in doubt."
    assert (told["verdict"], told["since"]) == (verdict, "November 2017")
    assert told["tiles"][0] == {
        "name": "Recommendations",
        "figure": 1,
        "of": 3,
        "what": "off track or at risk",
        "before": 0,
        "way": "worse",
    }
    matrix = told["matrices"][0]
    assert (matrix["name"], matrix["labels"], matrix["counts"]) == (
        "Recommendations",
        ["Red", "Green"],
        [[0, 0], [1, 2]],
    )
    assert [(line["kind"], line["name"], line["sheet"]) for line in told["moved"][:2]] == [
        ("Worse", "2", "R02"),
        ("Dates", "3 a", "R03"),
    ]


def test_a_month_in_which_nothing_moved_says_so(run, folder, clean):
    (folder / "same.xlsx").write_bytes((folder / clean).read_bytes())
    assert run("status", clean, "--previous", "same.xlsx").out.endswith(
        "What has changed since December 2017 (0)\nNothing: every rating, date and figure is as it was.\n"
    )


def test_the_counts_wait_for_nothing_that_only_the_text_says(folder, clean):
    code = f"""
import sys
from plan_workbook.jobs.status import status
status({str(folder / clean)!r}).as_json()
print(*[name for name in sys.modules if name.startswith("plan_workbook.board.")])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["plan_workbook.board.figures"]


def test_overdue_is_told_below_the_total_because_it_is_counted_in_the_rows_above_already(run, faulty):
    rows = [line.rsplit(maxsplit=2) for line in run("status", faulty).out.splitlines()]
    table = [(label[0].strip(), label[2]) for label in rows if len(label) == 3 and label[2].isdigit()]
    labels = [label for label, _ in table]
    total = labels.index("Total")
    first = labels.index("Complete")
    assert sum(int(count) for _, count in table[first:total]) == int(table[total][1])
    assert labels[total + 1] == "Of these, overdue"
