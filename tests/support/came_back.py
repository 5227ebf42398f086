"""What came of collecting, made by hand: something of every kind that is left for a person, or taken."""

from __future__ import annotations

from pathlib import Path

from plan_workbook.collecting.collected import NO_DECISIONS, Answer, Collected, NotReturned
from plan_workbook.collecting.entries import Change, Conflict, Deleted, NotCarried, Where

HOSTILE = "<script>document.title='x'</script>\" & 'it' $title =1+1"


def where(sheet="R01", cell="C11", field="Progress", table="progress") -> Where:
    return Where(sheet, cell, "1", table, None if table == "progress" else "a", field)


def collected(said: str = "Ten cases were audited in March, and all were good.") -> Collected:
    """Two conflicts, a row that is gone, a note, a refused return and two changes; Cat has not answered."""
    decisions = NO_DECISIONS._replace(
        changes=(
            Change(where(cell="F20", field="Actual", table="actions"), "40%", "41%", "ann.xlsx"),
            Change(where(cell="G20", field="Target", table="actions"), "90%", "95%", "ann.xlsx", look=True),
        ),
        conflicts=(
            Conflict(
                where(),
                "Ten cases were audited in March, and most were good.",
                "Twelve cases were audited in March, and most were good.",
                said,
                "ann.xlsx",
            ),
            Conflict(where("R02", "I35", "RAG", "actions"), None, "A", "R", "ann.xlsx"),
        ),
        deleted=(Deleted("R03", "3", "actions", "b", "A36", "Ref: b", "bob.xlsx"),),
        not_carried=(NotCarried("bob.xlsx", "R03", "D9", "a note", said),),
    )
    answers = (Answer("ann.xlsx", lead="Ann"), Answer("bob.xlsx", lead="Bob"), Answer("cut.xlsx", "It is damaged."))
    missing = (NotReturned("Cat", ("R04", "R05")),)
    path = Path("plan.xlsx")
    return Collected(path, path, "December 2017", answers, decisions, (), (), (), (), missing)
