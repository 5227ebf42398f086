"""Which cell of a part is which of the master: by its field or its row, whatever else is on the master's sheet."""

from __future__ import annotations

from bisect import bisect_right

from plan_workbook.layout import RECOMMENDATION
from plan_workbook.package.addresses import MAX_ROW, address_of, place_of
from plan_workbook.plan.model import Place, Recommendation


def part_cell(own: Recommendation, part: Recommendation, cell: str) -> str:
    """Return the cell of a part for a cell of the master; "" stays "", and so does what is not an address.

    A cell of a field or of a row goes with it. Any other keeps its distance to the nearest heading, field or row
    above it, so that a note on a blank row is still on a blank row of its table.

    Args:
        own: the recommendation as it was read from the master.
        part: the same one, in the part.
        cell: the address in the master.
    """
    try:
        row, column = place_of(cell)[0]
    except ValueError:
        return cell
    anchors = _anchors(own, part)
    before = bisect_right([each[0] for each in anchors], row) - 1
    if before < 0:
        return address_of((row, column))
    there, here, table = anchors[before]
    if table:
        column = _column(own.places[table], part.places[table], column)
    return address_of((min(here + row - there, MAX_ROW), column))


def _anchors(own: Recommendation, part: Recommendation) -> list[tuple[int, int, str]]:
    """Return the rows that are in both, in the order of the master: the row there and here, and the table it is in."""
    found = [
        (place_of(own.inputs[field.key].cell)[0][0], place_of(part.inputs[field.key].cell)[0][0], "")
        for field in RECOMMENDATION.fields
        if own.inputs[field.key].cell and own.inputs[field.key].problem is None
    ]
    for table in RECOMMENDATION.tables:
        if table.key not in own.places:
            continue
        rows, rows_here = own.places[table.key].rows, part.places[table.key].rows
        read = [(there.row, here.row) for there, here in zip(own.rows(table.key), part.rows(table.key), strict=True)]
        found.append((rows.start - 1, rows_here.start - 1, table.key))
        found += [(there, here, table.key) for there, here in read if there in rows]
        # Below the rows that are filled, blank ones keep their order.
        last = max((there for there, _ in read), default=rows.start - 1)
        if last + 1 < rows.stop:
            found.append((last + 1, rows_here.start + len(read), table.key))
        found.append((max(rows.stop, last + 1), rows_here.stop, ""))
    return sorted(found)


def _column(own: Place, part: Place, column: int) -> int:
    """Return the part's column for one of the master's: that of the same heading, or else the same letter."""
    key = next((key for key, at in own.columns.items() if at == column), "")
    return part.columns.get(key, column)
