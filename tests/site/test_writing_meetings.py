"""Meetings in the newsroom: a form that grows, dates that are moved or cancelled, and what visitors read of it."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from crimemap.editorial import pieces
from crimemap.editorial.meetings import Every, shelf
from crimemap.editorial.people import Role
from tests import small_meetings
from tests.site.convictions_site import LONDON, set_clock
from tests.site.newsroom import PARTNERSHIP, hidden, person, signed_in
from tests.site.surveys_site import standing

ASH = person("Ash", Role.AUTHOR, partnership=PARTNERSHIP)
BEECH = person("Beech", Role.APPROVER, partnership=PARTNERSHIP)
DOGWOOD = person("Dogwood", Role.AUTHOR, Role.APPROVER, partnership="W22900009")
NEW = f"/newsroom/meetings/new?partnership={PARTNERSHIP}"
WHY = "The hall has no heating."
SENT = {
    "body": "council", "organiser": "Lower Keld Town Council", "title_en": "Lights on the path", "title_cy": "",
    "about_en": "Choose where the new lights go.", "about_cy": "", "place": "Moor Street Hall",
    "address": "Moor Street, Lower Keld", "access_en": "Step-free from the car park.", "access_cy": "", "online": "",
    "spoken": "en", "day-day": "3", "day-month": "12", "day-year": "2026", "begins": "19:00", "ends": "20:30",
    "every": "once", "last-day": "", "last-month": "", "last-year": "", "changed_en": "", "changed_cy": "",
    "attends": "Town clerk\nHousing officer\n\n", "contact": "Town clerk", "telephone": "01632 960123", "email": "",
    "agenda-0-title_en": "Where it is dark", "agenda-0-title_cy": "", "agenda-0-minutes": "20",
    "agenda-1-title_en": "", "agenda-1-title_cy": "", "agenda-1-minutes": "",
    "agenda-2-title_en": "Where the lights go", "agenda-2-title_cy": "", "agenda-2-minutes": "",
    "papers-0-title_en": "Map of the path", "papers-0-title_cy": "", "papers-0-address": "https://example.org/map",
    "notes-where": "", "notes-outcomes": "Xylophonic aside to the room",
}  # fmt: skip
WEEKLY = {"every": "week", "last-day": "24", "last-month": "12", "last-year": "2026"}


@pytest.fixture
def app(fresh):
    return standing(fresh(facts=False), small_meetings.NOW)


def text_of(page) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).replace("&#39;", "'").split())


def summary(page) -> str:
    found = re.search(r"govuk-error-summary__list(.*?)</ul>", page.text, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1] if found else "").split())


def begin(app, who=ASH, **more):
    """The answer to a new form."""
    client = signed_in(app, who)
    page = client.get(NEW)
    hid = {name: hidden(page, name) for name in ("csrf_token", "token")}
    return client.post(
        "/newsroom/meetings/new", data={**SENT, "partnership": PARTNERSHIP, "version": "", **hid, **more}
    )


def id_of(answer) -> str:
    assert answer.status_code == 303, summary(answer)
    return answer.location.split("/")[-1].split("?")[0]


def change(app, piece_id, **more):
    """The answer to the form of a draft."""
    client = signed_in(app, ASH)
    page = client.get(f"/newsroom/meetings/{piece_id}")
    hid = {name: hidden(page, name) for name in ("csrf_token", "version")}
    return client.post(f"/newsroom/meetings/{piece_id}", data={**SENT, **hid, **more})


def publish(app, piece_id):
    """Handed in and approved on the desk's own page."""
    for who, act in ((ASH, "hand-in"), (BEECH, "approve")):
        client = signed_in(app, who)
        page = client.get(f"/newsroom/pieces/{piece_id}")
        hid = {name: hidden(page, name) for name in ("csrf_token", "version")}
        assert client.post(f"/newsroom/pieces/{piece_id}/{act}", data=hid).status_code == 303, text_of(page)
    app.extensions["crimemap.cache"].forget()


def cancel(app, gathering, who=ASH, why=WHY):
    client = signed_in(app, who)
    page = client.get(f"/newsroom/meetings/{gathering}/cancel")
    token = hidden(page) if page.status_code == 200 else ""
    return client.post(
        f"/newsroom/meetings/{gathering}/cancel",
        data={"csrf_token": token, "reason_en": why, "reason_cy": ""},
    )


def stored(app, piece_id):
    with app.app_context(), app.extensions["crimemap.database"].session() as session:
        return pieces.content_of(session, pieces.find(session, piece_id))


def dates_of(app, now=small_meetings.NOW):
    with app.app_context(), app.extensions["crimemap.database"].session() as session:
        return shelf.shown(session, now)


def test_a_filled_form_becomes_a_draft_word_for_word(app):
    found = stored(app, id_of(begin(app)))
    assert (found.title_en, found.place, found.begins) == (
        "Lights on the path",
        "Moor Street Hall",
        dt.time(19),
    )
    assert [(item.title_en, item.minutes) for item in found.agenda] == [
        ("Where it is dark", 20), ("Where the lights go", None),
    ]  # fmt: skip
    assert [paper.address for paper in found.papers] == ["https://example.org/map"]
    assert found.attends == ("Town clerk", "Housing officer")
    assert [(note.slide, note.said) for note in found.notes] == [("outcomes", "Xylophonic aside to the room")]


def test_the_form_of_a_draft_says_all_of_it_again(app):
    piece = id_of(begin(app, **WEEKLY))
    before = stored(app, piece)
    client = signed_in(app, ASH)
    page = client.get(f"/newsroom/meetings/{piece}")
    form = re.search(r'<form class="cm-form".*?</form>', page.text, re.DOTALL)[0]
    assert 'name="agenda-4-title_en"' in form, "there is room for more"
    for said in ("Where the lights go", "https://example.org/map", "Xylophonic aside to the room", "19:00"):
        assert said in form
    assert change(app, piece, **WEEKLY).status_code == 303
    assert stored(app, piece) == before


def test_an_empty_form_is_kept_as_a_draft_and_told_what_it_wants(app):
    nothing = dict.fromkeys(SENT, "") | {"every": "once", "spoken": "en"}
    piece = id_of(begin(app, **nothing))
    said = text_of(signed_in(app, ASH).get(f"/newsroom/pieces/{piece}"))
    assert "Give the day." in said
    assert "Say who can be asked about it: a team or a role." in said
    assert "The page can be shown once there are a day and an hour." in said


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"begins": "seven"}, "Write the time like 19:00."),
        ({"day-month": "13"}, "This is no day."),
        ({"agenda-0-minutes": "ten"}, "Write a whole number, such as 12."),
        ({"last-day": "31", "last-month": "2", "last-year": "2027"}, "This is no day."),
    ],
)
def test_what_cannot_be_read_is_told_at_its_place_and_nothing_is_lost(app, wrong, told):
    page = begin(app, **wrong)
    assert page.status_code == 400
    assert told in summary(page)
    assert "Xylophonic aside to the room" in page.text
    anchor = re.search(r'govuk-error-summary__list.*?href="#([^"]+)"', page.text, re.DOTALL)[1]
    assert f'id="{anchor}"' in page.text


def test_a_series_shows_the_dates_that_it_makes(app):
    piece = id_of(begin(app, **WEEKLY))
    said = text_of(signed_in(app, ASH).get(f"/newsroom/pieces/{piece}"))
    assert "4 dates to come" in said
    assert "Thursday 24 December, 7pm to 8.30pm" in said


def test_an_hour_that_comes_twice_is_asked_for_when_it_does(app):
    assert 'name="second"' not in signed_in(app, ASH).get(NEW).text
    night = {"day-day": "31", "day-month": "10", "day-year": "2027", "begins": "01:30", "ends": "03:00"}
    piece = id_of(begin(app, **night))
    said = text_of(signed_in(app, ASH).get(f"/newsroom/pieces/{piece}"))
    assert "The clocks show this hour twice on 31 October 2027. Say which of the two is meant." in said
    assert 'name="second"' in signed_in(app, ASH).get(f"/newsroom/meetings/{piece}").text
    assert change(app, piece, **night, second="second").status_code == 303
    publish(app, piece)
    (one,) = dates_of(app)
    assert one.start.astimezone(dt.UTC) == dt.datetime(2027, 10, 31, 1, 30, tzinfo=dt.UTC)


def test_two_people_publish_it_and_visitors_read_it_without_the_notes(app):
    piece = id_of(begin(app))
    publish(app, piece)
    page = signed_in(app, None).get(f"/meetings/{piece}")
    said = text_of(page)
    assert "Lights on the path" in said
    assert "7pm to 8.30pm" in said
    for address in (
        f"/meetings/{piece}",
        "/meetings",
        f"/areas/{PARTNERSHIP}",
        f"/calendar/meetings/{piece}.ics",
    ):
        assert b"Xylophonic" not in signed_in(app, None).get(address).data
    assert "Xylophonic aside to the room" in signed_in(app, BEECH).get(f"/newsroom/pieces/{piece}").text


def test_one_date_is_moved_in_the_form_and_says_so_after_approval(app):
    piece = id_of(begin(app, **WEEKLY))
    publish(app, piece)
    move = {
        "moves-0-day": "2026-12-10", "moves-0-to-day": "11", "moves-0-to-month": "12", "moves-0-to-year": "2026",
        "moves-0-begins": "18:00", "moves-0-reason_en": "The hall is booked.",
    }  # fmt: skip
    assert change(app, piece, **WEEKLY, **move).status_code == 303
    assert "Moved from Thursday 10 December, 7pm: The hall is booked." in text_of(
        signed_in(app, ASH).get(f"/newsroom/pieces/{piece}")
    )
    publish(app, piece)
    moved = next(one for one in dates_of(app) if one.day == dt.date(2026, 12, 10))
    assert moved.start == dt.datetime(2026, 12, 11, 18, tzinfo=LONDON)
    said = text_of(signed_in(app, None).get(f"/meetings/{moved.id}"))
    assert "The hall is booked." in said


def test_a_move_is_left_out_by_choosing_no_date(app):
    piece = id_of(begin(app, **WEEKLY))
    change(app, piece, **WEEKLY, **{"moves-0-day": "2026-12-10", "moves-0-begins": "18:00"})
    assert len(stored(app, piece).moves) == 1
    change(app, piece, **WEEKLY, **{"moves-0-day": "", "moves-0-begins": "18:00"})
    assert stored(app, piece).moves == ()


def test_an_announced_meeting_that_changes_asks_why_and_visitors_read_it(app):
    piece = id_of(begin(app))
    assert 'name="changed_en"' not in signed_in(app, ASH).get(f"/newsroom/meetings/{piece}").text
    publish(app, piece)
    assert 'name="changed_en"' in signed_in(app, ASH).get(f"/newsroom/meetings/{piece}").text
    change(app, piece, begins="18:30")
    page = signed_in(app, ASH).get(f"/newsroom/pieces/{piece}")
    assert "was announced for another time or place. Say why it has changed" in text_of(page)
    change(app, piece, begins="18:30", changed_en="The hall closes earlier.")
    publish(app, piece)
    assert "The hall closes earlier." in signed_in(app, None).get(f"/meetings/{piece}").text


def test_one_date_is_cancelled_at_once_and_visitors_are_told(app):
    piece = id_of(begin(app, **WEEKLY))
    publish(app, piece)
    gathering = f"{piece}-2026-12-10"
    answer = cancel(app, gathering, BEECH)
    assert answer.status_code == 303
    app.extensions["crimemap.cache"].forget()
    assert WHY in signed_in(app, None).get(f"/meetings/{gathering}").text
    page = signed_in(app, ASH).get(answer.location)
    assert f"Cancelled: {WHY}" in text_of(page)
    assert page.text.count("/cancel") == 3, "the three others can still be cancelled"
    assert "A date cancelled" in text_of(signed_in(app, ASH).get(f"/newsroom/pieces/{piece}"))


def test_a_cancellation_wants_a_reason_that_names_nobody(app):
    piece = id_of(begin(app))
    publish(app, piece)
    for why, told in (("", "Say why: visitors read it."), ("Mrs Jones is ill.", "reads like somebody")):
        page = cancel(app, piece, why=why)
        assert page.status_code == 400
        assert told in summary(page)
    assert dates_of(app)[0].takes_place


def test_a_cancelled_date_takes_place_again_once_two_people_say_so(app):
    piece = id_of(begin(app, **WEEKLY))
    publish(app, piece)
    cancel(app, f"{piece}-2026-12-10")
    assert (
        "Cancelled dates that take place after all"
        in signed_in(app, ASH).get(f"/newsroom/meetings/{piece}").text
    )
    change(app, piece, **WEEKLY, about_en="Tea from half past six.")
    publish(app, piece)
    assert [one.takes_place for one in dates_of(app)] == [True, False, True, True]
    change(app, piece, **WEEKLY, restored="2026-12-10")
    publish(app, piece)
    assert all(one.takes_place for one in dates_of(app))
    set_clock(app, small_meetings.NOW + dt.timedelta(hours=1))
    cancel(app, f"{piece}-2026-12-10", why="The roof leaks.")
    form = signed_in(app, ASH).get(f"/newsroom/meetings/{piece}").text
    again = re.search(r'<input[^>]*name="restored"[^>]*>', form)[0]
    assert "checked" not in again, "what was undone once is not undone by itself the next time"


def test_nobody_of_another_partnership_opens_changes_or_cancels(app):
    piece = id_of(begin(app))
    publish(app, piece)
    client = signed_in(app, DOGWOOD)
    for page in ("", "/dates", "/cancel"):
        assert client.get(f"/newsroom/meetings/{piece}{page}").status_code == 403
    assert "Lights on the path" not in client.get("/newsroom/meetings").text
    token = hidden(client.get("/newsroom/forgotten-password"))
    sent = {**SENT, "csrf_token": token, "token": "a token of its own", "partnership": PARTNERSHIP}
    assert client.post("/newsroom/meetings/new", data=sent).status_code == 403
    assert client.post(f"/newsroom/meetings/{piece}", data={**sent, "version": "3"}).status_code == 403
    off = {"csrf_token": token, "reason_en": WHY}
    assert client.post(f"/newsroom/meetings/{piece}/cancel", data=off).status_code == 403
    assert dates_of(app)[0].takes_place


def test_the_list_holds_what_is_to_come_and_what_was_held(app):
    piece = id_of(begin(app, **WEEKLY))
    publish(app, piece)
    set_clock(app, dt.datetime(2026, 12, 12, 10, tzinfo=LONDON))
    said = text_of(signed_in(app, ASH).get("/newsroom/meetings"))
    coming, _sep, held = said.partition(" Over ")
    assert "Thursday 17 December" in coming
    assert "Thursday 10 December" in held
    assert (
        f"/newsroom/meetings/{piece}-2026-12-10/decide" in signed_in(app, ASH).get("/newsroom/meetings").text
    )


def test_two_who_write_at_once_are_shown_both_in_words(app):
    piece = id_of(begin(app, **WEEKLY))
    client = signed_in(app, ASH)
    hid = {
        name: hidden(client.get(f"/newsroom/meetings/{piece}"), name) for name in ("csrf_token", "version")
    }
    change(app, piece, **WEEKLY, organiser="Keld Parish Council")
    late = client.post(f"/newsroom/meetings/{piece}", data={**SENT, **hid, "every": "once"})
    assert late.status_code == 409
    said = text_of(late)
    for part in ("Keld Parish Council", "Every week", "Once", "Thursday 24 December 2026"):
        assert part in said


def test_a_form_that_saves_itself_is_told_where_to_go_on(app):
    client = signed_in(app, ASH)
    hid = {name: hidden(client.get(NEW), name) for name in ("csrf_token", "token")}
    sent = {**SENT, "partnership": PARTNERSHIP, "version": "", **hid}
    answer = client.post("/newsroom/meetings/new", data=sent, headers={"Accept": "application/json"})
    assert answer.json["version"] == 1
    assert client.post("/newsroom/meetings/new", data=sent).status_code == 303
    assert len(re.findall("Lights on the path", client.get("/newsroom/pieces?kind=meeting").text)) == 1
    broken = client.post(
        answer.json["address"], data={**SENT, "csrf_token": hid["csrf_token"], "version": "1", "begins": "x"},
        headers={"Accept": "application/json"},
    )  # fmt: skip
    assert broken.status_code == 422


def test_a_meeting_for_part_of_the_partnership_keeps_its_areas(app):
    page = signed_in(app, ASH).get(NEW).text
    codes = re.findall(r'name="(neighbourhoods|wards)"[^>]*value="([^"]+)"', page)
    assert codes, "the small release has neighbourhoods and wards"
    name, code = codes[0]
    piece = id_of(begin(app, **{name: code}))
    assert stored(app, piece).areas == (code,)
    assert stored(app, piece).every is Every.ONCE
    form = signed_in(app, ASH).get(f"/newsroom/meetings/{piece}").text
    assert re.search(rf'value="{code}"[^>]*checked', form)


def test_no_form_is_taken_for_a_meeting_that_is_over(app):
    piece = id_of(begin(app))
    publish(app, piece)
    set_clock(app, dt.datetime(2026, 12, 12, 10, tzinfo=LONDON))
    page = signed_in(app, ASH).get(f"/newsroom/meetings/{piece}/cancel")
    assert "This meeting is over: it cannot be cancelled any more." in text_of(page)


def test_what_it_takes_to_be_published_is_said_before_anything_is_saved(app):
    page = text_of(signed_in(app, ASH).get(NEW))
    assert "Before it can be published it needs a title, who holds it, the day and the hour" in page
    assert "and a team to ask with a telephone number or an email address." in page
    assert (
        "A team or a role, not a person, and a telephone number or an email address of theirs. Needed."
        in page
    )


def test_that_one_date_can_be_moved_is_said_before_the_series_is_saved(app):
    said = "Save the series first: its dates then stand here, and each can be moved."
    assert said in text_of(signed_in(app, ASH).get(NEW))
    piece = id_of(begin(app, **WEEKLY))
    page = text_of(signed_in(app, ASH).get(f"/newsroom/meetings/{piece}"))
    assert said not in page
    assert "One date is on another day, at another time or place" in page
