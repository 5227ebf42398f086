"""The Summary and the long tables on paper, measured on the pages that LibreOffice prints."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from boards import board_plan

from plan_workbook.jobs.summarise import summarise
from plan_workbook.publishing.pdf import libreoffice

pytestmark = pytest.mark.programs
ROOT = Path(__file__).parents[1]
_LINE = 1.22
"""The height of a line of Calibri, and of Carlito, which has the same measures, as a share of its size."""
_WORD = re.compile(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>')
_FOOTER = 560
"""Points from the top of the paper, below which there is only the footer."""


@dataclass(frozen=True)
class Word:
    left: float
    top: float
    bottom: float
    text: str


@dataclass(frozen=True)
class Page:
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def sheet(self) -> str:
        footer = " ".join(word.text for word in self.words if word.top > _FOOTER)
        return next((name for name in ("All recommendations:", "All indicators:", "Checks:") if name in footer), "")

    @property
    def filled(self) -> float:
        """How much of the paper is above its last word, without the footer."""
        return max(word.bottom for word in self.words if word.top <= _FOOTER) / _FOOTER


def printed(path: Path, last: int) -> list[Page]:
    """The first pages of a workbook as LibreOffice prints them."""
    program, reader = libreoffice(), shutil.which("pdftotext")
    if program is None or reader is None:
        pytest.skip("LibreOffice or pdftotext is not here")
    pages = f'pdf:calc_pdf_Export:{{"PageRange":{{"type":"string","value":"1-{last}"}}}}'
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", pages, "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    said = subprocess.run([reader, "-bbox", str(path.with_suffix(".pdf")), "-"], check=True, capture_output=True)
    parts = said.stdout.decode().split("<page ")[1:]
    return [
        Page(tuple(Word(float(m[1]), float(m[2]), float(m[4]), m[5]) for m in _WORD.finditer(part))) for part in parts
    ]


@pytest.fixture(scope="module", params=["3", "18", "40"])
def pages(request, tmp_path_factory) -> list[Page]:
    """The Summary and the long tables of a plan of so many items; 18 is the example."""
    folder = tmp_path_factory.mktemp("printed")
    path = folder / "plan.xlsx"
    if request.param == "18":
        shutil.copyfile(ROOT / "workbooks" / "improvement-plan-2017-12.xlsx", path)
    else:
        items = int(request.param)
        path.write_bytes(board_plan(items).template())
        before = folder / "november.xlsx"
        before.write_bytes(board_plan(items, month=11).template())
        summarise(path, previous=before)
    found = printed(path, 40)
    return found[: next(n for n, page in enumerate(found) if page.sheet == "Checks:")]


def test_the_first_page_has_every_part_of_the_report(pages):
    first = pages[0].text.replace("&apos;", "'")
    for title in ("Can it be trusted?", "What needs attention first", "Actions due in the next", "Key successes"):
        assert title in first
    assert {"Recommendations", "Actions", "Indicators", "Trust", "Ratings"} <= {word.text for word in pages[0].words}
    assert "Key challenges" in first
    assert pages[0].filled > 0.6


def test_no_text_of_the_first_page_is_smaller_than_9_points(pages):
    small = [word for word in pages[0].words if (word.bottom - word.top) / _LINE < 9 and word.text]
    assert small == []


def test_nothing_is_cut_to_signs(pages):
    assert [n for n, page in enumerate(pages, 1) if "###" in page.text] == []


def test_no_page_but_the_last_of_its_sheet_is_less_than_a_third_full(pages):
    assert [
        n for n, (page, after) in enumerate(pairwise(pages), 1) if page.sheet == after.sheet and page.filled < 0.4
    ] == []


def test_every_page_has_its_headings(pages):
    for page in pages:
        headings = {"All recommendations:": "Title", "All indicators:": "Description", "": "improvement"}[page.sheet]
        assert headings.casefold() in page.text.casefold()
        top = [word.text for word in page.words if word.top < 130]
        assert headings.casefold() in [word.casefold() for word in top]
        if page.sheet == "" and "Head of Assessment" in page.text:  # owners are only in lists
            assert {"Where", "Why", "Details"} <= {word.text for word in page.words}
