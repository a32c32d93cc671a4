"""The presenter's window: notes, the clock and what comes next, in step with the deck on the wall."""

from __future__ import annotations

from crimemap.cache import Page
from crimemap.editorial.meetings import shelf
from crimemap.editorial.people import Role
from crimemap.language import gettext as _
from crimemap.web import site
from crimemap.web.newsroom.blueprint import allows, newsroom
from crimemap.web.newsroom.records import known
from crimemap.web.site import decks


@newsroom.get("/meetings/<meeting>/presenter")
@allows(Role.AUTHOR, Role.APPROVER)
def presenter(meeting: str) -> Page:
    """For those alone who work for its partnership: what it says stands in no page or file for visitors."""
    gathering = known(meeting)
    if gathering is None:
        raise site.NoFigures(_("There is no meeting at this address."))
    site.person().must_work_for(gathering.partnership)
    if gathering.id != meeting:
        return site.see_other(site.newsroom_href("presenter", meeting=gathering.id))
    notes = shelf.notes(site.session(), gathering.piece) if gathering.piece else ()
    return site.page(
        "newsroom/meetings/presenter.html",
        deck=decks.deck_shown(gathering).deck,
        notes={note.slide: note.said for note in notes if note.said.strip()},
        piece=gathering.piece,
        noindex=True,
    )
