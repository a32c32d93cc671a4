"""A say by HTTP: rules, codes, one browser, turnout at any time, the count only after the end."""

from __future__ import annotations

import csv
import io
import re

import pytest

from crimemap.editorial import says
from tests.site.newsroom import hidden
from tests.site.nominating_site import Clock, site_at, staff


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def app(data, tmp_path, clock):
    return site_at(data, tmp_path, clock)


@pytest.fixture
def visitor(app):
    return app.test_client()


WRITTEN = {
    "partnership": "E22900001", "about": "payback", "title_en": "What comes first?",
    "title_cy": "Beth sy’n dod gyntaf?",
    "who_en": "Everybody who lives in Tamber Vale", "ways": "codes", "opens-day": "29", "opens-month": "11",
    "opens-year": "2026", "closes-day": "5", "closes-month": "12", "closes-year": "2026",
    "others": "Railings | Rheiliau\nFootpath\nBenches\n",
}  # fmt: skip


def drafted(client, **changed):
    page = client.get("/newsroom/says/new")
    data = {**WRITTEN, "csrf_token": hidden(page), "token": hidden(page, "token"), **changed}
    return client.post("/newsroom/says/new", data=data)


def press(client, say, name):
    page = client.get(f"/newsroom/says/{say}")
    found = re.search(r'name="version" value="(\d+)"', page.text)
    data = {"csrf_token": hidden(page), "version": found[1] if found else "1"}
    return client.post(f"/newsroom/says/{say}/{name}", data=data)


def published(app, **changed):
    ash = staff(app)
    answer = drafted(ash, **changed)
    assert answer.status_code == 303, answer.text
    say = answer.headers["Location"].rpartition("/")[2]
    assert press(ash, say, "hand-in").status_code == 303
    assert press(staff(app, "Beech"), say, "publish").status_code == 303
    return say


def codes_of(app, say, count=6):
    ash = staff(app)
    page = ash.get(f"/newsroom/says/{say}")
    data = {"csrf_token": hidden(page), "token": hidden(page, "token"), "codes-count": str(count),
            "codes-label": "Leaflets", "codes-shape": "csv"}  # fmt: skip
    made = ash.post(f"/newsroom/says/{say}/codes", data=data)
    assert made.headers["Cache-Control"] == "no-store"
    return [row["code"] for row in csv.DictReader(io.StringIO(made.data.decode("utf-8-sig")))]


def take_part(visitor, say, clock, **answers):
    stamp = hidden(visitor.get(f"/payback/say/{say}"), "stamp")
    clock.on(seconds=30)
    return visitor.post(f"/payback/say/{say}", data={"stamp": stamp, "website": "", **answers})


def test_a_say_from_draft_to_a_count_that_anybody_can_do_again(app, visitor, clock):
    say = published(app)
    coming = visitor.get(f"/payback/say/{say}").text
    assert "Opens on Sunday 29 November" in coming
    assert "the end of Saturday 5 December" in coming
    codes = codes_of(app, say)
    clock.on(days=8)
    for code, option in zip(codes, "122213", strict=True):
        answer = take_part(visitor, say, clock, option=option, code=code)
        assert answer.status_code == 303, answer.text
        assert "Set-Cookie" not in answer.headers
    during = visitor.get(f"/payback/say/{say}").text
    assert "6 of the 6 codes" in during
    assert "The count" not in during
    assert visitor.get(f"/payback/say/{say}/ballots.csv").status_code == 404
    clock.on(days=6)
    after = visitor.get(f"/payback/say/{say}").text
    assert "3 of 6 chose" in after
    assert "Footpath" in after
    file = visitor.get(f"/payback/say/{say}/ballots.csv").data
    seed = re.search(r'The number itself:\s*<code class="cm-hash">([0-9a-f]+)', after)
    count = says.recount(file, seed[1], (1, 2, 3))
    assert [votes.total for votes in count.votes] == [2, 3, 1]
    assert not any(code in after or code.encode() in file for code in codes)


def test_who_wrote_it_cannot_publish_it_and_it_cannot_change_after(app, visitor, clock):
    ash = staff(app)
    say = drafted(ash).headers["Location"].rpartition("/")[2]
    press(ash, say, "hand-in")
    assert press(ash, say, "publish").status_code == 403
    assert visitor.get(f"/payback/say/{say}").status_code == 404
    press(staff(app, "Beech"), say, "publish")
    ash = staff(app)
    page = ash.get("/newsroom/says/new")
    data = {**WRITTEN, "csrf_token": hidden(page), "version": "1", "title_en": "Other"}
    assert ash.post(f"/newsroom/says/{say}/change", data=data).status_code == 404
    assert "What comes first?" in visitor.get(f"/payback/say/{say}").text


def test_a_draft_can_be_changed_and_keeps_both_languages(app, clock):
    ash = staff(app)
    say = drafted(ash).headers["Location"].rpartition("/")[2]
    page = ash.get(f"/newsroom/says/{say}/change")
    assert "Railings | Rheiliau" in page.text
    data = {**WRITTEN, "csrf_token": hidden(page), "version": hidden(page, "version"), "others": "A | B\nC\n"}
    assert ash.post(f"/newsroom/says/{say}/change", data=data).status_code == 303
    assert "Railings" not in ash.get(f"/newsroom/says/{say}").text


@pytest.mark.parametrize(
    "wrong",
    [{"others": "One"}, {"closes-year": "2028"}, {"opens-day": "99"}, {"title_en": "", "title_cy": ""},
     {"partnership": "E22900009"}, {"ways": "none"}, {"about": "reparation", "others": "Boys paint\nBenches"}],
)  # fmt: skip
def test_what_is_wrong_with_a_draft_is_said(app, wrong):
    answer = drafted(staff(app), **wrong)
    assert answer.status_code == 400
    assert "There is a problem" in answer.text


def test_a_code_works_once_and_a_replay_is_no_second_say(app, visitor, clock):
    say = published(app)
    codes = codes_of(app, say, 2)
    clock.on(days=8)
    stamp = hidden(visitor.get(f"/payback/say/{say}"), "stamp")
    clock.on(seconds=30)
    data = {"stamp": stamp, "option": "1", "code": codes[0], "website": ""}
    assert [visitor.post(f"/payback/say/{say}", data=data).status_code for _each in range(2)] == [303, 303]
    again = take_part(visitor, say, clock, option="2", code=codes[0])
    assert again.status_code == 409
    assert "had its say" in again.text
    assert "1 of the 2 codes" in visitor.get(f"/payback/say/{say}").text


def test_programs_and_guesses_have_no_say(app, visitor, clock):
    say = published(app)
    codes = codes_of(app, say, 1)
    clock.on(days=8)
    assert take_part(visitor, say, clock, option="1", code=codes[0], website="x").status_code == 429
    quick = {"stamp": hidden(visitor.get(f"/payback/say/{say}"), "stamp"), "option": "1", "code": codes[0]}
    assert visitor.post(f"/payback/say/{say}", data=quick).status_code == 429
    assert take_part(visitor, say, clock, option="1").status_code == 400
    assert take_part(visitor, say, clock, option="9", code=codes[0]).status_code == 400
    for _each in range(50):
        assert take_part(visitor, say, clock, option="1", code="AAAA-AAAA-AAAA").status_code == 400
    assert take_part(visitor, say, clock, option="1", code="AAAA-AAAA-AAAA").status_code == 429
    assert "0 of the 1 code" in visitor.get(f"/payback/say/{say}").text


def test_a_browser_says_once_and_gets_one_cookie_for_that_page_alone(app, visitor, clock):
    say = published(app, ways="browsers")
    clock.on(days=8)
    assert "Set-Cookie" not in visitor.get(f"/payback/say/{say}").headers
    taken = take_part(visitor, say, clock, option="1")
    assert taken.status_code == 303
    for cookie in taken.headers.getlist("Set-Cookie"):
        assert cookie.startswith(f"said-{say}=")
        for part in ("HttpOnly", "SameSite=Strict", f"/payback/say/{say}", "Expires="):
            assert part in cookie
    assert "This browser has had its say" in visitor.get(f"/payback/say/{say}").text
    other = app.test_client()
    assert take_part(other, say, clock, option="2").status_code == 303
    assert "2 says came from browsers" in other.get(f"/payback/say/{say}").text


def test_without_codes_one_connection_has_only_so_many_says_an_hour(app, clock):
    say = published(app, ways="browsers")
    clock.on(days=8)
    answers = [take_part(app.test_client(), say, clock, option="1").status_code for _each in range(11)]
    assert answers == [303] * 10 + [429]


def test_reparation_is_labelled_as_such_and_says_nothing_of_anybody(app, visitor, clock):
    say = published(app, about="reparation")
    page = visitor.get(f"/payback/say/{say}").text
    assert "Reparation by young people" in page
    assert "Reparation by young people" in visitor.get("/payback/say").text


@pytest.mark.parametrize(("days", "heading"), [(0, "To come"), (8, "Open now"), (16, "Over")])
def test_the_list_tells_open_from_coming_and_over(app, visitor, clock, days, heading):
    assert "There is no say yet" in visitor.get("/payback/say").text
    published(app)
    clock.on(days=days)
    page = visitor.get("/payback/say").text
    assert [word for word in ("To come", "Open now", "Over") if f">{word}</h2>" in page] == [heading]


def test_a_stopped_say_says_why(app, visitor, clock):
    say = published(app)
    ash = staff(app)
    page = ash.get(f"/newsroom/says/{say}")
    for why, status in (("", 400), ("The footpath is closed.", 303)):
        data = {"csrf_token": hidden(page), "stop-why_en": why}
        assert ash.post(f"/newsroom/says/{say}/stop", data=data).status_code == status
    assert "The footpath is closed." in visitor.get(f"/payback/say/{say}").text


def test_a_sheet_of_codes_is_a_page_that_nobody_keeps(app, clock):
    say = published(app)
    ash = staff(app)
    page = ash.get(f"/newsroom/says/{say}")
    data = {
        "csrf_token": hidden(page),
        "token": "t",
        "codes-count": "3",
        "codes-label": "x",
        "codes-shape": "sheet",
    }
    first, second = (ash.post(f"/newsroom/says/{say}/codes", data=data) for _each in range(2))
    codes = [re.findall(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", sheet.text) for sheet in (first, second)]
    assert codes[0] == codes[1]
    assert len(codes[0]) == 3
    assert first.headers["Cache-Control"] == "no-store"
    wrong = ash.post(f"/newsroom/says/{say}/codes", data={**data, "codes-count": "9999"})
    assert wrong.status_code == 400


@pytest.mark.parametrize("address", ["nothing", "' OR 1=1 --", "a" * 300])
def test_a_say_that_there_is_not_is_not_found(visitor, address):
    assert visitor.get(f"/payback/say/{address}").status_code == 404
    assert visitor.get(f"/payback/say/{address}/ballots.csv").status_code == 404
