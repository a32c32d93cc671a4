"""What visitors told us, for whoever works for the partnership: a list, one message, and what was done about it."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from crimemap.cache import Page
from crimemap.editorial import concerns, outbox
from crimemap.editorial.concerns import About
from crimemap.editorial.people import Role
from crimemap.editorial.pieces import Refused
from crimemap.language import gettext as _
from crimemap.web import site
from crimemap.web.newsroom.blueprint import allows, newsroom


@newsroom.get("/concerns")
@allows(Role.AUTHOR, Role.APPROVER)
def concern_list() -> Page:
    """Those that wait, those about a named case first."""
    return site.page(
        "newsroom/concerns/list.html", waiting=concerns.waiting(site.session(), site.person()), About=About
    )


@newsroom.post("/concerns/<concern_id>")
@allows(Role.AUTHOR, Role.APPROVER)
@site.commits
def open_concern(concern_id: str) -> Page:
    """Read one. It is a POST because that it was read is written down."""
    concern, said = concerns.read(site.session(), site.person(), concern_id, now=site.now())
    return site.page("newsroom/concerns/one.html", concern=concern, said=said, refusal="", About=About)


@newsroom.post("/concerns/<concern_id>/done")
@allows(Role.AUTHOR, Role.APPROVER)
@site.commits
def close_concern(concern_id: str) -> ResponseReturnValue:
    """Say what was done; who left an address is written to."""
    session, done = site.session(), request.form.get("done", "")
    try:
        concern = concerns.close(session, site.person(), concern_id, done, now=site.now())
    except Refused as refusal:
        concern, said = concerns.read(session, site.person(), concern_id, now=site.now())
        return site.page(
            "newsroom/concerns/one.html",
            status=400,
            concern=concern,
            said=said,
            refusal=str(refusal),
            About=About,
        )
    _concern, said = concerns.read(session, site.person(), concern_id, now=site.now())
    if said and said.reply_to and request.form.get("answer"):
        outbox.queue(
            session, to=said.reply_to, subject=_("Your message to us"), body=done.strip(), now=site.now()
        )
    return site.see_other(site.newsroom_href("concern_list"))
