"""Figures and boundaries as a Folium document, its data, and a static SVG; the only importer of folium."""

from crimemap.maps.choices import months
from crimemap.maps.document import MapLinks, map_document
from crimemap.maps.exchange import map_data, map_ground
from crimemap.maps.leaflet import Map, map_script
from crimemap.maps.legend import LegendItem, circles, marks
from crimemap.maps.picture import static_svg
from crimemap.maps.projects import Look, Spot, projects_svg, spot_mark
from crimemap.maps.rates import RatePart, RateSheet, Shade, Shading, rate_sheet, rate_sheet_of
from crimemap.maps.shares import MOST_NAMED, Shaded, share_classes, share_gaps, shares_svg
from crimemap.maps.sheet import MapPart, MapSheet, Mark, letters, sheet_of
from crimemap.maps.slide import SlideMap, Stop, slide_map
from crimemap.maps.svg import area_svg

__all__ = [
    "MOST_NAMED",
    "LegendItem",
    "Look",
    "Map",
    "MapLinks",
    "MapPart",
    "MapSheet",
    "Mark",
    "RatePart",
    "RateSheet",
    "Shade",
    "Shaded",
    "Shading",
    "SlideMap",
    "Spot",
    "Stop",
    "area_svg",
    "circles",
    "letters",
    "map_data",
    "map_document",
    "map_ground",
    "map_script",
    "marks",
    "months",
    "projects_svg",
    "rate_sheet",
    "rate_sheet_of",
    "share_classes",
    "share_gaps",
    "shares_svg",
    "sheet_of",
    "slide_map",
    "spot_mark",
    "static_svg",
]
