"""The rules in force: those that come with the tool, and rules of your own, for the whole process."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from plan_workbook.checking.rule import Rule, Source
from plan_workbook.checking.rule_errors import broken, files_of
from plan_workbook.checking.rules_files import InForce, fingerprints_of, printing_apart, rules_in
from plan_workbook.errors import PlanWorkbookError, is_panic, name_rules

R = TypeVar("R")
_now: list[InForce] = []
"""The rules in force; none before the first check, which is when installed packages are looked for."""


def in_force() -> InForce:
    """Return the rules in force: those of `use`, or else the installed ones.

    Raises:
        RulesError: there is a mistake in them.
    """
    if not _now:
        use(())
    return _now[0]


def use(files: Iterable[Path]) -> None:
    """Put the rules in these files, and in installed packages, in force; those of files named before no longer are.

    Raises:
        RulesError: one can't be read or run, or has a mistake. The rules stay as they were.
    """
    named = tuple(dict.fromkeys(path.absolute() for path in files))
    if _now and _now[0].files == named and _now[0].content == fingerprints_of(named):
        return
    before = list(_now)
    for each in before:
        each.remove()
    _now.clear()
    try:
        loaded = rules_in(named)
    except BaseException:
        for each in before:
            each.add()
        _now[:] = before
        raise
    loaded.add()
    _now[:] = [loaded]
    name_rules(named)


@contextmanager
def using(*files: str | Path) -> Iterator[tuple[Rule, ...]]:
    """Put the rules in these files in force while the block runs, and give the block the rules of your own.

    Raises:
        RulesError: as `use` does.
    """
    before = in_force().files
    use(map(Path, files))
    try:
        yield in_force().own
    finally:
        use(before)


def by_these_rules(do: Callable[..., R]) -> Callable[..., R]:
    """Return a function that does the same in another process, by the rules in force here.

    The names of their files go with it, and the files are read there.
    """
    files = _now[0].files if _now else ()
    return partial(_done_by, files, do) if files else do


def _done_by(files: Sequence[Path], do: Callable[..., R], *args: Any) -> R:
    use(files)
    return do(*args)


@contextmanager
def blaming(rule: Rule | None = None) -> Iterator[None]:
    """Turn what goes wrong in the code of a rules file into one sentence.

    `rule` is the one whose words are made, if it is one of your own: whatever happens then is about it.

    Raises:
        RulesError: something went wrong there.
    """
    try:
        with printing_apart() if _now and _now[0].own else nullcontext():
            yield
    except PlanWorkbookError:
        raise
    except BaseException as error:
        source = rule.source if rule else _source_of(error)  # one that comes with the tool has none
        if source is None or not (isinstance(error, Exception) or is_panic(error)):
            raise
        raise broken(source, rule, error) from error


def _source_of(error: BaseException) -> Source | None:
    """Return the rules file in whose code something went wrong; None if it was not in one."""
    files = {frame.filename for frame in traceback.extract_tb(error.__traceback__)}
    sources = (rule.source for rule in (_now[0].own if _now else ()) if rule.source)
    return next((source for source in sources if files & files_of(source)), None)
