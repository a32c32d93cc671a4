"""What the police publish of their meetings, as the one calendar has it, beside what the newsroom wrote."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from crimemap import brief
from crimemap.brief import gatherings
from crimemap.editorial.meetings import Body, Gathering, Published, Standing
from crimemap.editorial.summary import NOTHING, Written
from crimemap.release import Release
from tests.release.handmade import build_into
from tests.release.teams import LEFT, write_grid, write_teams
from tests.small_meetings import NOW, ZONE, gathering
from tests.small_records import record

POLICE = "weston-n1-20261203T1900"
ODD = [
    {"title": "Cancelled: coffee", "type": "", "address": "Café", "description": None,
     "start_date": "2026-12-05T10:00:00", "end_date": None, "contact_details": {}},
    {"title": "Bicycles", "type": "", "address": "Park", "description": "<p>Bring yours.</p>",
     "start_date": "2026-12-05T10:00:00", "end_date": "2026-12-05T09:00:00",
     "contact_details": {"email": "bikes@weston.example"}},
    {"title": "Open day", "type": "", "address": "", "description": None,
     "start_date": "2026-12-06T00:00:00", "end_date": None, "contact_details": {}},
]  # fmt: skip


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("calendar")
    sources = write_grid(folder / "in")
    right = {**LEFT, "events": ODD}
    write_teams(folder / "in", "weston", {"N1": LEFT, "N2": right})
    return Release(folder / "out" / build_into(sources, folder / "out").id)


def calendar(
    release: Release, *typed: Gathering, now: dt.datetime = NOW, area: str = ""
) -> dict[str, Gathering]:
    written = replace(NOTHING, meetings=typed)
    found = gatherings.joined(release, written, now=now, area=release.area(area) if area else None)
    return {one.id: one for one in found}


def police(release: Release, typed: Gathering) -> bool:
    """Whether the police's own stands beside it."""
    return POLICE in calendar(release, typed)


def test_an_event_of_the_police_is_a_meeting_of_their_neighbourhood(release: Release) -> None:
    one = calendar(release)[POLICE]
    assert (one.published, one.body, one.organiser) == (Published.POLICE, Body.POLICE, "Weston Police")
    assert (one.partnership, one.areas, one.place) == ("E22900001", ("weston-n1",), "Weston Library")
    assert one.start == dt.datetime(2026, 12, 3, 19, tzinfo=ZONE)
    assert one.end == dt.datetime(2026, 12, 3, 20, 30, tzinfo=ZONE)
    assert one.telephone == "01632 960114"  # the team's own, where the event has none
    assert one.changed_at == dt.datetime(2026, 11, 20, tzinfo=ZONE)


def test_two_at_one_hour_have_two_addresses_that_stay(release: Release) -> None:
    found = calendar(release)
    bicycles, coffee = found["weston-n2-20261205T1000"], found["weston-n2-20261205T1000-2"]
    assert (bicycles.title.en, coffee.title.en) == ("Bicycles", "Cancelled: coffee")
    assert coffee.standing is Standing.CANCELLED
    assert coffee.number > bicycles.number
    assert bicycles.end is None  # it would end before it begins
    assert bicycles.email == "bikes@weston.example"
    assert found["weston-n2-20261206T0000"].all_day


def test_what_was_cancelled_and_takes_place_after_all_has_a_higher_number(
    release: Release, tmp_path: Path
) -> None:
    """Else a calendar that follows it would keep it cancelled."""
    sources = write_grid(tmp_path / "in")
    again = {**ODD[0], "title": "Coffee"}
    write_teams(
        tmp_path / "in", "weston", {"N1": LEFT, "N2": {**LEFT, "events": [again]}}, fetched="2026-11-21"
    )
    later = Release(tmp_path / "out" / build_into(sources, tmp_path / "out").id)
    restored = calendar(later)["weston-n2-20261205T1000"]
    assert restored.takes_place
    assert restored.number > calendar(release)["weston-n2-20261205T1000-2"].number


def test_what_is_over_is_over_and_the_clock_is_the_place_s(release: Release) -> None:
    def titles(*parts: int) -> list[str]:
        now = dt.datetime(*parts, tzinfo=ZONE)
        return [
            one.title.en
            for one in gatherings.to_come(calendar(release, area="weston-n1", now=now).values(), now)
        ]

    assert titles(2026, 11, 22) == ["Meeting", "Night walk"]
    assert titles(2026, 12, 3, 20, 29) == ["Meeting", "Night walk"]
    assert titles(2026, 12, 3, 20, 30) == ["Night walk"]
    # The clocks go forward at 1:00 UTC: 3:00 on the wall is 2:00 UTC.
    walk = calendar(release)["weston-n1-20270327T2300"]
    assert walk.over == dt.datetime(2027, 3, 28, 2, tzinfo=dt.UTC)
    assert titles(2027, 3, 28, 2, 59) == ["Night walk"]
    assert titles(2027, 3, 28, 3, 0) == []


def test_the_night_on_which_an_hour_comes_twice_is_in_the_order_of_the_instants(release: Release) -> None:
    """The second half past one is after the first, and before two: the clock's face alone would not say so."""
    night = dt.datetime(2026, 10, 25, 1, 30, tzinfo=ZONE)
    first, second = gathering(id="a-second", start=night, end=None), gathering(id="b", start=night, end=None)
    first = replace(first, id="z-first")
    second = replace(second, id="a-second", start=night.replace(fold=1))
    earlier = replace(first, id="quarter-to", start=night.replace(minute=45))
    found = [one for one in calendar(release, second, earlier, first) if not one.startswith("weston")]
    assert found == ["z-first", "quarter-to", "a-second"]
    now = dt.datetime(2026, 10, 25, 1, 40, tzinfo=ZONE, fold=1)
    ended = replace(first, end=night.replace(minute=50))
    assert gatherings.is_over(ended, now)
    assert not gatherings.is_over(ended, now.replace(fold=0))


@pytest.mark.parametrize(
    ("changes", "stays"),
    [
        ({"areas": ("weston-n1",)}, False),
        ({"areas": ("weston-n1", "weston-n2")}, False),
        ({"areas": ("weston-n1",), "standing": Standing.CANCELLED}, False),
        ({"areas": ("weston-n1",), "body": Body.COUNCIL}, True),
        ({"areas": ("weston-n2",)}, True),
        ({"areas": ()}, True),
        ({"areas": ("weston-n1",), "start": dt.datetime(2026, 12, 3, 19, 1, tzinfo=ZONE)}, True),
    ],
)
def test_the_newsroom_s_takes_the_place_of_the_same_meeting_and_of_no_other(release, changes, stays) -> None:
    assert police(release, gathering(**changes)) is stays


def test_one_that_was_moved_takes_the_place_of_the_hour_that_the_police_still_say(release: Release) -> None:
    was = dt.datetime(2026, 12, 3, 19, tzinfo=ZONE)
    moved = gathering(
        areas=("weston-n1",), start=was + dt.timedelta(days=7), was=was, standing=Standing.MOVED
    )
    assert not police(release, moved)
    written = replace(NOTHING, meetings=(moved,))
    assert gatherings.one(release, written, now=NOW, meeting=POLICE) == moved
    assert gatherings.one(release, written, now=NOW, meeting=moved.id) == moved
    assert gatherings.one(release, written, now=NOW, meeting="nobody") is None


def test_a_record_stands_with_its_meeting_also_when_the_police_list_it_no_longer(release: Release) -> None:
    told, lost = record(POLICE), record("weston-n1-20261001T1830", title_en="October’s")
    written = Written(
        records={POLICE: told, "weston-n1-20261001T1830": lost, "weston-n9-20261001T1830": lost, "x": lost}
    )
    found = {one.id: one for one in gatherings.joined(release, written, now=NOW)}
    assert found[POLICE].record == told
    again = found["weston-n1-20261001T1830"]
    assert (again.record, again.title.en, again.areas) == (lost, "October’s", ("weston-n1",))
    assert again.start == dt.datetime(2026, 10, 1, 18, 30, tzinfo=ZONE)
    assert not {"weston-n9-20261001T1830", "x"} & set(found)


@pytest.mark.parametrize(
    ("area", "shown"),
    [
        ("weston-n1", {"whole", "left"}),
        ("weston-n2", {"whole", "right"}),
        ("E01900001", {"whole", "left"}),
        ("E22900001", {"whole", "left", "right", "ward"}),
        ("E23900001", {"whole", "left", "right", "ward"}),
        ("easton-n1", set()),
        ("btp", set()),
    ],
)
def test_an_area_shows_what_is_for_it_for_what_it_is_part_of_and_for_what_it_holds(
    release, area, shown
) -> None:
    typed = [
        gathering(id="whole"), gathering(id="left", areas=("weston-n1",)), gathering(id="right", areas=("weston-n2",)),
        gathering(id="ward", areas=("E05999999",)),
    ]  # fmt: skip
    found = calendar(release, *typed, area=area)
    assert {name for name in found if "-" not in name} == shown


def test_a_brief_tells_those_to_come_first_and_then_the_latest_that_was_held(release: Release) -> None:
    left = release.area("weston-n1")
    assert left is not None
    told = brief.brief_of(release, left, None, now=NOW)
    assert [one.title.en for one in told.gatherings] == ["Meeting", "Night walk", "Last month’s"]
    assert brief.brief_of(release, left, None).gatherings == ()


def test_of_a_series_the_next_date_alone_and_what_is_cancelled_before_it() -> None:
    def date(day: int, **changes: object) -> Gathering:
        return gathering(
            id=f"s-{day}", piece="s", start=dt.datetime(2026, 12, day, 19, tzinfo=ZONE), end=None, **changes
        )

    found = [date(3, standing=Standing.CANCELLED), date(10), date(17), gathering(id="t", piece="t")]
    assert [one.id for one in gatherings.next_of_each(found, NOW)] == ["s-3", "s-10", "t"]
    assert gatherings.next_of(found, NOW) == found[1]
    assert gatherings.next_change(found, NOW) == found[3].over.astimezone(dt.UTC)


def test_a_calendar_without_a_zone_is_a_fault_of_whoever_asks(release: Release) -> None:
    with pytest.raises(ValueError, match="needs a zone"):
        gatherings.joined(release, NOTHING, now=dt.datetime(2026, 12, 3))  # noqa: DTZ001  # that is the point


def test_what_was_recorded_of_the_police_s_own_goes_with_the_newsroom_s_that_takes_its_place(
    release: Release,
) -> None:
    early, own = record(POLICE), record("ours")
    ours = gathering(
        id="ours", body=Body.POLICE, areas=("weston-n1",), start=dt.datetime(2026, 12, 3, 19, tzinfo=ZONE)
    )

    def told(**records: object) -> object:
        written = replace(NOTHING, meetings=(ours,), records=records)
        (found,) = [one for one in gatherings.joined(release, written, now=NOW) if one.id == "ours"]
        return found.record

    assert told(**{POLICE: early}) == early
    assert told(ours=own, **{POLICE: early}) == own
    assert POLICE not in calendar(release, ours)
