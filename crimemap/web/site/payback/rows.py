"""Every project as a row of a file: the rows add up to the totals of the page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from flask import current_app

from crimemap.editorial.payback import Shown, Stage
from crimemap.editorial.payback.listing import Counted
from crimemap.release import Release
from crimemap.settings import Settings
from crimemap.web.site.figures import LICENCE, safe_cell, sheet
from crimemap.web.site.frame import href
from crimemap.web.site.named import name_of
from crimemap.web.site.payback.words import said

_HEADER: Final = (
    "id", "partnership", "partnership_name", "ward", "ward_name", "title", "place", "stage", "planned", "started",
    "ended", "year", "hours", "high_visibility", "partner", "suggested_by", "page", "licence",
)  # fmt: skip


def to_csv(release: Release, counted: Iterable[Counted], shown: Iterable[Shown]) -> bytes:
    """One row a project; one that has no page any more has its numbers alone."""
    pages = {each.id: each for each in shown}
    settings: Settings = current_app.extensions["crimemap.settings"]
    return sheet(_HEADER, (_cells(release, each, pages.get(each.id), settings.site_url) for each in counted))


def _cells(release: Release, each: Counted, page: Shown | None, site: str) -> list[str]:
    def one(value: object) -> str:
        return "" if value is None else safe_cell(str(value))

    project = page.project if page else None
    where = [each.partnership, name_of(release, each.partnership), each.ward, each.ward_name]
    days = [project.planned, project.started, project.ended] if project else [None] * 3
    written = [said(project.title).text, said(project.place).text] if project else [None, None]
    more = [("yes" if project.vests else "no"), project.partner, project.suggested] if project else [None] * 3
    address = f"{site}{href('project', project_id=each.id)}" if page else None
    counted = [each.year, None if each.stage is Stage.TO_COME else each.hours]
    row = [each.id, *where, *written, each.stage, *days, *counted, *more, address, LICENCE]
    return [one(value) for value in row]
