"""Topics, reporting and support, downloads, statements: the pages beside the figures."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from crimemap.disclosure.reviewed import load
from crimemap.measures import crime
from crimemap.release import Release
from crimemap.terms import AreaKind, CrimeType, Period, Refusal
from crimemap.web.site import guidance
from tests.site.client import CheckingClient

PAGES = ["/topics", "/support", "/concern", "/accessibility", "/privacy", "/data"]


@pytest.mark.parametrize("address", [*PAGES, *(f"/topics/{topic.slug}" for topic in guidance.topics())])
def test_every_page_beside_the_figures_opens_and_leads_back(client: CheckingClient, address: str):
    answer = client.get(address)
    assert answer.status_code == 200
    assert 'href="/support"' in answer.text
    assert 'href="/methods"' in answer.text


@pytest.mark.parametrize("topic", guidance.topics(), ids=lambda topic: topic.slug)
def test_a_topic_says_what_its_source_does_not_hold_and_where_to_go(client: CheckingClient, topic):
    page = client.get(f"/topics/{topic.slug}").text
    lacks = re.search(r'id="lacks".*?</section>', page, re.DOTALL)[0]
    assert lacks.count("<li>") == len(topic.lacks) > 0
    assert all(f"tel:{route.dialled}" in page for route in guidance.routes_of(topic) if route.phone)


def test_knife_crime_is_said_to_be_in_no_file(client: CheckingClient):
    assert (
        "Knife crime. It is not in these files at any level."
        in client.get("/topics/violence-and-knives").text
    )


def test_a_topic_of_an_area_has_the_figures_of_its_measures(client: CheckingClient, release: Release):
    area = release.area("corvenshire-lark")
    page = client.get("/topics/property-and-burglary?area=corvenshire-lark").text
    table = re.search(r'id="topic-table".*?</table>', page, re.DOTALL)[0]
    rows = re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", table, re.DOTALL)
    topic = guidance.topic("property-and-burglary")
    assert len(rows) == len(topic.types)
    burglary = crime.change(release, area, CrimeType.BURGLARY, crime.latest_period(release))
    assert f">{burglary.now.value:,}<" in re.sub(r"\s", "", rows[topic.types.index(CrimeType.BURGLARY)])


def test_knives_are_told_of_for_a_partnership_and_never_for_a_neighbourhood(client: CheckingClient):
    page = client.get("/topics/knife-crime?area=corvenshire-lark").text
    assert "never shown for an area as small as Larkwith" in page
    assert "Possession of weapons in Tamber Vale" in page or "Knife crime in Tamber Vale" in page
    assert 'href="/areas/corvenshire-lark/' not in page


def test_how_the_rows_of_a_file_make_the_total_of_the_page_is_said_and_true(
    client: CheckingClient, release: Release
):
    assert "add up the kinds, without anti-social-behaviour" in client.get("/data").text
    area = release.areas(AreaKind.NEIGHBOURHOOD)[0]
    last = release.months[-1]
    text = client.get(f"/areas/{area.code}/crime.csv?month={last}").data.decode("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["type"] != "anti-social-behaviour"]
    whole = crime.change(release, area, crime.ALL, Period.of(last)).now
    assert sum(int(row["value"]) for row in rows) == whole.value


def test_what_is_never_shown_is_said_as_it_is(client: CheckingClient):
    """The publisher counts sexual offences with violence, and that kind is on the page of every small area."""
    for address in ("/support", "/concern"):
        assert "nor are sexual offences by themselves" in client.get(address).text


@pytest.mark.parametrize("address", ["/topics/knives", "/topics/burglary?area=nowhere", "/concern?area=%00"])
def test_a_topic_or_area_that_is_not_there_is_not_found(client: CheckingClient, address: str):
    assert client.get(address).status_code == 404


def test_pages_that_somebody_may_have_to_leave_fast_have_the_button_and_others_do_not(client: CheckingClient):
    for address in ("/support", "/topics/violence-and-knives", "/topics/knife-crime"):
        assert client.get(address).text.count("data-exit") == 1
    assert "data-exit" not in client.get("/topics/burglary").text


def test_a_concern_carries_the_page_it_is_about_and_the_release(client: CheckingClient):
    page = client.get("/concern?area=corvenshire-lark").text
    assert 'href="/concern/tell?area=corvenshire-lark"' in page
    assert "release 2026-09" in page
    address = re.search(r'href="(mailto:[^"]+)"', page)[1].replace("&amp;", "&")
    assert "corvenshire-lark" in parse_qs(urlsplit(address).query)["subject"][0]


def test_where_there_is_an_address_and_where_there_is_none_the_form_is_there(fresh, monkeypatch):
    monkeypatch.setattr("crimemap.brief.is_invented", lambda release: False)
    page = fresh().test_client().get("/concern").text
    assert "mailto:" not in page
    assert 'href="/concern/tell"' in page


@pytest.mark.parametrize("month", ["", "?month=2025-09"])
def test_the_file_of_a_kind_has_the_rows_of_each_areas_own_file(
    client: CheckingClient, release: Release, month: str
):
    whole = list(
        csv.reader(io.StringIO(client.get(f"/data/neighbourhood.csv{month}").data.decode("utf-8-sig")))
    )
    wanted = month.removeprefix("?month=") or str(release.months[-1])
    for area in release.areas(AreaKind.NEIGHBOURHOOD):
        own = csv.reader(io.StringIO(client.get(f"/areas/{area.code}/crime.csv").data.decode("utf-8-sig")))
        header, *rows = own
        assert whole[0] == header
        assert [row for row in whole if row[0] == area.code] == [row for row in rows if row[3] == wanted]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/data/street.csv", 404),
        ("/data/ward.csv?month=x", 400),
        ("/data/neighbourhood.csv?month=1999-01", 404),
    ],
)
def test_a_file_that_cannot_be_made_is_refused(client: CheckingClient, address: str, status: int):
    assert client.get(address).status_code == status


@pytest.mark.parametrize(
    "fault", [{"routes": [{"id": "x"}]}, {"routes": "none"}, {"lines": []}, ["routes"]], ids=str
)
def test_guidance_that_is_not_as_it_should_be_is_refused_by_file_and_key(tmp_path, fault):
    file = tmp_path / "routes.yaml"
    file.write_text(yaml.safe_dump(fault))
    with pytest.raises(Refusal, match=r"^routes\.yaml"):
        load(file, guidance._Routes)


def test_a_topic_that_leads_nowhere_is_refused(tmp_path):
    file = tmp_path / "topics.yaml"
    topic = yaml.safe_load((guidance.DATA / "topics" / "topics.yaml").read_text())["topics"][0]
    file.write_text(yaml.safe_dump({"topics": [{**topic, "routes": ["nobody"]}]}))
    with pytest.raises(Refusal, match="leads to nobody"):
        load(file, guidance._Topics)
