"""Run the command as ``python -m plan_workbook``."""

from plan_workbook.cli.main import leave

if __name__ == "__main__":  # a process that checks workbooks beside this one imports it under another name
    leave()
