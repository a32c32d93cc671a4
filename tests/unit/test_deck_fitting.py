"""Where the words of a slide leave what it shows too little room, it is set closer; the shape of the wall counts."""

from dataclasses import replace

import pytest
from markupsafe import Markup

from crimemap.deck.fitting import fitted
from crimemap.deck.slides import Bar, Bars, Group, Line, Picture, Shape, Slide, Topic
from crimemap.figure import Status
from crimemap.words import Sentence


def said(letters: int) -> Sentence:
    return Sentence.said("x" * letters)


def bars(count: int, letters: int = 20) -> Bars:
    return Bars(tuple(Bar("x" * letters, "1", "", 0.5, None, Status.PUBLISHED) for _each in range(count)))


def svg(wide: int, high: int) -> Markup:
    return Markup('<svg viewBox="0 0 {} {}"></svg>').format(wide, high)


def slide(topic: Topic, heading: int = 30, **more: object) -> Slide:
    return replace(Slide(topic, part="A part", heading="x" * heading), **more)


def test_bars_with_few_words_have_room():
    assert not fitted(slide(Topic.TYPES, bars=bars(8), notes=(said(60),))).crowded


@pytest.mark.parametrize(
    "more",
    [
        {"heading": 130},
        {"lead": said(200)},
        {"notes": (said(400),)},
        {"bars": bars(8, letters=60)},
        {"bars": bars(14)},
        {"bars": replace(bars(8), reading=("x" * 300,))},
    ],
)
def test_more_words_or_bars_than_the_wall_is_high_are_set_closer(more):
    assert fitted(slide(Topic.TYPES, **{"bars": bars(8), "notes": (said(60),)} | more)).crowded


def test_a_chart_is_as_high_as_it_is_drawn():
    drawn = (svg(1184, 400), svg(1184, 520))
    low, high = (slide(Topic.TREND, picture=Picture(wide=each, narrow=each)) for each in drawn)
    assert not fitted(low).crowded
    assert fitted(high).crowded


def test_a_high_wall_is_asked_for_the_picture_that_it_gets():
    wide, high = svg(1184, 400), svg(944, 590)
    assert fitted(slide(Topic.TREND, picture=Picture(wide=wide, narrow=wide, high=high))).crowded


def test_lines_are_never_crowded_they_stand_on_paper():
    group = Group(Shape.LIST, tuple(Line(said(100)) for _each in range(40)))
    found = fitted(slide(Topic.TOLD, heading=130, groups=(group,)))
    assert not found.crowded
    assert found.groups[0].rest > 0
    assert found.groups[0].rest_high > 0


def test_a_group_of_paper_alone_takes_no_room_from_the_bars():
    paper = Group(Shape.TEXT, (Line(said(900)),), wall=0)
    found = fitted(slide(Topic.OUTCOMES, bars=bars(6), groups=(paper,)))
    assert not found.crowded
    assert (found.groups[0].wall, found.groups[0].high) == (0, 0)
