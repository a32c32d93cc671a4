"""Shares beside one another, two waves at a time, seven strands, and every answer as one bar."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crimemap import charts
from crimemap.charts.dots import spread
from crimemap.measures.comparison.groups import Basis, Group
from crimemap.measures.confidence.similar import Similar, SimilarRow
from crimemap.measures.confidence.strands import Strands, strands_of
from crimemap.survey import Lack, Result
from crimemap.terms import AreaKind
from crimemap.words import confidence_charts as said
from tests.small_places import PARTNERSHIP
from tests.small_surveys import STRANDS, bare, full, result
from tests.unit.picture_of_shares import (
    NAME,
    PLACE,
    area,
    book,
    check,
    described,
    nodes,
    pair,
    series,
    split,
    trajectory,
)
from tests.unit.test_charts import texts
from tests.unit.test_charts_waves import AIM, FEW, TWO

OWN = area("Tamber Vale", 4)


DARK, DAY = pair("safe-after-dark", "safe", 61, 58), pair("safe-by-day", "safe", 92, 97)
UNSURE = series(bare(), "mopac-good-job")
NONE = series([result(50.0, base=60)])
HALF = series([result(46.0, wave="2025", base=60), result(50.0, base=300)])


def alone(percent: float, **others: object):
    return series([result(percent, **others)]).latest


def similar() -> Similar:
    unknown = alone(49, base=None, effective=None, design_given=False, lacks=frozenset({Lack.BASE}))
    rows = (
        SimilarRow(area("Caddlesea and the Borough of Long Names upon Sea", 1), alone(61, base=640), False),
        SimilarRow(area("Dyffryn Melys", 2), alone(40, base=90), None),
        SimilarRow(area("Ashmere", 6), alone(52, wave="2024", base=300), True, same_wave=False),
        SimilarRow(area("Nowhere", 7), None, None),
        SimilarRow(area("Zed", 8), unknown, None),
    )
    group = Group(OWN, Basis.NATION, None, tuple(row.area for row in rows), len(rows))
    return Similar(group, TWO.latest, rows)


SIMILAR = charts.share_strip(similar(), OWN)
PAIRS = charts.wave_pairs([TWO, DARK, DAY], PLACE, trajectory=AIM, stamp=True)
ODD = charts.wave_pairs([HALF, UNSURE, NONE, TWO], PLACE, "odd")


def strands(rows: list[Result] | None = None) -> Strands:
    return strands_of(book(full() if rows is None else rows), PARTNERSHIP, AreaKind.PARTNERSHIP, "r")


def luton_without_bases() -> list[Result]:
    lacks = frozenset({Lack.BASE})
    return [
        result(
            float(value),
            question=question,
            answer="big",
            wave=wave,
            base=None,
            design_given=False,
            lacks=lacks,
        )
        for question, told in STRANDS.items()
        if question != "asb-litter"
        for wave, value in zip(("2003", "2006", "2008"), told, strict=True)
    ]


SEVEN = charts.strand_chart(strands(), PLACE)
TREND = charts.split_bar(split(full(), "crime-locally"), PLACE)
SAFE = charts.split_bar(split(full(), "safe-after-dark"), PLACE, "safe", stamp=True)


def answers(question: str, **percent: float):
    return split([result(value, question=question, answer=one.replace("_", "-")) for one, value in percent.items()],
                 question)  # fmt: skip


SIX = charts.split_bar(
    answers("police-and-council", strongly_agree=8, tend_to_agree=42, neither=25, tend_to_disagree=12,
            strongly_disagree=6, dont_know=7), PLACE)  # fmt: skip
PART = charts.split_bar(answers("street-lighting", enough=61), PLACE)


ALL = {
    "similar": SIMILAR,
    "pairs": PAIRS,
    "odd pairs": ODD,
    "strands": SEVEN,
    "strands without bases": charts.strand_chart(strands(luton_without_bases()), PLACE, stamp=True),
    "trend": TREND,
    "safe": SAFE,
    "six": SIX,
    "part": PART,
}


@pytest.mark.parametrize("drawing", ALL.values(), ids=ALL)
def test_a_chart_of_shares_is_whole_and_nothing_in_it_meets(drawing: charts.Drawing):
    check(drawing)


def test_names_from_data_are_escaped_and_the_same_figures_give_the_same_bytes():
    for drawing in (PAIRS, SEVEN, TREND):
        assert NAME in drawing.wide
    assert SIMILAR.__html__() == charts.share_strip(similar(), OWN).__html__()
    assert SEVEN.__html__() == charts.strand_chart(strands(), PLACE).__html__()


def test_similar_areas_stand_by_place_with_the_own_one_solid_and_among_them():
    for part in (SIMILAR.wide, SIMILAR.phone):
        told = " ".join(texts(part))
        places = [
            told.index(one)
            for one in ("Dyffryn Melys", "Tamber Vale", "Ashmere (Apr 2024, small sample)", "Zed")
        ]
        assert places == sorted(places)
        assert len(nodes(part, "circle", "cm-dot--solid")) == 1
        assert len(nodes(part, "circle", "cm-dot")) == 3
        assert len(nodes(part, "rect", "cm-dot")) == 1
        assert len(nodes(part, "path", "cm-interval")) == 3
        assert len(nodes(part, "rect", "cm-wave__none")) == 1
        assert {"61%", "50%", "52%", "49%", "fewer than 100 answers", "not asked"} <= set(texts(part))
        assert "40%" not in texts(part)


def test_a_mark_lies_where_its_share_is_on_the_scale():
    (own,) = nodes(SIMILAR.wide, "circle", "cm-dot--solid")
    scale = {node.get("x"): "".join(node.itertext()) for node in nodes(SIMILAR.wide, "text", "cm-ink2")}
    half = next(float(x) for x, text in scale.items() if text == "50%")
    assert float(own.get("cx")) == pytest.approx(half, abs=0.2)


def test_a_pair_of_waves_has_the_earlier_hollow_the_latest_solid_and_the_verdict_in_words():
    for part in (PAIRS.wide, PAIRS.phone):
        assert len(nodes(part, "circle", "cm-dot")) == 6
        assert len(nodes(part, "circle", "cm-dot--solid")) == 3
        assert {"Apr 2025: 46%", "Apr 2026: 50%", "Apr 2026: 97%", "Clear rise"} <= set(texts(part))
        assert texts(part).count("No clear change") == 2
        assert "target 54% by Mar 2028" in texts(part)
        assert len(nodes(part, "path", "cm-tick")) == 1


def test_a_rise_and_a_fall_are_drawn_alike():
    up = charts.wave_pairs([pair("safe-by-day", "safe", 40, 60)], PLACE)
    down = charts.wave_pairs([pair("safe-by-day", "safe", 60, 40)], PLACE)
    marks = re.compile(r'class="([^"]+)"')
    assert marks.findall(up.wide) == marks.findall(down.wide)
    assert "Clear rise" in texts(up.wide)
    assert "Clear fall" in texts(down.wide)


def test_pairs_say_what_they_have_not():
    for part in (ODD.wide, ODD.phone):
        assert len(nodes(part, "rect", "cm-wave__none")) == 2
        assert len(nodes(part, "rect", "cm-dot")) == 2
        assert texts(part).count("Cannot tell") == 2
        assert "Apr 2026: 50%, small sample" in texts(part)
        assert "Apr 2023: 49%, how sure is not known" in texts(part)
        assert [text for text in texts(part) if "fewer than 100 answers" in text]
    with pytest.raises(ValueError, match="nothing to draw"):
        charts.wave_pairs([], PLACE)


def test_what_nobody_knows_of_any_share_is_said_once():
    drawing = charts.wave_pairs([UNSURE, UNSURE], PLACE)
    check(drawing)
    for part in (drawing.wide, drawing.phone):
        assert texts(part).count("Apr 2023: 49%") == 2
        assert texts(part).count("How sure these are is not known.") == 1
        assert len(nodes(part, "rect", "cm-dot")) == 4


def test_a_small_sample_is_named_under_its_answers():
    few = [
        result(value, question="crime-locally", answer=one, base=300)
        for one, value in (("better", 40.0), ("worse", 60.0))
    ]
    bar = charts.split_bar(split(few, "crime-locally"), PLACE)
    check(bar)
    for part in (bar.wide, bar.phone):
        assert "small sample: fewer than 400 answers" in texts(part)
    assert "small sample" not in " ".join(texts(TREND.wide))
    assert "small samples" in said.strands_note(
        strands([result(30.0, question="asb-litter", answer="big", base=300)])
    )


def test_lutons_strands_are_seven_series_with_every_figure_and_no_mean():
    for part in (SEVEN.wide, SEVEN.phone):
        drawn = [text for text in texts(part) if re.fullmatch(r"\d+%", text) and text not in {"0%", "100%"}]
        assert sorted(drawn) == sorted(f"{value}%" for told in STRANDS.values() for value in told)
        assert len(nodes(part, "circle", "cm-dot")) == 21
        assert len(nodes(part, "circle", "cm-dot--solid")) == 7
        assert len(nodes(part, "path", "cm-wave__line")) == 14
        assert {"2003", "2006", "2008"} <= {text[-4:] for text in texts(part)}
        verdicts = [text for text in texts(part) if "lear" in text.split(" ")[0] or text == "No clear change"]
        assert sorted(verdicts) == ["Clear fall"] * 5 + ["Clear rise", "No clear change"]
    told = described(SEVEN.wide)
    assert "Apr 2003: 67%" in told
    assert told.count(".") == 14  # what each was and whether it moved
    assert "41%" in told
    assert "mean" not in told


def test_seven_strands_stand_on_one_scale_where_a_rise_goes_up():
    for part in (SEVEN.wide, SEVEN.phone):
        dots = [float(node.get("cy")) for node in nodes(part, "circle", "cm-dot")]
        bases = sorted({
            float(re.match(r"M\S+ (\S+)L", node.get("d"))[1]) for node in nodes(part, "path", "cm-axis")
        })  # fmt: skip
        assert len(bases) == 7
        shares = [value for told in STRANDS.values() for value in told]
        heights = [bases[n // 3] - y for n, y in enumerate(dots)]
        assert heights == pytest.approx([58 * value / 100 for value in shares], abs=0.3)


def test_a_strand_that_nobody_asked_keeps_its_row_and_says_so():
    found = strands(luton_without_bases())
    for part in (ALL["strands without bases"].wide, ALL["strands without bases"].phone):
        assert "not asked" in texts(part)
        assert "Rubbish or litter lying around" in texts(part)
        assert len(nodes(part, "rect", "cm-dot")) == 18
    assert "Rubbish or litter lying around: not asked." in described(ALL["strands without bases"].wide)
    assert "nobody knows how sure it is" in said.strands_note(found)
    with pytest.raises(ValueError, match="none of the strands"):
        charts.strand_chart(strands([result(50.0)]), PLACE)


def test_five_thirty_nine_thirty_six_and_twenty_make_one_whole_bar():
    bars = nodes(TREND.wide, "rect", "cm-split")
    wide = [float(bar.get("width")) for bar in bars]
    assert sum(wide) == pytest.approx(760, abs=0.3)
    assert [round(one / 7.6) for one in wide] == [5, 39, 36, 20]
    assert sum(float(bar.get("height")) for bar in nodes(TREND.phone, "rect", "cm-split")) == pytest.approx(
        300, abs=0.3
    )
    for part in (TREND.wide, TREND.phone):
        assert [text for text in texts(part) if "%" in text] == ["5%", "39%", "36%", "20%"]
        assert {"Better", "Stayed the same", "Worse", "Don't know"} <= set(texts(part))
        assert len(nodes(part, "path", "cm-split__lead")) == 4
    assert described(TREND.wide) == "Better 5%; Stayed the same 39%; Worse 36%; Don't know 20%."


def test_those_who_do_not_know_have_no_colour_of_an_opinion():
    for drawing in (TREND, SAFE, SIX):
        for part in (drawing.wide, drawing.phone):
            (unknown,) = nodes(part, "rect", "cm-split--unknown")
            assert (
                unknown is nodes(part, "rect", "cm-split")[-1]
                or unknown.get("class") == "cm-split cm-split--unknown"
            )
    assert len(nodes(SIX.wide, "rect", "cm-split--neither")) == 1
    colours = [node.get("class")[-1] for node in nodes(SIX.wide, "rect", "cm-split")]
    assert colours == ["1", "2", "r", "3", "4", "n"]


def test_what_the_file_leaves_out_is_hatched_and_named():
    for part in (PART.wide, PART.phone):
        (hole,) = [bar for bar in nodes(part, "rect", "cm-split") if bar.get("fill")]
        assert hole.get("fill") == "url(#split-hatch)"
        assert {"61%", "39%", "Not in the file"} <= set(texts(part))
    assert not TREND.defs


def test_answers_with_no_figure_are_not_drawn():
    rows = [
        result(value, question="crime-locally", answer=one, base=80)
        for one, value in (("better", 5.0), ("worse", 95.0))
    ]
    assert charts.split_bar(split(rows, "crime-locally"), PLACE) is None


@settings(max_examples=80)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=9))
def test_no_part_is_too_small_to_be_named(weights: list[int]):
    total = sum(weights)
    rows = [result(100 * one / total, question="odd", answer=f"answer-{n}") for n, one in enumerate(weights)]
    drawing = charts.split_bar(split(rows, "odd"), PLACE)
    check(drawing)
    for part in (drawing.wide, drawing.phone):
        assert len([text for text in texts(part) if text.startswith("Answer")]) == len(weights)


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(1, 30)), min_size=1, max_size=8))
def test_spread_names_never_touch_where_there_is_room(pairs: list[tuple[float, float]]):
    wanted, rooms = sorted(one for one, _ in pairs), [room for _, room in pairs]
    low, high = -sum(rooms), 100 + sum(rooms)
    found = spread(wanted, rooms, low, high)
    for n in range(len(found) - 1):
        assert found[n] + rooms[n] / 2 <= found[n + 1] - rooms[n + 1] / 2 + 1e-6
    assert found[0] - rooms[0] / 2 >= low - 1e-6
    assert found[-1] + rooms[-1] / 2 <= high + 1e-6


def test_notes_say_how_to_read_what_is_there():
    assert "The pale band is as wide as the line of Tamber Vale" in said.shares_note(similar())
    assert "filled mark" in said.pairs_note([TWO])
    assert "filled mark" not in said.pairs_note([NONE])
    assert "dashed frame" in said.waves_note(FEW, trajectory(54, FEW.latest.row.last))
