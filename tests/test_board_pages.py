"""Every page of a workbook on paper, measured on the pages that LibreOffice prints."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from html import unescape
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from boards import board_plan
from builder import PlanBuilder
from editions import edition

from plan_workbook.jobs.new import checked_workbook
from plan_workbook.jobs.register_from import register_from
from plan_workbook.jobs.summarise import summarise
from plan_workbook.layout import RECOMMENDATION
from plan_workbook.publishing.formats import Format, published
from plan_workbook.reading import read_plan

pytestmark = [pytest.mark.programs, pytest.mark.xdist_group("board pages")]  # one start of it prints all of them
ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "workbooks" / "register-example"
"""A plan that uses every column that a plan may have."""
_LINE = 1.22
"""The height of a line of Calibri, and of Carlito, which has the same measures, as a share of its size."""
_WORD = re.compile(r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)</word>')
_PAGE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')
_A4 = (842, 595)
"""The width and height of a page in points."""
_OVER = 1.5
"""Points that words may be over one another: the boxes of letters are taller and wider than what is seen of them."""
_FOOTER = 0.94
"""The share of the paper below which there is only the footer."""
_TOPS = {
    "": "improvement plan",
    "All recommendations": "RAG",
    "All indicators": "PI Number",
    "Checks": "What is wrong",
    "Plan": "About the plan",
    "Guidance": "How to fill in",
    "History": "Report Date",
}
"""What each page of a sheet after its first one says near its top, by the name in the footer, except those of items."""


PLANS = ("blank", "3", "18", "40", "example")


def long_tables() -> PlanBuilder:
    """A plan of which one item has forty indicators with much to say, and another as many actions."""
    plan = board_plan(3)
    for number in range(1, 41):
        what = f"% of visits to looked-after children in area {number} of the county that were made on time"
        plan.indicator("2", number=f"PI {number}", description=what)
        plan.action("3", ref=f"3.{number + 9}", text=f"Agree with every partner how visits in area {number} are made")
    return plan


@dataclass(frozen=True)
class Word:
    left: float
    top: float
    right: float
    bottom: float
    text: str

    def is_over(self, other: Word) -> bool:
        """Whether the two are printed over one another, as a text is that has less room than it needs."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > _OVER and down > _OVER + (self.bottom - self.top) / 4


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    words: tuple[Word, ...]

    @cached_property
    def body(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if word.top <= _FOOTER * self.height)

    @cached_property
    def text(self) -> str:
        return _joined(self.words)

    @cached_property
    def top(self) -> str:
        """What is in the first quarter of the page, line by line."""
        return _joined(sorted((w for w in self.words if w.top < self.height / 4), key=lambda w: (round(w.top), w.left)))

    @cached_property
    def sheet(self) -> str:
        """The name of its sheet, as the footer says it."""
        return _joined(word for word in self.words if word.top > _FOOTER * self.height).rpartition(": ")[0]

    @cached_property
    def filled(self) -> float:
        """How much of the paper is above its last word, without the footer."""
        return max(word.bottom for word in self.body) / (_FOOTER * self.height)


def _joined(words: Iterable[Word]) -> str:
    return " ".join(word.text.replace("&apos;", "'") for word in words)


@pytest.fixture(scope="module")
def print_all(tmp_path_factory, saved_by_libreoffice):
    """Print workbooks with one start of LibreOffice; give the pages of each by its name."""
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext is not here")
    folder = tmp_path_factory.mktemp("printed")
    shutil.copyfile(ROOT / "templates" / "improvement-plan.xlsx", folder / "blank.xlsx")
    shutil.copyfile(ROOT / "workbooks" / "improvement-plan-2017-12.xlsx", folder / "18.xlsx")
    (folder / "example.xlsx").write_bytes(checked_workbook(register_from(EXAMPLE), "example.xlsx")[0])
    (folder / "long.xlsx").write_bytes(long_tables().template())
    (folder / "edition.xlsx").write_bytes(published(edition(long_tables()), Format.XLSX))
    (folder / "board.xlsx").write_bytes(published(edition(read_plan(folder / "18.xlsx")), Format.XLSX))
    for items in (3, 40):
        path, before = folder / f"{items}.xlsx", folder / "november.xlsx"
        path.write_bytes(board_plan(items).template())
        before.write_bytes(board_plan(items, month=11).template())
        summarise(path, previous=before)

    @cache
    def read(name: str) -> list[Page]:
        book = (folder / f"{name}.xlsx").read_bytes()
        pdf = saved_by_libreoffice(book, ".pdf", pages="1-60")
        said = subprocess.run([reader, "-bbox", "-", "-"], input=pdf, check=True, capture_output=True)
        parts = said.stdout.decode().split("<page ")[1:]
        return [
            Page(
                *map(float, _PAGE.search(part).groups()),
                tuple(Word(*map(float, m.groups()[:4]), m[5]) for m in _WORD.finditer(part)),
            )
            for part in parts
        ]

    read.folder = folder
    return read


@pytest.fixture(params=["3", "18", "40"])
def pages(request, print_all) -> list[Page]:
    """The pages of a plan of so many items, of the largest as far as a dozen items; 18 is the example."""
    return print_all(request.param)


@pytest.fixture(params=PLANS)
def all_pages(request, print_all) -> list[Page]:
    """The same, those of a blank master, and those of a plan that uses every column that a plan may have."""
    return print_all(request.param)


def test_the_first_page_has_every_part_of_the_report(pages):
    first = pages[0].text
    for title in ("Can it be trusted?", "What needs attention first", "Actions due in the next", "Key successes"):
        assert title in first
    assert {"Recommendations", "Actions", "Indicators", "Trust", "Ratings"} <= {word.text for word in pages[0].words}
    assert "Key challenges" in first
    assert pages[0].filled > 0.6
    assert (round(pages[0].width), round(pages[0].height)) == _A4


def test_no_text_of_the_first_page_is_smaller_than_9_points(pages):
    small = [word for word in pages[0].words if (word.bottom - word.top) / _LINE < 9 and word.text]
    assert small == []


def test_nothing_is_cut_to_signs(all_pages):
    assert [n for n, page in enumerate(all_pages, 1) if "###" in page.text] == []


def test_no_text_has_less_room_than_it_needs(all_pages):
    for number, page in enumerate(all_pages, 1):
        if page.sheet != "History":  # the end of what is in its hidden columns is cut off with them
            assert [word for word in page.words if word.left < 0 or word.right > page.width] == [], number
        rows = sorted(page.words, key=lambda word: word.top)
        over = [(a.text, b.text) for place, a in enumerate(rows) for b in rows[place + 1 : place + 60] if a.is_over(b)]
        assert over == [], number


@pytest.mark.parametrize("name", ["18", "40", "example"])
def test_every_word_that_leads_filled_in_is_on_paper(print_all, name):
    for each in read_plan(print_all.folder / f"{name}.xlsx").recommendations:
        pages = [page for page in print_all(name) if page.sheet == each.sheet]
        rows = (row.inputs for table in RECOMMENDATION.tables for row in each.rows(table.key))
        inputs = (read for row in (each.inputs, *rows) for read in row.values())
        words = Counter(word for read in inputs if isinstance(read.raw, str) for word in read.raw.split())
        assert not pages or words - Counter(unescape(word.text) for page in pages for word in page.words) == Counter()


def test_no_page_but_the_last_of_its_sheet_is_less_than_a_third_full(all_pages):
    assert [
        (n, page.sheet)
        for n, (page, after) in enumerate(pairwise(all_pages), 1)
        if page.sheet == after.sheet and page.filled < 0.4
    ] == []


def test_how_the_figures_are_worked_out_is_told_on_one_page(all_pages):
    (page,) = [page for page in all_pages if "How the figures are worked out" in page.text]
    assert "On target: the actual meets its target" in page.text and "Counts are formulas" in page.text


def test_every_page_that_goes_on_has_its_headings(all_pages):
    for sheet, following in groupby(all_pages, key=lambda page: page.sheet):
        _, *others = following
        if sheet in _TOPS:
            assert [page.top for page in others if _TOPS[sheet].casefold() not in page.top.casefold()] == []


def test_every_list_of_the_summary_has_its_headings_on_each_page(pages):
    for page in pages:
        if page.sheet == "" and "Head of Assessment" in page.text:  # owners are only in lists
            assert {"Where", "Why", "Details"} <= {word.text for word in page.words}


def test_every_page_of_an_item_is_named_and_a_table_that_goes_on_has_its_headings(all_pages):
    items = [page for page in all_pages if page.sheet not in (*_TOPS, "Lists")]
    for sheet, following in groupby(items, key=lambda page: page.sheet):
        assert re.fullmatch(r"R\d+", sheet)
        first, *others = following
        assert re.match(r"Recommendation \d+ .*Still to put right", first.top), first.top
        for page in others:
            begins, name = re.match(r"(Indicators|Actions) .*?(Recommendation \d+)", page.top).groups()
            headings = {"Indicators": ("PI Number", "Description"), "Actions": ("Objective", "Task Lead")}[begins]
            assert name in first.top and all(each in page.top for each in headings), page.top


def test_a_long_table_has_its_headings_on_each_page_whether_it_is_of_indicators_or_actions(print_all):
    (actions, *indicators), (one, *others) = (
        [page for page in print_all("long") if page.sheet == sheet] for sheet in ("R02", "R03")
    )
    assert "Actions" in actions.text and len(indicators) > 1 and "Indicators" in one.text and len(others) > 1
    for pages, columns in ((indicators, ("PI Number", "Description")), (others, ("Objective", "Task Lead"))):
        assert [page.top for page in pages if not all(each in page.top for each in columns)] == []
    assert {(round(page.width), round(page.height)) for page in print_all("long")} == {_A4}


def test_a_page_of_an_edition_on_which_a_table_goes_on_has_its_headings(print_all):
    for name, headings in (("Recommendation 2", "PI Number Description"), ("Recommendation 3", "Ref Action")):
        first, *others = [page for page in print_all("edition") if name in page.top]
        assert headings in first.text and others
        assert [page.top for page in others if headings not in page.top] == []


def test_no_page_of_an_edition_has_a_single_row_left_over_from_the_page_before(print_all):
    named = [(re.search(r"Recommendation \d+", page.top)[0], page) for page in print_all("board")[6:]]
    pages = [[page for _, page in each] for _, each in groupby(named, key=lambda pair: pair[0])]
    several = [each for each in pages if len(each) > 1]
    assert len(several) > 3 and [page.top for each in several for page in each if page.filled < 0.25] == []


def test_items_without_much_to_say_take_one_page(print_all):
    for name in ("blank", "3"):
        items = [page.sheet for page in print_all(name) if re.fullmatch(r"R\d+", page.sheet)]
        assert items and len(items) == len(set(items))
