"""Half past one on the nights on which the clocks change: from the form to page, calendar file, feed, wall and paper.

The calendar file is read here a second time, by the rules of RFC 5545 alone.
"""

from __future__ import annotations

import datetime as dt
import re
from xml.etree import ElementTree as ET

import pytest

from tests.page_tables import flat
from tests.printed import together, words_of
from tests.site.convictions_site import set_clock
from tests.site.newsroom import hidden
from tests.site.surveys_site import standing
from tests.site.test_writing_meetings import ASH, SENT, begin, change, id_of, publish, signed_in, summary
from tests.small_meetings import NOW, ZONE

ATOM = "{http://www.w3.org/2005/Atom}"
BACK = {"day-day": "31", "day-month": "10", "day-year": "2027", "begins": "01:30", "ends": "03:00"}
FORWARD = {"day-day": "28", "day-month": "3", "day-year": "2027", "begins": "01:30", "ends": "03:00"}
FIRST, SECOND = (dt.datetime(2027, 10, 31, hour, 30, tzinfo=dt.UTC) for hour in (0, 1))
END = dt.datetime(2027, 10, 31, 3, 0, tzinfo=dt.UTC)


@pytest.fixture
def app(fresh):
    return standing(fresh(facts=False), NOW)


def written(app, which: str) -> str:
    """The piece of a meeting that was published through form and desk."""
    piece = id_of(begin(app, **BACK))
    assert change(app, piece, **BACK, second=which).status_code == 303
    publish(app, piece)
    set_clock(app, dt.datetime(2027, 10, 20, 9, tzinfo=ZONE))
    return piece


def lines_of(file: bytes) -> list[str]:
    """Unfolded; every rule about lines and octets held on the way."""
    assert file.endswith(b"\r\n")
    raw = file.split(b"\r\n")[:-1]
    assert not [line for line in raw if len(line) > 75 or b"\n" in line or b"\r" in line]
    for line in raw:
        line.decode()  # no letter is cut in two
    return file.decode().replace("\r\n ", "").split("\r\n")[:-1]


def offset(lines: list[str], local: dt.datetime) -> dt.timedelta:
    """What VTIMEZONE says of a time of the place; of an hour that comes twice the first (3.3.5)."""
    found, onset, before = [], None, None
    for line in lines[lines.index("BEGIN:VTIMEZONE") : lines.index("END:VTIMEZONE")]:
        name, _, value = line.partition(":")
        if name == "DTSTART":
            onset = dt.datetime.fromisoformat(value)
        elif name == "TZOFFSETFROM":
            before = _hours(value)
        elif name == "TZOFFSETTO":
            found.append((onset, before, _hours(value)))
    holds = None
    for onset, before, after in sorted(found):
        holds = before if holds is None else holds
        if local >= onset + max(after - before, dt.timedelta()):
            holds = after
    return holds


def _hours(value: str) -> dt.timedelta:
    sign = -1 if value[0] == "-" else 1
    return sign * dt.timedelta(hours=int(value[1:3]), minutes=int(value[3:5]))


def instant(lines: list[str], name: str) -> dt.datetime:
    line = next(each for each in lines[lines.index("BEGIN:VEVENT") :] if re.match(rf"{name}[;:]", each))
    head, value = line.rsplit(":", 1)
    if value.endswith("Z"):
        return dt.datetime.fromisoformat(value)
    assert head.endswith("TZID=Europe/London")
    local = dt.datetime.fromisoformat(value)
    return (local - offset(lines, local)).replace(tzinfo=dt.UTC)


def value(lines: list[str], name: str) -> str:
    return next(line.partition(":")[2] for line in lines if re.match(rf"{name}[;:]", line))


@pytest.mark.parametrize(("which", "starts", "words"), [
    ("first", FIRST, "this is the first 1.30am, before they do"),
    ("second", SECOND, "this is the second 1.30am, after they do"),
])  # fmt: skip
def test_either_pass_of_the_hour_is_told_the_same_by_every_output(app, which, starts, words):
    piece = written(app, which)
    client = app.test_client()
    lines = lines_of(client.get(f"/calendar/meetings/{piece}.ics").data)
    assert (instant(lines, "DTSTART"), instant(lines, "DTEND")) == (starts, END)
    page = flat(client.get(f"/meetings/{piece}").text)
    assert words in page
    for address in ("/feeds/meetings.atom", "/feeds/areas/E22900001.atom"):
        summaries = [one.text or "" for one in ET.fromstring(client.get(address).data).iter(f"{ATOM}summary")]
        assert any(words in one for one in summaries), address
    hour = "Sunday 31 October, 1.30am to 3am"
    assert "Sunday 31 October 2027, 1.30am to 3am" in page
    assert hour in flat(client.get(f"/meetings/{piece}/display").text)
    assert together(hour) in words_of(client.get(f"/meetings/{piece}/deck.pdf").data)
    paper = words_of(client.get("/leaflets/E22900001.pdf").data)
    assert together(hour) in paper
    assert together(words) in paper


def test_the_two_passes_are_two_meetings_an_hour_apart_with_names_of_their_own(app):
    told = []
    for which in ("first", "second"):
        set_clock(app, NOW)
        lines = lines_of(app.test_client().get(f"/calendar/meetings/{written(app, which)}.ics").data)
        told.append((value(lines, "UID"), instant(lines, "DTSTART")))
    assert told[0][0] != told[1][0]
    assert told[1][1] - told[0][1] == dt.timedelta(hours=1)


def test_an_hour_that_the_clocks_leave_out_is_refused_at_the_desk_and_shown_nowhere(app):
    piece = id_of(begin(app, **FORWARD))
    client = signed_in(app, ASH)
    page = client.get(f"/newsroom/pieces/{piece}")
    hid = {name: hidden(page, name) for name in ("csrf_token", "version")}
    answer = client.post(f"/newsroom/pieces/{piece}/hand-in", data=hid)
    assert answer.status_code != 303
    assert "The clocks go forward on 28 March 2027 and leave out 1.30am." in flat(answer.text)
    assert app.test_client().get(f"/meetings/{piece}").status_code == 404
    assert SENT["title_en"] not in app.test_client().get("/calendar/meetings.ics").text


def test_the_number_of_a_file_grows_with_a_change_and_its_name_stays(app):
    piece = id_of(begin(app))
    publish(app, piece)
    client = app.test_client()
    before = lines_of(client.get(f"/calendar/meetings/{piece}.ics").data)
    set_clock(app, NOW + dt.timedelta(hours=1))
    answer = change(app, piece, begins="19:30", changed_en="The hall opens later.")
    assert answer.status_code == 303, summary(answer)
    publish(app, piece)
    after = lines_of(app.test_client().get(f"/calendar/meetings/{piece}.ics").data)
    assert value(after, "UID") == value(before, "UID")
    assert int(value(after, "SEQUENCE")) > int(value(before, "SEQUENCE"))
    assert value(after, "LAST-MODIFIED") > value(before, "LAST-MODIFIED")
    assert instant(after, "DTSTART") - instant(before, "DTSTART") == dt.timedelta(minutes=30)
    assert value(after, "STATUS") == "CONFIRMED"
