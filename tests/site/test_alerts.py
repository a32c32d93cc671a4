"""The monthly letter on the site: asked for, confirmed and stopped without an account, and told to nobody else."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from crimemap.editorial import keys, subscriptions
from crimemap.editorial.attempts import Attempt
from crimemap.editorial.outbox import Letter
from crimemap.editorial.subscriptions import Link, Subscription
from tests.site.conftest import site_of
from tests.site.newsroom import hidden
from tests.site.nominating_site import Clock, site_at

LARKWITH = "/alerts?area=corvenshire-lark"
READER = "reader-one@corven.example"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(data, tmp_path, clock):
    return site_at(data, tmp_path, clock)


@pytest.fixture
def visitor(app):
    return app.test_client()


def ask(visitor, clock, address=LARKWITH, seconds=30, **answers):
    stamp = hidden(visitor.get(address), "stamp")
    clock.on(seconds=seconds)
    return visitor.post(address, data={"stamp": stamp, "website": "", "email": READER, **answers})


def rows(app):
    with app.extensions["crimemap.database"].session() as session:
        return list(session.scalars(select(Subscription)))


def link(app, what: Link, which=0) -> str:
    with app.extensions["crimemap.database"].session() as session:
        return subscriptions.path_of(session, what, rows(app)[which].id, "en")


def letters(tmp_path) -> list[str]:
    files = sorted((tmp_path / "outbox").glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
    return [file.read_text() for file in files]


def test_from_the_form_to_the_letter_and_back_to_stopping_it(app, visitor, clock, tmp_path):
    answer = ask(visitor, clock)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/alerts/sent")
    assert "Set-Cookie" not in answer.headers
    (letter,) = letters(tmp_path)
    assert f"To: {READER}" in letter
    assert "Hello," in letter
    assert "Local crime and justice" in letter
    found = re.search(r"(/alerts/confirm/[0-9a-f-]+)", letter.replace("=\n", ""))
    page = visitor.get(found[1])
    assert "Larkwith" in page.text
    assert READER not in page.text
    assert rows(app)[0].confirmed_at is None, "programs that open links confirm nothing"
    answer = visitor.post(found[1])
    assert (answer.status_code, answer.headers["Location"]) == (303, found[1])
    assert "You get the monthly letter" in visitor.get(found[1]).text
    stop = link(app, Link.STOP)
    assert "Stop the monthly letter?" in visitor.get(stop).text
    assert len(rows(app)) == 1, "nor do they stop anything"
    assert "is stopped" in visitor.post(stop).text
    assert rows(app) == []
    assert "is stopped" in visitor.get(stop).text


def test_a_mail_programs_own_button_stops_it_with_one_request_and_no_redirect(app, visitor, clock):
    """RFC 8058: a POST with this one pair, from anywhere, without a cookie; no further address is followed."""
    ask(visitor, clock)
    answer = app.test_client().post(
        link(app, Link.STOP), data={"List-Unsubscribe": "One-Click"}, headers={"User-Agent": "mail"}
    )
    assert answer.status_code == 200
    assert rows(app) == []


def test_a_mail_program_that_is_a_page_of_another_site_stops_it_too(app, visitor, clock):
    ask(visitor, clock)
    secret = link(app, Link.STOP)
    sent = {"Origin": "https://webmail.example", "Sec-Fetch-Site": "cross-site"}
    answer = visitor.post(secret, data={"List-Unsubscribe": "One-Click"}, headers=sent)
    assert answer.status_code == 200
    assert rows(app) == []


def test_pages_of_a_link_are_kept_by_nobody_and_lead_nowhere_with_their_secret(app, visitor, clock):
    ask(visitor, clock)
    for address in (link(app, Link.CONFIRM), link(app, Link.STOP)):
        answer = visitor.get(address)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "same-origin", (
            "no-referrer makes its own form a foreign one"
        )
        assert "noindex" in answer.headers["X-Robots-Tag"]


def test_a_form_that_is_taken_for_a_foreign_one_says_what_to_do_and_speaks_of_no_account(app, visitor, clock):
    ask(visitor, clock)
    answer = visitor.post(link(app, Link.CONFIRM), headers={"Origin": "null"})
    assert answer.status_code == 403
    assert "Open the page again" in answer.text
    assert "account" not in answer.text
    assert rows(app)[0].confirmed_at is None


@pytest.mark.parametrize("made_up", ["x", "0" * 20 + "-" + "0" * 32, "%3Cscript%3E"])
def test_a_made_up_link_says_that_it_does_not_work(visitor, made_up):
    for address, status in ((f"/alerts/confirm/{made_up}", 410), (f"/alerts/stop/{made_up}", 404)):
        for answer in (visitor.get(address), visitor.post(address)):
            assert answer.status_code == status
            assert "does not work" in answer.text


def test_a_link_to_confirm_works_for_a_week(app, visitor, clock):
    ask(visitor, clock)
    address = link(app, Link.CONFIRM)
    clock.on(days=7)
    assert visitor.get(address).status_code == 410
    assert visitor.post(address).status_code == 410
    assert rows(app)[0].confirmed_at is None


def test_nobody_learns_whether_an_address_is_subscribed(app, visitor, clock):
    """First asked, asked again, once confirmed, and when its letters of the day are used up: one answer."""
    answers = [ask(visitor, clock)]
    answers.append(ask(visitor, clock))
    visitor.post(link(app, Link.CONFIRM))
    answers += [ask(visitor, clock) for _each in range(3)]
    told = {(answer.status_code, answer.headers["Location"], answer.data) for answer in answers}
    assert len(told) == 1


def test_where_it_comes_already_the_letter_says_so_to_its_reader_alone(app, visitor, clock, tmp_path):
    ask(visitor, clock)
    visitor.post(link(app, Link.CONFIRM))
    ask(visitor, clock)
    assert "You get the letter about Larkwith already" in letters(tmp_path)[-1]


def test_a_button_that_is_pressed_twice_sends_one_letter(visitor, clock, tmp_path):
    stamp = hidden(visitor.get(LARKWITH), "stamp")
    clock.on(seconds=30)
    for _each in range(2):
        answer = visitor.post(LARKWITH, data={"stamp": stamp, "website": "", "email": READER})
        assert answer.status_code == 303
    assert len(letters(tmp_path)) == 1


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"email": ""}, (400, "Enter your email address.")),
        ({"email": "no address"}, (400, "like name@example.org")),
        ({"email": "a@b.example,c@d.example"}, (400, "like name@example.org")),
        ({"email": "a@b.example\r\nBcc: c@d.example"}, (400, "like name@example.org")),
        ({"email": f"ann@{'b.' * 130}example"}, (400, "at most 254 letters")),
        ({"email": "ann..lee@b.example"}, (400, "like name@example.org")),
        ({"email": ".ann@b.example"}, (400, "like name@example.org")),
        ({"email": "ann@-b.example"}, (400, "like name@example.org")),
        ({"email": "ann@b..example"}, (400, "like name@example.org")),
        ({"email": "ann@10.0.0.12"}, (400, "like name@example.org")),
        ({"email": f"{'a' * 65}@b.example"}, (400, "like name@example.org")),
        ({"website": "http://spam.example"}, (429, "Nothing is lost")),
        ({"seconds": 1}, (429, "Nothing is lost")),
        ({"stamp": "made-up-one"}, (429, "Nothing is lost")),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_kept(app, visitor, clock, answers, expected):
    answer = ask(visitor, clock, **answers)
    assert answer.status_code == expected[0]
    assert expected[1] in answer.text
    assert rows(app) == []


@pytest.mark.parametrize(
    "address",
    [
        "ann+crime@mail.example", "o'brien@mail.example", "ann@bücher.example", "ann@xn--bcher-kva.example",
        f"{'a' * 64}@{'b' * 63}.{'c' * 63}.{'d' * 53}.example",
    ],
)  # fmt: skip
def test_every_address_that_mail_servers_take_is_taken(app, visitor, clock, tmp_path, address):
    assert ask(visitor, clock, email=address).status_code == 303
    assert len(letters(tmp_path)) == 1


def test_the_area_may_be_typed_and_of_several_one_is_chosen(app, visitor, clock):
    assert ask(visitor, clock, "/alerts", place="QX1 1AA").status_code == 303
    assert rows(app)[0].area.startswith("corvenshire-"), "small areas have no names that people use"
    nowhere = ask(visitor, clock, "/alerts", place="Atlantis Sunken Beneath")
    assert nowhere.status_code == 400
    assert READER in nowhere.text, "what was typed stays"
    nothing = ask(visitor, clock, "/alerts", place="")
    assert "Enter a postcode, or the name of a place." in nothing.text


def test_an_area_that_there_is_not_is_not_asked_about(visitor):
    assert visitor.get("/alerts?area=nowhere").status_code == 404


def test_a_hall_may_ask_from_one_connection_and_more_are_told_how_long_to_wait(app, visitor, clock):
    for number in range(40):
        assert ask(visitor, clock, email=f"r{number}@corven.example").status_code == 303
    one_more = ask(visitor, clock, email="r41@corven.example")
    assert one_more.status_code == 429
    assert "once more in an hour" in one_more.text
    assert "half a minute" not in one_more.text
    assert len(rows(app)) == 40
    clock.on(hours=1)
    assert ask(visitor, clock, email="r41@corven.example").status_code == 303


def test_nothing_that_is_read_writes_anything(app, visitor, clock):
    ask(visitor, clock)

    def all_rows():
        with app.extensions["crimemap.database"].session() as session:
            return [
                session.scalar(select(func.count()).select_from(kind))
                for kind in (Subscription, Letter, Attempt, keys.RecordKey)
            ]

    before = all_rows()
    for address in (LARKWITH, "/alerts", "/alerts/sent", link(app, Link.CONFIRM), link(app, Link.STOP)):
        assert visitor.get(address).status_code == 200
    assert all_rows() == before


def test_the_page_names_feeds_and_calendars_that_there_are(visitor):
    for page in ("/alerts", LARKWITH):
        text = visitor.get(page).text
        found = re.findall(r'href="(/(?:feeds|calendar)/[^"]+)"', text)
        assert len(found) >= 2
        for address in found:
            assert visitor.get(address).status_code == 200, address


def test_the_page_of_an_area_leads_to_it(visitor):
    assert f'href="{LARKWITH}"' in visitor.get("/areas/corvenshire-lark").text


def test_the_language_is_asked_for_where_there_are_two(data, tmp_path, clock):
    (tmp_path / "releases").symlink_to(data / "releases")
    app = site_of(tmp_path, languages="en,cy")
    app.extensions["crimemap.served"].now = clock
    visitor = app.test_client()
    page = visitor.get(f"/cy{LARKWITH}")
    assert re.search(r'value="cy"\s+checked', page.text)
    assert ask(visitor, clock, f"/cy{LARKWITH}", spoken="cy").headers["Location"] == "/cy/alerts/sent"
    assert [row.language for row in rows(app)] == ["cy"]
    assert "/cy/alerts/confirm/" in letters(tmp_path)[0]
    assert ask(visitor, clock, LARKWITH, spoken="fr").status_code == 400


def test_privacy_says_what_is_kept_and_until_when(visitor):
    text = visitor.get("/privacy").text
    assert "Who gets the monthly letter about an area" in text
    assert "7 days after it was asked for" in text
    assert "where you asked to hear of cancelled and moved meetings" in text


def test_privacy_says_of_meetings_their_records_leaflets_and_the_halls_computer_until_when(visitor):
    text = " ".join(re.sub(r"<[^>]+>", " ", visitor.get("/privacy").text).split())
    for said in (
        "A meeting that was announced 6 years after its last date.",
        "What a meeting decided 6 years after it was first published.",
        "that was taken down 90 days after it was taken down.",
        "A leaflet that was composed 90 days after its last day",
        "What a presenter says to each slide 28 days after the last date of the meeting.",
        "28 days after the record was published or closed.",
        "7 days after the last word was typed, when the form is opened next.",
    ):
        assert said in text


def test_letters_at_once_are_asked_for_with_a_tick_that_is_off_and_confirmed_by_the_same_button(
    app, visitor, clock, tmp_path
):
    page = visitor.get(LARKWITH)
    assert "Also write to me when a meeting here is cancelled or moved" in page.text
    assert not re.search(r'name="also"[^>]*checked', page.text)
    ask(visitor, clock, also="y")
    assert "They also asked for a letter whenever a meeting there is cancelled or moved." in plain(
        letters(tmp_path)[0]
    )
    confirm = link(app, Link.CONFIRM)
    assert "Another comes whenever a meeting there is cancelled or moved." in visitor.get(confirm).text
    assert rows(app)[0].also_since is None
    visitor.post(confirm)
    assert rows(app)[0].also_since is not None
    assert "a letter comes at once" in visitor.get(confirm).text


def plain(letter: str) -> str:
    return " ".join(letter.replace("=\n", "").split())


def test_without_the_tick_nothing_more_is_asked_for(app, visitor, clock):
    ask(visitor, clock)
    visitor.post(link(app, Link.CONFIRM))
    assert rows(app)[0].also_since is None


def test_who_gets_the_monthly_letter_confirms_once_more_before_letters_come_at_once(
    app, visitor, clock, tmp_path
):
    ask(visitor, clock)
    visitor.post(link(app, Link.CONFIRM))
    answer = ask(visitor, clock, also="y")
    assert answer.headers["Location"] == "/alerts/sent"
    assert "Please confirm: letters about meetings in Larkwith" in plain(letters(tmp_path)[-1])
    confirm = link(app, Link.CONFIRM)
    assert "Hear of cancelled and moved meetings?" in visitor.get(confirm).text
    assert rows(app)[0].also_since is None
    visitor.post(confirm)
    assert rows(app)[0].also_since is not None


def test_they_are_stopped_alone_by_a_second_button_and_with_everything_by_the_first(app, visitor, clock):
    ask(visitor, clock, also="y")
    visitor.post(link(app, Link.CONFIRM))
    stop = link(app, Link.STOP)
    page = visitor.get(stop)
    assert page.text.count("<button") == 2
    assert "The monthly letter goes on." in visitor.post(stop, data={"only": "changes"}).text
    assert (len(rows(app)), rows(app)[0].also_since) == (1, None)
    assert visitor.get(stop).text.count("<button") == 1
    assert "is stopped" in visitor.post(stop).text
    assert rows(app) == []
    assert "are stopped" in visitor.post(stop, data={"only": "changes"}).text, "twice is once"


def test_one_press_in_a_mail_program_stops_both(app, visitor, clock):
    ask(visitor, clock, also="y")
    visitor.post(link(app, Link.CONFIRM))
    answer = app.test_client().post(link(app, Link.STOP), data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert rows(app) == []


def test_whoever_corrects_a_slip_may_send_at_once_and_a_program_may_not(app, visitor, clock):
    stamp = hidden(visitor.get(LARKWITH), "stamp")
    slipped = visitor.post(LARKWITH, data={"stamp": stamp, "website": "", "email": "ann"})
    assert slipped.status_code == 400
    again = {"stamp": hidden(slipped, "stamp"), "slip": hidden(slipped, "slip"), "email": READER}
    assert visitor.post(LARKWITH, data={**again, "website": "http://spam.example"}).status_code == 429
    assert visitor.post(LARKWITH, data={**again, "website": "", "slip": "0" * 32}).status_code == 429
    assert rows(app) == []
    assert visitor.post(LARKWITH, data={**again, "website": ""}).status_code == 303
    assert len(rows(app)) == 1


def test_who_was_too_fast_is_not_told_to_wait_longer_than_it_takes(visitor, clock):
    refused = ask(visitor, clock, seconds=1)
    assert "Wait a few seconds" in refused.text
    assert 'name="slip"' not in refused.text
    clock.on(seconds=3)
    given = {"stamp": hidden(refused, "stamp"), "website": "", "email": READER}
    assert visitor.post(LARKWITH, data=given).status_code == 303
