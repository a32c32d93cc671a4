"""The map's picture: whole in itself, with its scale, source, licence and letters that can be read."""

from __future__ import annotations

import dataclasses
import re
import xml.etree.ElementTree as ET

from crimemap import maps
from crimemap.maps.furniture import wrapped
from crimemap.maps.labels import text_width
from crimemap.maps.lettering import Aside, asides, least_crowded, led
from crimemap.maps.sheet import Mark
from crimemap.maps.symbols import Symbol
from crimemap.maps.texts import source_lines
from tests.unit.map_sheets import SVG, drawn, larkwith, parsed


def test_two_pictures_can_stand_in_one_page(small):
    sheet = larkwith(small)
    ids = [
        each.get("id")
        for prefix in ("wide", "phone")
        for each in parsed(maps.static_svg(small, sheet, prefix=prefix, standalone=True)).iter()
        if each.get("id")
    ]
    assert len(ids) == len(set(ids))


def test_broad_pale_lines_shrink_with_a_picture_whose_lines_keep_their_width(small):
    def washes(size: str) -> list[ET.Element]:
        return [
            each
            for each in drawn(small, larkwith(small), size).iter()
            if each.get("class") == "cm-sheet__wash"
        ]

    found = washes("small")
    assert found
    assert all(float(each.get("stroke-opacity")) <= 0.2 for each in found)
    assert all(float(each.get("stroke-width")) >= 40 for each in found)  # tenths of the sheet's own pixels
    assert not washes("wide")


def test_every_reference_of_a_picture_is_answered_in_it(small):
    for size in ("wide", "phone", "small", "screen", "pocket", "card"):
        text = maps.static_svg(small, larkwith(small), size)
        asked = set(re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', text))
        given = set(re.findall(r'\sid="([^"]+)"', text))
        assert {one or other for one, other in asked} <= given


def test_a_card_for_other_peoples_pages_has_every_circle_and_no_letter(small):
    sheet = larkwith(small)
    text = maps.static_svg(small, sheet, "card")
    marks = re.search(r'class="cm-sheet__marks">(.*)</g>', text)[1]
    assert marks.count("<circle") == sum(part.figure.value is not None for part in sheet.parts)
    assert "<text" not in text
    assert "<desc" in text
    assert len(text) < len(maps.static_svg(small, sheet, "phone"))


def test_a_picture_has_a_scale_a_source_a_licence_and_the_stamp(small):
    texts = " ".join("".join(each.itertext()) for each in drawn(small, larkwith(small)).iter(f"{SVG}text"))
    for wanted in ("metres", "Corvenshire Police", "Open Government Licence v3.0", "Invented / Dychmygol"):
        assert wanted in texts


def test_a_picture_of_a_real_place_has_no_stamp(small):
    sheet = dataclasses.replace(larkwith(small), invented=False)
    assert "Dychmygol" not in maps.static_svg(small, sheet)


def crowded(sheet: maps.MapSheet, reach: float) -> tuple[Symbol, ...]:
    """Circles in two rows, nearer to each other than a letter is wide."""
    places = [(100 + 24.0 * (n % 3), 100 + 26.0 * (n // 3)) for n in range(6)]
    part = sheet.parts[0]
    return tuple(
        Symbol(dataclasses.replace(part, letter="ABCDEF"[n]), Mark.COUNT, x, y, reach)
        for n, (x, y) in enumerate(places)
    )


def test_no_letter_stands_on_another(small):
    for reach in (7.0, 12.0, 16.0):
        placed = asides(crowded(larkwith(small), reach), "beside")
        assert len(placed) == 6
        for n, one in enumerate(placed):
            for other in placed[n + 1 :]:
                assert abs(one.x - other.x) >= (one.wide + other.wide) / 2 or abs(one.y - other.y) >= 13


def test_on_paper_and_on_a_wall_no_letter_stands_on_the_circle_of_another(small):
    part = larkwith(small).parts[0]
    symbols = tuple(
        Symbol(
            dataclasses.replace(part, letter="ABCDEFGHJ"[n]),
            Mark.COUNT,
            240 + n % 3 * 21,
            240 + n // 3 * 21,
            8,
        )
        for n in range(9)
    )
    on_a_wall: list[Aside] = []
    for symbol in symbols:
        on_a_wall.append(least_crowded(led(symbol, symbol.part.letter, 33), symbol, symbols, on_a_wall))
    for placed in (asides(symbols, "inside", further=True), on_a_wall):
        for own, one in zip(symbols, placed, strict=True):
            for other in symbols:
                stands_on = (
                    abs(one.x - other.x) < other.r + one.wide / 2 and abs(one.y - other.y) < other.r + 6
                )
                assert other is own or not stands_on, (one.letter, other.part.letter)


def test_letters_are_drawn_after_every_circle(small):
    sheet = larkwith(small)
    marks = list(drawn(small, sheet).find(f".//{SVG}g[@class='cm-sheet__marks']"))
    last_circle = max(n for n, each in enumerate(marks) if each.tag == f"{SVG}circle")
    letters = [
        n for n, each in enumerate(marks) if (each.text or "") in {part.letter for part in sheet.parts}
    ]
    assert len(letters) == len(sheet.parts)
    assert min(letters) > last_circle


def test_the_source_and_licence_are_whole_on_a_phone(small):
    sheet = dataclasses.replace(larkwith(small), invented=False)
    lines = ["".join(each.itertext()) for each in drawn(small, sheet, "phone").iter(f"{SVG}text")]
    told = " ".join(reversed(lines))
    for each in source_lines(small, sheet):
        assert each in told
    assert max(text_width(line, 11.5) for line in lines) <= 390 - 32


def test_a_licence_of_any_length_iswrapped():
    text = "Background: from boundaries and map points. Contains OS and ONS data © Crown copyright."
    lines = wrapped(text, 11.5, 358)
    assert len(lines) == 2
    assert " ".join(lines) == text


def test_no_sea_is_drawn_past_what_was_cut_out(small):
    text = maps.static_svg(small, larkwith(small), "small")
    frame = parsed(text.replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1)).find(f".//{SVG}clipPath/{SVG}rect")
    assert frame is not None
    assert float(frame.get("width")) < 680 * 10 * 2.2
