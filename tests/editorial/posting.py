"""Letters in a database, a mail server that keeps what it is given, and runs that send, for tests."""

from __future__ import annotations

import datetime as dt
import email
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aiosmtpd.controller import Controller
from sqlalchemy import select

from crimemap.editorial import outbox
from crimemap.editorial.outbox import Letter
from tests.editorial.conftest import NOW

TO = "beech@police.example"
MINUTE = dt.timedelta(minutes=1)


class Inbox:
    """What a mail server was given; it refuses what `refuses` says."""

    def __init__(self) -> None:
        self.letters: list[email.message.EmailMessage] = []
        self.refuses = ""

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  (aiosmtpd's name)
        if self.refuses:
            return self.refuses
        self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.SMTP))
        return "250 Taken"


@contextmanager
def serving(inbox: Inbox) -> Iterator[str]:
    """The address of a mail server that gives `inbox` what it is sent."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield f"smtp://127.0.0.1:{port}"
    controller.stop()


def queued(session, to=TO, body="A conviction waits for you."):
    letter = outbox.queue(
        session, to=to, subject="To approve", body=body, now=NOW, link="/newsroom/pieces/k3m"
    )
    session.commit()
    return letter


def run(database, settings, now=NOW, address_of=lambda _session, _account: None):
    return outbox.send(database, settings, now, address_of)


def letter_of(database) -> Letter:
    with database.session() as session:
        return session.scalars(select(Letter)).one()


def files(data: Path) -> list[Path]:
    return sorted((data / "outbox").iterdir())
