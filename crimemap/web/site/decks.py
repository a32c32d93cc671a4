"""The deck of a meeting as it is now, for every page that shows it: the wall, the file taken along, the presenter's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from crimemap import deck
from crimemap.deck import Deck
from crimemap.editorial.meetings import Gathering
from crimemap.language import gettext as _
from crimemap.settings import Settings
from crimemap.web.site import doing, surveyed, timetable
from crimemap.web.site.briefs import brief_now
from crimemap.web.site.frame import current_release, href, now
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
    told = brief_now(release, area)
    settings: Settings = current_app.extensions["crimemap.settings"]
    page, nominate = (
        f"{settings.site_url}{path}".partition("://")[2]
        for path in (href("meeting", meeting_id=gathering.id), href("nominate"))
    )
    made = deck.deck_of(told, gathering, now(), told.gatherings, page=page, nominate=nominate)
    return ShownDeck(
        made, doing.earliest(made.until, told.written.until, surveyed.until(), timetable.until())
    )
