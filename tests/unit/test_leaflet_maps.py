"""The map of a leaflet and what is under it: parts that reach beyond the area, more names than a page has room for."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pypdfium2
import pytest

from crimemap import language
from crimemap.brief import Brief, brief_of
from crimemap.leaflets import Block, Leaflet, Spot, leaflet_of, pdf, usual
from crimemap.terms import AreaKind
from tests.small_meetings import NOW

SITE = "https://crime.example.gov.uk"


@pytest.fixture(scope="module")
def told(small) -> Brief:
    area = next(each for each in small.areas(AreaKind.NEIGHBOURHOOD) if each.name == "Larkwith")
    with language.using("en"):
        return brief_of(small, area, None, now=NOW)


def notes(leaflet: Leaflet) -> str:
    drawn = next(part for part in leaflet.parts if part.block is Block.MAP)
    return " ".join(str(note.said) for note in drawn.notes)


def test_parts_that_add_up_to_much_more_than_the_whole_are_explained(told):
    assert "add up to" not in notes(leaflet_of(told, now=NOW, site=SITE))
    figure = told.sheet.whole.now
    fewer = replace(told.sheet.whole, now=replace(figure, value=figure.value // 3))
    beyond = replace(told, sheet=replace(told.sheet, whole=fewer))
    said = notes(leaflet_of(beyond, now=NOW, site=SITE))
    added = sum(part.figure.value for part in told.sheet.parts)
    assert f"The parts of the map add up to {added} and Larkwith to {figure.value // 3}: some reach" in said


def test_in_large_print_a_map_of_many_names_gives_way_so_that_none_is_set_on_another(told):
    usually = leaflet_of(told, usual(large=True), now=NOW, site=SITE)
    spots = tuple(Spot(chr(65 + n % 26) * (1 + n // 26), f"Part{n:02d}", "1,234") for n in range(28))
    parts = tuple(
        replace(part, picture=replace(part.picture, spots=spots)) if part.picture else part
        for part in usually.parts
    )
    document = pypdfium2.PdfDocument(pdf(replace(usually, parts=parts)))
    page = next(each.get_textpage() for each in document if "Part27" in each.get_textpage().get_text_range())
    tops = {box[3] for n in range(28) for box in _found(page, f"Part{n:02d}")}
    note = max(box[3] for box in _found(page, "A larger circle"))
    foot = max(box[3] for box in _found(page, "Page "))
    heights = sorted(tops)
    assert len(heights) == 14  # two columns of fourteen rows
    assert all(above - under > 12 for under, above in itertools.pairwise(heights))
    assert heights[0] - note > 12
    assert note - foot > 12


def _found(page: pypdfium2.PdfTextPage, words: str) -> list[tuple[float, float, float, float]]:
    """The boxes of the first letters of `words`, wherever they stand on the page."""
    searched, boxes = page.search(words), []
    while (hit := searched.get_next()) is not None:
        boxes.append(page.get_charbox(hit[0]))
    return boxes
