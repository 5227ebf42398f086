"""The rules, one module for each table; importing this registers them all, in the order of the catalogue."""

from importlib import import_module

from plan_workbook.checking.rule import RULES

for _table in ("workbook", "plan", "recommendations", "actions", "indicators", "people"):
    import_module(f"{__name__}.{_table}")

__all__ = ["RULES"]
