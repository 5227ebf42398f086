"""Open a store, in whichever form it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from plan_workbook.gathering.store import Store


@contextmanager
def made_store(root: str, format: str) -> Iterator[Store]:
    """Open a store for a run; it is made if it is not there.

    Raises:
        InputError: it can't be used as a store, or its library is not installed.
    """
    from plan_workbook.gathering.delta import DeltaStore  # loads deltalake, which is an extra

    yield DeltaStore.made(root)


def opened_store(root: str, run: int | None = None) -> Store:
    """Open a store to read it, as it is, or as it was after one of its runs.

    Raises:
        InputError: there is no store, or it has no such run, or its library is not installed.
    """
    from plan_workbook.gathering.delta import DeltaStore  # likewise

    return DeltaStore.opened(root, run=run)
