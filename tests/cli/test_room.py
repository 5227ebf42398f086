"""The command that makes room in a table says what it did, and where the previous file is."""

from __future__ import annotations

from builder import clean_plan


def test_the_new_rows_are_named_with_the_previous_file(run, folder):
    (folder / "plan.xlsx").write_bytes(clean_plan(1).template())
    several = run("room", "plan.xlsx", "1", "actions", "20")
    one = run("room", "plan.xlsx", "R01", "Actions", "1", "-o", "out.xlsx")
    assert (several.code, several.err, one.code) == (0, "", 0)
    first = int(several.out.partition("rows, ")[2].split()[0])
    assert several.out == (
        f"Actions on R01 has 20 more rows, {first} to {first + 19}; the previous file is plan.bak.xlsx.\n"
    )
    assert one.out == f"Actions on R01 has 1 more row, {first + 20}; wrote out.xlsx.\n"


def test_a_workbook_that_is_there_under_the_name_to_write_is_kept_and_named(run, folder):
    (folder / "plan.xlsx").write_bytes(clean_plan(1).template())
    (folder / "other.xlsx").write_bytes(theirs := clean_plan(2).template())
    done = run("room", "plan.xlsx", "R01", "Actions", "1", "-o", "other.xlsx")
    assert done.out.endswith("wrote other.xlsx.\nThe previous file is kept as other.bak.xlsx.\n")
    assert (folder / "other.bak.xlsx").read_bytes() == theirs


def test_a_number_that_makes_no_sense_is_refused(run, folder):
    (folder / "plan.xlsx").write_bytes(clean_plan(1).template())
    for rows in ("0", "501", "some"):
        done = run("room", "plan.xlsx", "R01", "Actions", rows)
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert [each.name for each in folder.iterdir()] == ["plan.xlsx"]
