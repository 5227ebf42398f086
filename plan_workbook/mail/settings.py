"""The mail server's settings, from environment variables and a settings file; a variable overrides the file.

There is deliberately no way to send without TLS or to leave a certificate unchecked.
"""

from __future__ import annotations

import ipaddress
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from email.headerregistry import Address
from enum import StrEnum
from pathlib import Path
from typing import Any

from plan_workbook.errors import InputError
from plan_workbook.values.email_address import addresses_in
from plan_workbook.values.password_file import password_in
from plan_workbook.values.paths import bytes_of, given_path
from plan_workbook.values.text import listed, on_one_line

PREFIX = "PLAN_WORKBOOK_"
FILE_VARIABLE = f"{PREFIX}SETTINGS"
"""Names the settings file if the command line does not."""
TABLE = "smtp"
_LABEL = "[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(\.{_LABEL})*\.?")
"""Python can't look up a name with an empty part or one of more than 63 letters, and fails obscurely."""
_TIMEOUT = 60
_MOST_SECONDS = 3600


class _Kind(StrEnum):
    """What a setting is in the file."""

    TEXT = "text"
    NUMBER = "number"


_KINDS = {
    "host": _Kind.TEXT,
    "port": _Kind.NUMBER,
    "security": _Kind.TEXT,
    "user": _Kind.TEXT,
    "password": _Kind.TEXT,
    "password_file": _Kind.TEXT,
    "ca_file": _Kind.TEXT,
    "from": _Kind.TEXT,
    "timeout": _Kind.NUMBER,
}
"""What can be set, by its name in the file."""


class Security(StrEnum):
    """How the connection is encrypted."""

    STARTTLS = "starttls"
    """After the greeting."""
    TLS = "tls"
    """From the first byte."""


_PORTS = {Security.STARTTLS: 587, Security.TLS: 465}


@dataclass(frozen=True)
class ServerSettings:
    """What is needed to hand a message to a mail server."""

    host: str
    sender: Address
    port: int = _PORTS[Security.STARTTLS]
    security: Security = Security.STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: Path | None = None
    """Certificates to trust instead of the system's."""
    timeout: float = _TIMEOUT
    """Seconds to wait for an answer."""

    @property
    def lacks_password(self) -> bool:
        """Whether the user must be asked for the password."""
        return bool(self.user and not self.password)

    def with_password(self, password: str) -> ServerSettings:
        """Return the same with a password."""
        return replace(self, password=password)


@dataclass(frozen=True)
class _Setting:
    """A value, and what a message calls the place it comes from."""

    value: str | float
    where: str
    folder: Path = Path()
    """Where files that it names are looked for: next to the settings file, or in the current folder."""


def variable(name: str) -> str:
    """Return the environment variable of a setting."""
    return f"{PREFIX}FROM" if name == "from" else f"{PREFIX}SMTP_{name.upper()}"


def read_settings(environment: Mapping[str, str], file: Path | None = None) -> ServerSettings:
    """Return the settings; a variable overrides the same setting in the file.

    Args:
        environment: the environment variables.
        file: the settings file named on the command line; without it, a variable may name one.

    Raises:
        InputError: one is missing, unknown or unusable; the sentence names the variable or the file.
    """
    if file is None and environment.get(FILE_VARIABLE):
        file = given_path(environment[FILE_VARIABLE], FILE_VARIABLE)
    here = _in_file(file) if file else {}
    ours = _in_environment(environment)
    if {"password", "password_file"} & ours.keys():
        here = {name: value for name, value in here.items() if name not in ("password", "password_file")}
    return _Reader({**here, **ours}, file).settings()


class _Reader:
    """Makes the settings from the values found."""

    def __init__(self, found: Mapping[str, _Setting], file: Path | None) -> None:
        self.found, self.file = found, file

    def settings(self) -> ServerSettings:
        security = self._security()
        return ServerSettings(
            host=self._host(),
            sender=self._sender(),
            port=self._port(_PORTS[security]),
            security=security,
            user=self._text("user"),
            password=self._password(),
            ca_file=self._ca_file(),
            timeout=self._timeout(),
        )

    def _text(self, name: str) -> str:
        return str(self.found[name].value) if name in self.found else ""

    def _required(self, name: str, what: str) -> str:
        if name not in self.found:
            file = f"the settings file {self.file}" if self.file else "a settings file (--settings)"
            raise InputError(f"{what} is set: set the variable {variable(name)}, or {name} under [{TABLE}] in {file}.")
        return self._text(name)

    def _refuse(self, name: str, should: str) -> InputError:
        setting = self.found[name]
        return InputError(f'{setting.where} is "{on_one_line(str(setting.value))}", but must be {should}.')

    def _host(self) -> str:
        host = self._required("host", "No mail server").strip()
        if not (_HOST.fullmatch(host) or _is_ip(host)):
            raise self._refuse("host", "the name of a mail server alone, such as smtp.example.gov.uk")
        return host

    def _sender(self) -> Address:
        text = self._required("from", "No sender")
        where = self.found["from"].where
        found = addresses_in([text], where[:1].lower() + where[1:])
        if len(found) != 1:
            raise self._refuse("from", "one address, such as plans@example.gov.uk")
        return found[0]

    def _security(self) -> Security:
        if "security" not in self.found:
            return Security.TLS if self._port(0) == _PORTS[Security.TLS] else Security.STARTTLS
        try:
            return Security(self._text("security").strip().casefold())
        except ValueError:
            raise self._refuse("security", f"{listed(list(Security), 'or')}; it is never sent unencrypted") from None

    def _port(self, default: int) -> int:
        number = self._number("port", default)
        if "port" in self.found and not (number == int(number) and 0 < number < 65536):
            raise self._refuse("port", "a whole number from 1 to 65535")
        return int(number)

    def _timeout(self) -> float:
        seconds = self._number("timeout", _TIMEOUT)
        if not 0 < seconds <= _MOST_SECONDS:
            raise self._refuse("timeout", f"a number of seconds from 1 to {_MOST_SECONDS}")
        return seconds

    def _number(self, name: str, default: float) -> float:
        if name not in self.found:
            return default
        try:
            number = float(self.found[name].value)
        except ValueError:
            number = float("nan")
        if not abs(number) < 1e9:
            raise self._refuse(name, "a number")
        return number

    def _password(self) -> str:
        if "password" in self.found and "password_file" in self.found:
            one, other = (self.found[name].where for name in ("password", "password_file"))
            raise InputError(f"Both {one} and {other} give a password: keep one of them.")
        given = next((name for name in ("password", "password_file") if name in self.found), None)
        if given and "user" not in self.found:
            raise InputError(f"{self.found[given].where} gives a password, but no user is set: set {variable('user')}.")
        if "password_file" in self.found:
            return password_in(self._path("password_file"))
        return self._text("password")

    def _ca_file(self) -> Path | None:
        if "ca_file" not in self.found:
            return None
        path = self._path("ca_file")
        if not path.is_file():
            raise self._refuse("ca_file", "the name of a file with certificates, and there is no such file")
        return path

    def _path(self, name: str) -> Path:
        setting = self.found[name]
        given_path(str(setting.value), setting.where)
        return given_path(setting.folder / str(setting.value), setting.where)


def _in_environment(environment: Mapping[str, str]) -> dict[str, _Setting]:
    known = {variable(name): name for name in _KINDS}
    for each in environment:
        if each.startswith(f"{PREFIX}SMTP_") and each not in known:
            raise InputError(f"The variable {each} is not known: the variables are {listed([*known])}.")
    return {
        name: _Setting(environment[each], f"The variable {each}")
        for each, name in known.items()
        if environment.get(each, "").strip()
    }


def _in_file(file: Path) -> dict[str, _Setting]:
    try:
        content = tomllib.loads(bytes_of(file).decode("utf-8-sig"))
    except OSError as error:
        raise InputError(f"The settings file {file} can't be read ({error.strerror}): check its name.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"The settings file {file} is not UTF-8 text: save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            f"The settings file {file} can't be understood ({on_one_line(str(error))}): plan-workbook help email "
            "shows one."
        ) from error
    table = content.get(TABLE)
    if not isinstance(table, dict) or len(content) > 1:
        raise InputError(
            f"The settings file {file} must have one table, [{TABLE}]: plan-workbook help email shows one."
        )
    return {name: _checked(name, value, file) for name, value in table.items()}


def _checked(name: str, value: Any, file: Path) -> _Setting:
    where = f"{on_one_line(name)} in the settings file {file}"
    if name not in _KINDS:
        raise InputError(f"{where} is not a known setting: the settings are {listed([*_KINDS])}.")
    match _KINDS[name]:
        case _Kind.TEXT:
            fits, quotes = isinstance(value, str), "in quotes"
        case _Kind.NUMBER:
            fits, quotes = isinstance(value, int | float) and not isinstance(value, bool), "without quotes"
    if not fits:
        raise InputError(f"{where} must be a {_KINDS[name]} {quotes}.")
    if isinstance(value, str) and not value.strip():
        raise InputError(f"{where} is empty: fill it in, or leave the line out.")
    return _Setting(value, where, file.parent)


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
