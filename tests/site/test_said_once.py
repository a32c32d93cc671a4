"""What nobody asked, what too few answered and what no file gives is said once on a page, not once for each section."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from html import unescape
from pathlib import Path

from crimemap.measures import claims
from crimemap.survey import Result
from tests.site.client import CheckingClient
from tests.site.conftest import publish, site_of
from tests.small_surveys import bare, full, result

ALL, VALE = "/confidence", "/confidence/E22900001"
TOPICS = ["safe", "problems", "trend", "strands", "gap", "satisfaction"]


def visitor(folder: Path, *results: Result) -> CheckingClient:
    publish(folder, facts=False, results=results)
    client = site_of(folder).test_client()
    assert isinstance(client, CheckingClient)
    return client


def said(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def sections(page: str) -> list[str]:
    return re.findall(r'<section[^>]*\sid="([a-z]+)"', page)


def section(page: str, name: str) -> str:
    found = re.search(rf'<section[^>]*\sid="{name}"\s.*?</section>', page, re.DOTALL)
    assert found, name
    return found[0]


def contents(page: str) -> list[str]:
    found = re.search(r'<nav class="cm-contents".*?</nav>', page, re.DOTALL)
    assert found
    return re.findall(r'href="#([a-z]+)"', found[0])


def test_what_nobody_asked_is_one_list_and_no_section_of_its_own(tmp_path):
    page = visitor(tmp_path, *bare()).get(VALE).text
    assert not {*sections(page)} & {*TOPICS}
    assert section(page, "unasked").count("<li>") == 5
    assert "says nothing of how they feel" in said(section(page, "unasked"))
    assert contents(page) == sections(page)


def test_a_page_with_every_answer_has_no_such_list(tmp_path):
    page = visitor(tmp_path, *full()).get(VALE).text
    assert "unasked" not in sections(page)
    assert {*TOPICS} <= {*sections(page)}


def test_what_too_few_answered_is_one_list_and_no_figure(tmp_path):
    few = [
        result(50.0, base=90),
        result(47.0, base=90, question="problem-burglary", answer="big"),
        result(36.0, base=90, question="crime-locally", answer="worse"),
    ]
    page = visitor(tmp_path, *few).get(VALE).text
    assert not {*sections(page)} & {*TOPICS}
    told = said(section(page, "unasked"))
    assert "fewer than 100 answered: too few for a figure" in told
    assert told.index("a problem") < told.index("No survey has been published") < told.index("feel safe")
    assert "36%" not in said(page)
    assert contents(page) == sections(page)


def test_one_wave_with_enough_answers_keeps_its_section(tmp_path):
    waves = [
        result(47.0, base=1100, wave="2025", question="problem-burglary", answer="big"),
        result(52.0, base=90, question="problem-burglary", answer="big"),
    ]
    page = visitor(tmp_path, *waves).get(VALE).text
    assert "problems" in sections(page)
    assert "52%" not in said(page)


def test_a_site_without_any_survey_lists_its_partnerships_and_explains_no_figures(client):
    page = client.get(ALL).text
    assert "limits" not in sections(page)
    assert "<table" not in section(page, "partnerships")
    assert f'href="{VALE}"' in section(page, "partnerships")


def test_the_counts_of_verdicts_are_those_of_the_file(client):
    """Every paper's line on /claims against the rows of /claims.csv."""
    rows = [*csv.DictReader(io.StringIO(client.get("/claims.csv").data.decode("utf-8-sig")))]
    page = client.get("/claims").text
    for paper in claims.register().papers:
        counted = {
            about: Counter(
                row["verdict"] for row in rows if row["paper"] == paper.title and row["about"] == about
            )
            for about in ("paper", "here")
        }
        line = re.search(rf'<a[^>]*href="#{paper.id}">.*?</li>', page, re.DOTALL)
        assert line, paper.id
        made, _, here = said(line[0]).partition("ested here: ")
        for text, found in ((made, counted["paper"]), (here, counted["here"])):
            for verdict, pattern in (
                ("holds", r"(\d+) holds?\b"),
                ("does not", r"(\d+) (?:does|do) not hold"),
            ):
                number = re.search(pattern, text)
                assert (int(number[1]) if number else 0) == found[verdict], (paper.id, verdict, text)
        assert page.count(f'id="{paper.id}"') == 1


def test_what_nobody_supplied_of_an_indicator_is_a_list_and_no_row(client):
    page = client.get("/indicators?partnership=E22900001").text
    assert "NI 7: Environment for a thriving third sector" in said(page)
    for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL):
        assert "not supplied" not in row


def test_the_page_of_data_leads_to_every_file_of_how_people_feel(client):
    page = client.get("/data").text
    for address in (
        "/confidence.csv",
        "/confidence.csv?conduct=poll",
        "/indicators.csv",
        "/claims.csv",
        "/releases.csv",
    ):
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200
