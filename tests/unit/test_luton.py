"""Luton's slides of 2009, as data of our own format: its table of seven strands and its traps, exactly as printed.

Source: Luton Crime and Disorder Reduction Partnership, slides of 2009, "Perceptions of ASB (NI 17)": very or fairly big
problem, percent. The slides give neither number of answers nor exact words, days or mode.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from statistics import mean

import pytest

from crimemap.figure import Figure, Status
from crimemap.measures import confidence
from crimemap.measures.confidence import Confidence, Movement
from crimemap.release import Release
from crimemap.survey import Book, Lack
from crimemap.survey.reading import read_results
from crimemap.words import confidence as words
from tests.small_places import PARTNERSHIP

FILE = Path(__file__).parent / "corpora" / "luton-ni17.csv"
PAPER = """
Noisy neighbours	30	22	15
Teenagers hanging around on the streets	70	60	55
Rubbish or litter lying around	62	51	37
Vandalism, graffiti and other deliberate damage to property or vehicles	74	44	41
People using or dealing drugs	81	52	46
People being drunk or rowdy in public places	67	30	36
Abandoned or burnt out vehicles	78	20	14
"""
"""Copied from the slide, in its order."""

TABLE = {
    name: tuple(map(int, cells)) for name, *cells in (line.split("\t") for line in PAPER.strip().splitlines())
}


@pytest.fixture(scope="module")
def luton(small: Release) -> Confidence:
    reading = read_results(FILE.read_text(encoding="utf-8"))
    assert reading.refused == ()
    place = small.area(PARTNERSHIP)
    assert place is not None
    return confidence.of_partnership(Book([("luton", reading.results, ())]), small, place)


def test_the_table_comes_out_exactly_as_it_is_printed(luton: Confidence):
    assert luton.strands.waves == ("2003", "2006", "2008")
    assert {
        strand.question.title: tuple(wave.share.figure.value for wave in strand.series.waves)
        for strand in luton.strands.strands
    } == TABLE
    assert [strand.question.title for strand in luton.strands.strands] == list(TABLE)
    assert luton.strands.is_whole


def test_drunk_and_rowdy_rose_from_30_to_36_and_is_told_as_a_rise(luton: Confidence):
    series = next(one for one in luton.strands.asked if one.question.id == "asb-drunk-rowdy")
    assert [step.difference.points.value for step in series.steps] == [-37, 6]
    assert str(words.strand(series)) == (
        "People being drunk or rowdy in public places: rose from 30% to 36% from 2006 to 2008; fell from 67% to 30%"
        " from 2003 to 2006."
    )


def test_a_rise_and_a_fall_are_told_in_the_same_words(luton: Confidence):
    for series in luton.strands.asked:
        for step in series.steps:
            before, now = step.before.share.figure.value, step.now.share.figure.value
            word = "rose" if now > before else "fell"
            assert words.step(step).startswith(f"*{word} from {before:.0f}% to {now:.0f}%*")


def figures(of: object) -> list[Figure]:
    """Every Figure in a picture, wherever it stands."""
    if isinstance(of, Figure):
        return [of]
    if isinstance(of, tuple):
        return [found for one in of for found in figures(one)]
    if is_dataclass(of):
        return [found for field in fields(of) for found in figures(getattr(of, field.name))]
    return []


def test_no_mean_of_the_strands_stands_anywhere(luton: Confidence):
    assert (luton.strands.scale, luton.strands.reported) == (None, ())
    means = {round(mean(row[n] for row in TABLE.values()), 1) for n in range(3)}
    means |= {float(round(value)) for value in means} - {float(n) for row in TABLE.values() for n in row}
    levels = {one.value for one in figures(luton) if one.unit != "percentage points"}
    assert levels == {float(n) for row in TABLE.values() for n in row}
    assert not levels & means
    told = " ".join([*map(str, map(words.strand, luton.strands.asked)), *words.strands_note(luton.strands)])
    assert not {float(n) for n in re.findall(r"(\d+(?:\.\d+)?)%", told)} & means
    assert "not added or averaged" in told


def test_nobody_can_tell_chance_from_change_and_every_lack_is_said(luton: Confidence):
    for series in luton.strands.asked:
        assert {step.difference.movement for step in series.steps} == {Movement.CANNOT_TELL}
        for wave in series.waves:
            assert wave.share.figure.status is Status.PUBLISHED
            assert wave.share.figure.interval is None
            assert len(words.not_given(wave.row)) == len(Lack)
    assert any("nobody can tell which of these changes" in note for note in words.strands_note(luton.strands))


def test_the_strands_are_no_headline(luton: Confidence):
    assert (luton.headline, luton.police) == (None, ())
