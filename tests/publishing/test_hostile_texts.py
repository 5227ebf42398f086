"""Whatever a text looks like, reports and pages show it as text: python-docx and Python's HTML parser read it back."""

from __future__ import annotations

import io
from functools import cache
from html.parser import HTMLParser

import docx
import pytest
from builder import PlanBuilder
from docx.oxml.ns import qn
from editions import edition
from hostile_texts import EVERYTHING
from hypothesis import given
from searching import hostile_texts, searching

from plan_workbook.publishing.edition import Edition
from plan_workbook.publishing.web import web_page
from plan_workbook.publishing.word.report import word_report
from plan_workbook.values.text import on_one_line


def called(text: str) -> Edition:
    """The edition of a plan in which everything is called the same."""
    plan = PlanBuilder(title=text, item_word=text, period=text, authority=text, key_successes=text, key_challenges=text)
    plan.rating("G", text, "on track", "#00FF00").rating("C", "Complete", "complete")
    plan.recommendation(number=text, title=text, lead=text, progress=text).indicator(description=text, comment=text)
    return edition(plan.action(rating="G", text=text, objective=text, comment=text))


class Page(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[tuple[str, str]] = set()
        self.text = ""
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {(name, value or "") for name, value in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def squeezed(text: str) -> str:
    return "".join(text.split())


PLAIN = called("x plain x")
PLAIN_PAGE = Page(web_page(PLAIN))


def page_shows_only_text(text: str) -> None:
    shown = called(f"x{text}x")
    page = Page(web_page(shown))
    assert {*page.tags} <= {*PLAIN_PAGE.tags, "br", "p"}
    assert {name for name, _ in page.attributes} == {name for name, _ in PLAIN_PAGE.attributes}
    assert all(value.startswith("#") for name, value in page.attributes if name in ("href", "src"))
    assert squeezed(page.text).count(squeezed(shown.title)) >= 5


def elements(content: bytes) -> set[str]:
    parts = docx.Document(io.BytesIO(content)).part.package.iter_parts()
    return {str(each.tag) for part in parts if hasattr(part, "element") for each in part.element.iter()}


@cache
def elements_of_a_plain_report() -> set[str]:
    return elements(word_report(PLAIN))


def report_shows_only_text(text: str) -> None:
    shown = called(f"x{text}x")
    report = word_report(shown)
    document = docx.Document(io.BytesIO(report))
    assert document.core_properties.title == on_one_line(shown.title)
    assert elements(report) <= elements_of_a_plain_report() | {qn("w:br"), qn("w:tab")}
    said = "".join(each.text or "" for each in document.element.iter(qn("w:t")))
    assert squeezed(said).count(squeezed(shown.title)) >= 5


@pytest.mark.parametrize(
    "shows_only_text", [page_shows_only_text, pytest.param(report_shows_only_text, marks=pytest.mark.slow)]
)
def test_an_edition_of_hostile_texts_has_the_elements_of_any_other(shows_only_text):
    shows_only_text(EVERYTHING)


@pytest.mark.slow
@pytest.mark.parametrize("shows_only_text", [page_shows_only_text, report_shows_only_text])
@searching(16)
@given(hostile_texts)
def test_so_does_an_edition_of_any_of_them(shows_only_text, text):
    shows_only_text(text)
