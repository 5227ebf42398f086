"""Handing out: what is written where, what is refused, and that nothing a lead typed is replaced unasked."""

from __future__ import annotations

import json
import sys
from datetime import date
from email import message_from_bytes, policy
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from builder import PlanBuilder, clean_plan, editing
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from typer.testing import CliRunner

from plan_workbook.cli.main import app
from plan_workbook.errors import InputError, OutputError
from plan_workbook.jobs.collect import collect
from plan_workbook.jobs.rollover import rollover
from plan_workbook.jobs.split import split
from plan_workbook.jobs.summarise import summarise
from plan_workbook.layout import ceilings
from plan_workbook.package import open_safely
from plan_workbook.package.encryption import encrypted
from plan_workbook.package.errors import WrongPassword
from plan_workbook.reading import read_plan


@pytest.fixture
def master(tmp_path: Path) -> Path:
    plan = PlanBuilder().person("Head of Care", "Lead", "care@example.gov.uk")
    plan.recommendation(lead="Head of Care").action(lead="Head of Care", completion_date="30/11/2017")
    plan.recommendation(lead="Head of Homes").action(lead="Head of Homes")
    return plan.write(tmp_path / "plan.xlsx")


CARE, HOMES = "plan - Head of Care.xlsx", "plan - Head of Homes.xlsx"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_plan_is_handed_out_and_a_copy_is_kept(master):
    before = master.read_bytes()
    done = split(master)
    assert sorted(contents(done.folder)) == [CARE, HOMES]
    assert master.read_bytes() == before == done.base.read_bytes() and done.base.name == "plan.base.xlsx"
    assert [each.sheet for each in read_plan(done.folder / CARE).recommendations] == ["R01"]


def test_handing_out_again_changes_nothing(master):
    first = contents(split(master).folder)
    again = split(master)
    assert contents(again.folder) == first and not any(each.written for each in again.parts)


def test_a_part_somebody_has_worked_in_is_not_replaced_unless_it_is_kept(master):
    folder = split(master).folder
    with editing(folder / CARE) as book:
        book.type("R01", "Actions", 1, "Comment", "nearly done")
    with editing(master) as book:
        book.type("R02", "Actions", 1, "Comment", "new in the master")
    before = contents(folder)
    with pytest.raises(OutputError, match=r"Somebody has worked in .*Head of Care\.xlsx"):
        split(master)
    assert contents(folder) == before
    done = split(master, replace=True)
    assert done.parts[0].kept == "plan - Head of Care.bak.xlsx"
    assert (folder / done.parts[0].kept).read_bytes() == before[CARE]
    assert done.parts[1].kept is None and contents(folder)[HOMES] != before[HOMES]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_what_is_kept_next_to_the_master_takes_the_place_of_links_and_leaves_alone_what_they_lead_to(master, tmp_path):
    theirs = {tmp_path / name: name.encode() for name in ("one.xlsx", "two.csv", "three.eml")}
    for path, content in theirs.items():
        path.write_bytes(content)
    one, two, three = theirs
    (tmp_path / "plan.base.xlsx").symlink_to(one)
    (tmp_path / "plan.parts.csv").symlink_to(two)
    (tmp_path / "plan-split").mkdir()
    (tmp_path / "plan-split" / "Head of Care.eml").symlink_to(three)
    done = split(master, drafts=True)
    assert {path: path.read_bytes() for path in theirs} == theirs
    assert done.base.read_bytes() == master.read_bytes()
    assert not any(path.is_symlink() for path in (*tmp_path.iterdir(), *done.folder.iterdir()))


def test_another_file_of_that_name_is_not_replaced(master, tmp_path):
    folder = tmp_path / "plan-split"
    folder.mkdir()
    (folder / CARE).write_text("my own notes")
    with pytest.raises(OutputError, match="move it away"):
        split(master, replace=True)
    assert [*contents(folder)] == [CARE] and not (tmp_path / "plan.base.xlsx").exists()


def test_a_part_is_not_split_again(master):
    folder = split(master).folder
    with pytest.raises(InputError, match="is a part of a plan"):
        split(folder / CARE)


def test_the_copy_of_what_was_handed_out_is_no_master(master):
    base = split(master).base
    for job in (split, collect):
        with pytest.raises(InputError, match=r"plan\.base\.xlsx is the copy .*: name plan\.xlsx"):
            job(base)
    with pytest.raises(InputError, match="is a part of a plan"):
        collect(master.with_name("plan-split") / CARE)


@pytest.mark.slow
def test_a_part_is_summarised_when_it_is_made(master):
    part = split(master).folder / CARE
    before = part.read_bytes()
    assert not summarise(part).changed and part.read_bytes() == before
    with editing(part) as book:
        book.type("R01", "Actions", 1, "Comment", "nearly done")
    assert summarise(part).changed and not summarise(part).changed


@pytest.mark.slow
def test_a_part_has_no_sheets_with_long_tables_and_its_summary_counts_over_its_own_sheets(master):
    part = split(master).folder / CARE
    assert read_plan(part).list_sheets == {}
    formulas = [str(cell.value) for row in openpyxl.load_workbook(part)["Summary"].iter_rows() for cell in row]
    assert any(formula.startswith("=(SUMPRODUCT(") and "R01" in formula for formula in formulas)
    with editing(part) as book:
        book.type("R01", "Actions", 1, "RAG", "R")
    assert summarise(part).changed and read_plan(part).list_sheets == {}


def test_the_part_of_a_lead_who_gets_none_now_is_named_by_both_commands(master):
    split(master)
    with editing(master) as book:
        book.type_field("R02", "Lead", "Head of Care")
    shown = CliRunner().invoke(app, ["split", str(master)])
    assert shown.exit_code == 0 and f"{HOMES}, which was left alone" in " ".join(shown.stderr.split())
    missing = [(each.lead, each.sheets) for each in collect(master).not_returned]
    assert missing == [("Head of Care", ("R01", "R02"))]
    shown = CliRunner().invoke(app, ["collect", str(master), str(master.with_name("plan-split"))])
    assert "Nobody has saved these" in shown.stdout and HOMES in shown.stdout
    with editing(master.with_name("plan-split") / HOMES) as book:
        book.type("R02", "Actions", 1, "Comment", "nearly done")
    shown = CliRunner().invoke(app, ["collect", str(master), str(master.with_name("plan-split")), "--dry-run"])
    assert "R02 now led by somebody else" in shown.stdout


ODD = ("-", "n/a", "#N/A", " 41 ", "31/02/2018", "two\nlines", "'41")
"""What cells hold that a program or the reader may take for something else."""


def odd_master(path: Path) -> Path:
    """A plan with a row that holds only dashes, words struck through, formulas in inputs, and such cells."""
    plan = PlanBuilder()
    plan.recommendation(lead="Head of Care", progress="\n\n".join(ODD))
    for text in ODD:
        plan.indicator(actual=text, target=text, comment=text).action(completion_date=text, comment=text)
    plan.action(objective="-", ref="-", text="-", lead="-", completion_date="-", rating="-", comment="-")
    plan.write_template(path)
    with editing(path) as book:
        for row, typed in ((1, "=40+1"), (2, True), (3, 1e-7), (4, 43100)):
            book.type("R01", "Indicators", row, "Actual", typed)
        book.type("R01", "Actions", 2, "Comment", '="a"&"b"')
        cell = book.cell("R01", "Actions", 3, "Comment")
        cell.value, cell.font = "no longer", Font(strike=True)
        cell = book.cell("R01", "Actions", 4, "Comment")
        cell.value = CellRichText("done ", TextBlock(InlineFont(strike=True), "not yet"))
    return path


@pytest.mark.parametrize("keep_base", [True, False])
def test_an_untouched_part_changes_nothing_whatever_its_cells_hold(tmp_path, keep_base):
    master = odd_master(tmp_path / "plan.xlsx")
    done = split(master)
    if not keep_base:
        done.base.unlink()
    (part,) = done.folder.iterdir()
    book = openpyxl.load_workbook(part, rich_text=True)
    book.save(part)
    before = master.read_bytes()
    got = collect(master, part)
    assert not got.decisions.changes and not got.decisions.conflicts
    assert not got.decisions.deleted and master.read_bytes() == before


@pytest.mark.programs
@pytest.mark.filterwarnings("ignore")
def test_a_part_that_libreoffice_saved_untouched_changes_nothing_whatever_its_cells_hold(
    tmp_path, saved_by_libreoffice
):
    master = odd_master(tmp_path / "plan.xlsx")
    (part,) = split(master).folder.iterdir()
    part.write_bytes(saved_by_libreoffice(part.read_bytes()))
    before = master.read_bytes()
    got = collect(master, part)
    assert not got.decisions.changes and not got.decisions.conflicts
    assert not got.decisions.deleted and master.read_bytes() == before


@pytest.mark.slow
def test_only_who_was_handed_something_is_missing_and_handing_out_to_others_adds_to_it(master):
    def missing():
        return [(each.lead, each.sheets, each.return_by) for each in collect(master).not_returned]

    first, second = date(2018, 1, 15), date(2018, 1, 22)
    care, homes = ("Head of Care", ("R01",)), ("Head of Homes", ("R02",))
    split(master, leads="Head of Care", return_by=first)
    assert missing() == [(*care, first)]
    split(master, leads="Head of Homes", return_by=second)
    assert missing() == [(*care, first), (*homes, second)]
    split(master, return_by=second)
    assert missing() == [(*care, second), (*homes, second)]
    # What an earlier version handed out has no such list, and went to everybody.
    master.with_name("plan.parts.csv").unlink()
    assert missing() == [(*care, None), (*homes, None)]
    split(master, leads="Head of Care", return_by=first)
    assert missing() == [(*care, first), (*homes, None)]


@pytest.mark.slow
def test_only_some_leads_leave_the_copy_that_the_others_were_made_from(master):
    base = split(master).base.read_bytes()
    with editing(master) as book:
        book.type("R02", "Actions", 1, "Comment", "new in the master")
    done = split(master, leads="Head of Homes")
    assert not done.base_is_new and done.base.read_bytes() == base
    assert split(master).base.read_bytes() == master.read_bytes()


def test_a_draft_has_the_part_attached_and_says_what_is_asked(master):
    done = split(master, drafts=True, return_by="15 January 2018")
    assert [each.draft for each in done.parts] == ["Head of Care.eml", None]
    assert done.parts[1].no_draft is not None and "not in People" in done.parts[1].no_draft.why
    letter = message_from_bytes((done.folder / "Head of Care.eml").read_bytes(), policy=policy.default)
    (attached,) = letter.iter_attachments()
    assert attached.get_filename() == CARE
    assert attached.get_content() == (done.folder / CARE).read_bytes()
    for kind in ("plain", "html"):
        text = letter.get_body((kind,)).get_content()
        assert "send it back by 15 January 2018" in " ".join(text.split())
        assert "31 days overdue" in text and "R02" not in text and "file:" not in text


def test_compared_with_last_month_a_draft_and_its_part_ask_for_the_figure_that_a_kept_comment_hides(tmp_path):
    before = clean_plan().person("Head of Assessment", "", "jo@example.gov.uk")
    before.indicator(number="PM1", target="90%", actual="81%", comment="Up three points.").write_template(
        tmp_path / "december.xlsx"
    )
    rollover(
        tmp_path / "december.xlsx", tmp_path / "january.xlsx", period="January 2018", report_date=date(2018, 1, 31)
    )

    def asked(previous: Path | None) -> tuple[str, bytes]:
        done = split(tmp_path / "january.xlsx", drafts=True, previous=previous)
        (part,) = done.parts
        letter = message_from_bytes((done.folder / part.draft).read_bytes(), policy=policy.default)
        return " ".join(letter.get_body(("plain",)).get_content().split()), (done.folder / part.share.file).read_bytes()

    (alone, part), (compared, its_part) = asked(None), asked(tmp_path / "december.xlsx")
    (indicator,) = (row for row in read_plan(BytesIO(its_part).read(), "part").indicators if row.number.text == "PM1")
    cell = indicator.actual.cell
    wanted = "the figure of PM1 for January 2018; its Comment is still last month's."
    assert wanted not in alone and f"- Wanted in R01!{cell}: {wanted}" in compared
    assert "Error" not in compared and "An error keeps" not in compared
    assert "is gone" not in compared
    checks = openpyxl.load_workbook(BytesIO(its_part), data_only=True)["Checks"]
    assert any({"R01", cell} <= {each.value for each in row} for row in checks.iter_rows()) and part != its_part


def test_a_day_that_is_no_date_is_refused(master):
    with pytest.raises(InputError, match="'soon', given as --return-by, is not a date"):
        split(master, return_by="soon")


def test_a_part_with_more_rows_than_a_workbook_is_made_of_is_refused_before_it_is_drawn(master, monkeypatch):
    monkeypatch.setattr(ceilings, "MOST_ROWS_MADE", 1)
    monkeypatch.setattr("plan_workbook.jobs.split.all_drawn", None)
    plan = PlanBuilder()
    plan.recommendation(lead="Head of Care").action().action().write(master)
    with pytest.raises(InputError) as refused:
        split(master)
    assert str(refused.value) == (
        "The part of Head of Care has 2 rows in its tables, but a workbook can be made of 1: hand out a part for each "
        "sheet with --by sheet, and try again."
    )
    assert [*contents(master.parent)] == [master.name]


def test_an_encrypted_master_has_parts_with_a_password_of_their_own(master):
    master.write_bytes(encrypted(master.read_bytes(), "for the coordinator"))
    with pytest.raises(InputError, match="--part-password-file"):
        split(master, passwords="for the coordinator")
    with pytest.raises(InputError, match="choose another one"):
        split(master, passwords="for the coordinator", part_password="for the coordinator")
    done = split(master, passwords="for the coordinator", part_password="for leads")
    assert done.base.read_bytes() == master.read_bytes()
    assert read_plan(open_safely(done.folder / CARE, "for leads")).recommendations[0].sheet == "R01"
    with pytest.raises(WrongPassword):
        open_safely(done.folder / CARE, "for the coordinator")
    again = split(master, passwords="for the coordinator", part_password="for leads", drafts=True)
    assert not any(each.written for each in again.parts) and again.drafts_in_clear
    draft = message_from_bytes((done.folder / "Head of Care.eml").read_bytes(), policy=policy.default)
    for kind in ("plain", "html"):
        said = draft.get_body((kind,)).get_content()
        assert "It is encrypted: you will get the password separately." in said


def test_programs_get_the_same_as_json(master):
    shown = CliRunner().invoke(app, ["split", str(master), "--drafts", "--format", "json"])
    said = json.loads(shown.stdout)
    assert said["master"] == str(master)
    assert said["format"] == 1 and said["period"] == "December 2017" and said["closed"] == []
    assert said["parts"][0] == {
        "file": CARE,
        "lead": "Head of Care",
        "others": [],
        "sheets": ["R01"],
        "written": True,
        "kept": None,
        "draft": "Head of Care.eml",
        "no_draft": None,
    }
