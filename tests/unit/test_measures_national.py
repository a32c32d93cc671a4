"""The long run: reviewed figures, each series with where it was read, and nothing joined or filled in."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from crimemap import charts
from crimemap.figure import Status
from crimemap.measures.national import RECORDED, SURVEY, load_national, national
from crimemap.terms import Month, Refusal

SVG = "{http://www.w3.org/2000/svg}"


def test_there_are_two_series_with_a_source_each_and_no_figure_without_one():
    assert list(national()) == [SURVEY, RECORDED]
    for series in national().values():
        assert series.publisher
        assert series.publication
        assert series.table
        assert str(series.url).startswith("https://")
        assert series.released or series.edition
        assert series.read
        assert series.licence
        assert all(figure.source.startswith(series.publisher) for figure in series.figures)
        assert all(figure.status is Status.PUBLISHED for figure in series.figures)


def test_figures_are_those_that_were_read():
    """Golden: the corners of both series, as the publications have them."""
    survey = {str(figure.period.last): figure.value for figure in national()[SURVEY].figures}
    assert survey["1981-12"] == 11_303_000
    assert survey["1995-12"] == 19_786_000
    assert survey["2009-03"] == 10_432_000
    assert survey["2020-03"] == 5_661_000
    recorded = {str(figure.period.last): figure.value for figure in national()[RECORDED].figures}
    assert recorded["1981-12"] == 2_963_764
    assert recorded["1992-12"] == 5_591_717
    assert recorded["1999-03"] == 5_109_089
    assert recorded["2003-03"] == 5_791_277
    assert recorded["2025-03"] == 5_307_003


def test_a_year_without_a_survey_is_not_there_and_is_not_0():
    years = {figure.period.last.year for figure in national()[SURVEY].figures}
    assert not {1982, 1985, 1989, 1990, 1994, 2000, 2001} & years
    assert min(figure.value for figure in national()[SURVEY].figures) > 0


def test_no_stretch_reaches_across_a_break():
    stretches = list(national()[RECORDED].stretches())
    assert [str(run[0].period.last) for run in stretches] == ["1981-12", "1999-03", "2003-03", "2015-03"]
    assert [str(run[-1].period.last) for run in stretches] == ["1997-12", "2002-03", "2014-03", "2025-03"]
    assert len(list(national()[SURVEY].stretches())) == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{months: 1983-12, value: 12128}", "{months: 1980-12, value: 12128}", "in the order of time"),
        ("{months: 1983-12, value: 12128}", "{months: 1983-12, value: 0}", "positive"),
        ("- months: 1999-03\n", "- months: 1998-03\n", "a break of recorded begins"),
        ("publisher: Office", "publishers: Office", "publisher"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_with_the_key(tmp_path: Path, old: str, new: str, said: str):
    source = Path(__file__).resolve().parents[2] / "data" / "measures" / "national.yaml"
    text = source.read_text(encoding="utf-8")
    assert old in text
    spoilt = tmp_path / "national.yaml"
    spoilt.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refusal, match=said) as refused:
        load_national(spoilt)
    assert str(refused.value).startswith("national.yaml, series")


def drawn(markup: str) -> ET.Element:
    return ET.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{markup}</svg>')


@pytest.mark.parametrize("name", [SURVEY, RECORDED])
def test_a_strip_has_a_bar_for_each_figure_grown_from_zero_and_none_between(name: str):
    series = national()[name]
    drawing = charts.strip(series, charts.span_of(*national().values()), name)
    for part in (drawing.wide, drawing.phone):
        bars = [node for node in drawn(part).iter(f"{SVG}rect") if "cm-bar" in (node.get("class") or "")]
        assert len(bars) == len(series.figures)
        heights = [float(bar.get("height")) for bar in bars]
        per = [height / figure.value for height, figure in zip(heights, series.figures, strict=True)]
        assert max(per) == pytest.approx(min(per), rel=0.01)
        lefts = [float(bar.get("x")) for bar in bars]
        assert lefts == sorted(lefts)


def test_the_two_strips_share_their_years_and_nothing_else():
    every = national()
    span = charts.span_of(*every.values())
    survey, recorded = (charts.strip(every[name], span, name) for name in (SURVEY, RECORDED))
    assert span == (Month(1981, 1), Month(2025, 3))
    assert "cm-bar--recorded" not in survey.wide
    assert recorded.wide.count("cm-bar--recorded") == len(every[RECORDED].figures)
    ids = [set(re.findall(r'\bid="([^"]+)"', one.__html__())) for one in (survey, recorded)]
    assert not ids[0] & ids[1]


def test_breaks_are_dotted_uprights_between_the_years_with_words_that_no_line_runs_through():
    series = national()[RECORDED]
    wide = drawn(charts.strip(series, charts.span_of(*national().values()), "r").wide)
    lines = [node for node in wide.iter(f"{SVG}line") if node.get("class") == "cm-break"]
    assert len(lines) == len(series.breaks) == 3
    bars = [node for node in wide.iter(f"{SVG}rect") if "cm-bar" in (node.get("class") or "")]
    for line in lines:
        x = float(line.get("x1"))
        assert not any(
            float(bar.get("x")) < x < float(bar.get("x")) + float(bar.get("width")) for bar in bars
        )
    said = {"".join(node.itertext()): node for node in wide.iter(f"{SVG}text")}
    rows = [float(said[row.what].get("y")) for row in series.breaks]
    assert rows == sorted(rows)


def test_a_strip_says_its_figures_and_its_breaks_to_those_who_cannot_see_it():
    series = national()[RECORDED]
    svg = drawn(charts.strip(series, charts.span_of(*national().values()), "r").phone)[0]
    described = svg.find(f"{SVG}desc").text
    assert svg.find(f"{SVG}title").text == "What the police recorded: England and Wales, recorded offences"
    assert described.count("It rose from") + described.count("It fell from") == 4
    assert all(row.what in described for row in series.breaks)
