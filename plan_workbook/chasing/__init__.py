"""Writing to each lead about their own cells: who is written to, about what, and the drafts that say so.

Nothing here sends anything. What goes into a draft is made from one person's own findings and actions, so that it can
hold nobody else's.
"""

from plan_workbook.chasing.piles import Chase, Missed, Part, Pile, chase

__all__ = ["Chase", "Missed", "Part", "Pile", "chase"]
