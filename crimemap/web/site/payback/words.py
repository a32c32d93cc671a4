"""What a project is in words: its stage, days, hours, texts in the language of the page, and its photographs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from werkzeug.routing import BuildError

from crimemap import language
from crimemap.editorial.database import Bilingual
from crimemap.editorial.payback import Project, Role, Shown, Stage, Suggested, Totals
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


def stage_name(stage: Stage) -> str:
    """In one or two words."""
    return {
        Stage.RUNNING: _("Running"),
        Stage.TO_COME: _("To come"),
        Stage.DONE: _("Done"),
        Stage.STOPPED: _("Stopped"),
    }[stage]


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
    used = text.language_said(here)
    return Said(text.said(here), None if used == here else used)


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


def lead_of(totals: Totals) -> str:
    """What was done, in one or two sentences; nothing is left out that is under way."""
    if not totals:
        return ""
    done = ngettext("%(num)s project is over", "%(num)s projects are over", totals.over)
    worked = ngettext("%(num)s hour of unpaid work", "%(num)s hours of unpaid work", totals.hours)
    first = _("%(done)s: %(worked)s.", done=done, worked=worked) if totals.over else ""
    return " ".join(text for text in (first, under_way(totals)) if text)


def under_way(totals: Totals) -> str:
    """How many are running and to come, in a sentence; "" where none is."""
    found = [
        ngettext("%(num)s is running", "%(num)s are running", totals.running) if totals.running else "",
        ngettext("%(num)s is to come", "%(num)s are to come", totals.to_come) if totals.to_come else "",
    ]
    told = language.listed([text for text in found if text])
    return f"{told}." if told else ""


def address_if_known(endpoint: str) -> str | None:
    """The address of a page that another part of the site may have."""
    try:
        return href(endpoint)
    except BuildError:
        return None
