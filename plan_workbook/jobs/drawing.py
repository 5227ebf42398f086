"""Draw the workbooks of parts, in several processes. Nothing is written, so that all can be written together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from plan_workbook.errors import OutputError
from plan_workbook.jobs.processes import Work, done_with_each
from plan_workbook.package import WorkbookFile
from plan_workbook.package.encryption import encrypted
from plan_workbook.package.errors import naming
from plan_workbook.splitting.workbook import Drawing, Part, drawn

_WORTH_A_PROCESS = 120
"""So many parts for each process. To load everything, and to get the parts from this process, takes a process as long
as drawing half of them; with fewer, several processes keep more processors busy and are hardly done any sooner."""


@dataclass(frozen=True)
class _Task:
    """A part to draw, known by the name of its file, which no other has."""

    file: str
    drawing: Drawing = field(compare=False)
    there: WorkbookFile | None = field(compare=False)
    """The file that has this name already."""


def all_drawn(
    parts: Sequence[Part], there: Mapping[str, WorkbookFile], password: str | None, processes: int
) -> dict[str, bytes]:
    """Return the bytes to store for each part, by the name of its file: those that are there, if it is the same part.

    Args:
        parts: the parts.
        there: the files that have their names already.
        password: what to encrypt them with; None if they are not to be encrypted.
        processes: how many processes may draw at once.

    Raises:
        RegisterError: a text is too long for a cell.
        OutputError: a process was stopped from outside.
    """
    tasks = [_Task(part.share.file, part.drawing, there.get(part.share.file)) for part in parts]
    work = Work(_elsewhere, lambda task: _stored(task, password), _stopped)
    each = done_with_each(tasks, work, min(processes, len(parts) // _WORTH_A_PROCESS), password)
    return dict(zip((task.file for task in tasks), each, strict=True))


def _stored(task: _Task, password: str | None) -> bytes:
    content = drawn(task.drawing)
    if task.there and task.there.content == content and task.there.password == password:
        return task.there.stored
    with naming(task.file):
        return content if password is None else encrypted(content, password)


def _elsewhere(task: _Task, password: str | None) -> bytes | None:
    """Do that in a process of its own; return None if it fails, so that the command itself fails in the same way."""
    try:
        return _stored(task, password)
    except Exception:
        return None


def _stopped(task: _Task) -> bytes:
    raise OutputError(
        f"Drawing {task.file} was stopped from outside, perhaps because memory ran out, so nothing was written: close "
        "other programs and try again with --jobs 1."
    )
