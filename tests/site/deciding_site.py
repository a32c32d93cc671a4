"""People who write down what a meeting decided, through the newsroom's own pages, by two people."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import shutil
from html import unescape
from pathlib import Path

from flask import Flask

from crimemap.editorial import pieces
from crimemap.editorial.meetings import Record, records
from crimemap.editorial.people import Role
from crimemap.editorial.pieces import Piece
from tests import small_meetings
from tests.site.conftest import site_of
from tests.site.convictions_site import LONDON, press, set_clock
from tests.site.newsroom import PARTNERSHIP, hidden, person

ASH = person("Ash", Role.AUTHOR, partnership=PARTNERSHIP)
FIR = person("Fir", Role.AUTHOR, partnership=PARTNERSHIP)
BEECH = person("Beech", Role.APPROVER, partnership=PARTNERSHIP)
DOGWOOD = person("Dogwood", Role.AUTHOR, Role.APPROVER, partnership="W22900009")
NIGHT = dt.datetime(2026, 12, 3, 21, 0, tzinfo=LONDON)
TYPED = {
    "present": "31", "decisions-0-decided_en": "Light the car park all night.",
    "decisions-0-action_en": "Replace eleven lamps.", "decisions-0-owner": "Tamber Rail",
    "decisions-0-due-day": "12", "decisions-0-due-month": "1", "decisions-0-due-year": "2027",
    "decisions-0-contact": "Station manager", "decisions-0-reach": "01632 960133",
    "hands-0-question_en": "Should the market end at dusk?", "hands-0-yes": "19", "hands-0-no": "4",
    "hands-0-neither": "2", "asked-0-question_en": "Why is the counter closed on Saturdays?",
}  # fmt: skip


def as_(app, who):
    """The same client for the same person: a form is of the visit that asked for it."""
    app.extensions["crimemap.who"] = lambda: who
    clients = app.extensions.setdefault("clients of tests", {})
    return clients.setdefault(who.id, app.test_client())


def sheet(meeting: str) -> str:
    return f"/newsroom/meetings/{meeting}/decide"


def opened(app, meeting, who=ASH):
    return as_(app, who).get(sheet(meeting))


def sent(app, meeting, who=ASH, *, page=None, accept=None, **more):
    """The answer to the form of `page` (default: as it is now) with what was typed."""
    shown = page or opened(app, meeting, who)
    hid = {name: unescape(hidden(shown, name)) for name in ("csrf_token", "token", "version", "base")}
    hid |= dict(re.findall(r'name="(\w+-\d+-key)"\s+value="([^"]*)"', shown.text))
    headers = {"Accept": accept} if accept else {}
    return as_(app, who).post(sheet(meeting), data={**TYPED, **hid, **more}, headers=headers)


def written(app, meeting) -> tuple[Piece, Record]:
    with app.app_context(), app.extensions["crimemap.database"].session() as session:
        piece = records.of_meeting(session, meeting)
        assert piece is not None
        content = pieces.content_of(session, piece)
        assert isinstance(content, Record)
        return piece, content


def approved(app, meeting) -> str:
    sent(app, meeting, then="hand-in")
    piece, _content = written(app, meeting)
    assert press(app, BEECH, piece.id, "/newsroom/pieces/{id}/approve").status_code == 303
    return piece.id


def text_of(page) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).replace("&#39;", "'").split())


def summary(page) -> str:
    found = re.search(r"govuk-error-summary__list(.*?)</ul>", page.text, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1] if found else "").split())


def import_file(app, data, who=ASH):
    client = as_(app, who)
    page = client.get("/newsroom/meetings/import")
    given = {"csrf_token": hidden(page)}
    if data is not None:
        given["file"] = (io.BytesIO(data), "decisions.json")
    return client.post("/newsroom/meetings/import", data=given, content_type="multipart/form-data")


def site_at_night(data: Path, tmp_path: Path) -> Flask:
    """A site whose clock stands on the evening of the meeting; its release is that of `data`, its database its own."""
    shutil.copytree(data / "releases", tmp_path / "releases", copy_function=os.link)
    made = site_of(tmp_path)
    set_clock(made, NIGHT)
    return made


def published_meeting(app: Flask) -> str:
    """The id of a meeting of that evening."""
    with app.app_context(), app.extensions["crimemap.database"].session(writing=True) as session:
        piece = small_meetings.published(session)
        session.commit()
        return piece.id
