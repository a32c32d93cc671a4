"""A leaflet of one area: the blocks that were chosen, in their order, and what every sheet has to say of itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final
from urllib.parse import quote, urlsplit

from crimemap import language, words
from crimemap.alphabet import lacking
from crimemap.brief import Brief, gatherings
from crimemap.editorial.meetings import Gathering
from crimemap.editorial.payback.listing import Shown as Project
from crimemap.editorial.payback.project import Stage
from crimemap.language import gettext as _
from crimemap.leaflets import blocks, people, promised
from crimemap.leaflets.choice import LONGEST_DAYS, Block, Choice, usual
from crimemap.leaflets.content import Bound, Leaflet, Part, Text
from crimemap.leaflets.references import reference
from crimemap.leaflets.texts import bilingual, linked, text
from crimemap.maps import texts as map_texts
from crimemap.words.sentence import name

LEAST: Final = timedelta(days=7)
"""What ends sooner is left off the paper, so that it cannot shorten the display of the rest. [choose]"""

_WELSH: Final = "/cy"
_DIALLED: Final = re.compile(r"\d{3}")
"""What is dialled has figures; a mail address has none, or few."""


def leaflet_of(
    told: Brief, choice: Choice | None = None, *, now: datetime, site: str, contact: str = ""
) -> Leaflet:
    """The leaflet of the brief's area at `now` (aware, in the site's zone).

    `site`: the public address without a slash at its end; `contact`: whom to ask where the choice names nobody. The
    brief must have been made with the same `now`, since its calendar is read.
    """
    return _Composer(told, choice or usual(), now, site, contact).leaflet()


class _Composer:
    """What the blocks share: the moment, the meeting, the projects named, the addresses."""

    def __init__(self, told: Brief, choice: Choice, now: datetime, site: str, contact: str) -> None:
        self.told, self.choice, self.now, self.contact = told, choice, now, contact
        self.today = now.date()
        self.site = site + (_WELSH if language.current() == "cy" else "")
        self.least = now + LEAST
        self.gathering, self.missed = _meetings(told, choice, now)
        self.projects = tuple(self._projects())

    def leaflet(self) -> Leaflet:
        told, choice = self.told, self.choice
        parts = tuple(part for block in choice.shown if (part := self._part(block)) is not None)
        link = f"{self.site}/areas/{quote(told.area.code)}"
        named = reference(told.release, told.area, self.today, choice.edition)
        until, bound = self._until()
        made = Leaflet(
            choice=choice,
            lang=language.current(),
            title=_("%(place)s: leaflet %(reference)s", place=told.area.name, reference=named),
            service=_("Local crime and justice"),
            partnership=self._brand(),
            stamp=_("Invented / Dychmygol") if told.invented else "",
            place=told.area.name,
            lead=told.lead,
            beside=blocks.beside(told),
            parts=parts,
            address=printed(link),
            link=link,
            closing=tuple(self._closing()),
            small=tuple(self._small(until, named)),
            reference=named,
            made=self.today,
            until=until,
            bound=bound,
            ends=self._ends(),
        )
        return (
            replace(made, small=(*made.small, _unprinted())) if lacking(" ".join(made.sentences())) else made
        )

    def _part(self, block: Block) -> Part | None:
        told, short = self.told, self.choice.is_short
        made: dict[Block, Callable[[], Part | None]] = {
            Block.CONTACT: self._contact,
            Block.MEETING: lambda: people.meeting(told, self.gathering, self.missed),
            Block.MESSAGE: lambda: blocks.message(self.choice, self._brand()),
            Block.MAP: lambda: blocks.drawn(told, short=short),
            Block.DONE: lambda: promised.done(told, self.choice, self.now),
            Block.OUTCOMES: lambda: blocks.outcomes(told),
            Block.PAYBACK: self._payback,
            Block.FIGURES: lambda: blocks.figures(told),
            Block.CONFIDENCE: lambda: blocks.confidence(told, short=short),
            Block.NOMINATE: self._nominate,
            Block.REPORT: lambda: blocks.report(short=short),
        }
        return made[block]()

    def _contact(self) -> Part:
        """On a poster, which has no block of its own for it, with where to report."""
        found = people.contact(self.told, self.today, short=self.choice.is_short)
        return replace(found, texts=(*found.texts, blocks.emergency())) if self.choice.is_poster else found

    def _payback(self) -> Part:
        link = self._nomination()
        suggest = None if Block.NOMINATE in self.choice.shown else (printed(link), link)
        return blocks.payback(self.told, self.projects, suggest)

    def _nomination(self) -> str:
        return f"{self.site}/payback/nominate"

    def _nominate(self) -> Part:
        link = self._nomination()
        return blocks.nominate(self.told, printed(link), link, self.now, self.least)

    def _brand(self) -> Text | None:
        brand = self.told.written.brand
        return bilingual(brand.name) if brand is not None else None

    def _projects(self) -> Iterator[Project]:
        """Finished work that stays public long enough to be named on paper."""
        if Block.PAYBACK not in self.choice.shown:
            return
        found, _whose = self.told.work
        done = [one for one in found.done if one.stage is Stage.DONE]
        yield from [one for one in done if one.until is None or one.until >= self.least][: blocks.MOST]

    # --- how long it may hang ---------------------------------------------------------------------------------

    def _until(self) -> tuple[date, Bound]:
        """The last day of display (rule C14): of the meeting, 28 days, what was chosen, or what ends on it first."""
        last, bound = min(self._bounds(), key=lambda found: found[0])
        return max(last, self.today), bound

    def _bounds(self) -> Iterator[tuple[date, Bound]]:
        if self.choice.until is not None:
            yield self.choice.until, Bound.CHOSEN
        yield self.today + timedelta(days=LONGEST_DAYS), Bound.LONGEST
        if self.gathering is not None and Block.MEETING in self.choice.shown:
            yield self.gathering.start.date(), Bound.MEETING
        for one in self.projects:
            if one.until is not None:
                yield self._day_before(one.until), Bound.PROJECT
        if Block.NOMINATE in self.choice.shown:
            closing = [say.closes_at for say in self.told.written.says if say.closes_at >= self.least]
            for instant in closing[:1]:
                yield self._day_before(instant), Bound.SAY

    def _day_before(self, end: datetime) -> date:
        """The last day that is over before `end`: at an end in the middle of a day the sheet is down already."""
        here = end.astimezone(self.now.tzinfo)
        return (here - timedelta(days=1)).date()

    def _ends(self) -> datetime:
        """When another leaflet is made of it: at midnight, since it carries its day, or when what it says changes."""
        midnight = datetime.combine(self.today + timedelta(days=1), time(), self.now.tzinfo)
        known = [midnight, self.told.written.until, gatherings.next_change(self.told.gatherings, self.now)]
        return min(instant for instant in known if instant is not None)

    # --- at its end -------------------------------------------------------------------------------------------

    def _closing(self) -> Iterator[Text]:
        """What the address leads to, and the leaflet in other formats (row 56)."""
        yield text(_("Every figure, how it is made, and who is doing what."))
        link = f"{self.site}/leaflets/{quote(self.told.area.code)}"
        here = (printed(link), link)
        ask = _("On screen, or read aloud:") if self.choice.large else _("In large print, or read aloud:")
        whom = self.choice.formats or self.contact
        phone = people.telephone(self.told.crew.team)
        yield linked(here, ask, name(here[0]))
        if phone and not _DIALLED.search(whom):
            yield text(_("No internet? Ask your team: *%(phone)s*.", phone=name(phone)))
        if whom:
            yield text(_("In another format: %(contact)s.", contact=name(whom)))

    def _small(self, until: date, named: str) -> Iterator[str]:
        """How long it hangs, and what it is called; whose figures; what is missing from them."""
        told = self.told
        days = {"until": language.day(until), "made": language.day(self.today)}
        yield _("Display until %(until)s. Leaflet %(reference)s of %(made)s.", **days, reference=named)
        yield " ".join(
            (
                *self._sources(),
                _("Official statistics, not accredited."),
                words.freshness(told.quality.freshness),
                _("Release %(id)s.", id=told.release.id),
            )
        )
        if gaps := self._gaps():
            yield gaps

    def _gaps(self) -> str:
        """Of the two years that are compared on it, where its first sentence has not said so."""
        quality, first = self.told.quality, self.told.period.before().first
        if not any(month >= first for month in (*quality.missing, *quality.partial)):
            return ""
        said = str(words.coverage(quality)[0])
        return "" if said in str(self.told.lead) else said

    def _sources(self) -> Sequence[str]:
        """Whose figures, and whose background where there is a map (rule A10)."""
        told = self.told
        if told.sheet is not None and Block.MAP in self.choice.shown:
            return map_texts.source_lines(told.release, told.sheet)
        force = told.quality.force or told.year.now.source
        return (_("Figures: %(force)s, Open Government Licence v3.0.", force=force),)


def _unprinted() -> str:
    """Of names that others published: whoever types such a letter in the newsroom is told before."""
    return _("Each ? stands on paper for a letter that cannot be printed: the page at the address has it.")


def printed(link: str) -> str:
    """An address as people type it: without https:// and www."""
    parts = urlsplit(link)
    return f"{parts.netloc.removeprefix('www.')}{parts.path}"


def _meetings(told: Brief, choice: Choice, now: datetime) -> tuple[Gathering | None, Gathering | None]:
    """The meeting to announce, and an earlier one that people may have heard of: cancelled, or moved to a later day."""
    coming = gatherings.to_come(told.gatherings, now)
    chosen = next((one for one in coming if one.id == choice.meeting and one.takes_place), None)
    found = chosen or gatherings.next_of(coming, now)
    return found, next(iter(gatherings.missed(coming, now, found)), None)
