"""The demonstration county as its people wrote it: every page says the same figures, no cached one names anybody."""

from __future__ import annotations

import datetime as dt
import gzip
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask

from crimemap.release.shelf import Shelf
from crimemap.terms import AreaKind
from tests.county import build_county, people_as_of
from tests.site.conftest import site_of
from tests.site.convictions_site import LONDON, set_clock

PARTNERSHIPS = {"E22900001": "Tamber Vale", "E22900002": "Hexmarsh", "W22900001": "Dyffryn Melys"}
_SHOWN = re.compile(r"(\d+) convictions? (?:is|are) shown")
_WORKED = re.compile(r"(\d+) projects are over: ([\d,]+) hours of unpaid work")


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    base = tmp_path_factory.getbasetemp()
    return Path(build_county(base.parent if hasattr(request.config, "workerinput") else base))


@pytest.fixture(scope="module")
def app(county: Path, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Over the county's release and database, with a cache of its own."""
    data = tmp_path_factory.mktemp("written")
    for name in ("releases", "newsroom"):
        (data / name).symlink_to(county / name)
    made = site_of(data)
    set_clock(made, dt.datetime.combine(people_as_of(county), dt.time(8), LONDON))
    return made


class _Text(HTMLParser):
    def __init__(self):
        super().__init__()
        self.said = []

    def handle_data(self, data):
        self.said.append(data)


def text_of(app, address):
    page = _Text()
    page.feed(app.test_client().get(address).text)
    return " ".join(" ".join(page.said).split())


def section(text, name):
    """From a partnership's heading on /doing to the next one's."""
    start = text.index(f"Partnership {name} Crime here")
    later = [text.find(f"Partnership {other} Crime here", start + 1) for other in PARTNERSHIPS.values()]
    return text[start : min((place for place in later if place > 0), default=len(text))]


@pytest.mark.parametrize("code", PARTNERSHIPS)
def test_area_page_doing_convictions_and_payback_say_the_same(app, code):
    page, doing = text_of(app, f"/areas/{code}"), section(text_of(app, "/doing"), PARTNERSHIPS[code])
    listed = app.test_client().get(f"/convictions?partnership={code}").text.count("cm-cases__offence")
    assert {int(_SHOWN.search(text)[1]) for text in (page, doing)} == {listed}
    worked = text_of(app, f"/payback?partnership={code}")
    assert _WORKED.search(page).groups() == _WORKED.search(doing).groups() == _WORKED.search(worked).groups()


def first_of(app, listing, stem):
    """The first page under `stem` that a list leads to."""
    return re.search(rf'href="({stem}/[a-z0-9]{{8,}})"', app.test_client().get(listing).text)[1]


def test_the_name_and_colours_of_a_partnership_stand_on_every_page_of_it_and_on_no_others(app):
    lists = ("/convictions", "/payback", "/payback/nominations", "/news")
    branded, plain = "W22900001", "E22900001"
    for code in (branded, plain):
        pages = [f"/areas/{code}", *(f"{one}?partnership={code}" for one in lists)]
        pages += [
            first_of(app, f"{one}?partnership={code}", one) for one in lists if one != "/payback/nominations"
        ]
        shown = {page: "/branding/W22900001." in app.test_client().get(page).text for page in pages}
        assert set(shown.values()) == {code == branded}, shown
    assert not any("/branding/" in app.test_client().get(page).text for page in (*lists, "/doing", "/"))


def test_the_parts_of_the_county_add_up_to_the_start_page(app):
    start, payback = text_of(app, "/"), text_of(app, "/payback")
    assert _SHOWN.search(start)[1] == "12"
    assert _WORKED.search(start).groups() == ("16", "2,940")
    doing = text_of(app, "/doing")
    parts = [_WORKED.search(section(doing, name)).groups() for name in PARTNERSHIPS.values()]
    assert sum(int(projects) for projects, _hours in parts) == 16
    assert sum(int(hours.replace(",", "")) for _projects, hours in parts) == 2_940
    assert "2,940" in payback


def test_a_ward_shows_its_own_case_and_a_neighbourhood_its_partnerships(app):
    ward = text_of(app, "/areas/E05900005")
    assert "Of people who are said to be from Larkwith South: Drink-driving" in ward
    place = text_of(app, "/areas/corvenshire-tv3")
    assert "never for a neighbourhood" in place
    assert "5 convictions are shown for Tamber Vale now" in place
    assert "Larkwith: 2 projects are over: 560 hours of unpaid work" in place


def test_the_railways_have_no_partnership_and_say_nothing_of_convictions(app):
    assert "What courts decided" not in text_of(app, "/areas/btp")


def test_every_link_to_what_was_written_leads_somewhere(app):
    client, seen = app.test_client(), set()
    for page in ("/", "/doing", *(f"/areas/{code}" for code in PARTNERSHIPS)):
        seen |= set(re.findall(r'href="(/(?:convictions|payback|news)[^"#]*)"', client.get(page).text))
    assert len(seen) > 30
    for address in sorted(seen):
        assert client.get(address.replace("&amp;", "&")).status_code == 200, address


def test_no_cached_page_of_the_county_holds_a_name(app, county):
    client = app.test_client()
    release = Shelf(county / "releases").current()
    kinds = (AreaKind.PARTNERSHIP, AreaKind.WARD, AreaKind.NEIGHBOURHOOD, AreaKind.FORCE, AreaKind.COMMITTEE)
    areas = [f"/areas/{area.code}" for kind in kinds for area in release.areas(kind)]
    pages = (
        "/",
        "/doing",
        "/convictions",
        "/convictions/ledger",
        "/payback",
        "/payback.csv",
        "/news",
        *areas,
    )
    for page in pages:
        answer = client.get(page, headers={"Accept-Encoding": "gzip"})
        assert b"Persona-" not in gzip.decompress(answer.data), page
    named = re.findall(r'href="(/convictions/[a-z0-9]{10})"', client.get("/convictions").text)
    assert len(named) == 12
    for address in named:
        answer = client.get(address)
        assert "Persona-" in answer.text
        assert answer.headers["Cache-Control"] == "no-store"
    store = app.extensions["crimemap.cache"].store.folder
    kept = [path for path in store.glob("2*/*/*") if path.is_file()]
    assert len(kept) >= len(pages)
    for path in kept:
        assert b"Persona-" not in gzip.decompress(path.read_bytes().partition(b"\n")[2])
