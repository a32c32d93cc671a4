"""A leaflet as data: which blocks, what each says or why it is empty, how long it may hang, what it is called."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from crimemap.brief import Brief, brief_of
from crimemap.editorial.database import Bilingual
from crimemap.editorial.meetings import Decision, Done, Record, Standing
from crimemap.editorial.payback.listing import Shown
from crimemap.editorial.payback.project import Project, Stage
from crimemap.editorial.payback.totals import Totals
from crimemap.editorial.summary import NOTHING, Payback, unavailable
from crimemap.leaflets import Block, Bound, Choice, Leaflet, Size, leaflet_of, reference, usual
from crimemap.leaflets.choice import ORDER
from crimemap.leaflets.texts import short
from crimemap.maps.texts import description
from crimemap.release import Release
from crimemap.terms import AreaKind
from tests.small_meetings import NOW, ZONE, gathering
from tests.small_release import build_small

LARK = "corvenshire-lark"
SITE = "https://crime.example.gov.uk"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return Release(build_small(tmp_path_factory.mktemp("leaflet"), facts=False))


@pytest.fixture(scope="module")
def told(release: Release) -> Brief:
    return brief_of(release, release.area(LARK), NOW.date(), now=NOW)


def made(told: Brief, choice: Choice | None = None, now: dt.datetime = NOW, **more: Any) -> Leaflet:
    return leaflet_of(told, choice, now=now, site=SITE, **more)


def part_of(leaflet: Leaflet, block: Block) -> str:
    part = next(part for part in leaflet.parts if part.block is block)
    return " ".join(part.sentences())


def with_meetings(told: Brief, *found: Any) -> Brief:
    return replace(told, gatherings=found)


def project(title: str, until: dt.datetime | None = None, hours: int = 40) -> Shown:
    content = Project(title_en=title, stage=Stage.DONE, hours=hours)
    return Shown(title, "E22900001", content, Stage.DONE, hours, 2026, "", until, {})


def with_projects(told: Brief, *done: Shown) -> Brief:
    found = Payback(totals=Totals(done=len(done), hours=40 * len(done), to_come=1), done=done)
    return replace(told, written=replace(NOTHING, payback=found))


# --- blocks ---------------------------------------------------------------------------------------------------


def test_blocks_stand_as_they_were_chosen_and_no_others(told):
    chosen = (Block.REPORT, Block.MAP, Block.CONTACT)
    assert [part.block for part in made(told, Choice(blocks=chosen)).parts] == list(chosen)


def test_whom_to_ask_and_when_to_come_stand_first_unless_somebody_chose_otherwise(told):
    assert [part.block for part in made(told).parts][:2] == [Block.CONTACT, Block.MEETING]


def test_every_block_says_something_also_where_nothing_was_published(told):
    leaflet = made(told, Choice(blocks=ORDER))
    for part in leaflet.parts:
        assert len(list(part.sentences())) > 1, part.block
    assert "No team has been published" in part_of(leaflet, Block.CONTACT)
    assert "No priorities have been published here for Larkwith. Ask" in part_of(leaflet, Block.DONE)
    assert "No meeting to come has been published" in part_of(leaflet, Block.MEETING)
    assert "No Community Payback project has been published here" in part_of(leaflet, Block.PAYBACK)
    assert "Nobody has asked people here" in part_of(leaflet, Block.CONFIDENCE)


def test_a_message_that_nobody_wrote_is_not_missed_and_one_in_welsh_alone_says_so(told):
    assert Block.MESSAGE not in [part.block for part in made(told).parts]
    choice = Choice(message=Bilingual(cy="Dewch i ddweud eich dweud."))
    part = next(part for part in made(told, choice).parts if part.block is Block.MESSAGE)
    assert part.texts[0].lang == "cy"


def test_what_the_newsroom_could_not_tell_is_said_to_be_unknown_and_not_to_be_nothing(told):
    leaflet = made(replace(told, written=unavailable(NOW)))
    assert "is not known at the moment" in part_of(leaflet, Block.MEETING)
    assert "is not known at the moment" in part_of(leaflet, Block.PAYBACK)


def test_the_list_beside_the_map_has_its_letters_and_the_figures_of_the_table(told):
    picture = next(part for part in made(told).parts if part.block is Block.MAP).picture
    assert picture is not None
    listed = [(spot.letter, spot.name, spot.figure) for spot in picture.spots]
    assert listed == [(p.letter, p.area.name, str(p.change.now.value)) for p in told.parts]
    for letter, _name, _figure in listed:
        assert f">{letter}</text>" in picture.drawn.decode()


def test_a_rise_and_a_fall_are_kept_without_a_figure_where_one_month_is_missing(tmp_path):
    release = Release(build_small(tmp_path, facts=False, missing={"2026-06"}))
    leaflet = made(brief_of(release, release.area(LARK), None, now=NOW), Choice(blocks=ORDER))
    assert "no total" in str(leaflet.lead)
    assert "supplied no figures for June 2026" in str(leaflet.lead)
    assert "supplied no figures" not in " ".join(leaflet.small)
    assert "A striped square: no figures were supplied." in part_of(leaflet, Block.MAP)
    assert "A larger circle" not in part_of(leaflet, Block.MAP)
    spots = next(part for part in leaflet.parts if part.block is Block.MAP).picture.spots
    assert {spot.figure for spot in spots} == {"not supplied"}
    assert "no total" in part_of(leaflet, Block.FIGURES)


# --- the meeting ----------------------------------------------------------------------------------------------


def test_the_next_meeting_stands_on_the_dark_ground_with_its_hours_place_and_access(told):
    leaflet = made(with_meetings(told, gathering()))
    part = next(part for part in leaflet.parts if part.solid)
    said = " ".join(part.sentences())
    assert "Thursday 3 December, 7pm to 8.30pm" in said
    assert "Moor Street Hall, Moor Street, Lower Keld." in said
    assert "Step-free from the car park." in said


def test_a_meeting_that_was_chosen_is_announced_before_the_next(told):
    later = gathering(id="later", start=dt.datetime(2026, 12, 10, 18, 0, tzinfo=ZONE), end=None)
    leaflet = made(with_meetings(told, gathering(), later), Choice(meeting="later"))
    assert "Thursday 10 December, 6pm" in part_of(leaflet, Block.MEETING)


def test_a_meeting_that_is_cancelled_is_said_to_be_with_its_reason_and_the_next_is_announced(told):
    off = gathering(
        id="off", start=dt.datetime(2026, 11, 26, 19, 0, tzinfo=ZONE), end=None, standing=Standing.CANCELLED,
        reason=Bilingual(en="The hall is flooded"),
    )  # fmt: skip
    leaflet = made(with_meetings(told, off, gathering()))
    said = part_of(leaflet, Block.MEETING)
    assert "The meeting on Thursday 26 November is cancelled. The hall is flooded." in said
    assert "Thursday 3 December, 7pm" in said
    assert leaflet.until == dt.date(2026, 12, 3)


def test_a_meeting_that_was_moved_says_from_where_and_on_the_night_of_the_clocks_which_hour(told):
    at = dt.datetime(2026, 10, 25, 1, 30, fold=1, tzinfo=ZONE)
    moved = gathering(start=at, end=None, standing=Standing.MOVED, was_at="Church Hall")
    now = dt.datetime(2026, 10, 20, 9, 0, tzinfo=ZONE)
    said = part_of(made(with_meetings(told, moved), now=now), Block.MEETING)
    assert "This meeting was moved. It was to be at Church Hall." in said
    assert "this is the second 1.30am" in said


def test_what_the_last_meeting_decided_stands_with_who_does_it_and_what_is_late(told):
    record = Record(
        decisions=(
            Decision(action_en="Fit two gates", owner="Council", state=Done.DONE, came_en="Both stand."),
            Decision(action_en="Mend the lamps", owner="Rail", due=dt.date(2026, 11, 1)),
            Decision(action_en="Link the shops", owner="Police", due=dt.date(2026, 12, 24)),
        )
    )
    held = gathering(start=dt.datetime(2026, 10, 1, 19, 0, tzinfo=ZONE), end=None, record=record)
    said = part_of(made(with_meetings(told, held)), Block.DONE)
    assert "Fit two gates Both stand." in said
    assert "Mend the lamps Rail. Late: it was due on 1 November 2026." in said
    assert "Link the shops Police. Due on 24 December 2026." in said


LINKED = Record(
    decisions=(
        Decision(decided_en="Gates at Plover Road", action_en="Fit two", owner="Council", state=Done.DONE),
        Decision(action_en="Mend the lamps", owner="Rail", due=dt.date(2026, 12, 24)),
        Decision(
            decided_en="Link every shop by radio", action_en="The last two", owner="Police", due=dt.date(2026, 11, 1)
        ),
    )
)  # fmt: skip


def with_team(told: Brief, team: Any) -> Brief:
    return replace(told, crew=replace(told.crew, home=told.area, teams={told.area.code: team}))


def with_priorities(told: Brief, *issues: str) -> Brief:
    team = SimpleNamespace(
        priorities=[SimpleNamespace(issue=(issue,), action=("Patrols",)) for issue in issues],
        is_published=False, reach=lambda _kind: "", people=(), fetched=None,
    )  # fmt: skip
    held = gathering(start=dt.datetime(2026, 10, 1, 19, 0, tzinfo=ZONE), end=None, record=LINKED)
    return with_meetings(with_team(told, team), held)


@pytest.mark.parametrize("choice", [usual(), usual(Size.A4), usual(Size.A3), usual(large=True)])
def test_every_paper_has_all_priorities_how_many_promises_were_kept_and_names_what_is_late(told, choice):
    issues = ("Riders on the Common", "Thefts from vans", "Shop staff threatened", "Parking at the school")
    said = part_of(made(with_priorities(told, *issues), choice), Block.DONE)
    assert [issue for issue in issues if issue not in said] == []
    assert "Of 3 promises" in said
    assert "1 kept, 1 under way, 1 late." in said
    assert "Link every shop by radio" in said
    assert "Late:" in said
    assert "Gates at Plover Road" not in said


def test_anti_social_behaviour_stands_on_every_paper_in_one_line(told):
    for choice in (usual(), usual(Size.A3), usual(large=True)):
        assert (
            " ".join(made(told, choice).sentences()).count("Anti-social behaviour, counted separately:") == 1
        )


def test_a_poster_has_the_meeting_what_was_done_and_whom_to_call_whatever_was_chosen(told):
    leaflet = made(with_meetings(told, gathering()), Choice(size=Size.A3, blocks=ORDER))
    assert {part.block for part in leaflet.parts} == {Block.MEETING, Block.DONE, Block.CONTACT}
    assert "Emergency: 999." in part_of(leaflet, Block.CONTACT)
    assert leaflet.until == dt.date(2026, 12, 3)


def test_who_has_no_internet_is_told_whom_to_ring_for_large_print(told):
    team = SimpleNamespace(reach=lambda kind: "01632 960114" if kind == "telephone" else "", priorities=(),
                           is_published=False, people=(), fetched=None)  # fmt: skip
    rung = with_team(told, team)
    closing = " ".join(str(text.said) for text in made(rung, contact="ask@crime.example").closing)
    assert "No internet? Ask your team: 01632 960114." in closing
    closing = " ".join(str(text.said) for text in made(rung, Choice(formats="01632 960100")).closing)
    assert "960114" not in closing


def test_more_is_said_only_of_what_something_was_told_of_before(told):
    """ "One more is to come" stood where there was no other, and "One is under way" without a word what of."""
    for totals, said in (
        (Totals(to_come=1), "One project is to come."),
        (Totals(running=1), "One project is under way now."),
        (Totals(running=1, to_come=2), "One project is under way now. 2 more are to come."),
    ):
        written = replace(NOTHING, payback=Payback(totals=totals))
        assert said in part_of(made(replace(told, written=written)), Block.PAYBACK)


def test_what_is_to_come_is_said_in_words(told):
    assert "One more is to come." in part_of(
        made(with_projects(told, project("Wall painted"))), Block.PAYBACK
    )


# --- how long it may hang -------------------------------------------------------------------------------------


def test_it_is_displayed_until_the_meeting_or_for_28_days_or_until_the_day_chosen(told):
    assert made(told).until == dt.date(2026, 12, 20)
    assert made(with_meetings(told, gathering())).until == dt.date(2026, 12, 3)
    assert made(told, Choice(until=dt.date(2026, 11, 30))).until == dt.date(2026, 11, 30)
    assert made(told, Choice(until=dt.date(2027, 6, 1))).until == dt.date(2026, 12, 20)


def test_a_meeting_that_does_not_stand_on_it_does_not_end_it(told):
    choice = Choice(blocks=(Block.CONTACT, Block.REPORT))
    assert made(with_meetings(told, gathering()), choice).until == dt.date(2026, 12, 20)


def test_it_is_never_displayed_past_the_end_of_what_stands_on_it(told):
    ends = dt.datetime(2026, 12, 2, 0, 0, tzinfo=ZONE)
    leaflet = made(with_projects(told, project("Path relaid", ends), project("Wall painted")))
    assert "Path relaid (40 hours)." in part_of(leaflet, Block.PAYBACK)
    assert leaflet.until == dt.date(2026, 12, 1)
    assert "Display until 1 December 2026." in leaflet.small[0]


def test_what_ends_within_a_week_is_left_off_rather_than_shortening_the_rest(told):
    ends = NOW + dt.timedelta(days=3)
    leaflet = made(with_projects(told, project("Path relaid", ends), project("Wall painted")))
    assert "Path relaid" not in part_of(leaflet, Block.PAYBACK)
    assert leaflet.until == dt.date(2026, 12, 20)


def test_a_say_that_asks_ends_with_its_own_mark(told):
    say = SimpleNamespace(title=Bilingual(en="Which first?"), closes_at=NOW + dt.timedelta(days=20))
    leaflet = made(replace(told, written=replace(NOTHING, says=(say,))), Choice(blocks=ORDER))
    assert part_of(leaflet, Block.NOMINATE).count("Which first?") == 1
    assert "?." not in part_of(leaflet, Block.NOMINATE)


def test_of_one_circle_nothing_is_said_of_larger_ones(told):
    alone = replace(told, sheet=replace(told.sheet, parts=told.sheet.parts[:1]))
    assert "A larger circle" not in part_of(made(alone), Block.MAP)
    assert "The circle sits where most people live" in part_of(made(alone), Block.MAP)
    assert "larger" not in description(alone.sheet)
    assert "A larger circle" in part_of(made(told), Block.MAP)


def test_a_say_stands_with_its_last_day_and_ends_the_display_before_it_closes(told):
    say = SimpleNamespace(
        title=Bilingual(en="What comes first"), closes_at=dt.datetime(2026, 12, 5, 17, tzinfo=ZONE)
    )
    leaflet = made(replace(told, written=replace(NOTHING, says=(say,))), Choice(blocks=ORDER))
    assert "Have your say until 5 December 2026: What comes first." in part_of(leaflet, Block.NOMINATE)
    assert leaflet.until == dt.date(2026, 12, 4)


def test_another_leaflet_is_made_at_midnight_or_when_what_it_says_changes(told):
    assert made(told).ends == dt.datetime(2026, 11, 23, tzinfo=ZONE)
    soon = gathering(start=NOW - dt.timedelta(hours=1), end=NOW + dt.timedelta(hours=1))
    assert made(with_meetings(told, soon)).ends == NOW + dt.timedelta(hours=1)


# --- what it is called, and how long a text may be -------------------------------------------------------------


def test_no_two_areas_share_a_reference_in_a_month(release):
    areas = [area for kind in AreaKind for area in release.areas(kind)]
    names = [reference(release, area, NOW.date()) for area in areas]
    assert len(set(names)) == len(names)
    assert reference(release, release.area(LARK), NOW.date()) == "TV-LR-2611"
    assert reference(release, release.area(LARK), NOW.date(), "B") == "TV-LR-2611-B"


def test_it_carries_its_reference_licence_release_standing_and_where_to_have_it_otherwise(told, release):
    leaflet = made(told, contact="01632 960100")
    small, closing = " ".join(leaflet.small), " ".join(str(text.said) for text in leaflet.closing)
    assert f"Release {release.id}." in small
    assert "Open Government Licence v3.0" in small
    assert "Official statistics, not accredited." in small
    assert "Leaflet TV-LR-2611 of 22 November 2026." in small
    assert "crime.example.gov.uk/leaflets/corvenshire-lark" in closing
    assert "In another format: 01632 960100." in closing
    assert leaflet.address == "crime.example.gov.uk/areas/corvenshire-lark"


def test_large_print_and_posters_have_blocks_of_their_own():
    assert usual(Size.A3).blocks[0] is Block.MEETING
    large = list(usual(Size.A5, large=True).blocks)
    assert large.index(Block.MAP) == large.index(Block.CONFIDENCE) + 1
    large.remove(Block.MAP)
    assert large == [block for block in ORDER if block is not Block.MAP]
    assert {Block.CONTACT, Block.MEETING, Block.OUTCOMES, Block.PAYBACK, Block.MAP} < set(usual().blocks)


def test_a_long_text_keeps_whole_sentences_and_says_where_words_are_left_out():
    assert short("One is done. Two is under way. Three is to come.", 32) == "One is done. Two is under way."
    assert short("A very long first sentence that does not fit", 20) == "A very long first…"
    assert short("  Short   enough. ", 40) == "Short enough."


def test_what_makes_the_last_day_of_display_is_known(told):
    chosen = dt.date(2026, 11, 30)
    assert made(told, Choice(blocks=ORDER)).bound is Bound.LONGEST
    assert made(with_meetings(told, gathering())).bound is Bound.MEETING
    assert made(with_meetings(told, gathering()), Choice(until=chosen)).bound is Bound.CHOSEN
    without = tuple(block for block in ORDER if block is not Block.MEETING)
    assert made(with_meetings(told, gathering()), Choice(blocks=without)).bound is Bound.LONGEST
