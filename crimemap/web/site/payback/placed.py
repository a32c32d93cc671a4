"""Where projects are: numbered squares on the map of a partnership, one on the map of its ward."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from crimemap import brief, maps
from crimemap.editorial.payback import Shown, Stage
from crimemap.language import gettext as _
from crimemap.release import Area, Release
from crimemap.web.site.payback.words import said

LOOKS: Final[dict[Stage, maps.Look]] = {
    Stage.DONE: "solid",
    Stage.STOPPED: "solid",
    Stage.RUNNING: "open",
    Stage.TO_COME: "dashed",
}


def spot_of(release: Release, label: str, each: Shown) -> maps.Spot | None:
    """Where it stands on a map: at its own point, else in the middle of its ward; None where neither is known."""
    project = each.project
    if project.lon is not None and project.lat is not None:
        return maps.Spot(label, project.lon, project.lat, LOOKS[each.stage])
    ward = release.area(each.ward)
    if ward is None or ward.centre is None:
        return None
    return maps.Spot(label, *ward.centre, LOOKS[each.stage])


def map_of(
    release: Release,
    area: Area,
    spots: Sequence[maps.Spot],
    size: str,
    told: tuple[str, str],
    *,
    prefix: str,
    beside: str = "",
) -> Markup:
    """The map of `area` with its squares."""
    drawn = maps.projects_svg(
        release, area, spots, "wide" if size == "wide" else "phone", told=told, prefix=prefix,
        invented=brief.is_invented(release), beside=beside,
    )  # fmt: skip
    return Markup(drawn)  # noqa: S704  # maps escapes every name that it draws


def place_map(release: Release, each: Shown) -> Markup | None:
    """The project's place on a map of its ward; None where the release has no boundary of it."""
    ward = release.area(each.ward)
    spot = spot_of(release, "", each)
    if ward is None or ward.bounds is None or spot is None:
        return None
    told = (
        _("%(place)s in %(ward)s", place=said(each.project.place).text, ward=ward.name),
        _("The square stands at the place of the project.")
        if each.project.lon is not None
        else _("The square stands in the middle of the ward."),
    )
    return map_of(release, ward, [spot], "phone", told, prefix="place")


def mark(look: maps.Look, label: str = "") -> Markup:
    """A square as it stands on the map."""
    return Markup(maps.spot_mark(look, label))  # noqa: S704  # maps escapes the label


def legend() -> tuple[tuple[Markup, str], ...]:
    """What the squares mean."""
    return (
        (mark("solid"), _("Done, or stopped")),
        (mark("open"), _("Running")),
        (mark("dashed"), _("To come")),
    )
