"""A file that a job makes, which must not be there yet unless it may be replaced."""

from __future__ import annotations

from pathlib import Path

from plan_workbook.errors import NotAPlan, OutputError
from plan_workbook.jobs.paths import backup_of
from plan_workbook.package import PackageError
from plan_workbook.package.modes import mode_like
from plan_workbook.package.write import exchange, write_keeping

_INSTEAD = "choose another name, or add --force to replace it."


def refuse_existing(output: Path, *, replace: bool) -> None:
    """Refuse a file that is there, before any work is done for it.

    Raises:
        OutputError: it is there and may not be replaced.
    """
    if output.exists() and not replace:
        raise OutputError(f"{output} already exists: {_INSTEAD}")


def refuse_plan(output: Path, what: str) -> None:
    """Refuse to write something else over the workbook of a plan: a slip of the hand, after which its backup is gone.

    `what` is what would be written. Whether a workbook that is encrypted holds a plan is not known: it is replaced and
    kept like any other.

    Raises:
        OutputError: it is the workbook of a plan.
    """
    from plan_workbook.reading import read_plan  # most files that are written are not there yet

    if not output.is_file():
        return
    try:
        read_plan(output)
    except (PackageError, NotAPlan):
        return
    raise OutputError(f"{output} is the workbook of a plan, which {what} would replace: choose another name.")


def write_new(output: Path, content: bytes, *, replace: bool, source: Path | None = None) -> Path | None:
    """Write a file; unless it may be replaced, only if there still is none: the work before may have taken seconds.

    A file that is replaced by another content is kept: its new path is returned, None if there was nothing to keep.
    Whoever may not read the `source`, which it is made from, may not read a new file either.

    Raises:
        OutputError: somebody else has made it since `refuse_existing` looked; it was not replaced.
        PackageError: it can't be written.
    """
    if replace:
        kept = write_keeping(output, content, backup_of(output), mode_like(source))
        return backup_of(output) if kept else None
    if not exchange(output, None, content, mode=mode_like(source)):
        raise OutputError(
            f"{output} was made by another program or command while this one was running, so it was not replaced: "
            f"{_INSTEAD}"
        )
    return None
