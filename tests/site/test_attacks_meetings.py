"""What a stranger tries on meetings, leaflets, frames, feeds, calendars and letters, and on the pages behind them."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from urllib.parse import quote

import html5lib
import pytest
from icalendar import Calendar

from crimemap.editorial import pieces, publishing
from crimemap.editorial.database import Bilingual
from crimemap.editorial.leaflets import Leaflet
from crimemap.editorial.meetings import Asked, Hands
from crimemap.editorial.meetings.content import Item, Move, Note, Paper
from crimemap.editorial.people import Role
from crimemap.editorial.pieces import Kind
from tests.printed import opened, words_of
from tests.site.attacking import PROGRAMS, SCRIPTS, SQL
from tests.site.conftest import publish, site_of
from tests.site.convictions_site import set_clock
from tests.site.deciding_site import import_file
from tests.site.meetings_site import ASH, BEECH, cancel, decide
from tests.site.meetings_site import publish as put_out
from tests.site.newsroom import PARTNERSHIP, hidden, person, signed_in
from tests.small_meetings import NOW, meeting, series
from tests.small_records import decision, file, record, said

LARK = "corvenshire-lark"
AFTER = dt.datetime(2026, 12, 5, 9, 0, tzinfo=NOW.tzinfo)
ODD = (
    *SCRIPTS, *SQL,
    "..", "../../etc/passwd", "\u202eabc", "x" * 1500, "9" * 400, "-1", "NaN", "٣", "*", "\xff", "{}", "a\x00b",
    "E99999999", "E2290000１", f"{LARK}-20269999T1900", f"{LARK}-99991231T2359", f"{LARK}-00000101T0000",
    "aaaaaaaaaa-9999-12-31", "aaaaaaaaaa-2026-02-31", "aaaaaaaaaa-", "a\r\nSet-Cookie: a=b",
)  # fmt: skip
PATHS = (
    "/meetings/{}", "/meetings/{}/display", "/meetings/{}/pack", "/meetings/{}/deck.pdf", "/meetings/{}/decisions.pdf",
    "/calendar/meetings/{}.ics", "/calendar/areas/{}.ics", "/feeds/areas/{}.atom", "/feeds/areas/{}.rss",
    "/feeds/areas/{}.json", "/leaflets/{}", "/leaflets/{}.pdf", "/embed/{}", "/embed/{}/meetings", "/areas/{}/embed",
    "/alerts/confirm/{}", "/alerts/stop/{}", "/cy/meetings/{}/pack", "/cy/leaflets/{}.pdf", "/cy/embed/{}",
)  # fmt: skip
ASKED = {
    "/meetings?area={}": 404, "/meetings?body={}": 400, "/meetings?month={}": 400, f"/leaflets/{LARK}?size={{}}": 400,
    f"/leaflets/{LARK}.pdf?print={{}}": 400, f"/embed/{LARK}?x={{}}": 200, f"/areas/{LARK}/embed?size={{}}": 200,
    f"/feeds/areas/{LARK}.atom?x={{}}": 200, "/calendar/meetings.ics?x={}": 200, "/alerts/sent?x={}": 200,
}  # fmt: skip


@pytest.fixture(scope="module")
def quiet(tmp_path_factory):
    folder = tmp_path_factory.mktemp("odd")
    publish(folder)
    made = site_of(folder, languages="en,cy")
    set_clock(made, NOW)
    return made


@pytest.fixture
def app(fresh):
    made = fresh()
    made.extensions["crimemap.ask_again"] = lambda: None
    set_clock(made, NOW)
    return made


@pytest.fixture
def no_gate(monkeypatch):
    """What the gate would refuse must do no harm either."""
    for kind in (Kind.MEETING, Kind.RECORD, Kind.LEAFLET):
        monkeypatch.setitem(pieces._RULES, kind, replace(pieces.rules_of(kind), check=lambda *_asked: ()))


# ---- addresses


@pytest.mark.parametrize("path", PATHS)
def test_an_odd_name_in_an_address_is_one_sentence_back(quiet, path):
    for typed in ODD:
        page = quiet.test_client().get(path.format(quote(typed, safe="")))
        assert page.status_code in {301, 308, 400, 404, 410}, (path, typed)
        assert "<" not in typed or typed not in page.text
        assert page.headers.get("Set-Cookie") is None
        assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"], (
            "it says nothing to be framed"
        )


@pytest.mark.parametrize("path", ASKED)
def test_an_odd_question_makes_no_further_page(quiet, path):
    client, cache = quiet.test_client(), quiet.extensions["crimemap.settings"].data / "cache"
    client.get(path.partition("?")[0])
    kept = {found for found in cache.rglob("*") if "locks" not in found.parts}
    for typed in ODD:
        page = client.get(path.format(quote(typed, safe="")))
        assert page.status_code == ASKED[path], (path, typed)
        assert "<" not in typed or typed not in page.text
    assert {found for found in cache.rglob("*") if "locks" not in found.parts} <= kept


def test_what_a_host_header_says_is_in_no_file(quiet):
    client = quiet.test_client()
    for address in (
        f"/feeds/areas/{LARK}.atom",
        f"/feeds/areas/{LARK}.json",
        f"/areas/{LARK}/embed",
        f"/leaflets/{LARK}",
    ):
        answer = client.get(address, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
        assert b"evil.example" not in answer.data


# ---- texts


def attacked(app, text: str) -> str:
    """A series of which every text is `text`, a record of its first date, and a leaflet that says it: the next date."""
    told = series(
        title_en=text, about_en=text, organiser=text, place=text, address=text, access_en=text, contact=text,
        telephone=text, email=text, changed_en=text, attends=(text, text), agenda=(Item(title_en=text, minutes=5),) * 2,
        papers=(Paper(title_en=text, address="https://example.org/a"),), notes=(Note(slide="where", said=text),),
        moves=(Move(day=dt.date(2027, 1, 7), place=text, reason_en=text),),
    )  # fmt: skip
    piece = put_out(app, told)
    set_clock(app, AFTER)
    rows = (decision(decided_en=text, action_en=text, owner=text, contact=text, reach=text),)
    hands, asked = (Hands(question_en=text, yes=1),), (Asked(question_en=text, answer_en=text),)
    decide(app, record(f"{piece}-2026-12-03", title_en=text, decisions=rows, hands=hands, asked=asked), AFTER)
    leaflet = Leaflet(area=LARK, message_en=text, formats=text, meeting=f"{piece}-2027-01-07")
    with app.app_context(), app.extensions["crimemap.database"].session(writing=True) as session:
        made = publishing.create(session, ASH, Kind.LEAFLET, PARTNERSHIP, leaflet, token="l", now=AFTER)
        publishing.submit(session, ASH, made.id, version=1, now=AFTER)
        publishing.approve(session, BEECH, made.id, version=1, now=AFTER)
        session.commit()
    app.extensions["crimemap.cache"].forget()
    return piece


def addresses(piece: str) -> list[str]:
    ids = (f"{piece}-2026-12-03", f"{piece}-2027-01-07")
    found = [
        f"/meetings/{each}{end}"
        for each in ids
        for end in ("", "/display", "/pack", "/deck.pdf", "/decisions.pdf")
    ]
    found += [f"/calendar/meetings/{each}.ics" for each in ids]
    found += [f"/feeds/areas/{LARK}.{form}" for form in ("atom", "rss", "json")]
    return [
        *found, "/meetings", "/feeds/meetings.atom", f"/calendar/areas/{LARK}.ics", f"/leaflets/{LARK}",
        f"/leaflets/{LARK}.pdf", f"/leaflets/{LARK}.pdf?print=large", f"/embed/{LARK}", f"/embed/{LARK}/meetings",
    ]  # fmt: skip


def is_sound(answer) -> None:
    """It can be read by whatever reads it, and holds nothing that runs."""
    kind = answer.mimetype
    if kind == "application/pdf":
        assert b"/JavaScript" not in answer.data
        assert len(opened(answer.data).pages) > 0
    elif kind == "text/calendar":
        events = Calendar.from_ical(answer.data).walk("VEVENT")
        assert all(str(event["SUMMARY"]) != "evil" for event in events)
        assert b"\n" not in answer.data.replace(b"\r\n", b"")
    elif kind.endswith("json"):
        json.loads(answer.data)
    elif kind.endswith("xml"):
        ET.fromstring(answer.data)
    else:
        for element in html5lib.parse(answer.text, namespaceHTMLElements=False).iter():
            names = {str(name).lower() for name in element.attrib}
            assert not any(name.startswith("on") or name == "srcdoc" for name in names), answer.request.path
            links = [value for name, value in element.attrib.items() if name in {"href", "src", "action"}]
            assert not any(re.match(r"\s*(javascript|vbscript|data):", link) for link in links)


@pytest.mark.parametrize(
    "text",
    [
        " ".join(PROGRAMS),
        'mark #eval("1+1") #read("/etc/passwd") $x^2$ *b* _i_ @ref <lbl> \\ ` ~ #import "x"\n= Head\n- row',
        "mark\r\nBEGIN:VEVENT\r\nSUMMARY:evil\r\nEND:VEVENT;X=\"a\",\\n",
        "mark ]]><!ENTITY x SYSTEM 'file:///etc/passwd'>&x; %s {place} %(place)s",
        "mark Llanfairpwllgwyngyll ŵŷŴŶẁẃỳ שלום \u05d0 🚨👨‍👩‍👧 Z̷̢͎a̶ " + "W" * 110,
    ],
)  # fmt: skip
def test_no_text_breaks_a_page_a_feed_a_calendar_or_a_sheet(app, no_gate, text):
    piece = attacked(app, text)
    visitor = app.test_client()
    for address in addresses(piece):
        answer = visitor.get(address)
        assert answer.status_code == 200, address
        is_sound(answer)
    sheet = words_of(visitor.get(f"/meetings/{piece}-2027-01-07/decisions.pdf").data)
    assert text.split()[0] in sheet, "typst's own language is text like any other"
    assert "root:x" not in sheet
    desk = signed_in(app, ASH)
    for address in ("presenter", "decide", "cancel"):
        is_sound(desk.get(f"/newsroom/meetings/{piece}-2027-01-07/{address}"))
    is_sound(desk.get(f"/newsroom/pieces/{piece}"))


def test_a_title_of_two_lines_that_somebody_sends_past_the_form_still_gives_a_calendar_file(app):
    piece = put_out(app, meeting(title_en="Have your say\nLower Keld"))
    answer = app.test_client().get(f"/calendar/meetings/{piece}.ics")
    assert answer.status_code == 200
    is_sound(answer)


def test_a_word_longer_than_a_line_stays_on_the_paper(app, no_gate):
    import pypdfium2

    piece = attacked(app, "https://example.org/" + "W" * 90)
    visitor = app.test_client()
    for address in (
        f"/leaflets/{LARK}.pdf",
        f"/meetings/{piece}-2027-01-07/deck.pdf",
        f"/meetings/{piece}-2027-01-07/decisions.pdf",
    ):
        for page in pypdfium2.PdfDocument(visitor.get(address).data):
            text = page.get_textpage()
            right = max((text.get_charbox(place)[2] for place in range(text.count_chars())), default=0)
            assert right <= page.get_width(), address


# ---- the file of a meeting in a box


def broken(piece: str) -> list[bytes]:
    """More than 150 files, none of which a meeting in a box ever wrote."""
    good, raw = said(piece), file(piece)
    odd = (None, True, -1, 1.5, 10**30, "", "\ud800", "\u202e", [[]], [1], {"a": 1}, "2026-13-45")
    found = [raw[:cut] for cut in range(1, len(raw), 60)]
    found += [
        json.dumps({key: value for key, value in good.items() if key != gone}).encode() for gone in good
    ]
    for key in ("format", "version", "session", "saved", "saved_at", "meeting", "partnership", "held"):
        found += [
            json.dumps({**good, key: value}).encode()
            for value in odd
            if value is not None or key != "present"
        ]
    for name in ("decisions", "hands", "asked"):
        for key in good[name][0]:
            row = {**good[name][0], key: {"a": [1]}}
            found.append(json.dumps({**good, name: [row]}).encode())
        found.append(json.dumps({**good, name: good[name] * 81}).encode())
    found += [
        b"[" * 100_000,
        b'{"a":' * 40_000,
        raw[:-1] + b',"x":' + b"[" * 90_000,
        b'{"saved":' + b"9" * 6000 + b"}",
    ]
    found += [raw.decode().encode(code) for code in ("utf-16", "utf-16-le", "utf-32")]
    found += [
        raw + b" " * (256 * 1024 + 1 - len(raw)), raw[:-1] + b',"meeting":"x"}', raw[:-1] + b',"__proto__":{}}',
        raw.replace(b"31", b"NaN"), raw.replace(b"31", b"-Infinity"), raw.replace(b"31", b"1e400"), b"\xff" * 99,
        file("nosuchmeet"), file(f"{piece}-2026-12-10"), file("../../x"), file(piece, partnership="W22900009"),
    ]  # fmt: skip
    return found


def test_no_broken_file_of_decisions_is_taken_and_each_is_told_why(app):
    piece = put_out(app, meeting())
    set_clock(app, AFTER)
    files = broken(piece)
    assert len(files) >= 150
    for each in files:
        answer = import_file(app, each)
        assert answer.status_code == 400, each[:80]
        assert "govuk-error-summary__list" in answer.text
    with app.extensions["crimemap.database"].session() as session:
        assert session.query(pieces.Piece).where(pieces.Piece.kind == Kind.RECORD).count() == 0


# ---- roles


def test_nobody_of_another_partnership_reaches_a_meeting_by_any_address(app):
    piece = put_out(app, meeting())
    both = (Role.AUTHOR, Role.APPROVER, Role.ADMINISTRATOR)
    foreign = signed_in(app, person("Dogwood", *both, partnership="W22900009"))
    token = hidden(foreign.get("/newsroom/meetings/import"))
    for act in ("presenter", "decide", "cancel", "dates", ""):
        assert foreign.get(f"/newsroom/meetings/{piece}/{act}".rstrip("/")).status_code == 403, act
    for act in ("decide", "cancel", ""):
        answer = foreign.post(
            f"/newsroom/meetings/{piece}/{act}".rstrip("/"),
            data={"csrf_token": token, "version": "1", "token": "x", "reason_en": "Because.", "sure": "y"},
        )
        assert answer.status_code == 403, act
    sent = {"csrf_token": token, "file": (io.BytesIO(file(piece)), "decisions.json")}
    assert foreign.post("/newsroom/meetings/import", data=sent).status_code == 403
    assert "cancelled" not in app.test_client().get(f"/meetings/{piece}").text.lower()


def test_an_administrator_writes_cancels_and_decides_nothing(app):
    piece = put_out(app, meeting())
    client = signed_in(app, person("Elder", Role.ADMINISTRATOR))
    token = hidden(client.get("/newsroom/accounts/new"))
    for act in ("decide", "cancel", ""):
        answer = client.post(
            f"/newsroom/meetings/{piece}/{act}".rstrip("/"), data={"csrf_token": token, "version": "1"}
        )
        assert answer.status_code == 403, act


@pytest.mark.parametrize(
    ("address", "answers"),
    [
        ("meetings", {"body": "  "}), ("meetings", {"every": "  "}), ("meetings", {"spoken": " "}),
        ("meetings", {"second": " "}), ("meetings", {"neighbourhoods": "gone"}), ("meetings", {"wards": "\x00"}),
        ("leaflets", {"place_contact": "NaN"}), ("leaflets", {"place_map": "²"}), ("leaflets", {"place_map": " "}),
    ],
)  # fmt: skip
def test_a_choice_that_no_form_offers_is_answered_and_is_no_fault(app, address, answers):
    app.config["PROPAGATE_EXCEPTIONS"] = True
    client = signed_in(app, ASH)
    page = client.get(f"/newsroom/{address}/new?partnership={PARTNERSHIP}")
    given = {name: hidden(page, name) for name in ("csrf_token", "token", "partnership")}
    answer = client.post(f"/newsroom/{address}/new", data={**given, **answers})
    assert answer.status_code in {303, 400}


def test_what_is_typed_into_a_public_meeting_is_public_only_once_a_second_person_approved_it(app):
    piece = put_out(app, meeting())
    client = signed_in(app, ASH)
    page = client.get(f"/newsroom/meetings/{piece}")
    given = {name: hidden(page, name) for name in ("csrf_token", "version")}
    client.post(f"/newsroom/meetings/{piece}", data={**given, "title_en": "Changed by one person"})
    app.extensions["crimemap.cache"].forget()
    for address in (
        f"/meetings/{piece}",
        f"/meetings/{piece}/pack",
        f"/meetings/{piece}/display",
        "/meetings",
        f"/embed/{LARK}",
    ):
        assert "Changed by one person" not in app.test_client().get(address).text


def test_a_date_is_cancelled_for_a_reason_that_is_only_text(app, no_gate):
    piece = put_out(app, meeting())
    cancel(app, piece, PROGRAMS[0])
    for address in (
        f"/meetings/{piece}",
        f"/meetings/{piece}/pack",
        f"/calendar/meetings/{piece}.ics",
        "/feeds/meetings.atom",
    ):
        is_sound(app.test_client().get(address))
    assert Bilingual(PROGRAMS[0]).en not in app.test_client().get(f"/meetings/{piece}").text


# ---- letters


@pytest.mark.parametrize(
    "typed",
    [
        "=?utf-8?q?victim?=@tamber.example", "a@tamber.example\r\nBcc: b@c.example", "a@b.example,c@d.example",
        "<a@b.example>", '"a b"@b.example', "a@[127.0.0.1]", "a@b..example", "a;b@c.example",
    ],
)  # fmt: skip
def test_an_address_that_may_mean_another_or_several_is_refused(quiet, typed):
    visitor = quiet.test_client()
    stamp = hidden(visitor.get(f"/alerts?area={LARK}"), "stamp")
    set_clock(quiet, NOW + dt.timedelta(seconds=30))
    answer = visitor.post(f"/alerts?area={LARK}", data={"stamp": stamp, "email": typed, "spoken": "en"})
    assert answer.status_code == 400
    assert "like name@example.org" in answer.text
