"""The pictures of an area's page, drawn from its brief, and the documents of its full-screen map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app
from markupsafe import Markup

from crimemap import charts, maps
from crimemap.brief import Brief
from crimemap.charts import Drawing
from crimemap.maps.texts import reading
from crimemap.measures import crime
from crimemap.release import Area, Release
from crimemap.terms import Month
from crimemap.web.site.frame import href
from crimemap.web.site.trends import YearsView, years_view


@dataclass(frozen=True, slots=True)
class Key:
    """An item of a legend."""

    mark: Markup
    label: str


@dataclass(frozen=True, slots=True)
class Pictures:
    """Static, inline, and the same bytes for the same release. Maps are None where no boundary was supplied."""

    types: Drawing
    months: Drawing
    years: YearsView | None
    outcomes: Drawing | None
    hero: Markup | None = None
    wide: Markup | None = None
    phone: Markup | None = None
    reading: tuple[str, ...] = ()
    circles: tuple[Key, ...] = ()
    marks: tuple[Key, ...] = ()


def pictures(brief: Brief) -> Pictures:
    """Everything drawn on the page of an area."""
    types = charts.type_bars(brief.largest_first, stamp=brief.invented)
    months = charts.month_chart(brief.months, stamp=brief.invented)
    years = years_view(brief.trend, brief.quality, "years", stamp=brief.invented)
    outcomes = charts.outcome_bars(brief.outcomes, stamp=brief.invented)
    sheet = brief.sheet
    if sheet is None:
        return Pictures(types, months, years, outcomes)
    return Pictures(
        types,
        months,
        years,
        outcomes,
        hero=_drawn(maps.static_svg(brief.release, sheet, "small", prefix="hero")),
        wide=_drawn(maps.static_svg(brief.release, sheet, "wide", prefix="wide")),
        phone=_drawn(maps.static_svg(brief.release, sheet, "phone", prefix="phone", beside="wide")),
        reading=tuple(reading(sheet)),
        circles=_key(maps.circles(sheet)),
        marks=_key(maps.marks(sheet)),
    )


def _key(items: Sequence[maps.LegendItem]) -> tuple[Key, ...]:
    return tuple(Key(_drawn(item.svg), item.label) for item in items)


def _drawn(svg: str) -> Markup:
    return Markup(svg)  # noqa: S704  # maps escapes every name that it draws


def document(release: Release, sheet: maps.MapSheet | maps.RateSheet, canonical: str) -> str:
    """The page of the full-screen map; `canonical` is the query of its data and its table."""
    area = sheet.area
    asked = f"?{canonical}" if canonical else ""

    def choose(month: Month | None, what: crime.What, *, rate: bool) -> str:
        kind = None if what == crime.ALL else what
        return href("map", area=area, month=month, type=kind, show="rate" if rate else None)

    def still(size: str) -> str:
        picture = href("map_picture", area=area)
        return f"{picture}{asked}{'&' if asked else '?'}size={size}"

    to = maps.MapLinks(
        area=href("area", area=area),
        table=href("crime", area=area) + asked,
        csv=href("crime_csv", area=area) + asked,
        script=href("map_script", area=area),
        data=href("map_data", area=area) + asked,
        ground=href("map_ground", area=area, show="rate" if isinstance(sheet, maps.RateSheet) else None),
        figures=href("map_data", area=area) + f"{asked or '?'}{'&' if asked else ''}ground=no",
        choose=choose,
        screen=still("screen"),
        pocket=still("pocket"),
    )
    return maps.map_document(release, sheet, to, current_app.extensions["crimemap.assets"])


def data(release: Release, sheet: maps.MapSheet | maps.RateSheet, *, ground: bool = True) -> bytes:
    """The data of the full-screen map; its parts lead to their own pages."""

    def address(part: Area) -> str:
        return href("area", area=part)

    return maps.map_data(release, sheet, address, ground=ground)
