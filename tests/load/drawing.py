"""The map of some 5,000 crimes, against folium's MarkerCluster with a marker for each."""

from __future__ import annotations

import gzip
import inspect
import json
import sys
from collections.abc import Iterator

import folium
from folium.plugins import MarkerCluster

from crimemap import brief, maps
from crimemap.maps import MapLinks, MapSheet
from crimemap.measures import crime
from crimemap.release import Area, MapPoint, Release
from crimemap.terms import CRIME_TYPES, AreaKind
from crimemap.web.site import Assets
from tests.county import ROOT
from tests.load.lines import Aim, Line
from tests.load.material import Material
from tests.load.measuring import in_turns, spent

_CRIMES = 5_000


def measure(material: Material) -> Iterator[Line]:
    """Document, script and data together; processor milliseconds and gzipped bytes."""
    release = material.release
    period = crime.latest_period(release)
    area, many = busy(release)
    sheet = brief.map_of(release, area, crime.ALL, period)
    if sheet is None:
        raise RuntimeError(f"{area.code} has no boundary")
    points = release.points(area, period, CRIME_TYPES)
    drawn: dict[str, bytes] = {}
    asset = Assets(ROOT / "static" / "dist")

    def ours() -> float:
        forget()
        with spent() as took:
            drawn.update(_ours(release, sheet, asset))
        return 1000 * took.cpu

    def reference() -> float:
        with spent() as took:
            drawn["cluster"] = _cluster(points)
        return 1000 * took.cpu

    ours()
    quick, slow = in_turns(1 if material.quick else 2, ours, reference).medians
    sizes = {name: len(gzip.compress(body, 6)) / 1000 for name, body in drawn.items()}
    mine = sizes["document"] + sizes["script"] + sizes["data"]
    said = (
        f"{many:,} crimes at {len(points):,} map points of one {area.kind.value} over {period.length} months, "
        f"{_CRIMES:,} markers; document {sizes['document']:.1f}, script {sizes['script']:.1f}, "
        f"data {sizes['data']:.1f} KB, of which the figures are {_figures(drawn['data']):.1f} KB and the rest is the"
        " ground under them; the reference has no ground (it would ask another host for it) and no still picture"
    )
    yield Line("map", "time of a 5,000-crime map", quick, "ms cpu", slow, Aim(0.01), said)
    yield Line("map", "its bytes, gzipped", mine, "KB", sizes["cluster"], Aim(0.05))


def forget() -> None:
    """Drop what the maps keep of a release, so that the next one is drawn as for the first visitor of a worker."""
    for name, module in list(sys.modules.items()):
        if name.startswith("crimemap.maps"):
            for kept in vars(module).values():
                if hasattr(kept, "cache_clear") and "release" in inspect.signature(kept).parameters:
                    kept.cache_clear()


def _figures(data: bytes) -> float:
    """Kilobytes, gzipped, of the features that stand for counts."""
    told = json.loads(data)
    told["features"] = [one for one in told["features"] if one["properties"]["k"] in {"point", "part"}]
    return len(gzip.compress(json.dumps(told, separators=(",", ":")).encode(), 6)) / 1000


def busy(release: Release) -> tuple[Area, int]:
    """The area whose year is nearest to 5,000 crimes, and how many those are."""
    period = crime.latest_period(release)
    kinds = (AreaKind.NEIGHBOURHOOD, AreaKind.WARD, AreaKind.PARTNERSHIP)
    areas = [area for kind in kinds for area in release.areas(kind) if area.bounds]
    totals = {
        area.code: int(release.counts(area)[-period.length :, 1:].sum()) for area in areas
    }  # anti-social behaviour is the first column, and is no crime
    area = min(areas, key=lambda one: abs(totals[one.code] - _CRIMES))
    return area, totals[area.code]


def _ours(release: Release, sheet: MapSheet, asset: Assets) -> dict[str, bytes]:
    to = MapLinks(
        "/areas/x", "/areas/x/crime", "/areas/x/crime.csv", "/areas/x/map.js", "/areas/x/map.geojson",
        "/areas/x/map-ground.geojson", "/areas/x/map.geojson?ground=no",
    )  # fmt: skip
    return {
        "document": maps.map_document(release, sheet, to, asset).encode(),
        "script": maps.map_script(sheet.area).encode(),
        "data": maps.map_data(release, sheet, lambda part: f"/areas/{part.code}"),
    }


def _cluster(points: list[MapPoint]) -> bytes:
    """What most crime maps do."""
    markers = [point for point in points for _ in range(point.count)]
    markers = (markers * (1 + _CRIMES // max(1, len(markers))))[:_CRIMES]
    drawn = folium.Map(location=[markers[0].lat, markers[0].lon], zoom_start=14)
    cluster = MarkerCluster().add_to(drawn)  # type: ignore[no-untyped-call]  # folium has no types
    for point in markers:
        folium.Marker([point.lat, point.lon], popup=f"On or near {point.name}").add_to(cluster)
    html: str = drawn.get_root().render()
    return html.encode()
