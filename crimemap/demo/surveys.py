"""What people of the county said, and what was reported of its partnerships, in our own two formats (docs).

Shaped as the papers have it: a headline that rose without clear change, one that rose clearly, one with too few asked;
seven strands of which one rises at the end; better, same, worse and don't know that add up to 100.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

SURVEY_HEADER: Final = (
    "area_code", "area_name", "level", "survey", "wave", "first_day", "last_day", "mode", "population", "question",
    "wording", "wording_cy", "answer", "percentage", "count", "base", "design_effect", "effective_base", "source",
    "source_url", "licence", "kind", "not_given",
)  # fmt: skip
INDICATOR_HEADER: Final = (
    "indicator", "area_code", "role", "value", "unit", "first_day", "last_day", "lower", "upper", "base", "source",
    "source_url", "licence", "before", "now", "before_first_day", "before_last_day",
)  # fmt: skip

TAMBER_VALE, HEXMARSH, DYFFRYN = "E22900001", "E22900002", "W22900001"
ENGLAND = "E92000001"
NAMES: Final = {
    TAMBER_VALE: "Tamber Vale", HEXMARSH: "Hexmarsh", DYFFRYN: "Dyffryn Melys",
    "E23900001": "Corvenshire Police", "E12900001": "Irish Sea",
}  # fmt: skip
LICENCE: Final = "OGL v3.0"
SITE: Final = "https://www.corvenshire-council.example/residents-survey"

Parts = Mapping[str, float]
"""Answer → percent."""


@dataclass(frozen=True, slots=True)
class _Question:
    """How it was put, and the design effect of its figures."""

    id: str
    wording: str
    wording_cy: str = ""
    design: float = 1.0


HEADLINE: Final = _Question(
    "police-and-council",
    "How much do you agree or disagree that the police and local council are dealing with the anti-social behaviour "
    "and crime issues that matter in this area?",
    "I ba raddau ydych chi'n cytuno neu'n anghytuno bod yr heddlu a'r cyngor lleol yn ymdrin â'r ymddygiad "
    "gwrthgymdeithasol a'r troseddau sy'n bwysig yn yr ardal hon?",
)
_BY_DAY: Final = _Question(
    "safe-by-day", "How safe or unsafe do you feel when outside in your local area during the day?",
    "Pa mor ddiogel neu anniogel ydych chi'n teimlo y tu allan yn eich ardal leol yn ystod y dydd?", 1.2,
)  # fmt: skip
_AFTER_DARK: Final = _Question(
    "safe-after-dark", "How safe or unsafe do you feel when outside in your local area after dark?",
    "Pa mor ddiogel neu anniogel ydych chi'n teimlo y tu allan yn eich ardal leol wedi iddi dywyllu?", 1.2,
)  # fmt: skip
_LOCALLY: Final = _Question(
    "crime-last-year",
    "Thinking about the last 12 months, has the level of crime in your local area got better, got worse or stayed the "
    "same?",
)
_PROBLEM: Final = "How much of a problem is {} in your local area?"
_STRANDS: Final = {
    "asb-noisy-neighbours": ("noisy neighbours or loud parties", (30, 22, 15)),
    "asb-teenagers": ("teenagers hanging around on the streets", (70, 60, 55)),
    "asb-litter": ("rubbish or litter lying around", (62, 51, 37)),
    "asb-vandalism": ("vandalism, graffiti and other deliberate damage to property or vehicles", (74, 44, 41)),
    "asb-drugs": ("people using or dealing drugs", (81, 52, 46)),
    "asb-drunk-rowdy": ("people being drunk or rowdy in public places", (67, 30, 36)),
    "asb-abandoned-vehicles": ("abandoned or burnt out cars", (78, 20, 14)),
}  # fmt: skip
"""Percent who thought it a very or fairly big problem, in three waves, as Luton's partnership showed them."""

_AGREE: Final = {
    TAMBER_VALE: (43, 45, 46, 50),
    HEXMARSH: (47, 45, 44, 52),
    DYFFRYN: (49, 51, 47, 53),
    "E23900001": (45, 45, 46, 51),
    "E12900001": (50, 50, 51, 51),
}
"""Percent who agreed with the headline, wave by wave."""
_ASKED: Final = {
    TAMBER_VALE: 1100,
    HEXMARSH: 1100,
    DYFFRYN: 90,
    "E23900001": 2200,
    "E12900001": 5400,
}


@dataclass(frozen=True, slots=True)
class _Wave:
    """One round of interviews in one area."""

    area: str
    year: int
    base: int
    survey: str = "corvenshire-residents"
    mode: str = "telephone"
    months: tuple[tuple[int, int], tuple[int, int]] = ((7, 6), (8, 28))
    kind: str = "survey"
    name: str = ""

    def rows(self, question: _Question, answers: Parts) -> Iterator[tuple[object, ...]]:
        """A row an answer; what they add up to is the reader's to check."""
        (first_month, first_day), (last_month, last_day) = self.months
        poll = self.kind == "poll"
        for answer, percent in answers.items():
            yield (
                self.area, NAMES[self.area], _level(self.area), self.survey, self.name or f"{self.year}",
                date(self.year, first_month, first_day).isoformat(), date(self.year, last_month, last_day).isoformat(),
                self.mode, "whoever chose to answer" if poll else "adults aged 16 and over", question.id,
                question.wording, question.wording_cy, answer, f"{percent:g}", "", self.base,
                "" if poll else f"{question.design:g}", "", _title(self), SITE, LICENCE, self.kind, "",
            )  # fmt: skip


def survey_rows(as_of: date) -> list[tuple[object, ...]]:
    """Every row of confidence.csv: four waves a year apart of one survey, three of another, and an open poll."""
    last = latest_year(as_of)
    years = range(last - 3, last + 1)
    found: list[tuple[object, ...]] = []
    for area in _AGREE:
        waves = [_Wave(area, year, _ASKED[area]) for year in years]
        for wave, agree in zip(waves, _AGREE[area], strict=True):
            found += wave.rows(HEADLINE, _agreed(agree))
        if area in {TAMBER_VALE, HEXMARSH, DYFFRYN}:
            found += _latest_two(waves[-2:], 0 if area == TAMBER_VALE else 6)
            found += _strands(area, last)
    poll = _Wave(
        TAMBER_VALE, last, 312, "tell-tamber-vale", "form on the council's site", ((9, 1), (9, 30)), "poll"
    )
    found += poll.rows(HEADLINE, {"agree": 38, "neither": 21, "disagree": 37, "dont-know": 4})
    return found


def after_dark_rows(as_of: date) -> list[tuple[object, ...]]:
    """A file of its own, put in by the newsroom: one question, one partnership, design effect and all."""
    asked = replace(_AFTER_DARK, design=1.4)
    months = ((2, 2), (3, 27))
    wave = _Wave(
        HEXMARSH, as_of.year if as_of.month > 4 else as_of.year - 1, 640, "hexmarsh-evenings", months=months
    )
    return list(wave.rows(asked, _safe(38)))


def autumn_rows(as_of: date) -> list[tuple[object, ...]]:
    """What Tamber Vale will publish and nobody may see before: the next wave of the headline."""
    year = latest_year(as_of)
    wave = replace(_Wave(TAMBER_VALE, year, 1100), name=f"{year} autumn", months=((9, 7), (10, 16)))
    return list(wave.rows(HEADLINE, _agreed(51)))


def latest_year(as_of: date) -> int:
    """The year of the latest wave: interviews end in August, results are out in October."""
    return as_of.year if as_of.month >= 10 else as_of.year - 1


def _latest_two(waves: Sequence[_Wave], less: int) -> Iterator[tuple[object, ...]]:
    """What was asked in the last two waves. `less`: points fewer who worry, in the quieter partnerships."""
    before, now = waves
    yield from before.rows(_BY_DAY, _safe(11 - less / 2))
    yield from now.rows(_BY_DAY, _safe(10 - less / 2))
    yield from before.rows(_AFTER_DARK, _safe(44 - less))
    yield from now.rows(_AFTER_DARK, _safe(45 - less))
    yield from now.rows(
        _LOCALLY,
        {"better": 5 + less / 2, "same": 39 + less / 2, "worse": 36 - less, "dont-know": 20},
    )
    problems = (
        ("burglary", 49, 47),
        ("vehicle-crime", 52, 45),
        ("robbery", 33, 40),
        ("violent-crime", 30, 31),
    )
    for crime, then, later in problems:
        asked = _Question(f"problem-{crime}", _PROBLEM.format(crime.replace("-", " ")))
        yield from before.rows(asked, _big(then - less))
        yield from now.rows(asked, _big(later - less))
    respect = _Question("respect", _PROBLEM.format("people not treating one another with respect"))
    yield from before.rows(respect, _big(33 - less))
    yield from now.rows(respect, _big(31 - less))
    area = _Question(
        "area-satisfaction", "How satisfied or dissatisfied are you with your local area as a place to live?"
    )
    yield from before.rows(area, {"satisfied": 74 + less / 2, "dissatisfied": 20 - less / 2, "dont-know": 6})
    yield from now.rows(area, {"satisfied": 75 + less / 2, "dissatisfied": 19 - less / 2, "dont-know": 6})
    if now.area == DYFFRYN:
        return
    for person, many, then, later in (("victim", 420, 64, 66), ("witness", 310, 70, 71)):
        asked = _Question(
            f"{person}-satisfaction", f"As a {person}, how satisfied were you with how you were treated?"
        )
        yield from replace(before, base=many - less * 10).rows(
            asked, {"satisfied": then, "dissatisfied": 98 - then}
        )
        yield from replace(now, base=many - less * 10).rows(
            asked, {"satisfied": later, "dissatisfied": 98 - later}
        )


def _strands(area: str, last: int) -> Iterator[tuple[object, ...]]:
    """The seven strands and the scale that is worked out from each person's seven answers, in another survey."""
    less = 0 if area == TAMBER_VALE else 4
    base = _ASKED[area]
    waves = [
        _Wave(area, year, base, "corvenshire-place", "on paper, by post", ((9, 29), (12, 19)))
        for year in (last - 6, last - 3, last - 1)
    ]
    for strand, (thing, shares) in _STRANDS.items():
        asked = _Question(strand, _PROBLEM.format(thing), design=1.3)
        for wave, percent in zip(waves, shares, strict=True):
            yield from wave.rows(asked, {"big": percent - less})
    scale = _Question("asb-high", "Worked out from the seven questions: 11 points or more of 21", design=1.3)
    for wave, percent in zip(waves, (41, 24, 22), strict=True):
        yield from wave.rows(scale, {"high": percent - less})


def _agreed(agree: float) -> Parts:
    strongly = round(agree / 6)
    return {
        "strongly-agree": strongly, "tend-to-agree": agree - strongly, "neither": 24,
        "tend-to-disagree": 58 - agree, "strongly-disagree": 12, "dont-know": 6,
    }  # fmt: skip


def _safe(unsafe: float) -> Parts:
    very = round(unsafe / 4)
    safe = 97 - unsafe
    return {
        "very-safe": round(safe / 3), "fairly-safe": safe - round(safe / 3), "fairly-unsafe": unsafe - very,
        "very-unsafe": very, "dont-know": 3,
    }  # fmt: skip


def _big(big: float) -> Parts:
    very = round(big / 3)
    return {
        "very-big": very, "fairly-big": big - very, "not-very-big": 70 - big, "none": 26, "dont-know": 4,
    }  # fmt: skip


def _level(area: str) -> str:
    return {"E23": "force", "E12": "region"}.get(area[:3], "partnership")


def _title(wave: _Wave) -> str:
    name = {
        "corvenshire-residents": "Corvenshire Residents' Survey",
        "corvenshire-place": "Corvenshire Place Survey",
        "hexmarsh-evenings": "Hexmarsh Evenings Survey",
        "tell-tamber-vale": "Tell Tamber Vale",
    }[wave.survey]
    return f"{name} {wave.year} (invented)"


_EARLIER: Final = {"ni-16": 1843 / 1530}
"""How many times the latest value the one before was: of NI 16 as its counts have it."""


def indicator_rows(as_of: date) -> list[tuple[object, ...]]:
    """Every row of indicators.csv: targets with their baselines, and what others reported."""
    last = latest_year(as_of)
    found: list[tuple[object, ...]] = []
    for area, baseline, target, due in ((TAMBER_VALE, 43, 55, last + 2), (HEXMARSH, 47, 52, last + 1)):
        found.append(
            _reported(
                "ni-21",
                area,
                "baseline",
                baseline,
                unit="%",
                days=(date(last - 3, 7, 6), date(last - 3, 8, 28)),
            )
        )
        found.append(
            _reported("ni-21", area, "target", target, unit="%", days=(date(due, 3, 31), date(due, 3, 31)))
        )
    yearly: dict[str, Told] = {
        "ni-1": ("%", 78, 75.5, 80.4, 1100), "ni-2": ("%", 62, 59.1, 64.8, 1100), "ni-3": ("%", 14, 12.1, 16.2, 1100),
        "ni-4": ("%", 31, 28.3, 33.8, 1100), "ni-6": ("%", 24, 21.6, 26.6, 1100),
        "ni-15": ("serious violent crimes per 1,000 residents", 0.8, None, None, None),
        "ni-16": ("serious acquisitive crimes per 1,000 residents", 14.2, None, None, None),
        "ni-19": ("further offences per young offender", 0.9, None, None, None),
        "ni-32": ("% repeat cases within 12 months", 27, 22.1, 32.5, 289),
        "ni-39": ("hospital admissions per 100,000 residents", 1640, 1585, 1697, None),
        "ni-111": ("first-time entrants per 100,000 aged 10 to 17", 890, 742, 1059, None),
        "challenge-index": ("points, from 1 to 100", 61, None, None, None),
    }  # fmt: skip
    for indicator, told in yearly.items():
        for area, more in ((TAMBER_VALE, 1.0), (HEXMARSH, 0.9)):
            found.append(_yearly(indicator, area, last - 1, told, more * _EARLIER.get(indicator, 1.03)))
            found.append(_yearly(indicator, area, last, told, more))
    found.append(_yearly("challenge-index", ENGLAND, last, yearly["challenge-index"], 50 / 61))
    periods = (date(last - 1, 4, 1), date(last, 3, 31)), (date(last - 2, 4, 1), date(last - 1, 3, 31))
    found.append(_change("ni-16", TAMBER_VALE, 1843, 1530, periods))
    return found


Days = tuple[date, date]
Told = tuple[str, float, float | None, float | None, int | None]
"""Unit, value, and the publisher's own interval and base."""


def _yearly(indicator: str, area: str, year: int, told: Told, more: float) -> tuple[object, ...]:
    """The value of the twelve months to March of `year`, `more` times that of `told`."""
    unit, value, lower, upper, base = told
    low, high = (None if one is None else round(one * more, 1) for one in (lower, upper))
    days = date(year - 1, 4, 1), date(year, 3, 31)
    return _reported(
        indicator, area, "value", round(value * more, 1), unit=unit, days=days, between=(low, high), base=base
    )


def _reported(
    indicator: str, area: str, role: str, value: float, *, unit: str, days: Days,
    between: tuple[float | None, float | None] = (None, None), base: int | None = None,
) -> tuple[object, ...]:  # fmt: skip
    lower, upper = ("" if one is None else f"{one:g}" for one in between)
    return (
        indicator, area, role, f"{value:g}", unit, days[0].isoformat(), days[1].isoformat(), lower, upper,
        "" if base is None else base, "Corvenshire Performance Book (invented)",
        "https://www.corvenshire-council.example/performance", LICENCE, "", "", "", "",
    )  # fmt: skip


def _change(indicator: str, area: str, before: int, now: int, days: tuple[Days, Days]) -> tuple[object, ...]:
    """A change that says its sign, both periods and both counts. `days`: of now, of before."""
    row = _reported(indicator, area, "change", (now - before) / before * 100, unit="% change", days=days[0])
    percent = f"{(now - before) / before * 100:+.1f}"
    first, last = (day.isoformat() for day in days[1])
    return (*row[:3], percent, *row[4:13], before, now, first, last)
