"""The example plan that ships with the program: the figures of a real plan, reworded."""

from __future__ import annotations

from pathlib import Path

NAME = "improvement-plan-2017-12"


def example_register() -> Path:
    """Return the folder of the example's register: in the package once installed, in ``workbooks`` of a checkout."""
    installed = Path(__file__).parents[1] / "example"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "workbooks" / NAME
