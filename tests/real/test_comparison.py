"""Comparison and deprivation on real releases: tenths are those of the publisher's file, and every section stands."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable

import pytest

from crimemap.factory import create_app
from crimemap.measures import comparison, crime
from crimemap.measures.comparison import Basis
from crimemap.measures.deprivation import deprivation
from crimemap.release import Release
from crimemap.release.shelf import Shelf
from crimemap.settings import Settings
from crimemap.terms import AreaKind
from crimemap.words import alarming
from tests.real.conftest import DATA

Build = Callable[[str], tuple[Release, int]]
COUNTIES = ["cambridgeshire", "surrey"]


def ranks_of_the_file() -> dict[str, tuple[int, int]]:
    """LSOA → rank and decile, as the file has them."""
    with zipfile.ZipFile(DATA / "deprivation" / "imd_2025_england_lsoa21.csv.zip") as archive:
        text = archive.read(archive.namelist()[0]).decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text))
    return {row["lsoa21_code"]: (int(float(row["IMD_rank"])), int(float(row["IMD_decile"]))) for row in rows}


@pytest.mark.parametrize("name", COUNTIES)
def test_ranks_and_tenths_are_those_of_the_file(build: Build, name: str):
    release, _ = build(name)
    file = ranks_of_the_file()
    small = release.areas(AreaKind.LSOA)
    for area in small:
        (scale,) = deprivation(release, area).scales
        assert (scale.rank.value, scale.decile.value) == file[area.code]
    for area in release.areas(AreaKind.PARTNERSHIP):
        inside = [part.code for part in release.parts(area, AreaKind.LSOA)]
        slow = Counter(file[code][1] for code in inside)
        (scale,) = deprivation(release, area).scales
        assert [row.areas.value for row in scale.tenths] == [slow[decile] for decile in range(1, 11)]
        people = sum(part.residents for part in release.parts(area, AreaKind.LSOA) if file[part.code][1] == 1)
        assert scale.most.value == people


@pytest.mark.parametrize("name", COUNTIES)
def test_every_kind_of_area_has_a_group_or_a_reason(build: Build, name: str):
    release, _ = build(name)
    period = crime.latest_period(release)
    compared = 0
    for kind in AreaKind:
        for area in release.areas(kind)[:40]:
            found = comparison.beside(release, area, crime.ALL, period)
            assert found.group.basis is not Basis.SUPPLIED
            assert len(found.group.others) <= comparison.MOST_OTHERS
            if found.rows:
                compared += 1
                assert [row.area.position for row in found.rows] == sorted(
                    row.area.position for row in found.rows
                )
                assert sum(row.is_own for row in found.rows) == 1
                assert found.mean.value == pytest.approx(
                    1000
                    * sum(row.count.value for row in found.rows)
                    / sum(row.rate.denominator.value for row in found.rows)
                    * 12
                    / period.length
                )
    assert compared > 20


@pytest.mark.parametrize("name", COUNTIES)
def test_the_sections_and_the_comparison_of_real_places_stand(build: Build, name: str):
    release, _ = build(name)
    Shelf(release.folder.parent).use(release.id, dt.datetime(2026, 11, 12, tzinfo=dt.UTC))
    client = create_app(Settings(data=release.folder.parents[1])).test_client()
    chosen = [release.areas(kind)[0] for kind in AreaKind if release.areas(kind)]
    for area in chosen:
        page = client.get(f"/areas/{area.code}")
        assert page.status_code == 200
        for section in ("compare", "deprivation"):
            body = re.search(rf'<section[^>]*\sid="{section}"\s.*?</section>', page.text, re.DOTALL)[0]
            assert not alarming(re.sub(r"<[^>]+>", " ", body))
            assert 'class="cm-finding"' in body
    first, second = release.areas(AreaKind.PARTNERSHIP)[:2]
    assert client.get(f"/compare?areas={first.code},{second.code}").status_code == 200
