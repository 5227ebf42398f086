"""From a workbook to a plan: open safely, find the tables, clean the cells."""

from plan_workbook.reading.workbook import plan_in, read_plan

__all__ = ["plan_in", "read_plan"]
