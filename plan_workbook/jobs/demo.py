"""Do the whole job once, on the example plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from plan_workbook.checking import Report
from plan_workbook.collecting.collected import Collected
from plan_workbook.errors import OutputError
from plan_workbook.jobs.collect import collect
from plan_workbook.jobs.new import checked_workbook
from plan_workbook.jobs.paths import AnyPath, backup_of
from plan_workbook.jobs.rollover import RolledOver, rollover
from plan_workbook.jobs.split import Split, split
from plan_workbook.jobs.summarise import summarise
from plan_workbook.package import set_cells, write_atomically, write_keeping
from plan_workbook.package.modes import mode_like
from plan_workbook.plan.model import Plan
from plan_workbook.publishing.formats import Format, file_name, published
from plan_workbook.publishing.make import edition_of
from plan_workbook.reading import read_plan
from plan_workbook.register import read_register, register_of
from plan_workbook.register.example import NAME, example_register
from plan_workbook.splitting.shares import shares_of
from plan_workbook.values.paths import given_path, make_folder
from plan_workbook.writing.register_files import write_register


@dataclass(frozen=True)
class Checked:
    """The workbook was made and checked; one from an earlier demo that differed is kept as `backup`."""

    workbook: Path
    backup: Path | None
    plan: Plan
    report: Report


@dataclass(frozen=True)
class Summarised:
    """Its Summary and Checks were regenerated."""

    workbook: Path


@dataclass(frozen=True)
class Exported:
    """Its register was written."""

    register: Path


@dataclass(frozen=True)
class Published:
    """A draft edition was written."""

    edition: Path
    workbook: Path


@dataclass(frozen=True)
class Handed:
    """A copy of the workbook was handed out to its leads."""

    split: Split


@dataclass(frozen=True)
class CameBack:
    """Two leads answered, one of them about a cell that the coordinator had changed too, and both were collected."""

    collected: Collected


@dataclass(frozen=True)
class Opened:
    """The next month was opened in a new workbook."""

    rolled: RolledOver


Step = Checked | Summarised | Exported | Published | Handed | CameBack | Opened


def demo(output: AnyPath) -> Iterator[Step]:
    """Do the whole job in a folder; yields each step once it is done.

    Raises:
        OutputError: the folder can't be made.
        PackageError: a file can't be written.
    """
    output = given_path(output, "output")
    workbook = output / f"{NAME}.xlsx"
    content, plan, report = checked_workbook(read_register(example_register()), workbook.name)
    try:
        make_folder(output)
    except OSError as error:
        raise OutputError(
            f"The folder {output} can't be made ({error.strerror}): choose another with --output."
        ) from error
    kept = write_keeping(workbook, content, backup_of(workbook))
    yield Checked(workbook, backup_of(workbook) if kept else None, plan, report)
    summarise(workbook)
    yield Summarised(workbook)
    register = output / "register"
    write_register(register_of(plan), register)
    yield Exported(register)
    edition = edition_of(plan, report, draft=True)
    for_the_board = output / file_name(workbook, edition, Format.HTML)
    write_keeping(for_the_board, published(edition, Format.HTML), backup_of(for_the_board))
    yield Published(for_the_board, workbook)
    yield from _month(output / "a-month", workbook.read_bytes())


def _month(folder: Path, content: bytes) -> Iterator[Step]:
    """Hand a copy of the workbook out, answer as two leads would, and collect their answers into another copy."""
    folder.mkdir(exist_ok=True)
    master, collected, returned = folder / "plan.xlsx", folder / "collected.xlsx", folder / "returned"
    first, second = shares_of(read_plan(content), master.stem)[:2]
    ours = _with_first_action(content, second.sheets[0], {"rating": "R"})
    if _content_of(master) != ours:  # as an earlier demo left it
        write_keeping(master, content, backup_of(master))
    write_atomically(master, content)
    handed = split(master, replace=True)
    yield Handed(handed)
    returned.mkdir(exist_ok=True)
    answers = (
        (first, {"comment": "Agreed with schools in December."}),
        (second, {"rating": "A", "comment": "Two posts are vacant; interviews are in January."}),
    )
    for share, typed in answers:
        part = (handed.folder / share.file).read_bytes()
        answer = returned / share.file
        write_keeping(answer, _with_first_action(part, share.sheets[0], typed), backup_of(answer))
    write_atomically(master, ours)
    before = _content_of(collected)
    done = collect(master, returned, collected)
    if before is not None and before != _content_of(collected):
        write_atomically(backup_of(collected), before, mode_like(collected))
    yield CameBack(done)
    yield Opened(_next_month(collected))


def _next_month(closed: Path) -> RolledOver:
    """Open the next month in a workbook of its own; one that an earlier demo opened and somebody changed is kept."""
    opened = closed.with_name("january.xlsx")
    before = _content_of(opened)
    day = date(2018, 1, 31)
    done = rollover(closed, opened, period="January 2018", report_date=day, with_errors=True, replace=True)
    if before is not None and before != _content_of(opened):
        write_atomically(backup_of(opened), before, mode_like(opened))
    return done


def _content_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _with_first_action(content: bytes, sheet: str, typed: Mapping[str, str]) -> bytes:
    """Return a workbook with texts typed into the first action of a sheet, by the keys of its columns."""
    owner = next(each for each in read_plan(content).recommendations if each.sheet == sheet)
    return set_cells(content, {sheet: {owner.actions[0].inputs[key].cell: text for key, text in typed.items()}})
