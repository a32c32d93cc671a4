"""The pages of claims over HTTP: verdicts in words, the what-if by its address, junk answered as junk."""

from __future__ import annotations

import csv
import html
import io
import re
from pathlib import Path

import pytest
from flask import Flask

from crimemap.measures import claims
from crimemap.release.shelf import Shelf
from crimemap.words import alarming
from tests.site.client import CheckingClient
from tests.site.conftest import PUBLISHED, site_of
from tests.small_county import SYNTHETIC, codes, county
from tests.small_places import PARTNERSHIP
from tests.small_surveys import result


@pytest.fixture(scope="module")
def county_site(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The county of 40, 15 and 45 percent in England, and twenty alike in Wales; a survey of 46 and then 50 percent."""
    data: Path = tmp_path_factory.mktemp("claims")
    waves = (result(46.0, wave="2025"), result(50.0))
    built = county(data / "releases", (*SYNTHETIC, *[10] * 20), wales=20, results=waves)
    Shelf(data / "releases").use(built.name, PUBLISHED)
    return site_of(data)


@pytest.fixture
def visit(county_site: Flask) -> CheckingClient:
    client = county_site.test_client()
    assert isinstance(client, CheckingClient)
    return client


def said(client: CheckingClient, address: str, status: int = 200) -> str:
    """The text of a page, tags and runs of white space gone."""
    answer = client.get(address)
    assert answer.status_code == status, answer.text[:400]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def test_every_claim_stands_under_its_paper_with_its_quote_and_a_verdict_in_words(visit: CheckingClient):
    text = said(visit, "/claims")
    for claim in claims.register().claims:
        assert claim.title in text
        assert claim.quote in text
    verdicts = ("Holds.", "Holds here.", "Does not hold here.", "Cannot tell:", "Measured here.")
    assert sum(text.count(one) for one in verdicts) > 25


def test_what_cannot_be_tested_is_said_once_a_paper_and_counted_at_the_top(visit: CheckingClient):
    text = said(visit, "/claims")
    assert text.count("This site does not hold what the claim was made from") == 0
    assert "Of 2 claims more nobody can tell: the document gives no data for them" in text
    assert f"{len(claims.register().claims)} claims. As their documents made them: 1 holds and" in text
    assert "“Holds here” means that the figures of this place fit the number." in text
    assert "tested as “at least”" in text
    assert "in the 12 months to March 2008. Both are estimates from asking some people" in text


def test_what_small_areas_leave_out_is_said_beside_their_sum_and_not_under_claims_of_people(
    visit: CheckingClient,
):
    assert "the small areas together have fewer crimes" in said(visit, "/claims/forty-percent-in-a-tenth")
    people = said(visit, "/claims/half-are-confident")
    assert "deprivation" not in people
    assert "Recorded crime:" not in people


def test_no_verdict_is_a_colour_alone_and_no_word_of_ours_alarms(visit: CheckingClient):
    for address in ("/claims", "/claims/forty-percent-in-a-tenth"):
        page = visit.get(address).text
        ours = re.sub(r'<p class="cm-claims__quote[^"]*">.*?</p>', "", page, flags=re.DOTALL)
        assert "worst" in page
        assert alarming(html.unescape(re.sub(r"<[^>]+>", " ", ours))) == []


def test_the_synthetic_county_answers_40_and_exactly_25_percent(visit: CheckingClient):
    text = said(visit, "/claims")
    assert "had 40.0% of the recorded crime: 640 of 1,600 crimes" in text
    assert (
        "240 crimes would have been recorded there and not 640 . In all there would be 1,200 and not 1,600: 25.0% fewer"
        in text
    )


def test_england_and_wales_stand_apart(visit: CheckingClient):
    text = said(visit, "/claims")
    assert "640 of 1,600 crimes" in text
    assert "20 of 200 crimes" in text
    assert "1,800" not in text


@pytest.mark.parametrize(
    ("query", "fall"),
    [
        ("target=average", "30.0% fewer"),
        ("target=percent&percent=50", "20.0% fewer"),
        ("order=deprivation", "25.0% fewer"),
        ("order=national&target=percent&percent=90", "36.0% fewer in all"),
        ("percent=50", "20.0% fewer in all"),
    ],
)
def test_the_what_if_is_asked_and_answered_by_its_address(visit: CheckingClient, query: str, fall: str):
    assert fall in said(visit, f"/claims?{query}")


def test_the_form_comes_back_as_it_was_sent_and_says_what_the_answer_does_not_say(visit: CheckingClient):
    page = visit.get("/claims?order=national&target=percent&percent=35").text
    assert re.search(r'value="national" selected', page)
    assert re.search(r'value="percent" selected', page)
    assert re.search(r'name="percent"[^>]*value="35"', page)
    assert "regression to the mean" in page
    assert "not a forecast" in page
    form = re.search(r'<form class="cm-compare-form".*?</form>', page, re.DOTALL)
    assert form
    assert 'method="get"' in form[0]
    assert "/claims#answer" in form[0]
    assert page.count('id="answer"') == 1


@pytest.mark.parametrize(
    ("query", "field", "expected"),
    [
        ("target=percent", "percent", "from 1 to 90"),
        ("target=percent&percent=0", "percent", "from 1 to 90"),
        ("target=percent&percent=91", "percent", "from 1 to 90"),
        ("target=next&percent=30", "percent", "You entered 30 percent but chose another level"),
        ("target=percent&percent=-5", "percent", "without a sign"),
        ("target=percent&percent=1e1", "percent", "whole number"),
        ("target=percent&percent=%D9%A5", "percent", "whole number"),
        ("target=zero", "target", "next, average, percent"),
        ("order=rank", "order", "crime, deprivation, national"),
        ("month=2026-13", "month", "A month is written like"),
        ("month=2019-01", "month", "no 12 months of figures"),
        ("order=%3Cscript%3E", "order", "is not known here"),
    ],
)
def test_junk_is_a_400_with_a_summary_that_leads_to_its_field(visit, query, field, expected):
    answer = visit.get(f"/claims?{query}")
    assert answer.status_code == 400
    summary = re.search(r'govuk-error-summary__list">.*?</ul>', answer.text, re.DOTALL)
    assert summary
    assert f'href="#{field}"' in summary[0]
    assert expected in summary[0]
    assert f'id="{field}-error"' in answer.text
    assert "<script>" not in answer.text
    assert visit.get(f"/claims.csv?{query}").status_code == 400


def test_an_address_with_defaults_means_the_same_page_as_without(visit: CheckingClient):
    plain = visit.get("/claims").data
    assert visit.get("/claims?area=&order=crime&target=next&percent=&month=").data == plain
    assert visit.get("/claims?percent=40&utm=x").data != b""


@pytest.mark.parametrize(
    "address", ["/claims/no-such", "/claims?area=E99999999", "/claims/crime-down-45?area=X"]
)
def test_what_there_is_not_is_a_404_with_a_sentence(visit: CheckingClient, address: str):
    text = said(visit, address, 404)
    assert "There is no" in text


def test_a_claim_says_its_paper_period_test_value_interval_and_source(visit: CheckingClient):
    text = said(visit, "/claims/crime-down-45")
    for part in (
        "Cutting Crime Two Years On", "2009", "“Crime overall has fallen by 45%", "from 19.8 million in 1995",
        "to 10.4 million in the 12 months to March 2009, a fall of 47%", "2019", "Source:",
    ):  # fmt: skip
        assert part in text, part


def test_a_claim_is_answered_in_each_place_or_in_the_one_that_is_chosen(visit: CheckingClient):
    everywhere = said(visit, "/claims/forty-percent-in-a-tenth")
    for place in ("The area of Corvenshire Police", "The part of Wales that is covered here", "Tamber Vale"):
        assert place in everywhere
    assert "England as covered" not in everywhere
    chosen = said(visit, f"/claims/forty-percent-in-a-tenth?area={PARTNERSHIP}")
    assert "The area of Corvenshire Police" not in chosen


def test_a_claim_about_luton_gets_no_verdict_from_here(visit: CheckingClient):
    for address in ("/claims/luton-all-crime", f"/claims/luton-all-crime?area={PARTNERSHIP}"):
        text = said(visit, address)
        assert "Measured here." in text
        assert "neither bears it out nor speaks against it" in text
        assert "hold." not in text.replace("does not hold what", "")
        assert "Holds here." not in text


def test_a_partnership_s_own_waves_answer_the_letter_s_claim(visit: CheckingClient):
    text = said(visit, f"/claims/confidence-up-four-points?area={PARTNERSHIP}")
    assert (
        "Cannot tell: no clear change. +4.0 points : from 46% to 50%. 95% interval: −0.2 to +8.2 points"
        in text
    )
    assert "no clear change" in text


def test_the_16_percent_without_a_sign_is_never_given_one(visit: CheckingClient):
    text = said(visit, "/claims/luton-anti-social-behaviour")
    assert "“Anti-social behaviour (16%)”" in text
    assert "without a sign" in text
    assert not re.search(r"[-−+]16", text)


def test_a_small_area_s_page_says_its_tenth_and_leads_to_its_place_on_the_curve(visit: CheckingClient):
    first = codes(40)[0]
    page = visit.get(f"/areas/{first}").text
    text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
    assert (
        "Of the 20 small areas of Tamber Vale, Small 1 is in the tenth with the most recorded crime" in text
    )
    assert f'href="/claims?area={first}#curve"' in page
    curve = visit.get(f"/claims?area={first}").text
    assert len(re.findall(r'class="cm-curve__dot"', curve)) >= 2
    assert "too small for most of these tests" in curve


def test_a_partnership_s_page_leads_to_the_claims_and_says_no_tenth_of_itself(visit: CheckingClient):
    page = visit.get(f"/areas/{PARTNERSHIP}").text
    assert f'href="/claims?area={PARTNERSHIP}"' in page
    assert "is in the tenth" not in page


def test_the_file_has_a_row_for_every_reading_with_value_interval_and_verdict(visit: CheckingClient):
    answer = visit.get("/claims.csv")
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert {row["claim"] for row in rows} == {claim.id for claim in claims.register().claims}
    (england,) = [
        row
        for row in rows
        if (row["claim"], row["reading"], row["nation"]) == ("down-to-the-next-tenth", "crime", "England")
    ]
    assert (england["value"], england["verdict"], england["claimed"]) == ("25.000", "holds", "25")
    assert float(england["lower"]) < 25 < float(england["upper"])
    unsigned = next(row for row in rows if row["claim"] == "luton-anti-social-behaviour")
    assert (unsigned["claimed"], unsigned["value"], unsigned["verdict"]) == ("", "", "cannot tell")


def test_page_and_table_and_file_have_the_same_share(visit: CheckingClient):
    page = visit.get("/claims").text
    assert re.search(r"the tenth with the most recorded crime.*?40\.0%", page, re.DOTALL | re.IGNORECASE)
    rows = csv.DictReader(io.StringIO(visit.get("/claims.csv").data.decode("utf-8-sig")))
    share = next(r for r in rows if (r["claim"], r["reading"]) == ("forty-percent-in-a-tenth", "crime"))
    assert share["value"] == "40.000"


def test_a_release_with_a_gap_shows_no_tenth_and_no_nought(fresh):
    text = said(fresh(missing={"2026-03"}).test_client(), "/claims")
    assert "Not every month of the 12 months to September 2026 was supplied in full" in text
    assert "Cannot tell: police months missing." in text
    assert "0.0%" not in text


def test_a_release_without_ranks_says_so(fresh):
    text = said(fresh(ranked=False).test_client(), "/claims?order=deprivation")
    assert "No deprivation ranks were supplied" in text
