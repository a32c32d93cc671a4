"""Signing in for tests as people do: by link, password and a code of an authenticator app."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import re
import struct

from flask import Flask

from crimemap.editorial import accounts
from crimemap.editorial.accounts import Link
from crimemap.editorial.people import Grant, Role
from tests.site.client import CheckingClient
from tests.site.newsroom import hidden

PASSWORD = "copper lantern thistle"
ADMINISTRATOR = (Grant(Role.ADMINISTRATOR, "*"),)


def code_at(secret: str, moment: dt.datetime) -> str:
    """What an authenticator app shows: RFC 6238, written down once more so that ours is checked by another."""
    key = base64.b32decode(
        re.sub(r"[^A-Z2-7]", "", secret.upper()) + "=" * (-len(re.sub(r"[^A-Z2-7]", "", secret)) % 8)
    )
    counter = struct.pack(">Q", int(moment.timestamp()) // 30)
    digest = hmac.new(key, counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def invited(
    app: Flask, email: str = "ash@example.gov.uk", name: str = "Ash Tree", grants=ADMINISTRATOR
) -> str:
    """The path of an invitation's link, made by an operator."""
    database, now = app.extensions["crimemap.database"], app.extensions["crimemap.served"].now()
    with database.session(writing=True) as session:
        account = accounts.add(session, name=name, email=email, grants=grants, now=now)
        secret = accounts.new_link(session, account, Link.INVITATION, by="operator", now=now)
        session.commit()
    return f"/newsroom/invitations/{secret}"


def send(client: CheckingClient, page, address: str | None = None, **fields):
    """Send the form of a page."""
    token = hidden(page)
    return client.post(address or page.request.path, data={"csrf_token": token, **fields})


class Colleague:
    """Somebody with a browser, a password and a phone, whose clock is frozen by the test."""

    def __init__(self, app: Flask, clock, **account) -> None:
        self.app, self.clock = app, clock
        self.email = account.get("email", "ash@example.gov.uk")
        self.client: CheckingClient = app.test_client()
        self.link = invited(app, **account)
        self.secret = ""
        self.recovery: list[str] = []

    def accept(self):
        """Accept the invitation; answers the page with the recovery codes, signed in."""
        page = self.client.get(self.link)
        chosen = send(self.client, page, password=PASSWORD)
        assert chosen.status_code == 303, chosen.text
        page = self.client.get(chosen.location)
        self.secret = re.search(r'cm-key-text">([^<]+)<', page.text)[1]
        shown = send(self.client, page, code=self.code)
        assert shown.status_code == 200, shown.text
        self.recovery = re.findall(r'cm-key-text">([^<]+)<', shown.text)
        return shown

    @property
    def code(self) -> str:
        return code_at(self.secret, dt.datetime.now(dt.UTC))

    def later(self, **passed: float) -> None:
        self.clock.tick(dt.timedelta(**passed))

    def give_password(self, password: str = PASSWORD, client: CheckingClient | None = None):
        client = client or self.client
        return send(client, client.get("/newsroom/sign-in"), email=self.email, password=password)

    def give_code(self, code: str | None = None, client: CheckingClient | None = None):
        client = client or self.client
        page = client.get("/newsroom/second-factor")
        return send(client, page, code=self.code if code is None else code)

    def sign_in(self, client: CheckingClient | None = None):
        """With a code that was not used before."""
        self.later(seconds=31)
        self.give_password(client=client)
        return self.give_code(client=client)

    def account(self):
        """The account as it is stored; only what does not need its session."""
        with self.app.extensions["crimemap.database"].session() as session:
            return accounts.by_email(session, self.email)

    def acts(self) -> list[str]:
        from sqlalchemy import select

        from crimemap.editorial.audit import Entry

        with self.app.extensions["crimemap.database"].session() as session:
            return list(session.scalars(select(Entry.act).order_by(Entry.number)))
