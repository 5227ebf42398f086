"""A real mail server on loopback, with STARTTLS or TLS, certificates of its own and a user; it can also misbehave."""

from __future__ import annotations

import contextlib
import email
import email.policy
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

USER, PASSWORD = "plans", "Tr\u00e4umerei 2017"
HOST = "localhost"


@dataclass(frozen=True)
class Received:
    """A message as it came in: what the server was told, and what it was given."""

    sender: str
    recipients: list[str]
    content: bytes
    user: str = ""

    @property
    def message(self) -> EmailMessage:
        """The message as the standard library reads it, without a defect anywhere."""
        message = email.message_from_bytes(self.content, policy=email.policy.default)
        assert not [defect for part in message.walk() for defect in part.defects]
        return message

    @property
    def attachment(self) -> tuple[str, bytes]:
        """The name and the bytes of the one attachment."""
        (attached,) = self.message.iter_attachments()
        return str(attached.get_filename()), attached.get_payload(decode=True)

    def body(self, kind: str) -> str:
        """The plain or the html body, with plain line ends."""
        part = self.message.get_body((kind,))
        assert part is not None
        return str(part.get_content()).replace("\r\n", "\n")


@dataclass
class MailServer:
    """What the server does, and what it was sent; tests may change the first and look at the second."""

    ca_file: Path
    port: int = 0
    received: list[Received] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    """The commands it was given, in order."""
    refused: dict[str, str] = field(default_factory=dict)
    """What it answers to recipients it does not take."""
    answers: dict[str, str] = field(default_factory=dict)
    """What it answers to a command instead of carrying it out; empty: it drops the connection."""
    answer_to_message: str | None = "250 OK"
    """What it says once it has the message; None: it drops the connection."""
    on_message: Callable[[], object] = lambda: None
    """What happens meanwhile, before it says so."""
    before_reply: Callable[[], object] = lambda: None
    """What happens before each line that it says, the greeting included."""
    after_reply: Callable[[], object] = lambda: None
    """What happens after each line that it says."""

    @property
    def environment(self) -> dict[str, str]:
        """The variables that lead to it."""
        return {
            "PLAN_WORKBOOK_SMTP_HOST": HOST,
            "PLAN_WORKBOOK_SMTP_PORT": str(self.port),
            "PLAN_WORKBOOK_SMTP_SECURITY": "starttls",
            "PLAN_WORKBOOK_SMTP_USER": USER,
            "PLAN_WORKBOOK_SMTP_PASSWORD": PASSWORD,
            "PLAN_WORKBOOK_SMTP_CA_FILE": str(self.ca_file),
            "PLAN_WORKBOOK_SMTP_TIMEOUT": "5",
            "PLAN_WORKBOOK_FROM": "Plans Team <plans@exampleshire.gov.uk>",
        }

    async def handle_RCPT(self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: Any) -> str:  # noqa: N802 - so aiosmtpd calls it
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if (self.answer_to_message or "250")[0] == "2":
            content = envelope.original_content
            sent = Received(envelope.mail_from, list(envelope.rcpt_tos), content, str(session.auth_data or ""))
            self.received.append(sent)
        self.on_message()
        if self.answer_to_message is None:
            server.transport.abort()
            return "421 gone"
        return self.answer_to_message


class _Server(SMTP):
    """aiosmtpd's server, with answers of our own where a test wants them."""

    behaviour: MailServer

    def __getattribute__(self, name: str) -> Any:
        if name.startswith("smtp_"):
            return self._instead(name.removeprefix("smtp_"))
        return super().__getattribute__(name)

    async def push(self, status: str) -> None:
        self.behaviour.before_reply()
        await super().push(status)
        self.behaviour.after_reply()

    def _instead(self, command: str) -> Any:
        usual = super().__getattribute__(f"smtp_{command}")
        behaviour = self.behaviour

        async def answer(argument: str) -> None:
            behaviour.said.append(command)
            if command not in behaviour.answers:
                await usual(argument)
            elif behaviour.answers[command]:
                await self.push(behaviour.answers[command])
            else:
                self.transport.abort()

        return answer


Serve = Callable[..., MailServer]


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA(key_type=trustme.KeyType.ECDSA)


@pytest.fixture(scope="session")
def ca_file(authority, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("trust") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


@pytest.fixture
def serve(authority, ca_file) -> Iterator[Serve]:
    """Start a mail server."""
    with contextlib.ExitStack() as running:

        def start(
            *, security: str = "starttls", issuer: trustme.CA = authority, name: str = HOST, **options: Any
        ) -> MailServer:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                port = free.getsockname()[1]
            server = MailServer(ca_file, port)
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            issuer.issue_cert(name, key_type=trustme.KeyType.ECDSA).configure_cert(context)
            controller = _Controller(server, context if security != "none" else None, security == "tls", options)
            controller.start()
            running.callback(controller.stop)
            server.said.clear()
            return server

        yield start


@pytest.fixture
def mail_server(serve) -> MailServer:
    """A mail server that does what it should."""
    return serve()


class _Controller(Controller):
    def __init__(self, behaviour: MailServer, context: ssl.SSLContext | None, tls: bool, options: Any) -> None:
        self.behaviour, self.tls = behaviour, tls
        settings: dict[str, Any] = {
            "enable_SMTPUTF8": True,
            "authenticator": _authenticate,
            "auth_require_tls": not tls and context is not None,
        }
        if context is not None and not tls:
            settings |= {"tls_context": context, "require_starttls": True}
        self.settings = settings | options
        super().__init__(
            behaviour,
            hostname="127.0.0.1",
            port=behaviour.port,
            ssl_context=context if tls else None,
            ready_timeout=10,
        )

    def factory(self) -> SMTP:
        server = _Server.__new__(_Server)
        server.behaviour = self.behaviour
        server.__init__(self.behaviour, hostname="mail.test", loop=self.loop, **self.settings)
        return server


def _authenticate(_: SMTP, __: Session, ___: Envelope, mechanism: str, given: Any) -> AuthResult:
    right = (given.login, given.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, auth_data=USER) if right else AuthResult(success=False, handled=False)
