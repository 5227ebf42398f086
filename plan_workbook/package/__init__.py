"""The xlsx as parts in a zip: put a sheet in, leave the rest byte for byte."""

from plan_workbook.package.errors import PackageError
from plan_workbook.package.graft import graft, replace_sheet
from plan_workbook.package.safety import open_safely
from plan_workbook.package.write import write_atomically

__all__ = ["PackageError", "graft", "open_safely", "replace_sheet", "write_atomically"]
