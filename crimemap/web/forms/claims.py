"""What the page of claims is asked: which place, which months, and a what-if; all of it in the address."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Self
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from crimemap.language import gettext as _
from crimemap.measures.concentration import Order, Target
from crimemap.terms import Month
from crimemap.web.site import said_back

_LONGEST: Final = 40
MOST_PERCENT: Final = 90
"""No place is without crime, so nothing is worked out for 100 [choose]."""
_FIRST_YEAR, _LAST_YEAR = 1900, 2999


@dataclass(frozen=True, slots=True)
class ClaimsQuery:
    """`?area=CODE&order=crime|deprivation|national&target=next|average|percent&percent=1-90&month=YYYY-MM`.

    No area: all of the release, each nation by itself. No month: the latest twelve. A percent without a target is
    target=percent; with another target it is an error, since it would count for nothing. What cannot be meant is in
    `errors`, by field, with what was typed in `typed`: the page shows both and answers 400.
    """

    area: str = ""
    order: Order = Order.CRIME
    target: Target = Target.NEXT
    percent: int | None = None
    month: Month | None = None
    errors: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_args(cls, args: MultiDict[str, str]) -> Self:
        """Never raises: the form says what is wrong with it. Whether there is such an area is for the page."""
        typed = {
            name: text[:_LONGEST]
            for name in ("order", "target", "percent", "month")
            if (text := args.get(name, "").strip())
        }
        errors: dict[str, str] = {}
        order = _one_of(Order, "order", typed, errors) or Order.CRIME
        without = Target.PERCENT if "percent" in typed else Target.NEXT
        target = _one_of(Target, "target", typed, errors) or without
        month = _month(typed, errors)
        percent = _percent(typed, errors, target)
        return cls(args.get("area", "").strip(), Order(order), Target(target), percent, month, errors, typed)

    def canonical(self) -> str:
        """The one query string that says the same; of one that cannot be meant, what was typed."""
        if self.errors:
            return urlencode({"area": self.area[:_LONGEST], **self.typed})
        return urlencode({name: str(value) for name, value in self.pairs().items() if value})

    def pairs(self) -> dict[str, object]:
        """The parameters of its address; None where one is as it would be without."""
        return {
            "area": self.area or None,
            "order": None if self.order is Order.CRIME else self.order,
            "target": None if self.target is Target.NEXT else self.target,
            "percent": self.percent,
            "month": self.month,
        }


def _one_of(
    kind: type[Order | Target], name: str, typed: dict[str, str], errors: dict[str, str]
) -> Order | Target | None:  # fmt: skip
    text = typed.get(name, "")
    if not text:
        return None
    try:
        return kind(text)
    except ValueError:
        known = ", ".join(kind)
        errors[name] = _(
            "“%(text)s” is not known here. Choose one of: %(known)s", text=said_back(text), known=known
        )
        return None


def _percent(typed: dict[str, str], errors: dict[str, str], target: Order | Target) -> int | None:
    """Only for Target.PERCENT; a number that would count for nothing is not passed over in silence."""
    text = typed.get("percent", "").removesuffix("%").strip()
    if target is not Target.PERCENT:
        if text and "target" not in errors:
            errors["percent"] = _unused(text)
        return None
    if not text:
        errors["percent"] = _("Enter by how many percent, from 1 to %(most)s", most=MOST_PERCENT)
        return None
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= MOST_PERCENT):
        errors["percent"] = _("Enter a whole number from 1 to %(most)s, without a sign", most=MOST_PERCENT)
        return None
    return int(text)


def _unused(text: str) -> str:
    return _(
        "You entered %(text)s percent but chose another level. Choose “%(choice)s”, or leave the number out",
        text=said_back(text),
        choice=_("By so many percent"),
    )


def _month(typed: dict[str, str], errors: dict[str, str]) -> Month | None:
    text = typed.get("month", "")
    if not text:
        return None
    try:
        month = Month.parse(text) if text.isascii() else None
    except ValueError:
        month = None
    if month is None or not _FIRST_YEAR <= month.year <= _LAST_YEAR:
        errors["month"] = _(
            "“%(text)s” is not a month. A month is written like 2026-09", text=said_back(text)
        )
        return None
    return month
