"""Teams as the police API gives them, from files made by hand and from the publisher's own shapes."""

import datetime as dt
import json
from urllib.parse import quote

import pytest

from crimemap.sources.police_team import MOST_ROWS, read_teams
from crimemap.team import Contact
from crimemap.terms import Refusal

# As the API answered in 2021 (formats.md 2, row 17), places and names changed.
DETAIL = {
    "url_force": "https://www.weston.example/st-marks/",
    "contact_details": {"twitter": "https://twitter.example/WestPolice", "email": "st.marks@weston.example",
                        "telephone": "01632 960114", "fax": "01632 960115"},
    "name": "St Marks",
    "links": [{"url": "http://www.weston-council.example", "description": "Council", "title": "Weston Council"}],
    "centre": {"latitude": "51.9042", "longitude": "-2.10141"},
    "locations": [{"name": "Weston Police Station", "type": "station", "address": "1 Wren Street\nWeston",
                   "postcode": "QX1 1AA", "telephone": "101", "latitude": None, "longitude": None,
                   "description": "<p>Open 9 to 5</p>"}],
    "id": "AA3", "population": "12266", "description": "<p>We walk.</p>",
}  # fmt: skip
PEOPLE = [{"name": "Rowan", "rank": "Sgt", "bio": "<p>Ten years <script>x</script>here</p>", "contact_details": {}},
          {"name": "Hazel", "rank": "PC", "bio": None, "contact_details": {"mobile": "07700 900123"}}]  # fmt: skip
EVENTS = [{"title": "Meeting", "type": "meeting", "address": "Library", "description": None,
           "start_date": "2026-12-03T19:00:00", "end_date": "2026-12-03T20:30:00", "contact_details": {}}]  # fmt: skip
PRIORITIES = [{"issue": "<p>Riders</p>", "issue-date": "2026-09-19T00:00:00", "action": "<p>Gates</p><p>Patrols</p>",
               "action-date": "2026-11-03T00:00:00"},
              {"issue": "<p>Vans</p>", "issue-date": "2026-09-19T00:00:00", "action": None, "action-date": None},
              ]  # fmt: skip


def at(*parts: int) -> dt.datetime:
    return dt.datetime(*parts)  # noqa: DTZ001  # the API writes no zone


def written(tmp_path, files, identity="AA3", force="weston", fetched=None):
    folder = tmp_path / force
    inner = folder / quote(identity, safe="")
    inner.mkdir(parents=True)
    (folder / "neighbourhoods.json").write_text(json.dumps([{"id": identity, "name": "St Marks"}]))
    for name, value in files.items():
        (inner / f"{name}.json").write_text(value if isinstance(value, str) else json.dumps(value))
    if fetched is not None:
        (folder / "fetched.json").write_text(json.dumps(fetched))
    return folder


def only(folder):
    found = read_teams(folder)
    assert len(found.teams) == 1
    return found.teams[0], found.notes


def test_everything_that_the_police_publish_is_read(tmp_path):
    files = {"neighbourhood": DETAIL, "people": PEOPLE, "events": EVENTS, "priorities": PRIORITIES}
    team, notes = only(written(tmp_path, files, fetched={"date": "2026-11-20"}))
    assert (team.code, team.name, team.fetched) == ("weston-aa3", "St Marks", dt.date(2026, 11, 20))
    assert team.contacts == (
        Contact("email", "st.marks@weston.example"),
        Contact("telephone", "01632 960114"),
        Contact("twitter", "https://twitter.example/WestPolice"),
    )
    assert team.about == ("We walk.",)
    assert [(one.rank, one.name, one.about) for one in team.people] == [
        ("Sgt", "Rowan", ("Ten years here",)),
        ("PC", "Hazel", ()),
    ]
    assert team.people[1].contacts == (Contact("mobile", "07700 900123"),)
    assert team.events[0].start == at(2026, 12, 3, 19)
    assert team.events[0].end == at(2026, 12, 3, 20, 30)
    assert team.priorities[0].action == ("Gates", "Patrols")
    assert team.priorities[0].set_on == dt.date(2026, 9, 19)
    assert team.priorities[1].action == ()
    assert team.priorities[1].acted_on is None
    assert team.stations[0].address == "1 Wren Street Weston"
    assert team.links[0].url == "http://www.weston-council.example"
    assert notes == ()


def test_all_files_are_optional(tmp_path):
    team, notes = only(written(tmp_path, {}))
    assert (team.people, team.events, team.priorities, team.contacts, team.fetched) == ((), (), (), (), None)
    assert notes == ()


def test_an_id_of_odd_characters_is_found_in_its_folder(tmp_path):
    team, _ = only(written(tmp_path, {"people": PEOPLE}, identity="GARN4.LAK/é"))
    assert team.code == "weston-garn4.lak/é"
    assert len(team.people) == 2


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("email", "nobody"), ("email", "a@b"), ("email", "a@b.example\nBcc: c@d.example"), ("telephone", "call us"),
        ("telephone", "0"), ("web", "javascript:alert(1)"), ("twitter", "@WestPolice"),
    ],
)  # fmt: skip
def test_a_contact_that_cannot_be_one_is_left_out_and_noted(tmp_path, key, value):
    team, notes = only(written(tmp_path, {"neighbourhood": {**DETAIL, "contact_details": {key: value}}}))
    assert team.contacts == ()
    assert notes[0].startswith(f"AA3/neighbourhood.json: contact_details: {key}: ")
    assert notes[0].endswith("left out")


@pytest.mark.parametrize(
    "number", ["101", "01632 960114", "+44 1632 960114", "(01632) 960-114", "101 ext 4123"]
)
def test_telephones_are_taken_as_they_are_written(tmp_path, number):
    team, _ = only(written(tmp_path, {"neighbourhood": {"contact_details": {"telephone": number}}}))
    assert team.contacts == (Contact("telephone", number),)


def test_an_unknown_kind_of_contact_is_noted_and_an_empty_list_is_none(tmp_path):
    team, notes = only(written(tmp_path, {"neighbourhood": {"contact_details": {"pigeon": "coo"}}}))
    assert team.contacts == ()
    assert notes == ("AA3/neighbourhood.json: contact_details: pigeon: an unknown kind of contact; left out",)
    assert only(written(tmp_path / "b", {"neighbourhood": {"contact_details": []}}))[0].contacts == ()


def test_events_and_priorities_that_say_nothing_are_left_out_and_noted(tmp_path):
    files = {
        "events": [{**EVENTS[0], "start_date": None}, {**EVENTS[0], "title": "", "type": ""}],
        "priorities": [{**PRIORITIES[0], "issue": "<p> </p>"}],
    }
    team, notes = only(written(tmp_path, files))
    assert (team.events, team.priorities) == ((), ())
    assert notes == (
        "AA3/events.json: entry 1: an event without a title or a start; left out",
        "AA3/events.json: entry 2: an event without a title or a start; left out",
        "AA3/priorities.json: entry 1: a priority without an issue; left out",
    )


def test_an_end_before_the_start_is_no_end(tmp_path):
    team, _ = only(written(tmp_path, {"events": [{**EVENTS[0], "end_date": "2026-12-03T18:00:00"}]}))
    assert team.events[0].end is None


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"people": "[{"}, r"AA3/people\.json, line 1: it is not JSON"),
        ({"people": {}}, r"AA3/people\.json: a JSON list was expected"),
        ({"people": ["x"]}, r"AA3/people\.json: entry 1 is 'x'; a JSON object was expected"),
        ({"people": [{"name": ["x"]}]}, r"AA3/people\.json: entry 1: name: text was expected"),
        ({"people": [{"contact_details": "x"}]}, r"AA3/people\.json: entry 1: contact_details: a JSON object"),
        ({"neighbourhood": []}, r"AA3/neighbourhood\.json: a JSON object was expected"),
        ({"neighbourhood": {"links": {}}}, r"AA3/neighbourhood\.json: links: a JSON list was expected"),
        ({"events": [{"title": "x", "start_date": "soon"}]}, r"events\.json: entry 1: start_date = 'soon': a date"),
        ({"priorities": [{"issue": "x", "issue-date": "2026-13-01"}]}, r"entry 1: issue-date = '2026-13-01'"),
        ({"people": [{}] * (MOST_ROWS + 1)}, "501 entries"),
        ({"people": "[" * 100_000}, "nested too deeply|not JSON"),
    ],
)  # fmt: skip
def test_what_is_no_answer_of_the_api_is_refused_with_file_and_key(tmp_path, files, said):
    with pytest.raises(Refusal, match=said):
        read_teams(written(tmp_path, files))


def test_a_day_of_fetching_that_is_no_day_is_refused(tmp_path):
    with pytest.raises(Refusal, match=r"fetched\.json: date = 'yesterday'"):
        read_teams(written(tmp_path, {}, fetched={"date": "yesterday"}))


def test_a_zone_that_somebody_writes_is_not_believed(tmp_path):
    team, _ = only(written(tmp_path, {"events": [{**EVENTS[0], "start_date": "2026-07-03T19:00:00+00:00"}]}))
    assert team.events[0].start == at(2026, 7, 3, 19)
