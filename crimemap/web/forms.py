"""What a visitor sent, as typed queries. A value that cannot be meant is a 400 that says what is expected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Self
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from crimemap import places
from crimemap.language import gettext as _
from crimemap.release import Area, Release
from crimemap.terms import ALL_CRIME, TYPES, CrimeType, Month
from crimemap.web.site import BadQuery, NoFigures, said_back

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
        return cls(_month(args.get("month", "")), _type(args.get("type", "")), _show(args.get("show", "")))

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
class MonthQuery:
    """`?month=YYYY-MM`. No month: the last."""

    month: Month | None = None

    @classmethod
    def from_args(cls, args: MultiDict[str, str]) -> Self:
        """Raises BadQuery. Other parameters are ignored."""
        return cls(_month(args.get("month", "")))

    def canonical(self) -> str:
        """The one query string that says the same."""
        return f"month={self.month}" if self.month else ""


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
class SearchQuery:
    """`?q=`; None where nothing was asked yet."""

    q: str | None

    @classmethod
    def from_args(cls, args: MultiDict[str, str]) -> Self:
        """Takes any text: what is wrong with it is for places to say."""
        return cls(args.get("q"))


def _month(text: str) -> Month | None:
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
