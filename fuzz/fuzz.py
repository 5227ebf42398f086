"""Damage files in every way we can think of, and check that the tool answers or refuses in a sentence.

    python fuzz/fuzz.py --minutes 30 --seed 1 [--only TARGET] [FOLDER ...]
    python fuzz/fuzz.py --replay FINDING.xlsx --only read

See fuzz/README.md.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import worker
from cases import ALL_TARGETS, Case, case
from seeds import seeds
from worker import Finding, Tally

SILENT = 300.0  #: seconds after which a process that cannot be interrupted is killed


@dataclass
class Figures:
    """The figures of the whole run."""

    tally: Tally = field(default_factory=Tally)
    findings: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def add(self, other: Tally) -> None:
        """Add the counts of a worker."""
        self.tally.outcomes += other.outcomes
        self.tally.last_lines += other.last_lines
        for target, spent in other.seconds.items():
            self.tally.seconds[target] += spent
        for target, spent in other.slowest.items():
            self.tally.slowest[target] = max(spent, self.tally.slowest.get(target, 0))

    def note(self, finding: Finding, folder: Path) -> None:
        """Count a finding; store and print the first one of its kind."""
        key = (finding.case.target, finding.kind, finding.place)
        self.findings[key] = self.findings.get(key, 0) + 1
        if self.findings[key] > 1:
            return
        folder.mkdir(parents=True, exist_ok=True)
        stem = f"{finding.case.target}-{finding.kind}-{finding.number}"
        path = folder / f"{stem}{finding.case.suffix}"
        path.write_bytes(finding.case.content)
        about = f"case {finding.number}, from {finding.case.origin}\n{finding.text}"
        path.with_suffix(".txt").write_text(about, encoding="utf-8", errors="backslashreplace")
        print(f"FINDING {finding.kind} in {finding.case.target} at {finding.place}: {path}", flush=True)

    def report(self, minutes: float) -> str:
        """Return the figures as text."""
        lines = []
        for target in ALL_TARGETS:
            labels = Counter({label: n for (each, label), n in self.tally.outcomes.items() if each == target})
            if labels:
                count, spent = labels.total(), self.tally.seconds[target]
                speed = count / spent if spent else 0.0
                slowest = self.tally.slowest[target]
                lines.append(f"{target}: {count:,} cases, {speed:.0f} a second, the slowest {slowest:.2f} s")
                lines += [f"    {number:>9,} {label}" for label, number in labels.most_common()]
        if self.tally.last_lines:
            lines.append("refused by the last line of defence only (not findings):")
            lines += [f"    {n:>9,} {target}: {what}" for (target, what), n in self.tally.last_lines.most_common(25)]
        total = self.tally.outcomes.total()
        lines.append(f"{total:,} cases in {minutes:.1f} minutes; findings: {len(self.findings)}")
        lines += [f"    {n:>9,} {' / '.join(key)}" for key, n in self.findings.items()]
        return "\n".join(lines)


def main() -> int:
    """Run from the command line; return 1 if there are findings, otherwise 0."""
    options = _options()
    if options.replay:
        return _replay(options.replay, options.only or "read")
    folder = options.findings or Path(tempfile.mkdtemp(prefix="fuzz-"))
    only = [options.only] if options.only else list(ALL_TARGETS)
    print(f"seed {options.seed}, {options.minutes} minutes, {', '.join(only)}; findings go to {folder}", flush=True)
    figures, start = Figures(), time.monotonic()
    with contextlib.suppress(KeyboardInterrupt):
        _run(options, only, figures, folder)
    print(figures.report((time.monotonic() - start) / 60), flush=True)
    return 1 if figures.findings else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Look for files that make the tool fail.")
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="more workbooks to start from")
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same cases")
    parser.add_argument("--start", type=int, default=0, help="the number of the first case")
    parser.add_argument("--only", choices=ALL_TARGETS)
    parser.add_argument("--findings", type=Path, help="folder for findings; by default a new temporary folder")
    parser.add_argument("--strict", action="store_true", help="report what only the last line of defence refuses")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="run one stored finding and show the result")
    return parser.parse_args()


def _replay(path: Path, target: str) -> int:
    tally = Tally()
    finding = worker.run(0, Case(target, path.name, path.read_bytes()), tally)
    print(finding.text if finding else f"{target}: {next(iter(tally.outcomes))[1]} {dict(tally.last_lines) or ''}")
    return 1 if finding else 0


def _run(options: argparse.Namespace, only: list[str], figures: Figures, folder: Path) -> None:
    """Keep one worker running until the time is up."""
    context = multiprocessing.get_context("spawn")
    end = time.monotonic() + options.minutes * 60
    at = context.Value("q", options.start)
    while time.monotonic() < end:
        ours, theirs = context.Pipe(duplex=False)
        arguments = (theirs, at, options.seed, only, options.folders, options.strict)
        process = context.Process(target=worker.work, args=arguments, daemon=True)
        process.start()
        theirs.close()
        last, since = at.value, time.monotonic()
        stuck = False
        while time.monotonic() < end:
            try:
                if ours.poll(0.5):
                    message = ours.recv()
                    figures.note(message, folder) if isinstance(message, Finding) else figures.add(message)
                    since = time.monotonic()
                    continue
            except EOFError:
                break
            if at.value != last:
                last, since = at.value, time.monotonic()
            elif time.monotonic() - since > SILENT:
                stuck = True
                break
        ended = time.monotonic() >= end
        if stuck or ended:
            process.kill()
        process.join()
        if stuck or (not ended and process.exitcode != 0):
            corpus = seeds(options.folders)
            spoilt = case(options.seed, at.value, only, corpus)
            kind = "Hung" if stuck else "Died"
            text = f"the process {'hung' if stuck else f'ended with {process.exitcode}'}"
            figures.note(Finding(at.value, spoilt, kind, spoilt.target, text), folder)
            at.value += 1


if __name__ == "__main__":
    sys.exit(main())
