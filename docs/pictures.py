"""Make the pictures of the README: ``python docs/pictures.py``.

LibreOffice prints the shipped example, and a page of its Summary and of a recommendation's sheet become pictures. That
takes nothing of ours, only ``soffice`` and Poppler's ``pdftotext`` and ``pdftoppm``. Where Calibri is not
installed, Carlito has letters as wide. Where Chromium is installed, the top of the published web page is drawn as well;
that takes the package itself. Other versions of these programs draw other bytes, so no test compares them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
WORKBOOK = ROOT / "workbooks" / "improvement-plan-2017-12.xlsx"
PICTURES = ROOT / "docs" / "pictures"
WIDTH, LARGEST = 1100, 250_000
"""Pixels, and bytes of one picture."""
LONGEST = 180
"""Seconds a program may take."""
_OFFICES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


class PictureError(Exception):
    """Why there are no pictures, in a sentence."""


def program(name: str, package: str, *places: str) -> str:
    """Return where a program is."""
    found = shutil.which(name) or next((place for place in places if Path(place).is_file()), None)
    if found is None:
        raise PictureError(f"{name} is not installed: it comes with {package}. No picture was changed.")
    return found


def run(*command: str) -> str:
    """Run a program and return what it says."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=LONGEST, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise PictureError(f"{Path(command[0]).name} failed: {error}. No picture was changed.") from error
    return done.stdout


def plan_title() -> str:
    """Return the example's title, which heads its Summary."""
    with zipfile.ZipFile(WORKBOOK) as package:
        core = ElementTree.fromstring(package.read("docProps/core.xml"))
    return core.findtext("{http://purl.org/dc/elements/1.1/}title", "")


def page_headed(heading: str, pages: list[str]) -> int:
    """Return the number, from 1, of the first page that begins with a line."""
    for number, text in enumerate(pages, 1):
        if text.strip().partition("\n")[0].strip() == heading:
            return number
    raise PictureError(f"No page is headed {heading!r}. No picture was changed.")


def draw(folder: Path) -> list[Path]:
    """Draw every picture into a folder."""
    office = program("soffice", "LibreOffice", *_OFFICES)
    reader, painter = (program(name, "Poppler (on Debian: poppler-utils)") for name in ("pdftotext", "pdftoppm"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    run(office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(WORKBOOK))
    paper = folder / f"{WORKBOOK.stem}.pdf"
    if not paper.is_file():
        raise PictureError("soffice printed nothing. No picture was changed.")
    pages = run(reader, "-enc", "UTF-8", str(paper), "-").split("\f")
    drawn = []
    for name, heading in (("summary", plan_title()), ("recommendation", "Recommendation 15")):
        page = str(page_headed(heading, pages))
        size = ("-scale-to-x", str(WIDTH), "-scale-to-y", "-1")
        run(painter, "-png", "-singlefile", *size, "-f", page, "-l", page, str(paper), str(folder / name))
        picture = folder / f"{name}.png"
        if picture.stat().st_size > LARGEST:
            raise PictureError(f"{picture.name} is larger than {LARGEST:,} bytes. No picture was changed.")
        drawn.append(picture)
    return drawn


def draw_web_page(folder: Path) -> list[Path]:
    """Draw the top of the published web page, where Chromium is installed."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
    if browser is None:
        return []
    page, picture = folder / "report.html", folder / "report-web.png"
    publish = ("publish", "--draft", "--format", "html", "--output", str(page), str(WORKBOOK))
    run(sys.executable, "-m", "plan_workbook", *publish)
    size = (f"--window-size={WIDTH},1400", "--hide-scrollbars", f"--screenshot={picture}")
    run(browser, "--headless=new", "--no-sandbox", f"--user-data-dir={folder / 'browser'}", *size, page.as_uri())
    if not picture.is_file() or picture.stat().st_size > LARGEST:
        raise PictureError(f"{picture.name} is missing or larger than {LARGEST:,} bytes. No picture was changed.")
    return [picture]


def main() -> int:
    """Draw the pictures; 2 and a sentence where that can't be done."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            drawn = [*draw(Path(folder)), *draw_web_page(Path(folder))]
        except PictureError as error:
            sys.stderr.write(f"{error}\n")
            return 2
        PICTURES.mkdir(exist_ok=True)
        for picture in drawn:
            shutil.copyfile(picture, PICTURES / picture.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
