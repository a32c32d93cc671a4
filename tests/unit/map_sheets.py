"""Sheets of the small release's maps, and what is read back from what they draw."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

from crimemap import maps
from crimemap.measures.crime import latest_period
from crimemap.release import Release
from crimemap.terms import AreaKind

SVG = "{http://www.w3.org/2000/svg}"
LINKS = maps.MapLinks(
    "/areas/x",
    "/areas/x/crime",
    "/areas/x/crime.csv",
    "/areas/x/map.js",
    "/areas/x/map.geojson",
    "/areas/x/map-ground.geojson",
    "/areas/x/map.geojson?ground=no",
    screen="/areas/x/map.svg?size=screen",
    pocket="/areas/x/map.svg?size=pocket",
)
ASSETS = {
    name: f"/static/{name}"
    for name in (
        "site.css", "leaflet.css", "fullscreen.css", "map.css", "leaflet.js", "fullscreen.js", "map.js",
        "hanken-latin.woff2",
    )
}  # fmt: skip

PAYLOADS = (
    "${alert(1)}", "`${alert(1)}`", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}", "{% raw %}", '"><svg onload=alert(1)>', "' onmouseover='alert(1)", "]]><!--", "\\u003cb\\u003e",
    "javascript:alert(1)", "O'Dowd & Finch",
)  # fmt: skip


def larkwith(release: Release, **choice: object) -> maps.MapSheet:
    area = next(area for area in release.areas(AreaKind.NEIGHBOURHOOD) if area.name == "Larkwith")
    what = choice.get("what", "all-crime")
    return maps.sheet_of(release, area, what, choice.get("period", latest_period(release)), invented=True)


def data(release: Release, sheet: maps.MapSheet) -> dict:
    return json.loads(maps.map_data(release, sheet, lambda area: f"/areas/{area.code}"))


def of_kind(collection: dict, kind: str) -> list[dict]:
    return [each for each in collection["features"] if each["properties"]["k"] == kind]


def document(release: Release, sheet: maps.MapSheet) -> str:
    return maps.map_document(release, sheet, LINKS, ASSETS.__getitem__)


def drawn(release: Release, sheet: maps.MapSheet, size: str = "wide") -> ET.Element:
    return parsed(maps.static_svg(release, sheet, size, standalone=True))


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text)
