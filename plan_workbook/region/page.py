"""Where many plans are, as one web page that needs no network, no other file and no script.

The page's body and style are ``region.html`` and ``region.css`` in this folder; what all pages share is in ``reports``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from string import Template

from plan_workbook.region.tables import Cell, Column, Kind, Section, Table, fill_of, fills
from plan_workbook.region.told import Told
from plan_workbook.reports.web_page import list_table, page, shipped_text, style_of
from plan_workbook.values.colours import ink_on
from plan_workbook.values.text import long_date

_HERE = "plan_workbook.region"
_MOST = 500
"""Rows of a list that the page has; the workbook has all of them."""
_AROUND = 6
"""Characters of a column that the space around its texts takes."""
_NO_DATA: dict[str, str] = {}


def region_page(told: Told) -> bytes:
    """Return the page; the same figures give the same bytes. Its lines end in a line feed."""
    sections = [each for each in told.sections if each.in_page]
    style = "\n".join((style_of(_HERE, "region.css"), _colours(), *map(_widths, sections)))
    body = Template(shipped_text(_HERE, "region.html")).substitute(
        title=escape(told.title),
        facts=escape(". ".join(told.facts)),
        verdict=escape(told.verdict),
        contents="\n".join(f'<li><a href="#{each.name}">{escape(each.title)}</a></li>' for each in sections),
        counts="\n".join(_counts(each) for each in told.first.tables),
        sections="\n".join(map(_section, sections)),
    )
    return page(told.title, style, body).encode("utf-8")


def _colours() -> str:
    return "".join(f".{_class(fill)} {{ background: {fill}; color: {ink_on(fill)}; }}\n" for fill in sorted(fills()))


def _widths(section: Section) -> str:
    """Return the style of the columns of a list: how wide they are, and that numbers are at the right."""
    rules = []
    for table in section.tables:
        across = sum(each.width + _AROUND for each in table.columns)
        for at, each in enumerate(table.columns, 1):
            cells = f"#list-{section.name} :is(th, td):nth-child({at})"
            wide = f"{cells} {{ width: {100 * (each.width + _AROUND) / across:.1f}%; }}"
            rules.append(wide)
            if each.kind in (Kind.COUNT, Kind.FIGURE):
                rules.append(f"{cells} {{ text-align: right; }}")
    return f"@media print, (min-width: 64.01rem) {{\n{chr(10).join(rules)}\n}}" if rules else ""


def _class(fill: str) -> str:
    return f"c-{fill[1:].lower()}"


def _counts(table: Table) -> str:
    """Return a small table of counts."""
    head = "".join(f'<th scope="col">{escape(each.heading)}</th>' for each in table.columns)
    *rows, total = [
        f'<tr><th scope="row">{_cell(table.columns[0], first)}</th>'
        + "".join(f"<td>{_cell(column, value)}</td>" for column, value in zip(table.columns[1:], rest, strict=True))
        + "</tr>"
        for first, *rest in table.rows
    ]
    body = "\n".join(rows)
    return (
        f'<table class="counts">\n<caption>{escape(table.caption)}</caption>\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody>\n<tfoot>{total}</tfoot>\n</table>"
    )


def _section(section: Section) -> str:
    said = "\n".join(f"<p>{escape(each)}</p>" for each in section.said)
    tables = "\n".join(_list(section, each) for each in section.tables)
    return (
        f'<section aria-labelledby="{section.name}">\n<h2 id="{section.name}" tabindex="-1">{escape(section.title)}'
        f"</h2>\n{said}\n{tables}\n</section>"
    )


def _list(section: Section, table: Table) -> str:
    columns = [(escape(each.heading), each.kind.value) for each in table.columns]
    shown = table.rows[:_MOST]
    rows = ((_NO_DATA, _cells(table.columns, row)) for row in shown)
    rest = table.total - len(shown)
    more = f'\n<p class="soft">{rest:,} more are in the workbook and in the store.</p>' if rest else ""
    return list_table(f"list-{section.name}", escape(table.caption), columns, rows) + more


def _cells(columns: Sequence[Column], row: Sequence[Cell]) -> list[str]:
    return [_cell(column, value) for column, value in zip(columns, row, strict=True)]


def _cell(column: Column, value: Cell) -> str:
    if isinstance(value, date):
        return escape(long_date(value))
    if isinstance(value, int):
        return f"{value:,}" if value else '<span class="none">0</span>'
    if not value:
        return "" if column.kind is Kind.FIGURE else '<span class="none">-</span>'
    if column.kind is Kind.WORD and value != "All":
        return f'<span class="tag {_class(fill_of(value))}">{escape(value)}</span>'
    return f'<span class="text">{escape(value)}</span>' if "\n" in value else escape(value)
