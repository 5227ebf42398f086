"""The web page as markup: complete, escaped, the same each time, and shut off from everything else."""

import base64
import hashlib
import re
from dataclasses import replace

import pytest
from lxml import html

from plan_workbook.reports.html import as_html


def parsed(*reports):
    return html.document_fromstring(as_html(reports))


def texts(page, path):
    return [" ".join(each.text_content().split()) for each in page.xpath(path)]


def test_the_same_reports_give_the_same_page(mixed, hostile):
    assert as_html([mixed, hostile]) == as_html([mixed, hostile])


def test_the_title_names_the_workbook_and_its_period(mixed):
    page = parsed(mixed)
    assert page.get("lang") == "en-GB"
    assert texts(page, "//title") == texts(page, "//h1") == ["Findings in plan.xlsx, December 2017"]
    assert "31 December 2017" in texts(page, "//header/p")[0]


def test_no_folder_is_told_where_the_names_are_enough(mixed):
    assert "Jane" not in as_html([replace(mixed, findings=(), accepted=(), workbook=r"C:\Users\Jane\plan.xlsx")])


def test_a_page_from_which_findings_were_left_out_says_so_and_never_that_there_are_none(mixed):
    page = parsed(replace(mixed, findings=(), accepted=(), left_out=3))
    assert "3 more findings left out by --only, --skip or --min-severity" in texts(page, "//header/p")[0]
    assert "None of what was asked for was found." in texts(page, "//p")


def test_two_workbooks_of_one_name_are_told_apart_by_their_folders(mixed):
    page = parsed(replace(mixed, workbook="a/plan.xlsx"), replace(mixed, workbook="b/plan.xlsx"))
    assert {row.get("data-workbook") for row in page.xpath("//tr[@data-workbook]")} == {"a/plan.xlsx", "b/plan.xlsx"}


def test_the_counts_come_first_with_what_they_mean(mixed):
    counts = texts(parsed(mixed), "//ul[@class='totals']/li/strong")
    assert counts == ["2 errors", "2 warnings", "2 notes", "2 accepted"]


def test_each_lead_is_counted_worst_first(mixed):
    rows = texts(parsed(mixed), "//table[@class='counts']/tbody/tr/*")
    assert rows == ["Abe Lee & Co", *"1012", "Jane Roe", *"1012", "The plan", *"0202"]


def test_the_findings_are_one_table_worst_first_and_then_as_in_the_workbook(mixed):
    page = parsed(mixed)
    assert texts(page, "//table[@id='list']/tbody/tr/th") == [
        "R01!F13",
        "R02!F31",
        "Plan!C3",
        "The workbook",
        "R01!F12",
        "R02!J20",
    ]
    assert texts(page, "//table[@id='list']/thead//th[@scope='col']") == [
        "Severity",
        "Cell",
        "What is there",
        "What is wrong",
        "What to do",
        "Lead",
    ]
    assert texts(page, "//table[@id='list']/tbody/tr[1]/td") == [
        "Error",
        "30/11/2017",
        "action-overdue at F13. action-overdue",
        "Mend F13.",
        "Jane Roe",
    ]
    assert all(table.find("caption") is not None for table in page.xpath("//table"))


def test_the_content_of_a_cell_is_given_as_it_reads_and_an_empty_one_is_called_empty(mixed):
    there = texts(parsed(mixed), "//table[@id='list']/tbody/tr/td[2]")
    assert there == ["30/11/2017", "tbd", "empty", "", "31/12/2017", "41%"]


@pytest.mark.parametrize("typed", ["word " * 60, "W" * 300])
def test_a_long_text_is_told_by_its_beginning(make, report_of, typed):
    (there,) = texts(parsed(report_of(make(value=typed))), "//table[@id='list']/tbody/tr/td[2]")
    assert there.endswith(" ...") and len(there) <= 124 and typed.startswith(there[:-4])


def test_the_accepted_have_a_section_of_their_own_with_the_reason(mixed):
    rows = texts(parsed(mixed), "//table[@id='accepted']/tbody/tr")
    assert [("Court date" in row, "Board" in row, "no end date" in row) for row in rows] == [
        (True, True, True),
        (False, False, False),
    ]
    assert "Her new name" in rows[1] and "31 March 2018" in rows[1] and "not given" in rows[1]


def test_without_anything_accepted_nothing_is_said_of_it(make, report_of):
    assert "Accepted" not in texts(parsed(report_of(make())), "//h2")


def test_rules_made_milder_have_a_section_of_their_own_with_the_reason(milder, mixed):
    said = "Plan!B66 action-lead-missing: a note instead of an error, agreed by Board: Leads change"
    assert texts(parsed(milder), "//section[@aria-labelledby='milder']//li") == [said]
    assert texts(parsed(mixed, milder), "//section[@aria-labelledby='milder']//li") == [f"plan.xlsx: {said}"]
    assert "Rules made milder" not in texts(parsed(mixed), "//h2")


def test_several_workbooks_have_a_column_a_filter_and_counts_of_their_own(mixed, make, report_of):
    page = parsed(mixed, report_of(make(), workbook="other.xlsx"))
    assert texts(page, "//h1") == ["Findings in 2 workbooks"]
    assert "Workbook" in texts(page, "//table[@id='list']/thead//th")
    assert texts(page, "//select[@id='workbook']/option") == ["All", "plan.xlsx (8)", "other.xlsx (1)"]
    assert texts(page, "//section[@aria-labelledby='workbooks']//tbody/tr[2]/*") == [
        "other.xlsxDecember 2017",
        "1",
        "0",
        "0",
        "0",
    ]


def test_one_workbook_needs_no_such_column(mixed):
    page = parsed(mixed)
    assert not page.xpath("//select[@id='workbook']")
    assert "Workbook" not in texts(page, "//th")


def test_a_clean_workbook_is_said_to_be_clean(report_of):
    page = parsed(report_of())
    assert "Nothing wrong or doubtful was found." in texts(page, "//p")
    assert not page.xpath("//table")


def test_no_workbook_at_all_makes_a_page_too():
    assert texts(parsed(), "//h1") == ["Findings in 0 workbooks"]


def test_the_policy_lets_in_this_style_and_this_script_only(mixed):
    page = as_html([mixed])
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    for name, element in (("style-src", "style"), ("script-src", "script")):
        (content,) = re.findall(f"<{element}>(.*?)</{element}>", page, re.S)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert rules.pop(name).replace("&#x27;", "'") == f"'sha256-{digest}'"
    assert rules == {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'"}


def test_the_page_names_no_address_and_no_other_file(mixed):
    page = parsed(mixed)
    assert not page.xpath("//link | //img | //iframe | //*[@src] | //*[@style] | //*[@onclick]")
    assert {each.get("href") for each in page.xpath("//a")} == {"#findings"}
    assert "://" not in as_html([mixed])


def test_hostile_text_stays_text(hostile):
    page = parsed(hostile)
    assert len(page.xpath("//script")) == 1
    assert not page.xpath("//img | //*[@onerror]")
    hostile_text = " ".join(hostile.findings[0].fix.split())
    assert texts(page, "//table[@id='list']/tbody/tr[1]/td[4]") == [hostile_text]
    assert page.xpath("//tr[@data-lead]")[0].get("data-lead") == hostile.findings[0].lead


def test_half_a_character_can_still_be_written_to_a_file(make, report_of):
    as_html([report_of(make(message="broken \ud800 text"))]).encode("utf-8")


def test_rows_are_told_from_columns_and_every_filter_has_its_label(mixed):
    page = parsed(mixed)
    assert len(page.xpath("//table[@id='list']/tbody/tr/th[@scope='row']")) == 6
    labelled = {each.get("for") for each in page.xpath("//label")}
    assert (
        {each.get("id") for each in page.xpath("//select | //input")}
        == labelled
        == {
            "lead",
            "severity",
            "rule",
            "words",
        }
    )
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
