"""Outcomes: the fast path equals a slow reading of the raw rows; later ones count where they belong; each row has an
account."""

from __future__ import annotations

import csv
import io
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crimemap.pipeline import Built
from crimemap.release import Release, outcome_rows
from crimemap.release.outcomes import faults, supplied
from crimemap.release.verify import check
from crimemap.sources.police_outcomes import HEADER
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
    FORCES,
    MONTHS,
    Heard,
    Row,
    build_into,
    contents,
    point,
    street_csv,
    write_archive,
    write_inputs,
)
from tests.release.test_oracle import SQUARES, lowest, slow_small_area

IDS = [f"{n:064x}" for n in range(1, 6)]
"""So few that they repeat within a month, over months, and over forces."""
TEXTS = [
    "Under investigation", "Status update unavailable", "Court result unavailable", "Awaiting court outcome",
    "Investigation complete; no suspect identified", "Local resolution", "Offender fined", "Sent to Mars", "",
]  # fmt: skip
TOLD = [
    "Suspect charged", "Offender given a caution", "Investigation complete; no suspect identified", "Offender fined",
    "Unable to prosecute suspect", "Whisked away",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One row of an outcomes file."""

    month: str
    force: str
    id: str
    outcome: str


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


def outcomes_csv(rows: list[Told], newline: str = "\r\n") -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=newline)
    writer.writerow(HEADER)
    for row in rows:
        name = FORCES[row.force]
        writer.writerow([row.id, row.month, name, name, "", "", "No location", "", "", row.outcome])
    return text.getvalue()


def members(told: list[Told]) -> dict[str, str]:
    """The outcomes files of an archive."""
    keys = sorted({(row.month, row.force) for row in told})
    return {
        f"{month}/{month}-{force}-outcomes.csv": outcomes_csv(
            [row for row in told if (row.month, row.force) == (month, force)]
        )
        for month, force in keys
    }


def sources_of(folder: Path, rows: list[Row], told: list[Told], also: dict[str, str] | None = None) -> Path:
    sources = write_inputs(folder, rows)
    write_archive(folder / "police.zip", rows, members(told) | (also or {}))
    return sources


def built(folder: Path, rows: list[Row], told: list[Told]) -> tuple[Built, Release]:
    done = build_into(sources_of(folder / "in", rows, told), folder / "out")
    return done, Release(folder / "out" / done.id)


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


# --- what people would ask ---------------------------------------------------------------------------


def crime(
    id_: str, outcome: str = "Under investigation", month: str = "2026-07", force: str = "weston"
) -> Row:
    return Row(month, force, CrimeType.BURGLARY, point(0.5, 0.5), "E01900001", id=id_, outcome=outcome)


def known_of(release: Release, code: str = "weston-n1") -> Counter[Outcome]:
    area = release.area(code)
    assert area is not None
    found: Counter[Outcome] = Counter()
    for _, _, outcome, count in outcome_rows(release, area).tolist():
        found[OUTCOMES[outcome]] += count
    return found


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


def test_the_same_files_give_the_same_bytes_and_nothing_is_read_again(tmp_path: Path, monkeypatch) -> None:
    rows = [crime(IDS[n], month=month) for n, month in enumerate(MONTHS)]
    told = [
        Told("2026-08", "weston", IDS[0], "Suspect charged"),
        Told("2026-09", "weston", IDS[4], "Offender fined"),
    ]
    first = build_into(sources_of(tmp_path / "a", rows, told), tmp_path / "one")
    again = build_into(sources_of(tmp_path / "b", rows, told), tmp_path / "two")
    assert contents(tmp_path / "one" / first.id) == contents(tmp_path / "two" / again.id)
    monkeypatch.setattr("crimemap.pipeline.outcome_files.read_outcomes", None)
    monkeypatch.setattr("crimemap.pipeline.outcomes.Outcomes._counted", None)
    assert build_into(tmp_path / "b" / "sources.toml", tmp_path / "two").id == first.id


def test_a_new_outcomes_file_tells_of_months_built_before_as_if_all_were_new(tmp_path: Path) -> None:
    rows = [crime(IDS[n], month=month) for n, month in enumerate(MONTHS)]
    early = [Told("2026-08", "weston", IDS[0], "Suspect charged")]
    late = [*early, *(Told("2026-10", "weston", IDS[n], "Offender fined") for n in (0, 3))]
    build_into(sources_of(tmp_path / "a", rows, early), tmp_path / "grown")
    grown = build_into(sources_of(tmp_path / "b", rows, late), tmp_path / "grown")
    fresh = build_into(sources_of(tmp_path / "c", rows, late), tmp_path / "fresh")
    assert contents(tmp_path / "grown" / grown.id) == contents(tmp_path / "fresh" / fresh.id)
    assert known_of(Release(tmp_path / "grown" / grown.id))[Outcome.FINED] == 1


def test_a_new_month_of_crimes_under_the_same_outcomes_files_is_as_if_all_were_new(tmp_path: Path) -> None:
    rows = [crime(IDS[n], month=month) for n, month in enumerate(MONTHS)]
    told = [Told("2026-09", "weston", id_, "Suspect charged") for id_ in IDS[:3]]
    first = build_into(sources_of(tmp_path / "a", rows[:2], told), tmp_path / "grown")
    assert [file.elsewhere for file in first.manifest.outcomes.files] == [1]
    grown = build_into(sources_of(tmp_path / "b", rows, told), tmp_path / "grown")
    assert [file.elsewhere for file in grown.manifest.outcomes.files] == [0]
    fresh = build_into(sources_of(tmp_path / "c", rows, told), tmp_path / "fresh")
    assert contents(tmp_path / "grown" / grown.id) == contents(tmp_path / "fresh" / fresh.id)


@pytest.mark.parametrize("seen_first", range(3))
def test_an_older_month_that_numbers_points_anew_leaves_later_outcomes_as_if_all_were_new(
    tmp_path: Path, seen_first: int
) -> None:
    spots = [point(1.5, 0.5), point(3.5, 1.5), point(0.5, 0.5)]
    later = [
        Row("2026-08", "weston", CrimeType.BURGLARY, at, id=IDS[n], outcome="Local resolution")
        for n, at in enumerate(spots)
    ]
    older = Row(
        "2026-07", "weston", CrimeType.BURGLARY, spots[seen_first], id=IDS[3], outcome="Local resolution"
    )
    build_into(sources_of(tmp_path / "a", later, []), tmp_path / "grown")
    grown = build_into(sources_of(tmp_path / "b", [older, *later], []), tmp_path / "grown")
    fresh = build_into(sources_of(tmp_path / "c", [older, *later], []), tmp_path / "fresh")
    assert contents(tmp_path / "grown" / grown.id) == contents(tmp_path / "fresh" / fresh.id)


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


def test_months_kept_from_a_history_keep_their_outcomes_and_get_later_ones(tmp_path: Path) -> None:
    rows = [crime(IDS[n], month=month) for n, month in enumerate(MONTHS)]
    early = [Told("2026-08", "weston", IDS[0], "Suspect charged")]
    first = build_into(sources_of(tmp_path / "a", rows[:2], early), tmp_path / "out")
    late = [Told("2026-09", "weston", IDS[1], "Local resolution")]
    sources = sources_of(tmp_path / "b", rows[2:], late)
    sources.write_text(sources.read_text() + f'\n[history]\nrelease = "{first.id}"\n')
    done = build_into(sources, tmp_path / "out")
    release = Release(tmp_path / "out" / done.id)
    assert known_of(release) == {
        Outcome.CHARGED: 1,
        Outcome.LOCAL_RESOLUTION: 1,
        Outcome.UNDER_INVESTIGATION: 1,
    }
    assert [file.month for file in done.manifest.outcomes.files] == ["2026-08", "2026-09"]


def test_an_outcomes_file_with_another_header_stops_the_build_naming_it(tmp_path: Path) -> None:
    text = outcomes_csv([]).replace("Outcome type", "Result")
    sources = sources_of(tmp_path / "in", [crime(IDS[0])], [], {"2026-07/2026-07-weston-outcomes.csv": text})
    with pytest.raises(
        Refusal, match=r"2026-07-weston-outcomes\.csv, line 1: column 10 of the header is 'Result'"
    ):
        build_into(sources, tmp_path / "out")
