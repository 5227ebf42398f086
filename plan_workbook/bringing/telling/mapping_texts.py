"""What the sheet of texts of a mapping has: texts that were left, and questions, for a person to agree to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from plan_workbook.bringing.answers import Answers
from plan_workbook.bringing.brought import Brought
from plan_workbook.bringing.telling.agreed import AGREED, keys_of, said_of, to_agree
from plan_workbook.bringing.telling.told import Places

TEXTS_SHEET = "Texts"
ALL_TEXTS = "All texts outside tables that are left, next month's too"
"""What the first row says."""
AGREE = "agreed"
"""What a person chooses to say that it is as it should be."""
QUESTION, TEXT = "question", "text left"


class TextRow(NamedTuple):
    """A row of the sheet."""

    what: str
    file: str
    where: str
    text: str
    why: str
    agreed: bool


def text_rows(brought: Brought, answers: Answers | None) -> Iterator[TextRow]:
    """Yield the rows: all texts, the questions, the texts that were left, and what was agreed to before."""
    before = answers.agreed if answers else ()
    places = Places(brought) if brought.documents else None
    yield TextRow(TEXT, "", "", ALL_TEXTS, "", answers is not None and answers.all_texts)
    shown: set[frozenset[str]] = set()
    known = keys_of(*before)
    for question in brought.questions:
        shown.add(keys_of(question))
        yield TextRow(QUESTION, "", "", question, "", agreed=False)
    for left in to_agree(brought):
        text, keys = said_of(left), keys_of(said_of(left))
        if keys in shown:
            continue
        shown.add(keys)
        file, where = places.within(left.where, left.text) if places else ("", left.where)
        why = "" if left.why == AGREED else left.text if text == left.why else left.why
        yield TextRow(TEXT, file, where, text, why, keys <= known)
    here = frozenset().union(*shown)
    for text in before:
        if not keys_of(text) <= here:
            yield TextRow(TEXT, "", "", text, "not in these documents", agreed=True)
