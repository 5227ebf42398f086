"""Write to each lead about their own cells: find the people, collect what is outstanding for each, make the drafts.

Nothing here sends anything. A draft is made from one person's own findings and actions, so it can't contain anybody
else's.
"""

from plan_workbook.chasing.outstanding import (
    Outstanding,
    PersonItems,
    SheetItems,
    UnreachableItems,
    outstanding_by_lead,
)

__all__ = ["Outstanding", "PersonItems", "SheetItems", "UnreachableItems", "outstanding_by_lead"]
