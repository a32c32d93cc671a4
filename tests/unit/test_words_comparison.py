"""What is said, and drawn, of an area beside those like it and of two sides: figures, limits, and no ranks."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from crimemap import charts
from crimemap.charts.drawing import text_width
from crimemap.measures import comparison, crime
from crimemap.measures.crime.rates import Per
from crimemap.measures.deprivation import deprivation
from crimemap.release import Release
from crimemap.terms import CrimeType, Month, Period
from crimemap.words import alarming, sides
from crimemap.words import comparison as told
from tests.small_release import FORCE_CODE, LSOAS, NEIGHBOURHOODS, PARTNERSHIP, build_small

YEAR = Period.ending(Month(2026, 9))
_RANKING = re.compile(
    r"\b(rank(?!ed\b)|ranks|first|second|third|highest|lowest|top|bottom|league|place \d)\b", re.IGNORECASE
)


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Release]:
    def make(**choices: object) -> Release:
        return Release(build_small(tmp_path_factory.mktemp("said"), facts=False, **choices))

    return make


@pytest.fixture(scope="module")
def alike(make: Callable[..., Release]) -> Release:
    return make(similar=[(LSOAS[0], other) for other in LSOAS[1:6]])


@pytest.fixture(scope="module")
def found(alike: Release) -> comparison.Comparison:
    return comparison.beside(alike, alike.area(LSOAS[0]), crime.ALL, YEAR)


def test_the_finding_holds_the_rate_its_interval_and_that_of_the_group(found: comparison.Comparison):
    said = str(told.beside_finding(found))
    assert found.own.rate.value is not None
    assert said.startswith(
        f"Larkwith 1 had {found.own.rate.value:.0f} crimes a year per 1,000 residents in the 12"
    )
    assert f"the 6 areas together had {found.mean.value:.0f}." in said
    assert (
        f"(95% interval {found.own.rate.interval.lower:.0f} to {found.own.rate.interval.upper:.0f})" in said
    )


def test_every_verdict_has_words_that_neither_alarm_nor_rank(found: comparison.Comparison):
    for verdict in comparison.Verdict:
        for by_chance in (True, False):
            text = told.verdict(verdict) + told._against(verdict, by_chance=by_chance)
            assert not alarming(text)
            assert not _RANKING.search(text)


def test_overlap_is_told_as_how_many_of_the_others(found: comparison.Comparison):
    assert re.match(r"(None of the 5 others has|\d of the 5 others ha(s|ve)) ", told.overlap(found))


def test_the_group_says_where_it_is_from(alike: Release, found: comparison.Comparison):
    assert (
        told.group(found.group) == "The others are those that a reviewed list names as similar to Larkwith 1."
    )
    by_rule = comparison.group_of(alike, alike.area(LSOAS[7]))
    assert told.group(by_rule) == (
        "No list of similar areas was supplied. The others are the other small areas of Wrenstow; they were not chosen"
        " for likeness."
    )


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (LSOAS[7], "2 others among the small areas of Wrenstow are too few"),
        (PARTNERSHIP, "there are no other community safety partnerships of England that have figures here"),
        (FORCE_CODE, "there are no other police forces of England that have figures here"),
        (NEIGHBOURHOODS[0], "2 others among the neighbourhoods of Tamber Vale are too few"),
    ],
)
def test_where_nothing_is_compared_the_reason_is_given(alike: Release, code: str, said: str):
    one = comparison.beside(alike, alike.area(code), crime.ALL, YEAR)
    sentence = str(told.beside_finding(one))
    assert "is not compared with other areas here." in sentence
    assert said in sentence


def test_an_area_left_out_is_named_with_its_reason(make):
    release = make(similar=[(LSOAS[0], other) for other in LSOAS[1:6]], people={LSOAS[1]: (1500, 700, 9000)})
    one = comparison.beside(release, release.area(LSOAS[0]), crime.ALL, YEAR)
    assert told.left_out(one) == (
        "Not compared: Larkwith 2. Few people live there and many come, so its rate per resident would mislead.",
    )


# --- pictures --------------------------------------------------------------------------------------


def drawn(picture: object) -> ET.Element:
    return ET.fromstring(str(picture).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


NS = "{http://www.w3.org/2000/svg}"


def test_the_strip_has_a_row_an_area_in_order_of_place_and_one_solid_dot(found: comparison.Comparison):
    strip = charts.beside_strip(found, stamp=True)
    for picture in (strip.wide, strip.phone):
        svg = drawn(picture)
        dots = [one.get("class") for one in svg.iter(f"{NS}circle")]
        assert dots == ["cm-beside__dot cm-beside__dot--own"] + ["cm-beside__dot"] * 5
        names = [t.text for t in svg.iter(f"{NS}text") if "cm-beside__name" in (t.get("class") or "")]
        assert [name for name in names if not re.match(r"[\d.]+$", name)] == [
            row.area.name for row in found.rows
        ]
        heights = [float(one.get("cy")) for one in svg.iter(f"{NS}circle")]
        assert heights == sorted(heights)


def test_dots_bands_and_the_line_of_all_are_on_one_scale(found: comparison.Comparison):
    svg = drawn(charts.beside_strip(found).wide)
    dots = [float(one.get("cx")) for one in svg.iter(f"{NS}circle")]
    rates = [row.rate.value for row in found.rows]
    low, high = min(range(6), key=rates.__getitem__), max(range(6), key=rates.__getitem__)
    scale = (dots[high] - dots[low]) / (rates[high] - rates[low])
    zero = dots[low] - rates[low] * scale
    bands = [one for one in svg.iter(f"{NS}rect") if one.get("class") == "cm-beside__inner"]
    for row, dot, band in zip(found.rows, dots, bands, strict=True):
        assert dot == pytest.approx(zero + row.rate.value * scale, abs=0.3)
        assert float(band.get("x")) == pytest.approx(zero + row.limits.low_95 * scale, abs=0.3)
    line = next(one for one in svg.iter(f"{NS}path") if one.get("class") == "cm-beside__mean")
    assert float(re.match(r"M([\d.]+) ", line.get("d"))[1]) == pytest.approx(
        zero + found.mean.value * scale, abs=0.3
    )


def test_the_strip_is_told_to_those_who_cannot_see_it(found: comparison.Comparison):
    svg = drawn(charts.beside_strip(found).wide)
    text = svg.find(f"{NS}desc").text
    for row in found.rows:
        assert f"{row.area.name}: {row.rate.value:.1f}, interval" in text


def test_a_long_name_is_wrapped_and_never_cut():
    from crimemap.charts.beside import wrapped

    name = "Saint Wilfrid’s-under-the-Hill with Upper Osterby"
    assert " ".join(wrapped(name, 230)) == name
    assert len(wrapped(name, 230)) > 1


def test_a_long_unit_is_wrapped_on_a_phone_and_a_bold_name_has_its_room(found: comparison.Comparison):
    workday = dataclasses.replace(found, per=Per.WORKDAY)
    svg = drawn(charts.beside_strip(workday).phone)
    lines = [
        t.text for t in svg.iter(f"{NS}text") if t.get("class") == "cm-ink2" and not t.get("text-anchor")
    ]
    assert " ".join(lines) == told.strip_unit(workday)
    assert len(lines) == 2
    last = next(t for t in svg.iter(f"{NS}text") if t.text == lines[-1])
    assert float(last.get("y")) < float(svg.get("viewBox").split()[3])
    assert text_width("Tamberton", strong=True) > text_width("Tamberton")


def test_nothing_to_compare_is_no_picture(alike: Release):
    none = comparison.beside(alike, alike.area(PARTNERSHIP), crime.ALL, YEAR)
    with pytest.raises(ValueError, match="nothing to draw"):
        charts.beside_strip(none)


def test_the_columns_of_the_tenths_are_as_high_as_their_numbers(alike: Release):
    one = deprivation(alike, alike.area(NEIGHBOURHOODS[0]))
    svg = drawn(charts.tenths_strip(one.scales[0], "Larkwith").wide)
    bars = [float(bar.get("height")) for bar in svg.iter(f"{NS}rect")]
    assert bars == [88, 88, 88] + [0] * 7
    numbers = [t.text for t in svg.iter(f"{NS}text") if t.get("class") == "cm-strong"]
    assert numbers == ["1", "1", "1"] + ["0"] * 7


def test_a_small_area_is_one_of_ten_squares(alike: Release):
    one = deprivation(alike, alike.area(LSOAS[3]))
    svg = drawn(charts.tenths_strip(one.scales[0], "Osterby 1").phone)
    assert [bar.get("class") == "cm-bar" for bar in svg.iter(f"{NS}rect")] == [n == 3 for n in range(10)]


# --- side by side ----------------------------------------------------------------------------------


def test_the_lead_of_two_areas_says_both_rates_and_whether_they_differ(small: Release):
    areas = [small.area(code) for code in NEIGHBOURHOODS[:2]]
    pair = comparison.areas_beside(small, areas, YEAR)
    said = str(sides.lead(pair, crime.ALL))
    assert "Larkwith had" in said
    assert "Osterby" in said
    assert said.count("interval") == 1
    assert re.search(
        r"(higher in (Larkwith|Osterby), by more than chance explains|no clear difference)", said
    )
    for row in pair.rows:
        for text in (*sides.differences(pair, row), said):
            assert not alarming(text)


def test_the_lead_of_two_periods_holds_both_counts(small: Release):
    one = small.area(NEIGHBOURHOODS[0])
    pair = comparison.periods_beside(small, one, [YEAR, YEAR.before()])
    counts = [crime.total(small, one, crime.ALL, period).value for period in (YEAR, YEAR.before())]
    said = str(sides.lead(pair, crime.ALL))
    assert f"{counts[0]:,} in the 12 months to September 2026" in said
    assert f"{counts[1]:,} in the 12 months to September 2025" in said


def test_a_missing_month_is_told_and_no_0_stands_in_for_it(gappy: Release):
    one = gappy.area(NEIGHBOURHOODS[0])
    pair = comparison.periods_beside(gappy, one, [YEAR, YEAR.before()])
    said = str(sides.lead(pair, crime.ALL))
    assert "not supplied" in said
    assert not re.search(r"\b0\b", said)
    assert any("March 2025" in note for note in sides.notes(pair))
    assert any("July 2026 are incomplete" in note for note in sides.notes(pair))


def test_why_areas_are_not_compared_is_said(small: Release):
    inside, around = small.area(LSOAS[0]), small.area(NEIGHBOURHOODS[0])
    said = str(sides.lead(comparison.areas_beside(small, [inside, around], YEAR), crime.ALL))
    assert "one lies in the other, or may" in said
    force = small.area(FORCE_CODE)
    said = str(sides.lead(comparison.areas_beside(small, [force, around], YEAR), CrimeType.BURGLARY))
    assert "a police force counts all that it recorded" in said
