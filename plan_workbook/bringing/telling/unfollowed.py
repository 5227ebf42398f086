"""What a mapping says of tables at their places that can't be followed, each with its cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plan_workbook.bringing.answers import Answers, PlaceAnswer
from plan_workbook.bringing.documents.document import Document, Layout, Table
from plan_workbook.bringing.telling.mapping_sheets import WHERE
from plan_workbook.values.text import NAME, in_brief, listed


def unfollowed(documents: Sequence[Document], answers: Answers | None) -> Iterator[str]:
    """Yield a sentence for each; `documents` are arranged.

    What is said of a file that is not here is for another month. Ranges of sheets in which nothing is are told by
    `not_there`.
    """
    if answers is None:
        return
    files = {document.file for document in documents}
    tables = [table for document in documents for table in document.tables()]
    for place in answers.places:
        if place.file and place.file not in files:
            continue
        its = [each for each in tables if each.where == place.where or each.where.startswith(f"{place.where}, rows ")]
        said = f"{answers.file}, {place.at}" if place.at else answers.file
        if place.lost:
            begins = in_brief(place.first.partition(" | ")[0], NAME)
            yield (
                f"{said} says that {place.where} is a table that begins with '{begins}', but something else is there "
                f"now: say under {WHERE} where it is now, or delete the row."
            )
        elif its:
            yield from (f"{said} says {why}" for why in _of_table(place, its))
        elif ", sheet " not in place.where:
            yield (
                f"{said} says something of {place.where}, and there is no such table: delete it there, or say it in "
                "the row of the table that is meant."
            )


def _of_table(place: PlaceAnswer, its: Sequence[Table]) -> Iterator[str]:
    """Yield what can't be followed of what is said of a table, which may be in pieces."""
    rows = sum(each.rows for each in its)
    headings = listed([str(row + 1) for row in place.headings or ()])
    if place.layout is Layout.CARDS and not any(each.layout is Layout.CARDS for each in its):
        yield f"'{Layout.CARDS.value}' of {place.where}, which has no labels next to their values: it was read as rows."
    elif place.layout is Layout.CARDS and place.headings is not None:
        yield (
            f"'{Layout.CARDS.value}' of {place.where}, and which rows are its headings: cards have none, so only the "
            "first was followed."
        )
    elif place.headings and max(place.headings) >= rows:
        yield f"that row {headings} of {place.where} is a heading, but it has {rows} rows."
