"""Which server sends: variables over a file, and a sentence for whatever is missing, unknown or not usable."""

from __future__ import annotations

from pathlib import Path

import pytest

from plan_workbook.errors import InputError
from plan_workbook.mail.settings import Security, read_settings

VARIABLES = {"PLAN_WORKBOOK_SMTP_HOST": "smtp.x.gov.uk", "PLAN_WORKBOOK_FROM": "Plans, Team <plans@x.gov.uk>"}
FILE = """
[smtp]
host = "smtp.y.gov.uk"
port = 2525
security = "tls"
user = "plans"
password_file = "word.txt"
ca_file = "ca.pem"
from = "plans@y.gov.uk"
timeout = 7.5
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "mail.toml").write_text(FILE)
    (tmp_path / "word.txt").write_text("Tr\u00e4umerei\r\n", encoding="utf-8")
    (tmp_path / "ca.pem").write_text("x")
    return tmp_path


def refused(environment: dict[str, str], file: Path | None = None) -> str:
    with pytest.raises(InputError) as caught:
        read_settings(environment, file)
    assert str(caught.value).isprintable() and str(caught.value).endswith(".")
    return str(caught.value)


def test_host_and_sender_are_enough():
    read = read_settings(VARIABLES)
    assert (read.host, read.port, read.security) == ("smtp.x.gov.uk", 587, Security.STARTTLS)
    assert (read.sender.display_name, read.sender.addr_spec) == ("Plans, Team", "plans@x.gov.uk")
    assert (read.user, read.password, read.ca_file, read.timeout) == ("", "", None, 60)
    assert not read.lacks_password


def test_the_port_follows_from_the_security_and_the_other_way_round():
    assert read_settings({**VARIABLES, "PLAN_WORKBOOK_SMTP_SECURITY": "TLS"}).port == 465
    assert read_settings({**VARIABLES, "PLAN_WORKBOOK_SMTP_PORT": "465"}).security is Security.TLS
    assert read_settings({**VARIABLES, "PLAN_WORKBOOK_SMTP_PORT": "25"}).security is Security.STARTTLS


def test_a_settings_file_says_it_all_and_names_files_in_its_own_folder(folder):
    read = read_settings({}, folder / "mail.toml")
    assert (read.host, read.port, read.security, read.timeout) == ("smtp.y.gov.uk", 2525, Security.TLS, 7.5)
    assert (read.user, read.password, read.ca_file) == ("plans", "Tr\u00e4umerei", folder / "ca.pem")
    assert read == read_settings({"PLAN_WORKBOOK_SETTINGS": str(folder / "mail.toml")})


def test_a_variable_goes_before_the_file(folder):
    own = {**VARIABLES, "PLAN_WORKBOOK_SMTP_PASSWORD": "secret", "PLAN_WORKBOOK_SMTP_PORT": " "}
    read = read_settings(own, folder / "mail.toml")
    assert (read.host, read.port, read.password) == ("smtp.x.gov.uk", 2525, "secret")
    assert "secret" not in repr(read)


def test_a_user_without_a_password_has_to_be_asked():
    read = read_settings({**VARIABLES, "PLAN_WORKBOOK_SMTP_USER": "plans"})
    assert read.lacks_password
    assert not read.with_password("x").lacks_password


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("HOST", "", "No mail server is set: set the variable PLAN_WORKBOOK_SMTP_HOST, or host"),
        ("HOST", "https://x.gov.uk", 'PLAN_WORKBOOK_SMTP_HOST is "https://x.gov.uk", but must be the name of a mail'),
        ("HOST", "x.gov.uk:25", "must be the name of a mail server alone"),
        ("HOST", "x\r\nQUIT", "must be the name of a mail server alone"),
        ("HOST", "smtp..x.gov.uk", "must be the name of a mail server alone"),
        ("HOST", f"{'x' * 64}.gov.uk", "must be the name of a mail server alone"),
        ("PORT", "smtp", 'PLAN_WORKBOOK_SMTP_PORT is "smtp", but must be a number.'),
        ("PORT", "70000", "must be a whole number from 1 to 65535"),
        ("PORT", "25.5", "must be a whole number from 1 to 65535"),
        ("PORT", "nan", "must be a number"),
        ("TIMEOUT", "0", "must be a number of seconds from 1 to 3600"),
        ("SECURITY", "none", 'is "none", but must be starttls or tls; it is never sent unencrypted.'),
        ("CA_FILE", "nowhere.pem", "must be the name of a file with certificates, and there is no such file."),
        ("PASSWORD", "x", "The variable PLAN_WORKBOOK_SMTP_PASSWORD gives a password, but no user is set"),
        ("PASWORD", "x", "The variable PLAN_WORKBOOK_SMTP_PASWORD is not known: the variables are"),
    ],
)
def test_a_variable_that_cannot_be_used_is_named(variable, value, said):
    assert said in refused({**VARIABLES, f"PLAN_WORKBOOK_SMTP_{variable}": value})


@pytest.mark.parametrize(
    ("sender", "said"),
    [
        (" ", "No sender is set: set the variable PLAN_WORKBOOK_FROM, or from under [smtp] in a"),
        ("plans", '"plans" (the variable PLAN_WORKBOOK_FROM) is not an email address'),
        ("a@x.uk, b@x.uk", "must be one address, such as plans@example.gov.uk."),
        ("a@x.uk\r\nBcc: b@x.uk", "holds a line break"),
    ],
)
def test_a_sender_that_is_none_is_named(sender, said):
    assert said in refused({**VARIABLES, "PLAN_WORKBOOK_FROM": sender})


def test_two_passwords(folder):
    both = {"PLAN_WORKBOOK_SMTP_USER": "u", "PLAN_WORKBOOK_SMTP_PASSWORD": "x", "PLAN_WORKBOOK_SMTP_PASSWORD_FILE": "y"}
    assert "give a password: keep one of them." in refused({**VARIABLES, **both})
    (folder / "word.txt").unlink()
    assert "word.txt can't be read" in refused({}, folder / "mail.toml")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "must have one table, [smtp]"),
        ("smtp = 1", "must have one table, [smtp]"),
        ("[smtp]\nhost='x'\n[other]", "must have one table, [smtp]"),
        ("[smtp]\nhost=x", "can't be understood (Invalid value"),
        ("[smtp]\nhosts='x'", "hosts in the settings file"),
        ("[smtp]\nhost=1", "must be a text in quotes."),
        ("[smtp]\nport='25'", "must be a number without quotes."),
        ("[smtp]\nport=true", "must be a number without quotes."),
        ("[smtp]\nhost=' '", "is empty: fill it in, or leave the line out."),
        ("[smtp]\nhost='x'", "No sender is set: set the variable PLAN_WORKBOOK_FROM, or from under"),
        ("[smtp]\nhost='x'\nfrom='y'", '"y" (from in the settings file'),
    ],
)
def test_a_settings_file_that_cannot_be_used_is_named(content, said, tmp_path):
    path = tmp_path / "mail.toml"
    path.write_text(content)
    message = refused({}, path)
    assert said in message and "mail.toml" in message


def test_a_settings_file_that_cannot_be_read(tmp_path):
    assert "mail.toml can't be read (No such file" in refused({}, tmp_path / "mail.toml")
    (tmp_path / "mail.toml").write_bytes(b"\xff\xfe\x00")
    assert "is not UTF-8 text" in refused({}, tmp_path / "mail.toml")
