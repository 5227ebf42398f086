"""Who gets which recommendations of a plan, each exactly once, and what the workbooks are called. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, process

from plan_workbook.errors import InputError
from plan_workbook.plan.model import Plan, Recommendation
from plan_workbook.splitting.by import By
from plan_workbook.values.file_names import file_stem
from plan_workbook.values.kept_copies import kept_copy
from plan_workbook.values.text import fold, fold_name, listed, listed_in_part, on_one_line, plural

NO_LEAD = "no lead"
SUFFIX = ".xlsx"
_LONGEST = 109
"""The most bytes of a part's name in UTF-8, so that with a number and its ending it has no more than 120 characters."""
_LONGEST_START = 50
"""Of the master's name, which comes first."""
_ALIKE = 60
"""How alike a lead must be, of 100, to be suggested for one that is not in the plan."""


class Share(NamedTuple):
    """What one part is made of."""

    file: str
    """The name of its file."""
    lead: str
    """The lead that it is for; empty if its recommendations name none."""
    others: tuple[str, ...]
    """The other leads that its recommendations name."""
    recommendations: tuple[Recommendation, ...]

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of its sheets in the master."""
        return tuple(each.sheet for each in self.recommendations)


def shares_of(
    plan: Plan, stem: str, by: By = By.LEAD, leads: Sequence[str] = (), *, closed: bool = False
) -> tuple[Share, ...]:
    """Return the shares of a plan, in the order of its recommendations; the one without a lead comes last.

    Args:
        plan: the master's plan.
        stem: the name of the master's file, without its ending.
        by: one part for each lead, or for each sheet.
        leads: only these leads get parts; without any, all do.
        closed: hand out recommendations that are closed, too.

    Raises:
        InputError: the plan has none of `leads`, or nothing to hand out.
    """
    mine: dict[str, list[Recommendation]] = {}
    names: dict[str, str] = {}
    for each in plan.recommendations:
        lead = next(iter(each.lead.value or ()), "")
        names.setdefault(fold_name(lead), lead)
        if closed or not each.closed:
            mine.setdefault(fold_name(lead), []).append(each)
    wanted = _wanted(leads, names) if leads else {*names}
    groups = [(key, [each]) for key, found in mine.items() for each in found] if by is By.SHEET else [*mine.items()]
    if by is By.SHEET:
        place = {each.sheet: at for at, each in enumerate(plan.recommendations)}
        groups.sort(key=lambda group: place[group[1][0].sheet])
    else:
        groups.sort(key=lambda group: not group[0])
    groups = [(key, found) for key, found in groups if key in wanted]
    if not groups:
        what = f"of {listed([on_one_line(each) for each in leads])} " if leads else ""
        if not plan.recommendations:
            raise InputError(f"{plan.name} has no {plural(plan.item_noun)}, so there is nothing to hand out.")
        raise InputError(
            f"Every {plan.item_noun} {what}in {plan.name} is closed, so there is nothing to hand out: add "
            "--closed to hand out closed ones."
        )
    who = [found[0].sheet if by is By.SHEET else names[key] or NO_LEAD for key, found in groups]
    return tuple(
        Share(file, names[key], _others(found, key), tuple(found))
        for file, (key, found) in zip(_file_names(stem, who), groups, strict=True)
    )


def _wanted(leads: Iterable[str], names: dict[str, str]) -> set[str]:
    """Return the keys of the leads that were asked for.

    Raises:
        InputError: one is not the first lead of any recommendation; the message suggests the nearest.
    """
    known = {key: name for key, name in names.items() if key}
    for lead in leads:
        if fold_name(lead) not in known:
            near = process.extract(fold(lead), {key: fold(name) for key, name in known.items()}, scorer=fuzz.WRatio)
            alike = [f"'{known[key]}'" for _, score, key in near if score >= _ALIKE][:3]
            hint = f"perhaps {listed(alike, 'or')}" if alike else f"the leads are {listed_in_part([*known.values()])}"
            raise InputError(
                f"No recommendation has the first-named lead '{on_one_line(lead)}': check the name given as --lead; "
                f"{hint if known else 'no recommendation names a lead'}."
            )
    return {fold_name(lead) for lead in leads}


def _others(recommendations: Iterable[Recommendation], key: str) -> tuple[str, ...]:
    """Return the leads that recommendations name apart from the one whose part they are in, each once."""
    found = {fold_name(lead): lead for each in recommendations for lead in reversed(each.lead.value or ())}
    order = dict.fromkeys(fold_name(lead) for each in recommendations for lead in each.lead.value or ())
    return tuple(found[each] for each in order if each != key)


def _file_names(stem: str, who: Sequence[str]) -> list[str]:
    """Return a file name for each part: no two are the same, even in another case."""
    taken: set[str] = set()
    names = []
    for each in who:
        start = file_stem(stem, _LONGEST_START) or "plan"
        whole = f"{start} - {file_stem(each, _LONGEST - len(start.encode()) - 3) or 'part'}"
        if kept_copy(whole):  # a file of such a name is not collected
            whole += "-"
        name, count = whole + SUFFIX, 1
        while name.casefold() in taken:
            count += 1
            name = f"{whole} ({count}){SUFFIX}"
        taken.add(name.casefold())
        names.append(name)
    return names
