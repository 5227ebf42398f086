"""The pictures of a Word report: the same for the same figures, which they have in words too, without a network."""

from __future__ import annotations

import struct
import sys
from io import BytesIO

import docx
import pytest
import vl_convert
from boards import a_plan
from docx.oxml.ns import qn
from editions import edition
from support.remembered import measured, rated, remembering

from plan_workbook.board.trends import Point, Trend
from plan_workbook.errors import OutputError
from plan_workbook.publishing.edition import Bar, Tag
from plan_workbook.publishing.word import pictures
from plan_workbook.publishing.word.pictures import picture_of
from plan_workbook.publishing.word.report import word_report

BAR = Bar(
    "Actions", "December 2017", True, ((Tag("Red", "#C00000"), 1), (Tag("Green", "#A9D18E"), 40), (Tag("New"), 9))
)
LINE = Trend((Point("October", -1, "Green"), Point("November", -1, "Green"), Point("December", -3, "Red")))


@pytest.mark.parametrize("value", [BAR, LINE], ids=["bar", "line"])
def test_the_same_figures_give_the_same_picture_of_the_size_that_was_asked_for(value):
    first = picture_of(value, 4.0, 0.5).content
    pictures._bar.cache_clear()
    pictures._line.cache_clear()
    assert picture_of(value, 4.0, 0.5).content == first
    wide, high = struct.unpack(">II", first[16:24])
    assert (wide, high) == pytest.approx((4 * 72 / 2.54 * 3, 0.5 * 72 / 2.54 * 3), abs=1)


def test_pictures_have_their_figures_in_words():
    assert picture_of(BAR, 4.0, 0.5).words == "Actions, December 2017: 1 Red, 40 Green, 9 New"
    said = picture_of(LINE, 4.0, 0.5).words
    assert said == "Over time: Green in October, Green in November and Red in December"


def test_a_part_of_a_bar_has_its_word_where_there_is_room_and_else_its_number_in_an_ink_that_can_be_read():
    labels = [pictures._label(tag, number, BAR.total, 6.0) for tag, number in BAR.counts]
    assert labels == [("", "#FFFFFF"), ("40 Green", "#000000"), ("9", "#000000")]


def test_nothing_may_be_loaded_from_a_network(monkeypatch):
    asked = {}
    monkeypatch.setattr(vl_convert, "vegalite_to_png", lambda chart, **options: asked.update(options) or b"")
    picture_of(Bar("Actions", "", True, ((Tag("https://example.org/x.png"), 3),)), 7.0, 0.5)
    assert asked["allowed_base_urls"] == []


def test_without_the_library_a_sentence_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(OutputError, match=r"^The charts of a Word report are drawn by vl-convert-python, .+ again\.$"):
        picture_of(BAR, 7.77, 0.5)


def test_every_picture_of_a_report_has_its_figures_in_words_and_a_trend_one_from_three_periods_on():
    plan = a_plan()
    lines = [*rated("G", "A"), *measured(80, 82, reference="CSC 001")]
    shown = edition(remembering(plan, lines))
    document = docx.Document(BytesIO(word_report(shown)))
    said = [each.get("descr") for each in document.element.iter(qn("wp:docPr"))]
    bars = [f"{bar.name}, {bar.period}: {bar.in_words}" for bar in shown.bars]
    trends = [each.trend for item in shown.items for each in (item, *item.indicators) if each.trend]
    assert len(trends) == 2
    assert sorted(said) == sorted([*bars, *(f"Over time: {each.in_words}" for each in trends)])
    assert document.element.find(f".//{qn('wp:inline')}").get("distL") == "0"
