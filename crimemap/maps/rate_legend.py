"""The legend of a map of rates: a swatch for each class with its number and its range in words, and the gaps."""

from __future__ import annotations

from html import escape
from typing import Final

from crimemap.language import gettext
from crimemap.maps.legend import LegendItem
from crimemap.maps.paths import tag
from crimemap.maps.rates import RAMP, RateSheet, ink_over
from crimemap.maps.styles import INK
from crimemap.maps.symbols import HATCH_LINE, hatch_pattern
from crimemap.words.rates import class_labels

_WIDE, _HIGH = 32, 22

_HATCHED: Final = "key-missing"


def classes(sheet: RateSheet) -> tuple[LegendItem, ...]:
    """All classes of this kind of area and of crime, whether or not this map holds one: breaks never move."""
    labels = class_labels(sheet.breaks)
    return tuple(LegendItem(swatch(n), label) for n, label in enumerate(labels, 1))


def gaps() -> tuple[LegendItem, ...]:
    """What stands for no rate, whatever this sheet holds (rule M6)."""
    return (
        LegendItem(hatched(_HATCHED), gettext("No figures supplied. Never means none.")),
        LegendItem(white(gettext("n/a")), gettext("Few residents, many visitors: no rate.")),
    )


def hatched(name: str) -> str:
    """A box of what was not supplied; `name` is the id of its pattern in the page."""
    return _svg(tag("defs", hatch_pattern(name)) + _box(f"url(#{name})", HATCH_LINE))


def white(text: str) -> str:
    """A box of what has no class, with its word."""
    return _svg(_box("#fff", INK) + _text(text, INK, 12))


def swatch(klass: int, *, numbered: bool = True) -> str:
    """A box of a class, with its number where the map writes it too."""
    return _svg(_box(RAMP[klass - 1], INK) + (_text(str(klass), ink_over(klass), 14) if numbered else ""))


def _box(fill: str, edge: str) -> str:
    return tag("rect", x=0.5, y=0.5, width=_WIDE - 1, height=_HIGH - 1, fill=fill, stroke=edge)


def _text(text: str, ink: str, size: float) -> str:
    at = {"x": _WIDE / 2, "y": _HIGH / 2 + size * 0.36, "text_anchor": "middle"}
    return tag("text", escape(text), **at, font_size=size, font_weight=700, fill=ink)


def _svg(drawn: str) -> str:
    box = {"viewBox": f"0 0 {_WIDE} {_HIGH}", "width": _WIDE, "height": _HIGH}
    return tag("svg", drawn, class_="cm-key__mark", **box, aria_hidden="true", focusable="false")
