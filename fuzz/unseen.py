"""Bring in documents of made-up councils in many layouts, and say which share of what they show comes along.

    python fuzz/unseen.py --plans 20 --seed 1 [--odd 0.5] [--only FAMILY ...] [--terse] [--pdf] [--show]

Without a mapping, and with the proposed mapping as a person corrects it who knows the document. See fuzz/README.md.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from random import Random

sys.path[:0] = [str(Path(__file__).parent.parent / "tests" / "support")]

from unseen import reports, sheets  # noqa: E402
from unseen.judged import Judged, judged  # noqa: E402
from unseen.made import Made  # noqa: E402
from unseen.person import corrected  # noqa: E402
from unseen.plans import plan, terse  # noqa: E402
from unseen.words import Called  # noqa: E402

from plan_workbook.errors import PlanWorkbookError  # noqa: E402
from plan_workbook.jobs.bring import brought_from  # noqa: E402
from plan_workbook.publishing.pdf import libreoffice  # noqa: E402
from plan_workbook.register import Register  # noqa: E402

FAMILIES = {family.__name__: family for family in (*sheets.FAMILIES, *reports.FAMILIES)}


def main() -> int:
    """Try the families and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--odd", type=float, default=0.5)
    parser.add_argument("--only", nargs="*", choices=FAMILIES, default=list(FAMILIES))
    parser.add_argument("--terse", action="store_true", help="plans that say things in few words, with dates in words")
    parser.add_argument("--pdf", action="store_true", help="the Word documents as PDFs that LibreOffice makes of them")
    parser.add_argument("--show", action="store_true", help="print what differs")
    given = parser.parse_args()
    sums: dict[str, list[int]] = defaultdict(lambda: [0] * 8)
    with tempfile.TemporaryDirectory() as folder:
        for name in given.only:
            for number in range(given.plans):
                rng = Random(f"{given.seed} {name} {number}")
                made = FAMILIES[name]((terse if given.terse else plan)(rng), rng, Called(rng, given.odd))
                if given.pdf:
                    made = _as_pdf(made, Path(folder))
                _try(made, Path(folder), sums[name], show=given.show, number=number)
            _print(name, sums[name])
    _print("all", [sum(each) for each in zip(*sums.values(), strict=True)])
    return 0


def _as_pdf(made: Made, folder: Path) -> Made:
    """Return a document as the PDF that LibreOffice prints it to."""
    program = libreoffice()
    if program is None:
        sys.exit("--pdf needs LibreOffice.")
    source = folder / made.name
    source.write_bytes(made.content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    printed = source.with_suffix(".pdf")
    return made._replace(name=printed.name, content=printed.read_bytes())


def _try(made: Made, folder: Path, sums: list[int], *, show: bool, number: int) -> None:
    path = folder / made.name
    path.write_bytes(made.content)
    plain, sure_wrong = _without(made, path)
    fixed = corrected(made, path, folder)
    fixed_judged = judged(made, fixed) if isinstance(fixed, Register) else Judged(0, plain.total, (str(fixed),), 0)
    for at, value in enumerate((1, plain.good, fixed_judged.good, plain.total, plain.extra, fixed_judged.extra,
                                plain.good == plain.total, sure_wrong)):  # fmt: skip
        sums[at] += value
    if show:
        for what, each in (("without", plain), ("with", fixed_judged)):
            if each.bad or each.extra:
                print(f"  {made.name} {number} {what}: {each.good}/{each.total}, too many: {each.extra}")
                for line in each.bad[:6]:
                    print(f"      {line}")


def _without(made: Made, path: Path) -> tuple[Judged, int]:
    """Return how it is without a mapping, and whether something is wrong without anything that is doubtful."""
    try:
        brought, _ = brought_from([path])
    except PlanWorkbookError as error:
        return judged(made, Register())._replace(bad=(str(error),)), 0
    assert brought.read + sum(left.cells for left in brought.left) == brought.found
    result = judged(made, brought.register)
    return result, int(result.good < result.total and not brought.doubtful)


def _print(name: str, sums: list[int]) -> None:
    tried, good, fixed, total, extra, still_extra, whole, sure_wrong = sums
    print(
        f"{name:20} {tried:4} documents  without {100 * good / max(1, total):5.1f} %"
        f"  with {100 * fixed / max(1, total):5.1f} %  rows too many {extra}/{still_extra}"
        f"  whole without {whole}  wrong without a question {sure_wrong}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
