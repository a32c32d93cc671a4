"""The file that is taken to a meeting, and the papers beside it: whole, alone, nameless, the same bytes each time."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import json
import re

import pypdf
import pytest
from flask import Flask

from crimemap.editorial import publishing
from crimemap.editorial.database import Bilingual
from crimemap.editorial.meetings import Asked, Decision, Hands, Note, Record, cancelling, recording
from tests.editorial.convictions_cases import NAME
from tests.site.conftest import site_of
from tests.site.convictions_site import BEECH, NOW, publish_case, set_clock
from tests.small_meetings import meeting, published

HERE = "corvenshire-lark"
NOTE = "Say quietly that the heating fails at nine."
MOST = 3 * 1024 * 1024


@pytest.fixture
def app(fresh) -> Flask:
    made = fresh()
    made.extensions["crimemap.ask_again"] = lambda: None
    set_clock(made, NOW)
    return made


def write(app: Flask, act):
    with app.app_context(), app.extensions["crimemap.database"].session(writing=True) as session:
        answer = act(session)
        session.commit()
        app.extensions["crimemap.cache"].forget()
        return answer


@pytest.fixture
def meeting_id(app: Flask) -> str:
    told = meeting(areas=(HERE,), notes=(Note(slide="outcomes", said=NOTE),))
    return write(app, lambda session: published(session, told, now=NOW).id)


def pack(app: Flask, meeting_id: str):
    return app.test_client().get(f"/meetings/{meeting_id}/pack")


def inside(text: str, name: str) -> list[str]:
    return re.findall(rf"<{name}>(.*?)</{name}>", text, re.DOTALL)


def digest(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def words(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(re.sub(r"\s+", " ", page.extract_text()) for page in pages)


def test_it_is_one_file_to_keep_with_deck_map_tables_and_form(app, meeting_id):
    answer = pack(app, meeting_id)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f'attachment; filename="meeting-{meeting_id}.html"'
    assert len(answer.data) <= MOST
    slides = re.findall(r'<section[^>]*\sid="([a-z]+)"[^>]*\sdata-slide', answer.text)
    assert slides[0] == "where"
    assert slides[-2:] == ["decide", "decisions"]
    assert {"did", "map", "types", "trend", "outcomes", "payback", "confidence", "questions"} <= set(slides)
    assert "data-slide-map" in answer.text
    assert answer.text.count("<caption") >= 3
    assert "data-decide" in answer.text


def test_it_asks_nothing_of_anybody(app, meeting_id):
    text = pack(app, meeting_id).text
    bare = re.sub(r"<(script|style)>.*?</\1>", "", text, flags=re.DOTALL)
    for name, value in re.findall(r'\s(src|href|action|data|poster|srcset)="([^"]*)"', bare):
        assert value.startswith(("#", "mailto:", "tel:")), f"{name}={value}"
    linked = re.findall(r"url\(\s*[\"']?([^)\"']{0,40})", "".join(inside(text, "style")))
    assert linked
    assert all(each.startswith("data:") for each in linked)
    assert "data-follow" not in text.replace("dataset.follow", "")
    assert "/static/" not in text


def test_its_policy_is_of_its_own_bytes_in_the_file_and_in_the_header(app, meeting_id):
    for answer in (pack(app, meeting_id), pack(app, meeting_id)):  # the second one from the cache
        in_header = answer.headers["Content-Security-Policy"]
        in_file = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"', answer.text)[1]
        in_file = in_file.replace("&#39;", "'")
        assert in_header == f"{in_file}; frame-ancestors 'none'"
        directives = dict(each.strip().partition(" ")[::2] for each in in_file.split(";"))
        for name in ("script", "style"):
            found = inside(answer.text, name)
            assert directives[f"{name}-src"].split() == list(dict.fromkeys(map(digest, found)))
        assert answer.text.index("http-equiv") < answer.text.index("<style>")


def test_the_same_meeting_gives_the_same_bytes(app, meeting_id):
    addresses = [f"/meetings/{meeting_id}/{leaf}" for leaf in ("pack", "deck.pdf", "decisions.pdf")]
    client = app.test_client()
    before = [client.get(address).data for address in addresses]
    app.extensions["crimemap.cache"].store.sweep(keep=())
    assert [client.get(address).data for address in addresses] == before


def test_no_name_of_a_case_and_no_note_of_the_presenter_is_in_any_of_them(app, meeting_id):
    case, client = publish_case(app), app.test_client()
    assert NAME in client.get(f"/convictions/{case}").text
    texts = [pack(app, meeting_id).text]
    texts += [words(client.get(f"/meetings/{meeting_id}/{leaf}.pdf").data) for leaf in ("deck", "decisions")]
    for text in texts:
        assert "Have your say: Lower Keld" in text
        for word in (NAME, NAME.split()[0], NOTE, "heating"):
            assert word.lower() not in text.lower()


def test_the_form_knows_its_meeting_and_offers_the_bodies_that_come(app, meeting_id):
    form = re.search(r"<form[^>]*data-decide[^>]*>", pack(app, meeting_id).text)[0]
    told = dict(re.findall(r'data-(\w+)="([^"]*)"', form))
    assert told["meeting"] == meeting_id
    assert told["partnership"] == "E22900001"
    assert told["held"] == "2026-12-03"
    assert told["title"] == "Have your say: Lower Keld"
    assert '<option value="Housing officer">' in pack(app, meeting_id).text


def test_it_says_what_is_missing_in_the_words_of_the_gate_and_where_its_file_goes(app, meeting_id):
    form = re.search(r"<form[^>]*data-decide[^>]*>", pack(app, meeting_id).text)[0]
    told = dict(re.findall(r'data-(\w+)="([^"]*)"', form))
    said = json.loads(html.unescape(told["wanting"]))
    record = Record(
        meeting=meeting_id, held=NOW.date(),
        decisions=(Decision(action_en="Fit timers."), Decision(decided_en="Yes.", owner="The council", reach="hall")),
        hands=(Hands(question_en="Dusk?", yes=25), Hands()), asked=(Asked(answer_en="No."),),
    )  # fmt: skip
    for present in (None, 20):
        for one in recording.remarks(record.model_copy(update={"present": present}), NOW):
            assert one.why.replace("25", "{hands}").replace("20", "{present}") in said.values()
    assert told["address"].endswith("/newsroom/meetings/import")


def test_what_was_typed_into_a_meeting_cannot_become_a_script_of_the_file(app):
    odd = meeting(areas=(HERE,), place='"></script><script>alert(1)</script>', contact="{{ 7 * 7 }}")
    meeting_id = write(app, lambda session: published(session, odd, now=NOW).id)
    text = pack(app, meeting_id).text
    assert len(inside(text, "script")) == 3
    assert "alert(1)</script>" not in text
    assert "49" not in re.findall(r"<[^>]*>([^<]*7 \* 7[^<]*)<", text)


def test_the_papers_are_pdfs_to_keep(app, meeting_id):
    client = app.test_client()
    for leaf, name in (
        ("deck.pdf", f"meeting-{meeting_id}.pdf"),
        ("decisions.pdf", f"decisions-{meeting_id}.pdf"),
    ):
        answer = client.get(f"/meetings/{meeting_id}/{leaf}")
        assert answer.status_code == 200
        assert answer.mimetype == "application/pdf"
        assert answer.data.startswith(b"%PDF-")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert f"/newsroom/meetings/{meeting_id}/decide" in words(
        client.get(f"/meetings/{meeting_id}/decisions.pdf").data
    )


def test_a_meeting_that_was_cancelled_says_so_in_what_is_taken_along(app, meeting_id):
    client = app.test_client()
    before = client.get(f"/meetings/{meeting_id}/deck.pdf").data
    write(
        app,
        lambda session: cancelling.cancel(
            session, BEECH, meeting_id, Bilingual("The hall is flooded.", ""), now=NOW
        ),
    )
    assert "flooded" in pack(app, meeting_id).text
    assert client.get(f"/meetings/{meeting_id}/deck.pdf").data != before


def test_there_is_none_of_a_meeting_that_is_not_there(app, meeting_id):
    for leaf in ("pack", "deck.pdf", "decisions.pdf"):
        assert app.test_client().get(f"/meetings/nowhere/{leaf}").status_code == 404
    write(app, lambda session: publishing.end(session, BEECH, meeting_id, "The wrong day.", now=NOW))
    for leaf in ("pack", "deck.pdf", "decisions.pdf"):
        assert app.test_client().get(f"/meetings/{meeting_id}/{leaf}").status_code == 410


def test_in_welsh_it_is_of_welsh_and_its_file_says_so(app, meeting_id, tmp_path):
    welsh = site_of(tmp_path, languages="en,cy")
    set_clock(welsh, NOW)
    answer = welsh.test_client().get(f"/cy/meetings/{meeting_id}/pack")
    assert answer.status_code == 200
    assert '<html lang="cy"' in answer.text
    assert pack(app, meeting_id).text != answer.text
