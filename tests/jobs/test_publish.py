"""Publishing as a function: what is written as what, and what an edition is encrypted with."""

from __future__ import annotations

import io
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
from builder import PUBLISHED_SHEETS

from plan_workbook.errors import InputError
from plan_workbook.jobs.publish import publish
from plan_workbook.publishing.formats import Format

PASSWORD, OTHER = "Tr\u00e4umerei 2017", "For the board"


@pytest.fixture
def secret(clean) -> Path:
    """The clean workbook, encrypted."""
    with clean.open("rb") as clear, Path("secret.xlsx").open("wb") as encrypted:
        msoffcrypto.OfficeFile(clear).encrypt(PASSWORD, encrypted)
    return Path("secret.xlsx")


def opened(path: Path, password: str) -> openpyxl.Workbook:
    out = io.BytesIO()
    with path.open("rb") as file:
        office = msoffcrypto.OfficeFile(file)
        office.load_key(password=password, verify_password=True)
        office.decrypt(out)
    return openpyxl.load_workbook(out)


def test_the_name_says_the_format_and_the_format_the_name(clean):
    assert publish(clean, Path("board.html")).file.format is Format.HTML
    assert publish(clean, Path("board.HTM")).file.format is Format.HTML
    assert publish(clean, format=Format.DOCX).path.name == "clean-published.docx"
    assert publish(clean).path.name == "clean-published.xlsx"


def test_an_edition_is_encrypted_with_what_is_given_for_it(clean):
    asked = []
    done = publish(clean, encrypt_with=lambda name: asked.append(name) or OTHER)
    assert done.file.encrypted and asked == ["clean-published.xlsx"]
    assert opened(done.path, OTHER).sheetnames == PUBLISHED_SHEETS
    with pytest.raises(msoffcrypto.exceptions.InvalidKeyError):
        opened(done.path, "Traumerei 2017")


def test_the_edition_of_an_encrypted_workbook_is_encrypted_with_the_same_password_or_its_own(secret):
    assert opened(publish(secret, passwords=PASSWORD).path, PASSWORD).sheetnames == [
        "Summary",
        "All recommendations",
        "All indicators",
        "R01",
        "R02",
    ]
    done = publish(secret, Path("board.xlsx"), passwords=lambda path: PASSWORD, encrypt_with=OTHER)
    assert opened(done.path, OTHER).sheetnames == PUBLISHED_SHEETS
    with pytest.raises(msoffcrypto.exceptions.InvalidKeyError):
        opened(done.path, PASSWORD)


def test_a_format_that_cannot_be_encrypted_says_so(secret):
    done = publish(secret, Path("board.html"), passwords=PASSWORD)
    assert done.file.left_in_clear and not done.file.encrypted


def test_a_password_that_opens_nothing_is_meant_for_the_edition(clean):
    assert publish(clean, passwords=PASSWORD).file.encrypted
    page = publish(clean, Path("board.html"), passwords=PASSWORD).file
    assert page.password_unused and not page.left_in_clear and not page.encrypted


def test_a_format_may_be_given_as_its_word_and_an_unknown_word_names_the_choices(clean):
    assert publish(clean, format="docx").path.name == "clean-published.docx"
    with pytest.raises(InputError, match=r"^format is 'odt', which is not a choice: give xlsx, docx, .+ or \w+\.$"):
        publish(clean, format="odt")
