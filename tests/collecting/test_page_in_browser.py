"""The page of what was collected as a coordinator meets it: in a browser, by keyboard, on a phone and on paper."""

from __future__ import annotations

import shutil

import pytest
from browser import AXE, SCREENS, installed
from came_back import HOSTILE, collected

from plan_workbook.collecting.in_page import as_html

pytestmark = [
    pytest.mark.programs,
    pytest.mark.xdist_group("chromium"),
    pytest.mark.skipif(installed() is None, reason="Chromium or its driver is not installed"),
]
TAB, DOWN = "\ue004", "\ue015"
LEFT = ["R01!C11", "R02!I35", "R03!A36", "R03!D9", "cut.xlsx"]


@pytest.fixture
def page(tmp_path):
    def write(done=None):
        path = tmp_path / "what came back.html"
        path.write_text(as_html(done or collected()), encoding="utf-8", newline="\n")
        return path

    return write


def test_it_opens_without_a_complaint_and_asks_for_nothing(browser, page):
    browser.complaints(), browser.requests()
    path = page()
    browser.open(path)
    assert browser.cells() == LEFT
    assert browser.complaints() == []
    assert [url for url in browser.requests() if url != "about:blank"] == [path.as_uri()]


@pytest.mark.parametrize(
    ("wanted", "left", "taken"),
    [
        ({"lead": "Ann"}, LEFT[:2], 2),
        ({"sheet": "R03"}, LEFT[2:4], 0),
        ({"kind": "conflict"}, LEFT[:2], 0),
        ({"kind": "refused"}, LEFT[4:], 0),
        ({"kind": "look at these"}, [], 1),
    ],
)
def test_the_filters_leave_what_fits_in_both_lists(browser, page, wanted, left, taken):
    browser.open(page())
    for name, value in wanted.items():
        browser.choose(name, value)
    assert browser.cells() == left
    said = ", ".join(f"{name}: {value}" for name, value in wanted.items())
    assert browser.status() == f"{len(left)} of 5 things left for you shown; {taken} of 2 taken ({said})."


def test_the_keyboard_reaches_the_filters_first_and_moves_them(browser, page):
    browser.open(page())
    reached = []
    for _ in range(6):
        browser.type(TAB)
        reached.append(browser.focused())
    assert reached == ["Skip to the things left for you", "lead", "sheet", "kind", "words", "Show all"]
    browser.open(page())
    browser.type(TAB, TAB, DOWN)
    assert browser.cells() == LEFT[:2]


def test_without_scripts_everything_is_shown(browser, page):
    browser.devtools("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(page(), "#kind=refused")
        assert browser.cells() == LEFT
        assert browser.status() == "5 things left for you."
        assert not browser.script("return document.getElementById('filters').checkVisibility()")
    finally:
        browser.devtools("Emulation.setScriptExecutionDisabled", value=False)


@pytest.mark.parametrize("width", [320, 390, 700, 1300])
def test_nothing_sticks_out_of_the_screen_whatever_its_width(browser, page, media, width):
    media(width=width)
    browser.open(page(collected(f"{HOSTILE} {'W' * 80}")))
    assert browser.script("return document.documentElement.scrollWidth") <= width


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed: npm install")
@pytest.mark.parametrize("screen", SCREENS)
def test_a_checker_of_accessibility_finds_nothing_wrong(browser, page, media, screen):
    media(**SCREENS[screen])
    browser.open(page())
    kept, broken = browser.checked()
    assert broken == []
    assert kept > 20


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_on_paper_are_the_lists_without_the_filters(browser, page, paper, media):
    media(prefers_color_scheme="dark")
    browser.open(page())
    text = " ".join("\n".join(paper()[0]).split())
    assert "5 of 5 things left for you shown; 2 of 2 taken." in text
    assert "R01!C11" in text and "Cat: R04 and R05" in text
    assert "Show all" not in text
