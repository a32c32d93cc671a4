"""Claims of the policy papers as tests: each with a value, an interval and a verdict, of the paper and of here."""

from __future__ import annotations

from collections.abc import Iterator

from crimemap.measures.claims.register import (
    Claim,
    ClaimTest,
    Paper,
    Reading,
    Register,
    load_register,
    register,
)
from crimemap.measures.claims.tests import OF_PEOPLE_ALONE, OF_SMALL_AREAS, TESTS, WIDE_KINDS, Asked
from crimemap.measures.claims.verdicts import Answer, Local, Verdict, Why
from crimemap.measures.concentration import grounds
from crimemap.measures.crime import latest_period
from crimemap.release import Area, Release
from crimemap.survey import EMPTY, Book
from crimemap.terms import BTP, AreaKind, Nation, Period


def of_paper(reading: Reading, release: Release) -> Answer:
    """The claim as the paper made it: the release is asked nothing."""
    return TESTS[reading.test](reading, Asked(release, EMPTY, latest_period(release)))


def here(
    reading: Reading, release: Release, book: Book, area: Area | None, period: Period
) -> tuple[Local, ...]:  # fmt: skip
    """The same test in `area`, or in all of the release: then for each nation by itself, never for both together."""
    return tuple(_here(reading, release, book, area, period))


def _here(
    reading: Reading, release: Release, book: Book, area: Area | None, period: Period
) -> Iterator[Local]:  # fmt: skip
    test = TESTS[reading.test]
    if reading.test in OF_SMALL_AREAS:
        for ground in grounds(release, area, period):
            answer = test(reading, Asked(release, book, period, _given(area), ground))
            yield Local(area, ground.nation, answer)
        return
    if area is not None:
        yield Local(area, area.nation, test(reading, Asked(release, book, period, (area,))))
        return
    for nation in nations(release):
        forces = tuple(one for one in forces_of(release) if one.nation is nation)
        yield Local(None, nation, test(reading, Asked(release, book, period, forces)))


def _given(area: Area | None) -> tuple[Area, ...]:
    return (area,) if area is not None else ()


def forces_of(release: Release) -> tuple[Area, ...]:
    """Every force of the release but British Transport Police, which has no small areas."""
    return tuple(one for one in release.areas(AreaKind.FORCE) if one.code != BTP)


def nations(release: Release) -> tuple[Nation, ...]:
    """The nations that the forces of the release lie in."""
    found = {one.nation for one in forces_of(release)}
    return tuple(nation for nation in Nation if nation in found)


def tested_in(area: Area | None, release: Release) -> Area | None:
    """The area that claims are tested in for a page about `area`: its partnership where it is smaller."""
    if area is None or area.kind in WIDE_KINDS:
        return area
    code = area.partnership or area.parent
    above = release.area(code) if code else None
    return tested_in(above, release) if above is not None else None


__all__ = [
    "OF_PEOPLE_ALONE",
    "OF_SMALL_AREAS",
    "TESTS",
    "WIDE_KINDS",
    "Answer",
    "Asked",
    "Claim",
    "ClaimTest",
    "Local",
    "Paper",
    "Reading",
    "Register",
    "Verdict",
    "Why",
    "forces_of",
    "here",
    "load_register",
    "nations",
    "of_paper",
    "register",
    "tested_in",
]  # fmt: skip
