"""What the figures lack, and how fresh they are, as sentences."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

from crimemap import words
from crimemap.figure import Figure, Status
from crimemap.measures import crime
from crimemap.release import Release
from crimemap.terms import CrimeType, Month
from tests.small_release import FORCE_CODE, LSOAS, NEIGHBOURHOODS, PARTNERSHIP, build_small
from tests.unit.told_figures import YEAR, M, change, quality


def test_what_was_not_supplied_is_said_and_all_supplied_is_said_too():
    told = [str(sentence) for sentence in words.coverage(quality(missing=("2024-03",), partial=("2024-07",)))]
    assert told[0] == (
        "Corvenshire Police supplied no figures for March 2024. This does not mean that no crime was recorded."
    )
    assert told[1] == "The figures for July 2024 are incomplete."
    whole = [str(sentence) for sentence in words.coverage(quality())]
    assert whole == ["Figures were supplied for every month from October 2023 to September 2026."]


def test_a_type_that_a_month_lacks_is_named(tmp_path: Path):
    release = Release(
        build_small(tmp_path, absent={"2026-03": [CrimeType.BURGLARY]}, missing=(), partial=(), facts=False)
    )
    place = release.area(PARTNERSHIP)
    about = crime.data_quality(release, place)
    assert [str(said) for said in words.coverage(about)] == [
        "For March 2026 there are no figures for burglary."
    ]
    told = str(words.lead(place, crime.year(release, place, CrimeType.BURGLARY), about, CrimeType.BURGLARY))
    assert told.startswith(
        "There is no total for the 12 months to September 2026. Corvenshire Police supplied no"
    )
    assert "at least" in str(words.lead(place, crime.year(release, place), about))
    assert "The figures for March 2026 are incomplete." in str(
        words.lead(place, crime.year(release, place), about)
    )
    robbery = str(words.lead(place, crime.year(release, place, CrimeType.ROBBERY), about, CrimeType.ROBBERY))
    assert "incomplete" not in robbery


def test_the_facts_of_quality_are_those_of_the_ledger():
    facts = {
        fact.label: fact.value for fact in words.facts(quality(missing=("2024-03",), partial=("2024-07",)))
    }
    assert facts["Months supplied in full"] == "34 of 36"
    assert facts["Months missing"] == "1 (March 2024)"
    assert facts["Months incomplete"] == "1 (July 2024)"
    assert facts["Crimes with a location, all Corvenshire Police"] == "97.0%"
    assert facts["Records that could not be used"] == "none"
    assert "Crimes located outside the force’s own area" not in facts
    assert "List of map points changed" not in facts
    assert facts["Next figures due about"] == "12 December 2026"


def test_the_facts_say_what_lies_outside_and_when_the_points_changed():
    share = Figure(0.004, Status.PUBLISHED, YEAR, "share", "s", "r")
    about = dataclasses.replace(quality(), outside=share, new_point_lists=(Month(2024, 10),))
    facts = {fact.label: fact.value for fact in words.facts(about)}
    assert facts["Crimes located outside the force’s own area"] == "0.4%"
    assert facts["List of map points changed"] == "October 2024"


def test_freshness_says_the_month_the_day_and_the_next():
    assert words.freshness(quality().freshness) == (
        "Figures to September 2026, published 12 November 2026. Next: about 12 December 2026."
    )
    assert words.freshness(crime.Freshness(Month(2026, 9), None, None)) == "Figures to September 2026."


def test_the_marks_of_a_chart_are_explained_where_it_has_them(gappy: Release, small: Release):
    place = gappy.area(NEIGHBOURHOODS[0])
    told = str(words.marks(crime.monthly(gappy, place), crime.data_quality(gappy, place)))
    assert told == "Striped: Corvenshire Police supplied no figures. Dashed: the figures are incomplete."
    series = crime.monthly(small, small.area(PARTNERSHIP)).latest(24)
    assert not words.marks(series, crime.data_quality(small, small.area(PARTNERSHIP)))


def test_a_force_gap_is_nowhere_told_as_none(tmp_path: Path):
    months = {str(month) for month in YEAR.months()}
    release = Release(build_small(tmp_path, missing=months, partial=(), facts=False))
    for code in (FORCE_CODE, PARTNERSHIP, NEIGHBOURHOODS[0], LSOAS[0]):
        place = release.area(code)
        about = crime.data_quality(release, place)
        table = crime.parts(release, place, crime.ALL, YEAR)
        told = [
            str(words.lead(place, crime.year(release, place), about)),
            str(words.map_summary(table)),
            *(words.figure(row.change.now, about) for row in (*table.rows, *table.balance)),
        ]
        assert not any(
            text == "0" or " 0 " in text or "(0)" in text or "no crimes in" in text for text in told
        )


def test_reports_alone_missing_are_explained_where_crime_has_its_total():
    lost = dataclasses.replace(quality(), with_reports=False)
    told = str(words.beside(change(0, 0, M, M), lost))
    assert "There is no total of reports for the 12 months to September 2026." in told
    assert "supplied no figures for anti-social behaviour" in told
    assert "does not mean that none was recorded" in told
    assert "Nor" not in told
    assert any("supplies no figures for anti-social behaviour" in str(each) for each in words.coverage(lost))


def test_old_figures_promise_no_next_ones():
    old = crime.Freshness(Month(2017, 6), date(2026, 11, 22), None)
    assert words.freshness(old) == "Figures to June 2017, published 22 November 2026."
    labels = {fact.label for fact in words.facts(dataclasses.replace(quality(), freshness=old))}
    assert "Next figures due about" not in labels
