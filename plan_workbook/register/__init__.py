"""The register: the same plan as plain tables, in a folder of CSV files or one xlsx, for import and export."""

from plan_workbook.register.canonical import default_ratings, register_of
from plan_workbook.register.reading import read_register
from plan_workbook.register.tables import (
    HISTORY,
    NUMBER,
    PARAGRAPHS,
    PROGRESS,
    SAFE,
    Record,
    Register,
    register_tables,
)

__all__ = [
    "HISTORY",
    "NUMBER",
    "PARAGRAPHS",
    "PROGRESS",
    "SAFE",
    "Record",
    "Register",
    "default_ratings",
    "read_register",
    "register_of",
    "register_tables",
]
