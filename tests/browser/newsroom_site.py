"""The site over the county's release with a newsroom of its own, and a clock that a test can set forward."""

from __future__ import annotations

import datetime as dt
import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask
from werkzeug.serving import make_server

from crimemap.editorial import accounts
from crimemap.editorial.accounts import Link
from crimemap.editorial.people import EVERYWHERE, Grant, Role
from crimemap.factory import create_app
from crimemap.settings import Settings

LONDON = ZoneInfo("Europe/London")


@dataclass
class NewsroomSite:
    """A served site. `now` is what its pages take for the time."""

    app: Flask
    url: str
    data: Path
    ahead: dt.timedelta = dt.timedelta()

    def now(self) -> dt.datetime:
        return dt.datetime.now(LONDON) + self.ahead

    def invited_administrator(self) -> str:
        """The link that `crimemap users add` prints for the first one."""
        with self.app.extensions["crimemap.database"].session(writing=True) as session:
            account = accounts.add(
                session, name="Elder Administrator", email="elder@corvenshire.example",
                grants=[Grant(Role.ADMINISTRATOR, EVERYWHERE)], now=self.now(), by="operator",
            )  # fmt: skip
            secret = accounts.new_link(session, account, Link.INVITATION, by="operator", now=self.now())
            session.commit()
        return f"{self.url}/newsroom/invitations/{secret}"

    def letters(self) -> str:
        """Every letter that was written, one after the other."""
        files = sorted((self.data / "outbox").rglob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
        return "\n".join(
            message_from_bytes(file.read_bytes(), policy=SMTP).get_body().get_content() for file in files
        )


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
    server = make_server("127.0.0.1", port, app, threaded=True)
    site = NewsroomSite(app, f"http://127.0.0.1:{port}", folder)
    app.extensions["crimemap.served"].now = site.now
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        app.extensions["crimemap.database"].dispose()
