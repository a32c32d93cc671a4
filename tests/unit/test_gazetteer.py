"""What names.sqlite is made of: streets by local area, stations, places, Welsh names, sectors, near words."""

import sqlite3
from pathlib import Path

import numpy as np
import pytest
import shapely

from crimemap.pipeline.atlas import Atlas, Layer
from crimemap.pipeline.background import Feature
from crimemap.pipeline.gazetteer import GENERIC, Grounds, Name, gather, sectors, write
from crimemap.pipeline.lookups import Lookups
from crimemap.pipeline.welsh import FILE, welsh_names
from crimemap.places import spelling
from crimemap.release.names import NameKind
from crimemap.terms import AreaKind, Refusal


def _layer(
    kind: AreaKind, codes: list[str], names: list[str], shapes: list[shapely.Geometry], **within
) -> Layer:
    layer = Layer(kind, codes, names, np.array(shapes, object), ["gwent"] * len(codes))
    layer.within = {AreaKind(wide): list(of) for wide, of in within.items()}
    return layer


WEST, EAST = shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)


def _atlas() -> Atlas:
    force = _layer(AreaKind.FORCE, ["W15000001"], ["Gwent Police"], [shapely.box(0, 0, 3, 1)])
    partnership = _layer(
        AreaKind.PARTNERSHIP, ["W22000001"], ["Cardiff"], [shapely.box(0, 0, 2, 1)], force=["W15000001"]
    )
    wards = _layer(
        AreaKind.WARD, ["W05000001", "W05000002"], ["Abbey", "Bristol, City of"], [WEST, EAST],
        force=["W15000001"] * 2, partnership=["W22000001"] * 2,
    )  # fmt: skip
    return Atlas({layer.kind: layer for layer in (force, partnership, wards)}, [])


TEXTS = ["Mill Road", "Parking Area", "Newport (Station)", "Mill Rd", "", "Bishop'S Way"]
POINTS = [
    (100_000, 500_000, 0), (200_000, 500_000, 3), (900_000, 500_000, 0), (900_000, 500_000, 0),
    (1_500_000, 500_000, 0), (500_000, 500_000, 1), (500_000, 500_000, 2), (500_000, 500_000, 4),
    (2_500_000, 500_000, 5), (9_000_000, 500_000, 5),
]  # fmt: skip


@pytest.fixture
def ground() -> Grounds:
    points = np.array([(*point, 0) for point in POINTS], np.int32)
    inside = {
        AreaKind.FORCE: np.where(points[:, 0] < 3_000_000, 0, -1),
        AreaKind.PARTNERSHIP: np.where(points[:, 0] < 2_000_000, 0, -1),
        AreaKind.WARD: np.where(points[:, 0] < 1_000_000, 0, np.where(points[:, 0] < 2_000_000, 1, -1)),
    }
    atlas = _atlas()
    names = {
        code: name
        for layer in atlas.layers.values()
        for code, name in zip(layer.codes, layer.names, strict=True)
    }
    supplied = [
        Feature("place", "town", "Swansea", shapely.Point(0.1, 0.51)),
        Feature("rail", "station", "Newport", shapely.Point(0.5, 0.5)),
        Feature("rail", "rail", "", shapely.LineString([(0, 0), (1, 1)])),
        Feature("place", "town", "Far Away", shapely.Point(9, 9)),
    ]
    return Grounds(
        atlas, names, {}, points, inside, TEXTS, supplied, ["NP101AA", "NP102AA", "NP101AB"],
        np.array([(0.5, 0.5), (2.5, 0.5), (1.5, 0.5)]),
    )  # fmt: skip


def test_a_street_is_one_row_a_local_area_however_it_is_spelt(ground: Grounds):
    streets = [name for name in gather(ground) if name.kind is NameKind.STREET]
    assert [(s.name, s.area, s.points) for s in streets] == [
        ("Mill Road", "W05000001", 3), ("Mill Road", "W05000002", 1), ("Bishop's Way", "W15000001", 1),
    ]  # fmt: skip


def test_the_middle_of_a_street_is_one_of_the_publishers_points(ground: Grounds):
    known = {(x / 1e6, y / 1e6) for x, y, _ in POINTS}
    assert {name.at for name in gather(ground) if name.points} <= known


def test_what_stands_for_any_such_place_is_no_name(ground: Grounds):
    assert spelling.fold("Sports/Recreation Area") in GENERIC
    assert "Parking Area" not in {name.name for name in gather(ground)}


def test_a_station_is_told_once_from_map_points_and_background(ground: Grounds):
    stations = [name for name in gather(ground) if name.kind is NameKind.STATION]
    assert [(s.name, s.area) for s in stations] == [("Newport", "W05000001")]
    assert "stn" in stations[0].around.split()


def test_a_name_knows_the_words_of_what_it_lies_in_and_of_the_nearest_town(ground: Grounds):
    (here, there) = [n.around.split() for n in gather(ground) if n.name == "Mill Road"]
    assert {"abbey", "cardiff", "gwent", "wales"} <= set(here)
    assert "swansea" not in there


def test_wales_is_found_in_welsh_and_cities_the_way_people_say_them(ground: Grounds):
    found = {(name.name, name.area) for name in gather(ground)}
    assert {("Caerdydd", "W22000001"), ("Abertawe", "W05000001"), ("Heddlu Gwent", "W15000001")} <= found
    assert {("Bristol", "W05000002"), ("City of Bristol", "W05000002")} <= found


def test_sectors_of_postcodes_know_their_areas(ground: Grounds):
    assert sectors(ground) == {
        ("NP10", "1", "W05000001"),
        ("NP10", "1", "W05000002"),
        ("NP10", "2", "W15000001"),
    }


def test_the_same_names_are_the_same_bytes_in_whatever_order_they_came(ground: Grounds, tmp_path: Path):
    found = gather(ground)
    write(tmp_path / "a.sqlite", found, sectors(ground))
    write(tmp_path / "b.sqlite", reversed(found), sorted(sectors(ground), reverse=True))
    assert (tmp_path / "a.sqlite").read_bytes() == (tmp_path / "b.sqlite").read_bytes()


def test_the_key_of_what_names_are_made_from_follows_each_of_them(ground: Grounds):
    moved = ground.points.copy()
    moved[0, 0] += 1
    others = [
        Grounds(ground.atlas, ground.names, ground.centres, moved, ground.areas, ground.texts),
        Grounds(ground.atlas, ground.names, ground.centres, ground.points, ground.areas, [*TEXTS[1:], "X"]),
        Grounds(
            ground.atlas,
            {**ground.names, "W05000001": "Other"},
            {},
            ground.points,
            ground.areas,
            ground.texts,
        ),
    ]
    keys = {each.digest() for each in [ground, *others]}
    assert len(keys) == 4
    assert ground.digest() == ground.digest()


def test_areas_come_before_streets_and_numbered_small_areas_last(tmp_path: Path):
    names = [
        Name("Elm 1", NameKind.AREA, "E01", last=True),
        Name("Elm", NameKind.STREET, "E05"),
        Name("Elm", NameKind.AREA, "E05", width=4),
        Name("Elm", NameKind.AREA, "E22", width=1),
    ]
    write(tmp_path / "names.sqlite", names, ())
    with sqlite3.connect(tmp_path / "names.sqlite") as file:
        rows = file.execute("SELECT kind, area FROM names ORDER BY id").fetchall()
    assert rows == [("area", "E22"), ("area", "E05"), ("street", "E05"), ("area", "E01")]


# --- codes that are no more, and reviewed names -------------------------------------------------------


def test_former_codes_that_lead_to_nothing_served_are_left_out():
    lookups = Lookups(
        successors={"E01000001": ("E01000002", "E01000003"), "E01000004": ("E01000004",)},
        former={
            "OLD": frozenset({"OLDER"}), "OLDER": frozenset({"E05"}), "GONE": frozenset({"NOWHERE"}),
            "A": frozenset({"B"}), "B": frozenset({"A"}), "E05": frozenset({"E06"}),
        },
    )  # fmt: skip
    assert lookups.leading_to({"E05", "E06", "E01000002"}) == [
        ("E01000001", "E01000002"), ("OLD", "OLDER"), ("OLDER", "E05"),
    ]  # fmt: skip


def test_the_reviewed_welsh_names_are_read_and_none_is_given_twice():
    names = welsh_names()
    assert names["cardiff"] == ("Caerdydd",)
    assert all(len(set(many)) == len(many) for many in names.values())


def test_a_welsh_name_without_its_english_one_is_refused_by_key(tmp_path: Path):
    file = tmp_path / "welsh.yaml"
    file.write_text(FILE.read_text().splitlines()[2] + "\nreviewed: x\nnames:\n  - {welsh: Aber}\n")
    with pytest.raises(Refusal, match=r"names\.0\.english"):
        welsh_names(file)
