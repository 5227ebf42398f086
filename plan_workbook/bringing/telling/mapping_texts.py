"""What the sheet of texts of a mapping has: texts that were left, and questions, for a person to agree to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from plan_workbook.bringing import fields
from plan_workbook.bringing.answers import Answers
from plan_workbook.bringing.brought import Brought, Reason
from plan_workbook.bringing.telling.agreed import AGREED, keys_of, said_of, to_agree
from plan_workbook.bringing.telling.told import Places
from plan_workbook.register import NUMBER
from plan_workbook.values.text import fold

TEXTS_SHEET = "Texts"
ALL_TEXTS = "All texts outside tables that are left, next month's too"
"""What the first row says."""
AGREE = "agreed"
"""What a person chooses to say that it is as it should be."""
QUESTION, TEXT, HEADING = "question", "text left", "heading"


class TextRow(NamedTuple):
    """A row of the sheet."""

    what: str
    file: str
    where: str
    text: str
    why: str
    decision: str = ""
    """What a person said: `AGREE`, or what the text is."""
    asked: bool = True
    """Whether somebody should look at it; not so for headings."""


def text_rows(brought: Brought, answers: Answers | None) -> Iterator[TextRow]:
    """Yield the rows: all texts, the questions, the texts that were left, and what was agreed to before."""
    before = answers.agreed if answers else ()
    decided = {fold(text): (text, decision) for text, decision in (answers.texts if answers else ())}
    places = Places(brought) if brought.documents else None
    yield TextRow(TEXT, "", "", ALL_TEXTS, "", AGREE if answers is not None and answers.all_texts else "")
    shown: set[frozenset[str]] = set()
    known = keys_of(*before)
    for question in brought.questions:
        shown.add(keys_of(question))
        yield TextRow(QUESTION, "", "", question, "")
    for left in to_agree(brought):
        text, keys = said_of(left), keys_of(said_of(left))
        if keys in shown:
            continue
        shown.add(keys)
        file, where = places.within(left.where, left.text) if places else ("", left.where)
        why = "" if left.why == AGREED else left.text if text == left.why else left.why
        decision = AGREE if keys <= known else decided.pop(fold(text), ("", ""))[1]
        yield TextRow(TEXT, file, where, text, why, decision)
    for text, where, why in _headings(brought):
        if keys_of(text) not in shown:
            shown.add(keys_of(text))
            file, place = places.within(where, text) if places else ("", where)
            yield TextRow(HEADING, file, place, text, why, decided.pop(fold(text), ("", ""))[1], asked=False)
    here = frozenset().union(*shown)
    for text in before:
        if not keys_of(text) <= here:
            yield TextRow(TEXT, "", "", text, "not in these documents", AGREE)
    for text, decision in decided.values():
        yield TextRow(TEXT, "", "", text, "", decision)


def _headings(brought: Brought) -> Iterator[tuple[str, str, str]]:
    """Yield the headings outside tables with where they are and what they were taken for."""
    passages = {each.where for document in brought.documents for each in document.passages()}
    for left in brought.left:
        if left.reason is Reason.HEADING:
            yield left.text, left.where, left.why
    for taken in brought.taken:
        if taken.where in passages and taken.table == "recommendations" and taken.field in (NUMBER, fields.TITLE):
            yield taken.text, taken.where, "it names a recommendation"
