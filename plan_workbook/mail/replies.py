"""Read a mail server's replies: each must be one whole reply to the command just sent, and come within limits.

`smtplib` takes ` 25` for a code, and waits for as long as a byte comes now and then. If a server says something that
nothing had asked for, `smtplib` takes that for the reply to the next command, and from then on every reply is one late.
"""

from __future__ import annotations

import re
import smtplib
import ssl
import time

from plan_workbook.package.errors import shown

MOST_LINES = 200
"""Lines of one reply; the longest that servers give, to EHLO, have about 20."""
LONGEST_LINE = 8192
"""Bytes of a line, as in `smtplib`; RFC 5321 (4.5.3.1.5) allows 512."""
ROUNDS = 20
"""How many times the wait for one reply the whole conversation may take, and at least so many minutes."""
GOING_AWAY = 421
"""The code of a server that ends the conversation, which it may say at any time."""
_AT_ONCE = 4096
_LINE = re.compile(rb"([2-5][0-9]{2})(?:([ -])(.*))?", re.DOTALL)


class Rude(smtplib.SMTPException):
    """The server does not keep to the protocol or to our limits; the text is the rest of a sentence about it."""


class Wary(smtplib.SMTP):
    """A conversation with a mail server that is taken at its word only if it answers as the protocol says."""

    _heard = b""
    """What has come and is not part of a reply yet."""
    _longest = _until = float("inf")
    """The seconds that the conversation may take, and when it must be over on the clock of `time.monotonic`."""

    def connect(self, host: str = "localhost", port: int = 0, source_address: object = None) -> tuple[int, bytes]:
        """Connect, and start the clock for the whole conversation."""
        self._longest = ROUNDS * max(self.timeout, 60)
        self._until = time.monotonic() + self._longest
        return super().connect(host, port)

    def getreply(self) -> tuple[int, bytes]:
        """Return the code and the words of the next reply.

        Raises:
            Rude: it is not a reply, is too long, or more has come than one reply.
            TimeoutError: it is not complete within `timeout` seconds, however many bytes come meanwhile.
            smtplib.SMTPServerDisconnected: the connection has ended.
        """
        try:
            reply = self._reply(time.monotonic() + self.timeout)
            if self._heard:
                raise Rude(f"gave two answers to one question ({said(*reply)}, and {_quoted(self._heard)})")
        except BaseException:
            self.close()
            raise
        if self.sock is not None:
            self.sock.settimeout(self.timeout)  # for the handshake that may follow
        return reply

    def send(self, s: object) -> None:
        """Send something to the server, which must not have said anything since its last reply.

        Raises:
            Rude: it has; or the whole conversation has taken too long.
            smtplib.SMTPServerDisconnected: the connection has ended.
        """
        self.refuse_unasked()
        self.send_at_once(s)

    def send_at_once(self, s: object) -> None:
        """Send something to the server, whatever it has said."""
        if self.sock is not None:
            self.sock.settimeout(self._left(time.monotonic() + self.timeout))
        super().send(s)  # type: ignore[arg-type]

    def refuse_unasked(self) -> None:
        """Make sure that the server is waiting for us.

        Raises:
            Rude: it has said something that nothing had asked for.
            smtplib.SMTPServerDisconnected: the connection has ended.
        """
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("The connection has ended")
        self.sock.settimeout(0)
        try:
            self._heard += self._received()
        except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
            return
        begun = _quoted(self._heard)
        try:
            code, words = self.getreply()
        except (TimeoutError, smtplib.SMTPServerDisconnected) as error:
            raise Rude(f"began an answer before it was asked ({begun})") from error
        self.close()
        if code == GOING_AWAY:
            raise Rude(f"ended the conversation ({said(code, words)})")
        raise Rude(f"gave an answer before it was asked ({said(code, words)})")

    def close(self) -> None:
        """Close the connection, and forget what has come over it."""
        self._heard = b""
        super().close()

    def _reply(self, end: float) -> tuple[int, bytes]:
        code, words = b"", []
        while True:
            line = self._line(end)
            found = _LINE.fullmatch(line)
            if found is None or code not in (b"", found[1]):
                raise Rude(f"gave an answer that can't be understood ({_quoted(line) or 'an empty line'})")
            code = found[1]
            words.append((found[3] or b"").strip())
            if found[2] != b"-":
                return int(code), b"\n".join(words)
            if len(words) == MOST_LINES:
                raise Rude(f"gave an answer of more than {MOST_LINES} lines ({_quoted(line)})")

    def _line(self, end: float) -> bytes:
        while b"\n" not in self._heard[: LONGEST_LINE + 1]:
            if len(self._heard) > LONGEST_LINE:
                raise Rude(f"gave an answer with a line that is too long ({_quoted(self._heard)})")
            if self.sock is not None:
                self.sock.settimeout(self._left(end))
            self._heard += self._received()
        line, _, self._heard = self._heard.partition(b"\n")
        return line.removesuffix(b"\r")

    def _received(self) -> bytes:
        """Return what has come over the connection; some bytes at least."""
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("The connection has ended")
        try:
            got = self.sock.recv(_AT_ONCE)
        except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
            raise
        except TimeoutError:
            self._left(float("inf"))
            raise
        except OSError as error:
            raise smtplib.SMTPServerDisconnected("The connection was lost") from error
        if not got:
            raise smtplib.SMTPServerDisconnected("The connection has ended")
        return bytes(got)

    def _left(self, end: float) -> float:
        """Return the seconds until then, or until the conversation must be over.

        Raises:
            TimeoutError, Rude: there are none left.
        """
        now = time.monotonic()
        if now >= self._until:
            raise Rude(f"took longer than {self._longest / 60:g} minutes in all")
        if now >= end:
            raise TimeoutError("The reply is not complete")
        return min(end, self._until) - now


class WaryOverTLS(Wary, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


def said(code: int, words: bytes | str) -> str:
    """Return what a server said, as far as it fits into a sentence."""
    return f"{code} {_quoted(words)}".rstrip()


def _quoted(words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return shown(" ".join(text.split())).rstrip(". ")
