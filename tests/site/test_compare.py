"""Two areas or two periods at one address, and the sections of comparison and deprivation on the page of an area."""

from __future__ import annotations

import re
from html import unescape
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crimemap.measures import comparison, crime
from crimemap.measures.crime import rates
from crimemap.release import Release
from crimemap.terms import AreaKind, CrimeType, Month, Period
from crimemap.words import alarming
from tests.site.client import CheckingClient
from tests.site.conftest import publish, site_of
from tests.small_release import LSOAS, NEIGHBOURHOODS

LARK, OSTER, WREN = NEIGHBOURHOODS
TWO = f"/compare?areas={LARK},{OSTER}"
YEARS = f"/compare?areas={LARK}&periods=2026-09,2025-09"
ALIKE = [(LSOAS[0], other) for other in LSOAS[5:0:-1]]


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def table_of(html: str) -> dict[str, list[list[str]]]:
    """Type → for each side, the texts of its cell."""
    rows = {}
    table = re.search(r'<table class="cm-table cm-sides.*?</table>', html, re.DOTALL)[0]
    for row in re.findall(r"<tr[^>]*>(.*?)</tr>", table.split("<tbody")[1], re.DOTALL):
        head = re.search(r"<th.*?<span>(.*?)</span>", row, re.DOTALL)[1].strip()
        cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
        rows[unescape(head)] = [words_of(cell) for cell in cells]
    return rows


# --- two areas ---------------------------------------------------------------------------------------


def test_two_areas_stand_side_by_side_with_the_figures_of_their_own_pages(
    client: CheckingClient, release: Release
):
    page = client.get(TWO).text
    table = table_of(page)
    period = crime.latest_period(release)
    for code, cell in zip((LARK, OSTER), table["All crime"], strict=True):
        area = release.area(code)
        rate = rates.rate(release, area, crime.ALL, period)
        assert cell.startswith(f"{crime.total(release, area, crime.ALL, period).value:,} {rate.value:,.1f}")
    assert set(table) >= {
        "All crime",
        "Anti-social behaviour",
        "Burglary",
        "Shoplifting",
        "Violence and sexual offences",
    }
    assert "<h1" in page
    assert "Larkwith and Osterby side by side" in page


def test_the_address_is_canonical_and_keeps_its_order(client: CheckingClient):
    turned = client.get(f"/compare?areas={OSTER},{LARK}").text
    assert "Osterby and Larkwith side by side" in turned
    swapped = re.search(r'<a href="([^"]*)">Swap the sides', client.get(TWO).text)[1]
    assert unescape(swapped) == f"/compare?areas={OSTER},{LARK}"


@pytest.mark.parametrize(
    "address",
    [
        TWO,
        YEARS,
        TWO + "&type=burglary",
        TWO + "&month=2026-08",
        TWO + "&month=2026-08&span=1",
        YEARS + "&type=anti-social-behaviour",
        f"/compare?areas={LARK}&periods=2026-09,2026-08&span=1",
        f"/compare?areas={LARK},{OSTER},{WREN}",
    ],
)
def test_an_address_leads_round_to_itself(client: CheckingClient, address: str):
    page = client.get(address)
    assert page.status_code == 200
    twice = address
    for _ in range(2):
        twice = unescape(re.search(r'<a href="([^"]*)">Swap the sides', client.get(twice).text)[1])
    assert twice == address
    lasting = unescape(re.search(r'<a href="([^"]*)">Lasting address', page.text)[1])
    again = client.get(lasting).text
    assert unescape(re.search(r'<a href="([^"]*)">Lasting address', again)[1]) == lasting
    assert table_of(again) == table_of(page.text)


def test_the_form_leads_to_the_same_address(client: CheckingClient):
    answer = client.get(
        "/compare/find?first=Larkwith&second=osterby&third=&type=burglary&month=2026-09&span="
    )
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/compare?areas={LARK},{OSTER}&type=burglary&month=2026-09"
    assert answer.headers["Cache-Control"] == "no-store"
    answer = client.get(f"/compare/find?first={LARK}&now=2026-09&then=2025-09&type=&span=12")
    assert answer.headers["Location"] == YEARS


def test_a_name_that_may_mean_several_is_asked_back(client: CheckingClient):
    page = client.get("/compare/find?first=Larkwith+1&second=Wrenst")
    assert page.status_code == 200
    assert "Which one do you mean?" in page.text
    links = [unescape(link) for link in re.findall(r'class="cm-list__link"\s+href="([^"]*)"', page.text)]
    assert links
    followed = client.get(links[0])
    assert followed.status_code == 303
    assert client.get(followed.headers["Location"]).status_code == 200


def test_a_name_that_is_not_here_is_told_beside_its_field(client: CheckingClient):
    page = client.get("/compare/find?first=Larkwith&second=Xyzzyville")
    assert page.status_code == 400
    assert "There is no area here for “Xyzzyville”" in page.text
    assert 'href="#second"' in page.text
    assert 'id="second-error"' in page.text
    assert 'value="Larkwith"' in page.text
    assert client.get("/compare/find?first=&second=").status_code == 400


def test_an_area_in_the_wrong_case_moves_to_its_one_address(client: CheckingClient):
    answer = client.get(f"/compare?areas={LARK.upper()},{OSTER}&type=burglary")
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"/compare?areas={LARK},{OSTER}&type=burglary"


def test_an_old_code_in_a_kept_address_leads_to_its_successor(client: CheckingClient):
    answer = client.get(f"/compare?areas=E05900080,{OSTER}&type=burglary")
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"/compare?areas={LARK},{OSTER}&type=burglary"


def test_one_area_alone_offers_both_forms_and_its_own_name(client: CheckingClient):
    page = client.get(f"/compare?areas={LARK}").text
    assert 'value="Larkwith"' in page
    assert "Compare Larkwith at two times" in page
    assert "cm-sides" not in page


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        (f"areas={LARK},{LARK}", 400, "The same area is asked for twice"),
        (f"areas={LARK},{LARK.upper()}", 400, "The same area is asked for twice"),
        (f"areas={LARK},{OSTER},{WREN},{LSOAS[0]}", 400, "At most 3 areas"),
        (f"areas={LARK},E99999999", 404, "There is no area with the code E99999999 here."),
        (f"areas={LARK},%3Cscript%3E", 404, "There is no area with the code"),
        (f"areas={LARK},E05900091", 404, "The area with the code E05900091 was divided."),
        (f"areas={LARK},{OSTER}&periods=2026-09,2025-09", 400, "Two periods are compared for one area"),
        ("periods=2026-09,2025-09", 400, "Two periods are compared for one area"),
        (f"areas={LARK}&periods=2026-09", 400, "Give two periods"),
        (f"areas={LARK}&periods=2026-09,2026-09", 400, "The same period is asked for twice"),
        (f"areas={LARK}&periods=2026-09,2026-03", 400, "The periods overlap"),
        (f"areas={LARK}&periods=2026-09,2025-13", 400, "is not a month"),
        (f"areas={LARK}&periods=2026-09,2012-09", 404, "There are no figures for September 2012 here"),
        (
            f"areas={LARK}&periods=2026-09,2024-12",
            404,
            "There are no figures for the 12 months to December 2024",
        ),
        (f"areas={LARK},{OSTER}&month=2027-01", 404, "There are no figures for January 2027 here"),
        (f"areas={LARK},{OSTER}&span=6", 400, "is not a length of time here"),
        (f"areas={LARK},{OSTER}&type=piracy", 400, "is not a type of crime"),
        (f"areas={LARK},{OSTER}&type=public-disorder-weapons", 404, "list of crime types did not have"),
        (f"areas={LARK}&month=1999-01", 404, "There are no figures for January 1999"),
    ],
)
def test_what_cannot_be_compared_is_told_in_a_sentence(
    client: CheckingClient, query: str, status: int, said: str
):
    answer = client.get(f"/compare?{query}")
    assert answer.status_code == status
    assert said in words_of(answer.text)
    assert "<script>" not in answer.text


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    leaf=st.sampled_from(["", "/find"]),
    query=st.lists(
        st.tuples(
            st.sampled_from(["areas", "periods", "type", "month", "span", "first", "second", "now", "then"]),
            st.one_of(
                st.sampled_from(
                    [LARK, f"{LARK},{OSTER}", "2026-09", "2026-09,2025-09", "burglary", "1", ",", "\x00"]
                ),
                st.text(max_size=30),
            ),
        ),
        max_size=6,
    ),
)
def test_no_comparison_whatever_is_a_500(client: CheckingClient, leaf: str, query: list[tuple[str, str]]):
    assert client.get(f"/compare{leaf}", query_string=query).status_code in {200, 301, 303, 400, 404, 414}


def test_a_missing_month_is_no_0_on_either_side(tmp_path: Path):
    publish(tmp_path, facts=False, missing=("2025-03",), partial=("2026-07",))
    page = site_of(tmp_path).test_client().get(YEARS).text
    table = table_of(page)
    for cells in table.values():
        assert cells[1] == "not supplied"
        assert cells[0].startswith("at least ")
    assert "not compared" in page
    lead = words_of(re.search(r'<p class="cm-lead">.*?</p>', page, re.DOTALL)[0])
    assert not re.search(r"\b0\b", lead)
    assert "March 2025" in page


# --- the sections ------------------------------------------------------------------------------------


def section(page: str, name: str) -> str:
    return re.search(rf'<section[^>]*\sid="{name}"\s.*?</section>', page, re.DOTALL)[0]


@pytest.fixture(scope="module")
def alike(tmp_path_factory: pytest.TempPathFactory) -> tuple[CheckingClient, Release]:
    folder = tmp_path_factory.mktemp("alike")
    release = publish(folder, facts=False, similar=ALIKE)
    return site_of(folder).test_client(), release


def test_a_supplied_group_is_drawn_told_and_listed_by_place(alike: tuple[CheckingClient, Release]):
    client, release = alike
    body = section(client.get(f"/areas/{LSOAS[0]}").text, "compare")
    assert "a reviewed list names as similar" in body
    table = re.search(r'id="beside-table".*?</table>', body, re.DOTALL)[0]
    names = [words_of(name) for name in re.findall(r'<th scope="row">(.*?)</th>', table, re.DOTALL)]
    assert names == [release.area(code).name for code in LSOAS[:6]] + ["All together"]
    found = comparison.beside(release, release.area(LSOAS[0]), crime.ALL, crime.latest_period(release))
    for row in found.rows:
        assert f"{row.rate.value:,.1f}" in table
        assert f"{row.limits.low_998:,.1f} to {row.limits.high_998:,.1f}" in table
    for code in LSOAS[1:6]:
        assert f'href="/compare?areas={LSOAS[0]},{code}"' in body


def test_no_section_ranks_alarms_or_orders_by_value(alike: tuple[CheckingClient, Release]):
    client, release = alike
    for kind in AreaKind:
        for area in release.areas(kind)[:3]:
            page = client.get(f"/areas/{area.code}").text
            for name in ("compare", "deprivation"):
                said = words_of(section(page, name))
                assert not alarming(said)
                assert "league" not in said.lower()
                assert not re.search(r"\brank(?!s\b|s? (was|were) supplied|ed\.)", said), said
    for first, second in product(NEIGHBOURHOODS, NEIGHBOURHOODS):
        if first != second:
            said = words_of(client.get(f"/compare?areas={first},{second}").text)
            assert not alarming(said)
            assert "ranked" not in said


def test_where_nothing_can_be_compared_every_kind_says_why(client: CheckingClient, release: Release):
    for kind in AreaKind:
        for area in release.areas(kind)[:2]:
            body = section(client.get(f"/areas/{area.code}").text, "compare")
            assert "is not compared" in words_of(body) or "together had" in words_of(body)
            assert f"/compare?areas={area.code}" in body


def test_deprivation_is_of_places_and_says_whose_scale(client: CheckingClient):
    body = section(client.get(f"/areas/{LARK}").text, "deprivation")
    said = words_of(body)
    assert "1 of the 3 small areas of Larkwith is in the most deprived tenth of England." in said
    assert "It is not a measure of people." in said
    assert "IMD 2019" in said
    assert "https://www.gov.uk/government/collections/english-indices-of-deprivation" in body
    assert body.count("<tr>") == 11
    assert "Larkwith 3 is in the third most deprived tenth" in words_of(
        section(client.get(f"/areas/{LSOAS[2]}").text, "deprivation")
    )


def test_without_ranks_the_section_says_so(tmp_path: Path):
    publish(tmp_path, facts=False, ranked=False)
    said = words_of(section(site_of(tmp_path).test_client().get(f"/areas/{LARK}").text, "deprivation"))
    assert "No deprivation ranks were supplied for Larkwith, so nothing is said of it here." in said


def test_the_periods_offered_and_the_types_compared_are_those_of_the_release(
    client: CheckingClient, release: Release
):
    page = client.get("/compare").text
    options = re.findall(r'<option value="(\d{4}-\d\d)"', page)
    assert options == [str(month) for month in release.months[::-1]]
    assert Month.parse(options[0]) == Period.ending(release.months[-1]).last
    assert f'value="{CrimeType.BURGLARY}"' in page
