"""A site for nominations and says, with a clock that a test sets: what a visitor sends, and what staff do with it."""

from __future__ import annotations

import datetime as dt
import io
import re

from PIL import Image

from crimemap.editorial.people import Role
from tests.site.conftest import site_of
from tests.site.newsroom import hidden, person, signed_in

START = dt.datetime(2026, 11, 22, 10, 0, tzinfo=dt.UTC)
FORM = "/payback/nominate"
NAME, MAIL, PHONE = "Resident-One Invented", "resident-one@corven.example", "01632 960123"
WORK = "The railings by number 14 are rusty and my neighbour Mrs Invented cuts her hand on them"
ANSWERS = {
    "place": "QX1 1AA", "name": "Teasel Park friends", "work": WORK, "benefit": "Everybody who walks there",
    "paid": "no", "profit": "no", "owner": "The council", "permission": "yes", "access": "A level path",
    "toilets": "near", "toilets_where": "At the library", "contact_name": NAME, "email": MAIL, "phone": PHONE,
    "confirm": "y", "website": "",
}  # fmt: skip
SECRETS = (NAME, MAIL, PHONE, WORK, "Mrs Invented", "Teasel Park friends", "At the library")


class Clock:
    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> dt.datetime:
        return self.at

    def on(self, **more: float) -> None:
        self.at += dt.timedelta(**more)


def site_at(data, tmp_path, clock):
    """A site of its own over the release that all tests share, which goes by `clock`."""
    (tmp_path / "releases").symlink_to(data / "releases")
    made = site_of(tmp_path)
    made.extensions["crimemap.served"].now = clock
    return made


def photo(side=400, colour="green"):
    made = io.BytesIO()
    Image.new("RGB", (side, side), colour).save(made, "JPEG", exif=b"Exif\0\0secret place")
    return made.getvalue()


def opened(visitor, clock, seconds=30):
    stamp = hidden(visitor.get(FORM), "stamp")
    clock.on(seconds=seconds)
    return stamp


def send(visitor, stamp, photos=(), **changed):
    files = [(io.BytesIO(data), f"p{n}.jpg") for n, data in enumerate(photos)]
    return visitor.post(
        FORM, data={**ANSWERS, "stamp": stamp, **changed, **({"photos": files} if files else {})}
    )


def nominated(visitor, clock, **changed):
    answer = send(visitor, opened(visitor, clock), **changed)
    assert answer.status_code == 303, answer.text
    return re.search(r"/nominations/([A-Z0-9-]+)", answer.headers["Location"])[1]


def staff(app, name="Ash"):
    return signed_in(app, person(name, Role.AUTHOR, Role.APPROVER))


def act(client, nomination, name, **answers):
    page = client.get(f"/newsroom/nominations/{nomination}")
    found = re.search(r'name="version" value="(\d+)"', page.text)
    given = {f"{name}-{key}": value for key, value in answers.items()}
    data = {"csrf_token": hidden(page), "version": found[1] if found else "0", **given}
    return client.post(f"/newsroom/nominations/{nomination}/{name}", data=data)


def id_of(client):
    return re.findall(
        r"/newsroom/nominations/([0-9a-f]{20})", client.get("/newsroom/nominations?all=1").text
    )[-1]


def public_bytes(app, code):
    """Every public byte that is about nominations."""
    visitor = app.test_client()
    addresses = (
        "/payback/nominations",
        f"/payback/nominations/{code}",
        "/payback/nominations?order=score",
        FORM,
    )
    return "".join(visitor.get(address).text for address in addresses)
