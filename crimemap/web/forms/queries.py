"""What a visitor sent, as typed queries. A value that cannot be meant is a 400 that says what is expected."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, Self
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from crimemap import places
from crimemap.language import gettext as _
from crimemap.measures.comparison import MOST_SIDES
from crimemap.release import Area, Release
from crimemap.terms import ALL_CRIME, TYPES, CrimeType, Month
from crimemap.web.site import BadQuery, NoFigures, said_back
from crimemap.web.site.comparing import FIELDS

_FIRST_YEAR, _LAST_YEAR = 1900, 2999


@dataclass(frozen=True, slots=True)
class CrimeQuery:
    """`?month=YYYY-MM&type=slug&show=rate`. No month: all of them; no type: all crime; no show: counts."""

    month: Month | None = None
    type: CrimeType | None = None
    show: Literal["count", "rate"] = "count"

    @classmethod
    def from_args(cls, args: MultiDict[str, str]) -> Self:
        """Raises BadQuery. Other parameters are ignored; of a repeated one the first counts."""
        return cls(
            month_asked(args.get("month", "")), _type(args.get("type", "")), _show(args.get("show", ""))
        )

    def canonical(self) -> str:
        """The one query string that says the same."""
        pairs = {"month": self.month, "type": self.type, "show": self.shown}
        return urlencode({name: str(value) for name, value in pairs.items() if value is not None})

    @property
    def shown(self) -> str | None:
        """`show` as an address has it: counts are what is shown unless rates are asked for."""
        return None if self.show == "count" else self.show

    @property
    def choice(self) -> str:
        """The slug of the chosen type, or of all crime."""
        return self.type or ALL_CRIME


@dataclass(frozen=True, slots=True)
class PictureQuery:
    """`?month=&type=&show=&size=`: a map's picture; "screen" and "pocket" stand in the full-screen map's place."""

    choice: CrimeQuery = CrimeQuery()
    size: Literal["wide", "screen", "pocket"] = "wide"

    @classmethod
    def from_args(cls, args: MultiDict[str, str]) -> Self:
        """Raises BadQuery."""
        choice = CrimeQuery.from_args(args)
        match args.get("size", ""):
            case "" | "wide":
                return cls(choice)
            case "screen":
                return cls(choice, "screen")
            case "pocket":
                return cls(choice, "pocket")
            case text:
                raise BadQuery(
                    _(
                        "“%(text)s” is no size of this picture. Write wide, screen or pocket.",
                        text=said_back(text),
                    )
                )

    def canonical(self) -> str:
        """The one query string that says the same."""
        size = "" if self.size == "wide" else f"size={self.size}"
        return "&".join(pair for pair in (self.choice.canonical(), size) if pair)


@dataclass(frozen=True, slots=True)
class MapDataQuery:
    """`?month=&type=&show=&ground=no`: a map's data; without its ground, only what the choice changes."""

    choice: CrimeQuery = CrimeQuery()
    ground: bool = True

    @classmethod
    def from_args(cls, args: MultiDict[str, str]) -> Self:
        """Raises BadQuery."""
        text = args.get("ground", "")
        if text not in {"", "yes", "no"}:
            raise BadQuery(
                _("“%(text)s” is no answer here. Write ground=yes or ground=no.", text=said_back(text))
            )
        return cls(CrimeQuery.from_args(args), text != "no")

    def canonical(self) -> str:
        """The one query string that says the same."""
        return "&".join(
            pair for pair in (self.choice.canonical(), "" if self.ground else "ground=no") if pair
        )


@dataclass(frozen=True, slots=True)
class GroundQuery:
    """`?show=rate`: the ground of a map of circles, or of one of shading. Month and type change nothing in it."""

    choice: CrimeQuery = CrimeQuery()

    @classmethod
    def from_args(cls, args: MultiDict[str, str]) -> Self:
        """Raises BadQuery."""
        return cls(CrimeQuery(show=_show(args.get("show", ""))))

    def canonical(self) -> str:
        """The one query string that says the same."""
        return self.choice.canonical()


@dataclass(frozen=True, slots=True)
class MonthQuery:
    """`?month=YYYY-MM`. No month: the last."""

    month: Month | None = None

    @classmethod
    def from_args(cls, args: MultiDict[str, str]) -> Self:
        """Raises BadQuery. Other parameters are ignored."""
        return cls(month_asked(args.get("month", "")))

    def canonical(self) -> str:
        """The one query string that says the same."""
        return f"month={self.month}" if self.month else ""


@dataclass(frozen=True, slots=True)
class OutcomesQuery:
    """`?month=YYYY-MM&type=slug`. No month: the latest twelve; no type: all crime."""

    month: Month | None = None
    type: CrimeType | None = None

    @classmethod
    def from_args(cls, args: MultiDict[str, str]) -> Self:
        """Raises BadQuery. Other parameters are ignored; of a repeated one the first counts."""
        return cls(month_asked(args.get("month", "")), _type(args.get("type", "")))

    def canonical(self) -> str:
        """The one query string that says the same."""
        pairs = {"month": self.month, "type": self.type}
        return urlencode({name: str(value) for name, value in pairs.items() if value is not None})


@dataclass(frozen=True, slots=True)
class AreaQuery:
    """`?area=CODE`: which area a page about something else is to speak of. None: of none."""

    code: str = ""

    @classmethod
    def from_args(cls, args: MultiDict[str, str]) -> Self:
        """Takes any text: `found` says whether there is such an area."""
        return cls(args.get("area", "").strip())

    def canonical(self) -> str:
        """The one query string that says the same."""
        return urlencode({"area": self.code}) if self.code else ""

    def found(self, release: Release) -> Area | None:
        """The area asked for. Raises NoFigures where the release has none of that code."""
        if not self.code:
            return None
        area = places.by_code(release, self.code)
        if area is None:
            raise NoFigures(_("There is no area with the code %(code)s here.", code=said_back(self.code)))
        return area


@dataclass(frozen=True, slots=True)
class CompareQuery:
    """`?areas=A,B&type=&month=&span=` or `?areas=A&periods=2026-09,2025-09&…`; one area alone: nothing chosen yet.

    Periods are so many months (`span`) that end in the month given. A repeated parameter continues a list.
    """

    areas: tuple[str, ...] = ()
    periods: tuple[Month, ...] = ()
    type: CrimeType | None = None
    month: Month | None = None
    span: Literal[1, 12] = 12

    @classmethod
    def from_args(cls, args: MultiDict[str, str]) -> Self:
        """Raises BadQuery. Whether the areas exist, and the periods are covered, is for the page to say."""
        areas = _listed(args, "areas")
        periods = tuple(month for text in _listed(args, "periods") if (month := month_asked(text)))
        span = _span(args.get("span", ""))
        _check_areas(areas)
        _check_periods(areas, periods, span)
        month = None if periods else month_asked(args.get("month", ""))
        return cls(areas, periods, _type(args.get("type", "")), month, span)

    def canonical(self) -> str:
        """The one query string that says the same; the order asked for is kept."""
        pairs = {
            "areas": ",".join(self.areas),
            "periods": ",".join(str(month) for month in self.periods),
            "type": self.type,
            "month": self.month,
            "span": None if self.span == 12 else self.span,
        }
        return urlencode({name: str(value) for name, value in pairs.items() if value}, safe=",")


@dataclass(frozen=True, slots=True)
class CompareForm:
    """What the form of comparison sends: names as typed, or one area and two months."""

    names: tuple[str, ...]
    months: tuple[Month, ...]
    type: CrimeType | None = None
    month: Month | None = None
    span: Literal[1, 12] = 12
    sent: bool = True
    """Whether the form was sent at all, and not only its address opened."""

    @classmethod
    def from_args(cls, args: MultiDict[str, str]) -> Self:
        """Takes any name; raises BadQuery for a month, a type or a span that cannot be meant."""
        names = tuple(text for name in FIELDS if (text := args.get(name, "").strip()))
        months = tuple(month for name in ("now", "then") if (month := month_asked(args.get(name, ""))))
        month, span = month_asked(args.get("month", "")), _span(args.get("span", ""))
        sent = any(name in args for name in FIELDS)
        return cls(names, months, _type(args.get("type", "")), month, span, sent)

    def asks(self, codes: tuple[str, ...]) -> CompareQuery:
        """The comparison of these areas that the form asks for."""
        if self.months:
            return CompareQuery(codes, self.months, self.type, None, self.span)
        return CompareQuery(codes, (), self.type, self.month, self.span)

    def pairs(self, names: tuple[str, ...]) -> dict[str, str]:
        """The same form with other names, as the parameters of its address."""
        given = dict(zip(FIELDS, names, strict=False))
        given |= {name: str(month) for name, month in zip(("now", "then"), self.months, strict=False)}
        more = {"type": self.type, "month": self.month, "span": None if self.span == 12 else self.span}
        return given | {name: str(value) for name, value in more.items() if value}


def _listed(args: MultiDict[str, str], name: str) -> tuple[str, ...]:
    """The values of a comma-separated parameter; of one that is given twice, all of them."""
    return tuple(text for value in args.getlist(name) for part in value.split(",") if (text := part.strip()))


def _check_areas(codes: tuple[str, ...]) -> None:
    if len(codes) > MOST_SIDES:
        raise BadQuery(
            _(
                "At most %(most)s areas can be compared at once; %(count)s were asked for.",
                most=MOST_SIDES,
                count=len(codes),
            )
        )
    if len({code.casefold() for code in codes}) < len(codes):
        raise BadQuery(
            _("The same area is asked for twice. Choose two different areas, or two periods of one.")
        )


def _check_periods(codes: tuple[str, ...], periods: tuple[Month, ...], span: int) -> None:
    if not periods:
        return
    if len(codes) != 1:
        raise BadQuery(_("Two periods are compared for one area: give one area, or leave the periods out."))
    if not 2 <= len(periods) <= MOST_SIDES:
        raise BadQuery(
            _("Give two periods, or three: each by the month that it ends in, like 2026-09,2025-09.")
        )
    ends = sorted(period.ordinal for period in periods)
    if any(later - earlier < span for earlier, later in pairwise(ends)):
        raise BadQuery(
            _(
                "The periods overlap, so they hold some of the same crimes. Choose periods that lie further apart."
            )
            if len(set(periods)) == len(periods)
            else _("The same period is asked for twice. Choose two different periods.")
        )


def _span(text: str) -> Literal[1, 12]:
    if text in {"", "12"}:
        return 12
    if text != "1":
        raise BadQuery(
            _("“%(text)s” is not a length of time here. It is 12 months, or 1.", text=said_back(text))
        )
    return 1


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """`?q=`, or `?lat=&lon=` as a browser sends where it is; None where nothing was asked yet."""

    q: str | None
    point: tuple[str, str] | None = None
    """Latitude and longitude as they came. What was typed goes before."""

    @classmethod
    def from_args(cls, args: MultiDict[str, str]) -> Self:
        """Takes any text: what is wrong with it is for places to say."""
        q = args.get("q")
        sent = q is None and ("lat" in args or "lon" in args)
        return cls(q, (args.get("lat", ""), args.get("lon", "")) if sent else None)


def month_asked(text: str) -> Month | None:
    """A month as an address has it; None where none is named. Raises BadQuery."""
    if not text:
        return None
    try:
        month = Month.parse(text) if text.isascii() else None
    except ValueError:
        month = None
    if month is None or not _FIRST_YEAR <= month.year <= _LAST_YEAR:
        raise BadQuery(_("“%(text)s” is not a month. A month is written like 2026-09.", text=said_back(text)))
    return month


def _type(text: str) -> CrimeType | None:
    if not text or text == ALL_CRIME:
        return None
    if text not in TYPES:
        known = ", ".join([ALL_CRIME, *TYPES])
        raise BadQuery(
            _(
                "“%(text)s” is not a type of crime. The types are: %(known)s.",
                text=said_back(text),
                known=known,
            )
        )
    return CrimeType(text)


def _show(text: str) -> Literal["count", "rate"]:
    if text in {"", "count"}:
        return "count"
    if text != "rate":
        raise BadQuery(_("“%(text)s” cannot be shown. Show one of: count, rate.", text=said_back(text)))
    return "rate"
