"""Which meetings there are, for a request: of the installation, of an area, of one address."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import werkzeug.exceptions
from flask import abort, current_app, g, request
from sqlalchemy.orm import Session

from crimemap import brief
from crimemap.brief import gatherings
from crimemap.cache import PageCache
from crimemap.editorial import pieces
from crimemap.editorial.faults import Unavailable
from crimemap.editorial.meetings import Gathering, shelf
from crimemap.editorial.summary import Written
from crimemap.language import gettext as _
from crimemap.release import Area, Release
from crimemap.web.site import doing, written
from crimemap.web.site.frame import adapter, now, see_other
from crimemap.web.site.served import NoFigures


def known(release: Release, area: Area | None) -> Written:
    """What people wrote of an area, or of all: whether it is available says whether meetings may be wanting."""
    return doing.written_of_all(release) if area is None else doing.written_of(release, area)


def of_all(release: Release) -> tuple[Gathering, ...]:
    """The calendar of the installation, by start. For views that are `@cached(written=True)`."""
    return gatherings.joined(release, known(release, None), now=now())


def of_area(release: Release, area: Area) -> tuple[Gathering, ...]:
    """That of an area: its own meetings and those of all of its partnership."""
    return gatherings.joined(release, known(release, area), now=now(), area=area)


def until(release: Release, area: Area | None, found: Iterable[Gathering]) -> datetime | None:
    """When the clock alone changes what a page that shows these meetings says."""
    return doing.earliest(known(release, area).until, gatherings.next_change(found, now()))


def certain(release: Release, area: Area | None) -> tuple[Gathering, ...]:
    """The same for a file that is followed: what is wanting in it is taken for gone.

    Raises Unavailable where what people wrote cannot be read.
    """
    if not known(release, area).available:
        raise Unavailable(_("Meetings cannot be reached right now."))
    return of_all(release) if area is None else of_area(release, area)


def stamped(release: Release, name: str) -> str:
    """The name of a file, which says of invented places that they are."""
    stamp = _("Invented / Dychmygol")
    return f"{name} ({stamp})" if brief.is_invented(release) else name


def asked(meeting_id: str) -> Gathering:
    """The meeting of an address with `meeting_id` in it, for a view on `public`.

    Raises NoFigures (404) where there is none, Gone (410) where there was one, Unavailable (503) where what people
    wrote cannot be read. An address of the police's own leads to the newsroom's where that took its place.
    """
    release: Release = g.release
    told = known(release, None)
    found = gatherings.one(release, told, now=now(), meeting=meeting_id)
    if found is None and not told.available:
        raise Unavailable(_("Meetings cannot be reached right now."))
    if found is None:
        found = _of_long_ago(meeting_id)
    if found.id != meeting_id:
        values = {**(request.view_args or {}), "meeting_id": found.id}
        abort(see_other(adapter().build(str(request.endpoint), values)))
    return found


def _of_long_ago(meeting_id: str) -> Gathering:
    """One that the calendar lists no longer: its page stays. Nothing is asked where nobody ever wrote anything."""
    cache: PageCache = current_app.extensions["crimemap.cache"]
    found = _listed_no_more(written.session(), meeting_id) if cache.revision() else None
    if found is None:
        raise NoFigures(_("There is no meeting at this address."))
    return found


def _listed_no_more(session: Session, meeting_id: str) -> Gathering | None:
    """Raises Gone where it was taken down."""
    found = shelf.one(session, now(), meeting_id)
    piece = session.get(pieces.Piece, shelf.piece_of(meeting_id)) if found is None else None
    if piece is not None and piece.kind is pieces.Kind.MEETING and piece.was_public(now()):
        raise werkzeug.exceptions.Gone
    return found
