"""Whole visits over plain HTTP: each link is one that the page before it shows, and each form one that it has."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest

from tests.county import build_county
from tests.site.client import CheckingClient
from tests.site.conftest import site_of


class Visit:
    """Someone who reads a page and goes on from it."""

    def __init__(self, client: CheckingClient) -> None:
        self.client = client
        self.at = ""
        self.text = ""
        self.body = b""
        self.page = Element("html")

    def opens(self, address: str) -> Visit:
        """Only for the address that a visit begins with; every other is followed."""
        answer = self.client.get(address, follow_redirects=True)
        assert answer.status_code == 200, f"{answer.status_code} at {address}"
        self.at, self.body = answer.request.path, answer.data
        if answer.mimetype == "text/html":
            self.page = html5lib.parse(answer.text, namespaceHTMLElements=False)
            self.text = _said(self.page.find("body"))
        return self

    def sees(self, name: str) -> str:
        """Where the first link so named leads."""
        found = [link.get("href", "") for link in self.page.iter("a") if _said(link) == name]
        assert found, f"{self.at} has no link {name!r}"
        return found[0]

    def follows(self, name: str) -> Visit:
        """Through the first link so named. One within the page must lead to a place that there is."""
        path, _, place = self.sees(name).partition("#")
        if path:
            self.opens(path)
        if place:
            assert self.part(place) is not None
        return self

    def sends(self, button: str, **fields: str) -> Visit:
        """The form with that button, as a browser sends it: what was not filled in as the page has it."""
        form = next(
            each for each in self.page.iter("form") if button in [_said(b) for b in each.iter("button")]
        )
        sent = _as_it_stands(form)
        for name, said in fields.items():
            assert name in sent, f"the form has no field {name}"
            sent[name] = _chosen(form, name, said)
        answer = self.client.get(form.get("action", self.at), query_string=sent)
        return self.opens(
            answer.headers["Location"] if answer.status_code == 303 else answer.request.full_path
        )

    def part(self, place: str) -> Element | None:
        """The part of the page with that id."""
        return next((each for each in self.page.iter() if each.get("id") == place), None)

    def hears(self, *words: str, within: str = "") -> Visit:
        text = _said(self.part(within)) if within else self.text
        for each in words:
            assert each in text, f"{self.at}{'#' if within else ''}{within} does not say {each!r}"
        return self

    def rows(self) -> list[dict[str, str]]:
        """What was downloaded."""
        return list(csv.DictReader(io.StringIO(self.body.decode("utf-8-sig"))))


def _said(each: Element | None) -> str:
    return re.sub(r"\s+", " ", "".join(each.itertext())).strip() if each is not None else ""


def _as_it_stands(form: Element) -> dict[str, str]:
    sent = {each.get("name"): each.get("value", "") for each in form.iter("input") if each.get("name")}
    for each in form.iter("select"):
        options = list(each.iter("option"))
        chosen = next((option for option in options if option.get("selected") is not None), options[0])
        sent[each.get("name")] = chosen.get("value", "")
    return sent


def _chosen(form: Element, name: str, said: str) -> str:
    """The value of the option that reads so; in a field for text, the text."""
    for each in form.iter("select"):
        if each.get("name") == name:
            return next(option.get("value", "") for option in each.iter("option") if _said(option) == said)
    return said


@pytest.fixture(scope="session")
def visit_of(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> CheckingClient:
    base = tmp_path_factory.getbasetemp()
    folder = build_county(base.parent if hasattr(request.config, "workerinput") else base)
    return site_of(folder).test_client()


@pytest.fixture
def visit(visit_of: CheckingClient) -> Visit:
    return Visit(visit_of)


def test_a_resident_from_the_postcode_on_a_leaflet_to_what_can_be_done(visit: Visit):
    visit.opens("/").sends("Find", q="qx3 1aa")
    assert visit.at == "/areas/corvenshire-tv3"
    visit.hears(
        "Larkwith", "Sgt Rowan", "01632 960114", "Next meeting", "Thursday 3 December", within="glance"
    )
    visit.follows("More about the team").hears("Larkwith Police Station", within="team")
    visit.follows("All meetings").hears("Larkwith Library, Wren Street", within="team")
    visit.follows("What is being done").hears("Last action", within="actions")
    visit.follows("What came of it").follows("By kind of crime, and by month").hears(
        "What came of crimes in Larkwith"
    )
    visit.follows("Back to Larkwith").follows("What you can do").hears(
        "Tell your team", "Report something", within="act"
    )
    visit.follows("Every way to report and get support").hears("999", "101", "Victim Support")
    visit.follows("A figure harms someone").hears("hello@corvenshire.example")


@pytest.mark.parametrize(
    ("printed", "further", "title"),
    [
        ("/areas/E05900090", None, "Larkwith South"),
        ("/areas/e05900080", None, "Larkwith South"),
        ("/areas/E05900091", "Osterby North", "Osterby North"),
        ("/search?q=qx31aa", None, "Larkwith"),
    ],
)
def test_an_address_printed_years_ago_still_leads_to_a_team(
    visit: Visit, printed: str, further: str | None, title: str
):
    visit.opens(printed)
    if further:
        visit.follows(further)
    assert _said(next(visit.page.iter("h1"))) == title
    visit.follows("Your team").hears("Reach the team", within="team")


def test_a_journalist_from_an_area_to_a_figure_its_file_and_its_release(visit: Visit):
    visit.opens("/").follows("Tamber Vale").follows("Every month and every kind of crime")
    visit.sends("Update", month="August 2026", type="Burglary").hears("Burglary in Tamber Vale, August 2026")
    page = visit.text
    visit.follows("Download these figures (CSV)")
    (row,) = visit.rows()
    assert (row["code"], row["period"], row["type"]) == ("E22900001", "2026-08", "burglary")
    assert row["value"] in page
    visit.follows("How the figures are made").hears(
        "What kind of statistics these are", "Months that are missing"
    )
    visit.follows("What was published when, and what changed").follows(f"release {row['release']}").hears(
        row["release"]
    )
    visit.opens(visit.at).follows("How the figures are made").follows(
        "What was published when, and what changed"
    )
    since = next(_said(link) for link in visit.page.iter("a") if _said(link).startswith("Since "))
    visit.follows(since).hears("What changed between two releases")


def test_a_councillor_from_a_partnership_to_two_neighbourhoods_their_rates_and_deprivation(visit: Visit):
    visit.opens("/").follows("Tamber Vale").follows("Map").follows("Larkwith")
    visit.follows("Beside similar areas").follows("Compare with another area")
    visit.sends("Compare these areas", second="osterby", type="Burglary")
    visit.hears("Larkwith and Osterby side by side", "per 1,000 households")
    assert visit.sees("Crime here") == "/areas/corvenshire-tv3"
    visit.follows("Larkwith").follows("Rates, part by part and year by year")
    visit.hears("Rates of crime in Larkwith, year to September 2026").follows("How rates are made")
    visit.opens("/areas").follows("Tamber Vale").follows("Deprivation")
    visit.hears("most deprived tenth", within="deprivation")
    assert visit.sees("How the scale is made").startswith("https://www.gov.uk/")


def test_every_link_of_the_pages_of_a_visit_leads_somewhere(visit: Visit):
    todo, done = (
        ["/", "/areas/corvenshire-tv3", "/areas/corvenshire-tv3/crime", "/compare", "/support", "/data"],
        set(),
    )
    for start in todo:
        visit.opens(start)
        ids = {each.get("id") for each in visit.page.iter()}
        for link in visit.page.iter("a"):
            to = urlsplit(link.get("href", ""))
            if to.scheme or to.netloc:
                continue
            assert not to.fragment or to.path or to.fragment in ids, f"{start} leads to #{to.fragment}"
            if to.path and to.path not in done:
                done.add(to.path)
                answer = visit.client.get(f"{to.path}?{to.query}")
                assert answer.status_code in {200, 301, 303}, (
                    f"{start} leads to {to.path}: {answer.status_code}"
                )
    assert len(done) > 40
