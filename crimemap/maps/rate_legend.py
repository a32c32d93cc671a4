"""The legend of a map of rates: a swatch for each class with its number and its range in words, and the gaps."""

from __future__ import annotations

from html import escape
from typing import Final

from crimemap.language import gettext
from crimemap.maps.legend import LegendItem
from crimemap.maps.paths import tag
from crimemap.maps.rates import RAMP, WHITE_INK_FROM, RateSheet
from crimemap.maps.styles import INK
from crimemap.maps.symbols import HATCH_LINE, hatch_pattern
from crimemap.words.rates import class_labels

_WIDE, _HIGH = 32, 22

_HATCHED: Final = "key-missing"


def classes(sheet: RateSheet) -> tuple[LegendItem, ...]:
    """All classes of this kind of area and of crime, whether or not this map holds one: breaks never move."""
    labels = class_labels(sheet.breaks)
    return tuple(LegendItem(_swatch(n), label) for n, label in enumerate(labels, 1))


def gaps() -> tuple[LegendItem, ...]:
    """What stands for no rate, whatever this sheet holds (rule M6)."""
    hatch = tag("defs", hatch_pattern(_HATCHED)) + _box(f"url(#{_HATCHED})", HATCH_LINE)
    none = _box("#fff", INK) + _text(gettext("n/a"), INK, 12)
    return (
        LegendItem(_svg(hatch), gettext("No figures supplied. Never means none.")),
        LegendItem(_svg(none), gettext("Few residents, many visitors: no rate.")),
    )


def _swatch(klass: int) -> str:
    ink = "#fff" if klass >= WHITE_INK_FROM else INK
    return _svg(_box(RAMP[klass - 1], INK) + _text(str(klass), ink, 14))


def _box(fill: str, edge: str) -> str:
    return tag("rect", x=0.5, y=0.5, width=_WIDE - 1, height=_HIGH - 1, fill=fill, stroke=edge)


def _text(text: str, ink: str, size: float) -> str:
    at = {"x": _WIDE / 2, "y": _HIGH / 2 + size * 0.36, "text_anchor": "middle"}
    return tag("text", escape(text), **at, font_size=size, font_weight=700, fill=ink)


def _svg(drawn: str) -> str:
    box = {"viewBox": f"0 0 {_WIDE} {_HIGH}", "width": _WIDE, "height": _HIGH}
    return tag("svg", drawn, class_="cm-key__mark", **box, aria_hidden="true", focusable="false")
