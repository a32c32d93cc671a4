"""The pages and the file of indicators: what was supplied, what never is shown, and what each nation has."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from crimemap.measures import indicators as measured
from crimemap.measures.comparison.groups import Basis, Group
from crimemap.release import layout
from crimemap.release.shelf import Shelf
from crimemap.survey import Role
from crimemap.words import alarming
from tests.reported_rows import BEFORE, changed, place_of, reported
from tests.site.client import CheckingClient
from tests.site.conftest import PUBLISHED, publish, site_of
from tests.site.test_words import spoken
from tests.small_release import build_small
from tests.small_surveys import full, result, target

TV = "E22900001"
TARGET = target(55.0, BEFORE[1].replace(year=2028))
ROWS = (
    reported("ni-4", 31.0, base=1100, lower=28.3, upper=33.8),
    reported("ni-4", 29.0, base=1100, lower=26.4, upper=31.7, first=BEFORE[0], last=BEFORE[1]),
    reported("ni-12", 777.0, unit="applications"),
    reported("ni-12", 888.0, Role.TARGET, unit="applications"),
    changed("ni-12", 50.0, 400, 600),
    reported("ni-13", 66.6),
    reported("ni-15", 0.8, unit="offences per 1,000 residents"),
    changed("overall-crime", -15.0, 2000, 1700),
    changed("anti-social-behaviour", 16.0, 500, 580),
    reported("challenge-index", 61.0, unit="points"),
    reported("ni-99", 12.0),
    TARGET,
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("indicators")
    publish(folder, results=full(), reported=ROWS)
    return site_of(folder)


@pytest.fixture
def page(site: Flask) -> Callable[[str], str]:
    client: CheckingClient = site.test_client()

    def page(address: str) -> str:
        answer = client.get(address)
        assert answer.status_code == 200, address
        return re.sub(r"\s+", " ", "\n".join(spoken(answer.text)))

    return page


@pytest.fixture(scope="module")
def in_wales(tmp_path_factory: pytest.TempPathFactory) -> CheckingClient:
    """The same partnership with the same rows, as if it lay in Wales."""
    data = tmp_path_factory.mktemp("wales")
    folder = build_small(data / "releases", results=full(), reported=ROWS, facts=False)
    with sqlite3.connect(folder / layout.PLACES) as places:
        places.execute("UPDATE areas SET nation = 'Wales' WHERE code = ?", (TV,))
    places.close()
    Shelf(data / "releases").use(folder.name, PUBLISHED)
    return site_of(data).test_client()


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


# --- the catalogue ---------------------------------------------------------------------------------


def test_the_catalogue_shows_every_indicator_by_theme_with_its_level_in_words(page, site: Flask):
    text = page("/indicators")
    at = [text.index(f"NI {number}:") for number in (1, 8, 15, 39, 111)]
    assert at == sorted(at)
    for row in measured.catalogue().values():
        assert row.title in text
    tags = re.findall(r'class="cm-indicators__level">([^<]+)<', site.test_client().get("/indicators").text)
    assert Counter(tags) == {
        "From the national list": 22,
        "Chosen locally": 2,
        "Not in the national list": 10,
    }


def test_the_top_says_that_the_list_is_old_and_what_is_text_only_stands_at_the_end_of_its_theme(page):
    text = page("/indicators")
    assert text.index("An old national list, ended in 2010/11.") < text.index("What these are")
    assert text.index("What these are") < text.index("Stronger communities")
    assert text.index("NI 14:") < text.index("no local figure of them is shown") < text.index("NI 12:")
    assert "1 of 1" in text


def test_what_is_counted_and_which_way_is_better_stand_with_the_figure(page):
    text = page(f"/indicators?partnership={TV}")
    assert "Counted are those who see a high level of anti-social behaviour." in text
    assert "Higher is better" in text
    assert "people do not treat one another with respect" in page("/indicators/ni-23")


def test_a_partnership_is_chosen_by_a_plain_form(site: Flask):
    text = site.test_client().get("/indicators").text
    form = re.search(r"<form[^>]*method=\"get\".*?</form>", text, re.DOTALL)
    assert form
    assert 'name="partnership"' in form[0]
    assert f'value="{TV}"' in form[0]


def test_of_a_partnership_latest_target_and_change_are_shown_with_interval_base_and_time(page):
    text = page(f"/indicators?partnership={TV}")
    assert "50% of people asked 95% interval 47.1 to 52.9; 1,100 asked; March 2026 to April 2026" in text
    assert "No clear change since the 2 months to April 2025." in text
    assert "55% by 31 March 2028" in text
    assert "Tamber Vale" in text


def test_where_nobody_supplied_a_figure_that_is_said(page):
    text = page(f"/indicators?partnership={TV}")
    assert "Nobody supplied a figure of these:" in text
    assert "NI 7: Environment for a thriving third sector" in text


def test_figures_of_unknown_indicators_are_said_to_be_left_out(page):
    assert "Figures were also supplied of “ni-99”." in page("/indicators")


def test_without_any_survey_every_page_still_stands(client: CheckingClient):
    for address in ("/indicators", f"/indicators?partnership={TV}", f"/indicators/ni-21?partnership={TV}"):
        assert client.get(address).status_code == 200
    assert "Nobody supplied a figure." in client.get(f"/indicators/ni-21?partnership={TV}").text
    assert rows(client.get("/indicators.csv").text) == []


# --- one indicator ---------------------------------------------------------------------------------


@pytest.mark.parametrize("row", list(measured.catalogue()))
def test_every_indicator_has_a_page_that_says_what_it_is(page, row: str):
    found = measured.catalogue()[row]
    text = page(f"/indicators/{row}")
    for said in (found.title, found.definition, found.unit, found.measured, found.lacks, found.computed):
        assert " ".join(said.split()) in text
    assert alarming(text) == []


def test_an_unknown_indicator_is_a_page_with_a_sentence(site: Flask):
    answer = site.test_client().get("/indicators/ni-18")
    assert answer.status_code == 404
    assert "There is no indicator “ni-18” here." in answer.text


@pytest.mark.parametrize("address", ["/indicators", "/indicators/ni-21", "/indicators.csv"])
@pytest.mark.parametrize("code", ["E22999999", "corvenshire-lark", "E23900001"])
def test_what_is_no_partnership_is_not_taken_for_one(site: Flask, address: str, code: str):
    assert site.test_client().get(f"{address}?partnership={code}").status_code == 404


def test_a_partnership_has_its_change_its_target_and_the_exact_question(page):
    text = page(f"/indicators/ni-21?partnership={TV}")
    assert "It was 46% in the 2 months to April 2025 and 50% in the 2 months to April 2026." in text
    assert "The difference is +4.0 points (95% interval \u22120.2 to +8.2)." in text
    assert "The target is 55% by 31 March 2028." in text
    assert "successfully dealing with anti-social behaviour and crime in your local area?”" in text
    assert "post and online; residents aged 16 and over" in text


def test_a_poll_is_on_no_page_of_an_indicator(page):
    assert "77%" not in page(f"/indicators/ni-21?partnership={TV}") + page(f"/indicators?partnership={TV}")


def test_strands_alone_are_no_score_of_anti_social_behaviour(tmp_path: Path):
    strands = [row for row in full() if row.question.startswith("asb-") and row.question != "asb-high"]
    publish(tmp_path, results=strands)
    text = site_of(tmp_path).test_client().get(f"/indicators/ni-17?partnership={TV}").text
    assert "the score is not, and it is not their mean" in text
    assert "34.9" not in text  # the mean of the seven in 2008
    assert "not published" in site_of(tmp_path).test_client().get("/indicators/ni-17").text


@pytest.mark.parametrize(
    ("indicator", "counts", "percent"),
    [
        ("overall-crime", ("2,000", "1,700"), "\u221215.0% , a fall"),
        ("anti-social-behaviour", ("500", "580"), "+16.0% , a rise"),
    ],
)
@pytest.mark.parametrize("query", ["", f"?partnership={TV}"])
def test_a_change_is_shown_with_its_sign_both_periods_and_both_counts(
    page, indicator: str, counts: tuple[str, str], percent: str, query: str
):
    text = page(f"/indicators/{indicator}{query}")
    assert (
        f"The count was {counts[0]} from 1 April 2024 to 31 March 2025 and {counts[1]} from 1 April 2025 to"
        f" 31 March 2026. That is {percent}."
    ) in text


def test_what_the_paper_prints_without_a_sign_is_told_and_shown_as_no_figure(page):
    text = page("/indicators/anti-social-behaviour")
    assert "The document prints: “Anti-social behaviour (16%)”." in text
    assert "A change without its sign is refused here." in text


@pytest.mark.parametrize("number", [12, 13])
def test_two_indicators_are_text_only_whatever_is_supplied(page, site: Flask, number: int):
    for address in (f"/indicators/ni-{number}?partnership={TV}", f"/indicators?partnership={TV}"):
        text = page(address)
        assert [figure for figure in ("777", "888", "66.6", "600") if figure in text] == []
    assert "<form" not in site.test_client().get(f"/indicators/ni-{number}").text.partition("<main")[2]
    held = rows(site.test_client().get("/indicators.csv").text)
    assert f"ni-{number}" not in {row["indicator"] for row in held}


def test_a_rank_is_not_told_of_one_partnership(page):
    assert "number 1 of" not in page(f"/indicators/ni-4?partnership={TV}")


def test_a_place_in_order_stands_on_the_page_with_those_that_cannot_be_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    shares = (60.0, 49.0, 48.0, 48.5, 47.0, 46.5, 46.0, 45.5, 30.0)
    codes = [f"E2290{n:04d}" for n in range(2, 11)]
    rows = [
        reported("ni-4", percent, area=code, base=1100, lower=percent - 3, upper=percent + 3)
        for code, percent in zip((TV, *codes), (50.0, *shares), strict=True)
    ]
    release = publish(tmp_path, reported=rows)
    own = place_of(release)
    others = tuple(replace(own, code=code, name=f"Place {n}") for n, code in enumerate(codes, 2))
    group = Group(own, Basis.NATION, None, others, len(others))
    monkeypatch.setattr("crimemap.measures.indicators.beside.group_of", lambda release, area: group)
    text = site_of(tmp_path).test_client().get(f"/indicators/ni-4?partnership={TV}").text
    assert (
        "the figure of Tamber Vale alone is number 2 of 10, but <strong>7 of the other 9 cannot be told"
        in text
    )
    places = re.findall(r'<th scope="row">(Tamber Vale|Place \d+)</th>', text)
    assert places == ["Tamber Vale", *(f"Place {n}" for n in range(2, 11))]  # by place, whatever they have


# --- Wales -----------------------------------------------------------------------------------------


def test_in_wales_the_rows_of_the_agreements_are_hidden_and_that_is_said(in_wales: CheckingClient):
    text = in_wales.get(f"/indicators?partnership={TV}").text
    assert re.findall(r"NI \d+:", text) == []
    assert "The 24 national indicators are left out" in text
    assert "this partnership is in Wales" in text
    assert "Victim satisfaction" in text


def test_in_wales_the_terms_are_those_of_wales(in_wales: CheckingClient):
    text = in_wales.get(f"/indicators?partnership={TV}").text
    assert "(CSP)" in text
    assert "(LSB)" in text
    assert [word for word in ("CDRP", "LSP", "LAA") if word in text] == []


def test_in_wales_an_indicator_shows_no_figure_and_its_file_has_none(in_wales: CheckingClient):
    text = in_wales.get(f"/indicators/ni-21?partnership={TV}").text
    assert "Not shown: this indicator was never for Wales." in text
    assert "1 partnership in Wales has no row" in text
    assert "47.1" not in text
    held = rows(in_wales.get(f"/indicators.csv?partnership={TV}").text)
    assert {row["indicator"] for row in held} == {
        "victim-satisfaction", "witness-satisfaction", "overall-crime", "anti-social-behaviour",
    }  # fmt: skip


# --- the Challenge Index ---------------------------------------------------------------------------


def test_a_place_is_shown_its_own_score_on_a_line_and_no_other(site: Flask):
    text = site.test_client().get(f"/indicators/challenge-index?partnership={TV}").text
    assert "Tamber Vale scored <strong>61</strong> on a scale from 1 to 100" in text
    strip = re.search(r'<svg class="cm-challenge__strip".*?</svg>', text, re.DOTALL)
    assert strip
    assert strip[0].count("<circle") == 1
    assert 'cx="60.6%"' in strip[0]
    assert not re.search(
        r"<(table|ol)\b(?! class=\"cm-breadcrumbs)", text.partition("<main")[2].partition("</main>")[0]
    )


def test_no_list_of_scores_is_made(page):
    text = page("/indicators/challenge-index")
    assert "No list of scores is made here" in text
    assert "61" not in text


def test_in_wales_there_is_no_score(in_wales: CheckingClient):
    text = in_wales.get(f"/indicators/challenge-index?partnership={TV}").text
    assert "the index was made for England" in text
    assert "cm-challenge__strip" not in text


# --- the file --------------------------------------------------------------------------------------


def test_the_file_has_a_row_for_every_value_target_and_change(site: Flask):
    answer = site.test_client().get(f"/indicators.csv?partnership={TV}")
    assert answer.mimetype == "text/csv"
    assert f"indicators-{TV}.csv" in answer.headers["Content-Disposition"]
    held = rows(answer.text)
    headline = [row for row in held if row["indicator"] == "ni-21"]
    assert [(row["role"], row["value"]) for row in headline] == [
        ("target", "55"),
        ("value", "46"),
        ("value", "50"),
    ]
    assert (headline[2]["base"], headline[2]["last_day"], headline[2]["level"]) == (
        "1100",
        "2026-04-24",
        "local",
    )
    change = next(row for row in held if row["indicator"] == "overall-crime")
    assert [change[name] for name in ("role", "value", "before", "now", "before_first_day", "first_day")] == [
        "change", "-15", "2000", "1700", "2024-04-01", "2025-04-01",
    ]  # fmt: skip


def test_the_file_keeps_what_a_spreadsheet_would_run_from_running(tmp_path: Path):
    publish(tmp_path, reported=[reported("ni-4", 31.0, source="=cmd|'/c calc'!A1")])
    held = rows(site_of(tmp_path).test_client().get("/indicators.csv").text)
    assert held[0]["source"].startswith("'=")


def test_every_page_says_who_reported_its_figures_and_what_the_report_leaves_out(tmp_path: Path):
    publish(
        tmp_path,
        results=[result(50.0)],
        reported=[reported("ni-4", 31.0), reported("ni-15", 0.8, unit="crimes per 1,000"), TARGET],
    )
    client = site_of(tmp_path).test_client()
    book, place = "Tamber Vale performance book", "Tamber Vale"
    told = {row: client.get(f"/indicators/{row}").text for row in ("ni-4", "ni-15", "ni-21")}
    whole = (
        f"{place}: as reported in {book}, which gives neither the exact question nor how people were asked"
    )
    assert whole in told["ni-4"]
    assert f"{place}: as reported in {book}<" in told["ni-15"]
    assert f"{place}: baseline and target as reported in" in told["ni-21"]
    assert "as reported in" not in client.get("/indicators/ni-1").text


def test_too_few_answers_are_in_no_byte(tmp_path: Path):
    publish(tmp_path, results=[result(43.7, base=90)], reported=[reported("ni-4", 38.9, base=90, lower=29.1)])
    client = site_of(tmp_path).test_client()
    for address in ("/indicators", "/indicators/ni-21", "/indicators/ni-4"):
        text = client.get(f"{address}?partnership={TV}").text
        assert [number for number in ("43.7", "44%", "38.9", "29.1") if number in text] == []
    held = rows(client.get("/indicators.csv").text)
    assert {(row["value"], row["status"], row["lower"]) for row in held} == {("", "suppressed", "")}
