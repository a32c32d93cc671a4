"""What both charts are made with: the template environment, widths of text, and the three pieces of a drawing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

WIDE: Final = 800
PHONE: Final = 354
"""User units, which are CSS pixels at the widths that the page draws them."""

TEMPLATES: Final = Path(__file__).resolve().parents[2] / "templates" / "charts"
_NARROW: Final = frozenset("fijlrtI .,:;'’()-")
_BROAD: Final = frozenset("mwMWŵŴ")

STAMP: Final = "Invented / Dychmygol"
"""The same words in both languages and everywhere, so not translated (look.md)."""
STAMP_ROOM: Final = 38

_NOTHING: Final = Markup("")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart: hatch pattern, the wide drawing, the phone drawing; in a template all three, in this order. `high`: of a
    slide, for a wall of 4 : 3.

    The pattern is in an svg of its own because it would vanish with a drawing that is hidden.
    """

    defs: Markup
    wide: Markup
    phone: Markup
    high: Markup = _NOTHING

    def __html__(self) -> Markup:
        """For `{{ drawing }}` inside <figure class="cm-chart">."""
        return Markup("\n").join((self.defs, self.wide, self.phone))


@dataclass(frozen=True, slots=True)
class Stamp:
    """The mark of an invented county, at the top right."""

    x: float
    width: float
    text: str = STAMP


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle of a series; `css` says which, `hatched` that nothing was supplied."""

    css: str
    x: float
    y: float
    width: float
    height: float
    hatched: bool = False


def stamp_at(width: int, wanted: bool) -> Stamp | None:
    """The stamp of a drawing that wide, or none."""
    wide = text_width(STAMP) + 16
    return Stamp(width - wide - 1, wide) if wanted else None


def text_width(text: str, *, strong: bool = False) -> float:
    """Room for a line of 16 px Hanken Grotesk, on the generous side; there is no browser here to measure it."""
    room = sum(5.4 if letter in _NARROW else 13.0 if letter in _BROAD else 9.2 for letter in text)
    return room * 1.08 if strong else room


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, auto_reload=False
    )
    environment.filters["px"] = px
    return environment


def px(value: float) -> str:
    """A length to a tenth of a pixel, without a needless zero: 12.0 → 12."""
    return (
        f"{value:.1f}".removesuffix(".0").replace("-0", "0")
        if abs(value) < 0.05
        else f"{value:.1f}".removesuffix(".0")
    )


def render(template: str, chart: object) -> Markup:
    """A template of templates/charts with `chart` in it."""
    return Markup(_environment().get_template(template).render(chart=chart))  # noqa: S704 - autoescaped above


def hatch(pattern_id: str) -> Markup:
    """The pattern for what was not supplied, in an svg that takes no room."""
    return Markup(_environment().get_template("marks.svg.jinja").module.hatch(pattern_id))  # type: ignore[attr-defined]  # noqa: S704
