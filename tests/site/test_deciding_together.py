"""Two people at the sheet of one meeting: nothing of either is lost, and only what both changed is asked about."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.site.deciding_site import (
    FIR,
    as_,
    opened,
    published_meeting,
    sent,
    sheet,
    site_at_night,
    text_of,
    written,
)  # fmt: skip
from tests.site.newsroom import hidden


@pytest.fixture
def app(data, tmp_path) -> Flask:
    return site_at_night(data, tmp_path)


@pytest.fixture
def meeting(app) -> str:
    return published_meeting(app)


# ---------------------------------------------------------------- typing


def test_rows_that_two_people_type_at_once_are_both_kept_without_a_question(app, meeting):
    sent(app, meeting)
    early, late = opened(app, meeting), opened(app, meeting, FIR)
    sent(
        app, meeting, page=early, **{"decisions-1-decided_en": "Mend the gate.", "asked-0-answer_en": "Soon."}
    )
    answer = sent(
        app, meeting, FIR, page=late, **{"decisions-1-decided_en": "Cut the hedge.", "present": "32"}
    )
    assert answer.location.endswith("/decide?done=together")
    assert "together with what somebody else wrote" in as_(app, FIR).get(answer.location).text
    _piece, content = written(app, meeting)
    assert {row.decided_en for row in content.decisions} == {
        "Light the car park all night.", "Mend the gate.", "Cut the hedge.",
    }  # fmt: skip
    assert (content.present, content.asked[0].answer_en) == (32, "Soon.")


def test_two_who_begin_at_once_keep_the_rows_of_both(app, meeting):
    early = opened(app, meeting, FIR)
    sent(app, meeting)
    assert (
        sent(app, meeting, FIR, page=early, **{"decisions-0-decided_en": "Close it at dusk."}).status_code
        == 303
    )
    assert {row.decided_en for row in written(app, meeting)[1].decisions} == {
        "Light the car park all night.", "Close it at dusk.",
    }  # fmt: skip


def both_changed(app, meeting):
    """The page that asks the second of two who changed one row otherwise; beside it each added one."""
    sent(app, meeting)
    early, late = opened(app, meeting), opened(app, meeting, FIR)
    sent(
        app,
        meeting,
        page=early,
        **{"decisions-0-owner": "The council", "decisions-1-decided_en": "Mend the gate."},
    )
    return sent(
        app,
        meeting,
        FIR,
        page=late,
        **{"decisions-0-owner": "The railway", "decisions-1-decided_en": "Cut the hedge."},
    )


@pytest.mark.parametrize(("side", "owner"), [("mine", "The railway"), ("theirs", "The council")])
def test_only_the_row_that_both_changed_is_asked_about_side_by_side(app, meeting, side, owner):
    page = both_changed(app, meeting)
    assert page.status_code == 409
    assert page.text.count("<fieldset") == 1
    said = text_of(page)
    assert "The council" in said
    assert "The railway" in said
    assert "Cut the hedge." not in said, "what nobody else touched is not asked about"
    choice = re.search(r'name="(choice-[^"]+)"', page.text)[1]
    given = {name: hidden(page, name) for name in ("csrf_token", "version", "mine")}
    address = re.search(r'action="([^"]+/settle)"', page.text)[1]
    answer = as_(app, FIR).post(address, data={**given, choice: side})
    assert answer.status_code == 303
    _piece, content = written(app, meeting)
    assert content.decisions[0].owner == owner
    assert {row.decided_en for row in content.decisions[1:]} == {"Mend the gate.", "Cut the hedge."}


def test_a_choice_about_a_row_that_changed_once_more_is_asked_again(app, meeting):
    page = both_changed(app, meeting)
    sent(app, meeting, **{"decisions-0-owner": "The county", "decisions-1-decided_en": "Mend the gate."})
    choice = re.search(r'name="(choice-[^"]+)"', page.text)[1]
    given = {name: hidden(page, name) for name in ("csrf_token", "version", "mine")}
    again = as_(app, FIR).post(f"{sheet(meeting)}/settle", data={**given, choice: "mine"})
    assert again.status_code == 409
    assert "The county" in text_of(again)


def test_the_fullest_sheet_can_be_compared_and_settled(app, meeting):
    longest = {"owner": 120, "contact": 120}
    names = ("decided_en", "decided_cy", "action_en", "action_cy", "came_en", "came_cy", "owner", "contact")
    full = {
        f"decisions-{place}-{name}": "x" * longest.get(name, 600) for place in range(40) for name in names
    }
    names = ("question_en", "question_cy", "answer_en", "answer_cy")
    full |= {f"asked-{place}-{name}": "x" * 600 for place in range(80) for name in names}
    full |= {f"hands-{place}-{name}": "x" * 600 for place in range(40) for name in names[:2]}
    assert sent(app, meeting, **full).status_code == 303
    late = opened(app, meeting, FIR)
    sent(app, meeting, **full, present="32")
    page = sent(app, meeting, FIR, page=late, **full, present="33")
    assert page.status_code == 409
    choice = re.search(r'name="(choice-[^"]+)"', page.text)[1]
    given = {name: hidden(page, name) for name in ("csrf_token", "version", "mine")}
    answer = as_(app, FIR).post(f"{sheet(meeting)}/settle", data={**given, choice: "mine"})
    assert answer.status_code == 303
    assert written(app, meeting)[1].present == 33


def test_a_page_of_two_versions_that_was_changed_on_the_way_is_refused(app, meeting):
    page = both_changed(app, meeting)
    for mine in ("", "gAAAA"):
        given = {"csrf_token": hidden(page), "mine": mine}
        assert as_(app, FIR).post(f"{sheet(meeting)}/settle", data=given).status_code == 400
    assert sent(app, meeting, base="no base").status_code == 400


def test_autosave_takes_in_what_another_wrote_and_goes_on(app, meeting):
    sent(app, meeting)
    page = opened(app, meeting)
    sent(app, meeting, FIR, **{"decisions-1-decided_en": "Cut the hedge."})
    first = sent(app, meeting, page=page, accept="application/json", present="32")
    assert "Somebody else writes here too" in first.json["saved"]
    more = {"base": first.json["base"], "version": first.json["version"]}
    second = sent(app, meeting, page=page, accept="application/json", present="33", **more)
    assert second.status_code == 200
    _piece, content = written(app, meeting)
    assert (content.present, len(content.decisions)) == (33, 2), (
        "a row that this page does not show is not lost"
    )


def test_autosave_stops_where_only_a_person_can_choose(app, meeting):
    sent(app, meeting)
    page = opened(app, meeting)
    sent(app, meeting, FIR, present="29")
    answer = sent(app, meeting, page=page, accept="application/json", present="32")
    assert answer.status_code == 409
    assert written(app, meeting)[1].present == 29


def test_a_row_that_one_takes_out_and_the_other_changes_is_asked_about(app, meeting):
    sent(app, meeting)
    early, late = opened(app, meeting), opened(app, meeting, FIR)
    sent(app, meeting, page=early, **{"decisions-0-out": "y"})
    page = sent(app, meeting, FIR, page=late, **{"decisions-0-owner": "The railway"})
    assert page.status_code == 409
    assert "The railway" in text_of(page)
