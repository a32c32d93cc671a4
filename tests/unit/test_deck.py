"""A deck says what the area's own figures and records say, in the order of a meeting."""

import datetime as dt
import re
from dataclasses import replace

import pytest

from crimemap.brief import Brief, brief_of
from crimemap.brief.decided import Mark
from crimemap.deck import Deck, Shape, Slide, Topic, area_of, deck_of
from crimemap.deck.promised import shortened
from crimemap.editorial.database import Bilingual
from crimemap.editorial.meetings import (
    Asked,
    Decision,
    Done,
    Gathering,
    Hands,
    Item,
    Published,
    Record,
    Standing,
)
from crimemap.editorial.summary import Written
from crimemap.release import Release
from crimemap.words import alarming
from tests.small_meetings import NOW, ZONE, gathering
from tests.small_places import PARTNERSHIP
from tests.small_release import build_small

LARKWITH = "corvenshire-lark"
OCTOBER = Record(
    meeting="before", held=dt.date(2026, 10, 29), present=31,
    decisions=(
        Decision(action_en="Fit two gates.", owner="Council", due=dt.date(2026, 11, 10), state=Done.DONE),
        Decision(action_en="Mend the lamps.", owner="Council", due=dt.date(2026, 11, 22)),
        Decision(action_en="Call each shop.", owner="Police", due=dt.date(2026, 11, 21)),
    ),
    hands=(Hands(question_en="Lock the gates at dusk?", yes=19, no=8, neither=4),),
    asked=(Asked(question_en="Will the station stay?"), Asked(question_en="Who mends lamps?", answer_en="We.")),
)  # fmt: skip


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return Release(build_small(tmp_path_factory.mktemp("deck"), facts=False))


@pytest.fixture(scope="module")
def told(release: Release) -> Brief:
    return brief_of(release, release.area(LARKWITH), dt.date(2026, 11, 12))


def held(day: dt.date = dt.date(2026, 10, 29), record: Record = OCTOBER, name: str = "before") -> Gathering:
    start = dt.datetime.combine(day, dt.time(19), ZONE)
    return gathering(id=name, day=day, start=start, end=start + dt.timedelta(hours=1), record=record)


def made(told: Brief, *before: Gathering, now: dt.datetime = NOW, **changes: object) -> Deck:
    return deck_of(told, gathering(**changes), now, before)


def said(slide: Slide) -> str:
    """Every word of a slide."""
    lines = [
        part
        for group in slide.groups
        for line in group.lines
        for part in (line.key, line.said, line.note, line.paper)
    ]
    bars = [
        part for bar in (slide.bars.rows if slide.bars else ()) for part in (bar.label, bar.now, bar.before)
    ]
    table = [cell for row in (slide.table.rows if slide.table else ()) for cell in row]
    titles = [group.title for group in slide.groups]
    return " ".join(
        map(
            str,
            [
                slide.heading,
                slide.lead,
                slide.empty,
                *titles,
                *lines,
                *bars,
                *slide.notes,
                *slide.more,
                *table,
            ],
        )
    )


def lines(slide: Slide) -> list[str]:
    return [str(line.said) for group in slide.groups for line in group.lines]


def test_its_slides_stand_in_the_order_of_a_meeting(told: Brief):
    assert [slide.topic for slide in made(told).slides] == list(Topic)


def test_only_a_meeting_without_an_agenda_has_a_slide_less(told: Brief):
    names = [slide.topic for slide in made(told, agenda=()).slides]
    assert names == [topic for topic in Topic if topic is not Topic.AGENDA]


def test_every_slide_shows_something_and_one_of_nothing_says_in_one_sentence_why(told: Brief):
    for slide in made(told, agenda=()).slides:
        assert slide.groups or slide.bars or slide.picture or slide.map, slide.name
        assert not (slide.empty and (slide.bars or slide.picture or slide.map)), slide.name
        assert str(slide.empty).count(". ") <= 1
    assert str(made(told)["told"].empty) == (
        "No priority and no record of a meeting has been published for Larkwith."
    )


def test_the_numbers_on_the_wall_are_those_of_the_brief(told: Brief):
    deck = made(told)
    assert deck["map"].figures[:2] == (told.year.now, told.year.before)
    (key,) = deck["map"].groups
    assert key.shape is Shape.KEY
    assert [(line.key, str(line.said), line.figures[0]) for line in key.lines if line.key] == [
        (part.letter, part.area.name, part.change.now) for part in told.parts
    ]
    by_type = {row.what: row.change for row in told.types}
    longest = max(bar.figures[0].value for bar in deck["types"].bars.rows)
    shown = told.largest_first[: len(deck["types"].bars.rows)]
    for bar, row in zip(deck["types"].bars.rows, shown, strict=True):
        assert bar.figures[0] == by_type[row.what].now
        assert bar.length <= 1
    assert longest == shown[0].change.now.value
    assert deck["outcomes"].figures[0] == told.outcomes.total
    assert len(deck["types"].table.rows) == len(told.types)


def test_the_map_and_the_table_beside_it_have_the_same_letters(told: Brief):
    slide = made(told)["map"]
    assert [stop.letter for stop in slide.map.stops] == [row[0] for row in slide.table.rows if row[0]]


def test_where_a_month_is_missing_nothing_says_nought(tmp_path):
    release = Release(build_small(tmp_path, facts=False, missing={"2026-08"}))
    deck = made(brief_of(release, release.area(LARKWITH), None))
    assert deck["map"].heading == "No total: figures are missing"
    assert "no figures for August 2026" in str(deck["map"].lead)
    assert not deck["map"].groups
    assert deck["trend"].heading == "No total for the 12 months to September 2026"
    assert "no figures for August 2026" in str(deck["types"].empty)
    assert {row[1] for row in deck["types"].table.rows} == {"not supplied"}
    assert "0" not in {cell for row in deck["map"].table.rows for cell in row}


def test_a_cancelled_meeting_says_so_before_all_else(told: Brief):
    slide = made(told, standing=Standing.CANCELLED, reason=Bilingual("The hall is flooded."))["where"]
    assert lines(slide)[:2] == ["This meeting is cancelled.", "The hall is flooded."]


def test_a_moved_meeting_says_from_when_and_where(told: Brief):
    was = dt.datetime(2026, 12, 2, 18, 30, tzinfo=ZONE)
    slide = made(told, standing=Standing.MOVED, was=was, was_at="The Old School")["where"]
    assert lines(slide)[:2] == [
        "This meeting was moved. It was to be on Wednesday 2 December, 6.30pm at The Old School.",
        "Thursday 3 December, 7pm to 8.30pm",
    ]


def test_the_agenda_goes_by_the_clock_of_the_place_when_the_clocks_change(told: Brief):
    start = dt.datetime(2026, 10, 25, 0, 45, tzinfo=ZONE)
    items = tuple(Item(title_en=name, minutes=30) for name in "ABCD")
    slide = made(told, start=start, end=None, agenda=items)["agenda"]
    assert slide.groups[0].shape is Shape.HOURS
    assert [line.key for line in slide.groups[0].lines] == ["12.45am", "1.15am", "1.45am", "1.15am"]


def test_an_agenda_that_leaves_a_length_out_has_no_clock(told: Brief):
    slide = made(told, agenda=(Item(title_en="A"), Item(title_en="B", minutes=10)))["agenda"]
    assert slide.groups[0].shape is Shape.LIST
    assert str(slide.groups[0].lines[1].note) == "10 minutes"


def test_what_was_asked_and_voted_last_time_stands_with_its_turnout(told: Brief):
    slide = made(told, held())["told"]
    assert slide.heading == "You asked 2 questions, 1 is answered"
    assert slide.groups[0].title == "On 29 October 2026, 31 people came"
    assert lines(slide)[:2] == ["Will the station stay?", "Who mends lamps?"]
    assert [str(line.note) for line in slide.groups[0].lines] == ["Not answered yet.", "We."]
    assert "19 for, 8 against, 4 abstained. 31 of the 31 people who came raised a hand." in said(slide)


def test_actions_are_kept_under_way_or_late_by_the_clock(told: Brief):
    slide = made(told, held())["did"]
    assert slide.heading == "Of 3 promises: 1 kept, 1 under way, 1 late"
    assert [line.mark for line in slide.groups[0].lines] == [Mark.LATE, Mark.KEPT, Mark.UNDER_WAY]
    later = made(told, held(), now=NOW + dt.timedelta(days=1))["did"]
    assert [line.mark for line in later.groups[0].lines] == [Mark.LATE, Mark.LATE, Mark.KEPT]


def test_that_an_action_is_under_way_ends_at_the_midnight_after_its_day(told: Brief):
    deck = made(told, held())
    under_way = deck["did"].groups[0].lines[2]
    assert under_way.until == dt.datetime(2026, 11, 23, tzinfo=ZONE)
    assert deck.until == under_way.until
    assert [line.until for line in deck["did"].groups[0].lines if line.mark is not Mark.UNDER_WAY] == [
        None,
        None,
    ]


def test_only_meetings_that_were_recorded_before_this_one_are_told_of(told: Brief):
    after = held(dt.date(2026, 12, 17), name="after")
    unrecorded = replace(held(dt.date(2026, 11, 5), name="silent"), record=None)
    assert made(told, after, unrecorded)["did"].empty
    again = made(told, held(dt.date(2026, 9, 3), Record(held=dt.date(2026, 9, 3)), "older"), held())["told"]
    assert again.groups[0].title.startswith("On 29 October")


def test_a_question_without_an_answer_waits_on_the_slide_of_questions(told: Brief):
    slide = made(told, held())["questions"]
    assert slide.groups[0].title == "Still to be answered"
    assert [str(line.said) for line in slide.groups[0].lines] == ["Will the station stay?"]


def test_convictions_are_a_count_that_goes_when_the_first_of_them_ends(told: Brief):
    ends = dt.datetime(2026, 11, 25, 9, tzinfo=ZONE)
    slide = made(replace(told, written=Written(cases_shown=5, until=ends)))["outcomes"]
    ((line,),) = [group.lines for group in slide.groups]
    assert slide.groups[0].wall == 0, "beside other figures a wall would make one sum of them"
    assert "5 convictions" in str(line.said)
    assert line.until == ends


def test_typed_asterisks_mark_nothing(told: Brief):
    record = Record(held=dt.date(2026, 10, 29), asked=(Asked(question_en="Is *this* loud?"),))
    line = made(told, held(record=record))["told"].groups[0].lines[0]
    assert str(line.said) == "Is *this* loud?"
    assert len(line.said.segments) == 1


def test_a_text_in_the_other_language_alone_says_which_it_is(told: Brief):
    deck = made(told, title=Bilingual("", "Cyfarfod y gymdogaeth"))
    assert deck.title_lang == deck["where"].heading_lang == "cy"


def test_the_figures_are_those_of_the_one_area_that_the_meeting_is_for_else_of_its_partnership(
    release: Release,
):
    assert area_of(release, gathering(areas=(LARKWITH,))).code == LARKWITH
    assert area_of(release, gathering(areas=())).code == PARTNERSHIP
    assert area_of(release, gathering(areas=(LARKWITH, "corvenshire-oster"))).code == PARTNERSHIP
    assert area_of(release, gathering(areas=("gone",))).code == PARTNERSHIP
    assert area_of(release, gathering(areas=("gone",), partnership="nowhere")) is None


def test_a_meeting_of_the_police_names_no_one_it_does_not_know(told: Brief):
    slide = made(told, piece="", published=Published.POLICE, attends=())["where"]
    assert [group.title for group in slide.groups] == [""]


def test_no_word_of_a_deck_alarms(told: Brief):
    for slide in made(told, held()).slides:
        assert not alarming(said(slide)), slide.name


def test_what_has_no_room_on_the_wall_is_on_paper_alone(told: Brief):
    decisions = tuple(
        Decision(action_en=f"Do thing number {n}.", owner="Council", due=dt.date(2027, 1, n + 1))
        for n in range(20)
    )
    slide = made(told, held(record=Record(held=dt.date(2026, 10, 29), decisions=decisions)))["did"]
    group = slide.groups[0]
    assert 4 <= group.wall < len(group.lines)
    assert group.rest == len(group.lines) - group.wall
    assert len(group.lines) == 20


def test_the_months_are_drawn_in_letters_for_the_back_row(told: Brief):
    wide = made(told)["trend"].picture.wide
    width = float(re.search(r'viewBox="0 0 ([\d.]+) ', wide)[1])
    assert 16 * 1184 / width >= 28
    assert "not supplied" in wide
    assert "Invented" not in wide, "the slide has the stamp already"


def test_a_change_is_told_in_the_same_words_up_and_down(told: Brief):
    def heading(before: int, now: int) -> str:
        year = replace(
            told.year, now=replace(told.year.now, value=now), before=replace(told.year.before, value=before)
        )
        return made(replace(told, year=year))["trend"].heading

    assert heading(1302, 1184) == "118 fewer crimes than the year before"
    assert heading(1184, 1302) == "118 more crimes than the year before"
    assert heading(1184, 1184) == "As many crimes as in the year before"


def test_a_long_answer_is_cut_on_the_wall_alone_and_the_slide_says_so(told: Brief):
    answer = "Two officers came at once. " + "Each of the shops was called again. " * 6 + "That is all."
    record = Record(held=dt.date(2026, 10, 29), asked=(Asked(question_en="Who came?", answer_en=answer),))
    (group,) = made(told, held(record=record))["told"].groups
    (line,) = group.lines
    assert str(line.paper) == answer
    assert str(line.short).endswith("again. …")
    assert len(str(line.short)) <= 152
    assert not line.note
    assert group.tells == "The answers in full are on the handout."


def test_every_way_of_cutting_says_that_something_is_cut():
    assert shortened("Short.", 20) == "Short."
    assert shortened("One. Two and three and four.", 20) == "One. …"
    assert shortened("One two three four five six", 20) == "One two three four …"
    assert shortened("a" * 40, 20) == "a" * 19 + " …"


def test_a_promise_says_what_was_decided_what_is_done_by_whom_and_when(told: Brief):
    decision = Decision(
        decided_en="Link every shop.", action_en="Connect the last two.", owner="Police",
        due=dt.date(2026, 11, 21),
    )  # fmt: skip
    record = Record(held=dt.date(2026, 10, 29), decisions=(decision,))
    (line,) = made(told, held(record=record))["did"].groups[0].lines
    assert [(part.text, part.strong) for part in line.said.segments] == [
        ("Link every shop. ", True),
        ("Connect the last two.", False),
    ]
    assert str(line.note) == "Police, by 21 November 2026"


def test_a_group_that_a_wall_has_no_room_for_is_named(told: Brief):
    decisions = tuple(
        Decision(action_en=f"Do thing number {n}.", owner="Council", due=dt.date(2027, 1, n + 1))
        for n in range(20)
    )
    record = Record(held=dt.date(2026, 10, 29), decisions=decisions)
    slide = made(told, held(record=record))["did"]
    assert slide.left_out == tuple(group.title for group in slide.groups[1:])


def test_bars_and_what_is_not_drawn_make_the_whole(told: Brief):
    slide = made(told)["types"]
    drawn = sum(bar.figures[0].value for bar in slide.bars.rows)
    rest = int(told.year.now.value - drawn)
    said_so = [str(note) for note in slide.notes]
    assert said_so == ([f"And {rest} of other kinds."] if rest > 1 else said_so)


def test_the_priorities_that_stand_are_decided_on_with_the_three_questions(told: Brief):
    groups = made(told)["decide"].groups
    assert groups[-1].shape is Shape.NUMBERED
    assert len(groups[-1].lines) == 3


def test_where_the_answers_will_stand_is_said_with_its_address(told: Brief):
    slide = deck_of(told, gathering(), NOW, page="example.org/meetings/abc")["questions"]
    assert "example.org/meetings/abc" in lines(slide)


def test_a_month_without_figures_is_drawn_higher_than_any_bar(tmp_path):
    release = Release(build_small(tmp_path, facts=False, missing={"2025-08"}))
    wide = str(made(brief_of(release, release.area(LARKWITH), None))["trend"].picture.wide)
    heights = {
        css: [float(height) for height in re.findall(rf'class="{css}"[^>]* height="([\d.]+)"', wide)]
        for css in ("cm-bar", "cm-bar cm-bar--before", "cm-bar--missing cm-bar--band")
    }
    (band,) = {*heights.pop("cm-bar--missing cm-bar--band")}
    assert band > max(height for found in heights.values() for height in found)
