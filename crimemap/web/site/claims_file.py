"""The claims as a file: one row a reading and place, with value, interval, verdict and source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from crimemap.figure import Figure
from crimemap.measures.claims import Answer
from crimemap.release import Release
from crimemap.survey import Book
from crimemap.web.site import figures
from crimemap.web.site.claim_views import ClaimView, Row
from crimemap.web.site.claims import Asks, claims_page
from crimemap.web.site.served import BadQuery

HEADER: Final = (
    "claim", "paper", "year", "quote", "about", "reading", "test", "claimed", "place_code", "place", "nation", "value",
    "unit", "lower", "upper", "method", "verdict", "why", "first_month", "last_month", "source", "release", "licence",
    "worked_out_from", "base", "wording", "mode",
)  # fmt: skip
LICENCE: Final = "Open Government Licence v3.0"


def claims_csv(release: Release, book: Book, asks: Asks) -> bytes:
    """What the page shows. Raises NoFigures as it does; BadQuery for what the page has an error for."""
    page = claims_page(release, book, asks)
    if page.errors:
        raise BadQuery(". ".join(page.errors.values()) + ".")
    views = (view for one in page.papers for view in one.views)
    return figures.sheet(HEADER, (line for view in views for line in _lines(view, release)))


def _lines(view: ClaimView, release: Release) -> Iterator[list[str]]:
    for row in (*view.of_paper, *view.here):
        yield [*_claim(view, row), *_place(row), *_value(row.answer.figure), *_verdict(row, release)]


def _claim(view: ClaimView, row: Row) -> list[str]:
    reading = row.reading
    claimed = "" if reading.claimed is None else f"{reading.claimed:g}"
    return [
        view.claim.id, view.paper.title, str(view.paper.year), figures.safe_cell(view.claim.quote), reading.about,
        reading.id, str(reading.test), claimed,
    ]  # fmt: skip


def _place(row: Row) -> list[str]:
    local = row.local
    if local is None:
        return ["", "", ""]
    name = local.area.name if local.area else str(local.nation)
    return [local.area.code if local.area else "", figures.safe_cell(name), str(local.nation or "")]


def _value(figure: Figure | None) -> list[str]:
    """An empty cell where there is no number: never a 0."""
    if figure is None or figure.value is None:
        return ["", "", "", "", ""]
    found = figure.interval
    ends = [f"{found.lower:.3f}", f"{found.upper:.3f}", found.method] if found else ["", "", ""]
    return [f"{figure.value:.3f}", figure.unit, *ends]


def _verdict(row: Row, release: Release) -> list[str]:
    answer = row.answer
    basis = answer.figure or (answer.facts[0] if answer.facts else None)
    months = [str(basis.period.first), str(basis.period.last)] if basis else ["", ""]
    made = basis.release if basis else release.id
    licence = figures.safe_cell(answer.share.row.licence) if answer.share else LICENCE
    told = [str(answer.verdict), str(answer.why), *months, figures.safe_cell(row.source), made, licence]
    return [*told, *_grounds(answer)]


def _grounds(answer: Answer) -> list[str]:
    """The figures that sentences name beside the value, in their order; of what people said the base and the words."""
    facts = "; ".join(figures.number_cell(one.told) for one in answer.facts)
    if answer.share is None:
        return [facts, "", "", ""]
    row = answer.share.row
    return [facts, figures.number_cell(row.base), figures.safe_cell(row.wording), figures.safe_cell(row.mode)]
