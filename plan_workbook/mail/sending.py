"""Hand a message to the mail server: for all of its recipients, or for none.

`smtplib.SMTP.sendmail` sends to whoever is not refused. Here, if one recipient would not get the message, nobody does;
and each error says what became of the message.

The server has a message once it has been given the dot after the last line. From just before that, each message goes
through these states, and a journal is told of each when it begins:

    ABOUT_TO_SEND --+--> SENT      the server said yes
                    |--> REFUSED   it said no, or ended the conversation before the dot
                    `--> UNKNOWN   it said anything else, or nothing; also if it contradicts its own yes or no
"""

from __future__ import annotations

import base64
import contextlib
import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from typing import assert_never

from plan_workbook.errors import FateUnknown, MailError
from plan_workbook.mail.message import Message
from plan_workbook.mail.record import Outcome
from plan_workbook.mail.replies import GOING_AWAY, Rude, Wary, WaryOverTLS, said
from plan_workbook.mail.settings import Security, ServerSettings
from plan_workbook.package.errors import shown
from plan_workbook.values.text import listed, listed_in_part, size_in_words

NOTHING_SENT = "nothing was sent"
_TOO_LARGE = (552, 523, 534)
_GO_AHEAD = 354
_GOODBYE = 221
_LONGEST_SIZE = 18  #: digits; Python refuses to convert thousands of them
_AT_ONCE = 1 << 16
"""Bytes handed to the connection at a time; the timeout is for each of these, for the sake of slow lines."""
_OUR_NAME = "[127.0.0.1]"
"""How we introduce ourselves to the server: a computer's real name is private, and may take seconds to look up."""


Journal = Callable[[Outcome], None]


def send(message: Message, settings: ServerSettings, journal: Journal) -> None:
    """Send a message to all of its recipients; return once the server has taken it.

    Args:
        message: the message.
        settings: the server's.
        journal: is called with each state of the message when it begins. If it raises an error before the message is
            sent, it is not sent.

    Raises:
        MailError: it was not sent; FateUnknown: that is not known. The sentence says why, and what to do.
    """
    with _Talk(settings) as talk:
        talk.sign_in()
        talk.announce(message)
        talk.hand_over(message, journal)


class _Talk:
    """A conversation with the mail server."""

    def __init__(self, settings: ServerSettings) -> None:
        self.settings = settings
        self.name = f"the mail server {settings.host}"
        self.server: Wary

    def __enter__(self) -> _Talk:
        with self._explained():
            self.server = self._connected()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.close()

    # ---------------------------------------------------------------------------------------- the steps

    def _connected(self) -> Wary:
        settings, context = self.settings, self._trust()
        server: Wary
        match settings.security:
            case Security.TLS:
                server = WaryOverTLS(settings.host, settings.port, _OUR_NAME, timeout=settings.timeout, context=context)
            case Security.STARTTLS:
                server = Wary(settings.host, settings.port, _OUR_NAME, timeout=settings.timeout)
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
                code, words = self.server.docmd("AUTH", f"PLAIN {_base64(f'{chr(0)}{user}{chr(0)}{password}')}")
            elif "LOGIN" in offered:
                code, words = self.server.docmd("AUTH", f"LOGIN {_base64(user)}")
                if code == 334:
                    code, words = self.server.docmd(_base64(password))
            else:
                ways = f"only offers {shown(listed(offered))}" if offered else "does not offer a way to sign in"
                raise self._failed(
                    f"{ways}, so the user {shown(user)} can't sign in with a password",
                    "ask who runs it for an account that may, or leave the user out if none is needed",
                )
        if code // 100 != 2:
            cure = "try again later" if code // 100 == 4 else "check user and password"
            raise self._failed(f"did not let {shown(user)} sign in ({said(code, words)})", cure)

    def announce(self, message: Message) -> None:
        """Tell the server the size, the sender and the recipients; it must accept each of them."""
        size = len(message.content)
        options = [f"size={size}"] if self.server.has_extn("size") else []
        limit = self.server.esmtp_features.get("size", "").strip()
        if limit.isdecimal() and len(limit) <= _LONGEST_SIZE and 0 < int(limit) < size:
            raise self._too_large(message, f"it takes {size_in_words(int(limit))} at most")
        if not all(each.addr_spec.isascii() for each in (message.sender, *message.recipients)):
            self._need_utf8(message)
            options += ["BODY=8BITMIME", "SMTPUTF8"]
        with self._explained():
            code, words = self.server.mail(message.sender.addr_spec, options)
        if code in _TOO_LARGE:
            raise self._too_large(message, f"it said {said(code, words)}")
        if code != 250:
            raise self._failed(
                f"does not take messages from {message.sender.addr_spec} ({said(code, words)})",
                "check from in the settings, and whether the server asks for a user",
            )
        refused = []
        for each in message.recipients:
            with self._explained():
                code, words = self.server.rcpt(each.addr_spec)
            if code == GOING_AWAY:
                raise self._failed(f"ended the conversation ({said(code, words)})", "try again later")
            if code not in (250, 251):
                refused.append(f"{each.addr_spec} ({said(code, words)})")
        if refused:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                self.server.rset()
            raise self._failed(
                f"does not take messages for {listed_in_part(refused)}",
                "check the spelling, or leave them out",
                "nothing was sent to anybody",
            )

    def hand_over(self, message: Message, journal: Journal) -> None:
        """Give the server the message itself; it is sent once the server says so."""
        with self._explained():
            code, words = self.server.docmd("DATA")
            if code == _GO_AHEAD:
                # A line that is a dot alone ends the message, so a dot that begins a line is doubled.
                dotted = re.sub(rb"(?m)^\.", b"..", message.content)
                for at in range(0, len(dotted), _AT_ONCE):
                    self.server.send(dotted[at : at + _AT_ONCE])
        if code != _GO_AHEAD:
            raise self._not_taken(message, code, words)
        journal(Outcome.ABOUT_TO_SEND)
        try:
            with self._explained():
                self.server.refuse_unasked()
        except MailError:
            journal(Outcome.REFUSED)
            raise
        try:
            code, words = self._definite_answer()
            outcome = Outcome.SENT if code // 100 == 2 else Outcome.REFUSED
            journal(outcome)
            self._say_goodbye(outcome)
        except FateUnknown:
            journal(Outcome.UNKNOWN)
            raise
        if outcome is Outcome.REFUSED:
            raise self._not_taken(message, code, words)

    def _definite_answer(self) -> tuple[int, bytes]:
        """End the message; return the server's yes (2yz) or no (4yz or 5yz).

        Raises:
            FateUnknown: it did not say either.
        """
        try:
            self.server.send_at_once(b".\r\n")
            code, words = self.server.getreply()
        except Rude as error:
            raise self._in_doubt(f"{self._name} {error} at the end of the message") from error
        except TimeoutError as error:
            raise self._in_doubt(
                f"{self._name} did not say within {self.settings.timeout:g} seconds that it had the message"
            ) from error
        except OSError as error:
            raise self._in_doubt(
                f"The connection to {self.name} was lost before it said that it had the message"
            ) from error
        except KeyboardInterrupt as error:
            raise self._in_doubt(f"The command was stopped before {self.name} said that it had the message") from error
        if code // 100 == 3:
            raise self._in_doubt(f"{self._name} said neither yes nor no to the message ({said(code, words)})")
        return code, words

    def _say_goodbye(self, outcome: Outcome) -> None:
        """Take leave of the server; if it doesn't, or somebody presses Ctrl-C, that changes nothing.

        It is given as long as for any other answer: its yes may have been a stray one that came just after the dot, and
        what it really thinks of the message comes once it has looked at it.

        Raises:
            FateUnknown: it gave one more answer, so nobody knows which of the two was about the message.
        """
        more = ""
        try:
            self.server.refuse_unasked()
            with contextlib.suppress(Rude):
                code, words = self.server.quit()
                if (code // 100 == 2) != (outcome is Outcome.SENT) and code != _GOODBYE:
                    more = f"answered QUIT with {said(code, words)}"
        except Rude as error:
            more = str(error)
        except (OSError, KeyboardInterrupt):
            return
        if more:
            verdict = "took the message" if outcome is Outcome.SENT else "refused the message"
            raise self._in_doubt(f"{self._name} {verdict} and then {more}")

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
        except Rude as error:
            raise self._failed(str(error), "try again, or ask who runs it") from error
        except smtplib.SMTPResponseException as error:
            raise self._failed(f"refused ({said(error.smtp_code, error.smtp_error)})", "ask who runs it") from error
        except smtplib.SMTPException as error:
            raise self._failed(
                f"gave an answer that can't be understood ({_words(error)})", "ask who runs it"
            ) from error
        except OSError as error:
            raise self._failed(f"can't be reached any more ({_words(error)})", "try again") from error

    @property
    def _name(self) -> str:
        """The server at the beginning of a sentence."""
        return self.name[:1].upper() + self.name[1:]

    def _failed(self, what: str, cure: str, result: str = NOTHING_SENT) -> MailError:
        return MailError(f"{self._name} {what}, so {result}: {cure}.")

    def _in_doubt(self, why: str) -> FateUnknown:
        return FateUnknown(
            f"{why}, so it may or may not have arrived: ask one of the recipients before you send it again. With "
            "--again, the same message to the same people goes under the same Message-ID, so many mail programs will "
            "recognise the repeat."
        )

    def _not_taken(self, message: Message, code: int, words: bytes) -> MailError:
        if code in _TOO_LARGE:
            return self._too_large(message, f"it said {said(code, words)}")
        did_not = "take the message" if code // 100 in (4, 5) else "ask for the message when it should have"
        return self._failed(f"did not {did_not} ({said(code, words)})", "try again, or ask who runs it")

    def _too_large(self, message: Message, limit: str) -> MailError:
        return self._failed(
            f"does not take a message of {size_in_words(len(message.content))} ({limit})",
            "send another format, or put the file where they can fetch it",
        )

    def _need_utf8(self, message: Message) -> None:
        if not self.server.has_extn("smtputf8"):
            addresses = [each.addr_spec for each in (message.sender, *message.recipients)]
            odd = listed_in_part([each for each in addresses if not each.isascii()])
            raise self._failed(
                f"does not accept addresses with letters outside the English alphabet before the @ ({odd})",
                "use another address of theirs",
            )


def _base64(text: str) -> str:
    return base64.b64encode(text.encode("utf-8")).decode("ascii")


def _words(error: Exception) -> str:
    said = getattr(error, "reason", None) or getattr(error, "strerror", None) or str(error) or type(error).__name__
    return shown(" ".join(str(said).replace("_", " ").split())).rstrip(".").lower()
