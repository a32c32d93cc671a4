"""A court list: an upload that makes drafts of its good rows and says, by line and column, what others lack."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from crimemap.cache import Page
from crimemap.editorial import convictions
from crimemap.editorial.convictions.batch import MOST_BYTES, MOST_ROWS, Unreadable
from crimemap.editorial.people import Role, not_allowed
from crimemap.language import gettext as _
from crimemap.web import site
from crimemap.web.newsroom import telling
from crimemap.web.newsroom.blueprint import allows, newsroom, takes
from crimemap.web.site.convictions import wards_of

_MOST_SHOWN = 200
"""Faults, and drafts, that a report lists one by one."""


@newsroom.get("/court-lists")
@allows(Role.AUTHOR)
def court_list() -> Page:
    """What a list must look like, and the upload."""
    return _page()


@newsroom.get("/court-lists/template.csv")
@allows(Role.AUTHOR)
def court_list_template() -> ResponseReturnValue:
    """Every column, with an example."""
    answer = site.plain(convictions.template_csv(), "text/csv")
    answer.headers["Content-Disposition"] = site.download("court-list.csv")
    return answer


@newsroom.post("/court-lists")
@allows(Role.AUTHOR)
@takes(MOST_BYTES + 64 * 1024)
@site.commits
def take_court_list() -> ResponseReturnValue:
    """All good rows or none: what goes wrong half-way leaves nothing behind."""
    partnership, now = request.form.get("partnership", ""), site.now()
    release = site.current_release()
    area = release.area(partnership)
    if area is None or not site.person().may(Role.AUTHOR, partnership):
        raise not_allowed()
    file = request.files.get("list")
    if not file or not file.filename:
        return _page(_("Choose the file first."), status=400)
    try:
        batch = convictions.read_batch(
            file.read(MOST_BYTES + 1), now, wards_of(release, partnership), area.name
        )
    except Unreadable as refusal:
        return _page(str(refusal), status=400)
    taken = convictions.take_batch(site.session(), site.person(), partnership, batch, now)
    names = {row.line: row.content.name for row in batch.rows}
    return site.page(
        "newsroom/convictions/batch_report.html", place=area.name, batch=batch, taken=taken, names=names,
        most=_MOST_SHOWN, status=200 if taken.made or taken.already else 400,
    )  # fmt: skip


def _page(refusal: str = "", *, status: int = 200) -> Page:
    return site.page(
        "newsroom/convictions/batch.html", status=status, refusal=refusal, columns=convictions.COLUMNS,
        choices=telling.partnership_choices(site.person(), Role.AUTHOR), most_rows=MOST_ROWS,
        most=MOST_BYTES // 1024**2,
    )  # fmt: skip
