"""The published workbook: what a board reads, and what is not in it."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
from builder import PlanBuilder, clean_plan, editing
from editions import edition
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from stuffed import stuffed
from trial import judge

from plan_workbook.board.figures import figures
from plan_workbook.checking.report import check
from plan_workbook.plan.status import PIStatus
from plan_workbook.publishing.formats import Format, published
from plan_workbook.publishing.make import edition_of
from plan_workbook.reading import read_plan

SECRET = "Secret"
EXPECTED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core)\.xml|xl/(workbook|styles|sharedStrings)\.xml"
    r"|xl/theme/theme1\.xml|xl/_rels/workbook\.xml\.rels|xl/worksheets/sheet\d+\.xml"
    r"|xl/worksheets/_rels/sheet\d+\.xml\.rels|xl/drawings/drawing1\.xml|xl/drawings/_rels/drawing1\.xml\.rels"
    r"|xl/charts/chart[12]\.xml"
)
"""Every part that an edition may have."""

GENERATED = ["Summary", "All recommendations", "All indicators"]


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def workbook(of) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(published(of, Format.XLSX)))


def words(sheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.fixture(scope="module")
def secretive(tmp_path_factory) -> bytes:
    """A plan's workbook with everything in it that nobody means to send, each with `SECRET` in its words."""
    plan = clean_plan(2).person(f"{SECRET} Smith", "Head", "secret@council.test")
    plan.accept("missing-start-date", "R01 a", f"{SECRET} reason", f"{SECRET} board")
    path = tmp_path_factory.mktemp("secretive") / "plan.xlsx"
    path.write_bytes(plan.checked_workbook())
    with editing(path) as book:
        book["R01"]["C4"].comment = Comment(f"{SECRET} comment", f"{SECRET} Author")
        book["R02"].cell(60, 30, f"{SECRET} next to the tables")
        book["R02"].row_dimensions[5].hidden = True
        hidden = book.workbook.create_sheet(f"{SECRET} sheet")
        hidden["A1"] = f"{SECRET} figures"
        hidden.sheet_state = "veryHidden"
        book.workbook.defined_names[f"{SECRET}_Name"] = DefinedName(f"{SECRET}_Name", attr_text="R01!$A$1", hidden=True)
        book["R01"]["Z50"].hyperlink = "https://secret.test/"
        properties = book.workbook.properties
        properties.creator = properties.lastModifiedBy = f"{SECRET} Editor"
        properties.keywords = properties.description = properties.category = f"{SECRET} words"
        book.workbook.custom_doc_props.append(StringProperty(name=f"{SECRET}Label", value=SECRET))
    return stuffed(_with_external_link(path.read_bytes()), "R01", "Summary")


def _with_external_link(content: bytes) -> bytes:
    """openpyxl can't write one: a formula into another file, as Excel stores it."""
    link = (
        '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><externalBook '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"><sheetNames>'
        f'<sheetName val="{SECRET}"/></sheetNames></externalBook></externalLink>'
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    arrows = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{office}/externalLinkPath" Target="file:///C:/{SECRET}.xlsx" TargetMode="External"/></Relationships>'
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name == "[Content_Types].xml":
                part = f'<Override PartName="/xl/externalLinks/externalLink1.xml" ContentType="{kind}"/></Types>'
                text = text.replace(b"</Types>", part.encode())
            if name == "xl/_rels/workbook.xml.rels":
                arrow = (
                    f'<Relationship Id="rIdX" Type="{office}/externalLink" Target="externalLinks/externalLink1.xml"/>'
                )
                text = text.replace(b"</Relationships>", f"{arrow}</Relationships>".encode())
            if name == "xl/workbook.xml":
                reference = (
                    f'<externalReferences><externalReference xmlns:r="{office}" r:id="rIdX"/></externalReferences>'
                )
                text = re.sub(rb"(<definedNames|<calcPr)", reference.encode() + rb"\1", text, count=1)
            after.writestr(name, text)
        after.writestr("xl/externalLinks/externalLink1.xml", link)
        after.writestr("xl/externalLinks/_rels/externalLink1.xml.rels", arrows)
    return out.getvalue()


@pytest.fixture
def clean_edition(secretive) -> dict[str, str]:
    plan = read_plan(secretive, "plan.xlsx")
    return parts(published(edition_of(plan, check(plan.once_summarised), draft=True), Format.XLSX))


def test_the_workbook_it_is_made_from_holds_what_the_next_tests_look_for(secretive):
    before = {name: text for name, text in _texts(secretive).items() if SECRET.lower() in text.lower()}
    found = " ".join(before)
    for part in ("workbook.xml", "comments", "externalLink", "core.xml", "sheet7.xml"):
        assert part in found


def _texts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}


def test_nothing_of_what_nobody_means_to_send_is_in_an_edition(clean_edition):
    assert not {name for name, text in clean_edition.items() if SECRET.lower() in text.lower()}
    assert not {name for name, text in clean_edition.items() if "Jo Bloggs" in text or "council.test" in text}


def test_an_edition_has_no_parts_but_those_of_a_plain_workbook(clean_edition):
    assert not [name for name in clean_edition if not EXPECTED.fullmatch(name)]


def test_nothing_in_an_edition_is_hidden_locked_named_or_chosen_from_a_list(clean_edition):
    everything = "".join(clean_edition.values())
    filters = re.findall('<definedName name="_xlnm._FilterDatabase" localSheetId="\\d+" hidden="1">', everything)
    assert len(filters) == 2
    for each in filters:  # Excel itself hides the names of filters
        everything = everything.replace(each, each.replace(' hidden="1"', ""))
    for word in ("hidden=", "dataValidation", "legacyDrawing", "sheetProtection", "externalReference", "veryHidden"):
        assert word not in everything, word
    names = re.findall(r"<definedName name=\"([^\"]+)\"", clean_edition["xl/workbook.xml"])
    assert set(names) == {"_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase"}
    links = re.findall(r"Target=\"([^\"]+)\"", "".join(t for n, t in clean_edition.items() if n.endswith(".rels")))
    assert not [link for link in links if ":" in link]


def test_the_properties_name_the_plan_and_nobody(clean_edition):
    core, app = clean_edition["docProps/core.xml"], clean_edition["docProps/app.xml"]
    assert "<dc:title>Children's Services Improvement Plan</dc:title>" in core
    assert "<dc:creator></dc:creator><cp:lastModifiedBy></cp:lastModifiedBy>" in core
    assert "<cp:category>Draft edition</cp:category>" in core
    assert "Manager" not in app


@pytest.mark.slow
def test_the_judge_finds_no_fault_in_editions(example):
    plan = PlanBuilder(item_word="Priority")
    for number in range(40):
        plan.recommendation(progress="Long. " * 1500, title="T" * 300, number=f"4.{number}")
        plan.indicator(comment="A word " * 4000).action(objective="To do better", text="=cmd()|' /C calc'!A0")
    judged = judge()
    if judged is None:
        pytest.skip("the independent checker is not here")
    for each in (example, edition(plan), edition(PlanBuilder()), edition(clean_plan())):
        assert judged(published(each, Format.XLSX)) == frozenset()


def test_the_same_edition_gives_the_same_bytes(example):
    assert published(example, Format.XLSX) == published(example, Format.XLSX)


def test_the_summary_comes_first_and_each_recommendation_has_its_sheet(example):
    assert workbook(example).sheetnames == [*GENERATED, *(f"R{n:02}" for n in range(1, 19))]


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("Priority", "All priorities"),
        ("SEND Priority", "All SEND priorities"),
        ("Either/or [draft]", "All either-or -draft-s"),
        ("Theme of the partnership's work", "All themes of the partnership-s"),
        ("Indicator", "All recommendations"),
    ],
)
def test_the_long_table_is_called_by_the_plans_own_word_and_linked_to_by_it(word, title):
    book = workbook(edition(clean_plan(item_word=word)))
    assert book.sheetnames == ["Summary", title, "All indicators", "R01"]
    links = {cell.hyperlink.location for row in book["Summary"] for cell in row if cell.hyperlink}
    assert f"'{title}'!A1" in links


def test_the_summary_gives_the_figures_of_the_plan(example, example_plan):
    book = workbook(example)
    values = openpyxl.load_workbook(io.BytesIO(published(example, Format.XLSX)), data_only=True)["Summary"]
    counts = figures(example_plan)
    rows = [[cell.value for cell in row] for row in values.iter_rows()]
    tables = [n for n, row in enumerate(rows) if row[1] == "What is counted"]
    found = [(top, row) for top in tables for row in (rows[top + 1], rows[top + 2]) if isinstance(row[0], int)]
    recommendations, actions, indicators = (dict(zip(rows[top], row, strict=True)) for top, row in found)
    assert [row[0] for _, row in found] == [18, 41, 28]
    assert {label: recommendations[label] for label in counts.recommendations} == counts.recommendations
    assert {label: actions[label] for label in counts.actions} == counts.actions
    assert actions["Overdue"] == 1
    assert {status.value: indicators[status.value] for status in PIStatus} == counts.indicators
    cells = [cell for title in GENERATED for row in book[title].iter_rows() for cell in row]
    formulas = [str(cell.value) for cell in cells if str(cell.value).startswith("=")]
    assert formulas and not [formula for formula in formulas if "!" in formula]


def test_every_paragraph_indicator_and_action_is_on_its_sheet(example):
    book = workbook(example)
    for item in example.items:
        there = words(book[item.source.sheet])
        for text in (item.title, item.lead, item.rating.word, *item.progress):
            assert not text or text in there
        for each in item.indicators:
            assert {each.number, each.description, each.status.word} - {""} <= set(there)
        for each in item.actions:
            assert {each.text, each.due, each.rating.word} - {""} <= set(there)
            assert not each.standing or each.standing in there


def test_links_lead_to_the_row_in_the_edition(example):
    book = workbook(example)
    sheet = book["All indicators"]
    followed = 0
    for row in sheet.iter_rows():
        for cell in row:
            if cell.hyperlink is not None and str(cell.value).startswith("CSC"):
                target, _, place = cell.hyperlink.location.partition("!")
                assert book[target.strip("'")][place].value == cell.value
                followed += 1
    assert followed >= 27


def test_a_draft_says_so_on_every_sheet_and_every_printed_page(example):
    book = workbook(example)
    assert example.draft
    for sheet in book:
        assert sheet["A1"].value.startswith("DRAFT: ")
        assert sheet["A3"].value == "DRAFT, not for circulation: 6 errors are open"
        assert sheet.oddHeader.center.text == "DRAFT"
        assert sheet.print_title_rows == ("$4:$4" if sheet.title.startswith("All ") else "$1:$1")


def test_a_final_edition_nowhere_says_draft():
    content = published(edition(clean_plan()), Format.XLSX)
    assert "DRAFT" not in "".join(parts(content).values()).upper().replace("PUBLISHED EDITION", "")


def test_what_looks_like_a_formula_or_a_link_arrives_as_text():
    said = ["=1+1", "+44 20", "-5", "@SUM(A1)", "https://example.test/x", "{=A1}", "<b>bold</b> & co"]
    plan = clean_plan()
    for text in said:
        plan.action(text=text, comment=text)
    sheet = workbook(edition(plan))["R01"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value in said]
    assert len(cells) == 2 * len(said)
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.hyperlink for cell in cells} == {None}


def test_a_text_taller_than_excel_lets_a_row_be_goes_on_in_the_next():
    text = " ".join(f"word{n}" for n in range(3000))
    sheet = workbook(edition(clean_plan().action(comment=text).recommendation(progress=text)))["R01"]
    pieces = [str(row[-1].value) for row in sheet.iter_rows() if str(row[-1].value).startswith("word")]
    assert len(pieces) > 5 and " ".join(pieces) == text
    assert max(dimension.height or 0 for dimension in sheet.row_dimensions.values()) <= 409


def test_a_long_title_or_key_success_is_not_cut_off():
    text = " ".join(f"word{n}" for n in range(3000))
    plan = clean_plan(key_successes=text).recommendation(title=text).action(objective=text)
    book = workbook(edition(plan))
    for sheet, beginning in (("Summary", "\u2022  word0"), ("R02", "word0"), ("R02", "Objective: word0")):
        column = [str(cell.value) for cell in book[sheet]["A"] if cell.value]
        *_, first = [n for n, value in enumerate(column) if value.startswith(beginning)]  # the first page shortens it
        last = next(n for n, value in enumerate(column[first:], first) if value.endswith("word2999"))
        assert last > first
        assert " ".join(column[first : last + 1]).removeprefix(beginning[:-5]) == text


def test_objectives_head_the_actions_under_them():
    plan = clean_plan().action(objective="Be on time").action(objective="Be on time").action(objective="Be thorough")
    there = words(workbook(edition(plan))["R01"])
    assert there.count("Objective: Be on time") == 1 and there.count("Objective: Be thorough") == 1
    assert there.count("Task Lead") == 3


def test_a_plan_without_anything_is_published_as_such():
    book = workbook(edition(PlanBuilder()))
    assert book.sheetnames == GENERATED


def test_a_column_that_would_be_empty_on_every_sheet_is_left_out():
    def headings(plan):
        book = workbook(edition(plan))
        return [{cell.value for row in book[name].iter_rows() for cell in row} for name in ("R01", "R02")]

    for named in headings(clean_plan(2)):
        assert not {"Comment", "Completed"} & named
    for named in headings(clean_plan(2).action("2", comment="The new system is late")):
        assert "Comment" in named and "Completed" not in named
