"""Runs commands one after another in one process, each through the entry point, with the environment of this process.

    python switched.py

takes a line of JSON for each, `[folder, [argument, ...]]`, and answers with `[code, out, err]`.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn


def leaving(code: int) -> NoReturn:
    """Leave the entry point with a code, and not the process."""
    raise SystemExit(code)


def ran(folder: str, arguments: list[str], said: Path) -> tuple[int, str, str]:
    """Return a command's exit code, and what it says on standard output and error."""
    from plan_workbook.cli.entry import main

    os.chdir(folder)
    sys.argv = ["plan-workbook", *arguments]
    kept, where = (sys.stdout, sys.stderr), [said / "out", said / "err"]
    with where[0].open("w", encoding="utf-8") as sys.stdout, where[1].open("w", encoding="utf-8") as sys.stderr:
        try:
            main()
        except SystemExit as left:
            code = left.code
        sys.stderr.close()  # the entry point has put another one there
    sys.stdout, sys.stderr = kept
    if "plan_workbook.package.write" in sys.modules:
        sys.modules["plan_workbook.package.write"]._written.clear()
    return code, *(each.read_text(encoding="utf-8") for each in where)


if __name__ == "__main__":
    around = dict(os.environ)
    os._exit = leaving
    with TemporaryDirectory() as name:
        for line in sys.stdin:
            os.environ.update(around)
            sys.stdout.write(json.dumps(ran(*json.loads(line), Path(name))) + "\n")
            sys.stdout.flush()
        os.chdir(Path(name).parent)
