"""The refs of actions: how they are compared and named, and where one is missing. Pure functions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plan_workbook.patterns import pattern
from plan_workbook.plan.model import Action
from plan_workbook.plan.row_names import plain_ref
from plan_workbook.values.text import as_name, listed, listed_in_part, tidy

_LONGEST_REF = 100
_REF = pattern(r"(?P<prefix>.*?)(?P<last>\d{1,9}|(?<![^\W\d_])[a-z])")


def refs_of(actions: Iterable[Action]) -> str:
    """Return actions by name with their verb: ``action b is``, ``actions b and c are``."""
    actions = list(actions)
    if not actions:
        return ""
    counts = Counter(plain_ref(a) for a in actions)
    own = [a.ref.there and counts[plain_ref(a)] == 1 for a in actions]
    refs = [as_name(tidy(a.ref.text)) if named else f"in row {a.row}" for a, named in zip(actions, own, strict=True)]
    return f"actions {listed_in_part(refs)} are" if len(refs) > 1 else f"action {refs[0]} is"


@dataclass(frozen=True)
class Gap:
    """Refs missing from the sequence before an action's own."""

    after: str
    """The ref before the gap, in quotation marks; empty if the sequence should have started earlier."""
    left_out: str
    """The missing refs with their verb: ``c and d are missing``."""
    refs: list[str]
    """The missing refs themselves; of more than a few only the first and the last."""


def ref_gaps(actions: Sequence[Action]) -> dict[int, Gap]:
    """Return, by row, the gap before an action's ref.

    Gaps are looked for among three or more refs with one pattern and prefix (``a, b, e``; ``4.01.01, 4.01.02,
    4.01.04``), and only if no ref of the recommendation is blank or repeated. Letters start at a; numbers start
    anywhere.
    """
    refs = [plain_ref(a) for a in actions]
    if not all(refs) or len(set(refs)) < len(refs):
        return {}
    groups: dict[tuple[str, bool], list[tuple[int, int, Action]]] = defaultdict(list)
    for ref, action in zip(refs, actions, strict=True):
        if found := _REF.fullmatch(ref) if len(ref) <= _LONGEST_REF else None:
            last = found["last"]
            number = int(last) if last.isdigit() else ord(last) - ord("a") + 1
            groups[found["prefix"], last.isdigit()].append((number, len(last), action))
    gaps: dict[int, Gap] = {}
    for (prefix, digits), members in groups.items():
        if len(members) < 3:
            continue
        members.sort(key=lambda member: member[:2])
        previous, before = (members[0][0], members[0][2]) if digits else (0, None)
        written = [plain_ref(action)[len(prefix) :] for _, _, action in members]
        for number, width, action in members:
            if number > previous + 1:
                padded = width if any(len(n) > 1 and n[0] == "0" for n in written) else 1
                left_out = range(previous + 1, number)  # millions, if a figure was typed as a ref
                few = left_out if len(left_out) <= 5 else (left_out[0], left_out[-1])
                names = [_name(prefix, n, digits, padded) for n in few]
                after = f"'{as_name(tidy(before.ref.text))}'" if before else ""
                are = "is" if len(left_out) == 1 else "are"
                shown = listed(names) if len(left_out) <= 5 else f"{names[0]} to {names[-1]}"
                gaps[action.row] = Gap(after, f"{shown} {are} missing", names)
            previous, before = number, action
    return gaps


def _name(prefix: str, number: int, digits: bool, width: int) -> str:
    return prefix + (str(number).zfill(width) if digits else chr(ord("a") + number - 1))
