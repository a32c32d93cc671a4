"""The map of partnerships on the page of all: the shares of one survey's question, shaded, with its legend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from crimemap import brief, maps
from crimemap.language import gettext as _
from crimemap.language import listed
from crimemap.maps import LegendItem, Shaded
from crimemap.measures.confidence.picture import Overview, OverviewRow
from crimemap.release import Release
from crimemap.web.site.drawing import Key
from crimemap.words.confidence import percent

LEAST: Final = 2
"""Of fewer partnerships with a share there is nothing to see on a map."""


@dataclass(frozen=True, slots=True)
class ShareMap:
    """The picture for wide and narrow windows, what its shades mean, and how it is read."""

    wide: Markup
    phone: Markup
    classes: tuple[Key, ...]
    gaps: tuple[Key, ...]
    reading: tuple[str, ...]


def map_of(overview: Overview, release: Release) -> ShareMap | None:
    """None where no partnership has a boundary, or fewer than LEAST have a share of the same survey."""
    survey = _main_survey(overview)
    shaded = [_shaded(row, survey) for row in overview.rows]
    drawn = [one for one in shaded if one.shade is maps.Shade.CLASS and one.area.bounds is not None]
    if overview.question is None or len(drawn) < LEAST:
        return None
    breaks, told = overview.question.breaks, (_title(overview), _description(drawn))
    invented = brief.is_invented(release)
    sources = _sources(overview, survey, invented=invented)
    wide, phone = (
        maps.shares_svg(
            release,
            shaded,
            breaks,
            size,
            told=told,
            sources=sources,
            prefix=f"feel-{size}",
            invented=invented,
        )
        for size in ("wide", "phone")
    )
    return ShareMap(
        _drawn(wide), _drawn(phone), _keys(maps.share_classes(breaks, numbered=len(shaded) > maps.MOST_NAMED)),
        _keys(maps.share_gaps(apart=any(one.apart for one in shaded))),
        _reading(drawn),
    )  # fmt: skip


def _main_survey(overview: Overview) -> str:
    """The survey that most partnerships have a share of; of several the first by name."""
    found = Counter(row.series.survey for row in overview.known if row.series)
    return min(found, key=lambda name: (-found[name], name), default="")


def _shaded(row: OverviewRow, survey: str) -> Shaded:
    if row.series is None:
        return Shaded(row.area, None)
    latest = row.share if row.share is not None else row.series.latest
    return Shaded(row.area, latest.figure, apart=row.series.survey != survey)


def _title(overview: Overview) -> str:
    question = overview.question
    return _("Map: %(question)s", question=_(question.title) if question else "")


def _description(drawn: Sequence[Shaded]) -> str:
    shares = [float(one.figure.value or 0) for one in drawn if one.figure]
    names = [_("%(place)s %(share)s", place=one.area.name, share=_share(one)) for one in drawn]
    if len(drawn) <= maps.MOST_NAMED:
        return _("%(shares)s. The same figures are in the table.", shares=listed(names))
    return _(
        "%(num)s partnerships, from %(least)s to %(most)s. The same figures are in the table.",
        num=len(drawn), least=percent(min(shares)), most=percent(max(shares)),
    )  # fmt: skip


def _share(one: Shaded) -> str:
    return percent(float(one.figure.value or 0)) if one.figure else ""


def _sources(overview: Overview, survey: str, *, invented: bool) -> tuple[str, ...]:
    rows = [
        row.share.row for row in overview.known if row.share and row.series and row.series.survey == survey
    ]
    latest = max(rows, key=lambda row: row.wave, default=None)
    figures = ""
    if latest is not None:
        figures = _("Figures: %(source)s, %(licence)s.", source=latest.source, licence=latest.licence)
    ground = _("Boundaries: invented.") if invented else _("Contains OS and ONS data © Crown copyright.")
    return (figures, ground)


def _reading(shares: Sequence[Shaded]) -> tuple[str, ...]:
    chance = _("Two partnerships in different shades may still differ by chance alone.")
    if any(one.figure and one.figure.interval for one in shares):
        chance = _(
            "Two partnerships in different shades may still differ by chance alone: the table has the intervals."
        )
    shade = _(
        "A darker shade means a larger share. Where a shade begins stays the same from one survey to the next."
    )
    if len(shares) > maps.MOST_NAMED:
        return (shade, _("The number in each partnership is its shade in the legend."), chance)
    return (shade, chance)


def _keys(items: Sequence[LegendItem]) -> tuple[Key, ...]:
    return tuple(Key(_drawn(item.svg), item.label) for item in items)


def _drawn(svg: str) -> Markup:
    return Markup(svg)  # noqa: S704  # maps escapes every name that it draws
