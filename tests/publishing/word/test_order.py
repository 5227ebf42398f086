"""The Word report in the order in which a board reads it, with the figures of the edition."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from itertools import pairwise

import docx
import pytest
from boards import SIX, built, large
from builder import PlanBuilder, clean_plan
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from editions import edition
from paper import text_of

from plan_workbook.board.each import each_of
from plan_workbook.publishing.edition import Edition
from plan_workbook.publishing.word.first_page import first_page
from plan_workbook.publishing.word.report import word_report

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def shown() -> Edition:
    return edition(built().read(), built(before=True).read())


@pytest.fixture(scope="module")
def report(shown) -> bytes:
    return word_report(shown)


@pytest.fixture(scope="module")
def forty() -> Edition:
    return edition(large())


def headings(content: bytes, level: int) -> list[str]:
    return [each.text for each in docx.Document(BytesIO(content)).paragraphs if each.style.name == f"Heading {level}"]


def table_headed(content: bytes, *first: str) -> list[list[str]]:
    """The rows of the first table whose heading row begins like this."""
    for table in docx.Document(BytesIO(content)).tables:
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        if rows[0][: len(first)] == list(first):
            return rows
    raise AssertionError(f"no table is headed {first}")


def test_its_sections_are_in_the_order_in_which_a_board_reads_them(report):
    assert headings(report, 1) == [
        "What needs attention first",
        "What has changed since November 2017",
        "Actions due in the next 31 days",
        "Key successes and key challenges",
        "All recommendations",
        "All indicators",
        "Recommendations off track, at risk or in doubt",
        "The other recommendations that are open",
        "Closed recommendations",
        "What the ratings mean",
        "How the figures are worked out",
    ]
    assert headings(report, 2) == ["Recommendation 1", "Recommendation 2", "Recommendation 3"]


def test_headings_never_leave_out_a_level(report):
    levels = [
        int(each.style.name[-1])
        for each in docx.Document(BytesIO(report)).paragraphs
        if each.style.name.startswith("Heading ")
    ]
    assert all(now <= before + 1 for before, now in pairwise(levels))


def test_page_one_has_the_verdict_and_the_tiles_with_last_times_figures_before_anything_else(shown, report):
    said = text_of(report)
    assert shown.verdict == (
        "Of 4 recommendations, 1 is off track; 1 rating is in doubt, 1 action is overdue and 1 indicator is off target."
    )
    assert said.index(shown.title) < said.index(shown.verdict) < said.index("What needs attention first")
    _, figures = table_headed(report, "Recommendations", "Actions", "Indicators", "Trust")
    assert figures == [f"{tile.figure} {tile.in_words}\n{tile.then}" for tile in shown.tiles]
    assert figures[0] == "1 of 4 off track or at risk\n0 in November 2017: worse now"
    assert f"Can it be trusted? {shown.trust}." in said


def test_bars_have_their_counts_in_words_now_and_before(shown, report):
    rows = table_headed(report, "What and when", "Shares", "Counts")
    assert [(row[0], row[2]) for row in rows[1:]] == [
        ("Recommendations", "1 Complete, 1 Red, 2 Green"),
        ("in November 2017", "1 Complete, 3 Green"),
        ("Actions", "1 Complete, 5 Green"),
        ("in November 2017", "1 Complete, 3 Green"),
    ]
    assert [bar.in_words for bar in shown.bars if bar.of_indicators] == ["4 On target, 1 Off target", "4 On target"]


def test_the_matrix_says_how_ratings_moved(report):
    assert table_headed(report, "Then / now") == [
        ["Then / now", "Complete", "Red", "Green"],
        ["Complete", "1", "-", "-"],
        ["Red", "-", "-", "-"],
        ["Green", "-", "1", "2"],
    ]
    assert "1 moved, 0 added, 0 removed." in text_of(report)


def test_columns_that_a_tag_repeats_share_the_width_of_their_table(report):
    for table in docx.Document(BytesIO(report)).tables:
        grid = [int(each.get(qn("w:w"))) for each in table._tbl.tblGrid]
        for row in table.rows:
            widths = [int(cell.tcPr.width.twips) for cell in row._tr.tc_lst if cell.tcPr.gridSpan is None]
            assert len(widths) < len(grid) or sum(widths) == pytest.approx(sum(grid), rel=0.02)


def test_a_recommendation_off_track_says_what_happened_why_what_next_and_by_when(shown, report):
    said = text_of(report)
    first, second = (
        said[said.rindex(f"\nRecommendation {n}\n") : said.rindex(f"\nRecommendation {n + 1}\n")] for n in (1, 2)
    )
    parts = ["What happened", "Audits were made", "Why it is here", "Rated Red, was Green", "What next, and by when"]
    assert [first.index(each) for each in parts] == sorted(first.index(each) for each in parts)
    assert "31/01/2018\nFirst due 30/11/2017\n" in first and "put off by 62 days" in first
    assert "Rated Green, though action b is overdue." in second and "31 days overdue" in second
    assert "CSC 005: Off target, expected to miss 90% with 70%" in second
    assert "Decisions needed: Stop what recommendation 2 is about" in second
    assert "Stop what recommendation 2" not in first


def test_a_closed_recommendation_is_one_sentence_that_names_it(shown, report):
    (closed,) = shown.closed
    assert shown.closed_in_words == (
        f"1 recommendation is closed, rated Complete, and nothing speaks against it: 4 ({closed.title})."
    )
    said = text_of(report)
    assert shown.closed_in_words in said and "\nRecommendation 4\n" not in said


def test_the_month_in_which_a_recommendation_closes_tells_it_in_full_and_later_months_name_it():
    def month(rating: str) -> PlanBuilder:
        plan = PlanBuilder(period="November 2017", report_date="30/11/2017") if rating == "G" else PlanBuilder()
        plan.recommendation(title="Reunification", rating=rating, progress="The last family is home.")
        return plan.action(rating="C", completion_date="30/11/2017", date_completed="15/11/2017")

    closes = edition(month("C").read(), month("G").read())
    assert closes.closed_in_words.endswith("Closed since November 2017: 1 (Reunification).")
    content = word_report(closes)
    assert headings(content, 1)[-3] == "Closed recommendations" and headings(content, 2) == ["Recommendation 1"]
    assert "The last family is home." in text_of(content)
    later = edition(month("C").read(), month("C").read())
    assert "since" not in later.closed_in_words and headings(word_report(later), 2) == []


def test_every_recommendation_and_indicator_is_in_its_table_with_the_figures_of_status_each(shown, report):
    plan = built().read()
    told = each_of(plan)
    rows = table_headed(report, "No.")[1:]
    assert [(row[0], row[1], row[3].split("\n")[0]) for row in rows] == [
        (each.recommendation, each.title, each.rating) for each in told.recommendations
    ]
    assert [row[0] for row in rows if "Rating in doubt" in row[3]] == [
        each.recommendation for each in told.recommendations if each.in_doubt
    ]
    rows = table_headed(report, "PI Number")[1:]
    worst_first = sorted(told.indicators, key=lambda each: each.status != "Off target")
    assert [(row[0], row[2], row[4], row[6], row[7]) for row in rows] == [
        (each.number, f"Rec {each.recommendation}", each.target, each.actual, each.status) for each in worst_first
    ]
    assert all((each.gap or "") in row[8] for each, row in zip(worst_first, rows, strict=True))


def test_the_tables_of_totals_are_those_of_status(shown, report):
    counts = shown.figures.as_json()
    rows = table_headed(report, "RAG")
    labels = rows[0][1:-2]
    for row, name in zip(rows[1:], ("recommendations", "actions"), strict=True):
        assert [int(each) for each in row[1:-1]] == [*(counts[name][label] for label in labels), counts[name]["total"]]
    assert int(rows[2][-1]) == counts["actions"]["overdue"]
    rows = table_headed(report, "Status")
    assert [int(each) for each in rows[1][1:]] == [
        *(counts["indicators"][status] for status in rows[0][1:-2]),
        counts["indicators"]["total"],
        counts["indicators"]["distinct"],
    ]


def test_of_92_overdue_actions_the_longest_is_on_page_one_with_what_is_off_track_and_the_rest_is_counted(forty):
    page = first_page(forty)
    first, *_ = page.attention
    assert (first.name, first.kind.word, page.whole) == ("Priority 20", "Red", True)
    (late,) = [point for point in page.attention if point.kind.word == "Overdue"][:1]
    assert (late.what, late.how.split(",")[0]) == ("Write to every family", "334 days overdue")
    said = text_of(word_report(forty))
    top, rest = said.split("they are listed at the end.", 1)
    assert "Write to every family" in top and "\nPriority 20\n" in top
    number, kinds = re.search(r"And (\d+) more: (.+); $", top.splitlines()[-1]).groups()
    shown = len(page.attention)
    counts = re.sub(r"\(.+?\)", "", kinds)  # the names of some are in brackets
    assert int(number) == len(forty.attention) - shown == sum(int(each) for each in re.findall(r"\d+", counts))
    late = [point for point in page.attention if point.kind.word == "Overdue"]
    assert f"{92 - len(late)} actions overdue" in kinds
    table = rest[rest.index("What needs attention first: the others") :]
    assert all(point.how in table for point in page.others)


def test_decisions_give_way_to_what_needs_attention_and_page_one_says_where_they_are():
    long = "\n\n".join(f"Agree the plan for place {place} of the service. {'It is long. ' * 30}" for place in range(9))
    shown = edition(clean_plan(2, decisions_needed=long))
    assert first_page(shown).decisions == () and len(shown.decisions) == 9
    said = text_of(word_report(shown))
    assert re.search(
        r"Decisions needed: Agree the plan for place 0 .{20,90}\.\.\. \(and 8 more, on the next page\)\n", said
    )
    assert said.count("Agree the plan for place 3") == 1


def test_what_the_board_decides_stands_before_the_charts_and_the_lists(shown, report):
    said = text_of(report)
    (decisions,) = re.findall(r"Decisions needed: (.+)\n(.+)\n", said[: said.index("What needs attention first")])
    assert decisions == shown.decisions == ("Agree two more posts", "Stop what recommendation 2 is about")
    assert said.index(shown.verdict) < said.index("Decisions needed: Agree") < said.index("Ratings now")


def test_with_more_off_track_than_a_page_holds_page_one_is_a_page_and_says_how_many_more_there_are():
    plan = large(24, 30)
    for row in plan.tables["recommendations"]:
        row["RAG"] = "R"
    page = first_page(edition(plan))
    kinds = [point.kind.word for point in page.attention]
    assert page.whole and kinds.count("Overdue") == 1 and 3 < kinds.count("Red") < 24
    assert Counter(point.kind.word for point in page.others)["Red"] == 24 - kinds.count("Red")
    said = text_of(word_report(edition(plan)))
    assert f"{24 - kinds.count('Red')} priorities off track" in said.partition("they are listed at the end.")[0]


def test_texts_that_begin_alike_are_cut_so_that_they_can_be_told_apart(forty):
    shown = [point.what for point in first_page(forty).attention]
    assert len(shown) == len(set(shown)) and any("..." in each for each in shown)


def test_the_matrix_goes_to_the_next_page_if_its_words_would_break():
    def named(first: str, **fields: str) -> PlanBuilder:
        plan = clean_plan(2, **fields)
        for code, label, *rest in SIX:
            plan.rating(code, f"{first}{label}", *rest)
        for row, code in zip(plan.tables["recommendations"], "RA", strict=True):
            row["RAG"] = code
        return plan

    for first, fits in (("", True), ("Extraordinarilyandunbelievably", False)):
        previous = named(first, period="November 2017", report_date="30/11/2017", data_as_at="31/10/2017")
        shown = edition(named(first).read(), previous.read())
        assert first_page(shown).matrix == fits
        said = text_of(word_report(shown))
        assert said.count("Then / now") == 2 and ("The next page says from what to what." in said) != fits


def test_a_plan_without_a_last_period_says_so_and_has_no_matrix():
    said = text_of(word_report(edition(clean_plan(3))))
    assert "No earlier period to compare with" in said and "Then / now" not in said and "now\n" in said


def test_body_text_has_11_points_and_nothing_in_the_body_less_than_10():
    document: Document = docx.Document(BytesIO(word_report(edition(built()))))
    assert document.styles["Normal"].font.size.pt == 11
    used = {each.style.name for each in document.paragraphs}
    used |= {p.style.name for t in document.tables for r in t.rows for c in r.cells for p in c.paragraphs}
    sizes = {name: _size(document.styles[name]) for name in used}
    assert min(sizes.values()) >= 10 and "Table Text" in sizes, sizes
    assert not [each for each in document.element.body.iter(qn("w:sz")) if int(each.get(qn("w:val"))) < 20]


def _size(style) -> float:
    while style.font.size is None:
        style = style.base_style
    return style.font.size.pt


def test_text_keeps_off_every_border_and_rows_stay_whole(report):
    document = docx.Document(BytesIO(report))
    margins = document.styles["Report Table"].element.find(f".//{qn('w:tblCellMar')}")
    room = {side: int(margins.find(qn(f"w:{side}")).get(qn("w:w"))) for side in ("left", "right", "top", "bottom")}
    assert room["left"] >= 100 and room["right"] >= 100 and min(room.values()) >= 20
    for table in document.tables:
        assert isinstance(table, Table) and table.style.name == "Report Table"
        assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in table.rows)
        if len(table.rows) > 2:
            first, before_last = (table.rows[at].cells[0].paragraphs[0].paragraph_format for at in (1, -2))
            assert first.keep_with_next and before_last.keep_with_next
