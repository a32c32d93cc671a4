"""Display mode: the deck of a meeting, for the wall of a hall, a phone or paper."""

from __future__ import annotations

from crimemap.cache import Page, cached
from crimemap.web import site
from crimemap.web.site import decks, gatherings
from crimemap.web.site.visitors import public


@public.get("/meetings/<meeting_id>/display")
@cached(written=True)
def display(meeting_id: str) -> Page:
    """The slides. While they stand open they follow this address, so that what changed or expired goes."""
    shown = decks.deck_shown(gatherings.asked(meeting_id))
    return site.page("meetings/deck.html", until=shown.until, deck=shown.deck)
