"""Display mode over HTTP: whole, without a script too, nameless; and the presenter's window."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask

from crimemap.editorial.meetings import Note
from crimemap.editorial.people import Role
from tests.editorial.convictions_cases import NAME
from tests.site.convictions_site import publish_case, set_clock
from tests.site.meetings_site import BEECH, POLICE, cancel, decide, publish, site_at, take_down
from tests.site.newsroom import person, signed_in
from tests.small_meetings import PARTNERSHIP, ZONE, meeting
from tests.small_records import record

AFTER = dt.datetime(2026, 12, 4, 9, 0, tzinfo=ZONE)
SAID = "Say quietly that the heating fails at nine."


@pytest.fixture
def app(grid: Path, tmp_path: Path) -> Flask:
    shutil.copytree(grid / "releases", tmp_path / "releases")
    return site_at(tmp_path)


def deck(app: Flask, meeting_id: str, before: str = "") -> str:
    answer = app.test_client().get(f"{before}/meetings/{meeting_id}/display")
    assert answer.status_code == 200
    return answer.text


def slides(page: str) -> list[str]:
    return re.findall(r'<section class="cm-slide [^"]*"\s+id="(\w+)"\s+data-slide', page)


def test_a_meeting_of_the_police_has_a_deck_before_anybody_wrote_anything(app: Flask) -> None:
    page = deck(app, POLICE)
    assert slides(page) == [
        "where", "told", "did", "map", "types", "trend", "outcomes", "payback", "confidence", "questions", "decide",
        "decisions",
    ]  # fmt: skip
    assert page.count("<h1") == 1


def test_without_a_script_every_slide_is_there_and_leads_to_the_next(app: Flask) -> None:
    page = deck(app, publish(app, meeting()))
    names = slides(page)
    assert [name for name in names if f'<a href="#{name}">' in page] == names
    for one, following in pairwise(names):
        section = page[page.index(f'id="{one}"') : page.index(f'id="{following}"')]
        assert f'<a href="#{following}">Next:' in section
    assert re.search(r'<nav class="cm-deck__bar"[^>]*\shidden>', page)


def test_read_as_mere_text_it_runs_nothing_together_and_says_nothing_that_is_not_so(app: Flask) -> None:
    """As by browsers for terminals, which know no style, no template and nothing that is hidden."""
    page = deck(app, publish(app, meeting()))
    text = re.sub(r"<[^>]*>", "|", page)
    assert "taken down" not in text
    assert "</a><a" not in page
    slides_alone = page[page.index("data-deck") :]
    assert "<ol" not in slides_alone, "numbers would stand before our own"


def test_the_last_slide_is_the_one_to_write_on_and_leads_to_the_sheet_and_the_file(app: Flask) -> None:
    piece = publish(app, meeting())
    page = deck(app, piece)
    last = page[page.index('id="decisions"') :].split("</section>")[0]
    assert f'href="/newsroom/meetings/{piece}/decide">Type it in (sign in)</a>' in last
    assert f'href="/meetings/{piece}/pack"' in last
    before = page[page.index('id="decide"') :].split("</section>")[0]
    assert '<a href="#decisions">Write it down</a>' in before
    assert len(slides(page)) == int(re.search(r"data-place>1 of (\d+)", page)[1])


def test_every_picture_has_its_table(app: Flask) -> None:
    sections = deck(app, publish(app, meeting())).split("</section>")
    pictured = [one for one in sections if re.search(r"data-slide-map|cm-barlist|cm-chart__wide", one)]
    assert len(pictured) >= 3
    assert all("<caption" in one for one in pictured)


def test_what_stops_being_true_says_when(app: Flask) -> None:
    piece = publish(app, meeting())
    decide(app, record(meeting=piece), AFTER)
    set_clock(app, AFTER)
    following = publish(app, meeting(title_en="The next one", day=dt.date(2027, 1, 7)), AFTER)
    page = deck(app, following)
    did = page[page.index('id="did"') :].split("</section>")[0]
    ends = re.findall(r'<li class="[^"]*" data-until="([^"]+)"', did)
    assert ends
    assert all(dt.datetime.fromisoformat(one) > AFTER for one in ends)
    turns = re.search(r'data-turns="([^"]+)"', page)
    assert turns
    assert dt.datetime.fromisoformat(turns[1]) <= min(map(dt.datetime.fromisoformat, ends))


def test_nobody_keeps_a_deck_past_the_first_instant_that_changes_it(app: Flask) -> None:
    piece = publish(app, meeting())
    decide(app, record(meeting=piece), AFTER)
    set_clock(app, AFTER)
    following = publish(app, meeting(title_en="The next one", day=dt.date(2027, 1, 7)), AFTER)
    assert "Late" not in deck(app, following)
    set_clock(app, AFTER + dt.timedelta(days=365))
    long_after = publish(
        app, meeting(title_en="Much later", day=dt.date(2028, 1, 6)), AFTER + dt.timedelta(days=365)
    )
    assert "cm-mark--late" in deck(app, long_after)


def test_a_cancelled_meeting_says_so_on_its_first_slide_at_once(app: Flask) -> None:
    piece = publish(app, meeting())
    assert "This meeting is cancelled" not in deck(app, piece)
    cancel(app, piece, "The hall is flooded.")
    first = deck(app, piece).split("</section>")[0]
    assert "This meeting is cancelled." in first
    assert "The hall is flooded." in first


def test_no_name_and_no_note_stands_in_a_deck(app: Flask) -> None:
    publish_case(app)
    piece = publish(app, meeting(notes=(Note(slide="outcomes", said=SAID),)))
    page = deck(app, piece)
    assert "1 conviction" in page
    assert NAME not in page
    assert NAME.split()[0] not in page
    assert SAID not in page


def test_a_deck_goes_with_its_meeting(app: Flask) -> None:
    piece = publish(app, meeting())
    deck(app, piece)
    take_down(app, piece)
    assert app.test_client().get(f"/meetings/{piece}/display").status_code == 410
    assert app.test_client().get("/meetings/nowhere/display").status_code == 404


def test_a_deck_is_made_once_and_checked_by_its_mark(app: Flask) -> None:
    piece = publish(app, meeting())
    first = app.test_client().get(f"/meetings/{piece}/display")
    again = app.test_client().get(
        f"/meetings/{piece}/display", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304
    assert app.test_client().get(f"/meetings/{piece}/display").data == first.data


def test_the_deck_has_its_welsh_twin(grid: Path, tmp_path: Path) -> None:
    shutil.copytree(grid / "releases", tmp_path / "releases")
    made = site_at(tmp_path, languages="en,cy")
    piece = publish(made, meeting())
    page = deck(made, piece, "/cy")
    assert '<html lang="cy"' in page
    assert "Dweud eich dweud: Lower Keld" in page


# --- the presenter's window ----------------------------------------------------------------------------------


def window(app: Flask, meeting_id: str, who: object):
    return signed_in(app, who).get(f"/newsroom/meetings/{meeting_id}/presenter")


def test_the_presenter_s_window_has_the_notes_of_each_slide_in_order(app: Flask) -> None:
    piece = publish(app, meeting(notes=(Note(slide="outcomes", said=SAID),)))
    answer = window(app, piece, BEECH)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    names = re.findall(r'data-slide="(\w+)"', answer.text)
    assert names == slides(deck(app, piece))
    outcomes = answer.text[answer.text.index('data-slide="outcomes"') :].split("</li>")[0]
    assert SAID in outcomes
    assert f"/meetings/{piece}/display#outcomes" in outcomes


def test_a_meeting_of_the_police_can_be_presented_too(app: Flask) -> None:
    answer = window(app, POLICE, BEECH)
    assert answer.status_code == 200
    assert "No note." in answer.text


def test_whoever_works_elsewhere_does_not_see_the_notes(app: Flask) -> None:
    piece = publish(app, meeting(notes=(Note(slide="outcomes", said=SAID),)))
    elsewhere = person("Cedar", Role.AUTHOR, partnership="E22900002")
    assert PARTNERSHIP != "E22900002"
    answer = window(app, piece, elsewhere)
    assert answer.status_code == 403
    assert SAID not in answer.text
    assert signed_in(app, BEECH).get("/newsroom/meetings/nowhere/presenter").status_code == 404
