"""The deck of a meeting as it is now, for every page that shows it: the wall, the file taken along, the presenter's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crimemap import brief, deck
from crimemap.brief.gatherings import joined
from crimemap.deck import Deck
from crimemap.editorial.meetings import Gathering
from crimemap.language import gettext as _
from crimemap.web.site import doing, surveyed, timetable
from crimemap.web.site.frame import current_release, now, published
from crimemap.web.site.served import NoFigures


@dataclass(frozen=True, slots=True)
class ShownDeck:
    """A deck, and when the clock alone makes another page of it."""

    deck: Deck
    until: datetime | None


def deck_shown(gathering: Gathering) -> ShownDeck:
    """The deck of `gathering` from what is published now. Raises NoFigures where the release has no such area."""
    release = current_release()
    area = deck.area_of(release, gathering)
    if area is None:
        raise NoFigures(_("There are no figures for the place of this meeting."))
    written = doing.written_of(release, area)
    told = brief.brief_of(release, area, published(release), written, surveyed.book())
    told = timetable.with_next(told)
    moment = now()
    made = deck.deck_of(told, gathering, moment, joined(release, written, now=moment, area=area))
    return ShownDeck(made, doing.earliest(made.until, written.until, surveyed.until(), timetable.until()))
