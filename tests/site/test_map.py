"""The map over HTTP: the same rates in the map, the table and the file; its data in two pieces; kind refusals."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re

import pytest

from crimemap.release import Area, Release
from crimemap.terms import AreaKind, CrimeType, Month
from tests.site.client import CheckingClient
from tests.small_release import PARTNERSHIP

VALE = f"/areas/{PARTNERSHIP}"
CHOICES = [
    (None, None),
    (CrimeType.BURGLARY, None),
    (CrimeType.SHOPLIFTING, Month(2026, 3)),
    (CrimeType.ANTI_SOCIAL_BEHAVIOUR, Month(2025, 12)),
    (None, Month(2025, 8)),
]


def query(what: CrimeType | None, month: Month | None, *more: str) -> str:
    pairs = [f"month={month}" if month else "", f"type={what}" if what else "", "show=rate", *more]
    return "?" + "&".join(pair for pair in pairs if pair)


def areas_of(release: Release) -> list[Area]:
    return [area for kind in AreaKind for area in release.areas(kind)]


def parts(client: CheckingClient, address: str) -> list[dict]:
    features = json.loads(client.get(address).data)["features"]
    return [each["properties"] for each in features if each["properties"]["k"] == "rate"]


def number(text: str) -> float | None:
    return float(text) if text else None


@pytest.mark.parametrize(("what", "month"), CHOICES)
def test_the_map_and_the_file_hold_the_same_rates_in_every_area(
    client: CheckingClient, release: Release, what: CrimeType | None, month: Month | None
):
    for area in areas_of(release):
        asked = query(what, month)
        text = client.get(f"/areas/{area.code}/crime.csv{asked}").data.decode("utf-8-sig")
        rows = {
            row["code"]: row
            for row in csv.DictReader(io.StringIO(text))
            if what or row["type"] == "all-crime"
        }
        for told in parts(client, f"/areas/{area.code}/map.geojson{asked}"):
            row = rows[told["code"]]
            assert row["status"] == told["status"]
            for key, column in (("rate", "value"), ("lower", "lower"), ("upper", "upper")):
                assert told[key] == number(row[column])


def test_the_page_fetches_its_ground_once_and_its_figures_for_each_choice(client: CheckingClient):
    for show in ("", "show=rate"):
        page = client.get(f"{VALE}/map?{show}").text
        ground = re.search(r'data-ground="([^"]+)"', page)[1].replace("&amp;", "&")
        figures = re.search(r'data-source="([^"]+)"', page)[1].replace("&amp;", "&")
        other = client.get(f"{VALE}/map?month=2026-03&type=burglary&{show}").text
        assert f'data-ground="{ground}"' in other
        assert f'data-source="{figures}"' not in other
        whole = json.loads(client.get(f"{VALE}/map.geojson?{show}").data)
        pieces = [json.loads(client.get(address).data)["features"] for address in (ground, figures)]
        assert sum(len(piece) for piece in pieces) >= len(whole["features"])


def test_every_link_of_the_panel_opens(client: CheckingClient):
    page = client.get(f"{VALE}/map?month=2026-03&show=rate").text
    links = {each.replace("&amp;", "&") for each in re.findall(r'href="(/areas/[^"]+)"', page)}
    assert f"{VALE}/map?month=2026-02&show=rate" in links
    assert f"{VALE}/map?month=2026-04&show=rate" in links
    assert f"{VALE}/map?month=2026-03" in links
    for link in links:
        assert client.get(link).status_code == 200


def test_a_month_that_ends_no_year_held_is_refused_in_one_sentence(client: CheckingClient):
    for leaf in ("map.geojson", "map.svg"):
        answer = client.get(f"{VALE}/{leaf}?show=rate&month=2025-02")
        assert answer.status_code == 400
        assert "A rate is of twelve months" in answer.text
        assert "July 2025" in answer.text


def test_going_from_the_circles_of_an_early_month_to_shading_shows_the_first_year_with_it(
    client: CheckingClient,
):
    circles = client.get(f"{VALE}/map?month=2025-02&type=burglary").text
    link = f"{VALE}/map?month=2025-02&type=burglary&show=rate"
    assert link.replace("&", "&amp;") in circles
    answer = client.get(link)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{VALE}/map?month=2025-07&type=burglary&show=rate"
    assert client.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    "asked", ["show=heat", "ground=maybe", "show=rate&type=murder", "show=rate&month=soon"]
)
def test_what_cannot_be_meant_is_refused(client: CheckingClient, asked: str):
    assert client.get(f"{VALE}/map.geojson?{asked}").status_code == 400


def test_a_month_outside_the_release_is_not_found(client: CheckingClient):
    assert client.get(f"{VALE}/map?show=rate&month=2031-01").status_code == 404


def test_the_documents_and_their_data_are_light(client: CheckingClient, release: Release):
    for area in areas_of(release):
        assert len(client.get(f"/areas/{area.code}/map?show=rate").data) <= 150_000
        assert len(gzip.compress(client.get(f"/areas/{area.code}/map.geojson?show=rate").data)) <= 250_000


def test_the_page_of_an_area_leads_to_its_map_of_rates(client: CheckingClient):
    page = client.get(VALE).text
    assert f'<a href="{VALE}/map?show=rate">Show rates per 1,000 people as shading</a>' in page
    assert f'href="{VALE}/map.svg?show=rate"' in page


def test_the_form_without_javascript_chooses_either_map(client: CheckingClient):
    page = client.get(f"{VALE}/map?show=count&type=burglary&month=").text
    assert re.search(r'value="count"\s+checked', page)
    assert "Reading the circles" in page
    assert "Reading the shading" in client.get(f"{VALE}/map?show=rate&type=burglary&month=").text
