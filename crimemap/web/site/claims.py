"""The pages of claims: what each paper claims, what the tests answer here, the curve, and the what-if."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from crimemap import brief, places, words
from crimemap.charts import Drawing, Sketch, curve_chart
from crimemap.language import gettext as _
from crimemap.language import month_name
from crimemap.measures import claims, concentration, crime
from crimemap.measures.claims import Answer, Claim, Local, Reading
from crimemap.measures.concentration import Ground, Order, Place, Target, Tenths
from crimemap.release import Area, Release
from crimemap.survey import Book
from crimemap.terms import BTP, AreaKind, Month, Period
from crimemap.web.site import said_back
from crimemap.web.site.claim_views import ClaimView, PaperView, Row
from crimemap.web.site.served import NoFigures
from crimemap.words import Sentence
from crimemap.words import claims as told
from crimemap.words import concentration as said

MOST_PLACES: Final = 40
"""Partnerships that the page of one claim lists besides the nations; of a whole country one is chosen by the form."""


class Asks(Protocol):
    """What the address asks: forms.claims.ClaimsQuery."""

    @property
    def area(self) -> str: ...
    @property
    def order(self) -> Order: ...
    @property
    def target(self) -> Target: ...
    @property
    def percent(self) -> int | None: ...
    @property
    def month(self) -> Month | None: ...
    @property
    def errors(self) -> dict[str, str]: ...


@dataclass(frozen=True, slots=True)
class Own:
    """A small area of the place asked for, on the curve of the wider one."""

    name: str
    tenth: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class CurveView:
    """Tenths, curve and what-if of one nation's small areas in the place; without tenths, `lacking` says why."""

    id: str
    place: str
    ground: Ground
    found: Tenths | None
    lacking: str
    finding: Sentence
    drawing: Drawing | None
    title: str
    own: tuple[Own, ...]
    notes: tuple[str, ...]
    what_if: Sentence | None


@dataclass(frozen=True, slots=True)
class ClaimsPage:
    """All of /claims. `area`: the one asked for; `tested`: the one that it is tested in; both None for all."""

    area: Area | None
    tested: Area | None
    where: str
    period: Period
    papers: tuple[PaperView, ...]
    curves: tuple[CurveView, ...]
    options: tuple[tuple[str, str, tuple[Area, ...]], ...]
    months: tuple[Month, ...]
    errors: dict[str, str]

    @property
    def made(self) -> str:
        """The verdicts on all claims as their papers made them, counted."""
        return told.tally(row.answer.verdict for view in self._views for row in view.of_paper)

    @property
    def here(self) -> str:
        """The same of all tests here."""
        return told.tally(row.answer.verdict for view in self._views for row in view.here)

    @property
    def count(self) -> int:
        """How many claims there are."""
        return len(self._views)

    @property
    def _views(self) -> tuple[ClaimView, ...]:
        return tuple(view for one in self.papers for view in one.views)


def area_asked(release: Release, code: str) -> Area | None:
    """The area with this code. Raises NoFigures where there is none, or where nothing can be tested for it."""
    if not code:
        return None
    area = places.by_code(release, code)
    if area is None:
        raise NoFigures(_("There is no area with the code %(code)s here.", code=said_back(code)))
    return area


def claims_page(release: Release, book: Book, asks: Asks) -> ClaimsPage:
    """What the address asks for. Raises NoFigures for an area that there is not."""
    area = area_asked(release, asks.area)
    tested = claims.tested_in(area, release)
    errors = dict(asks.errors)
    period = _period(release, asks.month, errors)
    register = claims.register()
    papers = tuple(
        PaperView.of(
            paper, tuple(claim_view(release, book, one, (tested,), period) for one in register.of(paper))
        )
        for paper in register.papers
    )
    return ClaimsPage(
        area=area,
        tested=tested,
        where=where(release, tested),
        period=period,
        papers=papers,
        curves=tuple(_curves(release, area, tested, period, asks)),
        options=_options(release),
        months=months(release),
        errors=errors,
    )


def orders() -> tuple[tuple[str, str], ...]:
    """What small areas may be put in order by, for the form."""
    return tuple((str(one), said.order(one)) for one in Order)


def targets() -> tuple[tuple[str, str], ...]:
    """To which level the first tenth may be brought, for the form."""
    return tuple((str(one), said.target(one)) for one in Target)


def where(release: Release, tested: Area | None) -> str:
    """The place that is tested, as it reads after "in"."""
    return said.where(tested, None) if tested is not None else brief.place_of(release)


def months(release: Release) -> tuple[Month, ...]:
    """The months that twelve can end in, the latest first."""
    return release.months[min(crime.YEAR, len(release.months)) - 1 :][::-1]


def _period(release: Release, month: Month | None, errors: dict[str, str]) -> Period:
    """The twelve months to `month`; the latest, and an error, where the release does not cover them."""
    latest = crime.latest_period(release)
    if month is None:
        return latest
    if month not in months(release):
        errors["month"] = _(
            "There are no 12 months of figures to %(month)s here. They end between %(first)s and %(last)s",
            month=month_name(month),
            first=month_name(months(release)[-1]),
            last=month_name(months(release)[0]),
        )
        return latest
    return Period.ending(month, latest.length)


def _options(release: Release) -> tuple[tuple[str, str, tuple[Area, ...]], ...]:
    """Places to choose from: kind, its label, its areas by name."""
    kinds = (AreaKind.PARTNERSHIP, AreaKind.FORCE)
    found = (
        (kind, sorted((one for one in release.areas(kind) if one.code != BTP), key=lambda one: one.name))
        for kind in kinds
    )
    return tuple((str(kind), words.kinds(kind), tuple(areas)) for kind, areas in found if areas)


def claim_view(
    release: Release, book: Book, claim: Claim, tested: tuple[Area | None, ...], period: Period
) -> ClaimView:  # fmt: skip
    """A claim, as its paper made it and in each of these places; None: all of the release."""
    forces = claims.forces_of(release)
    of_paper = tuple(
        _row(claim, reading, claims.of_paper(reading, release), None) for reading in claim.of_paper
    )
    here = tuple(
        _row(claim, reading, local.answer, local, forces)
        for reading in claim.here
        for place in tested
        for local in claims.here(reading, release, book, place, period)
    )
    return ClaimView(claim, claims.register().paper(claim), of_paper, here)


def _row(
    claim: Claim, reading: Reading, answer: Answer, local: Local | None, forces: tuple[Area, ...] = ()
) -> Row:  # fmt: skip
    return Row(
        reading=reading,
        answer=answer,
        local=local,
        place=told.place(local, forces) if local else _(reading.title),
        value=told.value(reading, answer),
        interval=told.interval(reading, answer),
        verdict=told.verdict(answer, here=local is not None),
        why=told.why(answer),
        explained=told.explained(claim, reading, answer),
        asked=told.asked(answer),
        source=told.source(reading, answer),
    )


def places_listed(release: Release, tested: Area | None) -> tuple[Area | None, ...]:
    """Where the page of one claim tests it: the place asked for; else the nations and, if few, each partnership."""
    if tested is not None:
        return (tested,)
    partnerships = release.areas(AreaKind.PARTNERSHIP)
    return (None, *partnerships) if len(partnerships) <= MOST_PLACES else (None,)


def claim_page(release: Release, book: Book, claim_id: str, code: str) -> tuple[ClaimView, ClaimsPage]:
    """One claim in its places. Raises NoFigures for a claim or an area that there is not."""
    claim = claims.register().claim(claim_id)
    if claim is None:
        raise NoFigures(
            _(
                "There is no claim “%(id)s” here. All of them are on the page of claims.",
                id=said_back(claim_id),
            )
        )
    area = area_asked(release, code)
    tested = claims.tested_in(area, release)
    period = crime.latest_period(release)
    view = claim_view(release, book, claim, places_listed(release, tested), period)
    frame = ClaimsPage(
        area, tested, where(release, tested), period, (), (), _options(release), months(release), {}
    )
    return view, frame


def _curves(
    release: Release, area: Area | None, tested: Area | None, period: Period, asks: Asks
) -> Iterator[CurveView]:  # fmt: skip
    own = _own(release, area) if area is not tested else {}
    for n, ground in enumerate(concentration.grounds(release, tested, period), 1):
        place = said.where(tested, ground.nation, claims.forces_of(release))
        found = concentration.tenths(ground, asks.order)
        if found is None:
            lacking = said.no_tenths(ground, asks.order, place)
            yield CurveView(f"curve-{n}", place, ground, None, lacking, Sentence(), None, "", (), (), None)
            continue
        drawn = concentration.curve(found)
        marks = concentration.places(drawn, frozenset(own))
        answer = None if asks.errors else concentration.what_if(found, asks.target, asks.percent)
        sketch = Sketch(found, drawn, place, marks, area.name if area and len(marks) == 1 else "")
        yield CurveView(
            id=f"curve-{n}",
            place=place,
            ground=ground,
            found=found,
            lacking="",
            finding=said.finding(found, place),
            drawing=curve_chart(sketch, f"curve-{n}", stamp=brief.is_invented(release)),
            title=said.curve_title(found, place),
            own=tuple(_marked(mark, own[mark.code], place, found) for mark in marks),
            notes=said.notes(found, ground),
            what_if=said.what_if(answer, place) if answer else None,
        )


def _marked(mark: Place, area: Area, place: str, found: Tenths) -> Own:
    return Own(area.name, said.tenth(found.order, mark.tenth), said.own(mark, area, place, found))


def _own(release: Release, area: Area | None) -> dict[str, Area]:
    """The small areas of the area asked for, by code: they are shown on the curve of the wider place."""
    if area is None:
        return {}
    small = [area] if area.kind is AreaKind.LSOA else release.parts(area, AreaKind.LSOA)
    return {one.code: one for one in small}


def place_on_curve(release: Release, area: Area) -> Sentence | None:
    """For the page of a small area: in which tenth of its partnership it is by recorded crime."""
    tested = claims.tested_in(area, release) if area.kind is AreaKind.LSOA else None
    if tested is None:
        return None
    for ground in concentration.grounds(release, tested, crime.latest_period(release)):
        found = concentration.tenths(ground, Order.CRIME)
        if found is None:
            continue
        for mark in concentration.places(concentration.curve(found), frozenset({area.code})):
            return said.own(mark, area, said.where(tested, ground.nation), found)
    return None
