"""Page, table, CSV and map say the same numbers; a missing month is never a 0; a file runs in no spreadsheet."""

import csv
import io
import json
import re

import pytest

from crimemap.figure import Status
from crimemap.release import Area, Release
from crimemap.terms import TYPES, AreaKind, CrimeType, types_in_use
from crimemap.web.site.figures import safe_cell
from tests.site.client import CheckingClient

LARK = "/areas/corvenshire-lark"
HEADER = "code,name,kind,period,type,value,status,lower,upper,denominator,source,release,licence"


def rows_of(client: CheckingClient, area: str, query: str = "") -> list[dict[str, str]]:
    text = client.get(f"/areas/{area}/crime.csv{query}").data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def areas_of(release: Release) -> list[Area]:
    return [area for kind in AreaKind for area in release.areas(kind)]


def test_the_file_has_exactly_the_columns_promised(client: CheckingClient):
    answer = client.get(LARK + "/crime.csv")
    assert answer.data.startswith(b"\xef\xbb\xbf" + HEADER.encode() + b"\r\n")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="crime-corvenshire-lark.csv"'


def test_the_file_of_every_area_holds_every_count_of_the_release(client: CheckingClient, release: Release):
    for area in areas_of(release):
        found = {(row["period"], row["type"]): row for row in rows_of(client, area.code)}
        counts, statuses = release.counts(area), release.statuses(area)
        for n, month in enumerate(release.months):
            for t, kind in enumerate(TYPES):
                row = found.get((str(month), str(kind)))
                if kind not in types_in_use(month):
                    assert row is None or row["status"] == "not applicable"
                    continue
                assert row["status"] == statuses[n]
                # Nothing in part of a month is no nought.
                told = statuses[n].has_value and (counts[n, t] or statuses[n] is Status.PUBLISHED)
                assert row["value"] == (str(counts[n, t]) if told else "")
                assert (row["code"], row["name"], row["kind"]) == (area.code, area.name, area.kind)
                assert (row["release"], row["licence"]) == (release.id, "Open Government Licence v3.0")
        assert len(found) == len(rows_of(client, area.code))


def test_a_missing_month_has_no_number_anywhere(client: CheckingClient, release: Release):
    missing = [m for m, s in zip(release.months, release.statuses(release.area("corvenshire-lark")), strict=True)
               if s is Status.MISSING]  # fmt: skip
    assert missing
    for month in missing:
        rows = rows_of(client, "corvenshire-lark", f"?month={month}")
        assert rows
        assert all(
            row["value"] == row["lower"] == row["upper"] == "" and row["status"] == "missing" for row in rows
        )
        page = client.get(f"{LARK}/crime?month={month}").text
        assert "not supplied" in page
        assert not re.search(r'<td class="cm-table__number">\s*0\s*</td>', page)


def test_the_file_is_narrowed_to_a_month_or_a_type(client: CheckingClient):
    assert {row["period"] for row in rows_of(client, "corvenshire-lark", "?month=2026-09")} == {"2026-09"}
    assert {row["type"] for row in rows_of(client, "corvenshire-lark", "?type=burglary")} == {"burglary"}
    assert len(rows_of(client, "corvenshire-lark", "?type=burglary&month=2026-09")) == 1


def test_intervals_stand_beside_published_counts_only(client: CheckingClient):
    for row in rows_of(client, "corvenshire-lark"):
        if row["status"] == "published":
            assert float(row["lower"]) <= int(row["value"]) <= float(row["upper"])
        else:
            assert row["lower"] == row["upper"] == ""


def test_the_first_sentence_the_table_the_file_and_the_map_agree(client: CheckingClient, release: Release):
    page = client.get(LARK).text
    last = {str(month) for month in release.months[-12:]}
    crimes = [row for row in rows_of(client, "corvenshire-lark")
              if row["period"] in last and row["type"] != CrimeType.ANTI_SOCIAL_BEHAVIOUR]  # fmt: skip
    total = f"{sum(int(row['value']) for row in crimes):,}"
    assert f"<strong>{total} crimes</strong>" in page
    foot = re.search(
        r'<tr class="cm-table__total">\s*<th scope="row">Larkwith</th>\s*<td[^>]*>([\d,]+)', page
    )
    assert foot[1] == total
    data = json.loads(client.get(LARK + "/map.geojson").data)
    parts = [feature["properties"] for feature in data["features"] if feature["properties"]["k"] == "part"]
    table = re.findall(
        r'<span class="cm-letter">(\w+)</span>\s*<a[^>]*>[^<]*</a>\s*</th>\s*<td[^>]*>([\d,]+)', page
    )
    assert len(parts) == len(table) == 3
    for letter, count in table:
        assert any(letter in map(str, part.values()) and count in map(str, part.values()) for part in parts)


def test_the_rows_of_a_table_of_parts_sum_to_its_total(client: CheckingClient, release: Release):
    for area in areas_of(release):
        text = client.get(f"/areas/{area.code}").text
        table = re.search(r'id="parts-table".*?</table>', text, re.DOTALL)[0]
        body, _, foot = table.partition("<tfoot>")
        cell = re.compile(r'<td class="cm-table__number">\s*([-−]?[\d,]+)')
        numbers = [
            [int(n.replace(",", "").replace("−", "-")) for n in cell.findall(part)] for part in (body, foot)
        ]
        if numbers[0]:
            assert sum(numbers[0][0::2]) == numbers[1][0], area
            assert sum(numbers[0][1::2]) == numbers[1][1], area


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "|", "%", "＝", "＋", "－", "＠", " =", "\u00a0@"]
)
def test_no_name_is_taken_for_a_formula(start: str):
    assert safe_cell(f"{start}cmd|' /C calc'!A0").startswith("'")
    assert safe_cell("O’Dowd & Finch = 1") == "O’Dowd & Finch = 1"


def test_the_table_of_parts_can_be_downloaded_as_it_stands(client: CheckingClient, release: Release):
    from crimemap.measures import crime

    area = release.area("corvenshire-lark")
    table = crime.parts(release, area, crime.ALL, crime.latest_period(release))
    text = client.get("/areas/corvenshire-lark/parts.csv").data.decode("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["type"] == "all-crime"]
    assert [(row["code"], row["value"]) for row in rows] == [
        *((part.area.code, str(part.change.now.value)) for part in table.rows),
        (area.code, str(table.whole.now.value)),
    ]
    assert client.get("/areas/corvenshire-lark/parts.csv?month=2026-09&type=burglary").status_code == 200
