"""What the panel beside the full-screen map says: the same places for circles and for shading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from crimemap.language import gettext
from crimemap.maps import legend, rate_legend, rate_texts, texts
from crimemap.maps.legend import LegendItem
from crimemap.maps.rates import RateSheet
from crimemap.maps.sheet import MapSheet
from crimemap.measures import crime
from crimemap.release import Release
from crimemap.words import Sentence, map_summary
from crimemap.words.maps import rate_map_summary

Drawn = tuple[tuple[Markup, str], ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """Title, period and figure of the whole; the map in words; its legend; what the one tab stop is called."""

    title: str
    period: str
    total: str
    unit: str
    summary: Sentence
    heading: str
    circles: Drawn
    classes: Drawn
    marks: Drawn
    reading: tuple[str, ...]
    list_label: str
    source: tuple[str, ...]


def counts(release: Release, sheet: MapSheet) -> Panel:
    """Of circles."""
    return Panel(
        title=texts.title(sheet),
        period=texts.period_text(sheet.period),
        total=texts.whole(sheet),
        unit="",
        summary=map_summary(crime.parts(release, sheet.area, sheet.what, sheet.period)),
        heading=gettext("Reading the circles"),
        circles=_drawn(legend.circles(sheet, "screen")),
        classes=(),
        marks=_drawn(legend.marks(sheet)),
        reading=tuple(texts.reading(sheet)),
        list_label=texts.list_label(sheet),
        source=texts.source_lines(release, sheet),
    )


def rates(release: Release, sheet: RateSheet) -> Panel:
    """Of shading."""
    return Panel(
        title=rate_texts.title(sheet),
        period=texts.period_text(sheet.period),
        total=rate_texts.whole(sheet),
        unit=rate_texts.unit(sheet),
        summary=rate_map_summary(sheet.table, whole=False),
        heading=gettext("Reading the shading"),
        circles=(),
        classes=_drawn(rate_legend.classes(sheet)),
        marks=_drawn(rate_legend.gaps()),
        reading=tuple(rate_texts.reading()),
        list_label=rate_texts.list_label(sheet),
        source=rate_texts.source_lines(release, sheet),
    )


def _drawn(items: Sequence[LegendItem]) -> Drawn:
    return tuple((Markup(item.svg), item.label) for item in items)  # noqa: S704 (drawn from numbers alone)
