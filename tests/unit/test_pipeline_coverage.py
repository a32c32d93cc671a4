"""What a force supplied: a partial month is found by its level and its neighbours."""

from __future__ import annotations

import numpy as np
import pytest

from crimemap.pipeline.coverage import Supplied, judge
from crimemap.release import Coverage, Supply
from crimemap.terms import TYPES, CrimeType, Month, Period

YEAR = Period(Month(2024, 1), Month(2024, 12)).months()
ASB, BURGLARY = TYPES.index(CrimeType.ANTI_SOCIAL_BEHAVIOUR), TYPES.index(CrimeType.BURGLARY)


def given(level: int = 1000, *, asb: int = 300, burglary: int = 100, set_aside: int = 0) -> Supplied:
    by_type = np.zeros(len(TYPES), np.int64)
    by_type[ASB], by_type[BURGLARY], by_type[BURGLARY + 1] = (
        asb,
        min(burglary, level),
        max(level - burglary, 0),
    )
    rows = int(by_type.sum())
    return Supplied(by_type, rows + set_aside, set_aside)


def judged(supplied: dict[Month, Supplied], months: tuple[Month, ...] = YEAR) -> dict[str, str]:
    """Month → why it is not published; "missing" for a missing one."""
    return {
        month: "missing" if cover.status is Supply.MISSING else cover.why
        for month, cover in judge(supplied, months).items()
        if cover.status is not Supply.PUBLISHED
    }


def test_months_of_a_level_are_published() -> None:
    assert judged({month: given(1000 + 20 * n) for n, month in enumerate(YEAR)}) == {}


def test_season_and_growth_do_not_make_a_month_partial() -> None:
    levels = [820, 800, 900, 950, 1050, 1150, 1200, 1180, 1050, 1000, 900, 850]
    assert judged({month: given(level) for month, level in zip(YEAR, levels, strict=True)}) == {}


def test_a_month_without_a_file_is_missing_and_has_no_rows() -> None:
    found = judge({month: given() for month in YEAR if month != Month(2024, 5)}, YEAR)
    assert found["2024-05"] == Coverage(status=Supply.MISSING, rows=None)


@pytest.mark.parametrize(
    ("level", "why"), [(590, {"2024-06": "level"}), (610, {}), (0, {"2024-06": "level"})]
)
def test_a_month_well_below_its_neighbours_is_partial(level: int, why: dict[str, str]) -> None:
    assert judged({month: given(level if month == Month(2024, 6) else 1000) for month in YEAR}) == why


def test_several_partial_months_together_are_all_found() -> None:
    """Dyfed-Powys 2024: 1,187, 300, 164, 283 after years of 3,100 to 4,600."""
    levels = [4000, 3900, 4100, 4200, 3800, 3700, 3600, 1187, 300, 164, 283, 3900]
    found = judged({month: given(level, asb=0) for month, level in zip(YEAR, levels, strict=True)})
    assert found == {f"2024-{n:02d}": "level" for n in (8, 9, 10, 11)}


def test_a_half_month_beside_one_other_is_found() -> None:
    """Kent 2018-12: 8,438 rows beside 17,792."""
    pair = {Month(2018, 12): given(8_438), Month(2019, 1): given(17_792)}
    assert judged(pair, tuple(pair)) == {"2018-12": "level"}


def test_a_force_of_a_handful_of_crimes_has_small_months_that_are_whole() -> None:
    levels = [8, 4, 9, 3, 8, 7, 2, 9, 8, 5, 6, 8]
    small = {m: given(level, asb=0, burglary=level) for m, level in zip(YEAR, levels, strict=True)}
    assert judged(small) == {}


def test_a_month_alone_is_taken_as_it_is() -> None:
    assert judged({Month(2024, 1): given(10)}, (Month(2024, 1),)) == {}
    assert judged({Month(2024, 1): given(0, asb=0, burglary=0)}, (Month(2024, 1),)) == {"2024-01": "level"}


def test_a_type_that_is_gone_altogether_is_named() -> None:
    months = {month: given(burglary=0 if month == Month(2024, 6) else 100) for month in YEAR}
    cover = judge(months, YEAR)["2024-06"]
    assert (cover.status, cover.why) == (Supply.PARTIAL, "types: burglary")
    assert (cover.absent, cover.short, cover.level) == (("burglary",), (), False)


def test_a_rare_type_that_is_not_there_is_nought() -> None:
    months = {month: given(burglary=0 if month == Month(2024, 6) else 29) for month in YEAR}
    assert judged(months) == {}


def test_anti_social_behaviour_that_is_not_there_is_absent_and_a_rest_of_it_is_short() -> None:
    """City of London 2017-05 holds none, beside 152 a month."""
    none = judge({m: given(asb=0 if m == Month(2024, 6) else 152) for m in YEAR}, YEAR)["2024-06"]
    assert (none.absent, none.short) == (("anti-social-behaviour",), ())
    rest = judge({m: given(asb=30 if m == Month(2024, 6) else 152) for m in YEAR}, YEAR)["2024-06"]
    assert (rest.absent, rest.short, rest.why) == ((), ("anti-social-behaviour",), "asb")


@pytest.mark.parametrize(("set_aside", "why"), [(13, {}), (14, {"2024-06": "rows set aside"})])
def test_more_than_one_row_in_a_hundred_set_aside_is_a_partial_month(
    set_aside: int, why: dict[str, str]
) -> None:
    months = {m: given(1000, asb=300, set_aside=set_aside if m == Month(2024, 6) else 0) for m in YEAR}
    assert judged(months) == why


def test_a_month_found_partial_is_no_measure_for_its_neighbours() -> None:
    """Two low months must not make a normal one look high, nor each other look normal."""
    levels = {1: 100, 2: 110, 3: 1000}
    months = {Month(2024, n): given(level, asb=0) for n, level in levels.items()}
    assert judged(months, tuple(months)) == {"2024-01": "level", "2024-02": "level"}
