"""Forms: small tables in which each row has a label and a value, and which tell of one recommendation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from plan_workbook.bringing import fields
from plan_workbook.bringing.assembling.gathering import Gathering
from plan_workbook.bringing.assembling.items import Item, Piece
from plan_workbook.bringing.assembling.labels import PARAGRAPHS, field_of, is_objective, section_of_item
from plan_workbook.bringing.assembling.lines import gives_objective, rating_line
from plan_workbook.bringing.assembling.progress import as_paragraphs, is_business_as_usual
from plan_workbook.bringing.assembling.telling import A_HEADING, NOT_AN_OBJECTIVE
from plan_workbook.bringing.assembling.titles import (
    Said,
    lead_line,
    names_a_leader,
    names_items,
    of_an_item,
    with_item_word,
)
from plan_workbook.bringing.brought import IGNORE, SURE, Column, Kind, Reason, Recognised
from plan_workbook.bringing.documents.document import Cell, Layout, Table
from plan_workbook.bringing.recognising.boxes import labelled_cells, of_a_label, paired
from plan_workbook.bringing.recognising.contents import sort_of
from plan_workbook.bringing.recognising.decided import SAID
from plan_workbook.bringing.recognising.rating_words import COUNTS_AS
from plan_workbook.bringing.recognising.signs import without_sign
from plan_workbook.bringing.recognising.words import STATUSES
from plan_workbook.patterns import pattern
from plan_workbook.plan.choices import Status
from plan_workbook.register import NUMBER
from plan_workbook.values.text import fold

_MOST_COLUMNS, _MOST_ROWS = 6, 30
_A_FORM = "a form with labels and values"
_BARE_NUMBER = pattern(r"[A-Za-z]{0,3}\d{1,3}\.?")
_MAY_BE = (Kind.RECOMMENDATIONS, Kind.IGNORED, Kind.ACTIONS)
"""What a box may look like by what is in its cells alone."""
_NAMES = 0.8
"""How much the text next to a label that names who leads must look like names."""
_SURE, _FAIRLY, _NOT_KNOWN = 0.95, 0.8, 0.3


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


def form_of(gathering: Gathering, table: Table, recognised: Recognised | None) -> list[Told]:
    """Return what a table tells as a form; nothing if not half of its labels are known, two or a lead among them.

    A title alone is enough. What a person said of its labels is followed, or of its columns if each label is in the
    same cell as its value.
    """
    if table.rows > _MOST_ROWS or table.columns > _MOST_COLUMNS or table.columns < 2:
        return []
    told = [each for row in range(table.rows) for each in _of_row(gathering, table, row)]
    if recognised is not None and recognised.labels:
        pairs = zip(recognised.labels, labelled_cells(table), strict=True)
        its = {id(label): column for column, (label, _) in pairs}
        return [_as_said(each, its[id(each.label)]) if id(each.label) in its else each for each in told]
    if recognised is not None and recognised.why == SAID and any(each.part for each in told):
        fields_of = {at: column.field for at, column in enumerate(recognised.columns) if column.why == SAID}
        return [
            each._replace(field=fields_of.get(each.value.column) or each.field) if each.part else each for each in told
        ]
    known = [each for each in told if each.field]
    leads = any(each.field == fields.LEAD for each in known)
    titled = table.rows == 1 and len(told) == 1 and any(each.field == fields.TITLE for each in known)
    return told if (len(known) > 1 or leads or titled) and 2 * len(known) >= len(told) else []


def as_form(told: Sequence[Told], table: Table, recognised: Recognised | None) -> Recognised:
    """Return what a table is that was read as a form: it has a column for each of its labels."""
    said = recognised.labels if recognised is not None else ()
    labels = {id(label): column for column, (label, _) in zip(said, labelled_cells(table), strict=True)} if said else {}
    columns = tuple(_column(each, each.label, labels.get(id(each.label))) for each in told if each.label is not None)
    if not columns and recognised is not None:
        columns = tuple(_column_of_cells(told, column, at) for at, column in enumerate(recognised.columns))
    decided = any(each.why == SAID for each in (*said, *columns))
    sure, why = (1.0, SAID) if decided else (_FAIRLY, _A_FORM)
    return Recognised(table, Kind.RECOMMENDATIONS, sure, why, columns)


def _column(told: Told, label: Cell, said: Column | None) -> Column:
    """Return what a label was taken for, as columns are told."""
    if said is not None and said.why:
        return said
    heading, samples = label.text.strip(), () if told.value.blank else (told.value.text,)
    if told.field:
        return Column(heading, told.field, _SURE, f"its label means {told.field}", samples, of_a_label(told.field))
    return Column(heading, "", _NOT_KNOWN, unknown_label(heading), samples)


def _column_of_cells(told: Sequence[Told], column: Column, at: int) -> Column:
    """Return what a column was taken for whose cells have their own labels: open if they tell of several fields."""
    if column.why == SAID and column.field:
        return column
    its = {each.field for each in told if each.value.column == at}
    return column._replace(field=its.pop() if len(its) == 1 else "", of=None, sure=1.0, why=_A_FORM)


def unknown_label(label: str) -> str:
    """Return the sentence by which a person is asked about a label; next month it is the same."""
    return f"it is not known what {label!r} is"


def with_boxes(recognised: Iterable[Recognised]) -> list[Recognised]:
    """Return tables of which boxes of labels and values are not taken for rows.

    A box above what belongs to a recommendation, ``Lead | Jo Hart | RAG | Green``, has no headings, and what is in its
    cells alone would make columns of it. It is known by two of its labels, or by one if it comes again.
    """
    recognised = [_as_told_of_an_item(_as_cards_of_items(each)) for each in recognised]
    bare = [each for each in recognised if _is_bare(each)]
    again = Counter(map(_labels, bare))
    named = {
        fold(label.text): field
        for each in bare
        for label, value in labelled_cells(each.table)
        if (field := _named_by(label, value)) not in ("", fields.TITLE, NUMBER)
    }
    return [_as_box(each, named, again[_labels(each)] > 1) if _is_bare(each) else each for each in recognised]


def _as_cards_of_items(table: Recognised) -> Recognised:
    """Return cards of which nothing was known, and whose labels are those of a recommendation, as what they are."""
    if table.table.layout is not Layout.CARDS:
        return table
    if table.kind is Kind.RECOMMENDATIONS:
        return table._replace(columns=tuple(map(_with_objective, table.columns)))
    if table.kind is not Kind.IGNORED or table.sure >= SURE:
        return table
    below = {cell.column: cell for cell in reversed(table.table.cells) if cell.row not in table.headings}
    tops = {cell.column: cell for cell in reversed(table.table.cells) if cell.row in table.headings}
    named = [_named_by(tops[at], below[at]) if at in tops and at in below else "" for at in range(len(table.columns))]
    if not any(named) or 2 * sum(map(bool, named)) < len(named):
        return table
    columns = tuple(
        column._replace(field=field, of=of_a_label(field), sure=_SURE, why=f"its label means {field}")
        if field
        else column._replace(sure=_NOT_KNOWN, why=unknown_label(column.heading))
        for column, field in zip(table.columns, named, strict=True)
    )
    return table._replace(kind=Kind.RECOMMENDATIONS, sure=_FAIRLY, why=_A_FORM, columns=columns)


def _as_told_of_an_item(table: Recognised) -> Recognised:
    """Return a table whose headings all name what is told of an item, ``Progress | Next steps``, as what it is."""
    if table.kind is not Kind.IGNORED or table.sure >= SURE or not table.headings:
        return table
    named = [section_of_item(column.heading) for column in table.columns]
    if not all(named) or len({*named}) < len(named):
        return table
    columns = tuple(
        column._replace(field=field, sure=_SURE, why=f"its heading means {field}")
        for column, field in zip(table.columns, named, strict=True)
    )
    return table._replace(
        kind=Kind.RECOMMENDATIONS, sure=_FAIRLY, why="it tells of one recommendation", columns=columns
    )


def _with_objective(column: Column) -> Column:
    """Return a label of a card about a recommendation as an objective, if it names what the actions below are for."""
    if column.why == SAID or column.field == fields.TITLE or not is_objective(column.heading):
        return column
    why = f"its label means {fields.OBJECTIVE}"
    return column._replace(field=fields.OBJECTIVE, of=of_a_label(fields.OBJECTIVE), sure=_FAIRLY, why=why)


def _is_bare(table: Recognised) -> bool:
    """Tell whether a table has no headings, or nothing below them, and may be a box about a recommendation."""
    below = set(range(table.table.rows)) - table.headings
    if (table.headings and below) or table.labels or table.continues:
        return False
    decided = table.why == SAID and table.kind is Kind.RECOMMENDATIONS
    looks_like_a_task = table.table.rows == 1  # because of a long post
    may_be = table.kind in _MAY_BE or looks_like_a_task
    return decided or (table.sure < SURE and may_be)


def _labels(table: Recognised) -> tuple[str, ...]:
    return tuple(fold(label.text) for label, _ in labelled_cells(table.table))


def _as_box(table: Recognised, named: Mapping[str, str], again: bool) -> Recognised:
    """Return a table as a box if it is one; `named` are the fields of labels, folded, of it or of others."""
    pairs = list(labelled_cells(table.table))
    if any(map(_have_their_labels, pairs)):
        return table
    known = sum(fold(label.text) in named for label, _ in pairs)
    as_rows = table.kind not in (Kind.RECOMMENDATIONS, Kind.IGNORED) and table.table.rows > 1
    if not known or (not again and (as_rows or known == 1 or 2 * known < len(pairs))):
        return table
    said = table.why == SAID  # of its columns, because it was not known to be a box
    labels = tuple(
        Column(label.text, table.columns[value.column].field, 1.0, SAID, (value.text,))
        if said and table.columns[value.column].field
        else Column(label.text, field := named.get(fold(label.text), ""), 1.0, "", (value.text,), of_a_label(field))
        for label, value in pairs
    )
    blank = tuple(Column("", "", 1.0, _A_FORM) for _ in table.columns)
    return Recognised(table.table, Kind.RECOMMENDATIONS, table.sure, table.why, blank, labels=labels)


def _of_row(gathering: Gathering, table: Table, row: int) -> Iterator[Told]:
    cells = sorted((cell for cell in table.cells if cell.row == row), key=lambda each: each.column)
    own = [cell for cell in cells if cell.text.strip()]
    pairs = list(paired(cells))
    if len(own) == 1 and not (pairs and field_of(own[0].text)):
        names_item = gathering.item_said(own[0].text, heading=True) is not None
        yield Told(fields.TITLE if names_item else "", None, own[0])
        return
    if _have_their_labels(own):
        for cell in own:
            lead = lead_line(cell.text)
            yield Told(fields.LEAD if lead else "", None, cell, lead or cell.text.partition(":")[2].strip())
        return
    for label, value in pairs:
        said = with_item_word(label.text)
        names_item = said is not None and not said.title and gathering.vocabulary.names_an_item(said.word)
        field = fields.TITLE if names_item else _named_by(label, value)
        yield _with_field(Told("", label, value), field)
    if len(own) % 2 and not any(value.blank for _, value in pairs):
        yield Told("", None, own[-1])


def _have_their_labels(cells: Sequence[Cell]) -> bool:
    """Tell whether each cell of a row has its own label, and one names a lead: ``Lead: Jo Hart | Outcome: Safe``."""
    leads = [lead_line(cell.text) for cell in cells]
    return any(leads) and all(lead or ":" in cell.text for lead, cell in zip(leads, cells, strict=True))


def take_form(gathering: Gathering, told: list[Told], table: Table, *, decided: bool = False) -> Item | None:
    """Take what a form tells of a recommendation, and return it; None if nothing says which it is."""
    item = _named(gathering, told) or gathering.item_before(table.sheet)
    if item is None:
        if decided:
            gathering.account.leave_together(
                [cell for cell in table.cells if not cell.blank],
                "it belongs to no recommendation",
                where=table.where,
                text=" | ".join(cell.text.strip() for cell in table.cells if not cell.blank),
            )
        return None
    gathering.context.item, gathering.context.objective = item, None
    for each in told:
        field, label, value = each.field, each.label, each.value
        if label is not None:
            gathering.account.leave(label, A_HEADING, meant=True)
        if not field:
            what = unknown_label(label.text.strip()) if label else "a text in a form, without a label"
            gathering.account.leave(value, what, reason=Reason.COLUMN if label else Reason.OTHER)
        elif field == IGNORE:
            gathering.account.leave(value, "its label is ignored", meant=True)
        elif field == fields.OBJECTIVE:
            gathering.context.objective = Piece(each.text.strip(), (value,))
            gathering.account.leave(value, NOT_AN_OBJECTIVE)
        elif field == fields.PROGRESS:
            gathering.give_progress(item, each.text, (value,))
        elif field in PARAGRAPHS:
            gathering.items.give(item, field, Piece(as_paragraphs(each.text), (value,)))
        elif field in (fields.STATUS, fields.RAG) and is_business_as_usual(each.text):
            gathering.items.give(item, fields.STATUS, Piece(Status.BUSINESS_AS_USUAL.value, (value,)))
        elif field in (fields.RAG, fields.CONFIDENCE) and value.blank and value.fill:
            gathering.item_fills.append((item, field, value))
        elif field not in (NUMBER, fields.TITLE):
            gathering.items.give(item, field, Piece(each.text.strip(), (value,)))
    return item


def _as_said(told: Told, said: Column) -> Told:
    """Return what a label tells as a person said, or as the same label tells in another box."""
    return _with_field(told, said.field if said.why else told.field or said.field)


def _with_field(told: Told, field: str) -> Told:
    if field == fields.TITLE and told.label is not None and not of_an_item(told.value.text).title:
        field = NUMBER  # ``Recommendation | 4``: its title is at a label of its own
    return told._replace(field=field)


def _named_by(label: Cell, value: Cell) -> str:
    """Return the field that a label names, by itself or together with its value: ``Overall BRAG | Green``."""
    field = field_of(label.text)
    if field == fields.STATUS and fold(without_sign(value.text)) in COUNTS_AS and fold(value.text) not in STATUSES:
        return fields.RAG
    if names_items(label.text) and _BARE_NUMBER.fullmatch(value.text.strip()):
        return NUMBER
    if field or names_items(label.text):
        return field or fields.TITLE
    if is_objective(label.text):
        return fields.OBJECTIVE if gives_objective(label.text, value.text) else fields.TITLE
    if names_a_leader(label.text) and sort_of(value).name >= _NAMES:
        return fields.LEAD
    both = f"{label.text.strip().rstrip(':')}: {value.text.strip()}"
    return fields.LEAD if lead_line(both) else fields.RAG if rating_line(both) else ""


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
