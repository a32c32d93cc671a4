"""The map document: a whole page of its own that works without JavaScript, around the folium figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape
from markupsafe import Markup

from crimemap import language, words
from crimemap.language import gettext, month_name
from crimemap.maps import legend, texts
from crimemap.maps.backdrop import Size
from crimemap.maps.leaflet import MAP_ID, Asset, Map, links
from crimemap.maps.sheet import MapSheet
from crimemap.maps.svg import static_svg
from crimemap.measures.crime import What, latest_period
from crimemap.release import Release, Supply
from crimemap.terms import ALL_CRIME, TYPES, types_in_use

_TEMPLATES: Final = Path(__file__).resolve().parents[2] / "templates"


@dataclass(frozen=True, slots=True)
class MapLinks:
    """Addresses that the document needs; `script` and `data` are on this host."""

    area: str
    table: str
    csv: str
    script: str
    data: str


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a select."""

    value: str
    label: str
    chosen: bool


def map_document(release: Release, sheet: MapSheet, to: MapLinks, asset: Asset) -> str:
    """The page of an area's map for one period and type. Holds no inline script or style and no other host.

    `asset` gives an asset's address by name; a KeyError from it means that folium links something new.
    """
    styles, scripts = links(Map(sheet.area).rendered(), asset)
    return _template().render(
        lang=language.current(),
        title=texts.title(sheet),
        sheet=sheet,
        to=to,
        asset=asset,
        styles=styles,
        scripts=[*scripts, to.script],
        map_id=MAP_ID,
        total=texts.whole(sheet),
        period=texts.period_text(sheet.period),
        back=gettext("Back to %(area)s", area=sheet.area.name),
        kinds=list(_kinds(release, sheet)),
        periods=list(_periods(release, sheet)),
        circles=_drawn(legend.circles(sheet, "screen")),
        marks=_drawn(legend.marks(sheet)),
        reading=texts.reading(sheet),
        list_label=texts.list_label(sheet),
        source=texts.source_lines(release, sheet),
        still=_still(release, sheet, "screen"),
        pocket=_still(release, sheet, "pocket"),
        _=gettext,
    )


def _still(release: Release, sheet: MapSheet, size: Size) -> Markup:
    """The picture that stands in the map's place until the script is ready, and for good without it."""
    return Markup(static_svg(release, sheet, size, prefix=size))  # noqa: S704 (we wrote every byte of it)


def _drawn(items: Sequence[legend.LegendItem]) -> list[tuple[Markup, str]]:
    return [(Markup(item.svg), item.label) for item in items]  # noqa: S704 (drawn from numbers alone)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _template() -> Template:
    return _environment().get_template("maps/document.html")


def _kinds(release: Release, sheet: MapSheet) -> Iterator[Option]:
    """All crime, then every type that was on the list in a month of the release."""
    used = frozenset[str]().union(*(types_in_use(month) for month in release.months))
    kinds: list[What] = [ALL_CRIME, *(kind for kind in TYPES if kind in used)]
    for kind in kinds:
        yield Option(str(kind), words.crime_type(kind), kind == sheet.what)


def _periods(release: Release, sheet: MapSheet) -> Iterator[Option]:
    """The latest year, then each month, the newest first; what was not supplied is said."""
    latest = latest_period(release)
    yield Option("", texts.latest_year(latest), latest == sheet.period)
    cover = release.coverage(sheet.area)
    for month, supplied in reversed(list(zip(release.months, cover, strict=True))):
        said = {
            Supply.MISSING: gettext("%(month)s (not supplied)", month=month_name(month)),
            Supply.PARTIAL: gettext("%(month)s (incomplete)", month=month_name(month)),
        }
        chosen = sheet.period.length == 1 and sheet.period.first == month and latest != sheet.period
        yield Option(str(month), said.get(supplied.status, month_name(month)), chosen)
