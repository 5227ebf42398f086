"""Tables with very many rows: the time they take grows with their rows, and not with the square of them."""

from __future__ import annotations

from tables_drawn import document, drawn

from plan_workbook.bringing.assembling.assemble import assemble
from plan_workbook.bringing.documents.document import Cell
from plan_workbook.bringing.recognising.arranging import arranged
from plan_workbook.bringing.recognising.recognise import recognise


class _Counted(tuple[Cell, ...]):
    """The cells of a table, and how many times one asks for all of them."""

    times = 0

    def __iter__(self):
        _Counted.times += 1
        return super().__iter__()


def _times_gone_through(rows: int) -> int:
    lines = "\n".join(f"Keep children safe in place {at} | Jo Hart | G\nAbout place {at}" for at in range(rows))
    table = drawn(f"Action | Owner | RAG\n{lines}")
    _Counted.times = 0
    made = arranged(document(table._replace(cells=_Counted(table.cells))))
    assert len(assemble([made], recognise([made])).register.rows("actions")) >= rows
    return _Counted.times


def test_a_table_with_many_more_rows_is_gone_through_no_more_often():
    assert _times_gone_through(400) == _times_gone_through(100) > 0
