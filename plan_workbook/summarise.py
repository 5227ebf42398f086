"""Regenerate the Summary inside a workbook, and leave everything else in it as it was."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from plan_workbook import layout
from plan_workbook.errors import OutputError
from plan_workbook.model import Plan
from plan_workbook.package import PackageError, graft, open_safely, write_atomically
from plan_workbook.reading import read_plan
from plan_workbook.writing.summary_sheet import draw_summary


@dataclass(frozen=True)
class Summarised:
    """What became of a workbook: where it is now, and where the previous file is kept."""

    plan: Plan
    path: Path
    changed: bool
    backup: Path | None = None


def summarise(path: Path, out: Path | None = None) -> Summarised:
    """Regenerate the Summary of the workbook at `path`, in place or into `out`.

    In place the previous file is kept beside it as ``NAME.bak.xlsx``, and a workbook that would not change is not
    written.

    Raises:
        PackageError: the workbook can't be read, changed or written; nothing was changed then.
        NotAPlan: it is no improvement plan.
        OutputError: `out` is not called as a workbook of this kind.
    """
    before = open_safely(path)
    plan = read_plan(before, path.name)
    if out is not None and out.suffix.casefold() != path.suffix.casefold():
        raise OutputError(
            f"{out.name} must end in {path.suffix} like the workbook it is made from: choose another name."
        )
    after = graft(before, plan.summary_sheet or layout.SUMMARY, draw_summary(plan), path.name)
    if out is not None and not _same_file(out, path):
        write_atomically(out, after)
        return Summarised(plan, out, changed=True)
    if after == before:
        return Summarised(plan, path, changed=False)
    return Summarised(plan, path, changed=True, backup=_replace(path, before, after))


def backup_of(path: Path) -> Path:
    """Return where the previous file of a workbook is kept: ``plan.bak.xlsx`` beside ``plan.xlsx``."""
    return path.with_name(f"{path.stem}.bak{path.suffix}")


def _same_file(one: Path, other: Path) -> bool:
    return one.exists() and one.samefile(other)


def _replace(path: Path, before: bytes, after: bytes) -> Path:
    """Keep the previous file as the backup, then put the new one in its place; on failure, neither has changed."""
    backup = backup_of(path)
    earlier = backup.read_bytes() if backup.is_file() else None
    write_atomically(backup, before)
    try:
        write_atomically(path, after)
    except PackageError:
        if earlier is None:
            backup.unlink(missing_ok=True)
        else:
            write_atomically(backup, earlier)
        raise
    return backup
