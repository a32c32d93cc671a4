"""Survey results that went through the newsroom's own pages, by two people."""

from __future__ import annotations

import datetime as dt
import io
import re

from flask import Flask

from crimemap.editorial import publishing, surveys
from crimemap.editorial.people import Role
from crimemap.editorial.pieces import Kind
from crimemap.editorial.surveys import Survey
from tests.site.convictions_site import LONDON, set_clock
from tests.site.newsroom import PARTNERSHIP, hidden, person, signed_in
from tests.survey_files import whole_wave

NOW = dt.datetime(2026, 11, 22, 10, 0, tzinfo=LONDON)
HOUR = dt.datetime(2026, 12, 3, 9, 30, tzinfo=LONDON)
TITLE = "Xylophonia survey, autumn 2026"
NOTE = "Quincunx wards were left out."
REASON = "The fieldwork ended early."
ASH = person("Ash", Role.AUTHOR, partnership=PARTNERSHIP)
BEECH = person("Beech", Role.APPROVER, partnership=PARTNERSHIP)
DOGWOOD = person("Dogwood", Role.AUTHOR, Role.APPROVER, partnership="W22900009")
ELDER = person("Elder", Role.ADMINISTRATOR, partnership=PARTNERSHIP)


def form(data: bytes | None, at: dt.datetime | None = HOUR, **more: str) -> dict[str, object]:
    """What the form of an upload sends."""
    said: dict[str, object] = {"title_en": TITLE, "note_en": NOTE, "reason_en": REASON, "time": "09:30"}
    if at is not None:
        said |= {
            "day-day": str(at.day),
            "day-month": str(at.month),
            "day-year": str(at.year),
            "time": f"{at:%H:%M}",
        }
    if data is not None:
        said["file"] = (io.BytesIO(data), "wave.csv")
    return {**said, **more}


def upload(app: Flask, data: bytes | None = None, at: dt.datetime | None = HOUR, who=ASH, **more: str):
    """The answer to an upload by `who`."""
    client = signed_in(app, who)
    page = client.get(f"/newsroom/surveys/new?partnership={PARTNERSHIP}")
    hid = {name: hidden(page, name) for name in ("csrf_token", "token")}
    sent = {**form(whole_wave() if data is None else data, at), "partnership": PARTNERSHIP, **hid, **more}
    return client.post("/newsroom/surveys/new", data=sent, content_type="multipart/form-data")


def id_of(answer) -> str:
    assert answer.status_code == 303, re.findall(r"error-summary__list.*?</ul>", answer.text, re.DOTALL)
    return answer.location.split("/")[-1].split("#")[0]


def release(
    app: Flask,
    data: bytes | None = None,
    at: dt.datetime | None = HOUR,
    now: dt.datetime = NOW,
    mark: str = "",
) -> str:
    """The id of an upload that two people brought to its hour by the editorial room's own calls."""
    token = mark or "telltale-token"
    with app.app_context(), app.extensions["crimemap.database"].session(writing=True) as session:
        said = Survey(title_en=TITLE, note_en=NOTE, reason_en=REASON)
        piece = publishing.create(session, ASH, Kind.SURVEY, PARTNERSHIP, said, token=token, now=now)
        content = surveys.keep(session, ASH, piece, said, whole_wave() if data is None else data, now=now)
        publishing.save(session, ASH, piece.id, content, version=1, wanted_at=at, now=now)
        publishing.submit(session, ASH, piece.id, version=2, now=now)
        publishing.approve(session, BEECH, piece.id, version=2, now=now)
        session.commit()
    app.extensions["crimemap.cache"].forget()
    return piece.id


def standing(app: Flask, now: dt.datetime = NOW) -> Flask:
    """The site with its clock set, and nobody asked for the phone again."""
    app.extensions["crimemap.ask_again"] = lambda: None
    set_clock(app, now)
    return app
