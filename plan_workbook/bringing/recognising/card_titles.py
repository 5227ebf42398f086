"""The texts above cards of labelled lines that are what is done, where no label says so.

    1.2 Recruit a team of supervising social workers
    Lead: Jo Hart | Due: 31 March 2018 | RAG: Green

What tells them from other texts is that lines with the same labels come below several of them, and that one of these
says by when.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plan_workbook.bringing import fields
from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.documents.document import Cell, Passage, Table
from plan_workbook.bringing.recognising.card_runs import Pair, Run, in_rows
from plan_workbook.bringing.recognising.contents import sort_of
from plan_workbook.bringing.recognising.fitting import Place, Seen
from plan_workbook.bringing.recognising.headings import headed
from plan_workbook.bringing.recognising.kinds import readings
from plan_workbook.bringing.recognising.seen import columns_of
from plan_workbook.bringing.recognising.wording import most_like
from plan_workbook.bringing.recognising.words import ITEM_WORDS, WORDS, Heading
from plan_workbook.values.text import fold

_LEAST_LABELS, _LEAST_CARDS = 2, 2
_LONGEST = 600
"""Characters of a text that says what is done."""
_ALIKE = 0.5
"""Which share of the labels of cards that are alike all have."""
_SAID, _HALF = 0.9, 0.5
_BY_WHEN = (fields.COMPLETION_DATE, fields.START_DATE, fields.ORIGINAL_COMPLETION_DATE)
_WHAT = {
    heading
    for kind, field in ((Kind.ACTIONS, fields.ACTION), (Kind.INDICATORS, fields.DESCRIPTION))
    for heading in WORDS[kind]
    if heading.field == field
}
_WHEN = {heading for heading in WORDS[Kind.ACTIONS] if heading.field in _BY_WHEN}


def with_titles(runs: Sequence[Run | Table | Passage]) -> list[Run | Table | Passage]:
    """Return what may be cards, with the texts above those that are without a label for what is done."""
    found = [at for at in range(1, len(runs)) if _may_be_titled(runs, at)]
    groups: list[list[int]] = []
    for at in found:
        group = next((group for group in groups if _alike(_run(runs, group[0]), _run(runs, at))), None)
        if group is None:
            groups.append([at])
        else:
            group.append(at)
    titled = {at for group in groups if len(group) >= _LEAST_CARDS and _are_actions(runs, group) for at in group}
    return list(_put_together(runs, titled))


def _run(runs: Sequence[Run | Table | Passage], at: int) -> Run:
    run = runs[at]
    assert isinstance(run, Run)
    return run


def _may_be_titled(runs: Sequence[Run | Table | Passage], at: int) -> bool:
    run, above = runs[at], runs[at - 1]
    if not (isinstance(run, Run) and isinstance(above, Passage)) or not run.of_texts or run.sheet != above.sheet:
        return False
    if not above.text.strip() or len(above.text) > _LONGEST or above.level == 0:
        return False
    if at + 1 < len(runs) and isinstance(below := runs[at + 1], Run | Table) and not getattr(below, "of_texts", False):
        return False  # they tell of what is in the table
    labels = run.labels
    return (
        len(labels) == len({*labels}) >= _LEAST_LABELS
        and (any(_says(label, _WHEN) for label in labels) or any(map(_is_when, run.pairs)))
        and not any(_says(label, _WHAT) for label in labels)
    )


def _is_when(pair: Pair) -> bool:
    return pair.value is not None and sort_of(pair.value).date > _HALF


def _says(label: str, headings: set[Heading]) -> bool:
    return any(most_like(label, (heading.field, *heading.words)) >= _SAID for heading in headings)


def _alike(one: Run, other: Run) -> bool:
    its, others = {*one.labels}, {*other.labels}
    return len(its & others) >= max(_LEAST_LABELS, _ALIKE * max(len(its), len(others)))


def _are_actions(runs: Sequence[Run | Table | Passage], group: Sequence[int]) -> bool:
    """Tell whether texts above cards are what is done, and do not name items."""
    titles = [above.text for at in group if isinstance(above := runs[at - 1], Passage)]
    first = [fold(text).split(" ")[0] for text in titles]
    if len({*map(fold, titles)}) < len(titles) or 2 * sum(word in _FIRST_WORDS for word in first) > len(first):
        return False
    pairs = [pair for at in group for pair in _titled(_run(runs, at), runs[at - 1])]
    table = in_rows(Run("", None, tuple(pairs), 0))
    columns: list[Seen] = columns_of(table, headed(table))
    best = readings(columns, ())[0]
    return best.kind is Kind.ACTIONS and best.places[0] == Place(fields.ACTION)


_FIRST_WORDS = frozenset(fold(word).split(" ")[0] for word in ITEM_WORDS)


def _titled(run: Run, above: Run | Table | Passage) -> tuple[Pair, ...]:
    assert isinstance(above, Passage)
    title = Pair(Cell(0, 0, "", above.where, made=True), Cell(0, 1, above.text, above.where))
    return (title, *run.pairs)


def _put_together(runs: Sequence[Run | Table | Passage], titled: set[int]) -> Iterator[Run | Table | Passage]:
    for at, each in enumerate(runs):
        if at in titled:
            run, above = _run(runs, at), runs[at - 1]
            yield run._replace(where=_where(run, above), pairs=_titled(run, above), blocks=run.blocks + 1, titled=True)
        elif at + 1 not in titled:
            yield each


def _where(run: Run, above: Run | Table | Passage) -> str:
    """Return where a card is, from the text above it on."""
    file, comma, places = run.where.rpartition(", ")
    first = above.where.removeprefix(file).removeprefix(", ")
    return f"{file}{comma}{first} to {places.rpartition(' to ')[2]}"
