"""Series, splits and pictures for the tests of charts of shares, and what every such picture keeps."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import combinations
from xml.etree import ElementTree as ET

from crimemap import charts
from crimemap.charts.drawing import text_width
from crimemap.measures.confidence import Series, questions
from crimemap.measures.confidence.targets import Trajectory, trajectory_of
from crimemap.measures.confidence.waves import SplitWave, series_of, splits_of
from crimemap.release import Area
from crimemap.survey import Book, Reported, Result, Role
from crimemap.terms import AreaKind, Nation
from tests.small_places import PARTNERSHIP
from tests.small_surveys import HEADLINE, result, target
from tests.unit.test_charts import SVG, parsed

PLACE = "Tamber & <Vale>"
NAME = "Tamber &amp; &lt;Vale&gt;"


def book(rows: Iterable[Result], reported: Iterable[Reported] = ()) -> Book:
    return Book([("r", rows, reported)])


def series(rows: Iterable[Result], question: str = HEADLINE) -> Series:
    return series_of(book(rows), PARTNERSHIP, questions()[question], AreaKind.PARTNERSHIP)[0]


def pair(question: str, answer: str, before: float, now: float, **others: object) -> Series:
    """Two waves, 2025 and 2026."""
    rows = [result(value, question=question, answer=answer, wave=wave, **others)
            for wave, value in (("2025", before), ("2026", now))]  # fmt: skip
    return series(rows, question)


def split(rows: Iterable[Result], question: str) -> SplitWave:
    return splits_of(book(rows), PARTNERSHIP, question, AreaKind.PARTNERSHIP)[0].latest


def trajectory(
    percent: float, by: date, baseline: float | None = None, until: date = date(2025, 4, 24)
) -> Trajectory:
    rows = [target(percent, by)]
    if baseline is not None:
        rows.append(target(baseline, until, role=Role.BASELINE))
    found = trajectory_of(book((), rows), PARTNERSHIP, "ni-21", questions()[HEADLINE].better, "r")
    assert found
    return found


def area(name: str, position: int) -> Area:
    return Area(
        f"E2200000{position}", AreaKind.PARTNERSHIP, position, name, name, position, "f", Nation.ENGLAND, None, None,
        None, 1, 1, 1, None, None,
    )  # fmt: skip


def nodes(markup: str, tag: str, css: str) -> list[ET.Element]:
    return [node for node in parsed(markup).iter(f"{SVG}{tag}") if css in (node.get("class") or "").split()]


def described(markup: str) -> str:
    return parsed(markup)[0].find(f"{SVG}desc").text


def check(drawing: charts.Drawing) -> None:
    """Well formed, named, nothing inline, nothing outside, no words over other words, every reference met."""
    whole = drawing.__html__()
    ids = re.findall(r'\bid="([^"]+)"', whole)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", whole)) <= set(ids)
    for part, width, css in (
        (drawing.wide, charts.PLATE_WIDE, "cm-chart__wide"),
        (drawing.phone, charts.PLATE_PHONE, "cm-chart__narrow"),
    ):
        svg = parsed(part)[0]
        assert svg.get("class") == css
        assert svg.get("role") == "img"
        assert svg.get("viewBox").startswith(f"0 0 {width} ")
        title, told = svg.get("aria-labelledby").split()
        assert [svg.find(f"{SVG}title").get("id"), svg.find(f"{SVG}desc").get("id")] == [title, told]
        assert svg.find(f"{SVG}title").text
        assert svg.find(f"{SVG}desc").text
        assert all(
            node.get(name) is None for node in svg.iter() for name in ("style", "font-size", "transform")
        )
        check_inside(svg, width, float(svg.get("viewBox").split()[-1]))
        check_apart(svg)


def check_inside(svg: ET.Element, width: float, height: float) -> None:
    for box in svg.iter(f"{SVG}rect"):
        left, top, wide, high = (float(box.get(name)) for name in ("x", "y", "width", "height"))
        assert wide >= 0
        assert high >= 0
        assert left >= -0.5
        assert left + wide <= width + 0.5
        assert -0.5 <= top <= top + high <= height + 0.5
    for dot in svg.iter(f"{SVG}circle"):
        x, y, r = (float(dot.get(name)) for name in ("cx", "cy", "r"))
        assert r <= x <= width - r
        assert r <= y <= height - r
    for path in svg.iter(f"{SVG}path"):
        for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path.get("d")):
            assert -0.5 <= float(x) <= width + 0.5
            assert -0.5 <= float(y) <= height + 0.5
    for left, top, right, bottom in (room(text) for text in svg.iter(f"{SVG}text")):
        assert left >= -2
        assert right <= width + 2
        assert top >= -2
        assert bottom <= height + 2


def check_apart(svg: ET.Element) -> None:
    """Two texts that share more than a hair of room would be read as one."""
    rooms = [(room(text), "".join(text.itertext())) for text in svg.iter(f"{SVG}text")]
    for (one, first), (two, second) in combinations(rooms, 2):
        across = min(one[2], two[2]) - max(one[0], two[0])
        down = min(one[3], two[3]) - max(one[1], two[1])
        assert across <= 7 or down <= 2, (first, second)


def room(text: ET.Element) -> tuple[float, float, float, float]:
    wide = text_width("".join(text.itertext()), strong="cm-strong" in text.get("class")) * 0.94
    x, y = float(text.get("x")), float(text.get("y"))
    left = x - {"start": 0, "middle": wide / 2, "end": wide}[text.get("text-anchor", "start")]
    return left, y - 12, left + wide, y + 4


def values(markup: str) -> list[str]:
    """Every text that carries a percentage."""
    found = ["".join(node.itertext()) for node in parsed(markup).iter(f"{SVG}text")]
    return [text for text in found if "%" in text]
