"""Writing to each lead about their own cells: who is written to, about what, and the drafts that say so.

Nothing here sends anything. What goes into a draft is made from one person's own findings and actions, so that it can
hold nobody else's.
"""

from plan_workbook.chasing.outstanding import (
    Outstanding,
    PersonItems,
    SheetItems,
    UnreachableItems,
    outstanding_by_lead,
)

__all__ = ["Outstanding", "PersonItems", "SheetItems", "UnreachableItems", "outstanding_by_lead"]
