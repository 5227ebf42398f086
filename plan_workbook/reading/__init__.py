"""From a workbook to a plan: open safely, find the tables, clean the cells."""

from plan_workbook.reading.workbook import read_plan

__all__ = ["read_plan"]
