"""Neighbourhoods as the police API gives them, in a folder made by hand."""

import json
from urllib.parse import quote

import pytest
import shapely

from crimemap.sources.police_api import read_neighbourhoods
from crimemap.terms import Refusal

SQUARE = [(0.0, 52.0), (0.1, 52.0), (0.1, 52.1), (0.0, 52.1), (0.0, 52.0)]
FAR = [(0.3, 52.0), (0.4, 52.0), (0.4, 52.1), (0.3, 52.1), (0.3, 52.0)]
INNER = [(0.04, 52.04), (0.06, 52.04), (0.06, 52.06), (0.04, 52.06), (0.04, 52.04)]
BOW_TIE = [(0.0, 52.0), (0.1, 52.1), (0.1, 52.0), (0.0, 52.1)]


def points(ring):
    return [{"latitude": str(lat), "longitude": str(lon)} for lon, lat in ring]


def written(tmp_path, rings, names=None, force="dyfed-powys"):
    folder = tmp_path / force
    folder.mkdir()
    listed = [
        {"id": identity, "name": (names or {}).get(identity, f"Name of {identity}")} for identity in rings
    ]
    (folder / "neighbourhoods.json").write_text(json.dumps(listed))
    for identity, ring in rings.items():
        inner = folder / quote(identity, safe="")
        inner.mkdir()
        (inner / "boundary.json").write_text(json.dumps(points(ring) if isinstance(ring, list) else ring))
    return folder


def test_codes_are_force_and_id_in_lower_case_whatever_the_id_holds(tmp_path):
    found = read_neighbourhoods(written(tmp_path, {"GARN4.LAK": SQUARE, "A/B ?%": FAR}))
    assert found.codes == ("dyfed-powys-a/b ?%", "dyfed-powys-garn4.lak")
    assert found.names == ("Name of A/B ?%", "Name of GARN4.LAK")
    assert found.shapes[1].equals(shapely.Polygon(SQUARE))
    assert found.notes == ()
    assert found.columns == {}


def test_a_ring_that_is_not_closed_is_closed(tmp_path):
    assert (
        read_neighbourhoods(written(tmp_path, {"A": SQUARE[:-1]})).shapes[0].equals(shapely.Polygon(SQUARE))
    )


def test_parts_flattened_into_one_ring_are_taken_apart(tmp_path):
    found = read_neighbourhoods(written(tmp_path, {"A": SQUARE + FAR}))
    assert found.shapes[0].equals(shapely.MultiPolygon([shapely.Polygon(SQUARE), shapely.Polygon(FAR)]))
    assert found.notes == ("A/boundary.json: dyfed-powys-a (Name of A): one ring of 2 parts taken apart",)


def test_a_part_inside_another_is_a_hole(tmp_path):
    found = read_neighbourhoods(written(tmp_path, {"A": SQUARE + INNER}))
    assert found.shapes[0].equals(shapely.Polygon(SQUARE, [INNER]))


def test_an_invalid_ring_is_repaired_and_noted(tmp_path):
    found = read_neighbourhoods(written(tmp_path, {"A": BOW_TIE}))
    assert found.shapes[0].is_valid
    assert found.shapes[0].area == pytest.approx(0.005)
    assert found.notes == ("A/boundary.json: dyfed-powys-a (Name of A): invalid polygon repaired",)


def test_a_neighbourhood_without_a_name_is_called_by_its_id(tmp_path):
    assert read_neighbourhoods(written(tmp_path, {"A": SQUARE}, {"A": None})).names == ("A",)


@pytest.mark.parametrize("ring", [SQUARE[:2], [(0.0, 52.0)] * 5, [(0.0, 52.0), (0.1, 52.0), (0.05, 52.0)]])
def test_a_ring_without_an_area_is_refused(tmp_path, ring):
    with pytest.raises(Refusal, match=r"A/boundary\.json: dyfed-powys-a \(Name of A\): the ring"):
        read_neighbourhoods(written(tmp_path, {"A": ring}))


@pytest.mark.parametrize(
    "point",
    [
        {},
        {"latitude": "52"},
        {"latitude": "0.1", "longitude": "52"},
        "x",
        {"latitude": None, "longitude": None},
    ],
)
def test_a_point_that_is_nowhere_is_refused(tmp_path, point):
    folder = written(tmp_path, {"A": SQUARE})
    (folder / "A" / "boundary.json").write_text(json.dumps([*points(SQUARE), point]))
    with pytest.raises(Refusal, match=r"A/boundary\.json: point 6 is"):
        read_neighbourhoods(folder)


def test_missing_and_malformed_files_are_refused(tmp_path):
    folder = written(tmp_path, {"A": SQUARE})
    (folder / "A" / "boundary.json").unlink()
    with pytest.raises(Refusal, match=r"A/boundary\.json: there is no such file"):
        read_neighbourhoods(folder)
    for text, sentence in [
        ("[", "line 1: it is not JSON"),
        ("{}", "a JSON list was expected"),
        ("[]", "it lists none"),
        ('[{"name": "x"}]', "entry 1 is"),
        ("[5]", "entry 1 is 5"),
        ('[{"id": "..", "name": "out"}]', "an id that can name a folder was expected"),
    ]:
        (folder / "neighbourhoods.json").write_text(text)
        with pytest.raises(Refusal, match=sentence):
            read_neighbourhoods(folder)
    with pytest.raises(Refusal, match="no such file"):
        read_neighbourhoods(tmp_path / "kent")


def test_two_ids_that_differ_in_case_alone_are_refused(tmp_path):
    folder = written(tmp_path, {"A": SQUARE})
    (folder / "neighbourhoods.json").write_text('[{"id": "A", "name": "x"}, {"id": "a", "name": "y"}]')
    with pytest.raises(Refusal, match="entry 2 repeats the neighbourhood 'a'"):
        read_neighbourhoods(folder)
