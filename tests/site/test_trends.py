"""Trends on the pages: the full series, breaks, verdicts in every table, and the long run of England and Wales."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from crimemap import words
from crimemap.measures import crime
from crimemap.release import Release
from crimemap.terms import CrimeType, Month, Period
from tests.site.client import CheckingClient
from tests.site.conftest import publish, site_of
from tests.small_release import NEIGHBOURHOODS

LARK = f"/areas/{NEIGHBOURHOODS[0]}"


def section(page: str, name: str) -> str:
    return re.search(rf'<section[^>]*\sid="{name}"\s.*?</section>', page, re.DOTALL)[0]


def said(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))


@pytest.fixture(scope="module")
def five_years(tmp_path_factory: pytest.TempPathFactory) -> tuple[FlaskClient, Release]:
    data = tmp_path_factory.mktemp("five")
    months = Period.ending(Month(2026, 9), 60).months()
    release = publish(data, months=months, missing={"2023-03"}, partial=(), facts=False)
    return site_of(data).test_client(), release


@pytest.fixture(scope="module")
def across(tmp_path_factory: pytest.TempPathFactory) -> tuple[FlaskClient, Release]:
    data = tmp_path_factory.mktemp("across")
    months = Period(Month(2010, 12), Month(2014, 12)).months()
    release = publish(data, months=months, missing=(), partial=(), facts=False)
    return site_of(data).test_client(), release


def test_the_section_says_the_year_the_verdict_and_the_latest_month(client: CheckingClient, release: Release):
    trend = crime.trend(release, release.area(NEIGHBOURHOODS[0]))
    body = said(section(client.get(LARK).text, "trend"))
    assert "12 months to September 2025" in body
    assert "12 months to September 2026" in body
    assert words.verdict_sentence(trend.year) in body
    assert "The latest month is September 2026, with" in body
    assert f"{trend.month.now.value} crime" in body


def test_the_months_are_listed_beside_the_same_month_a_year_earlier_with_a_verdict(
    client: CheckingClient, release: Release
):
    body = section(client.get(LARK).text, "trend")
    rows = re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", body, re.DOTALL)
    changes = crime.trend(release, release.area(NEIGHBOURHOODS[0])).changes[::-1]
    assert len(rows) == len(changes) == 26
    for row, change in zip(rows[:14], changes, strict=False):
        cells = said(row)
        assert words.figure(change.now) in cells
        assert words.difference(change) in cells
        assert words.verdict(change) in cells


@pytest.mark.parametrize(
    "address", [LARK, "/areas/E22900001", f"{LARK}/crime", f"{LARK}/crime?month=2026-09"]
)
def test_every_table_of_changes_says_whether_each_is_clear(client: CheckingClient, address: str):
    page = client.get(address).text
    for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
        if ">Difference<" in table:
            assert "Clear change?" in table
            for cell in re.findall(r'<td class="cm-table__verdict">(.*?)</td>', table, re.DOTALL):
                assert cell.strip() in {"Yes, more", "Yes, fewer", "No", "Cannot tell", "Not compared"}


def test_a_short_release_has_no_chart_of_years(client: CheckingClient):
    assert "Every year since" not in client.get(LARK).text


def test_all_sixty_months_are_shown_as_years_and_none_is_lost(five_years: tuple[FlaskClient, Release]):
    client, release = five_years
    body = section(client.get(LARK).text, "trend")
    assert "Every year since October 2021" in body
    trend = crime.trend(release, release.area(NEIGHBOURHOODS[0]))
    table = re.search(r"<table[^>]*>(?:(?!<table).)*every twelve months.*?</table>", body, re.DOTALL)[0]
    for year in trend.years:
        assert words.year_name(year) in said(table)
        assert words.figure(year.figure) in said(table)
    assert "to September 2023 not supplied" in said(table)
    figures = client.get(f"{LARK}/crime").text
    assert all(f"month={month}" in figures for month in release.months)
    csv = client.get(f"{LARK}/crime.csv").text
    assert all(f",{month}," in csv for month in release.months)


def test_the_page_of_a_type_draws_its_own_series(five_years: tuple[FlaskClient, Release]):
    client, release = five_years
    page = client.get(f"{LARK}/crime?type=burglary").text
    assert "Burglary in Larkwith by month" in page
    assert "Burglary in Larkwith, every twelve months" in page
    years = crime.trend(release, release.area(NEIGHBOURHOODS[0]), CrimeType.BURGLARY).years
    assert all(words.figure(year.figure) in said(page) for year in years)
    assert "parted these" not in page


def test_a_month_has_no_chart_of_months(five_years: tuple[FlaskClient, Release]):
    client, _ = five_years
    assert "by month," not in client.get(f"{LARK}/crime?type=burglary&month=2026-08").text


def test_a_type_that_was_parted_stands_with_the_kinds_it_was_published_with(
    across: tuple[FlaskClient, Release],
):
    client, release = across
    for slug, group in (
        ("bicycle-theft", crime.Merged.THEFTS),
        ("other-theft", crime.Merged.THEFTS),
        ("public-order", crime.Merged.ORDER_AND_WEAPONS),
        ("public-disorder-weapons", crime.Merged.ORDER_AND_WEAPONS),
    ):
        page = client.get(f"{LARK}/crime?type={slug}").text
        own, _, together = page.partition("With the kinds it was published with until April 2013")
        assert "not applicable" in own
        assert together
        for figure in crime.monthly(release, release.area(NEIGHBOURHOODS[0]), group):
            if figure.value is not None:
                assert words.figure(figure) in said(together)
        assert client.get(f"{LARK}/crime?type={group}").status_code == 400


def test_a_type_on_every_list_is_said_to_be_comparable_throughout(across: tuple[FlaskClient, Release]):
    client, _ = across
    assert "was on every list" in client.get(f"{LARK}/crime?type=burglary").text
    for slug in ("other-crime", "bicycle-theft", "violent-crime"):
        assert "was on every list" not in client.get(f"{LARK}/crime?type={slug}").text


def test_no_percentage_and_no_total_stands_across_a_break(tmp_path: Path):
    months = Period(Month(2010, 12), Month(2014, 2)).months()
    publish(tmp_path, months=months, missing=(), partial=(), facts=False)
    page = site_of(tmp_path).test_client().get(f"{LARK}/crime?type=other-crime").text
    lead = said(re.search(r'<p class="cm-lead">.*?</p>', page, re.DOTALL)[0])
    assert "There is no comparison with a year earlier: New list of crime types, May 2013." in lead
    assert "%" not in lead
    assert "no total: New list of crime types" in said(page)
    assert 'class="cm-break"' in page


def test_the_slugs_of_the_csv_are_the_publishers_alone(across: tuple[FlaskClient, Release]):
    client, _ = across
    rows = client.get(f"{LARK}/crime.csv?type=other-theft").text.splitlines()[1:]
    assert {row.split(",")[4] for row in rows} == {"other-theft"}


def test_the_long_run_keeps_survey_and_recorded_apart_each_with_its_source(client: CheckingClient):
    page = client.get("/national").text
    survey, recorded = _halves(page)
    for half, figure, source in (
        (survey, "19,786,000", "year ending March 2021"),
        (recorded, "5,307,003", "Table A5a"),
    ):
        assert half.count("<table") == 1
        assert figure in half
        assert source in half
        assert "Licence" in half
    assert "19,786,000" not in recorded
    assert "5,307,003" not in survey
    assert page.count('role="img"') == 4
    assert "Hansard" in recorded


def _halves(page: str) -> list[str]:
    return re.findall(r'<section class="cm-group".*?</section>', page, re.DOTALL)


def test_the_long_run_is_linked_from_the_start_and_from_an_area_and_says_that_it_is_real(
    client: CheckingClient,
):
    assert 'href="/national"' in client.get("/").text
    assert 'href="/national"' in section(client.get(LARK).text, "trend")
    assert "These figures are real." in client.get("/national").text
