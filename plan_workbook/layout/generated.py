"""Titles, headings and colours of the Summary and of an edition."""

from __future__ import annotations

SECTIONS = {
    "decisions": "Decisions needed",
    "trust": "Can it be trusted?",
    "attention": "What needs attention first",
    "stands": "Where the plan stands",
    "moved": "What has changed since",
    "successes": "Key successes",
    "challenges": "Key challenges",
    "due": "Actions due in the next",
    "items": "All",
    "indicators": "All indicators",
    "key": "What the ratings mean",
    "workings": "How the figures are worked out",
}
"""Titles of the sections of the Summary and of an edition, in their order.

Three are followed by something: a period, a number of days, or the plan's word for its items.
"""
ON_THE_SUMMARY = {"figures": "The figures", "lists": "The long tables", "counted": "What is counted"}
"""Titles of sections, and the heading of a table, that only the Summary has."""
THE_REST = "the others"
"""What follows the title of a list for the lines that there was no room for at first."""
LISTED = {"name": "Where", "what": "What", "owner": "Who", "kind": "Why", "how": "Details"}
"""Headings of the lists of the Summary and of an edition, by the attribute of the lines."""
WORKED_OUT = {
    "gap": "Distance to target",
    "start": "Start",
    "due": "Due",
    "first_due": "First due",
    "completed": "Completed",
    "standing": "Timing",
}
"""Headings of columns of an edition that are worked out, or are shorter than on the leads' sheets."""

STATUS_COLOURS: dict[str, str] = {
    "On target": "#A9D18E",
    "Near target": "#FFD166",
    "Off target": "#FF8F8F",
    "No data": "#E0E0E0",
    "No target": "#E0E0E0",
    "Not judged": "#E0E0E0",
}
"""Fills of the PI statuses; the cell always has the word as well."""
