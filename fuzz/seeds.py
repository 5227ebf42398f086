"""The sound files to be damaged: the project's own, made here or shipped, and workbooks from the command line."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from msoffcrypto.format.ooxml import OOXMLFile

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "support"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "support" / "as_users_have"))

from builder import PlanBuilder
from drawn import rich
from hostile_texts import HIDDEN_LINE
from pdf_papers import papers
from word_documents import everything

from plan_workbook.package import graft
from plan_workbook.reading import read_plan
from plan_workbook.register import Register
from plan_workbook.writing.summary_sheet import draw_summary

ROOT = Path(__file__).resolve().parents[1]
PASSWORD = "secret"
LARGEST = 300_000  #: bytes of a workbook; larger ones take long and add little that is new
_SUFFIXES = {".xlsx", ".xlsm", ".xltx", ".xltm"}


@dataclass(frozen=True)
class Seed:
    """One workbook or template."""

    name: str
    content: bytes = field(repr=False)

    @cached_property
    def parts(self) -> dict[str, bytes]:
        """Its parts, unpacked, in the order of the zip."""
        with zipfile.ZipFile(io.BytesIO(self.content)) as file:
            return {each.filename: file.read(each) for each in file.infolist()}


@dataclass(frozen=True)
class Seeds:
    """All the seeds: plans, other workbooks, and paths of further workbooks, which are read when they are needed."""

    plans: tuple[Seed, ...] = ()
    others: tuple[Seed, ...] = ()
    encrypted: tuple[Seed, ...] = ()
    files: tuple[Path, ...] = ()
    registers: tuple[Register, ...] = ()
    reports: tuple[Seed, ...] = ()
    """Templates of Word reports."""
    letters: tuple[Seed, ...] = ()
    """Templates of emails."""
    documents: tuple[Seed, ...] = ()
    """Word documents to be brought in."""
    papers: tuple[Seed, ...] = ()
    """PDFs to be brought in."""

    def other(self, number: int) -> Seed | None:
        """Return one of the workbooks that are not plans; None if the file is not a zip."""
        number %= len(self.others) + len(self.files)
        if number < len(self.others):
            return self.others[number]
        return _read(self.files[number - len(self.others)])


@lru_cache(maxsize=64)
def _read(path: Path) -> Seed | None:
    seed = Seed(path.name, path.read_bytes())
    try:
        return seed if seed.parts else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        return None


def seeds(folders: Iterable[Path] = ()) -> Seeds:
    """Return the project's seeds and those in the folders, in order of their names."""
    small, full = small_plan().workbook(), full_plan().workbook()
    shipped = [ROOT / "templates" / "improvement-plan.xlsx", ROOT / "workbooks" / "improvement-plan-2017-12.xlsx"]
    plans = [Seed("small", small), Seed("full", full)]
    plans += [Seed(f"{each.name} summarised", _summarised(each.content)) for each in plans]
    plans += [Seed(path.name, path.read_bytes()) for path in shipped if path.is_file()]
    others = [
        Seed("rich", rich()),
        Seed("rich in small", graft(small, "Result", rich())),
        Seed("rich in rich", graft(rich("Data"), "Result", rich("Data", 1))),
    ]
    files = [
        path
        for folder in folders
        for path in sorted(folder.rglob("*") if folder.is_dir() else [folder])
        if path.suffix.lower() in _SUFFIXES and path.is_file() and path.stat().st_size <= LARGEST
    ]
    return Seeds(
        tuple(plans),
        tuple(others),
        (Seed("encrypted", _encrypted(others[0].content)),),
        tuple(files),
        tuple(each.register() for each in (small_plan(), full_plan(), faulty_plan())),
        (_shipped("highlight-report.docx"),),
        tuple(map(_shipped, ("email.txt", "email.html", "own-words.html", "chase.txt", "chase.html"))),
        (Seed("everything", everything()), _shipped("highlight-report.docx")),
        tuple(Seed(f"paper {number}", content) for number, content in enumerate(papers(), 1)),
    )


def _shipped(name: str) -> Seed:
    return Seed(name, (ROOT / "templates" / name).read_bytes())


def _encrypted(content: bytes) -> bytes:
    result = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(PASSWORD, result)
    return result.getvalue()


def _summarised(content: bytes) -> bytes:
    return graft(content, "Summary", draw_summary(read_plan(content)))


def small_plan() -> PlanBuilder:
    """Return a plan of one recommendation."""
    return PlanBuilder().recommendation().indicator().action()


def faulty_plan() -> PlanBuilder:
    """Return a plan with errors, a lead who can be written to, and texts that look like something else."""
    plan = PlanBuilder(title=HIDDEN_LINE, period="{{ 7*7 }}").person("Jo Bloggs", "Lead", "jo@example.gov.uk")
    plan.recommendation(
        lead="Jo Bloggs", title="='http://x/[b.xlsx]S'!$A$1", rating="Gren", progress="<w:p/> & {% raw %}"
    )
    plan.indicator(lead="Jo Bloggs", number="_x0041_", actual="tbc %s", comment="\u202e\x07 &#64;")
    return plan.action(lead="Jo Bloggs", text="a\r\nBcc: spy@evil.example", completion_date="30/11/2017", rating="G")


def full_plan() -> PlanBuilder:
    """Return a plan with something in every table."""
    plan = PlanBuilder()
    plan.recommendation(rating="A", progress="Audits were made.\n\nStaff were trained.")
    plan.indicator(actual="85.5%").indicator(unit="days", better="Lower", target="30 days", actual="33", previous="")
    plan.indicator(actual="Qtr 2 41%", period="Q2", comment="Awaited").action()
    plan.action(completion_date="30/11/2017", rating="R", original_completion_date="Sept 2017")
    plan.recommendation(status="Business as usual", rating="").indicator(unit="\u00a3", better="Monitor", target="")
    plan.recommendation(number="4.10", lead="Ann Archer & Bo Bell").action(rating="C", date_completed="1 Dec 2017")
    plan.person("Ann Archer", "Lead").person("Bo Bell", "Lead").person("Head of Assessment", "Lead")
    plan.rating("R", "Red", "Off track", "#FF0000").rating("G", "Green", "On track", "#00FF00")
    return plan.accept("overdue-rated-green", "R01!G36", until="31/03/2018").severity("lead-missing", "note")
