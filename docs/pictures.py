"""Make the pictures of the README and of the pages in ``docs``: ``python docs/pictures.py``.

LibreOffice prints the shipped example, its Word report and a part of it, and some of their pages become pictures;
Chromium draws the top of the published web page and of the page of what came back. You need this package, ``soffice``
with Calc and Writer, Poppler's ``pdftotext`` and ``pdftoppm``, and Chromium; if Calibri is not installed, install
Carlito, whose letters are as wide. Other versions of
these programs give other bytes, so no test compares them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Container
from pathlib import Path

from plan_workbook.checking.report import check
from plan_workbook.errors import OutputError
from plan_workbook.publishing.edition import Edition
from plan_workbook.publishing.make import edition_of
from plan_workbook.publishing.pdf import libreoffice, pdf_of
from plan_workbook.publishing.word.report import word_report
from plan_workbook.reading import read_plan

ROOT = Path(__file__).resolve().parents[1]
WORKBOOK = ROOT / "workbooks" / "improvement-plan-2017-12.xlsx"
PICTURES = ROOT / "docs" / "pictures"
WIDTH, LARGEST = 1100, 250_000
"""The width of a picture in pixels, and its largest size in bytes."""
LEAD = "Head of Permanence"
"""The lead whose part is drawn."""
LONGEST = 180
"""Seconds that a program may take."""


class PictureError(Exception):
    """The pictures can't be made; the message says why in a sentence."""


def program(name: str, package: str) -> str:
    """Return the path of a program."""
    found = libreoffice() if name == "soffice" else shutil.which(name)
    if found is None:
        raise PictureError(f"{name} is not installed: it comes with {package}. No picture was changed.")
    return found


def run(*command: str, fine: Container[int] = (0,)) -> str:
    """Run a program and return its output; `fine` are its exit codes that are no failure."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=LONGEST, check=False)
        if done.returncode not in fine:
            done.check_returncode()
    except (OSError, subprocess.SubprocessError) as error:
        raise PictureError(f"{Path(command[0]).name} failed: {error}. No picture was changed.") from error
    return done.stdout


def ours(*arguments: str, fine: Container[int] = (0,)) -> None:
    """Run this package."""
    run(sys.executable, "-m", "plan_workbook", *arguments, fine=fine)


def example() -> Edition:
    """Return the example as an edition: a draft, because it has errors."""
    plan = read_plan(WORKBOOK)
    return edition_of(plan, check(plan.once_summarised), draft=True)


def page_with(line: str, pages: list[str], place: int) -> int:
    """Return the number, from 1, of the first page that has this line as its line `place`, counted from 0."""
    for number, text in enumerate(pages, 1):
        if [said.strip() for said in text.splitlines() if said.strip()][place : place + 1] == [line]:
            return number
    raise PictureError(f"No page is headed {line!r}. No picture was changed.")


def draw(folder: Path, month: Path) -> list[Path]:
    """Draw every picture of a document into a folder; `month` is that of the demo."""
    reader, painter = (program(name, "Poppler (on Debian: poppler-utils)") for name in ("pdftotext", "pdftoppm"))
    edition = example()
    drawn = []
    part = (month / "plan-split" / f"plan - {LEAD}.xlsx").read_bytes()
    for document, suffix, headings in (
        (WORKBOOK.read_bytes(), "xlsx", {"summary": edition.title, "recommendation": "Recommendation 15"}),
        (word_report(edition), "docx", {"report": edition.title, "report-recommendation": "Recommendation 2"}),
        (part, "xlsx", {"part": edition.title}),
    ):
        paper = folder / f"{suffix}.pdf"
        try:
            paper.write_bytes(pdf_of(document, suffix))
        except OutputError as error:
            raise PictureError(f"{error} No picture was changed.") from error
        pages = run(reader, "-enc", "UTF-8", str(paper), "-").split("\f")
        for name, heading in headings.items():
            page = str(page_with(heading, pages, 1 if suffix == "docx" else 0))  # below the header that says DRAFT
            size = ("-scale-to-x", str(WIDTH), "-scale-to-y", "-1")
            run(painter, "-png", "-singlefile", *size, "-f", page, "-l", page, str(paper), str(folder / name))
            picture = folder / f"{name}.png"
            if picture.stat().st_size > LARGEST:
                raise PictureError(f"{picture.name} is larger than {LARGEST:,} bytes. No picture was changed.")
            drawn.append(picture)
    return drawn


def draw_web_pages(folder: Path, month: Path) -> list[Path]:
    """Draw the top of the published web page and of the page of what came back, if Chromium is installed."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
    if browser is None:
        return []
    page, came_back = folder / "report.html", folder / "came-back.html"
    ours("publish", "--draft", "--format", "html", "--output", str(page), str(WORKBOOK))
    collect = ("collect", str(month / "plan.xlsx"), str(month / "returned"), "--dry-run", "--format", "html")
    ours(*collect, "--report", str(came_back), fine=(0, 1))
    drawn = []
    for source, name, height in ((page, "report-web", 1150), (came_back, "came-back", 1000)):
        picture = folder / f"{name}.png"
        size = (f"--window-size={WIDTH},{height}", "--hide-scrollbars", f"--screenshot={picture}")
        run(browser, "--headless=new", "--no-sandbox", f"--user-data-dir={folder / 'browser'}", *size, source.as_uri())
        if not picture.is_file() or picture.stat().st_size > LARGEST:
            raise PictureError(f"{picture.name} is missing or larger than {LARGEST:,} bytes. No picture was changed.")
        drawn.append(picture)
    return drawn


def main() -> int:
    """Draw the pictures; return 2 after a sentence if that is not possible."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            program("soffice", "LibreOffice")
            made = Path(folder)
            ours("demo", "--output", str(made / "demo"))
            month = made / "demo" / "a-month"
            drawn = [*draw(made, month), *draw_web_pages(made, month)]
        except PictureError as error:
            sys.stderr.write(f"{error}\n")
            return 2
        PICTURES.mkdir(exist_ok=True)
        for picture in drawn:
            shutil.copyfile(picture, PICTURES / picture.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
