"""What lies where in a release's folder: the contract between `pipeline`, which writes it, and `reader`.

    manifest.json            what the release is, the account of every row, years of population counts and the class
                             breaks of shaded maps (manifest.py)
    facts/2026-09.parquet    one row a published record: force, id, lon, lat, place, lsoa, type, outcome
    counts/<kind>.npy        int32 [areas of the kind, months, types]: recorded crimes
    split.npy                int32 [forces, months, 3, types]: located · outside · unlocated, by recording force
    points/places.npy        int32 [points, 4]: lon, lat in microdegrees, name, small area; in order of first
                             appearance. A point is what a publisher's rows say of a place, so that a pair of
                             coordinates whose name or LSOA code changed is two points, merged when read.
    points/names.npy .utf8   the names that column 2 counts into, as offsets and text; codes.*: column 3
    points/<kind>.npy        int32 [points]: index of the area that the point lies in, or -1
    points/2026-09.npy       uint32 [4, n]: point, force, type, count; sorted
    outcomes/2026-09.parquet one row an outcome as the outcomes files of that month give it: force, id, outcome; equal
                             rows once
    outcomes/2026-09.npy     uint32 [3, n]: point (NOWHERE: no location); force, type and outcome in a byte each; count:
                             the crimes of that month by what is known last of them; sorted
    outcomes/<kind>.rows.npy (month, type, outcome, count) by area: what is known last of each recorded crime, so that
                             the counts of an area, month and type are its recorded crimes; anti-social behaviour has
                             no outcomes and is not in it. Outcome counts into terms.OUTCOMES
    outcomes/<kind>.offsets.npy  int64 [areas + 1]: where the rows of each area begin
    places.sqlite            areas and their shapes, deprivation, similar areas, former codes
    names.sqlite             what can be searched for: names of areas, places, stations, streets; sectors of postcodes
    postcodes.sqlite         postcodes
    teams.sqlite             neighbourhood teams as the police published them; only where they were among the inputs
    surveys.sqlite           what people said and what was reported of areas; only where it was among the inputs
    stations.npy             uint32 [4, n]: point, month, type, count of British Transport Police's located rows;
                             sorted; only where it is among the forces
    edges/<kind>.npy         int32 [edges + 1, 7]: the two areas that share a line (index; -1 none, -2 not known),
                             its box (west, south, east, north, 1e-5 degrees), its first point; the last row ends them
    edges/<kind>.points.npy  int32 [points, 2]: lon, lat in 1e-5 degrees. As drawn, each line once (edges.py)
    background.sqlite        what is drawn under the figures; background-1.sqlite and background-2.sqlite: the same
                             for maps of wide areas, in less detail (LEVELS)

Order of areas: `areas.idx` within a kind. Order of months: manifest. Order of types: terms.TYPES, all of
them, so that an index never moves. Order of forces: manifest.
"""

from __future__ import annotations

from typing import Final

FORMAT: Final = 3
"""Part of every release id: a release of another format is built again, never migrated."""

MANIFEST: Final = "manifest.json"
PLACES: Final = "places.sqlite"
NAMES: Final = "names.sqlite"
POSTCODES: Final = "postcodes.sqlite"
BACKGROUND: Final = "background.sqlite"

LEVELS: Final = ((0.0, 0.0), (25.0, 20_000.0), (60.0, 150_000.0))
"""Of the background: metres by which a line may leave the finest one, and the least area in square metres. [choose]"""
TEAMS: Final = "teams.sqlite"
SURVEYS: Final = "surveys.sqlite"
STATIONS: Final = "stations.npy"
SPLIT: Final = "split.npy"
LOCATED, OUTSIDE, UNLOCATED = 0, 1, 2

POINT, FORCE, TYPE, COUNT = 0, 1, 2, 3
"""Rows of points/<month>.npy."""

NOWHERE: Final = 2**32 - 1
"""In place of a point in outcomes/<month>.npy."""

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


def outcomes_file(month: object) -> str:
    """The outcomes that the files of a month give."""
    return f"outcomes/{month}.parquet"


def outcome_tally_file(month: object) -> str:
    """What is known last of the crimes of a month, by point."""
    return f"outcomes/{month}.npy"


def outcome_counts_files(kind: str) -> tuple[str, str]:
    """The outcomes of a kind of area: the rows, and where those of each area begin."""
    return f"outcomes/{kind}.rows.npy", f"outcomes/{kind}.offsets.npy"


def edges_files(kind: str) -> tuple[str, str]:
    """The lines between areas of a kind: what each one is, and the points of all."""
    return f"edges/{kind}.npy", f"edges/{kind}.points.npy"


def background_file(level: int) -> str:
    """The background at a level of detail, 0 being the finest."""
    return f"background-{level}.sqlite" if level else BACKGROUND


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
CREATE TABLE similar (area TEXT, position INTEGER, other TEXT,   -- as supplied: need not hold the other way round
    PRIMARY KEY (area, position)) WITHOUT ROWID;
CREATE TABLE former (code TEXT, successor TEXT,   -- codes that are no more; a successor may be one of them
    PRIMARY KEY (code, successor)) WITHOUT ROWID;
CREATE VIRTUAL TABLE area_box USING rtree_i32(id, west, east, south, north);
CREATE TABLE area_box_code (id INTEGER PRIMARY KEY, code TEXT NOT NULL);
"""
"""places.sqlite. Boxes are in microdegrees; shapes are little-endian WKB, lon/lat (EPSG:4326):
`full` as supplied (repaired, 6 decimals), `drawn` simplified so that neighbours still share their edges.
`shapes` also holds parts of split small areas that lie beyond the release and have no row in `areas`.
"""

NAMES_SCHEMA: Final = """
CREATE TABLE names (
    id INTEGER PRIMARY KEY,              -- in the order in which answers are listed
    key TEXT NOT NULL, name TEXT NOT NULL,           -- as compared (places.spelling); as shown
    kind TEXT NOT NULL, area TEXT NOT NULL,          -- area | place | station | street; the area that it leads to
    points INTEGER NOT NULL, lon REAL, lat REAL      -- map points of this name there, and their middle
);
CREATE INDEX names_by_key ON names (key);
CREATE VIRTUAL TABLE word USING fts5(name, around, content='', detail=column, columnsize=0,
    tokenize="unicode61 remove_diacritics 0");
CREATE TABLE vocabulary (id INTEGER PRIMARY KEY, word TEXT NOT NULL);
CREATE UNIQUE INDEX vocabulary_by_word ON vocabulary (word);
CREATE TABLE near (form TEXT, word INTEGER, PRIMARY KEY (form, word)) WITHOUT ROWID;
CREATE TABLE sectors (outward TEXT, sector TEXT, area TEXT, PRIMARY KEY (outward, sector, area)) WITHOUT ROWID;
"""
"""names.sqlite. `word`: by names.id, the words of a name, and of what it lies in (area, partnership, force, nearest
place). `near`: what a misspelt word may share with one that is known. Streets are the publisher's map-point names."""

POSTCODES_SCHEMA: Final = """
CREATE TABLE postcodes (code TEXT PRIMARY KEY, lon REAL NOT NULL, lat REAL NOT NULL) WITHOUT ROWID;
"""

TEAMS_SCHEMA: Final = """
CREATE TABLE teams (code TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
"""
"""teams.sqlite: `body` is release.teams.Team as JSON with sorted keys."""

SURVEYS_SCHEMA: Final = """
CREATE TABLE results (
    id INTEGER PRIMARY KEY,              -- in the order of the inputs: of the same answer twice the later one counts
    area TEXT NOT NULL, place TEXT NOT NULL, level TEXT NOT NULL, survey TEXT NOT NULL, wave TEXT NOT NULL,
    first TEXT, last TEXT,               -- days, as 2026-03-31
    question TEXT NOT NULL, answer TEXT NOT NULL, percent REAL, base INTEGER, effective REAL,
    design_given INTEGER NOT NULL, conduct TEXT NOT NULL, wording TEXT NOT NULL, wording_cy TEXT NOT NULL,
    mode TEXT NOT NULL, population TEXT NOT NULL, source TEXT NOT NULL, source_url TEXT NOT NULL, licence TEXT NOT NULL,
    lacks TEXT NOT NULL                  -- survey.Lack, sorted, with spaces between
);
CREATE TABLE reported (
    id INTEGER PRIMARY KEY,
    indicator TEXT NOT NULL, area TEXT NOT NULL, role TEXT NOT NULL, value REAL NOT NULL,
    first TEXT NOT NULL, last TEXT NOT NULL, unit TEXT NOT NULL, lower REAL, upper REAL, base INTEGER,
    source TEXT NOT NULL, source_url TEXT NOT NULL, licence TEXT NOT NULL,
    before REAL, now REAL, before_first TEXT, before_last TEXT
);
"""
"""surveys.sqlite: the fields of survey.Result and survey.Reported, in their order. results.percent is NULL where fewer
than survey.LEAST_BASE answered: no file of a release holds a figure that no page may show (rule S4)."""

BACKGROUND_SCHEMA: Final = """
CREATE TABLE features (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, class TEXT NOT NULL, name TEXT NOT NULL,
    shape BLOB NOT NULL);
CREATE VIRTUAL TABLE feature_box USING rtree_i32(id, west, east, south, north);
CREATE TABLE tiles (tile TEXT PRIMARY KEY, digest TEXT NOT NULL, first INTEGER, last INTEGER) WITHOUT ROWID;
"""
"""background.sqlite, and the coarser ones, whose `tiles` is empty.

`tiles`: which features were derived from which map points, so that the same are not derived
again. features.kind: land | built | water | wood | park | road | rail | place; class: road main | second | street,
place town | village, rail station, else ''."""
