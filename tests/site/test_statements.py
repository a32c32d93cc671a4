"""A list asks the database as often for many records as for few: nothing is asked record by record."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from crimemap.editorial import nominations, publishing, visitors
from crimemap.editorial.database import Bilingual
from crimemap.editorial.leaflets import Leaflet
from crimemap.editorial.meetings import deciding, shelf
from crimemap.editorial.nominations import Contact, Place, Typed
from crimemap.editorial.people import Role
from crimemap.editorial.pieces import Kind
from crimemap.editorial.stories import Story
from tests import small_meetings
from tests.site.convictions_site import NOW, PARTNERSHIP, publish_case, set_clock
from tests.site.newsroom import person, signed_in
from tests.site.payback_site import ASH, BEECH, publish
from tests.small_records import record

FEW, MANY = 3, 6
"""More than any page shows of a kind besides its list: what is beyond that is read once more, however much it is."""
LARK = "corvenshire-lark"
HELD = date(2026, 11, 12)
PUBLIC = (
    "/convictions",
    "/convictions/ledger",
    "/payback",
    "/payback.csv",
    "/payback/nominations",
    "/news",
    "/doing",
    "/meetings",
    f"/meetings?area={LARK}",
    "/calendar/meetings.ics",
    f"/calendar/areas/{LARK}.ics",
    "/feeds/meetings.atom",
    f"/feeds/areas/{LARK}.json",
    f"/embed/{LARK}",
    f"/embed/{LARK}/meetings",
    f"/leaflets/{LARK}",
    f"/leaflets/{LARK}.pdf",
    "/meetings/{meeting}",
    "/meetings/{meeting}/display",
    "/meetings/{meeting}/pack",
    "/meetings/{meeting}/deck.pdf",
    "/meetings/{meeting}/decisions.pdf",
    "/calendar/meetings/{meeting}.ics",
)
NEWSROOM = (
    "", "pieces", "calendar", "nominations", "audit", "pieces?state=draft", "meetings", "records",
)  # fmt: skip
STORY = Story(title_en="A path was lit", action_en="Six lamps were put up.", approaches=("visible-justice",))
TYPED = Typed(
    name="a", place="b", work="c", benefit="d", access="e", toilets="near", owner="f", permission="yes"
)


@contextmanager
def counted(app):
    """The statements that are made meanwhile."""
    made = []
    engine = app.extensions["crimemap.database"].engine

    def note(_connection, _cursor, statement, *_more):
        made.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield made
    event.remove(engine, "before_cursor_execute", note)


def write(app, numbers):
    """A case, a project, a story, a draft and a nomination that was done, for each number."""
    for number in numbers:
        publish_case(app, form=f"case {number}")
        publish(app, form=f"project {number}", now=NOW)
        with app.app_context(), app.extensions["crimemap.database"].session(writing=True) as session:
            for approve in (True, False):
                piece = publishing.create(
                    session, ASH, Kind.STORY, PARTNERSHIP, STORY, token=f"story {number} {approve}", now=NOW
                )
                if approve:
                    publishing.submit(session, ASH, piece.id, version=1, now=NOW)
                    publishing.approve(session, BEECH, piece.id, version=1, now=NOW)
            finished(session)
            met(session, number)
            session.commit()
    app.extensions["crimemap.cache"].forget()  # else a page of a second ago would do


def met(session, number):
    """A meeting to come, one that was held with what it decided, and a leaflet that somebody composed."""
    small_meetings.published(session, small_meetings.meeting(areas=(LARK,), title_en=f"Meeting {number}"))
    before, title = NOW - timedelta(days=20), f"Meeting held {number}"
    held = small_meetings.meeting(areas=(LARK,), day=HELD, title_en=title)
    piece = small_meetings.published(session, held, now=before)
    told = record(piece.id, held=HELD, title_en=title)
    drafts = [deciding.begin(session, ASH, PARTNERSHIP, told, token=piece.id, now=NOW)]
    leaflet = Leaflet(area=LARK, message_en=f"Come to meeting {number}.")
    drafts.append(
        publishing.create(
            session, ASH, Kind.LEAFLET, PARTNERSHIP, leaflet, token=f"leaflet {number}", now=NOW
        )
    )
    for draft in drafts:
        publishing.submit(session, ASH, draft.id, version=1, now=NOW)
        publishing.approve(session, BEECH, draft.id, version=1, now=NOW)


def finished(session):
    stamp = visitors.stamp(session, nominations.PURPOSE, NOW)
    place = Place(PARTNERSHIP, "corvenshire-lark", "Larkwith")
    wish = nominations.receive(session, stamp, place, TYPED, Contact(name="Somebody"), now=NOW)
    said = Bilingual("Paint the railings")
    nominations.check(session, ASH, wish.id, title=said, summary=said, version=1, now=NOW)
    marks = {criterion.slug: 2 for criterion in nominations.book().criteria}
    nominations.score(session, ASH, wish.id, marks, version=2, now=NOW)
    nominations.confirm(session, BEECH, wish.id, version=3, now=NOW)
    nominations.accept(session, ASH, wish.id, version=4, now=NOW)
    nominations.schedule(session, ASH, wish.id, starts_on=NOW.date(), version=5, now=NOW)
    nominations.finish(session, ASH, wish.id, project="nowhere", version=6, now=NOW)


def a_meeting(app):
    with app.app_context(), app.extensions["crimemap.database"].session() as session:
        return next(one.id for one in shelf.shown(session, NOW) if one.title.en == "Meeting 0")


def statements(app, addresses):
    meeting = a_meeting(app)
    reader = signed_in(app, person("Cherry", Role.AUTHOR, Role.APPROVER))
    found = {}
    for address in addresses:
        app.extensions["crimemap.stocks"]._kept.clear()  # each page as if it were the first of its revision
        with counted(app) as made:
            assert reader.get(address.format(meeting=meeting)).status_code == 200, address
        assert made, f"{address} was kept and not made"
        found[address] = len(made)
    return found


@pytest.mark.parametrize("addresses", [PUBLIC, tuple(f"/newsroom/{name}" for name in NEWSROOM)])
def test_more_records_take_no_more_statements(fresh, addresses):
    app = fresh()
    set_clock(app, NOW)
    write(app, range(FEW))
    statements(app, addresses)  # what a worker reads once a process
    write(app, range(FEW, FEW + 1))
    few = statements(app, addresses)
    write(app, range(FEW + 1, MANY))
    assert statements(app, addresses) == few
