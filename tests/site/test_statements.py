"""A list asks the database as often for many records as for few: nothing is asked record by record."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from sqlalchemy import event

from crimemap.editorial import nominations, publishing, visitors
from crimemap.editorial.database import Bilingual
from crimemap.editorial.nominations import Contact, Place, Typed
from crimemap.editorial.people import Role
from crimemap.editorial.pieces import Kind
from crimemap.editorial.stories import Story
from tests.site.convictions_site import NOW, PARTNERSHIP, publish_case, set_clock
from tests.site.newsroom import person, signed_in
from tests.site.payback_site import ASH, BEECH, publish

FEW, MANY = 2, 6
PUBLIC = (
    "/convictions",
    "/convictions/ledger",
    "/payback",
    "/payback.csv",
    "/payback/nominations",
    "/news",
    "/doing",
)
NEWSROOM = ("", "pieces", "calendar", "nominations", "audit", "pieces?state=draft")
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
            session.commit()
    app.extensions["crimemap.cache"].forget()  # else a page of a second ago would do


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


def statements(app, addresses):
    reader = signed_in(app, person("Cherry", Role.AUTHOR, Role.APPROVER))
    found = {}
    for address in addresses:
        with counted(app) as made:
            assert reader.get(address).status_code == 200, address
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
