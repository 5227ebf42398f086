"""Labels and values side by side on a sheet, outside its tables: ``Lead:`` in A2, and the name in B2."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from plan_workbook.bringing import fields
from plan_workbook.bringing.assembling.about import tells_of_the_plan
from plan_workbook.bringing.assembling.labels import field_of, is_objective
from plan_workbook.bringing.assembling.titles import names_items, with_item_word
from plan_workbook.bringing.documents.document import Document, Passage
from plan_workbook.patterns import pattern
from plan_workbook.register import NUMBER
from plan_workbook.values.text import fold

_ROW = pattern(r".*![A-Z]+(?P<row>\d+)")
_LONGEST_LABEL = 60


def label_pairs(documents: Iterable[Document]) -> Mapping[int, Passage]:
    """Return the value right of each text that is the label of one, by the label's identity.

    A label ends with a colon, names a field of a recommendation, or says something of the plan together with what
    follows it in its row, its value: ``Last updated | 31/10/2026``.
    """
    found: dict[int, Passage] = {}
    values: set[int] = set()
    for document in documents:
        for label, value in _beside(document):
            if id(label) not in values and (_is_label(label.text) or tells_of_the_plan(f"{label.text}: {value.text}")):
                found[id(label)] = value
                values.add(id(value))
    return found


def _beside(document: Document) -> Iterator[tuple[Passage, Passage]]:
    for one, other in pairwise(document.blocks):
        if isinstance(one, Passage) and isinstance(other, Passage) and one.sheet and one.sheet == other.sheet:
            rows = [_ROW.fullmatch(each.where) for each in (one, other)]
            if rows[0] and rows[1] and rows[0]["row"] == rows[1]["row"] and one.text.strip() and other.text.strip():
                yield one, other


def _is_label(text: str) -> bool:
    text = text.strip()
    return len(text) <= _LONGEST_LABEL and (text.endswith(":") or bool(field_of(text)) or is_objective(text))


def field_of_label(label: str) -> str:
    """Return the field that a label names; an item's word alone names its title, or its number if that is below it."""
    plain = label.strip().rstrip(":").strip()
    said = with_item_word(f"{plain} 1")
    if fold(plain).endswith((" no", " no.", " number", " ref")) and said is not None:
        return NUMBER
    return field_of(plain) or (fields.TITLE if names_items(plain) else "")
