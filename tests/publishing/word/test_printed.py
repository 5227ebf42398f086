"""The Word report as LibreOffice prints it: page one is one page, no page nearly empty, no table without a heading."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import pytest
from boards import built, large
from builder import clean_plan
from editions import edition
from paper import pages_of, printed, text_of

from plan_workbook.publishing.word.report import word_report
from plan_workbook.reading import read_plan

pytestmark = [pytest.mark.programs, pytest.mark.xdist_group("libreoffice")]
ROOT = Path(__file__).parents[3]
A4 = (842, 595)
_WORD = re.compile(r'<word xMin="[\d.]+" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>')


def _three() -> bytes:
    return word_report(edition(clean_plan(3)))


def _off_track() -> bytes:
    plan = large(24, 30)
    for row in plan.tables["recommendations"]:
        row["RAG"] = "R"
    return word_report(edition(plan.read(), large(24, 0).set(period="November 2017").read()))


def _forty() -> bytes:
    plan = large()
    previous = large(late=40).set(period="November 2017", report_date="30/11/2017", data_as_at="31/10/2017")
    return word_report(edition(plan.read(), previous.read()))


def _four() -> bytes:
    return word_report(edition(built().read(), built(before=True).read()))


def _example() -> bytes:
    return word_report(edition(read_plan(ROOT / "workbooks" / "improvement-plan-2017-12.xlsx")))


REPORTS = {"the example": _example, "3": _three, "24 off track": _off_track, "40": _forty, "4 with a last month": _four}


@cache
def report(name: str) -> bytes:
    return REPORTS[name]()


@pytest.fixture(scope="module")
def paper(saved_by_libreoffice) -> Callable[[str], bytes]:
    """Print a report, in the LibreOffice that is open already."""
    return cache(lambda name: saved_by_libreoffice(report(name), ".pdf", "report.docx"))


def words_of(pdf: bytes) -> list[list[tuple[float, float, float, str]]]:
    """The words of each page, with the top, right and bottom of each in points."""
    said = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    pages = said.split("<page ")[1:]
    return [[(float(a), float(b), float(c), word) for a, b, c, word in _WORD.findall(page)] for page in pages]


@pytest.mark.parametrize("name", REPORTS)
def test_page_one_is_complete_on_one_page(name, paper):
    first, second, *_ = pages_of(paper(name))
    assert "What needs attention first" in first and "Can it be trusted?" in first
    assert "Decisions needed" in first or name in ("3", "the example")
    assert re.search(r"^(DRAFT )?(What has changed since November 2017|Actions due in the next)", second), second[:80]


@pytest.mark.parametrize("name", REPORTS)
def test_no_page_but_the_last_is_less_than_a_third_full(name, paper):
    top, bottom = 40, A4[1] - 37
    for number, words in enumerate(words_of(paper(name))[:-1], 1):
        body = [low for high, _, low, _ in words if top <= high <= bottom]
        assert max(body) - top >= (bottom - top) / 3, f"page {number}"


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_in_the_body_is_printed_in_less_than_10_points(name, paper):
    said = subprocess.run(
        ["pdftohtml", "-xml", "-i", "-stdout", "-zoom", "1", "-", "/dev/null"],
        input=paper(name),
        capture_output=True,
        check=False,
    ).stdout.decode()
    sizes = {int(each) for each in re.findall(r'<fontspec [^>]*size="(\d+)"', said)}
    assert sizes and min(sizes) >= 10, sizes


@pytest.mark.parametrize("name", ["24 off track", "40"])
def test_a_table_that_goes_on_has_its_heading_row_on_each_page(name, paper):
    tables = [
        [" ".join(" ".join(cell.text for cell in row.cells[:3]).split()) for row in table.rows]
        for table in docx.Document(BytesIO(report(name))).tables
    ]
    heads, rows = {table[0] for table in tables}, {row for table in tables for row in table[1:] if len(row) > 8}
    begin = [re.sub("^DRAFT ", "", page) for page in pages_of(paper(name))]
    assert sum(page.startswith(tuple(heads)) for page in begin) > 2
    assert not [page[:80] for page in begin if page.startswith(tuple(rows - heads))]


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_is_lost_between_two_pages(name, paper):
    said = " ".join(pages_of(paper(name)))
    assert set(re.findall(r"CSC \d{3}", text_of(report(name)))) == set(re.findall(r"CSC \d{3}", said))


def test_the_pdf_has_its_headings_table_headings_and_pictures_with_their_words_for_who_listens():
    pdf = printed(report("the example"))  # as the command prints it, with its settings
    said = subprocess.run(["pdfinfo", "-struct", "-"], input=pdf, capture_output=True, check=True)
    tags = re.findall(r"^ *(H1|H2|H3|TH|Figure)\b", said.stdout.decode(), re.MULTILINE)
    assert tags.count("H1") >= 9 and tags.count("H2") >= 11 and tags.count("H3") >= 20
    assert tags.count("TH") > 100 and tags.count("Figure") == 3
    alternative = re.findall(rb"/Alt ?<FEFF([0-9A-F]+)>", pdf)
    words = sorted(bytes.fromhex(each.decode()).decode("utf-16-be") for each in alternative)
    assert words[1:] == [
        "Indicators, December 2017: 16 On target, 2 Near target, 2 Off target, 4 No data, 3 No target, 1 Not judged",
        "Recommendations, December 2017: 7 Complete, 11 Green",
    ]
