"""One meeting in full: what changed since it was first said, where and when, who comes, what is on the agenda."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from crimemap import language, words
from crimemap.brief import gatherings, standing
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
class Before:
    """A meeting that decided something, and its day in words."""

    id: str
    day: str


@dataclass(frozen=True, slots=True)
class View:
    """One meeting. `changed`: that it is cancelled or was moved, `was`: when and where it was to be.

    `lasts`: how long the whole agenda takes. `others`: the next dates of the same series; `instead`: of one that is
    cancelled or over, the next that takes place of the same series, or of the same body for the same area; `before`:
    of one that is to come, the last of those that was held and decided anything. `source`: who published it, and when
    it was last changed. `takes`: of one that is to come, for whoever leads it; `about_here`: for residents.
    """

    row: Row
    title: Said
    when: str
    is_over: bool
    changed: str
    was: str
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
    before: Before | None
    takes: tuple[Take, ...]
    about_here: tuple[Take, ...]
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
    waits = one.takes_place and not gatherings.is_over(one, moment)
    return View(
        row=row(release, one),
        title=title_of(one),
        when=words.hours_said(one.start, one.end, all_day=one.all_day, year=True),
        is_over=gatherings.is_over(one, moment),
        changed=standing.said(one),
        was=standing.was(one),
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
        instead=_instead(release, one, others, moment),
        before=_before(one, others, moment),
        takes=tuple(_slides(one)) if waits and has_slides(one) else (),
        about_here=tuple(_about_here(release, one)) if waits else (),
        decided=Told.of(one.record, moment) if one.record is not None else None,
        it=one,
    )


def _instead(release: Release, one: Gathering, others: Sequence[Gathering], moment: datetime) -> Row | None:
    """When whoever would have come to a cancelled one, or came to one that is over, can come next."""
    if one.takes_place and not gatherings.is_over(one, moment):
        return None
    after = [
        each
        for each in gatherings.to_come(others, moment)
        if each.takes_place
        and each.start.astimezone(UTC) > one.start.astimezone(UTC)
        and (has_slides(each) or (each.piece and each.piece == one.piece))
    ]
    found = next(_alike(one, after), None)
    return row(release, found) if found is not None else None


def _before(one: Gathering, others: Sequence[Gathering], moment: datetime) -> Before | None:
    """What the first line of many an agenda asks for: what the last meeting decided."""
    if gatherings.is_over(one, moment):
        return None
    decided = [
        each for each in gatherings.held(others, moment) if each.record is not None and each.record.decisions
    ]
    found = next(_alike(one, decided), None)
    if found is None:
        return None
    day = found.start.date()
    return Before(found.id, language.weekday(day) if day.year == one.start.year else language.day(day))


def _alike(one: Gathering, others: Sequence[Gathering]) -> Iterator[Gathering]:
    """Those of its series, then those at which the same body sits with the same people."""
    yield from (each for each in others if each.piece and each.piece == one.piece)
    yield from (each for each in others if each.body is one.body and _whose(each) == _whose(one))


def _whose(one: Gathering) -> tuple[str, ...]:
    return tuple(sorted(one.areas)) or (one.partnership,)


def has_slides(one: Gathering) -> bool:
    """Whether people sit before a wall there: not at a walk, nor over coffee, nor where bicycles are marked.

    An agenda says it; else nothing but the title is known, and of some of the police's own not even that.
    """
    title = f"{one.title.en} {one.title.cy}".strip()
    return bool(one.agenda) or not title or bool(_SITS.search(title))


def _about_here(release: Release, one: Gathering) -> Iterator[Take]:
    """What residents may take home: of the first area that it is for."""
    area = next(
        (area for code in (*one.areas, one.partnership) if (area := release.area(code)) is not None), None
    )
    if area is not None:
        yield Take(_("A leaflet of %(place)s", place=area.name), href("leaflet", area=area), "")
        yield Take(
            _("A letter about %(place)s, once a month", place=area.name), href("alerts", area=area), ""
        )
        yield Take(_("A calendar of every meeting here (.ics)"), href("area_ics", area=area), "")


def _slides(one: Gathering) -> Iterator[Take]:
    """In the order in which whoever leads a meeting for the first time looks for them."""
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
