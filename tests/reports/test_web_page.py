"""The web page as its readers meet it: in a browser, by keyboard, by ear, on a phone, in the dark and on paper."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from urllib.parse import quote

import pytest
from browser import AXE, SCREENS, installed

from plan_workbook.checking.finding import Severity
from plan_workbook.reports.html import as_html

pytestmark = [
    pytest.mark.programs,
    pytest.mark.xdist_group("chromium"),
    pytest.mark.skipif(installed() is None, reason="Chromium or its driver is not installed"),
]
TAB, ENTER, DOWN, UP = "\ue004", "\ue007", "\ue015", "\ue013"
CONTRAST = """
    const parse = (text) => text.match(/[\\d.]+/g).map(Number);
    const light = (rgb) => rgb.slice(0, 3).map((c) => c / 255)
        .map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
    const behind = (it) => {
        for (; it; it = it.parentElement) {
            const colour = parse(getComputedStyle(it).backgroundColor);
            if (colour.length === 3 || colour[3] > 0) return colour;
        }
        return [255, 255, 255];
    };
    const found = [];
    for (const it of document.querySelectorAll('body *')) {
        const own = Array.from(it.childNodes).some((n) => n.nodeType === 3 && n.textContent.trim());
        if (!own || !it.checkVisibility() || it.tagName === 'OPTION') continue;
        const [a, b] = [light(parse(getComputedStyle(it).color)), light(behind(it))];
        found.push([(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), it.tagName + '.' + it.className]);
    }
    return found;
"""


@pytest.fixture
def page(tmp_path):
    """Write the page of some reports, in a folder as people name them."""

    def write(*reports):
        path = tmp_path / "Plan 2017 #12" / "findings.html"
        path.parent.mkdir(exist_ok=True)
        path.write_text(as_html(reports), encoding="utf-8", newline="\n")
        return path

    return write


ALL = ["R01!F13", "R02!F31", "Plan!C3", "The workbook", "R01!F12", "R02!J20"]


def test_it_opens_without_a_complaint_and_asks_for_nothing(browser, page, mixed):
    browser.complaints(), browser.requests()
    path = page(mixed)
    browser.open(path)
    assert browser.cells() == ALL
    assert browser.complaints() == []
    assert [url for url in browser.requests() if url != "about:blank"] == [path.as_uri()]


def test_even_a_script_put_into_the_page_can_reach_nothing(browser, page, mixed):
    browser.open(page(mixed))
    browser.requests()
    browser.script("""
        for (const [tag, name] of [['img', 'src'], ['script', 'src'], ['iframe', 'src']]) {
            const it = document.createElement(tag); it[name] = 'https://127.0.0.1:9/x'; document.body.append(it);
        }
        const inline = document.createElement('script');
        inline.textContent = 'window.ran = 1';
        document.body.append(inline);
    """)
    assert browser.script("return window.ran") is None
    assert [url for url in browser.requests() if "127.0.0.1" in url] == []
    assert any("Content Security Policy" in said for said in browser.complaints())


FILTERS = [
    ({"lead": "Jane Roe"}, ["R01!F13", "R01!F12"], ["R01!D9"]),
    ({"lead": "The plan"}, ["Plan!C3", "The workbook"], []),
    ({"severity": "error"}, ["R01!F13", "R02!F31"], []),
    ({"rule": "action-due"}, ["R01!F12"], ["R02!F30"]),
    ({"words": "41%"}, ["R02!J20"], []),
    ({"words": "  JANE   mend f1"}, ["R01!F13", "R01!F12"], []),
    ({"lead": "Abe Lee & Co", "severity": "note"}, ["R02!J20"], ["R02!F30"]),
    ({"lead": "The plan", "severity": "error"}, [], []),
]


@pytest.mark.parametrize(("wanted", "left", "accepted"), FILTERS)
def test_the_filters_leave_exactly_what_fits_and_the_link_says_which(browser, page, mixed, wanted, left, accepted):
    path = page(mixed)
    browser.open(path)
    for name, value in wanted.items():
        if name == "words":
            browser.script("document.getElementById('words').focus()")
            browser.type(value)
        else:
            browser.choose(name, value)
    assert (browser.cells(), browser.cells("accepted")) == (left, accepted)
    assert browser.status().startswith(f"{len(left)} of 6 findings shown; {len(accepted)} of 2 accepted (")
    said = ", ".join(f"{name}: {' '.join(value.split())}" for name, value in wanted.items())
    fragment = browser.fragment()
    assert fragment == "#" + "&".join(f"{name}={quote(value.strip(), safe='')}" for name, value in wanted.items())
    browser.open(path, fragment)
    assert (browser.cells(), browser.cells("accepted")) == (left, accepted)
    assert f"({said})." in browser.status()


def test_where_nothing_fits_that_is_said_in_place_of_an_empty_table(browser, page, mixed):
    browser.open(page(mixed), "#severity=error&lead=The%20plan")
    assert browser.text("#list-none") == "None of them fits these filters."
    assert not browser.script("return document.getElementById('list').checkVisibility()")


def test_show_all_brings_everything_back_and_empties_the_link(browser, page, mixed):
    browser.open(page(mixed), "#severity=error&words=f13")
    assert browser.cells() == ["R01!F13"]
    browser.script("document.querySelector('button').click()")
    assert browser.cells() == ALL
    assert browser.fragment() == ""
    assert browser.status() == "6 of 6 findings shown; 2 of 2 accepted."


def test_a_link_to_somebody_who_has_no_findings_any_more_says_so(browser, page, mixed):
    browser.open(page(mixed), "#lead=Nobody%20Here")
    assert browser.cells() == ALL
    assert "The link asks for lead 'Nobody Here', which is not on this page." in browser.status()


@pytest.mark.parametrize("fragment", ["#", "#findings", "#%", "#=", "#lead", "#lead=%E0%A4%A", "#x=1&&&", "#words="])
def test_a_broken_link_shows_everything(browser, page, mixed, fragment):
    browser.complaints()
    browser.open(page(mixed), fragment)
    assert browser.cells() == ALL
    assert browser.complaints() == []


def test_a_leads_name_in_the_counts_filters_by_that_lead(browser, page, mixed):
    browser.open(page(mixed))
    browser.script("document.querySelector('.counts tbody a').click()")
    browser.script("return new Promise((done) => setTimeout(done, 50))")
    assert browser.cells() == ["R02!F31", "R02!J20"]
    assert browser.focused() == "findings"


def test_several_workbooks_are_filtered_by_workbook(browser, page, mixed, make, report_of):
    browser.open(page(mixed, report_of(make(cell="Z9"), workbook="other.xlsx")))
    assert len(browser.cells()) == 7
    browser.choose("workbook", "other.xlsx")
    assert browser.cells(column=2) == ["R01!Z9"]
    assert browser.status() == "1 of 7 findings shown; 0 of 2 accepted (workbook: other.xlsx)."


# --------------------------------------------------------------------------------------------- by keyboard


def test_the_tab_key_goes_round_the_page_in_the_order_it_is_read(browser, page, mixed):
    browser.open(page(mixed))
    reached = []
    for _ in range(9):
        browser.type(TAB)
        reached.append(browser.focused())
    leads = ["Abe Lee & Co", "Jane Roe", "The plan"]
    assert reached == ["Skip to the findings", *leads, "lead", "severity", "rule", "words", "Show all"]


def test_what_has_the_focus_can_be_seen(browser, page, mixed):
    browser.open(page(mixed))
    for _ in range(9):
        browser.type(TAB)
        width, left = browser.script("""
            const it = document.activeElement;
            const { outlineStyle, outlineWidth } = getComputedStyle(it);
            return [outlineStyle === 'none' ? 0 : parseFloat(outlineWidth), it.getBoundingClientRect().left];
        """)
        assert width >= 2 and left >= 0


def test_the_first_link_skips_to_the_findings_and_keeps_the_filters(browser, page, mixed):
    browser.open(page(mixed), "#severity=error")
    browser.type(TAB, ENTER)
    assert browser.focused() == "findings"
    assert browser.fragment() == "#severity=error"
    browser.type(TAB)
    assert browser.focused() == "lead"


@pytest.mark.parametrize(
    ("tabs", "name", "first", "second"),
    [
        (5, "lead", "The plan", "Abe Lee & Co"),
        (6, "severity", "error", "warning"),
        (7, "rule", "action-due", "action-overdue"),
    ],
)
def test_each_list_works_with_the_arrow_keys(browser, page, mixed, tabs, name, first, second):
    browser.open(page(mixed))
    browser.type(*[TAB] * tabs)
    assert browser.focused() == name
    for key, value in ((DOWN, first), (DOWN, second), (UP, first)):
        browser.type(key)
        assert browser.fragment() == f"#{name}={quote(value, safe='')}"
        assert f"({name}: {value})" in browser.status()
    browser.type(UP)
    assert browser.cells() == ALL


def test_words_are_typed_and_enter_leaves_the_page_as_it_is(browser, page, mixed):
    browser.open(page(mixed))
    browser.type(*[TAB] * 8, "title", ENTER)
    assert browser.cells() == ["Plan!C3"]
    browser.type(TAB, ENTER)
    assert browser.cells() == ALL
    browser.tab_back()
    assert browser.focused() == "words"


# ------------------------------------------------------------------------------------------------- by ear


def test_a_screen_reader_is_told_what_everything_is(browser, page, mixed):
    browser.open(page(mixed))
    nodes = browser.nodes()
    for wanted in (
        ("RootWebArea", "Findings in plan.xlsx, December 2017"),
        ("main", ""),
        ("search", "Filter the findings"),
        ("combobox", "Lead"),
        ("combobox", "Severity"),
        ("combobox", "Rule"),
        ("searchbox", "Words"),
        ("button", "Show all"),
        ("table", "Every finding, worst first, then in the order of the workbook"),
        ("table", "Findings that the plan accepts, with the reason it gives"),
        ("columnheader", "What to do"),
        ("rowheader", "R01!F13"),
        ("heading", "Findings"),
    ):
        assert wanted in nodes
    assert [role for role, _ in nodes if role == "status"] == ["status"]
    assert browser.script("return document.querySelector('[role=status]').getAttribute('aria-live')") == "polite"


def test_on_a_phone_the_cards_are_still_a_table_to_a_screen_reader(browser, page, mixed, media):
    media(width=390)
    browser.open(page(mixed))
    nodes = browser.nodes()
    roles = [role for role, _ in nodes]
    assert ("table", "Every finding, worst first, then in the order of the workbook") in nodes
    assert roles.count("rowheader") >= 8
    assert ("columnheader", "What to do") in nodes


# ------------------------------------------------------------------------------------------- by eye


@pytest.mark.parametrize("width", [320, 390, 700, 1300])
def test_nothing_sticks_out_of_the_screen_whatever_its_width(browser, page, hostile, media, width):
    media(width=width)
    other = replace(hostile, workbook="W" * 80 + ".xlsx")
    browser.open(page(hostile, other))
    assert browser.script("return document.documentElement.scrollWidth") <= width


def test_on_a_phone_every_row_is_a_card_with_its_headings(browser, page, mixed, media):
    media(width=390)
    browser.open(page(mixed))
    assert browser.cells() == ALL
    labels = browser.script("""
        return Array.from(document.querySelectorAll('#list tbody tr:first-child td'),
            (cell) => getComputedStyle(cell, '::before').content);
    """)
    assert [re.findall(r"[A-Z][a-z ]+[a-z]", each)[0] for each in labels] == [
        "Severity",
        "What is there",
        "What is wrong",
        "What to do",
        "Lead",
    ]


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed: npm install")
@pytest.mark.parametrize("screen", SCREENS)
def test_a_checker_of_accessibility_finds_nothing_wrong(browser, page, mixed, hostile, make, report_of, media, screen):
    media(**SCREENS[screen])
    for reports in ([mixed], [hostile, report_of(make(cell="Z9"), workbook="other.xlsx")], [report_of()]):
        browser.open(page(*reports))
        kept, broken = browser.checked()
        assert broken == []
        assert kept > 20


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read_against_what_is_behind_it(browser, page, mixed, media, scheme):
    media(prefers_color_scheme=scheme)
    browser.open(page(mixed))
    measured = browser.script(CONTRAST)
    assert len(measured) > 60
    assert [(round(ratio, 2), what) for ratio, what in measured if ratio < 4.5] == []


def test_it_is_dark_where_the_reader_asks_for_that(browser, page, mixed, media):
    back = "return getComputedStyle(document.body).backgroundColor"
    media(prefers_color_scheme="light")
    browser.open(page(mixed))
    assert browser.script(back) == "rgb(255, 255, 255)"
    media(prefers_color_scheme="dark")
    assert sum(map(int, re.findall(r"\d+", browser.script(back)))) < 150


def test_the_severity_is_there_as_a_word_too(browser, page, mixed):
    browser.open(page(mixed))
    assert browser.cells(column=0) == ["Error", "Error", "Warning", "Warning", "Note", "Note"]


def test_without_scripts_everything_is_shown_and_no_filter_pretends_to_work(browser, page, mixed):
    browser.devtools("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(page(mixed), "#severity=error")
        assert browser.cells() == ALL
        assert browser.status() == "6 findings."
        assert not browser.script("return document.getElementById('filters').checkVisibility()")
    finally:
        browser.devtools("Emulation.setScriptExecutionDisabled", value=False)


def test_hostile_text_shows_as_the_text_it_is(browser, page, hostile):
    browser.complaints()
    browser.open(page(hostile))
    typed = " ".join(hostile.findings[0].fix.split())
    assert browser.cells(column=4) == [typed] * 6
    assert '<img src=x onerror="' in browser.driver.title
    assert browser.complaints() == []
    browser.choose("lead", hostile.findings[0].lead)
    assert len(browser.cells()) == 6
    assert hostile.findings[0].lead in browser.status()


# ------------------------------------------------------------------------------------------------ on paper


needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")


@needs_poppler
def test_every_printed_page_is_a4_landscape_and_repeats_the_headings(browser, page, paper, make, report_of):
    findings = [
        make(cell=f"F{n}", severity=list(Severity)[n % 3].value, message=f"open{n} {'and so on ' * (n % 40)} shut{n}")
        for n in range(90)
    ]
    browser.open(page(report_of(*findings)))
    pages, (width, height) = paper()
    assert (round(float(width)), round(float(height))) == (842, 595)
    assert len(pages) > 3
    for number, each in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in each
        rows = re.findall(r"open(\d+)\b", each)
        assert ("What is wrong" in each) == bool(rows)
        assert re.findall(r"shut(\d+)\b", each) == rows
    assert sum(len(re.findall(r"open\d+\b", each)) for each in pages) == 90


@needs_poppler
def test_a_printed_page_says_what_it_leaves_out_and_shows_no_filters(browser, page, paper, mixed, media):
    media(prefers_color_scheme="dark")
    browser.open(page(mixed), "#lead=Jane%20Roe&severity=error")
    text = " ".join("\n".join(paper()[0]).split())
    assert "1 of 6 findings shown; 0 of 2 accepted (lead: Jane Roe, severity: error)." in text
    assert "R01!F13" in text and "R02!F31" not in text
    assert "Show all" not in text and "Skip to" not in text
    assert "Error" in text
