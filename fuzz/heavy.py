"""Give every command files that hold far too much of one thing, each command as a process, and measure it.

    python fuzz/heavy.py [--only PATTERN] [--command NAME] [--hostile FOLDER]

Prints a line for each run, and the worst at the end. A run must end with an answer or a refusal in one sentence, in the
processor time of its kind, usually five seconds, and `MEMORY`; the exit code is 1 if one did not. See fuzz/README.md.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, islice
from pathlib import Path

import document_kinds  # noqa: F401 - declares more kinds
from kinds import KINDS, Kind, kinds, sound_workbook

MEMORY = 500  #: MB, the most that the process held
LONGEST = 300  #: seconds after which a process is killed

_COST = "cost: "
_RUN = f"""
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
sys.stderr.write(f"{_COST}{{used.ru_utime + used.ru_stime}} {{used.ru_maxrss}}")
sys.exit(code)
"""
"""Runs a command and then says on standard error what it cost."""
_AS_USERS = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join(
        (
            str(Path(__file__).resolve().parents[1] / "tests" / "support" / "as_users_have"),
            os.environ.get("PYTHONPATH", ""),
        )
    ),
}
"""The environment of a command, which finds only what a user has: pandera loads Hypothesis where it is."""
_NEXT = ("-o", "next.xlsx", "--period", "January 2018", "--report-date", "31/01/2018")
_BOARD = ("--to", "board@example.gov.uk")
CALLS = {
    "workbook": {
        "status": ("status", "{}"),
        "validate": ("validate", "{}"),
        "write-checks": ("validate", "{}", "--write-checks"),
        "summarise": ("summarise", "{}", "-o", "out.xlsx"),
        "previous": ("validate", "sound.xlsx", "--previous", "{}"),
        "export": ("export", "{}", "-o", "register"),
        "export xlsx": ("export", "{}", "-o", "register.xlsx"),
        "publish xlsx": ("publish", "{}", "--draft", "-o", "out.xlsx"),
        "publish docx": ("publish", "{}", "--draft", "-o", "out.docx"),
        "publish html": ("publish", "{}", "--draft", "-o", "out.html"),
        "email": ("email", "{}", "--draft", *_BOARD, "-o", "out.eml"),
        "chase": ("chase", "{}", "--due", "-o", "drafts"),
        "missing": ("chase", "{}", "--missing", "-o", "drafts"),
        "missing, handed out": ("chase", "sound.xlsx", "--missing", "-o", "drafts"),
        "missing, a part": ("chase", "given.xlsx", "--missing", "--parts", "parts", "-o", "drafts"),
        "split": ("split", "{}", "-o", "parts"),
        "collect": ("collect", "{}", "faulty.xlsx", "-o", "out.xlsx"),
        "collect, a return": ("collect", "sound.xlsx", "{}", "-o", "out.xlsx"),
        "collect, handed out": ("collect", "sound.xlsx", "faulty.xlsx", "-o", "out.xlsx"),
        "compare": ("compare", "{}", "{}"),
        "compare, old": ("compare", "{}", "sound.xlsx"),
        "rollover": ("rollover", "{}", *_NEXT),
        "history": ("history", "{}"),
        "history, older": ("history", "sound.xlsx", "--add", "{}", "-o", "out.xlsx"),
        "room": ("room", "{}", "R02", "Actions", "3"),
        "gather": ("gather", "{}", "-o", "store"),
        "new": ("new", "out.xlsx", "--from", "{}"),
        "bring": ("bring", "{}", "-o", "register"),
        "bring, mapping": ("bring", "tracker.csv", "-o", "register", "--mapping", "{}"),
    },
    "document": {
        "bring": ("bring", "{}", "-o", "register"),
        "new": ("new", "out.xlsx", "--from", "{}"),
    },
    "register": {
        "new": ("new", "out.xlsx", "--from", "{}"),
        "validate": ("validate", "{}"),
        "compare": ("compare", "{}", "{}"),
        "compare, old": ("compare", "{}", "sound.xlsx"),
    },
    "template": {
        "publish docx": ("publish", "sound.xlsx", "--template", "{}", "-o", "out.docx"),
        "email docx": ("email", "sound.xlsx", *_BOARD, "--format", "docx", "--template", "{}", "-o", "out.eml"),
    },
    "words": {
        "email": ("email", "sound.xlsx", *_BOARD, "--body", "{}", "-o", "out.eml"),
        "email html": ("email", "sound.xlsx", *_BOARD, "--body-html", "{}", "-o", "out.eml"),
        "chase": ("chase", "faulty.xlsx", "--body", "{}", "-o", "drafts"),
        "split": ("split", "faulty.xlsx", "--drafts", "--body", "{}", "-o", "parts"),
        "missing": ("chase", "given.xlsx", "--missing", "--body", "{}", "-o", "drafts"),
    },
}
"""What is done with each kind of file, by a name for it; ``{}`` is the file. ``faulty.xlsx`` is also what came back
for ``sound.xlsx``, and ``given.xlsx`` a plan that was handed out."""
PUT = {"handed out": "sound.base.xlsx", "a part": "parts/part.xlsx"}
"""Where else the file is put for a call whose name ends like this: what a command finds without being told."""

REFUSED = {
    ("workbook", "new"): "it takes registers only",
    ("workbook", "missing"): "it takes a plan that was handed out",
    ("workbook", "history, older"): "the workbook is of the same month",
    ("workbook", "bring"): "in a workbook of ours there is nothing to guess",
    ("workbook", "bring, mapping"): "it takes a mapping",
    ("document", "new"): "it takes documents in which nothing is doubtful",
}
"""The calls that refuse any such file, and why."""


@dataclass(frozen=True)
class Run:
    """One command on one file, and what it cost."""

    kind: str
    call: str
    code: int
    seconds: float
    processor: float
    memory: float
    said: str
    wrong: tuple[str, ...]

    def line(self) -> str:
        """Return it as a line of a table."""
        wrong = "  <-- " + ", ".join(self.wrong) if self.wrong else ""
        figures = f"{self.code:>4} {self.processor:>6.1f} s {self.seconds:>6.1f} s {self.memory:>6.0f} MB"
        return f"{figures}  {self.call:<19} {self.kind}: {self.said[:150]}{wrong}"


def main() -> int:
    """Run from the command line; return 1 if a run was too slow, too large or not answered in a sentence."""
    parser = argparse.ArgumentParser(description="Measure every command on files that hold far too much of one thing.")
    parser.add_argument("--only", default="", help="the kinds whose name contains this pattern")
    parser.add_argument("--command", default="", help="the calls whose name contains this")
    parser.add_argument("--after", default="", metavar="KIND", help="go on after this kind, of a run that was stopped")
    parser.add_argument("--hostile", type=Path, help="a folder of workbooks to measure in the same way")
    parser.add_argument("--make", type=Path, help="only write the file of the kind of that name into this folder")
    options = parser.parse_args()
    if options.make:
        print(next(each for each in KINDS if each.name == options.only).write(options.make))
        return 0
    runs = []
    for run in measured(options.only, options.command, options.hostile, options.after):
        print(run.line(), flush=True)
        runs.append(run)
    print(f"\n{len(runs)} runs; the worst:")
    for run in sorted(runs, key=lambda each: -each.processor)[:10] + sorted(runs, key=lambda each: -each.memory)[:10]:
        print(run.line())
    bad = [run for run in runs if run.wrong]
    print(f"{len(bad)} over the limits of their kind or of {MEMORY} MB, not answered in a sentence, or not made")
    return 1 if bad else 0


def measured(pattern: str = "", command: str = "", hostile: Path | None = None, after: str = "") -> Iterator[Run]:
    """Yield what each call on each kind cost; of those after a kind, if its name is given."""
    with tempfile.TemporaryDirectory(prefix="heavy-") as made:
        folder = Path(made)
        every = kinds(pattern) if hostile is None else _in_folder(hostile, pattern)
        for kind in islice(dropwhile(lambda each: each.name != after, every), 1, None) if after else every:
            here = folder / "here"
            here.mkdir()
            (here / "sound.xlsx").write_bytes(sound_workbook())
            for name in ("faulty.xlsx", "given.xlsx", "given.base.xlsx"):
                (here / name).write_bytes(sound_workbook(faulty=True))
            (here / "tracker.csv").write_text("Ref,Action,By whom\na,Train all staff,Jo Hart\n", encoding="utf-8")
            try:
                path = _made(kind, here)
            except subprocess.CalledProcessError as error:  # the plan that it changes is another one than it was
                why = error.stderr.strip().rpartition("\n")[2]
                yield Run(kind.name, "", error.returncode, 0, 0, 0, why, ("not made",))
                shutil.rmtree(here)
                continue
            for name, call in CALLS[kind.what].items():
                if command in name:
                    with _folder_for(name, here, path) as folder_of_call:
                        yield measure(kind, name, [part.format(path.name) for part in call], folder_of_call)
            shutil.rmtree(here)


@contextlib.contextmanager
def _folder_for(call: str, here: Path, path: Path) -> Iterator[Path]:
    """Give a folder with the files of another, in which a call may change what it likes.

    The file that all is about is also where the call of that name finds it without being told.
    """
    folder = here.with_name("run")
    shutil.copytree(here, folder, copy_function=os.link)  # commands replace files, and so change none that is linked
    where = PUT.get(call.partition(", ")[2])
    if where is not None:
        (folder / where).parent.mkdir(exist_ok=True)
        os.link(path, folder / where)
    yield folder
    shutil.rmtree(folder)


def _made(kind: Kind, folder: Path) -> Path:
    """Write a file of a kind in a process of its own: what this one holds would count as held by those it starts."""
    if kind not in KINDS:
        return kind.write(folder)
    command = [sys.executable, str(Path(__file__)), "--make", str(folder), "--only", kind.name]
    return Path(subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip())


def _in_folder(folder: Path, pattern: str) -> Iterator[Kind]:
    def kind(path: Path) -> Kind:
        return Kind(path.name, "workbook", lambda here: Path(shutil.copyfile(path, here / "plan.xlsx")))

    return (kind(path) for path in sorted(folder.glob("*.xlsx")) if pattern in path.name)


def measure(kind: Kind, name: str, arguments: Sequence[str], folder: Path) -> Run:
    """Run a command as a process, and return what it cost."""
    before = _sizes(folder)
    start = time.monotonic()
    # By way of a small process: what a process held counts from when it was still a copy of the one that started it.
    command = [sys.executable, "-c", _RUN, sys.executable, "-m", "plan_workbook", *arguments]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=_AS_USERS,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    killer = threading.Timer(LONGEST, os.killpg, (process.pid, signal.SIGKILL))  # with all that it has started
    killer.start()
    errors: list[str] = []
    other = threading.Thread(target=lambda: errors.append(process.stderr.read() if process.stderr else ""))
    other.start()
    said = process.stdout.read() if process.stdout else ""
    other.join()
    code = process.wait()
    killer.cancel()
    for pipe in (process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()
    seconds = time.monotonic() - start
    error, found, cost = "".join(errors).rpartition(_COST)
    if not found:  # by one that was killed
        error, cost = cost, f"{LONGEST} 0"
    processor, peak = map(float, cost.split())
    memory = peak / (1024 if sys.platform != "darwin" else 1 << 20)
    after = _sizes(folder)
    wrong = []
    if processor > kind.seconds:
        wrong.append("too slow")
    if memory > MEMORY:
        wrong.append("too much memory")
    if code not in (0, 1, 2) or "Traceback" in error or "Unexpected error" in error:
        wrong.append("not answered")
    if code == 2 and (error.count("\n") != 1 or said):
        wrong.append("not refused in one sentence")
    if code == 2 and after != before:
        wrong.append("refused, and something was written")
    if kind.honest and code == 2 and (kind.what, name) not in REFUSED:
        wrong.append("honest, and refused")
    return Run(kind.name, name, code, seconds, processor, memory, (error or said).partition("\n")[0], tuple(wrong))


def _sizes(folder: Path) -> dict[str, int]:
    return {str(each.relative_to(folder)): each.stat().st_size for each in sorted(folder.rglob("*"), reverse=True)}


if __name__ == "__main__":
    sys.exit(main())
