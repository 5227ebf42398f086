"""Files that a run writes into the tables of a store and that are part of none of them yet."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from plan_workbook.gathering.schema import PERIOD
from plan_workbook.sources.shown import is_url

_LOCKS = "_writing"
"""The folder of the locks of runs that are writing."""


@contextmanager
def writing(root: str, mark: str, is_stored: Callable[[str], bool]) -> Iterator[None]:
    """Hold a lock for as long as a run writes such files; the lock ends with the process, however that ends.

    Files of runs that hold no lock any more and are not in the store are deleted: the run was killed. In a bucket,
    where nothing can be locked, they are left.

    Args:
        root: the folder or URL of the store.
        mark: what the files of the run are called.
        is_stored: tells whether the run with such a mark is in the store.
    """
    if is_url(root):
        yield
        return
    from filelock import FileLock, Timeout

    folder = Path(root) / _LOCKS
    folder.mkdir(parents=True, exist_ok=True)

    def delete_unless_stored(mark: str) -> None:
        if not is_stored(mark):
            for path in Path(root).glob(f"*/{PERIOD}=*/{mark}.parquet"):
                path.unlink(missing_ok=True)

    for left in folder.glob("*.lock"):
        with contextlib.suppress(Timeout, OSError, NotImplementedError), FileLock(left, timeout=0):
            delete_unless_stored(left.stem)
            left.unlink(missing_ok=True)
    with FileLock(folder / f"{mark}.lock"):
        try:
            yield
        finally:
            delete_unless_stored(mark)
            if sys.platform != "win32":  # there, the library removes the file itself
                (folder / f"{mark}.lock").unlink(missing_ok=True)
