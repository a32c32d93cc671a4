"""What is written in a story, and the evidence that it keeps: two figures as they were, with their release."""

from __future__ import annotations

from math import hypot
from typing import Final, Literal, Self

from pydantic import BaseModel, ConfigDict, field_validator

from crimemap.editorial.database import Bilingual
from crimemap.editorial.pieces import Content
from crimemap.editorial.stories.approaches import approach
from crimemap.figure import Denominator, Figure, Interval, Status
from crimemap.terms import Month, Period

TEXTS: Final = ("title", "problem", "action", "outcome", "caveat")
"""The questions of a story; each is answered in English, in Welsh or in both."""

LONGEST: Final = {"title": 120, "problem": 1500, "action": 1500, "outcome": 1500, "caveat": 800}
"""Letters, at most: our own choice."""

SHARE: Final = "%"

Verdict = Literal["more", "fewer", "no clear change", "cannot tell"]
Way = Literal["more", "fewer"]


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Side(_Kept):
    """A Figure as it was when the story was written. `release` is empty for a measure that was typed in."""

    value: float | int | None
    status: Status
    first: str
    last: str
    unit: str
    source: str
    release: str = ""
    lower: float | None = None
    upper: float | None = None
    method: str = ""
    base: int | None = None
    base_name: str = ""
    base_year: int | None = None

    @field_validator("first", "last")
    @classmethod
    def _month(cls, text: str) -> str:
        return str(Month.parse(text))

    @classmethod
    def of(cls, figure: Figure) -> Self:
        """All that the figure says of itself."""
        interval, per = figure.interval, figure.denominator
        return cls(
            value=figure.value, status=figure.status, first=str(figure.period.first), last=str(figure.period.last),
            unit=figure.unit, source=figure.source, release=figure.release,
            lower=interval.lower if interval else None, upper=interval.upper if interval else None,
            method=interval.method if interval else "", base=per.value if per else None,
            base_name=per.name if per else "", base_year=per.year if per else None,
        )  # fmt: skip

    @property
    def period(self) -> Period:
        return Period(Month.parse(self.first), Month.parse(self.last))

    @property
    def interval(self) -> Interval | None:
        if self.lower is None or self.upper is None:
            return None
        return Interval(self.lower, self.upper, self.method)

    def figure(self) -> Figure:
        """The Figure again, equal to the one that was kept."""
        per = None if self.base is None else Denominator(self.base, self.base_name, self.base_year)
        return Figure(
            self.value, self.status, self.period, self.unit, self.source, self.release, self.interval, per
        )


class Evidence(_Kept):
    """A measure before and after.

    `type` is the slug of what was counted, from a release; empty for a measure that was typed in, which `name_en` and
    `name_cy` then name. `verdict` is the one of the measure (or `verdict_of`): what `after` is against `before`.
    `wanted` is the way that the action was meant to change it; `broken` says why the two cannot be compared.
    """

    type: str = ""
    area: str = ""
    area_name: str = ""
    name_en: str = ""
    name_cy: str = ""
    before: Side
    after: Side
    verdict: Verdict
    wanted: Way = "fewer"
    broken: str = ""

    @property
    def is_typed(self) -> bool:
        return not self.type


class Story(Content):
    """Problem, action, what came of it, and what the measure cannot show; the measure; the approaches it is filed
    under."""

    title_en: str = ""
    title_cy: str = ""
    problem_en: str = ""
    problem_cy: str = ""
    action_en: str = ""
    action_cy: str = ""
    outcome_en: str = ""
    outcome_cy: str = ""
    caveat_en: str = ""
    caveat_cy: str = ""
    approaches: tuple[str, ...] = ()
    evidence: Evidence | None = None

    @field_validator("approaches")
    @classmethod
    def _known(cls, slugs: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [slug for slug in slugs if approach(slug) is None]
        if unknown:
            raise ValueError(f"{unknown[0]!r} is none of the five approaches")
        return slugs

    def text(self, name: str) -> Bilingual:
        """One of TEXTS in both languages."""
        return Bilingual(getattr(self, f"{name}_en").strip(), getattr(self, f"{name}_cy").strip())

    @property
    def title(self) -> Bilingual:
        return self.text("title")


def verdict_of(before: Side, after: Side) -> Verdict:
    """The verdict on two independent measures that each have a 95 % interval.

    They differ when the interval of their difference leaves out 0. It is worked out from the two by the method of
    variance estimates recovery (Zou and Donner, Statistics in Medicine 27 (2008) 1693-1702), so that it holds for
    lopsided ones too. For counts of a release the measure has its own verdict.
    """
    if None in (before.value, after.value, before.lower, before.upper, after.lower, after.upper):
        return "cannot tell"
    low, high = (before, after) if _number(before.value) <= _number(after.value) else (after, before)
    apart = _number(high.value) - _number(low.value)
    reach = hypot(_number(high.value) - _number(high.lower), _number(low.upper) - _number(low.value))
    if apart <= reach:
        return "no clear change"
    return "more" if high is after else "fewer"


def _number(value: float | None) -> float:
    return float(value or 0)
