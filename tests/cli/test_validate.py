"""``validate``: exit codes, the JSON object, several workbooks, and what a coordinator reads."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from builder import clean_plan

REPORT = ["workbook", "period", "report_date", "counts", "findings", "accepted", "milder"]
FINDING = ["rule", "severity", "message", "fix", "sheet", "cell", "value", "recommendation", "lead"]
FINDING += ["item", "field", "leads"]


def test_a_clean_workbook_gives_0(run, clean):
    done = run("validate", clean)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[-1].startswith("0 errors, 0 warnings and 0 notes in clean.xlsx")


def test_errors_give_1(run, faulty):
    assert run("validate", faulty).code == 1


def test_warnings_and_notes_give_0(run, folder):
    clean_plan().indicator(number="NEW").action(completion_date="31/01/2018").write_template(folder / "w.xlsx")
    done = run("validate", "w.xlsx")
    assert done.code == 0
    assert "0 errors, 1 warning and 1 note" in done.out


def test_only_accepted_errors_give_0(run, folder):
    plan = clean_plan(2).action(completion_date="30/11/2017")
    plan.accept("action-overdue-but-green", "R02 b").severity("recommendation-green-but-overdue", "note")
    plan.write_template(folder / "w.xlsx")
    assert run("validate", "w.xlsx").code == 0


def test_a_warning_that_the_plan_takes_as_an_error_gives_1(run, folder):
    clean_plan().indicator(number="NEW").severity("indicator-number-missing", "error").write_template(folder / "w.xlsx")
    assert run("validate", "w.xlsx").code == 1


def test_the_json_of_a_clean_workbook(run, clean):
    done = run("validate", clean, "--format", "json")
    assert (done.code, done.err) == (0, "")
    clean = {
        "workbook": "clean.xlsx",
        "period": "December 2017",
        "report_date": "2017-12-31",
        "counts": {"error": 0, "warning": 0, "note": 0, "accepted": 0},
        "findings": [],
        "accepted": [],
        "milder": [],
        "left_out": 0,
    }
    rest = {"workbooks": [clean], "skipped": [], "copies": [], "not_compared": []}
    assert done.json == {"format": 2, **clean, **rest}


def test_the_json_of_findings(run, folder, faulty):
    done = run("validate", faulty, "--format", "json")
    assert done.code == 1
    assert done.err == ""
    assert list(done.json)[: len(REPORT) + 1] == ["format", *REPORT]
    assert all(list(finding) == FINDING for finding in done.json["findings"])
    counts = done.json["counts"]
    assert counts == {"error": 1, "warning": 2, "note": 2, "accepted": 1}
    assert [f["severity"] for f in done.json["findings"]].count("warning") == counts["warning"]
    book = openpyxl.load_workbook(folder / faulty, data_only=True)
    for finding in done.json["findings"]:
        held = book[finding["sheet"]][finding["cell"]].value
        assert finding["value"] == (held.date().isoformat() if hasattr(held, "date") else held)
    due = next(f for f in done.json["findings"] if f["rule"] == "action-due")
    assert due["value"] == "2018-01-31"
    assert (due["recommendation"], due["lead"], due["sheet"]) == ("2", "Head of Assessment", "R02")
    assert (due["item"], due["field"], due["leads"]) == ("R02 b", "Completion Date", ["Head of Assessment"])


def test_a_plan_without_a_report_date_has_null_for_it(run, folder):
    clean_plan(report_date="", period="").write_template(folder / "w.xlsx")
    done = run("validate", "w.xlsx", "--format", "json").json
    assert (done["report_date"], done["period"]) == (None, "")
    assert {(f["rule"], f["recommendation"], f["lead"], f["value"]) for f in done["findings"]} == {
        ("plan-field-missing", None, None, None)
    }


def test_several_workbooks_give_one_object(run, clean, faulty):
    done = run("validate", clean, faulty, "--format", "json")
    assert done.code == 1
    assert list(done.json) == ["format", "workbooks", "skipped", "copies", "not_compared"]
    assert done.json["format"] == 2
    assert [each["workbook"] for each in done.json["workbooks"]] == ["clean.xlsx", "faulty.xlsx"]
    assert [each["counts"]["error"] for each in done.json["workbooks"]] == [0, 1]


def test_one_bad_file_among_several_is_said_and_the_others_are_checked(run, clean, faulty):
    done = run("validate", clean, "missing.xlsx", faulty, "--format", "json")
    assert done.code == 2
    assert [each["workbook"] for each in done.json["workbooks"]] == ["clean.xlsx", "missing.xlsx", "faulty.xlsx"]
    assert done.json["workbooks"][1]["error"] == {"code": "file-missing", "message": done.err.strip()}
    assert done.err.count("\n") == 1


def test_a_single_bad_file_is_in_the_json_and_the_csv_too(run, folder):
    told, listed = (run("validate", "missing.xlsx", "--format", each) for each in ("json", "csv"))
    assert (told.code, listed.code) == (2, 2)
    assert told.err == listed.err
    error = {"code": "file-missing", "message": told.err.strip()}
    assert told.json["workbooks"] == [{"workbook": "missing.xlsx", "error": error}]
    assert listed.out.splitlines()[1].startswith("missing.xlsx,,,,,,The file missing.xlsx does not exist")


def test_quiet_says_only_what_went_wrong(run, clean, faulty):
    for code, call in ((1, ("validate", faulty)), (0, ("summarise", clean)), (0, ("status", clean))):
        done = run(*call, "--quiet")
        assert (done.code, done.out, done.err) == (code, "", "")
    written = run("validate", faulty, "--quiet", "-o", "found.csv", "--format", "csv")
    assert (written.code, written.out, written.err) == (1, "", "")
    assert run("validate", faulty, "--quiet", "--format", "json").json["counts"]["error"] == 1
    assert "does not exist" in run("validate", clean, "missing.xlsx", "--quiet").err


def test_quiet_passes_over_the_backups_that_the_tool_keeps_in_a_folder(run, folder, clean_workbook):
    Path("plans").mkdir()
    for name in ("elmet.xlsx", "elmet.bak.xlsx", "~$elmet.xlsx"):
        Path("plans", name).write_bytes(clean_workbook)
    assert "elmet.bak.xlsx: the backup of a workbook" in run("validate", "plans").err
    assert run("validate", "plans", "--quiet").err == ""


def test_the_text_of_several_workbooks_names_each(run, clean, faulty):
    done = run("validate", faulty, clean, "missing.xlsx")
    assert done.code == 2
    for name in ("faulty.xlsx", "clean.xlsx"):
        assert f"in {name}" in done.out
    assert "missing.xlsx" in done.err


def test_findings_are_grouped_by_sheet_with_the_lead_and_totals_come_last(run, faulty):
    lines = run("validate", faulty).out.splitlines()
    assert "R02  Head of Assessment" in lines
    assert lines[-1].startswith("1 error, 2 warnings, 2 notes and 1 accepted in faulty.xlsx, December 2017")
    text = " ".join(" ".join(lines).split())
    assert "[action-rating-unknown]" in text
    assert "'Gren' is not a rating of this plan." in text


def test_an_accepted_finding_is_listed_apart_with_its_reason(run, faulty):
    text = " ".join(run("validate", faulty).out.split())
    before, after = text.split("Accepted ", 1)
    assert "30 November 2017" in after
    assert "agreed by Board" in after
    assert "The court moved the date" in after
    assert "[action-overdue-but-green]" not in before


def test_validate_changes_no_file(run, folder, clean, faulty, contents):
    before = contents(folder)
    run("validate", clean, faulty)
    run("validate", faulty, "--format", "json")
    assert contents(folder) == before


def test_paths_with_spaces_and_any_case_work_relative_and_absolute(run, folder, clean_workbook):
    (folder / "my plans").mkdir()
    for name in ("Plan M\u00e4rz.XLSX", "plan (2).Xlsx"):
        path = Path("my plans") / name
        path.write_bytes(clean_workbook)
        for given in (path, path.absolute()):
            done = run("validate", given, "--format", "json")
            assert done.code == 0
            assert done.json["workbook"] == str(given)
