"""What is done about returns: what is taken, and what is left for a person. Pure functions of what was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Sequence

from plan_workbook.collecting.answers import answers_of
from plan_workbook.collecting.beside import Unread, not_values, reaching_cells
from plan_workbook.collecting.entries import Decisions, LeftAlone, NotCarried, Returned, Take
from plan_workbook.collecting.replies import NO_RESULT, Reply, reply_of
from plan_workbook.collecting.sheets import Sheet
from plan_workbook.plan.model import Plan
from plan_workbook.reading.workbook import context_of


def decide(master: Plan, returns: Sequence[Returned], *, take: Take | None = None) -> Decisions:
    """Return what is done about returns, each thing that differs from the master in one entry at least.

    What only a return changed is taken. What the master changed too, or two returns say differently, is a conflict; a
    row that did not come back stays; where it is not known what was sent out, only blank cells are filled. `take` says
    that all of these are taken from the return, or left as the master has them; but two returns that say different
    things remain for a person.

    Args:
        master: the master as it is now.
        returns: what came back, in any order; rows that leads added are put in the order of the returns.
        take: what is done about conflicts and rows that did not come back, if that is known beforehand.
    """
    replies: dict[str, list[Reply]] = defaultdict(list)
    not_carried: list[NotCarried] = []
    left_alone: list[LeftAlone] = []
    reaching = {(one.file, *at) for one in returns for at in reaching_cells(one.plan)}
    for one in returns:
        found = answers_of(master, one)
        left_alone += found.left_alone
        not_carried += not_values(master, one, found.answers)
        unread = Unread(one.plan)
        for answer in found.answers:
            reply = reply_of(answer, unread)
            if reply.emptied:
                left_alone.append(_emptied(reply))
            elif reply.says_something:
                replies[answer.master.sheet].append(reply)
    context = context_of(master.fields, master.ratings, master.people)
    sheets = [
        Sheet(master, each, replies[each.sheet], context, take)
        for each in master.recommendations
        if each.sheet in replies
    ]
    return Decisions(
        tuple(each for sheet in sheets for each in sheet.changes),
        tuple(each for sheet in sheets for each in sheet.conflicts),
        tuple(each for sheet in sheets for each in sheet.deleted),
        (*not_carried, *(each for sheet in sheets for each in sheet.not_carried if not _is_told(each, reaching))),
        tuple(left_alone),
        {sheet.own.sheet: sheet.cells for sheet in sheets if sheet.cells},
        {(sheet.own.sheet, table): count for sheet in sheets for table, count in sheet.lacking.items()},
    )


def _is_told(each: NotCarried, reaching: Container[tuple[str, str, str]]) -> bool:
    """Tell whether a formula without a value reaches out of the workbook: that is said of it, and not to open it."""
    return each.what == NO_RESULT and (each.file, each.sheet, each.cell) in reaching


def _emptied(reply: Reply) -> LeftAlone:
    answer = reply.answer
    said = (
        f"In {answer.file}, {reply.cleared} of the {reply.filled} filled cells of {answer.master.sheet} are empty, "
        "more than half: nothing was taken from this sheet."
    )
    return LeftAlone(answer.file, answer.master.sheet, said)
