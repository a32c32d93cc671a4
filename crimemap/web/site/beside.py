"""What the sections of comparison and deprivation need beyond their measures: pictures and addresses."""

from __future__ import annotations

from dataclasses import dataclass

from crimemap import charts
from crimemap.brief import Brief
from crimemap.charts import Drawing
from crimemap.measures.comparison import Comparison
from crimemap.measures.deprivation import Scale
from crimemap.release import Area
from crimemap.web.site.frame import href


@dataclass(frozen=True, slots=True)
class ScalePicture:
    """A scale of deprivation and its strip; `id` is unique in the page."""

    id: str
    scale: Scale
    strip: Drawing


@dataclass(frozen=True, slots=True)
class Beside:
    """`strip`: None where nothing is compared."""

    strip: Drawing | None
    scales: tuple[ScalePicture, ...]


def beside_of(brief: Brief) -> Beside:
    """The pictures of the two sections, drawn from the brief of an area."""
    found = brief.comparison
    scales = tuple(
        ScalePicture(
            f"tenths-{n}",
            scale,
            charts.tenths_strip(scale, brief.area.name, f"tenths-{n}", stamp=brief.invented),
        )
        for n, scale in enumerate(brief.deprivation.scales, 1)
    )
    strip = charts.beside_strip(found, stamp=brief.invented) if found.rows else None
    return Beside(strip, scales)


def compare_link(*areas: Area) -> str:
    """The address of the page that sets these areas side by side."""
    return href("compare") + "?areas=" + ",".join(area.code for area in areas)


def compare_all(found: Comparison) -> list[tuple[Area, str]]:
    """Each of the others with the address of the two side by side."""
    return [(row.area, compare_link(found.area, row.area)) for row in found.others]
