"""Tables of a plan's workbook that list other things than what is done: its risks, its issues, its decisions.

They look like actions: something is done about an issue, by somebody, by a date. Only what is around them tells: they
are called so, or have scores of risks, and the actions of the plan are elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from plan_workbook.bringing import fields
from plan_workbook.bringing.brought import SURE, Kind, Recognised
from plan_workbook.bringing.recognising.decided import SAID
from plan_workbook.bringing.recognising.wording import words_of
from plan_workbook.bringing.recognising.words import A_RISK_REGISTER, LOGS, WORDS_OF_LOGS
from plan_workbook.values.text import NAME, in_brief

_LIKELY = 0.6
"""How sure it is that such a table is not part of a plan: a person is always asked."""


def with_logs_apart(found: Sequence[tuple[Recognised, Sequence[str]]]) -> list[Recognised]:
    """Return tables without those of logs of other things, if another one has the actions of the plan.

    Args:
        found: each table, with what it may be called: the text before it, the name of its sheet.
    """
    names = [next((name for name in called if _is_a_log(name)), "") for _, called in found]
    plain = any(
        each.kind is Kind.ACTIONS and not name and each.why != SAID and (each.sure >= SURE or _has_dates(each))
        for (each, _), name in zip(found, names, strict=True)
    ) or any(each.kind is Kind.ACTIONS and each.why == SAID for each, _ in found)
    if not plain:
        return [each for each, _ in found]
    return [_apart(each, name) for (each, _), name in zip(found, names, strict=True)]


def _has_dates(table: Recognised) -> bool:
    """Tell whether a table has who does what by when, so that the actions are there though its words are unusual."""
    its = {column.field for column in table.columns if column.of is None}
    return (
        table.sure >= _LIKELY
        and A_RISK_REGISTER not in table.why
        and {fields.ACTION, fields.TASK_LEAD, fields.COMPLETION_DATE} <= its
    )


def _is_a_log(name: str) -> bool:
    """Tell whether a name is only that of a log of other things: `Issues log`, `RAID`, `3 Decisions`."""
    words = {word for word in words_of(name) if not word.isdigit()}
    return bool(words & LOGS) and words <= LOGS | WORDS_OF_LOGS


def _apart(table: Recognised, name: str) -> Recognised:
    if table.why == SAID or table.kind is not Kind.ACTIONS or not (name or A_RISK_REGISTER in table.why):
        return table
    said = f"it is called {in_brief(name, NAME)}" if name else f"it has the headings of {A_RISK_REGISTER}"
    columns = tuple(each._replace(field="", of=None, sure=1.0, why="the table is not read") for each in table.columns)
    why = f"{said}, and the actions of the plan are in another table"
    return table._replace(kind=Kind.IGNORED, sure=_LIKELY, why=why, columns=columns)
