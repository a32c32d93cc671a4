"""What a project is in words: its stage, days, hours, texts in the language of the page, and its photographs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from werkzeug.routing import BuildError

from crimemap import language
from crimemap.editorial.database import Bilingual
from crimemap.editorial.payback import Project, Role, Shown, Stage, Suggested
from crimemap.language import gettext as _
from crimemap.language import ngettext
from crimemap.release import Release
from crimemap.web.site.frame import href


@dataclass(frozen=True, slots=True)
class Said:
    """A written text in the language of the page, or in the only one there is: then `lang` says which."""

    text: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph of a page: its addresses, its size, and what it shows."""

    large: str
    small: str
    width: int
    height: int
    alt: Said
    caption: str


def public_picture(name: str) -> str:
    """The address at which visitors get a file of a photograph."""
    return href("payback_picture", name=name)


def suggested_by(suggested: Suggested) -> str:
    """Who proposed the work."""
    return {
        Suggested.RESIDENTS: _("Residents"),
        Suggested.COUNCIL: _("The council"),
        Suggested.POLICE: _("The police"),
        Suggested.CHARITY: _("A charity or a community group"),
        Suggested.PROBATION: _("The probation service"),
    }[suggested]


def said(text: Bilingual) -> Said:
    """In the language of the page where it is written in it."""
    here = language.current()
    return Said(text.said(here), text.in_other(here))


def ward_name(release: Release, code: str, written: str) -> str:
    """As the release names it; as it was named when the project was written, where the release has no such area."""
    area = release.area(code)
    return area.name if area else written or code


def when(stage: Stage, project: Project) -> str:
    """The days of a project in words."""
    if stage is Stage.TO_COME:
        return _("Planned to begin on %(day)s", day=_day(project.planned))
    if stage is Stage.RUNNING:
        return _("Since %(day)s", day=_day(project.started))
    if stage is Stage.STOPPED:
        return _("Stopped on %(day)s", day=_day(project.ended))
    if project.started is None or project.started == project.ended:
        return _("Done on %(day)s", day=_day(project.ended))
    return _("%(first)s to %(last)s", first=_day(project.started), last=_day(project.ended))


def _day(value: date | None) -> str:
    """… in the preview of a draft: what is public has its days."""
    return language.day(value) if value else "…"


def hours(each: Shown) -> str:
    """Hours in words: of a project that ended, or so far; "" where it has not begun."""
    if each.stage is Stage.TO_COME or (each.stage is Stage.RUNNING and each.project.hours is None):
        return ""
    told = ngettext("%(num)s hour", "%(num)s hours", each.hours)
    return _("%(hours)s so far", hours=told) if each.stage is Stage.RUNNING else told


def pictures(each: Shown, address: Callable[[str], str]) -> tuple[Picture, ...]:
    """Before, at work, after: those there are."""
    return tuple(found for role in Role if (found := picture_of(each, role, address)) is not None)


def picture_of(each: Shown, role: Role, address: Callable[[str], str] = public_picture) -> Picture | None:
    """The photograph of a role, its files at `address`."""
    photo = each.project.photo(role)
    if photo is None:
        return None
    width, height = each.size(role)
    captions = {Role.BEFORE: _("Before"), Role.WORK: _("At work"), Role.AFTER: _("After")}
    return Picture(
        large=address(photo.id),
        small=address(f"{photo.id}-640"),
        width=width,
        height=height,
        alt=said(photo.alt),
        caption=captions[role],
    )


def address_if_known(endpoint: str) -> str | None:
    """The address of a page that another part of the site may have."""
    try:
        return href(endpoint)
    except BuildError:
        return None
