"""One batch of files read and checked for a store: the task that runs in other processes, on other machines perhaps.

It knows nothing of the store and nothing of the machine that sent it: it is given where the files are, or their bytes,
and the password, and returns plain values.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from plan_workbook.checking.finding import Report
from plan_workbook.checking.report import check, check_all
from plan_workbook.errors import NotAPlan, NotChecked, PlanWorkbookError, RulesError
from plan_workbook.gathering.identity import Identity, identity_of
from plan_workbook.gathering.rows import Rows, rows_of
from plan_workbook.jobs.deadline import Deadline, within
from plan_workbook.jobs.one import is_breakdown
from plan_workbook.package import PackageError
from plan_workbook.package.contents import Contents
from plan_workbook.package.errors import PasswordProtected, WrongPassword
from plan_workbook.package.file import opened
from plan_workbook.plan.model import Plan
from plan_workbook.plan.scale import Scale
from plan_workbook.publishing.redaction import without_any_address
from plan_workbook.reading import plan_in
from plan_workbook.reading.opening import refusing_faults
from plan_workbook.sources.content import content_of
from plan_workbook.sources.outcomes import Outcome, of_no_plan
from plan_workbook.splitting.base import is_part
from plan_workbook.values.paths import escaped_name
from plan_workbook.values.text import in_a_sentence


class ToRead(NamedTuple):
    """A file that is to be read."""

    path: str
    """What it is called in the store."""
    where: str
    """What it is read by: a path of the machine that reads it, or a URL; empty if its bytes are here."""
    name: str
    known: str = ""
    """The fingerprint with which this version of the tool has read it before."""
    content: bytes | None = None


class WasRead(NamedTuple):
    """What a file holds, or why it is not counted."""

    path: str
    outcome: Outcome | None
    """None if its bytes are those that were read before."""
    sentence: str = ""
    fingerprint: str = ""
    identity: Identity | None = None
    rows: Rows | None = None
    encrypted: bool = False
    """Whether it is, if it was opened."""


Batch = tuple[ToRead, ...]
_LOCKED = (
    "The file {} is protected with a password: put the password in a text file and give the file's name with "
    "--password-file."
)


SELDOM = (200_000, 20, 50)
"""How seldom Python looks for cycles of objects while files are read."""


class Stopped(NamedTuple):
    """Why nothing at all can be read: something is wrong with this program, and not with a file."""

    why: str


def read_batch(batch: Batch, password: str | None = None, deadline: Deadline | None = None) -> list[WasRead] | Stopped:
    """Read files, check the plans in them together, and return the rows of each; nothing that is wrong stops the rest.

    Args:
        batch: the files.
        password: of those that are encrypted.
        deadline: how long each file may take; a process that takes longer ends.
    """
    often = gc.get_threshold()
    gc.set_threshold(*SELDOM)  # workbooks are many objects and hardly any cycles; a worker of a cluster looks for them
    try:
        return _all_read(batch, password, deadline)
    except NotChecked as error:
        return Stopped(str(error))
    finally:
        gc.set_threshold(*often)


def _all_read(batch: Batch, password: str | None, deadline: Deadline | None) -> list[WasRead]:
    found: dict[int, WasRead] = {}
    plans: list[_Plan] = []
    for place, each in enumerate(batch):
        with within(deadline):
            read = _read(each, password)
        if isinstance(read, WasRead):
            found[place] = read
        else:
            plans.append(_Plan(place, *read))
    for together in _by_scale(plans):
        with within(deadline, len(together)):
            found |= zip((each.place for each in together), _checked(together), strict=True)
    return [found[place] for place in range(len(batch))]


class _Plan(NamedTuple):
    """A plan that was read and not yet checked."""

    place: int
    """In the batch."""
    read: WasRead
    plan: Plan


def _read(file: ToRead, password: str | None) -> WasRead | tuple[WasRead, Plan]:
    """Return the plan in a file, or why there is none."""
    failed = partial(WasRead, file.path)
    fingerprint = ""
    try:
        stored = content_of(file.where) if file.content is None else file.content
        fingerprint = sha256(stored).hexdigest()
        if fingerprint == file.known:
            return failed(None, fingerprint=fingerprint)
        workbook = opened(Path(file.name), stored, password)
        with refusing_faults(file.name):
            contents = Contents(workbook.content)
        plan = plan_in(contents, file.name)
        if is_part(contents):
            return failed(Outcome.PART, "It is a part of a plan, made by split.", fingerprint)
        it, encrypted = identity_of(plan, file.path), workbook.password is not None
        return WasRead(file.path, Outcome.COUNTED, "", fingerprint, it, encrypted=encrypted), plan
    except NotAPlan as error:
        outcome, why = of_no_plan(error)
        return failed(outcome, without_any_address(in_a_sentence(why)), fingerprint)
    except WrongPassword as error:
        return failed(Outcome.REFUSED, _sentence(error))  # without its fingerprint, because another may open it
    except PasswordProtected:
        return failed(Outcome.REFUSED, _LOCKED.format(escaped_name(file.name)))
    except (PackageError, PlanWorkbookError) as error:
        return failed(Outcome.REFUSED, _sentence(error), fingerprint)
    except BaseException as error:
        if not is_breakdown(error):
            raise
        return failed(Outcome.REFUSED, _unforeseen(file.name, error), fingerprint)


def _by_scale(plans: Sequence[_Plan]) -> Iterator[list[_Plan]]:
    """Yield plans that can be checked together: those that have the same rating scale."""
    groups: dict[Scale, list[_Plan]] = {}
    for each in plans:
        groups.setdefault(each.plan.scale, []).append(each)
    yield from groups.values()


def _checked(together: Sequence[_Plan]) -> list[WasRead]:
    """Return what plans hold; if they can't be checked together, one after the other, to find out which it is."""
    try:
        reports = check_all([each.plan for each in together])
        return [_with_rows(each.read, each.plan, report) for each, report in zip(together, reports, strict=True)]
    except NotChecked:
        raise
    except BaseException as error:
        if not is_breakdown(error):
            raise
    return [_checked_alone(each.read, each.plan) for each in together]


def _checked_alone(read: WasRead, plan: Plan) -> WasRead:
    try:
        return _with_rows(read, plan, check(plan))
    except NotChecked:
        raise
    except RulesError as error:
        why = error.why or str(error).rstrip(".")
        failed = f"{escaped_name(plan.name)} was not counted, because a rule of your own failed on it: {why}."
        return WasRead(read.path, Outcome.REFUSED, failed, read.fingerprint)
    except BaseException as error:
        if not is_breakdown(error):
            raise
        return WasRead(read.path, Outcome.REFUSED, _unforeseen(plan.name, error), read.fingerprint)


def _with_rows(read: WasRead, plan: Plan, report: Report) -> WasRead:
    assert read.identity is not None
    return read._replace(rows=rows_of(plan, report, read.identity, read.path))


def _sentence(error: Exception) -> str:
    return without_any_address(in_a_sentence(str(error)))


def _unforeseen(name: str, error: BaseException) -> str:
    return (
        f"Unexpected error ({type(error).__name__}) with {escaped_name(name)}: run plan-workbook validate on it, and "
        "report it."
    )
