"""Rates on the page, in the file and in the measure are the same Figures; a gap gives none in any of them."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable

import pytest
from flask import Flask

from crimemap import words
from crimemap.measures import crime
from crimemap.measures.crime import rates
from crimemap.release import Area, Release
from crimemap.terms import TYPES, AreaKind, CrimeType, Month
from crimemap.web.site.figures import safe_cell
from tests.site.client import CheckingClient
from tests.small_release import LSOAS, NEIGHBOURHOODS

LARK = "/areas/corvenshire-lark"
OSTER = NEIGHBOURHOODS[1]


def lines(client: CheckingClient, area: str, query: str) -> list[dict[str, str]]:
    text = client.get(f"/areas/{area}/crime.csv?show=rate{query}").data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def cells(page: str) -> list[tuple[str, str, str]]:
    """(place, rate, interval) of every row of the table of rates."""
    body = re.search(r'<table class="cm-table">.*?</table>', page, re.DOTALL)[0]
    found = []
    for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)[1:]:
        texts = [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
        ]
        rate, _, interval = texts[1].partition(" ")
        found.append((html.unescape(texts[0]), rate, interval))
    return found


def areas_of(release: Release) -> list[Area]:
    return [area for kind in AreaKind for area in release.areas(kind)]


@pytest.mark.parametrize(
    "what", [None, *(kind for kind in TYPES if kind is not CrimeType.PUBLIC_DISORDER_WEAPONS)]
)
def test_page_file_and_measure_hold_the_same_rates_in_every_area(
    client: CheckingClient, release: Release, what: CrimeType | None
):
    chosen = f"&type={what}" if what else ""
    for area in areas_of(release):
        table = rates.rate_table(release, area, what or crime.ALL)
        rows = [*(row for row in table.rows if row.area.code != area.code), table.whole]
        shown = cells(client.get(f"/areas/{area.code}/crime?show=rate{chosen}").text)
        assert shown == [(row.area.name, words.rate(row.rate), words.rate_interval(row.rate)) for row in rows]
        kept = [line for line in lines(client, area.code, chosen) if what or line["type"] == "all-crime"]
        assert [line["code"] for line in kept] == [row.area.code for row in rows]
        for line, row in zip(kept, rows, strict=True):
            assert float(line["value"]) == pytest.approx(row.rate.value, abs=0.0006)
            assert float(line["lower"]) == pytest.approx(row.rate.interval.lower, abs=0.0006)
            assert float(line["upper"]) == pytest.approx(row.rate.interval.upper, abs=0.0006)
            assert line["denominator"] == f"{row.rate.denominator.value} {row.rate.denominator.name} 2021"
            assert (line["period"], line["status"]) == ("2025-10..2026-09", "published")
            assert (line["release"], line["licence"]) == (release.id, "Open Government Licence v3.0")


def test_the_first_sentence_says_the_rate_of_the_last_row(client: CheckingClient, release: Release):
    page = client.get(LARK + "/crime?show=rate").text
    row = rates.rate_row(release, release.area("corvenshire-lark"), crime.ALL)
    assert f"<strong>{row.rate.value:.0f} crimes per 1,000 residents a year</strong>" in page
    assert f"<strong>{row.rate.value:.0f} crimes per 1,000 residents a year</strong>" in client.get(LARK).text
    assert cells(page)[-1][:2] == ("Larkwith", f"{row.rate.value:.1f}")


@pytest.mark.parametrize("gap", ["2025-03", "2026-07"])
def test_a_missing_or_incomplete_month_leaves_no_rate_in_page_or_file(fresh: Callable[..., Flask], gap: str):
    client = fresh(missing={"2025-03"}, partial={"2026-07"}).test_client()
    for month in [Month.parse(gap).plus(n) for n in range(12)]:
        if Month(2026, 9) < month:
            continue
        shown = cells(client.get(f"{LARK}/crime?show=rate&month={month}").text)
        assert shown
        assert {(rate, rest) for _, rate, rest in shown} == {("no", "rate")}
        for line in lines(client, "corvenshire-lark", f"&month={month}"):
            assert (line["value"], line["lower"], line["upper"]) == ("", "", "")
            assert line["status"] in {"missing", "not applicable"}


def test_a_town_centre_is_switched_and_flagged_on_its_page_and_in_its_file(fresh: Callable[..., Flask]):
    client = fresh(people={OSTER: (4000, 1500, 8001), LSOAS[4]: (1000, 400, 2500)}).test_client()
    page = client.get(f"/areas/{OSTER}").text
    assert "has few residents and many visitors" in page
    assert "crimes a year per 1,000 people there on a workday" in page
    file = lines(client, OSTER, "&type=burglary")
    assert file[-1]["denominator"] == "8001 workday population 2021"
    wider = {line["code"]: line for line in lines(client, "E22900001", "&type=drugs")}
    assert (wider[LSOAS[4]]["value"], wider[LSOAS[4]]["status"]) == ("", "not applicable")
    assert wider[LSOAS[4]]["denominator"] == ""


def test_counts_and_rates_lead_to_each_other(client: CheckingClient):
    counts = client.get(LARK + "/crime?month=2026-08&type=burglary").text
    assert 'href="/areas/corvenshire-lark/crime?month=2026-08&amp;type=burglary&amp;show=rate"' in counts
    shown = client.get(LARK + "/crime?month=2026-08&type=burglary&show=rate").text
    assert 'href="/areas/corvenshire-lark/crime?month=2026-08&amp;type=burglary"' in shown
    assert '<input type="hidden" name="show" value="rate">' in shown
    assert '<option value="2026-08" selected>' in shown


def test_only_years_that_are_whole_are_offered(client: CheckingClient, release: Release):
    page = client.get(LARK + "/crime?show=rate").text
    assert set(re.findall(r'<option value="(\d{4}-\d\d)"', page)) == {
        str(month) for month in release.months[11:]
    }


def test_a_year_that_began_before_the_release_is_the_one_chosen_in_the_form(client: CheckingClient):
    page = client.get(LARK + "/crime?show=rate&month=2025-02").text
    assert '<option value="2025-02" selected>February 2025</option>' in " ".join(page.split())
    assert page.count(" selected>") == 1


def test_what_cannot_be_shown_is_refused_in_one_sentence(client: CheckingClient):
    answer = client.get(LARK + "/crime?show=heat")
    assert answer.status_code == 400
    assert "Show one of: count, rate." in answer.text


def test_showing_counts_has_the_short_address(client: CheckingClient):
    assert client.get(LARK + "/crime?show=count").data == client.get(LARK + "/crime").data


def test_the_file_of_rates_has_the_columns_and_the_mark_for_excel(client: CheckingClient):
    answer = client.get(LARK + "/crime.csv?show=rate")
    assert answer.data.startswith(
        b"\xef\xbb\xbfcode,name,kind,period,type,value,status,lower,upper,denominator,"
    )
    assert answer.headers["Content-Disposition"] == 'attachment; filename="crime-rates-corvenshire-lark.csv"'


DANGEROUS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "   +1", "\u00a0@x", "\u2003=1", "\u3000=1",
    "\ufeff=1", "\u200b=1", "\u202e=1", "\x00=1", "\x1f=1", "＝1+1", "＋1", "－1", "＠SUM", "﹢1", "﹣1", "﹦1", "−1",
    '"=1"', "'=1", "“=1", "\t", "\r", "|calc", "%0A=1", "=cmd|' /C calc'!A0", '=HYPERLINK("x";"y")',
]  # fmt: skip


@pytest.mark.parametrize("text", DANGEROUS, ids=[f"text {n}" for n in range(len(DANGEROUS))])
def test_no_text_that_a_spreadsheet_could_run_comes_through_as_it_is(text: str):
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow(["code", safe_cell(text)])
    assert next(csv.reader(io.StringIO(written.getvalue(), newline="")))[1] == "'" + text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Larkwith",
        "O’Dowd & Finch = 1",
        "’s-Hertogenbosch",
        "Llanfelys, Dŵr",
        "3 + 4",
        "Ŵyr – Ŷd",
        '"The Nook"',
    ],
)
def test_ordinary_names_stay_as_they_are(text: str):
    assert safe_cell(text) == text
