"""A meeting as a line of a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from crimemap import words
from crimemap.brief import gatherings, standing
from crimemap.brief.decided import Told
from crimemap.editorial.meetings import Body, Gathering, Published, Record
from crimemap.language import gettext as _
from crimemap.language import ngettext
from crimemap.release import Release
from crimemap.web.site import payback
from crimemap.web.site.frame import now
from crimemap.web.site.named import name_of
from crimemap.web.site.payback import Said


@dataclass(frozen=True, slots=True)
class Row:
    """One line. `clocks`: which of two hours is meant, on the night on which the clocks go back.

    `areas`: names of those that it is for; of one for a whole partnership, that. `where_from`: that of the one area
    that it is for, where its own title does not say it: a list of ten "Neighbourhood meetings" tells nothing.
    `standing`: that it is cancelled or moved, and from when or to where, "" of one that takes place as it was first
    said; `decided`: what came of it, "" where nothing is published.
    """

    id: str
    title: Said
    when: str
    clocks: str
    place: str
    held_by: str
    areas: tuple[str, ...]
    where_from: str
    standing: str
    decided: str
    it: Gathering

    @property
    def takes_place(self) -> bool:
        """Whether anybody should come."""
        return self.it.takes_place


@dataclass(frozen=True, slots=True)
class Missed:
    """What stands where the next meeting stands, to whoever waits for one that was cancelled or moved."""

    id: str
    told: str
    reason: Said


_MISSED: Final = 2
"""The rest is in the list of meetings: a first screen has no room for a month of them. [choose]"""


def missed(found: Iterable[Gathering]) -> tuple[Missed, ...]:
    """Those before the next one that takes place."""
    before = gatherings.missed(found, now())[:_MISSED]
    return tuple(Missed(one.id, standing.missed(one), payback.said(one.reason)) for one in before)


def rows(release: Release, found: Iterable[Gathering]) -> tuple[Row, ...]:
    """Lines in the order in which they come."""
    return tuple(row(release, each) for each in found)


def row(release: Release, one: Gathering) -> Row:
    """One of them."""
    codes = one.areas or ((one.partnership,) if one.partnership else ())
    title, areas = title_of(one), tuple(name_of(release, code) for code in codes)
    return Row(
        id=one.id,
        title=title,
        when=words.hours_said(one.start, one.end, all_day=one.all_day),
        clocks="" if one.all_day else words.clocks_change(one.start),
        place=one.place,
        held_by=held_by(one),
        areas=areas,
        where_from=areas[0] if len(one.areas) == 1 and areas[0] not in title.text else "",
        standing=standing.short(one),
        decided=decided(one.record) if one.record is not None else "",
        it=one,
    )


def title_of(one: Gathering) -> Said:
    """Its title; one that the police gave none is a meeting all the same."""
    return payback.said(one.title) if one.title else Said(_("Meeting"), None)


def held_by(one: Gathering) -> str:
    """Who holds it: the organiser by name, else what kind of body it is."""
    return one.organiser or body_name(one.body)


def bodies() -> dict[Body, str]:
    """The kinds of body, in the order of a form."""
    return {body: body_name(body) for body in Body}


def body_name(body: Body) -> str:
    """What a kind of body is called."""
    return {
        Body.POLICE: _("Police"),
        Body.COUNCIL: _("Council"),
        Body.HOUSING: _("Housing"),
        Body.BOARD: _("Partnership board"),
        Body.OTHER: _("Another body"),
    }[body]


def decided(record: Record) -> str:
    """How much was decided and how it stands: "3 decisions: 1 kept, 1 under way, 1 late."."""
    told = Told.of(record, now())
    if not told.lines:
        return _("No decision was taken.")
    many = ngettext("%(num)s decision", "%(num)s decisions", len(told.lines))
    return _("%(many)s: %(tally)s", many=many, tally=told.tally) if told.tally else f"{many}."


def is_polices_own(one: Gathering) -> bool:
    """Whether only the police publish it."""
    return one.published is Published.POLICE
