"""Makes PDFs of documents with LibreOffice."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from plan_workbook.errors import OutputError
from plan_workbook.publishing.edition import Edition
from plan_workbook.publishing.word.report import word_report
from plan_workbook.values.temporary import refuse_if_full, temporary_folder, writing_there

LONGEST = 180
"""Seconds LibreOffice may take."""
_TEMPORARY = ("TMPDIR", "TEMP", "TMP", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")
"""The variables that say where temporary files go, and on Linux what it would leave in the home folder."""
_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)
"""Where it is installed on Windows, macOS and Linux if it is not on the path."""
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Filter/PDF/Export">
<prop oor:name="UseTaggedPDF" oor:op="fuse"><value>true</value></prop>
<prop oor:name="ExportBookmarks" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""
"""The settings of its profile: tags, which screen readers need; headings as bookmarks; no macros; nothing from the web.
Only newer versions accept these as options on the command line. The web address is a name and is not looked up."""


def libreoffice() -> str | None:
    """Return the path of LibreOffice's program, or None if it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def pdf_report(edition: Edition, template: Path | None = None) -> bytes:
    """Return the Word report of an edition as a tagged PDF.

    Raises:
        InputError: the template can't be used.
        OutputError: LibreOffice is not installed, takes too long, or does not make a PDF.
    """
    return pdf_of(word_report(edition, template))


def pdf_of(document: bytes, suffix: str = "docx") -> bytes:
    """Return a document as a tagged PDF.

    It is printed in a temporary folder with a new profile, so that it works while LibreOffice is open, does not know
    the user's name, and leaves nothing behind.

    Args:
        document: a file that LibreOffice opens.
        suffix: the ending of such files, without a dot.

    Raises:
        OutputError: LibreOffice is not installed, takes too long, or does not make a PDF, or the temporary folder is
            full; in a sentence.
    """
    office = libreoffice()
    if office is None:
        raise OutputError(
            "A PDF is made by LibreOffice, which is not installed here: install LibreOffice, or choose --format docx "
            "and save it as PDF in Word."
        )
    with temporary_folder() as folder:
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        source = folder / f"report.{suffix}"
        with writing_there():
            settings.parent.mkdir(parents=True)
            settings.write_text(_SETTINGS, encoding="utf-8")
            source.write_bytes(document)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        asked = ["--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
        _run([office, profile, *asked], folder)
        made = source.with_suffix(".pdf")
        if not made.is_file():
            refuse_if_full(folder)
            raise OutputError(
                f"LibreOffice ({office}) did not make a PDF of the report: check that LibreOffice Writer is installed "
                "with it, or choose --format docx and save it as PDF in Word."
            )
        return made.read_bytes()


def _run(command: list[str], folder: Path) -> None:
    """Run LibreOffice to its end, with its temporary files in that folder; processes that it starts end with it."""
    process = None
    try:
        with _not_stopped_here():
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **dict.fromkeys(_TEMPORARY, str(folder))},
                start_new_session=True,
            )
        process.wait(LONGEST)
    except OSError as error:
        raise OutputError(
            f"LibreOffice ({command[0]}) can't be started ({error.strerror}): install it again, or choose --format "
            "docx and save it as PDF in Word."
        ) from error
    except subprocess.TimeoutExpired as error:
        raise OutputError(
            f"LibreOffice had not made the PDF after {LONGEST} seconds and was stopped: try again, or choose "
            "--format docx and save it as PDF in Word."
        ) from error
    finally:
        if process is not None and process.poll() is None:  # too long, or stopped by the user
            _stop(process)


@contextlib.contextmanager
def _not_stopped_here() -> Iterator[None]:
    """Hold Ctrl-C and requests to end back until a process that is being started can be ended with us."""
    if threading.current_thread() is not threading.main_thread():  # no other thread is ever interrupted
        yield
        return
    waiting: list[int] = []
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number, handler in before.items():
        if callable(handler):
            signal.signal(number, lambda number, _: waiting.append(number))
    try:
        yield
    finally:
        for number, handler in before.items():
            if callable(handler):
                signal.signal(number, handler)
        for late in waiting:
            signal.raise_signal(late)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a process and those it started."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/PID", str(process.pid), "/T", "/F"], capture_output=True, check=False)
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
