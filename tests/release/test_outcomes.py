"""Outcomes: the fast path equals a slow reading of the raw rows; later ones count where they belong; each row has an
account."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crimemap.pipeline import Built
from crimemap.release import Release, outcome_rows
from crimemap.release.outcomes import faults, supplied
from crimemap.release.verify import check
from crimemap.terms import (
    CHARGES,
    COURT_RESULTS,
    NO_RESULT,
    OUTCOME_NAMES,
    OUTCOMES,
    TYPES,
    AreaKind,
    CrimeType,
    Outcome,
    Refusal,
)
from tests.release.handmade import (
    FORCE_CODES,
    MONTHS,
    Heard,
    Row,
    build_into,
    point,
    street_csv,
)
from tests.release.outcome_files import IDS, Told, built, crime, known_of, outcomes_csv, sources_of
from tests.release.test_oracle import SQUARES, lowest, slow_small_area

TEXTS = [
    "Under investigation", "Status update unavailable", "Court result unavailable", "Awaiting court outcome",
    "Investigation complete; no suspect identified", "Local resolution", "Offender fined", "Sent to Mars", "",
]  # fmt: skip
TOLD = [
    "Suspect charged", "Offender given a caution", "Investigation complete; no suspect identified", "Offender fined",
    "Unable to prosecute suspect", "Whisked away",
]  # fmt: skip


STREET = st.builds(
    Row,
    month=st.sampled_from(MONTHS),
    force=st.sampled_from(["weston", "easton", "btp"]),
    type=st.sampled_from([CrimeType.BURGLARY, CrimeType.ANTI_SOCIAL_BEHAVIOUR, CrimeType.DRUGS]),
    at=st.none()
    | st.sampled_from([point(0.5, 0.5), point(1.5, 0.5), point(2, 1), point(3.5, 1.5), point(9, 9)]),
    lsoa=st.sampled_from(["E01900001", "E01900004", "E01800023", ""]),
    id=st.sampled_from(["", *IDS]),
    outcome=st.sampled_from(TEXTS),
)
FILES = st.lists(
    st.builds(
        Told,
        month=st.sampled_from(["2026-05", *MONTHS, "2026-12"]),
        force=st.sampled_from(["weston", "easton", "aston"]),
        id=st.sampled_from([*IDS, "f" * 64]),
        outcome=st.sampled_from(TOLD),
    ),
    max_size=25,
)


# --- the oracle --------------------------------------------------------------------------------------


def slow_outcome(row: Row, rows: list[Row], told: list[Told]) -> Outcome:
    """What is known last of one row, as docs/decisions/0030 says it."""
    street = OUTCOME_NAMES.get(row.outcome, Outcome.NOT_RECOGNISED) if row.outcome else Outcome.NOT_GIVEN
    mine = [one for one in told if row.id and (one.force, one.id) == (row.force, row.id)]
    known = [
        (one.month, OUTCOMES.index(OUTCOME_NAMES[one.outcome]))
        for one in mine
        if one.outcome in OUTCOME_NAMES
    ]
    if not known:
        return Outcome.NOT_RECOGNISED if mine and street is Outcome.NOT_GIVEN else street
    last = OUTCOMES[max(known)[1]]
    if last in CHARGES and street in COURT_RESULTS:
        return street
    alike = [
        other
        for other in rows
        if (other.month, other.force, other.id) == (row.month, row.force, row.id)
        and other.type is not CrimeType.ANTI_SOCIAL_BEHAVIOUR
    ]
    return street if len(alike) > 1 and street not in NO_RESULT else last


def slow_areas(row: Row) -> list[str]:
    found: list[str | None] = [FORCE_CODES[row.force]]
    if row.at is not None and row.force != "btp":
        found += [lowest(row.at, SQUARES[kind]) for kind in (AreaKind.PARTNERSHIP, AreaKind.NEIGHBOURHOOD)]
        found.append(slow_small_area(row))
    return [code for code in found if code]


def slow_outcomes(rows: list[Row], told: list[Told]) -> Counter[tuple[str, str, str, str]]:
    """(area, month, type, outcome) → rows."""
    return Counter(
        (area, row.month, row.type, slow_outcome(row, rows, told))
        for row in rows
        if row.type is not CrimeType.ANTI_SOCIAL_BEHAVIOUR
        for area in slow_areas(row)
    )


def fast_outcomes(release: Release) -> Counter[tuple[str, str, str, str]]:
    return Counter(
        {
            (area.code, str(release.months[month]), TYPES[kind], OUTCOMES[outcome]): count
            for area_kind in SQUARES
            for area in release.areas(area_kind)
            for month, kind, outcome, count in outcome_rows(release, area).tolist()
        }
    )


def placed(rows: list[Row]) -> list[Row]:
    return [
        row if row.at else Row(row.month, row.force, row.type, id=row.id, outcome=row.outcome) for row in rows
    ]


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(STREET, min_size=1, max_size=40).map(placed), told=FILES)
def test_every_outcome_equals_the_slow_one_and_they_add_up(rows: list[Row], told: list[Told]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        done, release = built(Path(folder), rows, told)
        here = {area.code for kind in SQUARES for area in release.areas(kind)}
        expected = slow_outcomes(rows, told)
        assert fast_outcomes(release) == Counter({k: n for k, n in expected.items() if k[0] in here})
        asb = TYPES.index(CrimeType.ANTI_SOCIAL_BEHAVIOUR)
        for kind in SQUARES:
            for area in release.areas(kind):
                counts = release.counts(area)
                assert outcome_rows(release, area)["count"].sum() == counts.sum() - counts[:, asb].sum()
        _accounted(done, rows, told)
        assert check(release.folder, done.id) == []


def _accounted(done: Built, rows: list[Row], told: list[Told]) -> None:
    """Every row of every outcomes file is an outcome or a repetition; each outcome has its crime here or elsewhere."""
    here = {(row.force, row.id) for row in rows if row.id and row.type is not CrimeType.ANTI_SOCIAL_BEHAVIOUR}
    for file in done.manifest.outcomes.files:
        mine = [one for one in told if (one.month, one.force) == (file.month, file.force)]
        distinct = {(one.id, one.outcome) for one in mine}
        assert (file.rows_in, file.outcomes, file.repeated) == (
            len(mine),
            len(distinct),
            len(mine) - len(distinct),
        )
        assert file.elsewhere == sum((file.force, crime) not in here for crime, _ in distinct)
        assert sum(file.unknown.values()) == sum(one.outcome not in OUTCOME_NAMES for one in mine)


def test_several_persons_of_one_crime_are_one_crime_with_the_most_final_outcome(tmp_path: Path) -> None:
    told = [
        Told("2026-08", "weston", IDS[0], text) for text in ("Offender given a caution", "Suspect charged")
    ]
    done, release = built(tmp_path, [crime(IDS[0])], [*told, told[1], told[1]])
    assert known_of(release) == {Outcome.CHARGED: 1}
    assert [(file.rows_in, file.repeated) for file in done.manifest.outcomes.files] == [(4, 2)]
    assert done.manifest.outcomes.months["2026-07"].later == 1


def test_an_outcome_of_a_later_month_counts_in_the_month_of_the_crime(tmp_path: Path) -> None:
    told = [
        Told("2026-09", "weston", IDS[0], "Unable to prosecute suspect"),
        Told("2026-08", "weston", IDS[0], "Suspect charged"),
    ]
    _, release = built(tmp_path, [crime(IDS[0]), crime(IDS[1], month="2026-09")], told)
    area = release.area("weston-n1")
    assert area is not None
    rows = [(release.manifest.months[m], OUTCOMES[o]) for m, _, o, _ in outcome_rows(release, area).tolist()]
    assert rows == [("2026-07", Outcome.UNABLE_TO_PROSECUTE), ("2026-09", Outcome.UNDER_INVESTIGATION)]


def test_a_court_result_is_kept_against_a_mere_charge(tmp_path: Path) -> None:
    rows = [crime(IDS[0], "Offender sent to prison"), crime(IDS[1], "Court result unavailable")]
    told = [Told("2026-08", "weston", id_, "Suspect charged") for id_ in IDS[:2]]
    _, release = built(tmp_path, rows, told)
    assert known_of(release) == {Outcome.IMPRISONED: 1, Outcome.CHARGED: 1}


def test_the_same_id_at_two_forces_is_two_crimes(tmp_path: Path) -> None:
    rows = [crime(IDS[0]), crime(IDS[0], force="easton")]
    _, release = built(tmp_path, rows, [Told("2026-08", "weston", IDS[0], "Suspect charged")])
    assert known_of(release) == {Outcome.CHARGED: 1, Outcome.UNDER_INVESTIGATION: 1}


def test_ids_of_northern_ireland_are_no_key_and_its_outcomes_are_missing(tmp_path: Path) -> None:
    ours = crime(IDS[0], "Under investigation")
    theirs = street_csv([crime(IDS[0], "")]).replace("Weston Police", "Police Service of Northern Ireland")
    file = outcomes_csv([Told("2026-08", "weston", IDS[0], "Suspect charged")])
    also = {
        "2026-07/2026-07-northern-ireland-street.csv": theirs,
        "2026-08/2026-08-northern-ireland-outcomes.csv": file,
    }
    done = build_into(sources_of(tmp_path / "in", [ours], [], also), tmp_path / "out")
    release = Release(tmp_path / "out" / done.id)
    assert known_of(release, "northern-ireland") == {Outcome.NOT_GIVEN: 1}
    assert not supplied(release, "northern-ireland")


def test_words_that_nobody_knows_are_told_and_counted_as_not_known(tmp_path: Path) -> None:
    heard = Heard()
    rows = [crime(IDS[0], "Sent to Mars"), crime(IDS[1], "")]
    sources = sources_of(tmp_path / "in", rows, [Told("2026-08", "weston", IDS[1], "Whisked away")])
    done = build_into(sources, tmp_path / "out", progress=heard)
    assert known_of(Release(tmp_path / "out" / done.id)) == {Outcome.NOT_RECOGNISED: 2}
    assert done.manifest.outcomes.months["2026-07"].unknown == {"Sent to Mars": 1}
    assert done.manifest.outcomes.files[0].unknown == {"Whisked away": 1}
    assert sum("Mars" in text or "Whisked" in text for text in heard.warnings) == 2


def test_words_that_nobody_knows_never_hide_an_outcome_that_is_known(tmp_path: Path) -> None:
    rows = [crime(IDS[0], "Local resolution"), crime(IDS[1], "Under investigation"), crime(IDS[2])]
    told = [Told("2026-08", "weston", id_, "Whisked away") for id_ in IDS[:3]]
    _, release = built(tmp_path, rows, [*told, Told("2026-07", "weston", IDS[2], "Suspect charged")])
    expected = {Outcome.LOCAL_RESOLUTION: 1, Outcome.UNDER_INVESTIGATION: 1, Outcome.CHARGED: 1}
    assert known_of(release) == expected


def test_rows_that_share_an_id_in_a_month_keep_their_own_outcome_unless_it_says_nothing(
    tmp_path: Path,
) -> None:
    rows = [
        crime(IDS[0], "Local resolution"),
        crime(IDS[0], "Under investigation"),
        crime(IDS[0], "Local resolution", month="2026-08"),
    ]
    _, release = built(tmp_path, rows, [Told("2026-09", "weston", IDS[0], "Suspect charged")])
    assert known_of(release) == {Outcome.LOCAL_RESOLUTION: 1, Outcome.CHARGED: 2}


def test_a_month_without_any_outcome_is_not_supplied(tmp_path: Path) -> None:
    rows = [crime(IDS[0], ""), crime(IDS[1], "Local resolution", "2026-08"), crime(IDS[2], "", "2026-09")]
    _, release = built(tmp_path, rows, [Told("2026-09", "weston", IDS[4], "Suspect charged")])
    assert {str(month) for month in supplied(release, "weston")} == {"2026-08", "2026-09"}


def test_outcomes_that_are_not_as_many_as_the_crimes_are_found_though_every_digest_is_right(
    tmp_path: Path,
) -> None:
    _, release = built(tmp_path, [crime(IDS[0])], [Told("2026-08", "weston", IDS[0], "Suspect charged")])
    file = release.folder / "outcomes/neighbourhood.rows.npy"
    rows = np.load(file)
    rows["count"] += 1
    np.save(file, rows)
    assert faults(release.folder, release.manifest) == [
        f"outcomes/{file.name}: the outcomes of an area are not as many as its recorded crimes"
    ]


def test_an_outcomes_file_with_another_header_stops_the_build_naming_it(tmp_path: Path) -> None:
    text = outcomes_csv([]).replace("Outcome type", "Result")
    sources = sources_of(tmp_path / "in", [crime(IDS[0])], [], {"2026-07/2026-07-weston-outcomes.csv": text})
    with pytest.raises(
        Refusal, match=r"2026-07-weston-outcomes\.csv, line 1: column 10 of the header is 'Result'"
    ):
        build_into(sources, tmp_path / "out")
