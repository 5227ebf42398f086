"""The rules, one module for each table of the catalogue; importing this registers them all, in its order."""

from plan_workbook.checking.rule import RULES
from plan_workbook.checking.rules import workbook, plan, recommendations, actions, indicators, people  # noqa: F401, I001

__all__ = ["RULES"]
