"""What lies where in a release's folder: the contract between `pipeline`, which writes it, and `reader`.

    manifest.json            what the release is, and the account of every row (manifest.py)
    facts/2026-09.parquet    one row a published record: force, id, lon, lat, place, lsoa, type, outcome
    counts/<kind>.npy        int32 [areas of the kind, months, types]: recorded crimes
    split.npy                int32 [forces, months, 3, types]: located · outside · unlocated, by recording force
    points/places.npy        int32 [points, 4]: lon, lat in microdegrees, name, small area; in order of first
                             appearance. A point is what a publisher's rows say of a place, so that a pair of
                             coordinates whose name or LSOA code changed is two points, merged when read.
    points/names.npy .utf8   the names that column 2 counts into, as offsets and text; codes.*: column 3
    points/<kind>.npy        int32 [points]: index of the area that the point lies in, or -1
    points/2026-09.npy       uint32 [4, n]: point, force, type, count; sorted
    places.sqlite            areas and their shapes, deprivation
    postcodes.sqlite         postcodes
    background.sqlite        what is drawn under the figures

Order of areas: `areas.idx` within a kind. Order of months: manifest. Order of types: terms.TYPES, all of
them, so that an index never moves. Order of forces: manifest.
"""

from __future__ import annotations

from typing import Final

FORMAT: Final = 2
"""Part of every release id: a release of another format is built again, never migrated."""

MANIFEST: Final = "manifest.json"
PLACES: Final = "places.sqlite"
POSTCODES: Final = "postcodes.sqlite"
BACKGROUND: Final = "background.sqlite"
SPLIT: Final = "split.npy"
LOCATED, OUTSIDE, UNLOCATED = 0, 1, 2

POINT, FORCE, TYPE, COUNT = 0, 1, 2, 3
"""Rows of points/<month>.npy."""

MICRO: Final = 1_000_000
"""Coordinates are whole microdegrees: the publisher gives six decimals, and integers compare exactly."""


def facts_file(month: object) -> str:
    """The published records of a month."""
    return f"facts/{month}.parquet"


def counts_file(kind: str) -> str:
    """The counts of a kind of area."""
    return f"counts/{kind}.npy"


def points_file(name: object) -> str:
    """What is known of map points: "places", a kind of area, or a month."""
    return f"points/{name}.npy"


SCHEMA: Final = """
CREATE TABLE areas (
    code TEXT PRIMARY KEY, kind TEXT NOT NULL, idx INTEGER NOT NULL,
    name TEXT NOT NULL, official TEXT NOT NULL,      -- the name people use; the publisher's
    position INTEGER NOT NULL,                       -- order by place, north to south, within the kind
    force TEXT, nation TEXT NOT NULL,                -- force: its slug
    parent TEXT, partnership TEXT,                   -- codes
    vintage INTEGER, residents INTEGER, households INTEGER, workday INTEGER,
    lon REAL, lat REAL,                              -- where most people live, inside the shape; NULL without a shape
    west REAL, south REAL, east REAL, north REAL
) WITHOUT ROWID;
CREATE UNIQUE INDEX areas_by_kind ON areas (kind, idx);
CREATE TABLE children (parent TEXT, kind TEXT, position INTEGER, child TEXT,
    PRIMARY KEY (parent, kind, position)) WITHOUT ROWID;
CREATE TABLE shapes (code TEXT PRIMARY KEY, full BLOB NOT NULL, drawn BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE served (code TEXT PRIMARY KEY) WITHOUT ROWID;   -- every LSOA code of the vintage, also beyond the release
CREATE TABLE deprivation (code TEXT, scale TEXT, nation TEXT, rank INTEGER, decile INTEGER,
    PRIMARY KEY (code, scale)) WITHOUT ROWID;
CREATE VIRTUAL TABLE area_box USING rtree_i32(id, west, east, south, north);
CREATE TABLE area_box_code (id INTEGER PRIMARY KEY, code TEXT NOT NULL);
"""
"""places.sqlite. Boxes are in microdegrees; shapes are little-endian WKB, lon/lat (EPSG:4326):
`full` as supplied (repaired, 6 decimals), `drawn` simplified so that neighbours still share their edges.
`shapes` also holds parts of split small areas that lie beyond the release and have no row in `areas`.
"""

POSTCODES_SCHEMA: Final = """
CREATE TABLE postcodes (code TEXT PRIMARY KEY, lon REAL NOT NULL, lat REAL NOT NULL) WITHOUT ROWID;
"""

BACKGROUND_SCHEMA: Final = """
CREATE TABLE features (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, class TEXT NOT NULL, name TEXT NOT NULL,
    shape BLOB NOT NULL);
CREATE VIRTUAL TABLE feature_box USING rtree_i32(id, west, east, south, north);
CREATE TABLE tiles (tile TEXT PRIMARY KEY, digest TEXT NOT NULL, first INTEGER, last INTEGER) WITHOUT ROWID;
"""
"""background.sqlite. `tiles`: which features were derived from which map points, so that the same are not derived
again. features.kind: land | built | water | wood | park | road | rail | place; class: road main | second | street,
place town | village, rail station, else ''."""
