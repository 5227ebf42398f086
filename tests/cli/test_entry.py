"""Whatever happens around a command: one sentence, the right code, and nothing left behind."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pandera.polars as pa
import pytest
from cli.calls import OTHERS, READING, on
from council import report
from hands import Hand

from plan_workbook.checking import proof
from plan_workbook.cli import main
from plan_workbook.cli.console import Exit
from plan_workbook.cli.main import COMMANDS
from plan_workbook.errors import NotChecked
from plan_workbook.jobs import one, status
from plan_workbook.jobs.export import export
from plan_workbook.jobs.split import split
from plan_workbook.package import write

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and descriptors as POSIX has them")
SCRIPT = Path(sys.executable).with_name("plan-workbook.exe" if os.name == "nt" else "plan-workbook")
WAYS_IN = {"plan-workbook": [str(SCRIPT)], "python -m": [sys.executable, "-m", "plan_workbook"]}
CALLS = {**READING, **OTHERS}


def test_every_command_is_called():
    assert {call[0] for call in CALLS.values()} == set(COMMANDS)


class Broken(io.StringIO):
    """An output that fails in a way of its own."""

    def __init__(self, code: int) -> None:
        super().__init__()
        self.code = code
        self.descriptor = os.open(os.devnull, os.O_WRONLY)  # rich closes what nobody reads

    def fileno(self) -> int:
        return self.descriptor

    def write(self, text: str) -> int:
        raise OSError(self.code, os.strerror(self.code))


@pytest.fixture
def fresh(monkeypatch):
    """A process that has not written anything yet."""
    monkeypatch.setattr(write, "_written", [])


# ------------------------------------------------------------------------------------------- what is printed


@pytest.mark.parametrize(
    "call",
    [READING["status"], OTHERS["rules"]]
    + [pytest.param(call, marks=pytest.mark.slow) for call in (*READING.values(), OTHERS["demo"])],
)
def test_when_nobody_reads_the_output_the_code_is_never_that_of_findings(call, run, faulty, fresh, monkeypatch):
    monkeypatch.setattr(sys, "stdout", Broken(errno.EPIPE))
    done = run(*on(str(faulty), call))
    refused = {"publish": Exit.FINDINGS, "email": Exit.FINDINGS, "bring": Exit.FAILED, "rollover": Exit.FAILED}
    assert done.code == refused.get(call[0], Exit.UNREAD)  # standard error says why
    assert "Traceback" not in done.err and "Unexpected" not in done.err


def test_a_message_that_can_not_be_printed_says_which_files_were_written(
    run, folder, changed_workbook, fresh, monkeypatch
):
    (folder / "plan.xlsx").write_bytes(changed_workbook)
    monkeypatch.setattr(sys, "stdout", Broken(errno.ENOSPC))
    done = run("summarise", "plan.xlsx")
    assert done.code == Exit.FAILED
    assert done.err == (
        "plan.bak.xlsx and plan.xlsx were written, but the output could not be written (No space left on device): "
        "make room on its disk, or redirect it to a file on another one.\n"
    )


def test_what_can_not_be_said_at_all_keeps_its_code(run, monkeypatch, folder):
    monkeypatch.setattr(sys, "stderr", Broken(errno.EPIPE))
    assert run("status", "nowhere.xlsx").code == Exit.FAILED


def test_a_command_stopped_after_it_wrote_says_so(run, clean, fresh, monkeypatch):
    def stopped(*_: object) -> None:
        write.write_atomically("done.xlsx", b"")
        raise KeyboardInterrupt

    monkeypatch.setattr(status, "figures", stopped)
    done = run("status", clean)
    assert (done.code, done.err) == (Exit.STOPPED, "Stopped, after done.xlsx was written.\n")


@posix
@pytest.mark.slow
@pytest.mark.parametrize("to", ["|", "2>&1 |"], ids=["output", "output and messages"])
def test_a_closed_pipe_ends_a_command_as_the_shell_expects(to, faulty, folder):
    line = f'"{SCRIPT}" validate {faulty} {to} true; exit "${{PIPESTATUS[0]}}"'
    done = subprocess.run(["bash", "-c", line], cwd=folder, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (Exit.UNREAD, b"", b"")


# ------------------------------------------------------------------------------------------- what breaks down


class PanicException(BaseException):
    """What a library written in Rust raises when it breaks down."""


def panicking(*_: object, **__: object) -> None:
    raise PanicException("planted")


def test_a_library_that_panics_ends_in_a_sentence(run, clean, monkeypatch):
    monkeypatch.setattr(status, "figures", panicking)
    done = run("status", clean)
    assert (done.code, done.out) == (Exit.FAILED, "")
    assert done.err.startswith("Unexpected error. Please report it and attach ") and done.err.count("\n") == 1


def test_a_panic_over_one_workbook_does_not_stop_the_others(run, clean, faulty, monkeypatch):
    usual = one.check
    monkeypatch.setattr(
        one, "check", lambda plan, before: panicking() if "faulty" in plan.name else usual(plan, before)
    )
    done = run("validate", clean, faulty)
    assert done.code == Exit.FAILED
    assert "clean.xlsx" in done.out and "Unexpected error with faulty.xlsx." in done.err


@pytest.mark.parametrize("call", READING.values(), ids=READING)
def test_a_check_that_did_not_run_stops_every_command_that_checks(call, run, clean, contents, folder, monkeypatch):
    monkeypatch.setattr(proof, "_PLANTED_CHECK", pa.Check(lambda data: True))
    before = contents(folder)
    done = run(*on(str(clean), call))
    if call[0] in (
        "bring",
        "status",
        "compare",
        "collect",
        "history",
    ):  # they count what is in a plan, and judge nothing
        assert "Nothing was checked" not in done.err
        return
    assert (done.code, done.out) == (Exit.FAILED, "")
    assert done.err.startswith("Nothing was checked, ") and done.err.count("\n") == 1
    assert contents(folder) == before


def test_the_sentence_about_it_names_no_library_in_the_first_words():
    assert str(NotChecked("actions")).startswith("Nothing was checked, because a mistake that was planted ")


# ------------------------------------------------------------------------------------------- what surrounds it


def process(*command: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command line of its own, with these variables in its environment."""
    around = {**os.environ, **environment}
    return subprocess.run(
        command, cwd=folder, env=around, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
    )


SWITCHES = {
    "PANDERA_VALIDATION_ENABLED": "False",
    "PANDERA_VALIDATION_DEPTH": "silly",
    "PANDERA_USE_NARWHALS_BACKEND": "True",
    "POLARS_MAX_THREADS": "0",
    "POLARS_MAX_BLOCKING_THREAD_COUNT": "0",
    "POLARS_PANIC_ON_ERR": "1",
    "POLARS_OVERRIDE_TOTAL_MEMORY_MB": "x",
    "POLARS_OOMKILL_THRESHOLD_MB": "1",
    "POLARS_ENGINE_AFFINITY": "silly",
    "POLARS_FORCE_PKG": "silly",
    "POLARS_VERBOSE": "1",
    "RUST_BACKTRACE": "full",
    "RAYON_NUM_THREADS": "0",
    "OPENPYXL_DEFUSEDXML": "False",
    "_PLAN_WORKBOOK_COMPLETE": "silly",
    "PYTHONWARNINGS": "error",
    "COLUMNS": "0",
    "LINES": "-1",
    "TERM": "silly",
    "LC_ALL": "tr_TR.silly",
    "TZ": "Nowhere/Nothing",
    "HOME": "/nowhere",
    "SOURCE_DATE_EPOCH": "-1",
}
"""Settings of libraries and of the machine: they turned checks off, ended in a panic, or let nothing be printed."""


FULL = {
    "bring": ("bring", "report.docx", "-o", "brought"),
    "new": ("new", "out.xlsx", "--from", "register"),
    "publish": ("publish", "{}", "--draft"),
    "email": ("email", "{}", "--draft", "--to", "board@example.gov.uk"),
    "chase missing": ("chase", "given.xlsx", "--missing"),
    "collect": ("collect", "given.xlsx", "returned.xlsx"),
    "compare": ("compare", "{}", "clean.xlsx"),
    "rollover": (*READING["rollover"], "--with-errors"),
}
"""Calls that do all of their work on a workbook with errors, in place of those in `CALLS`, or in addition to them."""
SWITCHED = {call[0]: call for call in reversed({**CALLS, **FULL}.values()) if call[0] not in ("region", "demo")}
"""A call of each command: but `region` takes a store, in which every run has a time and names of its own, and `demo`
does what the others do."""
CLOCKED = re.compile(rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(\+00:00|Z)?")
"""The time of day, which only the record of returns has."""


@pytest.fixture(scope="session")
def switched():
    """Run a command where every setting is odd: one process for all, since most of each would be to load the same."""
    command = [sys.executable, str(Path(__file__).parents[1] / "support" / "switched.py")]
    with subprocess.Popen(
        command, env={**os.environ, **SWITCHES}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:

        def ran(folder: Path, *arguments: str) -> list[object]:
            process.stdin.write(json.dumps([str(folder), arguments]) + "\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())

        yield ran
        process.stdin.close()


@pytest.fixture
def outcome(clean, faulty, folder, contents, handed_in):
    """Call something in a folder of its own, and tell what it returned and says, and what it wrote."""

    def found(name, call):
        here = folder / name
        here.mkdir()
        for path in (clean, faulty):
            (here / path.name).write_bytes((folder / path).read_bytes())
        for path, content in handed_in.items():
            (here / path).parent.mkdir(exist_ok=True)
            (here / path).write_bytes(content)
        said = call(here)
        of_store = Path("store")
        written = {
            path: CLOCKED.sub(b"", content or b"")
            for path, content in contents(here).items()
            if Path(path).parts[0] != str(of_store)
        }
        return *said, written

    return found


@pytest.mark.slow
@pytest.mark.parametrize("call", SWITCHED.values(), ids=SWITCHED)
def test_no_switch_of_the_environment_changes_what_a_command_says_or_writes(
    call, faulty, outcome, run, switched, monkeypatch
):
    def usually(here: Path) -> tuple[object, ...]:
        monkeypatch.chdir(here)
        done = run(*on(str(faulty), call))
        return done.code, done.out, done.err

    usual = outcome("usual", usually)
    assert usual[0] in (0, 1), usual
    assert outcome("switched", lambda here: switched(here, *on(str(faulty), call))) == usual


@pytest.mark.slow
def test_nor_does_one_that_is_there_before_anything_is_loaded(faulty, outcome):
    def ran(here: Path, **environment: str) -> tuple[object, ...]:
        done = process(*WAYS_IN["plan-workbook"], "validate", str(faulty), folder=here, **environment)
        return done.returncode, done.stdout, done.stderr

    usual = outcome("usual", ran)
    assert usual[0] == 1
    assert outcome("switched", lambda here: ran(here, **SWITCHES)) == usual


@pytest.fixture(scope="session")
def handed_in(faulty_workbook) -> dict[str, bytes]:
    """A plan that was handed out, what came back, a register, and a report of another kind."""
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        (here / "given.xlsx").write_bytes(faulty_workbook)
        done = split(here / "given.xlsx")
        sheet = done.parts[0].share.sheets[0]
        part = Hand((done.folder / done.parts[0].share.file).read_bytes())
        (here / "returned.xlsx").write_bytes(part.typed(sheet, ("actions", 0, "rating"), "R").content)
        export(here / "given.xlsx", here / "register")
        (here / "report.docx").write_bytes(report())
        return {str(path.relative_to(here)): path.read_bytes() for path in here.rglob("*") if path.is_file()}


@pytest.mark.slow
@pytest.mark.parametrize("way_in", WAYS_IN.values(), ids=WAYS_IN)
@pytest.mark.parametrize("loading", ["typer", "polars"])
def test_ctrl_c_while_the_libraries_are_loaded_says_stopped(way_in, loading, faulty, folder):
    (folder / "early").mkdir()
    (folder / "early" / f"{loading}.py").write_text("raise KeyboardInterrupt")
    done = process(*way_in, "validate", str(faulty), folder=folder, PYTHONPATH=str(folder / "early"))
    assert (done.returncode, done.stdout, done.stderr) == (Exit.STOPPED, "", "Stopped.\n")


@pytest.mark.slow
def test_a_library_that_can_not_be_loaded_ends_in_a_sentence(folder):
    (folder / "early").mkdir()
    (folder / "early" / "typer.py").write_text("raise ImportError('no such thing')")
    done = process(*WAYS_IN["plan-workbook"], "rules", folder=folder, PYTHONPATH=str(folder / "early"))
    assert (done.returncode, done.stdout) == (Exit.FAILED, "")
    assert done.stderr == "plan-workbook could not be loaded (ImportError): install it again.\n"


NOISE = """
import logging, os, sys, warnings
import plan_workbook.jobs.status as job

def noisy(*arguments, _usual=job.status, **others):
    warnings.warn("raw", UserWarning)
    warnings.warn("raw", DeprecationWarning)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("raw", FutureWarning)
    logging.getLogger("library").error("raw")
    os.write(2, b"raw")
    class Odd:
        def __del__(self): raise ValueError("raw")
    Odd()
    return _usual(*arguments, **others)

job.status = noisy
from plan_workbook.cli.entry import main
main()
"""


@posix
@pytest.mark.slow
def test_no_raw_warning_of_a_library_reaches_the_terminal(clean, folder):
    done = process(sys.executable, "-c", NOISE, "status", str(clean), folder=folder)
    assert (done.returncode, done.stderr) == (Exit.OK, "")
    assert "raw" not in done.stdout and "recommendation" in done.stdout.lower()


def test_the_codes_of_the_entry_point_are_those_of_the_commands():
    from plan_workbook.cli import entry

    assert (entry.STOPPED, entry.FAILED) == (Exit.STOPPED, Exit.FAILED)
    assert main.INTERRUPTED == Exit.STOPPED
