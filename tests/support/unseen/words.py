"""What made-up councils call the fields of a plan: in words of the field, and in words that no list has."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

USUAL: Mapping[str, tuple[str, ...]] = {
    "Title": ("Priority", "Theme", "Recommendation", "Area for improvement", "Improvement area"),
    "Lead": ("Priority lead", "Executive lead", "Sponsor", "Theme lead"),
    "Ref": ("Ref", "No.", "Action ref", "Action no."),
    "Action": ("What we will do", "Action", "Actions we will take", "How we will do it", "Key activity", "Task"),
    "Task Lead": ("By whom", "Lead", "Owner", "Responsible officer", "Who", "Action owner", "Lead officer"),
    "Start Date": ("Start", "Start date", "From", "Date started", "Begin"),
    "Completion Date": ("By when", "Deadline", "Target date", "Due", "Timescale", "End date", "When"),
    "RAG": ("RAG", "BRAG", "Status", "RAG rating", "Progress RAG"),
    "Comment": ("Status update", "Where we are now", "Progress update", "Commentary", "Latest update", "Comments"),
    "Evidence": ("Evidence", "How we will know", "Evidence of impact", "Success measure"),
    "Objective": ("Aim", "Objective", "Outcome", "What we want to achieve"),
    "PI Number": ("KPI ref", "PI", "Ref", "Measure no."),
    "Description": ("Measure", "Indicator", "Success measure", "Performance measure", "What we measure"),
    "Lead Officer": ("Lead officer", "Owner", "Data owner", "Responsible"),
    "Target": ("Target", "Target 23/24", "Our target", "Year end target"),
    "Actual": ("Where we are now", "Current", "Latest", "Actual", "Latest performance"),
    "Previous": ("Previous", "Last quarter", "Baseline", "Last period"),
}
ODD: Mapping[str, tuple[str, ...]] = {
    "Title": ("Big idea", "Challenge", "Mission", "Promise", "What matters"),
    "Lead": ("Guardian", "Held at the top by", "Champion at board", "Steward"),
    "Ref": ("Tag", "Marker", "Key", "Our no"),
    "Action": ("Piece of work", "Undertaking", "Our pledge", "Work in hand", "Moves", "Changes being made"),
    "Task Lead": ("Champion", "On point", "Held by", "In charge", "Carried by", "Named colleague"),
    "Start Date": ("Kick-off", "Off the blocks", "Launch", "Set off"),
    "Completion Date": ("Sorted by", "Landing date", "Needed by", "Finish line", "Ready by", "Latest by"),
    "RAG": ("How it is going", "Light", "Flag", "Temperature", "Verdict"),
    "Comment": ("News", "Story so far", "In their words", "What the team says"),
    "Evidence": ("Proof point", "How we can tell", "Shown by"),
    "Objective": ("Why", "Purpose", "North star"),
    "PI Number": ("Tag", "Metric tag", "Marker"),
    "Description": ("What we count", "Yardstick", "Signal", "What tells us"),
    "Lead Officer": ("Counted by", "Number keeper", "Steward"),
    "Target": ("Where we want to be", "Bar", "Hoped for", "Aim for"),
    "Actual": ("Where we are", "Seen now", "As it is", "Today"),
    "Previous": ("Last time", "Before", "Earlier reading", "As it was"),
}
RATINGS: tuple[Mapping[str, str], ...] = (
    {"R": "Red", "A": "Amber", "G": "Green", "C": "Complete"},
    {"R": "Off track", "A": "Slipping", "G": "On track", "C": "Done"},
    {"R": "Overdue", "A": "At risk", "G": "In progress", "C": "Completed"},
    {"R": "R", "A": "A", "G": "G", "C": "B"},
)


class Called:
    """The headings of one document: each field has one name in it, and no two the same."""

    def __init__(self, rng: Random, odd: float) -> None:
        """Take how many of the headings are odd, from 0 to 1."""
        self._rng, self._odd = rng, odd
        self._names: dict[str, str] = {}
        self.rating = rng.choice(RATINGS)

    def __call__(self, field: str) -> str:
        """Return what the document calls a field."""
        if field not in self._names:
            pool = ODD if self._rng.random() < self._odd else USUAL
            free = [each for each in pool[field] if each not in self._names.values()]
            self._names[field] = self._rng.choice(free or [f"{pool[field][0]} here"])
        return self._names[field]
