"""Areas, their people and their centres, told from boundaries and lookups alone."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from crimemap.pipeline import shapes
from crimemap.pipeline.atlas import Atlas, Layer, locate, most_overlapping
from crimemap.pipeline.boundaries import _inside
from crimemap.pipeline.builtup import Tile, built_up
from crimemap.pipeline.lookups import Lookups
from crimemap.pipeline.people import _served, _shares, _wider
from crimemap.terms import AreaKind, Nation


def squares(*boxes: tuple[float, float, float, float]) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    return np.array([shapely.box(*box) for box in boxes], object)


def layer(kind: AreaKind, codes: list[str], forces: list[str | None] | None = None) -> Layer:
    empty = np.full(len(codes), None, object)
    return Layer(kind, codes, codes, empty, forces or [None] * len(codes))


def test_a_point_on_an_edge_belongs_to_the_lowest_of_the_two() -> None:
    grid = squares((0, 0, 1, 1), (1, 0, 2, 1), (0, 0, 2, 2))
    lon, lat = np.array([0.5, 1.0, 1.5, 1.5, 5.0]), np.array([0.5, 0.5, 0.5, 1.5, 5.0])
    assert locate(lon, lat, grid).tolist() == [0, 0, 1, 2, -1]


def test_locating_nothing_or_in_nothing_is_nowhere() -> None:
    none = np.zeros(0)
    assert locate(none, none, squares((0, 0, 1, 1))).tolist() == []
    assert locate(np.array([0.5]), np.array([0.5]), squares()).tolist() == [-1]


def test_a_part_lies_in_what_holds_most_of_it() -> None:
    wholes = squares((0, 0, 2, 1), (2, 0, 4, 1))
    parts = squares((0, 0, 1, 1), (1.5, 0, 2.8, 1), (1.5, 0, 2.5, 1), (3.9, 0, 9, 1), (8, 8, 9, 9))
    assert most_overlapping(parts, wholes, 0.01).tolist() == [0, 1, 0, 1, -1]
    assert most_overlapping(parts, wholes, 0.5).tolist() == [0, 1, 0, -1, -1]


def test_an_area_outside_a_coarse_force_boundary_is_kept_where_its_small_area_is_the_forces_own() -> None:
    coarse, own = squares((0, 0, 2, 1)), squares((2, 0, 3, 1))
    wards = squares((0, 0, 1, 1), (2.1, 0, 3, 1), (4, 0, 5, 1))
    assert _inside(wards, coarse, squares()) == [0]
    assert _inside(wards, coarse, own) == [0, 1]


def test_counts_of_the_other_vintage_are_added_where_merged_and_not_known_where_split() -> None:
    successors = {"A": ("1",), "B": ("2", "3"), "C": ("4",), "D": ("4",)}
    back = {"1": ("A",), "2": ("B",), "3": ("B",), "4": ("C", "D")}
    notes: list[str] = []
    served = _served(
        {"A": 10, "B": 20, "C": 3, "D": 4}, layer(AreaKind.LSOA, ["1", "2", "3", "4", "5"]),
        Lookups(successors, back), "residents", notes,
    )  # fmt: skip
    assert served == {"1": 10, "4": 7}
    assert notes == [
        "residents: 2 small areas are parts of a split one; the count of the whole is not shared out."
    ]


def test_people_of_a_small_area_in_two_wards_are_shared_out_by_its_postcodes_and_none_is_lost() -> None:
    """Small area 1 lies in ward A for a quarter of its addresses; 2 is of B but for one postcode; 3 has few."""
    small = layer(AreaKind.LSOA, ["1", "2", "3"])
    small.full = squares((0, 0, 4, 1), (4, 0, 8, 1), (8, 0, 9, 1))
    wards = layer(AreaKind.WARD, ["A", "B", "C"])
    wards.full = squares((0, 0, 1, 1), (1, 0, 7.9, 1), (7.9, 0, 9, 1))
    small.within = {AreaKind.WARD: ["B", "B", "C"]}
    atlas = Atlas({AreaKind.LSOA: small, AreaKind.WARD: wards}, [])
    spread = np.column_stack([np.linspace(0.05, 8.05, 81), np.full(81, 0.5)])
    office = np.repeat([[0.5, 0.6]], 500, axis=0)
    given = {"1": 1000, "2": 400, "3": 60}
    shared = _wider(small, _shares(atlas, small, np.vstack([spread, office])), given)
    assert shared == {"A": 268, "B": 1132, "C": 60}
    assert sum(shared.values()) == sum(given.values())
    whole = _wider(small, _shares(atlas, small, np.zeros((0, 2))), given)
    assert whole == {"B": 1400, "C": 60}
    assert "A" not in _wider(small, _shares(atlas, small, spread), {"2": 400, "3": 60})


def test_a_partnership_has_the_people_of_whole_small_areas() -> None:
    small = layer(AreaKind.LSOA, ["1"])
    small.full = squares((0, 0, 4, 1))
    wide = layer(AreaKind.PARTNERSHIP, ["P", "Q"])
    wide.full = squares((0, 0, 1, 1), (1, 0, 4, 1))
    small.within = {AreaKind.PARTNERSHIP: ["Q"]}
    atlas = Atlas({AreaKind.LSOA: small, AreaKind.PARTNERSHIP: wide}, [])
    postcodes = np.column_stack([np.linspace(0.05, 3.95, 40), np.full(40, 0.5)])
    assert _wider(small, _shares(atlas, small, postcodes), {"1": 1000}) == {"Q": 1000}


@pytest.mark.parametrize(
    ("code", "slug", "nation"),
    [
        ("W01000001", None, Nation.WALES),
        ("E01000001", None, Nation.ENGLAND),
        ("north-wales-aber", "north-wales", Nation.WALES),
        ("northern-hill", "newshire", Nation.ENGLAND),
        ("melys-1", "melys", Nation.WALES),
    ],
)
def test_a_nation_is_told_by_the_code_or_by_the_force(code: str, slug: str | None, nation: Nation) -> None:
    one = layer(AreaKind.NEIGHBOURHOOD, [code], [slug])
    assert one.nation(0, {"newshire": "E23900001", "melys": "W15900001"}) is nation


def test_neighbours_still_share_their_edges_when_they_are_drawn() -> None:
    wiggle = [(0.01 + 0.0000005 * (n % 2), 52 + n * 0.0001) for n in range(100)]
    left = shapely.Polygon([(0, 52), *wiggle, (0, 52.0099)])
    right = shapely.Polygon([(0.02, 52), *wiggle, (0.02, 52.0099)])
    both = layer(AreaKind.WARD, ["A", "B"])
    both.full = np.array([left, right], object)
    atlas = Atlas({AreaKind.WARD: both}, [])
    shapes.draw(atlas)
    drawn = both.drawn
    assert atlas.notes == []
    assert shapely.get_num_coordinates(drawn).sum() < 20
    assert shapely.area(shapely.intersection(drawn[0], drawn[1])) == 0
    assert shapely.get_dimensions(shapely.intersection(drawn[0], drawn[1])) == 1


def test_areas_that_overlap_are_drawn_one_by_one_and_that_is_said() -> None:
    both = layer(AreaKind.WARD, ["A", "B"])
    both.full = squares((0, 52, 0.02, 52.02), (0.01, 52, 0.03, 52.02))
    atlas = Atlas({AreaKind.WARD: both}, [])
    shapes.draw(atlas)
    assert len(atlas.notes) == 1
    assert shapely.is_valid(both.drawn).all()


def test_built_up_ground_surrounds_points_and_leaves_out_a_lone_one() -> None:
    rng = np.random.default_rng(1)
    town = np.column_stack([0.1 + rng.random(400) * 0.02, 52.2 + rng.random(400) * 0.01])
    points = np.vstack([town, [[0.5, 52.5]]])
    ground = shapely.union_all([shape for tile in built_up(points, {}).values() for shape in tile.shapes])
    inside = shapely.contains_xy(ground, points[:, 0], points[:, 1])
    assert inside[:-1].mean() > 0.95
    assert not inside[-1]


def test_built_up_ground_of_points_that_did_not_change_is_taken_over() -> None:
    rng = np.random.default_rng(1)
    points = np.column_stack([0.1 + rng.random(400) * 0.02, 52.2 + rng.random(400) * 0.01])
    once = built_up(points, {})
    marked = {name: Tile(tile.digest, [shapely.box(0, 0, 1, 1)]) for name, tile in once.items()}
    assert all(tile.shapes == marked[name].shapes for name, tile in built_up(points, marked).items())
    moved = built_up(points + 0.001, marked)
    assert all(shapely.box(0, 0, 1, 1) not in tile.shapes for tile in moved.values())
