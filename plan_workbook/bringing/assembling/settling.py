"""Settles what could not be said while tables were gone through: refs in texts, items of rows, dates and objectives."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from plan_workbook.bringing import fields
from plan_workbook.bringing.assembling.gathering import Gathering
from plan_workbook.bringing.assembling.items import Item, Piece
from plan_workbook.bringing.assembling.made import Made
from plan_workbook.bringing.assembling.titles import Said, number_key
from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.documents.document import Cell
from plan_workbook.bringing.fields import IDS, MAIN
from plan_workbook.patterns import pattern
from plan_workbook.values.text import counted, fold, says_no_value

_REF = pattern(
    r"\s*(?:[(\[](?P<inside>[A-Za-z]|\d{1,3}(?:\.\d{1,3})*[a-z]?|[ivx]{1,5})[)\]]\s*[.:]?"
    r"|(?:(?i:action|task|milestone|activity|step)\s+(?:(?i:no)\.?\s*)?)?(?:"
    r"(?P<signed>(?:[A-Za-z]|[A-Z]{0,3}\d{1,3}(?:\.\d{1,3})*[a-z]?|[ivx]{1,5}))\s?(?:[.):](?=\s)|(?<=\s)[\u2013\u2014-](?=\s))"
    r"|(?P<dotted>[A-Z]{0,3}\d{1,3}(?:\.\d{1,3})+[a-z]?)(?=\s)))\s*(?P<text>\S.*)",
    re.DOTALL,
)
_BARE_REF = pattern(
    r"\s*(?P<ref>(?:Action\s+|Task\s+|Milestone\s+)?[A-Z]{0,3}\d{1,3}(?:-\d{1,3})?[a-z]?|[a-z])\s+(?P<text>\S.*)",
    re.DOTALL,
)
_PI_CODE = r"(?:(?:K?PI|Measure|Indicator|Metric)\s+)?[A-Z]{1,5}[ .-]?\d{1,4}(?:\.\d{1,3})*[a-z]?"
_PI = pattern(
    rf"\s*(?P<ref>{_PI_CODE}|(?:K?PI|Measure|Indicator|Metric)\s+\d{{1,4}}(?:\.\d{{1,3}})*[a-z]?)"
    r"(?:\s?[:.)](?=\s)|\s[\u2013\u2014-](?=\s))\s*(?P<text>\S.*)",
    re.DOTALL,
)
_BARE_PI = pattern(rf"\s*(?!(?:KS|Y|Q|S)\s?\d)(?P<ref>{_PI_CODE})\s+(?P<text>[^\W_].*|[%\u00a3].*)", re.DOTALL)
"""Not that of a key stage, a year group, a quarter or a section of an act."""
_CODED = pattern(
    r"\s*(?P<title>[^\W\d_].*\S)\s*[(\[](?P<letters>[A-Za-z]{1,3})[ .-]?(?P<number>\d{1,2})[)\]]\s*", re.DOTALL
)
_FIRST_PART = pattern(r"(?:[A-Za-z]{1,3}[.-]?)?(?P<item>\d{1,3})[.-](?P<rest>\d{1,3}|[a-z])(?:[.-]?\w{1,3})*")
_STILL_OPEN = ("tb", "to be")
"""What a date begins with, folded, that somebody will say: ``TBC``."""
_LISTED = pattern(r"\s*(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.)]|\d{1,2}(?:\.\d{1,2})+)\s*\S")


class _Form(NamedTuple):
    """How the texts of a kind of rows begin with their refs."""

    signed: re.Pattern[str]
    """With a sign between the two, or a ref that is nothing else: most texts of a table are enough."""
    bare: re.Pattern[str]
    """With nothing between them: all texts of a table have it, each another one."""


_FORMS = {Kind.ACTIONS: _Form(_REF, _BARE_REF), Kind.INDICATORS: _Form(_PI, _BARE_PI)}


def split_refs(rows: Iterable[Made]) -> None:
    """Take the ref out of the texts of actions and indicators that begin with one, where their table has no others.

    Of tables with one row each, the texts of all together tell.
    """
    by_table: defaultdict[tuple[Kind, int], list[Made]] = defaultdict(list)
    for row in rows:
        if row.kind in _FORMS:
            by_table[row.kind, row.table].append(row)
    alone: dict[Kind, list[Made]] = {kind: [] for kind in _FORMS}
    split_some: set[Kind] = set()
    for (kind, _), its in by_table.items():
        texts = [row for row in its if MAIN[kind] in row.values]
        if any(IDS[kind] in row.values for row in its):
            continue
        split = _are_split(kind, texts) or (kind is Kind.ACTIONS and _split_below_items(texts))
        split_some |= {kind} if split else set()
        alone[kind] += texts if len(texts) == 1 and not split else []
    for kind, texts in alone.items():
        _are_split(kind, texts, others=kind in split_some)


def _split_below_items(texts: Sequence[Made]) -> bool:
    """Take the refs out of texts that begin with the number of their recommendation and one more: ``3.2 Agree ...``."""
    found = [(row, _REF.fullmatch(row.values[fields.ACTION].text)) for row in texts]
    its = [row for row, each in found if each and row.item and _is_below(each["dotted"] or each["signed"], row.item)]
    for row in its:
        _split(row, _REF)
    return bool(its)


def _is_below(ref: str | None, item: Item) -> bool:
    return bool(ref) and bool(item.number) and str(ref).startswith(f"{item.number}.")


def _are_split(kind: Kind, texts: Sequence[Made], *, others: bool = False) -> bool:
    """Take the refs out of the texts of rows, if most of these begin with a plain one, or all with a bare one.

    One alone says nothing, unless those of `others` were taken out.
    """
    form = _FORMS[kind]
    signed = [row for row in texts if form.signed.fullmatch(row.values[MAIN[kind]].text)]
    bare = [row for row in texts if form.bare.fullmatch(row.values[MAIN[kind]].text)]
    if 2 * len(signed) > len(texts):
        for row in signed:
            _split(row, form.signed)
        return True
    if len(texts) > 1 - others and len(bare) == len(texts) and _all_different(bare, form.bare):
        for row in bare:
            _split(row, form.bare)
        return True
    return False


def _all_different(bare: Sequence[Made], form: re.Pattern[str]) -> bool:
    found = [form.fullmatch(row.values[MAIN[row.kind]].text) for row in bare]
    refs = [(row.item, each["ref"]) for row, each in zip(bare, found, strict=True) if each]
    return len(set(refs)) == len(refs)


def _split(row: Made, form: re.Pattern[str]) -> None:
    whole = row.values[MAIN[row.kind]]
    found = form.fullmatch(whole.text)
    if found is None:
        return
    ref = next(found[name] for name in form.groupindex if name != "text" and found[name])
    row.values[IDS[row.kind]] = Piece(ref, whole.places)
    row.values[MAIN[row.kind]] = Piece(found["text"], whole.places)


def fill_objectives(gathering: Gathering) -> None:
    """Give actions the objective above where a table has each objective once, in the first row of its actions.

    Somebody should look at it, because a blank cell could also mean that there is no objective. Where cells are merged
    or an objective is repeated, a blank one is blank.
    """
    by_table: defaultdict[int, list[Made]] = defaultdict(list)
    for row in gathering.rows:
        if row.kind is Kind.ACTIONS:
            by_table[row.table].append(row)
    for actions in by_table.values():
        given = [row.values[fields.OBJECTIVE] for row in actions if fields.OBJECTIVE in row.values]
        cells = [place for piece in given for place in piece.places]
        merged = any(isinstance(cell, Cell) and (cell.down > 1 or cell.across > 1) for cell in cells)
        if merged or len({fold(piece.text) for piece in given}) < len(given):
            continue
        filled = [row for before, row in pairwise(actions) if _take_objective(before, row)]
        if filled:
            where = filled[0].values[fields.OBJECTIVE].where
            gathering.questions.append(
                f"{counted(len(filled), 'action')} without an objective got the one of the action above, the first "
                f"that at {where}."
            )


def _take_objective(before: Made, row: Made) -> bool:
    above = before.values.get(fields.OBJECTIVE)
    if above is None or fields.OBJECTIVE in row.values or row.item is not before.item:
        return False
    row.values[fields.OBJECTIVE] = above
    return True


def take_unheaded(gathering: Gathering) -> None:
    """Take the paragraphs right below the headings of items for their progress, if nothing else tells of any.

    Somebody is asked: no heading or label says what they are.
    """
    if any(fields.PROGRESS in item.values for item in gathering.items):
        return
    for item, texts in gathering.unheaded:
        if fields.PROGRESS not in item.values:
            gathering.give_progress(item, "\n".join(each.text for each in texts), texts)
    if gathering.unheaded:
        items = {id(item) for item, _ in gathering.unheaded}
        gathering.questions.append(
            f"The paragraphs below the headings of {counted(len(items), 'recommendation')} were taken for their "
            f"progress, the first at {gathering.unheaded[0][1][0].where}: no heading says what they are."
        )


def fill_revised_dates(gathering: Gathering) -> None:
    """Give actions the date that they were first due where a table has a place for revised dates, and theirs is blank.

    They were not moved, so that date is still the one that counts; it is the original one of none. That a table without
    any revised date has a place for them is known by those with the same headings.
    """
    both = {fields.COMPLETION_DATE, fields.ORIGINAL_COMPLETION_DATE}
    revised = {gathering.alike[row.table] for row in gathering.rows if both <= row.values.keys()}
    tables = {number for number, alike in gathering.alike.items() if alike in revised or number in gathering.revised}
    filled = [
        row
        for row in gathering.rows
        if row.kind is Kind.ACTIONS
        and row.table in tables
        and _has_no_date(row.values.get(fields.COMPLETION_DATE, Piece("", ())).text)
        and row.values.get(fields.ORIGINAL_COMPLETION_DATE, Piece("", ())).text.strip()
    ]
    for row in filled:
        nothing = row.values.get(fields.COMPLETION_DATE, Piece("", ())).places
        row.values[fields.COMPLETION_DATE] = row.values.pop(fields.ORIGINAL_COMPLETION_DATE)
        for place in nothing:
            gathering.account.leave(place, "it only says that the date was not moved", meant=True)


def _has_no_date(text: str) -> bool:
    """Tell whether a text says that a date was not moved; one that is still to be confirmed was."""
    return says_no_value(text) and not fold(text).startswith(_STILL_OPEN)


def number_actions(rows: Sequence[Made]) -> Iterator[str]:
    """Give the actions of a plan in which none has a ref their numbers in each recommendation; yield a remark."""
    actions = [row for row in rows if row.kind is Kind.ACTIONS and fields.ACTION in row.values]
    if any(fields.REF in row.values for row in rows if row.kind is Kind.ACTIONS):
        return
    so_far: Counter[str] = Counter()
    for row in actions:
        if row.item is not None:
            so_far[row.item.number] += 1
            row.values[fields.REF] = Piece(f"{row.item.number}.{so_far[row.item.number]}", ())
    if so_far:
        first = next(iter(so_far))
        yield f"No action has a ref: they were numbered in each recommendation, from {first}.1."


def ask_about_several(gathering: Gathering) -> None:
    """Ask about cells that list several actions, numbered or on lines of their own: each is one, as printed."""
    several = [
        row.values[fields.ACTION]
        for row in gathering.rows
        if row.kind is Kind.ACTIONS and fields.ACTION in row.values and _lists_several(row.values[fields.ACTION].text)
    ]
    if several:
        gathering.questions.append(
            f"Several actions are listed in {counted(len(several), 'cell')}, the first at {several[0].where}: each "
            "cell was kept as one action, as printed, because the dates and the lead beside it are those of all. Part "
            "it in the workbook if each should be followed by itself."
        )


def _lists_several(text: str) -> bool:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) < 2 or lines[0].endswith(":"):
        return False
    return all(_LISTED.match(line) for line in lines) or all(
        line[0].isupper() and len(line.split()) > 2 for line in lines
    )


def settle_items(gathering: Gathering) -> None:
    """Give rows of which nothing says to which item they belong to the one that is likely, and say so.

    An indicator has the item of the one with its number, and an action that of the same action elsewhere; refs such as
    ``2.1`` name item 2; what is left goes to the only item there is, or to one of their own.
    """
    without = [row for row in gathering.rows if row.item is None and row.kind in IDS]
    if not without:
        return
    _by_same(gathering, without)
    _by_refs(gathering, [row for row in without if row.item is None])
    rest = [row for row in without if row.item is None]
    if not rest:
        return
    item = next(iter(gathering.items), None) if len(gathering.items) == 1 else None
    if item is None:
        item = gathering.items.mention(Said(title=""))
        where = next(iter(rest[0].values.values())).where
        gathering.questions.append(
            f"Nothing says which recommendation {len(rest)} rows belong to, the first at {where}: they are under a "
            "recommendation of their own, without a title."
        )
    for row in rest:
        row.item = item


def _by_same(gathering: Gathering, without: Iterable[Made]) -> None:
    known: dict[tuple[Kind, str], Item] = {}
    for row in gathering.rows:
        if row.item is not None and row.kind in IDS:
            for key in _keys(row):
                known.setdefault((row.kind, key), row.item)
    for row in without:
        row.item = next((known[row.kind, key] for key in _keys(row) if (row.kind, key) in known), None)
        row.settled = True


def _keys(row: Made) -> list[str]:
    """Return by what a row is known wherever it is: an indicator by its number, an action by its text."""
    fields = [IDS[row.kind], MAIN[row.kind]] if row.kind is Kind.INDICATORS else [MAIN[row.kind]]
    texts = [row.values[field].text for field in fields if field in row.values]
    return [fold(text) for text in texts if not says_no_value(text) and fold(text) != "new"]


def _by_refs(gathering: Gathering, without: Sequence[Made]) -> None:
    by_table: defaultdict[tuple[Kind, int], list[tuple[Made, re.Match[str] | None]]] = defaultdict(list)
    for row in without:
        ref = row.values.get(IDS[row.kind], Piece("", ())).text.strip()
        by_table[row.kind, row.table].append((row, _FIRST_PART.fullmatch(ref)))
    for (kind, _), rows in by_table.items():
        if kind is not Kind.ACTIONS or not all(found for _, found in rows):
            continue
        for row, found in rows:
            if found is not None:
                places = row.values[IDS[row.kind]].places
                row.item = gathering.items.mention(Said(number=found["item"]), places[0])


def number_by_codes(gathering: Gathering) -> None:
    """Take the codes out of titles that end with one, ``Early help (P1)``, where each item has its own: it is a number.

    Codes that come again, such as those of audits for how urgent something is, number nothing.
    """
    items = list(gathering.items)
    coded = [
        _CODED.fullmatch(item.values[fields.TITLE].text) if fields.TITLE in item.values else None for item in items
    ]
    found = [each for each in coded if each is not None]
    codes = {(each["letters"].upper(), int(each["number"])) for each in found}
    numbers = [item.number in ("", str(int(each["number"]))) for item, each in zip(items, coded, strict=True) if each]
    if len(found) < max(2, len(items)) or len(codes) < len(found) or len({letters for letters, _ in codes}) > 1:
        return
    if all(numbers):
        for item, each in zip(items, found, strict=True):
            title = item.values[fields.TITLE]
            item.number = str(int(each["number"]))
            item.values[fields.TITLE] = title._replace(text=each["title"])


def number_by_refs(gathering: Gathering) -> None:
    """Give items without a number that of the refs of their actions, if all of them begin with it: ``5.1``, ``5.2``."""
    used = {number_key(item.number) for item in gathering.items if item.number}
    said: defaultdict[int, set[str]] = defaultdict(set)
    for row in gathering.rows:
        if row.kind is Kind.ACTIONS and row.item is not None and not row.item.number:
            found = _FIRST_PART.fullmatch(row.values[fields.REF].text) if fields.REF in row.values else None
            said[id(row.item)].add(found["item"] if found else "")
    numbers = [next(iter(each)) for each in said.values() if len(each) == 1]
    for item in gathering.items:
        number = next(iter(said[id(item)])) if len(said.get(id(item), ())) == 1 else ""
        if number and not item.number and number_key(number) not in used and numbers.count(number) == 1:
            item.number = number
