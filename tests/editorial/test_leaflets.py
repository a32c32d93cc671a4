"""Composed leaflets: what stands in the way of one, which one residents get at a moment, and until when."""

from __future__ import annotations

import datetime as dt

import pytest

from crimemap.editorial import leaflets, pieces, publishing
from crimemap.editorial.leaflets import Block, Leaflet, Size
from crimemap.editorial.people import Denied
from crimemap.editorial.pieces import Kind, Piece
from tests.editorial.conftest import APPROVER, AUTHOR, BOTH, NOW, TAMBER

LARK, WREN = "corvenshire-lark", "corvenshire-wren"
DAY = dt.timedelta(days=1)


def leaflet(**answers: object) -> Leaflet:
    given = {"area": LARK, "message_en": "Bring your bicycle: we mark frames on Saturday from 10am."}
    return Leaflet(**{**given, **answers})


def draft(session, content: Leaflet, now: dt.datetime = NOW, *, form: str = "leaflet-1") -> Piece:
    return publishing.create(session, AUTHOR, Kind.LEAFLET, TAMBER, content, token=form, now=now)


def approved(
    session,
    content: Leaflet,
    now: dt.datetime = NOW,
    *,
    form: str = "leaflet-1",
    wanted: dt.datetime | None = None,
) -> Piece:
    piece = draft(session, content, now, form=form)
    if wanted is not None:
        publishing.save(session, AUTHOR, piece.id, content, version=1, wanted_at=wanted, now=now)
    publishing.submit(session, AUTHOR, piece.id, version=piece.version, now=now)
    return publishing.approve(session, APPROVER, piece.id, version=piece.version, now=now)


def whys(session, content: Leaflet) -> dict[str, str]:
    return {one.field: one.why for one in pieces.troubles(session, draft(session, content), NOW)}


def test_residents_get_what_a_second_person_approved(session):
    piece = draft(session, leaflet())
    assert leaflets.current(session, LARK, NOW) is None
    publishing.submit(session, AUTHOR, piece.id, version=1, now=NOW)
    assert leaflets.current(session, LARK, NOW) is None
    publishing.approve(session, APPROVER, piece.id, version=1, now=NOW)
    found = leaflets.current(session, LARK, NOW)
    assert found is not None
    assert found.leaflet == leaflet()
    assert leaflets.current(session, WREN, NOW) is None


def test_whoever_composed_it_cannot_approve_it(session):
    piece = publishing.create(session, BOTH, Kind.LEAFLET, TAMBER, leaflet(), token="leaflet-1", now=NOW)
    publishing.submit(session, BOTH, piece.id, version=1, now=NOW)
    with pytest.raises(Denied):
        publishing.approve(session, BOTH, piece.id, version=1, now=NOW)


def test_the_one_that_came_out_last_counts(session):
    approved(session, leaflet(message_en="The first one."))
    approved(session, leaflet(message_en="The second one."), NOW + DAY, form="leaflet-2")
    assert leaflets.current(session, LARK, NOW + 2 * DAY).leaflet.message.en == "The second one."


def test_one_that_is_scheduled_comes_out_at_its_hour(session):
    wanted = NOW + 3 * DAY
    approved(session, leaflet(), wanted=wanted)
    assert leaflets.current(session, LARK, wanted - dt.timedelta(seconds=1)) is None
    assert leaflets.current(session, LARK, wanted) is not None
    assert pieces.next_change(session, NOW) == wanted


def test_it_stands_for_28_days_and_no_longer(session):
    approved(session, leaflet())
    found = leaflets.current(session, LARK, NOW)
    assert found.last_day == dt.date(2026, 12, 20)
    assert found.until == dt.datetime(2026, 12, 21, tzinfo=dt.UTC)
    assert leaflets.current(session, LARK, found.until - dt.timedelta(seconds=1)) is not None
    assert leaflets.current(session, LARK, found.until) is None


def test_a_last_day_of_its_own_ends_it_sooner(session):
    approved(session, leaflet(until=dt.date(2026, 11, 30)))
    found = leaflets.current(session, LARK, NOW)
    assert found.last_day == dt.date(2026, 11, 30)
    assert found.until == dt.datetime(2026, 12, 1, tzinfo=dt.UTC)


def test_one_that_is_changed_keeps_standing_until_the_change_is_approved_and_its_days_are_counted_from_the_first(
    session,
):
    piece = approved(session, leaflet())
    later = NOW + 10 * DAY
    publishing.save(session, AUTHOR, piece.id, leaflet(area=WREN), version=piece.version, now=later)
    assert leaflets.current(session, LARK, later).leaflet.area == LARK
    publishing.submit(session, AUTHOR, piece.id, version=piece.version, now=later)
    publishing.approve(session, APPROVER, piece.id, version=piece.version, now=later)
    assert leaflets.current(session, LARK, later) is None
    assert leaflets.current(session, WREN, later).last_day == dt.date(2026, 12, 20)


def test_one_that_was_taken_down_is_gone_at_once(session):
    piece = approved(session, leaflet())
    publishing.end(session, APPROVER, piece.id, "The day was wrong.", now=NOW)
    assert leaflets.current(session, LARK, NOW) is None


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"area": ""}, "area"),
        ({"blocks": ()}, "blocks"),
        ({"blocks": (Block.CONTACT, Block.MESSAGE)}, "blocks"),
        ({"blocks": (Block.REPORT, Block.MESSAGE)}, "blocks"),
        ({"blocks": (Block.CONTACT, Block.REPORT)}, "blocks"),  # a message is written, and has no place
        ({"message_en": "x" * 401}, "message_en"),
        ({"message_en": "Come to the worst street in town."}, "message_en"),
        ({"message_en": "Ask Mrs Holloway at 14 Wren Street."}, "message_en"),
        ({"message_cy": "Ffoniwch 07700 900123."}, "message_cy"),
        ({"formats": "somebody"}, "formats"),
        ({"formats": "01632 960001 or 01632 960002"}, "formats"),
        ({"until": dt.date(2026, 11, 21)}, "until"),
        ({"until": dt.date(2026, 12, 21)}, "until"),
    ],
)
def test_what_stands_in_the_way(session, answers, field):
    assert field in whys(session, leaflet(**answers))


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"message_en": ""},
        {"message_en": "", "blocks": (Block.REPORT, Block.CONTACT)},
        {"message_en": "The path at Wren Street is lit now."},
        {"formats": "01632 960001"},
        {"formats": "leaflets@corvenshire.example"},
        {"until": dt.date(2026, 12, 20)},
        {"size": Size.A3, "large": True},
    ],
)
def test_what_does_not(session, answers):
    assert whys(session, leaflet(**answers)) == {}


def test_the_fields_of_a_choice_are_those_of_the_leaflet(session):
    approved(
        session,
        leaflet(size=Size.A4, blocks=(Block.REPORT, Block.MESSAGE, Block.CONTACT), formats="01632 960001"),
    )
    found = leaflets.current(session, LARK, NOW)
    told = found.as_choice()
    assert told["blocks"] == (Block.REPORT, Block.MESSAGE, Block.CONTACT)
    assert told["until"] == found.last_day
    assert told["message"].en.startswith("Bring your bicycle")
    assert found.piece.id.upper().startswith(told["edition"])
