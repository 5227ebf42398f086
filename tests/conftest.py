"""Makes `tests/builder.py`, what is in `tests/support`, and the fuzzer importable: they are in no package.

And the one Chromium in which the tests of all web pages look at them, and the one LibreOffice for workbooks.
"""

import functools
import gc
import itertools
import os
import re
import subprocess
import sys
from pathlib import Path

import hypothesis.internal.conjecture.providers as values
import pytest
from msoffcrypto.method.ecma376_agile import ECMA376Agile

TESTS = Path(__file__).parent
sys.path[:0] = [str(TESTS), str(TESTS / "support"), str(TESTS.parent / "fuzz")]

os.environ.setdefault("POLARS_MAX_THREADS", "1")  # as the command does: before anything imports Polars
gc.set_threshold(200_000, 20, 50)  # as the command does: workbooks are many objects and hardly any cycles

# What a password comes to takes a tenth of a second on purpose. Files that tests encrypt take a hundredth of that, and
# for each password and file of other programs it is worked out once.
ECMA376Agile.encrypt.__defaults__ = (None, 1000)
_worked_out = ECMA376Agile._derive_iterated_hash_from_password
ECMA376Agile._derive_iterated_hash_from_password = staticmethod(functools.cache(_worked_out))

# Hypothesis tries constants of every module imported so far: other ones for each order of the tests, and to look for
# them takes some seconds in every process.
values._get_local_constants = lambda: values._local_constants

os.fsync = lambda _: None  # no test goes on after a power cut, and to wait for the disk takes longer than to write


NEED_PROGRAMS = {"browser", "office", "saved_by_libreoffice"}
"""Fixtures that start another program."""


class Backwards(pytest.Dir):
    """A folder of tests whose last file is imported first."""

    def collect(self):
        return reversed(list(super().collect()))


def _worker(config):
    """The number of this process among those that run tests, or None where there is one."""
    return int(config.workerinput["workerid"].removeprefix("gw")) if hasattr(config, "workerinput") else None


@functools.cache
def _folder(path, parent):
    return (Backwards if (_worker(parent.config) or 0) % 2 else pytest.Dir).from_parent(parent, path=path)


def pytest_collect_directory(path, parent):
    """Let the second process begin at the other end, so that each compiles half of the files and both find all of them.

    The first time that a file is imported, pytest rewrites its asserts, which takes longer than all else before the
    first test. And a folder is the same one whenever it is come to: pytest 9.1 would make another of it for a file that
    is named after one outside, and know only in the first one what its conftest.py has.
    """
    return _folder(path, parent)


def pytest_configure(config):
    """Let processes that tests start have what a user's have: no Hypothesis, which pandera loads where it is installed.

    That takes a fifth of the time of a short command. It comes after the processes that run tests were started.
    """
    if _worker(config) is not None or not config.getoption("numprocesses", None):
        os.environ["PYTHONPATH"] = str(TESTS / "support" / "as_users_have")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Put the tests of all processes in the same order, and stop where one needs a program and does not say so.

    The quick part of the suite runs without other programs.
    """
    if _worker(config) is not None:
        items.sort(key=lambda item: item.path.parts)
    for item in items:
        if NEED_PROGRAMS & set(item.fixturenames) and not item.get_closest_marker("programs"):
            raise pytest.UsageError(f"{item.nodeid} starts another program: mark it with pytest.mark.programs")


def pytest_collection_finish():
    """Leave what is there before the first test, which stays to the end, out of every search for garbage.

    And search less often than a command does (whose module has set that once more): it cost a twelfth of the suite.
    """
    gc.freeze()
    gc.set_threshold(500_000, 20, 50)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Run the quick tests of a file in one process, which makes once what they share; slow ones wherever there is room.

    Without this, ``--dist loadgroup`` gives neighbouring tests to different processes.
    """
    from xdist.scheduler import LoadGroupScheduling

    class ByFile(LoadGroupScheduling):
        def _split_scope(self, nodeid):
            group = super()._split_scope(nodeid)
            return nodeid.partition("::")[0] if group == nodeid else group

    quick = config.getoption("dist") == "loadgroup" and "not slow" in config.getoption("markexpr")
    return ByFile(config, log) if quick else None


_FOLDERS = itertools.count()


@pytest.fixture
def tmp_path(request, tmp_path_factory):
    """A folder of its own, as pytest's, which looks through those of all tests before to give it a number."""
    name = re.sub(r"\W", "_", request.node.name)[:30]
    return tmp_path_factory.mktemp(f"{name}{next(_FOLDERS)}", numbered=False)


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    """Chromium, for tests that are skipped where it is not installed."""
    from browser import Browser, installed

    opened = Browser(*installed(), tmp_path_factory.mktemp("chromium"))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def saved_by_libreoffice(tmp_path_factory):
    """Open and save a workbook with LibreOffice, or have it described once it has inserted rows.

    One start of it serves all tests that run in a process.
    """
    from office import working

    with working(tmp_path_factory.mktemp("office")) as done:
        yield done


@pytest.fixture
def media(browser):
    """Set what the browser says of its screen, and set it back."""

    def emulate(width=1300, **features):
        browser.devtools(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False
        )
        browser.devtools(
            "Emulation.setEmulatedMedia",
            features=[{"name": name.replace("_", "-"), "value": value} for name, value in features.items()],
        )

    yield emulate
    emulate()


@pytest.fixture
def paper(browser, tmp_path):
    """The open page as it is printed: the text of each page, and width and height of the first in points."""

    def printed():
        path = tmp_path / "printed.pdf"
        path.write_bytes(browser.print())
        text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
        size = subprocess.run(["pdfinfo", path], capture_output=True, check=True).stdout.decode()
        return text.split("\f")[:-1], re.findall(r"Page size: +([\d.]+) x ([\d.]+)", size)[0]

    return printed
