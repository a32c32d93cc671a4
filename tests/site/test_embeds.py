"""Frames for other people's pages: what they hold, how heavy they are, and that they alone may be framed."""

from __future__ import annotations

import datetime as dt
import gzip
import html
import re

import pytest

from crimemap.web.site import embedding
from crimemap.web.site.embedding import MOST_BYTES
from tests.editorial.convictions_cases import NAME
from tests.site.client import POLICY
from tests.site.convictions_site import publish_case, set_clock
from tests.small_meetings import NOW, meeting, published

LARK = "corvenshire-lark"
AREAS = (LARK, "E22900001", "E23900001", "E01900001")


def words_of(text: str) -> str:
    return " ".join(
        html.unescape(re.sub(r"<(style|svg)\b.*?</\1>|<[^>]+>", " ", text, flags=re.DOTALL)).split()
    )


def test_under_a_map_of_one_circle_or_none_nothing_is_said_of_larger_ones(client):
    """Aldgate has no parts: "A larger circle means more recorded" stood under its only one."""
    several = 0
    for area in AREAS:
        frame = client.get(f"/embed/{area}").text
        circles = frame.count("<circle")
        several += "A larger circle means more recorded." in words_of(frame)
        assert circles > 1 or "A larger circle means more recorded." not in words_of(frame), area
    assert several


@pytest.fixture
def held(fresh):
    """A site on which one meeting is published, that of 3 December 2026."""
    app = fresh()
    set_clock(app, NOW)
    with app.app_context(), app.extensions["crimemap.database"].session(writing=True) as session:
        piece = published(session, meeting(areas=(LARK,)))
        session.commit()
        app.meeting = piece.id
    return app


@pytest.mark.parametrize("leaf", ["", "/meetings"])
@pytest.mark.parametrize("code", AREAS)
def test_every_kind_of_area_has_frames_of_no_more_than_30_kb_and_no_script(client, code, leaf):
    answer = client.get(f"/embed/{code}{leaf}")
    assert answer.status_code == 200
    assert len(answer.data) <= MOST_BYTES
    assert "<script" not in answer.text
    assert "Invented / Dychmygol" in answer.text


def test_a_frame_says_the_first_sentence_of_the_area_page_and_draws_its_map(client):
    page, frame = client.get(f"/areas/{LARK}").text, client.get(f"/embed/{LARK}").text
    lead = re.search(r'<p class="cm-lead">(.*?)</p>', page, re.DOTALL)[1]
    assert words_of(lead) in words_of(frame)
    assert frame.count("<svg") == 1
    assert "cm-sheet--card" in frame


def test_a_frame_carries_freshness_source_licence_and_standing(client):
    frame = words_of(client.get(f"/embed/{LARK}").text)
    assert "published 12 November 2026" in frame
    assert "Open Government Licence v3.0" in frame
    assert "official statistic, not an accredited one" in frame


def test_any_page_may_carry_a_frame_and_no_other_page_of_ours(client):
    for address in (f"/embed/{LARK}", f"/embed/{LARK}/meetings"):
        assert "frame-ancestors *" in client.get(address).headers["Content-Security-Policy"]
    for address in ("/", f"/areas/{LARK}", f"/areas/{LARK}/embed", "/embed/nowhere"):
        assert "frame-ancestors 'none'" in client.get(address).headers["Content-Security-Policy"]


def test_the_policy_of_a_frame_comes_with_every_copy_of_it_kept_or_not(client):
    first = client.get(f"/embed/{LARK}", headers={"Accept-Encoding": "gzip"})
    assert "frame-ancestors *" in first.headers["Content-Security-Policy"]
    again = client.get(f"/embed/{LARK}", headers={"Accept-Encoding": "gzip"})
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"] != POLICY
    known = client.get(
        f"/embed/{LARK}", headers={"If-None-Match": first.headers["ETag"], "Accept-Encoding": "gzip"}
    )
    assert known.status_code == 304
    assert gzip.decompress(again.data) == gzip.decompress(first.data)


def test_the_next_meeting_stands_in_the_frame_until_it_is_over(held):
    client = held.test_client()
    frame = words_of(client.get(f"/embed/{LARK}").text)
    assert "Thursday 3 December, 7pm to 8.30pm" in frame
    assert "Have your say: Lower Keld" in frame
    set_clock(held, dt.datetime(2026, 12, 3, 20, 31, tzinfo=NOW.tzinfo))
    held.extensions["crimemap.cache"].forget()
    assert "Lower Keld" not in client.get(f"/embed/{LARK}/meetings?again=1").text


def test_the_frame_of_meetings_leads_to_each_of_them_in_a_new_tab(held):
    frame = held.test_client().get(f"/embed/{LARK}/meetings").text
    assert f'href="/meetings/{held.meeting}"' in frame
    links = re.findall(r"<a [^>]*>", frame)
    assert links
    assert all('target="_blank"' in link and 'rel="noopener"' in link for link in links)


def test_where_nobody_published_a_meeting_the_frame_says_so(client):
    assert "No meeting to come has been published." in client.get("/embed/E22900001/meetings").text


def test_the_page_to_copy_from_gives_each_frame_a_title_and_its_size(client):
    page = client.get(f"/areas/{LARK}/embed").text
    codes = [html.unescape(code) for code in re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)]
    assert len(codes) == 2
    for code, leaf in zip(codes, ("", "/meetings"), strict=True):
        assert re.fullmatch(
            rf'<iframe src="http://127\.0\.0\.1:\d+/embed/{LARK}{leaf}" title="[^"]+" width="340" height="\d+"'
            r' loading="lazy" style="border:0;max-width:100%"></iframe>',
            code.strip(),
        )


def test_the_width_of_a_page_is_one_link_away_and_another_size_is_the_usual_one(client):
    page = client.get(f"/areas/{LARK}/embed").text
    assert f"/areas/{LARK}/embed?size=page" in page
    wide = client.get(f"/areas/{LARK}/embed?size=page").text
    assert 'width="700"' in wide
    assert client.get(f"/areas/{LARK}/embed?size=junk").data == client.get(f"/areas/{LARK}/embed").data


def test_a_name_that_holds_markup_cannot_break_out_of_the_code(app):
    with app.test_request_context():
        made = embedding._frame('Crime in "><script>', "embed", "corvenshire-lark", 340, 900)
    assert "<script>" not in made.code
    assert "&quot;&gt;&lt;script&gt;" in made.code


def test_no_name_stands_in_a_frame_while_its_case_is_public(held):
    case = publish_case(held)
    held.extensions["crimemap.cache"].forget()
    client = held.test_client()
    assert NAME in client.get(f"/convictions/{case}").text
    for code in AREAS:
        for leaf in ("", "/meetings"):
            assert NAME.encode() not in client.get(f"/embed/{code}{leaf}").data


def test_the_area_page_leads_to_it(client):
    assert f"/areas/{LARK}/embed" in client.get(f"/areas/{LARK}").text


def test_a_map_too_heavy_for_a_frame_is_left_out(fresh, monkeypatch):
    monkeypatch.setattr(embedding, "MOST_OF_A_MAP", 10)
    frame = fresh().test_client().get(f"/embed/{LARK}").text
    assert "More about" in frame
    assert "<svg" not in frame


def test_frames_have_welsh_twins(bilingual):
    client = bilingual.test_client()
    assert '<html lang="cy">' in client.get(f"/cy/embed/{LARK}").text
    page = client.get(f"/cy/areas/{LARK}/embed").text
    assert f"/cy/embed/{LARK}" in page
