"""The file of a meeting in a box: imported once, compared where people wrote meanwhile, refused with every fault."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from flask import Flask

from tests.release.handmade import build_into
from tests.release.teams import write_grid
from tests.site.convictions_site import press
from tests.site.deciding_site import (
    ASH,
    BEECH,
    DOGWOOD,
    FIR,
    as_,
    import_file,
    opened,
    published_meeting,
    sent,
    sheet,
    site_at_night,
    summary,
    text_of,
    written,
)  # fmt: skip
from tests.site.newsroom import hidden
from tests.small_records import ANOTHER, SESSION, file, said

POLICE = "weston-n1-20261203T1900"
"""An event of the grid's police, which the newsroom knows only from the release."""


@pytest.fixture
def app(data, tmp_path) -> Flask:
    return site_at_night(data, tmp_path)


@pytest.fixture
def meeting(app) -> str:
    return published_meeting(app)


def test_an_imported_file_is_a_draft_that_is_handed_in_without_typing(app, meeting):
    answer = import_file(app, file(meeting))
    assert answer.location.endswith(f"{sheet(meeting)}?done=new")
    page = as_(app, ASH).get(answer.location)
    assert "Check what it says, then hand it in" in page.text
    assert "12 January" not in page.text
    assert 'value="2027"' in page.text
    piece, content = written(app, meeting)
    assert (content.pack, content.decisions[0].due) == (SESSION, dt.date(2027, 1, 12))
    handed = press(app, ASH, piece.id, "/newsroom/pieces/{id}/hand-in")
    assert handed.status_code == 303
    assert press(app, BEECH, piece.id, "/newsroom/pieces/{id}/approve").status_code == 303
    shown = text_of(app.test_client().get(f"/meetings/{meeting}"))
    assert "by 12 January 2027" in shown


def test_a_file_that_is_imported_twice_is_read_once(app, meeting):
    import_file(app, file(meeting))
    before = written(app, meeting)[0]
    answer = import_file(app, file(meeting), FIR)
    assert answer.location.endswith("?done=same")
    after = written(app, meeting)[0]
    assert (after.id, after.version) == (before.id, before.version)


def test_a_later_save_is_taken_over_and_an_edited_draft_is_compared(app, meeting):
    import_file(app, file(meeting))
    more = [*said()["decisions"], ANOTHER]
    assert import_file(app, file(meeting, saved=2, decisions=more)).location.endswith("?done=updated")
    sent(app, meeting, **{"decisions-1-decided_en": "Meet in February."})
    third = {**ANOTHER, "decided": "Thank the library."}
    answer = import_file(app, file(meeting, saved=3, decisions=[*more, third]))
    assert answer.location.endswith("?done=merged")
    assert "beside what you changed" in as_(app, ASH).get(answer.location).text
    assert [row.decided_en for row in written(app, meeting)[1].decisions][1:] == [
        "Meet in February.", "Thank the library.",
    ]  # fmt: skip


def test_a_row_changed_here_and_in_the_file_is_chosen_side_by_side(app, meeting):
    import_file(app, file(meeting))
    sent(app, meeting, **{"decisions-0-owner": "The council"})
    other = {**said()["decisions"][0], "owner": "The railway"}
    page = import_file(app, file(meeting, saved=2, decisions=[other, ANOTHER]))
    assert page.status_code == 409
    assert page.text.count("<fieldset") == 1
    assert "As in the file" in page.text
    given = {name: hidden(page, name) for name in ("csrf_token", "version", "file")}
    choice = re.search(r'name="(choice-[^"]+)"', page.text)[1]
    address = f"/newsroom/records/{written(app, meeting)[0].id}/add"
    assert as_(app, ASH).post(address, data=given).status_code == 409, "without a choice it asks again"
    done = as_(app, ASH).post(address, data={**given, choice: "theirs"})
    assert done.location.endswith("?done=merged")
    again = as_(app, ASH).post(address, data={**given, choice: "theirs"})
    assert again.location.endswith("?done=same"), "pressed twice is pressed once"
    told = written(app, meeting)[1].decisions
    assert [row.owner for row in told] == ["The council", ""]
    assert import_file(app, file(meeting, saved=2, decisions=[other, ANOTHER])).location.endswith(
        "?done=same"
    )


def test_what_changed_between_comparing_and_adding_is_compared_again(app, meeting):
    sent(app, meeting)
    page = import_file(app, file(meeting, decisions=[ANOTHER]))
    given = {name: hidden(page, name) for name in ("csrf_token", "version", "file")}
    sent(app, meeting, present="30")
    again = as_(app, ASH).post(
        f"/newsroom/records/{written(app, meeting)[0].id}/add", data={**given, "row": ["decisions-0"]}
    )
    assert again.status_code == 409
    assert len(written(app, meeting)[1].decisions) == 1
    assert hidden(again, "version") == str(written(app, meeting)[0].version)


def test_every_fault_of_a_file_is_said_with_its_place_and_nothing_is_kept(app, meeting):
    page = import_file(app, file(meeting, colour="red", asked=[{"question": 3, "answer": ""}]))
    assert page.status_code == 400
    assert "colour: This key is not known." in summary(page)
    assert "asked, row 1, question: Text was expected." in summary(page)
    assert opened(app, meeting).text.count("Light the car park") == 0


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"partnership": "W22900009"}, "partnership: The meeting is of another partnership."),
        ({"meeting": "nosuchmeeting"}, "meeting: This site knows no meeting of this mark."),
    ],
)
def test_a_file_of_a_meeting_that_is_not_there_is_refused(app, meeting, changes, expected):
    data = file(**{"meeting": meeting, **changes})
    assert expected in summary(import_file(app, data))


def test_without_a_file_or_with_one_too_large_it_says_so(app, meeting):
    assert "Choose the file first." in summary(import_file(app, None))
    large = file(meeting) + b" " * (256 * 1024)
    assert "The file is larger than 256 KB." in summary(import_file(app, large))


def test_what_the_last_slide_shows_as_text_is_read_as_the_file_is(app, meeting):
    client = as_(app, ASH)
    given = {"csrf_token": hidden(client.get("/newsroom/meetings/import"))}
    wrong = client.post("/newsroom/meetings/import", data={**given, "text": "not {it}"})
    assert "it is no JSON" in summary(wrong)
    assert "not {it}" in wrong.text, "what was pasted is not lost"
    answer = client.post("/newsroom/meetings/import", data={**given, "text": file(meeting).decode()})
    assert answer.location.endswith("?done=new")
    assert import_file(app, file(meeting)).location.endswith("?done=same")


def test_a_file_whose_record_was_closed_is_made_anew_only_when_asked(app, meeting):
    import_file(app, file(meeting))
    piece, _content = written(app, meeting)
    press(app, ASH, piece.id, "/newsroom/pieces/{id}/take-down", why="The wrong one.")
    page = import_file(app, file(meeting))
    assert page.status_code == 409
    given = {name: hidden(page, name) for name in ("csrf_token", "file")}
    answer = as_(app, ASH).post(f"/newsroom/records/{piece.id}/again", data=given)
    assert answer.location.endswith("?done=new")
    assert written(app, meeting)[0].id != piece.id


def test_what_a_file_says_is_shown_as_words_and_never_as_markup(app, meeting):
    sent(app, meeting)
    evil = {**ANOTHER, "decided": "<script>alert(1)</script>"}
    page = import_file(app, file(meeting, decisions=[evil]))
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert" in page.text


def test_a_sealed_file_that_was_changed_on_the_way_is_refused(app, meeting):
    sent(app, meeting)
    page = import_file(app, file(meeting, decisions=[ANOTHER]))
    given = {name: hidden(page, name) for name in ("csrf_token", "version")}
    answer = as_(app, ASH).post(
        f"/newsroom/records/{written(app, meeting)[0].id}/add",
        data={**given, "file": "gAAAA", "row": "decisions-0"},
    )
    assert answer.status_code == 400


def test_nobody_imports_for_a_partnership_that_is_not_theirs(app, meeting):
    assert import_file(app, file(meeting), DOGWOOD).status_code == 403


@pytest.fixture(scope="module")
def grid(tmp_path_factory):
    """DATA whose release holds what one force publishes of its teams."""
    folder = tmp_path_factory.mktemp("grid")
    build_into(write_grid(folder / "in"), folder / "releases")
    return folder


@pytest.fixture
def police_app(grid, tmp_path) -> Flask:
    return site_at_night(grid, tmp_path)


def test_a_meeting_that_only_the_police_published_is_recorded_too(police_app):
    assert sheet(POLICE) in as_(police_app, ASH).get("/newsroom/records").text
    assert "Weston Library" in text_of(opened(police_app, POLICE))
    sent(police_app, POLICE, then="hand-in")
    piece, content = written(police_app, POLICE)
    assert (piece.partnership, content.title_en, content.held) == (
        "E22900001",
        "Meeting",
        dt.date(2026, 12, 3),
    )
    assert press(police_app, BEECH, piece.id, "/newsroom/pieces/{id}/approve").status_code == 303
    shown = text_of(police_app.test_client().get(f"/meetings/{POLICE}"))
    assert "Light the car park all night." in shown


def test_a_file_of_a_meeting_that_the_police_took_away_since_is_read_all_the_same(police_app):
    gone = "weston-n1-20261112T1830"
    answer = import_file(police_app, file(gone, title="A meeting of November", held="2026-11-12"))
    assert answer.location.endswith("?done=new")
    _piece, content = written(police_app, gone)
    assert (content.title_en, content.held) == ("A meeting of November", dt.date(2026, 11, 12))
    assert "A meeting of November" in text_of(opened(police_app, gone))


@pytest.mark.parametrize(
    "mark", ["weston-n8-20261112T1830", "weston-n1-20261399T9999", "E22900001-20261112T1830"]
)
def test_a_mark_that_is_made_up_is_no_meeting_of_the_police(police_app, mark):
    assert "This site knows no meeting of this mark." in summary(import_file(police_app, file(mark)))
