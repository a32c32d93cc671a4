"""Page, chart and file say the same of what came of crimes; a gap is never a 0."""

import csv
import io
import re
from collections import Counter

from crimemap.measures import crime, outcomes
from crimemap.terms import CrimeType, Period
from tests.site.client import CheckingClient

LARK = "/areas/corvenshire-lark"
HEADER = "code,name,kind,period,type,outcome,value,status,lower,upper,denominator,source,release,licence"


def rows_of(client: CheckingClient, query: str = "") -> list[dict[str, str]]:
    text = client.get(f"{LARK}/outcomes.csv{query}").data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def table_of(release, what=crime.ALL) -> outcomes.OutcomeTable:
    return outcomes.of(release, release.area("corvenshire-lark"), what, crime.latest_period(release))


def test_the_file_has_exactly_the_columns_promised(client: CheckingClient):
    answer = client.get(LARK + "/outcomes.csv")
    assert answer.data.startswith(b"\xef\xbb\xbf" + HEADER.encode() + b"\r\n")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="outcomes-corvenshire-lark.csv"'


def test_the_file_adds_up_to_the_page_and_the_chart(client: CheckingClient, release):
    table = table_of(release)
    by_outcome: Counter[str] = Counter()
    for row in rows_of(client):
        by_outcome[row["outcome"]] += int(row["value"])
    assert by_outcome.total() == table.total.value
    for address in (LARK, LARK + "/outcomes"):
        page = client.get(address).text
        for row in table.shown:
            value = sum(by_outcome[outcome] for outcome in row.group.outcomes)
            assert value == row.figure.value
            assert page.count(f'<tspan class="cm-strong">{value}</tspan>') >= 2
            found = re.search(
                rf'<th scope="row">{row.group.title}</th>\s*<td class="cm-table__number">(.*?)</td>', page
            )
            assert found
            assert found[1].strip() == str(value)


def test_the_page_of_one_type_is_the_file_of_one_type(client: CheckingClient, release):
    found = rows_of(client, "?type=burglary")
    assert {row["type"] for row in found} == {"burglary"}
    table = table_of(release, CrimeType.BURGLARY)
    assert sum(int(row["value"]) for row in found) == table.total.value
    assert {row["denominator"] for row in found} == {f"{table.total.value} recorded crimes"}
    page = client.get(LARK + "/outcomes?type=burglary").text
    assert f"Burglary: of the {table.total.value} crimes" in page


def test_the_table_by_type_has_a_row_for_each_and_adds_up(client: CheckingClient, release):
    page = client.get(LARK + "/outcomes").text
    for one in outcomes.by_type(release, release.area("corvenshire-lark"), crime.latest_period(release)):
        assert f"type={one.what}" in page


def test_a_missing_month_shows_no_number_and_no_chart(client: CheckingClient):
    page = client.get(LARK + "/outcomes?month=2024-09").text
    assert "supplied no figures for September 2024" in page
    assert "outcome-bars" not in page
    assert not re.search(r'<td class="cm-table__number">\s*0\s*</td>', page)
    rows = rows_of(client, "?month=2024-09")
    assert rows
    assert all(row["value"] == row["lower"] == "" and row["status"] == "missing" for row in rows)


def test_outcomes_that_a_force_did_not_supply_are_said_on_both_pages(fresh):
    client = fresh(without_outcomes={"2026-08"}).test_client()
    for address in (LARK, LARK + "/outcomes"):
        page = client.get(address).text
        assert "published no outcomes of the crimes of August 2026" in page
        assert "outcome-bars" not in page
    assert {row["status"] for row in rows_of(client)} == {"missing"}


def test_a_month_is_told_with_what_it_is_not_compared_with(client: CheckingClient, release):
    page = client.get(LARK + "/outcomes?month=2026-09").text
    table = outcomes.of(release, release.area("corvenshire-lark"), crime.ALL, Period.of(release.months[-1]))
    assert f"Of the {table.total.value} crimes recorded in September 2026" in page
    assert "not compared with a year before" in page


def test_what_is_not_published_keeps_its_place_and_says_so(client: CheckingClient):
    page = client.get(LARK).text
    section = page[page.index('id="outcomes"') : page.index('id="confidence"')]
    for heading in ("What courts decided", "Community Payback"):
        assert f"<h3>{heading}</h3>" in section
    assert "No Community Payback project has been published for" in section


def test_junk_is_refused_with_a_sentence(client: CheckingClient):
    for query in ("?month=13", "?type=piracy"):
        assert client.get(LARK + "/outcomes" + query).status_code == 400
    assert client.get(LARK + "/outcomes?month=1999-01").status_code == 404


def test_anti_social_behaviour_is_said_to_have_no_outcomes(client: CheckingClient):
    page = client.get(LARK + "/outcomes?type=anti-social-behaviour").text
    assert "Reports of anti-social behaviour have no outcome" in page


def test_the_methods_say_how_outcomes_are_counted(client: CheckingClient):
    page = client.get("/methods").text
    assert 'id="outcomes"' in page
    assert "What came of recorded crimes" in page
