"""What is said about a mistake in rules of your own: their file, the line, and what Python or a library says."""

from __future__ import annotations

import sys
import traceback
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from plan_workbook.checking.rule import Rule, Source
from plan_workbook.errors import RulesError
from plan_workbook.values.text import in_brief, on_one_line

_LONGEST = 160
"""Characters of what Python or a library says."""


def broken(source: Source, rule: Rule | None, error: BaseException | str) -> RulesError:
    """Return the error about a rule that could not be judged."""
    where = where_in(source, error, rule.line if rule else 0)
    what = f"the rule {rule.name} can't be judged: " if rule else ""
    why = in_brief(error, _LONGEST).rstrip(".") if isinstance(error, str) else why_in_words(error)
    found = RulesError(f"{where}: {what}{why}. {to_do_about(source)}")
    found.why = f"{where}: {what}{why}"
    return found


def to_do_about(source: Source) -> str:
    """Return what to do about a mistake in rules, which are in force for every command if they are installed."""
    if not source.package:
        return "Correct it; nothing was changed."
    return f"Correct it and install it again, or uninstall {source.package} to go on without it; nothing was changed."


def files_of(source: Source) -> set[str]:
    """Return the names of the file whose code it is."""
    return {source.file, file_of(source)} - {""}


def file_of(source: Source) -> str:
    """Return the file of a package's module, also if it could not be run; empty if it can't be found."""
    if not source.package:
        return source.file
    module = sys.modules.get(source.file)
    if module is not None:
        return module.__file__ or ""
    with suppress(Exception):  # whatever stops the package that it is in
        found = find_spec(source.file)
        return (found.origin or "") if found is not None else ""
    return ""


def where_in(source: Source, error: BaseException | str, line: int = 0) -> str:
    """Return the source and the last line of its code that was run."""
    if isinstance(error, SyntaxError):
        line = error.lineno or 0
    elif isinstance(error, BaseException):
        files = files_of(source)
        frames = [each for each in traceback.extract_tb(error.__traceback__) if each.filename in files]
        line = frames[-1].lineno or line if frames else line
    return line_of(source, line) if line else source.name


def line_of(source: Source, line: int) -> str:
    """Return a line of the source, with the file of its package that it is in."""
    file = Path(file_of(source)).name if source.package else ""
    return f"{source.name}, line {line} of {file}" if file else f"{source.name}, line {line}"


def why_in_words(error: BaseException) -> str:
    """Return in one line what Python or a library says."""
    if isinstance(error, SyntaxError):
        return f"this is not Python ({error.msg})"
    said = in_brief(on_one_line(str(error)).partition("; valid columns")[0], _LONGEST).rstrip(".")
    return f"{type(error).__name__}: {said}" if said else type(error).__name__
