"""The map document: a whole page of its own that works without JavaScript, around the folium figure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape

from crimemap import language
from crimemap.language import gettext
from crimemap.maps import choices, panel, rate_texts, texts
from crimemap.maps.choices import Choose
from crimemap.maps.extent import extent_of
from crimemap.maps.leaflet import MAP_ID, Asset, Map, links
from crimemap.maps.rates import RateSheet
from crimemap.maps.sheet import MapSheet
from crimemap.measures.crime import What, latest_period
from crimemap.release import Release
from crimemap.terms import ALL_CRIME, Month

_TEMPLATES: Final = Path(__file__).resolve().parents[2] / "templates"


def relative(month: Month | None, what: What, *, rate: bool) -> str:
    """The choice as a query beside the address of the document."""
    chosen = {"month": month, "type": None if what == ALL_CRIME else what, "show": "rate" if rate else None}
    return "?" + urlencode({name: str(value) for name, value in chosen.items() if value is not None})


@dataclass(frozen=True, slots=True)
class MapLinks:
    """Addresses that the document needs, all on this host.

    `data` is all that is drawn, for anyone; the page itself fetches `ground`, the same for every month and type, and
    `figures`. `choose` gives the address of another choice. `screen` and `pocket` are pictures that stand in the map's
    place until the script is ready, and for good without it.
    """

    area: str
    table: str
    csv: str
    script: str
    data: str
    ground: str
    figures: str
    choose: Choose = relative
    screen: str = "map.svg?size=screen"
    pocket: str = "map.svg?size=pocket"


def map_document(release: Release, sheet: MapSheet | RateSheet, to: MapLinks, asset: Asset) -> str:
    """The page of an area's map for one period and type. Holds no inline script or style and no other host.

    `asset` gives an asset's address by name; a KeyError from it means that folium links something new.
    """
    styles, scripts = links(Map(sheet.area).rendered(), asset)
    rate = isinstance(sheet, RateSheet)
    told = panel.rates(release, sheet) if isinstance(sheet, RateSheet) else panel.counts(release, sheet)
    return _template().render(
        lang=language.current(),
        sheet=sheet,
        rate=rate,
        told=told,
        to=to,
        asset=asset,
        styles=styles,
        scripts=[*scripts, to.script],
        map_id=MAP_ID,
        bounds=",".join(f"{edge:.5f}" for edge in extent_of(release, sheet.area)),
        back=gettext("Back to %(area)s", area=sheet.area.name),
        kinds=choices.kinds(release, sheet.what, to.choose, _month(sheet, release), rate=rate),
        periods=choices.periods(release, sheet.area, sheet.period, rate=rate),
        steps=choices.steps(release, sheet.period, sheet.what, to.choose, rate=rate),
        other=to.choose(_month(sheet, release), sheet.what, rate=not rate),
        alt=_alt(sheet),
        _=gettext,
    )


def _month(sheet: MapSheet | RateSheet, release: Release) -> Month | None:
    """The month that the choice of this sheet names; None for the latest year."""
    return None if sheet.period == latest_period(release) else sheet.period.last


def _alt(sheet: MapSheet | RateSheet) -> str:
    """The picture in words: its title and its description."""
    if isinstance(sheet, RateSheet):
        return f"{rate_texts.title(sheet)}. {rate_texts.description(sheet)}"
    return f"{texts.title(sheet)}. {texts.description(sheet)}"


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
