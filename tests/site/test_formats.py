"""The page of our own two formats and their templates: what they promise is what the reader reads."""

from __future__ import annotations

import csv
import io
import re

import pytest

from crimemap.measures.confidence import questions
from crimemap.survey import LEAST_BASE, SMALL_BASE
from crimemap.survey.columns import REPORTED, RESULTS, Column
from crimemap.survey.reading import read_reported, read_results
from crimemap.survey.table import decoded
from tests.site.client import CheckingClient
from tests.small_surveys import result

TEMPLATES = {"/data/survey-template.csv": RESULTS, "/data/indicators-template.csv": REPORTED}


@pytest.mark.parametrize(("address", "columns"), TEMPLATES.items())
def test_a_template_is_a_file_that_the_reader_takes_as_it_is(
    client: CheckingClient, address: str, columns: tuple[Column, ...]
):
    answer = client.get(address)
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{address.rsplit("/", 1)[1]}"'
    text = decoded(answer.data)
    header, *rows = csv.reader(io.StringIO(text))
    assert header == [column.name for column in columns]
    assert len(rows) == 2
    reading = read_results(text) if columns is RESULTS else read_reported(text)
    assert len(reading.results) == 2
    assert reading.refused == ()


def test_the_page_names_every_column_every_question_and_every_answer(client: CheckingClient):
    page = client.get("/data/formats").text
    codes = re.findall(r"<code>([^<]*)</code>", page)
    for column in (*RESULTS, *REPORTED):
        assert column.name in codes
    for question in questions().values():
        assert question.id in codes
        assert all(choice.id in codes for choice in question.answers)
    assert f"Below {LEAST_BASE} answers no figure is shown; below {SMALL_BASE}" in page


def test_the_page_of_data_leads_to_the_formats_and_both_templates(client: CheckingClient):
    page = client.get("/data").text
    for address in ("/data/formats", *TEMPLATES):
        assert f'href="{address}"' in page


def test_how_the_figures_are_made_says_how_sure_a_percentage_is(client: CheckingClient):
    page = client.get("/methods").text
    assert 'href="#confidence"' in page
    assert f"With fewer than {LEAST_BASE} answers no figure is shown." in page
    assert f"With fewer than {SMALL_BASE} it is called a small sample." in page
    assert "Wilson" in page


def test_the_page_of_a_release_accounts_for_every_row_of_its_surveys(fresh):
    app = fresh(results=[result(50.0)], facts=False)
    client = app.test_client()
    release = re.search(r'href="(/releases/[^"./]*)"', client.get("/releases").text)[1]
    page = client.get(release).text
    assert "Surveys and indicators: every row is accounted for" in page
    told = re.search(r"<dt>\s*survey\.csv\s*</dt>\s*<dd>(.*?)</dd>", page, re.DOTALL)[1]
    assert " ".join(told.split()) == "1 row: 1 result. None was set aside."


def test_a_release_without_surveys_has_no_such_table(client: CheckingClient, release):
    assert "Surveys and indicators:" not in client.get(f"/releases/{release.id}").text
