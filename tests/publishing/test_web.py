"""The published web page as its readers meet it: in a browser, by keyboard, by ear, on a phone and on paper."""

from __future__ import annotations

import re
import shutil
from itertools import pairwise

import pytest
from browser import AXE, SCREENS, installed
from builder import PlanBuilder, clean_plan
from editions import edition

from plan_workbook.board.figures import figures
from plan_workbook.publishing.formats import Format, published

pytestmark = [
    pytest.mark.programs,
    pytest.mark.xdist_group("chromium"),
    pytest.mark.skipif(installed() is None, reason="Chromium or its driver is not installed"),
]
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
TAB, ENTER = "\ue004", "\ue007"
HOSTILE = (
    "<script>document.title='x'</script><img src=x onerror=\"document.title='x'\"></td></style> 'it' & &amp; "
    "javascript:alert(1) {{ 7 * 7 }} {% raw %} {# no #} $title =1+1"
)
TABLE = """
    const tables = Array.from(document.querySelectorAll('table'));
    const found = tables.find((table) => table.caption.textContent === arguments[0]);
    return Array.from(found.querySelectorAll('tbody tr, tfoot tr'), (row) => Array.from(row.cells, (cell) =>
        Array.from(cell.childNodes, (node) => node.textContent).join('').trim()));
"""
TARGETS = """
    const links = Array.from(document.querySelectorAll('a'));
    return links.map((link) => [link.getAttribute('href'), document.querySelectorAll(link.hash).length]);
"""


def own_scale(items: int = 6) -> PlanBuilder:
    """Priorities rated on six steps, some dark and one without a colour, with hostile and long texts."""
    plan = PlanBuilder(title=f"Plan {HOSTILE}", item_word="Priority", key_successes="- One\n\n* Two\nlines")
    steps = {
        "B": ("Done", "complete", "#1F4E79"),
        "G": ("On course", "on track", "#00B050"),
        "AG": ("Nearly", "on track", "#C6E0B4"),
        "A": ("Doubtful", "at risk", "#FFC000"),
        "R": ("Off course", "off track", "#C00000"),
        "N": ("Not begun", "not started", ""),
    }
    for code, (label, counts_as, colour) in steps.items():
        plan.rating(code, label, counts_as, colour, progress=HOSTILE, confidence=f"How sure: {label}")
    for n in range(items):
        code = list(steps)[n % 6]
        plan.recommendation(rating=code, title=f"{HOSTILE} {n}", lead=HOSTILE, progress=f"{HOSTILE}\n\nTwo\nlines")
        plan.indicator(number="CSC <i>" if n == 2 else "W" * 60, description=HOSTILE, actual="41%", comment=HOSTILE)
        plan.action(objective=HOSTILE, text=f"{HOSTILE}\n- a point", lead=HOSTILE, comment=HOSTILE, rating=code)
        plan.action(text="Late", completion_date="30/11/2017", rating="R")
    return plan


def moved():
    """A plan with last month's, of which every kind of thing has moved."""
    then = clean_plan(2).read()
    now = clean_plan(2)
    now.recommendation(rating="A").indicator("1", actual="80%").action("2", completion_date="30/06/2018")
    return now.read(), then


@pytest.fixture(scope="session")
def pages(example):
    plan, then = moved()
    return {
        "the example, a draft": example,
        "a final one, with last month's": edition(plan, then),
        "a scale of its own, with hostile texts": edition(own_scale()),
        "a blank plan": edition(PlanBuilder(title="", report_date="", key_successes="", key_challenges="")),
    }


@pytest.fixture
def show(browser, tmp_path):
    """Publish an edition and open it, in a folder as people name them."""

    def opened(made, fragment=""):
        path = tmp_path / "Plan 2017 #12" / "plan-published.html"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(published(made, Format.HTML))
        browser.open(path, fragment)
        return path

    return opened


@pytest.fixture
def final(pages):
    return pages["a final one, with last month's"]


@pytest.fixture
def hostile(pages):
    return pages["a scale of its own, with hostile texts"]


# ---------------------------------------------------------------------------------------------- what it says


def test_its_figures_are_those_of_status(browser, show, example, example_plan):
    show(example)
    said = figures(example_plan).as_json()
    rated = {row[0]: row[1:] for row in browser.script(TABLE, "Recommendations and actions by rating")}
    for column, name in enumerate(("recommendations", "actions")):
        counts = dict(said[name])
        assert rated["All"][column] == str(counts.pop("total"))
        overdue = counts.pop("overdue", None)
        assert rated["Overdue"][column] == ("-" if overdue is None else str(overdue))
        assert {label: int(rated[label][column]) for label in rated if label not in ("All", "Overdue")} == {
            label: count for label, count in counts.items() if count or label != "Not rated"
        }
    judged = dict(browser.script(TABLE, "Indicators by status"))
    counts = dict(said["indicators"])
    assert (judged.pop("All"), judged.pop("Different PI numbers")) == (str(counts.pop("total")), "25")
    assert {status: int(count) for status, count in judged.items()} == {
        status: count for status, count in counts.items() if status != "distinct"
    }


def test_every_recommendation_indicator_and_action_is_there(browser, show, example):
    show(example)
    listed = browser.script(TABLE, "The rating of each, and the state of its actions and indicators")
    assert [row[0] for row in listed] == [str(n) for n in range(1, 19)]
    seen = {"indicators": 0, "actions": 0}
    for item in example.items:
        assert browser.text(f"#{item.source.sheet} h3") == item.name
        said = browser.script(f"return document.getElementById('{item.source.sheet}').innerText")
        for paragraph in item.progress:
            assert paragraph in said
        if item.indicators:
            rows = browser.script(TABLE, f"Indicators of {item.name}")
            assert [row[0] for row in rows] == [each.number or "no number" for each in item.indicators]
            for row, each in zip(rows, item.indicators, strict=True):
                for text in (each.description, each.target, each.actual, each.status.word, each.gap):
                    assert text in " ".join(row)
            seen["indicators"] += len(rows)
        if item.actions:
            rows = [row for row in browser.script(TABLE, f"Actions of {item.name}") if len(row) > 1]
            assert [row[0] for row in rows] == [each.ref for each in item.actions]
            for row, each in zip(rows, item.actions, strict=True):
                for text in (each.text, each.lead, each.start, each.due, each.rating.word):
                    assert text in " ".join(row)
            seen["actions"] += len(rows)
    assert seen == {"indicators": 28, "actions": 41}


def test_the_summary_comes_first_and_says_what_needs_attention(browser, show, example):
    show(example)
    headings = browser.script("return Array.from(document.querySelectorAll('h1, h2'), (it) => it.textContent)")
    assert headings == [
        "DRAFT: Children's Services Improvement Plan 2017-18",
        "Where the plan stands",
        "What needs attention first",
        "Key successes",
        "Key challenges",
        "Actions due in the next 31 days",
        "Recommendations",
        "What the ratings mean",
        "How the figures are worked out",
    ]
    for sentence in (*example.sentences, example.trust):
        assert sentence in browser.text("main section")
    rows = browser.script(TABLE, "What needs attention first")
    assert [row[1] for row in rows] == ["Rating in doubt"] * 2 + ["Overdue"] + ["Off target"] * 2
    assert rows[2][0] == "15 a" and "yet rated Green" in rows[2][4]


def test_what_moved_is_said_where_there_is_a_month_before(browser, show, final):
    show(final)
    rows = browser.script(TABLE, "What has changed since December 2017")
    assert {row[1] for row in rows} == {"Added and removed"}


def test_every_link_leads_to_one_place_on_the_page(browser, show, example, hostile):
    for made in (example, hostile):
        show(made)
        targets = browser.script(TARGETS)
        assert len(targets) > 12
        assert [link for link, places in targets if places != 1 or not link.startswith("#")] == []


def test_a_line_of_what_needs_attention_leads_to_its_action(browser, show, example):
    show(example)
    browser.script("Array.from(document.querySelectorAll('.points a')).find((it) => it.textContent == '15 a').click()")
    assert browser.text(":target").startswith("a Managers continue to check the papers")


def test_the_plans_own_word_goes_through_everything(browser, show, hostile):
    show(hostile)
    said = browser.script("return document.body.innerText.replaceAll(arguments[0], '')", HOSTILE)
    assert "Priority 3" in said and "All priorities" in said and "Priorities and actions by rating" in said
    assert "ecommendation" not in said


def test_a_long_list_folds_away_all_but_the_first_of_each_kind(browser, show):
    plan = clean_plan()
    for n in range(40):
        plan.action(text=f"Late number {n}", completion_date="30/11/2017")
    show(edition(plan))
    assert len(browser.script(TABLE, "What needs attention first")) == 9
    assert len(browser.script(TABLE, "What needs attention first: the others")) == 32
    assert browser.text("summary") == "And 32 more: 32 actions overdue"


# --------------------------------------------------------------------------------- whatever people typed


def test_hostile_text_shows_as_the_text_it_is(browser, show, hostile):
    browser.complaints()
    show(hostile)
    typed = " ".join(HOSTILE.split())
    count = browser.script("return document.body.textContent.split(arguments[0]).length - 1", typed)
    assert count > 6 * 8
    assert browser.text("h1") == f"DRAFT: Plan {typed}"
    assert browser.driver.title.startswith(f"DRAFT: Plan {typed}")
    assert browser.script("return document.querySelectorAll('script, img, i, iframe, form').length") == 0
    assert browser.complaints() == []


def test_line_breaks_in_texts_stay(browser, show, hostile):
    show(hostile)
    assert browser.text("#R01 h4 + p + p") == "Two\nlines"
    assert browser.text("#R01 .actions tr:nth-child(2) td").endswith("\n- a point")
    assert browser.text(".bullets li:nth-child(2)") == "Two\nlines"


def test_it_opens_without_a_complaint_and_asks_for_nothing(browser, show, example):
    browser.complaints(), browser.requests()
    path = show(example)
    assert browser.complaints() == []
    assert [url for url in browser.requests() if url != "about:blank"] == [path.as_uri()]
    page = path.read_text(encoding="utf-8")
    assert not re.search(r"https?:|//\w|\bsrc=|@import|url\(|<script|<link|\bstyle=|\bon\w+=", page)
    policy = browser.script("return document.querySelector('meta[http-equiv]').content")
    assert re.fullmatch(r"default-src 'none'; style-src 'sha256-\S+'; base-uri 'none'; form-action 'none'", policy)


def test_the_same_edition_gives_the_same_bytes(final):
    plan, then = moved()
    assert published(edition(plan, then), Format.HTML) == published(final, Format.HTML)
    assert b"\r" not in published(final, Format.HTML)


# ---------------------------------------------------------------------------------------------- drafts


def test_a_draft_says_so_on_top_and_a_final_edition_nowhere(browser, show, example, final):
    show(example)
    assert browser.text("header p") == "DRAFT, not for circulation: 6 errors are open"
    assert browser.script("return document.querySelector('header p').getBoundingClientRect().top") < 60
    assert b"draft" not in published(final, Format.HTML).lower()


@needs_poppler
def test_a_draft_says_so_on_every_printed_page(browser, show, paper, example, final):
    show(example)
    pages, _ = paper()
    assert len(pages) > 10
    assert [number for number, text in enumerate(pages, 1) if example.warning not in " ".join(text.split())] == []
    show(final)
    assert "DRAFT" not in "".join(paper()[0])


# ---------------------------------------------------------------------------------------- accessibility


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed: npm install")
@pytest.mark.parametrize("screen", SCREENS)
def test_a_checker_of_accessibility_finds_nothing_wrong(browser, show, pages, media, screen):
    media(**SCREENS[screen])
    for name, made in pages.items():
        show(made)
        kept, broken = browser.checked()
        assert broken == [], name
        assert kept > 20, name


def test_every_colour_and_bar_is_also_given_in_words(browser, show, example):
    show(example)
    bars = browser.script("return Array.from(document.querySelectorAll('figure'), (bar) => bar.innerText)")
    assert [" ".join(bar.split()) for bar in bars] == [
        "18 Recommendations 7 Complete, 11 Green",
        "41 Actions 5 Complete, 36 Green; 1 overdue",
        "28 Indicators 16 On target, 2 Near target, 2 Off target, 4 No data, 3 No target, 1 Not judged",
    ]
    tags = browser.script("return Array.from(document.querySelectorAll('.tag'), (tag) => tag.innerText)")
    assert len(tags) > 100 and all(tags)


def test_a_screen_reader_is_told_what_everything_is(browser, show, example):
    show(example)
    nodes = browser.nodes()
    for wanted in (
        ("RootWebArea", "DRAFT: Children's Services Improvement Plan 2017-18, December 2017"),
        ("banner", ""),
        ("navigation", "On this page"),
        ("main", ""),
        ("region", "Where the plan stands"),
        ("article", "Recommendation 15"),
        ("table", "Actions of Recommendation 15"),
        ("table", "Indicators by status"),
        ("columnheader", "Distance to target"),
        ("rowheader", "CSC 247"),
    ):
        assert wanted in nodes
    assert browser.script("return document.documentElement.lang") == "en-GB"


def test_headings_go_down_one_step_at_a_time(browser, show, example):
    show(example)
    steps = browser.script("return Array.from(document.querySelectorAll('h1,h2,h3,h4,h5,h6'), (it) => +it.tagName[1])")
    assert steps[0] == 1 and steps.count(1) == 1
    assert all(step - before <= 1 for before, step in pairwise(steps))


def test_on_a_phone_the_cards_are_still_tables_to_a_screen_reader(browser, show, final, media):
    show(final)
    told = [node for node in browser.nodes() if node[0] in ("table", "rowheader", "columnheader")]
    assert len(told) > 60
    media(width=390)
    show(final)
    assert [node for node in browser.nodes() if node[0] in ("table", "rowheader", "columnheader")] == told


def test_the_first_link_skips_to_where_the_plan_stands(browser, show, example):
    show(example)
    browser.type(TAB)
    assert browser.focused() == "Skip to where the plan stands"
    browser.type(ENTER)
    assert browser.focused() == "main"
    browser.type(TAB)
    assert browser.focused() == "15"


def test_what_has_the_focus_can_be_seen(browser, show, final):
    show(final)
    for _ in range(12):
        browser.type(TAB)
        width, left = browser.script("""
            const it = document.activeElement;
            const { outlineStyle, outlineWidth } = getComputedStyle(it);
            return [outlineStyle === 'none' ? 0 : parseFloat(outlineWidth), it.getBoundingClientRect().left];
        """)
        assert width >= 2 and left >= 0


@pytest.mark.parametrize("width", [320, 390, 700, 1300])
def test_nothing_sticks_out_of_the_screen_whatever_its_width(browser, show, hostile, media, width):
    media(width=width)
    show(hostile)
    assert browser.script("return document.documentElement.scrollWidth") <= width


# ------------------------------------------------------------------------------------------------ on paper


@needs_poppler
def test_every_printed_page_is_a4_landscape_with_headings_and_whole_rows(browser, show, paper, media):
    plan = clean_plan()
    for n in range(60):
        plan.action(text=f"open{n} {'and so on ' * (n % 40)} shut{n}", completion_date="30/11/2017")
    media(prefers_color_scheme="dark")
    show(edition(plan))
    pages, (width, height) = paper()
    assert (round(float(width)), round(float(height))) == (842, 595)
    seen = []
    for number, each in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in each
        rows = re.findall(r"\bopen(\d+)\b", each)
        assert re.findall(r"\bshut(\d+)\b", each) == rows
        assert not rows or "Timing" in each or "Details" in each
        seen += rows
    assert sorted(seen) == sorted(2 * [str(n) for n in range(60)])  # in the list too, which is folded on a screen
    assert "Skip to" not in pages[0] and "All recommendations" not in "".join(pages)
