"""What the sheet of texts of a mapping has: texts that were left, and questions, for a person to agree to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from plan_workbook.bringing import fields
from plan_workbook.bringing.answers import Answers, TextAnswer
from plan_workbook.bringing.assembling.decided_texts import text_keys
from plan_workbook.bringing.brought import Brought, Kind, Reason
from plan_workbook.bringing.documents.document import Table
from plan_workbook.bringing.recognising.wording import timeless
from plan_workbook.bringing.telling.agreed import AGREED, keys_of, said_of, to_agree
from plan_workbook.bringing.telling.told import Places
from plan_workbook.register import NUMBER
from plan_workbook.values.text import fold, listed

TEXTS_SHEET = "Texts"
ALL_TEXTS = "All texts outside tables that are left, next month's too"
"""What the first row says."""
AGREE = "agreed"
"""What a person chooses to say that it is as it should be."""
QUESTION, TEXT, HEADING, READ = "question", "text left", "heading", "text read"
GONE = "not in these documents"
"""Why nothing comes of what was said of a text."""


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
    under: str = ""
    """The heading that it is under."""


def text_rows(brought: Brought, answers: Answers | None) -> Iterator[TextRow]:
    """Yield the rows: all texts, the questions, the texts that were left, and what was agreed to or said before."""
    before = answers.agreed if answers else ()
    decided = {fold(each.text): each for each in (answers.texts if answers else ())}
    places = Places(brought) if brought.documents else None
    under = _Under(brought)
    yield TextRow(TEXT, "", "", ALL_TEXTS, "", AGREE if answers is not None and answers.all_texts else "")
    shown: set[frozenset[str]] = set()
    known, known_texts = keys_of(*before), text_keys(*before)
    for question in brought.questions:
        shown.add(keys_of(question))
        yield TextRow(QUESTION, "", "", question, "", AGREE if keys_of(question) <= known else "")
    for left in to_agree(brought):
        text, keys = said_of(left), keys_of(said_of(left))
        if keys in shown:
            continue
        shown.add(keys)
        file, where = places.within(left.where, left.text) if places else ("", left.where)
        why = "" if left.why == AGREED else left.text if text == left.why else left.why
        said = _said_of(text, decided)
        decision = AGREE if text_keys(text) <= known_texts else said.decision if said else ""
        yield TextRow(TEXT, file, where, text, why, decision, under=under.heading(left.where, left.text))
    for what, text, where, why in (*_headings(brought), *_of_the_plan(brought), *_actions(brought)):
        if keys_of(text) not in shown:
            shown.add(keys_of(text))
            file, place = places.within(where, text) if places else ("", where)
            said = _said_of(text, decided)
            below = under.heading(where, text) if what == READ else ""
            yield TextRow(what, file, place, text, why, said.decision if said else "", asked=False, under=below)
    here = text_keys(*(line for keys in shown for line in keys))
    for text in before:
        if not text_keys(text) <= here:
            yield TextRow(TEXT, "", "", text, GONE, AGREE)
    headings = {timeless(each.text): each.decision for each in (answers.texts if answers else ()) if each.heading}
    yield from _said_before(decided.values(), headings, under, places)


def _said_of(text: str, decided: dict[str, TextAnswer]) -> TextAnswer | None:
    """Take out what was said of a text, or of one that only names another month."""
    key, plain = fold(text), timeless(text)
    if key not in decided and " " in plain:
        key = next((each for each in decided if timeless(each) == plain), key)
    return decided.pop(key, None)


def _said_before(
    decided: Iterable[TextAnswer], headings: Mapping[str, str], under: _Under, places: Places | None
) -> Iterator[TextRow]:
    """Yield what a person said of texts that were read by it, or that are gone.

    Those below a heading of which the same is said are not kept: that holds for whatever is below it.
    """
    for each in decided:
        if headings.get(timeless(each.under)) == each.decision:
            continue
        where, line = under.found(each.text)
        file, place = places.within(where, line) if places and where else ("", "")
        why = "it was read as that" if where else GONE
        above = under.heading(where, line) if where else each.under
        yield TextRow(HEADING if each.heading else TEXT, file, place, each.text, why, each.decision, under=above)


class _Under:
    """Which heading each text outside tables is under: the last one before it, if no table is between them."""

    def __init__(self, brought: Brought) -> None:
        headings = {(left.where, fold(left.text)) for left in brought.left if left.reason is Reason.HEADING}
        self._headings: dict[tuple[str, str], str] = {}
        self._where: dict[str, str] = {}
        self._count: Counter[str] = Counter()
        for document in brought.documents:
            last = ""
            for block in document.blocks:
                for text in block.texts if isinstance(block, Table) else (block,):
                    key = (text.where, fold(text.text))
                    self._headings.setdefault(key, last)
                    self._where.setdefault(fold(text.text), text.where)
                    self._count[fold(text.text)] += 1
                if isinstance(block, Table):
                    last = last if block.texts else ""
                elif block.level is not None or (block.where, fold(block.text)) in headings:
                    last = block.text.strip() if block.level != 0 else ""  # below its title is all of a document

    def heading(self, where: str, text: str) -> str:
        """Return the heading that a text is under, by its first paragraph; empty if it is under none."""
        return self._headings.get((where, fold(text.split("\n")[0])), "")

    def found(self, text: str) -> tuple[str, str]:
        """Return where the paragraph of a text is that comes the fewest times, and the paragraph; empty if none does.

        Of a label with its value, which is one text, others have the label too.
        """
        there = [line for line in text.split("\n") if fold(line) in self._where]
        line = min(there, key=lambda each: self._count[fold(each)], default="")
        return self._where.get(fold(line), ""), line


def _headings(brought: Brought) -> Iterator[tuple[str, str, str, str]]:
    """Yield the headings outside tables with where they are and what they were taken for."""
    passages = {each.where for document in brought.documents for each in document.passages()}
    for left in brought.left:
        if left.reason is Reason.HEADING:
            yield HEADING, left.text, left.where, left.why
    for taken in brought.taken:
        if taken.where in passages and taken.table == "recommendations" and taken.field in (NUMBER, fields.TITLE):
            yield HEADING, taken.text, taken.where, "it names a recommendation"


def _actions(brought: Brought) -> Iterator[tuple[str, str, str, str]]:
    """Yield the texts that were read as actions, each of its own row of the register."""
    for document in brought.documents:
        for table in document.tables():
            yield from ((READ, text.text, text.where, "an action") for text in table.texts)


def _of_the_plan(brought: Brought) -> Iterator[tuple[str, str, str, str]]:
    """Yield the texts that say something of the plan as a whole, with what they were taken for.

    Those in tables that are read for nothing else are boxes, which have no row of their own.
    """
    passages = {(each.where, each.text) for document in brought.documents for each in document.passages()}
    boxes = [each.table for each in brought.tables if each.kind is Kind.IGNORED]
    passages |= {(cell.where, cell.text) for table in boxes for cell in table.cells}
    said: dict[tuple[str, str], list[str]] = {}
    for taken in brought.taken:
        if taken.table == "plan" and (taken.where, taken.text) in passages:
            said.setdefault((taken.where, taken.text), []).append(taken.field)
    for (where, text), of in said.items():
        yield READ, text, where, f"the plan's {listed(of)}"
