"""Rates in words: the number, what it is per, its interval; why there is none; classes that meet."""

from __future__ import annotations

from pathlib import Path

import pytest

from crimemap import words
from crimemap.figure import Figure, Status
from crimemap.measures import crime
from crimemap.measures.crime import rates
from crimemap.release import Release
from crimemap.terms import TYPES, AreaKind, CrimeType, Month
from tests.small_release import LSOAS, NEIGHBOURHOODS, PARTNERSHIP, build_small

LARK, OSTER = NEIGHBOURHOODS[0], NEIGHBOURHOODS[1]


def told(release: Release, code: str, what: crime.What = crime.ALL, last: Month | None = None) -> str:
    area = release.area(code)
    return str(
        words.rate_lead(rates.rate_table(release, area, what, last), crime.data_quality(release, area))
    )


def test_the_first_sentence_has_the_rate_its_interval_and_both_numbers(small: Release):
    row = rates.rate_row(small, small.area(LARK), crime.ALL)
    lower, upper = row.rate.interval.lower, row.rate.interval.upper
    assert told(small, LARK) == (
        f"All crime in Larkwith: {row.rate.value:.0f} crimes per 1,000 residents a year in the 12 months to"
        f" September 2026 (95% interval {lower:.0f} to {upper:.0f}). Crimes: {row.count.value}. Counted against 4,560"
        " residents (2021)."
    )


def test_a_rate_below_ten_keeps_a_decimal_and_burglary_is_per_household(small: Release):
    row = rates.rate_row(small, small.area(PARTNERSHIP), CrimeType.DRUGS)
    assert row.rate.value < 10
    assert f": {row.rate.value:.1f} crimes per 1,000 residents a year" in told(
        small, PARTNERSHIP, CrimeType.DRUGS
    )
    assert "crimes per 1,000 households a year" in told(small, PARTNERSHIP, CrimeType.BURGLARY)
    assert "reports per 1,000 residents a year" in told(small, PARTNERSHIP, CrimeType.ANTI_SOCIAL_BEHAVIOUR)


def test_a_missing_month_is_the_reason_for_no_rate(small: Release):
    assert told(small, LARK, last=Month(2025, 7)) == (
        "There is no rate for the 12 months to July 2025. Corvenshire Police supplied no figures for September 2024."
        " This does not mean that no crime was recorded."
    )


def test_months_that_are_not_held_are_the_reason_for_no_rate(tmp_path: Path):
    release = Release(build_small(tmp_path, missing=(), partial=(), facts=False))
    assert told(release, LARK, last=Month(2024, 12)) == (
        "There is no rate for the 12 months to December 2024. The figures here cover August 2024 to September 2026."
    )


def test_incomplete_months_are_the_reason_for_no_rate(gappy: Release):
    said = told(gappy, LARK, last=Month(2026, 9))
    assert (
        said
        == "There is no rate for the 12 months to September 2026. The figures for July 2026 are incomplete."
    )


def test_the_partnership_stands_beside_with_its_own_interval(small: Release):
    area = small.area(LARK)
    found = rates.area_rates(small, area)
    said = str(words.rate_beside(found, crime.data_quality(small, area)))
    around = found.above.rate.interval
    assert said.startswith(
        f"Together they come to {found.own.rate.value:.0f} crimes per 1,000 residents a year (95%"
    )
    assert said.endswith(
        f"; in Tamber Vale it is {found.above.rate.value:.0f} ({around.lower:.0f} to {around.upper:.0f})."
    )


def test_a_town_centre_says_that_it_has_few_residents_and_many_visitors(tmp_path: Path):
    people = {OSTER: (4000, 1500, 8001), LSOAS[4]: (1000, 400, None), LSOAS[5]: (200, 90, 100)}
    release = Release(build_small(tmp_path, people=people, facts=False))
    area = release.area(OSTER)
    notes = [str(note) for note in words.rate_notes(rates.rate_table(release, area, crime.ALL))]
    assert notes[0] == (
        "Osterby has few residents and many visitors: 4,000 people live there and 8,001 are there on a workday. So"
        " crimes are counted against those there on a workday."
    )
    assert notes[1:] == [
        "No rate for Osterby 3. There are too few people or homes for a rate to mean anything.",
        "No rate for Osterby 2. There is no count of people or homes to divide by.",
    ]
    assert "people there on a workday (2021)" in told(release, OSTER)
    assert str(words.visitors(rates.rate_row(release, release.area(LARK), crime.ALL))) == ""


def test_a_flagged_area_without_workday_population_says_why_it_has_no_rate(tmp_path: Path):
    release = Release(build_small(tmp_path, people={OSTER: (4000, 1500, 8001)}, facts=False))
    table = rates.rate_table(release, release.area(OSTER), crime.ALL, per=rates.Per.RESIDENTS)
    assert str(words.rate_lead(table, crime.data_quality(release, release.area(OSTER)))) == (
        "There is no rate for Osterby. Few people live there and many come, so a rate per resident or household would"
        " mislead."
    )


def test_every_type_of_every_kind_of_area_is_said_without_a_gap_in_the_words(small: Release):
    for kind in AreaKind:
        for area in small.areas(kind):
            for what in (crime.ALL, *TYPES):
                said = told(small, area.code, what)
                assert said.endswith((".", "then."))
                assert "None" not in said
                assert "%" not in said.replace("95%", "")
                assert not words.alarming(said)


def test_a_cell_has_one_decimal_or_the_word_for_why_not(small: Release):
    figure = rates.rate_row(small, small.area(LARK), crime.ALL).rate
    assert words.rate(figure) == f"{figure.value:.1f}"
    assert words.rate_interval(figure) == f"{figure.interval.lower:.1f} to {figure.interval.upper:.1f}"
    without = Figure(None, Status.NOT_APPLICABLE, figure.period, figure.unit, figure.source, figure.release)
    assert (words.rate(without), words.rate_interval(without)) == ("not applicable", "")


@pytest.mark.parametrize(
    ("breaks", "labels"),
    [
        ((40.0, 60.0, 80.0, 110.0),
         ("under 40", "40 to under 60", "60 to under 80", "80 to under 110", "110 or more")),
        ((0.5, 1.0, 2.5), ("under 0.5", "0.5 to under 1", "1 to under 2.5", "2.5 or more")),
        ((1500.0,), ("under 1,500", "1,500 or more")),
        ((), ("every rate",)),
    ],
)  # fmt: skip
def test_the_labels_of_classes_meet_and_do_not_overlap(breaks: tuple[float, ...], labels: tuple[str, ...]):
    assert words.class_labels(breaks) == labels
