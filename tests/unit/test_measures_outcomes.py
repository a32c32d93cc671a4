"""What came of crimes: fast sums against slow ones, totals, and what is missing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from crimemap import charts, words
from crimemap.figure import Status
from crimemap.measures import crime, outcomes
from crimemap.release import Area, Release
from crimemap.terms import CRIME_TYPES, OUTCOMES, AreaKind, CrimeType, Month, Outcome, Period, Refusal
from tests.small_release import (
    FORCE_NAME,
    LSOAS,
    MONTHS,
    NEIGHBOURHOODS,
    PARTIAL,
    POINTS,
    Row,
    build_small,
    generate,
)

YEAR = Period.ending(Month(2026, 9))
LARK = NEIGHBOURHOODS[0]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return generate()


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory, rows: list[Row]) -> Release:
    return Release(
        build_small(tmp_path_factory.mktemp("small"), rows=rows, facts=False, without_outcomes={"2025-03"})
    )


def area_of(release: Release, code: str) -> Area:
    area = release.area(code)
    assert area is not None
    return area


def slow(rows: list[Row], code: str, what: crime.What, period: Period) -> Counter[Outcome]:
    """What came of the rows of an area, one after another."""
    wanted = {what} if what != crime.ALL else set(CRIME_TYPES)
    return Counter(
        row.outcome
        for row in rows
        if row.type in wanted and Month.parse(row.month) in period and _is_in(row, code)
    )


def _is_in(row: Row, code: str) -> bool:
    if code in LSOAS:
        return row.lsoa == code
    if code in NEIGHBOURHOODS:
        return row.point is not None and POINTS[row.point].neighbourhood == NEIGHBOURHOODS.index(code)
    return code == "E23900001" or (row.point is not None and POINTS[row.point].neighbourhood is not None)


@pytest.mark.parametrize("code", ["E23900001", "E22900001", *NEIGHBOURHOODS, LSOAS[0], LSOAS[4]])
@pytest.mark.parametrize("period", [YEAR, Period.of(Month(2026, 8))], ids=str)
def test_outcomes_are_those_of_the_rows_and_add_up_to_the_recorded_crimes(
    release, rows, code, period
) -> None:
    area = area_of(release, code)
    for what in (crime.ALL, *CRIME_TYPES):
        table = outcomes.of(release, area, what, period)
        if table.total.status is Status.NOT_APPLICABLE:
            continue
        expected = slow(rows, code, what, period)
        found = {detail.outcome: detail.figure.value for row in table.rows for detail in row.details}
        assert found == {outcome: expected[outcome] for outcome in OUTCOMES}
        assert sum(row.figure.value for row in table.rows) == table.total.value == expected.total()
        assert table.total == crime.total(release, area, what, period)
        parts = (table.brought, table.closed, table.pending, table.unknown)
        assert sum(part.value for part in parts) == table.total.value


def test_open_and_unknown_are_apart(release, rows) -> None:
    table = outcomes.of(release, area_of(release, LARK), crime.ALL, YEAR)
    expected = slow(rows, LARK, crime.ALL, YEAR)
    assert table.pending.value == expected[Outcome.UNDER_INVESTIGATION] > 0
    assert (
        table.unknown.value == expected[Outcome.STATUS_UPDATE_UNAVAILABLE] + expected[Outcome.NOT_GIVEN] > 0
    )


def test_types_add_up_to_all_crime(release) -> None:
    area = area_of(release, LARK)
    whole = outcomes.of(release, area, crime.ALL, YEAR)
    types = outcomes.by_type(release, area, YEAR)
    assert CrimeType.ANTI_SOCIAL_BEHAVIOUR not in {one.what for one in types}
    for n, row in enumerate(whole.rows):
        assert sum(one.rows[n].figure.value for one in types) == row.figure.value


def test_a_share_has_the_recorded_crimes_as_denominator_and_shares_make_one(release) -> None:
    table = outcomes.of(release, area_of(release, LARK), crime.ALL, YEAR)
    assert {row.share.denominator.value for row in table.rows} == {table.total.value}
    assert sum(row.share.value for row in table.rows) == pytest.approx(1)


def test_of_few_crimes_there_is_no_share_and_none_is_drawn(tmp_path: Path) -> None:
    rows = [Row("2026-09", CrimeType.BURGLARY, 0, LSOAS[0], Outcome.CHARGED)] * 19
    release = Release(build_small(tmp_path, rows=rows, months=MONTHS[-1:], facts=False))
    table = outcomes.of(release, area_of(release, LARK), crime.ALL, Period.of(Month(2026, 9)))
    assert {row.share.status for row in table.rows} == {Status.NOT_APPLICABLE}
    drawing = charts.outcome_bars(table)
    assert drawing is not None
    assert "%" not in drawing.wide
    assert "Charged or summonsed: 19;" in drawing.wide


def every_figure(table: outcomes.OutcomeTable):
    for row in table.rows:
        yield from (row.figure, row.share, *(detail.figure for detail in row.details))
    yield from (table.pending, table.unknown, table.brought, table.closed)


def test_a_month_that_the_force_did_not_supply_has_no_number(release) -> None:
    gap = Period.of(Month(2024, 9))
    for period in (gap, Period.ending(Month(2025, 2)), Period.of(Month(2019, 1))):
        table = outcomes.of(release, area_of(release, LARK), crime.ALL, period)
        assert {figure.status for figure in every_figure(table)} == {Status.MISSING}
        assert charts.outcome_bars(table) is None


def test_crimes_without_any_outcome_supplied_have_missing_outcomes_and_a_total(release) -> None:
    area = area_of(release, LARK)
    table = outcomes.of(release, area, crime.ALL, Period.of(Month(2025, 3)))
    assert {figure.status for figure in every_figure(table)} == {Status.MISSING}
    assert table.total.value > 0
    assert table.without == (Month(2025, 3),)
    said = str(words.outcomes_lead(table, crime.data_quality(release, area)))
    assert said.startswith(f"{FORCE_NAME} published no outcomes of the crimes recorded in March 2025.")
    longer = outcomes.of(release, area, crime.ALL, Period.ending(Month(2025, 12)))
    assert "no outcomes of the crimes of March 2025" in str(
        words.outcomes_lead(longer, crime.data_quality(release, area))
    )


def test_an_incomplete_month_has_partial_outcomes(tmp_path: Path) -> None:
    release = Release(build_small(tmp_path, facts=False))
    table = outcomes.of(release, area_of(release, LARK), crime.ALL, Period.of(Month.parse(PARTIAL)))
    assert {row.figure.status for row in table.rows} == {Status.PARTIAL}
    assert all(row.figure.interval is None for row in table.rows)


def test_anti_social_behaviour_has_no_outcomes_and_that_is_said(release) -> None:
    area = area_of(release, LARK)
    table = outcomes.of(release, area, CrimeType.ANTI_SOCIAL_BEHAVIOUR, YEAR)
    assert {figure.status for figure in every_figure(table)} == {Status.NOT_APPLICABLE}
    assert str(words.outcomes_lead(table, crime.data_quality(release, area))).startswith(
        "Reports of anti-social"
    )


def test_a_release_made_before_outcomes_has_none_and_says_nothing_wrong(tmp_path: Path) -> None:
    release = Release(build_small(tmp_path, facts=False, without_outcomes={str(month) for month in MONTHS}))
    kinds = [kind for kind in AreaKind if release.areas(kind)]
    for kind in kinds:
        table = outcomes.of(release, release.areas(kind)[0], crime.ALL, YEAR)
        assert table.pending.status is Status.MISSING


def test_the_lead_says_what_was_brought_what_is_open_and_what_nobody_told(release) -> None:
    area = area_of(release, LARK)
    table = outcomes.of(release, area, crime.ALL, YEAR)
    assert str(words.outcomes_lead(table, crime.data_quality(release, area))) == (
        f"Of the {table.total.value} crimes recorded in the 12 months to September 2026, {table.brought.value} have led"
        f" to a charge or were dealt with out of court so far. {table.pending.value} are still being investigated."
        f" The results of {table.unknown.value} more are not known."
    )


def test_one_crime_brought_to_a_result_takes_the_singular(release) -> None:
    area = area_of(release, LARK)
    tables = [outcomes.of(release, area, crime.ALL, Period.of(month)) for month in release.months]
    table = next(each for each in tables if each.brought.value == 1 and (each.total.value or 0) > 1)
    said = str(words.outcomes_lead(table, crime.data_quality(release, area)))
    assert f"Of the {table.total.value} crimes recorded in " in said
    assert ", 1 has led to a charge or was dealt with" in said


def test_of_an_incomplete_month_the_lead_says_that_more_may_have_been_recorded(tmp_path: Path) -> None:
    release = Release(build_small(tmp_path, facts=False))
    area = area_of(release, LARK)
    table = outcomes.of(release, area, crime.ALL, Period.of(Month.parse(PARTIAL)))
    said = str(words.outcomes_lead(table, crime.data_quality(release, area)))
    assert "that were supplied for" in said
    assert "incomplete" in said
    assert "crimes recorded in" not in said


def test_recent_crimes_are_said_to_have_had_less_time(release) -> None:
    table = outcomes.of(release, area_of(release, LARK), crime.ALL, YEAR)
    said = " ".join(str(note) for note in words.outcomes_notes(table))
    assert "recent crimes have had less time" in said
    assert "not compared with a year before" in said
    assert not words.alarming(said)


def test_every_outcome_has_a_label() -> None:
    labels = [words.outcome(outcome) for outcome in OUTCOMES]
    assert all(labels)
    assert len(set(labels)) == len(labels)


def test_the_chart_has_every_number_twice_and_dashes_what_is_open(release) -> None:
    table = outcomes.of(release, area_of(release, LARK), crime.ALL, YEAR)
    drawing = charts.outcome_bars(table)
    assert drawing is not None
    for svg in (str(drawing.wide), str(drawing.phone)):
        for row in table.shown:
            assert f'<tspan class="cm-strong">{row.figure.value}</tspan> {words.share(row.share)}' in svg
        assert svg.count("cm-bar--partial") == 2
        assert "<title" in svg
        assert f"Still being investigated: {table.pending.value}" in svg


def test_a_group_that_files_no_longer_tell_of_is_left_out_instead_of_shown_as_none(release) -> None:
    table = outcomes.of(release, area_of(release, LARK), crime.ALL, YEAR)
    assert "court" not in {row.group.id for row in table.shown}
    assert sum(row.figure.value for row in table.shown) == table.total.value


def test_a_court_result_that_is_known_is_shown(tmp_path: Path) -> None:
    row = Row("2026-09", CrimeType.BURGLARY, 0, LSOAS[0], Outcome.IMPRISONED)
    release = Release(build_small(tmp_path, rows=[row], months=MONTHS[-1:], facts=False))
    table = outcomes.of(release, area_of(release, LARK), crime.ALL, Period.of(Month(2026, 9)))
    assert [(one.group.id, one.figure.value) for one in table.shown if one.figure.value] == [("court", 1)]
    assert table.brought.value == 1
    elsewhere = outcomes.of(release, area_of(release, NEIGHBOURHOODS[1]), crime.ALL, table.period)
    assert ("court", 0) in [(one.group.id, one.figure.value) for one in elsewhere.shown]


def test_a_file_of_groups_that_forgets_an_outcome_is_refused(tmp_path: Path) -> None:
    text = outcomes.load_outcomes.__globals__["FILE"].read_text()
    (tmp_path / "outcomes.yaml").write_text(
        text.replace("outcomes: [no-further-action]", "outcomes: [charged]")
    )
    with pytest.raises(Refusal, match=r"outcomes.yaml, groups: .*not so no-further-action, charged"):
        outcomes.load_outcomes(tmp_path / "outcomes.yaml")
