"""Titles, headings and colours of the Summary and of an edition, which the tool works out for readers."""

from __future__ import annotations

SECTIONS = {
    "stands": "Where the plan stands",
    "attention": "What needs attention first",
    "moved": "What moved since",
    "due": "Actions due in the next",
    "key": "What the ratings mean",
    "workings": "How the figures are worked out",
}
"""Titles of the parts of the Summary and of an edition; two of them are followed by a period or a number of days."""
LISTED = {"name": "Where", "what": "What", "owner": "Who", "kind": "Why", "how": "How far, since when"}
"""Headings of the lists of the Summary and of an edition, by the part of a line that is shown below them."""
WORKED_OUT = {
    "gap": "Distance to target",
    "start": "Start",
    "due": "Due",
    "first_due": "First due",
    "completed": "Completed",
    "standing": "How it stands",
}
"""Headings of an edition's columns that are worked out, or are shorter than on the sheets that leads fill in."""

STATUS_COLOURS: dict[str, str] = {
    "On target": "#A9D18E",
    "Near target": "#FFD166",
    "Off target": "#FF8F8F",
    "No data": "#E0E0E0",
    "No target": "#E0E0E0",
    "Not judged": "#E0E0E0",
}
"""Fills of the PI statuses; the cell always says the status in words as well."""
