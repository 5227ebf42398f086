"""Which way is better for an indicator: the list's word for what a document says in words of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plan_workbook.bringing import fields
from plan_workbook.bringing.assembling.items import Piece
from plan_workbook.bringing.assembling.made import Made
from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.recognising.words import BETTER_SAID
from plan_workbook.values.text import fold, in_brief


def read_ways(rows: Sequence[Made]) -> Iterator[str]:
    """Put `Higher` for `High` and the like under Better, and yield a remark for each word that was read so."""
    said: dict[str, tuple[str, str]] = {}
    for row in rows:
        piece = row.values.get(fields.BETTER) if row.kind is Kind.INDICATORS else None
        way = BETTER_SAID.get(fold(piece.text)) if piece is not None else None
        if piece is None or way is None or fold(piece.text) == fold(way):
            continue
        row.values[fields.BETTER] = Piece(way.value, piece.places)
        said.setdefault(fold(piece.text), (piece.text, way.value))
    for text, word in said.values():
        yield f"{in_brief(text)!r} was read as {word} under {fields.BETTER}."
