"""Figures and boundaries as a Folium document, its data, and a static SVG; the only importer of folium."""

from crimemap.maps.data import map_data
from crimemap.maps.document import MapLinks, map_document
from crimemap.maps.leaflet import Map, map_script
from crimemap.maps.legend import LegendItem, circles, marks
from crimemap.maps.sheet import MapPart, MapSheet, Mark, letters, sheet_of
from crimemap.maps.svg import static_svg

__all__ = [
    "LegendItem",
    "Map",
    "MapLinks",
    "MapPart",
    "MapSheet",
    "Mark",
    "circles",
    "letters",
    "map_data",
    "map_document",
    "map_script",
    "marks",
    "sheet_of",
    "static_svg",
]
