"""Merges the rows that tell of the same action, indicator or person in several tables."""

from __future__ import annotations

from collections import defaultdict

from rapidfuzz import fuzz

from plan_workbook.bringing import fields
from plan_workbook.bringing.assembling.gathering import Gathering
from plan_workbook.bringing.assembling.items import Piece
from plan_workbook.bringing.assembling.made import Made
from plan_workbook.bringing.assembling.same_value import same_value
from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.fields import IDS, MAIN
from plan_workbook.values.text import fold, says_no_value

_ALIKE = 92


def merge_same(gathering: Gathering) -> list[Made]:
    """Return the rows without those that another table has already; what only the second one says is added.

    The same action has the same text and ref under the same item; the same indicator the same number there, and a
    description that is like it.
    """
    kept: list[Made] = []
    by_key: defaultdict[tuple[Kind, int, str], list[Made]] = defaultdict(list)
    for row in sorted(gathering.rows, key=lambda row: row.settled):
        keys = [(row.kind, id(row.item), key) for key in _same_keys(row)]
        same = next((other for key in keys for other in by_key[key] if _is_same(row, other)), None)
        if same is None:
            kept.append(row)
            for key in keys:
                by_key[key].append(row)
        else:
            _merge(gathering, same, row)
    return kept


def _same_keys(row: Made) -> list[str]:
    known_by = [MAIN[row.kind]] if row.kind is Kind.ACTIONS else [IDS.get(row.kind, ""), MAIN[row.kind]]
    return [f"{field} {fold(row.values[field].text)}" for field in known_by if field in row.values]


def _is_same(row: Made, other: Made) -> bool:
    if row.table == other.table:
        return False
    ref, others_ref = (each.values.get(IDS.get(each.kind, ""), Piece("", ())).text for each in (row, other))
    if ref.strip() and others_ref.strip() and not same_value(fields.REF, ref, others_ref):
        return False
    if row.kind is not Kind.INDICATORS:
        return True
    text, others_text = (fold(each.values.get(MAIN[each.kind], Piece("", ())).text) for each in (row, other))
    return not text or not others_text or fuzz.ratio(text, others_text) >= _ALIKE


def _merge(gathering: Gathering, kept: Made, row: Made) -> None:
    main = kept.values.get(MAIN[kept.kind]) or next(iter(kept.values.values()))
    what = {Kind.ACTIONS: "action", Kind.INDICATORS: "indicator"}.get(row.kind, "person")
    values = dict(row.values)
    if fields.ACTUAL in values and fields.ACTUAL not in kept.values and fields.PREVIOUS in values:
        baseline = kept.values.pop(fields.PREVIOUS, None)  # what is before an actual stands beside it
        kept.values[fields.PREVIOUS] = values.pop(fields.PREVIOUS)
        values |= {fields.PREVIOUS: baseline} if baseline is not None else {}
    for field, piece in values.items():
        before = kept.values.get(field)
        if before is None or (says_no_value(before.text) and not says_no_value(piece.text)):
            kept.values[field] = piece
            continue
        same = same_value(field, before.text, piece.text) or says_no_value(piece.text)
        for place in piece.places:
            if same:
                gathering.account.leave(place, f"the same {what} is at {main.where}", meant=True)
            else:
                said = f"the same {what} is at {main.where} with another {field}, which was kept: {before.text}"
                gathering.account.leave(place, said)
    for field, cell in row.fills.items():
        if field not in kept.values:
            kept.fills.setdefault(field, cell)
