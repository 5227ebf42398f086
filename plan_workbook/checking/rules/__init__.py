"""The rules, one module for each table of the catalogue; importing this registers them all, in its order."""

from plan_workbook.checking.rule import RULES
from plan_workbook.checking.rules import actions, indicators, people, plan, recommendations, workbook  # noqa: F401

__all__ = ["RULES"]
