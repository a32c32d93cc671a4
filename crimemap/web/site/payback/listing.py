"""The page of projects: by partnership with a map each, and what all of them add up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from crimemap.editorial.payback import Role, Shown, Totals
from crimemap.editorial.payback.listing import Counted
from crimemap.editorial.payback.told import stage_name, totals_told
from crimemap.editorial.payback.totals import parted, total
from crimemap.language import gettext as _
from crimemap.release import Area, Release
from crimemap.web.site.named import name_of
from crimemap.web.site.payback.placed import LOOKS, legend, map_of, mark, spot_of
from crimemap.web.site.payback.words import (
    Picture,
    Said,
    hours,
    picture_of,
    said,
    ward_name,
    when,
)

MOST_MAPS: Final = 4
"""Partnerships with a map each on the page of all; a country's are listed by name."""


MOST_LISTED: Final = 8
"""Projects of one partnership on the page of all."""


@dataclass(frozen=True, slots=True)
class Item:
    """A project of a list. `label` is its number on the map."""

    id: str
    label: str
    mark: Markup
    title: Said
    place: Said
    ward: str
    stage: str
    when: str
    hours: str
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class Section:
    """The projects of one partnership; `more` of them are on its own page."""

    code: str
    name: str
    lead: str
    items: tuple[Item, ...]
    more: int = 0
    wide: Markup | None = None
    phone: Markup | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table of totals; `area` leads to a page."""

    name: str
    totals: Totals
    area: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Parts that add up to `whole`."""

    rows: tuple[Row, ...]
    whole: Totals


@dataclass(frozen=True, slots=True)
class Listing:
    """The page of projects: of all partnerships, or of one."""

    lead: str
    one: Section | None
    sections: tuple[Section, ...]
    partnerships: tuple[tuple[str, str], ...]
    years: tuple[int, ...]
    by_year: Table
    by_place: Table
    no_longer: Totals
    legend: tuple[tuple[Markup, str], ...]
    shown: int


def listing(
    release: Release,
    shown: Sequence[Shown],
    counted: Sequence[Counted],
    *,
    partnership: Area | None,
) -> Listing:
    """Of what is asked for, `shown`; totals are of all that is `counted`, of the partnership or of all."""
    codes = sorted({each.partnership for each in counted}, key=lambda code: name_of(release, code))
    groups = {code: [each for each in shown if each.partnership == code] for code in codes}
    by_place = parted(counted, lambda each: each.ward if partnership else each.partnership)
    names = {each.ward: each.ward_name for each in counted} if partnership else {}
    years = parted((each for each in counted if each.year is not None), lambda each: each.year)
    one = None
    if partnership is not None:
        one = _section(release, partnership.code, groups.get(partnership.code, []), counted, 0, whole=True)
    sections = () if one else _sections(release, groups, counted)
    return Listing(
        lead=totals_told(total(counted)),
        one=one,
        sections=sections,
        partnerships=tuple((code, name_of(release, code)) for code in codes),
        years=tuple(sorted((year for year in years if year), reverse=True)),
        by_year=Table(
            tuple(
                Row(str(year), years[year])
                for year in sorted(years, key=lambda each: each or 0, reverse=True)
            ),
            total(each for each in counted if each.year is not None),
        ),
        by_place=Table(_places(release, by_place, names), total(counted)),
        no_longer=total(each for each in counted if not each.is_shown),
        legend=legend(),
        shown=len(shown),
    )


def _places(release: Release, by_place: Mapping[str, Totals], names: Mapping[str, str]) -> tuple[Row, ...]:
    rows = (
        Row(ward_name(release, code, names.get(code, "")), totals, code if release.area(code) else None)
        for code, totals in by_place.items()
    )
    return tuple(sorted(rows, key=lambda row: row.name))


def _sections(
    release: Release, groups: Mapping[str, Sequence[Shown]], counted: Sequence[Counted]
) -> tuple[Section, ...]:
    """One a partnership, numbered on: a number stands once on the page."""
    found: list[Section] = []
    for code, projects in groups.items():
        before = sum(len(section.items) for section in found)
        mine = [each for each in counted if each.partnership == code]
        found.append(
            _section(release, code, projects, mine, before, whole=False, drawn=len(groups) <= MOST_MAPS)
        )
    return tuple(found)


def _section(
    release: Release,
    code: str,
    projects: Sequence[Shown],
    counted: Sequence[Counted],
    before: int,
    *,
    whole: bool,
    drawn: bool = True,
) -> Section:
    listed = projects if whole else projects[:MOST_LISTED]
    numbered = [(str(before + place), each) for place, each in enumerate(listed, 1)]
    area = release.area(code)
    wide = phone = None
    if area is not None and area.bounds is not None and numbered and drawn:
        spots = [spot for label, each in numbered if (spot := spot_of(release, label, each))]
        told = (
            _("Projects in %(place)s", place=area.name),
            _("Each number stands for a project of the list."),
        )
        if whole:
            wide = map_of(release, area, spots, "wide", told, prefix="wide")
        phone = map_of(
            release, area, spots, "phone", told, prefix=f"phone{before}", beside="wide" if whole else ""
        )
    return Section(
        code, name_of(release, code), totals_told(total(counted)),
        tuple(_item(release, label, each) for label, each in numbered), len(projects) - len(listed), wide, phone,
    )  # fmt: skip


def _item(release: Release, label: str, each: Shown) -> Item:
    project = each.project
    picture = picture_of(each, Role.AFTER) or picture_of(each, Role.WORK) or picture_of(each, Role.BEFORE)
    return Item(
        id=each.id,
        label=label,
        mark=mark(LOOKS[each.stage], label),
        title=said(project.title),
        place=said(project.place),
        ward=ward_name(release, each.ward, project.ward_name),
        stage=stage_name(each.stage),
        when=when(each.stage, project),
        hours=hours(each),
        picture=picture,
    )
