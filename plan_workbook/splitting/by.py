"""What a plan is handed out by."""

from __future__ import annotations

from enum import StrEnum


class By(StrEnum):
    """What a plan is handed out by: one part for each lead, or for each sheet."""

    LEAD = "lead"
    SHEET = "sheet"
