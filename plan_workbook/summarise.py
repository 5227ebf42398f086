"""Regenerate the Summary inside a workbook, and leave everything else in it as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from plan_workbook import layout
from plan_workbook.errors import OutputError
from plan_workbook.model import Plan
from plan_workbook.package import Password, graft, open_file, rewrite, write_atomically
from plan_workbook.reading import read_plan
from plan_workbook.writing.summary_sheet import draw_summary


@dataclass(frozen=True)
class Summarised:
    """What became of a workbook: where it is now, and where the previous file is kept."""

    plan: Plan
    path: Path
    changed: bool
    backup: Path | None = None

    @property
    def overwritten(self) -> tuple[str, ...]:
        """The cells of the Summary in which somebody had typed something that is not there any more."""
        typed = [o for o in self.plan.observations if o.rule == "content-outside-table"]
        return tuple(o.cell for o in typed if o.cell and o.sheet == self.plan.summary_sheet) if self.changed else ()


def summarise(
    path: Path, out: Path | None = None, password: Password = None, seen: Callable[[Plan], None] = lambda _: None
) -> Summarised:
    """Regenerate the Summary of the workbook at `path`, in place or into `out`.

    In place the previous file is kept beside it as ``NAME.bak.xlsx``, and a workbook that would not change is not
    written. A workbook that is encrypted stays so. `seen` is told the plan as soon as it is read, and once more should
    the file change meanwhile.

    Raises:
        PackageError: the workbook can't be read, changed or written; nothing was changed then.
        NotAPlan: it is no improvement plan.
        OutputError: `out` is not called as a workbook of this kind.
    """
    if out is not None and not _same_file(out, path):
        return _elsewhere(path, out, password, seen)
    plans: list[Plan] = []

    def regenerated(content: bytes) -> bytes:
        plans.append(read_plan(content, path.name))
        seen(plans[-1])
        return _with_summary(content, plans[-1])

    backup = backup_of(path)
    changed = rewrite(path, regenerated, password, backup)
    return Summarised(plans[-1], path, changed, backup if changed else None)


def backup_of(path: Path) -> Path:
    """Return where the previous file of a workbook is kept: ``plan.bak.xlsx`` beside ``plan.xlsx``."""
    return path.with_name(f"{path.stem}.bak{path.suffix}")


def _elsewhere(path: Path, out: Path, password: Password, seen: Callable[[Plan], None]) -> Summarised:
    file = open_file(path, password)
    plan = read_plan(file.content, path.name)
    seen(plan)
    if out.suffix.casefold() != path.suffix.casefold():
        raise OutputError(
            f"{out.name} must end in {path.suffix} like the workbook it is made from: choose another name."
        )
    write_atomically(out, file.sealed(_with_summary(file.content, plan)))
    return Summarised(plan, out, changed=True)


def _with_summary(content: bytes, plan: Plan) -> bytes:
    return graft(content, plan.summary_sheet or layout.SUMMARY, draw_summary(plan), plan.name)


def _same_file(one: Path, other: Path) -> bool:
    return one.exists() and one.samefile(other)
