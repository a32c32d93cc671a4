"""Twenty-four Community Payback projects through the real calls, with pictures that were drawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

import shapely

from crimemap.demo.newsroom import works
from crimemap.demo.newsroom.press import Press
from crimemap.demo.newsroom.scenes import drawn
from crimemap.demo.newsroom.works import Two, Work
from crimemap.editorial import pictures
from crimemap.editorial.payback import Photo, Project, Role, Stage, photographs
from crimemap.editorial.pieces import Kind, Piece
from crimemap.editorial.publishing import save
from crimemap.release import Release

_SHOWN: Final = timedelta(days=3 * 365)
_DECIDED: Final = {Stage.TO_COME: 4, Stage.RUNNING: 2}
"""Days before the demonstration on which what is not over was approved last; what is over, a week after it ended."""


def work(press: Press, release: Release, made: dict[str, str]) -> None:
    """Every project; `made` gets its id by its English title."""
    for each in sorted(works.EVERY, key=lambda one: (-one.ago, one.title)):
        piece = _drafted(press, release, each)
        ago = _DECIDED.get(each.stage, max(each.ago - 7, 1))
        press.hand_in(piece, ago + 1)
        ids = list(photographs.of(press.session, piece))
        photographs.confirm(press.session, press.approver, piece, ids, now=press.at(ago, 9, 30))
        press.approve(piece, ago)
        made[each.title[0]] = piece.id


def _drafted(press: Press, release: Release, each: Work) -> Piece:
    ago = _DECIDED.get(each.stage, max(each.ago - 7, 1)) + 1
    content = _content(press, release, each)
    piece = press.draft(Kind.PROJECT, each.partnership, content, ago, each.title)
    photos = tuple(_pictured(press, piece, each, ago))
    if photos:
        content = content.model_copy(update={"photos": photos})
        now = press.at(ago, 15, 10)
        save(press.session, press.author, piece.id, content, version=piece.version, now=now)
    return piece


def _pictured(press: Press, piece: Piece, each: Work, ago: int) -> Iterator[Photo]:
    """The place before the work, where there is one to see, and after it."""
    for role, alt in ((Role.BEFORE, each.before), (Role.AFTER, each.after)):
        if not alt[0]:
            continue
        png = drawn(each.scene, f"{press.seed} {each.title[0]}", after=role is Role.AFTER)
        kept = photographs.keep(
            press.session, press.author, piece, pictures.clean(png), now=press.at(ago, 15, 5)
        )
        if kept is not None:
            yield Photo(id=kept, role=role, alt_en=_drawing(alt)[0], alt_cy=_drawing(alt)[1])


def _drawing(alt: Two) -> Two:
    """Nobody takes a drawing for a photograph."""
    return f"Drawing, invented. {alt[0]}", f"Llun wedi'i ddychmygu. {alt[1]}" if alt[1] else ""


def _content(press: Press, release: Release, each: Work) -> Project:
    said: dict[str, Any] = {}
    for name in ("title", "place", "what", "why", "measure"):
        said[f"{name}_en"], said[f"{name}_cy"] = getattr(each, name)
    point = _point(release, each.known_as, each.partnership) if each.known_as else None
    over = each.stage is Stage.DONE
    day = press.day(each.ago)
    return Project(
        **said,
        stage=each.stage, ward=each.ward[0], ward_name=each.ward[1], partner=each.partner, suggested=each.suggested,
        lon=point[0] if point else None, lat=point[1] if point else None,
        planned=day if each.stage is Stage.TO_COME else None,
        started=day - timedelta(days=each.days) if over else day if each.stage is Stage.RUNNING else None,
        ended=day if over else None,
        hours=each.hours if each.stage is not Stage.TO_COME else None,
        vests=each.vests, until=press.today + _SHOWN,
    )  # fmt: skip


def _point(release: Release, name: str, partnership: str) -> tuple[float, float] | None:
    """Where a public place is: a park, a water or a station by its name, on the county's own map."""
    area = release.area(partnership)
    if area is None or area.bounds is None:
        return None
    shape = next((one.shape for one in release.background(area.bounds) if one.name == name), None)
    if shape is None:
        return None
    # The middle of a brook, a point inside a park, the station itself.
    if isinstance(shape, shapely.LineString):
        shape = shape.interpolate(0.5, normalized=True)
    point = shapely.point_on_surface(shape)
    return round(float(shapely.get_x(point)), 5), round(float(shapely.get_y(point)), 5)
