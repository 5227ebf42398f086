"""One key of several documents: that which says the most, with the words of the others for the same ratings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from plan_workbook.bringing.assembling.key_entries import Entry, meaning_of
from plan_workbook.values.text import fold, in_brief


class OneKey(NamedTuple):
    """The key of a plan."""

    entries: Sequence[Entry]
    same: Mapping[str, Entry]
    """Words of other keys for a rating of this one, folded."""
    questions: tuple[str, ...] = ()


def one_key(keys: Iterable[Sequence[Entry]]) -> OneKey:
    """Return the key of a plan whose documents may each have one.

    That which explains the most ratings goes first. A rating of another one that counts as the same is the same one.
    If a code counts as something else somewhere else, the first is kept, and somebody is asked.
    """
    fullest, *others = sorted((key for key in keys if key), key=_explained, reverse=True) or [()]
    entries: list[Entry] = []
    same: dict[str, Entry] = {}
    questions: list[str] = []
    for entry in (*fullest, *(each for key in others for each in key)):
        counts = meaning_of(entry)
        twin = next((each for each in entries if fold(each.code) == fold(entry.code)), None)
        of_another = entry not in fullest
        alike = [each for each in entries if of_another and counts is not None and meaning_of(each) is counts]
        if twin is not None and counts not in (None, meaning_of(twin)):
            questions.append(
                f"The keys say two things of '{in_brief(entry.code)}': {_said(twin)} at {twin.places[0].where}, which "
                f"was kept, and {_said(entry)} at {entry.places[0].where}."
            )
        elif twin is None and len(alike) == 1:
            same[fold(entry.code)] = alike[0]
        elif twin is None:
            entries.append(entry)
    return OneKey(entries, same, tuple(questions))


def _explained(key: Sequence[Entry]) -> int:
    return sum(bool(entry.meaning) for entry in key)


def _said(entry: Entry) -> str:
    return f"'{in_brief(entry.meaning)}'" if entry.meaning else str(meaning_of(entry) or "not explained")
