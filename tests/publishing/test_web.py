"""The published web page as its readers meet it: in a browser, by keyboard, by ear, on a phone and on paper."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from itertools import pairwise

import pytest
from browser import AXE, SCREENS, installed
from builder import PlanBuilder, clean_plan
from editions import edition
from forty import forty_priorities

from plan_workbook.board.figures import figures
from plan_workbook.publishing.edition import Edition
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
RECOMMENDATIONS = "Worst first: the rating of each, and the state of its actions and indicators"
INDICATORS = "Worst first: how far each is from its target"
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


LEGENDS = """
    return Array.from(document.querySelectorAll('figure'), (bar) => [
        bar.querySelector('figcaption').innerText,
        Array.from(bar.querySelectorAll('.legend li'), (it) => it.innerText.replace(/ \\(was.*/, ''))]);
"""


def test_its_figures_are_those_of_status(browser, show, example, example_plan):
    show(example)
    said = figures(example_plan).as_json()
    shown = dict(browser.script(LEGENDS))
    for name in ("recommendations", "actions", "indicators"):
        counts = {word: number for word, number in said[name].items() if word not in ("overdue", "distinct")}
        title = f"{counts.pop('total')} {name.capitalize()}"
        assert shown.pop(title) == [f"{number} {word}" for word, number in counts.items() if number]
    assert shown == {}
    tiles = browser.script("return Array.from(document.querySelectorAll('.tiles li'), (it) => it.innerText)")
    assert [" ".join(tile.split()) for tile in tiles] == [
        "Recommendations 0 of 18 off track or at risk",
        f"Actions {said['actions']['overdue']} of 41 overdue",
        f"Indicators {said['indicators']['Off target']} of 28 off target",
        "Trust 2 of 18 ratings in doubt",
    ]


def test_a_count_leads_to_what_it_counts(browser, show, example):
    show(example)
    for css, number in (("#rated-1", 11), ("#rated-2", 7), ("#status-1", 2)):
        rows = "return document.querySelectorAll(arguments[0] + ' tr:not(.objective)').length"
        assert browser.script(rows, css) == number
        word = browser.text(f"{css} .objective").partition(":")[0]
        assert browser.text(f"a[href='{css}']") == f"{number} {word}"


def test_every_recommendation_indicator_and_action_is_there(browser, show, example):
    show(example)
    listed = [row for row in browser.script(TABLE, RECOMMENDATIONS) if len(row) > 1]
    assert sorted(int(row[0]) for row in listed) == list(range(1, 19))
    listed = [row for row in browser.script(TABLE, INDICATORS) if len(row) > 1]
    assert sorted(row[0] for row in listed) == sorted(
        i.number or "no number" for r in example.items for i in r.indicators
    )
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
        "Can it be trusted?",
        "What needs attention first",
        "Where the plan stands",
        "Key successes",
        "Key challenges",
        "Actions due in the next 31 days",
        "All recommendations",
        "All indicators",
        "Each recommendation",
        "What the ratings mean",
        "How the figures are worked out",
    ]
    for sentence in (example.verdict, *example.sentences[2:], example.trust):
        assert sentence in browser.text(".first")
    rows = browser.script(TABLE, "What needs attention first")
    assert [row[0] for row in rows] == [
        "Rec 15 Rating in doubt",
        "Rec 11 Rating in doubt",
        "Action 15 a Overdue",
        "CSC 216 Off target",
        "CSC 247 Off target",
    ]
    assert "yet rated Green" in rows[2][1]


def test_what_moved_is_said_where_there_is_a_month_before(browser, show, final):
    show(final)
    rows = browser.script(TABLE, "What has changed since December 2017")
    assert rows and all(row[0].endswith("Added and removed") for row in rows)
    assert (
        browser.text(".matrix caption")
        == "Recommendations: none moved, 1 added since December 2017; then down, now across"
    )


def test_every_link_leads_to_one_place_on_the_page(browser, show, example, hostile):
    for made in (example, hostile):
        show(made)
        targets = browser.script(TARGETS)
        assert len(targets) > 12
        assert [link for link, places in targets if places != 1 or not link.startswith("#")] == []


def test_a_line_of_what_needs_attention_leads_to_its_action(browser, show, example):
    show(example)
    browser.script(
        "Array.from(document.querySelectorAll('.points a')).find((it) => it.textContent == 'Action 15 a').click()"
    )
    assert browser.text(":target").startswith("a Managers continue to check the papers")


def test_the_plans_own_word_goes_through_everything(browser, show, hostile):
    show(hostile)
    said = browser.script("return document.body.innerText.replaceAll(arguments[0], '')", HOSTILE)
    assert "Priority 3" in said and "All priorities" in said and "6 Priorities" in said
    assert "ecommendation" not in said


@pytest.fixture(scope="module")
def forty() -> Edition:
    return edition(*forty_priorities())


FIRST_SCREEN = """
    return Array.from(document.querySelectorAll(arguments[0])).map((it) => {
        const box = it.getBoundingClientRect();
        return box.top >= 0 && box.bottom <= window.innerHeight && box.right <= window.innerWidth;
    });
"""


def test_the_first_screen_says_where_the_plan_stands_and_what_is_worst(browser, show, forty, media):
    browser.devtools("Emulation.setDeviceMetricsOverride", width=1280, height=800, deviceScaleFactor=1, mobile=False)
    show(forty)
    assert forty.figures.overdue == 92
    for css in (".verdict", ".tiles li", ".decisions", ".trust"):
        seen = browser.script(FIRST_SCREEN, f".first {css}")
        assert seen and all(seen), css
    kinds = len({line.group for line in forty.attention})
    rows = browser.script(TABLE, "What needs attention first")
    words = [re.sub(r"^.*\d(?: [a-z])? ", "", row[0]) for row in rows]  # without what each is called
    assert kinds > 2 and len(set(words[:kinds])) == kinds
    assert all(browser.script(FIRST_SCREEN, ".first .lead tbody tr")[:kinds])
    first, *others = browser.script(TABLE, "What needs attention first")
    assert first[0] == "Priority 24 Step R" and "was Step A" in first[1]
    assert any(row[0].endswith("Overdue") and "275 days overdue" in row[1] for row in others)
    left = browser.text(".more.screen")
    shown = Counter(row[0].partition(" Step")[0][-7:] for row in others)
    assert f"{92 - shown['Overdue']} actions overdue" in left
    media()


def test_page_one_is_one_page_with_nothing_small_on_it(browser, show, paper, forty):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    show(forty)
    first, second, *_ = paper()[0]
    titles = ("Where the plan stands", "What needs attention first", "Can it be trusted?", "Decisions needed")
    for title in (*titles, "Key successes", "Key challenges", "Actions due in the next 31 days"):
        assert title in " ".join(first.split()), title
    assert second.split("\n")[0].strip().startswith("The rest of these lists")
    browser.devtools("Emulation.setEmulatedMedia", media="print")
    sizes = browser.script("""
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), sizes = new Set();
        while (texts.nextNode()) if (texts.currentNode.data.trim() && texts.currentNode.parentElement.checkVisibility())
            sizes.add(parseFloat(getComputedStyle(texts.currentNode.parentElement).fontSize));
        return Array.from(sizes);
    """)
    browser.devtools("Emulation.setEmulatedMedia", media="")
    assert sizes and min(sizes) >= 12  # pixels, of which 96 make 72 points


def test_a_matrix_says_how_ratings_moved_and_has_headings_on_both_sides(browser, show, forty):
    show(forty)
    recommendations, actions = forty.matrices
    rows = browser.script("""
        return Array.from(document.querySelectorAll('.matrix')[0].rows, (row) => Array.from(row.cells, (cell) =>
            [cell.tagName, cell.scope, cell.innerText]));
    """)
    assert [cell[:2] for cell in rows[0]] == [["TH", "col"]] * (1 + len(recommendations.labels))
    assert [row[0][:2] for row in rows[1:]] == [["TH", "row"]] * len(recommendations.labels)
    for row, then in zip(rows[1:], recommendations.labels, strict=True):
        assert row[0][2].endswith(then)
        assert [int(cell[2]) for cell in row[1:]] == [
            recommendations.number(then, now) for now in recommendations.labels
        ]
    assert "1 moved" in browser.text(".matrix caption") and actions.moved == 0


def test_a_trend_is_a_line_with_its_words(browser, show, forty, example):
    show(forty)
    drawn = browser.script("return Array.from(document.querySelectorAll('svg.trend'), (it) => it.ariaLabel)")
    item = next(each for each in forty.items if each.number == "24")
    assert drawn.count(f"Ratings of Priority 24: {item.trend.in_words}") == 1
    assert drawn.count(f"Ratings: {item.trend.in_words}") == sum(each.trend == item.trend for each in forty.items)
    figures_of = item.indicators[0]
    assert f"Figures of {figures_of.number}: {figures_of.trend.in_words}" in drawn
    assert item.trend.in_words.startswith("Step A in 30 September 2017") or "Step R in December 2017" in drawn[0]
    show(example)
    assert "Trend" not in browser.text("main")  # a column that would be empty


def test_the_contents_stay_in_sight_and_open_and_close_without_a_script(browser, show, example, media):
    show(example, "#key")
    box = "const box = document.querySelector(arguments[0]).getBoundingClientRect(); return [box.top, box.height]"
    top, height = browser.script(box, "#contents")
    assert top >= 0 and 0 < height < 900
    media(width=390)
    show(example, "#items")
    assert browser.script(box, "#contents")[1] == 0
    assert 0 <= browser.script(box, ".opens")[0] < 30
    before = browser.script("return scrollY")
    browser.script("document.querySelector('.opens').click()")
    assert browser.script(box, "#contents")[1] > 200 and abs(browser.script("return scrollY") - before) < 5
    browser.script("document.querySelector('.shuts a').click()")
    assert browser.script(box, "#contents")[1] == 0 and abs(browser.script("return scrollY") - before) < 5


@pytest.mark.parametrize("width", [320, 700, 1280])
def test_no_figure_is_broken_over_two_lines(browser, show, forty, media, width):
    media(width=width)
    show(forty)
    broken = browser.script("""
        return Array.from(document.querySelectorAll('td.whole'), (cell) => {
            const words = document.createRange();
            words.selectNodeContents(cell.querySelector('.text') || cell);
            return [words.getClientRects().length, cell.innerText];
        }).filter(([lines]) => lines > 1);
    """)
    assert broken == []


def test_a_long_list_begins_with_the_worst_of_each_kind_and_the_rest_is_further_on(browser, show):
    plan = clean_plan()
    for n in range(40):
        plan.action(text=f"Late number {n}", completion_date="30/11/2017")
    show(edition(plan))
    first = browser.script(TABLE, "What needs attention first")
    assert [row[0] for row in first][:2] == ["Rec 1 Rating in doubt", "Action 1 b Overdue"]
    seen = "return document.querySelectorAll(arguments[0] + ' tbody tr:not(.paper)').length"
    assert (len(first), browser.script(seen, "section[aria-labelledby=attention-rest]")) == (16, 25)
    assert browser.text(".more.screen") == "And 25 more: 25 actions overdue."


@needs_poppler
def test_paper_has_room_for_fewer_lines_and_says_how_many_are_left(browser, show, paper):
    plan = clean_plan(40)
    for n in range(1, 31):
        plan.action(str(n), text=f"Late number {n}", completion_date="30/11/2017")
    show(edition(plan))
    first, *others = paper()[0]
    assert first.count("Rating in doubt") == 7 and "And 52 more: 23 ratings in doubt and 29 actions overdue." in first
    assert len(browser.script(TABLE, "What needs attention first")) == 16
    assert "".join(others).count("Rating in doubt") == 23


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
    words = "Array.from(bar.querySelectorAll('figcaption, .legend'), (it) => it.innerText).join(' ')"
    bars = browser.script(f"return Array.from(document.querySelectorAll('figure'), (bar) => {words})")
    assert [" ".join(bar.split()) for bar in bars] == [
        "18 Recommendations 7 Complete 11 Green",
        "41 Actions 5 Complete 36 Green",
        "28 Indicators 16 On target 2 Near target 2 Off target 4 No data 3 No target 1 Not judged",
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
        ("table", INDICATORS),
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
    assert browser.focused() == "Rec 15"


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
        assert number == 1 or re.findall(r"\bshut(\d+)\b", each) == rows  # page one gives the beginnings of texts
        assert not rows or "Timing" in each or "What, and details" in each
        seen += rows
    assert sorted(seen) == sorted(2 * [str(n) for n in range(60)])  # in the list too, which is folded on a screen
    assert "Skip to" not in pages[0] and "Close the contents" not in "".join(pages)
