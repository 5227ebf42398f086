"""Try one trial after the other, by their seeds, and tell what does not hold."""

from __future__ import annotations

import shutil
import traceback
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path


def rounds(seeds: Iterable[int], trial: Callable[[int, Path], Iterable[str]], folder: Path, keep: Path | None) -> int:
    """Print what trials say does not hold, by seed, and then how often each kind was said.

    Args:
        seeds: their numbers.
        trial: makes what it needs in a folder of its own and yields what does not hold; the first word is its kind.
        folder: where the folders are made; they are removed.
        keep: where those are kept of which something was said.

    Returns:
        How many trials said something.
    """
    faults: Counter[str] = Counter()
    bad = 0
    for seed in seeds:
        own = folder / str(seed)
        own.mkdir()
        said: list[str] = []
        try:
            said += trial(seed, own)
        except Exception:  # whatever it is, it is a finding about this trial, and the next one is tried
            said.append(f"raised: {' | '.join(traceback.format_exc().strip().splitlines()[-5:])}")
        for each in said:
            print(f"{seed}: {each}", flush=True)
            faults[each.split()[0].rstrip(":")] += 1
        bad += bool(said)
        if said and keep:
            shutil.copytree(own, keep / str(seed), dirs_exist_ok=True)
        shutil.rmtree(own)
    for kind, number in faults.most_common():
        print(f"{number:5} {kind}")
    return bad
