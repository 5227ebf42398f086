"""The page of what was collected: what is left for a person first, every version of it, and who is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from came_back import HOSTILE, collected
from lxml import html

from plan_workbook.collecting.collected import NO_DECISIONS
from plan_workbook.collecting.in_page import as_html


@pytest.fixture(scope="module")
def page():
    return html.fromstring(as_html(collected()))


def rows(page, name: str) -> list[list[str]]:
    found = page.xpath(f"//table[@id='{name}']/tbody/tr")
    return [[cell.text_content() for cell in row] for row in found]


def test_what_is_left_comes_first_conflicts_before_all_else(page):
    assert page.xpath("//h2/text()") == ["Left for you", "Taken", "Not returned yet", "By lead", "What was read"]
    kinds = ["Conflict", "Conflict", "Deleted", "Not taken", "Refused"]
    assert [row[0] for row in rows(page, "list")] == kinds
    assert page.xpath("//ul[@class='totals']/li[1]//text()") == [
        "5 left for you",
        "2 conflicts, 1 deleted row, 1 thing not taken and 1 refused return",
    ]


def test_the_three_versions_of_a_conflict_are_next_to_each_other_with_the_words_that_differ(page):
    text, rating = rows(page, "list")[:2]
    assert text[3] == "Ten cases were audited in March, and most were good."
    assert rating[3:6] == ["not known", "A", "R"]
    first = page.xpath("//table[@id='list']/tbody/tr[1]")[0]
    assert [(each.tag, each.text) for each in first.xpath(".//del | .//ins")] == [
        ("del", "Ten"),
        ("ins", "Twelve"),
        ("del", "most"),
        ("ins", "all"),
    ]


def test_what_to_look_at_is_before_the_other_values_that_were_taken(page):
    assert [[row[0], *row[3:5]] for row in rows(page, "taken")] == [
        ["Look at these", "90%", "95%"],
        ["Taken", "40%", "41%"],
    ]


def test_it_can_be_filtered_by_lead_sheet_and_kind(page):
    options = {each.get("id"): each.xpath("option/@value")[1:] for each in page.xpath("//form//select")}
    assert options["lead"] == ["Ann", "Bob", "Lead not known"]
    assert options["sheet"] == ["R01", "R02", "R03"]
    assert options["kind"] == ["conflict", "deleted", "not taken", "refused", "look at these", "taken"]


def test_who_has_not_answered_is_named_with_the_sheets(page):
    assert page.xpath("//section[@aria-labelledby='missing']//li/text()") == ["Cat: R04 and R05"]


def test_a_text_is_a_text_whatever_it_is():
    page = html.fromstring(as_html(collected(HOSTILE)))
    assert len(page.xpath("//script")) == 1
    assert rows(page, "list")[0][5] == HOSTILE == rows(page, "list")[3][5]


def test_without_returns_it_says_only_who_has_answered():
    done = replace(collected(), answers=(), decisions=NO_DECISIONS, asked_only=True)
    page = html.fromstring(as_html(done))
    assert page.xpath("//h1/text()") == ["Who has answered for plan.xlsx, December 2017"]
    assert page.xpath("//ul[@class='totals']//strong/text()") == ["1 lead missing"]
    assert "decide" not in page.text_content()
    nobody = replace(done, not_returned=(), not_handed_out="plan.xlsx was not handed out.")
    assert "plan.xlsx was not handed out." in html.fromstring(as_html(nobody)).text_content()
