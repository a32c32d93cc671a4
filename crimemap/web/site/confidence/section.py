"""How people feel on the page of any area: the figure of its partnership, said to be the partnership's."""

from __future__ import annotations

from dataclasses import dataclass

from crimemap import charts
from crimemap.brief import Brief
from crimemap.charts import Drawing
from crimemap.measures.confidence import Confidence, Series
from crimemap.terms import AreaKind


@dataclass(frozen=True, slots=True)
class Section:
    """`found`: of the partnership or the force. `series`: what is drawn, the headline first."""

    found: Confidence
    series: tuple[Series, ...]
    drawing: Drawing | None

    @property
    def has_page(self) -> bool:
        """A partnership has a page of its own; a force stands on the page of all."""
        return self.found.area.kind is AreaKind.PARTNERSHIP


def section_of(told: Brief) -> Section | None:
    """None where the area lies in no partnership and is no force's."""
    found = told.confidence
    if found is None:
        return None
    head = (found.headline,) if found.headline else ()
    series = tuple(one for one in (*head, *found.safe) if one.latest.is_known)
    drawing = None
    if series:
        way = found.trajectory if series[0] is found.headline else None
        drawing = charts.wave_pairs(
            series, found.area.name, "feel-chart", trajectory=way, stamp=told.invented
        )
    return Section(found, series, drawing)
