"""The example plan that ships with the program: the figures of a real plan, reworded."""

from __future__ import annotations

from pathlib import Path

from plan_workbook.shipped import Shipped

NAME = "improvement-plan-2017-12"


def example_register() -> Path:
    """Return the folder of the example's register."""
    return Shipped.EXAMPLE.folder
