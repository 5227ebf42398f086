"""Encrypted workbooks: opened and closed in memory, stored encrypted again."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import msoffcrypto
import pytest

from plan_workbook.package import (
    PackageError,
    encryption,
    errors,
    graft,
    office_crypto,
    open_file,
    open_safely,
    replace_sheet,
    write,
)
from plan_workbook.package.encryption import EXCELS_OWN, is_encrypted

PASSWORD = "Tr\u00e4umerei 2017 "
SPINS, MANY_SPINS = b'spinCount="1000" saltSize="16"', b'spinCount="999999" saltSize=""'


def sealed(package: bytes, password: str = PASSWORD) -> bytes:
    """A package encrypted by the library itself."""
    result = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(package)).encrypt(password, result)
    return result.getvalue()


def opened(content: bytes, password: str = PASSWORD) -> bytes:
    """What is in an encrypted file, by the library itself, which also checks that nobody touched it."""
    file, result = msoffcrypto.OfficeFile(io.BytesIO(content)), io.BytesIO()
    file.load_key(password=password, verify_password=True)
    file.decrypt(result, verify_integrity=True)
    return result.getvalue()


@pytest.fixture(scope="module")
def host(make) -> bytes:
    return make.host()


@pytest.fixture(scope="module")
def secret(host) -> bytes:
    return sealed(host)


@pytest.fixture
def path(tmp_path, secret) -> Path:
    (tmp_path / "report.xlsx").write_bytes(secret)
    return tmp_path / "report.xlsx"


def answers(*given: str | None) -> Callable[[], str | None]:
    """Somebody who is asked for the password."""
    left = iter(given)
    return lambda: next(left)


def test_an_encrypted_workbook_opens_with_its_password(host, path):
    assert open_safely(path, PASSWORD) == host


def test_without_a_password_it_is_called_protected(path):
    for nobody in (None, answers(None), answers("")):
        with pytest.raises(errors.PasswordProtected, match=r"report\.xlsx is protected with a password"):
            open_safely(path, nobody)


@pytest.mark.parametrize("wrong", ["traumerei 2017 ", PASSWORD.strip(), PASSWORD.lower()])
def test_another_password_is_called_wrong(wrong, path):
    with pytest.raises(errors.WrongPassword, match=r"report\.xlsx cannot be opened with the password given"):
        open_safely(path, wrong)


def test_somebody_who_is_asked_has_three_tries(host, path):
    assert open_safely(path, answers("one", "two", PASSWORD)) == host
    with pytest.raises(errors.WrongPassword):
        open_safely(path, answers("one", "two", "three", PASSWORD))


def test_nobody_is_asked_for_the_password_of_a_workbook_without_one(host, tmp_path):
    (tmp_path / "report.xlsx").write_bytes(host)
    assert open_safely(tmp_path / "report.xlsx", answers()) == host


def test_the_password_excel_itself_uses_is_not_asked_for(host, tmp_path):
    (tmp_path / "report.xlsx").write_bytes(sealed(host, EXCELS_OWN))
    assert open_safely(tmp_path / "report.xlsx") == host


def test_a_workbook_saved_by_excel_opens(host, shared, tmp_path):
    content = open_safely(shared / "workbooks" / "hostile" / "60_encrypted_agile_sha512.xlsx", "password")
    assert content.startswith(b"PK")


def test_what_was_encrypted_is_written_encrypted_with_the_same_password(make, look, path, tmp_path):
    assert replace_sheet(path, "Result", make.rich(), path, PASSWORD)
    assert look.book(opened(path.read_bytes())).sheetnames == ["Data", "Sums", "Notes", "Result"]
    assert [each.name for each in tmp_path.iterdir()] == ["report.xlsx"]


def test_inside_an_encrypted_workbook_everything_else_stays_as_stored(host, make, look, path):
    replace_sheet(path, "Result", make.rich(), path, PASSWORD)
    assert opened(path.read_bytes()) == graft(host, "Result", make.rich())


def test_a_second_run_changes_no_byte_of_an_encrypted_workbook(make, path, tmp_path):
    replace_sheet(path, "Result", make.rich(), path, PASSWORD)
    once = path.read_bytes()
    assert not replace_sheet(path, "Result", make.rich(), path, PASSWORD)
    assert path.read_bytes() == once
    assert not replace_sheet(path, "Result", make.rich(), tmp_path / "copy.xlsx", PASSWORD)
    assert (tmp_path / "copy.xlsx").read_bytes() == once


def test_nothing_is_ever_on_the_disk_in_clear(make, path, tmp_path, monkeypatch):
    seen = []
    monkeypatch.setattr(write.os, "fsync", lambda _: seen.extend(each.read_bytes() for each in tmp_path.iterdir()))
    replace_sheet(path, "Result", make.rich(), path, PASSWORD)
    replace_sheet(path, "Result", make.rich(more=1), tmp_path / "copy.xlsx", PASSWORD)
    assert len(seen) > 4
    assert all(is_encrypted(content) or content == b"" for content in seen)


def test_a_wrong_password_leaves_the_file_as_it_was(make, path, secret, tmp_path):
    with pytest.raises(errors.WrongPassword):
        replace_sheet(path, "Result", make.rich(), path, "no")
    assert path.read_bytes() == secret
    assert len(list(tmp_path.iterdir())) == 1


def test_the_password_does_not_show_where_a_file_is_printed(path):
    assert PASSWORD.strip() not in repr(open_file(path, PASSWORD))


def refusal(path: Path, content: bytes) -> PackageError:
    path.write_bytes(content)
    with pytest.raises(PackageError) as caught:
        open_safely(path, PASSWORD)
    assert "report.xlsx" in str(caught.value)
    return caught.value


def test_what_is_encrypted_for_certain_people_needs_excel(path, secret):
    content = secret + "DRMEncryptedTransform".encode("utf-16-le")
    assert "rights management" in str(refusal(path, content))


def test_a_password_that_takes_hours_to_try_is_not_tried(path, secret):
    assert SPINS in secret
    assert type(refusal(path, secret.replace(SPINS, MANY_SPINS))) is errors.UnsafeWorkbook


def test_a_doctype_in_the_description_of_the_encryption_is_refused(path, secret):
    start = secret.index(b"<?xml", 512)
    end = secret.index(b"<encryption", start)
    doctype = b"<!DOCTYPE a>".ljust(end - start)
    assert type(refusal(path, secret[:start] + doctype + secret[end:])) is errors.UnsafeWorkbook


@pytest.mark.parametrize("keep", [600, 2000, 9000])
def test_an_encrypted_workbook_that_is_cut_off_is_called_damaged(keep, path, secret):
    stub = secret[:keep] + "EncryptedPackage".encode("utf-16-le")
    assert type(refusal(path, stub)) is errors.DamagedWorkbook


def test_an_encrypted_document_that_is_not_a_workbook_is_not_taken_for_one(host, make, path):
    word = make.replaced(host, "[Content_Types].xml", "spreadsheetml.sheet.main", "wordprocessingml.document")
    assert type(refusal(path, sealed(word))) is errors.OtherKindOfFile


def test_a_workbook_too_small_to_be_encrypted_is_refused_rather_than_spoilt(host, monkeypatch):
    monkeypatch.setattr(encryption, "LEAST_SURE", len(host) + 1)
    monkeypatch.setattr(office_crypto, "opened", lambda content, password: None)  # as the library then fails to
    with pytest.raises(errors.TooSmallToEncrypt, match="remove the password in Excel"):
        encryption.encrypted(host, PASSWORD)


def test_what_else_an_encrypted_file_holds_is_not_lost(make, path, secret):
    """Another stream in the OLE file would be gone with the new one: the stream of data spaces, called another name."""
    known, other = (name.encode("utf-16-le") for name in ("\x06DataSpaces", "\x05Properties"))
    changed = secret.replace(known, other)
    assert changed != secret
    path.write_bytes(changed)
    with pytest.raises(errors.CannotEncrypt, match="Properties"):
        replace_sheet(path, "Result", make.rich(), path, PASSWORD)
    assert path.read_bytes() == changed
