"""What a board sees first, on the web page and in the email, of a plan of forty priorities with much against it."""

from __future__ import annotations

import html
import re
from collections import Counter

import pytest
from editions import edition
from forty import forty_priorities

from plan_workbook.board.each import Each, each_of
from plan_workbook.layout import SECTIONS
from plan_workbook.publishing.edition import Edition
from plan_workbook.publishing.formats import Format, published
from plan_workbook.publishing.letter import words_of
from plan_workbook.publishing.worst_first import by_rating, by_status


@pytest.fixture(scope="module")
def forty() -> Edition:
    return edition(*forty_priorities())


@pytest.fixture(scope="module")
def page(forty) -> str:
    return published(forty, Format.HTML).decode()


@pytest.fixture(scope="module")
def each() -> Each:
    return each_of(*forty_priorities())


def said(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def test_the_tiles_count_what_status_says_of_each_thing(page, forty, each):
    tiles = [said(tile) for tile in re.findall(r"<li><span class=\"name\">.*?</li>", page)]
    ratings = Counter(one.rating for one in each.recommendations)
    late = sum(one.days_overdue > 0 for one in each.actions)
    off = sum(one.status == "Off target" for one in each.indicators)
    doubtful = sum(bool(one.in_doubt) for one in each.recommendations)
    figures = (ratings["Step A"] + ratings["Step R"], late, off, doubtful)
    assert [int(tile.split()[1]) for tile in tiles] == list(figures)
    assert [tile.figure for tile in forty.tiles] == list(figures)
    assert tiles[1].startswith(f"Actions 92 of {len(each.actions)} overdue 0 in November 2017: worse now")


def test_all_recommendations_and_indicators_are_listed_by_what_status_says(page, forty, each):
    ratings = Counter(one.rating for one in each.recommendations)
    assert {group.tag.word: len(group.members) for group in by_rating(forty)} == ratings
    assert [group.tag.word for group in by_rating(forty)][:2] == ["Step R", "Step A"]
    assert {group.tag.word: len(group.members) for group in by_status(forty)} == Counter(
        one.status for one in each.indicators
    )
    gaps = [one.line.source.actual.value for one in by_status(forty)[0].members]
    assert gaps == sorted(gaps)  # the largest miss first
    for name, groups in (("rated", by_rating(forty)), ("status", by_status(forty))):
        for place, group in enumerate(groups, start=1):
            rows = page.partition(f'id="{name}-{place}">')[2].partition("</tbody>")[0]
            assert said(rows).startswith(f"{group.tag.word}: {len(group.members)} ")
            assert rows.count("<tr ") == 1 + len(group.members)
            assert f'<a href="#{name}-{place}">{len(group.members)} {group.tag.word}</a>' in page


def test_the_sections_are_in_the_order_of_the_declaration(page):
    found = re.findall(r'<h2 id="([\w-]+)"', page)
    assert [name for name in found if name in SECTIONS] == list(SECTIONS)


def test_the_email_has_what_is_off_track_and_the_longest_overdue_and_counts_the_rest(forty):
    words = words_of(forty, "plan.xlsx", encrypted=False)
    assert len(words.subject) < 78
    for body in (words.text, words.html):
        text = said(body)
        assert text.index(forty.verdict) < text.index("What has changed since November 2017")
        assert text.index("What has changed") < text.index("Needs attention first") < text.index("Decisions needed")
        assert "Step R" in text and "was Step A" in text and "275 days overdue" in text
        left = text.partition("listed in the attached edition: ")[2]
        assert "92 in" not in left
        assert f"{92 - text.count('days overdue, was due')} actions overdue" in text
        for tile in forty.tiles:
            assert f"{tile.figure} {tile.in_words} ({tile.then})" in text


def test_an_encrypted_edition_goes_with_no_figure(forty):
    words = words_of(forty, "plan.xlsx", encrypted=True)
    for body in (words.subject, words.text, words.html):
        assert not re.search(r"overdue|off track|in doubt|Step", said(body))
