"""A web page with lists that can be filtered; it needs no network, no other file, and can be read without its script.

The body, style and filters are ``report.html``, ``report.css`` and ``report.js`` in this folder; ``page.html`` and
``page.css`` are shared with other pages. Its policy lets the browser load that style and run that script, by their
hashes, and nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from string import Template
from typing import NamedTuple

from plan_workbook.reports.web_page import list_table, page, shipped_text, style_of

_HERE = "plan_workbook.reports"


class Listed(NamedTuple):
    """What a page lists: first a list of things, then another one."""

    id: str
    """Of the heading of the first list; the table's own is ``list``."""
    heading: str
    one: str
    """A thing of the first list: ``finding``."""
    many: str
    other: str
    """The id of the table of the other list, and the word that follows its count: ``accepted``."""


def filtered_page(
    title: str,
    listed: Listed,
    *,
    introduction: str,
    totals: Iterable[tuple[str, str, str]],
    summaries: str,
    filters: str,
    count: int,
    first: str,
    after: str,
) -> str:
    """Return a page; its lines end in a line feed.

    Args:
        title: its title, as text.
        listed: what is listed.
        introduction: markup below the title.
        totals: for each box of the head, its class, the count in words and what it means, as text.
        summaries: sections before the first list.
        filters: the fields of `select`.
        count: how many things the first list has.
        first: the first list.
        after: sections below it.
    """
    style, script = style_of(_HERE, "report.css"), shipped_text(_HERE, "report.js")
    body = Template(shipped_text(_HERE, "report.html")).substitute(
        {key: escape(value, quote=True) for key, value in listed._asdict().items()},
        script=script,
        title=escape(title),
        introduction=introduction,
        totals="\n".join(
            f'<li class="{kind}"><strong>{escape(said)}</strong><span>{escape(meaning)}</span></li>'
            for kind, said, meaning in totals
        ),
        summaries=summaries,
        filters=filters,
        shown=f"{count} {escape(listed.one if count == 1 else listed.many)}.",
        first=first,
        after=after,
    )
    return page(title, style, body, script)


def select(name: str, label: str, values: Iterable[str]) -> str:
    """Return a list to choose from, in the order of the values, each with how many there are."""
    options = "".join(
        f'<option value="{escape(value)}" data-name="{escape(value)}">{escape(value)} ({count})</option>'
        for value, count in Counter(values).items()
    )
    return (
        f'<p><label for="{name}">{label}</label><select id="{name}" name="{name}">'
        f'<option value="">All</option>{options}</select></p>'
    )


def filtering(name: str, value: str, remark: str = "") -> str:
    """Return the head of a row, which the script makes a link that filters by it."""
    said = f'<span class="rule">{escape(remark)}</span>' if remark else ""
    return f'<th scope="row" data-filter="{name}" data-value="{escape(value)}">{escape(value)}{said}</th>'


def counts_by(
    name: str, title: str, caption: str, headings: Sequence[str], rows: Iterable[tuple[str, Sequence[object]]]
) -> str:
    """Return a section with a table of counts; each row has its head, from `filtering`, and its cells."""
    head = "".join(f'<th scope="col">{each}</th>' for each in headings)
    body = "\n".join(
        f"<tr>{first}{''.join(f'<td>{escape(str(each))}</td>' for each in rest)}</tr>" for first, rest in rows
    )
    return section(
        name,
        title,
        f'<table class="counts">\n<caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody>\n</table>",
    )


def section(name: str, title: str, content: str) -> str:
    """Return a section with its heading."""
    return f'<section aria-labelledby="{name}">\n<h2 id="{name}">{title}</h2>\n{content}\n</section>\n'


def filtered_table(
    name: str, caption: str, columns: Sequence[tuple[str, str]], rows: Iterable[tuple[Mapping[str, str], Sequence[str]]]
) -> str:
    """Return a table whose rows the filters show or hide, as `list_table` has it."""
    table = list_table(name, caption, columns, rows)
    return f'{table}\n<p id="{name}-none" hidden>None of them fits these filters.</p>'
