"""How people feel: the pages of all partnerships and of one, their files, and the section of every area's page."""

import csv
import io
import re
from datetime import date
from html import unescape

import pytest
from flask import Flask

from crimemap.survey import Conduct, Level
from tests.site.client import CheckingClient
from tests.site.conftest import publish, site_of
from tests.small_surveys import STRANDS, bare, full, result, target

ALL = "/confidence"
VALE = "/confidence/E22900001"
LARK = "/areas/corvenshire-lark"
SECTIONS = ["headline", "similar", "safe", "problems", "trend", "strands", "gap", "satisfaction"]
HEADER = (
    "code,name,kind,survey,wave,first_day,last_day,question,wording,answer,value,status,lower,upper,base,"
    "effective_base,mode,source,release,licence,conduct,not_given,made_of,wave_before,difference,difference_lower,"
    "difference_upper,change"
)


def site_with(folder, **choices) -> Flask:
    publish(folder, facts=False, **choices)
    return site_of(folder)


@pytest.fixture(scope="module")
def asked(tmp_path_factory) -> CheckingClient:
    """Tamber Vale was asked everything, of it all by a survey and once by a poll."""
    folder = tmp_path_factory.mktemp("asked")
    return site_with(folder, results=full(), reported=[target(55.0, date(2028, 3, 31))]).test_client()


@pytest.fixture(scope="module")
def mopac(tmp_path_factory) -> CheckingClient:
    return site_with(tmp_path_factory.mktemp("bare"), results=bare()).test_client()


def said(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def section(page: str, name: str) -> str:
    return re.search(rf'<section[^>]*\sid="{name}"\s.*?</section>', page, re.DOTALL)[0]


def rows(client: CheckingClient, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).data.decode("utf-8-sig"))))


def test_every_partnership_has_its_answer_in_one_sentence(asked):
    page = said(section(asked.get(ALL).text, "partnerships"))
    assert "50%" in page
    assert "it was 46% a year before" in page
    assert "no clear change" in page
    assert "Between 47% and 53%" in page
    assert "1,100 answers" in page
    assert "2 March 2026 to 24 April 2026" in page


def test_the_exact_question_stands_on_the_page_of_all_with_how_it_was_asked(asked):
    words = said(section(asked.get(ALL).text, "asked"))
    assert "successfully dealing with anti-social behaviour and crime in your local area?" in words
    assert "post and online" in words
    assert "Tamber Vale Community Safety Partnership" in words


def test_forces_stand_in_a_table_of_their_own(asked):
    page = asked.get(ALL).text
    assert "Corvenshire Police" not in said(section(page, "partnerships"))
    wider = said(section(page, "wider"))
    assert "They say nothing of any one partnership" in wider
    assert "48%" in wider


def test_where_nobody_asked_the_page_says_so_and_what_it_would_take(client):
    page = said(client.get(ALL).text)
    assert "No survey results were supplied to this site." in page
    assert "at least 100 answers" in page
    assert "CSV" not in said(section(client.get(ALL).text, "partnerships"))


def test_fewer_than_a_hundred_answers_have_no_figure_on_any_page(tmp_path):
    few = [result(51.0, base=90), result(47.0, wave="2025", base=1100)]
    client = site_with(tmp_path, results=few).test_client()
    for address in (ALL, VALE, LARK):
        page = said(client.get(address).text)
        assert "90 people answered" in page, address
        assert "51%" not in page, address
    [shown] = [row for row in rows(client, VALE + ".csv") if row["wave"] == "2026"]
    assert (shown["value"], shown["status"], shown["lower"], shown["base"]) == ("", "suppressed", "", "90")


def test_a_small_sample_is_called_one_wherever_it_stands(tmp_path):
    client = site_with(tmp_path, results=[result(51.0, base=300)]).test_client()
    for address in (ALL, VALE, LARK):
        assert "small sample" in said(client.get(address).text).casefold(), address


def test_a_partnership_s_row_of_a_force_s_survey_is_shown_nowhere(tmp_path):
    client = site_with(tmp_path, results=[result(63.0, level=Level.FORCE)]).test_client()
    for address in (ALL, VALE, LARK):
        assert "63%" not in client.get(address).text, address
    assert rows(client, VALE + ".csv") == []
    assert rows(client, ALL + ".csv") == []


def test_the_sections_stand_in_their_order_and_each_says_something(asked):
    page = asked.get(VALE).text
    found = re.findall(r'<section[^>]*\sid="([a-z]+)"', page)
    assert found == [*SECTIONS, "others", "quality", "polls", "act"]
    for name in found:
        body = section(page, name).split('class="cm-section__body"')[1]
        assert len(said(body).split()) > 8, name


def test_the_contents_lead_to_every_section(asked):
    page = asked.get(VALE).text
    contents = re.search(r'<nav class="cm-contents".*?</nav>', page, re.DOTALL)[0]
    assert re.findall(r'href="#([a-z]+)"', contents) == re.findall(r'<section[^>]*\sid="([a-z]+)"', page)


def test_the_headline_comes_with_interval_target_and_verdict(asked):
    page = said(section(asked.get(VALE).text, "headline"))
    assert "between 47% and 53%" in page
    assert "The target is 55% by 31 March 2028" in page
    assert "successfully dealing with anti-social behaviour" in page


def test_the_strands_are_the_table_as_published(asked):
    table = re.search(r'id="strands-table".*?</table>', asked.get(VALE).text, re.DOTALL)[0]
    heads = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', table)
    lines = [
        [said(cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in table.split("<tbody>")[1].split("</tr>")
        if "<td" in row
    ]
    assert heads[1:] == ["2003", "2006", "2008"]
    assert [line[1:] for line in lines] == [[f"{n}%" for n in told] for told in STRANDS.values()]
    assert lines[5][0] == "People being drunk or rowdy in public places"
    assert "rose from 30% to 36%" in said(section(asked.get(VALE).text, "strands"))


def test_no_mean_of_the_strands_is_anywhere(asked):
    page, mean = asked.get(VALE).text, sum(told[2] for told in STRANDS.values()) / 7
    for text in (f"{mean:.1f}%", "average of", "on average"):
        assert text not in section(page, "strands")
    assert "they are not added or averaged" in said(section(page, "strands"))


def test_better_same_worse_and_do_not_know_make_a_hundred(asked):
    page = section(asked.get(VALE).text, "trend")
    shown = re.findall(r'<td class="cm-table__number">\s*(\d+)%', page)
    assert [int(n) for n in shown] == [5, 39, 36, 20]
    assert "Together the answers make 100%." in said(page)


def test_what_people_think_stands_beside_what_police_recorded_with_what_is_being_done(asked):
    page = said(section(asked.get(VALE).text, "gap"))
    assert "1 in 5 crimes" in page
    assert "Tamber Vale has published nothing of its work here" in page
    assert re.search(r"(Cannot tell|Same way|Opposite ways)", page)


def test_a_question_without_a_place_is_shown_with_its_own_words(asked):
    page = said(section(asked.get(VALE).text, "others"))
    assert "Street lighting" in page
    assert "The exact words of street-lighting?" in page


def test_what_no_publisher_gives_is_said_on_every_page(mopac):
    for address in (ALL, VALE, LARK):
        page = said(mopac.get(address).text)
        assert "The file does not give the question’s exact words." in page, address
        assert "does not say how many people were asked" in page, address
        assert "The file does not say how people were asked" in page, address
        assert "49%" in page, address
    assert "another question" in said(mopac.get(VALE).text)


def test_a_partnership_that_nobody_asked_says_so_and_stays_useful(client):
    page = said(client.get(VALE).text)
    assert "No survey results were supplied for Tamber Vale." in page
    assert "at least 100 answers" in page
    assert LARK.rsplit("/", 1)[0] in client.get(VALE).text


def test_no_sentence_table_or_chart_holds_a_poll_and_a_survey(asked):
    page = asked.get(VALE).text
    polls, rest = section(page, "polls"), page.replace(section(page, "polls"), "")
    assert "97%" in said(polls)
    assert "97%" not in said(rest)
    assert "Newsletter" not in said(rest)
    assert "50%" not in said(polls)
    assert "<svg" not in polls.replace("<details", "")
    assert page.index('id="polls"') > page.index('id="quality"')
    for sentence in re.split(r"(?<=[.:])\s|(?<=</p>)|(?<=</li>)|(?<=</td>)|(?<=</h[1-6]>)", page):
        told = said(sentence).casefold()
        assert not (re.search(r"\bpolls?\b", told) and re.search(r"\bsurveys?\b", told)), told


def test_polls_have_no_interval_and_no_verdict(asked):
    polls = said(section(asked.get(VALE).text, "polls"))
    assert "interval" not in polls.casefold()
    assert "clear change" not in polls.casefold()
    assert "no sample" in polls


def test_a_file_is_of_surveys_or_of_polls(asked):
    for address in (ALL + ".csv", VALE + ".csv"):
        assert {row["conduct"] for row in rows(asked, address)} == {"survey"}
        polls = rows(asked, address + "?conduct=poll")
        assert {row["conduct"] for row in polls} == {"poll"}
        assert {row["lower"] for row in polls} == {""}
    answer = asked.get(VALE + ".csv?conduct=both")
    assert answer.status_code == 400
    assert "Write survey or poll." in answer.text


def test_the_file_has_exactly_the_columns_promised(asked):
    answer = asked.get(VALE + ".csv")
    assert answer.data.startswith(b"\xef\xbb\xbf" + HEADER.encode() + b"\r\n")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="confidence-E22900001.csv"'


def test_a_row_says_everything_of_its_figure(asked):
    [row] = [
        row
        for row in rows(asked, VALE + ".csv")
        if (row["question"], row["wave"]) == ("police-and-council", "2026")
    ]
    assert (row["code"], row["name"], row["kind"]) == ("E22900001", "Tamber Vale", "partnership")
    assert (row["value"], row["status"], row["base"], row["effective_base"]) == (
        "50",
        "published",
        "1100",
        "1100",
    )
    assert float(row["lower"]) == pytest.approx(47.05, abs=0.01)
    assert float(row["upper"]) == pytest.approx(52.95, abs=0.01)
    assert (row["first_day"], row["last_day"], row["mode"]) == ("2026-03-02", "2026-04-24", "post and online")
    assert row["not_given"] == ""


def test_what_is_not_given_is_empty_in_the_file_and_named(mopac):
    for row in rows(mopac, VALE + ".csv"):
        assert row["not_given"] == "base mode wording"
        assert [row[name] for name in ("base", "effective_base", "lower", "upper", "wording", "mode")] == [
            ""
        ] * 6


def test_words_of_a_publisher_cannot_run_in_a_spreadsheet(tmp_path):
    wording = '=HYPERLINK("http://evil.example")'
    client = site_with(tmp_path, results=[result(50.0, wording=wording, source="@evil")]).test_client()
    [row] = rows(client, VALE + ".csv")
    assert row["wording"] == "'" + wording
    assert row["source"] == "'@evil"
    assert "<script" not in client.get(VALE).text.replace('<script type="module" src=', "")


def test_markup_in_a_publisher_s_words_is_text_on_every_page(tmp_path):
    evil = '<img src=x onerror="alert(1)">'
    told = [
        result(
            50.0,
            wording=evil,
            source=evil,
            survey=evil,
            mode=evil,
            population=evil,
            source_url="https://x.example",
        )
    ]
    client = site_with(tmp_path, results=told).test_client()
    for address in (ALL, VALE, LARK):
        page = client.get(address).text
        assert "<img src=x" not in page, address
        assert "&lt;img src=x" in page, address


def test_the_file_of_all_holds_forces_too_and_every_partnership(asked):
    assert {row["kind"] for row in rows(asked, ALL + ".csv")} == {"partnership", "force"}


def test_a_smaller_area_leads_to_its_partnership(asked):
    answer = asked.get("/confidence/corvenshire-lark")
    assert (answer.status_code, answer.headers["Location"]) == (303, VALE)
    assert asked.get("/confidence/corvenshire-lark.csv").headers["Location"] == VALE + ".csv"


def test_what_is_no_partnership_and_in_none_is_not_found_with_a_sentence(asked):
    answer = asked.get("/confidence/E23900001")
    assert answer.status_code == 404
    assert "Corvenshire Police is no partnership and lies in none." in said(answer.text)


def test_an_unknown_code_is_not_found_with_a_sentence(asked):
    answer = asked.get("/confidence/E22999999")
    assert answer.status_code == 404
    assert "There is no area with the code E22999999 here." in said(answer.text)


def test_a_code_in_other_letters_leads_to_the_right_one(asked):
    answer = asked.get("/confidence/e22900001")
    assert (answer.status_code, answer.headers["Location"]) == (301, VALE)
    assert (
        asked.get("/confidence/e22900001.csv?conduct=poll").headers["Location"] == VALE + ".csv?conduct=poll"
    )


def test_an_area_shows_its_partnership_s_figure_and_says_whose_it_is(asked):
    told = section(asked.get(LARK).text, "confidence")
    words = said(told)
    assert (
        "Larkwith is part of Tamber Vale, and this is how people feel in the whole of Tamber Vale." in words
    )
    assert "The survey was not drawn to say anything of Larkwith alone." in words
    assert "50%" in words
    assert "between 47% and 53%" in words
    assert "1,100 answers" in words
    assert f'href="{VALE}"' in told
    assert "97%" not in words


def test_a_force_s_page_shows_the_force_s_own_survey(asked):
    words = said(section(asked.get("/areas/E23900001").text, "confidence"))
    assert "the area of Corvenshire Police" in words
    assert "48%" in words


def test_area_page_and_partnership_page_and_file_say_the_same(asked):
    [row] = [
        row
        for row in rows(asked, VALE + ".csv")
        if (row["question"], row["wave"], row["answer"]) == ("police-and-council", "2026", "agree")
    ]
    share = f"{round(float(row['value']))}%"
    for address in (ALL, VALE, LARK, "/areas/E22900001"):
        assert share in said(asked.get(address).text), address


def test_the_section_in_the_navigation_is_the_current_one(asked):
    for address in (ALL, VALE):
        page = asked.get(address).text
        [current] = re.findall(r'<a class="cm-nav__link"[^>]*aria-current="true">(.*?)</a>', page)
        assert current == "How people feel"
    assert re.findall(r'class="cm-nav__link"[^>]*>(.*?)</a>', asked.get("/").text) == [
        "Crime here", "How people feel", "Who is doing what",
    ]  # fmt: skip


def test_a_page_of_confidence_leads_back_to_crime_in_the_same_place(asked):
    nav = re.search(r'<nav class="cm-nav".*?</nav>', asked.get(VALE).text, re.DOTALL)[0]
    assert 'href="/areas/E22900001"' in nav


def test_nothing_ranks_partnerships_or_marks_a_change_as_good_or_bad(asked):
    for address in (ALL, VALE):
        page = asked.get(address).text
        for mark in ("▲", "▼", "↑", "↓", "rank 1", "best", "top of"):
            assert mark not in said(page), (address, mark)


@pytest.mark.parametrize("conduct", list(Conduct))
def test_a_release_without_surveys_has_files_with_a_head_alone(client, conduct):
    assert rows(client, f"{ALL}.csv?conduct={conduct}") == []
    assert rows(client, f"{VALE}.csv?conduct={conduct}") == []


def test_pages_made_without_the_newsroom_say_that_more_may_be_known(tmp_path, monkeypatch):
    client = site_with(tmp_path, results=full()).test_client()
    monkeypatch.setattr("crimemap.web.site.surveyed.is_whole", lambda: False)
    for address in (ALL, VALE):
        page = said(client.get(address).text)
        assert "This cannot be reached right now." in page, address
        assert "50%" in page, address


def test_welsh_pages_are_whole_too(tmp_path):
    publish(tmp_path, facts=False, results=full())
    client = site_of(tmp_path, languages="en,cy").test_client()
    for address in (ALL, VALE):
        page = client.get("/cy" + address).text
        assert '<html lang="cy"' in page
        assert 'class="govuk-inset-text cm-asked" lang="en"' in page
