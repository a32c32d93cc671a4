"""A conviction's draft saves itself, and begins with what the last one of its author tells."""

from __future__ import annotations

import re

import pytest
from markupsafe import escape

from crimemap.editorial.people import Role
from tests.site.convictions_site import ASH, NOW, set_clock
from tests.site.newsroom import PARTNERSHIP, person, signed_in
from tests.site.test_convictions import RESULT, content, drafted, pieces_of

NEW = f"/newsroom/convictions/new?partnership={PARTNERSHIP}"
BY_ITSELF = {"Accept": "application/json"}


@pytest.fixture
def app(fresh):
    made = fresh()
    set_clock(made, NOW)
    return made


def test_the_next_case_of_the_same_author_begins_with_the_court_of_the_last(app):
    drafted(app)
    mine = signed_in(app, ASH).get(NEW).text
    assert f'value="{escape(RESULT["court_name"])}"' in mine
    assert " checked" not in mine  # which kind of court it was is never assumed
    other = person("Cedar", Role.AUTHOR, partnership=PARTNERSHIP)
    assert "Tamber Magistrates" not in signed_in(app, other).get(NEW).text


def test_a_draft_saves_itself_and_what_was_typed_since_comes_with_the_button(app):
    client = signed_in(app, ASH)
    page = client.get(NEW).text
    given = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    assert 'data-autosave="/newsroom/convictions/new"' in page
    half = {**given, "offence": "drink-driving", "court_name": "Tamb"}
    saved = client.post("/newsroom/convictions/new", data=half, headers=BY_ITSELF).json
    (piece,) = pieces_of(app)
    assert saved["address"] == f"/newsroom/convictions/{piece.id}/result"
    assert client.post("/newsroom/convictions/new", data={**given, **RESULT}).status_code == 303
    assert [one.id for one in pieces_of(app)] == [piece.id]
    assert content(app, piece.id).court_name == RESULT["court_name"]
    changed = {**given, **RESULT, "court_name": "Another", "version": "2"}
    again = client.post(saved["address"], data=changed, headers=BY_ITSELF).json
    assert (again["version"], again["address"]) == (3, saved["address"])
    late = client.post(saved["address"], data=changed | {"court_name": "Late"}, headers=BY_ITSELF)
    assert late.status_code == 409
    assert content(app, piece.id).court_name == "Another"
