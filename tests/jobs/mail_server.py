"""A real mail server on loopback that keeps what it is given, and can be told to refuse, to wait and to cut."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


@dataclass
class Box:
    """What came, and how the server answers."""

    mails: list[EmailMessage] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    """What the sender of each mail called itself."""
    port: int = 0
    answer: Callable[[str], str] = lambda to: "250 OK"
    """Reply to a recipient."""
    before_yes: Callable[[], None] = lambda: None
    """Called when the whole message is there and the yes has not been said."""
    cuts: bool = False
    """Ends the connection instead of saying yes."""

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        reply = self.answer(address)
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802
        self.before_yes()
        if self.cuts:
            connection: Any = server.transport
            connection.abort()
            return "250 OK"
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        self.hosts.append(str(session.host_name))
        return "250 OK"


@contextmanager
def receiving() -> Iterator[Box]:
    """The server, running in a thread of its own on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        box = Box(port=free.getsockname()[1])
    controller = Controller(box, hostname="127.0.0.1", port=box.port, ready_timeout=30)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()
