"""The page of one project."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from crimemap.editorial.payback import Shown, Stage
from crimemap.editorial.payback.told import stage_name
from crimemap.release import Release
from crimemap.web.site.named import name_of
from crimemap.web.site.payback.placed import place_map
from crimemap.web.site.payback.words import (
    hours,
    pictures,
    public_picture,
    said,
    suggested_by,
    ward_name,
    when,
)


def page_of(
    release: Release, each: Shown, *, picture: Callable[[str], str] = public_picture
) -> dict[str, Any]:
    """What the page of a project shows; the newsroom's preview is made of the same, with files from elsewhere."""
    project = each.project
    ward = release.area(each.ward)
    return {
        "project": project,
        "id": each.id,
        "title": said(project.title),
        "place": said(project.place),
        "ward": ward,
        "ward_name": ward_name(release, each.ward, project.ward_name),
        "partnership": release.area(each.partnership),
        "partnership_name": name_of(release, each.partnership),
        "stage": stage_name(each.stage),
        "when": when(each.stage, project),
        "hours": hours(each),
        "what": said(project.said("what")),
        "why": said(project.said("why")),
        "measure": said(project.said("measure")) if project.is_over else None,
        "stopped": said(project.said("stopped")) if each.stage is Stage.STOPPED else None,
        "unpictured": said(project.said("unpictured")) if each.stage is Stage.DONE else None,
        "suggested": suggested_by(project.suggested) if project.suggested else "",
        "pictures": pictures(each, picture),
        "map": place_map(release, each),
        "shown_until": project.until,
    }
