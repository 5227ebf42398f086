"""Forms: small tables in which each row has a label and a value, and which tell of one recommendation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from plan_workbook.bringing import fields
from plan_workbook.bringing.assembling.gathering import Gathering
from plan_workbook.bringing.assembling.items import Item, Piece
from plan_workbook.bringing.assembling.labels import PARAGRAPHS, field_of
from plan_workbook.bringing.assembling.progress import as_paragraphs, is_business_as_usual
from plan_workbook.bringing.assembling.telling import A_HEADING
from plan_workbook.bringing.assembling.titles import Said, lead_line, of_an_item, with_item_word
from plan_workbook.bringing.brought import Kind, Reason, Recognised
from plan_workbook.bringing.documents.document import Cell, Table
from plan_workbook.plan.choices import Status
from plan_workbook.register import NUMBER

_MOST_COLUMNS, _MOST_ROWS = 6, 30
_A_FORM = "a form with labels and values"


class Told(NamedTuple):
    """A value of a form with its label; a title across the form has none."""

    field: str
    """A field of a recommendation; empty if the label says another thing."""
    label: Cell | None
    value: Cell
    part: str = ""
    """The part of the value's text that is meant, if it has its label in it."""

    @property
    def text(self) -> str:
        """What it tells."""
        return self.part or self.value.text


def form_of(gathering: Gathering, table: Table) -> list[Told]:
    """Return what a table tells as a form; nothing if not half of its labels are known, and two or a lead."""
    if table.rows > _MOST_ROWS or table.columns > _MOST_COLUMNS or table.columns < 2:
        return []
    told = [each for row in range(table.rows) for each in _of_row(gathering, table, row)]
    known = [each for each in told if each.field]
    leads = any(each.field == fields.LEAD for each in known)
    return told if (len(known) > 1 or leads) and 2 * len(known) >= len(told) else []


def as_form(table: Table, recognised: Recognised | None) -> Recognised:
    """Return what a table is that was read as a form."""
    columns = recognised.columns if recognised else ()
    open_ones = tuple(column._replace(field="", of=None, sure=1.0, why=_A_FORM) for column in columns)
    return Recognised(table, Kind.RECOMMENDATIONS, 0.8, _A_FORM, open_ones)


def _of_row(gathering: Gathering, table: Table, row: int) -> Iterator[Told]:
    own = [cell for cell in table.cells if cell.row == row and cell.text.strip()]
    if len(own) == 1:
        names_item = gathering.item_said(own[0].text, heading=True) is not None
        yield Told(fields.TITLE if names_item else "", None, own[0])
        return
    if all(lead_line(cell.text) or ":" in cell.text for cell in own) and any(lead_line(cell.text) for cell in own):
        for cell in own:
            lead = lead_line(cell.text)
            yield Told(fields.LEAD if lead else "", None, cell, lead)
        return
    for label, value in zip(own[::2], own[1::2], strict=False):
        said = with_item_word(label.text)
        names_item = said is not None and not said.title and gathering.vocabulary.names_an_item(said.word)
        field = fields.TITLE if names_item else field_of(label.text)
        if field == fields.TITLE and not of_an_item(value.text).title:
            field = NUMBER  # ``Recommendation | 4``: its title is at a label of its own
        yield Told(field, label, value)
    if len(own) % 2:
        yield Told("", None, own[-1])


def take_form(gathering: Gathering, told: list[Told], table: Table) -> Item | None:
    """Take what a form tells of a recommendation, and return it; None if nothing says which it is."""
    item = _named(gathering, told) or gathering.item_before(table.sheet)
    if item is None:
        return None
    gathering.context.item = item
    for each in told:
        field, label, value = each.field, each.label, each.value
        if label is not None:
            gathering.account.leave(label, A_HEADING, meant=True)
        if not field:
            what = f"it is not known what {label.text.strip()!r} is" if label else "a text in a form, without a label"
            gathering.account.leave(value, what, reason=Reason.LABEL if label else Reason.OTHER)
        elif field == fields.PROGRESS:
            gathering.give_progress(item, each.text, (value,))
        elif field in PARAGRAPHS:
            gathering.items.give(item, field, Piece(as_paragraphs(each.text), (value,)))
        elif field in (fields.STATUS, fields.RAG) and is_business_as_usual(each.text):
            gathering.items.give(item, fields.STATUS, Piece(Status.BUSINESS_AS_USUAL.value, (value,)))
        elif field not in (NUMBER, fields.TITLE):
            gathering.items.give(item, field, Piece(each.text.strip(), (value,)))
    return item


def _named(gathering: Gathering, told: list[Told]) -> Item | None:
    number = next((each for each in told if each.field == NUMBER), None)
    title = next((each for each in told if each.field == fields.TITLE), None)
    if title is None:
        said = of_an_item(number.value.text) if number else Said()
        return gathering.mention(said, number.value) if number and said else None
    said = of_an_item(title.value.text)
    labelled = with_item_word(title.label.text) if title.label else None
    if labelled is not None:
        said = Said(labelled.word, labelled.number, title.value.text.strip())
        return gathering.mention(said, title.label or title.value, title.value)
    if number is not None and not said.number:
        return gathering.mention(said._replace(number=of_an_item(number.value.text).number), number.value, title.value)
    return gathering.mention(said, title.value)
