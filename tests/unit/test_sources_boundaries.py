"""Boundary files made by hand: formats, coordinate systems, repairs and refusals."""

import json
import warnings
import zipfile
from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely

from crimemap.sources.boundaries import read_areas, read_features
from crimemap.terms import Refusal

SQUARE = [[0.0, 52.0], [0.1, 52.0], [0.1, 52.1], [0.0, 52.1], [0.0, 52.0]]
OTHER = [[0.1, 52.0], [0.2, 52.0], [0.2, 52.1], [0.1, 52.1], [0.1, 52.0]]
THIRD = [[0.0, 52.1], [0.1, 52.1], [0.1, 52.2], [0.0, 52.2], [0.0, 52.1]]
BOW_TIE = [[0.0, 52.0], [0.1, 52.1], [0.1, 52.0], [0.0, 52.1], [0.0, 52.0]]
COLLAPSED = [[0.0, 52.0], [0.1, 52.0], [0.05, 52.0], [0.0, 52.0]]


def feature(geometry: object, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def polygon(ring: list[list[float]]) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": [ring]}


TWO = [
    feature(polygon(SQUARE), code="A1", name="Abbey", pfa="kent", number=1),
    feature(polygon(OTHER), code="A2", name="Dŵr Ward", pfa="essex", number=2),
]


def geojson(path: Path, features: list[dict[str, object]], **more: object) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", **more, "features": features}), encoding="utf-8")
    return path


def areas(path: Path, layer: str | None = None):
    return read_areas(path, code="code", name="name", layer=layer)


def frame() -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame(
        {"code": ["A1", "A2"], "name": ["Abbey", "Dŵr Ward"]},
        geometry=[shapely.Polygon(SQUARE), shapely.Polygon(OTHER)],
        crs=4326,
    )


def test_areas_come_with_codes_names_shapes_and_the_columns_asked_for(tmp_path):
    found = read_areas(
        geojson(tmp_path / "w.geojson", TWO), code="code", name="name", columns=["pfa", "number"]
    )
    assert found.codes == ("A1", "A2")
    assert found.names == ("Abbey", "Dŵr Ward")
    assert found.columns == {"pfa": ("kent", "essex"), "number": ("1", "2")}
    assert found.notes == ()
    assert found.shapes.dtype == object
    assert shapely.equals(found.shapes, [shapely.Polygon(SQUARE), shapely.Polygon(OTHER)]).all()


def test_the_name_may_be_the_code(tmp_path):
    assert read_areas(geojson(tmp_path / "w.geojson", TWO), code="code", name="code").names == ("A1", "A2")


@pytest.mark.parametrize("name", ["wards.geojson.zip", "with [brackets] {and} spaces.zip"])
def test_a_zipped_geojson_is_read_past_what_macos_adds(tmp_path, name):
    plain = geojson(tmp_path / "w.geojson", TWO)
    with zipfile.ZipFile(tmp_path / name, "w") as opened:
        opened.writestr("__MACOSX/inner/._wards.geojson", b"\0\0")
        opened.writestr("readme.txt", "hello")
        opened.write(plain, "inner/wards.geojson")
    assert areas(tmp_path / name).codes == ("A1", "A2")


def test_a_geopackage_and_a_zipped_shapefile_in_national_grid_read_alike(tmp_path):
    grid = frame().to_crs(27700)
    grid.to_file(tmp_path / "w.gpkg", layer="wards", driver="GPKG")
    (tmp_path / "shp").mkdir()
    grid.to_file(tmp_path / "shp" / "w.shp", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "w.zip", "w") as opened:
        for part in (tmp_path / "shp").iterdir():
            opened.write(part, part.name)
    for path in (tmp_path / "w.gpkg", tmp_path / "w.zip"):
        found = areas(path)
        assert found.names == ("Abbey", "Dŵr Ward")
        assert np.allclose(shapely.bounds(found.shapes[0]), [0.0, 52.0, 0.1, 52.1], atol=1e-6)


def test_heights_are_dropped(tmp_path):
    ring = [[*point, 12.5] for point in SQUARE]
    found = areas(geojson(tmp_path / "w.geojson", [feature(polygon(ring), code="A1", name="Abbey")]))
    assert not shapely.has_z(found.shapes).any()


def test_a_layer_is_named_where_there_are_several(tmp_path):
    path = tmp_path / "w.gpkg"
    frame().to_file(path, layer="wards", driver="GPKG")
    frame().to_file(path, layer="divisions", driver="GPKG")
    assert areas(path, layer="divisions").codes == ("A1", "A2")
    with pytest.raises(Refusal, match="the key `layer`, was expected; its layers are wards, divisions"):
        areas(path)
    with pytest.raises(Refusal, match="layer 'parishes' was expected; its layers are wards, divisions"):
        areas(path, layer="parishes")


def test_an_invalid_polygon_is_repaired_and_noted(tmp_path):
    found = areas(
        geojson(tmp_path / "w.geojson", [feature(polygon(BOW_TIE), code="A1", name="Abbey"), TWO[1]])
    )
    assert found.notes == ("w.geojson: A1 (Abbey): invalid polygon repaired",)
    assert shapely.is_valid(found.shapes).all()
    assert found.shapes[0].geom_type == "MultiPolygon"
    assert found.shapes[0].area == pytest.approx(0.005)


def test_an_area_without_a_name_gets_its_code_and_a_note(tmp_path):
    found = areas(geojson(tmp_path / "w.geojson", [feature(polygon(SQUARE), code="A1", name=None), TWO[1]]))
    assert found.names == ("A1", "Dŵr Ward")
    assert found.notes == ("w.geojson: A1 has no name; its code is used",)


@pytest.mark.parametrize(
    ("geometry", "sentence"),
    [
        (polygon(COLLAPSED), r"A1 \(Abbey\): the polygon is invalid and cannot be repaired"),
        (None, r"A1 \(Abbey\): the geometry is empty or cannot be read"),
        (polygon([]), r"A1 \(Abbey\): the geometry is empty or cannot be read"),
        ({"type": "Point", "coordinates": [0.0, 52.0]}, r"A1 \(Abbey\): the geometry is a Point"),
        (
            polygon([[530000.0, 180000.0], [540000.0, 180000.0], [540000.0, 190000.0], [530000.0, 180000.0]]),
            "longitudes and latitudes were expected",
        ),
    ],
)
def test_a_geometry_that_is_no_area_is_refused_by_code_and_name(tmp_path, geometry, sentence):
    path = geojson(tmp_path / "w.geojson", [feature(geometry, code="A1", name="Abbey"), TWO[1]])
    with pytest.raises(Refusal, match=rf"w\.geojson: .*{sentence}"):
        areas(path)


def test_a_ring_of_two_points_is_refused(tmp_path):
    path = geojson(tmp_path / "w.geojson", [feature(polygon(SQUARE[:2]), code="A1", name="Abbey"), TWO[1]])
    with pytest.raises(Refusal, match="A1"):
        areas(path)


@pytest.mark.parametrize("code", [None, "", "  "])
def test_an_empty_code_is_refused(tmp_path, code):
    path = geojson(tmp_path / "w.geojson", [TWO[0], feature(polygon(OTHER), code=code, name="Abbey")])
    with pytest.raises(Refusal, match="feature 2 has no code in column 'code'"):
        areas(path)


def test_a_repeated_code_is_refused(tmp_path):
    with pytest.raises(Refusal, match=r"features 1 and 3 have the same code 'A1' \(Abbey, Abbey\)"):
        areas(geojson(tmp_path / "w.geojson", [*TWO, TWO[0]]))
    with pytest.raises(Refusal, match=r"features 1 and 2 have the same code 'A1' \(Abbey, Bishop\)"):
        areas(geojson(tmp_path / "w.geojson", [TWO[0], feature(polygon(OTHER), code="A1", name="Bishop")]))


def test_the_parts_of_one_area_in_several_features_are_united(tmp_path):
    parts = [TWO[0], TWO[1], feature(polygon(THIRD), code="A1", name="Abbey", pfa="kent", number=1)]
    found = read_areas(geojson(tmp_path / "w.geojson", parts), code="code", name="name", columns=["pfa"])
    assert found.codes == ("A1", "A2")
    assert found.columns == {"pfa": ("kent", "essex")}
    assert found.shapes[0].equals(shapely.union(shapely.Polygon(SQUARE), shapely.Polygon(THIRD)))
    assert found.notes == ("w.geojson: A1 (Abbey): parts in several features united",)


def test_parts_that_belong_to_two_forces_are_refused(tmp_path):
    parts = [TWO[0], feature(polygon(THIRD), code="A1", name="Abbey", pfa="essex")]
    with pytest.raises(Refusal, match="have the same code 'A1'"):
        read_areas(geojson(tmp_path / "w.geojson", parts), code="code", name="name", columns=["pfa"])


def test_a_missing_column_is_refused_with_the_columns_there_are(tmp_path):
    path = geojson(tmp_path / "w.geojson", TWO)
    with pytest.raises(Refusal, match="no column 'ward'; its columns are code, name, pfa, number"):
        read_areas(path, code="ward", name="name")
    with pytest.raises(Refusal, match="no column 'force'"):
        read_areas(path, code="code", name="name", columns=["force"])


def test_a_file_without_a_coordinate_system_is_refused(tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        geopandas.GeoDataFrame(frame(), crs=4326).set_crs(None, allow_override=True).to_file(
            tmp_path / "w.shp"
        )
    with pytest.raises(Refusal, match="does not say in which coordinate system"):
        areas(tmp_path / "w.shp")


@pytest.mark.parametrize(
    "content", ["", "{", '{"type": "FeatureCollection", "features": [{"type": "Fea', "hello"]
)
def test_a_file_that_is_no_boundary_file_is_refused(tmp_path, content):
    (tmp_path / "w.geojson").write_text(content)
    with pytest.raises(Refusal, match=r"w\.geojson: "):
        areas(tmp_path / "w.geojson")


def test_a_file_without_areas_is_refused(tmp_path):
    with pytest.raises(Refusal, match=r"w\.geojson"):
        areas(geojson(tmp_path / "w.geojson", []))


def test_a_missing_file_and_a_zip_of_none_or_two_are_refused(tmp_path):
    with pytest.raises(Refusal, match="no such file"):
        areas(tmp_path / "w.geojson")
    with zipfile.ZipFile(tmp_path / "w.zip", "w") as opened:
        opened.writestr("readme.txt", "hello")
    with pytest.raises(Refusal, match=r"one file .* it holds readme\.txt"):
        areas(tmp_path / "w.zip")
    with zipfile.ZipFile(tmp_path / "w.zip", "a") as opened:
        opened.writestr("a.geojson", "{}")
        opened.writestr("b.geojson", "{}")
    with pytest.raises(Refusal, match=r"it holds a\.geojson, b\.geojson"):
        areas(tmp_path / "w.zip")
    (tmp_path / "w.zip").write_bytes((tmp_path / "w.zip").read_bytes()[:40])
    with pytest.raises(Refusal, match="not a whole zip file"):
        areas(tmp_path / "w.zip")


def test_background_features_may_be_lines_points_and_polygons_with_gaps(tmp_path):
    path = geojson(
        tmp_path / "r.geojson",
        [
            feature(
                {"type": "LineString", "coordinates": [[0.0, 52.0], [0.1, 52.1]]}, name="A14", kind="main"
            ),
            feature(None, name="lost", kind="main"),
            feature({"type": "Point", "coordinates": [0.0, 52.0]}, name=None, kind="town"),
            feature(polygon(BOW_TIE), name="Mere", kind=None),
        ],
    )
    found = read_features(path, layer=None, name="name", klass="kind")
    assert [shape.geom_type for shape in found.shapes] == ["LineString", "Point", "MultiPolygon"]
    assert found.names == ("A14", "", "Mere")
    assert found.classes == ("main", "town", "")
    assert found.notes == (
        "r.geojson: features without a geometry left out: 1",
        "r.geojson: invalid polygons repaired: 1",
    )
    bare = read_features(path, layer=None, name=None, klass=None)
    assert bare.names == bare.classes == ("", "", "")
