"""Sort returns by what can be done with them, and find what each is compared with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from plan_workbook.collecting.collected import Answer, BaseIs, CollectedBefore, PassedOver
from plan_workbook.collecting.comparing import as_in, can_be_later, is_of_another_period
from plan_workbook.collecting.entries import Returned
from plan_workbook.collecting.record import Line, kept_path, same_period
from plan_workbook.collecting.returns import Given, Read, Source, read_return
from plan_workbook.jobs.masters import Master
from plan_workbook.jobs.plans import is_another_plan
from plan_workbook.jobs.return_files import ReturnFiles
from plan_workbook.matching.plans import matched_recommendations
from plan_workbook.plan.model import Plan
from plan_workbook.splitting.base import Base, base_of
from plan_workbook.values.text import fold, in_brief, on_one_line


class Compared(NamedTuple):
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
class SortedReturns:
    """The returns by what can be done with them."""

    compared: list[Compared] = field(default_factory=list)
    refused: list[Answer] = field(default_factory=list)
    before: list[CollectedBefore] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)


class Sorting:
    """Sorts the returns to one master."""

    def __init__(self, master: Master, path: Path) -> None:
        """Take the master, and its path, next to which earlier returns are kept."""
        self.master, self.path = master, path

    def in_order(self, files: ReturnFiles, reads: Iterable[Read]) -> SortedReturns:
        """Return the returns by what can be done with them, in the order of their names."""
        found = SortedReturns(passed_over=[PassedOver(str(each.path), each.why) for each in files.passed_over])
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

    def _compared(self, read: Read, plan: Plan) -> Compared:
        if read.base is None:
            kept = self.master.handed_out
            if kept is None:
                return Compared(read, plan, None, None)
            base = base_of(kept)
            if read.part:  # it answers only for the sheets that it was made of
                mine = tuple(pair.before for pair in matched_recommendations(kept, plan).both)
                base = base._replace(recommendations=mine, sheets=tuple(each.sheet for each in mine))
            return Compared(read, plan, base, BaseIs.KEPT)
        base, earlier = self._with_earlier(read, read.base)
        return Compared(read, plan, base, BaseIs.KEPT if earlier else BaseIs.INSIDE, earlier)

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
        path = kept_path(self.path, line.fingerprint)
        own = self.master.opened.file.password
        given = Given(tuple(each for each in (read.password, own) if each is not None), frozenset())
        found = read_return(Source(path), given) if path.is_file() else None
        return found.plan if found and found.fingerprint == line.fingerprint else None


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
