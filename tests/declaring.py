"""The declaration with a column and fields more, as if somebody had added them to the layout."""

from __future__ import annotations

import pytest

from plan_workbook import layout
from plan_workbook.layout import Column, Field, Kind, Sheet, Table

NEXT = layout.TEMPLATE_VERSION + 1
PROOF = Column("proof", "Proof", Kind.LONG_TEXT, "What shows that it is done.", width=30, optional=True)
REVIEWED = Column("reviewed", "Reviewed", Kind.END_DATE, "When the board last looked at it.", width=11, since=NEXT)
SOURCE = Column("source", "Source", Kind.TEXT, "Where the figure comes from.", width=14, optional=True)
SPONSOR = Field("sponsor", "Sponsor", Kind.LEADS, "Rec_Sponsor", "Who speaks for it on the board.", optional=True)
RISKS = Field("key_risks", "Key Risks", Kind.LONG_TEXT, "Plan_Key_Risks", "What could go wrong.", width=58, since=NEXT)


def declare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Add them all: one in the middle of the actions, one at their end, one between two figures of an indicator."""
    add(monkeypatch, layout.ACTIONS, PROOF, before="comment")
    add(monkeypatch, layout.ACTIONS, REVIEWED)
    add(monkeypatch, layout.INDICATORS, SOURCE, before="period")
    add(monkeypatch, layout.RECOMMENDATION, SPONSOR, before="status")
    add(monkeypatch, layout.PLAN, RISKS)
    monkeypatch.setattr(layout, "TEMPLATE_VERSION", NEXT)


def add(monkeypatch: pytest.MonkeyPatch, to: Table | Sheet, new: Column | Field, before: str | None = None) -> None:
    """Add one column or field, before another or at the end."""
    name = "columns" if isinstance(to, Table) else "fields"
    forget_what_follows(monkeypatch)
    declared = list(getattr(to, name))
    at = next((at for at, each in enumerate(declared) if each.key == before), len(declared))
    monkeypatch.setitem(vars(to), name, (*declared[:at], new, *declared[at:]))


def forget_what_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what follows from the columns be worked out anew, and put the old back at the end."""
    for sheet in (layout.PLAN, layout.RECOMMENDATION):
        assert sheet.widths
        monkeypatch.delitem(vars(sheet), "widths")
        for table in sheet.tables:
            assert table.headings.keys() >= {column.key for column in table.inputs}
            monkeypatch.delitem(vars(table), "headings")
            monkeypatch.delitem(vars(table), "inputs")
