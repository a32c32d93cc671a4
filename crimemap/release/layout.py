"""What lies where in a release's folder: the contract between `pipeline`, which writes it, and `reader`.

    manifest.json            what the release is, and the account of every row (manifest.py)
    facts/2026-09.parquet    one row a published record: force, id, lon, lat, place, lsoa, type, outcome
    counts/<kind>.npy        int32 [areas of the kind, months, types]: recorded crimes
    split.npy                int32 [forces, months, 3, types]: located · outside · unlocated, by recording force
    points/places.npy        int32 [points, 2]: lon, lat in microdegrees, in order of first appearance
    points/<kind>.npy        int32 [points]: index of the area that the point lies in, or -1
    points/2026-09.npy       POINT_COUNTS, sorted by point, then type
    places.sqlite            areas and their shapes, postcodes, names, background

Order of areas: `areas.idx` within a kind. Order of months: manifest. Order of types: terms.TYPES, all of
them, so that an index never moves. Order of forces: manifest.
"""

from __future__ import annotations

from typing import Final

import numpy as np

FORMAT: Final = 1
"""Part of every release id: a release of another format is built again, never migrated."""

MANIFEST: Final = "manifest.json"
PLACES: Final = "places.sqlite"
SPLIT: Final = "split.npy"
LOCATED, OUTSIDE, UNLOCATED = 0, 1, 2

POINT_COUNTS: Final = np.dtype([("point", "<u4"), ("type", "<u2"), ("count", "<u2")])

MICRO: Final = 1_000_000
"""Coordinates are whole microdegrees: the publisher gives six decimals, and integers compare exactly."""


def facts_file(month: object) -> str:
    return f"facts/{month}.parquet"


def counts_file(kind: str) -> str:
    return f"counts/{kind}.npy"


def points_file(name: object) -> str:
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
CREATE TABLE points (point INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE postcodes (code TEXT PRIMARY KEY, lon REAL NOT NULL, lat REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE deprivation (code TEXT, scale TEXT, nation TEXT, rank INTEGER, decile INTEGER,
    PRIMARY KEY (code, scale)) WITHOUT ROWID;
CREATE TABLE features (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, class TEXT NOT NULL, name TEXT NOT NULL,
    shape BLOB NOT NULL);
CREATE VIRTUAL TABLE area_box USING rtree_i32(id, west, east, south, north);   
CREATE TABLE area_box_code (id INTEGER PRIMARY KEY, code TEXT NOT NULL);
CREATE VIRTUAL TABLE feature_box USING rtree_i32(id, west, east, south, north);
"""
"""places.sqlite. Boxes are in microdegrees; shapes are little-endian WKB, lon/lat (EPSG:4326):
`full` as supplied (repaired, 6 decimals), `drawn` simplified so that neighbours still share their edges.
features.kind: land | built | water | wood | park | road | rail | place; class: road main | second | street,
place town | village, rail station, else ''."""
