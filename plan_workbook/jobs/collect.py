"""Take what comes back into the master, say what is left for a person, and who has not answered."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from plan_workbook.checking import Report
from plan_workbook.checking.report import check
from plan_workbook.collecting.collected import (
    NO_DECISIONS,
    Answer,
    BaseIs,
    Collected,
    CollectedBefore,
    PassedOver,
    Room,
    expected,
    first_lead,
    not_returned,
    places_of,
)
from plan_workbook.collecting.comparing import as_in, can_be_later, is_of_another_period, is_untouched
from plan_workbook.collecting.decisions import decide
from plan_workbook.collecting.entries import Decisions, Returned, Take
from plan_workbook.collecting.fitting import as_far_as_it_fits
from plan_workbook.collecting.record import (
    Line,
    kept_folder,
    kept_path,
    record_path,
    same_period,
)
from plan_workbook.collecting.refreshed import refreshed
from plan_workbook.collecting.returns import Given, Read, Source, read_return
from plan_workbook.errors import OutputError
from plan_workbook.jobs.arguments import choice_of, each_of
from plan_workbook.jobs.masters import Master, open_master
from plan_workbook.jobs.one import Task, is_breakdown, unforeseen
from plan_workbook.jobs.passwords import Passwords
from plan_workbook.jobs.paths import AnyPath, backup_of, path_of, same_file
from plan_workbook.jobs.plans import OpenedPlan, is_another_plan
from plan_workbook.jobs.processes import Work, done_with_each
from plan_workbook.jobs.return_files import ReturnFiles, returns_in
from plan_workbook.matching.plans import matched_recommendations
from plan_workbook.package import Password, set_cells
from plan_workbook.package.errors import KeepsChanging, naming
from plan_workbook.package.safety import open_package, read_bytes, read_if_there
from plan_workbook.package.typed_values import Typed
from plan_workbook.package.workbook import Workbook
from plan_workbook.package.write import MOST_ROUNDS, Exchange, exchange_together, refuse_unwritable, reserved
from plan_workbook.plan.model import Plan
from plan_workbook.reading import read_plan
from plan_workbook.splitting.base import Base, base_of, base_path
from plan_workbook.splitting.found import PartPasswords
from plan_workbook.values.paths import given_path
from plan_workbook.values.text import fold, fold_name, in_brief, on_one_line


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
    if into.suffix.casefold() != master.suffix.casefold():
        raise OutputError(
            f"{into.name} must end in {master.suffix} like the workbook it is made from: choose another name."
        )
    job = _Job(master, into, whose, again, dry_run, processes or os.cpu_count() or 1, passwords, part_passwords)
    if not named:
        return job.asked()
    with contextlib.ExitStack() as held:
        if not dry_run:
            held.enter_context(reserved(master, "collecting"))
        return job.collected(named)


class _Compared(NamedTuple):
    """A return that can be collected, and what it is compared with."""

    read: Read
    plan: Plan
    base: Base | None
    base_is: BaseIs | None
    earlier: str = ""
    """The lead's earlier return that it is compared with."""

    @property
    def returned(self) -> Returned:
        """It, in the form in which it is decided about."""
        return Returned(self.read.source.name, self.plan, self.base, whole=not self.read.part)


@dataclass
class _Sorted:
    """The returns by what can be done with them."""

    compared: list[_Compared] = field(default_factory=list)
    refused: list[Answer] = field(default_factory=list)
    before: list[CollectedBefore] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)


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
        lines = master.record.of_period(master.period)
        done = Collected(
            self.master, self.into, master.period, (), NO_DECISIONS, (), (), (), lines, master.missing, asked_only=True
        )
        return replace(done, base_unread=master.base_unread)

    def collected(self, named: Sequence[Path]) -> Collected:
        """Read the returns, decide about them, and write what was decided."""
        master = open_master(self.master, self.passwords)
        self._refuse_unwritable(master.opened)
        files = returns_in(named, self.master)
        known = frozenset() if self.again else frozenset(line.fingerprint for line in master.record.lines)
        reads = list(self._read(files.sources, known, master.opened.file.password))
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

    def _read(self, sources: Sequence[Source], known: frozenset[str], own: str | None) -> Iterator[Read]:
        """Yield each return as it is read, or why it can't be."""
        ask = self.part_passwords if callable(self.part_passwords) else None
        passwords = [] if callable(self.part_passwords) else [*each_of(self.part_passwords)]
        if own is not None:
            passwords.append(own)

        def here(source: Source) -> Read:
            read = _read(source, Given(tuple(passwords), known), ask(Path(source.last_name)) if ask else None)
            if read.password is not None and read.password not in passwords:
                passwords.append(read.password)  # so that the user is asked only once
            return read

        work = Work(_read_elsewhere, here, _stopped)
        return done_with_each(sources, work, self.processes, (Given(tuple(passwords), known), ask is not None))


def _read(source: Source, given: Given, password: Password = None) -> Read:
    try:
        return read_return(source, given, password)
    except BaseException as error:  # an unexpected error in one return must not stop the others from being collected
        if not is_breakdown(error):
            raise
        return Read(source, unforeseen(Task(source.path), error))


def _read_elsewhere(source: Source, given: tuple[Given, bool]) -> Read | None:
    """Read a return in a process of its own; return None if somebody has to be asked for its password."""
    passwords, may_ask = given
    read = _read(source, passwords)
    return None if read.locked and may_ask else read


def _stopped(source: Source) -> Read:
    return Read(
        source,
        f"Reading {source.name} was stopped from outside, perhaps because memory ran out: close other programs and "
        "collect it on its own.",
    )


class _Round:
    """One attempt to collect what was read; another one follows if somebody saves the master meanwhile."""

    def __init__(self, job: _Job, master: Master, files: ReturnFiles, reads: Sequence[Read]) -> None:
        self.job, self.master = job, master
        self.sorted = self._in_order(files, reads)
        self.answered: list[tuple[Answer, _Compared]] = []

    def done(self) -> Collected | None:
        """Return what came of it; None if it has to be tried again."""
        job, master = self.job, self.master
        decided, content, rooms = self._decided()
        decisions, unfit = as_far_as_it_fits(decided, content, job.master.name)
        self.answered = [(self._answer(each, decisions), each) for each in self.sorted.compared]
        answers = sorted((*(each for each, _ in self.answered), *self.sorted.refused), key=lambda each: each.file)
        lines = self._new_lines(decisions)
        returned = (*master.record.of_period(master.period), *lines)
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
            not_returned(expected(master.handed_out or master.plan), returned),
            job.take,
            job.dry_run,
            changed or job.into is not job.master,
            rooms=rooms if changed else (),
            base_unread=master.base_unread,
        )
        return done if job.dry_run else self._written(done, content, lines)

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

    # ----------------------------------------------------------------------------------------- which are compared

    def _in_order(self, files: ReturnFiles, reads: Sequence[Read]) -> _Sorted:
        """Return the returns by what can be done with them, in the order of their names."""
        found = _Sorted(passed_over=[PassedOver(str(each.path), each.why) for each in files.passed_over])
        found.refused = [Answer(each.source.name, each.refused) for each in files.refused]
        seen: dict[str, str] = {}
        for read in reads:
            name = read.source.name
            if read.refused:
                if read.edition and not read.source.named:
                    found.passed_over.append(PassedOver(name, "a published edition"))
                else:
                    found.refused.append(Answer(name, read.refused, read.fingerprint))
                continue
            if read.fingerprint in seen:
                found.passed_over.append(PassedOver(name, f"the same file as {seen[read.fingerprint]}"))
                continue
            seen[read.fingerprint] = name
            line = self.master.record.line_of(read.fingerprint)
            if read.plan is None and line is not None:
                found.before.append(CollectedBefore(name, line))
            elif read.plan is not None and (why := self._why_not(read, read.plan)):
                found.refused.append(_refused(read, why))
            elif read.plan is not None:
                found.compared.append(self._compared(read, read.plan))
        return found

    def _why_not(self, read: Read, plan: Plan) -> str:
        """Return why a return can't be collected into this master, as a sentence; empty if it can."""
        ours, name = self.master.plan, read.source.last_name
        if is_another_plan(ours, plan):
            return (
                f"{name} is of another plan, '{in_brief(plan.title)}', not of the plan in {ours.name}: collect it "
                "into the workbook that it was made from."
            )
        base = read.base or base_of(plan)
        if is_of_another_period(base, ours):
            theirs = in_brief(on_one_line(base.period or base.report_date))
            now = in_brief(self.master.period or base_of(ours).report_date)
            return (
                f"{name} is for {theirs}, and {ours.name} is for {now}: ask for the one that was handed out for {now}."
            )
        return ""

    def _compared(self, read: Read, plan: Plan) -> _Compared:
        if read.base is None:
            kept = self.master.handed_out
            if kept is None:
                return _Compared(read, plan, None, None)
            base = base_of(kept)
            if read.part:  # it answers only for the sheets that it was made of
                mine = tuple(pair.before for pair in matched_recommendations(kept, plan).both)
                base = base._replace(recommendations=mine, sheets=tuple(each.sheet for each in mine))
            return _Compared(read, plan, base, BaseIs.KEPT)
        base, earlier = self._with_earlier(read, read.base)
        return _Compared(read, plan, base, BaseIs.KEPT if earlier else BaseIs.INSIDE, earlier)

    def _with_earlier(self, read: Read, base: Base) -> tuple[Base, str]:
        """Return the base with what the lead's latest earlier return said, and the name of that return, if any.

        It is the lead's own later version only if nobody else saved it, and not before the other was saved. Otherwise,
        what it leaves as it went out would look like a wish to undo what the other one said.
        """
        record = self.master.record
        own = record.line_of(read.fingerprint)
        recommendations, names = list(base.recommendations), []
        for line in record.lines[: record.lines.index(own)] if own else record.lines:
            if fold(line.lead) != fold(base.lead) or not same_period(line.period, base.period):
                continue
            places = [place for place, sheet in enumerate(base.sheets) if line.answers(sheet)]
            if not places or not can_be_later(read, line) or (plan := self._kept(line, read)) is None:
                continue
            for place in places:
                recommendations[place] = as_in(plan, base.recommendations[place])
            names.append(line.file)
        return base._replace(recommendations=tuple(recommendations)), names[-1] if names else ""

    def _kept(self, line: Line, read: Read) -> Plan | None:
        """Return the plan in a return that was kept when it was collected; None if it can't be read any more."""
        path = kept_path(self.job.master, line.fingerprint)
        own = self.master.opened.file.password
        given = Given(tuple(each for each in (read.password, own) if each is not None), frozenset())
        found = read_return(Source(path), given) if path.is_file() else None
        return found.plan if found and found.fingerprint == line.fingerprint else None

    # ----------------------------------------------------------------------------------------- what came of each

    def _answer(self, compared: _Compared, decisions: Decisions) -> Answer:
        read, file = compared.read, compared.read.source.name
        sheets = self._sheets(compared, decisions)
        taken = sum(each.file == file for each in decisions.changes)
        conflicts = sum(each.file == file for each in decisions.conflicts)
        return Answer(
            file,
            fingerprint=read.fingerprint,
            lead=read.base.lead if read.base else self._lead_of(sheets),
            sheets=sheets,
            base=compared.base_is,
            earlier=compared.earlier,
            led_by_others=self._led_by_others(read.base, sheets) if read.base and read.base.lead else (),
            taken=taken,
            conflicts=conflicts,
            modified_by=read.saved.by,
            modified=read.saved.at,
            untouched=is_untouched(read, compared.plan, self.master.plan),
        )

    def _led_by_others(self, base: Base, sheets: Collection[str]) -> tuple[str, ...]:
        """Return the sheets of a part whose first-named lead in the master is not the lead it was made for."""
        own = [each for each in self.master.plan.recommendations if each.sheet in sheets and each.lead.value]
        return tuple(each.sheet for each in own if fold_name((each.lead.value or ("",))[0]) != fold_name(base.lead))

    def _sheets(self, compared: _Compared, decisions: Decisions) -> tuple[str, ...]:
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
        return tuple(
            Line(
                now,
                each.file,
                each.fingerprint,
                self.master.period,
                each.lead,
                tuple(sheet for sheet in each.sheets if (each.file, fold(sheet)) not in left),
                each.taken,
                each.conflicts,
                each.modified_by,
                each.modified,
            )
            for each, _ in self.answered
            if not each.refused
            and not each.untouched
            and (each.taken or self.master.record.line_of(each.fingerprint) is None)
        )

    # ----------------------------------------------------------------------------------------- writing

    def _written(self, done: Collected, roomy: bytes, lines: Sequence[Line]) -> Collected | None:
        """Write what was decided into the master with room for it; None if somebody saved a file meanwhile."""
        job, file = self.job, self.master.opened.file
        content, elsewhere = file.content, job.into is not job.master
        if any(done.decisions.cells.values()):
            from plan_workbook.jobs.summarise import Regenerated, with_generated  # loads what draws sheets

            plan, report, typed = _typed(roomy, done.decisions.cells, job.master.name)
            content = with_generated(typed, plan, report)
            overwritten = Regenerated(plan, report, job.into, changed=True).overwritten
            done = replace(done, errors=report.errors, overwritten=overwritten)
        changed = content != file.content
        backup = backup_of(job.into) if changed and not elsewhere else None
        files = [*self._to_keep(lines)]
        if backup is not None:
            mode = job.master.stat().st_mode & 0o777
            files.append(Exchange(backup, read_if_there(backup), file.stored, mode))
        if changed or elsewhere:
            files.append(
                Exchange(job.into, read_if_there(job.into) if elsewhere else file.stored, file.sealed(content))
            )
        record = record_path(job.into)
        if lines or (elsewhere and self.master.record.lines):
            before = read_if_there(record) if elsewhere else self.master.record.file.content
            files.append(Exchange(record, before, self.master.record.with_lines(lines)))
        if not _exchanged(files, kept_folder(job.into)):
            return None
        written = record if lines else None
        return replace(done, changed=changed or elsewhere, backup=backup, record=written)

    def _to_keep(self, lines: Sequence[Line]) -> Iterator[Exchange]:
        """Yield what is kept next to the workbook: each return as it came, before the record speaks of it."""
        job, fingerprints = self.job, {line.fingerprint for line in lines}
        for _, compared in self.answered:
            path = kept_path(job.into, compared.read.fingerprint)
            if compared.read.fingerprint in fingerprints and not path.exists():
                yield Exchange(path, None, compared.read.stored)
        if job.into is job.master:
            return
        for line in self.master.record.lines:
            kept, path = kept_path(job.master, line.fingerprint), kept_path(job.into, line.fingerprint)
            if kept.is_file() and not path.exists() and line.fingerprint not in fingerprints:
                yield Exchange(path, None, read_bytes(kept))
        kept = base_path(job.master)
        if kept.is_file() and self.master.handed_out is not None:
            yield Exchange(base_path(job.into), read_if_there(base_path(job.into)), read_bytes(kept))


def _typed(content: bytes, cells: Mapping[str, Mapping[str, Typed]], name: str) -> tuple[Plan, Report, bytes]:
    """Return the master with what was collected, the plan that is then read from it, and its findings."""
    from plan_workbook.writing.checks_sheet import cells_with_errors  # loads what draws sheets

    typed = set_cells(content, cells, name)
    plan = read_plan(typed, name)
    report = check(plan.once_summarised)
    results = refreshed(plan, cells, cells_with_errors(report))
    if results:  # the Summary counts by formulas over them, so it is drawn from what they give now
        typed = set_cells(typed, results, name)
        plan = read_plan(typed, name)
    return plan, report, typed


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


def _refused(read: Read, why: str) -> Answer:
    lead, sheets = (read.base.lead, read.base.sheets) if read.base else ("", ())
    return Answer(
        read.source.name,
        why,
        read.fingerprint,
        lead,
        sheets,
        modified_by=read.saved.by,
        modified=read.saved.at,
    )
