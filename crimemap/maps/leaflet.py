"""The folium map: our own Map class with local assets, rendered into a script of its own; nothing inline."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

import folium
from branca.element import Figure, Link, MacroElement
from folium.template import Template

from crimemap.language import gettext
from crimemap.maps.ground import surroundings
from crimemap.release import Area

Asset = Callable[[str], str]
"""Asset name ("leaflet.js") → its address here. Raises KeyError for a name that is not ours."""

CLOSEST: Final = 18
MAP_ID: Final = "map_area"
"""The element that holds the map, and the script's variable: the same in every document."""

_STYLES: Final = ("leaflet.css", "fullscreen.css", "map.css")
_SCRIPTS: Final = ("leaflet.js", "fullscreen.js", "map.js")


class Map(folium.Map):
    """A folium map of one area whose assets are all ours, whose output is the same bytes every time.

    Class-level lists replace folium's, which link ten addresses on four other hosts; they are set here once
    and never per map, since folium changes them in place for the whole process.
    """

    default_js = [(name, name) for name in _SCRIPTS]  # noqa: RUF012 (folium reads it as an instance's)
    default_css = [(name, name) for name in _STYLES]  # noqa: RUF012

    def __init__(self, area: Area) -> None:
        west, south, east, north = surroundings(area)
        super().__init__(
            location=[(south + north) / 2, (west + east) / 2],
            tiles=None,
            zoom_start=_zoom_of(east - west) + 1,
            zoom_control="bottomright",
            minZoom=_zoom_of(east - west) - 1,
            maxZoom=CLOSEST,
            maxBounds=[[south, west], [north, east]],
            maxBoundsViscosity=0.6,
            zoomSnap=0.25,
            zoomDelta=0.5,
            wheelPxPerZoomLevel=90,
            attributionControl=False,
            keyboard=False,
            control_scale=False,
        )
        self._id = "area"
        self._parent.title = None
        self._parent._id = "page"  # noqa: SLF001 (branca makes a random one, and two renders must be equal)
        self.add_child(_Show(area), name="show")

    def rendered(self) -> Figure:
        """The figure with header, html and script filled; folium's inline styles and viewport are left out."""
        figure = self._parent
        figure.render()
        for name, child in list(figure.header._children.items()):  # noqa: SLF001 (branca has no other way)
            if not isinstance(child, Link):
                del figure.header._children[name]  # noqa: SLF001
        return figure


class _Show(MacroElement):
    """Hands the map to static/src/map, which fetches the document's one data address and draws it."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "crimemap.show({{ this._parent.get_name() }}, {{ this.options | tojavascript }});"
        "{% endmacro %}"
    )

    def __init__(self, area: Area) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name, self._id = "Show", "area"
        west, south, east, north = area.bounds or (0.0, 0.0, 0.0, 0.0)
        self.options: dict[str, Any] = {
            "bounds": [[south, west], [north, east]],
            "fullscreen": gettext("Full screen"),
            "leave": gettext("Leave full screen"),
            "closer": gettext("Closer"),
            "further": gettext("Further away"),
            "near": gettext("Map points are shown. Arrow keys go through those of this part."),
            "none": gettext("No map point of this part has figures. The minus key goes further away."),
            "far": gettext("Arrow keys go through the parts again."),
        }


def _zoom_of(degrees: float) -> int:
    """The whole zoom level at which so many degrees of longitude are about 1,000 pixels."""
    return max(1, math.floor(math.log2(360 * 1000 / 256 / max(degrees, 1e-4))))


def map_script(area: Area) -> str:
    """The script of `area`'s map, for its own address: the same for every month and type."""
    return str(Map(area).rendered().script.render())


def links(figure: Figure, asset: Asset) -> tuple[list[str], list[str]]:
    """Addresses of styles and scripts in order. A KeyError catches any link that is not one of our assets."""
    found: tuple[list[str], list[str]] = ([], [])
    for child in figure.header._children.values():  # noqa: SLF001
        if isinstance(child, Link):
            found[child.url.endswith(".js")].append(asset(child.url))
    return found
