"""``status``: the headline counts, as sentences and as JSON."""

from __future__ import annotations

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
    assert "Of 2 recommendations 2 are Green." in text
    assert "Of 5 actions 4 are Green and 1 not rated; 1 is overdue." in " ".join(text.split())
    assert "100%; 100% of all 3" in text


def test_status_changes_no_file(run, folder, faulty, contents):
    before = contents(folder)
    run("status", faulty)
    assert contents(folder) == before


def test_each_adds_three_lists_and_leaves_the_counts_as_they_are(run, faulty):
    counts, each = (run("status", faulty, "--format", "json", *option).json for option in ((), ("--each",)))
    lists = each.pop("each")
    assert each == counts
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


def test_last_months_workbook_is_of_use_only_with_each(run, faulty, clean):
    done = run("status", faulty, "--previous", clean)
    assert done.code == 2
    assert "add --each" in done.err
