"""Work that is given away."""

from __future__ import annotations

from concurrent.futures import Executor, Future

import pytest

from plan_workbook.errors import InputError
from plan_workbook.jobs import workers
from plan_workbook.jobs.workers import Given, done_by


class Deserted(Executor):
    """An executor without workers."""

    def submit(self, *_: object) -> Future[object]:
        return Future()


def test_a_cluster_whose_workers_have_all_gone_is_not_waited_for_for_ever(monkeypatch):
    monkeypatch.setattr(workers, "_PATIENCE", 0.01)
    with pytest.raises(
        InputError, match=r"^The cluster has had no workers for .+, and nothing was changed: start some"
    ):
        list(done_by(Given(Deserted(), lambda: 0), len, [("file",)]))
