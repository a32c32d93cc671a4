"""Finding an area over the demonstration county: streets, places, stations, half postcodes, points, old codes."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.county import build_county
from tests.site.client import CheckingClient
from tests.site.conftest import site_of

QUERIES = tomllib.loads(Path(__file__).with_name("finding_queries.toml").read_text("utf-8"))["query"]


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> CheckingClient:
    base = tmp_path_factory.getbasetemp()
    return site_of(
        build_county(base.parent if hasattr(request.config, "workerinput") else base)
    ).test_client()


def _offered(text: str) -> list[str]:
    """The names of the list of answers."""
    listed = re.search(r'<ul class="cm-list">(.*?)</ul>', text, re.DOTALL)
    return re.findall(r'cm-list__link"[^>]*>([^<]*)</a>', listed[1]) if listed else []


def test_the_fixture_says_what_comes_of_each_question():
    assert len(QUERIES) >= 40
    for query in QUERIES:
        assert len(query.keys() & {"to", "lists", "helped", "error"}) == 1, query


@pytest.mark.parametrize("query", QUERIES, ids=[query["q"] for query in QUERIES])
def test_what_people_type_leads_to_what_they_mean(county: CheckingClient, query: dict[str, object]):
    answer = county.get("/search", query_string={"q": query["q"]})
    if "to" in query:
        assert (answer.status_code, answer.headers.get("Location")) == (303, query["to"])
    elif "lists" in query:
        offered = _offered(answer.text)
        assert answer.status_code == 200
        assert set(query["lists"]) <= set(offered)
        assert not query.get("only") or sorted(offered) == sorted(query["lists"])
    elif "helped" in query:
        assert answer.status_code == 200
        assert query["helped"] in answer.text
    else:
        assert answer.status_code == 400
        assert query["error"] in answer.text


def test_no_two_answers_of_a_list_read_the_same(county: CheckingClient):
    for query in QUERIES:
        text = county.get("/search", query_string={"q": query["q"]}).text
        rows = re.findall(r'cm-list__link"[^>]*>([^<]*)</a>\s*<span class="cm-list__note">([^<]*)<', text)
        assert len(rows) == len(set(rows)), query["q"]


def test_a_street_is_told_with_its_area_and_leads_to_the_area(county: CheckingClient):
    text = county.get("/search", query_string={"q": "Corn Bunting Lane"}).text
    assert "Street in Osterby, Tamber Vale" in text
    assert "Street in Gorseworth, Hexmarsh" in text
    assert "Figures are never given for one street." in text
    assert 'href="/areas/corvenshire-tv5"' in text


def test_outside_there_is_a_way_on_and_no_guess(county: CheckingClient):
    text = county.get("/search", query_string={"q": "SW1A 1AA"}).text
    assert 'href="https://www.police.uk/pu/your-area/"' in text
    assert 'href="/areas"' in text
    assert "nearest place" not in text


def test_what_was_typed_stays_in_the_box(county: CheckingClient):
    for asked in ("Xyzzyton", "street", "!!!", "Larkwth", "SW1A 1AA"):
        assert f'value="{asked}"' in county.get("/search", query_string={"q": asked}).text


def test_examples_of_the_start_page_lead_somewhere(county: CheckingClient):
    text = county.get("/").text
    examples = re.findall(r'href="(/search\?q=[^"]*)"', text)
    assert len(examples) >= 3
    for address in examples:
        answer = county.get(address.replace("&amp;", "&"))
        assert answer.status_code == 303 or "Which one do you mean?" in answer.text, address


# --- a point that the browser sends ---------------------------------------------------------------


def test_a_point_leads_to_the_area_around_it(county: CheckingClient):
    answer = county.get("/search?lat=53.65&lon=-4.01")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/areas/corvenshire-tv4")
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_point_is_rounded_before_it_is_used(county: CheckingClient):
    for lat in ("53.6504999", "53.6496", "53.65"):
        assert county.get(f"/search?lat={lat}&lon=-4.0101").headers["Location"] == "/areas/corvenshire-tv4"


@pytest.mark.parametrize(
    "point",
    [
        "lat=&lon=", "lat=53.6", "lon=1", "lat=abc&lon=1", "lat=91&lon=0", "lat=nan&lon=inf", "lat=1e2&lon=3",
        "lat=٥٣.٦&lon=1", "lat=53,6&lon=-4", "lat=1.0&lon=181.0",
    ],
)  # fmt: skip
def test_a_point_that_is_none_is_a_400_tied_to_the_field(county: CheckingClient, point: str):
    answer = county.get(f"/search?{point}")
    assert answer.status_code == 400
    assert "Enter a latitude and a longitude" in answer.text
    assert 'href="#q"' in answer.text
    assert "q-error" in answer.text


def test_a_point_at_sea_and_one_abroad_are_helped_on(county: CheckingClient):
    near = county.get("/search?lat=53.7&lon=-3.3").text
    assert "The nearest place that this site covers" in near
    assert ">Hexmarsh</a>" in near
    assert "nearest place" not in county.get("/search?lat=48.857&lon=2.352").text


def test_the_button_is_there_for_scripts_alone_and_says_what_is_sent(county: CheckingClient):
    for address in ("/", "/search"):
        text = county.get(address).text
        block = re.search(r'<div class="cm-locate".*?</div>', text, re.DOTALL)[0]
        assert re.search(r'class="cm-locate"\s+hidden', block)
        assert 'type="button"' in block
        assert "to this site and to nobody else" in block
        assert 'aria-live="polite"' in block


def test_the_browser_may_tell_this_site_alone_where_it_is(county: CheckingClient):
    assert "geolocation=(self)" in county.get("/").headers["Permissions-Policy"]


# --- old codes --------------------------------------------------------------------------------------


@pytest.mark.parametrize("leaf", ["", "/crime", "/crime.csv", "/map", "/map.geojson", "/map.svg"])
def test_an_old_code_leads_to_its_successor_at_the_same_leaf(county: CheckingClient, leaf: str):
    for code in ("E05900090", "e05900090", "E05900080"):
        answer = county.get(f"/areas/{code}{leaf}?month=2026-09&type=burglary")
        assert answer.status_code == 301
        assert answer.headers["Location"] == f"/areas/E05900005{leaf}?month=2026-09&type=burglary"


@pytest.mark.parametrize("leaf", ["", "/crime", "/map"])
def test_a_divided_area_names_those_that_took_its_place(county: CheckingClient, leaf: str):
    answer = county.get(f"/areas/E05900091{leaf}?month=2026-09")
    assert answer.status_code == 200
    assert "This area was divided" in answer.text
    assert '<meta name="robots" content="noindex">' in answer.text
    for code in ("E05900008", "E05900009"):
        assert f'href="/areas/{code}{leaf}?month=2026-09"' in answer.text


@pytest.mark.parametrize("leaf", ["/crime.csv", "/map.geojson", "/map.js", "/map.svg"])
def test_a_program_is_never_given_that_page_for_figures(county: CheckingClient, leaf: str):
    answer = county.get(f"/areas/E05900091{leaf}")
    assert answer.status_code == 404
    assert f'href="/areas/E05900008{leaf}"' in answer.text


def test_small_areas_of_the_census_before_lead_to_those_of_this_one(county: CheckingClient):
    assert county.get("/areas/E01900012").headers["Location"] == "/areas/E01900203"
    assert county.get("/areas/E01900181/crime").headers["Location"] == "/areas/E01900203/crime"
    assert "This area was divided" in county.get("/areas/E01900009").text


def test_codes_that_lead_round_in_a_circle_are_not_found(client: CheckingClient):
    assert client.get("/areas/E05900070").status_code == 404
    assert client.get("/areas/E05900080").headers["Location"] == "/areas/corvenshire-lark"


# --- whatever is typed --------------------------------------------------------------------------------

_TYPED = st.one_of(
    st.text(max_size=110),
    st.lists(
        st.sampled_from(
            ["wren", "st", "Larkwith", "QX1", "1AA", "&", "'", '"', "*", "NEAR", "AND", "OR", "name:", "(", ")", ",",
             "^", "-", "53.65", "-4.01", "<b>", "{{x}}", "ŵ", "\u0301", "ß", "İ", "Ⅷ", "x" * 60]
        ),
        max_size=9,
    ).map(" ".join),
)  # fmt: skip


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=_TYPED)
def test_nothing_typed_fails_or_comes_back_as_code(client: CheckingClient, asked: str):
    answer = client.get("/search", query_string={"q": asked})
    assert answer.status_code in {200, 303, 400}
    assert "<b>" not in answer.text
    assert "{{" not in answer.text.replace("{{x}}", "")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lat=st.one_of(st.floats().map(str), st.text(max_size=20)),
    lon=st.one_of(st.floats().map(str), st.text(max_size=20)),
)
def test_no_point_whatever_fails(client: CheckingClient, lat: str, lon: str):
    assert client.get("/search", query_string={"lat": lat, "lon": lon}).status_code in {200, 303, 400}
