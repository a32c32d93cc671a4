"""Wall, paper, page, letter, frame and feed against the area's own CSV, added up again here (rules A3, M6, M16).

Nothing of measures, words or brief is asked for a figure: what is expected is made of `/areas/<code>/crime.csv` alone.
"""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import json
import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask import Flask

from crimemap import digests
from crimemap.brief import brief_of
from crimemap.digests.writing import letter_of
from crimemap.release.shelf import Shelf
from crimemap.terms import Month
from tests.page_tables import Table, flat, tables
from tests.printed import opened, together, words_of
from tests.site.conftest import publish, site_of
from tests.site.convictions_site import NOW, set_clock
from tests.small_meetings import meeting, published

LARK, VALE = "corvenshire-lark", "E22900001"
AREAS = (LARK, VALE)
ASB = "anti-social-behaviour"
ATOM = "{http://www.w3.org/2005/Atom}"
MONTHS = [dt.date(2026, month, 1).strftime("%B") for month in range(1, 13)]
KINDS = {
    "Violence and sexual offences": "violent-crime", "Shoplifting": "shoplifting", "Drugs": "drugs",
    "Criminal damage and arson": "criminal-damage-arson", "Vehicle crime": "vehicle-crime", "Robbery": "robbery",
    "Public order": "public-order", "Burglary": "burglary", "Other theft": "other-theft", "Other crime": "other-crime",
    "Bicycle theft": "bicycle-theft", "Theft from the person": "theft-from-the-person",
    "Possession of weapons": "possession-of-weapons",
}  # fmt: skip
BEFORE, WITHIN = "2024-09", "2026-03"
"""A month that nobody supplied: before both years that are compared, or in the year that is told of."""


@dataclass(frozen=True)
class Site:
    app: Flask
    meeting: dict[str, str]

    def get(self, address: str):
        answer = self.app.test_client().get(address)
        assert answer.status_code == 200, address
        return answer


def made(folder: Path, missing: str) -> Site:
    publish(folder, missing={missing}, partial={"2024-08"}, facts=False)
    app = site_of(folder)
    set_clock(app, NOW)
    with app.app_context(), app.extensions["crimemap.database"].session(writing=True) as session:
        ids = {
            code: published(session, meeting(title_en=f"A meeting of {code}", areas=(code,))).id
            for code in AREAS
        }
        session.commit()
    return Site(app, ids)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return made(tmp_path_factory.mktemp("whole"), BEFORE)


@pytest.fixture(scope="module")
def gap(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The year that is told of lacks a month."""
    return made(tmp_path_factory.mktemp("gap"), WITHIN)


# --- the figures once more -----------------------------------------------------------------------------------


class File:
    """`crime.csv` of an area: months, kinds, and sums that are None where any part of them is missing."""

    def __init__(self, site: Site, code: str) -> None:
        text = site.get(f"/areas/{code}/crime.csv").data.decode("utf-8-sig")
        self.cells = {
            (row["period"], row["type"]): (row["value"], row["status"])
            for row in csv.DictReader(io.StringIO(text))
        }
        self.months = sorted({month for month, _ in self.cells})
        self.kinds = {what for _, what in self.cells} - {ASB}
        self.years = self.months[-12:], self.months[-24:-12]

    def sum(self, months: list[str], kinds: set[str]) -> int | None:
        found = [self.cells[month, kind] for month in months for kind in kinds]
        return None if {status for _, status in found} != {"published"} else sum(int(v) for v, _ in found)

    def both(self, *kinds: str) -> tuple[int | None, int | None]:
        now, before = (self.sum(months, set(kinds) or self.kinds) for months in self.years)
        return now, before

    def month(self, month: str) -> str:
        """As a table has to tell it, by itself."""
        if month not in self.months:
            return "no month of ours"
        total = self.sum([month], self.kinds)
        if total is not None:
            return f"{total:,}"
        known = [int(value) for value, _ in (self.cells[month, kind] for kind in self.kinds) if value]
        return f"at least {sum(known):,}" if sum(known) else "not supplied"


def told(figure: int | None) -> str:
    return "not supplied" if figure is None else f"{figure:,}"


def slides(site: Site, code: str) -> dict[str, str]:
    page = site.get(f"/meetings/{site.meeting[code]}/display").text.partition("<template")[0]
    found = re.findall(r"<section(?=[^>]*data-slide)[^>]* id=\"([^\"]+)\"(.*?)</section>", page, re.DOTALL)
    return dict(found)


def table_of(markup: str) -> Table:
    return next(tables(markup))


def sites(request: pytest.FixtureRequest, name: str) -> Site:
    site: Site = request.getfixturevalue(name)
    return site


BOTH = pytest.mark.parametrize("which", ["whole", "gap"])
EVERY = pytest.mark.parametrize("code", AREAS)


# --- the wall ------------------------------------------------------------------------------------------------


@BOTH
@EVERY
def test_every_cell_of_the_wall_s_kinds_is_what_the_file_adds_up_to(request, which, code):
    site = sites(request, which)
    file, rows = File(site, code), table_of(slides(site, code)["types"]).rows
    expected = {label: [told(each) for each in file.both(kind)] for label, kind in KINDS.items()}
    expected["All crime"] = [told(each) for each in file.both()]
    assert {row[0]: row[1:] for row in rows} == expected


@BOTH
@EVERY
def test_every_cell_of_the_wall_s_months_is_in_the_file_and_months_not_held_are_not_said_to_be_withheld(
    request, which, code
):
    site = sites(request, which)
    file, rows = File(site, code), table_of(slides(site, code)["trend"]).rows
    assert [row[0] for row in rows] == [_named(month) for month in reversed(file.months)]
    for row, month in zip(rows, reversed(file.months), strict=True):
        year_before = f"{int(month[:4]) - 1}{month[4:]}"
        for cell, key in zip(row[1:], (month, year_before), strict=True):
            if key in file.months:
                assert cell == file.month(key), (month, row)
            else:
                assert not re.search(r"\d|not supplied", cell), (month, row)


def _named(month: str) -> str:
    return f"{MONTHS[int(month[5:]) - 1]} {month[:4]}"


@EVERY
def test_page_and_wall_name_the_same_months_in_the_same_words(whole, code):
    wall = table_of(slides(whole, code)["trend"])
    page = next(one for one in tables(whole.get(f"/areas/{code}").text) if one.heads[:3] == wall.heads[:3])
    shown = {row[0]: row[1:3] for row in page.rows}
    assert shown == {row[0]: row[1:3] for row in wall.rows}


@BOTH
@EVERY
def test_the_parts_beside_the_wall_s_map_are_those_of_their_own_files_and_make_up_the_total(
    request, which, code
):
    site = sites(request, which)
    rows = table_of(slides(site, code)["map"]).rows
    parts = csv.DictReader(io.StringIO(site.get(f"/areas/{code}/parts.csv").data.decode("utf-8-sig")))
    codes = {row["name"]: row["code"] for row in parts if row["kind"] != "reason"}
    lettered = [row for row in rows if row[0]]
    assert lettered
    for row in lettered:
        assert row[2:] == [told(each) for each in File(site, codes[row[1]]).both()], row
    numbers = [int(row[2].replace(",", "")) for row in rows if re.fullmatch(r"[\d,−-]+", row[2])]
    if which == "whole":
        assert sum(numbers[:-1]) == numbers[-1] == File(site, code).both()[0]
    else:
        assert numbers == []


# --- one sentence, everywhere --------------------------------------------------------------------------------


def lead_of(site: Site, code: str) -> str:
    """What an area's figures are, as the first sentence of its page has it."""
    page = site.get(f"/areas/{code}").text
    found = re.search(r'<p class="[^"]*cm-lead[^"]*">(.*?)</p>', page, re.DOTALL)
    assert found
    return flat(found[1])


def letter_in(site: Site, code: str) -> tuple[str, str]:
    """Of this area, plain and as HTML."""
    release = Shelf(site.app.extensions["crimemap.settings"].releases).current()
    brief = brief_of(release, release.area(code), dt.date(2026, 11, 12), now=NOW)
    base = "https://crime.example"
    return letter_of(digests.digest_of(brief, Month(2026, 11), now=NOW, site=base), base).to_stop_at(base)


def everywhere(site: Site, code: str) -> dict[str, str]:
    """Where the lead stands: without spaces, since paper and letters break their lines."""
    plain, marked = letter_in(site, code)
    feeds = {form: site.get(f"/feeds/areas/{code}.{form}").data for form in ("atom", "rss", "json")}
    atom = " ".join(flat(one.text or "") for one in ET.fromstring(feeds["atom"]).iter(f"{ATOM}summary"))
    rss = " ".join(flat(one.text or "") for one in ET.fromstring(feeds["rss"]).iter("description"))
    found = {
        "letter": plain, "letter as HTML": flat(marked), "atom": atom, "rss": rss,
        "json": " ".join(one["content_text"] for one in json.loads(feeds["json"])["items"]),
        "frame": flat(site.get(f"/embed/{code}").text), "leaflet": flat(site.get(f"/leaflets/{code}").text),
    }  # fmt: skip
    found |= {
        paper: words_of(site.get(f"/leaflets/{code}.pdf?{paper}").data)
        for paper in ("size=a5", "size=a4", "size=a3", "print=large")
    }
    return {name: together(text) for name, text in found.items()}


@BOTH
@EVERY
def test_the_lead_is_the_same_words_on_page_paper_letter_frame_and_feed(request, which, code):
    site = sites(request, which)
    lead, file = lead_of(site, code), File(site, code)
    now, before = file.both()
    if which == "whole":
        assert f" {now:,} " in lead
        assert f"({before:,})" in lead
        assert f"{abs(now - before):,}" in lead
        percent = round(abs(now - before) / before * 100)
        assert (f"{percent}%" if percent else "less than 1%") in lead
    else:
        assert (now, lead.split(".")[0]) == (None, "There is no total for the 12 months to September 2026")
    found = everywhere(site, code)
    assert [name for name, text in found.items() if together(lead) not in text] == []


@EVERY
def test_where_a_month_is_missing_nothing_says_nought_and_each_says_why(gap, code):
    wall = " ".join(slides(gap, code)[name] for name in ("map", "types", "trend", "outcomes"))
    deck = words_of(gap.get(f"/meetings/{gap.meeting[code]}/deck.pdf").data)
    found = everywhere(gap, code) | {"deck.pdf": deck}
    why = together("supplied no figures for March 2026. This does not mean that no crime was recorded.")
    assert [name for name, text in found.items() if why not in text] == []
    assert why in together(flat(wall))
    texts = [
        flat(re.sub(r"<svg.*?</svg>", " ", wall, flags=re.DOTALL)),
        lead_of(gap, code),
        letter_in(gap, code)[0],
    ]
    texts += [page.extract_text() for page in opened(gap.get(f"/leaflets/{code}.pdf?size=a4").data).pages]
    for text in (" ".join(each.split()) for each in texts):
        assert not re.search(r"(?<![\d.,:/–-])0(?![\d.,%/:–-]| ?k?m\b)", text), text
        assert not re.search(r"recorded no (crime|report)|\bNone of\b", text), text


@EVERY
def test_the_pdf_of_the_wall_says_the_headings_and_cells_of_the_wall(whole, code):
    paper = words_of(whole.get(f"/meetings/{whole.meeting[code]}/deck.pdf").data)
    for name, markup in slides(whole, code).items():
        heading = re.search(r"<h[12][^>]*>(.*?)</h[12]>", markup, re.DOTALL)
        assert heading, name
        assert together(flat(heading[1])) in paper, name
        for table in tables(markup):
            missing = [row for row in table.rows if together("".join(row)) not in paper]
            assert missing == [], name


def test_the_box_holds_the_slides_of_the_wall_word_for_word(whole):
    wall = slides(whole, LARK)
    box = whole.get(f"/meetings/{whole.meeting[LARK]}/pack").text
    text = together(html.unescape(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", box, flags=re.DOTALL)))
    for name in ("map", "types", "trend", "outcomes", "decide"):
        for table in tables(wall[name]):
            assert together("".join("".join(row) for row in table.rows)) in text, name


@EVERY
def test_a_leaflet_s_map_list_has_the_numbers_of_the_wall_s_table(whole, code):
    cells = {row[1]: row[2] for row in table_of(slides(whole, code)["map"]).rows if row[0]}
    for paper in ("size=a5", "size=a4", "print=large"):
        text = words_of(whole.get(f"/leaflets/{code}.pdf?{paper}").data)
        assert [name for name, count in cells.items() if together(f"{name}: {count}") not in text] == []
