"""What police recorded beside what people say: either side of nought, and never nought where nobody can tell."""

from __future__ import annotations

import re

import pytest

from crimemap import charts
from crimemap.figure import Figure, Status
from crimemap.measures import crime
from crimemap.measures.confidence import questions
from crimemap.measures.confidence.gap import Gap, People, gap_of, net_of
from crimemap.measures.confidence.recorded import Recorded
from crimemap.terms import CrimeType, Month, Period
from tests.small_surveys import full
from tests.unit.picture_of_shares import NAME, PLACE, area, check, described, nodes, pair, split
from tests.unit.test_charts import texts

OWN = area("Tamber Vale", 4)


def recorded(what: crime.What, now: int, before: int, status: Status = Status.PUBLISHED) -> Recorded:
    year = Period.ending(Month(2026, 4))
    figures = [
        Figure(value if one.has_value else None, one, period, "recorded crimes", "s", "r")
        for value, one, period in ((now, status, year), (before, Status.PUBLISHED, year.before()))
    ]
    return Recorded(what, crime.Change(*figures), 3, 3)


def trend_gap() -> Gap:
    wave = split(full(), "crime-locally")
    worse, better = wave.share("worse"), wave.share("better")
    people = People(net_of(worse, better), worse, split=wave)
    return gap_of(OWN, questions()["crime-locally"], people, recorded(crime.ALL, 8500, 10000))


def topic_gap(question: str, before: float, now: float, record: Recorded | None, **others: object) -> Gap:
    found = pair(question, "big", before, now, **others)
    people = People(found.change.points, found.latest, change=found.change)
    return gap_of(OWN, questions()[question], people, record)


GAPS = [
    trend_gap(),
    topic_gap("problem-burglary", 41, 47, recorded(CrimeType.BURGLARY, 168, 220)),
    topic_gap("problem-vehicle-crime", 44, 45, recorded(CrimeType.VEHICLE_CRIME, 130, 118)),
    topic_gap("problem-robbery", 40, 31, recorded(CrimeType.ROBBERY, 6, 3)),
    topic_gap("problem-violent-crime", 32, 31, recorded(CrimeType.VIOLENT_CRIME, 3, 3, Status.MISSING)),
    topic_gap("problem-robbery", 40, 31, None),
    topic_gap("problem-burglary", 40, 31, recorded(CrimeType.BURGLARY, 200, 100), base=90),
]
GAP = charts.gap_chart(GAPS, PLACE, stamp=True)


@pytest.mark.parametrize("drawing", [GAP, charts.gap_chart(GAPS[:1], PLACE)])
def test_a_chart_of_gaps_is_whole_and_nothing_in_it_meets(drawing: charts.Drawing):
    check(drawing)
    assert NAME in drawing.wide


def test_the_same_gaps_give_the_same_bytes():
    assert GAP.__html__() == charts.gap_chart(GAPS, PLACE, stamp=True).__html__()


def test_a_gap_is_described_with_both_intervals_and_its_verdict():
    told = described(GAP.wide)
    assert "police recorded: 15% fewer, between 13% and 17%" in told
    assert "36% worse, 5% better, 31 points more (between 28 and 34)" in told
    assert told.count("Cannot tell") == 5


def test_an_interval_that_holds_nought_is_described_with_the_side_of_either_end():
    told = described(GAP.wide)
    assert "45% a big problem, was 44%, 1 point more (between 3 fewer and 5 more)" in told


def test_what_few_people_say_is_called_a_small_sample():
    gap = charts.gap_chart([topic_gap("problem-robbery", 40, 31, None, base=300)], PLACE)
    for part in (gap.wide, gap.phone):
        assert "31% a big problem, was 40% (small sample)" in " ".join(texts(part))


def test_the_record_and_what_people_say_have_a_scale_each_with_its_own_nought():
    one = charts.gap_chart(GAPS[:1], PLACE)
    for part in (one.wide, one.phone):
        first, second = sorted(
            float(re.match(r"M(\S+) ", path.get("d"))[1]) for path in nodes(part, "path", "cm-gap__nought")
        )
        (record,), (people,) = nodes(part, "circle", "cm-gap__dot"), nodes(part, "circle", "cm-dot")
        # -15 of a scale to 20, left of the first nought; +31 of a scale to 40, right of the second
        assert (float(record.get("cx")) - first) / (float(people.get("cx")) - second) == pytest.approx(
            -15 / 20 / (31 / 40), abs=0.02
        )
        assert float(record.get("cx")) < first < second < float(people.get("cx"))
        assert len(nodes(part, "path", "cm-gap__interval")) == len(nodes(part, "path", "cm-interval")) == 1
        words = " ".join(texts(part))
        for told in ("15% fewer", "36% worse, 5% better", "Opposite ways", "change in per cent"):
            assert told in words
        assert {"-20", "20", "-40", "40"} <= {text.replace("\u2212", "-") for text in texts(part)}


def test_what_cannot_be_told_is_said_and_never_drawn_as_nought():
    for part in (GAP.wide, GAP.phone):
        words = " ".join(texts(part))
        assert words.count("Cannot tell: ") == 5
        for told in (
            "from 3 to 6",
            "not supplied in full",
            "no figures for that time",
            "fewer than 100 answers",
        ):
            assert told in words
        (hole,) = nodes(part, "rect", "cm-bar--missing")
        assert hole.get("fill") == "url(#gaps-hatch)"
        assert len(nodes(part, "circle", "cm-gap__dot")) == 4
        assert len(nodes(part, "circle", "cm-dot")) == 6
    assert "nan" not in GAP.__html__().lower()


def test_an_interval_beyond_the_scale_runs_off_without_an_end():
    wild = charts.gap_chart(
        [topic_gap("problem-robbery", 40, 41, recorded(CrimeType.ROBBERY, 24, 20))], PLACE
    )
    (path,) = nodes(wild.wide, "path", "cm-gap__interval")
    assert path.get("d").count("V") == 1
    check(wild)


def test_no_gap_is_no_drawing():
    with pytest.raises(ValueError, match="nothing to draw"):
        charts.gap_chart([], PLACE)
