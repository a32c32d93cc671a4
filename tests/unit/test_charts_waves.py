"""A question over its waves: every wave in its place, joined only where it may be, and nothing without its words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crimemap import charts, language
from crimemap.measures.confidence import Series
from crimemap.survey import Lack, Result
from crimemap.words import confidence_charts as said
from tests.small_surveys import bare, result
from tests.unit.picture_of_shares import NAME, PLACE, check, described, nodes, series, trajectory
from tests.unit.test_charts import texts

TWO = series([result(46.0, wave="2025"), result(50.0)])
AIM = trajectory(54, date(2028, 3, 31), 46)
FEW = series(
    [
        result(44.0, wave="2022"),
        result(46.0, wave="2023", base=90),
        result(41.0, wave="2024", base=250),
        result(50.0, wave="2025"),
    ]
)
BROKEN = series(
    [
        result(44.0, wave="2021"),
        result(46.0, wave="2022"),
        result(58.0, wave="2023", mode="telephone"),
        result(57.0, wave="2024", mode="telephone", wording="Other words?"),
    ]
)
LACKS = frozenset({Lack.BASE, Lack.WORDING, Lack.MODE})


def quarters(many: int = 37) -> list[Result]:
    """As MOPAC's file has them: a day, no number of answers."""
    rows = []
    for n in range(many):
        year, quarter = divmod(n + 3, 4)
        last = date(2014 + year, 3 * quarter + 3, 30)
        rows.append(
            replace(
                result(56.0 + n % 9, question="mopac-good-job", base=None, design_given=False, wording="", mode=""),
                wave=last.isoformat(), first=None, last=last, lacks=LACKS,
            )
        )  # fmt: skip
    return rows


MOPAC = series(quarters(), "mopac-good-job")
ALL = [
    charts.wave_chart(TWO, PLACE, trajectory=AIM),
    charts.wave_chart(
        TWO, PLACE, "b", trajectory=trajectory(60, date(2027, 12, 31), 38, date(2024, 3, 31)), stamp=True
    ),
    charts.wave_chart(series([result(50.0)]), PLACE),
    charts.wave_chart(series([result(50.0)]), PLACE, trajectory=trajectory(55, date(2027, 3, 31))),
    charts.wave_chart(series([result(50.0, base=90)]), PLACE),
    charts.wave_chart(FEW, PLACE, trajectory=AIM),
    charts.wave_chart(BROKEN, PLACE, stamp=True),
    charts.wave_chart(series(bare(), "mopac-good-job"), PLACE),
    charts.wave_chart(MOPAC, PLACE),
    charts.wave_chart(series([result(0.2, wave="2024"), result(99.7, wave="2025"), result(0.0)]), PLACE),
]


@pytest.mark.parametrize("drawing", ALL)
def test_a_chart_of_waves_is_whole_named_and_nothing_in_it_meets(drawing: charts.Drawing):
    check(drawing)
    assert NAME in drawing.wide


def test_the_same_waves_give_the_same_bytes():
    one, two = (charts.wave_chart(series([result(46.0, wave="2025"), result(50.0)]), PLACE) for _ in range(2))
    assert one.__html__() == two.__html__()


def test_the_latest_wave_is_solid_the_earlier_hollow_each_with_its_interval_and_value():
    for part in (ALL[0].wide, ALL[0].phone):
        earlier, latest = nodes(part, "circle", "cm-dot")
        assert "cm-dot--solid" not in earlier.get("class")
        assert "cm-dot--solid" in latest.get("class")
        assert float(latest.get("cy")) < float(earlier.get("cy"))
        assert len(nodes(part, "path", "cm-interval")) == 2
        assert {"46%", "50%"} <= set(texts(part))


def test_percentages_run_from_nought_to_a_hundred_whatever_is_drawn():
    for drawing in ALL:
        for part in (drawing.wide, drawing.phone):
            assert {"0%", "25%", "50%", "75%", "100%"} <= set(texts(part))
    (dot,) = nodes(ALL[2].wide, "circle", "cm-dot")
    (base,) = nodes(ALL[2].wide, "path", "cm-axis")
    assert float(dot.get("cy")) == pytest.approx(
        float(re.findall(r"L\S+ (\S+)", base.get("d"))[0]) - 140, abs=0.2
    )


def test_an_interval_reaches_as_far_as_wilson_says():
    interval = TWO.latest.figure.interval
    (path,) = nodes(ALL[2].wide, "path", "cm-interval")
    top, foot = (float(y) for y in re.match(r"M\S+ (\S+?)V([\d.]+)", path.get("d")).groups())
    assert (foot - top) / 280 * 100 == pytest.approx(interval.upper - interval.lower, abs=0.1)


def test_the_way_to_a_target_is_dashed_and_named_with_its_day():
    for part in (ALL[0].wide, ALL[0].phone):
        assert len(nodes(part, "path", "cm-aim")) == 1
        assert (
            " ".join(text for text in texts(part) if "target" in text or "2028" in text)
            == "Mar 2028 target 54% by Mar 2028"
        )
    assert "target 54% by Mar 2028" in described(ALL[0].wide)
    assert not [text for text in texts(ALL[0].wide) if "baseline" in text]
    assert "baseline 38%" in texts(ALL[1].wide)
    assert not nodes(ALL[2].wide, "path", "cm-aim")


def test_too_few_answers_leave_an_empty_place_that_says_so_and_no_number():
    for part in (ALL[5].wide, ALL[5].phone):
        assert len(nodes(part, "rect", "cm-wave__none")) == 1
        assert len(nodes(part, "circle", "cm-dot")) == 3
        assert len(nodes(part, "path", "cm-wave__line")) == 1
        assert "no figure: fewer than 100 answers" in texts(part)
        assert "small sample" in texts(part)
        assert not [text for text in texts(part) if "46%" in text and "baseline" not in text]
    assert "Apr 2023: no figure: fewer than 100 answers" in described(ALL[5].wide)
    assert "nan" not in ALL[5].__html__().lower()


def test_a_break_is_dotted_with_its_words_and_no_line_crosses_it():
    for part in (ALL[6].wide, ALL[6].phone):
        assert len(nodes(part, "path", "cm-break")) == 2
        assert len(nodes(part, "path", "cm-wave__line")) == 1
    assert {"asked in another way from here", "other words from here"} <= set(texts(ALL[6].wide))
    assert {"another way", "other words"} <= set(texts(ALL[6].phone))


def test_a_share_of_unknown_sureness_is_a_square_and_says_so():
    for drawing, many in ((ALL[7], 2), (ALL[8], 37)):
        for part in (drawing.wide, drawing.phone):
            assert not nodes(part, "circle", "cm-dot")
            assert not nodes(part, "path", "cm-interval")
            assert len(nodes(part, "rect", "cm-dot")) == many
            assert len(nodes(part, "rect", "cm-dot--solid")) == 1
            assert "how sure is not known" in texts(part)
    assert "nobody knows how sure it is" in said.waves_note(MOPAC)
    assert "95%" not in said.waves_note(MOPAC)


def test_thirty_seven_quarters_stand_apart_over_a_scale_of_years():
    for part in (ALL[8].wide, ALL[8].phone):
        xs = [float(node.get("x")) for node in nodes(part, "rect", "cm-dot")]
        wide = [float(node.get("width")) for node in nodes(part, "rect", "cm-dot")]
        assert all(xs[n] + wide[n] < xs[n + 1] for n in range(36))
        assert {"2015", "2023"} <= set(texts(part))
        assert {"56%", "64%"} <= set(texts(part))  # the first and lowest, and the highest
    assert described(ALL[8].wide).startswith("Asked 37 times.")


def test_time_runs_evenly():
    uneven = series([result(40.0, wave="2003"), result(41.0, wave="2006"), result(42.0, wave="2008")])
    for part in (charts.wave_chart(uneven, PLACE).wide, charts.wave_chart(uneven, PLACE).phone):
        one, two, three = (float(node.get("cx")) for node in nodes(part, "circle", "cm-dot"))
        assert (two - one) / (three - two) == pytest.approx(1096 / 731, rel=0.02)


def test_only_marks_that_occur_are_explained():
    assert said.waves_note(series([result(50.0)])) == (
        "The line through a mark is its 95% interval: how far chance may have moved it."
    )
    assert "dashed line" in said.waves_note(TWO, AIM)
    assert "dotted upright" in said.waves_note(BROKEN)
    assert "dashed frame" in said.waves_note(FEW)
    assert "filled mark" in said.waves_note(FEW)
    assert "filled mark" not in said.waves_note(series([result(46.0, wave="2025"), result(50.0, base=90)]))


def test_a_welsh_page_has_no_word_of_another_language_put_together_here():
    with language.using("cy"):
        check(charts.wave_chart(TWO, PLACE, trajectory=AIM))


WAVES = st.lists(
    st.tuples(
        st.floats(0, 100), st.sampled_from([None, 60, 100, 250, 1100]), st.sampled_from(["post", "web"]),
        st.integers(20, 900),
    ),
    min_size=1, max_size=40,
)  # fmt: skip


def drawn(waves: list[tuple[float, int | None, str, int]]) -> Series:
    day, rows = date(2010, 3, 1), []
    for percent, base, mode, apart in waves:
        day += timedelta(days=apart)
        lacks = frozenset({Lack.BASE}) if base is None else frozenset()
        one = result(
            percent, base=base, mode=mode, lacks=lacks, effective=None if base is None else float(base)
        )
        rows.append(replace(one, wave=day.isoformat(), first=day - timedelta(days=10), last=day))
    return series(rows)


@settings(max_examples=80)
@given(WAVES, st.one_of(st.none(), st.tuples(st.floats(0, 100), st.floats(0, 100), st.integers(1, 3000))))
def test_no_waves_whatever_leave_the_drawing_or_lose_a_mark(waves, aim):
    one = drawn(waves)
    began = one.waves[0].row.last
    way = trajectory(aim[0], began + timedelta(days=aim[2]), aim[1], began) if aim else None
    drawing = charts.wave_chart(one, PLACE, trajectory=way)
    check(drawing)
    known = sum(wave.share.is_known for wave in one.waves)
    for part in (drawing.wide, drawing.phone):
        assert len([*nodes(part, "circle", "cm-dot"), *nodes(part, "rect", "cm-dot")]) == known
        assert len(nodes(part, "rect", "cm-wave__none")) == len(one.waves) - known
