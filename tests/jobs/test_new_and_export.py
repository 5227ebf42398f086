"""Making a workbook and writing its register as functions: what is in the files, and that one undoes the other."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from plan_workbook.errors import InputError, OutputError
from plan_workbook.jobs.export import export
from plan_workbook.jobs.new import make_workbook


def test_a_blank_workbook_has_so_many_sheets_and_is_not_checked(folder):
    made = make_workbook(Path("plan.xlsx"), recommendations=3)
    assert made.report is None and len(made.plan.recommendations) == 3
    names = openpyxl.load_workbook("plan.xlsx").sheetnames
    generated = ["Summary", "All recommendations", "All indicators", "Checks"]
    generated = ["Summary", "All recommendations", "All indicators", "Checks"]
    assert names == [*generated, "Plan", "Guidance", "R01", "R02", "R03", "Lists"]


@pytest.mark.parametrize("number", [-1, 0, 301])
def test_a_blank_workbook_has_from_one_to_300_recommendations(number, folder):
    with pytest.raises(InputError, match=f"from 1 to 300 recommendations, not {number}: "):
        make_workbook("plan.xlsx", recommendations=number)
    assert list(folder.iterdir()) == []


def test_a_register_says_itself_how_many_recommendations_there_are(folder):
    with pytest.raises(OutputError, match="the register says how many there are"):
        make_workbook("plan.xlsx", "register", recommendations=3)


@pytest.mark.parametrize("out", ["register", "register.xlsx"])
def test_json_names_each_table_that_was_written_with_its_rows_and_its_file(out, faulty):
    tables = export(faulty, out).as_json()["tables"]
    assert {"plan", "recommendations", "indicators", "actions"} <= {each["table"] for each in tables}
    assert all(Path(each["file"]).is_file() for each in tables)
    assert {each["table"]: each["rows"] for each in tables}["recommendations"] == 2


@pytest.mark.parametrize("register", ["my register", "register.xlsx"])
def test_export_and_new_undo_each_other_and_give_the_same_bytes(register, faulty):
    exported = export(faulty, Path(register))
    assert exported.report.errors == 1 and not exported.in_clear
    one = make_workbook(Path("one.xlsx"), exported.path)
    assert one.report is not None and one.report.findings == exported.report.findings
    export(one.path, Path(f"again {register}"))
    two = make_workbook(Path("two.XLSX"), Path(f"again {register}"))
    assert two.path.read_bytes() == one.path.read_bytes()
