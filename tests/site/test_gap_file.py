"""What people think beside what police recorded, as a file: what the page's table says, and nothing it does not."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from crimemap.measures.confidence import gaps_of
from crimemap.release.surveys import reported, results
from crimemap.survey import Book
from tests.site.client import CheckingClient
from tests.site.conftest import publish, site_of
from tests.small_surveys import bare, full, target

FILE = "/confidence/E22900001/gaps.csv"


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gaps")
    release = publish(folder, facts=False, results=full(), reported=[target(55.0, date(2028, 3, 31))])
    return site_of(folder).test_client(), release


def rows(client: CheckingClient, address: str = FILE) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).data.decode("utf-8-sig"))))


def test_each_topic_is_a_row_with_both_sides_and_the_verdict_of_the_measure(asked):
    client, release = asked
    book = Book([(release.id, results(release), reported(release))])
    area = release.area("E22900001")
    expected = gaps_of(book, release, area)
    assert expected
    found = rows(client)
    assert [row["question"] for row in found] == [gap.question.id for gap in expected]
    for row, gap in zip(found, expected, strict=True):
        assert (row["verdict"], row["why"]) == (gap.verdict, gap.why or "")
        assert row["release"] == release.id
        if gap.people.net.value is not None:
            assert float(row["people_points"]) == pytest.approx(gap.people.net.value, abs=0.05)
        if gap.recorded is not None and gap.recorded.change.now.value is not None:
            assert int(row["recorded"]) == gap.recorded.change.now.value
            assert row["recorded_period"] == str(gap.recorded.change.now.period)


def test_what_is_not_known_is_empty_and_says_why(tmp_path):
    publish(tmp_path, facts=False, results=bare())
    for row in rows(site_of(tmp_path).test_client()):
        assert row["gap"] == ""
        assert row["why"]


def test_a_smaller_area_leads_to_its_partnership_s_file(asked):
    client, _ = asked
    answer = client.get("/confidence/corvenshire-lark/gaps.csv")
    assert (answer.status_code, answer.headers["Location"]) == (303, FILE)
