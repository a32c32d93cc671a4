"""Where an area has no team, no meeting, no project and no survey, its slides say why and what the room can do."""

import datetime as dt
from dataclasses import replace

import pytest

from crimemap.brief import Brief, brief_of
from crimemap.deck import Deck, Shape, Slide, Topic, deck_of
from crimemap.editorial.meetings import Decision, Record
from crimemap.editorial.summary import Written
from crimemap.release import Release
from crimemap.release.teams import Crew
from crimemap.team import Contact, Person, Priority, Station, Team
from crimemap.words import alarming
from tests.small_meetings import NOW, ZONE, gathering
from tests.small_places import PARTNERSHIP
from tests.small_release import MONTHS, build_small

LARKWITH = "corvenshire-lark"
ADDRESS = "example.org/payback/nominate"
BARE = (Topic.TOLD, Topic.DID, Topic.PAYBACK, Topic.CONFIDENCE)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Of thirteen months, so that there is no year before."""
    folder = tmp_path_factory.mktemp("instead")
    return Release(build_small(folder, facts=False, months=MONTHS[-13:], missing=(), partial=()))


@pytest.fixture(scope="module")
def told(release: Release) -> Brief:
    return brief_of(release, release.area(LARKWITH), dt.date(2026, 11, 12))


def made(told: Brief) -> Deck:
    return deck_of(told, gathering(agenda=()), NOW, nominate=ADDRESS)


def lines(slide: Slide) -> list[str]:
    return [f"{line.key} {line.said}".strip() for group in slide.groups if group.wall for line in group.lines]


def person(name: str) -> Person:
    return Person(name, "Sgt", (), ())


def team(code: str, *priorities: Priority) -> Team:
    return Team(
        code=code, name="A team", url="", about=(), contacts=(Contact("telephone", "01632 960 114"),),
        people=(person("Rowan"),), events=(), priorities=priorities,
        stations=(Station("Old Mill", "", "Mill Lane", "", "", ()),), links=(), fetched=dt.date(2026, 11, 20),
    )  # fmt: skip


def priority(issue: str, action: str = "") -> Priority:
    return Priority((issue,), None, (action,) if action else (), None)


@pytest.mark.parametrize("topic", BARE)
def test_a_slide_of_nothing_says_why_and_gives_the_room_something_to_do(told: Brief, topic: Topic):
    slide = made(told)[topic.value]
    assert slide.empty
    assert slide.heading != slide.part, "a heading is a message"
    assert len(lines(slide)) >= 3
    assert not any(alarming(line) for line in (slide.heading, *lines(slide)))


@pytest.mark.parametrize("topic", BARE)
def test_all_of_it_has_room_on_either_wall(told: Brief, topic: Topic):
    slide = made(told)[topic.value]
    assert [group.rest for group in slide.groups] == [0] * len(slide.groups)
    assert [group.rest_high for group in slide.groups] == [0] * len(slide.groups)


def test_what_was_recorded_most_stands_beside_the_question_what_to_work_on(told: Brief):
    asks, recorded = made(told)["told"].groups
    assert [line.key for line in asks.lines] == ["1", "2", "3"]
    assert "What should we ask the police to work on?" in str(asks.lines[0].said)
    assert [line.figures[0] for line in recorded.lines] == [
        *(row.change.now for row in told.largest_first[:3]),
        told.antisocial.now,
    ]
    assert recorded.title == "Recorded here most, in the 12 months to September 2026"


def test_fewer_reports_than_crimes_of_the_kinds_shown_are_not_said_to_be_recorded_most(told: Brief):
    """In Aldgate there were 20 and 25 shop thefts: they stood fourth under "Recorded here most"."""
    third = told.largest_first[2].change.now.value
    for many, stands in ((third, True), (third - 1, False)):
        now = replace(told.antisocial.now, value=many)
        slide = made(replace(told, antisocial=replace(told.antisocial, now=now)))["told"]
        assert ("of anti-social behaviour" in lines(slide)[-1]) is stands


def test_where_figures_are_missing_none_of_them_stands_beside_it(tmp_path):
    release = Release(build_small(tmp_path, facts=False, missing={"2026-08"}))
    slide = made(brief_of(release, release.area(LARKWITH), None))["told"]
    assert [group.shape for group in slide.groups] == [Shape.NUMBERED]


def test_whom_to_turn_to_is_said_with_what_each_is_for(told: Brief):
    slide = made(told)["did"]
    assert [line.key for line in slide.groups[-1].lines] == ["101", "999", "Council", "Case review"]
    assert "Ask for the team of Larkwith." in lines(slide)[0]


def test_a_team_that_is_published_comes_first_with_where_to_find_it(told: Brief):
    crew = replace(told.crew, teams={LARKWITH: team(LARKWITH)}, held=True)
    slide = made(replace(told, crew=crew))["did"]
    first, second, third, *_ = slide.groups[-1].lines
    assert (first.key, str(first.said), str(first.note)) == ("The team", "Sgt Rowan", "01632 960 114")
    assert (second.key, str(second.said)) == ("At", "Old Mill, Mill Lane")
    assert "Ask for the team" not in str(third.said)


def test_good_news_alone_is_no_action(told: Brief):
    from types import SimpleNamespace

    from crimemap.editorial.database import Bilingual

    story = SimpleNamespace(story=SimpleNamespace(title=Bilingual("Light over the car parks")))
    slide = made(replace(told, written=Written(stories=(story,))))["did"]
    assert slide.heading == "No action is published here yet"
    assert [group.title for group in slide.groups] == ["Good news from all of Tamber Vale", "Who can do what"]


def test_a_place_is_named_at_an_address_with_what_qualifies(told: Brief):
    slide = made(replace(told, written=Written()))["payback"]
    assert str(slide.empty) == "No Community Payback project has been published for Tamber Vale."
    assert ADDRESS in lines(slide)
    assert any("nobody makes a profit" in line for line in lines(slide))
    assert "within 28 days" in str(slide.groups[0].lines[0].note)


def test_what_cannot_be_read_is_not_said_to_be_nothing(told: Brief):
    deck = made(replace(told, written=Written(available=False)))
    for name in ("told", "did", "payback"):
        assert "cannot be read just now" in str(deck[name].empty), name
        assert "published" not in deck[name].heading, name


def test_a_meeting_that_only_decided_has_a_record_all_the_same(told: Brief):
    record = Record(
        held=dt.date(2026, 10, 29), decisions=(Decision(action_en="Fit two gates.", owner="Council"),)
    )
    start = dt.datetime(2026, 10, 29, 19, tzinfo=ZONE)
    before = gathering(id="before", day=start.date(), start=start, end=None, record=record)
    slide = deck_of(told, gathering(), NOW, (before,))["told"]
    assert (
        str(slide.empty)
        == "No priority has been published for Larkwith, and no question of its last meeting."
    )


def test_no_crime_is_told_otherwise_than_no_figures(tmp_path):
    release = Release(
        build_small(tmp_path, facts=False, rows=[], months=MONTHS[-13:], missing=(), partial=())
    )
    deck = made(brief_of(release, release.area(LARKWITH), None))
    assert deck["types"].heading == "No crime of any kind was recorded"
    assert lines(deck["types"]) == ["What happened here that nobody reported?"]
    assert str(deck["outcomes"].empty).startswith("No crime was recorded in the 12 months to September 2026")
    assert [str(note) for note in deck["map"].notes] == ["A ring: no crime was recorded."]
    assert not deck["told"].source, "no figure stands on it"


def test_beside_months_in_part_no_bar_and_no_mark_is_compared(tmp_path):
    """The heading refused the comparison that bar and mark drew."""
    release = Release(build_small(tmp_path, facts=False, missing=(), partial=("2025-02",)))
    bars = made(brief_of(release, release.area(LARKWITH), None))["types"].bars
    assert {(bar.tick, bar.before) for bar in bars.rows} == {(None, "")}


def test_of_a_month_in_part_nothing_is_told_as_the_whole(tmp_path):
    release = Release(build_small(tmp_path, facts=False, missing=(), partial=(str(MONTHS[-2]),)))
    told = brief_of(release, release.area(LARKWITH), None)
    assert made(told)["outcomes"].heading.startswith(
        f"at least {told.outcomes.brought.told} of at least ".capitalize()
    )


def test_a_show_of_hands_is_said_to_tell_of_this_room_alone(told: Brief):
    slide = made(told)["confidence"]
    assert slide.heading == "No survey says how people feel here"
    assert "It tells of this room alone" in str(slide.groups[0].lines[0].note)
    assert slide.bars is None


def test_a_wider_area_tells_of_the_priorities_of_its_neighbourhoods(release: Release):
    whole = brief_of(release, release.area(PARTNERSHIP), None)
    teams = {
        LARKWITH: team(
            LARKWITH, priority("Riders on the Common", "Two gates."), priority("Thefts from vans")
        ),
        "corvenshire-oster": team("corvenshire-oster", priority("Speeding", "A sign.")),
    }
    crew = Crew(True, None, whole.crew.neighbourhoods, teams)
    deck = made(replace(whole, crew=crew))
    assert deck["told"].heading == "The neighbourhoods of Tamber Vale have 3 priorities"
    silent = {area.name for area in whole.crew.neighbourhoods} - {"Larkwith", "Osterby"}
    assert [all(name in str(note) for name in silent) for note in deck["told"].notes] == [True] * bool(silent)
    assert sorted(lines(deck["told"])) == [
        "Larkwith: Riders on the Common; Thefts from vans",
        "Osterby: Speeding",
    ]
    assert deck["did"].heading == "What was done for 2 priorities"
    assert sorted(lines(deck["did"])) == [
        "Larkwith: Riders on the Common. Two gates.",
        "Osterby: Speeding. A sign.",
    ]


def test_a_part_of_a_neighbourhood_says_whose_priorities_they_are(release: Release):
    small = release.parts(release.area(LARKWITH))[0]
    part = brief_of(release, small, None)
    crew = replace(part.crew, teams={LARKWITH: team(LARKWITH, priority("Riders"))}, held=True)
    assert made(replace(part, crew=crew))["told"].heading == "Larkwith has 1 priority"


# --- without a year before -----------------------------------------------------------------------------------


def test_without_a_year_before_each_heading_says_another_thing(told: Brief):
    deck = made(told)
    headings = [deck[name].heading for name in ("map", "types", "trend")]
    assert len(set(headings)) == 3
    largest = told.largest_first[0].change.now.value
    assert headings[1].startswith("Recorded most: ")
    assert headings[1].endswith(f", {largest} of {told.year.now.value}")
    first, second = told.largest_first[:2]
    equal = replace(second, change=replace(second.change, now=first.change.now))
    rows = tuple(equal if row is second else row for row in told.types)
    assert made(replace(told, types=rows))["types"].heading == "What kinds of crime were recorded"
    counts = [int(figure.value) for figure in told.months if figure.period.first in told.period]
    assert len(counts) == 12
    assert headings[2] == f"{min(counts)} to {max(counts)} crimes a month"


def test_the_map_does_not_say_its_number_twice(release: Release):
    small = release.parts(release.area(LARKWITH))[0]
    slide = made(brief_of(release, small, None))["map"]
    assert lines(slide) == ["In the 12 months to September 2026"]
    assert str(slide.notes[0]) == "The circle sits where most people live, not where crimes happened."


def test_no_month_is_counted_that_was_not_supplied(tmp_path):
    release = Release(
        build_small(tmp_path, facts=False, months=MONTHS[-13:], missing={"2026-08"}, partial=())
    )
    deck = made(brief_of(release, release.area(LARKWITH), None))
    assert deck["trend"].heading == "No total for the 12 months to September 2026"
    assert deck["map"].heading == "No total: figures are missing"
    assert deck["types"].heading == "No figures of what was recorded"
    assert lines(deck["types"]) == ["What did you see here in that time?"]
    assert str(deck["types"].notes[0]).startswith("Nor is there a total")


# --- two walls -----------------------------------------------------------------------------------------------


def test_a_wall_of_four_to_three_has_a_chart_of_its_own_and_its_letters_have_28_px(told: Brief):
    picture = made(told)["trend"].picture
    width = float(picture.high.split('viewBox="0 0 ')[1].split(" ")[0])
    assert 16 * 944 / width >= 28
    assert picture.high != picture.wide


def test_what_has_no_room_is_counted_for_each_wall(told: Brief):
    record = Record(
        held=dt.date(2026, 10, 29),
        decisions=tuple(
            Decision(action_en=f"Do thing number {n}, which takes two rows on the narrower of the two walls.",
                     owner="Council", due=dt.date(2027, 1, n + 1))
            for n in range(20)
        ),
    )  # fmt: skip
    start = dt.datetime(2026, 10, 29, 19, tzinfo=ZONE)
    before = gathering(id="before", day=start.date(), start=start, end=None, record=record)
    (group, *_) = deck_of(told, gathering(), NOW, (before,))["did"].groups
    assert 3 <= group.high < 20
    assert 3 <= group.wall < 20
    assert group.high != group.wall
    assert group.rest_high == 20 - group.high


def test_three_questions_have_room_on_both_walls(told: Brief):
    group = made(told)["decide"].groups[-1]
    assert (group.rest, group.rest_high) == (0, 0)


def test_a_long_name_of_a_small_area_is_its_number_beside_the_map(release: Release):
    told = brief_of(release, release.area(LARKWITH), None)
    long = replace(told.area, name="Warlingham East and Chelsham and Farleigh")
    parts = tuple(
        replace(part, area=replace(part.area, name=f"{long.name} {n}"))
        for n, part in enumerate(told.parts, 1)
    )
    slide = made(replace(told, area=long, parts=parts))["map"]
    assert [line for line in lines(slide) if "Part" in line] == ["A Part 1", "B Part 2", "C Part 3"]
    assert f"{long.name} 1" in {cell for row in slide.table.rows for cell in row}
