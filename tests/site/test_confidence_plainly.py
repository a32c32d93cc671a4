"""What a stranger asked of the pages of how people feel: the long run, all the answers, and nothing said ten times."""

from __future__ import annotations

from tests.site.test_confidence import ALL, LARK, VALE, said, section, site_with
from tests.small_surveys import result


def test_where_too_few_answered_each_time_one_sentence_says_so_and_nothing_empty_is_drawn(tmp_path):
    few = [result(51.0, base=90), result(47.0, wave="2025", base=90)]
    page = site_with(tmp_path, results=few).test_client().get(VALE).text
    assert said(page).count("too few for a fair figure") == 1
    assert "<svg" not in section(page, "headline")
    assert 'id="similar"' not in page
    assert "successfully dealing with" in said(section(page, "headline"))


def test_a_rise_since_the_first_time_stands_in_sentence_and_table(tmp_path):
    steps = [result(float(n), wave=str(2023 + year)) for year, n in enumerate((43, 45, 46, 50))]
    client = site_with(tmp_path, results=steps).test_client()
    for address in (ALL, VALE, LARK):
        page = said(client.get(address).text)
        assert "Since April 2023, when it was 43%, there is a clear rise" in page, address
    assert "Apr 2026 against Apr 2023 Clear rise +7 points (+2.8 to +11.1)" in said(client.get(VALE).text)


def test_all_that_was_answered_to_the_headline_is_a_bar_where_the_file_has_it(tmp_path):
    answers = {"strongly-agree": 8, "tend-to-agree": 42, "neither": 24, "disagree": 20, "dont-know": 6}
    rows = [result(float(n), answer=one) for one, n in answers.items()]
    page = said(section(site_with(tmp_path, results=rows).test_client().get(VALE).text, "headline"))
    assert "The others answered “Neither agree nor disagree” (24%), “Disagree” (20%)" in page
    assert "Every answer as a table" in page
