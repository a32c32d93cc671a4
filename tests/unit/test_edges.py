"""The lines between areas: each once, with whose edges they are; and shapes cut to a rectangle."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely

from crimemap.maps.cutting import cut, cut_of
from crimemap.maps.ground import ground_of
from crimemap.measures.crime import children
from crimemap.pipeline import edges as made
from crimemap.release import Release
from crimemap.release.edges import FREE, LOOSE, Edges, edges_of
from crimemap.terms import AreaKind
from tests.small_release import NEIGHBOURHOODS, PARTNERSHIP, build_small

SIDE_BY_SIDE = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)], object)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return Release(build_small(tmp_path_factory.mktemp("edges"), facts=False))


def edges(*shapes: shapely.Geometry | None) -> Edges:
    return Edges(*made.edges(np.array(shapes, object)))


def everything(of: Edges) -> np.ndarray:
    return of.meeting((-180, -90, 180, 90))


def test_a_line_that_two_areas_share_is_there_once_with_both() -> None:
    found = edges(*SIDE_BY_SIDE)
    sides = found.sides(everything(found)).tolist()
    shared = [n for n, pair in enumerate(sides) if FREE not in pair]
    assert [sorted(sides[n]) for n in shared] == [[0, 1]]
    line = found.lines(everything(found))[shared[0]]
    assert shapely.equals(line, shapely.LineString([(1, 0), (1, 1)]))


def test_all_lines_together_are_the_boundaries_of_all_areas() -> None:
    found = edges(*SIDE_BY_SIDE)
    whole = shapely.union_all(found.lines(everything(found)))
    assert shapely.equals(whole, shapely.union_all(shapely.boundary(SIDE_BY_SIDE)))
    assert shapely.length(found.lines(everything(found))).sum() == shapely.length(whole)


def test_beyond_the_last_area_there_is_nothing() -> None:
    found = edges(shapely.box(0, 0, 1, 1))
    assert found.sides(everything(found)).tolist() == [[0, FREE]]


def test_areas_that_overlap_do_not_know_what_lies_beyond_their_lines() -> None:
    found = edges(shapely.box(0, 0, 1.2, 1), shapely.box(1, 0, 2, 1))
    assert set(found.sides(everything(found))[:, 1].tolist()) == {LOOSE}


def test_an_area_between_two_parts_of_another_shares_a_line_with_each() -> None:
    parts = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 0, 3, 1)])
    found = edges(parts, shapely.box(1, 0, 2, 1))
    assert shapely.length(found.lines(everything(found))).sum() == pytest.approx(10.0)
    assert sum(FREE not in pair for pair in found.sides(everything(found)).tolist()) == 2


def test_an_area_without_a_shape_keeps_the_places_of_the_others() -> None:
    found = edges(None, *SIDE_BY_SIDE)
    assert set(found.sides(everything(found)).ravel().tolist()) == {1, 2, FREE}


def test_a_box_is_asked_and_only_what_meets_it_is_found() -> None:
    found = edges(shapely.box(0, 0, 1, 1), shapely.box(5, 5, 6, 6))
    assert found.sides(found.meeting((4.5, 4.5, 5.5, 5.5)))[:, 0].tolist() == [1]


def test_a_release_without_boundaries_of_a_kind_has_no_lines_of_it(small: Release) -> None:
    assert not len(everything(edges_of(small, AreaKind.WARD)))


def test_the_same_shapes_give_the_same_bytes(tmp_path: Path) -> None:
    for turn in ("one", "two"):
        (tmp_path / turn).mkdir()
        made.write_kind(tmp_path / turn, "ward", SIDE_BY_SIDE)
    names = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.npy"))
    assert len(names) == 2
    assert all((tmp_path / "one" / n).read_bytes() == (tmp_path / "two" / n).read_bytes() for n in names)


def test_the_bands_of_a_map_lie_between_its_parts_alone(small: Release) -> None:
    area = small.area(PARTNERSHIP)
    assert area is not None
    ground = ground_of(small, area, tuple(children(small, area)))
    shapes = [small.shape(code) for code in NEIGHBOURHOODS]
    between = shapely.intersection(shapes[0], shapes[1]), shapely.intersection(shapes[1], shapes[2])
    drawn, wanted = (shapely.normalize(shapely.union_all(lines)) for lines in (ground.bands, between))
    assert shapely.equals_exact(drawn, wanted, tolerance=1e-9)


def test_the_neighbours_lines_do_not_run_along_the_areas_own_edge(small: Release) -> None:
    area = small.area(NEIGHBOURHOODS[0])
    assert area is not None
    ground = ground_of(small, area, tuple(children(small, area)))
    own = shapely.boundary(small.shape(area.code))
    assert shapely.length(shapely.intersection(shapely.union_all(ground.around), own)) == 0
    assert shapely.length(ground.around).sum() > 0


def test_what_lies_outside_a_rectangle_is_left_out_and_the_rest_is_cut() -> None:
    shapes = np.array([shapely.box(0, 0, 1, 1), shapely.box(8, 8, 9, 9), shapely.box(2, 0, 6, 1)], object)
    found, place = cut_of(shapes, (0, 0, 4, 4))
    assert place.tolist() == [0, 2]
    assert found[0] is shapes[0]
    assert shapely.bounds(found[1]).tolist() == [2, 0, 4, 1]
    assert len(cut(shapes[:0], (0, 0, 1, 1))) == 0


def test_a_ring_that_the_quick_cut_gives_up_on_is_cut_slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = shapely.clip_by_rect

    def fails_on_many(shapes: object, *box: float) -> object:
        if isinstance(shapes, np.ndarray) or shapely.area(shapes) == 4:
            raise shapely.GEOSException("Invalid number of points in LinearRing found 3 - must be 0 or >= 4")
        return quick(shapes, *box)

    monkeypatch.setattr(shapely, "clip_by_rect", fails_on_many)
    found = cut(np.array([shapely.box(0, 0, 2, 2), shapely.box(0, 0, 3, 3)], object), (1, 1, 5, 5))
    assert shapely.area(found).tolist() == [1, 4]
