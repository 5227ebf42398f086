"""What is said about a mistake in rules of your own: their file, the line, and what Python or a library says."""

from __future__ import annotations

import sys
import traceback

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
    return RulesError(f"{where}: {what}{why}. Correct it; nothing was changed.")


def files_of(source: Source) -> set[str]:
    """Return the names of the file whose code it is."""
    module = sys.modules.get(source.file)
    return {source.file, *([module.__file__] if module is not None and module.__file__ else [])}


def where_in(source: Source, error: BaseException | str, line: int = 0) -> str:
    """Return the source and the last line of its code that was run."""
    if isinstance(error, SyntaxError):
        line = error.lineno or 0
    elif isinstance(error, BaseException):
        files = files_of(source)
        frames = [each for each in traceback.extract_tb(error.__traceback__) if each.filename in files]
        line = frames[-1].lineno or line if frames else line
    return f"{source.name}, line {line}" if line else source.name


def why_in_words(error: BaseException) -> str:
    """Return in one line what Python or a library says."""
    if isinstance(error, SyntaxError):
        return f"this is not Python ({error.msg})"
    said = in_brief(on_one_line(str(error)).partition("; valid columns")[0], _LONGEST).rstrip(".")
    return f"{type(error).__name__}: {said}" if said else type(error).__name__
