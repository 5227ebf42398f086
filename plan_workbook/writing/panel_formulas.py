"""The formulas of the panel at the top of a recommendation's sheet, which count its gaps and contradictions.

On a closed recommendation, only contradictions are counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from xlsxwriter.utility import xl_rowcol_to_cell

from plan_workbook.layout import PARAGRAPH, PROGRESS, Sheet, Table
from plan_workbook.plan.scale import CountsAs
from plan_workbook.writing.cell_conditions import is_given, is_missing, is_one_of
from plan_workbook.writing.marks import column_range
from plan_workbook.writing.panel_conditions import CLOSED, FIELDS, Refs, conditions, counts_as
from plan_workbook.writing.panel_sentence import sentence_formula

LAYOUTS = 100
"""Layouts of a sheet whose formulas are remembered: they are long, and most sheets of a plan have one of a few."""
_ALWAYS_SAID = ("reversed", "contradicted", "text")
"""Contradictions, and figures and dates that are none to a formula: counted on a closed recommendation too."""


@dataclass(frozen=True)
class Places:
    """The cells that the panel's formulas refer to: those of the fields, and the rows (from 0) of the tables."""

    declared: Sheet
    """With the fields, columns and tables that are on the sheet."""
    cells: Refs
    bodies: Mapping[str, range]

    def __hash__(self) -> int:
        """Return the same for the same cells and rows, which most sheets of a plan have."""
        return hash((*self.cells.items(), *self.bodies.items()))

    def columns(self, table: Table) -> Refs:
        """Return the table's columns."""
        own, rows = self.declared.table(table.key), self.bodies[table.key]
        return {c.key: column_range(rows, own.column(c.key) - 1) for c in own.columns}

    def first_row(self, table: Table) -> Refs:
        """Return the cells of the table's first row, which a rule for all its rows starts from."""
        own, row = self.declared.table(table.key), self.bodies[table.key].start
        return {c.key: xl_rowcol_to_cell(row, own.column(c.key) - 1, col_abs=True) for c in own.columns}


@lru_cache(LAYOUTS)
def panel_formulas(places: Places) -> Mapping[str, str]:
    """Return the formula of each line of the panel."""
    cells = places.cells
    over = [counts_as(cells, CountsAs.COMPLETE)]
    over += [counts_as(cells, CountsAs.STOPPED)] if places.declared.stopping else []
    closed = f"OR({is_one_of(cells['status'], CLOSED)},{','.join(over)})"
    found = conditions(places.declared)
    fields = "+".join(is_missing(cells[key]) for key in FIELDS)
    progress = places.columns(PROGRESS)[PARAGRAPH]
    formulas = {
        "total": sentence_formula(),
        "fields": f"=IF({closed},0,{fields})",
        "progress": f"=IF({closed},0,IF(SUMPRODUCT({is_given(progress)})=0,1,0))",
    }
    for line in dict.fromkeys(condition.line for condition in found):
        terms = []
        mine = [condition for condition in found if condition.line == line]
        for table, rows in dict.fromkeys((condition.table.key, condition.rows) for condition in mine):
            cells_at = places.columns(next(c.table for c in mine if c.table.key == table))
            each = "+".join(
                condition.holds(cells_at, cells_at[key])
                for condition in mine
                if (condition.table.key, condition.rows) == (table, rows)
                for key in (condition.marked[:1] if condition.once else condition.marked)
                if key in cells_at
            )
            terms.append(f"SUMPRODUCT({rows(cells_at)}*({each}))" if rows else f"SUMPRODUCT({each})")
        count = "+".join(terms)
        formulas[line] = f"={count}" if line in _ALWAYS_SAID else f"=IF({closed},0,{count})"
    return formulas
