"""Make the pictures of the README and of the pages in ``docs``: ``python docs/pictures.py``.

LibreOffice prints the shipped example, its Word report and a part of it, and a report such as councils have with what
`bring` makes of it, and some of their pages become pictures; Chromium draws the top of the published web page and of
the page of what came back. You need this package, ``soffice`` with Calc and Writer, Poppler's ``pdftotext`` and
``pdftoppm``, and Chromium; if Calibri is not installed, install Carlito, whose letters are as wide. Other versions of
these programs give other bytes, so no test compares them.

``python docs/pictures.py --all FOLDER`` puts every page of the example and of a plan of forty priorities into a folder
instead, as a board, a lead and a reader on the web see them, with a sheet of all pages of each document: look at them
after a change to any of these.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Container
from pathlib import Path

import councils_report
import forty
from openpyxl import load_workbook

from plan_workbook.bringing.telling.mapping import MAPPING
from plan_workbook.bringing.telling.mapping_sheets import COLUMNS, HEADING, TAKEN_FOR
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
POPPLER = "Poppler (on Debian: poppler-utils)"
NEEDED = {"soffice": "LibreOffice", "pdftotext": POPPLER, "pdftoppm": POPPLER}
"""The programs without which nothing can be drawn, and what they come with."""
SCREENS = {"desktop": "1280,720", "tablet": "768,1024", "phone": "500,900"}
"""Widths and heights in pixels; Chromium makes no window narrower than 500."""


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


def page_with(line: str, pages: list[str], within: int) -> int:
    """Return the number, from 1, of the first page that has this line as one of its first lines, `within` of them."""
    for number, text in enumerate(pages, 1):
        if line in [said.strip() for said in text.splitlines() if said.strip()][:within]:
            return number
    raise PictureError(f"No page is headed {line!r}. No picture was changed.")


def draw(folder: Path, month: Path) -> list[Path]:
    """Draw every picture of a document into a folder; `month` is that of the demo."""
    reader, painter = (program(name, POPPLER) for name in ("pdftotext", "pdftoppm"))
    edition = example()
    drawn = []
    part = (month / "plan-split" / f"plan - {LEAD}.xlsx").read_bytes()
    for document, suffix, headings in (
        (WORKBOOK.read_bytes(), "xlsx", {"summary": edition.title, "recommendation": "Recommendation 15"}),
        (word_report(edition), "docx", {"report": edition.title, "report-recommendation": "Recommendation 15"}),
        (part, "xlsx", {"part": edition.title}),
    ):
        paper = folder / f"{suffix}.pdf"
        try:
            paper.write_bytes(pdf_of(document, suffix))
        except OutputError as error:
            raise PictureError(f"{error} No picture was changed.") from error
        pages = run(reader, "-enc", "UTF-8", str(paper), "-").split("\f")
        for name, heading in headings.items():
            page = str(page_with(heading, pages, 200 if suffix == "docx" else 1))
            size = ("-scale-to-x", str(WIDTH), "-scale-to-y", "-1")
            run(painter, "-png", "-singlefile", *size, "-f", page, "-l", page, str(paper), str(folder / name))
            picture = folder / f"{name}.png"
            if picture.stat().st_size > LARGEST:
                raise PictureError(f"{picture.name} is larger than {LARGEST:,} bytes. No picture was changed.")
            drawn.append(picture)
    return drawn


def draw_bringing(folder: Path) -> list[Path]:
    """Draw a council's own report, the mapping that is made of it, and a sheet of the workbook that comes out."""
    report, register, plan = folder / "report.docx", folder / "register", folder / "plan.xlsx"
    report.write_bytes(councils_report.councils_report())
    bring = ("bring", str(report), "--output", str(register), "--force")
    ours(*bring, fine=(0, 1))
    proposed = (folder / MAPPING).read_bytes()
    decide(folder / MAPPING, "Where we are", "Comment")
    ours(*bring, "--mapping", str(folder / MAPPING), fine=(0, 1))
    (folder / MAPPING).write_bytes(proposed)
    ours("new", str(plan), "--from", str(register))
    return [
        drawn_page(folder, document.read_bytes(), document.suffix[1:], name, heading, height)
        for document, name, heading, height in (
            (report, "bring-report", "Recommendation 4: ", 780),
            (folder / MAPPING, "bring-mapping", "Columns: ", 400),
            (plan, "bring-master", "Recommendation 4", 780),
        )
    ]


def decide(mapping: Path, heading: str, field: str) -> None:
    """Choose the field of a column in a mapping, as a person does."""
    book = load_workbook(mapping)
    sheet = book[COLUMNS.name]
    top = next(row for row in sheet.iter_rows() if HEADING in [cell.value for cell in row])
    place = {cell.value: cell.column - 1 for cell in top}
    for row in sheet.iter_rows(min_row=top[0].row + 1):
        if row[place[HEADING]].value == heading:
            row[place[TAKEN_FOR]].value = field
    book.save(mapping)


def drawn_page(folder: Path, document: bytes, suffix: str, name: str, heading: str, height: int) -> Path:
    """Draw the first page of a document on which a line begins like this, down to so many pixels."""
    reader, painter = (program(each, POPPLER) for each in ("pdftotext", "pdftoppm"))
    paper = folder / f"{name}.pdf"
    paper.write_bytes(pdf_of(document, suffix))
    pages = run(reader, "-enc", "UTF-8", str(paper), "-").split("\f")
    page = next((number for number, text in enumerate(pages, 1) if f"\n{heading}" in f"\n{text}"), 0)
    if not page:
        raise PictureError(f"No page of {name} has a line that begins with {heading!r}. No picture was changed.")
    size = ("-scale-to-x", str(WIDTH), "-scale-to-y", "-1", "-x", "0", "-y", "0", "-W", str(WIDTH), "-H", str(height))
    run(painter, "-png", "-singlefile", *size, "-f", str(page), "-l", str(page), str(paper), str(folder / name))
    return folder / f"{name}.png"


def chromium() -> str | None:
    """Return the path of Chromium, or of a browser made from it."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)


def browse(browser: str, folder: Path, source: Path, *options: str) -> None:
    """Open a page in a browser that draws it and ends; `folder` keeps its profile."""
    profile = f"--user-data-dir={folder / 'browser'}"
    run(browser, "--headless=new", "--no-sandbox", profile, "--hide-scrollbars", *options, source.as_uri())


def draw_web_pages(folder: Path, month: Path) -> list[Path]:
    """Draw the top of the published web page and of the page of what came back, if Chromium is installed."""
    browser = chromium()
    if browser is None:
        return []
    page, came_back = folder / "report.html", folder / "came-back.html"
    ours("publish", "--draft", "--format", "html", "--output", str(page), str(WORKBOOK))
    collect = ("collect", str(month / "plan.xlsx"), str(month / "returned"), "--dry-run", "--format", "html")
    ours(*collect, "--report", str(came_back), fine=(0, 1))
    drawn = []
    for source, name, height in ((page, "report-web", 1050), (came_back, "came-back", 1000)):
        picture = folder / f"{name}.png"
        browse(browser, folder, source, f"--window-size={WIDTH},{height}", f"--screenshot={picture}")
        if not picture.is_file() or picture.stat().st_size > LARGEST:
            raise PictureError(f"{picture.name} is missing or larger than {LARGEST:,} bytes. No picture was changed.")
        drawn.append(picture)
    return drawn


def draw_all(to: Path, folder: Path) -> None:
    """Draw every page of the documents of two plans into a folder, with one picture of all pages of each document."""
    browser, painter = chromium(), program("pdftoppm", POPPLER)
    if browser is None:
        raise PictureError("Chromium is not installed: it draws the web pages. No picture was made.")
    then, now = folder / "then.xlsx", folder / "now.xlsx"
    ours("new", str(then), "--from", str(forty.write(folder / "then", forty.MONTHS - 2)))
    ours("new", str(now), "--from", str(forty.write(folder / "now")))
    example = folder / "example.xlsx"
    shutil.copyfile(WORKBOOK, example)
    to.mkdir(parents=True, exist_ok=True)
    for name, workbook, since in (("example", example, ()), ("forty", now, ("--previous", str(then)))):
        ours("summarise", str(workbook), *since)
        papers = {"workbook": pdf_of(workbook.read_bytes(), "xlsx")}
        for kind in ("xlsx", "docx", "html"):
            edition = folder / f"{name}.edition.{kind}"
            ours("publish", "--draft", *since, "--output", str(edition), str(workbook))
            paper = folder / f"{name}.{kind}.pdf"
            if kind == "html":
                browse(browser, folder, edition, "--no-pdf-header-footer", f"--print-to-pdf={paper}")
                papers["web"] = paper.read_bytes()
                for device, size in SCREENS.items():
                    picture = to / f"{name}-web-{device}.png"
                    browse(browser, folder, edition, f"--window-size={size}", f"--screenshot={picture}")
            else:
                papers["word" if kind == "docx" else "edition"] = pdf_of(edition.read_bytes(), kind)
        for kind, content in papers.items():
            paper = to / f"{name}-{kind}.pdf"
            paper.write_bytes(content)
            pages = to / f"{name}-{kind}"
            pages.mkdir(exist_ok=True)
            run(painter, "-png", "-r", "60", str(paper), str(pages / "page"))
            contact_sheets(browser, folder, sorted(pages.glob("page-*.png")), to / f"{name}-{kind}-pages")


def contact_sheets(browser: str, folder: Path, pages: list[Path], to: Path) -> None:
    """Draw the pages of a document side by side into pictures of a dozen pages each."""
    look = "body { margin: 8px; background: #888 } img { width: 24%; margin: 0.4%; vertical-align: top }"
    for number, first in enumerate(range(0, len(pages), 12), 1):
        together = pages[first : first + 12]
        shown = "".join(f'<img src="{page.as_uri()}" alt="{page.stem}">' for page in together)
        sheet = folder / "contact.html"
        sheet.write_text(f"<!doctype html><meta charset='utf-8'><style>{look}</style>{shown}", encoding="utf-8")
        wide, high = (int.from_bytes(together[0].read_bytes()[at : at + 4], "big") for at in (16, 20))  # of a PNG
        height = 30 + (len(together) + 3) // 4 * (400 * high // wide)
        picture = to.with_name(f"{to.name}-{number}.png")
        size = (f"--window-size=1600,{height}", f"--screenshot={picture}")
        browse(browser, folder, sheet, "--allow-file-access-from-files", *size)


def main(arguments: list[str] | None = None) -> int:
    """Draw the pictures; return 2 after a sentence if that is not possible."""
    parser = argparse.ArgumentParser(description="Make the pictures of the README and of the pages in docs.")
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="put every page of two plans there instead")
    everything: Path | None = parser.parse_args(arguments).all
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        try:
            for name, package in NEEDED.items():
                program(name, package)
            if everything is not None:
                draw_all(everything.absolute(), made)
                return 0
            ours("demo", "--output", str(made / "demo"))
            month = made / "demo" / "a-month"
            drawn = [*draw(made, month), *draw_bringing(made), *draw_web_pages(made, month)]
        except PictureError as error:
            sys.stderr.write(f"{error}\n")
            return 2
        PICTURES.mkdir(exist_ok=True)
        for picture in drawn:
            shutil.copyfile(picture, PICTURES / picture.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
