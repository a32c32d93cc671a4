"""A site for Community Payback: projects that visitors see, and people who write and check them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from freezegun import freeze_time

from crimemap.editorial import publishing
from crimemap.editorial.payback import Photo, Project, Stage, Suggested, photographs
from crimemap.editorial.people import Role as May
from crimemap.editorial.pictures import clean
from crimemap.editorial.pieces import Kind, Piece, content_of
from tests.pictures import file
from tests.site.conftest import site_of
from tests.site.newsroom import PARTNERSHIP, person

ASH = person("Ash", May.AUTHOR)
BEECH = person("Beech", May.APPROVER)
ELSEWHERE = person("Dogwood", May.AUTHOR, May.APPROVER, partnership="W22900009")
ADMINISTRATOR = person("Elder", May.ADMINISTRATOR)
NOW = dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC)
TODAY = NOW.date()
DAY = dt.timedelta(days=1)
WARD = "corvenshire-lark"  # the small release has no wards: neighbourhoods stand in their place
WHOLE = Project(
    title_en="The path behind the library", title_cy="Y llwybr y tu ôl i'r llyfrgell", stage=Stage.DONE, ward=WARD,
    ward_name="Larkwith", place_en="Library path", what_en="Brambles were cut.", why_en="No pram could pass.",
    partner="Tamber Vale Council", suggested=Suggested.RESIDENTS, started=TODAY - 40 * DAY, ended=TODAY - 9 * DAY,
    hours=180, vests=True, unpictured_en="None was taken before.", until=TODAY + 300 * DAY,
)  # fmt: skip


@contextmanager
def payback_site(data: Path, tmp_path: Path) -> Iterator[Flask]:
    """A site with a database of its own over the release that all tests share; it is always NOW."""
    (tmp_path / "releases").symlink_to(data / "releases")
    with freeze_time(NOW):
        made = site_of(tmp_path)
        made.extensions["crimemap.ask_again"] = lambda: None  # the second factor is tested by itself
        yield made


def publish(app, project=WHOLE, *roles, form="t", now=NOW):
    """A project that visitors see, with a photograph of each role; its id and theirs."""
    with app.app_context(), app.extensions["crimemap.database"].session(writing=True) as session:
        piece = publishing.create(session, ASH, Kind.PROJECT, PARTNERSHIP, project, token=form, now=now)
        taken = tuple(
            Photo(
                id=photographs.keep(session, ASH, piece, clean(file()), now=now),
                role=role,
                alt_en=f"{role}: a path",
            )
            for role in roles
        )
        whole = project.model_copy(update={"photos": taken})
        publishing.save(session, ASH, piece.id, whole, version=1, now=now)
        photographs.confirm(session, BEECH, piece, [photo.id for photo in taken], now=now)
        publishing.submit(session, ASH, piece.id, version=2, now=now)
        publishing.approve(session, BEECH, piece.id, version=2, now=now)
        session.commit()
        return piece.id, [photo.id for photo in taken]


def in_database(app):
    return app.extensions["crimemap.database"].session()


def drafts(app):
    with in_database(app) as session:
        return [(piece, content_of(session, piece)) for piece in session.query(Piece)]
