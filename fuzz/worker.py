"""The process that runs cases, with a limit on time and memory for each."""

from __future__ import annotations

import faulthandler
import re
import signal
import sys
import time
import traceback
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

import targets
from cases import Case, case, sound
from seeds import Seeds, seeds

if sys.platform != "win32":
    import resource

SECONDS = 5.0  #: processor time, which does not depend on what else the machine is doing
MEMORY = 500 << 20  #: bytes more than the process held before the case
ADDRESSES = 3 << 30  #: bytes of address space above that of an idle process; beyond this an allocation fails
CASES = 5_000  #: after this number of cases a new process takes over


class TooSlow(BaseException):
    """A case took too long. A BaseException, so that no ``except Exception`` on the way catches it."""


@dataclass(frozen=True)
class Finding:
    """Something happened that must not happen."""

    number: int
    case: Case
    kind: str
    place: str
    text: str = field(repr=False)


@dataclass
class Tally:
    """Counts since the last tally was sent."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)  #: by target and label
    last_lines: Counter[tuple[str, str]] = field(default_factory=Counter)  #: by target and actual error
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    slowest: dict[str, float] = field(default_factory=dict)


@contextmanager
def limited() -> Iterator[None]:
    """Raise TooSlow in the code inside after SECONDS of processor time."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.signal(signal.SIGPROF, _too_slow)
    signal.setitimer(signal.ITIMER_PROF, SECONDS, 1)  # repeatedly, because an exception in a finaliser is lost
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _too_slow(*_: object) -> None:
    raise TooSlow


def run(number: int, one: Case, tally: Tally, strict: bool = False) -> Finding | None:
    """Run one case; return the finding, or None."""
    before, highest = _memory(), _highest()
    start = time.process_time()
    outcome = None
    try:
        with limited():
            outcome = targets.run(one.target, one.content)
    except TooSlow as error:
        label, finding = "too slow", _finding(number, one, error, "TooSlow")
    except BaseException as error:  # a panic in a Rust library is not an Exception; only Ctrl-C may pass
        if isinstance(error, KeyboardInterrupt):
            raise
        label, finding = "finding", _finding(number, one, error, type(error).__name__)
    else:
        label, finding = outcome.label, None
        if outcome.last_line:
            tally.last_lines[one.target, outcome.last_line] += 1
            hopeless = outcome.last_line.startswith("MemoryError")
            if strict or hopeless:
                finding = Finding(number, one, "LastLine", outcome.last_line, outcome.last_line)
    if finding is None and _highest() > highest and _highest() - before > MEMORY:
        grown = (_highest() - before) >> 20
        finding = Finding(number, one, "TooMuchMemory", one.target, f"{grown} MB more than before the case")
    spent = time.process_time() - start
    tally.outcomes[one.target, label] += 1
    tally.seconds[one.target] += spent
    tally.slowest[one.target] = max(spent, tally.slowest.get(one.target, 0.0))
    return finding


def _finding(number: int, one: Case, error: BaseException, kind: str) -> Finding:
    text = "".join(traceback.format_exception(error, limit=-40))
    place = targets.place(error)
    if kind == "BrokenLaw":
        place += " " + re.split(r" \(|: ", str(error))[0]  # without what differs from case to case
    return Finding(number, one, kind, place, text)


def _memory() -> int:
    """Return the bytes that the process holds now or, if the system does not say, the most it ever held."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return _highest()
    return int(statm.read_text().split()[1]) * resource.getpagesize()


def _highest() -> int:
    if sys.platform == "win32":
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _limit_addresses() -> None:
    statm = Path("/proc/self/statm")
    if statm.exists():
        held = int(statm.read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (held + ADDRESSES, held + ADDRESSES))


def work(
    line: Connection, at: Synchronized[int], seed: int, only: Sequence[str], folders: Sequence[Path], strict: bool
) -> None:
    """Run cases, starting with number ``at``, and send tallies and findings through ``line``, until stopped."""
    faulthandler.enable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent process handles Ctrl-C
    warnings.simplefilter("ignore")
    corpus = seeds(folders) if set(only) - {"replies"} else Seeds()  # a conversation is not made from a file
    for target in only:  # so that no case is charged for imports and caches
        for content in sound(target, corpus):
            targets.run(target, content)
    _limit_addresses()
    tally, sent = Tally(), time.monotonic()
    for number in range(at.value, at.value + CASES):
        at.value = number
        finding = run(number, case(seed, number, only, corpus), tally, strict)
        if finding is not None:
            line.send(finding)
        if time.monotonic() - sent > 1:
            line.send(tally)
            tally, sent = Tally(), time.monotonic()
        if finding is not None and finding.kind in ("TooMuchMemory", "TooSlow"):
            break
    at.value = number + 1
    line.send(tally)
