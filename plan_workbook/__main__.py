"""Run the command as ``python -m plan_workbook``."""

from plan_workbook.cli.main import leave

leave()
