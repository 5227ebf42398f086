"""Refuse what was handed out where the master is meant."""

from __future__ import annotations

from pathlib import Path

from plan_workbook.errors import InputError
from plan_workbook.splitting.base import is_part
from plan_workbook.values.kept_copies import BASE


def refuse_handed_out(master: Path, content: bytes) -> None:
    """Refuse a master that is a part, or the copy that `split` keeps of a master.

    Raises:
        InputError: it is one of these; the message says what to name instead.
    """
    if master.stem.casefold().endswith(BASE):
        whole = master.with_stem(master.stem[: -len(BASE)])
        raise InputError(f"{master.name} is the copy of what was handed out: name {whole.name}, the plan itself.")
    if is_part(content):
        raise InputError(f"{master.name} is a part of a plan, made by split: name the whole plan's workbook instead.")
