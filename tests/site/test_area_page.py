"""What stands on the page of an area, and in which order."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crimemap.release import Release, layout
from crimemap.terms import AreaKind
from tests.site.client import CheckingClient
from tests.site.conftest import publish, site_of
from tests.small_release import MONTHS

LARK = "/areas/corvenshire-lark"
SECTIONS = [
    "glance", "team", "actions", "outcomes", "confidence", "map", "types", "trend", "compare", "deprivation", "quality",
    "act",
]  # fmt: skip


def test_the_sections_stand_in_the_order_of_the_design(client: CheckingClient, release: Release):
    for kind in AreaKind:
        for area in release.areas(kind)[:1]:
            found = re.findall(r'<section[^>]*\sid="([a-z]+)"', client.get(f"/areas/{area.code}").text)
            assert found == SECTIONS


def test_a_release_of_partnerships_alone_has_its_pages(tmp_path: Path):
    release = publish(tmp_path, facts=False)
    left = {AreaKind.FORCE, AreaKind.PARTNERSHIP}
    with closing(sqlite3.connect(release.folder / layout.PLACES)) as places:
        codes = [area.code for kind in AreaKind if kind not in left for area in release.areas(kind)]
        places.executemany("DELETE FROM areas WHERE code = ?", [(code,) for code in codes])
        places.executemany("DELETE FROM children WHERE child = ?", [(code,) for code in codes])
        places.commit()
    for kind in set(AreaKind) - left:
        (release.folder / layout.counts_file(kind)).unlink(missing_ok=True)
    client = site_of(tmp_path).test_client()
    assert client.get("/areas/E22900001").status_code == 200
    assert client.get("/areas/E23900001").status_code == 200


def test_every_section_says_something_or_why_it_cannot(client: CheckingClient):
    page = client.get(LARK).text
    for section in SECTIONS[1:]:
        body = re.search(rf'<section[^>]*\sid="{section}"\s.*?</section>', page, re.DOTALL)[0]
        said = re.sub(r"<[^>]+>", " ", body.split('class="cm-section__body"')[1])
        assert len(said.split()) > 5, section


def test_the_contents_list_leads_to_every_section(client: CheckingClient):
    page = client.get(LARK).text
    contents = re.search(r'<nav class="cm-contents".*?</nav>', page, re.DOTALL)[0]
    assert re.findall(r'href="#([a-z]+)"', contents) == SECTIONS[1:]


def test_the_first_words_say_where_what_and_compared_with_what(client: CheckingClient):
    page = client.get(LARK).text
    hero = page[page.index('id="glance"') : page.index('id="map"')]
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", hero))
    assert re.search(
        r"Larkwith Police recorded [\d,]+ crimes? in Larkwith in the 12 months to September 2026\.", text
    )
    assert re.search(r"(fewer|more|as many)", text)
    assert "published 12 November 2026" in text


def test_the_way_up_and_the_way_down_are_links(client: CheckingClient):
    page = client.get(LARK).text
    assert 'href="/areas/E22900001">Tamber Vale' in page
    assert 'href="/areas/E23900001">Corvenshire Police' in page
    for part in ("E01900001", "E01900002", "E01900003"):
        assert f'href="/areas/{part}"' in page
    assert f'href="{LARK}">Larkwith' in client.get("/areas/E22900001").text
    assert f'href="{LARK}"' in client.get("/areas/E01900001").text


def test_every_picture_has_its_table(client: CheckingClient):
    page = client.get(LARK).text
    for section in ("map", "types", "trend"):
        body = re.search(rf'id="{section}"\s.*?</section>', page, re.DOTALL)[0]
        assert "<svg" in body
        assert "<table" in body


def test_gaps_are_named(client: CheckingClient):
    page = client.get(LARK).text
    quality = page[page.index('id="quality"') :]
    assert "September 2024" in quality
    assert "August 2024" in quality
    assert "not supplied" in page
    assert "24 of 26" in page


def test_an_area_without_a_boundary_says_so_in_the_place_of_its_map(tmp_path, monkeypatch):
    publish(tmp_path)
    client = site_of(tmp_path).test_client()
    for name in ("crimemap.brief.map_of", "crimemap.brief.area.map_of"):
        monkeypatch.setattr(name, lambda *asked: None)
    page = client.get(LARK).text
    assert "There is no map: the publisher supplies no boundary for Larkwith." in page
    assert re.findall(r'<section[^>]*\sid="([a-z]+)"', page) == SECTIONS
    for leaf in ("map", "map.js", "map.geojson", "map.svg"):
        assert client.get(f"{LARK}/{leaf}").status_code == 404


@pytest.mark.parametrize(
    "gaps",
    [
        {"missing": ("2026-03",), "partial": ()},
        {"missing": ("2025-03", "2026-09"), "partial": ("2026-07",)},
        {"missing": (), "partial": ("2025-07",)},
        {"missing": (), "partial": (), "background": False},
        {"missing": (), "partial": (), "rows": ()},
        {"missing": (), "partial": (), "months": MONTHS[-1:]},
    ],
)
def test_every_page_stands_whatever_is_missing(tmp_path, gaps):
    release = publish(tmp_path, facts=False, **gaps)
    client = site_of(tmp_path).test_client()
    for area in ("corvenshire-lark", "E22900001", "E23900001", "E01900001"):
        for leaf in ("", "/crime", "/crime?month=2026-09", "/map", "/map.geojson"):
            assert client.get(f"/areas/{area}{leaf}").status_code == 200
    if "2026-03" in gaps["missing"]:
        lead = re.search(r'<p class="cm-lead">(.*?)</p>', client.get(LARK).text)[1]
        assert "March 2026" in lead
        assert not re.search(r"\b0\b", lead)
    assert release.id in client.get(LARK).text


def test_where_there_is_no_year_before_there_is_no_column_for_it(tmp_path):
    publish(tmp_path, facts=False, missing=(), partial=(), months=MONTHS[-12:])
    page = site_of(tmp_path).test_client().get(LARK).text
    assert "12 months before" not in re.search(r'id="parts-table".*?</table>', page, re.DOTALL)[0]
    assert "upright mark" not in page
    assert "no comparison" in page


def test_the_same_release_makes_the_same_bytes(tmp_path):
    pages = []
    for name in ("a", "b"):
        publish(tmp_path / name)
        client = site_of(tmp_path / name).test_client()
        pages.append(
            [client.get(LARK + leaf).data for leaf in ("", "/map", "/map.geojson", "/map.svg", "/crime.csv")]
        )
    assert pages[0] == pages[1]


def test_what_methods_says_of_incomplete_months_is_what_the_pipeline_does(client: CheckingClient):
    from crimemap.pipeline import coverage
    from crimemap.web.site import methods

    assert methods.PARTIAL_LEVEL == coverage.LEAST_LEVEL
    assert methods.PARTIAL_ASB == coverage.LEAST_ASB
    assert methods.PARTIAL_NEIGHBOURS == coverage.NEIGHBOURS
    assert methods.PARTIAL_ENOUGH == coverage.ENOUGH
    assert methods.PARTIAL_SET_ASIDE == coverage.MOST_SET_ASIDE
    page = client.get("/methods").text
    for said in ("60%", "25%", "1%", "official statistic, not an accredited one", "Map points", "Boundaries"):
        assert said in page


def test_the_map_is_said_before_it_is_drawn_and_drawn_before_it_is_listed(client: CheckingClient):
    body = re.search(r'id="map"\s.*?</section>', client.get(LARK).text, re.DOTALL)[0]
    assert body.index("cm-finding") < body.index("<figure") < body.index('id="parts-table"')


def test_anti_social_behaviour_stands_under_the_total_and_not_over_it(client: CheckingClient):
    page = client.get(f"{LARK}/crime?month=2026-09").text
    table = re.search(r'id="figures".*?</table>', page, re.DOTALL)[0]
    rows = re.findall(r'<tr class="cm-table__(total|aside)">', table)
    assert rows == ["total", "aside"]


def test_the_balance_along_the_edges_is_no_change_that_anyone_made(client: CheckingClient, release: Release):
    """It can be negative: a difference or a verdict on it would mean nothing."""
    shown = 0
    for area in [area for kind in AreaKind for area in release.areas(kind)]:
        page = client.get(f"/areas/{area.code}").text
        for row in re.findall(r'<th scope="row">Along the edges</th>(.*?)</tr>', page, re.DOTALL):
            assert "a balance" in row
            assert "Not compared" in row
            assert not re.search(r"fewer|more|Yes", row)
            shown += 1
    assert shown
