"""Numbers and titles of recommendations that a person corrected, once everything was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from plan_workbook.bringing import fields
from plan_workbook.bringing.answers import Answers, ItemAnswer
from plan_workbook.bringing.assembling.gathering import Gathering
from plan_workbook.bringing.assembling.items import Item, Piece
from plan_workbook.bringing.assembling.made import Made
from plan_workbook.bringing.assembling.titles import bare_title
from plan_workbook.bringing.brought import ReadItem
from plan_workbook.values.text import NAME, fold, in_brief

NO_ITEMS: frozenset[int] = frozenset()


class AsRead(NamedTuple):
    """The recommendations as they were read, and what came of what a person said of them."""

    items: tuple[ReadItem, ...]
    numbered: frozenset[int] = NO_ITEMS
    """Those to which a person gave a number, by their identities."""
    remarks: tuple[str, ...] = ()


def corrected(gathering: Gathering, rows: Sequence[Made], unsaid: Sequence[Item], answers: Answers | None) -> AsRead:
    """Give recommendations the numbers and titles that a person said; those with one number are one.

    Args:
        gathering: what was gathered.
        rows: the rows of the tables, which belong to recommendations.
        unsaid: those whose numbers no document says: another one has it if a person gave theirs to one.
        answers: what the person said.
    """
    read = {id(item): _as_read(item) for item in gathering.items}
    if answers is None or not answers.items:
        return AsRead(tuple(read.values()))
    items = list(gathering.items)
    meant = [(each, _meant(each, items, read)) for each in answers.items]
    given = [(each, item) for each, item in meant if item is not None]
    numbered = frozenset(id(item) for each, item in given if each.right_number)
    for each, item in given:
        item.number = each.right_number or item.number
        if each.right_title:
            _title(item, each.right_title)
    taken = {fold(item.number) for item in items if id(item) in numbered}
    gathering.items.renumber([item for item in unsaid if id(item) not in numbered and fold(item.number) in taken])
    titled = frozenset(id(item) for each, item in given if each.right_title)
    remarks = [*_united(gathering, rows, numbered, titled, read, answers.file)]
    remarks += [
        f"{answers.file}, {each.at} says something of recommendation {each.number}"
        f"{f' ({in_brief(each.title, NAME)})' if each.title else ''}, which is not in these documents."
        for each, item in meant
        if item is None
    ]
    return AsRead(tuple(read.values()), numbered, tuple(remarks))


def _as_read(item: Item) -> ReadItem:
    title = item.values.get(fields.TITLE)
    places = (*item.numbered_by, *(title.places if title else ()))
    return ReadItem(places[0].where if places else "", item.number, title.text if title else "")


def _meant(answer: ItemAnswer, items: Sequence[Item], read: dict[int, ReadItem]) -> Item | None:
    """Return the one that a person meant: that with the title, and of several the one with the number too.

    If it had no title, it is known by its number.
    """
    same = [item for item in items if bare_title(read[id(item)].title) == bare_title(answer.title)]
    by_number = [item for item in same if fold(read[id(item)].number) == fold(answer.number)]
    one = by_number[:1] or (same if answer.title.strip() and len(same) == 1 else [])
    return one[0] if one else None


def _title(item: Item, title: str) -> None:
    before = item.values.get(fields.TITLE)
    item.title = title
    item.values[fields.TITLE] = Piece(title, before.places if before else tuple(item.numbered_by))


def _united(
    gathering: Gathering,
    rows: Sequence[Made],
    numbered: frozenset[int],
    titled: frozenset[int],
    read: dict[int, ReadItem],
    file: str,
) -> Iterator[str]:
    """Make those one that have the same number because a person gave it to one of them; yield that they are."""
    by_number: dict[str, list[Item]] = {}
    for item in gathering.items:
        by_number.setdefault(fold(item.number), []).append(item)
    for same in by_number.values():
        if len(same) == 1 or not numbered & {id(item) for item in same}:
            continue
        kept, *others = same
        right = next((item for item in same if id(item) in titled), None)
        if right is not None and right is not kept:
            _title(kept, right.title)
        elif fields.TITLE not in kept.values:
            _title(kept, next((item.title for item in same if item.title), ""))
        for other in others:
            title = other.values.pop(fields.TITLE, Piece("", ()))
            for place in title.places:
                gathering.account.leave(place, f"it is recommendation {kept.number}, as the mapping says", meant=True)
            gathering.items.unite(kept, other)
            for row in rows:
                row.item = kept if row.item is other else row.item
            gathering.item_fills[:] = [
                (kept if item is other else item, field, cell) for item, field, cell in gathering.item_fills
            ]
        said = " and ".join(f"{read[id(item)].number}" for item in same)
        yield f"What was read as recommendations {said} is recommendation {kept.number}, as {file} says."
