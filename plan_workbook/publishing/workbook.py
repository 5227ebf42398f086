"""An edition as a workbook: a new one, so that nothing of the plan's workbook is in it but what was read."""

from __future__ import annotations

from io import BytesIO

from plan_workbook import layout
from plan_workbook.publishing.edition import Edition
from plan_workbook.publishing.item_sheet import ItemPage, unused_columns
from plan_workbook.publishing.sheets import PublishedIndicators, PublishedRecommendations, PublishedSummary
from plan_workbook.writing.formats import FONT, SIZE
from plan_workbook.writing.plain_tables import EPOCH
from plan_workbook.writing.worksheets import LiteralWorkbook


def edition_workbook(edition: Edition) -> bytes:
    """Return the workbook: the Summary, the long tables, then a sheet for each recommendation, and nothing hidden."""
    content = BytesIO()
    with LiteralWorkbook(content, strings_to_urls=False) as workbook:
        workbook.set_properties(
            {
                "title": edition.title,
                "subject": edition.period,
                "company": edition.authority,
                "category": layout.DRAFT_EDITION if edition.draft else layout.PUBLISHED_EDITION,
                "created": EPOCH,
            }
        )
        workbook.formats[0].set_font_name(FONT)
        workbook.formats[0].set_font_size(SIZE)
        summary = PublishedSummary(workbook, edition)
        lists = (PublishedRecommendations(workbook, edition), PublishedIndicators(workbook, edition))
        places: dict[tuple[str, int], str] = {}
        unused = unused_columns(edition)
        for item in edition.items:
            page = ItemPage(workbook, edition, item, unused)
            page.draw()
            places |= page.places
        for sheet in (summary, *lists):
            sheet.places = places
            sheet.draw()
    return content.getvalue()
