"""The register: the way in and the way out, and that nothing changes between."""

from __future__ import annotations

import csv
from datetime import datetime
from io import BytesIO, StringIO
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
from builder import PlanBuilder, address, clean_plan, editing, opened
from hypothesis import given
from hypothesis import strategies as st
from searching import searching

from plan_workbook.board.figures import figures
from plan_workbook.errors import OutputError, RegisterError
from plan_workbook.package import PackageError
from plan_workbook.reading import read_plan
from plan_workbook.register import default_ratings, read_register, register_of
from plan_workbook.register.example import example_register
from plan_workbook.values.formula import would_run
from plan_workbook.values.text import says_no_value
from plan_workbook.writing.master import master_workbook, template_workbook
from plan_workbook.writing.register_files import cells_that_run, write_register

PLAN = "Field,Value\nTitle,A plan\nReport Date,31/12/2017\n"
RECOMMENDATIONS = "Recommendation,Title,Lead,Status,RAG,Progress\n1,Do it,Ann,Active,G,Done some\n"


def written(folder, **tables):
    """A folder of CSV files, a plan and one recommendation where nothing else is said; None leaves a table out."""
    for name, text in ({"plan": PLAN, "recommendations": RECOMMENDATIONS} | tables).items():
        if text is not None:
            content = text if isinstance(text, bytes) else text.encode()
            (folder / f"{name}.csv").write_bytes(content)
    return folder


def as_csv(headings, rows):
    text = StringIO(newline="")
    csv.writer(text).writerows([headings, *rows])
    return text.getvalue()


def trip(register):
    """From a register through a workbook to a register."""
    return register_of(read_plan(template_workbook(register)))


# ------------------------------------------------------------------------------------------------- reading CSV


def test_the_least_register_is_read(tmp_path):
    register = read_register(written(tmp_path))
    assert (register.field("Title"), register.field("report date"), register.field("Period")) == (
        "A plan",
        "31/12/2017",
        "",
    )
    assert register.rows("recommendations")[0]["Progress"] == "Done some"
    assert register.rows("people") == register.rows("actions") == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.rstrip("\n").encode(),
        lambda text: ("\n" + text + "\n,,\n").encode(),
        lambda text: text.replace("Recommendation,", " RECOMMENDATION ,").encode(),
        lambda text: text.replace("1,", '"1",').encode(),
    ],
    ids=["byte order mark", "CRLF", "CR", "no last line end", "blank lines", "heading in capitals", "quoted"],
)
def test_how_a_csv_file_was_saved_makes_no_difference(tmp_path, spoil):
    plain = read_register(written(tmp_path))
    assert read_register(written(tmp_path, recommendations=spoil(RECOMMENDATIONS))) == plain


@pytest.mark.parametrize("separated", [";", "\t"], ids=["semicolons", "tabs"])
@pytest.mark.parametrize("first", ["", "sep=,\n", "\n,,\n"], ids=["plain", "sep", "blank lines"])
def test_a_register_saved_where_the_comma_is_the_decimal_sign_is_the_same(tmp_path, separated, first):
    plain = read_register(written(tmp_path))
    saved = {"plan": PLAN, "recommendations": first + RECOMMENDATIONS.replace("Recommendation,", '"Recommendation",')}
    assert read_register(written(tmp_path, **{n: t.replace(",", separated) for n, t in saved.items()})) == plain


def test_tables_separated_in_different_ways_are_refused_by_name(tmp_path):
    written(tmp_path, recommendations=RECOMMENDATIONS.replace(",", ";"), actions="Recommendation\n")
    with pytest.raises(RegisterError, match=r"plan\.csv separates .* commas, but recommendations\.csv with semicolons"):
        read_register(tmp_path)


def test_characters_that_nobody_sees_make_no_difference_to_a_register(tmp_path):
    (tmp_path / "plan\u200b.csv").write_text(PLAN, encoding="utf-8")
    recommendations = RECOMMENDATIONS.replace("Title", "Ti\u00adtle") + "\u200b,,,,,\n"
    actions = "Recommendation,Action\n1\u200b,Write\n"
    register = read_register(written(tmp_path, plan=None, recommendations=recommendations, actions=actions))
    plan = read_plan(template_workbook(register))
    assert [(each.sheet, len(each.actions)) for each in plan.recommendations] == [("R01", 1)]


def test_columns_stand_in_any_order_and_optional_ones_may_be_missing(tmp_path):
    actions = "RAG,Action,Recommendation\nG,Write to all,1\n"
    action = read_register(written(tmp_path, actions=actions)).rows("actions")[0]
    assert (action["Action"], action["RAG"], action["Recommendation"]) == ("Write to all", "G", "1")
    assert action["Completion Date"] == action["Comment"] == ""


def test_rows_shorter_than_the_headings_end_in_blanks(tmp_path):
    register = read_register(written(tmp_path, actions="Recommendation,Action,RAG\n1\n1,Write\n"))
    assert [(row["Action"], row["RAG"]) for row in register.rows("actions")] == [("", ""), ("Write", "")]


def test_new_lines_inside_quotes_belong_to_the_text(tmp_path):
    text = 'Recommendation,Title,Progress\r\n1,"He said ""no"",\r\nthen yes","One\r\nstill one\r\n\r\nTwo"\r\n'
    row = read_register(written(tmp_path, recommendations=text)).rows("recommendations")[0]
    assert row["Title"] == 'He said "no",\nthen yes'
    assert row["Progress"] == "One\nstill one\n\nTwo"


def test_paragraphs_of_progress_are_parted_by_blank_lines():
    plan = PlanBuilder().recommendation(progress="One\nstill one\n\nTwo\n \n\n\nThree").read()
    assert [p.text for p in plan.recommendations[0].progress] == ["One\nstill one", "Two", "Three"]


def test_file_names_are_known_in_any_case(tmp_path):
    (tmp_path / "PLAN.CSV").write_text(PLAN)
    (tmp_path / "Recommendations.csv").write_text(RECOMMENDATIONS)
    assert read_register(tmp_path).field("Title") == "A plan"


def test_a_table_in_another_format_is_refused_and_other_files_are_left_alone(tmp_path):
    for name in ("notes.txt", "plan.xlsx", "actions.md"):
        (tmp_path / name).write_text("ring Ann")
    (tmp_path / "Actions.xlsx").write_bytes(b"")
    with pytest.raises(RegisterError, match=r"Actions\.xlsx is not read: save it as actions\.csv"):
        read_register(written(tmp_path))
    (tmp_path / "Actions.xlsx").unlink()
    assert read_register(written(tmp_path)).field("Title") == "A plan"


def test_a_table_that_is_only_for_people_is_named_and_backups_and_the_account_of_bring_are_not(tmp_path):
    for name in ("brought.csv", "actions.bak.csv", "Minutes.csv"):
        (tmp_path / name).write_text("Action,Recommendation\nx,1\n" if "M" not in name else "Who said what\nx\n")
    assert read_register(written(tmp_path)).unread == ("Minutes",)


# ------------------------------------------------------------------------------------------------- refusals


def test_tables_under_names_of_their_own_are_refused_by_their_headings_all_at_once(tmp_path):
    (tmp_path / "KPIs.csv").write_text("Recommendation,Description,Target\n1,x,90%\n")
    with pytest.raises(RegisterError, match="a table 'KPIs', which is not read: rename it indicators, or remove it"):
        read_register(written(tmp_path))
    (tmp_path / "persons.csv").write_text("Email;Name\nann.lee@example.gov.uk;Ann Lee\n")
    tables = r"tables that are not read, 'KPIs' \(perhaps indicators\) and 'persons' \(perhaps people\): rename"
    with pytest.raises(RegisterError, match=tables):
        read_register(written(tmp_path))


def test_a_sheet_under_a_name_of_its_own_is_refused_and_notes_are_named(tmp_path):
    book = openpyxl.Workbook()
    for name, rows in {
        "plan": [("Field", "Value"), ("Title", "A plan")],
        "recommendations": [("Recommendation", "Title"), (1, "x")],
        "Our notes": [("Ask Jo",)],
    }.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.remove(book.active)
    book.save(tmp_path / "register.xlsx")
    assert read_register(tmp_path / "register.xlsx").unread == ("Our notes",)
    book.create_sheet("KPIs").append(("Recommendation", "Description"))
    book.save(tmp_path / "register.xlsx")
    with pytest.raises(RegisterError, match="a table 'KPIs', which is not read: rename it indicators"):
        read_register(tmp_path / "register.xlsx")


def test_everything_that_is_not_part_of_a_register_is_named_at_once(tmp_path):
    tables = {
        "plan": PLAN + "Favourite Colour,blue\nTitel,Ours\nCouncil,Ours\n",
        "recommendations": "Number,Title,Owner\n1,x,y\n",
        "actions": "Recommendation,Action,Due Date\n1,x,y\n",
    }
    with pytest.raises(RegisterError) as refusal:
        read_register(written(tmp_path, **tables))
    assert str(refusal.value) == (
        f"{tmp_path} can't be read as a register: 'Favourite Colour', 'Titel' (perhaps Title) and 'Council' are not "
        "fields of plan; recommendations has no column Recommendation; 'Number' and 'Owner' are not columns of "
        "recommendations; 'Due Date' (perhaps Completion Date) is not a column of actions. Rename, add or remove them: "
        "plan-workbook help register lists all that there are. A column of your own is declared in "
        "extra_columns.csv: plan-workbook help columns-of-your-own."
    )


def test_a_column_that_is_there_many_times_is_named_once_and_the_sentence_has_an_end(tmp_path):
    tables = {name: ",".join(["Trend"] * 9) + "\n" for name in ("indicators", "actions", "people", "accepted")}
    wide = ",".join(f"What team {number} of the council says of it" for number in range(60))
    with pytest.raises(RegisterError) as refusal:
        read_register(written(tmp_path, **tables, ratings=f"{wide}\n", severities="Trend,Rule\n"))
    message = str(refusal.value)
    assert message.count("'Trend' is not a column of actions") == 1 and "'Trend', 'Trend'" not in message
    assert "; and 5 more things like these. Rename, add or remove them: " in message and len(message) < 1_000


@pytest.mark.parametrize(
    ("tables", "says"),
    [
        ({"plan": None}, "no table plan"),
        ({"recommendations": None}, "no table recommendations"),
        ({"plan": "Field\nTitle\n"}, "no column Value"),
        ({"recommendations": "Number,Title\n1,x\n"}, "no column Recommendation"),
        ({"plan": PLAN + "Favourite Colour,blue\n"}, "'Favourite Colour'"),
        ({"plan": PLAN + "title,Another\n"}, "twice"),
        ({"actions": "Recommendation,Action,Deadline\n1,x,y\n"}, "'Deadline' is not a column of actions."),
        ({"actions": "Recommendation,Action,action\n1,x,y\n"}, "two columns Action"),
        ({"actions": "Recommendation,Action\n1,x,y\n"}, "more cells than headings"),
        ({"actions": "Recommendation,Action,\n1,x,y\n"}, "number 3, which has no heading, is not a column of actions"),
        ({"recommendations": "Recommendation,Title\n,Nameless\n"}, "no Recommendation"),
        ({"plan": "Field,Value\nTitle,caf\xe9\n".encode("latin-1")}, "not UTF-8"),
        ({"plan": 'Field,Value\nTitle,"never closed\n'}, "not a readable CSV file"),
        ({"indicator": "Recommendation,PI Number\n1,CSC 1\n"}, "rename it indicators"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_register_that_cannot_be_right_is_refused_in_one_sentence_that_says_what_to_do(tmp_path, tables, says):
    with pytest.raises(RegisterError) as refusal:
        read_register(written(tmp_path, **tables))
    message = str(refusal.value)
    assert says in message
    assert str(tmp_path) in message
    assert "\n" not in message


@pytest.mark.parametrize("table", ["indicators", "actions"])
def test_rows_of_a_recommendation_that_is_not_there_are_refused_by_row_and_number(tmp_path, table):
    heading = "PI Number" if table == "indicators" else "Action"
    numbers = ("1", "9", "1", "4.10", "")
    rows = as_csv(["Recommendation", heading], [[number, "x"] for number in numbers])
    rows = rows.replace("4.10", "\r\n4.10")  # a blank line counts as a row of its own
    with pytest.raises(RegisterError) as refusal:
        read_register(written(tmp_path, **{table: rows}))
    assert f"The table {table} of" in str(refusal.value)
    assert "row 3 (9), row 6 (4.10) and row 7 (blank)" in str(refusal.value)


def test_rows_of_all_tables_without_their_recommendation_are_named_at_once(tmp_path):
    tables = {"indicators": "Recommendation,PI Number\n9,x\n", "actions": "Recommendation,Action\n1,x\n8,x\n"}
    with pytest.raises(RegisterError) as refusal:
        read_register(written(tmp_path, **tables))
    assert "The tables indicators and actions of" in str(refusal.value)
    assert "in indicators row 2 (9); in actions row 3 (8)" in str(refusal.value)


@pytest.mark.parametrize("names", [["Risks", "Instructions"], ["Risks", "Actions"], ["Plan", "Recommendation"]])
def test_a_workbook_that_is_something_else_is_called_that(tmp_path, names):
    book = openpyxl.Workbook()
    for name in names:
        book.create_sheet(name)["B2"] = "RAID log"
    book.save(tmp_path / "raid.xlsx")
    with pytest.raises(RegisterError, match="is a workbook, but not a register") as refusal:
        read_register(tmp_path / "raid.xlsx")
    assert "rename" not in str(refusal.value)


def test_a_plan_s_own_workbook_is_not_a_register(tmp_path):
    with pytest.raises(RegisterError, match="is a workbook that leads fill in, not a register"):
        read_register(clean_plan().write_template(tmp_path / "plan.xlsx"))


def test_an_empty_folder_is_refused_as_a_register(tmp_path):
    with pytest.raises(RegisterError, match="does not hold a register"):
        read_register(tmp_path)


def test_a_path_with_nothing_there_is_refused_as_a_register(tmp_path):
    with pytest.raises(RegisterError, match="There is no register at"):
        read_register(tmp_path / "nowhere")


def test_one_csv_file_is_refused_as_a_register(tmp_path):
    with pytest.raises(RegisterError, match="give the folder"):
        read_register(written(tmp_path) / "plan.csv")


def test_a_file_that_is_not_a_workbook_is_refused_as_a_register(tmp_path):
    (tmp_path / "register.xlsx").write_text("not a workbook")
    with pytest.raises(PackageError):
        read_register(tmp_path / "register.xlsx")


def test_a_text_longer_than_a_cell_is_refused(tmp_path):
    with pytest.raises(RegisterError, match="32768 characters"):
        read_register(written(tmp_path, actions=f"Recommendation,Action\n1,{'x' * 32_768}\n"))
    with pytest.raises(RegisterError, match="32768 characters"):  # as Excel counts them
        read_register(written(tmp_path, actions="Recommendation,Action\n1," + "\U0001f600" * 16_384))
    with pytest.raises(RegisterError, match="longer than an Excel cell can hold"):
        PlanBuilder().recommendation(progress="x" * 32_768).workbook()


@pytest.mark.parametrize(
    ("tables", "says"),
    [
        ({"actions": f"Recommendation,{'x' * 40_000}\n1,x\n"}, "register: 'xxx"),
        ({"plan": PLAN + f"{'x' * 30_000},x\n"}, "register: 'xxx"),
        ({"plan": PLAN + f"Title{' ' * 30_000},x\n"}, "the field 'Title"),
        ({"actions": "Recommendation\n" + f"{'9' * 1_000}\n" * 500}, "row 2 (999"),
        ({"plan": PLAN.replace(",", "\t") + 'Period\t"a"b\n', "recommendations": "Recommendation\n"}, "not a readable"),
        ({"plan": None, "\u202eplan": PLAN.replace(",", ";")}, "plan.csv separates its columns with semicolons"),
    ],
    ids=["heading", "field", "field and spaces", "lost rows", "tab", "name of a file"],
)
def test_a_refusal_that_quotes_a_register_is_one_line_that_people_can_read(tmp_path, tables, says):
    with pytest.raises(RegisterError) as refusal:
        read_register(written(tmp_path, **tables))
    assert says in str(refusal.value)
    assert str(refusal.value).isprintable()
    assert len(str(refusal.value)) < 1_500


# ------------------------------------------------------------------------------------------------- xlsx


@pytest.mark.parametrize(
    "text",
    ["one_x000D_ two _x005F_ end", "_x0041_x0042_", "_x005F_x000d_", "max005F_ _xFFFE_", "<r>a & b</r>", "a\x07b"],
)
def test_text_that_looks_like_a_stored_character_comes_back_as_it_was(tmp_path, text):
    register = clean_plan(title=text).action(text=text).register()
    back = trip(register)
    assert (back.field("Title"), back.rows("actions")[-1]["Action"]) == (text, text)
    write_register(register, tmp_path / "register.xlsx")
    assert read_register(tmp_path / "register.xlsx").rows("actions")[-1]["Action"] == text


@pytest.mark.slow
def test_a_register_in_one_workbook_is_the_same_as_in_csv_files(tmp_path):
    register = read_register(example_register())
    write_register(register, tmp_path / "register.xlsx")
    write_register(register, tmp_path / "folder")
    assert read_register(tmp_path / "register.xlsx").tables == read_register(tmp_path / "folder").tables
    assert template_workbook(read_register(tmp_path / "register.xlsx")) == template_workbook(register)


def test_real_dates_and_percentages_in_an_xlsx_register_are_taken_as_they_show(tmp_path):
    path = tmp_path / "register.xlsx"
    write_register(clean_plan().register(), path)
    book = openpyxl.load_workbook(path)
    headings = {cell.value: cell for cell in book["indicators"][1]}
    actual = book["indicators"].cell(2, headings["Actual"].column)
    actual.value, actual.number_format = 0.985, "0.0%"
    number = book["recommendations"]["A2"]
    number.value, number.number_format = 1, "General"
    when = book["actions"].cell(2, [c.value for c in book["actions"][1]].index("Completion Date") + 1)
    when.value, when.number_format = datetime(2018, 2, 28), "dd/mm/yyyy"
    start = book["actions"].cell(2, [c.value for c in book["actions"][1]].index("Start Date") + 1)
    start.value, start.number_format = datetime(2017, 9, 1), "mmm-yy"
    target = book["indicators"].cell(2, headings["Target"].column)
    target.value, target.number_format = 590, '0" days"'
    book.save(path)
    register = read_register(path)
    assert register.rows("indicators")[0]["Target"] == "590 days"
    assert register.rows("actions")[0]["Start Date"] == "September 2017"
    assert register.rows("indicators")[0]["Actual"] == "98.5%"
    assert register.rows("recommendations")[0]["Recommendation"] == "1"
    assert register.rows("actions")[0]["Completion Date"] == "2018-02-28"


@pytest.mark.parametrize("table", ["indicators", "Actions "])
def test_a_formula_whose_result_was_not_saved_is_named_and_not_read_as_blank(tmp_path, table):
    path = tmp_path / "register.xlsx"
    write_register(clean_plan().register(), path)
    book = openpyxl.load_workbook(path)
    sheet = book[table.strip().casefold()]
    sheet.title, sheet["C2"] = table, "=1+1"
    book.save(path)
    with pytest.raises(RegisterError) as refused:
        read_register(path)
    assert str(refused.value) == (
        f"The table {table.strip().casefold()} of {path} has formulas whose results were not saved (C2): open it in "
        "Excel and save it there, or type in the values."
    )


@pytest.mark.parametrize("formula", ["=cmd|'/c calc.exe'!A0", r"='\\evil\share\[x.xlsx]S'!A1"])
def test_nobody_is_told_to_open_a_register_whose_formula_reaches_out_of_it(tmp_path, formula):
    path = tmp_path / "register.xlsx"
    write_register(clean_plan().register(), path)
    book = openpyxl.load_workbook(path)
    book["indicators"]["C2"] = formula
    book.save(path)
    with pytest.raises(RegisterError, match="start a program, call a server or lead to another file") as refused:
        read_register(path)
    assert "(C2)" in str(refused.value) and "open it in" not in str(refused.value)


def test_a_formula_with_a_saved_result_is_read_also_if_that_is_an_empty_text(tmp_path):
    path = tmp_path / "register.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, table in (("plan", PLAN), ("recommendations", RECOMMENDATIONS)):
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(csv.reader(StringIO(table))):
                sheet.write_row(row, 0, cells)
        sheet.write_formula("C2", '="A"&"nn"', None, "Ann")
        sheet.write_formula("F2", '=""', None, "nothing")
    with ZipFile(path) as file:
        parts = {name: file.read(name).replace(b"<v>nothing</v>", b"<v></v>") for name in file.namelist()}
    with ZipFile(path, "w") as file:
        for name, part in parts.items():
            file.writestr(name, part)
    (found,) = read_register(path).rows("recommendations")
    assert (found["Lead"], found["Progress"]) == ("Ann", "")


def test_a_cell_far_to_the_right_is_named_before_a_minute_is_spent_on_what_is_between(tmp_path):
    path = tmp_path / "register.xlsx"
    write_register(clean_plan().register(), path)
    book = openpyxl.load_workbook(path)
    book["actions"]["XFD900000"] = "a note"
    book.save(path)
    with pytest.raises(RegisterError, match=r"far to the right of its headings \(XFD900000\): delete it, or move it"):
        read_register(path)


def test_two_tables_of_one_name_are_refused_rather_than_one_of_them_not_read(tmp_path):
    path = tmp_path / "register.xlsx"
    write_register(clean_plan().register(), path)
    book = openpyxl.load_workbook(path)
    book.copy_worksheet(book["actions"]).title = "Actions "
    book.save(path)
    with pytest.raises(RegisterError, match="has two tables named actions: remove one, or give it another name"):
        read_register(path)


# ------------------------------------------------------------------------------------------------- into the workbook


def test_two_rows_with_one_number_make_two_sheets_and_the_first_has_the_rows():
    plan = PlanBuilder().recommendation(number="7", title="One").recommendation(number="7", title="Two")
    plan.indicator().action().recommendation(number="8")
    read = plan.read()
    assert read.observations == ()
    assert [(r.sheet, r.title.text) for r in read.recommendations][:2] == [("R07", "One"), ("R07 (2)", "Two")]
    assert [(len(r.indicators), len(r.actions)) for r in read.recommendations] == [(1, 1), (0, 0), (0, 0)]
    assert [row["Recommendation"] for row in register_of(read).rows("recommendations")] == ["7", "7", "8"]


def test_a_sheet_is_named_after_its_recommendation_in_a_way_that_excel_allows():
    sheets = {
        "1": "R01",
        "12": "R12",
        "100": "R100",
        "4.10": "R4.10",
        "4/1": "R4-1",
        "A: b?": "RA- b-",
        " 7 ": "R07",
        "x" * 40: "R" + "x" * 30,
    }
    plan = PlanBuilder()
    for number in sheets:
        plan.recommendation(number=number)
    assert [each.sheet for each in plan.read().recommendations] == list(sheets.values())


def test_a_number_of_more_digits_than_python_converts_stays_as_it_is():
    digits = "9" * 5_000
    plan = PlanBuilder(version=digits).recommendation(number=digits).action()
    back = trip(plan.register())
    assert (back.field("Version"), back.rows("actions")[0]["Recommendation"]) == (digits, digits)


def test_numbers_that_differ_only_in_what_excel_forbids_still_make_two_sheets():
    plan = (
        PlanBuilder()
        .recommendation(number="4/1")
        .recommendation(number="4:1")
        .recommendation(number="a")
        .recommendation(number="A")
    )
    assert [r.sheet for r in plan.read().recommendations] == ["R4-1", "R4-1 (2)", "Ra", "RA (2)"]


@pytest.mark.parametrize(
    ("column", "typed"),
    [("actual", "Qtr 2 41%"), ("target", "1.26% (projected)"), ("better", "up"), ("period", "whenever")],
)
def test_what_cannot_be_read_goes_into_its_cell_as_text(tmp_path, column, typed):
    plan = PlanBuilder().recommendation().indicator(**{column: typed})
    path = plan.write_template(tmp_path / "plan.xlsx")
    heading = {"actual": "Actual", "target": "Target", "better": "Better", "period": "Period"}[column]
    cell = opened(path).cell("R01", "Indicators", 1, heading)
    assert (cell.value, cell.data_type) == (typed, "s")
    assert read_plan(path).indicators[0].inputs[column].cell == address(path, "R01", "Indicators", 1, heading)


# ------------------------------------------------------------------------------------------------- and out again


INDICATOR_CELLS = [
    ("target", "98%", "98%"),
    ("target", "98.50%", "98.5%"),
    ("target", "98", "98%"),
    ("target", "0.41", "0.41"),
    ("target", "Qtr 2 41%", "Qtr 2 41%"),
    ("target", "tbc", "tbc"),
    ("target", "-", "-"),
    ("tolerance", "5", "5%"),
    ("better", "HIGHER", "Higher"),
    ("unit", "per cent", "per cent"),
    ("number", "022", "022"),
    ("number", "4.10", "4.10"),
    ("period", "Q2 2017/18", "Q2 2017/18"),
    ("lead", "A  &  B", "A  &  B"),
    ("comment", " as \u201ctyped\u201d ", " as \u201ctyped\u201d "),
]


@pytest.fixture(scope="module")
def exported_indicators():
    plan = PlanBuilder().recommendation()
    for column, typed, _ in INDICATOR_CELLS:
        plan.indicator(**{column: typed})
    return trip(plan.register()).rows("indicators")


@pytest.mark.parametrize("case", range(len(INDICATOR_CELLS)), ids=lambda case: " ".join(INDICATOR_CELLS[case][:2]))
def test_an_indicator_is_exported_canonically(exported_indicators, case):
    column, _, canonical = INDICATOR_CELLS[case]
    heading = {"number": "PI Number", "lead": "Lead Officer"}.get(column, column.capitalize())
    assert exported_indicators[case][heading] == canonical


def test_plain_numbers_pounds_and_days_are_exported_plain():
    plan = PlanBuilder().recommendation()
    plan.indicator(unit="£", target="£1,200", actual="£0.50", previous="1,204")
    plan.indicator(unit="days", target="590 days", actual="1.0", previous="-3")
    exported = [(r["Target"], r["Actual"], r["Previous"]) for r in trip(plan.register()).rows("indicators")]
    assert exported == [("£1200", "£0.5", "1204"), ("590 days", "1", "-3")]


ACTION_CELLS = [
    ("start_date", "Start Date", "Sept 2017", "2017-09-01"),
    ("completion_date", "Completion Date", "Sept 2017", "2017-09-30"),
    ("completion_date", "Completion Date", "9.12.16", "2016-12-09"),
    ("completion_date", "Completion Date", "31 Feb 2018", "31 Feb 2018"),
    ("date_completed", "Date Completed", "Dec-17", "2017-12-01"),
    ("original_completion_date", "Original Completion Date", "Dec-17", "2017-12-31"),
    ("rating", "RAG", "Green", "G"),
    ("rating", "RAG", "BAU", "C"),
    ("rating", "RAG", "Teal", "Teal"),
    ("ref", "Ref", "4.01.01", "4.01.01"),
]


@pytest.fixture(scope="module")
def exported_actions():
    plan = PlanBuilder().recommendation()
    for column, _, typed, _ in ACTION_CELLS:
        plan.action(**{column: typed})
    return trip(plan.register()).rows("actions")


@pytest.mark.parametrize("case", range(len(ACTION_CELLS)), ids=lambda case: " ".join(ACTION_CELLS[case][1:3]))
def test_an_action_is_exported_canonically(exported_actions, case):
    _, heading, _, canonical = ACTION_CELLS[case]
    assert exported_actions[case][heading] == canonical


def test_what_a_lead_typed_comes_out_of_the_workbook(tmp_path):
    path = clean_plan().write_template(tmp_path / "plan.xlsx")
    with editing(path) as book:
        book.type("R01", "Indicators", 1, "Actual", 0.985, "0.0%")
        book.type("R01", "Actions", 1, "Completion Date", datetime(2018, 2, 28), "dd/mm/yyyy")
        book.type("R01", "Actions", 1, "RAG", "amber")
    register = register_of(read_plan(path))
    assert register.rows("indicators")[0]["Actual"] == "98.5%"
    assert (register.rows("actions")[0]["Completion Date"], register.rows("actions")[0]["RAG"]) == ("2018-02-28", "A")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("unit", "target", "tolerance"),
    [
        ("%", "80% to 90%", "2 points"),
        ("%", "80%\u201390%", "1 point"),
        ("days", "18-22 days", "3 days"),
        ("days", "between 18 and 22 days", "12.5%"),
        ("\u00a3", "\u00a31,000 to \u00a31,200", "\u00a3300"),
        ("%", "90% to 80%", "3 weeks"),
    ],
)
def test_a_band_and_a_tolerance_in_its_own_unit_come_back_as_they_were_typed(unit, target, tolerance):
    plan = clean_plan().indicator(
        unit=unit, better="Band", target=target, tolerance=tolerance, target_now="-", floor="", forecast="21", actual=""
    )
    once = trip(plan.register())
    row = once.rows("indicators")[1]
    assert (row["Better"], row["Target"], row["Tolerance"], row["Target Now"]) == ("Band", target, tolerance, "-")
    assert trip(once).tables == once.tables


def test_the_december_register_comes_back_canonically_and_a_second_trip_changes_nothing():
    register = read_register(example_register())
    once = trip(register)
    assert trip(once).tables == once.tables
    for table in ("recommendations", "indicators", "actions"):
        assert len(once.rows(table)) == len(register.rows(table))
    assert once.rows("recommendations") == register.rows("recommendations")


def test_the_usual_scale_is_not_exported_and_one_of_the_plan_s_own_is():
    assert trip(clean_plan().register()).rows("ratings") == []
    own = PlanBuilder().rating("B", "Blue", "Complete", "#0000FF", progress="Done").register()
    assert trip(own).rows("ratings") == [
        {
            "Code": "B",
            "Label": "Blue",
            "Counts as": "complete",
            "Progress": "Done",
            "Confidence": "",
            "Colour": "#0000FF",
        }
    ]
    assert len(default_ratings()) == 4


def test_an_exported_folder_holds_the_four_tables_and_those_with_rows(tmp_path):
    write_register(clean_plan().person("Ann", "Lead").register(), tmp_path / "out")
    assert {file.name for file in (tmp_path / "out").iterdir()} == {
        "plan.csv",
        "recommendations.csv",
        "indicators.csv",
        "actions.csv",
        "people.csv",
    }


def test_a_second_export_into_the_folder_leaves_nothing_of_the_first(tmp_path):
    write_register(clean_plan().person("Ann", "Lead").register(), tmp_path)
    write_register(clean_plan().register(), tmp_path)
    assert read_register(tmp_path).rows("people") == []


# ------------------------------------------------------------------------------------------------- any register


WORDS = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=("C",)), max_size=12).filter(
    lambda text: text.isprintable() and (not text or text.strip())
)
TEXT = st.one_of(
    st.sampled_from(["", "-", "n/a", "Ann & Bo", "two\nlines", "=1+1", "  spaced ", "<b>", "4.10", "TRUE"]), WORDS
)
PARAGRAPH = TEXT.map(str.strip).filter(lambda text: not says_no_value(text))
CODE = st.one_of(st.sampled_from(["CSC 022", "NEW", "4.01.01", "007", "", "tbc"]), WORDS)
MEASURE = st.one_of(
    st.sampled_from(
        ["", "-", "tbc", "98%", "98.5%", "Qtr 2 41%", "1.26% (projected)", "0.41", "£1200", "590 days", "-4"]
    ),
    st.decimals(-10_000, 10_000, places=2).map(lambda number: f"{number.normalize():f}"),
    st.decimals(-100, 1_000, places=3).map(lambda number: f"{number.normalize():f}%"),
    WORDS,
)
DATE = st.one_of(
    st.sampled_from(["", "-", "ongoing", "31 Feb 2018", "Sept 2017", "9.12.16", "1 Jan 1900", "31/12/9999"]),
    st.dates(datetime(1900, 1, 1).date(), datetime(2999, 12, 31).date()).map(str),
)
RATING = st.sampled_from(["G", "R", "amber", "Complete", "BAU", "", "-", "Teal", "g "])
INDICATOR = st.fixed_dictionaries(
    {
        "number": CODE,
        "description": TEXT,
        "lead": TEXT,
        "unit": st.sampled_from(["%", "days", "", "£", "calls", "number"]),
        "better": st.sampled_from(["Higher", "lower", "Monitor", "", "up", "Band"]),
        "target": st.one_of(MEASURE, st.sampled_from(["80% to 90%", "18-22 days", "5 to 3"])),
        "actual": MEASURE,
        "previous": MEASURE,
        "tolerance": st.sampled_from(["", "5", "5%", "0.05", "five", "12.5%", "2 points", "3 days"]),
        "period": st.one_of(st.sampled_from(["", "Q2", "2017/18", "Oct-17", "2017-10-31", "soon"]), TEXT),
        "comment": TEXT,
    }
)
ACTION = st.fixed_dictionaries(
    {
        "objective": TEXT,
        "ref": CODE,
        "text": TEXT,
        "lead": TEXT,
        "start_date": DATE,
        "completion_date": DATE,
        "original_completion_date": DATE,
        "date_completed": DATE,
        "rating": RATING,
        "comment": TEXT,
    }
)
RECOMMENDATION = st.fixed_dictionaries(
    {
        "title": TEXT,
        "lead": TEXT,
        "status": st.sampled_from(["Active", "BAU", "", "closed?"]),
        "rating": RATING,
        "progress": st.lists(PARAGRAPH, max_size=3).map("\n\n".join),
    }
)
FIELDS = st.fixed_dictionaries(
    {
        "title": TEXT,
        "version": CODE,
        "period": CODE,
        "report_date": DATE,
        "default_tolerance": MEASURE,
        "quarters": st.sampled_from(["", "Calendar", "financial", "thirds"]),
        "key_successes": TEXT,
    }
)


WORDING = {"Recommendation", "Title", "Lead", "Progress", "PI Number", "Description", "Lead Officer", "Unit"}
WORDING |= {"Objective", "Ref", "Action", "Task Lead", "Comment", "Name", "Rule", "Where", "Reason"}
"""Columns that come back as they were, character by character."""


@st.composite
def plans(draw):
    """Plans of up to three recommendations with anything in their cells; rows that say nothing are no rows."""
    plan = PlanBuilder(**draw(FIELDS))
    for number in draw(st.lists(st.sampled_from(["1", "2", "4.10", "4a", "12"]), max_size=3, unique=True)):
        plan.recommendation(number=number, **draw(RECOMMENDATION))
        for cells in draw(st.lists(INDICATOR, max_size=3)):
            if not all(says_no_value(text) for text in cells.values()):
                plan.indicator(**cells)
        for cells in draw(st.lists(ACTION, max_size=3)):
            if not all(says_no_value(text) for text in cells.values()):
                plan.action(**cells)
    if draw(st.booleans()):
        plan.person("Ann", "Lead").person("Bo", "").severity("a-rule", "note")
        plan.accept("a-rule", "R01!B2", until=draw(DATE))
    return plan


@pytest.mark.slow
@searching(20)
@given(plans())
def test_any_register_comes_back_from_its_workbook_and_a_second_trip_changes_nothing(plan):
    register = plan.register()
    first = read_plan(template_workbook(register))
    once, counts = register_of(first), figures(first)
    assert counts.total_recommendations == len(register.rows("recommendations"))
    assert counts.total_actions == len(register.rows("actions"))
    none = sum(row.states_none for each in first.recommendations for row in each.indicator_rows)
    assert counts.total_indicators + none == len(register.rows("indicators"))
    for table in ("recommendations", "indicators", "actions", "people", "accepted", "severities"):
        for before, after in zip(register.rows(table), once.rows(table), strict=True):
            kept = WORDING & before.keys()
            assert {heading: after[heading] for heading in kept} == {heading: before[heading] for heading in kept}
    assert trip(once).tables == once.tables


@pytest.mark.slow
@searching(3)
@given(plans())
def test_the_same_register_gives_the_same_bytes(plan):
    assert master_workbook(plan.register()) == master_workbook(plan.register())


@searching(15)
@given(st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=3))
def test_csv_and_xlsx_registers_keep_every_text(tmp_path_factory, rows):
    plan = PlanBuilder().recommendation()
    for one, two, three in rows:
        plan.action(text=one + "x", lead=two, comment=three)
    folder = tmp_path_factory.mktemp("register")
    register = plan.register()
    for out in (folder / "csv", folder / "register.xlsx"):
        write_register(register, out)
        assert read_register(out).rows("actions") == register.rows("actions")


# ------------------------------------------------------------------------------- what a spreadsheet would run

RUNS = '=HYPERLINK("http://evil.example")'


def rows_of(file):
    """The rows of a CSV file as any other program reads them."""
    return list(csv.DictReader(StringIO(file.read_bytes().decode(), newline="")))


def risky():
    return clean_plan().action(text=RUNS, lead="'=1+1", comment="-5").action(text="- a point", lead="@Ann").register()


def test_what_was_typed_is_written_as_it_was_typed_and_named(tmp_path):
    write_register(risky(), tmp_path)
    assert [row["Action"] for row in rows_of(tmp_path / "actions.csv")[1:]] == [RUNS, "- a point"]
    assert rows_of(tmp_path / "actions.csv")[1]["Task Lead"] == "'=1+1"
    assert read_register(tmp_path).rows("actions") == risky().rows("actions")
    assert cells_that_run(risky()) == (
        "Action in row 3 of actions.csv",
        "Action in row 4 of actions.csv",
        "Task Lead in row 4 of actions.csv",
    )


def test_written_safely_it_has_an_apostrophe_that_is_taken_off_again(tmp_path):
    write_register(risky(), tmp_path, safe=True)
    first, second = rows_of(tmp_path / "actions.csv")[1:]
    assert [first["Action"], first["Task Lead"], first["Comment"]] == [f"'{RUNS}", "''=1+1", "-5"]
    assert [second["Action"], second["Task Lead"]] == ["'- a point", "'@Ann"]
    assert read_register(tmp_path).rows("actions") == risky().rows("actions")


def test_only_a_file_that_has_such_an_apostrophe_is_marked(tmp_path):
    for name in ("plain", "safe"):
        write_register(risky(), tmp_path / name, safe=name == "safe")
    same = [
        (tmp_path / "plain" / file.name).read_bytes() == file.read_bytes() for file in (tmp_path / "safe").iterdir()
    ]
    assert same.count(False) == 1
    assert list(rows_of(tmp_path / "safe" / "actions.csv")[0])[-1] == "Written with --safe"


def test_a_register_that_was_not_written_safely_keeps_its_apostrophes(tmp_path):
    actions = "Recommendation,Action\n1,'=1+1\n1,\"'+1' was the motto\"\n"
    read = read_register(written(tmp_path, actions=actions)).rows("actions")
    assert [row["Action"] for row in read] == ["'=1+1", "'+1' was the motto"]


def test_text_in_the_column_that_marks_a_file_is_not_dropped(tmp_path):
    actions = "Recommendation,Action,Written with --safe\n1,'=1+1,\n1,Do it,or not\n"
    with pytest.raises(
        RegisterError, match=r"Row 3 of the table actions of .* has something under Written with --safe"
    ):
        read_register(written(tmp_path, actions=actions))


def test_an_xlsx_register_is_the_same_whether_it_is_written_safely_or_not(tmp_path):
    for safe in (False, True):
        write_register(risky(), tmp_path / f"{safe}.xlsx", safe=safe)
    assert (tmp_path / "True.xlsx").read_bytes() == (tmp_path / "False.xlsx").read_bytes()


RISKY = st.text(st.sampled_from("'=+-@\t\n ,\"\u200b\uff1d5a"), max_size=6)


@pytest.mark.slow
@searching(20)
@given(st.lists(st.tuples(RISKY, RISKY, RISKY), min_size=1, max_size=4))
def test_a_register_written_safely_is_the_same_register_and_nothing_in_it_is_run(tmp_path_factory, rows):
    plan, folder = PlanBuilder(), tmp_path_factory.mktemp("register")
    for number, (one, two, three) in enumerate(rows, 1):
        plan.recommendation(number=f"{number}{one}".strip() + "x", title=two, progress=three + "x")
        plan.action(ref=one, text=f"{two}x", comment=three)
    for name in ("plain", "safe"):
        write_register(plan.register(), folder / name, safe=name == "safe")
    assert read_register(folder / "safe") == read_register(folder / "plain")
    for file in (folder / "safe").iterdir():
        assert not [text for row in rows_of(file) for text in row.values() if would_run(text)]


def test_progress_may_be_as_long_as_its_paragraphs(tmp_path):
    register = PlanBuilder().recommendation(progress="\n\n".join(["Visits were made. " * 1_800] * 5)).register()
    write_register(register, tmp_path)
    assert read_register(tmp_path).rows("recommendations") == register.rows("recommendations")
    with pytest.raises(OutputError, match=r"the Progress in row 2 of recommendations has 162,008 .* a folder"):
        write_register(register, tmp_path / "register.xlsx")  # a cell would hold the first 32,767
    assert not (tmp_path / "register.xlsx").exists()


def test_the_same_register_gives_the_same_xlsx_register(tmp_path):
    contents = set()
    for name in ("a.xlsx", "b.xlsx"):
        write_register(clean_plan().register(), tmp_path / name)
        contents.add((tmp_path / name).read_bytes())
    assert len(contents) == 1
    assert openpyxl.load_workbook(BytesIO(contents.pop())).sheetnames == [
        "plan",
        "recommendations",
        "indicators",
        "actions",
    ]
