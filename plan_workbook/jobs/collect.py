"""Take what comes back into the master, say what is left for a person, and who has not answered."""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from plan_workbook.collecting.asked import list_path
from plan_workbook.collecting.collected import (
    NO_DECISIONS,
    Answer,
    Collected,
    Room,
    first_lead,
    places_of,
)
from plan_workbook.collecting.comparing import is_untouched
from plan_workbook.collecting.decisions import decide
from plan_workbook.collecting.entries import Conflict, Decisions, Deleted, Take
from plan_workbook.collecting.fitting import as_far_as_it_fits
from plan_workbook.collecting.previous import compared_with
from plan_workbook.collecting.record import (
    Line,
    kept_folder,
    kept_path,
    record_path,
)
from plan_workbook.collecting.returns import Read
from plan_workbook.errors import OutputError
from plan_workbook.jobs.arguments import choice_of
from plan_workbook.jobs.masters import Master, open_master
from plan_workbook.jobs.passwords import Passwords
from plan_workbook.jobs.paths import AnyPath, backup_of, path_of, refuse_other_ending, same_file
from plan_workbook.jobs.plans import OpenedPlan
from plan_workbook.jobs.read_returns import read_each
from plan_workbook.jobs.return_files import ReturnFiles, returns_in
from plan_workbook.jobs.sorted_returns import Compared, Sorting
from plan_workbook.matching.plans import matched_recommendations
from plan_workbook.package import CellEntry
from plan_workbook.package.errors import KeepsChanging, naming
from plan_workbook.package.modes import mode_like, mode_of
from plan_workbook.package.safety import open_package, read_bytes, read_if_there
from plan_workbook.package.workbook import Workbook
from plan_workbook.package.write import MOST_ROUNDS, Exchange, drop_link, exchange_together, refuse_unwritable, reserved
from plan_workbook.reading import read_plan
from plan_workbook.splitting.base import Base, base_path
from plan_workbook.splitting.found import PartPasswords
from plan_workbook.values.paths import given_path
from plan_workbook.values.text import fold, fold_name


def collect(
    master: AnyPath,
    returns: AnyPath | Sequence[AnyPath] = (),
    output: AnyPath | None = None,
    *,
    take: Take | str | None = None,
    again: bool = False,
    dry_run: bool = False,
    processes: int | None = None,
    passwords: Passwords = None,
    part_passwords: PartPasswords = (),
) -> Collected:
    """Take what only a lead changed into the master, in place or into `output`; without returns, only look.

    In place, the previous file is kept next to it as ``NAME.bak.xlsx``, and a master from which nothing changes is not
    written. An encrypted master stays encrypted. The record of returns, and the returns as they came, are kept next to
    the workbook that is written. The order of the returns makes no difference.

    Args:
        master: the workbook of the whole plan.
        returns: the workbooks that came back, folders of them, or zip files of them.
        output: the file to write, instead of in place; it gets a record of its own.
        take: whose word counts where a person would have to decide, or its word, such as ``"returned"``.
        again: also read returns that are in the record.
        dry_run: find out what would be done, and write nothing.
        processes: how many processes may read at once; without it, as many as there are processors.
        passwords: the password of the master, if it is encrypted.
        part_passwords: the passwords of returns that are encrypted with another one.

    Raises:
        PackageError: the master can't be read, changed or written; nothing was changed.
        NotAPlan: it is not an improvement plan.
        InputError: a folder contains no return, or there is no such choice to take.
        OutputError: `output` does not have the same ending as `master`, or the record can't be read.
    """
    master, output = given_path(master, "master"), path_of(output, "output")
    named = [given_path(each, "returns") for each in ([returns] if isinstance(returns, str | Path) else returns)]
    whose = choice_of(Take, take, "take") if take is not None else None
    into = master if output is None or same_file(output, master) else output
    refuse_other_ending(into, master)
    job = _Job(master, into, whose, again, dry_run, processes or os.cpu_count() or 1, passwords, part_passwords)
    if not named:
        return job.asked()
    with contextlib.ExitStack() as held:
        if not dry_run:
            held.enter_context(reserved(master, "collecting"))
        return job.collected(named)


class _Job(NamedTuple):
    """One call of `collect`."""

    master: Path
    into: Path
    take: Take | None
    again: bool
    dry_run: bool
    processes: int
    passwords: Passwords
    part_passwords: PartPasswords

    def asked(self) -> Collected:
        """Return who has answered and who has not."""
        master = open_master(self.master, self.passwords)
        said, missing = master.returned, master.missing
        done = Collected(
            self.master, self.into, master.period, (), NO_DECISIONS, (), (), (), said, missing, asked_only=True
        )
        return replace(
            done,
            base_unread=master.base_unread,
            not_handed_out=master.not_handed_out,
            put_back=master.put_back,
        )

    def collected(self, named: Sequence[Path]) -> Collected:
        """Read the returns, decide about them, and write what was decided."""
        master = open_master(self.master, self.passwords)
        self._refuse_unwritable(master.opened)
        files = returns_in(named, self.master)
        known = frozenset() if self.again else frozenset(line.fingerprint for line in master.record.lines)
        own = master.opened.file.password
        reads = list(read_each(files.sources, known, own, self.part_passwords, self.processes))
        for _ in range(MOST_ROUNDS):
            done = _Round(self, master, files, reads).done()
            if done is not None:
                return done
            master = open_master(self.master, master.opened.file.password)
        raise KeepsChanging(self.master.name)

    def _refuse_unwritable(self, opened: OpenedPlan) -> None:
        """Refuse before anything is read if what is to be written can't be."""
        with naming(self.master.name):
            Workbook(open_package(opened.file.content)).refuse_signed()
        if not self.dry_run:
            backup = [backup_of(self.into)] if self.into is self.master else []
            for path in (self.into, *backup, record_path(self.into)):
                refuse_unwritable(path)


class _Round:
    """One attempt to collect what was read; another one follows if somebody saves the master meanwhile."""

    def __init__(self, job: _Job, master: Master, files: ReturnFiles, reads: Sequence[Read]) -> None:
        self.job, self.master = job, master
        self.sorted = Sorting(master, job.master).in_order(files, reads)
        self.answered: list[tuple[Answer, Compared]] = []

    def done(self) -> Collected | None:
        """Return what came of it; None if it has to be tried again."""
        job, master = self.job, self.master
        decided, content, rooms = self._decided()
        entry = CellEntry(content, job.master.name)
        decisions, unfit = as_far_as_it_fits(decided, entry)
        self.answered = [(self._answer(each, decisions), each) for each in self.sorted.compared]
        answers = sorted((*(each for each, _ in self.answered), *self.sorted.refused), key=lambda each: each.file)
        lines = self._new_lines(decisions)
        returned = (*master.returned, *lines)
        changed = any(decisions.cells.values())
        done = Collected(
            job.master,
            job.into,
            master.period,
            tuple(answers),
            decisions,
            unfit,
            tuple(self.sorted.before),
            tuple(self.sorted.passed_over),
            returned,
            master.missing_after(returned),
            job.take,
            job.dry_run,
            changed or job.into is not job.master,
            rooms=rooms if changed else (),
            base_unread=master.base_unread,
            not_handed_out="" if returned else master.not_handed_out,
            put_back="" if job.again else master.put_back,
        )
        return done if job.dry_run else self._written(done, entry, lines)

    def _decided(self) -> tuple[Decisions, bytes, tuple[Room, ...]]:
        """Return what is decided, the master with room for all of it, and the tables that got some."""
        master, returns = self.master, [each.returned for each in self.sorted.compared]
        content, plan = master.opened.file.content, master.plan
        decided = decide(plan, returns, take=self.job.take)
        if not decided.lacking:
            return decided, content, ()
        from plan_workbook.collecting.growing import grown  # loads what inserts rows

        roomy = grown(content, plan, decided.lacking)
        if roomy.rooms:  # everything below the new rows has another place
            plan = read_plan(roomy.content, plan.name)
            decided = decide(plan, returns, take=self.job.take)
        return decided._replace(left_alone=(*decided.left_alone, *roomy.left)), roomy.content, roomy.rooms

    # ----------------------------------------------------------------------------------------- what came of each

    def _answer(self, compared: Compared, decisions: Decisions) -> Answer:
        read, file = compared.read, compared.read.source.name
        sheets = self._sheets(compared, decisions)
        nobodys = bool(self.master.out) and not read.part
        taken = sum(each.file == file for each in decisions.changes)
        conflicts = sum(each.file == file for each in decisions.conflicts)
        return Answer(
            file,
            fingerprint=read.fingerprint,
            lead=read.base.lead if read.base else "" if nobodys else self._lead_of(sheets),
            sheets=sheets,
            base=compared.base_is,
            earlier=compared.earlier,
            led_by_others=self._led_by_others(read.base, sheets) if read.base and read.base.lead else (),
            taken=taken,
            conflicts=conflicts,
            nobodys=nobodys,
            modified_by=read.saved.by,
            modified=read.saved.at,
            untouched=is_untouched(read, compared.plan, self.master.plan),
        )

    def _led_by_others(self, base: Base, sheets: Collection[str]) -> tuple[str, ...]:
        """Return the sheets of a part whose first-named lead in the master is not the lead it was made for."""
        own = [each for each in self.master.plan.recommendations if each.sheet in sheets and each.lead.value]
        return tuple(each.sheet for each in own if fold_name((each.lead.value or ("",))[0]) != fold_name(base.lead))

    def _sheets(self, compared: Compared, decisions: Decisions) -> tuple[str, ...]:
        """Return the master's sheets that a return answers for."""
        if compared.read.base is not None:
            return compared.read.base.sheets
        if compared.read.part:
            pairs = matched_recommendations(self.master.plan, compared.plan).both
            return tuple(pair.before.sheet for pair in pairs)
        said = {sheet for file, sheet in places_of(decisions) if file == compared.read.source.name}
        return tuple(each.sheet for each in self.master.plan.recommendations if each.sheet in said)

    def _lead_of(self, sheets: Sequence[str]) -> str:
        """Return the lead of all these sheets; empty if they have several."""
        leads = {first_lead(each) for each in self.master.plan.recommendations if each.sheet in sheets}
        return leads.pop() if len(leads) == 1 else ""

    def _new_lines(self, decisions: Decisions) -> tuple[Line, ...]:
        """Return the lines for the record: of each return that was collected, if it is not there or gave something."""
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        left = {(each.file, fold(each.sheet)) for each in decisions.left_alone}
        entries: list[Conflict | Deleted] = [*decisions.conflicts, *decisions.deleted]
        left_in = {_place_of(each): each.file for each in reversed(entries) if each.decided is None}
        undecided = Counter(
            each.file for each in entries if each.decided is None and left_in[_place_of(each)] == each.file
        )  # what several returns say about one cell is one decision
        return tuple(
            Line(
                now,
                each.file,
                each.fingerprint,
                self.master.period,
                each.lead,
                () if each.nobodys else tuple(s for s in each.sheets if (each.file, fold(s)) not in left),
                each.taken,
                undecided[each.file],
                each.modified_by,
                each.modified,
            )
            for each, _ in self.answered
            if not each.refused
            and not each.untouched
            and (each.taken or self.master.record.line_of(each.fingerprint) is None)
        )

    # ----------------------------------------------------------------------------------------- writing

    def _written(self, done: Collected, entry: CellEntry, lines: Sequence[Line]) -> Collected | None:
        """Write what was decided into the master with room for it; None if somebody saved a file meanwhile."""
        job, file = self.job, self.master.opened.file
        content, elsewhere = file.content, job.into is not job.master
        if any(done.decisions.cells.values()):
            from plan_workbook.jobs.summarise import Regenerated  # loads what draws sheets
            from plan_workbook.jobs.up_to_date import up_to_date

            content, plan, report = up_to_date(entry, done.decisions.cells, job.master.name)
            overwritten = Regenerated(plan, report, job.into, changed=True).overwritten
            not_compared = compared_with(file.content, self.master.plan)
            done = replace(done, errors=report.errors, overwritten=overwritten, not_compared=not_compared)
        changed = content != file.content
        backup = backup_of(job.into) if changed and not elsewhere else None
        there, sealed = read_if_there(job.into) if elsewhere else file.stored, file.sealed(content)
        replaced = backup_of(job.into) if elsewhere and there not in (None, sealed) else None
        files = [*self._to_keep(lines)]
        if replaced is not None:
            drop_link(replaced)
            files.append(Exchange(replaced, read_if_there(replaced), there or b"", mode_of(job.into)))
        if backup is not None:
            drop_link(backup)
            files.append(Exchange(backup, read_if_there(backup), file.stored, mode_of(job.master)))
        if changed or elsewhere:
            files.append(Exchange(job.into, there, sealed, None if elsewhere else mode_of(job.master)))
        record = record_path(job.into)
        if lines or (elsewhere and self.master.record.lines):
            before = read_if_there(record) if elsewhere else self.master.record.file.content
            files.append(Exchange(record, before, self.master.record.with_lines(lines)))
        sources = (job.master, *(compared.read.source.path for _, compared in self.answered))
        files = [each if each.mode else each._replace(mode=mode_like(*sources)) for each in files]
        if not _exchanged(files, kept_folder(job.into)):
            return None
        written = record if lines else None
        return replace(done, changed=changed or elsewhere, backup=backup, replaced=replaced, record=written)

    def _to_keep(self, lines: Sequence[Line]) -> Iterator[Exchange]:
        """Yield what is kept next to the workbook: each return as it came, before the record speaks of it."""
        job, fingerprints = self.job, {line.fingerprint for line in lines}
        for _, compared in self.answered:
            path = kept_path(job.into, compared.read.fingerprint)
            if compared.read.fingerprint in fingerprints and not path.exists():
                yield Exchange(path, None, compared.read.stored, ours=True)
        if job.into is job.master:
            return
        for line in self.master.record.lines:
            kept, path = kept_path(job.master, line.fingerprint), kept_path(job.into, line.fingerprint)
            if kept.is_file() and not path.exists() and line.fingerprint not in fingerprints:
                yield Exchange(path, None, read_bytes(kept), ours=True)
        for of in (base_path, list_path) if self.master.handed_out is not None else ():
            if of(job.master).is_file():
                yield Exchange(of(job.into), read_if_there(of(job.into)), read_bytes(of(job.master)), ours=True)


def _place_of(entry: Conflict | Deleted) -> object:
    return entry.where if isinstance(entry, Conflict) else (entry.sheet, entry.cell)


def _exchanged(files: Sequence[Exchange], folder: Path) -> bool:
    """Exchange files together, some of them in a folder that may have to be made; False if one of them has changed."""
    if not files:
        return True
    made = any(each.path.parent == folder for each in files) and not folder.is_dir()
    done = False
    try:
        if made:
            try:
                folder.mkdir()
            except OSError as error:
                raise OutputError(
                    f"The folder {folder.name}, which keeps the returns, can't be made ({error.strerror}): nothing was "
                    "changed."
                ) from error
        done = exchange_together(files)
        return done
    finally:
        if made and not done:
            with contextlib.suppress(OSError):
                folder.rmdir()
