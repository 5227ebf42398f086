"""What differs between two versions of a plan, as one web page that needs no network, no other file and no script.

The page's body and style are ``comparison.html`` and ``comparison.css`` in this folder; ``page.html`` and ``page.css``
are shared with other pages.
"""

from __future__ import annotations

from html import escape
from string import Template

from plan_workbook.comparing.changes import Change, Comparison
from plan_workbook.comparing.sections import (
    NOTHING_DIFFERS,
    TEXTS,
    Count,
    Section,
    headline,
    in_words,
    place,
    sections,
    versions,
)
from plan_workbook.comparing.words import Said, word_changes
from plan_workbook.reports.web_page import list_table, page, shipped_text, style_of

_HERE = "plan_workbook.reports"
_NO_DATA: dict[str, str] = {}
_MARKUP = {Said.BOTH: "{}", Said.BEFORE: "<del>{}</del>", Said.AFTER: "<ins>{}</ins>"}


def as_html(comparison: Comparison) -> str:
    """Return the page; the same comparison gives the same page. Its lines end in a line feed."""
    style = style_of(_HERE, "comparison.css")
    then, now = versions(comparison)
    found = sections(comparison)
    title = f"{comparison.new.title}: what moved"
    body = Template(shipped_text(_HERE, "comparison.html")).substitute(
        title=escape(title),
        versions=escape(f"From {then} to {now}."),
        counts="\n".join(map(_count, headline(comparison))),
        moved="\n".join(_section(each, at, comparison) for at, each in enumerate(found)) or f"<p>{NOTHING_DIFFERS}</p>",
    )
    return page(title, style, body)


def _count(count: Count) -> str:
    style = ' class="part"' if count.is_part else ""
    return f'<tr{style}><th scope="row">{escape(count.what)}</th><td>{count.then}</td><td>{count.now}</td></tr>'


def _section(section: Section, at: int, comparison: Comparison) -> str:
    item_word = comparison.new.item_word
    rows = [(_NO_DATA, [escape(place(each, item_word)), escape(each.about), _what(each)]) for each in section.changes]
    columns = [("Where", "place"), ("What it is", "about"), ("Then and now", "text")]
    table = list_table(f"list-{at}", f"{escape(section.title)}: where, what it is, and what differs", columns, rows)
    return f'<h3 id="section-{at}">{escape(section.title)} ({len(section.changes)})</h3>\n{table}'


def _what(change: Change) -> str:
    if change.kind not in TEXTS:
        return escape(in_words(change))
    pieces = word_changes(change.before or "", change.after or "")
    return f"{escape(change.field)}: " + "".join(_MARKUP[each.said].format(escape(each.text)) for each in pieces)
