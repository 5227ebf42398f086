"""Reads the plan's rating scale from the rows of its table, on the Plan sheet or in the register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from plan_workbook.layout import DEFAULT_SCALE
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.scale import CountsAs, Rating, Scale
from plan_workbook.values.text import plain, tidy


def read_scale(rows: Iterable[Mapping[str, Input[object]]]) -> Scale:
    """Return the scale of these rows; the default one if none has a code or a label (a finding says so)."""
    ratings = tuple(
        Rating(
            code=tidy(row["code"].text or row["label"].text),
            label=tidy(row["label"].text or row["code"].text),
            counts_as=cast("CountsAs | None", row["counts_as"].value),
            progress=row["progress"].text,
            confidence=row["confidence"].text,
            colour=plain(row["colour"].text),
        )
        for row in rows
        if row["code"].given or row["label"].given
    )
    return Scale(ratings) if ratings else DEFAULT_SCALE
