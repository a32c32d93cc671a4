"""The county's teams: trees for names, numbers that nobody has, and every odd case that pages must bear."""

import datetime as dt
import json
import re

import pytest

from crimemap.demo import plan, teams

AS_OF = dt.date(2026, 11, 22)
TOWNS = {town.name: town for town in plan.TOWNS}


def test_larkwith_is_as_the_look_has_it():
    town = TOWNS["Larkwith"]
    assert [(one["rank"], one["name"]) for one in teams.people(town)] == [
        ("Sgt", "Rowan"),
        ("PC", "Hazel"),
        ("PCSO", "Alder"),
    ]
    assert teams.contact(town)["telephone"] == "01632 960114"
    starts = sorted(one["start_date"] for one in teams.events(town, AS_OF))
    assert "2026-12-03T19:00:00" in starts
    assert len(teams.priorities(town, AS_OF)) == 3


def test_caddlesea_has_published_nothing():
    town = TOWNS["Caddlesea"]
    assert teams.people(town) == teams.events(town, AS_OF) == teams.priorities(town, AS_OF) == []
    assert teams.contact(town) == {}
    assert teams.stations(town) == []


@pytest.mark.parametrize("town", plan.TOWNS, ids=lambda town: town.id)
def test_nothing_can_be_taken_for_somebody_s(town: plan.Town):
    said = json.dumps([teams.contact(town), teams.stations(town), teams.events(town, AS_OF)])
    assert re.search(r"@(?![a-z.-]+\.example)", said) is None
    numbers = set(re.findall(r'"telephone": "([^"]*)"', said))
    assert all(re.fullmatch(r"101|01632 960\d{3}", number) for number in numbers)


def test_no_two_teams_share_a_number_and_no_two_officers_a_tree():
    numbers = [teams.contact(town)["telephone"] for town in plan.TOWNS if teams.contact(town)]
    trees = [one["name"] for town in plan.TOWNS for one in teams.people(town) if one["name"] != "Vacant"]
    assert len(set(numbers)) == len(numbers)
    assert len(set(trees)) == len(trees)


def test_the_odd_cases_are_there():
    every = {town.name: teams.events(town, AS_OF) for town in plan.TOWNS}
    titles = [one["title"] for events in every.values() for one in events]
    people = [one["name"] for town in plan.TOWNS for one in teams.people(town)]
    assert people.count("Vacant") == 1
    assert sum(title.startswith("Cancelled") for title in titles) == 1
    assert sum(title.startswith("Cyfarfod") for title in titles) == 1
    assert sum(one["end_date"] is None for events in every.values() for one in events) == 1
    assert every["Wrenstow"] == []
    assert any(one["start_date"] < AS_OF.isoformat() for one in every["Larkwith"])


@pytest.mark.parametrize(
    ("as_of", "night"),
    [
        ("2026-11-22", "2027-03-27T23:00:00"),
        ("2027-03-27", "2027-03-27T23:00:00"),
        ("2027-03-28", "2027-10-30T23:00:00"),
        ("2027-10-31", "2028-03-25T23:00:00"),
    ],
)
def test_one_event_is_on_the_night_of_the_next_change_of_clocks(as_of: str, night: str):
    (walk,) = [
        one
        for one in teams.events(TOWNS["Tamberton Centre"], dt.date.fromisoformat(as_of))
        if one["title"].startswith("Night")
    ]
    assert walk["start_date"] == night
    assert walk["end_date"] > walk["start_date"]
