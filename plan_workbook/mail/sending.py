"""Hand a message to the mail server: for all of its recipients, or for none.

`smtplib.SMTP.sendmail` sends to whoever is not refused. Here, if one recipient would not get the message, nobody does;
and each error says what became of the message.
"""

from __future__ import annotations

import base64
import contextlib
import re
import smtplib
import socket
import ssl
from collections.abc import Iterator
from typing import assert_never

from plan_workbook.errors import FateUnknown, MailError
from plan_workbook.mail.message import Message
from plan_workbook.mail.settings import Security, ServerSettings
from plan_workbook.package.errors import shown
from plan_workbook.values.text import listed, size_in_words

NOTHING_SENT = "nothing was sent"
_TOO_LARGE = (552, 523, 534)
_GOING_AWAY = 421
_PATIENCE_AT_THE_END = 5.0  #: seconds
_AT_ONCE = 1 << 16
"""Bytes handed to the connection at a time; the timeout is for each of these, so a slow line may take its time."""
_OUR_NAME = "[127.0.0.1]"
"""How we introduce ourselves to the server: a computer's real name is private, and may take seconds to look up."""


def send(message: Message, settings: ServerSettings) -> None:
    """Send a message to all of its recipients; return once the server has taken it.

    Raises:
        MailError: it was not sent, or that is not known; the sentence says which, why, and what to do.
    """
    with _Talk(settings) as talk:
        talk.sign_in()
        talk.announce(message)
        talk.hand_over(message)


class _Talk:
    """A conversation with the mail server."""

    def __init__(self, settings: ServerSettings) -> None:
        self.settings = settings
        self.name = f"the mail server {settings.host}"
        self.server: smtplib.SMTP

    def __enter__(self) -> _Talk:
        with self._explained():
            self.server = self._connected()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Say goodbye; a server that does not answer, or Ctrl-C, changes nothing about a message it has taken."""
        with contextlib.suppress(OSError, smtplib.SMTPException, KeyboardInterrupt):
            if kind is None and self.server.sock is not None:
                self.server.sock.settimeout(min(_PATIENCE_AT_THE_END, self.settings.timeout))
                self.server.quit()
        self.server.close()

    # ---------------------------------------------------------------------------------------- the steps

    def _connected(self) -> smtplib.SMTP:
        settings, context = self.settings, self._trust()
        server: smtplib.SMTP
        match settings.security:
            case Security.TLS:
                server = smtplib.SMTP_SSL(
                    settings.host, settings.port, _OUR_NAME, timeout=settings.timeout, context=context
                )
            case Security.STARTTLS:
                server = smtplib.SMTP(settings.host, settings.port, _OUR_NAME, timeout=settings.timeout)
            case _:
                assert_never(settings.security)
        try:
            server.ehlo_or_helo_if_needed()
            if settings.security is Security.STARTTLS:
                if not server.has_extn("starttls"):
                    raise self._failed(
                        f"does not offer encryption (STARTTLS) on port {settings.port}",
                        "ask who runs it which port to use; on port 465, set security to tls",
                    )
                server.starttls(context=context)
                server.ehlo_or_helo_if_needed()
        except BaseException:
            server.close()
            raise
        return server

    def _trust(self) -> ssl.SSLContext:
        try:
            return ssl.create_default_context(cafile=self.settings.ca_file)
        except (ssl.SSLError, OSError) as error:
            raise MailError(
                f"The file {self.settings.ca_file} has no certificates that can be read ({_words(error)}): check "
                f"ca_file in the settings; {NOTHING_SENT}."
            ) from error

    def sign_in(self) -> None:
        """Sign in, where there is a user; the password only ever goes over an encrypted connection."""
        user, password = self.settings.user, self.settings.password
        if not user:
            return
        offered = self.server.esmtp_features.get("auth", "").upper().split()
        with self._explained():
            if "PLAIN" in offered:
                code, said = self.server.docmd("AUTH", f"PLAIN {_base64(f'{chr(0)}{user}{chr(0)}{password}')}")
            elif "LOGIN" in offered:
                code, said = self.server.docmd("AUTH", f"LOGIN {_base64(user)}")
                if code == 334:
                    code, said = self.server.docmd(_base64(password))
            else:
                ways = f"only offers {listed(offered)}" if offered else "does not offer a way to sign in"
                raise self._failed(
                    f"{ways}, so the user {shown(user)} can't sign in with a password",
                    "ask who runs it for an account that may, or leave the user out if none is needed",
                )
        if code // 100 != 2:
            cure = "try again later" if code // 100 == 4 else "check user and password"
            raise self._failed(f"did not let {shown(user)} sign in ({_said(code, said)})", cure)

    def announce(self, message: Message) -> None:
        """Tell the server the size, the sender and the recipients; it must accept each of them."""
        size = len(message.content)
        options = [f"size={size}"] if self.server.has_extn("size") else []
        limit = self.server.esmtp_features.get("size", "").strip()
        if limit.isdecimal() and 0 < int(limit) < size:
            raise self._too_large(message, f"it takes {size_in_words(int(limit))} at most")
        if not all(each.addr_spec.isascii() for each in (message.sender, *message.recipients)):
            self._need_utf8(message)
            options += ["BODY=8BITMIME", "SMTPUTF8"]
        with self._explained():
            code, said = self.server.mail(message.sender.addr_spec, options)
        if code in _TOO_LARGE:
            raise self._too_large(message, f"it said {_said(code, said)}")
        if code != 250:
            raise self._failed(
                f"does not take messages from {message.sender.addr_spec} ({_said(code, said)})",
                "check from in the settings, and whether the server asks for a user",
            )
        refused = []
        for each in message.recipients:
            with self._explained():
                code, said = self.server.rcpt(each.addr_spec)
            if code == _GOING_AWAY:
                raise self._failed(f"ended the conversation ({_said(code, said)})", "try again later")
            if code not in (250, 251):
                refused.append(f"{each.addr_spec} ({_said(code, said)})")
        if refused:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                self.server.rset()
            raise self._failed(
                f"does not take messages for {listed(refused)}",
                "check the spelling, or leave them out",
                "nothing was sent to anybody",
            )

    def hand_over(self, message: Message) -> None:
        """Give the server the message itself; it is sent once the server says so."""
        with self._explained():
            code, said = self.server.docmd("DATA")
            if code == 354:
                # A line that is a dot alone ends the message, so a dot that begins a line is doubled.
                dotted = re.sub(rb"(?m)^\.", b"..", message.content)
                for at in range(0, len(dotted), _AT_ONCE):
                    self.server.send(dotted[at : at + _AT_ONCE])
        if code == 354:
            try:
                self.server.send(b".\r\n")
                code, said = self.server.getreply()
                if code < 0:
                    raise smtplib.SMTPException(_said(code, said))
            except (OSError, smtplib.SMTPException, KeyboardInterrupt) as error:
                raise FateUnknown(
                    f"The connection to {self.name} was lost before it said that it had the message, so it may or may "
                    "not have arrived: ask one of the recipients before you send it again. The same message to the "
                    "same people goes under the same Message-ID, so many mail programs will recognise the repeat."
                ) from error
        if code in _TOO_LARGE:
            raise self._too_large(message, f"it said {_said(code, said)}")
        if code != 250:
            raise self._failed(f"did not take the message ({_said(code, said)})", "try again, or ask who runs it")

    # ------------------------------------------------------------------------------------------ sentences

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn errors of libraries into sentences; whatever goes wrong inside, the message has not been sent."""
        port, seconds = self.settings.port, f"{self.settings.timeout:g} seconds"
        try:
            yield
        except ssl.SSLCertVerificationError as error:
            raise self._failed(
                f"can't be trusted: its certificate was refused ({error.verify_message.rstrip('.')})",
                "check the name of the server, and name your own certificate authority, if you have one, with ca_file",
            ) from error
        except ssl.SSLError as error:
            raise self._failed(
                f"does not speak TLS as expected on port {port} ({_words(error)})",
                "check port and security: starttls mostly goes with 587, tls with 465",
            ) from error
        except socket.gaierror as error:
            raise self._failed("can't be found", "check host in the settings, and your connection") from error
        except ConnectionRefusedError as error:
            raise self._failed(f"does not answer on port {port}", "check host and port in the settings") from error
        except (TimeoutError, smtplib.SMTPServerDisconnected) as error:
            if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
                raise self._failed(
                    f"did not answer on port {port} within {seconds}",
                    "try again later, and check port and security: starttls mostly goes with 587, tls with 465",
                ) from error
            raise self._failed("ended the conversation before it had the message", "try again") from error
        except smtplib.SMTPResponseException as error:
            raise self._failed(f"refused ({_said(error.smtp_code, error.smtp_error)})", "ask who runs it") from error
        except smtplib.SMTPException as error:
            raise self._failed(
                f"gave an answer that can't be understood ({_words(error)})", "ask who runs it"
            ) from error
        except OSError as error:
            raise self._failed(f"can't be reached any more ({_words(error)})", "try again") from error

    def _failed(self, what: str, cure: str, result: str = NOTHING_SENT) -> MailError:
        return MailError(f"{self.name[:1].upper()}{self.name[1:]} {what}, so {result}: {cure}.")

    def _too_large(self, message: Message, limit: str) -> MailError:
        return self._failed(
            f"does not take a message of {size_in_words(len(message.content))} ({limit})",
            "send another format, or put the file where they can fetch it",
        )

    def _need_utf8(self, message: Message) -> None:
        if not self.server.has_extn("smtputf8"):
            odd = [e.addr_spec for e in (message.sender, *message.recipients) if not e.addr_spec.isascii()]
            raise self._failed(
                f"does not accept addresses with letters outside the English alphabet before the @ ({listed(odd)})",
                "use another address of theirs",
            )


def _base64(text: str) -> str:
    return base64.b64encode(text.encode("utf-8")).decode("ascii")


def _said(code: int, words: bytes | str) -> str:
    """Return what the server said, as far as it fits into a sentence."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    said = shown(" ".join(text.split())).rstrip(". ")
    return f"{code} {said}" if code > 0 else said or "nothing that can be understood"


def _words(error: Exception) -> str:
    said = getattr(error, "reason", None) or getattr(error, "strerror", None) or str(error) or type(error).__name__
    return shown(" ".join(str(said).replace("_", " ").split())).rstrip(".").lower()
