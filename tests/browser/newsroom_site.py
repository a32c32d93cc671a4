"""The site over the county's release with a newsroom of its own, and a clock that a test can set forward."""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import hashlib
import hmac
import logging
import re
import secrets
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, TypeVar
from unittest import mock
from zoneinfo import ZoneInfo

from flask import Flask
from flask_security import hash_password
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

import crimemap.cache
import crimemap.cache.front
from crimemap.editorial import accounts
from crimemap.editorial.accounts import Link
from crimemap.editorial.people import EVERYWHERE, Grant, Person, Role
from crimemap.factory import create_app
from crimemap.settings import Settings
from crimemap.web.newsroom import identity

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

LONDON = ZoneInfo("Europe/London")
PASSWORD = "teapot lantern orchard"
TAMBER = "E22900001"

Made = TypeVar("Made")


def code_at(secret: str, moment: dt.datetime) -> str:
    """What an authenticator app shows (RFC 6238, 30 seconds, six figures)."""
    key = re.sub(r"[^A-Z2-7]", "", secret.upper())
    counter = struct.pack(">Q", int(moment.timestamp()) // 30)
    digest = hmac.new(base64.b32decode(key + "=" * (-len(key) % 8)), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


@dataclass(frozen=True)
class Member:
    """Somebody with an account: the address and the phone's secret; the password is everybody's."""

    person: Person | str
    email: str
    secret: str


@dataclass
class NewsroomSite:
    """A served site. `now` is what its pages and the phones of its people take for the time."""

    app: Flask
    url: str
    data: Path
    ahead: dt.timedelta = dt.timedelta()

    def now(self) -> dt.datetime:
        return dt.datetime.now(LONDON) + self.ahead

    def set(self, moment: dt.datetime) -> None:
        """Set the clock; it goes on from there. Set it forward alone: a code of the past opens nothing."""
        self.ahead = moment - dt.datetime.now(LONDON)

    def wait(self, **time: float) -> None:
        """Let some time go by."""
        self.ahead += dt.timedelta(**time)

    def call(self, made: Callable[[Session], Made]) -> Made:
        """Do something in the database, past the pages, as the newsroom's own calls do it."""
        with (
            self.app.app_context(),
            self.app.extensions["crimemap.database"].session(writing=True) as session,
        ):
            answer = made(session)
            session.commit()
            self.app.extensions["crimemap.cache"].forget()
            return answer

    def invited_administrator(self, name: str = "Elder Administrator") -> str:
        """The link that `crimemap users add` prints for the first one."""

        def invite(session: Session) -> str:
            account = accounts.add(
                session, name=name, email=f"{name.split(maxsplit=1)[0].lower()}@corvenshire.example",
                grants=[Grant(Role.ADMINISTRATOR, EVERYWHERE)], now=self.now(), by="operator",
            )  # fmt: skip
            return accounts.new_link(session, account, Link.INVITATION, by="operator", now=self.now())

        return f"{self.url}/newsroom/invitations/{self.call(invite)}"

    def member(self, name: str, *roles: Role, partnership: str = TAMBER) -> Member:
        """Somebody who accepted an invitation and set up a phone before the test began.

        Each is another person, whatever other tests of this site call theirs.
        """
        email = f"{name.replace(' ', '.').lower()}.{secrets.token_hex(3)}@corvenshire.example"

        def join(session: Session) -> Member:
            now = self.now()
            account = accounts.add(
                session, name=name, email=email, grants=[Grant(role, partnership) for role in roles], now=now,
                by="operator",
            )  # fmt: skip
            accounts.take_password(
                session, account, hash_password(PASSWORD), what="accepted an invitation", now=now
            )
            sealed = identity.codes().generate_totp_secret()
            accounts.take_second(session, account, sealed, now=now)
            session.flush()
            return Member(accounts.person_of(account), email, identity.codes().get_totp_pretty_key(sealed))

        return self.call(join)

    def letters(self) -> str:
        """Every letter that was written, one after the other."""
        files = sorted((self.data / "outbox").rglob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
        return "\n".join(
            message_from_bytes(file.read_bytes(), policy=SMTP).get_body().get_content() for file in files
        )

    def files_with(self, *words: str) -> list[str]:
        """The files of DATA, cache and database and letters and all, in which one of the words stands."""
        wanted = [word.encode() for word in words]
        files = [path for path in sorted(self.data.rglob("*")) if path.is_file()]
        return [
            str(path.relative_to(self.data))
            for path in files
            if any(word in _plain(path.read_bytes()) for word in wanted)
        ]


def _plain(data: bytes) -> bytes:
    """Without the compression of a cached page, which begins after its first line."""
    head, _, body = data.partition(b"\n")
    return head + gzip.decompress(body) if body[:2] == b"\x1f\x8b" else data


@contextmanager
def newsroom_over(county: Path, folder: Path) -> Iterator[NewsroomSite]:
    """Serve the county's releases with an empty newsroom in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "releases").symlink_to(county / "releases")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = create_app(Settings(data=folder, port=port))
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    here = threading.local()

    def served(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        here.is_served = True
        return app(environ, start_response)

    server = make_server("127.0.0.1", port, served, threaded=True)
    site = NewsroomSite(app, f"http://127.0.0.1:{port}", folder)
    app.extensions["crimemap.served"].now = site.now
    # The site stands while other tests of this process run: its clock is for the threads that answer for it alone.
    clock = SimpleNamespace(
        time=lambda: site.now().timestamp() if hasattr(here, "is_served") else time.time(),
        monotonic=time.monotonic,
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        with ExitStack() as stack:
            for module in (
                identity,
                crimemap.cache,
                crimemap.cache.front,
            ):  # phones, and pages that end by the clock
                stack.enter_context(mock.patch.object(module, "time", clock))
            yield site
    finally:
        server.shutdown()
        thread.join()
        app.extensions["crimemap.database"].dispose()
