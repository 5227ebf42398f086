"""The page about what moved, as its readers meet it."""

from __future__ import annotations

import pytest
from browser import AXE, SCREENS, installed
from builder import clean_plan

from plan_workbook.comparing.changes import compared
from plan_workbook.reports.comparison_page import as_html

pytestmark = [
    pytest.mark.programs,
    pytest.mark.xdist_group("chromium"),
    pytest.mark.skipif(installed() is None or not AXE.is_file(), reason="Chromium or axe-core is not installed"),
]


@pytest.fixture
def page(tmp_path):
    """A page with changes of every sort, in a file."""
    now = clean_plan(3, period="January 2018").indicator(actual="40%")
    now.tables["actions"][0] |= {"RAG": "R", "Completion Date": "30/04/2018", "Action": "Hold one session <b>only</b>."}
    now.tables["indicators"][1] |= {"Actual": "50%", "Target": "91%"}
    now.tables["recommendations"][1] |= {"Lead": "Head of Audit", "Progress": "All of it is new."}
    path = tmp_path / "moved.html"
    path.write_text(as_html(compared(clean_plan(2).read(), now.read())), encoding="utf-8", newline="\n")
    return path


@pytest.mark.parametrize("screen", SCREENS)
def test_a_checker_of_accessibility_finds_nothing_wrong(browser, page, media, screen):
    media(**SCREENS[screen])
    browser.open(page)
    kept, broken = browser.checked()
    assert broken == []
    assert kept > 15


def test_it_opens_without_a_complaint_and_asks_for_nothing(browser, page):
    browser.complaints(), browser.requests()
    browser.open(page)
    assert browser.complaints() == []
    assert [url for url in browser.requests() if url != "about:blank"] == [page.as_uri()]
