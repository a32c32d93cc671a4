"""One meeting in full: what changed since it was first said, where and when, who comes, what is on the agenda."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from crimemap import language, words
from crimemap.brief import gatherings
from crimemap.brief.decided import Told
from crimemap.editorial.meetings import Gathering, Item, Spoken
from crimemap.language import gettext as _
from crimemap.language import ngettext
from crimemap.release import Area, Release
from crimemap.team import Contact
from crimemap.web.site import payback
from crimemap.web.site.frame import href, now
from crimemap.web.site.gatherings.rows import Row, is_polices_own, row, rows, title_of
from crimemap.web.site.payback import Said
from crimemap.web.site.reaching import Reach, reach

_OTHERS: Final = 6
_SITS: Final = re.compile(
    r"\b(meetings?|forum|panel|assembly|board|committee|briefing|cyfarfod|fforwm|bwrdd|pwyllgor)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """Of an agenda: what, and for how long in words; "" where nobody said."""

    title: Said
    minutes: str


@dataclass(frozen=True, slots=True)
class Read:
    """A paper: what it is, where, and on whose site."""

    title: Said
    address: str
    site: str


@dataclass(frozen=True, slots=True)
class Take:
    """Something to take to the meeting: what, where, and in a sentence what it is for."""

    label: str
    address: str
    note: str


@dataclass(frozen=True, slots=True)
class View:
    """One meeting. `was`, `was_at`: when and where it was to be, of one that was moved.

    `lasts`: how long the whole agenda takes. `others`: the next dates of the same series; `instead`: of one that is
    cancelled, the next that takes place of the same series, or of the same body for the same area. `source`: who
    published it, and when it was last changed. `takes`: of one that is to come.
    """

    row: Row
    title: Said
    when: str
    is_over: bool
    was: str
    was_at: str
    reason: Said
    about: Said
    access: Said
    spoken: str
    areas: tuple[Area, ...]
    agenda: tuple[Line, ...]
    lasts: str
    papers: tuple[Read, ...]
    attends: tuple[str, ...]
    reaches: tuple[Reach, ...]
    source: str
    others: tuple[Row, ...]
    instead: Row | None
    takes: tuple[Take, ...]
    decided: Told | None
    it: Gathering


def view(
    release: Release, one: Gathering, others: Iterable[Gathering], recorded: datetime | None = None
) -> View:
    """All that its page says, in the language of the page.

    `others` are the meetings of the calendar; `recorded`: when what it decided was last published.
    """
    moment, others = now(), tuple(others)
    codes = one.areas or ((one.partnership,) if one.partnership else ())
    after = [each for each in gatherings.to_come(others, moment) if each.piece and each.piece == one.piece]
    return View(
        row=row(release, one),
        title=title_of(one),
        when=words.hours_said(one.start, one.end, all_day=one.all_day, year=True),
        is_over=gatherings.is_over(one, moment),
        was=words.hour_said(one.was, all_day=one.all_day, year=one.was.year != one.start.year)
        if one.was is not None
        else "",
        was_at=one.was_at,
        reason=payback.said(one.reason),
        about=payback.said(one.about),
        access=payback.said(one.access),
        spoken=_spoken(one),
        areas=tuple(area for code in codes if (area := release.area(code)) is not None),
        agenda=tuple(Line(payback.said(item.title), _minutes(item.minutes)) for item in one.agenda),
        lasts=_lasts(one.agenda),
        papers=tuple(
            Read(payback.said(paper.title), paper.address, urlsplit(paper.address).hostname or "")
            for paper in one.papers
        ),
        attends=one.attends,
        reaches=tuple(_reaches(one)),
        source=_source(one, recorded),
        others=rows(release, [each for each in after if each.id != one.id][:_OTHERS]),
        instead=_instead(release, one, gatherings.to_come(others, moment)),
        takes=tuple(_takes(release, one)) if one.takes_place and not gatherings.is_over(one, moment) else (),
        decided=Told.of(one.record, moment) if one.record is not None else None,
        it=one,
    )


def _instead(release: Release, one: Gathering, coming: Iterable[Gathering]) -> Row | None:
    """When whoever would have come to a cancelled one can come instead."""
    if one.takes_place:
        return None
    after = [
        each for each in coming if each.takes_place and each.start.astimezone(UTC) > one.start.astimezone(UTC)
    ]
    same = [each for each in after if each.piece and each.piece == one.piece]
    near = [each for each in after if each.body is one.body and each.areas == one.areas and has_slides(each)]
    found = next(iter((*same, *near)), None)
    return row(release, found) if found is not None else None


def has_slides(one: Gathering) -> bool:
    """Whether people sit before a wall there: not at a walk, nor over coffee, nor where bicycles are marked.

    An agenda says it; else nothing but the title is known, and of some of the police's own not even that.
    """
    title = f"{one.title.en} {one.title.cy}".strip()
    return bool(one.agenda) or not title or bool(_SITS.search(title))


def _takes(release: Release, one: Gathering) -> Iterator[Take]:
    """In the order in which whoever leads a meeting for the first time looks for them."""
    if has_slides(one):
        yield from _slides(one)
    area = next(
        (area for code in (*one.areas, one.partnership) if (area := release.area(code)) is not None), None
    )
    if area is not None:
        yield Take(_("A leaflet of %(place)s", place=area.name), href("leaflet", area=area), "")


def _slides(one: Gathering) -> Iterator[Take]:
    found = (
        ("display", _("Show on the wall"), _("The agenda and the latest figures as slides.")),
        (
            "pack",
            _("Take it along in one file"),
            _("Slides, map and a form for decisions; works without the internet."),
        ),
        ("deck_pdf", _("The slides on paper (PDF)"), ""),
        ("decisions_pdf", _("A paper form for decisions (PDF)"), ""),
    )
    for endpoint, label, note in found:
        yield Take(label, href(endpoint, meeting_id=one.id), note)


def _reaches(one: Gathering) -> Iterator[Reach]:
    for kind, value in (("telephone", one.telephone), ("email", one.email)):
        if value:
            yield reach(Contact(kind, value))


def _spoken(one: Gathering) -> str:
    """The police do not say in which language their meetings are held."""
    if is_polices_own(one):
        return ""
    return {Spoken.ENGLISH: _("English"), Spoken.WELSH: _("Welsh"), Spoken.BOTH: _("English and Welsh")}[
        one.spoken
    ]


def _minutes(minutes: int | None) -> str:
    return ngettext("%(num)s minute", "%(num)s minutes", minutes) if minutes else ""


def _lasts(agenda: Iterable[Item]) -> str:
    """Only where every line says how long it takes."""
    minutes = [item.minutes for item in agenda]
    known = [each for each in minutes if each is not None]
    return _minutes(sum(known)) if known and len(known) == len(minutes) else ""


def _source(one: Gathering, recorded: datetime | None) -> str:
    day = language.day(one.changed_at.date())
    if is_polices_own(one):
        said = _("As the police published it on %(day)s.", day=day)
    else:
        said = _("Published here; the announcement last changed on %(day)s.", day=day)
    if one.record is None or recorded is None:
        return said
    came = language.day(recorded.astimezone(one.start.tzinfo).date())
    return _("%(said)s What it decided was published on %(day)s.", said=said, day=came)
