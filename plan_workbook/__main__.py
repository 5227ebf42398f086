"""Run the command as ``python -m plan_workbook``."""

from plan_workbook.cli.entry import main

if __name__ == "__main__":  # a process that checks workbooks for this one imports it under another name
    main()
