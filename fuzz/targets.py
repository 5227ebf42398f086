"""Give a damaged file to the tool, which must give an answer or a refusal in a sentence, and nothing else.

The choices a target makes (a sheet, a drawing) depend only on the file, so a stored finding is enough to repeat it.
"""

from __future__ import annotations

import traceback
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from document_target import any_document
from laws import BrokenLaw, check_sentence, watched
from pdf_target import any_pdf
from register_target import csv_register, xlsx_register
from reply_mutations import conversation
from scripted_server import MESSAGE, settings, talk
from seeds import PASSWORD, ROOT, rich
from template_target import letter_template, word_template

from plan_workbook.board.figures import figures
from plan_workbook.checking.report import check
from plan_workbook.errors import FateUnknown, PlanWorkbookError
from plan_workbook.mail.record import Outcome as Fate
from plan_workbook.mail.replies import LONGEST_LINE, MOST_LINES
from plan_workbook.package import PackageError, graft
from plan_workbook.package.encryption import decrypted, is_encrypted
from plan_workbook.package.errors import naming
from plan_workbook.package.safety import open_package
from plan_workbook.package.workbook import Workbook
from plan_workbook.reading import read_plan
from plan_workbook.register import register_of
from plan_workbook.writing.checks_sheet import draw_checks
from plan_workbook.writing.master import master_workbook
from plan_workbook.writing.summary_sheet import draw_summary

Target = Callable[[bytes, Random], None]


@dataclass(frozen=True)
class Outcome:
    """How a case ended."""

    label: str  #: "done", or the class of the refusal
    last_line: str = ""  #: the actual error, if only the last line of defence refused the workbook


def run(target: str, content: bytes) -> Outcome:
    """Run the target on a workbook; errors that must not come out are raised."""
    rng = Random(zlib.crc32(content))
    try:
        with watched():
            TARGETS[target](content, rng)
    except (PackageError, PlanWorkbookError) as error:
        check_sentence(str(error))
        return Outcome(type(error).__name__, _last_line(error))
    return Outcome("done")


def _last_line(error: BaseException) -> str:
    """Return the error that only a handler for all other errors caught; "" for an intended refusal."""
    cause = error.__cause__
    if cause is None or isinstance(cause, PackageError | PlanWorkbookError):
        return "" if cause is None else _last_line(cause)
    if "contradict" not in str(error) and "read as a workbook" not in str(error):
        return ""
    return f"{type(cause).__name__} at {place(cause)}"


def place(error: BaseException) -> str:
    """Return the innermost line of the project in a traceback, and the innermost line of all."""
    frames = traceback.extract_tb(error.__traceback__)
    package = str(ROOT / "plan_workbook")
    ours = [each for each in frames if each.filename.startswith(package)]
    where = f"{Path(ours[-1].filename).relative_to(ROOT)}:{ours[-1].lineno}" if ours else "outside the project"
    return where + (f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else "")


def _open(content: bytes, rng: Random) -> None:
    """Make every check that comes before reading."""
    with naming("book.xlsx"):
        open_package(content)


def _encrypted(content: bytes, rng: Random) -> None:
    """Decrypt with the password of the seeds, and open the result."""
    with naming("book.xlsx"):
        open_package(decrypted(content, PASSWORD)[0] if is_encrypted(content) else content)


def _read(content: bytes, rng: Random) -> None:
    """Read the plan and count; sometimes also check and draw it."""
    _open(content, rng)
    plan = read_plan(content, "book.xlsx")
    figures(plan).as_json()
    register = register_of(plan)
    if rng.random() < 0.25:
        report = check(plan)
        for finding in report.findings:
            str(finding)
    if rng.random() < 0.2:
        drawn = draw_summary(plan)
        _replaced(content, plan.summary_sheet or "Summary", drawn)
    if rng.random() < 0.05:
        master_workbook(register)


def _replace(content: bytes, rng: Random) -> None:
    """Put a drawn sheet in, as a new sheet or in place of an existing one."""
    _open(content, rng)
    names = ["Result", "Summary"]
    with naming("book.xlsx"):
        names += [each.name for each in Workbook(open_package(content)).sheets][:60]
    sheet = names[0] if rng.random() < 0.3 else rng.choice(names)
    _replaced(content, sheet, rng.choice(_drawings()))


def _replaced(content: bytes, sheet: str, drawn: bytes) -> None:
    result = graft(content, sheet, drawn, "book.xlsx")
    open_package(result)
    try:
        again = graft(result, sheet, drawn, "book.xlsx")
    except PackageError as error:
        raise BrokenLaw(f"putting the same in again is refused: {type(error).__name__} ({sheet!r}): {error}") from error
    if again != result:
        raise BrokenLaw(f"putting the same in again changes it ({sheet!r})")


@cache
def _drawings() -> tuple[bytes, ...]:
    # of a blank plan, and not the Summary: formulas about rows need the sheets of their own plan
    shipped = ROOT / "templates" / "improvement-plan.xlsx"
    checks = [draw_checks(read_plan(shipped.read_bytes()), None).content] if shipped.is_file() else []
    return (rich(), rich("Data", 3), *checks)


def _replies(content: bytes, rng: Random) -> None:
    """Send a message to a rude server; what is recorded must be what the server said, judged a second time here."""
    server, security, user = conversation(content)
    talked = talk(server, with_settings=settings(security, "plans" if user else ""))
    states, said = talked.states, talked.said
    fate = states[-1] if states else None
    if states not in _WAYS:
        raise BrokenLaw(f"a message goes through {', '.join(states)}")
    if server.content is not None and (fate is None or server.content != _DOTTED):
        raise BrokenLaw("the server has another message than it should, or one that is not recorded")
    if (talked.error is None) != (fate is Fate.SENT) or isinstance(talked.error, FateUnknown) != (fate is Fate.UNKNOWN):
        raise BrokenLaw(f"the record says {fate}, the sentence: {said}")
    if fate in (None, Fate.REFUSED) and "nothing was sent" not in said:
        raise BrokenLaw(f"nothing was sent, and it says: {said}")
    verdict = server.content is not None and not server.too_early and _verdict(server.answer)
    if fate is Fate.SENT and verdict != "2":
        raise BrokenLaw(f"recorded as sent, and the server said {server.answer[:100]!r}")
    if fate is Fate.REFUSED and server.content is not None and verdict not in ("4", "5"):
        raise BrokenLaw(f"recorded as refused, and the server said {server.answer[:100]!r}")
    if verdict == "2" and fate is not Fate.SENT and len(states) < 3:
        raise BrokenLaw(f"the server said yes, and it is recorded as {fate}")
    if talked.error is not None:
        raise talked.error


_DOTTED = MESSAGE.content.replace(b"\r\n.", b"\r\n..")
_ABOUT = Fate.ABOUT_TO_SEND
_WAYS = (
    [], [_ABOUT, Fate.SENT], [_ABOUT, Fate.REFUSED], [_ABOUT, Fate.UNKNOWN],
    [_ABOUT, Fate.SENT, Fate.UNKNOWN], [_ABOUT, Fate.REFUSED, Fate.UNKNOWN],
)  # fmt: skip


def _verdict(answer: bytes) -> str:
    """Return the first digit of the code if this is one whole reply within the limits; "" if it is not."""
    *lines, rest = answer.split(b"\n")
    lines = [each[:-1] if each[-1:] == b"\r" else each for each in lines]
    if rest or not lines or len(lines) > MOST_LINES or max(map(len, lines)) > LONGEST_LINE:
        return ""
    code = lines[0][:3]
    marks = [each[3:4] for each in lines]
    if len(code) < 3 or not (code.isdigit() and code.isascii()) or {each[:3] for each in lines} != {code}:
        return ""
    sound = set(marks[:-1]) <= {b"-"} and marks[-1] in (b" ", b"")
    return code[:1].decode() if sound and code[:1] in b"2345" else ""


TARGETS: dict[str, Target] = {
    "open": _open,
    "read": _read,
    "replace": _replace,
    "encrypted": _encrypted,
    "register": xlsx_register,
    "tables": csv_register,
    "report": word_template,
    "letter": letter_template,
    "replies": _replies,
    "document": any_document,
    "pdf": any_pdf,
}
